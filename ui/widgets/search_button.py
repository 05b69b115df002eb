"""A button that looks like a search field and opens the search over everything."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, Qt
from PySide6.QtWidgets import QPushButton, QWidget

from ui.icons import paint
from ui.theme import look, px
from ui.widgets.enter import enter_presses

_WIDTH = 300


class SearchButton(QPushButton):
    """Words at the start, the key at the end."""

    def __init__(self, words: str, keys: str, *, clicked: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._keys = keys
        self.setAccessibleName(words)
        self.setToolTip(f"{words} ({keys})")
        self.setAutoDefault(False)
        self.clicked.connect(lambda _on=False: clicked())

    def sizeHint(self) -> QSize:
        return QSize(px(_WIDTH), px(32))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not enter_presses(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side = px(15)
        left = self.width() - side - px(12) if rtl else px(12)
        paint(painter, "search", "text2", QRect(left, (self.height() - side) // 2, side, side))
        painter.setFont(look().font(13))
        painter.setPen(look().colour("text3"))
        room = self.rect().adjusted(px(34), 0, -px(34), 0)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter), self._words)
        self._paint_keys(painter, rtl=rtl)

    def _paint_keys(self, painter: QPainter, *, rtl: bool) -> None:
        painter.setFont(look().font(11))
        width = painter.fontMetrics().horizontalAdvance(self._keys) + px(11)
        left = px(9) if rtl else self.width() - width - px(9)
        frame = QRect(left, (self.height() - px(18)) // 2, width, px(18))
        painter.setPen(look().colour("line"))
        painter.setBrush(look().colour("sunken"))
        painter.drawRoundedRect(frame, 4, 4)
        painter.setPen(look().colour("text2"))
        painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, self._keys)
