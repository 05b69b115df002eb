"""A labelled field with its hint and, when something is wrong, a sentence below it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.widgets.base import IconLabel, Label, column, restyle, row


class Field(QWidget):
    """Label above, control, hint or problem below. The label is the control's buddy, so a screen reader names it."""

    def __init__(self, label: str, control: QWidget, *, hint: str = "", beside: QWidget | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.control = control
        self._hint_words = hint
        self.label = Label(label, "strong")
        self.label.setBuddy(control)
        control.setAccessibleName(label)
        box = column(self, gap=5)
        box.addWidget(self.label)
        line = row()
        line.addWidget(control, 1)
        if beside is not None:
            line.addWidget(beside)
        box.addLayout(line)
        self._below = row(gap=7)
        self._icon = IconLabel("alert", "bad", 15)
        self._words = Label(hint, "caption", wrap=True)
        self._below.addWidget(self._icon)
        self._below.addWidget(self._words, 1)
        box.addLayout(self._below)
        self.clear_problem()

    @property
    def problem(self) -> str:
        """The sentence shown, empty when all is well."""
        return self._words.text() if self._icon.isVisibleTo(self) else ""

    def show_problem(self, sentence: str) -> None:
        """Say what is wrong, below a red border."""
        if not sentence:
            self.clear_problem()
            return
        restyle(self.control, state="error")
        self._icon.show()
        self._words.setText(sentence)
        restyle(self._words, role="error")
        self._words.show()
        self.control.setAccessibleDescription(sentence)

    def clear_problem(self) -> None:
        """All is well."""
        restyle(self.control, state="")
        self._icon.hide()
        self._words.setText(self._hint_words)
        restyle(self._words, role="caption")
        self._words.setVisible(bool(self._hint_words))
        self.control.setAccessibleDescription(self._hint_words)
