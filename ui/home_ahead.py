"""Works out what Home will show on the coming days while nobody works, and keeps it in the file; see `ctip_desktop/queries/home.py`."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from ctip_desktop.errors import WorldError
from ui.auto_lock import AutoLock
from ui.session import Session

if TYPE_CHECKING:
    from ctip_desktop.tasks import Progress
    from ctip_desktop.workspace.workspace import Workspace

LOOKS = 20_000
"""Milliseconds between looks whether somebody works."""

REST = 60_000
"""Milliseconds without a key or the mouse after which nobody is disturbed."""


class HomeAhead(QObject):
    """Looks three times a minute; begins when nobody worked for one. When the program closes, the window does the same for what came after."""

    def __init__(self, session: Session, auto_lock: AutoLock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._auto_lock = session, auto_lock
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Begin to watch the open workspace."""
        self._timer.start(LOOKS)

    def stop(self) -> None:
        """Stop: it is locked."""
        self._timer.stop()

    def look(self) -> None:
        """Work it out beside the window if nobody works. What cannot be written now is worked out at the next start."""
        if not self._session.is_open or self._session.tasks.busy or self._auto_lock.idle < REST:
            return
        workspace = self._session.workspace
        self._session.tasks.start(self._session.tasks.prepare(lambda _progress: keep_home(workspace, _progress)))


def keep_home(workspace: Workspace, _progress: Progress | None = None) -> None:
    """Keep what Home will show, unless what is kept holds already. A full disk only makes the next start slower."""
    from ctip_desktop.queries.home import SETTING, ahead

    with suppress(WorldError):
        found = ahead(workspace, workspace.now())
        if found is not None:
            workspace.set_setting(SETTING, found)
