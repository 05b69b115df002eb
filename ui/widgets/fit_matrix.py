"""The fit check as a square: quality up, direction across, a grey band around each line, both views, and the way from the last wave."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ctip_desktop.practice.fit_check import ADVICE, Cell, FitCheck, Position, Thresholds
from ctip_desktop.practice.pulse import tenths
from ui.theme import look, px
from ui.widgets.dumbbell import HIGH, LOW, paint_diamond, paint_ring

Path = Sequence[tuple[Position | None, Position | None]]
_CORNERS = ((Cell.CHANGE_IDEA, 0, 0), (Cell.CONTINUE, 1, 0), (Cell.STOP, 0, 1), (Cell.REPAIR, 1, 1))
_AXIS = 22
_EDGE = 9
"""Room for half a mark, so that one at the highest or lowest value stands whole inside the frame."""


class FitMatrix(QWidget):
    """path: partner's and our position of every wave, oldest first."""

    def __init__(self, fit: FitCheck, path: Path, thresholds: Thresholds, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fit, self._path, self._limits = fit, path, thresholds
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.words())
        self.setToolTip(self.words())

    def words(self) -> str:
        """Everything the square shows."""
        parts = [self.tr("Fit check")]
        for words, position in ((self.tr("the partner"), self._fit.partner), (self.tr("our view"), self._fit.ours)):
            if position is None:
                parts.append(self.tr("{who}: not shown").format(who=words))
            else:
                text = self.tr("{who}: quality {quality}, right track {direction}, {cell}")
                values = {"quality": tenths(position.quality), "direction": tenths(position.direction), "cell": ADVICE[position.cell].title}
                parts.append(text.format(who=words, **values))
        return ". ".join(parts)

    def sizeHint(self) -> QSize:
        return QSize(px(330), px(246))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(200), px(246))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(px(_AXIS), 1, self.width() - px(_AXIS) - 1, self.height() - px(_AXIS) - 1)
        self._paint_ground(painter, box)
        self._paint_corners(painter, box)
        self._paint_axes(painter, box)
        self._paint_path(painter, box)
        if self._fit.ours is not None:
            paint_ring(painter, self._at(box, self._fit.ours), px(13))
        if self._fit.partner is not None:
            paint_diamond(painter, self._at(box, self._fit.partner), px(14))

    def _paint_ground(self, painter: QPainter, box: QRectF) -> None:
        shades, limits = look(), self._limits
        x, y = self._across(box, limits.direction), self._up(box, limits.quality)
        wide = self._across(box, limits.direction + limits.band) - x
        high = y - self._up(box, limits.quality + limits.band)
        painter.fillRect(box, shades.colour("surface"))
        painter.fillRect(QRectF(x - wide, box.top(), 2 * wide, box.height()), shades.colour("sunken"))
        painter.fillRect(QRectF(box.left(), y - high, box.width(), 2 * high), shades.colour("sunken"))
        painter.setPen(QPen(shades.colour("line-strong"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))
        painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(shades.colour("accent"), 2) if self.hasFocus() else QPen(shades.colour("line-strong"), 1))
        painter.drawRect(box)

    def _paint_corners(self, painter: QPainter, box: QRectF) -> None:
        under = {
            Cell.CHANGE_IDEA: self.tr("small changes or new design"),
            Cell.CONTINUE: self.tr("look for scale"),
            Cell.STOP: self.tr("strong warning sign"),
            Cell.REPAIR: self.tr("before it shows"),
        }
        inner = box.adjusted(px(7), px(5), -px(7), -px(5))
        for cell, right, low in _CORNERS:
            align = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            step = px(17)
            top = inner.bottom() - 2 * step if low else inner.top()
            half = QRectF(inner.center().x() if right else inner.left(), top, inner.width() / 2 + (0 if right else px(16)), step)
            for n, (words, bold, colour) in enumerate(((ADVICE[cell].title, True, "text"), (under[cell], False, "text2"))):
                painter.setFont(look().font(12, bold=bold))
                painter.setPen(look().colour(colour))
                painter.drawText(half.translated(0, n * step), align | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute, words)

    def _paint_axes(self, painter: QPainter, box: QRectF) -> None:
        painter.setFont(look().font(12))
        painter.setPen(look().colour("text2"))
        below = QRectF(box.left(), box.bottom() + px(2), box.width(), px(_AXIS - 3))
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self.tr("On the right track →"))
        painter.save()
        painter.translate(0, box.bottom())
        painter.rotate(-90)
        painter.drawText(QRectF(0, 0, box.height(), px(_AXIS - 3)), Qt.AlignmentFlag.AlignCenter, self.tr("Relationship quality →"))
        painter.restore()

    def _paint_path(self, painter: QPainter, box: QRectF) -> None:
        """From the partner's position before this wave to the one now."""
        before = [position for position, _ours in self._path[:-1] if position is not None]
        if not before or self._fit.partner is None:
            return
        start = self._at(box, before[-1])
        painter.setPen(QPen(look().colour("biz"), 1.5, Qt.PenStyle.DotLine))
        painter.drawLine(start, self._at(box, self._fit.partner))
        paint_diamond(painter, start, px(7), filled=False)

    def _at(self, box: QRectF, position: Position) -> QPointF:
        return QPointF(self._across(box, position.direction), self._up(box, position.quality))

    def _across(self, box: QRectF, value: float) -> float:
        inner = box.adjusted(px(_EDGE), 0, -px(_EDGE), 0)
        return inner.left() + inner.width() * (min(HIGH, max(LOW, value)) - LOW) / (HIGH - LOW)

    def _up(self, box: QRectF, value: float) -> float:
        inner = box.adjusted(0, px(_EDGE), 0, -px(_EDGE))
        return inner.bottom() - inner.height() * (min(HIGH, max(LOW, value)) - LOW) / (HIGH - LOW)
