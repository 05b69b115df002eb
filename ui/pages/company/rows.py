"""Rows that several parts show: an answer with its source, a line with an icon."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QWidget

from ctip_desktop.forms.model import State
from ctip_desktop.queries.views import AnswerView, FormState
from ui.widgets.base import IconLabel, Label, column, row
from ui.words import part_date

_YEAR = 4


def _tr(text: str) -> str:
    return QCoreApplication.translate("CompanyPage", text)


class Press(QFrame):
    """A row that can be pressed, by mouse or Enter.

    Signals:
        pressed(): it was.

    menu: what can be done with it, for the right button and Shift+F10.
    """

    pressed = Signal()

    def __init__(self, name: str, pressed: Callable[[], object] | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.menu: Callable[[], QMenu] | None = None
        self.setProperty("role", "row")
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if pressed is not None else Qt.FocusPolicy.NoFocus)
        self.line: QHBoxLayout = row(self, margins=(14, 6, 14, 6), gap=10)
        if pressed is not None:
            self.pressed.connect(pressed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit()
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.pressed.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.menu is not None:
            self.menu().popup(event.globalPos())


def state_icon(answer: AnswerView) -> tuple[str, str]:
    """Icon and colour of a state. Amber only for what should be checked again or settled."""
    if answer.to_settle:
        return "split", "two"
    if answer.state is State.ANSWERED:
        return ("stale", "warn") if answer.stale else ("check", "text2")
    return {State.UNKNOWN: "help", State.NOT_APPLICABLE: "minusc"}.get(answer.state, "dash"), "text2"


def state_words(answer: AnswerView) -> str:
    """The state in words, for answers without a value."""
    words = {
        State.UNKNOWN: _tr("Not known yet"),
        State.NOT_APPLICABLE: _tr("Not applicable"),
        State.NOT_ASKED: _tr("Not asked yet"),
    }
    return words.get(answer.state, "")


def source_words(answer: AnswerView) -> str:
    """The first source in a few words; more than one is counted."""
    if answer.state is not State.ANSWERED:
        return state_words(answer)
    if not answer.sources:
        return _tr("no source yet")
    first = answer.sources[0]
    words = first.title or first.kind_label or first.link
    more = len(answer.sources) - 1
    if more:
        words = _tr("{source} and {count} more").format(source=words, count=more)
    return words


def year_of(answer: AnswerView) -> str:
    """The year of the first dated source."""
    return next((source.date[:_YEAR] for source in answer.sources if source.date), "")


def checked_words(answer: AnswerView) -> str:
    """When somebody last found it still right; empty when nobody did."""
    return _tr("checked {date}").format(date=part_date(answer.checked)) if answer.checked else ""


def evidence_row(answer: AnswerView, pressed: Callable[[], object], words: str = "", icon: tuple[str, str] | None = None) -> Press:
    """State and question; below, its source, the year of it, and when somebody looked last."""
    said = words or answer.label
    again = _tr("check again") if answer.stale else checked_words(answer)
    line = Press(", ".join(part for part in (said, source_words(answer), year_of(answer), again) if part), pressed)
    line.setToolTip(again)
    name, colour = icon or state_icon(answer)
    line.line.addWidget(IconLabel(name, colour, 15), 0, Qt.AlignmentFlag.AlignTop)
    box = column(gap=0)
    box.addWidget(Label(said, wrap=True))
    box.addWidget(Label(", ".join(part for part in (source_words(answer), year_of(answer), checked_words(answer)) if part), "caption2", wrap=True))
    line.line.addLayout(box, 1)
    return line


def fact_row(answer: AnswerView, pressed: Callable[[], object]) -> Press:
    """Question at the start, answer beside it: for short facts."""
    text = answer.text or state_words(answer)
    line = Press(f"{answer.label}: {text}", pressed)
    line.line.addWidget(Label(answer.label, "caption2", wrap=True), 1)
    line.line.addWidget(Label(text, wrap=True), 1)
    return line


def answer_row(answer: AnswerView, pressed: Callable[[], object]) -> Press:
    """Question above, answer and sources below."""
    line = Press(f"{answer.label}: {answer.text or state_words(answer)}", pressed)
    name, colour = state_icon(answer)
    line.line.addWidget(IconLabel(name, colour, 15), 0, Qt.AlignmentFlag.AlignTop)
    box = column(gap=1)
    box.addWidget(Label(answer.label, "caption2", wrap=True))
    text = answer.text or state_words(answer)
    box.addWidget(Label(text, "" if answer.text else "sub", wrap=True))
    if answer.note:
        box.addWidget(Label(answer.note, "caption2", wrap=True))
    if answer.checked:
        box.addWidget(Label(checked_words(answer), "caption", wrap=True))
    if answer.sources:
        box.addWidget(
            Label(
                "; ".join(_source_line(source.title or source.kind_label or source.link, source.date) for source in answer.sources),
                "caption",
                wrap=True,
            )
        )
    line.line.addLayout(box, 1)
    return line


def _source_line(words: str, when: str) -> str:
    return _tr("{source}, {date}").format(source=words, date=part_date(when)) if when else words


def icon_row(icon: str, title: str, sub: str = "", end: str = "", pressed: Callable[[], object] | None = None, colour: str = "text2") -> Press:
    """Icon, a title with a line below, and words at the end."""
    line = Press(", ".join(part for part in (title, sub, end) if part), pressed)
    line.line.addWidget(IconLabel(icon, colour, 16))
    box = column(gap=0)
    box.addWidget(Label(title, wrap=True))
    if sub:
        box.addWidget(Label(sub, "caption2", wrap=True))
    line.line.addLayout(box, 1)
    if end:
        line.line.addWidget(Label(end, "sub"))
    return line


def go_on_words(form: FormState) -> str:
    """The button that opens a form somebody has begun; empty when nobody has."""
    if form.record is None:
        return ""
    return _tr("See the answers") if form.status == "finished" else _tr("Continue form")


def progress_icon(form: FormState) -> str:
    """How far a form is: an empty circle, half (begun, or opened again), or checked (finished); two answers to settle come first."""
    if form.to_settle:
        return "split"
    if form.status == "finished":
        return "okc"
    return "half" if form.answered else "circle"
