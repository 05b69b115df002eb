"""How places moved from round to round: one line per opportunity, the best at the top."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ctip_desktop.queries.opportunities import RankMovement, RoundView
from ui.theme import look, px

_ROW = 34
_HEAD = 40
_NAMES = 260


class RankMoves(QWidget):
    """Lines between places. Keys: ↑↓ choose a line, Enter opens it.

    Signals:
        opened(UUID): Enter or a double click.
    """

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rounds: tuple[RoundView, ...] = ()
        self.lines: tuple[RankMovement, ...] = ()
        self.current = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._say()

    def show_moves(self, rounds: tuple[RoundView, ...], lines: tuple[RankMovement, ...]) -> None:
        """Draw these rounds and lines, in the order of the last places."""
        self.rounds = rounds
        self.lines = tuple(sorted(lines, key=lambda one: [rank if rank is not None else 10_000 for rank in reversed(one.ranks)]))
        self.current = min(self.current, max(0, len(self.lines) - 1))
        self.setMinimumHeight(self.sizeHint().height())
        self._say()
        self.update()

    def words(self, one: RankMovement) -> str:
        """One line in words."""
        places = [
            self.tr("{0}: place {1}").format(each.title, rank) if rank is not None else self.tr("{0}: no place").format(each.title)
            for each, rank in zip(self.rounds, one.ranks, strict=False)
        ]
        return f"{one.title}. " + ", ".join(places)

    def sizeHint(self) -> QSize:
        return QSize(px(600), px(_HEAD) + self._depth() * px(_ROW) + px(12))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if step and self.lines:
            self.current = (self.current + step) % len(self.lines)
            self._say()
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.lines:
            self.opened.emit(self.lines[self.current].id)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        ends = [(one.ranks[-1], n) for n, one in enumerate(self.lines) if one.ranks]
        near = [(abs(self._y(rank) - event.position().y()), n) for rank, n in ends if rank is not None]
        if near:
            self.current = min(near)[1]
            self._say()
            self.update()

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        if self.lines:
            self.opened.emit(self.lines[self.current].id)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_rounds(painter)
        for n, one in enumerate(self.lines):
            if n != self.current:
                self._paint_line(painter, one, on=False)
        if self.lines:
            self._paint_line(painter, self.lines[self.current], on=True)

    def _depth(self) -> int:
        places = [rank for one in self.lines for rank in one.ranks if rank is not None]
        return max(places, default=1)

    def _x(self, place: int) -> float:
        first, last = px(40), self.width() - px(_NAMES)
        share = place / max(1, len(self.rounds) - 1)
        x = first + (last - first) * share
        return self.width() - x if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else x

    def _y(self, rank: int | None) -> float:
        return px(_HEAD) + ((rank or 1) - 0.5) * px(_ROW)

    def _paint_rounds(self, painter: QPainter) -> None:
        painter.setFont(look().font(12, bold=True))
        for place, each in enumerate(self.rounds):
            x = self._x(place)
            painter.setPen(look().colour("text2"))
            text = QRect(round(x) - px(90), 0, px(180), px(_HEAD) - px(8))
            if place == 0:
                text.moveLeft(round(x) - px(16))
            painter.drawText(
                text, (Qt.AlignmentFlag.AlignLeft if place == 0 else Qt.AlignmentFlag.AlignHCenter) | Qt.AlignmentFlag.AlignVCenter, each.title
            )
            painter.setPen(QPen(look().colour("line"), 1))
            painter.drawLine(QPointF(x, px(_HEAD) - px(4)), QPointF(x, self.height() - px(8)))

    def _paint_line(self, painter: QPainter, one: RankMovement, *, on: bool) -> None:
        token = "accent" if on else "line-strong"
        points = [QPointF(self._x(n), self._y(rank)) for n, rank in enumerate(one.ranks) if rank is not None]
        painter.setPen(QPen(look().colour(token), 3 if on else 1.5))
        for before, after in pairwise(points):
            painter.drawLine(before, after)
        for n, rank in enumerate(one.ranks):
            if rank is not None:
                self._paint_place(painter, QPointF(self._x(n), self._y(rank)), rank, on=on)
        if points:
            self._paint_name(painter, one, points[-1], on=on)

    def _paint_place(self, painter: QPainter, point: QPointF, rank: int, *, on: bool) -> None:
        painter.setBrush(look().colour("accent" if on else "surface"))
        painter.setPen(QPen(look().colour("accent" if on else "line-strong"), 1.5))
        painter.drawEllipse(point, px(11), px(11))
        painter.setFont(look().font(12, bold=on))
        painter.setPen(look().colour("on-accent" if on else "text"))
        box = QRect(round(point.x()) - px(11), round(point.y()) - px(11), px(22), px(22))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(rank))

    def _paint_name(self, painter: QPainter, one: RankMovement, point: QPointF, *, on: bool) -> None:
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        start = round(point.x()) - px(20) - px(_NAMES - 40) if rtl else round(point.x()) + px(20)
        box = QRect(start, round(point.y()) - px(12), px(_NAMES - 40), px(24))
        painter.setFont(look().font(13, bold=on))
        painter.setPen(look().colour("text"))
        shown = painter.fontMetrics().elidedText(one.title, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, (Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter, shown)
        if on and self.hasFocus():
            painter.setPen(QPen(look().colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(-px(6), 0, 0, 0), px(4), px(4))

    def _say(self) -> None:
        head = self.tr("How ranks moved")
        self.setAccessibleName(f"{head}: {self.words(self.lines[self.current])}" if self.lines else head)
