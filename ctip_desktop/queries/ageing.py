"""Which answers should be checked again: older than the shelf life of their question.

An answer is as old as its youngest dated source; without one, as old as the day it was written. What stands in the entity forms (a company's name,
a contact) only ages by its sources: nobody checks a name again because it was typed a year ago.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa

from ctip_desktop.forms.catalogue import Catalogue
from ctip_desktop.forms.model import Form, Kind, Question
from ctip_desktop.practice.evidence import add_months, months_old, stale
from ctip_desktop.queries import rows

AGEING = (Kind.CHECKLIST, Kind.SURVEY)
"""Forms whose answers age by themselves."""

_SOURCES = sa.text(
    "select s.parent, s.parent_field, max(s.doc ->> '$.date') as dated from record s join record p on p.id = s.parent "
    "where s.form = 'source' and s.deleted = 0 and p.deleted = 0 group by s.parent, s.parent_field"
)
_WRITTEN = sa.text(
    "select h.record, h.field, max(c.at) from record r join head h on h.record = r.id "
    "join change c on c.device = h.device and c.seq = h.seq where r.deleted = 0 and r.created < :before and r.form in :forms "
    "and h.field not like '~%' and h.field not like '%.note' group by h.record, h.field having max(c.at) < :before"
).bindparams(sa.bindparam("forms", expanding=True))


USUAL = 12
"""The shelf life, in months, of questions that have none of their own: the one a programme may change."""


def shelf_life(question: Question, usual: int) -> int:
    """Months until an answer should be checked again; questions with the usual shelf life follow the programme's."""
    return usual if question.shelf_life == USUAL else question.shelf_life


class Stale(NamedTuple):
    """One answer to check again; `top` is the company (or other subject) it belongs to."""

    top: bytes
    record: bytes
    field: str
    label: str
    months: int


class _Dated(NamedTuple):
    record: bytes
    field: str
    months: int


def stale_answers(connection: sa.Connection, catalogue: Catalogue, today: date, usual: int = USUAL) -> list[Stale]:
    """Every answer to check again, oldest first. `usual`: the programme's shelf life in months."""
    shelves = _shelves(catalogue, usual)
    shortest = min((life.months for shelf in shelves.values() for life in shelf.values() if life.months > 0), default=0)
    if not shortest:
        return []
    sourced = {(row.parent, row.parent_field): row.dated or "" for row in connection.execute(_SOURCES)}
    old = [_Dated(*key, months) for key, dated in sourced.items() if (months := months_old(dated, today) or 0) and stale(months, shortest)]
    for key, written in _written(connection, catalogue, add_months(today, -shortest)).items():
        if not sourced.get(key):
            old.append(_Dated(*key, months_old(written.isoformat(), today) or 0))
    return _judged(connection, shelves, old)


class _Life(NamedTuple):
    label: str
    months: int


def _shelves(catalogue: Catalogue, usual: int) -> dict[str, dict[str, _Life]]:
    """Form, or form and repeat, → question name → its words and shelf life."""
    found: dict[str, dict[str, _Life]] = {}
    for form in catalogue.forms():
        outside = [question for section in form.sections for question in section.questions]
        for name, questions in ((form.name, outside), *((f"{form.name}.{question.name}", question.questions) for question in outside)):
            found[name] = {question.name: _Life(question.label, shelf_life(question, usual)) for question in questions}
    return found


def _written(connection: sa.Connection, catalogue: Catalogue, before: date) -> dict[tuple[bytes, str], date]:
    """When the answers of the ageing forms were last written, for those written before a day."""
    forms = [name for form in catalogue.forms() if form.kind in AGEING for name in _with_repeats(form)]
    if not forms:
        return {}
    moment = rows.milliseconds(before)
    found = connection.execute(_WRITTEN, {"before": moment, "forms": forms})
    return {(row[0], row[1]): rows.when(row[2]).date() for row in found}


def _with_repeats(form: Form) -> Iterable[str]:
    return [form.name, *(f"{form.name}.{question.name}" for question in form.walk() if question.questions)]


def _judged(connection: sa.Connection, shelves: Mapping[str, Mapping[str, _Life]], old: Collection[_Dated]) -> list[Stale]:
    """Keeps what is answered and past its own shelf life."""
    records = rows.by_id(connection, {dated.record for dated in old})
    tops = rows.tops(connection, records)
    found = []
    for dated in old:
        row = records.get(dated.record)
        life = shelves.get(row.form, {}).get(dated.field) if row else None
        if row and life and dated.record in tops and stale(dated.months, life.months) and row.value(dated.field) is not None:
            found.append(Stale(tops[dated.record][0], dated.record, dated.field, life.label, dated.months))
    return sorted(found, key=lambda each: (-each.months, each.record, each.field))
