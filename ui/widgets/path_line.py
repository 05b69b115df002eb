"""A place on the drive, to be read only: its beginning and its end are what people know it by, so that the middle is left out."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.theme import px


class PathLine(QLineEdit):
    """Shows `place` with "…" in its middle when there is no room; the whole is in the tooltip and told to a screen reader."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.place = ""

    def show_place(self, place: str) -> None:
        """Show another one."""
        self.place = place
        self.setToolTip(place)
        self.setAccessibleDescription(place)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.width() - px(26)  # the style's own margins
        self.setText(self.fontMetrics().elidedText(self.place, Qt.TextElideMode.ElideMiddle, room))
