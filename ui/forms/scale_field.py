"""A mark on a scale, with the meaning of its values in place; or a number from a longer range."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from ctip_desktop.forms.model import Answer, Question, State
from ui.forms.fields import Field, Surroundings, unknown
from ui.widgets.base import column
from ui.widgets.scale import CANNOT_JUDGE, Scale

LONGEST = 11
"""A range with more steps than this is typed as a number."""


def is_short(question: Question) -> bool:
    """Whether a range is short enough for a row of cells."""
    try:
        low, high, step = (float(question.parameters.get(name, standard)) for name, standard in (("start", "1"), ("end", "10"), ("step", "1")))
    except ValueError:
        return False
    return step == 1 and low == int(low) and high == int(high) and low >= 0 and 1 <= high - low < LONGEST


class ScaleField(Field):
    """Marks as cells; "cannot judge" is the state unknown. Below them stands what the values mean."""

    has_unknown = True
    wide = True

    def __init__(self, question: Question, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(question, around, parent)
        low, high = (int(float(question.parameters.get(name, standard))) for name, standard in (("start", "1"), ("end", "10")))
        anchors = {int(value): text for value, text in question.anchors.items() if value.isdecimal()}
        self.scale = Scale(question.label, low=low, high=high, anchors=anchors, parent=self)
        self.scale.marked.connect(self._marked)
        self.meaning = QLabel(self)
        self.meaning.setProperty("role", "caption2")
        self.meaning.setWordWrap(True)
        self.meaning.setTextFormat(Qt.TextFormat.PlainText)
        lines = column(self, gap=4)
        lines.addWidget(self.scale)
        lines.addWidget(self.meaning)
        self._explain()

    def answer(self) -> Answer:
        """The mark, or unknown for "cannot judge"."""
        mark = self.scale.mark()
        return unknown() if mark == CANNOT_JUDGE else Answer.of(mark)

    def show_answer(self, answer: Answer) -> None:
        """Show the mark."""
        value = answer.value
        number = int(value) if isinstance(value, (int, float)) else None
        self.scale.set_mark(CANNOT_JUDGE if answer.state is State.UNKNOWN else number)
        self._explain()

    def first(self) -> QWidget:
        """The cells."""
        return self.scale

    def _marked(self, _mark: object) -> None:
        self._explain()
        self.committed.emit()

    def _explain(self) -> None:
        mark = self.scale.mark()
        if mark is None:
            ends = [f"{value} {text}" for value, text in sorted(self.question.anchors.items())]
            self.meaning.setText(" · ".join(ends))
        else:
            self.meaning.setText(self.scale.meaning(mark))
        self.meaning.setVisible(bool(self.meaning.text()))
