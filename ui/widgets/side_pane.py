"""The pane beside a list: a few facts of the chosen row, closed by Esc, its width remembered."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.theme import px
from ui.widgets.base import ElidedLabel, Label, Line, Scroller, clear, column, row
from ui.widgets.button import IconButton
from ui.widgets.refill import settle

WIDTH = 327


class SidePane(QFrame):
    """Title, a line of facts, sections, and a footer with the actions.

    Signals:
        closed(): Esc or ×; the list takes the focus back.
    """

    closed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "pane")
        self.setAccessibleName(name)
        self.setFixedWidth(px(WIDTH))
        outer = column(self, gap=0)
        head = row(margins=(16, 12, 12, 0))
        self.title = ElidedLabel("", "section")
        head.addWidget(self.title, 1)
        head.addWidget(IconButton("x", self.tr("Close the side pane"), clicked=self.closed.emit))
        outer.addLayout(head)
        self.facts = Label("", "caption2", wrap=True)
        self.facts.setContentsMargins(px(16), 0, px(16), 0)
        outer.addWidget(self.facts)
        self._scroller = Scroller(margins=(0, 8, 0, 12), gap=12)
        outer.addWidget(self._scroller, 1)
        footer = QFrame()
        footer.setProperty("role", "footer")
        self.footer = row(footer, margins=(16, 10, 16, 10))
        outer.addWidget(footer)

    @property
    def body(self) -> QVBoxLayout:
        """The layout the sections go into."""
        return self._scroller.body

    def clear(self) -> None:
        """Take every section out."""
        clear(self.body)

    def settle(self) -> None:
        """Let what was put in take its place now."""
        settle(self._scroller)

    def add_section(self, heading: str = "") -> QVBoxLayout:
        """A new section below a line, with an optional heading; returns the layout to fill."""
        if self.body.count():
            self.body.addWidget(Line())
        box = column(margins=(16, 0, 16, 0), gap=6)
        if heading:
            box.addWidget(Label(heading, "strong"))
        self.body.addLayout(box)
        return box

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)
