"""Further promises of a talk, one line each: what, who promised it, by when."""

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
        self.text.setPlaceholderText(form.question("promise").example)
        self.by = QuietCombo()
        self.by.setAccessibleName(self.tr("Who promised it?"))
        for choice in form.question("promise_by").choices:
            self.by.addItem(choice.label, choice.name)
        self.due = DateField(form.question("promise_due"), around)
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
        self._title = Label(form.question("promises").label, "strong", wrap=True)
        self._title.hide()
        outer.addWidget(self._title)
        self._list = column(gap=8)
        outer.addLayout(self._list)
        self.add_button = Button(self.tr("Another promise, ours or theirs"), "link", icon="plus", clicked=lambda: self.add().text.setFocus())
        outer.addWidget(self.add_button)

    def add(self) -> PromiseLine:
        """One more line."""
        line = PromiseLine(self._form, self._around, self)
        line.remove.clicked.connect(lambda: self._remove(line))
        self.lines.append(line)
        self._list.addWidget(line)
        self._title.show()
        return line

    def rows(self) -> list[dict[str, Answer]]:
        """What is kept: every line with something written."""
        return [answers for line in self.lines if (answers := line.answers())]

    def wrong(self) -> QWidget | None:
        """The first day that cannot be read."""
        unread = (line.due for line in self.lines if line.text.text().strip() and line.due.complaint())
        first = next(unread, None)
        for line in self.lines:
            line.due.mark_error(line.due is first)
        return first.first() if first is not None else None

    def draft(self) -> list[dict[str, str]]:
        """As plain JSON values."""
        return [{name: encode(answer) for name, answer in answers.items()} for answers in self.rows()]

    def restore(self, draft: Sequence[Mapping[str, Any]]) -> None:
        """Show a draft again."""
        clear(self._list)
        self.lines = []
        for kept in draft:
            self.add().show_answers({name: decode(text) for name, text in kept.items()})

    def _remove(self, line: PromiseLine) -> None:
        self.lines.remove(line)
        self._list.removeWidget(line)
        line.hide()
        line.deleteLater()
        self._title.setVisible(bool(self.lines))
        self.add_button.setFocus()
