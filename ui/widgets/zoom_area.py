"""A drawing that can be enlarged: buttons, the keys + − 0, or Ctrl with the wheel. What is larger than the window scrolls."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

STEPS = (1.0, 1.25, 1.5, 2.0, 3.0)

_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.KeypadModifier)
_KEYS = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1, Qt.Key.Key_0: 0}


class ZoomArea(QScrollArea):
    """Holds one drawing that fits the window at first.

    Signals:
        zoomed(float): the drawing is to be this many times as large.
    """

    zoomed = Signal(float)

    def __init__(self, drawing: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.zoom = STEPS[0]
        self._drawing = drawing
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(drawing)
        self.setCornerWidget(QWidget())  # an empty one: else the style draws its own mark between the two bars
        for part in (drawing, self.viewport()):
            part.setAutoFillBackground(False)  # the card shows through
        drawing.installEventFilter(self)

    def step(self, direction: int) -> None:
        """One step larger (1), smaller (−1), or back to the whole drawing (0)."""
        place = STEPS.index(self.zoom) + direction if direction else 0
        self.zoom = STEPS[max(0, min(len(STEPS) - 1, place))]
        self._fit()
        self.zoomed.emit(self.zoom)

    def bring_into_sight(self, place: QPointF) -> None:
        """Scroll to a place of the drawing."""
        self.ensureVisible(round(place.x()), round(place.y()), self.viewport().width() // 4, self.viewport().height() // 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of the drawing."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.modifiers() in _PLAIN:
            direction = _KEYS.get(Qt.Key(event.key()))
            if direction is not None:
                self.step(direction)
                return True
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        room = self.maximumViewportSize()
        self._drawing.setMinimumSize((room * self.zoom) if self.zoom > STEPS[0] else self._drawing.minimumSizeHint())
