"""Chips of a company: what a person should know before anything else. None is a judgement."""

from __future__ import annotations

from ctip_desktop.queries.companies import Chip as ChipView
from ui.widgets.chip import Chip

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


def chip_of(view: ChipView) -> Chip:
    """One chip with its icon."""
    icon, tone = _LOOK.get(view.kind, ("info", ""))
    return Chip(view.text, icon, tone)
