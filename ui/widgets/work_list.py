"""The work list: groups of rows, each with what it is about, when it is due and one button.

Arrow keys walk over all groups, Enter presses the row's button.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from ctip_desktop.dataclass import dataclass
from ui.theme import px
from ui.widgets.base import ElidedLabel, IconLabel, Label, clear, column, row
from ui.widgets.button import Button
from ui.widgets.card import ListCard
from ui.widgets.chip import Chip


@dataclass(frozen=True, slots=True)
class Work:
    """One row. key: given back when its button is pressed. due: words; late: a promised date has passed."""

    key: Hashable
    title: str
    sub: str
    action: str
    icon: str
    due: str = ""
    late: bool = False
    colour: str = "text2"


@dataclass(frozen=True, slots=True)
class WorkGroup:
    """Rows of one kind. total may be more than the rows shown; see_all: words of the link at the end, empty = none."""

    key: str
    title: str
    rows: tuple[Work, ...]
    total: int
    see_all: str = ""
    tone: str = ""


class WorkRow(QFrame):
    """One row of the work list; takes the focus itself so that arrows can walk.

    Signals:
        pressed(): Enter or the button.
    """

    pressed = Signal()

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.work = work
        self.setProperty("role", "row")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(", ".join(part for part in (work.title, work.sub, work.due) if part))
        self.button = Button(work.action, clicked=self.pressed.emit)
        self.button.setAccessibleName(f"{work.action}: {work.title}")
        self.button.setMinimumWidth(px(92))
        self._arrange()

    def _arrange(self) -> None:
        words = column(gap=0)
        words.addWidget(ElidedLabel(self.work.title))
        words.addWidget(ElidedLabel(self.work.sub, "caption2"))
        line = row(self, margins=(13, 4, 13, 4), gap=12)
        line.addWidget(IconLabel(self.work.icon, self.work.colour, 17))
        line.addLayout(words, 1)
        if self.work.late:
            line.addWidget(Chip(self.work.due, "clock", "warn"))
        elif self.work.due:
            line.addWidget(Label(self.work.due, "sub"))
        line.addWidget(self.button)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit()
            return
        super().keyPressEvent(event)


class WorkList(QWidget):
    """Groups below one another.

    Signals:
        wanted(object): the key of the row whose button was pressed.
        see_all(str): the key of the group whose link was pressed.
    """

    wanted = Signal(object)
    see_all = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._box = column(self, gap=12)
        self._rows: list[WorkRow] = []
        self._groups: tuple[WorkGroup, ...] = ()

    @property
    def rows(self) -> tuple[WorkRow, ...]:
        """The rows shown, in order."""
        return tuple(self._rows)

    def show_groups(self, groups: Sequence[WorkGroup]) -> None:
        """Show these groups; empty ones vanish. The focus stays at the same place."""
        wanted = tuple(group for group in groups if group.rows)
        if wanted == self._groups:
            return
        self._groups = wanted
        place = self._focused()
        clear(self._box)
        self._rows = []
        for group in wanted:
            self._box.addWidget(self._card(group))
        self._box.addStretch()
        if place >= 0 and self._rows:
            row = self._rows[min(place, len(self._rows) - 1)]
            QTimer.singleShot(0, row, row.setFocus)  # the new rows can take it once they are shown

    def _card(self, group: WorkGroup) -> ListCard:
        card = ListCard(group.title, group.total, group.tone)
        if group.see_all:
            card.add_action(Button(group.see_all, "link", clicked=lambda: self.see_all.emit(group.key)))
        for work in group.rows:
            card.add_row(self._row(work))
        return card

    def _row(self, work: Work) -> WorkRow:
        line = WorkRow(work)
        line.pressed.connect(lambda: self.wanted.emit(work.key))
        self._rows.append(line)
        return line

    def _focused(self) -> int:
        focused = self.window().focusWidget()
        return next((n for n, r in enumerate(self._rows) if focused in (r, r.button)), -1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        place = self._focused()
        if step and place >= 0:
            self._rows[min(max(place + step, 0), len(self._rows) - 1)].setFocus(Qt.FocusReason.TabFocusReason)
            return
        super().keyPressEvent(event)
