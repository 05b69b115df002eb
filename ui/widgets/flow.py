"""Puts widgets side by side and goes on below when there is no room, in reading direction."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from ui.theme import px
from ui.widgets.base import Margins


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
        x, y, tallest = room.x(), room.y(), 0
        for item in self._items:
            size = item.sizeHint()
            if x + size.width() > room.right() + 1 and tallest:
                x, y, tallest = room.x(), y + tallest + self._gap, 0
            if not only_measure:
                parent = self.parentWidget()
                direction = parent.layoutDirection() if parent is not None else Qt.LayoutDirection.LeftToRight
                start = room.left() + room.right() + 1 - x - size.width() if direction == Qt.LayoutDirection.RightToLeft else x
                item.setGeometry(QRect(QPoint(start, y), size))
            x += size.width() + self._gap
            tallest = max(tallest, size.height())
        return y + tallest - rect.y() + bottom
