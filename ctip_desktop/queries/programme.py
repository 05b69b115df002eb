"""What the Programme page asks: the programme's own record, its rules, and the people with their devices."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from ctip_desktop.dataclass import dataclass
from ctip_desktop.forms.model import Question
from ctip_desktop.practice import readings
from ctip_desktop.practice.ranking import Method
from ctip_desktop.queries import exchange, rankings, rows
from ctip_desktop.queries.rows import Row, Words, when
from ctip_desktop.said import Said
from ctip_desktop.workspace.connection import Connection
from ctip_desktop.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Rules:
    """The settings a programme may change; every one has a documented default (settled points A1 to A20) and is named in reports.

    reminder_days: without a talk; shelf_life, recheck_months: months; ungp_gate: off, warn or require; lock_minutes: of rest.
    """

    method: Method
    method_sentence: Said
    reminder_days: int
    shelf_life: int
    recheck_months: int
    ungp_gate: str
    lock_minutes: int


@dataclass(frozen=True, slots=True)
class Setting:
    """A number the programme chose, or the one its form proposes. words: empty when nothing was said and nothing is proposed."""

    name: str
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class PersonView:
    """One device and the person who uses it. `own`: this laptop. missing: how many of our changes it has not confirmed, None = never heard from."""

    device: UUID
    person: str
    name: str
    own: bool
    trusted: bool
    has_card: bool
    added_at: datetime | None
    last_exchange: datetime | None
    missing: int | None


@dataclass(frozen=True, slots=True)
class ProgrammeView:
    """The programme as its Programme page shows it. counts: form name and live records; forms: name, version and title of the forms in use.
    targets, relationships: the numbers of these two sections of its form.
    """

    name: str
    record: UUID
    goals: tuple[str, ...]
    countries: tuple[str, ...]
    sectors: tuple[str, ...]
    currency: str
    rules: Rules
    people: tuple[PersonView, ...]
    counts: tuple[tuple[str, int], ...]
    forms: tuple[tuple[str, str, str], ...]
    targets: tuple[Setting, ...]
    relationships: tuple[Setting, ...]


def programme(ws: Workspace) -> ProgrammeView:
    """Everything the Programme page shows."""
    found, name = people(ws), ws.programme
    with ws.reading() as connection:
        row = _record(connection, ws)
        words = Words(ws.catalogue.form("programme"))
        counted = connection.exec_driver_sql("select form, count(*) from record where deleted=0 and parent is null group by form")
        return ProgrammeView(
            name=row.text("name") if row else name,
            record=ws.programme_id,
            goals=tuple(line.strip() for line in row.text("goals").splitlines() if line.strip()) if row else (),
            countries=_labels(row, words, "countries"),
            sectors=_labels(row, words, "sectors"),
            currency=row.text("currency") if row else "",
            rules=_rules(ws, row),
            people=found,
            counts=tuple(sorted((form, count) for form, count in counted)),
            forms=tuple((form.name, form.version, form.title) for form in ws.catalogue.forms()),
            targets=_settings(ws, row, "targets"),
            relationships=_settings(ws, row, "relationships"),
        )


def rules(ws: Workspace) -> Rules:
    """The rules in force now. A closed round keeps the ones it was closed with."""
    with ws.reading() as connection:
        return _rules(ws, _record(connection, ws))


def people(ws: Workspace) -> tuple[PersonView, ...]:
    """Every device that is known by its card, this laptop first, then by person."""
    known = {each.device: each for each in exchange.colleagues(ws)}
    with ws.reading() as connection:
        found = connection.exec_driver_sql("select id, person, name, trusted, public_key, added_at from device where parent is null").all()
    views = [
        PersonView(
            device=(id_ := UUID(bytes=row.id)),
            person=row.person,
            name=row.name,
            own=id_ == ws.device.id,
            trusted=bool(row.trusted),
            has_card=row.public_key is not None,
            added_at=when(row.added_at) if row.added_at is not None else None,
            last_exchange=known[id_].last if id_ in known else None,
            missing=known[id_].missing if id_ in known else None,
        )
        for row in found
    ]
    return tuple(sorted(views, key=lambda view: (not view.own, view.person.casefold(), view.name.casefold(), view.device)))


def _record(connection: Connection, ws: Workspace) -> Row | None:
    return rows.by_id(connection, [ws.programme_id.bytes]).get(ws.programme_id.bytes)


def _rules(ws: Workspace, row: Row | None) -> Rules:
    method = readings.score_method(ws.catalogue.form("score_card"), row)
    read = readings.rules(row)
    return Rules(method, rankings.sentence(method), read.reminder_days, read.shelf_life, read.recheck_months, read.gate, read.lock_minutes)


def _settings(ws: Workspace, row: Row | None, section: str) -> tuple[Setting, ...]:
    """The numbers of a section; an amount has its currency behind it."""
    asked = next(one for one in ws.catalogue.form("programme").sections if one.name == section).questions
    numbers = [question for question in asked if question.type in ("integer", "decimal")]
    return tuple(Setting(question.name, question.label, _number(row, question)) for question in numbers)


def _number(row: Row | None, question: Question) -> str:
    given = row.value(question.name) if row else None
    number = float(question.default) if given is None and question.default else given
    currency = row.text(f"{question.name}_currency") if row else ""
    return "" if number is None else f"{number:,.10g} {currency}".strip()


def _labels(row: Row | None, words: Words, question: str) -> tuple[str, ...]:
    chosen = row.value(question) if row else None
    return tuple(words.label(question, name) for name in chosen if isinstance(name, str)) if isinstance(chosen, list) else ()
