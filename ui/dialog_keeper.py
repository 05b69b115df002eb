"""Open dialogs and what is typed in them: kept while somebody types, and shown again after a lock, a crash or an empty battery."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from ctip_desktop.errors import WorldError
from ui.session import Session

if TYPE_CHECKING:
    from ui.dialogs.dialog import Dialog
    from ui.shell import Shell

SETTING = "open_dialogs"
"""Setting of this laptop: name, arguments and draft of each dialog that is open. Erasing for good looks through it as through every setting."""

LOOKS = 1_500
"""Milliseconds between two looks at what is typed, while a dialog is open."""


class DialogKeeper(QObject):
    """Between a lock and the way back every open dialog is kept; while somebody works those with something typed, in case the program ends."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shell: Shell | None = None
        self._kept: list[dict[str, Any]] = []
        self._in_memory: list[dict[str, Any]] = []
        self._looks = QTimer(self, interval=LOOKS)
        self._looks.timeout.connect(self._look)

    def watch(self, shell: Shell) -> None:
        """Look after the dialogs of this shell from now on."""
        self._shell, self._kept = shell, []
        shell.dialog_shown.connect(self._watch_dialog)

    def keep(self) -> None:
        """Keep every open dialog, whether something is typed in it or not, and look no more: they are closed next."""
        self._looks.stop()
        if self._shell is None:
            return
        self._in_memory = self._shell.open_dialogs()
        self._shell = None
        with suppress(WorldError):  # a full disk must not stop the lock; the words then wait in memory
            self._session.workspace.set_setting(SETTING, self._in_memory or None)
            self._in_memory = []

    def reopen(self) -> None:
        """Show what was kept again; it is kept anew from there on."""
        kept = self._in_memory or self._session.workspace.setting(SETTING) or []
        self._in_memory = []
        if kept:
            self._session.workspace.set_setting(SETTING, None)
        if self._shell is None:
            return
        for one in kept:
            self._shell.show_dialog(one["name"], one["arguments"], one["draft"])

    def _watch_dialog(self, dialog: Dialog) -> None:
        dialog.finished.connect(self._look)
        self._looks.start()

    def _look(self) -> None:
        if self._shell is None or not self._session.is_open:
            return
        dialogs = self._shell.dialogs()
        if not dialogs:
            self._looks.stop()
        typed = [dialog.state() for dialog in dialogs if dialog.unfinished()]
        if typed != self._kept:
            with suppress(WorldError):  # a full disk must not stop the typing; the dialog says so when it keeps or closes
                self._session.workspace.set_setting(SETTING, typed or None)
                self._kept = typed
