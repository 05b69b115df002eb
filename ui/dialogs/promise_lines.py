"""The promises of a talk, one line each: what, who promised it, by when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from ctip_desktop.forms.model import Answer, Form
from ctip_desktop.workspace.cells import decode, encode
from ui.forms.choice_field import QuietCombo
from ui.forms.date_field import DateField
from ui.forms.fields import Surroundings
from ui.widgets.base import Label, clear, column, row
from ui.widgets.button import Button, IconButton


class PromiseLine(QWidget):
    """One of them."""

    def __init__(self, form: Form, around: Surroundings, parent: QWidget) -> None:
        super().__init__(parent)
        self.text = QLineEdit(maxLength=500)
        self.text.setAccessibleName(self.tr("What was promised?"))
        self.text.setPlaceholderText(self.tr("For example: {example}").format(example=form.question("promise").example))
        self.by = QuietCombo()
        self.by.setAccessibleName(self.tr("Who promised it?"))
        for choice in form.question("promise_by").choices:
            self.by.addItem(choice.label, choice.name)
        self.due = DateField(form.question("promise_due"), around)
        self._early = form.question("promise_due").constraint_message
        self.remove = IconButton("x", self.tr("Remove this promise"))
        lines = column(self, gap=4)
        lines.addWidget(self.text)
        below = row(gap=6)
        below.addWidget(self.by)
        below.addWidget(Label(self.tr("by"), "sub"))
        below.addWidget(self.due)
        below.addStretch()
        below.addWidget(self.remove)
        lines.addLayout(below)
        self._said = Label("", "error", wrap=True)
        self._said.hide()
        lines.addWidget(self._said)

    def complaint(self, talk: object) -> str:
        """What is wrong with the day of a line that is written; talk: the day of the talk."""
        if not self.text.text().strip():
            return ""
        due = self.due.answer().value
        early = isinstance(due, str) and isinstance(talk, str) and len(due) == len(talk) and due < talk
        return self.due.complaint() or (self._early if early else "")

    def complain(self, said: str) -> None:
        """Show what is wrong; nothing with an empty text."""
        self.due.mark_error(bool(said))
        self._said.setText(said)
        self._said.setVisible(bool(said))

    def answers(self) -> dict[str, Answer]:
        """The line of the form; empty while nothing is written."""
        text = self.text.text().strip()
        given = {"promise": Answer.of(text), "promise_by": Answer.of(self.by.currentData()), "promise_due": self.due.answer()}
        return {name: answer for name, answer in given.items() if answer != Answer()} if text else {}

    def show_answers(self, kept: Mapping[str, Answer]) -> None:
        """Show a line of a draft."""
        self.text.setText(str(kept.get("promise", Answer()).value or ""))
        self.by.setCurrentIndex(max(0, self.by.findData(kept.get("promise_by", Answer()).value)))
        self.due.show_answer(kept.get("promise_due", Answer()))


class PromiseLines(QWidget):
    """As many as are wanted."""

    def __init__(self, form: Form, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form, self._around = form, around
        self.lines: list[PromiseLine] = []
        outer = column(self, gap=8)
        outer.addWidget(Label(form.question("promises").label, "strong", wrap=True))
        self._list = column(gap=8)
        outer.addLayout(self._list)
        self.add_button = Button(self.tr("Another promise, ours or theirs"), "link", icon="plus", clicked=lambda: self.add().text.setFocus())
        outer.addWidget(self.add_button)
        self.add()

    def add(self) -> PromiseLine:
        """One more line."""
        line = PromiseLine(self._form, self._around, self)
        line.remove.clicked.connect(lambda: self._remove(line))
        self.lines.append(line)
        self._list.addWidget(line)
        self._show_ways()
        return line

    def rows(self) -> list[dict[str, Answer]]:
        """What is kept: every line with something written."""
        return [answers for line in self.lines if (answers := line.answers())]

    def wrong(self, talk: object = None) -> QWidget | None:
        """The first day that cannot be read, or lies before the day of the talk; the line says so."""
        for line in self.lines:
            line.complain("")
        for line in self.lines:
            said = line.complaint(talk)
            if said:
                line.complain(said)
                return line.due.first()
        return None

    def draft(self) -> list[dict[str, str]]:
        """As plain JSON values."""
        return [{name: encode(answer) for name, answer in answers.items()} for answers in self.rows()]

    def restore(self, draft: Sequence[Mapping[str, Any]]) -> None:
        """Show a draft again."""
        clear(self._list)
        self.lines = []
        for kept in draft or ({},):
            self.add().show_answers({name: decode(text) for name, text in kept.items()})

    def _remove(self, line: PromiseLine) -> None:
        self.lines.remove(line)
        self._list.removeWidget(line)
        line.hide()
        line.deleteLater()
        self._show_ways()
        self.add_button.setFocus()

    def _show_ways(self) -> None:
        """The only line is left empty instead of taken away."""
        for line in self.lines:
            line.remove.setVisible(len(self.lines) > 1)
