"""A day as people read it. It stands by itself, so that Home needs nothing else for it."""

from __future__ import annotations

from datetime import date

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_words(day: date) -> str:
    """13 Oct 2026."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
