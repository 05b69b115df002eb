"""Cells in the words of the programme: what a question is called, what a value says, what a record is about in the end."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ctip_desktop.forms.catalogue import Catalogue
from ctip_desktop.forms.judging import NONE_THERE
from ctip_desktop.forms.model import Form, Question, State
from ctip_desktop.forms.values import number_text
from ctip_desktop.practice import sharing
from ctip_desktop.sync.erasures import slots_of
from ctip_desktop.workspace import cells
from ctip_desktop.workspace.clock import from_ms
from ctip_desktop.workspace.connection import Connection
from ctip_desktop.workspace.projection import to_id
from ctip_desktop.workspace.titles import Plans, find_form

DEEPEST = 8
LONGEST = 2_000
MOST_FACTS = 12
"""Answers of a new record that are told one by one."""

RESERVED = {
    cells.FORM: "form",
    cells.ABOUT: "about",
    cells.PARENT: "belongs to",
    cells.STATUS: "finished or draft",
    cells.DELETED: "kept or deleted",
    cells.VERSION: "version of the form",
    cells.ERASE: "erased for good",
    cells.CLOSED: "time of closing",
}
STATES = {State.UNKNOWN: "Unknown", State.NOT_APPLICABLE: "Not applicable"}

Fact = tuple[str, str]
"""A question and its answer, in words."""


class Known(NamedTuple):
    """A row of `record`, as far as it is told."""

    title: str
    form: str
    version: str
    about: bytes | None
    parent: bytes | None
    deleted: bool


def known(connection: Connection, which: str) -> dict[bytes, Known]:
    """The rows of the records that the query `which` names."""
    rows = connection.exec_driver_sql(f"select id, title, form, version, about, parent, deleted from record where id in ({which})")
    return {id_: Known(title, form, version, about, parent, bool(deleted)) for id_, title, form, version, about, parent, deleted in rows}


class Telling:
    """Knows the forms, and the records it has met; what it is given at first stays as it was then."""

    def __init__(self, connection: Connection, catalogue: Catalogue, met: Mapping[bytes, Known]) -> None:
        self._connection, self._catalogue = connection, catalogue
        self._plans = Plans(catalogue)
        self._met: dict[bytes, Known | None] = dict(met)
        self._questions: dict[tuple[str, str], Mapping[str, Question]] = {}

    def find(self, record: bytes) -> Known | None:
        """A record, None when it is not here."""
        if record not in self._met:
            row = self._connection.exec_driver_sql("select title, form, version, about, parent, deleted from record where id=?", (record,)).first()
            self._met[record] = Known(*row) if row else None
        return self._met[record]

    def subject(self, record: bytes) -> bytes:
        """What a record is about in the end: the company of the form of the row of the source."""
        for _ in range(DEEPEST):
            found = self.find(record)
            above = (found.parent or found.about) if found else None
            if above is None or self.find(above) is None:
                break
            record = above
        return record

    def label(self, record: Known, field: str) -> str:
        """What a field is called."""
        if field in RESERVED:
            return RESERVED[field]
        name = cells.question_of(field).removeprefix(cells.CHECKED)
        question = self._asked(record).get(name)
        label = question.label if question and question.label else name
        if field.startswith(cells.CHECKED):
            return f"{label} (still right)"
        return f"{label} (note)" if field.endswith(cells.NOTE) else label

    def which(self, id_: bytes) -> str:
        """What a label needs behind it to tell a line of the programme's sharing from the others; empty for every other record."""
        record = self.find(id_)
        if record is None or record.form != f"{sharing.FORM}.{sharing.REPEAT}":
            return ""
        doc = json.loads(self._connection.exec_driver_sql("select doc from record where id=?", (id_,)).scalar_one())
        return sharing.which_form(record.form, doc, self._title)

    def _title(self, form: str) -> str:
        return self._catalogue.form(form).title if form in self._catalogue.names() else ""

    def words(self, record: Known, field: str, text: str | None) -> str:
        """What a value says; empty for what is not answered."""
        return _counted(sum(1 for _ in slots_of(text))) if field == cells.ERASE else self._spoken(record, field, cells.load(text))

    def facts(self, id_: bytes) -> tuple[Fact, ...]:
        """The first answers of a record, in the order of its form."""
        row = self._connection.exec_driver_sql("select doc from record where id=?", (id_,)).scalar()
        record = self.find(id_)
        if row is None or record is None:
            return ()
        doc = json.loads(row)
        told = ((self.label(record, name), self._spoken(record, name, doc[name])) for name in _in_order(self._asked(record), doc))
        return tuple(fact for fact in told if fact[1])[:MOST_FACTS]

    def _asked(self, record: Known) -> Mapping[str, Question]:
        """The questions of its form by name, in their order."""
        key = record.form, record.version
        if key not in self._questions:
            form = find_form(self._catalogue, record.form.partition(".")[0], record.version)
            self._questions[key] = _questions(form)
        return self._questions[key]

    def _spoken(self, record: Known, field: str, value: object) -> str:
        answer = cells.answer_of(value)
        if answer.state in STATES:
            return STATES[answer.state]
        if answer.is_none:
            return NONE_THERE
        if field == cells.DELETED:
            return "deleted" if value is True else "kept"
        if value is True or value is False:
            return "yes" if value else "no"
        if field == cells.CLOSED and isinstance(value, int):
            return f"{from_ms(value).astimezone():%Y-%m-%d %H:%M}"
        if isinstance(value, float):
            return number_text(value)
        question = self._asked(record).get(cells.question_of(field))
        if question is not None and question.type == "ref" and not field.endswith(cells.NOTE):
            return ", ".join(filter(None, map(self._named, value if isinstance(value, list) else [value])))
        return self._plans.plan(record.form, record.version).spoken(field, value)[:LONGEST]

    def _named(self, reference: object) -> str:
        """The title of the record that an answer points to."""
        id_ = to_id(reference)
        found = self.find(id_) if id_ is not None else None
        return found.title if found else ""


def _questions(form: Form | None) -> Mapping[str, Question]:
    return {} if form is None else {question.name: question for question in form.walk()}


def _in_order(asked: Mapping[str, Question], doc: Mapping[str, object]) -> Sequence[str]:
    """Names in the order of the form; notes, and what the form does not know, are not facts."""
    return [name for name in asked if name in doc]


def _counted(values: int) -> str:
    return "1 value" if values == 1 else f"{values:,} values"
