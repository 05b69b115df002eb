"""A scrolling part that is filled anew: what is new takes its place at once, and one stays where one was."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.base import Scroller, clear


@contextmanager
def refill(scroller: Scroller, *, stay: bool = True) -> Iterator[QVBoxLayout]:
    """Empty the body, let it be filled in the block, and show it whole. stay: at the place it was scrolled to, else at the top."""
    place = scroller.verticalScrollBar().value() if stay else 0
    clear(scroller.body)  # what has the keyboard hands it on while it goes, and the area follows it down
    yield scroller.body
    scroller.body.addStretch()
    settle(scroller)
    _go_to(scroller, place)


def settle(scroller: Scroller) -> None:
    """Let new content take its place now and not with the next events: until then it is painted crushed, and a scroll bar reaches no further than
    the top."""
    content = scroller.widget()
    if content is None or not scroller.isVisible():
        return
    above = scroller.parentWidget()
    while above is not None and (layout := above.layout()) is not None:  # on a page that was opened a moment ago the area has no size yet
        layout.activate()
        above = above.parentWidget()
    for part in content.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
        if part.isHidden() and not part.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
            part.show()
    scroller.body.activate()
    for each in (content, scroller):
        QCoreApplication.sendEvent(each, QEvent(QEvent.Type.LayoutRequest))


def _go_to(scroller: Scroller, place: int) -> None:
    """Scroll there, and once more when sentences that break have found their height."""
    bar = scroller.verticalScrollBar()
    bar.setValue(place)
    if bar.value() < place:
        QTimer.singleShot(0, bar, lambda: bar.setValue(place))
