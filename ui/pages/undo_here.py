"""While a form is open, undo takes back what was done in it, and never the form itself or what it stands on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from ctip_desktop.operations.undo import newest
from ui.session import Session


class UndoHere(QObject):
    """Holds `session.undo_after` for a page as long as the page is shown."""

    def __init__(self, page: QWidget, session: Session) -> None:
        super().__init__(page)
        self._page, self._session, self._since = page, session, 0
        page.installEventFilter(self)

    def begin(self) -> None:
        """From now on: another form is open in the page."""
        self._since = self._session.ask(newest)
        if self._page.isVisible():
            self._session.undo_after = self._since

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The floor holds while the page is shown, and for no other page."""
        if event.type() == QEvent.Type.Show:
            self._session.undo_after = self._since
        elif event.type() == QEvent.Type.Hide:
            self._session.undo_after = 0
        return super().eventFilter(watched, event)
