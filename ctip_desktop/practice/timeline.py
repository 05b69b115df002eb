"""How long things took: from the first talk to the agreement, with which meetings. Long is not bad, and no word here says so.

Source: Five learnings brief (about 2019), lines 429 to 431 (regular meetings over six months) and 684 to 687 (about a year until the first
partnership began, two workshops). CREST midterm evaluation brief (2021), line 73.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from statistics import median

from ctip_desktop.dataclass import dataclass

MEETINGS = ("meeting", "visit", "video", "event")
CALLS = ("call", "message")
WORKSHOP = "workshop"

_DAYS_IN_MONTH = 365.25 / 12


@dataclass(frozen=True, slots=True)
class Event:
    """One meeting of any kind. A conversation and a co-creation record count alike."""

    on: date | None
    kind: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """What happened up to the agreement (up to today without one).

    months: calendar months from first talk to agreement, None unless both days are known. meeting_months: months from the first to the last meeting,
    workshop or call. undated: events that cannot be placed before or after.
    """

    first_talk: date | None
    agreement: date | None
    months: int | None
    workshops: int
    meetings: int
    calls: int
    meeting_months: int | None
    undated: int

    @property
    def text(self) -> str:
        """In words, without judgement."""
        parts = [_counted(self.meetings, "meeting"), _counted(self.workshops, "workshop"), _counted(self.calls, "call")]
        met = ", ".join(filter(None, parts))
        if self.months is None:
            return met or "No talk is dated yet."
        took = f"{_counted(self.months, 'month') or 'Less than a month'} from the first talk to the agreement"
        return f"{took}: {met}." if met else f"{took}."


PREPARING = ("", "preparing")
"""The work of such a partnership has not begun."""


def to_begin(status: str, agreement: date | None, today: date) -> date | None:
    """The day of the agreement of a partnership that is still in preparation: the work may have begun. A person says whether it has."""
    return agreement if status in PREPARING and agreement is not None and agreement <= today else None


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}" if count else ""


def months_between(first: date, last: date) -> int:
    """Whole months nearest to the days between two days; negative when the second comes first."""
    return round((last - first).days / _DAYS_IN_MONTH)


def timeline(events: Iterable[Event], first_talk: date | None = None, agreement: date | None = None) -> Timeline:
    """Counts up to the day of the agreement. Without a day written down, the first dated event is the first talk."""
    every = list(events)
    days = sorted(each.on for each in every if each.on)
    start = first_talk or (days[0] if days else None)
    before = [each for each in every if each.on and (agreement is None or each.on <= agreement)]
    kinds = Counter(each.kind for each in before)
    met = sorted(each.on for each in before if each.on)
    return Timeline(
        start,
        agreement,
        months_between(start, agreement) if start and agreement and start <= agreement else None,
        kinds[WORKSHOP],
        sum(kinds[kind] for kind in MEETINGS),
        sum(kinds[kind] for kind in CALLS),
        months_between(met[0], met[-1]) if len(met) > 1 else None,
        len(every) - len(days),
    )


def usual_months(months: Iterable[int | None]) -> float | None:
    """The median of those that are known; None without any."""
    known = [each for each in months if each is not None]
    return float(median(known)) if known else None
