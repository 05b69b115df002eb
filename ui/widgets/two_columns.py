"""A wide and a narrow column side by side, below one another when there is no room or the text is large."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from ui.theme import look, px
from ui.widgets.base import column, row

_NO_LIMIT = 16_777_215  # Qt's own


class TwoColumns(QWidget):
    """Fill `wide` and `side`. side_width, least: lengths of the design; below `least` both go below one another."""

    def __init__(self, side_width: int = 372, least: int = 900, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._width, self._least = side_width, least
        self._line = row(self, gap=16)
        first, self._side = QWidget(), QWidget()
        self.wide: QVBoxLayout = column(first, gap=12)
        self.side: QVBoxLayout = column(self._side, gap=12)
        self._line.addWidget(first, 1)
        self._line.addWidget(self._side)
        self._arrange()

    @property
    def below(self) -> bool:
        """Whether they stand below one another."""
        return look().large or self.width() < px(self._least)

    def _arrange(self) -> None:
        below = self.below
        self._line.setDirection(QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight)
        self._side.setMinimumWidth(0 if below else px(self._width))
        self._side.setMaximumWidth(_NO_LIMIT if below else px(self._width))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
