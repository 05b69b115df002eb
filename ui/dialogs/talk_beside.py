"""What stands beside a talk while it is written: the signs, promises that may be kept now, and the open questions with their numbers."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QCheckBox, QGridLayout, QListWidget, QListWidgetItem, QWidget

from ctip_desktop.queries.views import OpenPromise
from ctip_desktop.queries.visits import Question
from ui.dialogs.talk_editor import KEYS
from ui.dialogs.talk_reading import kind_words
from ui.theme import px
from ui.widgets.base import Label, clear, column
from ui.widgets.card import Card
from ui.widgets.tick_line import TickLine
from ui.words import day_words, promise_words

_SIGNS = ("", "#3 ", "! ", "? ", "+ ", "“ ", "< ")
_ROWS = 4


class TalkBeside(QWidget):
    """Signals: wanted(int): the answer to this question is to be written, from 1."""

    wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outer = column(self, gap=6)
        outer.addWidget(Label(self.tr("A sign at the beginning says what a line is"), "strong", wrap=True))
        signs = QGridLayout()
        signs.setVerticalSpacing(px(2))
        for place, (kind, sign) in enumerate(zip(KEYS, _SIGNS, strict=True)):
            signs.addWidget(Label(self._sign(sign, kind_words(kind), place + 1), "sub"), place % _ROWS, place // _ROWS)
        outer.addLayout(signs)
        outer.addWidget(Label(self.tr("A promise may end with a day: “by 20 Oct”, or “@ +7” for in a week."), "caption", wrap=True))
        self._promises = column(gap=2)
        outer.addLayout(self._promises)
        self.boxes: dict[UUID, QCheckBox] = {}
        self._heading = Label(self.tr("Still open: write “#” and the number"), "strong", wrap=True)
        outer.addWidget(self._heading)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Open questions"))
        self.list.setWordWrap(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setSpacing(1)
        self.list.setMinimumHeight(px(120))
        self.list.itemActivated.connect(lambda item: self.wanted.emit(self.list.row(item) + 1))
        frame = Card(margins=(1, 1, 1, 1))
        frame.add(self.list)
        self._frame = frame
        outer.addWidget(frame, 1)

    def _sign(self, sign: str, words: str, place: int) -> str:
        if not sign:
            return self.tr("no sign: {kind} (Ctrl+{place})").format(kind=words.lower(), place=place)
        return self.tr("{sign}  {kind} (Ctrl+{place})").format(sign=sign.strip(), kind=words, place=place)

    def minimumSizeHint(self) -> QSize:
        return QSize(px(220), px(200))

    def show_open(self, promises: Sequence[OpenPromise], questions: Sequence[Question]) -> None:
        """Show another company's; nothing is ticked."""
        clear(self._promises)
        self.boxes = {}
        if promises:
            self._promises.addWidget(Label(self.tr("Kept with this talk?"), "strong"))
        for promise in promises:
            due = promise_words(promise.text, promise.theirs)
            if promise.due:
                due = self.tr("{promise} (due {day})").format(promise=due, day=day_words(promise.due))
            line = TickLine(due, name=self.tr("Kept: {promise}").format(promise=due))
            self.boxes[promise.record] = line.box
            self._promises.addWidget(line)
        self.list.clear()
        for n, question in enumerate(questions, 1):
            aged = self.tr("{n}  {question} Known: {answer}").format(n=n, question=question.label, answer=question.answer)
            self.list.addItem(
                QListWidgetItem(aged if question.months is not None else self.tr("{n}  {question}").format(n=n, question=question.label))
            )
        self._frame.setVisible(bool(questions))
        self._heading.setVisible(bool(questions))

    @property
    def kept(self) -> tuple[UUID, ...]:
        """The promises that this talk keeps."""
        return tuple(promise for promise, box in self.boxes.items() if box.isChecked())

    def tick(self, promises: Collection[str]) -> None:
        """Tick promises by hex id."""
        for promise, box in self.boxes.items():
            box.setChecked(promise.hex in promises)
