"""The order in which Tab goes through a dialog: as one reads it. Qt's own order is the one in which parts were made and moved about."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget


def reading_order(top: QWidget) -> list[QWidget]:
    """Every visible part inside a widget, in the order of the layouts; parts that stand in no layout follow from the top down."""
    return list(_inside(top))


def takes_tab(widget: QWidget) -> bool:
    """Whether Tab stops here. A part that passes the focus on (the line in a number field) is no stop of its own."""
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus.value) and widget.isEnabled() and widget.focusProxy() is None


def next_stop(order: list[QWidget], now: QWidget | None, *, forward: bool) -> QWidget | None:
    """The stop after the part that has the focus, or before it; from the last it goes on to the first."""
    place = order.index(now) if now in order else (-1 if forward else len(order))
    around = order[place + 1 :] + order[: max(0, place)] if forward else order[: max(0, place)][::-1] + order[place + 1 :][::-1]
    return next((widget for widget in around if takes_tab(widget)), None)


def _inside(widget: QWidget) -> Iterator[QWidget]:
    placed = list(_placed(widget.layout()))
    loose = [child for child in widget.children() if isinstance(child, QWidget) and child not in placed]
    for child in placed + sorted(loose, key=lambda one: (one.y(), one.x())):
        if child.isVisible() and not child.isWindow():
            yield child
            yield from _inside(child)


def _placed(layout: QLayout | None) -> Iterator[QWidget]:
    if layout is None:
        return
    for number in range(layout.count()):
        if (item := layout.itemAt(number)) is None:
            continue
        if (widget := item.widget()) is not None:
            yield widget
        else:
            yield from _placed(item.layout())
