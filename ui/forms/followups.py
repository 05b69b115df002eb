"""Small questions inside the card of the answer that opens them."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.forms.fields import Field
from ui.forms.text_field import LineField, NumberField
from ui.widgets.base import row


def place_follow_up(lines: QVBoxLayout, card: QWidget, field: Field | None) -> None:
    """Put a follow-up below the others; a short one and the text after it share a line."""
    place = lines.count() - 1
    item = lines.itemAt(place) if place >= 0 else None
    before = item.layout() if item is not None else None
    if isinstance(before, QHBoxLayout) and before.count() == 1 and isinstance(field, LineField) and not isinstance(field, NumberField):
        before.addWidget(card, 1)
    elif isinstance(field, NumberField):
        line = row(gap=12)
        line.addWidget(card)
        lines.addLayout(line)
    else:
        lines.addWidget(card)
