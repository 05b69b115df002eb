"""The heading of a page below Exchange: the way back, the title, and what stands at the end."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.theme import px
from ui.widgets.base import ElidedLabel, column, row
from ui.widgets.button import Button


class ViewHeader(QFrame):
    """Fill `ends` with what stands at the end of the line.

    Signals:
        up(): back to the overview.
    """

    up = Signal()

    def __init__(self, above: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "header")
        self.title = ElidedLabel(title, "title")
        self.caption = ElidedLabel("", "caption2")
        trail = row(gap=4)
        trail.addWidget(Button(above, "link", clicked=self.up.emit))
        trail.addWidget(self.caption, 1)
        words = column(gap=0)
        words.addLayout(trail)
        words.addWidget(self.title)
        self.title.setContentsMargins(px(3), 0, 0, 0)  # as far in as the words of the link above it
        line = row(self, margins=(21, 8, 24, 8), gap=16)
        line.addLayout(words, 1)
        self.ends = row(gap=8)
        line.addLayout(self.ends)


def footer() -> tuple[QFrame, QHBoxLayout]:
    """The fixed line at the bottom, and its layout to fill."""
    foot = QFrame()
    foot.setProperty("role", "footer")
    return foot, row(foot, margins=(24, 12, 24, 12), gap=8)
