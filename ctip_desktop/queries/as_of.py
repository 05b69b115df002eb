"""A record as it stood on a day, from the journal: what was written by then, and how it reads today.

Where two laptops had written the same answer apart, what stood is the later one by their clocks. What was erased since is gone here, too.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from ctip_desktop.dataclass import dataclass
from ctip_desktop.forms.model import Answer, Form, Question, Source, State
from ctip_desktop.forms.sheet import Sheet
from ctip_desktop.practice import readings
from ctip_desktop.queries.answers import asked, in_words
from ctip_desktop.queries.rows import when
from ctip_desktop.workspace import sheets
from ctip_desktop.workspace.cells import DELETED, FORM, NOTE, PARENT, STATUS, answer_of, checked_field, checked_of, is_reserved, load, note_of
from ctip_desktop.workspace.clock import end_of
from ctip_desktop.workspace.connection import Connection
from ctip_desktop.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class AnswerThen:
    """One answer as it stood. by, at: who wrote it and when; checked: the day on which it
    was last found still right by then; now, state_now: how it reads
    today; same: that it reads the same."""

    path: str
    section: str
    label: str
    text: str
    state: State
    note: str
    sources: int
    by: str
    at: datetime | None
    now: str
    same: bool
    checked: str = ""
    state_now: State = State.NOT_ASKED


@dataclass(frozen=True, slots=True)
class RecordThen:
    """A record as it stood. there: somebody had begun it by then and it was not deleted; without it there are no answers."""

    id: UUID
    form: str
    title: str
    at: datetime
    there: bool
    status: str
    answers: tuple[AnswerThen, ...]
    changed_since: int
    sheet: Sheet | None


class _Written(NamedTuple):
    value: Any
    by: str
    at: int


_Cells = Mapping[str, _Written]


def as_of(ws: Workspace, record: UUID, at: date | datetime) -> RecordThen:
    """The record at a moment; a day means its end, where the program runs. Raises NotFound for a record that was never there."""
    moment = at if isinstance(at, datetime) else end_of(at)
    with ws.reading() as connection:
        loaded = sheets.load(connection, record.bytes, ws.catalogue)
        past = _Past(connection, record.bytes, int(moment.timestamp() * 1000), loaded.facts)
    then = past.sheet(loaded.form, moment.date(), loaded.titles)
    there = past.there(record.bytes)
    now = loaded.sheet(ws.now().astimezone().date())
    answers = tuple(_answers(then, now, past)) if there else ()
    return RecordThen(
        record,
        loaded.form.name,
        then.title() if there else loaded.stored.title,
        moment,
        there,
        past.status(record.bytes) if there else "none",
        answers,
        sum(not answer.same for answer in answers),
        then if there else None,
    )


@dataclass(frozen=True, slots=True)
class StageThen:
    """Where one side placed a company, as it stood on a day. by: team or company; stage: as the placement names it."""

    by: str
    stage: str
    on: date | None
    reason: str


def placements_of(ws: Workspace, company: UUID) -> tuple[UUID, ...]:
    """Every placement of a company there ever was, also those deleted since, in the order they were made."""
    with ws.reading() as connection:
        query = "select id from record where form = 'placement' and about = ? order by created, id"
        found = connection.exec_driver_sql(query, (company.bytes,)).scalars()
        return tuple(UUID(bytes=id_) for id_ in found)


def stages_of(ws: Workspace, company: UUID, at: date) -> Mapping[str, StageThen]:
    """Where each side placed a company, by `by`: the newest placement of each that was written by the end of the day."""
    form = ws.catalogue.form("placement")
    labels = {choice.name: choice.label for choice in form.question("stage").choices}
    past = [then.sheet for record in placements_of(ws, company) if (then := as_of(ws, record, at)).sheet is not None]
    read = [readings.placement(sheet) for sheet in past if sheet is not None]
    known = sorted((one for one in read if one.stage is not None), key=lambda one: one.on or date.min)
    return {one.by: StageThen(one.by, labels.get(one.stage, one.stage), one.on, one.reason) for one in known if one.stage is not None}


def days_of_change(ws: Workspace, record: UUID) -> tuple[date, ...]:
    """The days, where the program runs, on which something was written in a record, its rows or its sources; the oldest first. Empty for none."""
    with ws.reading() as connection:
        family = [record.bytes]
        for parent in family:
            family += [child for (child,) in connection.exec_driver_sql("select id from record where parent = ?", (parent,)).all()]
        query = "select distinct c.at from change c join segment s on s.n = c.segment where c.record = ? and s.status = 0"
        times = {at for id_ in family for (at,) in connection.exec_driver_sql(query, (id_,)).all()}
    return tuple(sorted({when(at).date() for at in times}))


class _Past:
    """The cells of a record, its rows and its sources as they stood. facts: what it shows of the record it is about, as that stood."""

    def __init__(self, connection: Connection, record: bytes, at: int, facts: Mapping[str, sheets.Fact] | None = None) -> None:
        self.record = record
        self._facts = {name: (fact.name, _Past(connection, fact.record, at)) for name, fact in (facts or {}).items()}
        self._below: dict[bytes, tuple[bytes, str]] = {}
        family = [record]
        for parent in family:
            family += [child for (child,) in connection.exec_driver_sql("select id from record where parent = ?", (parent,)).all()]
        self._cells: dict[bytes, dict[str, _Written]] = {id_: self._of(connection, id_, at) for id_ in family}
        for id_ in family[1:]:
            place = self._parent(id_)
            if place and self.there(id_):
                self._below[id_] = place

    def _of(self, connection: Connection, record: bytes, at: int) -> dict[str, _Written]:
        """Field → what was written last by then."""
        query = (
            "select c.field, c.value, c.at, s.author, d.person from change c join segment s on s.n = c.segment join device d on d.n = s.card "
            "where c.record = ? and s.status = 0 and c.at <= ? order by c.at, d.id, c.seq"
        )
        found = connection.exec_driver_sql(query, (record, at))
        return {field: _Written(load(value), author or person, at_) for field, value, at_, author, person in found}

    def _parent(self, id_: bytes) -> tuple[bytes, str] | None:
        value = self._cells[id_].get(PARENT, _Written(None, "", 0)).value
        if isinstance(value, list) and len(value) == 2 and isinstance(value[0], str) and (parent := _hex(value[0])):
            return parent, str(value[1])
        return None

    def there(self, id_: bytes) -> bool:
        """Begun by then and not deleted."""
        cells = self._cells[id_]
        return FORM in cells and not (DELETED in cells and cells[DELETED].value is True)

    def status(self, id_: bytes) -> str:
        """Draft or finished."""
        found = self._cells[id_].get(STATUS)
        return found.value if found and isinstance(found.value, str) else "draft"

    def rows(self) -> list[tuple[bytes, str]]:
        """The rows of its repeats with the repeat, in the order they were begun."""
        found = [(id_, field) for id_, (parent, field) in self._below.items() if parent == self.record and not self._is_source(id_)]
        return sorted(found, key=lambda pair: (self._cells[pair[0]][FORM].at, pair[0]))

    def _is_source(self, id_: bytes) -> bool:
        value = self._cells[id_][FORM].value
        return isinstance(value, list) and value[:1] == [sheets.SOURCE]

    def _sources(self, owner: bytes, field: str) -> tuple[Source, ...]:
        found = [id_ for id_, place in self._below.items() if place == (owner, field) and self._is_source(id_)]
        return tuple(Source(**{name: self._word(id_, name) for name in sheets.SOURCE_FIELDS}) for id_ in found)

    def _word(self, id_: bytes, name: str) -> str:
        written = self._cells[id_].get(name)
        return written.value if written and isinstance(written.value, str) else ""

    def answers(self, id_: bytes) -> dict[str, Answer]:
        """The answers of a record or row."""
        cells = self._cells[id_]
        names = {field.removesuffix(NOTE) for field in cells if not is_reserved(field)}
        found = {}
        for name in names:
            shown = answer_of(cells[name].value if name in cells else None)
            note = note_of(cells[name + NOTE].value) if name + NOTE in cells else ""
            found[name] = Answer(shown.value, shown.state, note, self._sources(id_, name))
        return found

    def written(self, name: str) -> _Written | None:
        """What was written in a cell of the record by then, or in the one it shows."""
        if name not in self._facts:
            return self._cells[self.record].get(name)
        theirs, subject = self._facts[name]
        return subject.written(theirs)

    def checked(self, question: Question) -> str:
        """The day on which an answer was last found still right by then; of a list that of any line."""
        if question.name in self._facts:
            theirs, subject = self._facts[question.name]
            return subject._checked(subject.record, theirs)
        lines = [id_ for id_, repeat in self.rows() if repeat == question.name]
        days = [self._checked(id_, column.name) for id_ in lines for column in question.questions]
        return max([self._checked(self.record, question.name), *days])

    def _checked(self, id_: bytes, name: str) -> str:
        cells = self._cells[id_]
        answered, said = cells.get(name), cells.get(checked_field(name))
        return checked_of(said.value, (answered.at,)) if answered is not None and said is not None else ""

    def sheet(self, form: Form, today: date, titles: Mapping[str, str]) -> Sheet:
        """The record as a sheet of that day."""
        shown = {name: subject.answers(subject.record).get(theirs, Answer()) for name, (theirs, subject) in self._facts.items()}
        answers = {**self.answers(self.record), **shown}
        rows: dict[str, list[str]] = {}
        for id_, repeat in self.rows():
            name = sheets.row_name(id_)
            rows.setdefault(repeat, []).append(name)
            answers |= {f"{repeat}[{name}].{column}": answer for column, answer in self.answers(id_).items()}
        return Sheet.of(form, answers, rows, today=today, choices=titles)


def _hex(text: str) -> bytes | None:
    try:
        return bytes.fromhex(text)
    except ValueError:
        return None


def _answers(then: Sheet, now: Sheet, past: _Past) -> list[AnswerThen]:
    """Every question that was asked and answered then, or is answered now, in reading order; a repeat is one answer."""
    found = []
    for section, question in asked(then):
        answer = then.get(question.name)
        rows = bool(question.questions and then.rows(question.name))
        state = State.ANSWERED if rows else answer.state
        words = in_words(then, question) if state is State.ANSWERED else ""
        today, state_now = in_words(now, question), now.get(question.name).state
        same = words == today and (rows or state is state_now)
        if state is State.NOT_ASKED and state_now is State.NOT_ASKED and not today:
            continue
        written = past.written(question.name)
        by, at = (written.by, when(written.at)) if written else ("", None)
        label = then.label(question.name)
        checked = past.checked(question) if state is State.ANSWERED else ""
        held = (question.name, section.label, label, words, state, answer.note, len(answer.sources))
        found.append(AnswerThen(*held, by, at, today, same, checked, state_now))
    return found
