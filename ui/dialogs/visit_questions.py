"""What can be asked at a visit, with a box to tick for each: what has aged first, then what is open, by form."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import groupby

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from ctip_desktop.queries.visits import PAGE, OpenConcern, Question, VisitPack, fit
from ctip_desktop.reports.build import QuestionKey
from ui.widgets.base import IconLabel, Label, clear, column, row
from ui.widgets.button import Button
from ui.widgets.empty import Empty
from ui.widgets.tick_line import TickLine
from ui.words import day_words, promise_words

_PAUSE = 500  # milliseconds after the last tick until the sheet is made anew
_FEWER, _FEWEST = 2, 4  # lines taken off when the sheet is longer than a page; as few as that it stays
NOBODY: QuestionKey = ("", "")
"""Stands for no question at all: a print without a choice holds what fits."""


def key_of(question: Question) -> QuestionKey:
    """How a print names a question."""
    return question.record or question.form, question.path


class _Box(QCheckBox):
    """A box that leaves ↑ and ↓ to its list. (By itself a button would go on to whatever comes next.)"""

    step = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if step:
            self.step.emit(step)
        else:
            super().keyPressEvent(event)


class _Tick(TickLine):
    """One question: a box, its words, and a line below."""

    def __init__(self, question: Question, caption: str, parent: QWidget | None = None) -> None:
        super().__init__(question.label, caption, box=(box := _Box()), parent=parent)
        self.question = question
        self.step = box.step


class VisitQuestions(QWidget):
    """One tab stop: ↑↓ go from box to box, Space ticks.

    Signals:
        changed(): other questions are ticked; waits for the last of several.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("What to ask"))
        self.ticks: list[_Tick] = []
        self._pack: VisitPack | None = None
        self._room = PAGE
        self._pages = 1
        self._by_us = True  # what is ticked is what we thought fits, and nobody has changed it
        self._wait = QTimer(self, singleShot=True, interval=_PAUSE)
        self._wait.timeout.connect(self.changed)
        outer = column(self, margins=(16, 14, 16, 14), gap=6)
        head = row(gap=8)
        head.addWidget(Label(self.tr("What to ask"), "strong"), 1)
        self.fitting = Button(self.tr("What fits"), "link", clicked=self._tick_fitting)
        self.none = Button(self.tr("None"), "link", clicked=lambda: self.tick(()))
        head.addWidget(self.fitting)
        head.addWidget(self.none)
        outer.addLayout(head)
        self.said = Label("", "caption2", wrap=True)
        outer.addWidget(self.said)
        self._list = column(gap=3)
        outer.addLayout(self._list)
        outer.addStretch()

    # --- what is shown ---------------------------------------------------

    def show_pack(self, pack: VisitPack | None) -> None:
        """Offer the questions of a company; those that fit on a page are ticked. None: no company is chosen yet."""
        clear(self._list)
        self.ticks, self._pack = [], pack
        for button in (self.fitting, self.none):
            button.setVisible(pack is not None and bool(pack.aged or pack.open))
        if pack is not None:
            self._fill(pack)
        self._tick_fitting()
        self._wait.stop()

    def _fill(self, pack: VisitPack) -> None:
        if pack.nothing:
            self._list.addWidget(Empty(self.tr("Nothing is open and nothing has aged"), self.tr("Go and listen."), icon="okc"))
        if pack.aged:
            self._group(self.tr("Ask again: it has aged"), pack.aged)
        for form, found in groupby(pack.open, key=lambda each: each.form_title):
            self._group(self.tr("Still open: {form}").format(form=form), tuple(found))
        if pack.promises:
            self._heading(self.tr("Promised and not done yet"))
            for promise in pack.promises:
                due = self.tr("due {day}").format(day=day_words(promise.due)) if promise.due else self.tr("no day said")
                self._fact("phone", promise_words(promise.text, promise.theirs), due)
        if pack.concerns:
            self._heading(self.tr("Not settled yet"))
            for concern in pack.concerns:
                self._fact("flag" if concern.deal_breaker else "alert", concern.text, self._about(concern))

    def _about(self, concern: OpenConcern) -> str:
        speak = concern.theirs or concern.may_share is True
        words = f"{concern.side_label}: {concern.kind_label.lower()}"
        return words if speak else self.tr("{concern}. Told in trust: it is not on the sheet.").format(concern=words)

    def _heading(self, words: str) -> None:
        label = Label(words, "group", wrap=True)
        label.setContentsMargins(0, 8, 0, 2)
        self._list.addWidget(label)

    def _group(self, words: str, questions: Sequence[Question]) -> None:
        self._heading(words)
        for question in questions:
            tick = _Tick(question, self._caption(question))
            tick.box.toggled.connect(self._ticked)
            tick.step.connect(partial(self._move, len(self.ticks)))
            tick.box.setFocusPolicy(Qt.FocusPolicy.ClickFocus if self.ticks else Qt.FocusPolicy.StrongFocus)
            self.ticks.append(tick)
            self._list.addWidget(tick)

    def _caption(self, question: Question) -> str:
        if question.months is not None:
            return self.tr("{answer} (%n months old)", "", question.months).format(answer=question.answer)
        return self.tr("asked before, nobody knew") if question.unknown else ""

    def _fact(self, sign: str, words: str, caption: str) -> None:
        line = row(gap=7)
        line.addWidget(IconLabel(sign, "text2", 15), 0, Qt.AlignmentFlag.AlignTop)
        both = column(gap=0)
        both.addWidget(Label(words, wrap=True))
        both.addWidget(Label(caption, "caption", wrap=True))
        line.addLayout(both, 1)
        self._list.addLayout(line)

    # --- what is ticked --------------------------------------------------

    @property
    def chosen(self) -> tuple[QuestionKey, ...]:
        """The questions that are ticked."""
        return tuple(key_of(tick.question) for tick in self.ticks if tick.box.isChecked())

    def tick(self, keys: Sequence[QuestionKey]) -> None:
        """Tick these alone."""
        for tick in self.ticks:
            tick.box.setChecked(key_of(tick.question) in keys)
        self._ticked()

    def make_room(self, lines: int) -> None:
        """How many open questions fit on the paper."""
        self._room = lines

    def tick_fewer(self) -> bool:
        """Tick a few less, when it was our guess that so many fit. False when a person ticked, or few are left."""
        if not self._by_us or self._room <= _FEWEST:
            return False
        self.make_room(self._room - _FEWER)
        self._tick_fitting()
        self._wait.stop()
        return True

    def say_pages(self, pages: int) -> None:
        """How many pages the sheet takes with what is ticked."""
        self._pages = pages
        self._say()

    def _tick_fitting(self) -> None:
        fitting = fit(self._pack, self._room) if self._pack is not None else None
        self.tick([key_of(question) for question in (*fitting.aged, *fitting.open)] if fitting is not None else ())
        self._by_us = True

    def _ticked(self) -> None:
        self._by_us = False
        self._say()
        self._wait.start()

    def _say(self) -> None:
        words = self.tr("%n of {all} ticked.", "", len(self.chosen)).format(all=len(self.ticks)) if self.ticks else ""
        if self._pages > 1:
            words = self.tr("{ticked} They take %n pages. Untick some to stay on one.", "", self._pages).format(ticked=words)
        self.said.setText(words)
        self.said.setVisible(bool(words))

    # --- keys ------------------------------------------------------------

    def take_focus(self) -> None:
        """Put the keyboard on the first box."""
        if self.ticks:
            self.ticks[0].box.setFocus(Qt.FocusReason.TabFocusReason)

    def _move(self, here: int, step: int) -> None:
        boxes = [tick.box for tick in self.ticks]
        there = boxes[min(max(here + step, 0), len(boxes) - 1)]
        for box in boxes:
            box.setFocusPolicy(Qt.FocusPolicy.StrongFocus if box is there else Qt.FocusPolicy.ClickFocus)
        there.setFocus(Qt.FocusReason.TabFocusReason)
