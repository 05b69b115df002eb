"""Four segments that fill up: how hard a passphrase is to guess. Words beside it say the same."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import look, px

_ALL = 4


class Segments(QWidget):
    """filled: 0 to 4."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.filled = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_filled(self, filled: int) -> None:
        """Fill so many segments."""
        self.filled = filled
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(200), px(6))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        gap = px(4)
        width = (self.width() - (_ALL - 1) * gap) / _ALL
        for n in range(_ALL):
            place = _ALL - 1 - n if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else n
            painter.setBrush(look().colour("accent" if n < self.filled else "pressed"))
            painter.drawRoundedRect(QRectF(place * (width + gap), 0, width, self.height()), self.height() / 2, self.height() / 2)
