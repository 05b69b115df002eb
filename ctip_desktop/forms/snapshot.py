"""Forms that were read once, as bytes that load a hundred times as fast as form files.

A snapshot belongs to exact sources: the form files and the code that reads them. Anything that does not fit means there is no snapshot. It is
data, never code, and every value is checked against the types of `model.py` when a form is asked for.
"""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from functools import partial
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import ctip_desktop
from ctip_desktop.forms.catalogue import Unread
from ctip_desktop.forms.model import Form, Kind
from ctip_desktop.resources import resource

_HASH = 32


def sources() -> bytes:
    """SHA-256 over what a snapshot depends on: the program's version, the shipped form files and the code of this room (where it lies open). A file
    counts by its place, size and time of writing, as Python's own bytecode does; reading them all would cost every start."""
    out = sha256(ctip_desktop.__version__.encode())
    for folder, ending in ((resource("forms"), ".yaml"), (files("ctip_desktop.forms"), ".py")):
        if folder.is_dir():
            out.update(str(folder).encode())
            for mark in sorted(_marks(folder, ending)):
                out.update(mark.encode())
    return out.digest()


def _marks(folder: Traversable, ending: str) -> Iterator[str]:
    """What tells one state of a file from another; in an archive, where nothing of that is kept, its content."""
    if isinstance(folder, os.PathLike):
        with os.scandir(str(folder)) as entries:
            for entry in entries:
                if entry.name.endswith(ending):
                    known = entry.stat()
                    yield f"{entry.name}\0{known.st_size}\0{known.st_mtime_ns}\0"
        return
    for one in folder.iterdir():
        if one.name.endswith(ending):
            yield f"{one.name}\0{sha256(one.read_bytes()).hexdigest()}\0"


def pack(forms: Iterable[Form], source: bytes) -> bytes:
    """A snapshot of forms made from these sources."""
    from msgspec import msgpack

    kept = [(form, msgpack.encode(_plain(form))) for form in forms]
    entries = json.dumps([(form.name, form.version, form.kind.value, len(coded)) for form, coded in kept]).encode()
    body = b"\n".join((entries, b"".join(coded for _form, coded in kept)))
    return source + sha256(source + body).digest() + body


def unpack(data: bytes, source: bytes) -> tuple[Unread, ...] | None:
    """The forms of a snapshot; None when it is damaged or belongs to other sources."""
    head, check, body = data[:_HASH], data[_HASH : 2 * _HASH], data[2 * _HASH :]
    if head != source or check != sha256(source + body).digest():
        return None
    entries, _, coded = body.partition(b"\n")
    found, start = [], 0
    for name, version, kind, length in json.loads(entries):
        found.append(Unread(name, version, Kind(kind), partial(_read, coded[start : start + length])))
        start += length
    return tuple(found)


def _read(coded: bytes) -> Form:
    from msgspec import msgpack  # the list of forms is told without it; a start reads no form

    return msgpack.decode(coded, type=Form)


def _plain(value: Any) -> Any:
    """Without what is as usual, which keeps it small."""
    if dataclasses.is_dataclass(value):
        known = ((one, getattr(value, one.name)) for one in dataclasses.fields(value) if one.init)
        return {one.name: _plain(found) for one, found in known if not _is_usual(one, found)}
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, Enum):
        return value.value
    return [_plain(each) for each in value] if isinstance(value, tuple) else value


def _is_usual(one: dataclasses.Field[Any], found: object) -> bool:
    if one.default_factory is not dataclasses.MISSING:
        return bool(found == one.default_factory())
    return one.default is not dataclasses.MISSING and bool(found == one.default)
