"""A line to type in that leaves Ctrl+Z to the window while there is nothing typed to take back."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit


class PlainLine(QLineEdit):
    """Qt keeps Ctrl+Z for itself in every line, also in one that has nothing to take back."""

    def event(self, event: QEvent) -> bool:
        undo = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and event.matches(QKeySequence.StandardKey.Undo)
        if undo and not self.isUndoAvailable():
            event.ignore()
            return False
        return super().event(event)

    def empty(self) -> None:
        """Clear it for good: Ctrl+Z does not bring the text back."""
        self.setText("")
