"""What the answers of a form suggested on a day, and where people placed a company then, beside how it reads today."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from uuid import UUID

from PySide6.QtCore import QCoreApplication

from ctip_desktop.dataclass import dataclass
from ctip_desktop.errors import NotFound
from ctip_desktop.forms.sheet import Sheet
from ctip_desktop.queries.as_of import RecordThen, StageThen, days_of_change, placements_of, stages_of
from ctip_desktop.queries.records import sheet
from ui.forms.results import found
from ui.session import Session
from ui.words import day_words

PLACED = ("company", "maturity")
"""Forms that tell where a company stands: there its placements are looked at, too."""


@dataclass(frozen=True, slots=True)
class ThenAndNow:
    """One line. then, now: how it read, and reads today; written: why, or since when."""

    label: str
    then: str
    written: str
    now: str

    @property
    def same(self) -> bool:
        """It reads the same today."""
        return self.then == self.now


def placed_company(session: Session, then: RecordThen) -> UUID | None:
    """The company whose placements belong to a record; None for other records."""
    if then.form == "company":
        return then.id
    return session.ask(sheet, then.id).about if then.form in PLACED else None


def days_with(session: Session, then: RecordThen) -> tuple[date, ...]:
    """The days on which something was written in a record, or the company it is about was placed; the oldest first."""
    company = placed_company(session, then)
    records = (then.id, *(session.ask(placements_of, company) if company is not None else ()))
    return tuple(sorted({day for record in records for day in session.ask(days_of_change, record)}))


def said(session: Session, then: RecordThen, at: date, today: date) -> list[ThenAndNow]:
    """Everything worked out from a record, or said of its company, on that day or today."""
    company = placed_company(session, then)
    placed = _placed(session.ask(stages_of, company, at), session.ask(stages_of, company, today)) if company is not None else ()
    return [*placed, *_suggested(then.sheet, _now(session, then.id))]


def _now(session: Session, record: UUID) -> Sheet | None:
    try:
        opened = session.ask(sheet, record)
    except NotFound:
        return None
    return None if opened.deleted else opened.sheet


def _placed(then: Mapping[str, StageThen], now: Mapping[str, StageThen]) -> Iterator[ThenAndNow]:
    labels = {"team": _tr("Stage, as our team sees it"), "company": _tr("Stage, as the company sees itself")}
    nobody = _tr("Not placed yet")
    for by, label in labels.items():
        before, after = then.get(by), now.get(by)
        if before is None and after is None:
            continue
        why = (day_words(before.on) if before.on else "", before.reason) if before is not None else ()
        yield ThenAndNow(label, before.stage if before else nobody, ", ".join(part for part in why if part), after.stage if after else nobody)


def _suggested(then: Sheet | None, now: Sheet | None) -> Iterator[ThenAndNow]:
    """The rule tables of the form that have words for their results."""
    before = {one.table.name: one for one in found(then)} if then is not None else {}
    after = {one.table.name: one for one in found(now)} if now is not None else {}
    for name, one in before.items():
        if one.words:
            today = after[name].words if name in after else ""
            yield ThenAndNow(one.table.label, one.words, " ".join(one.reasons), today)


def _tr(text: str) -> str:
    return QCoreApplication.translate("AsOfPage", text)
