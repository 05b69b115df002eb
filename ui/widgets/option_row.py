"""One choice of a few, as a framed row that can be pressed anywhere; its details open inside it when it is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QRadioButton, QWidget

from ui.theme import px
from ui.widgets.base import FocusFrame, IconLabel, Label, column, restyle, row


class OptionRow(QFrame):
    """A radio button with title, hint and optional details below. narrow: for a column beside something else."""

    def __init__(
        self,
        name: str,
        title: str,
        hint: str = "",
        *,
        icon: str = "",
        details: QWidget | None = None,
        narrow: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.name = name
        self.setProperty("role", "option")
        self.radio = QRadioButton()
        self.radio.setAccessibleName(title)
        self.radio.setAccessibleDescription(hint)
        self.details = details
        words = column(gap=2)
        words.addWidget(Label(title, "strong" if narrow else "question"))
        self.hint = Label(hint, "caption2" if narrow else "sub", wrap=True)
        words.addWidget(self.hint)
        if details is not None:
            details.setContentsMargins(0, px(8), 0, 0)
            words.addWidget(details)
        line = row(self, margins=(11, 7, 11, 7), gap=9) if narrow else row(self, margins=(16, 12, 16, 12), gap=16)
        line.addWidget(self.radio, 0, Qt.AlignmentFlag.AlignTop)
        if icon:
            line.addWidget(IconLabel(icon, "text2", 16 if narrow else 20), 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        self.radio.toggled.connect(self._show)
        self.radio.installEventFilter(FocusFrame(self))
        self._show(chosen=False)

    def _show(self, chosen: bool) -> None:
        restyle(self, on="true" if chosen else "false")
        if self.details is not None:
            self.details.setVisible(chosen)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.radio.setChecked(True)
        self.radio.setFocus()
        super().mousePressEvent(event)


class OptionRows(QWidget):
    """Rows of which one is chosen.

    Signals:
        chosen(str): the name of the row.
    """

    chosen = Signal(str)

    def __init__(self, rows: Sequence[OptionRow], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = tuple(rows)
        self._group = QButtonGroup(self)
        box = column(self, gap=8)
        for option in self.rows:
            self._group.addButton(option.radio)
            option.radio.toggled.connect(lambda on, name=option.name: self.chosen.emit(name) if on else None)
            box.addWidget(option)

    @property
    def value(self) -> str:
        """The name of the chosen row, empty when none is."""
        return next((option.name for option in self.rows if option.radio.isChecked()), "")

    def choose(self, name: str) -> None:
        """Choose a row by name."""
        for option in self.rows:
            if option.name == name:
                option.radio.setChecked(True)

    def take_focus(self) -> None:
        """Put the keyboard on the chosen row."""
        next((option.radio for option in self.rows if option.radio.isChecked()), self.rows[0].radio).setFocus()
