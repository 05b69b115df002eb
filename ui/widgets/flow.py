"""Puts widgets side by side and goes on below when there is no room, in reading direction."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from ui.theme import look, px
from ui.widgets.base import Margins, row

_Placed = tuple[QLayoutItem, int, QSize]


class FlowLayout(QLayout):
    """A layout whose height depends on its width."""

    def __init__(self, parent: QWidget | None = None, *, margins: Margins = (0, 0, 0, 0), gap: int = 6) -> None:
        super().__init__(parent)
        self.setContentsMargins(*(px(m) for m in margins))
        self._gap = px(gap)
        self._items: list[QLayoutItem] = []

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), only_measure=True)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, only_measure=False)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        left, top, right, bottom = self._margins()
        return size + QSize(left + right, top + bottom)

    def _margins(self) -> tuple[int, int, int, int]:
        margins = self.contentsMargins()
        return margins.left(), margins.top(), margins.right(), margins.bottom()

    def _place(self, rect: QRect, *, only_measure: bool) -> int:
        left, top, right, bottom = self._margins()
        room = rect.adjusted(left, top, -right, -bottom)
        y = room.y()
        for line in self._lines(room.width()):
            tallest = max(size.height() for _, _, size in line)
            if not only_measure:
                self._place_line(line, room, y, tallest)
            y += tallest + self._gap
        return y - (self._gap if self._items else 0) - rect.y() + bottom

    def _lines(self, width: int) -> list[list[_Placed]]:
        """The items with how far in their line they stand, line by line."""
        lines: list[list[_Placed]] = []
        x = 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            if not lines or x + size.width() > width:
                lines.append([])
                x = 0
            lines[-1].append((item, x, size))
            x += size.width() + self._gap
        return lines

    def _place_line(self, line: list[_Placed], room: QRect, y: int, tallest: int) -> None:
        """From the side where one begins to read; what is lower stands in the middle."""
        parent = self.parentWidget()
        mirrored = parent is not None and parent.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for item, x, size in line:
            start = room.right() + 1 - x - size.width() if mirrored else room.left() + x
            item.setGeometry(QRect(QPoint(start, y + (tallest - size.height()) // 2), size))


def head_line(words: Sequence[QWidget], actions: Sequence[QWidget]) -> QLayout:
    """The first line of a page: what it is, and at its end what can be done. Large words go on below instead of being cut."""
    if look().large:
        flow = FlowLayout(gap=8)
        for part in (*words, *actions):
            flow.addWidget(part)
        return flow
    line = row(gap=8)
    for part in words:
        line.addWidget(part)
    line.addStretch()
    for part in actions:
        line.addWidget(part)
    return line
