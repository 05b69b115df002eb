"""The blocks of a score card in two columns, or below each other, and the way from factor to factor with the keyboard."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ctip_desktop.queries.opportunities import ScoreCardView
from ui.widgets.base import clear, column, row
from ui.widgets.score_block import BlockCard, FactorRow, direction


class Blocks(QWidget):
    """The cards of all blocks; `foot` stands below the last one.

    Signals:
        marked(str, object), noted(str, str): as those of the rows. stepped(FactorRow): the keyboard went to this factor.
    """

    marked = Signal(str, object)
    noted = Signal(str, str)
    stepped = Signal(object)

    def __init__(self, foot: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: dict[str, BlockCard] = {}
        self._foot = foot
        self._below, self._stacked = False, False
        self._columns = row(self, margins=(0, 0, 0, 0), gap=16)
        self._left, self._right = column(gap=12), column(gap=12)
        self._columns.addLayout(self._left, 1)
        self._columns.addLayout(self._right, 1)

    def take(self, view: ScoreCardView, after: QWidget, then: Sequence[QWidget]) -> None:
        """Make the cards of a form unless they stand there already. Tab comes from `after` and goes on to `then`."""
        names = [factor.name for block in view.blocks for factor in block.factors]
        if names == [one.factor.name for one in self.rows()]:
            return
        clear(self._left)
        self._right.removeWidget(self._foot)
        clear(self._right)
        self.cards = {}
        for place, block in enumerate(view.blocks):
            card = BlockCard(block, place, int(view.method.low), int(view.method.high))
            card.marked.connect(self.marked)
            card.noted.connect(self.noted)
            card.step.connect(self._step)
            card.stand(stacked=self._stacked)
            self.cards[block.name] = card
            (self._left if place in (0, 2) else self._right).addWidget(card)
        self._right.addWidget(self._foot)
        self._order()
        self._left.addStretch()
        self._right.addStretch()
        self._order_tabs(after, then)

    def rows(self) -> list[FactorRow]:
        """Every factor in the order of the card."""
        return [one for card in self.cards.values() for one in card.rows.values()]

    def first_open(self) -> FactorRow | None:
        """The first factor without a mark that can be marked, else the first one."""
        every = self.rows()
        return next((one for one in every if one.scale.isEnabled() and one.scale.mark() is None), every[0] if every else None)

    def stand(self, *, below: bool, stacked: bool) -> None:
        """The columns below each other where there is little room, in the order of the card, as the arrows go; with still less, `stacked`, words
        stand above their numbers."""
        self._columns.setDirection(direction(stacked=below))
        self._below, self._stacked = below, stacked
        for card in self.cards.values():
            card.stand(stacked=stacked)
        self._order()

    def _order(self) -> None:
        """The second block stands between the first and the third one, or on top of the other column."""
        if len(self.cards) > 1:
            second = list(self.cards.values())[1]
            for box in (self._left, self._right):
                box.removeWidget(second)
            (self._left if self._below else self._right).insertWidget(1 if self._below else 0, second)

    def _step(self, name: str, step: int) -> None:
        every = self.rows()
        place = next(n for n, one in enumerate(every) if one.factor.name == name) + step
        if 0 <= place < len(every):
            every[place].scale.setFocus()
            self.stepped.emit(every[place])

    def _order_tabs(self, after: QWidget, then: Sequence[QWidget]) -> None:
        """What is made later comes last for Tab, unless it is said: the factors stand between what is above and what is below them."""
        stops = (part for one in self.rows() for part in one.findChildren(QWidget) if part.focusPolicy() & Qt.FocusPolicy.TabFocus)
        for part in (*stops, *then):
            QWidget.setTabOrder(after, part)
            after = part
