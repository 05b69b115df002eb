"""Two opportunities side by side, factor by factor."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from ctip_desktop.queries import opportunities
from ctip_desktop.queries.opportunities import ComparedFactor, Comparison, RankingRow, RoundView
from ui.forms.choice_field import QuietCombo
from ui.session import Session
from ui.theme import px
from ui.widgets.base import Label, clear, column, row
from ui.widgets.button import Button, IconButton
from ui.widgets.card import Card
from ui.widgets.empty import Empty
from ui.widgets.table import Column, RowsModel, Table
from ui.widgets.table_delegate import Cell
from ui.words import one_place, said_words

_HEADING = 40
_FACTOR = 220
"""Letters of a title that fit on the two lines above a column of marks; the least room for a factor, in lengths of the design."""


class CompareView(QWidget):
    """Choose two ideas; see places, totals, and what sets them apart.

    Signals:
        opened(UUID): the score card of one of them.
    """

    opened = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._round: RoundView | None = None
        self.left, self.right = self._combo(self.tr("First idea")), self._combo(self.tr("Second idea"))
        self.table: Table | None = None
        self.found: Comparison | None = None
        self._build()

    def choose(self, left: UUID | None, right: UUID | None) -> None:
        """Put two ideas in."""
        self._fill()
        for combo, idea in ((self.left, left), (self.right, right)):
            if idea is not None:
                combo.setCurrentIndex(combo.findData(idea))

    def take_focus(self) -> None:
        """Put the keyboard on the first idea."""
        self.left.setFocus()

    def show_round(self, current: RoundView | None) -> None:
        """Compare in a round."""
        self._round = current
        self._fill()
        self._compare()

    def _build(self) -> None:
        lines = column(self, gap=12)
        self._bar = QWidget()
        bar = row(self._bar, gap=8)
        bar.addWidget(self.left, 1)
        bar.addWidget(IconButton("swap", self.tr("Change sides"), clicked=self._swap))
        bar.addWidget(self.right, 1)
        lines.addWidget(self._bar)
        self._stack = QStackedWidget()
        whole = QWidget()
        inner = column(whole, gap=12)
        self._cards = row(gap=12)
        inner.addLayout(self._cards)
        self.apart = Card(gap=4)
        inner.addWidget(self.apart)
        self._frame = QFrame()
        self._frame.setProperty("role", "card")
        self._table_place = column(self._frame, margins=(1, 1, 1, 1))
        inner.addWidget(self._frame, 1)
        inner.addStretch()
        self._stack.addWidget(whole)
        words = self.tr("Two ideas are needed to compare them")
        self._stack.addWidget(
            Empty(words, self.tr("Choose “New opportunity” above to add one. Then score both, and see here what sets them apart."), icon="swap")
        )
        lines.addWidget(self._stack, 1)

    def _combo(self, name: str) -> QuietCombo:
        combo = QuietCombo()
        combo.setAccessibleName(name)
        combo.setMinimumWidth(px(200))
        combo.activated.connect(lambda _place: self._compare())
        return combo

    def _fill(self) -> None:
        ranked = self._session.ask(opportunities.ranking, self._round.id if self._round else None)
        ideas = [(one.id, one.title) for one in ranked.rows] + [(one.id, one.title) for one in (*ranked.excluded, *ranked.unscored)]
        for place, combo in enumerate((self.left, self.right)):
            before = combo.currentData()
            combo.clear()
            for idea, title in ideas:
                combo.addItem(title, idea)
            found = combo.findData(before) if before is not None else -1
            combo.setCurrentIndex(found if found >= 0 else min(place, combo.count() - 1))

    def _swap(self) -> None:
        first, second = self.left.currentIndex(), self.right.currentIndex()
        self.left.setCurrentIndex(second)
        self.right.setCurrentIndex(first)
        self._compare()

    def _compare(self) -> None:
        a, b = self.left.currentData(), self.right.currentData()
        self._bar.setVisible(self.left.count() > 1)
        if a is None or b is None or self.left.count() < 2:
            self._stack.setCurrentIndex(1)
            return
        self._stack.setCurrentIndex(0)
        self.found = self._session.ask(opportunities.compare, a, b, self._round.id if self._round else None)
        clear(self._cards)
        self._cards.addWidget(self._side(self.found.left.title, self.found.left.id, self.found.left_row))
        self._cards.addWidget(self._side(self.found.right.title, self.found.right.id, self.found.right_row))
        clear(self.apart.body)
        for sentence in self.found.sentences:
            self.apart.add(Label(said_words(sentence), wrap=True))
        scored = self.found.left_row is not None or self.found.right_row is not None
        self.apart.setVisible(bool(self.found.sentences) and scored)  # each side says itself that it has no place
        self._frame.setVisible(bool(self.found.factors))
        self._fill_table(self.found)

    def _side(self, title: str, idea: UUID, one: RankingRow | None) -> Card:
        card = Card(gap=4)
        card.add(Label(title, "section", wrap=True))
        if one is None:
            card.add(Label(self.tr("has no place in this round"), "sub"))
        else:
            words = self.tr("Place {0}, total {1}").format(one.rank, one_place(one.total))
            card.add(Label(", ".join(company.title for company in one.companies), "sub", wrap=True), Label(words, "strong"))
        start = row()
        start.addWidget(Button(self.tr("Open score card"), size="small", clicked=lambda: self.opened.emit(idea)))
        start.addStretch()
        card.add(start)
        return card

    def _fill_table(self, found: Comparison) -> None:
        clear(self._table_place)
        model: RowsModel[ComparedFactor] = RowsModel(_columns(found), lambda one: one.name)
        self.table = Table(self.tr("Factors side by side"), model)
        self.table.wrap_headings()
        model.show_rows(found.factors)
        self._table_place.addWidget(self.table)


def _columns(found: Comparison) -> list[Column[ComparedFactor]]:
    return [
        Column(_tr("Factor"), lambda one: Cell(one.label, _tr("more is worse") if one.burden else ""), least=_FACTOR),
        Column(_heading(found.left.title), lambda one: _mark(one.left), 190, end=True),
        Column(_heading(found.right.title), lambda one: _mark(one.right), 190, end=True),
        Column(_tr("Difference"), lambda one: Cell(_difference(one.gap), end=True), 100, end=True),
    ]


def _heading(title: str) -> str:
    """A title as the heading of a column: cut where it can be seen, for the heading itself would cut letters in the middle."""
    return title if len(title) <= _HEADING else title[: _HEADING - 1].rstrip() + "…"


def _difference(gap: float | None) -> str:
    """With a real minus sign, and as many decimals as the marks."""
    return "" if gap is None else ("+" if gap > 0 else "−") + one_place(abs(gap)) if gap else "0.0"


def _mark(value: float | None) -> Any:
    return Cell(_tr("open"), colour="text2", end=True) if value is None else Cell(one_place(value), end=True)


def _tr(text: str) -> str:
    return QCoreApplication.translate("CompareView", text)
