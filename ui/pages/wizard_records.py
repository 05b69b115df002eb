"""Which record a form is filled in, and what it shows of the record it is about."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from ctip_desktop.dataclass import dataclass
from ctip_desktop.forms.model import Kind
from ctip_desktop.forms.sheet import Sheet
from ctip_desktop.queries.records import Home, facts, heads, list_records
from ctip_desktop.queries.records import sheet as open_sheet
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


@dataclass(frozen=True, slots=True)
class Opened:
    """A form as it stands. record: None while nobody has begun it."""

    record: UUID | None
    about: UUID | None
    sheet: Sheet
    status: str
    heads: Mapping[str, Heads]
    facts: Mapping[str, Home]


def open_form(session: Session, record: UUID | None, form: str, about: UUID | None) -> Opened:
    """A record with its answers, or a form that nobody has begun, with what it shows of its subject. Raises NotFound."""
    if record is not None:
        found = session.ask(open_sheet, record)
        return Opened(found.id, found.about, found.sheet, found.status, found.heads, found.facts)
    facts, kept = new_facts(session, form, about)
    today = session.workspace.now().astimezone().date()
    answers = {name: fact.answer for name, fact in facts.items()}
    return Opened(None, about, Sheet.of(session.workspace.catalogue.form(form), answers, today=today), "draft", kept, facts)


def new_key(form: str, about: UUID | None) -> str:
    """What the place in a form is kept under before there is a record."""
    return f"{form}:{about.hex if about is not None else ''}"
