"""What is left out of a print and why, and what the leak check found in the finished file."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ctip_desktop.errors import WorldError
from ctip_desktop.reports.audience import Audience, LeftOut
from ctip_desktop.reports.build import Report
from ui.theme import px
from ui.widgets.base import Label, Line, clear, column, row
from ui.widgets.chip import Count
from ui.widgets.note_bar import NoteBar


class LeftOutPane(QWidget):
    """A list with counts, and the result of the check in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = column(self, margins=(16, 14, 16, 14), gap=5)
        self.check = NoteBar("", "ok")
        self._refusal: WorldError | None = None

    def show_report(self, report: Report, audience: Audience) -> None:
        """What was left out of this print."""
        self._begin()
        total = sum(one.count for one in report.left_out)
        head = row(gap=8)
        head.addWidget(Label(self._heading(audience), "strong", wrap=True))
        if total:
            head.addWidget(Count(total))
        head.addStretch()
        self._box.addLayout(head)
        self._add_check(report, total)
        if not report.left_out:
            self._box.addWidget(Label(self.tr("Nothing. This reader may see everything that is on it."), "sub", wrap=True))
        for one in report.left_out:
            self._box.addWidget(_row(one))
            self._box.addWidget(Line())
        if report.missing:
            signs = self.tr("%n characters have no letters in our fonts. They are printed as a sign.", "", len(report.missing))
            self._box.addWidget(NoteBar(signs, "warn"))
        if audience is not Audience.INTERNAL:
            words = self.tr("Sharing marks of the forms decide what a reader may see. What an agreement forbids cannot be added back.")
            self._box.addWidget(Label(words, "caption2", wrap=True))
        self._box.addStretch()

    def show_refusal(self, error: WorldError) -> None:
        """Why there is no print."""
        self._begin()
        note = NoteBar(tone="bad")
        note.show_note(" ".join(part for part in (error.kept, error.next_step) if part), "bad", strong=error.what)
        self._box.addWidget(note)
        self._box.addStretch()

    def show_nothing(self) -> None:
        """Before there is anything to say."""
        self._begin()

    def _begin(self) -> None:
        clear(self._box)

    def _heading(self, audience: Audience) -> str:
        return {
            Audience.INTERNAL: self.tr("Left out for the team"),
            Audience.PARTNER: self.tr("Left out for this partner"),
            Audience.DONOR: self.tr("Left out for the donor"),
            Audience.PUBLIC: self.tr("Left out for the public"),
        }[audience]

    def _add_check(self, report: Report, total: int) -> None:
        self.check = NoteBar("", "ok")
        try:
            report.check()
        except WorldError as error:
            self.check.show_note(f"{error.what} {error.next_step}", "bad", strong=self.tr("The leak check stopped this print."))
        else:
            none = self.tr("Nothing was left out, so there is nothing to look for.")
            some = self.tr("None of the %n values left out is in the text, the details of the file or its links.", "", total)
            self.check = NoteBar("", "ok", icon="shieldok")
            self.check.show_note(some if total else none, "ok", strong=self.tr("Leak check passed."))
        self._box.addWidget(self.check)


def _row(one: LeftOut) -> QWidget:
    holder = QWidget()
    line = row(holder, margins=(0, 2, 0, 2), gap=10)
    count = Label(f"{one.count:,}", "strong")
    count.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
    count.setMinimumWidth(px(24))
    line.addWidget(count, 0, Qt.AlignmentFlag.AlignTop)
    words = column(gap=0)
    words.addWidget(Label(one.what, wrap=True))
    words.addWidget(Label(one.why, "caption2", wrap=True))
    line.addLayout(words, 1)
    return holder
