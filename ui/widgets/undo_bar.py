"""After a delete or a bulk change: what happened, and the way back, for twenty seconds; or what was taken back. Undo stays in the menu then."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer, Signal, SignalInstance
from PySide6.QtWidgets import QWidget

from ui.widgets.note_bar import NoteBar

SHOWN = 20_000
TOLD = 8_000
AGAIN = 1_000
"""Milliseconds: with the way back; what was taken back; until it looks again where the pointer is."""


class UndoBar(NoteBar):
    """A note at the bottom of the page, where it pushes nothing away. When its time is up it waits until the pointer is elsewhere: the room it
    leaves would move what somebody is about to press.

    Signals:
        undo(): the person wants it back.
        redo(): what was taken back is wanted after all.
    """

    undo = Signal()
    redo = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "", icon="okc", parent=parent)
        self._over = False  # its time is up
        self._timer = QTimer(self, singleShot=True, interval=SHOWN)
        self._timer.timeout.connect(self._time_up)
        self.button = self.add_action(self.tr("Undo"), partial(self._press, self.undo))
        self.again = self.add_action(self.tr("Redo"), partial(self._press, self.redo))
        self.add_close(self.tr("Close"))
        self.hide()

    def offer(self, sentence: str) -> None:
        """Show what happened, with Undo."""
        self._say(sentence, SHOWN, self.button)

    def tell(self, sentence: str, *, again: bool = False) -> None:
        """Say what was taken back, in place of the step that could be. again: with Redo."""
        self._say(sentence, TOLD, self.again if again else None)

    def _say(self, sentence: str, shown: int, offered: QWidget | None) -> None:
        self._over = False
        for button in (self.button, self.again):
            button.setVisible(button is offered)
        self.show_note(sentence)
        self.show()
        self._timer.start(shown)

    def _time_up(self) -> None:
        window = self.window()
        self._over = window.isActiveWindow() and window.underMouse()
        if self._over:
            self._timer.start(AGAIN)
        else:
            self.hide()

    def page_changed(self) -> None:
        """Everything moves now: what only waited for the pointer goes."""
        if self._over:
            self.hide()

    def _press(self, wanted: SignalInstance) -> None:
        self.hide()
        wanted.emit()
