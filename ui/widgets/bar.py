"""A thin bar that shows how much of something is done. The number stands beside it in words."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import look, px


class Bar(QWidget):
    """share: 0 to 1; target: 0 to 1 or None, drawn as a tick."""

    def __init__(self, share: float = 0.0, target: float | None = None, *, width: int = 70, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = share
        self._target = target
        self._width = width
        self.setSizePolicy(QSizePolicy.Policy.Preferred if width else QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_share(self, share: float, target: float | None = None) -> None:
        """Change the shown share."""
        self._share, self._target = share, target
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(self._width or 120), px(12 if self._target is not None else 6))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(24), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        thick = px(6)
        track = QRectF(0, (self.height() - thick) / 2, self.width(), thick)
        painter.setBrush(look().colour("pressed"))
        painter.drawRoundedRect(track, thick / 2, thick / 2)
        self._paint_share(painter, track)

    def _paint_share(self, painter: QPainter, track: QRectF) -> None:
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        width = track.width() * min(1.0, max(0.0, self._share))
        if width:
            painter.setBrush(look().colour("accent"))
            left = track.right() - width if rtl else track.left()
            painter.drawRoundedRect(QRectF(left, track.top(), max(width, track.height()), track.height()), track.height() / 2, track.height() / 2)
        if self._target is not None:
            at = track.width() * ((1 - self._target) if rtl else self._target)
            painter.fillRect(QRectF(min(at, track.width() - 2), 0, 2, self.height()), look().colour("text"))
