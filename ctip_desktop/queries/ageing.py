"""Which answers should be checked again: older than the shelf life of their question.

An answer is as old as its youngest dated source; without one, as old as the day it was written. What stands in the entity forms (a company's name,
a contact) only ages by its sources: nobody checks a name again because it was typed a year ago.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from ctip_desktop.forms.catalogue import Catalogue
from ctip_desktop.forms.model import Form, Kind, Question
from ctip_desktop.practice.evidence import add_months, months_old, stale
from ctip_desktop.queries.rows import milliseconds, when
from ctip_desktop.workspace.connection import Connection

AGEING = (Kind.CHECKLIST, Kind.SURVEY)
"""Forms whose answers age by themselves."""

_PLACE = (
    "p.id as record, {field} as field, p.form as form, p.doc -> {field} as value, "
    "case when p.form in ('company', 'opportunity', 'programme') then p.id else coalesce(p.about, g.about, g.id) end as top"
)
"""What both searches tell of an answer. The subject is what the record, or the one its row belongs to, is about."""

_SOURCED = (
    f"select {_PLACE.format(field='s.parent_field')}, max(s.doc ->> 'date') as dated from record s "
    "join record p on p.id = s.parent and p.deleted = 0 left join record g on g.id = p.parent "
    "where s.form = 'source' and s.deleted = 0 and (g.deleted is null or g.deleted = 0) "
    "group by s.parent, s.parent_field having dated < :before"
)
_WRITTEN = (
    f"select {_PLACE.format(field='h.field')}, max(c.at) as at from record p left join record g on g.id = p.parent "
    "join head h on h.record = p.id join change c on c.device = h.device and c.seq = h.seq "
    "where p.deleted = 0 and p.created < :before and p.form in (select value from json_each(:forms)) and (g.deleted is null or g.deleted = 0) "
    "and h.field not like '~%' and h.field not like '%.note' "
    "and not exists (select 1 from record s where s.parent = p.id and s.parent_field = h.field and s.form = 'source' and s.deleted = 0 "
    "and s.doc ->> 'date' <> '') group by h.record, h.field having at < :before"
)


USUAL = 12
"""The shelf life, in months, of questions that have none of their own: the one a programme may change."""


def shelf_life(question: Question, usual: int) -> int:
    """Months until an answer should be checked again; questions with the usual shelf life follow the programme's."""
    return usual if question.shelf_life == USUAL else question.shelf_life


class Stale(NamedTuple):
    """One answer to check again; `top` is the company (or other subject) it belongs to; form: of its record, `form.repeat` for a line of a list."""

    top: bytes
    record: bytes
    field: str
    label: str
    months: int
    form: str = ""


def stale_answers(connection: Connection, catalogue: Catalogue, today: date, usual: int = USUAL) -> list[Stale]:
    """Every answer to check again, oldest first. `usual`: the programme's shelf life in months."""
    shelves = _shelves(catalogue, usual)
    shortest = min((life.months for shelf in shelves.values() for life in shelf.values() if life.months > 0), default=0)
    if not shortest:
        return []
    limit = add_months(today.replace(day=1), -shortest)
    old = [(row, row.dated) for row in connection.exec_driver_sql(_SOURCED, {"before": limit.isoformat()}).all()]
    old += [(row, when(row.at).date().isoformat()) for row in _written(connection, catalogue, limit)]
    ages: dict[str, int | None] = {}
    found = [stale for row, dated in old if (stale := _judged(shelves, row, dated, today, ages))]
    return sorted(found, key=lambda each: (-each.months, each.record, each.field))


def _written(connection: Connection, catalogue: Catalogue, before: date) -> Sequence[Any]:
    """Answers of the ageing forms without a dated source that were written before a day."""
    forms = [name for form in catalogue.forms() if form.kind in AGEING for name in _with_repeats(form)]
    return connection.exec_driver_sql(_WRITTEN, {"before": milliseconds(before), "forms": json.dumps(forms)}).all()


def _judged(shelves: Mapping[str, Mapping[str, _Life]], row: Any, dated: str, today: date, ages: dict[str, int | None]) -> Stale | None:
    """An answer that is past its own shelf life; what is unknown, not applicable or cleared does not age."""
    life = shelves.get(row.form, {}).get(row.field)
    if dated not in ages:
        ages[dated] = months_old(dated, today)
    months = ages[dated]
    if life is None or months is None or not stale(months, life.months) or row.value is None or row.value[0] == "{" or row.top is None:
        return None
    return Stale(row.top, row.record, row.field, life.label, months, row.form)


class _Life(NamedTuple):
    label: str
    months: int


def _shelves(catalogue: Catalogue, usual: int) -> dict[str, dict[str, _Life]]:
    """Form, or form and repeat, → question name → its words and shelf life. A column goes by the words of its repeat, as a person knows it."""
    found: dict[str, dict[str, _Life]] = {}
    for form in catalogue.forms():
        outside = [question for section in form.sections for question in section.questions]
        found[form.name] = {question.name: _Life(question.label, shelf_life(question, usual)) for question in outside}
        for repeat in outside:
            lives = {column.name: _Life(repeat.label, shelf_life(column, usual)) for column in repeat.questions}
            found[f"{form.name}.{repeat.name}"] = lives
    return found


def _with_repeats(form: Form) -> Iterable[str]:
    return [form.name, *(f"{form.name}.{question.name}" for question in form.walk() if question.questions)]
