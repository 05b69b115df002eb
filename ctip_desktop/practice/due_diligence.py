"""The risk and due-diligence check: four results, the worst item wins, not checked is never clear.

Source: Five learnings brief (about 2019), lines 717 to 750 (what to gather; no scoring). Results, the worst-item rule and the re-check after
twelve months are ours (instrument I-19). A stop comes before any score (settled: a stop overrides).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from ctip_desktop.dataclass import dataclass
from ctip_desktop.practice.evidence import add_months

RECHECK_MONTHS = 12
"""A check is looked at again after this many months, and on any new allegation."""


class Result(StrEnum):
    """How one item, or the whole check, ends."""

    CLEAR = "clear"
    WATCH = "watch"
    STOP = "stop"
    NOT_CHECKED = "not_checked"


@dataclass(frozen=True, slots=True)
class Item:
    """One checked item: the question it belongs to and its result."""

    name: str
    result: Result


@dataclass(frozen=True, slots=True)
class Check:
    """The check as a whole.

    result: the worst of the items; NOT_CHECKED when nothing worse than clear was found but an item is still open, so that it never reads as clear.
    recheck: the day it should be looked at again, None while there is no check date.
    """

    result: Result
    clear: int
    watch: int
    stop: int
    not_checked: int
    checked_on: date | None
    recheck: date | None
    reason: str

    @property
    def finished(self) -> bool:
        """No item is still open."""
        return self.not_checked == 0

    def due(self, today: date) -> bool:
        """The day to look again has come."""
        return self.recheck is not None and self.recheck <= today


LABELS: Mapping[Result, str] = MappingProxyType(
    {Result.CLEAR: "clear", Result.WATCH: "watch", Result.STOP: "stop", Result.NOT_CHECKED: "not checked"}
)

NEXT: Mapping[Result, str] = MappingProxyType(
    {
        Result.CLEAR: "You can go on. Check again when the day comes.",
        Result.WATCH: "Agree on conditions, and keep an eye on it.",
        Result.STOP: "Do not go on unless the stop is solved.",
        Result.NOT_CHECKED: "Check what is open next.",
    }
)
"""What a result asks for next; people decide."""

_WORSE = (Result.CLEAR, Result.NOT_CHECKED, Result.WATCH, Result.STOP)


def worst(results: Iterable[Result]) -> Result:
    """The most serious single result. Without any result nothing was checked. Not checked is worse than clear, because it may hide anything."""
    return max(results, key=_WORSE.index, default=Result.NOT_CHECKED)


def check(
    items: Iterable[Item],
    checked_on: date | None = None,
    *,
    months: int = RECHECK_MONTHS,
    next_review: date | None = None,
    allegation_on: date | None = None,
) -> Check:
    """The check as a whole.

    The re-check day is the one a person chose, else some months after the check. A new allegation after the check makes it due on that day.
    """
    listed = tuple(items)
    counts = Counter(item.result for item in listed)
    result = worst(item.result for item in listed)
    recheck = next_review or (add_months(checked_on, months) if checked_on else None)
    if allegation_on and (checked_on is None or allegation_on > checked_on):
        recheck = min(recheck, allegation_on) if recheck else allegation_on
    clear, watch, stop, open_items = (counts[each] for each in Result)
    return Check(result, clear, watch, stop, open_items, checked_on, recheck, _reason(result, counts, len(listed)))


def _reason(result: Result, counts: Counter[Result], of: int) -> str:
    """Why, and what comes next."""
    open_items = f"{counts[Result.NOT_CHECKED]} of {of} items are not checked."
    if result is Result.CLEAR:
        why = f"All {of} items are clear."
    elif result is Result.NOT_CHECKED:
        why = f"{open_items} Not checked never counts as clear."
    else:
        why = f"The result is the most serious single item: {_times(counts[result])} {LABELS[result]}."
        why = f"{why} {open_items}" if counts[Result.NOT_CHECKED] else why
    return f"{why} {NEXT[result]}"


def _times(count: int) -> str:
    return "one item is at" if count == 1 else f"{count} items are at"


STOP = "Due diligence says stop."
NOT_DONE = "Due diligence is not done yet. Do it before you sign."
"""A check belongs before the partnership (Five learnings brief, lines 744-750)."""


def not_done(results: Iterable[Result | None]) -> bool:
    """Whether the check of a company is open; None for one whose check was never begun. What was not checked never counts as clear."""
    return any(result in (None, Result.NOT_CHECKED) for result in results)


def before_agreement(results: Collection[Result | None]) -> str:
    """The warning before an agreement with these companies; empty when every check is done and none says stop."""
    return STOP if Result.STOP in results else NOT_DONE if not_done(results) else ""
