"""A line to type in that leaves Ctrl+Z to the window while there is nothing typed to take back, and so with the keys for redo."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit


class PlainLine(QLineEdit):
    """Qt keeps Ctrl+Z for itself in every line, also in one that has nothing to take back."""

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self._is_idle(event):
            event.ignore()
            return False
        return super().event(event)

    def _is_idle(self, event: QKeyEvent) -> bool:
        """Undo or redo is asked for, and there is nothing of it in this line."""
        undo, redo = event.matches(QKeySequence.StandardKey.Undo), event.matches(QKeySequence.StandardKey.Redo)
        return (undo and not self.isUndoAvailable()) or (redo and not self.isRedoAvailable())

    def empty(self) -> None:
        """Clear it for good: Ctrl+Z does not bring the text back."""
        self.setText("")
