"""Ids that follow from what a record is, so that two laptops that have not met make the same one, and only differing answers conflict."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from itertools import count
from uuid import UUID, uuid4, uuid5

from ctip_desktop.errors import NotFound
from ctip_desktop.forms.model import Form, Kind, Value
from ctip_desktop.workspace.cells import dump
from ctip_desktop.workspace.titles import FormSource

_PROGRAMMES = UUID("6c1f2a52-9d0e-5a37-8f2e-0c7b5d1e4a90")
"""Our own name space for programmes."""


_DERIVED = 5
"""The version of the ids that `uuid5` makes; fresh ones have 4."""


def programme_id(name: str) -> UUID:
    """The id of the programme of this name: capital letters, spaces and the way accents are typed do not matter."""
    return uuid5(_PROGRAMMES, " ".join(unicodedata.normalize("NFKC", name).casefold().split()))


def rising_ids() -> Iterator[UUID]:
    """Random ids, each greater than the one before: what is made in the same moment is listed by id, so that it stays in the order it was made."""
    first = int.from_bytes(os.urandom(6)) >> 1
    return (UUID(bytes=n.to_bytes(6) + os.urandom(10), version=4) for n in count(first))


def record_id(programme: UUID, form: Form, about: UUID | None, values: Mapping[str, Value], fresh: Callable[[], UUID] = uuid4) -> UUID:
    """The id of a new record: derived where there is one per subject (checklists) or per subject and the form's `unique` answers, else a `fresh` one.
    Fresh as well while one of the `unique` answers is missing."""
    if form.kind is not Kind.CHECKLIST and not form.unique:
        return fresh()
    if any(values.get(name) in (None, "", ()) for name in form.unique) or (about is None and form.about):
        return fresh()
    key = [form.name, about.hex if about else "", [[name, values[name]] for name in form.unique]]
    return uuid5(programme, dump(key))


def is_derived(record: bytes) -> bool:
    """Whether the id was derived: made again, it is the same record."""
    return UUID(bytes=record).version == _DERIVED


def newest_version(forms: FormSource, name: str) -> str:
    """The version of a form that new records are filled under; "1" for one that is not known here."""
    try:
        return forms.form(name).version
    except NotFound:
        return "1"
