"""Small parts every widget uses: labels that take plain text, layouts with the design's spacing, properties that restyle."""

from __future__ import annotations

from typing import Any, TypeVar

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QLayout, QPlainTextEdit, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui.icons import pixmap
from ui.theme import look, px

Margins = tuple[int, int, int, int]
B = TypeVar("B", bound=QBoxLayout)


def restyle(widget: QWidget, **properties: Any) -> None:
    """Set dynamic properties and let the style sheet see them. A widget not yet measured or shown gets its style later, with them."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def column(parent: QWidget | None = None, *, margins: Margins = (0, 0, 0, 0), gap: int = 8) -> QVBoxLayout:
    """A vertical layout with margins (left, top, right, bottom) and gap in lengths of the design."""
    return _spaced(QVBoxLayout(parent) if parent is not None else QVBoxLayout(), margins, gap)


def row(parent: QWidget | None = None, *, margins: Margins = (0, 0, 0, 0), gap: int = 8) -> QHBoxLayout:
    """A horizontal layout; see `column`."""
    return _spaced(QHBoxLayout(parent) if parent is not None else QHBoxLayout(), margins, gap)


def _spaced(layout: B, margins: Margins, gap: int) -> B:
    layout.setContentsMargins(*(px(m) for m in margins))
    layout.setSpacing(px(gap))
    return layout


def centred(widget: QWidget) -> QHBoxLayout:
    """A widget of fixed width in the middle. (An alignment would ask it for its height at the full width, and cut off wrapped text.)"""
    line = row(gap=0)
    line.addStretch()
    line.addWidget(widget)
    line.addStretch()
    return line


def clear(layout: QLayout) -> None:
    """Take every widget and layout out of a layout and delete it."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)


class Label(QLabel):
    """A label for any text, also names and notes that people typed: never read as rich text.

    role: the typographic role of the style sheet (`title`, `section`, `strong`, `sub`, `caption`, …).
    """

    def __init__(self, text: str = "", role: str = "", *, wrap: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setWordWrap(wrap)
        if role:
            self.setProperty("role", role)
        if wrap:
            policy = self.sizePolicy()  # knows that the height depends on the width; a new policy would not
            policy.setVerticalPolicy(QSizePolicy.Policy.Minimum)
            self.setSizePolicy(policy)


class ElidedLabel(Label):
    """One line with "…" at its end, or where `mode` says, when there is no room; the whole text is in the tooltip then."""

    def __init__(
        self, text: str = "", role: str = "", parent: QWidget | None = None, *, mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight
    ) -> None:
        super().__init__(text, role, parent=parent)
        self._mode = mode
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(px(32), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        shown = self.fontMetrics().elidedText(self.text(), self._mode, self.contentsRect().width())
        self.setToolTip(self.text() if shown != self.text() else "")
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())  # by itself and without the style, whose hundreds of names cost a start 8 ms
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), int(self.alignment() | Qt.TextFlag.TextSingleLine), shown)


class IconLabel(QLabel):
    """A picture beside text. It has no words of its own, so that a screen reader passes over it."""

    def __init__(self, name: str, colour: str = "text2", size: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_icon(name, colour)

    def show_icon(self, name: str, colour: str = "text2") -> None:
        """Show another icon or colour."""
        self.setPixmap(pixmap(name, colour, self._size, self.devicePixelRatioF()))
        self.setFixedSize(px(self._size), px(self._size))


class Line(QFrame):
    """A thin line between rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "line")
        self.setFixedHeight(1)


class FocusFrame(QObject):
    """Lets a frame show that the button in it has the keyboard. Install it on the button as an event filter."""

    def __init__(self, frame: QFrame) -> None:
        super().__init__(frame)
        self._frame = frame

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            restyle(self._frame, focused="true" if event.type() == QEvent.Type.FocusIn else "false")
        return super().eventFilter(watched, event)


class _Content(QWidget):
    """What scrolls. Its height follows from its width; a least height of its own would be that of wrapped text at its narrowest."""

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        return QSize(least.width(), 0) if self.hasHeightForWidth() else least


class Scroller(QScrollArea):
    """Scrolls its content up and down; sideways only with large text, when something cannot be made narrow enough. `body` is the layout to fill."""

    def __init__(self, *, margins: Margins = (24, 12, 24, 16), gap: int = 12, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        content = _Content()
        content.setObjectName("content")
        self.body = column(content, margins=margins, gap=gap)
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        never, needed = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setHorizontalScrollBarPolicy(needed if look().large else never)

    def minimumSizeHint(self) -> QSize:
        return QSize(px(120), px(80))

    def focusNextPrevChild(self, next_: bool) -> bool:
        moved = super().focusNextPrevChild(next_)
        if moved and (now := self.focusWidget()) is not None:
            self.ensureWidgetVisible(now)
        return moved

    def ensureWidgetVisible(self, child: QWidget, xmargin: int = 50, ymargin: int = 50) -> None:
        """Bring a part into sight; a field of several lines as a whole, not with the line of its cursor alone."""
        super().ensureWidgetVisible(child, xmargin, ymargin)
        content = self.widget()
        if isinstance(child, QPlainTextEdit) and content is not None and content.isAncestorOf(child):
            for corner in (child.rect().bottomLeft(), child.rect().topLeft()):
                self.ensureVisible(self.horizontalScrollBar().value(), child.mapTo(content, corner).y(), 0, px(8))
