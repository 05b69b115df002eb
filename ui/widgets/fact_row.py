"""A row of a card: an icon, a line, a smaller line below it, and buttons or chips at the end."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.theme import look
from ui.widgets.base import IconLabel, Label, column, row


class FactRow(QWidget):
    """icon: a name, or a widget such as an avatar. With large text the things at the end go below the words."""

    def __init__(
        self,
        icon: str | QWidget,
        title: str,
        sub: str = "",
        *ends: QWidget,
        colour: str = "text2",
        strong: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.title = Label(title, "strong" if strong else "", wrap=True)
        self.sub = Label(sub, "caption2", wrap=True)
        if not sub:
            self.sub.hide()
        self.sub.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        line = row(self, margins=(13, 6, 13, 6), gap=12)
        line.addWidget(IconLabel(icon, colour, 17) if isinstance(icon, str) else icon)
        words = column(gap=0)
        words.addWidget(self.title)
        words.addWidget(self.sub)
        line.addLayout(words, 1)
        if not look().large:
            for end in ends:
                line.addWidget(end)
            return
        below = row(gap=8)
        for end in ends:
            below.addWidget(end)
        below.addStretch()
        words.addLayout(below)
