"""What can be said of a list that has no lines: there are none, nobody knows, it does not apply."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ctip_desktop.forms.model import Answer, Question, State
from ui.widgets.base import row
from ui.widgets.button import Button


class NoneLine(QWidget):
    """Signals: chosen(Answer): what was pressed; not asked when it was released again."""

    chosen = Signal(object)

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.none = self._toggle(self.tr("There are none"), Answer.none(), question)
        self.unknown = self._toggle(self.tr("Unknown"), Answer(None, State.UNKNOWN), question)
        self.not_applicable = self._toggle(self.tr("Not applicable"), Answer(None, State.NOT_APPLICABLE), question)
        line = row(self, gap=4)
        self.buttons = (self.none, self.unknown, self.not_applicable)
        for button in self.buttons:
            line.addWidget(button)
        line.addStretch()
        self._question = question

    def show_answer(self, answer: Answer, *, readonly: bool) -> None:
        """Mark what is said of the list."""
        self.none.setChecked(answer.is_none)
        self.unknown.setChecked(answer.state is State.UNKNOWN)
        self.not_applicable.setChecked(answer.state is State.NOT_APPLICABLE)
        self.setEnabled(not readonly)
        for button in self.buttons:
            offered = not readonly and (button is not self.unknown or self._question.offers_unknown)
            button.setVisible(offered or button.isChecked())

    def _toggle(self, words: str, answer: Answer, question: Question) -> Button:
        button = Button(words, "quiet")
        button.setCheckable(True)
        button.setAccessibleDescription(question.label)
        button.clicked.connect(lambda on: self.chosen.emit(answer if on else Answer()))
        return button
