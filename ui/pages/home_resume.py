"""The bar on Home after the program ended while a form was open: what was open, what is safe, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QLocale
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from ui.pages.wizard_place import OpenPlace, close_place, open_place
from ui.session import Session
from ui.widgets.base import column
from ui.widgets.note_bar import NoteBar


class ResumeBar(QWidget):
    """Takes no room while there is nothing to come back to. go: opens a page by name with arguments."""

    def __init__(self, session: Session, go: Callable[[str, dict[str, Any]], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._go = go
        self.found: OpenPlace | None = None
        self.note = NoteBar(tone="info", icon="clock")
        self.resume = self.note.add_action(self.tr("Resume"), self._resume)
        self.keep = self.note.add_action(self.tr("Keep as draft"), self._keep)
        column(self, gap=0).addWidget(self.note)
        self.read()

    def read(self) -> None:
        """Look whether a form was left open."""
        self.found = open_place(self._session.workspace) if self._session.is_open else None
        self.note.setVisible(self.found is not None)
        if self.found is not None:
            self.note.show_note(self._safe(self.found), "info", strong=self._open(self.found))

    def showEvent(self, event: QShowEvent) -> None:
        """A form that was left by going somewhere else is closed by now."""
        super().showEvent(event)
        self.read()

    def _open(self, found: OpenPlace) -> str:
        from ui.forms.typed import show_moment  # only after a form was left open

        now = self._session.workspace.now().astimezone()
        at = found.at.astimezone()
        today = at.date() == now.date()
        when = f"{at:%H:%M}" if today else show_moment(at, QLocale())
        return (self.tr("{0} was open at {1}.") if today else self.tr("{0} was open on {1}.")).format(found.title, when)

    def _safe(self, found: OpenPlace) -> str:
        """Without a number: the line of the draft below says how many answers there are. Typing is kept at each pause, its end may be missing."""
        safe = self.tr("Your answers are safe.") if found.answers else self.tr("What you typed is safe.")
        return f"{safe} {self.tr('The last two seconds of typing may be missing.')}"

    def _resume(self) -> None:
        if self.found is not None:
            self._go("wizard", dict(self.found.where))

    def _keep(self) -> None:
        if self.found is not None:
            close_place(self._session.workspace, self.found.key)
        self.read()
