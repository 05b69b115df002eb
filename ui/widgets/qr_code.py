"""A QR code: always black on white, also in the dark, because readers expect it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget


class QrCode(QWidget):
    """modules: rows of dark (True) and light squares, with their quiet zone. dot: pixels of one square."""

    def __init__(self, modules: Sequence[Sequence[bool]], name: str, *, dot: int = 4, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._modules = modules
        self._dot = dot
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        side = len(self._modules) * self._dot
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        for y, line in enumerate(self._modules):
            for x, dark in enumerate(line):
                if dark:
                    painter.fillRect(x * self._dot, y * self._dot, self._dot, self._dot, Qt.GlobalColor.black)
