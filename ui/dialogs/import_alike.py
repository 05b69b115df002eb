"""Rows of a list that may be a company that is there already: shown beside what they resemble, decided one by one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from ctip_desktop.interop.spreadsheet import Decision, Lookalike, Plan
from ui.widgets.base import Label, column
from ui.widgets.card import ListCard
from ui.widgets.fact_row import FactRow

_MOST = 200
"""Rows that are shown with a choice of their own; the choice for all counts for the rest, too."""


class AlikeView(QWidget):
    """Signals: changed(): another decision."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = column(self, gap=0)
        self._boxes: dict[int, QComboBox] = {}
        self._all: QComboBox | None = None
        self._plan: Plan | None = None

    def show_plan(self, plan: Plan) -> None:
        """Show what resembles what; nothing is there when nothing does."""
        while (item := self._box.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        self._boxes.clear()
        self._plan = plan
        self.setVisible(bool(plan.lookalikes))
        if not plan.lookalikes:
            return
        card = ListCard(self.tr("These may be there already"), len(plan.lookalikes), "warn")
        self._all = self._choice(self.tr("All of them"))
        self._all.insertItem(0, self.tr("For all…"), None)
        self._all.setCurrentIndex(0)
        self._all.activated.connect(lambda _place: self._decide_all())
        card.add_action(self._all)
        for one in plan.lookalikes[:_MOST]:
            card.add_row(self._row(one))
        if len(plan.lookalikes) > _MOST:
            card.add_row(Label(self.tr("%n more are decided with the choice for all.", "", len(plan.lookalikes) - _MOST), "caption2"))
        self._box.addWidget(card)

    def decisions(self) -> dict[int, Decision]:
        """Row → what the person decided."""
        rows = self._plan.lookalikes if self._plan is not None else ()
        for_all = self._all.currentData() if rows and self._all is not None else None
        decided = {one.row: Decision(for_all) for one in rows} if for_all else {}
        return decided | {row: Decision(box.currentData()) for row, box in self._boxes.items()}

    def decide(self, row: int, decision: Decision) -> None:
        """Choose for one row."""
        box = self._boxes[row]
        box.setCurrentIndex(box.findData(decision.value))
        self.changed.emit()

    def _row(self, one: Lookalike) -> FactRow:
        box = self._boxes[one.row] = self._choice(self.tr("What to do with row {n}, {name}").format(n=one.row, name=one.title))
        box.activated.connect(lambda _place: self.changed.emit())
        where = self.tr("row {n} of this list").format(n=f"{one.of_row:,}") if one.of_row else self.tr("there already")
        how = self.tr("the same but for spelling or legal form") if one.same_name else self.tr("a similar name")
        sub = self.tr("resembles “{name}” ({where}): {how}").format(name=one.of_title, where=where, how=how)
        return FactRow("layers", self.tr("Row {n}: {name}").format(n=f"{one.row:,}", name=one.title), sub, box)

    def _choice(self, name: str) -> QComboBox:
        box = QComboBox()
        for decision, words in (
            (Decision.ADD, self.tr("Add as a new one")),
            (Decision.SKIP, self.tr("Leave out")),
            (Decision.SAME, self.tr("It is the same: fill gaps there")),
        ):
            box.addItem(words, decision.value)
        box.setAccessibleName(name)
        return box

    def _decide_all(self) -> None:
        chosen = self._all.currentData() if self._all is not None else None
        for box in self._boxes.values() if chosen else ():
            box.setCurrentIndex(box.findData(chosen))
        self.changed.emit()
