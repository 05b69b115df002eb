"""The keyboard stays where a person works.

When the control that has it is taken away, because the page was drawn anew or the button went grey, Qt gives it to the next one in its chain: often
the first entry of the rail, on the other side of the window. Then it comes back to the same control drawn anew, or to the nearest one.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea, QWidget
from shiboken6 import isValid

from ui.pages.page import Page


class FocusKeeper(QObject):
    """Watches where the keyboard goes in one window.

    page: the page shown, or None. rail: where the keyboard must not drift to by itself.
    """

    def __init__(self, page: Callable[[], Page | None], rail: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._page, self._rail = page, rail
        self._last: _Place | None = None
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._moved)

    def _moved(self, left: QWidget | None, now: QWidget | None) -> None:
        page = self._page()
        if page is None or now is None or not (page.isAncestorOf(now) or self._rail.isAncestorOf(now)):
            return
        lost = self._last if left is None or not _usable(left) else None
        if lost is not None and (self._rail.isAncestorOf(now) or _in(page, left) or lost.gone):
            QTimer.singleShot(0, self, lambda: self._bring_back(lost, now))
        else:
            self._last = _Place(now, page) if page.isAncestorOf(now) else None  # the person went there

    def _bring_back(self, lost: _Place, drifted: QWidget) -> None:
        """Unless somebody put the keyboard elsewhere meanwhile."""
        page = self._page()
        if page is None or not isValid(drifted) or QApplication.focusWidget() is not drifted:
            return
        stops = [one for one in page.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus and _usable(one)]
        same = [one for one in stops if lost.is_like(one)]
        if same:
            _give(min(same, key=lambda one: lost.distance(one, page)))
        elif page.isAncestorOf(drifted):
            self._last = _Place(drifted, page)
        elif stops:
            _give(min(stops, key=lambda one: lost.distance(one, page)))
        else:
            page.take_focus()


class _Place:
    """What had the keyboard, and where it stood in the page."""

    def __init__(self, widget: QWidget, page: QWidget) -> None:
        self._widget = widget
        self._type, self._name = type(widget), _name(widget)
        self._where = _middle(widget, page)

    def is_like(self, widget: QWidget) -> bool:
        return type(widget) is self._type and _name(widget) == self._name

    @property
    def gone(self) -> bool:
        """It was taken away, perhaps while a dialog stood before the window."""
        return not isValid(self._widget)

    def distance(self, widget: QWidget, page: QWidget) -> int:
        return (_middle(widget, page) - self._where).manhattanLength()


def _name(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or text


def _middle(widget: QWidget, page: QWidget) -> QPoint:
    return widget.mapTo(page, widget.rect().center())


def _usable(widget: QWidget) -> bool:
    return isValid(widget) and widget.isVisible() and widget.isEnabled()


def _in(page: QWidget, widget: QWidget | None) -> bool:
    return widget is not None and isValid(widget) and page.isAncestorOf(widget)


def _give(widget: QWidget) -> None:
    widget.setFocus()
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget)
        above = above.parentWidget()
