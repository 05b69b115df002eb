"""The mark of the program: two rings on a square of the accent colour."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent, Qt
from PySide6.QtWidgets import QWidget

from ui.icons import paint
from ui.theme import look, px


class BrandMark(QWidget):
    """A square of a size of the design."""

    def __init__(self, size: int = 28, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(px(size), px(size))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look().colour("accent"))
        radius = self.width() * 0.2
        painter.drawRoundedRect(self.rect(), radius, radius)
        side = round(self.width() * 0.6)
        paint(painter, "partner", "on-accent", QRect((self.width() - side) // 2, (self.height() - side) // 2, side, side))
