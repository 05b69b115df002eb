"""Which record a form is filled in, and what it shows of the record it is about."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from ctip_desktop.forms.model import Kind
from ctip_desktop.queries.records import Home, facts, heads, list_records
from ctip_desktop.workspace.sheets import Heads
from ui.session import Session

_SINGLE = (Kind.CHECKLIST, Kind.ENTITY)


def only_record(session: Session, form: str, about: UUID | None) -> UUID | None:
    """The record of a form about a subject, when there can be only one of them."""
    if session.workspace.catalogue.form(form).kind not in _SINGLE or about is None:
        return None
    found = session.ask(list_records, form, about)
    return found[0].id if found else None


def new_facts(session: Session, form: str, about: UUID | None) -> tuple[Mapping[str, Home], dict[str, Heads]]:
    """What a form shows of the record it will be about, and what stood in those cells, while it has no record of its own."""
    found = session.ask(facts, form, about)
    return found, {path: session.ask(heads, fact.record, fact.name) for path, fact in found.items()}


def new_key(form: str, about: UUID | None) -> str:
    """What the place in a form is kept under before there is a record."""
    return f"{form}:{about.hex if about is not None else ''}"
