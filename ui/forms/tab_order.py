"""Tab goes as one reads. Qt's own order is the one in which parts were made, and sources, rows, earlier answers and editors are made late."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget

from ui.forms.evidence import Evidence
from ui.forms.question_card import QuestionCard
from ui.forms.repeat import RepeatCard
from ui.forms.suggestion import Suggestion


def follow_reading(part: QWidget) -> None:
    """Bring everything Tab stops at inside a part into the order of its layout. What was made in one go keeps its own order."""
    order = {stop: place for place, stop in enumerate(_chain(part))}
    layout = part.layout()
    blocks = _blocks(layout) if layout is not None else []
    stops = [stop for block in blocks for stop in sorted((one for one in _stops(block) if one in order), key=order.__getitem__)]
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)


def _chain(part: QWidget) -> Iterator[QWidget]:
    stop = part.nextInFocusChain()
    while stop is not part:
        yield stop
        stop = stop.nextInFocusChain()


def _stops(block: QWidget) -> list[QWidget]:
    inside = [block, *block.findChildren(QWidget)]
    return [stop for stop in inside if stop.focusPolicy() & Qt.FocusPolicy.TabFocus and stop.focusProxy() is None]


def _blocks(layout: QLayout) -> list[QWidget]:
    """The parts of a layout that were made in one go, in reading order; a suggestion comes right after its input, before Unknown and the like."""
    found: list[QWidget] = []
    for place in range(layout.count()):
        item = layout.itemAt(place)
        part, inner = item.widget(), item.layout()
        if part is not None and isinstance(part, QuestionCard | RepeatCard | Evidence):
            inner = part.layout()
        if inner is not None:
            found += _blocks(inner)
        elif isinstance(part, Suggestion):
            found.insert(max(0, len(found) - 1), part)
        elif part is not None:
            found.append(part)
    return found
