"""Long work beside the window: a headless function on a thread, its progress and its end as signals.

The function gets a `Progress` (ctip_desktop/tasks.py) and must not touch a widget. All signals arrive on the window's thread.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal

from ctip_desktop.errors import WorldError
from ctip_desktop.tasks import Cancelled, Progress, Step

Work = Callable[[Progress], Any]


class Job(QObject):
    """One piece of long work.

    Signals:
        step(Step): what is being done now.
        done(object): the work's result.
        failed(WorldError): the world stopped it; nothing half-done is left behind.
        cancelled(): the person stopped it.
        broke(BaseException): a bug; goes to the crash dialog.
        ended(): after any of the four.
    """

    step = Signal(object)
    done = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    broke = Signal(object)
    ended = Signal()

    def __init__(self, work: Work, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._progress = Progress(self._say)

    def run(self) -> None:
        """Do the work on the calling thread and emit how it ended."""
        try:
            result = self._work(self._progress)
        except Cancelled:
            self.cancelled.emit()
        except WorldError as error:
            self.failed.emit(error)
        except Exception as error:  # handed to the crash dialog on the window's thread
            self.broke.emit(error)
        else:
            self.done.emit(result)
        self.ended.emit()

    def cancel(self) -> None:
        """Ask the work to stop at its next safe place."""
        self._progress.cancel()

    def _say(self, step: Step) -> None:
        self.step.emit(step)


class _Thread(QThread):
    def __init__(self, job: Job) -> None:
        super().__init__()
        self._job = job

    def run(self) -> None:
        self._job.run()


class Tasks(QObject):
    """Starts jobs and waits for them at the end.

    Signals:
        broke(BaseException): a bug in some job.
    """

    broke = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._threads: dict[Job, _Thread] = {}

    def prepare(self, work: Work) -> Job:
        """A job that has not begun, so that its signals can be connected first."""
        job = Job(work, self)
        job.broke.connect(self.broke)
        return job

    def start(self, job: Job) -> None:
        """Begin a prepared job on a thread of its own."""
        thread = _Thread(job)
        self._threads[job] = thread
        thread.finished.connect(lambda: self._forget(job))
        thread.start()

    @property
    def busy(self) -> bool:
        """Whether any job is running."""
        return bool(self._threads)

    def join(self, *, cancel: bool = True) -> None:
        """Wait for every job; used before the window closes."""
        for job, thread in list(self._threads.items()):
            if cancel:
                job.cancel()
            thread.wait()
        self._threads.clear()

    def _forget(self, job: Job) -> None:
        self._threads.pop(job, None)


class InlineTasks(Tasks):
    """Runs each job at once on the calling thread: for tests and for `--shot`, where nothing may depend on timing."""

    def start(self, job: Job) -> None:
        """Run the job before returning."""
        job.run()
