"""Two views of one quality on a line from 1 to 5: a ring for ours, a diamond for the partner's, a bar between them."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import look, px

LOW, HIGH = 1, 5
_MARK = 13
_SIDE = 12


def paint_ring(painter: QPainter, at: QPointF, side: float) -> None:
    """Our view."""
    painter.setPen(QPen(look().colour("accent"), 2.5))
    painter.setBrush(look().colour("surface"))
    painter.drawEllipse(at, side / 2, side / 2)


def paint_diamond(painter: QPainter, at: QPointF, side: float, *, filled: bool = True) -> None:
    """The partner's view."""
    half = side / 2 + 1
    shape = QPolygonF([at + QPointF(0, -half), at + QPointF(half, 0), at + QPointF(0, half), at + QPointF(-half, 0)])
    colour = look().colour("biz")
    painter.setPen(QPen(colour, 1.5))
    painter.setBrush(colour if filled else look().colour("surface"))
    painter.drawPolygon(shape)


class Mark(QWidget):
    """One of the two signs, for a legend."""

    def __init__(self, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self.setFixedSize(px(16), px(16))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        at = QPointF(self.width() / 2, self.height() / 2)
        (paint_ring if self._kind == "ours" else paint_diamond)(painter, at, px(10))


class Scale(QWidget):
    """The numbers 1 to 5 over a column of dumbbells."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(px(220), px(18))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(look().font(12, bold=True))
        painter.setPen(look().colour("text2"))
        for mark in range(LOW, HIGH + 1):
            box = QRectF(place_of(self, mark) - px(10), 0, px(20), self.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(mark))


class Dumbbell(QWidget):
    """ours, theirs: 1 to 5, None when it is not shown. The numbers stand beside it in words."""

    def __init__(self, ours: float | None, theirs: float | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ours, self._theirs = ours, theirs
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(px(220), px(36))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(120), px(36))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        painter.setPen(QPen(look().colour("line"), 2))
        for mark in range(LOW, HIGH + 1):
            x = place_of(self, mark)
            painter.drawLine(QPointF(x, middle - px(12)), QPointF(x, middle + px(12)))
        if self._ours is not None and self._theirs is not None:
            painter.setPen(QPen(look().colour("line-strong"), px(3)))
            painter.drawLine(QPointF(place_of(self, self._ours), middle), QPointF(place_of(self, self._theirs), middle))
        if self._theirs is not None:
            paint_diamond(painter, QPointF(place_of(self, self._theirs), middle), px(_MARK))
        if self._ours is not None:
            paint_ring(painter, QPointF(place_of(self, self._ours), middle), px(_MARK - 2))


def place_of(widget: QWidget, value: float) -> float:
    """Where a value stands. The order 1 to 5 is the same in every language."""
    room = widget.width() - 2 * px(_SIDE)
    return px(_SIDE) + room * (min(HIGH, max(LOW, value)) - LOW) / (HIGH - LOW)
