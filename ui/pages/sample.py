"""Looking around: the invented programme is made in a folder that goes away, under a passphrase that the unlock screen says."""

from __future__ import annotations

import secrets
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ctip_desktop.tasks import Progress
from ui.opening import Opening
from ui.tasks import Job, Tasks
from ui.theme import px
from ui.widgets.base import Label, centred, column
from ui.widgets.brand import BrandMark
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.note_bar import NoteBar
from ui.widgets.progress_note import ProgressNote

if TYPE_CHECKING:
    from ctip_desktop.workspace.workspace import Workspace

_WIDTH = 460

_WORDS = ("amber", "basil", "cedar", "delta", "ember", "fjord", "ginger", "indigo", "jasmine", "kettle", "lemon", "maple", "nectar", "pepper")
"""For a passphrase that can be read and typed. The unlock screen says it, so it guards nothing; but a file needs one."""


class Sample:
    """The folder with the sample workspace; `close` removes it."""

    def __init__(self, opening: Opening) -> None:
        self._opening = opening
        self._folder = TemporaryDirectory(prefix="ctip-sample-", ignore_cleanup_errors=True)
        self.path = Path(self._folder.name) / "sample.ctip"
        self.passphrase = "-".join(secrets.choice(_WORDS) + str(secrets.randbelow(10)) for _ in range(4))

    def make(self, progress: Progress) -> Workspace:
        """Make it and open it; takes some seconds."""
        from ctip_desktop.interop.sample import load_sample

        load_sample(self.path, self.passphrase, progress)
        return self._opening.open(self.path, self.passphrase)

    def close(self) -> None:
        """Nothing is kept."""
        self._folder.cleanup()


class OpenSample(QWidget):
    """Shown while the sample is made.

    Signals:
        opened(Workspace): it is there.
        left(): the person went back, or it could not be made.
    """

    opened = Signal(object)
    left = Signal()

    def __init__(self, sample: Sample, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("window")
        self.setAccessibleName(self.tr("Preparing the sample programme"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._tasks = tasks
        self._sample = sample
        self._job: Job | None = None
        card = Card(margins=(28, 24, 28, 24), gap=12)
        card.setFixedWidth(px(_WIDTH))
        self.note = NoteBar(tone="bad")
        self.note.hide()
        self.progress = ProgressNote()
        self.back = Button(self.tr("Back"), icon="left", clicked=self._leave)
        card.add(BrandMark(40), Label(self.tr("Preparing the sample programme"), "section"))
        card.add(Label(self.tr("All people, companies and places in it are invented. Nothing is kept when you leave."), "sub", wrap=True))
        card.add(self.progress, self.note, self.back)
        outer = column(self)
        outer.addStretch(3)
        outer.addLayout(centred(card))
        outer.addStretch(4)

    def begin(self) -> None:
        """Make it."""
        self._job = self._tasks.prepare(self._sample.make)
        self.progress.follow(self._job, self.tr("Preparing the sample programme"), can_cancel=False)
        self._job.done.connect(self.opened)
        self._job.failed.connect(self.note.show_error)
        self._job.cancelled.connect(self.left)
        self._tasks.start(self._job)
        self.setFocus()  # not on Back: the key that began this, pressed once more, would end it

    def _leave(self) -> None:
        if self._job is not None and self._tasks.busy:
            self._job.cancel()
        else:
            self.left.emit()
