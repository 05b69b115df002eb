"""Chips of a company: what a person should know before anything else. None is a judgement."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ctip_desktop.queries.companies import Chip as ChipView
from ui.widgets.chip import Chip, ChipButton

_LOOK = {
    "to_settle": ("split", "two"),
    "draft": ("pencil", ""),
    "overdue": ("clock", "warn"),
    "check_again": ("stale", "warn"),
    "due_diligence": ("shield", ""),
    "not_engaging": ("pause", ""),
    "share": ("lock", ""),
    "nda": ("eyeoff", ""),
}


LEADS = frozenset({"to_settle", "overdue", "check_again", "due_diligence"})
"""Kinds that ask for something, or sum up something, that stands elsewhere: where they can be pressed, they lead there."""


def chip_of(view: ChipView, pressed: Callable[[], object] | None = None, *, narrow: bool = False) -> QWidget:
    """One chip with its icon; a button that looks like it when it leads somewhere. narrow: no room for the reason."""
    icon, tone = _LOOK.get(view.kind, ("info", ""))
    words = ": ".join(part for part in (view.text, view.why) if part)
    if narrow:
        return Chip(view.text, icon, tone, tip=words if view.why else "")
    if pressed is None:
        return Chip(words, icon, tone)
    return ChipButton(words, icon, tone, clicked=pressed)
