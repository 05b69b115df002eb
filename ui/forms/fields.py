"""What every input for one question has in common, and what it may ask from its surroundings.

A field shows and gives the value and the state of an answer. Note, sources, history and messages belong to the question card around it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QEvent, QLocale, QObject, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ctip_desktop.dataclass import dataclass
from ctip_desktop.forms.model import Answer, Choice, Question, Source, State


@dataclass(frozen=True, slots=True)
class Found:
    """A record or a file that an answer points to."""

    id: str  # record id hex, or SHA-256 hex of a file
    title: str


@dataclass(frozen=True, slots=True)
class Past:
    """One earlier answer, ready to be shown."""

    text: str
    who: str
    when: datetime | None


class Surroundings(Protocol):
    """What a field or a card asks of the page it is on. The page has the workspace; the parts never see it."""

    locale: QLocale
    currency: str  # ISO code of the programme's currency, may be empty

    def find(self, form: str, text: str) -> Sequence[Found]:
        """Records of a form whose title holds the text, at most 50, best first."""

    def title(self, record: str) -> str:
        """The title of a record, or an empty text when it is not here."""

    at_once: bool  # whether an answer is written as soon as it is given; else a dialog writes all of them together

    def may_plan(self, form: str) -> bool:
        """Whether a new record of a form can be made here from its name alone."""

    def kind(self, form: str) -> str:
        """What a record of a form is called inside a sentence: company."""

    def alike(self, form: str, title: str) -> Found | None:
        """A record whose title is nearly the same; None without one."""

    def plan(self, form: str, title: str) -> Found:
        """A new record that will be made together with the answer that names it. Nothing is written yet."""

    def is_planned(self, record: str) -> bool:
        """Whether this is such a record, and not made yet."""

    def keep_file(self, file: Path) -> Found | None:
        """Take a file into the workspace; None when it was refused (the reason has been shown)."""

    def open_file(self, sha256: str, title: str) -> None:
        """Show a kept file."""

    def history(self, path: str) -> Sequence[Past]:
        """Earlier answers of one question, newest first."""

    def add_source(self, path: str, source: Source) -> None:
        """Keep a new source beside an answer."""

    def edit_source(self, path: str, source: Source) -> None:
        """Keep a changed source; its id says which."""

    def remove_source(self, path: str, source: Source) -> None:
        """Take a source away; it can be brought back with undo."""


class Field(QWidget):
    """An input for one question.

    Signals:
        edited: something is being typed; `answer()` may not be final.
        committed: a choice was made, or the person left the field.
    """

    edited = Signal()
    committed = Signal()

    has_unknown = False
    """Whether the field offers "Unknown" among its own choices; else the card has a button for it."""

    wide = False
    """Whether the field takes a line of its own; else the buttons for the states stand beside it."""

    def __init__(self, question: Question, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.question = question
        self.around = around
        self._left = _Leaving(self)

    def answer(self) -> Answer:
        """Value and state as they stand now. Text that cannot be read is not part of it: see `complaint`."""
        return Answer()

    def show_answer(self, answer: Answer) -> None:
        """Show value and state, without a signal."""

    def first(self) -> QWidget:
        """The part that gets the focus, and that the question's label belongs to."""
        return self

    def typed_text(self) -> str:
        """What stands in the line a person types in, also when it cannot be read; empty for fields without one."""
        line = self.first()
        return line.text().strip() if isinstance(line, QLineEdit) else ""

    def put_text(self, text: str) -> None:
        """Put text into that line as if it had been typed; nothing to do for fields without one."""
        line = self.first()
        if isinstance(line, QLineEdit):
            line.setText(text)

    def complaint(self) -> str:
        """What is wrong with the typed text in one sentence, or an empty text."""
        return ""

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Show other choices, after a choice filter changed. Nothing to do for most fields."""

    def mark_error(self, wrong: bool) -> None:
        """Outline the input while something is wrong with it. Nothing to do for fields without a line to type in."""

    def watch_leaving(self, widget: QWidget) -> None:
        """Emit `committed` when the focus leaves this part for something outside the field."""
        widget.installEventFilter(self._left)


class _Leaving(QObject):
    """Notices that the focus went out of a field; a popup of its own does not count as outside."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self._field = field

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            reason = event.reason() if hasattr(event, "reason") else Qt.FocusReason.OtherFocusReason
            if reason not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason):
                self._field.committed.emit()
        return super().eventFilter(watched, event)


def unknown() -> Answer:
    """Asked or looked, and not found."""
    return Answer(None, State.UNKNOWN)


def same_value(one: Answer, other: Answer) -> bool:
    """Whether value and state are the same; note and sources are beside the field."""
    return (one.value, one.state) == (other.value, other.state)
