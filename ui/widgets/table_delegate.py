"""How a table cell is painted: one or two lines, small icons behind the first, a stage as four squares, the accent bar of the chosen row."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from ctip_desktop.dataclass import dataclass
from ui.icons import paint
from ui.theme import look, px

CELL = int(Qt.ItemDataRole.UserRole) + 1
STAGES = 4


@dataclass(frozen=True, slots=True)
class Mark:
    """A small icon behind the first line, with its meaning."""

    icon: str
    colour: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell shows. stage: -1 = no squares, 0 = four empty squares, 1 to 4 = that one filled."""

    text: str
    sub: str = ""
    marks: tuple[Mark, ...] = ()
    icon: str = ""
    stage: int = -1
    colour: str = "text"
    end: bool = False

    def whole(self) -> str:
        """Everything in words: for the tooltip and for a screen reader."""
        return ", ".join(part for part in (self.text, self.sub, *(m.meaning for m in self.marks)) if part)


class CellDelegate(QStyledItemDelegate):
    """Paints `Cell`s of a table of whole rows."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        cell = index.data(CELL)
        if not isinstance(cell, Cell):
            super().paint(painter, option, index)
            return
        painter.save()
        chosen = _is_chosen(option)
        self._ground(painter, option, index, chosen)
        room = option.rect.adjusted(px(24 if index.column() == 0 and _wide(option) else 11), 0, -px(6), 0)
        room = _squares(painter, cell, room)
        room = _leading_icon(painter, cell, room)
        _words(painter, cell, room, bold=chosen and index.column() == 0)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(px(80), px(40))

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(cell := index.data(CELL), Cell):
            QToolTip.showText(event.globalPos(), cell.whole(), view)
            return True
        return super().helpEvent(event, view, option, index)

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex, chosen: bool) -> None:
        shades = look()
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.fillRect(option.rect, shades.colour("tint" if chosen else "hover" if hovered else "surface"))
        painter.setPen(shades.colour("line"))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        if chosen and index.column() == 0:
            painter.fillRect(_start_edge(option), shades.colour("accent"))
        if chosen and option.widget is not None and option.widget.hasFocus():
            painter.setPen(QPen(shades.colour("accent"), 2))
            for y in (option.rect.top() + 1, option.rect.bottom()):
                painter.drawLine(option.rect.left(), y, option.rect.right(), y)


def _wide(option: QStyleOptionViewItem) -> bool:
    return bool(option.widget is not None and option.widget.property("wide") == "true")


def _is_chosen(option: QStyleOptionViewItem) -> bool:
    return bool(option.state & QStyle.StateFlag.State_Selected)


def _start_edge(option: QStyleOptionViewItem) -> QRect:
    bar = QRect(option.rect.left(), option.rect.top(), 3, option.rect.height())
    return QStyle.visualRect(option.direction, option.rect, bar)


def paint_squares(painter: QPainter, corner: QPoint, stage: int, side: int) -> int:
    """Four small squares on a line, the one of the stage filled; returns the width used."""
    shades = look()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    step = side + px(3)
    for n in range(STAGES):
        filled = n + 1 == stage
        painter.setPen(QPen(shades.colour("text2" if filled else "line-strong"), 1))
        painter.setBrush(shades.colour("text2") if filled else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRect(corner.x() + n * step, corner.y(), side, side), 2, 2)
    painter.restore()
    return STAGES * step


def _squares(painter: QPainter, cell: Cell, room: QRect) -> QRect:
    if cell.stage < 0:
        return room
    side = px(9)
    used = paint_squares(painter, QPoint(room.left(), room.center().y() - side // 2), cell.stage, side)
    return room.adjusted(used + px(5), 0, 0, 0)


def _leading_icon(painter: QPainter, cell: Cell, room: QRect) -> QRect:
    if not cell.icon:
        return room
    side = px(15)
    paint(painter, cell.icon, "text2", QRect(room.left(), room.center().y() - side // 2, side, side))
    return room.adjusted(side + px(6), 0, 0, 0)


def _words(painter: QPainter, cell: Cell, room: QRect, *, bold: bool) -> None:
    first = look().font(13, bold=bold)
    second = look().font(12)
    heights = QFontMetrics(first).height(), QFontMetrics(second).height() if cell.sub else 0
    top = room.center().y() - sum(heights) // 2
    upper = QRect(room.left(), top, room.width(), heights[0])
    painter.setFont(first)
    painter.setPen(look().colour(cell.colour))
    _line(painter, cell, upper)
    if cell.sub:
        painter.setFont(second)
        painter.setPen(look().colour("text3"))
        lower = QRect(room.left(), top + heights[0], room.width(), heights[1])
        painter.drawText(lower, _side(cell), QFontMetrics(second).elidedText(cell.sub, Qt.TextElideMode.ElideRight, lower.width()))


def _line(painter: QPainter, cell: Cell, room: QRect) -> None:
    side = px(14)
    needed = len(cell.marks) * (side + px(6))
    metrics = painter.fontMetrics()
    shown = metrics.elidedText(cell.text, Qt.TextElideMode.ElideRight, max(0, room.width() - needed))
    painter.drawText(room, _side(cell), shown)
    left = room.left() + metrics.horizontalAdvance(shown) + px(7)
    for n, mark in enumerate(cell.marks):
        paint(painter, mark.icon, mark.colour, QRect(left + n * (side + px(4)), room.center().y() - side // 2, side, side))


def _side(cell: Cell) -> int:
    edge = Qt.AlignmentFlag.AlignTrailing if cell.end else Qt.AlignmentFlag.AlignLeading
    return int(edge | Qt.AlignmentFlag.AlignVCenter)
