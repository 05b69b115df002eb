"""One stored record as the forms engine wants it: its form, its answers by path, its rows; and the way from a path back to record and field.

A row of a repeat is a record of its own, known in paths by its id: `sites[6f1c…].site_place`. A source is a record, too; its parent is the record
(or row) with the answer, its parent field the question.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from ctip_desktop.dataclass import dataclass
from ctip_desktop.errors import NotFound
from ctip_desktop.forms.model import Answer, Form, Question, Source, State
from ctip_desktop.forms.sheet import Sheet
from ctip_desktop.pattern import pattern
from ctip_desktop.workspace import journal
from ctip_desktop.workspace.cells import NOTE, answer_of, note_field, note_of
from ctip_desktop.workspace.connection import Connection
from ctip_desktop.workspace.statements import run, scalar
from ctip_desktop.workspace.titles import FormSource, find_form

SOURCE = "source"
"""Name of the form of sources."""

SOURCE_FIELDS = ("kind", "title", "link", "date", "file")

Heads = frozenset[tuple[str, bytes, int]]
"""What stood in the cells of one answer when it was shown: (field, device id, number). Opaque outside; handed back as `expect`."""

_IN_ROW = pattern(r"([^\[\]]+)\[([^\[\]]+)\]\.([^\[\]]+)")


class Stored(NamedTuple):
    """One row of the table `record`. `doc`: field → decoded value, `{"state": …}` when it is unknown or not applicable."""

    id: bytes
    form: str
    version: str
    about: bytes | None
    parent: bytes | None
    parent_field: str | None
    title: str
    status: str
    doc: Mapping[str, Any]
    created: int
    changed: int
    deleted: bool = False
    contested: bool = False


_COLUMNS = "id, form, version, about, parent, parent_field, title, status, doc, created, changed, deleted, contested"


def _stored(row: Sequence[Any]) -> Stored:
    id_, form, version, about, parent, field, title, status, doc, created, changed, deleted, contested = row
    return Stored(id_, form, version, about, parent, field, title, status, json.loads(doc), created, changed, bool(deleted), bool(contested))


def stored(connection: Connection, id_: bytes) -> Stored:
    """One record. Raises NotFound when it is not here (deleted ones are)."""
    row = run(connection, f"select {_COLUMNS} from record where id=?", (id_,)).fetchone()
    if row is None:
        raise NotFound("There is no such record.", next_step="It may come with the next bundle from a colleague.")
    return _stored(row)


def children(connection: Connection, parents: Iterable[bytes]) -> list[Stored]:
    """Live rows and sources of these records, the oldest first."""
    query = f"select {_COLUMNS} from record where parent=? and deleted=0 order by created, id"
    return [_stored(row) for parent in parents for row in run(connection, query, (parent,))]


def form_of(forms: FormSource, name: str, version: str) -> Form:
    """The form a record was filled under, else its newest version. Raises NotFound."""
    form = find_form(forms, name, version)
    if form is None:
        raise NotFound(f"The form “{name}” is not here.", kept="The record is kept.", next_step="A newer version of the program may have it.")
    return form


@dataclass(frozen=True, slots=True)
class Fact:
    """An answer that is kept with the record another one is about: asked in both, kept once."""

    record: bytes
    name: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class Loaded:
    """A record with everything that belongs to it. `facts`: answers to questions that are kept with the record it is about, by their name here."""

    stored: Stored
    form: Form
    answers: Mapping[str, Answer]
    rows: Mapping[str, tuple[str, ...]]
    titles: Mapping[str, str]
    row_records: tuple[Stored, ...]
    facts: Mapping[str, Fact] = field(default_factory=dict)

    def sheet(self, today: date) -> Sheet:
        """The record as it stands."""
        known = {name: fact.answer for name, fact in self.facts.items()}
        return Sheet.of(self.form, {**self.answers, **known}, self.rows, today=today, choices=self.titles)


def load(connection: Connection, id_: bytes, forms: FormSource) -> Loaded:
    """A record with its rows and sources. Raises NotFound. A row of a repeat is not a record by itself here: load the one it belongs to."""
    one = stored(connection, id_)
    form = form_of(forms, one.form, one.version)
    below = children(connection, [id_])
    rows = [child for child in below if child.form != SOURCE]
    sources = _sources(
        [child for child in below if child.form == SOURCE] + [c for c in children(connection, [r.id for r in rows]) if c.form == SOURCE]
    )
    answers = _answers(form, one, sources)
    by_repeat: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row.parent_field is not None:
            name = row_name(row.id)
            by_repeat[row.parent_field].append(name)
            answers |= {f"{row.parent_field}[{name}].{column}": answer for column, answer in _answers(form, row, sources).items()}
    titles = _titles(connection, form, answers)
    facts = facts_of(connection, forms, form, one.about)
    kept_here = {name for name, answer in answers.items() if answer.state is not State.NOT_ASKED or answer.note or answer.sources}
    facts = {name: fact for name, fact in facts.items() if name not in kept_here}
    return Loaded(one, form, answers, {name: tuple(these) for name, these in by_repeat.items()}, titles, tuple(rows), facts)


def facts_of(connection: Connection, forms: FormSource, form: Form, about: bytes | None) -> dict[str, Fact]:
    """The answers a form shows of the record it is about (column `fact`), by their name in the form; none where that is not here."""
    wanted = {question.name: question.fact for section in form.sections for question in section.questions if question.fact}
    row = run(connection, f"select {_COLUMNS} from record where id=? and deleted=0", (about,)).fetchone() if wanted and about is not None else None
    if row is None:
        return {}
    subject = _stored(row)
    known = find_form(forms, subject.form, subject.version)
    asked = {question.name for section in known.sections for question in section.questions} if known is not None else set()
    sources = _sources(child for child in children(connection, [subject.id]) if child.form == SOURCE)
    answers = _answers(known, subject, sources) if known is not None else {}
    return {name: Fact(subject.id, theirs, answers.get(theirs, Answer())) for name, theirs in wanted.items() if theirs in asked}


def row_name(id_: bytes) -> str:
    """A row's id as it stands in paths."""
    return str(UUID(bytes=id_))


def _answers(form: Form, one: Stored, sources: Mapping[tuple[bytes, str], tuple[Source, ...]]) -> dict[str, Answer]:
    """The answers in a document, also to questions that this version of the form does not have."""
    names = dict.fromkeys((*(name.removesuffix(NOTE) for name in one.doc), *(name for id_, name in sources if id_ == one.id)))
    out = {}
    for name in names:
        shown = answer_of(one.doc.get(name))
        out[name] = Answer(shown.value, shown.state, note_of(one.doc.get(note_field(name))), sources.get((one.id, name), ()))
    return out


def _sources(records: Iterable[Stored]) -> dict[tuple[bytes, str], tuple[Source, ...]]:
    out: dict[tuple[bytes, str], tuple[Source, ...]] = defaultdict(tuple)
    for one in records:
        if one.parent is not None and one.parent_field is not None:
            out[one.parent, one.parent_field] += (source_of(one),)
    return out


def source_of(one: Stored) -> Source:
    """A source out of its record."""
    kind, title, link, day, file = (_text(one.doc.get(name)) for name in SOURCE_FIELDS)
    return Source(kind, title, link, day, file, str(UUID(bytes=one.id)))


def _text(value: Any) -> str:
    return value if isinstance(value, str) else "" if value is None else str(value)


def _titles(connection: Connection, form: Form, answers: Mapping[str, Answer]) -> dict[str, str]:
    """Titles of the records that answers point to."""
    pointing = {question.name for question in form.walk() if question.type == "ref"}
    out = {}
    for path, answer in answers.items():
        if path.rpartition(".")[2] in pointing and isinstance(answer.value, str) and (id_ := parse_id(answer.value)) is not None:
            title = scalar(connection, "select title from record where id=?", (id_,))
            if title is not None:
                out[answer.value] = title
    return out


def parse_id(text: str) -> bytes | None:
    """A record id as text; None for anything else."""
    try:
        return UUID(text).bytes
    except ValueError:
        return None


# -- paths ---------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer is kept: the record (or row) and the question."""

    record: bytes
    question: Question


def place_of(connection: Connection, one: Stored, form: Form, path: str) -> Place:
    """The place of a path. Raises NotFound for a question or a row that is not there."""
    match = _IN_ROW.fullmatch(path)
    question = find_question(form, match[3] if match else path)
    if match is None:
        return Place(one.id, question)
    row_id = parse_id(match[2])
    row = run(connection, "select parent, parent_field, deleted from record where id=?", (row_id,)).fetchone() if row_id else None
    if row is None or tuple(row) != (one.id, match[1], 0):
        raise NotFound("This line is not there any more.", kept="Nothing was changed.", next_step="Look at the list again.")
    assert row_id is not None
    return Place(row_id, question)


def find_question(form: Form, name: str) -> Question:
    """A question by name. Raises NotFound."""
    try:
        return form.question(name)
    except KeyError:
        raise NotFound(f"The form “{form.title}” has no question “{name[:60]}”.", kept="Nothing was changed.") from None


def heads_of(connection: Connection, record: bytes, name: str) -> Heads:
    """What stands in the cells of an answer now: of its value and of its note."""
    return frozenset((cell, *tip) for cell in (name, note_field(name)) for tip in journal.tips(connection, record, cell))


def heads_by_path(connection: Connection, loaded: Loaded) -> dict[str, Heads]:
    """The same for every answer of a record and its rows that has one."""
    out: dict[str, set[tuple[str, bytes, int]]] = defaultdict(set)
    ids = dict(run(connection, "select n, id from device").fetchall())
    owners = [(loaded.stored.id, "")] + [(row.id, f"{row.parent_field}[{row_name(row.id)}].") for row in loaded.row_records]
    for record, prefix in owners:
        for cell, stream, seq in run(connection, "select field, device, seq from head where record=?", (record,)):
            if not cell.startswith("~"):
                out[prefix + cell.removesuffix(NOTE)].add((cell, ids[stream], seq))
    for name, fact in loaded.facts.items():
        out[name] = set(heads_of(connection, fact.record, fact.name))
    return {path: frozenset(these) for path, these in out.items()}
