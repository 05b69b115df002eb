"""A note in place: information, a warning or an error with a way out. Nothing pops up for information."""

from __future__ import annotations

from collections.abc import Callable
from unicodedata import bidirectional

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLayout, QSizePolicy, QWidget

from ctip_desktop.errors import WorldError
from ui.theme import look
from ui.widgets.base import IconLabel, Label, column, restyle, row
from ui.widgets.button import Button, IconButton
from ui.widgets.flow import FlowLayout

LEFT_TO_RIGHT = "\N{LEFT-TO-RIGHT MARK}"
_ICON = {"info": "info", "ok": "okc", "warn": "alert", "bad": "alert", "two": "split", "": "info"}


class NoteBar(QFrame):
    """A sentence with an icon, actions, and a close button when it may go away.

    tone: info, ok, warn, bad, two or empty (neutral).
    """

    def __init__(self, text: str = "", tone: str = "info", *, icon: str = "", strong: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "note")
        self._icon_name = icon
        self._icon = IconLabel(icon or _ICON[tone], tone or "text2", 16)
        self._strong = Label(strong, "strong", wrap=True)
        self._text = Label(text, wrap=True)
        self._actions: QLayout = row(gap=8)
        words = column(gap=2)
        words.addWidget(self._strong)
        words.addWidget(self._text)
        self._row = row(self, margins=(12, 8, 12, 8), gap=10)
        told = QWidget()  # a layout that is aligned would be cut where its words need more lines; a widget is not
        said = row(told, gap=10)
        said.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        said.addLayout(words, 1)
        self._row.addWidget(told, 1, Qt.AlignmentFlag.AlignVCenter)  # beside a higher button the icon stays on the line of the words
        if look().large:  # below: beside the words they would leave them no room, or be cut off
            self._actions = FlowLayout(gap=8)
            words.addLayout(self._actions)
        else:
            self._row.addLayout(self._actions)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.show_note(text, tone, strong=strong)

    def show_note(self, text: str, tone: str | None = None, *, strong: str = "") -> None:
        """Change what the note says and tell a screen reader."""
        if tone is not None:
            restyle(self, tone=tone)
            self._icon.show_icon(self._icon_name or _ICON[tone], tone or "text2")
        self._strong.setText(strong)
        self._strong.setVisible(bool(strong))
        self._text.setText(_as_ours(text))
        self._text.setVisible(bool(text))
        for label in (self._strong, self._text):
            restyle(label)
        self.setAccessibleName(f"{strong} {text}".strip())
        if not self.accessibleName():
            return
        from PySide6.QtGui import QAccessible, QAccessibleEvent  # with all its roles, which nothing at the start needs

        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def text(self) -> str:
        """Everything the note says, as one string."""
        return self.accessibleName()

    def show_error(self, error: WorldError) -> None:
        """Say what is wrong, what was kept and what to do now."""
        self.show_note(" ".join(part for part in (error.kept, error.next_step) if part), "bad", strong=error.what)
        self.show()

    def add_action(self, text: str, clicked: Callable[[], object]) -> Button:
        """Put a small button at the end."""
        button = Button(text, size="small", clicked=clicked)
        self._actions.addWidget(button)
        return button

    def add_close(self, label: str, closed: Callable[[], object] | None = None) -> None:
        """Let the note be closed; it hides itself."""
        button = IconButton("x", label, clicked=self.hide)
        if closed is not None:
            button.clicked.connect(lambda: closed())
        self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)


def _as_ours(sentence: str) -> str:
    """A sentence that begins with a name in Arabic or Hebrew reads in the direction of its own words, not of the name."""
    first = next((way for sign in sentence if (way := bidirectional(sign)) in ("L", "R", "AL")), "L")
    return sentence if first == "L" else f"{LEFT_TO_RIGHT}{sentence}"
