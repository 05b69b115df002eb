"""A small line of values over time, the last one marked; a value that is not known leaves a gap. The numbers stand beside it in words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import look, px


class Trend(QWidget):
    """values: oldest first. low, high: the ends of the axis; without them the values fill it. target: a dashed line."""

    def __init__(
        self,
        values: Sequence[float | None],
        *,
        low: float | None = None,
        high: float | None = None,
        target: float | None = None,
        width: int = 64,
        height: int = 26,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._values = tuple(values)
        known = [value for value in (*values, target) if value is not None]
        self._low = min(known, default=0.0) if low is None else low
        self._high = max(known, default=1.0) if high is None else high
        self._target = target
        self._size = QSize(px(width), px(height))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return self._size

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shades = look()
        if self._target is not None:
            painter.setPen(QPen(shades.colour("line-strong"), 1, Qt.PenStyle.DashLine))
            y = self._y(self._target)
            painter.drawLine(QPointF(0, y), QPointF(self.width(), y))
        points = [(place, self._point(place, value)) for place, value in enumerate(self._values) if value is not None]
        painter.setPen(QPen(shades.colour("text2"), 1.5))
        for (before, start), (after, end) in pairwise(points):
            if after == before + 1:
                painter.drawLine(start, end)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shades.colour("text2"))
        for place, point in points:
            side = px(3.5) if place == len(self._values) - 1 else px(2)
            painter.drawEllipse(point, side, side)

    def _point(self, place: int, value: float) -> QPointF:
        steps = max(1, len(self._values) - 1)
        share = place / steps if len(self._values) > 1 else 1.0
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            share = 1 - share
        edge = px(5)
        return QPointF(edge + share * (self.width() - 2 * edge), self._y(value))

    def _y(self, value: float) -> float:
        span = self._high - self._low
        share = (value - self._low) / span if span else 0.5
        edge = px(5)
        return self.height() - edge - min(1.0, max(0.0, share)) * (self.height() - 2 * edge)
