"""A menu of things to tick: Space ticks and the menu stays open, as the mouse does; Enter ticks and closes it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu


class TickMenu(QMenu):
    """Entries that can be ticked leave the menu open, so that several are chosen in one go."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self._tick():
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.actionAt(event.position().toPoint()) is self.activeAction() and self._tick():
            return
        super().mouseReleaseEvent(event)

    def _tick(self) -> bool:
        """Tick the marked entry; whether there was one to tick."""
        marked = self.activeAction()
        if marked is None or not marked.isCheckable() or not marked.isEnabled():
            return False
        marked.trigger()
        return True
