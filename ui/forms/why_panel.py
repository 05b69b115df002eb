"""Why we ask: the reason for a question, how to find out, an example, and where the question comes from."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from ctip_desktop.forms.model import Question
from ui.theme import px
from ui.widgets.base import IconLabel, Label, Scroller, clear, column, row
from ui.widgets.button import IconButton
from ui.widgets.note_bar import NoteBar

WIDTH = 288


class WhyText(QWidget):
    """The explanation of one question, without a frame: for the panel, and inside a card on narrow windows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = column(self, gap=4)

    def show_question(self, question: Question, number: str, *, own: bool) -> None:
        """Explain a question. own: the form is for the team's own reflection."""
        clear(self._lines)
        self._lines.addWidget(Label(f"{number} {question.label}".strip(), "strong", wrap=True))
        self._lines.addWidget(Label(question.why or self.tr("There is no explanation for this question yet."), wrap=True))
        if question.how:
            self._heading(self.tr("How to find out"))
            for one in question.how:
                self._point(one)
        if question.example:
            self._heading(self.tr("Example"))
            self._lines.addWidget(Label(self.tr("“{0}”").format(question.example), wrap=True))
        if question.source:
            self._heading(self.tr("Where the question comes from"))
            self._lines.addWidget(Label(question.source, "caption2", wrap=True))
        if own:
            self._lines.addSpacing(px(8))
            self._lines.addWidget(NoteBar(self.tr("This form is for our team only. It is never printed for the company."), "", icon="lock"))

    def _heading(self, words: str) -> None:
        self._lines.addSpacing(px(8))
        self._lines.addWidget(Label(words, "strong"))

    def _point(self, words: str) -> None:
        line = row(gap=8, margins=(4, 0, 0, 0))
        bullet = Label("•")
        bullet.setFixedWidth(px(10))
        line.addWidget(bullet)
        line.addWidget(Label(words, wrap=True), 1)
        self._lines.addLayout(line)


class WhyPanel(QFrame):
    """The panel at the end of the window.

    Signals:
        closed: × was pressed.
    """

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "why")
        self.setAccessibleName(self.tr("Why we ask"))
        self.setFixedWidth(px(WIDTH))
        outer = column(self, gap=0)
        head = row(margins=(16, 14, 12, 8))
        head.addWidget(IconLabel("help", "accent", 18))
        head.addWidget(Label(self.tr("Why we ask"), "strong"), 1)
        head.addWidget(IconButton("x", self.tr("Close “Why we ask”"), clicked=self.closed.emit))
        outer.addLayout(head)
        scroller = Scroller(margins=(16, 4, 16, 16), gap=12)
        self.text = WhyText()
        scroller.body.addWidget(self.text)
        key = row(gap=6)
        key.addWidget(Label(self.tr("F1"), "key"))
        key.addWidget(Label(self.tr("shows or hides this panel"), "caption2"))
        key.addStretch()
        scroller.body.addLayout(key)
        scroller.body.addStretch()
        outer.addWidget(scroller, 1)
