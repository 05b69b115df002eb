"""Runs one piece of long work, shows its progress in place, and hands its result over once it has ended."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from ctip_desktop.errors import WorldError
from ui.session import Session
from ui.tasks import Work
from ui.widgets.progress_note import ProgressNote


class Running(ProgressNote):
    """A progress note that starts the work itself. What comes after the workspace was locked is dropped: nobody may show it any more."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._after: Callable[[], object] | None = None
        self.busy = False

    def run(
        self,
        work: Work,
        sentence: str,
        done: Callable[[Any], object],
        *,
        failed: Callable[[WorldError], object],
        stopped: Callable[[], object] | None = None,
        can_cancel: bool = True,
    ) -> None:
        """Do it; `done` gets the result, `failed` the refusal, `stopped` is called after Cancel. A second call while one runs does nothing."""
        if self.busy:
            return
        self.busy = True
        self._after = stopped
        job = self._session.tasks.prepare(work)
        job.done.connect(lambda result: self._then(lambda: done(result)))
        job.failed.connect(lambda error: self._then(lambda: failed(error)))
        job.broke.connect(lambda _error: self._then(None))
        self.follow(job, sentence, can_cancel=can_cancel)
        job.ended.connect(self._ended)
        self._session.tasks.start(job)

    def _then(self, call: Callable[[], object] | None) -> None:
        self._after = call

    def _ended(self) -> None:
        self.busy = False
        after, self._after = self._after, None
        if after is not None and self._session.is_open:
            after()
