"""Two answers that came together: both in full, who, laptop, when, sources; keep one, write a new one, or decide later. Keys 1 to 3."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QWidget

from ui.forms.card_view import Version
from ui.forms.typed import show_moment
from ui.theme import look, px
from ui.widgets.base import IconLabel, Label, column, row
from ui.widgets.button import Button
from ui.widgets.chip import Avatar
from ui.widgets.note_bar import NoteBar


class ConflictCard(QFrame):
    """The versions side by side.

    Signals:
        kept(int): the index of the version to keep. new_wanted: a new answer will be written. later: go on, settle another time.
    """

    kept = Signal(int)
    new_wanted = Signal()
    later = Signal()

    def __init__(self, versions: Sequence[Version], locale: QLocale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.versions = tuple(versions)
        self._locale = locale
        self.boxes = [self._box(version) for version in self.versions]
        self.write_new = Button(self.tr("Write a new answer"), icon="pencil", clicked=self.new_wanted.emit)
        self.decide_later = Button(self.tr("Decide later"), "quiet", clicked=self.later.emit)
        lines = column(self, gap=10)
        lines.addWidget(NoteBar(self._sentence(), "two", strong=self._headline()))
        grid = QGridLayout()
        grid.setSpacing(px(12))
        across = 1 if look().large else 2  # with large letters one below the other
        for place, box in enumerate(self.boxes):
            grid.addWidget(box, *divmod(place, across))
        lines.addLayout(grid)
        foot = row(gap=8)
        foot.addWidget(self.write_new)
        foot.addWidget(self.decide_later)
        foot.addStretch()
        lines.addLayout(foot)
        lines.addWidget(Label(self.tr("The other answer stays in the history."), "caption2", wrap=True))

    def first(self) -> QWidget:
        """The first version."""
        return self.boxes[0]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit keeps that version; the digit after the last one writes a new answer."""
        number = int(event.text()) if event.text().isdecimal() else 0
        if 1 <= number <= len(self.versions):
            self.kept.emit(self.versions[number - 1].index)
        elif number == len(self.versions) + 1:
            self.new_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _headline(self) -> str:
        return self.tr("Two answers came together.") if len(self.versions) == 2 else self.tr("%n answers came together.", "", len(self.versions))

    def _sentence(self) -> str:
        other = next((version for version in self.versions if not version.mine), None)
        mine = any(version.mine for version in self.versions)
        if mine and other is not None and len(self.versions) == 2:
            who = other.who.split(" ")[0] or self.tr("a colleague")
            return self.tr("You and {0} answered on two laptops. Nothing is lost. Please choose, or leave it for later.").format(who)
        return self.tr("They were given on different laptops. Nothing is lost. Please choose, or leave it for later.")

    def _box(self, version: Version) -> QFrame:
        box = QFrame(self)
        box.setProperty("role", "version")
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        lines = column(box, margins=(12, 10, 12, 12), gap=6)
        who = self.tr("You") if version.mine else version.who
        when = show_moment(version.when, self._locale) if version.when else ""
        where = " · ".join(part for part in (version.device, when) if part)
        box.setAccessibleName(". ".join(part for part in (who, version.text, version.note, where) if part))
        head = row(gap=8)
        head.addWidget(Avatar(version.who, 22))
        words = column(gap=0)
        words.addWidget(Label(who, "strong"))
        words.addWidget(Label(where, "caption2", wrap=True))
        head.addLayout(words, 1)
        lines.addLayout(head)
        lines.addWidget(Label(version.text or self.tr("Not asked yet"), "question", wrap=True))
        if version.note:
            lines.addWidget(Label(version.note, "sub", wrap=True))
        if version.sources:
            lines.addLayout(self._sources(len(version.sources)))
        lines.addStretch()
        lines.addWidget(self._keep_button(version), 0, Qt.AlignmentFlag.AlignLeft)
        return box

    def _sources(self, count: int) -> QHBoxLayout:
        line = row(gap=6)
        line.addWidget(IconLabel("clip", "text2", 14))
        line.addWidget(Label(self.tr("1 source") if count == 1 else self.tr("%n sources", "", count), "caption2"))
        line.addStretch()
        return line

    def _keep_button(self, version: Version) -> Button:
        first_name = version.who.split(" ")[0]
        words = self.tr("Keep mine") if version.mine else self.tr("Take {0}’s").format(first_name) if first_name else self.tr("Take this one")
        button = Button(words, size="small", clicked=lambda: self.kept.emit(version.index))
        button.setAccessibleDescription(version.text)
        return button
