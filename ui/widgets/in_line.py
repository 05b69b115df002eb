"""A sign or a button inside a line one types in. (Qt's own actions there keep the size of small text, however large the text is.)"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractSpinBox, QLineEdit, QWidget

from ui.theme import px

_EDGE = 9
_GAP = 6


class InLine(QObject):
    """Keeps a part at the beginning of a line, or at its end, and the words beside it."""

    def __init__(self, line: QLineEdit, part: QWidget, *, at_end: bool = False) -> None:
        super().__init__(line)
        self._line, self._part, self._at_end = line, part, at_end
        part.setParent(line)
        line.installEventFilter(self)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutDirectionChange):
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        size = self._part.size() if self._part.minimumSize() == self._part.maximumSize() else self._part.sizeHint()
        right = self._at_end != (self._line.layoutDirection() == Qt.LayoutDirection.RightToLeft)
        taken = size.width() + px(_GAP)
        self._line.setTextMargins(0 if right else taken, 0, taken if right else 0, 0)
        left = self._line.width() - px(_EDGE) - size.width() if right else px(_EDGE)
        self._part.setGeometry(left, (self._line.height() - size.height()) // 2, size.width(), size.height())


def inset(field: QAbstractSpinBox) -> None:
    """Let the number begin where the text of every other field does. (The style sheet's padding does not reach into a field with steps.)"""
    field.lineEdit().setTextMargins(px(8), 0, 0, 0)
