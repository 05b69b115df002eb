"""Which answers should be checked again: older than the shelf life of their question.

An answer is as old as its youngest dated source; without one, as old as the day it was written. What stands in the entity forms (a company's name,
a contact) only ages by its sources: nobody checks a name again because it was typed a year ago. Whoever looked again and found an answer still right
makes it young again from that day; the dates of the answer and of its sources stay as they are (decision 0040). An answer that was given anew on a
later day than its last source was added is as old as itself: the sources spoke of the one before. What one person said in a survey is a reading of
its day and never checked again: the next round asks anew.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from ctip_desktop.dataclass import dataclass
from ctip_desktop.forms.catalogue import Catalogue
from ctip_desktop.forms.model import Answer, Form, Kind, Question, Source, State
from ctip_desktop.practice import evidence, readings
from ctip_desktop.practice.evidence import add_months, first_day, months_old, stale
from ctip_desktop.queries import rows
from ctip_desktop.queries.rows import milliseconds, when
from ctip_desktop.workspace.cells import CHECKED, checked_field, checked_of, load
from ctip_desktop.workspace.connection import Connection
from ctip_desktop.workspace.sheets import parse_id

AGEING = (Kind.CHECKLIST,)
"""Forms whose answers age by themselves."""

_PLACE = (
    "p.id as record, {field} as field, p.form as form, p.doc -> {field} as value, "
    "case when p.form in ('company', 'opportunity', 'programme') then p.id else coalesce(p.about, g.about, g.id) end as top"
)
"""What both searches tell of an answer. The subject is what the record, or the one its row belongs to, is about."""

_CHECKED = (
    "(select max(k.value ->> 0) from head q join change k on k.device = q.device and k.seq = q.seq "
    "where q.record = p.id and q.field = '{checked}' || {field} "
    "and json_valid(k.value) and k.value ->> 1 in (select v.at from head w join change v on v.device = w.device and v.seq = w.seq "
    "where w.record = p.id and w.field = {field})) as checked"
)
"""The day on which somebody found the answer that stands still right (`cells.checked_of`, for many answers at once)."""

_SOURCED = (
    f"select {_PLACE.format(field='s.parent_field')}, max(s.doc ->> 'date') as dated, max(s.created) as told, "
    "(select max(c.at) from head h join change c on c.device = h.device and c.seq = h.seq where h.record = p.id and h.field = s.parent_field) as at, "
    f"{_CHECKED.format(checked=CHECKED, field='s.parent_field')} from record s "
    "join record p on p.id = s.parent and p.deleted = 0 left join record g on g.id = p.parent "
    "where s.form = 'source' and s.deleted = 0 and (g.deleted is null or g.deleted = 0) "
    "group by s.parent, s.parent_field having dated < :before"
)
_WRITTEN = (
    f"select {_PLACE.format(field='h.field')}, max(c.at) as at, "
    f"{_CHECKED.format(checked=CHECKED, field='h.field')} from record p left join record g on g.id = p.parent "
    "join head h on h.record = p.id join change c on c.device = h.device and c.seq = h.seq "
    "where p.deleted = 0 and p.created < :before and p.form in (select value from json_each(:forms)) and (g.deleted is null or g.deleted = 0) "
    "and h.field not like '~%' and h.field not like '%.note' "
    "and not exists (select 1 from record s where s.parent = p.id and s.parent_field = h.field and s.form = 'source' and s.deleted = 0 "
    "and s.doc ->> 'date' <> '') group by h.record, h.field having at < :before"
)


@dataclass(frozen=True, slots=True)
class Age:
    """How old one answer is. dated: its youngest source, else the day it was written, as ISO text (may be a month or a year); months: since then, or
    since it was last found still right on the day `checked`; life: its shelf life in months; stale: it should be checked again."""

    dated: str
    checked: str
    months: int | None
    life: int
    stale: bool


class Days(NamedTuple):
    """Of one answer, as ISO text: when it was written, when its last source was added, when it was last found still right; empty without."""

    written: str
    told: str
    checked: str


class Written:
    """When the cells of some records were written, and what is said of their answers: read once, asked for many."""

    def __init__(self, connection: Connection, records: Iterable[bytes]) -> None:
        self._connection = connection
        self._at: dict[tuple[bytes, str], list[int]] = defaultdict(list)
        self._said: dict[tuple[bytes, str], list[str]] = defaultdict(list)
        query = "select h.field, c.at, c.value from head h join change c on c.device = h.device and c.seq = h.seq where h.record = ?"
        for id_ in records:
            for field, at, text in connection.exec_driver_sql(query, (id_,)):
                self._at[id_, field].append(at)
                if field.startswith(CHECKED):
                    self._said[id_, field].append(text)

    def day(self, cells: Iterable[tuple[bytes, str]]) -> str:
        """The day on which the youngest of these was written; empty when none is."""
        times = [at for cell in cells for at in self._at.get(cell, ())]
        return when(max(times)).date().isoformat() if times else ""

    def told(self, sources: Iterable[Source]) -> str:
        """The day on which the last of these sources was added; empty without one that is kept."""
        ids = [id_ for source in sources if (id_ := parse_id(source.id))]
        query = f"select max(created) from record where id in ({','.join('?' * len(ids))})"
        last = self._connection.exec_driver_sql(query, tuple(ids)).scalar() if ids else None
        return when(last).date().isoformat() if last else ""

    def checked(self, cells: Iterable[tuple[bytes, str]]) -> str:
        """The last day on which one of these was found still right; empty without one."""
        days = [self._checked(id_, name) for id_, name in cells]
        return max(days, default="")

    def _checked(self, id_: bytes, name: str) -> str:
        said = self._said.get((id_, checked_field(name)), ())
        return max((checked_of(load(text), self._at[id_, name]) for text in said), default="")


def age_of(form: Form, question: Question, answer: Answer, days: Days, *, today: date, usual: int) -> Age:
    """The age of an answer."""
    written, told, checked = days
    sources = [source.date for source in answer.sources if first_day(source.date) is not None]
    dated = max(sources, key=lambda text: first_day(text) or date.min, default="") or written
    if told and written > told:
        dated = max(written, dated)
    months = evidence.youngest((months_old(dated, today), months_old(checked, today)))
    life = shelf_life(question, usual)
    ages = answer.state is State.ANSWERED and form.kind is not Kind.SURVEY and (bool(sources) or form.kind in AGEING)
    return Age(dated, checked, months, life, ages and stale(months, life))


USUAL = 12
"""The shelf life, in months, of questions that have none of their own: the one a programme may change."""


def shelf_life(question: Question, usual: int) -> int:
    """Months until an answer should be checked again; questions with the usual shelf life follow the programme's."""
    return usual if question.shelf_life == USUAL else question.shelf_life


class Stale(NamedTuple):
    """One answer to check again; `top` is the company (or other subject) it belongs to; form: of its record, `form.repeat` for a line of a list;
    place: of its question in the form, in reading order."""

    top: bytes
    record: bytes
    field: str
    label: str
    months: int
    form: str
    place: int


def usual_life(connection: Connection) -> int:
    """The programme's own shelf life, in months."""
    return readings.rules(next(iter(rows.of_form(connection, "programme")), None)).shelf_life


def stale_answers(connection: Connection, catalogue: Catalogue, today: date, usual: int | None = None) -> list[Stale]:
    """Every answer to check again, the oldest first; of one age form by form in reading order. `usual`: the programme's shelf life in months, where
    it is known already."""
    shelves = _shelves(catalogue, usual_life(connection) if usual is None else usual)
    shortest = min((life.months for shelf in shelves.values() for life in shelf.values() if life.months > 0), default=0)
    if not shortest:
        return []
    limit = add_months(today.replace(day=1), -shortest)
    old = [(row, _dated(row)) for row in connection.exec_driver_sql(_SOURCED, {"before": limit.isoformat()}).all()]
    old += [(row, when(row.at).date().isoformat()) for row in _written(connection, catalogue, limit)]
    ages: dict[str, int | None] = {}
    found = [stale for row, dated in old if (stale := _judged(shelves, row, dated, today, ages))]
    return sorted(found, key=lambda each: (-each.months, each.form, each.place, each.record))


def place(connection: Connection, answer: Stale) -> tuple[UUID, str]:
    """The record and the question where an answer is checked; a line of a list is checked in its list."""
    repeat = answer.form.partition(".")[2]
    if not repeat:
        return UUID(bytes=answer.record), answer.field
    parent = connection.exec_driver_sql("select parent from record where id = ?", (answer.record,)).scalar()
    return UUID(bytes=parent or answer.record), repeat


def _written(connection: Connection, catalogue: Catalogue, before: date) -> Sequence[Any]:
    """Answers of the ageing forms without a dated source that were written before a day."""
    forms = [name for form in catalogue.forms() if form.kind in AGEING for name in _with_repeats(form)]
    return connection.exec_driver_sql(_WRITTEN, {"before": milliseconds(before), "forms": json.dumps(forms)}).all()


def _dated(row: Any) -> str:
    """The day of an answer with sources: theirs, unless it was given anew on a later day than the last of them was added."""
    written, told = (when(at).date() if at else date.min for at in (row.at, row.told))
    return max(written.isoformat(), row.dated) if written > told else str(row.dated)


def _judged(shelves: Mapping[str, Mapping[str, _Life]], row: Any, dated: str, today: date, ages: dict[str, int | None]) -> Stale | None:
    """An answer that is past its own shelf life; what is unknown, not applicable or cleared does not age."""
    life = shelves.get(row.form, {}).get(row.field)
    if dated not in ages:
        ages[dated] = months_old(dated, today)
    months = ages[dated]
    if row.checked and months is not None:
        months = evidence.youngest((months, months_old(row.checked, today)))
    if life is None or months is None or not stale(months, life.months) or row.value is None or row.value[0] == "{" or row.top is None:
        return None
    return Stale(row.top, row.record, row.field, life.label, months, row.form, life.place)


class _Life(NamedTuple):
    label: str
    months: int
    place: int


def _shelves(catalogue: Catalogue, usual: int) -> dict[str, dict[str, _Life]]:
    """Form, or form and repeat, → question name → its words and shelf life. A column goes by the words of its repeat, as a person knows it."""
    found: dict[str, dict[str, _Life]] = {}
    for form in (form for form in catalogue.forms() if form.kind is not Kind.SURVEY):
        outside = [question for section in form.sections for question in section.questions]
        found[form.name] = {question.name: _Life(question.label, shelf_life(question, usual), place) for place, question in enumerate(outside)}
        for repeat in outside:
            lives = {column.name: _Life(repeat.label, shelf_life(column, usual), place) for place, column in enumerate(repeat.questions)}
            found[f"{form.name}.{repeat.name}"] = lives
    return found


def _with_repeats(form: Form) -> Iterable[str]:
    return [form.name, *(f"{form.name}.{question.name}" for question in form.walk() if question.questions)]
