"""What a list says when it has nothing to show: the reason and one way on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import px
from ui.widgets.base import IconLabel, Label, column
from ui.widgets.button import Button


class Empty(QWidget):
    """An icon, one sentence and one action."""

    def __init__(
        self,
        sentence: str,
        hint: str = "",
        *,
        icon: str = "info",
        action: str = "",
        clicked: Callable[[], object] | None = None,
        main: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        layout = column(self, margins=(24, 24, 24, 24), gap=8)
        centre = Qt.AlignmentFlag.AlignHCenter
        layout.addStretch()
        layout.addWidget(IconLabel(icon, "text3", 28), 0, centre)
        self._sentence = Label(sentence, "strong", wrap=True)
        self._sentence.setAlignment(centre)
        layout.addWidget(self._sentence)
        self._hint = Label(hint, "sub", wrap=True)
        self._hint.setAlignment(centre)
        layout.addWidget(self._hint)
        self._hint.setVisible(bool(hint))
        self.action: Button | None = None
        if action:
            layout.addSpacing(px(4))
            self.action = Button(action, "main" if main else "plain", clicked=clicked)
            layout.addWidget(self.action, 0, centre)
        layout.addStretch()

    def add_action(self, words: str, clicked: Callable[[], object]) -> Button:
        """A second way on, below the first."""
        button = Button(words, clicked=clicked)
        box = self.layout()
        assert isinstance(box, QVBoxLayout)
        box.insertWidget(box.count() - 1, button, 0, Qt.AlignmentFlag.AlignHCenter)
        return button

    def say(self, sentence: str, hint: str = "") -> None:
        """Change the reason."""
        self._sentence.setText(sentence)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
