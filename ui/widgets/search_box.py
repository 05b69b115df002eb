"""A search field: answers while one types, Esc clears."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, Qt
from PySide6.QtWidgets import QWidget

from ui.widgets.base import IconLabel
from ui.widgets.in_line import InLine
from ui.widgets.plain_line import PlainLine

PAUSE = 150
"""Milliseconds after the last key until the search runs."""


class SearchBox(PlainLine):
    """A line edit with a magnifier.

    Signals:
        searched(str): the text, a short pause after the last key, or at once on Enter, on Tab and on clearing.
    """

    searched = Signal(str)

    escape_clears = True
    """Not where Escape closes what the box stands in."""

    def __init__(self, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setClearButtonEnabled(False)
        InLine(self, IconLabel("search", "text2", 16))
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.search_now)
        self._last = ""
        self.textChanged.connect(self._typed)
        self.returnPressed.connect(self.search_now)

    def search_now(self) -> None:
        """Emit the text now, if it is not what was searched last."""
        self._pause.stop()
        if self.text() != self._last:
            self._last = self.text()
            self.searched.emit(self._last)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text() and self.escape_clears:
            self.clear()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Who goes on to what is found stands in what fits the words: the next key must not meet a line that is just going out of sight."""
        super().focusOutEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.search_now()

    def _typed(self, text: str) -> None:
        if text:
            self._pause.start()
        else:
            self.search_now()
