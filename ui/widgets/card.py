"""Cards: a white frame with an optional heading line and rows parted by thin lines."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from ui.widgets.base import Label, Line, Margins, column, row
from ui.widgets.chip import Count


class Card(QFrame):
    """A white frame; fill `body`."""

    def __init__(self, *, margins: Margins = (14, 12, 14, 12), gap: int = 8, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.body = column(self, margins=margins, gap=gap)

    def add(self, *things: QWidget | QLayout) -> None:
        """Put widgets or layouts below one another."""
        for thing in things:
            if isinstance(thing, QWidget):
                self.body.addWidget(thing)
            else:
                self.body.addLayout(thing)


class ListCard(QFrame):
    """A card with a heading line and rows with lines between them."""

    def __init__(self, heading: str, count: int | None = None, tone: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._outer: QVBoxLayout = column(self, margins=(1, 1, 1, 1), gap=0)
        self.head: QHBoxLayout = row(margins=(13, 8, 13, 8))
        self.heading = Label(heading, "strong")
        self.head.addWidget(self.heading)
        if count is not None:
            self.head.addWidget(Count(count, tone))
        self.head.addStretch()
        self._outer.addLayout(self.head)

    def add_action(self, action: QWidget) -> None:
        """Put a link or a caption at the end of the heading line."""
        self.head.addWidget(action)

    def add_row(self, content: QWidget) -> None:
        """Put one more row below a line."""
        self._outer.addWidget(Line())
        self._outer.addWidget(content)

    def add_content(self, content: QWidget) -> None:
        """Put what draws its own line at the top below the rest."""
        self._outer.addWidget(content)
