"""A menu whose entries are found by their first letter, as in a list."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu


class LetterMenu(QMenu):
    """A letter goes to the next entry that begins with it; Enter chooses, as ever."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if not (plain and event.text().strip() and self._step(event.text().casefold())):
            super().keyPressEvent(event)

    def _step(self, letter: str) -> bool:
        """Mark the next entry; whether there is one."""
        entries = [one for one in self.actions() if one.isEnabled() and not one.isSeparator()]
        marked = self.activeAction()
        at = entries.index(marked) + 1 if marked in entries else 0
        found = next((one for one in entries[at:] + entries[:at] if one.text().casefold().startswith(letter)), None)
        if found is not None:
            self.setActiveAction(found)
        return found is not None
