"""Marks from 1 to 5 with "cannot judge" apart: keys 1–5, 0 or ? cannot judge, ←→ changes, Delete clears, ↑↓ next factor."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ui.theme import look, px

CANNOT_JUDGE = -1
"""The mark of somebody who looked and cannot judge. It is a state, never a number of the scale."""


class Scale(QWidget):
    """One mark on a short scale, or "cannot judge", or nothing yet. The order of the numbers is never mirrored.

    Signals:
        marked(object): the new mark: a number, CANNOT_JUDGE, or None when cleared. Not emitted by `set_mark`.
        step(int): ↓ (+1) or ↑ (-1) was pressed: the next or the previous factor should get the focus.
    """

    marked = Signal(object)
    step = Signal(int)

    def __init__(self, name: str, *, low: int = 1, high: int = 5, anchors: Mapping[int, str] | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._anchors = dict(anchors or {})
        self._cells = (*range(low, high + 1), CANNOT_JUDGE)
        self._mark: int | None = None
        self._hover: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._say()

    def mark(self) -> int | None:
        """A number, CANNOT_JUDGE, or None."""
        return self._mark

    def set_mark(self, mark: int | None) -> None:
        """Show a mark, without a signal."""
        self._mark = mark if mark in self._cells else None
        self._say()
        self.update()

    def meaning(self, mark: int | None) -> str:
        """What a mark means in words: its anchor, or the two anchors it lies between."""
        if mark is None:
            return self.tr("no mark yet")
        if mark == CANNOT_JUDGE:
            return self.tr("cannot judge")
        return self.tr("{0} of {1}").format(mark, self._cells[-2]) + self._between(mark)

    def sizeHint(self) -> QSize:
        """Wide enough for every cell and the question mark."""
        side = px(27)
        return QSize(side * (len(self._cells) - 1) + 1 + px(7) + side, px(28))

    def cell(self, mark: int) -> QRect:
        """Where a mark is drawn."""
        place = self._cells.index(mark)
        gap = px(7) if mark == CANNOT_JUDGE else 0
        return QRect(place * px(27) + gap, 0, px(27) + 1, px(28))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Cells, the chosen one filled, the focus as a second line."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for mark in self._cells:
            if mark != self._mark:
                self._paint_cell(painter, mark)
        if self._mark is not None:
            self._paint_cell(painter, self._mark)
        if self.hasFocus():
            self._paint_focus(painter)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the cell; pressing the chosen one again leaves it chosen."""
        mark = self._at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and mark is not None and self.isEnabled():
            self._set(mark)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show which cell would be chosen."""
        self._hover = self._at(event.position().toPoint())
        self.update()

    def leaveEvent(self, _event: QEvent) -> None:
        """No cell is under the pointer any more."""
        self._hover = None
        self.update()

    def event(self, event: QEvent) -> bool:
        """The tooltip tells what the mark under the pointer means."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            mark = self._at(event.pos())
            QToolTip.showText(event.globalPos(), self.meaning(mark) if mark is not None else "", self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits mark, 0 and ? say cannot judge, arrows change or move on."""
        key, text = Qt.Key(event.key()), event.text()
        if text and text.isdecimal() and int(text) in self._cells:
            self._set(int(text))
        elif text in ("0", "?", "٠"):
            self._set(CANNOT_JUDGE)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._set(None)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._move(1 if key == Qt.Key.Key_Right else -1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QEvent) -> None:
        """Show the focus."""
        self.update()

    def focusOutEvent(self, event: QEvent) -> None:
        """Hide the focus."""
        self.update()

    def _at(self, point: QPoint) -> int | None:
        return next((mark for mark in self._cells if self.cell(mark).contains(point)), None)

    def _move(self, step: int) -> None:
        numbers = self._cells[:-1]
        if self._mark in (None, CANNOT_JUDGE):
            self._set(numbers[0] if step > 0 else numbers[-1])
        else:
            self._set(min(numbers[-1], max(numbers[0], (self._mark or 0) + step)))

    def _set(self, mark: int | None) -> None:
        if mark != self._mark:
            self.set_mark(mark)
            self.marked.emit(mark)

    def _between(self, mark: int) -> str:
        if mark in self._anchors:
            return f": {self._anchors[mark]}"
        below = max((a for a in self._anchors if a < mark), default=None)
        above = min((a for a in self._anchors if a > mark), default=None)
        if below is None or above is None:
            return ""
        return self.tr(", between “{0}” and “{1}”").format(self._anchors[below], self._anchors[above])

    def _say(self) -> None:
        self.setAccessibleName(f"{self._name}: {self.meaning(self._mark)}")

    def _paint_cell(self, painter: QPainter, mark: int) -> None:
        chosen, colour = mark == self._mark, look().colour
        rect = self.cell(mark).adjusted(0, 0, -1, -1)
        pen = QPen(colour("accent" if chosen else "line-strong"), 1)
        if mark == CANNOT_JUDGE and not chosen:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(colour("accent" if chosen else "hover" if mark == self._hover and self.isEnabled() else "surface"))
        radius = px(6) if mark == CANNOT_JUDGE else 0
        _end_rounded(painter, rect, radius, first=mark == self._cells[0], last=mark == self._cells[-2])
        painter.setFont(look().font(13, bold=chosen))
        painter.setPen(colour("on-accent" if chosen else "text2" if mark == CANNOT_JUDGE else "text"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, "?" if mark == CANNOT_JUDGE else str(mark))

    def _paint_focus(self, painter: QPainter) -> None:
        """A line of the text colour inside the chosen cell, or of the accent round the whole scale."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        whole = self.cell(self._cells[0]).united(self.cell(self._cells[-2])).adjusted(1, 1, -2, -2)
        inside = self.cell(self._mark).adjusted(2, 2, -3, -3) if self._mark is not None else whole
        painter.setPen(QPen(look().colour("on-accent" if self._mark is not None else "accent"), 2))
        painter.drawRoundedRect(inside, px(3), px(3))


def _end_rounded(painter: QPainter, rect: QRect, radius: int, *, first: bool, last: bool) -> None:
    """A cell whose outer corners are rounded when it is the first or the last of a joined row."""
    corner = px(5)
    if radius or not (first or last):
        painter.drawRoundedRect(rect, radius, radius)
        return
    painter.save()
    painter.setClipRect(rect.adjusted(0, 0, 2, 2))
    painter.drawRoundedRect(rect.adjusted(0 if first else -corner, 0, corner if first else 0, 0), corner, corner)
    painter.restore()
    edge = rect.right() + 1 if first else rect.left()
    painter.drawLine(edge, rect.top(), edge, rect.bottom())
