"""Numbered steps in a line: done, here, to come."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.icons import paint
from ui.theme import look, px

_DISC = 20
_GAP = 6
_LINE = 28


class StepPath(QWidget):
    """The accessible name says "Step 2 of 4: Passphrase"."""

    def __init__(self, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = tuple(names)
        self._here = 0
        self._put_off: frozenset[int] = frozenset()
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.show_step(0)

    def show_step(self, here: int) -> None:
        """Where the person is, from 0."""
        self._here = here
        self.setAccessibleName(self.tr("Step {n} of {all}: {name}").format(n=here + 1, all=len(self._names), name=self._names[here]))
        self.updateGeometry()
        self.update()

    def put_off(self, step: int, *, later: bool = True) -> None:
        """Mark a step as passed over: it gets no check mark."""
        self._put_off = self._put_off | {step} if later else self._put_off - {step}
        self.update()

    def done(self, step: int) -> bool:
        """Whether it was gone through and not put off."""
        return step < self._here and step not in self._put_off

    def sizeHint(self) -> QSize:
        return self._room([self._width(n) for n in range(len(self._names))])

    def minimumSizeHint(self) -> QSize:
        return self._room([self._width(n) if n == self._here else 0 for n in range(len(self._names))])

    def _room(self, words: Sequence[int]) -> QSize:
        return QSize(sum(px(_DISC + _GAP) + width for width in words) + (len(words) - 1) * px(_LINE + 16), px(_DISC + 4))

    def _named(self, place: int) -> bool:
        """Where there is no room for all names, the others keep their number alone."""
        return place == self._here or self.width() >= self.sizeHint().width()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = 0
        for place in range(len(self._names)):
            width = px(_DISC + _GAP) + (self._width(place) if self._named(place) else 0)
            at = self.width() - left - width if rtl else left
            self._paint_step(painter, place, at)
            left += width
            if place + 1 < len(self._names):
                start = self.width() - left - px(8) if rtl else left + px(8)
                painter.setPen(QPen(look().colour("line-strong"), 1))
                painter.drawLine(QPointF(start, self.height() / 2), QPointF(start + (-1 if rtl else 1) * px(_LINE), self.height() / 2))
                left += px(_LINE + 16)

    def _width(self, place: int) -> int:
        return QFontMetrics(look().font(13, bold=place == self._here)).horizontalAdvance(self._names[place])

    def _paint_step(self, painter: QPainter, place: int, left: int) -> None:
        done, here = self.done(place), place == self._here
        disc = QRectF(left + 1, (self.height() - px(_DISC)) / 2, px(_DISC) - 1, px(_DISC) - 1)
        painter.setPen(QPen(look().colour("accent" if done or here else "line-strong"), 2 if here else 1))
        painter.setBrush(look().colour("accent") if done else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(disc)
        if done:
            side = px(12)
            paint(painter, "check", "on-accent", QRect(round(disc.center().x() - side / 2), round(disc.center().y() - side / 2), side, side))
        else:
            painter.setFont(look().font(11, bold=True))
            painter.setPen(look().colour("accent" if here else "text2"))
            painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(place + 1))
        if not self._named(place):
            return
        painter.setFont(look().font(13, bold=here))
        painter.setPen(look().colour("text" if here else "text2"))
        room = QRect(left + px(_DISC + _GAP), 0, self._width(place) + 2, self.height())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter), self._names[place])
