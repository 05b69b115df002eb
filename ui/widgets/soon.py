"""Something that is done a little later, once for many calls: the first call starts the time, so it is done however long the calls go on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


class Soon(QTimer):
    """Does `act` at the latest `interval` milliseconds after the first `ask`. `stop` calls it off."""

    def __init__(self, parent: QObject, interval: int, act: Callable[[], object]) -> None:
        super().__init__(parent, singleShot=True, interval=interval)
        self.timeout.connect(act)

    def ask(self, *_said: object) -> None:
        """Let it be done; a signal of any kind may lead here."""
        if not self.isActive():
            self.start()
