"""Tab goes as one reads. Qt's own order is the one in which parts were made, and sources, rows, earlier answers and editors are made late."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea, QAbstractSpinBox, QComboBox, QLayout, QLineEdit, QScrollArea, QWidget

from ui.forms.evidence import Evidence
from ui.forms.question_card import QuestionCard
from ui.forms.repeat import RepeatCard
from ui.forms.suggestion import Suggestion


def follow_reading(part: QWidget) -> None:
    """Bring everything Tab stops at inside a part into the order of its layout. What was made in one go keeps the order in which it was made."""
    layout = part.layout()
    for before, after in pairwise([stop for block in (_blocks(layout) if layout is not None else []) for stop in _stops(block)]):
        QWidget.setTabOrder(before, after)


def _stops(block: QWidget) -> Iterator[QWidget]:
    """What Tab stops at, in the order in which it was made. Lists, lines and numbers keep what is inside them to themselves."""
    if block.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield block
    if isinstance(block, QScrollArea) or not isinstance(block, QAbstractScrollArea | QComboBox | QLineEdit | QAbstractSpinBox):
        for inside in block.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if not inside.isWindow():
                yield from _stops(inside)


def _blocks(layout: QLayout) -> list[QWidget]:
    """The parts of a layout that were made in one go, in reading order; a suggestion comes right after its input, before Unknown and the like."""
    found: list[QWidget] = []
    for place in range(layout.count()):
        if (item := layout.itemAt(place)) is None:
            continue
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
