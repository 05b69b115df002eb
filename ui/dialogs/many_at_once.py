"""What dialogs share that do one thing with many records: a few at once, thousands beside the window, and one sentence about what became of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtWidgets import QWidget

from ctip_desktop.errors import WorldError
from ctip_desktop.operations.changes import Changes
from ctip_desktop.workspace.workspace import Workspace
from ui.dialogs.dialog import Dialog
from ui.session import Session
from ui.widgets.running import Running

LONG = 200
"""Records from which on it takes long enough to be done beside the window."""


class ManyAtOnce(Dialog):
    """records: their ids as hex. A subclass fills it and calls `write`."""

    puts_aside = False

    def __init__(self, session: Session, title: str, main: str, records: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(session, title, main, parent=parent)
        self.records = [UUID(hex=one) for one in records]
        self.running = Running(session)
        self.put_in_foot(self.running)

    def write(self, operation: Callable[[Workspace], Changes], sentence: str, said: Callable[[int], str]) -> None:
        """Do it, close, and offer the way back. sentence: what is being done; said: what was done with so many of them."""

        def done(changes: Changes | None) -> None:
            self._wait(False)
            self.accept()
            if changes is not None:
                self.undoable.emit(said(len(changes.records)))

        if len(self.records) < LONG:
            try:
                done(self.session.attempt(operation))
            except WorldError as error:
                self.show_error(error)
            return
        self._wait(True)
        workspace = self.session.workspace
        self.running.run(
            lambda _progress: operation(workspace), sentence, lambda changes: self._told(changes, done), failed=self._failed, can_cancel=False
        )

    def reject(self) -> None:
        """Not in the middle of it."""
        if not self.running.busy:
            super().reject()

    def _told(self, changes: Changes, done: Callable[[Changes], None]) -> None:
        self.session.refresh(changes)
        done(changes)

    def _failed(self, error: WorldError) -> None:
        self._wait(False)
        self.show_error(error)

    def _wait(self, busy: bool) -> None:
        self.scroller.setEnabled(not busy)
        for button in (self.main_button, self.cancel_button, self.close_button):
            button.setEnabled(not busy)
