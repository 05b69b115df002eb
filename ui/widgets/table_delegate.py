"""How a table cell is painted: one or two lines, small icons behind the first, a stage as four squares, the accent bar of the chosen row."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from ctip_desktop.dataclass import dataclass
from ui.icons import paint
from ui.theme import Look, look, px

CELL = int(Qt.ItemDataRole.UserRole) + 1
STAGES = 4
_NO_END = 10_000


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
    """Paints `Cell`s of a table of whole rows. The look is asked for once for each cell: a screen has a hundred of them."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        cell = index.data(CELL)
        if not isinstance(cell, Cell):
            super().paint(painter, option, index)
            return
        painter.save()
        shades, chosen, rect, first = look(), _is_chosen(option), option.rect, index.column() == 0
        self._ground(painter, option, shades, rect, chosen=chosen, first=first)
        if _has_keyboard(option, index):
            painter.setPen(QPen(shades.colour("accent"), 2))
            for y in (rect.top() + 1, rect.bottom()):
                painter.drawLine(rect.left(), y, rect.right(), y)
        room = rect.adjusted(shades.px(24 if first and _wide(option) else 11), 0, -shades.px(11 if cell.end else 6), 0)
        if cell.stage >= 0:
            room = _squares(painter, cell, room)
        if cell.icon:
            room = _leading_icon(painter, cell, room)
        _words(painter, shades, cell, room, bold=chosen and first)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(px(80), px(40))

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(cell := index.data(CELL), Cell):
            QToolTip.showText(event.globalPos(), cell.whole(), view)
            return True
        return super().helpEvent(event, view, option, index)

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, shades: Look, rect: QRect, *, chosen: bool, first: bool) -> None:
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.fillRect(rect, shades.colour("tint" if chosen else "hover" if hovered else "surface"))
        painter.setPen(shades.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if chosen and first:
            painter.fillRect(_start_edge(option), shades.colour("accent"))


def _wide(option: QStyleOptionViewItem) -> bool:
    return bool(option.widget is not None and option.widget.property("wide") == "true")


def _is_chosen(option: QStyleOptionViewItem) -> bool:
    return bool(option.state & QStyle.StateFlag.State_Selected)


def _has_keyboard(option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> bool:
    """Of several chosen rows, and also when it is not one of them, the one that the arrows go on from."""
    view = option.widget
    return isinstance(view, QAbstractItemView) and view.hasFocus() and view.currentIndex().row() == index.row()


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
    side = px(9)
    used = paint_squares(painter, QPoint(room.left(), room.center().y() - side // 2), cell.stage, side)
    return room.adjusted(used + px(5), 0, 0, 0)


def _leading_icon(painter: QPainter, cell: Cell, room: QRect) -> QRect:
    side = px(15)
    paint(painter, cell.icon, "text2", QRect(room.left(), room.center().y() - side // 2, side, side))
    return room.adjusted(side + px(6), 0, 0, 0)


def _words(painter: QPainter, shades: Look, cell: Cell, room: QRect, *, bold: bool) -> None:
    painter.setFont(shades.font(13, bold=bold))
    painter.setPen(shades.colour(cell.colour))
    metrics = painter.fontMetrics()
    if not cell.sub:
        if not _on_two_lines(painter, shades, cell, room):
            _line(painter, metrics, shades, cell, room)
        return
    second = shades.font(12)
    below = QFontMetrics(second)
    heights = metrics.height(), below.height()
    top = room.center().y() - sum(heights) // 2
    _line(painter, metrics, shades, cell, QRect(room.left(), top, room.width(), heights[0]))
    painter.setFont(second)
    painter.setPen(shades.colour("text3"))
    lower = QRect(room.left(), top + heights[0], room.width(), heights[1])
    painter.drawText(lower, _side(cell), fitted(below, cell.sub, lower.width()))


def _on_two_lines(painter: QPainter, shades: Look, cell: Cell, room: QRect) -> bool:
    """Words too wide for their column stand on two lines of smaller letters where these fit, rather than being cut."""
    metrics = painter.fontMetrics()
    if cell.marks or len(cell.text) * metrics.height() <= room.width() or metrics.horizontalAdvance(cell.text[: room.width()]) <= room.width():
        return False
    usual = painter.font()
    painter.setFont(shades.font(12))
    how = int(_side(cell) | Qt.TextFlag.TextWordWrap)
    needed = painter.fontMetrics().boundingRect(QRect(0, 0, room.width(), _NO_END), how, cell.text)
    if needed.height() > room.height() or needed.width() > room.width():
        painter.setFont(usual)
        return False
    painter.drawText(room, how, cell.text)
    return True


def _line(painter: QPainter, metrics: QFontMetrics, shades: Look, cell: Cell, room: QRect) -> None:
    side = shades.px(14)
    shown = fitted(metrics, cell.text, room.width() - len(cell.marks) * (side + shades.px(6)))
    painter.drawText(room, _side(cell), shown)
    if not cell.marks:
        return
    left = room.left() + metrics.horizontalAdvance(shown) + shades.px(7)
    for n, mark in enumerate(cell.marks):
        paint(painter, mark.icon, mark.colour, QRect(left + n * (side + shades.px(4)), room.center().y() - side // 2, side, side))


def fitted(metrics: QFontMetrics, text: str, width: int) -> str:
    """A text cut to a width with "…". A short one is not measured, and of a long one only as much as could ever fit: measuring is what costs."""
    if len(text) * metrics.height() <= width:  # no letter is wider than a line is high
        return text
    return metrics.elidedText(text[: max(8, width)], Qt.TextElideMode.ElideRight, max(0, width))


def _side(cell: Cell) -> int:
    edge = Qt.AlignmentFlag.AlignTrailing if cell.end else Qt.AlignmentFlag.AlignLeading
    return int(edge | Qt.AlignmentFlag.AlignVCenter)
