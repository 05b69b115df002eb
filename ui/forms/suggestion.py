"""What the form suggests for a question nobody has answered: it counts only when a person takes it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.widgets.base import Label, row
from ui.widgets.button import Button


class Suggestion(QWidget):
    """Says what is suggested, with a button.

    Signals:
        taken: the person takes it as the answer.
    """

    taken = Signal()

    def __init__(self, question: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question = question
        self.words = Label("", "sub")
        self.take = Button(self.tr("Take it"), size="small", clicked=self.taken.emit)
        line = row(self, gap=8)
        line.addWidget(self.words)
        line.addWidget(self.take)
        line.addStretch()
        self.hide()

    def say(self, value: str) -> None:
        """Show a suggestion in words, or nothing."""
        self.words.setText(self.tr("Suggested: {0}").format(value) if value else "")
        self.take.setAccessibleName(self.tr("Take {0} as the answer to: {1}").format(value, self._question))
        self.setVisible(bool(value))
