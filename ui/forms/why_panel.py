"""Why we ask: the reason for a question, how to find out, an example, and where the question comes from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from ctip_desktop.forms.model import Form, Question
from ui.forms.make_field import SILENT
from ui.forms.results import explained, worked_out
from ui.theme import px
from ui.widgets.base import IconLabel, Label, Scroller, clear, column, row
from ui.widgets.button import IconButton
from ui.widgets.note_bar import NoteBar

WIDTH = 288
MOST_READ = 20
"""Questions that are listed under a result."""


class WhyText(QWidget):
    """The explanation of one question, without a frame: for the panel, and inside a card on narrow windows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = column(self, gap=4)

    def show_question(self, question: Question, number: str, *, own: bool, form: Form | None = None, results: bool = False, label: str = "") -> None:
        """Explain a question.

        own: the form is for the team's own reflection. form: says what a calculated answer is worked out from. results: how the results of the form
        are worked out, too. label: the question as it is asked now, with other answers filled in.
        """
        clear(self._lines)
        self._lines.addWidget(Label(f"{number} {label or question.label}".strip(), "strong", wrap=True))
        if question.why or question.type not in SILENT:
            self._lines.addWidget(Label(question.why or self.tr("There is no explanation for this question yet."), wrap=True))
        else:
            self._lines.addWidget(Label(self.tr("The program works this out from the answers. Nobody types it in."), wrap=True))
        if question.type in SILENT and form is not None:
            self._read(worked_out(form, question))
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
        if results and form is not None:
            self.add_results(form)
        self._own(own)

    def show_finish(self, form: Form, *, own: bool) -> None:
        """Explain the last page: what finishing means, and how each result is worked out."""
        clear(self._lines)
        self._lines.addWidget(Label(self.tr("Finishing the form"), "strong", wrap=True))
        self._lines.addWidget(Label(self._finishing(form), wrap=True))
        self.add_results(form)
        self._own(own)

    def show_results(self, form: Form, *, own: bool) -> None:
        """Explain the results alone, for the section that shows them."""
        clear(self._lines)
        self.add_results(form)
        self._own(own)

    def add_results(self, form: Form) -> None:
        """How each result of the form is worked out: the rules, and the answers they read."""
        for one in explained(form):
            self._heading(one.title)
            self._lines.addWidget(Label(one.how, wrap=True))
            for rule in one.rules:
                self._point(rule)
            self._read(one.read)

    def _finishing(self, form: Form) -> str:
        open_answers = self.tr("Unknown is an answer. What is listed here can wait, unless it is needed to finish.")
        if not form.closes:
            return open_answers
        return self.tr("A finished form is read only, until somebody opens it again.") + " " + open_answers

    def _read(self, labels: Sequence[str]) -> None:
        if not labels:
            return
        self._heading(self.tr("Worked out from these answers"))
        for label in labels[:MOST_READ]:
            self._point(label)
        if len(labels) > MOST_READ:
            self._point(self.tr("%n more", "", len(labels) - MOST_READ))

    def _own(self, own: bool) -> None:
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
        line.addWidget(bullet, 0, Qt.AlignmentFlag.AlignTop)
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
