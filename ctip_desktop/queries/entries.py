"""The entries of one register with their answers: what a table of records shows, filters and hands out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from ctip_desktop.forms.model import Answer
from ctip_desktop.queries import rows
from ctip_desktop.queries.rows import Row, when
from ctip_desktop.workspace.cells import NOTE, answer_of, is_reserved
from ctip_desktop.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Subject:
    """What an entry is about: the record's id, title and form."""

    id: UUID
    title: str
    form: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One record of a register.

    values: question → decoded value, `{"state": …}` when it is unknown or not applicable; to_settle: two answers came together.
    """

    id: UUID
    title: str
    about: Subject | None
    finished: bool
    to_settle: bool
    changed: datetime
    values: Mapping[str, Any]

    def answer(self, name: str) -> Answer:
        """One answer with its state."""
        return answer_of(self.values.get(name))


@dataclass(frozen=True, slots=True)
class Register:
    """All entries, the newest first. titles: record id (hex) → title, for answers that point to other records."""

    entries: tuple[Entry, ...]
    titles: Mapping[str, str]


def register(ws: Workspace, form: str, about: UUID | None = None) -> Register:
    """The live records of a form, about one record if given."""
    refs = [question.name for question in ws.catalogue.form(form).walk() if question.type == "ref"]
    with ws.reading() as connection:
        found = rows.of_form(connection, form, about=about.bytes if about else None)
        pointed = {id_ for row in found for name in refs if (id_ := rows.ref(row.value(name)))}
        others = _headings(connection, {row.about for row in found if row.about} | pointed)
        contested = set(connection.exec_driver_sql("select distinct record from conflict").scalars())
    entries = tuple(_entry(row, others, contested) for row in reversed(found))
    return Register(entries, {id_.hex(): title for id_, (title, _form) in others.items()})


def register_counts(ws: Workspace) -> Mapping[str, int]:
    """How many live records each form has; lines of repeats and sources are not counted."""
    with ws.reading() as connection:
        query = "select form, count(*) from record where deleted=0 and parent is null group by form"
        return Counter(dict(connection.exec_driver_sql(query).all()))


def _headings(connection: Any, ids: Collection[bytes]) -> dict[bytes, tuple[str, str]]:
    return {id_: (row.title, row.form) for id_, row in rows.by_id(connection, ids).items()}


def _entry(row: Row, others: Mapping[bytes, tuple[str, str]], contested: Collection[bytes]) -> Entry:
    subject = others.get(row.about) if row.about else None
    return Entry(
        row.uuid,
        row.title,
        Subject(UUID(bytes=row.about), *subject) if row.about and subject else None,
        row.status == "finished",
        row.id in contested,
        when(row.changed),
        {name: value for name, value in row.doc.items() if not is_reserved(name) and not name.endswith(NOTE)},
    )
