"""The first run as a whole: which step is shown, and what is done between them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from ctip_desktop.errors import WorldError
from ctip_desktop.tasks import Progress
from ui.opening import JOINING, RECOVERY_LATER, Opening
from ui.pages.first_run.backup import BackupStep
from ui.pages.first_run.passphrase import PassphraseStep
from ui.pages.first_run.recovery import RecoveryStep
from ui.pages.first_run.start import Begin, StartStep
from ui.pages.first_run.step import Step
from ui.tasks import Tasks
from ui.widgets.base import IconLabel, Label, Scroller, centred, column, row
from ui.widgets.brand import BrandMark
from ui.widgets.step_path import StepPath

if TYPE_CHECKING:
    from ctip_desktop.workspace.workspace import Workspace

__all__ = ["RECOVERY_LATER", "FirstRun"]

S = TypeVar("S", bound=Step)


class FirstRun(QWidget):
    """Steps in the middle of the window.

    Signals:
        opened(Workspace): ready to work. joined(Workspace): likewise, of a colleague's programme: the exchange comes next.
        unlock_wanted(Path): a file was chosen that needs its passphrase.
        sample_wanted(): look around.
        made(Path): the programme's file is there; the steps after it can be made up for later.
        left(): back to where the person came from, if `offer_back` was called.
    """

    opened = Signal(object)
    joined = Signal(object)
    unlock_wanted = Signal(Path)
    sample_wanted = Signal()
    made = Signal(Path)
    left = Signal()

    def __init__(self, tasks: Tasks, opening: Opening, folder: Path | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("window")
        self._tasks = tasks
        self._opening = opening
        self._workspace: Workspace | None = None
        self.start = StartStep(folder)
        self._path = StepPath([self.tr("Programme"), self.tr("Passphrase"), self.tr("Recovery key"), self.tr("Backup place")])
        self._arrange()
        self._connect()
        self.show_step(0)

    def _arrange(self) -> None:
        outer = column(self, gap=0)
        head = row(margins=(24, 10, 24, 0), gap=8)
        head.addWidget(BrandMark(28))
        head.addWidget(Label("CTIP Desktop", "section"))
        head.addStretch()
        outer.addLayout(head)
        scroller = Scroller(margins=(24, 6, 24, 8), gap=10)
        scroller.body.addLayout(centred(self._path))
        self._places = column(gap=0)
        scroller.body.addLayout(self._places)
        self._places.addLayout(centred(self.start))
        promise = row(gap=6)
        promise.addStretch()
        promise.addWidget(IconLabel("lock", "text3", 14))
        promise.addWidget(Label(self.tr("Everything stays on this laptop. The app never connects to the internet."), "caption"))
        promise.addStretch()
        scroller.body.addLayout(promise)
        scroller.body.addStretch()
        outer.addWidget(scroller, 1)

    def _connect(self) -> None:
        self.start.next.connect(self._begin)
        self.start.back.connect(self.left)

    @cached_property
    def passphrase(self) -> PassphraseStep:
        """Step 2, built when it is needed, as those after it."""
        step = self._added(PassphraseStep())
        step.back.connect(lambda: self.show_step(0))
        step.next.connect(self._create)
        return step

    @cached_property
    def recovery(self) -> RecoveryStep:
        """Step 3."""
        step = self._added(RecoveryStep())
        step.next.connect(lambda: self._recovery_done(later=False))
        step.later.connect(lambda: self._recovery_done(later=True))
        return step

    @cached_property
    def backup(self) -> BackupStep:
        """Step 4."""
        step = self._added(BackupStep())
        step.next.connect(self._finish)
        return step

    def _added(self, step: S) -> S:
        step.hide()
        self._places.addLayout(centred(step))
        return step

    @property
    def steps(self) -> tuple[Step, ...]:
        """All four, in order."""
        return (self.start, self.passphrase, self.recovery, self.backup)

    def show_step(self, number: int) -> None:
        """Show a step, from 0."""
        wanted = (lambda: self.start, lambda: self.passphrase, lambda: self.recovery, lambda: self.backup)[number]()
        for step in self.findChildren(Step):
            step.setVisible(step is wanted)
        self._path.show_step(number)
        wanted.take_focus()

    def offer_back(self) -> None:
        """Somebody came here from another screen for another file, and may not want to begin anything."""
        self.start.back_button.show()
        self.start.options.choose("open")

    def take_focus(self) -> None:
        """Put the keyboard into the first field."""
        self.start.take_focus()

    # --- what is done ----------------------------------------------------

    def _begin(self) -> None:
        begin = self.start.begin()
        if begin.way in ("create", "join"):
            self.passphrase.know((begin.programme, begin.person, begin.device))
            self.show_step(1)
        elif begin.way == "open" and begin.path is not None:
            self.unlock_wanted.emit(begin.path)
        elif begin.way == "restore":
            self._run(self.start, self.tr("Restoring and checking the backup"), lambda _progress: self._restored(begin), self.opened.emit)
        else:
            self.sample_wanted.emit()

    def _create(self) -> None:
        begin = self.start.begin()
        passphrase = self.passphrase.passphrase
        self._run(self.passphrase, self.tr("Making the encrypted file"), lambda _progress: self._made(begin, passphrase), self._created)

    def _made(self, begin: Begin, passphrase: str) -> Workspace:
        assert begin.path is not None
        _make_folder(begin.path.parent)
        names = {"programme": begin.programme, "person": begin.person, "device": begin.device}
        id_ = begin.card.programme_id if begin.card is not None else None
        made = self._opening.create(begin.path, **names, passphrase=passphrase, programme_id=id_)
        made.set_setting(JOINING, begin.card.text if begin.card is not None else None)
        return made

    def _restored(self, begin: Begin) -> Workspace:
        assert begin.backup is not None
        assert begin.path is not None
        _make_folder(begin.path.parent)
        return self._opening.restore(begin.backup, begin.path, begin.passphrase)

    def _created(self, workspace: Workspace) -> None:
        self._workspace = workspace
        workspace.set_setting(RECOVERY_LATER, True)  # until it is on paper, also when the program ends here
        self.made.emit(workspace.path)
        self.passphrase.forget()
        self.recovery.show_key(workspace.recovery_key(), workspace.programme)
        self.show_step(2)

    def _recovery_done(self, *, later: bool) -> None:
        assert self._workspace is not None
        self._workspace.set_setting(RECOVERY_LATER, True if later else None)
        self._path.put_off(2, later=later)
        self.backup.show_folder(self._workspace.backup_folder, self._workspace.path)
        self.show_step(3)

    def _finish(self) -> None:
        workspace, folder = self._workspace, self.backup.folder
        assert workspace is not None
        self._run(self.backup, self.tr("Making and checking the first backup"), lambda _progress: _first_backup(workspace, folder), self._finished)

    def _finished(self, workspace: Workspace) -> None:
        self._workspace = None
        (self.joined if workspace.setting(JOINING) else self.opened).emit(workspace)

    def _run(self, step: Step, sentence: str, work: Callable[[Progress], Any], done: Callable[[Any], object]) -> None:
        step.note.hide()
        step.next_button.setEnabled(False)
        job = self._tasks.prepare(work)
        step.progress.follow(job, sentence, can_cancel=False)
        job.done.connect(done)
        job.failed.connect(step.note.show_error)
        job.ended.connect(lambda: step.next_button.setEnabled(True))
        self._tasks.start(job)

    def close_workspace(self) -> None:
        """Close a workspace that was made but not handed over, because the window closes."""
        if self._workspace is not None:
            self._workspace.close()
            self._workspace = None


def _first_backup(workspace: Workspace, folder: Path) -> Workspace:
    from ctip_desktop.workspace import backups

    _make_folder(folder)
    backups.set_folder(workspace, folder)
    backups.make(workspace)
    backups.rehearse(workspace)
    return workspace


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        said = QCoreApplication.translate("FirstRun", "The folder “{folder}” cannot be made.").format(folder=folder)
        raise WorldError(said, next_step=QCoreApplication.translate("FirstRun", "Choose another folder.")) from error
