"""Chips: a word or two with an icon, in a quiet frame. Text is always inside; colour is the third signal."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from ui.icons import icon as icon_of
from ui.theme import px
from ui.widgets.base import IconLabel, Label, restyle, row
from ui.widgets.button import Button

_TOKEN = {"two": "two", "warn": "warn", "bad": "bad", "ok": "ok", "info": "info", "tint": "accent"}


class Chip(QFrame):
    """Says something about the thing beside it. Not focusable.

    tone: empty, two, warn, bad, ok, info, tint or dashed.
    """

    def __init__(self, text: str, icon: str = "", tone: str = "", *, tip: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "chip")
        self._icon: IconLabel | None = None
        self._text = Label(text)
        layout = row(self, margins=(9, 0, 9, 0), gap=5)
        if icon:
            self._icon = IconLabel(icon, _TOKEN.get(tone, "text2"), 14)
            layout.addWidget(self._icon)
        layout.addWidget(self._text)
        self.setFixedHeight(px(22))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setToolTip(tip)
        self.setProperty("tone", tone)

    def text(self) -> str:
        """The words."""
        return self._text.text()

    def say(self, text: str, tone: str | None = None) -> None:
        """Change the words, and the tone if given."""
        self._text.setText(text)
        if tone is not None:
            self.tone(tone)

    def tone(self, tone: str) -> None:
        """Change the tone."""
        restyle(self, tone=tone)
        restyle(self._text)


class ChipButton(Button):
    """A chip that leads somewhere: the same look, and the keyboard reaches it."""

    def __init__(self, text: str, icon: str, tone: str, *, clicked: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(text, "chip", clicked=clicked, parent=parent)
        self.setProperty("tone", tone)
        self.setIcon(icon_of(icon, _TOKEN.get(tone, "text2")))
        self.setIconSize(QSize(px(14), px(14)))
        self.say(text)


class Count(Label):
    """A number in a small round frame beside a heading."""

    def __init__(self, number: int, tone: str = "", parent: QWidget | None = None) -> None:
        super().__init__(str(number), "count", parent=parent)
        self.setProperty("tone", tone)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


class Avatar(Label):
    """A person's initials in a circle. Decoration beside the name, so it has no accessible text of its own."""

    def __init__(self, name: str, size: int = 22, parent: QWidget | None = None) -> None:
        super().__init__(initials(name), "avatar", parent=parent)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFixedSize(px(size), px(size))
        self.setProperty("round", str(size))

    def show_name(self, name: str) -> None:
        """Another person."""
        self.setText(initials(name))


def initials(name: str) -> str:
    """The first letters of the first and the last word of a name, in any script."""
    words = name.partition("(")[0].split()
    letters = [words[0][:1], words[-1][:1]] if len(words) > 1 else [name[:2]]  # a second spelling in brackets does not count
    return "".join(letters).upper()
