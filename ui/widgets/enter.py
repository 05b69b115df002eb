"""Enter presses the button that has the keyboard: outside a dialog Qt knows only the space bar for that."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton

_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def enter_presses(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Press the button if this is Enter alone, not held down. Returns whether it was."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if event.key() not in _KEYS or held or event.isAutoRepeat():
        return False
    button.click()
    return True
