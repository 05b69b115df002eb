"""A line to type in that leaves Ctrl+Z to the window while there is nothing typed to take back, and so with the keys for redo."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget


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


def redo_typing(widget: QWidget | None) -> bool:
    """Ctrl+Y where somebody types belongs to the text, as Ctrl+Shift+Z does; Qt itself knows that on Windows alone. Returns whether it did."""
    line = widget.lineEdit() if isinstance(widget, QComboBox) else widget
    if isinstance(line, PlainLine) and not line.isRedoAvailable():
        return False
    if not isinstance(line, QLineEdit | QPlainTextEdit):
        return False
    line.redo()
    return True
