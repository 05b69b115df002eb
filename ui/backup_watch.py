"""Makes a backup when one is due, and tries one out now and then, while the person works."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from ctip_desktop.errors import WorldError
from ctip_desktop.tasks import Progress
from ui.session import Session

if TYPE_CHECKING:
    from ctip_desktop.workspace.workspace import Workspace

FIRST_LOOK = 60_000
NEXT_LOOKS = 3_600_000
"""Milliseconds after unlocking, and between further looks."""

TRY_EVERY = timedelta(days=7)


class BackupWatch(QObject):
    """Looks a minute after unlocking and then every hour; what is due is decided by `workspace/backups.py`."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Begin to watch the open workspace."""
        self._timer.start(FIRST_LOOK)

    def stop(self) -> None:
        """Stop: it is locked."""
        self._timer.stop()

    def look(self) -> None:
        """Make and try what is due, beside the window. A failure is said in place."""
        self._timer.start(NEXT_LOOKS)
        workspace = self._session.workspace
        job = self._session.tasks.prepare(lambda _progress: keep_up(workspace, _progress))
        job.done.connect(lambda something: self._session.refresh() if something else None)
        job.failed.connect(self._failed)
        self._session.tasks.start(job)

    def _failed(self, error: WorldError) -> None:
        self._session.refresh()  # Home says it, too
        self._session.failed.emit(error)


def keep_up(workspace: Workspace, _progress: Progress | None = None, *, closing: bool = False) -> bool:
    """Make a backup if one is due, and restore one for trying if that is long ago. Whether anything was done. Raises WorldError.

    closing: every change since the last backup makes one due.
    """
    from ctip_desktop.workspace import backups

    made = (backups.make_if_due(workspace, timedelta(0)) if closing else backups.make_if_due(workspace)) is not None
    health = backups.health(workspace)
    if health.made_at is not None and (health.rehearsed_at is None or workspace.now() - health.rehearsed_at > TRY_EVERY):
        backups.rehearse(workspace)
        return True
    return made
