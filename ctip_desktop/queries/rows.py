"""Reading many records at once: rows of the `record` table with their decoded `doc`. For queries only; nothing of this leaves the floor."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

from ctip_desktop.forms.model import Answer, Choice, Form, State
from ctip_desktop.workspace import search
from ctip_desktop.workspace.cells import NOTE, answer_of, load, note_of
from ctip_desktop.workspace.clock import begin_of, from_ms, to_ms
from ctip_desktop.workspace.connection import Connection
from ctip_desktop.workspace.sheets import Stored
from ctip_desktop.workspace.statements import run
from ctip_desktop.workspace.workspace import Workspace

_fast = msgspec.json.Decoder(dict[str, Any])

TOP = ("company", "opportunity", "programme")
"""Forms whose records are what a person thinks of as the subject; everything else hangs below one of them."""


class Row(Stored):
    """One live record, with what queries ask of it."""

    __slots__ = ()

    @property
    def uuid(self) -> UUID:
        """The id as it is known outside."""
        return UUID(bytes=self.id)

    def value(self, name: str) -> Any:
        """The answer, None in every state but answered."""
        return value(self.doc, name)

    def text(self, name: str) -> str:
        """A text answer, or a chosen name; empty without one."""
        found = value(self.doc, name)
        return found if isinstance(found, str) else "" if found is None else str(found)

    def get(self, name: str, /) -> Answer:
        """The answer with its state and note, without its sources: what `practice.readings` reads."""
        found = self.doc.get(name)
        answer = Answer(found, State.ANSWERED) if type(found) is str and found else answer_of(found)
        note = self.doc.get(name + NOTE)
        return replace(answer, note=note_of(note)) if note else answer


_SELECT = "select id, form, version, about, parent, parent_field, title, status, doc, created, changed from record where deleted=0"


def value(doc: Mapping[str, Any], name: str) -> Any:
    """The answer of a field, None in every state but answered."""
    found = doc.get(name)
    return None if isinstance(found, dict) or found == "" or found == [] else found


def whole(found: object) -> int | None:
    """A whole number; None for anything else."""
    return int(found) if isinstance(found, int | float) and not isinstance(found, bool) and abs(found) < 1e15 else None


def of_form(connection: Connection, *forms: str, about: bytes | None = None) -> list[Row]:
    """Live records of some forms, about one record if given; oldest first."""
    query = f"{_SELECT} and form in ({_marks(forms)})"
    cursor = run(connection, query, forms) if about is None else run(connection, f"{query} and about=?", (*forms, about))
    found = [_row(row) for row in cursor]
    return sorted(found, key=lambda row: (row.created, row.id))


def by_id(connection: Connection, ids: Collection[bytes]) -> dict[bytes, Row]:
    """Live records by id, in the order asked for."""
    found: dict[bytes, Row] = {}
    wanted = list(ids)
    for start in range(0, len(wanted), 500):
        part = wanted[start : start + 500]
        found.update((row.id, row) for row in map(_row, run(connection, f"{_SELECT} and id in ({_marks(part)})", part)))  # in portions SQLite takes
    return {id_: found[id_] for id_ in wanted if id_ in found}


def titles(ws: Workspace, records: Collection[UUID]) -> dict[UUID, str]:
    """What live records are called."""
    with ws.reading() as connection:
        return {row.uuid: row.title for row in by_id(connection, [record.bytes for record in records]).values()}


def below(connection: Connection, parents: Collection[bytes], form: str | None = None) -> dict[bytes, list[Row]]:
    """Live records whose parent is one of these (rows of repeats, sources), grouped by parent, oldest first."""
    grouped: dict[bytes, list[Row]] = defaultdict(list)
    wanted = list(parents)
    for start in range(0, len(wanted), 500):
        part = wanted[start : start + 500]
        query = f"{_SELECT} and parent in ({_marks(part)})"
        for row in map(_row, run(connection, query, part)):
            if row.parent is not None and form in (None, row.form):
                grouped[row.parent].append(row)
    for rows in grouped.values():
        rows.sort(key=lambda row: (row.created, row.id))
    return grouped


def _marks(values: Collection[object]) -> str:
    return ",".join("?" * len(values))


def _row(row: Any) -> Row:
    values = list(row)
    values[8] = decoded(values[8])
    return Row(*values)


def decoded(doc: str) -> Mapping[str, Any]:
    """A record's document. What a colleague's program wrote may hold what the fast reader refuses (half characters, endless numbers)."""
    try:
        return _fast.decode(doc)
    except (msgspec.DecodeError, RecursionError):
        found = load(doc)
        return found if isinstance(found, dict) else {}


def tops(connection: Connection, ids: Iterable[bytes]) -> dict[bytes, tuple[bytes, str]]:
    """For each record the subject it belongs to (id and form): the first of `TOP` on the way up over `about` and `parent`, itself included."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    up = connection.exec_driver_sql(
        "with recursive up(start, id, depth) as (select unhex(value), unhex(value), 0 from json_each(?) union "
        "select up.start, coalesce(r.parent, r.about), up.depth + 1 from up join record r on r.id = up.id "
        "where r.form not in ('company', 'opportunity', 'programme') and coalesce(r.parent, r.about) is not null and up.depth < 12) "
        "select up.start, r.id, r.form from up join record r on r.id = up.id where r.form in ('company', 'opportunity', 'programme')",
        (json.dumps([each.hex() for each in wanted]),),
    )
    return {start: (top, form) for start, top, form in up}


def matching(connection: Connection, words: str) -> set[bytes]:
    """Every record whose searched text holds all the words. Unlike `search.search` it makes no snippets and leaves nothing out."""
    wanted = search.words_of(words)
    if not wanted:
        return set()
    condition, values = search.holding(wanted)
    return {row[0] for row in connection.exec_driver_sql(f"select record from search where {condition}", values)}


def ref(found: Any) -> bytes | None:
    """The record an answer of type `ref` points to; None when it is not an id."""
    if not isinstance(found, str):
        return None
    try:
        return UUID(found).bytes
    except ValueError:
        return None


def some_uuid(id_: bytes) -> UUID:
    """The id as it is known outside."""
    return UUID(bytes=id_)


def uuid_of(id_: bytes | None) -> UUID | None:
    """The same for an id that may be missing."""
    return UUID(bytes=id_) if id_ is not None else None


def when(milliseconds: int) -> datetime:
    """Milliseconds since 1970 as a time where the program runs: its day is the one the person knows."""
    return from_ms(milliseconds)


def milliseconds(day: date) -> int:
    """The start of a day, where the program runs, as milliseconds since 1970."""
    return to_ms(begin_of(day))


def told(row: Row, others: Iterable[Row], name: str) -> tuple[str, ...]:
    """A choice as a record tells it; where nobody answered, as those it is about do, each once."""
    own = row.text(name)
    return (own,) if own else tuple(dict.fromkeys(text for other in others if (text := other.text(name))))


class Words:
    """Labels of choices: list of a form's question → stored name → words."""

    def __init__(self, form: Form) -> None:
        self._choices: dict[str, dict[str, str]] = {
            question.name: {choice.name: choice.label for choice in question.choices} for question in form.walk() if question.choices
        }
        self._order: dict[str, tuple[Choice, ...]] = {question.name: question.choices for question in form.walk()}

    def label(self, question: str, name: str) -> str:
        """Words of a stored name; the name itself when the form no longer has it."""
        return self._choices.get(question, {}).get(name, name)

    def listed(self, question: str, names: Iterable[str]) -> str:
        """Words of several stored names."""
        return ", ".join(self.label(question, name) for name in names)

    def labels(self, question: str) -> Mapping[str, str]:
        """Stored name → words."""
        return self._choices.get(question, {})

    def choices(self, question: str) -> tuple[Choice, ...]:
        """The choices in the form's order."""
        return self._order.get(question, ())
