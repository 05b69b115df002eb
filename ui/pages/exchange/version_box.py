"""One version of an answer to be chosen: who, on which laptop, when, the answer, its note and sources, and what stood before."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from ctip_desktop.forms.model import Source
from ui.pages.exchange.cases import Side
from ui.widgets.base import IconLabel, Label, Line, column, restyle, row
from ui.widgets.chip import Avatar
from ui.words import day_words, part_date

_SOURCE_ICONS = {"own_visit": "pin", "media": "globe", "company": "company", "ngo": "users", "database": "layers"}


class VersionBox(QFrame):
    """A framed version with a radio button.

    Signals:
        chosen(int): the index of the version.
    """

    chosen = Signal(int)

    def __init__(self, side: Side, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.side = side
        self.setProperty("role", "version")
        self.radio = QRadioButton()
        who = self.tr("You") if side.mine else side.who
        self.radio.setAccessibleName(". ".join(part for part in (who, side.text, side.note) if part))
        self.radio.toggled.connect(self._show)
        box = column(self, gap=0)
        box.addLayout(self._head(who))
        box.addWidget(Line())
        box.addLayout(self._facts())
        box.addStretch()

    def _head(self, who: str) -> QHBoxLayout:
        line = row(margins=(16, 12, 16, 12), gap=12)
        line.addWidget(self.radio)
        line.addWidget(Avatar(self.side.who, 28))
        words = column(gap=0)
        words.addWidget(Label(who, "strong"))
        words.addWidget(Label(self.side.device, "caption2"))
        line.addLayout(words, 1)
        local = self.side.at.astimezone()
        line.addWidget(Label(f"{day_words(local.date())}, {local:%H:%M}", "caption2"))
        return line

    def _facts(self) -> QVBoxLayout:
        box = column(margins=(16, 12, 16, 14), gap=2)
        self._fact(box, self.tr("Answer"), Label(self.side.text, "section", wrap=True))
        if self.side.note:
            self._fact(box, self.tr("Note"), Label(self.side.note, wrap=True))
        if self.side.sources:
            box.addSpacing(6)
            box.addWidget(Label(self.tr("Sources"), "caption2"))
            for source in self.side.sources:
                box.addLayout(_source_line(source))
        if self.side.before:
            self._fact(box, self.tr("Answer before this"), Label(self.side.before, "sub", wrap=True))
        return box

    def _fact(self, box: QVBoxLayout, caption: str, value: Label) -> None:
        if box.count():
            box.addSpacing(6)
        box.addWidget(Label(caption, "caption2"))
        box.addWidget(value)

    def _show(self, on: bool) -> None:
        restyle(self, on="true" if on else "false")
        if on:
            self.chosen.emit(self.side.index)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.radio.setChecked(True)
        self.radio.setFocus()
        super().mousePressEvent(event)


def _source_line(source: Source) -> QHBoxLayout:
    line = row(margins=(0, 2, 0, 2), gap=8)
    line.addWidget(IconLabel(_SOURCE_ICONS.get(source.kind, "file"), "text2", 15))
    line.addWidget(Label(source.title or source.link, wrap=True), 1)
    if source.date:
        line.addWidget(Label(part_date(source.date), "caption2"))
    return line
