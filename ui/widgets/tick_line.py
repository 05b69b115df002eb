"""A box with words that wrap: a check box of Qt's own cuts them or pushes the window wider."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from ui.widgets.base import Label, column, row


class TickLine(QWidget):
    """The words tick, too. caption: a second line. name: what a screen reader says, else the words."""

    def __init__(self, words: str, caption: str = "", *, name: str = "", box: QCheckBox | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = box or QCheckBox()
        self.box.setAccessibleName(name or words)
        self.box.setAccessibleDescription(caption)
        line = row(self, margins=(0, 1, 0, 1), gap=7)
        line.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        both = column(gap=0)
        both.addWidget(Label(words, wrap=True))
        if caption:
            both.addWidget(Label(caption, "caption", wrap=True))
        line.addLayout(both, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As high as its words need: a box with little room must not cut the last of them."""
        super().resizeEvent(event)
        self.setMinimumHeight(self.heightForWidth(self.width()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.box.isEnabled():
            self.box.setFocus(Qt.FocusReason.MouseFocusReason)
            self.box.click()
