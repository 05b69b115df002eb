"""How ranks moved: drawn, and the same as a table."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from ctip_desktop.queries import opportunities
from ctip_desktop.queries.opportunities import Ranking, RankMovement, RoundView
from ui.session import Session
from ui.widgets.base import Label, Scroller, column, row
from ui.widgets.button import Button
from ui.widgets.empty import Empty
from ui.widgets.rank_moves import RankMoves
from ui.widgets.table import Column, RowsModel, Table
from ui.widgets.table_delegate import Cell

_TITLE = 220
"""Least room for a title, in lengths of the design."""


class MovesView(QWidget):
    """Lines from round to round, and where people disagreed most.

    Signals:
        opened(UUID): an opportunity. list_wanted: no round has a result yet, ideas are scored from the list.
    """

    opened = Signal(object)
    list_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.drawing = RankMoves()
        self.drawing.opened.connect(self.opened)
        self.table: Table | None = None
        self._build()

    def take_focus(self) -> None:
        """Put the keyboard on the drawing."""
        self.drawing.setFocus()

    def show_round(self, _current: RoundView | None) -> None:
        """Read all rounds."""
        found = self._session.ask(opportunities.ranking)
        moved = [one for one in found.movements if any(rank is not None for rank in one.ranks)]
        self.drawing.show_moves(tuple(each for each in found.rounds), tuple(moved))
        self._fill_table(found, moved)
        self._stack.setCurrentIndex(0 if moved else 1)

    def _build(self) -> None:
        self._stack = QStackedWidget()
        column(self).addWidget(self._stack)
        card = QFrame()
        card.setProperty("role", "card")
        lines = column(card, margins=(1, 8, 1, 1), gap=0)
        head = row(margins=(15, 0, 12, 4))
        head.addWidget(Label(self.tr("Each line is one idea. Its place in each round stands in the circle."), "caption2", wrap=True), 1)
        self.as_table = Button(self.tr("Show as table"), "quiet", size="small", icon="list", clicked=self._toggle)
        head.addWidget(self.as_table)
        lines.addLayout(head)
        self._views = QStackedWidget()
        scroller = Scroller(margins=(16, 0, 16, 8))
        scroller.body.addWidget(self.drawing)
        scroller.body.addStretch()
        self._views.addWidget(scroller)
        lines.addWidget(self._views, 1)
        self._stack.addWidget(card)
        waiting = self.tr("After two rounds you see here who moved up and down.")
        none = self.tr("No round has a result yet")
        self._stack.addWidget(Empty(none, waiting, icon="bars", action=self.tr("Go to the long list"), clicked=self.list_wanted.emit))

    def _fill_table(self, found: Ranking, moved: list[RankMovement]) -> None:
        if self.table is not None:
            self._views.removeWidget(self.table)
            self.table.deleteLater()
        columns: list[Column[RankMovement]] = [Column(_tr("Opportunity"), lambda one: Cell(one.title), least=_TITLE)]
        columns += [Column(each.title, _rank_cell(place), 140, end=True) for place, each in enumerate(found.rounds)]
        model: RowsModel[RankMovement] = RowsModel(columns, lambda one: one.id)
        self.table = Table(self.tr("How ranks moved, as a table"), model, row_height=32)
        self.table.opened.connect(lambda one: self.opened.emit(one.id))
        model.show_rows(self.drawing.lines if moved else [])
        self._views.addWidget(self.table)

    def _toggle(self) -> None:
        on = self._views.currentIndex() == 0
        self._views.setCurrentIndex(1 if on else 0)
        self.as_table.say(self.tr("Show as lines") if on else self.tr("Show as table"))


def _rank_cell(place: int) -> Callable[[RankMovement], Cell]:
    def cell(one: RankMovement) -> Cell:
        rank = one.ranks[place] if place < len(one.ranks) else None
        return Cell("–" if rank is None else str(rank), end=True)

    return cell


def _tr(text: str) -> str:
    return QCoreApplication.translate("MovesView", text)
