"""The pipeline as a table: the same cards for everybody who reads better line by line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QCoreApplication

from ctip_desktop.queries.pipeline import Board, Card
from ui.widgets.board_paint import companies_words, marks_of, next_words
from ui.widgets.table import Column
from ui.widgets.table_delegate import Cell
from ui.words import day_words

_TITLE = 220
"""Least room for a title, in lengths of the design."""


@dataclass(frozen=True, slots=True)
class Line:
    """A card with the words of its step; place: where the step stands."""

    card: Card
    step_label: str
    place: int
    usual: int | None


def _tr(text: str, n: int = -1) -> str:
    return QCoreApplication.translate("PipelinePage", text, None, n)


def lines_of(board: Board) -> list[Line]:
    """Every card from the first step to the last, then what rests and what was stopped."""
    found = [Line(card, column.label, place, column.usual_days) for place, column in enumerate(board.columns) for card in column.cards]
    end = len(board.columns)
    found += [Line(card, _tr("Parked"), end, None) for card in board.parked]
    return found + [Line(card, _tr("Stopped"), end + 1, None) for card in board.stopped]


def columns(today: date) -> tuple[Column[Line], ...]:
    """Opportunity, step, days, next step, lead."""
    return (
        Column(_tr("Opportunity"), lambda line: Cell(line.card.title, companies_words(line.card), marks_of(line.card)), 0, _title, least=_TITLE),
        Column(_tr("Step"), lambda line: Cell(line.step_label, line.card.reason), 190, lambda line: (line.place, _title(line))),
        Column(_tr("Days there"), _days, 130, lambda line: -(line.card.days if line.card.days is not None else -1)),
        Column(_tr("Next"), lambda line: _next(line, today), 220, lambda line: line.card.next.on if line.card.next else date.max),
        Column(_tr("Country"), lambda line: Cell(line.card.country_label or "–"), 120, lambda line: line.card.country_label.casefold()),
        Column(_tr("Lead"), lambda line: Cell(line.card.owner or "–"), 120, lambda line: line.card.owner.casefold()),
    )


def _title(line: Line) -> str:
    return line.card.title.casefold()


def _days(line: Line) -> Cell:
    if line.card.days is None:
        return Cell("–", colour="text3")
    since = _tr("since {day}").format(day=day_words(line.card.since)) if line.card.since else ""
    usual = _tr("usually %n days", line.usual) if line.usual is not None else since
    return Cell(_tr("%n days", line.card.days), usual)


def _next(line: Line, today: date) -> Cell:
    icon, words, colour = next_words(line.card, today)
    return Cell(words, icon=icon, colour=colour)
