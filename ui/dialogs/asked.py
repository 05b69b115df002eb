"""One question in a dialog: its label, its field, what is wrong, and a line for the reason where an answer needs one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from ctip_desktop.forms.model import Answer
from ctip_desktop.workspace.cells import decode, encode
from ui.dialogs.confirm_value import REASON_LIMIT
from ui.forms.fields import Field
from ui.forms.point_field import RefField
from ui.widgets.base import IconLabel, Label, column, restyle, row

_SHORT = frozenset({"date", "dateTime", "time", "integer", "decimal"})


class Asked(QWidget):
    """One question: label, field, and a sentence when something is wrong.

    why: a reason that is always asked for beside this answer; empty for most. The reason is the note of the answer, as in the wizard.

    Signals:
        reasoned(): the person has written or changed the reason.
    """

    reasoned = Signal()

    def __init__(self, field: Field, label: str, hint: str, *, needed: bool = False, why: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self._note = ""
        box = column(self, gap=4)
        title = row(gap=6)
        words = Label(label, "strong", wrap=True)
        words.setBuddy(field.first())
        title.addWidget(words, 1)
        self._needed = Label(self.tr("needed"), "caption")
        title.addWidget(self._needed)
        box.addLayout(title)
        self.need(needed)  # in its place first: shown alone it would be a window of its own
        if hint:
            box.addWidget(Label(hint, "caption", wrap=True))
        line = row()
        line.addWidget(field)
        if not field.wide and (field.question.type in _SHORT or not isinstance(field.first(), QLineEdit | QPlainTextEdit)):
            line.addStretch()
        box.addLayout(line)
        field.first().setAccessibleName(label)
        self._problem = QWidget()
        line = row(self._problem, gap=7)
        line.addWidget(IconLabel("alert", "bad", 15))
        self._words = Label("", "error", wrap=True)
        line.addWidget(self._words, 1)
        box.addWidget(self._problem)
        self._problem.hide()
        self._why = _Why(why)
        self._why.line.textEdited.connect(self.reasoned)
        box.addWidget(self._why)
        self._why.setVisible(bool(why))

    @property
    def reason(self) -> QLineEdit:
        """The line for the reason."""
        return self._why.line

    def answer(self) -> Answer:
        """The answer with its note: the reason while one is asked for, else what stood there before."""
        note = self._why.line.text().strip() if not self._why.isHidden() else self._note
        found = self.field.answer()
        return replace(found, note=note) if found != Answer() else found

    def show_answer(self, answer: Answer) -> None:
        """Show an answer and its note."""
        self._note = answer.note
        self._why.line.setText(answer.note)
        self.field.show_answer(answer)

    def doubt(self, message: str) -> None:
        """An unlikely answer: say so and ask why it is right; nothing when it is likely again."""
        self._why.ask(message)

    def miss_reason(self) -> None:
        """The reason is needed before it goes on."""
        restyle(self._why.line, state="error")

    def need(self, needed: bool) -> None:
        """Say whether it must be answered; other answers can change that."""
        self._needed.setVisible(needed)

    def complain(self, sentence: str) -> None:
        """Say what is wrong, or nothing."""
        self._words.setText(sentence)
        self._problem.setVisible(bool(sentence))
        self.field.mark_error(bool(sentence))


class _Why(QWidget):
    """Why an answer is as it is, in one line. asked: the question when it is always asked."""

    def __init__(self, asked: str) -> None:
        super().__init__()
        self._always = bool(asked)
        lines = column(self, gap=4)
        self._doubt = QWidget()
        line = row(self._doubt, gap=7)
        line.addWidget(IconLabel("info", "info", 15))
        self._message = Label("", "info", wrap=True)
        line.addWidget(self._message, 1)
        lines.addWidget(self._doubt)
        self._doubt.setVisible(False)
        words = Label(asked or self.tr("Why is it right? Others will read this."), "strong" if asked else "caption", wrap=True)
        self.line = QLineEdit()
        self.line.setMaxLength(REASON_LIMIT)
        self.line.setAccessibleName(words.text())
        self.line.textEdited.connect(lambda: restyle(self.line, state=""))
        words.setBuddy(self.line)
        lines.addWidget(words)
        lines.addWidget(self.line)

    def ask(self, message: str) -> None:
        """Show or hide the doubt; a reason that is always asked for stays."""
        self._message.setText(message)
        self._doubt.setVisible(bool(message))
        self.line.setAccessibleDescription(message)
        self.setVisible(bool(message) or self._always)


def kept_answer(asked: Asked) -> dict[str, str]:
    """An answer for a draft; a record that is only planned stays a typed name."""
    field = asked.field
    planned = isinstance(field, RefField) and field.planned
    return {"answer": encode(Answer() if planned else field.answer()), "text": field.typed_text(), "why": asked.reason.text()}


def show_kept(asked: Asked, kept: Mapping[str, Any]) -> Answer:
    """Show an answer of a draft, or the words that were not one yet."""
    answer = decode(kept["answer"])
    note = str(kept.get("why", ""))
    answer = replace(answer, note=note) if note and answer != Answer() else answer
    asked.show_answer(answer)
    if answer == Answer() and kept["text"]:
        asked.field.put_text(kept["text"])
    return answer
