"""The editor of one source: kind, title, link, date, file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QGridLayout, QLineEdit, QWidget

from ctip_desktop.forms.model import Source
from ui.forms.choice_field import QuietCombo
from ui.forms.fields import Surroundings
from ui.forms.take_in import TakeIn
from ui.forms.typed import read_date, show_date
from ui.theme import px
from ui.widgets.base import ElidedLabel, Label, column, row
from ui.widgets.button import Button

KINDS = ("company", "government", "media", "ngo", "database", "own_visit")


def kind_label(widget: QWidget, kind: str) -> str:
    """The words of a kind of source."""
    words = {
        "company": widget.tr("Company itself"),
        "government": widget.tr("Government or court"),
        "media": widget.tr("Media"),
        "ngo": widget.tr("NGO or union"),
        "database": widget.tr("Database"),
        "own_visit": widget.tr("Own visit or talk"),
    }
    return words.get(kind, "")


class SourceEditor(QFrame):
    """Kind, title, link, date and file of one source. What was begun is thrown away by a button alone: Escape asks first.

    Signals:
        done(Source | None): kept, or None when cancelled.
        edited: something was typed, chosen or taken in.
    """

    done = Signal(object)
    edited = Signal()

    def __init__(self, source: Source, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "sunken")
        self.source = source
        self.around = around
        self.title = QLineEdit(source.title, self)  # made in the order in which they are read, which is that of Tab
        self.kind = QuietCombo(self)
        self.kind.addItem(self.tr("Choose"), "")
        for kind in KINDS:
            self.kind.addItem(kind_label(self, kind), kind)
        self.kind.setCurrentIndex(max(0, self.kind.findData(source.kind)))
        self.link = QLineEdit(source.link, self)
        self.date = QLineEdit(show_date(source.date, around.locale), self)
        self.date.setPlaceholderText(self.tr("2025, Mar 2025 or 14 Mar 2025"))
        self.file_name = ElidedLabel(self.tr("A file is kept here.") if source.file else self.tr("No file"), "sub")
        self.complaint = Label("", "error", wrap=True)
        self.complaint.hide()
        self.asked = TakeIn(self)
        self.asked.taken.connect(self._take)
        self._leaving = self._ask_before_leaving()
        self._build()
        for line in (self.title, self.link, self.date):
            line.textChanged.connect(self.edited)
        self.kind.currentIndexChanged.connect(self.edited)
        self._blank = self.draft()

    # --- what is begun -------------------------------------------------------

    def draft(self) -> dict[str, str]:
        """Everything as it is typed, to be put aside."""
        typed = {"kind": str(self.kind.currentData()), "title": self.title.text(), "link": self.link.text(), "date": self.date.text()}
        return {**{name: str(value) for name, value in asdict(self.source).items()}, **typed}

    @property
    def begun(self) -> bool:
        """Whether something is typed, or a file taken in, that is not kept."""
        return self.draft() != self._blank

    def restore(self, draft: Mapping[str, str]) -> None:
        """Show what was put aside; it counts as begun."""
        self.source = replace(self.source, file=str(draft.get("file", "")))
        self.kind.setCurrentIndex(max(0, self.kind.findData(str(draft.get("kind", "")))))
        for line, name in ((self.title, "title"), (self.link, "link"), (self.date, "date")):
            line.setText(str(draft.get(name, "")))
        if self.source.file:
            self.file_name.setText(self.tr("A file is kept here."))
        self._blank = {}

    def leave(self) -> None:
        """Close, when nothing was begun; else ask."""
        if not self.begun:
            self.done.emit(None)
            return
        self._leaving.show()
        self._stay.setFocus()

    def _go_on(self) -> None:
        self._leaving.hide()
        self.title.setFocus()

    def _ask_before_leaving(self) -> QFrame:
        asked = QFrame(self)
        asked.setProperty("role", "choice")
        lines = column(asked, margins=(10, 8, 10, 8), gap=6)
        lines.addWidget(Label(self.tr("This source is not kept yet."), "strong", wrap=True))
        foot = row(gap=6)
        self._stay = Button(self.tr("Go on with it"), size="small", clicked=self._go_on)
        foot.addWidget(self._stay)
        foot.addWidget(Button(self.tr("Throw it away"), "quiet", size="small", clicked=lambda: self.done.emit(None)))
        foot.addStretch()
        lines.addLayout(foot)
        asked.hide()
        return asked

    # --- keeping -------------------------------------------------------------

    def keep(self) -> None:
        """Check and hand over."""
        date = read_date(self.date.text(), self.around.locale) if self.date.text().strip() else ""
        title = self.title.text().strip() or self.link.text().strip()
        if not title:
            self._complain(self.tr("The source has no title. Say what it is, or who told you."), self.title)
        elif date is None:
            self._complain(self.tr("This is not a date we can read. Write a year, a month or a day."), self.date)
        else:
            made = replace(self.source, kind=str(self.kind.currentData()), title=title, link=self.link.text().strip(), date=date)
            self.done.emit(made)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter keeps, Escape leaves, and asks first when something was begun. While it asks, Escape goes on with it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.keep()
        elif event.key() == Qt.Key.Key_Escape:
            (self.leave if self._leaving.isHidden() else self._go_on)()
        else:
            super().keyPressEvent(event)

    def _complain(self, sentence: str, line: QLineEdit) -> None:
        self.complaint.setText(sentence)
        self.complaint.show()
        line.setFocus()

    def _choose_file(self) -> None:
        path, _kind = QFileDialog.getOpenFileName(self, self.tr("Choose a file"))
        if path:
            self.asked.offer(Path(path))

    def _take(self, file: Path) -> None:
        found = self.around.keep_file(file)
        if found is not None:
            self.source = replace(self.source, file=found.id)
            self.file_name.setText(found.title)
            if not self.title.text().strip():
                self.title.setText(file.stem)
            self.edited.emit()
        self.title.setFocus()  # the button that had it is gone: without this Escape would close the whole form

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(6))
        parts = (
            (self.tr("What is it?"), self.title),
            (self.tr("Kind"), self.kind),
            (self.tr("Where is it?"), self.link),
            (self.tr("How old is it?"), self.date),
        )
        for place, (words, part) in enumerate(parts):
            label = Label(words, "group")
            label.setBuddy(part)
            part.setAccessibleName(words)
            grid.addWidget(label, place // 2 * 2, place % 2)
            grid.addWidget(part, place // 2 * 2 + 1, place % 2)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        lines = column(self, margins=(12, 10, 12, 12), gap=8)
        lines.addLayout(grid)
        lines.addWidget(self.complaint)
        lines.addWidget(self.asked)
        lines.addWidget(self._leaving)
        foot = row()
        foot.addWidget(Button(self.tr("Choose file"), icon="clip", size="small", clicked=self._choose_file))
        foot.addWidget(self.file_name, 1)
        foot.addWidget(Button(self.tr("Cancel"), "quiet", size="small", clicked=self.leave))
        foot.addWidget(Button(self.tr("Keep this source"), size="small", clicked=self.keep))
        lines.addLayout(foot)
