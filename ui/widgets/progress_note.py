"""Long work shown in place: a sentence, a thin bar, Cancel. It appears only when the work takes longer than a blink."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QProgressBar, QWidget

from ctip_desktop.tasks import Step
from ui.tasks import Job
from ui.widgets.base import ElidedLabel, column, row
from ui.widgets.button import Button

PATIENCE = 300
"""Milliseconds until the bar shows."""


class ProgressNote(QWidget):
    """Follows one job at a time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job: Job | None = None
        self._sentence = ElidedLabel("", "sub")
        self._bar = QProgressBar(textVisible=False)
        self._bar.setAccessibleName(self.tr("Progress"))
        self._cancel = Button(self.tr("Cancel"), size="small", clicked=self.cancel)
        line = row(gap=12)
        line.addWidget(self._sentence, 1)
        line.addWidget(self._cancel)
        box = column(self, gap=6)
        box.addLayout(line)
        box.addWidget(self._bar)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._patience.timeout.connect(self.show)
        self.hide()

    def follow(self, job: Job, sentence: str, *, can_cancel: bool = True) -> None:
        """Show a job's steps until it ends; call before it starts."""
        self._job = job
        self._show(Step(sentence))
        self._cancel.setVisible(can_cancel)
        job.step.connect(self._show)
        job.ended.connect(self._end)
        self._patience.start()

    def _show(self, step: Step) -> None:
        counted = f"{step.sentence}, {step.done:,} / {step.total:,}" if step.total else step.sentence
        self._sentence.setText(counted)
        self._bar.setRange(0, step.total)
        self._bar.setValue(step.done)

    @property
    def can_cancel(self) -> bool:
        """Whether a job is followed that can be stopped."""
        return self._job is not None and not self._cancel.isHidden()

    def cancel(self) -> None:
        """Ask the work to stop at its next safe place."""
        if self._job is not None:
            self._job.cancel()

    def _end(self) -> None:
        self._job = None
        self._patience.stop()
        self.hide()
