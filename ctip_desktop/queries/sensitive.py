"""Sensitive answers whose review is due: kept for 24 months since they were last written. A person then decides: erase, or note why to keep."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from ctip_desktop.dataclass import dataclass
from ctip_desktop.forms.model import Form, Question
from ctip_desktop.practice.evidence import add_months
from ctip_desktop.queries.rows import when
from ctip_desktop.workspace import sheets
from ctip_desktop.workspace.cells import CLEARED, NOTE
from ctip_desktop.workspace.connection import Connection
from ctip_desktop.workspace.statements import run
from ctip_desktop.workspace.workspace import Workspace

MONTHS = 24
"""Months until a sensitive answer is looked at again. The figure is ours; the sources name none."""

FORMS = ("due_diligence",)


@dataclass(frozen=True, slots=True)
class DueAnswer:
    """One sensitive answer. record, path: to open or erase it. form: title of the form. written: when its value, note or a source last changed."""

    record: UUID
    path: str
    label: str
    form: str
    written: date
    due: date


def sensitive_due(ws: Workspace, about: UUID, today: date | None = None, *, months: int = MONTHS) -> tuple[DueAnswer, ...]:
    """Sensitive answers of the due diligence of a company whose review is due, the oldest first."""
    day = today or ws.now().astimezone().date()
    with ws.reading() as connection:
        rows = run(connection, "select id, form, version from record where about=? and deleted=0 order by id", (about.bytes,)).fetchall()
        found = [
            one
            for id_, name, version in rows
            if name in FORMS
            for one in _of_record(connection, id_, sheets.form_of(ws.catalogue, name, version), months)
        ]
    return tuple(sorted((one for one in found if one.due <= day), key=lambda one: (one.written, one.path)))


def _of_record(connection: Connection, id_: bytes, form: Form, months: int) -> Iterator[DueAnswer]:
    sensitive = {question.name: question for question in form.walk() if question.sensitive and question.type != "repeat"}
    places = [(id_, "")]
    rows = run(connection, "select id, parent_field from record where parent=? and deleted=0 and form<>'source' order by created, id", (id_,))
    places += [(row, f"{field}[{sheets.row_name(row)}].") for row, field in rows]
    for place, prefix in places:
        for name, at in _written(connection, place).items():
            if name in sensitive:
                yield _due(id_, prefix, sensitive[name], form, when(at).date(), months)


def _due(record: bytes, prefix: str, question: Question, form: Form, written: date, months: int) -> DueAnswer:
    return DueAnswer(UUID(bytes=record), prefix + question.name, question.label or question.name, form.title, written, add_months(written, months))


def _written(connection: Connection, record: bytes) -> dict[str, int]:
    """Question → when its value, its note or one of its sources was last written; only questions that say something."""
    out: dict[str, int] = {}
    heads = (
        "select h.field, c.at from head h join change c on c.device=h.device and c.seq=h.seq where h.record=? and c.value is not null and c.value<>?"
    )
    for field, at in run(connection, heads, (record, CLEARED)):
        name = field.removesuffix(NOTE)
        out[name] = max(at, out.get(name, 0))
    sources = "select parent_field, max(changed) from record where parent=? and form='source' and deleted=0 group by parent_field"
    for field, at in run(connection, sources, (record,)):
        out[field] = max(at, out.get(field, 0))
    return out
