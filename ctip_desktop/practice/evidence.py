"""How old a piece of evidence is, and when an answer should be checked again.

Source: Five learnings brief (about 2019), lines 328 to 338 (learn as much as possible before the first contact). The shelf life of an answer is
ours, set for each question in its form. Age is counted in calendar months, as it is printed.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from datetime import date

from ctip_desktop.pattern import pattern

_PARTIAL = pattern(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:[T ].*)?\Z")


def first_day(text: str) -> date | None:
    """The first day an ISO date, month or year may stand for, so that nothing looks younger than it is; None when the text is none of them."""
    found = _PARTIAL.match(text.strip())
    if not found:
        return None
    year, month, day = (int(part) if part else 1 for part in found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def months_old(text: str, today: date) -> int | None:
    """Age in calendar months (June 2025 seen in October 2026 is 16); None without a usable date; never negative."""
    then = first_day(text)
    return None if then is None else max(0, (today.year - then.year) * 12 + today.month - then.month)


def youngest(ages: Iterable[int | None]) -> int | None:
    """The youngest known age: one fresh source keeps an answer fresh."""
    return min((age for age in ages if age is not None), default=None)


def oldest(ages: Iterable[int | None]) -> int | None:
    """The oldest known age."""
    return max((age for age in ages if age is not None), default=None)


def stale(months: int | None, shelf_life: int) -> bool:
    """Older than the shelf life, in months. An unknown age, or a shelf life of 0 (never), is not stale: missing is not bad."""
    return months is not None and shelf_life > 0 and months > shelf_life


def add_months(day: date, months: int) -> date:
    """The same day some months later, or the last day of a shorter month."""
    years, index = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, index + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def month_at(text: str, shelf_life: int) -> date | None:
    """The day an answer of that date should be checked again; None without a usable date or without a shelf life."""
    then = first_day(text)
    return add_months(then, shelf_life) if then and shelf_life > 0 else None
