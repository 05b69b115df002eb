"""How places moved from round to round: one line per opportunity, the best at the top."""

from __future__ import annotations

from collections.abc import Sequence
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
        self._slots: list[dict[int, int]] = []  # for each round: line → row, each row taken once
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._say()

    def show_moves(self, rounds: tuple[RoundView, ...], lines: tuple[RankMovement, ...]) -> None:
        """Draw these rounds and lines, in the order of the last places."""
        self.rounds = rounds
        self.lines = tuple(sorted(lines, key=lambda one: [rank if rank is not None else 10_000 for rank in reversed(one.ranks)]))
        self._slots = [_slots([one.ranks[n] if n < len(one.ranks) else None for one in self.lines]) for n in range(len(self.rounds))]
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
        at = event.position()
        near = [(abs(point.x() - at.x()) + 4 * abs(point.y() - at.y()), n) for n in range(len(self.lines)) for point in self._points(n)[-1:]]
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
        others = [n for n in range(len(self.lines)) if n != self.current]
        for n in others:
            self._paint_way(painter, n, on=False)
        if self.lines:
            self._paint_way(painter, self.current, on=True)
        for n in others:
            self._paint_ends(painter, n, on=False)
        if self.lines:
            self._paint_ends(painter, self.current, on=True)

    def _depth(self) -> int:
        return max((slot + 1 for slots in self._slots for slot in slots.values()), default=1)

    def _x(self, place: int) -> float:
        first, last = px(40), self.width() - px(_NAMES)
        share = place / max(1, len(self.rounds) - 1)
        x = first + (last - first) * share
        return self.width() - x if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else x

    def _points(self, line: int) -> list[QPointF]:
        """Where a line stands in each round in which it has a place."""
        return [QPointF(self._x(n), px(_HEAD) + (slots[line] + 0.5) * px(_ROW)) for n, slots in enumerate(self._slots) if line in slots]

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

    def _paint_way(self, painter: QPainter, line: int, *, on: bool) -> None:
        painter.setPen(QPen(look().colour("accent" if on else "line-strong"), 3 if on else 1.5))
        for before, after in pairwise(self._points(line)):
            painter.drawLine(before, after)

    def _paint_ends(self, painter: QPainter, line: int, *, on: bool) -> None:
        """The place in each round, and the name beside the last."""
        one, points = self.lines[line], self._points(line)
        for point, rank in zip(points, [rank for rank in one.ranks if rank is not None], strict=False):
            self._paint_place(painter, point, rank, on=on)
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
        """On the ground of the card, so that the lines of others do not run through the letters."""
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        painter.setFont(look().font(13, bold=on))
        shown = painter.fontMetrics().elidedText(one.title, Qt.TextElideMode.ElideRight, self._room(point))
        width = painter.fontMetrics().horizontalAdvance(shown) + px(10)
        start = round(point.x()) - px(15) - width if rtl else round(point.x()) + px(15)
        box = QRect(start, round(point.y()) - px(11), width, px(22))
        painter.fillRect(box, look().colour("surface"))
        painter.setPen(look().colour("text"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)
        if on and self.hasFocus():
            painter.setPen(QPen(look().colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, px(4), px(4))

    def _room(self, point: QPointF) -> int:
        """How wide a name may be: to the next round in which an idea has a place, or to the edge when none follows."""
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        filled = [self._x(n) for n, slots in enumerate(self._slots) if slots]
        after = [abs(x - point.x()) for x in filled if (x < point.x() - 1 if rtl else x > point.x() + 1)]
        edge = point.x() if rtl else self.width() - point.x()
        return max(px(60), round(min(after) - px(50) if after else edge - px(28)))

    def _say(self) -> None:
        head = self.tr("How ranks moved")
        self.setAccessibleName(f"{head}: {self.words(self.lines[self.current])}" if self.lines else head)


def _slots(ranks: Sequence[int | None]) -> dict[int, int]:
    """A row for each line with a place, those that share one below each other: line → row from 0."""
    slots: dict[int, int] = {}
    free = 0
    for rank, line in sorted((rank, line) for line, rank in enumerate(ranks) if rank is not None):
        slots[line] = max(free, rank - 1)
        free = slots[line] + 1
    return slots
