"""The parts of the company page as a list to choose from, where large text leaves no room for them beside the page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.forms.choice_field import QuietCombo
from ui.pages.company.nav import FORM

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class PartPicker(QuietCombo):
    """Up and Down walk from part to part, past entries that open a form: those are chosen in the open list, so that walking by opens nothing.

    Signals:
        wanted(str): a part, or a form by its name.
    """

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Part of this page"))
        self.activated.connect(lambda _place: self.wanted.emit(self.currentData()))

    def show_parts(self, parts: Sequence[tuple[str, str]], current: str) -> None:
        """Names and words of all parts; no signal."""
        self.clear()
        for name, words in parts:
            self.addItem(words, name)
        self.setCurrentIndex(self.findData(current))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key())) if not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier else None
        if step is None:
            super().keyPressEvent(event)
            return
        last = self.count() if step > 0 else -1
        for place in range(self.currentIndex() + step, last, step):
            if not str(self.itemData(place)).startswith(FORM):
                self.setCurrentIndex(place)
                self.wanted.emit(self.currentData())
                return
