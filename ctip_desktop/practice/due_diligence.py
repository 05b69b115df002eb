"""The risk and due-diligence check: four results, the worst item wins, not checked is never clear.

Source: Five learnings brief (about 2019), lines 717 to 750 (what to gather; no scoring). Results, the worst-item rule and the re-check after
twelve months are ours (instrument I-19). A stop comes before any score (settled: a stop overrides).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


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

    result: the worst of the checked items; NOT_CHECKED when nothing worse than clear was found but something is still open.
    finished: no item is still open. recheck: the day it should be looked at again, None while there is no check date.
    """

    result: Result
    clear: int
    watch: int
    stop: int
    not_checked: int
    finished: bool
    checked_on: date | None
    recheck: date | None
    reason: str
