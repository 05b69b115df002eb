"""The columns of the company list. Stages can be filtered and never sorted."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication

from ctip_desktop.interop.list_export import Value
from ctip_desktop.practice.due_diligence import Result
from ctip_desktop.practice.maturity import LABELS, PATH
from ctip_desktop.queries.companies import CompanyRow
from ctip_desktop.queries.views import Flag
from ui.widgets.table import Column
from ui.widgets.table_delegate import Cell, Mark
from ui.words import ago


def _tr(text: str) -> str:
    return QCoreApplication.translate("CompaniesPage", text)


def columns(today: date) -> tuple[Column[CompanyRow], ...]:
    """Every column; which are shown is the person's choice."""
    return (
        Column(_tr("Company"), name_cell, 0, lambda row: row.name.casefold(), least=220),
        Column(_tr("Sector"), lambda row: _known(row.sector_label), 148, lambda row: row.sector_label.casefold() or None),
        Column(_tr("Country"), lambda row: _known(row.country_label), 120, lambda row: row.country_label.casefold() or None),
        Column(_tr("Stage"), stage_cell, 164),
        Column(_tr("Step"), lambda row: _known(row.step_label), 130, lambda row: row.step_label.casefold() or None),
        Column(_tr("Last talk"), lambda row: _talk_cell(row, today), 104, lambda row: row.last_talk or date.min),
        Column(_tr("Due diligence"), check_cell, 128),
        Column(_tr("People"), _staff_cell, 84, lambda row: row.staff, end=True),
        Column(_tr("Lead person"), lambda row: _known(row.owner), 140, lambda row: row.owner.casefold() or None),
    )


SHOWN = frozenset({0, 1, 3, 4, 5})
"""Places of the columns shown at first."""

CHECK_WORDS = {
    Result.CLEAR: "Clear",
    Result.WATCH: "Watch",
    Result.STOP: "Stop",
    Result.NOT_CHECKED: "Not checked",
}
LISTED: Sequence[tuple[int, str, str, Callable[[CompanyRow], Value]]] = (
    (0, "name", "Company", lambda row: row.name),
    (0, "local_name", "Name in the local language", lambda row: row.local_name),
    (1, "sector", "Sector", lambda row: row.sector_label),
    (2, "country", "Country", lambda row: row.country_label),
    (0, "place", "Town or area", lambda row: row.place),
    (4, "", "Step", lambda row: row.step_label),
    (5, "", "Last talk", lambda row: row.last_talk),
    (6, "", "Due diligence", lambda row: _tr(CHECK_WORDS[row.due_diligence]) if row.due_diligence else ""),
    (7, "staff", "People", lambda row: row.staff),
    (8, "owner", "Lead person", lambda row: row.owner),
)
"""What a saved list holds: the column it belongs to, the question that says the same on paper (empty: none does), heading, value. The stage is not
in it: in a table that anybody can sort it would read like a grade."""


def listed(shown: Collection[int]) -> list[tuple[int, str, str, Callable[[CompanyRow], Value]]]:
    """What a list holds while these columns are shown. The country stands under the name of a company, so it always goes along."""
    return [(place, question, _tr(heading), value) for place, question, heading, value in LISTED if place in {*shown, 0, 2}]


CHECK_ICONS = {Result.CLEAR: "okc", Result.WATCH: "eye", Result.STOP: "stop", Result.NOT_CHECKED: "circle"}


def name_cell(row: CompanyRow) -> Cell:
    """Name and place, and what draws attention, each in words too."""
    place = ", ".join(part for part in (row.place, row.country_label) if part) or _tr("place not known yet")
    return Cell(row.name, place, marks(row.flags))


def marks(flags: frozenset[Flag]) -> tuple[Mark, ...]:
    """Small icons with their meaning. A draft is no mark: it waits on Home."""
    known = {
        Flag.TO_SETTLE: Mark("split", "two", _tr("two answers to settle")),
        Flag.OVERDUE: Mark("clock", "warn", _tr("a promise is overdue")),
        Flag.CHECK_AGAIN: Mark("stale", "text2", _tr("answers to check again")),
    }
    return tuple(mark for flag, mark in known.items() if flag in flags)


def stage_cell(row: CompanyRow) -> Cell:
    """Four squares and the stage in words; without a placement they are empty."""
    if row.stage is None:
        return Cell(_tr("Not placed yet"), stage=0, colour="text2")
    if row.stage not in PATH:
        return Cell(LABELS[row.stage], stage=0, colour="text2")
    return Cell(LABELS[row.stage], stage=PATH.index(row.stage) + 1)


def check_cell(row: CompanyRow) -> Cell:
    """The due-diligence result in words with its icon."""
    if row.due_diligence is None:
        return Cell(_tr("Not begun"), icon="circle", colour="text2")
    return Cell(_tr(CHECK_WORDS[row.due_diligence]), icon=CHECK_ICONS[row.due_diligence])


def _known(text: str) -> Cell:
    return Cell(text) if text else Cell("–", colour="text3")


def _talk_cell(row: CompanyRow, today: date) -> Cell:
    return Cell(ago(row.last_talk, today), colour="text" if row.last_talk else "text3")


def _staff_cell(row: CompanyRow) -> Cell:
    return Cell(f"{row.staff:,}", end=True) if row.staff is not None else Cell("–", colour="text3", end=True)
