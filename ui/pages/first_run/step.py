"""What the steps of the first run have in common: a title, a lead, and a footer with Back and Next."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.theme import px
from ui.widgets.base import Label, Line, column, row
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.note_bar import NoteBar
from ui.widgets.progress_note import ProgressNote

WIDTH = 640
NARROWEST = 1024
"""Pixels of the narrowest window: no card is wider, however large the text."""


class Step(Card):
    """One card of the first run; fill `middle`.

    Signals:
        next(): go on; only emitted when the step is complete.
        back(): one step back.
    """

    next = Signal()
    back = Signal()

    def __init__(self, title: str, lead: str, next_words: str, *, width: int = WIDTH, parent: QWidget | None = None) -> None:
        super().__init__(margins=(28, 16, 28, 14), gap=10, parent=parent)
        self.setFixedWidth(min(px(width), NARROWEST - 2 * px(24 + 8)))
        self.add(Label(title, "title"))
        if lead:
            self.add(Label(lead, "lead", wrap=True))
        self.middle = column(gap=10)
        self.body.addLayout(self.middle)
        self.note = NoteBar(tone="bad")
        self.note.hide()
        self.progress = ProgressNote()
        self.add(self.note, self.progress)
        self.body.addSpacing(px(6))
        self.add(Line())
        self.foot = row(margins=(0, 6, 0, 0))
        self.back_button = Button(self.tr("Back"), icon="left", clicked=self.back.emit)
        self.next_button = Button(next_words, "main", trailing="right", clicked=self.next.emit)
        self.foot.addWidget(self.back_button)
        self.foot.addStretch()
        self.foot.addWidget(self.next_button)
        self.body.addLayout(self.foot)

    def allow(self, *, complete: bool, why: str = "") -> None:
        """Let the person go on, or say in the tooltip what is missing."""
        self.next_button.setEnabled(complete)
        self.next_button.setToolTip("" if complete else why)

    def take_focus(self) -> None:
        """Put the keyboard on the first field."""
        self.next_button.setFocus()
