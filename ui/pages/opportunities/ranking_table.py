"""The ranking as a table: the same numbers as in the bars, and below them what has no place, with the reason."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ctip_desktop.practice.ranking import BlockValue, whole_percent
from ctip_desktop.queries.opportunities import Ranking, RankingRow
from ui.pages.score_card_marks import short_block
from ui.widgets.ranking_chart import Outside
from ui.widgets.ranking_paint import aside_words, outside_words, why_words
from ui.widgets.table import Column, RowsModel, Table
from ui.widgets.table_delegate import Cell
from ui.words import two_places

_TITLE = 190
_REASON = 2
"""The least room for a title, in lengths of the design, and the column from which on the reason stands."""

Line = RankingRow | Outside


def make_table(found: Ranking, parent: QWidget | None = None) -> tuple[RowsModel[Line], Table]:
    """The table of a ranking."""
    model: RowsModel[Line] = RowsModel(_columns(found), idea_of)
    table = Table(_tr("Ranking as a table"), model, parent=parent)
    outside = [Outside(one, stopped=True) for one in found.excluded] + [Outside(one, stopped=False) for one in found.unscored]
    model.show_rows([*found.rows, *outside])
    for place in range(len(found.rows), len(found.rows) + len(outside)):  # the reason takes the room of the numbers
        table.setSpan(place, _REASON, 1, len(model.columns) - _REASON)
    return model, table


def idea_of(line: Line) -> UUID:
    """The opportunity of a line."""
    return line.row.id if isinstance(line, Outside) else line.id


def _columns(found: Ranking) -> list[Column[Line]]:
    first = found.rows[0] if found.rows else None
    labels = [block.label for block in _blocks(first)] if first is not None else []
    return [
        Column(_tr("Place"), _place, 60, tip=_tr("An equals sign: the place is shared")),
        Column(_tr("Opportunity"), _idea, least=_TITLE),
        Column(_tr("Total"), _total, 88, end=True),
        *(Column(short_block(label), _ranked(_value(place)), 104, end=True) for place, label in enumerate(labels)),
        Column(_tr("Move"), _ranked(lambda one: Cell("" if one.move is None else f"{one.move:+d}" if one.move else "0", end=True)), 66, end=True),
        Column(_tr("Keeps place"), _ranked(_firmness), 104, end=True),
        Column(_tr("Above the line"), _ranked(lambda one: Cell("" if one.above_cut is None else _tr("yes") if one.above_cut else _tr("no"))), 108),
    ]


def _ranked(cell: Callable[[RankingRow], Cell]) -> Callable[[Line], Cell]:
    """A cell that says nothing of what has no place."""
    return lambda line: Cell("") if isinstance(line, Outside) else cell(line)


def _place(line: Line) -> Cell:
    if isinstance(line, Outside):
        return Cell("–", colour="text2")
    return Cell(f"={line.rank}" if line.tied else str(line.rank))


def _idea(line: Line) -> Cell:
    one = line.row if isinstance(line, Outside) else line
    companies = ", ".join(company.title for company in one.companies)
    aside = "" if isinstance(line, Outside) else aside_words(line.aside)
    return Cell(one.title, " · ".join(part for part in (aside, companies) if part))


def _total(line: Line) -> Cell:
    """The total; of an idea without a place the reason, which stands over the numbers of the others."""
    if isinstance(line, Outside):
        return Cell(outside_words(line.stopped), why_words(line.row))
    return Cell(two_places(line.total), _tr("provisional") if line.provisional else "", end=True)


def _firmness(one: RankingRow) -> Cell:
    return Cell(_tr("{0} %").format(whole_percent(one.stays)), f"{one.rank_low}–{one.rank_high}", end=True)


def _blocks(one: RankingRow) -> tuple[BlockValue, ...]:
    return (*one.values, *([one.burden] if one.burden else []))


def _value(place: int) -> Callable[[RankingRow], Cell]:
    def cell(one: RankingRow) -> Cell:
        blocks = _blocks(one)
        value = blocks[place].value if place < len(blocks) else None
        return Cell("–" if value is None else two_places(value), end=True)

    return cell


def _tr(text: str) -> str:
    return QCoreApplication.translate("RankingView", text)
