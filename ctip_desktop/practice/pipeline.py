"""The way of an opportunity: its steps in order, the phases over them, and what to say when it is moved.

Source: Five learnings brief (about 2019), lines 568 to 588 (pipeline) and 677 (the way is not a straight line: every step can follow every other);
CREST midterm evaluation brief (2021), line 125 (a reason for stopping). The names of steps and phases are ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from statistics import median
from types import MappingProxyType

from ctip_desktop.dataclass import dataclass
from ctip_desktop.practice.concerns import before_agreement
from ctip_desktop.practice.due_diligence import NOT_DONE, STOP
from ctip_desktop.practice.stopping import GateResult

PHASES: Mapping[str, str] = MappingProxyType({"find": "Find out", "choose": "Choose", "build": "Build", "run": "Run", "end": "End"})
"""Phases in order; a step says in its form which one it belongs to."""

STEPS: Mapping[str, str] = MappingProxyType(
    {
        "spotted": "find",
        "desk_research": "find",
        "first_talks": "find",
        "concept": "choose",
        "scored": "choose",
        "due_diligence": "choose",
        "decision": "choose",
        "co_creation": "build",
        "agreement": "build",
        "running": "run",
        "renewed": "run",
        "adapted": "run",
        "handed_over": "end",
        "ended": "end",
    }
)
"""Steps in order with their phase."""

ASIDE = ("parked", "cut_off")
"""Beside the way: resting, or stopped on purpose."""

RUNNING = ("running", "renewed", "adapted")

NEEDS_REASON = ASIDE
"""Moves there need words, so that others can learn from them."""


@dataclass(frozen=True, slots=True)
class Move:
    """What a move asks for. needs_reason: it is not made without words; holds: the programme's own gate asks to wait; warnings: plain sentences."""

    needs_reason: bool
    holds: bool
    warnings: tuple[str, ...]


def move(
    now: str,
    to: str,
    *,
    gate: GateResult | None = None,
    due_diligence_stop: bool = False,
    unchecked: bool = False,
    deal_breakers: int = 0,
    to_decide: int = 0,
    decided: bool = True,
) -> Move:
    """What to say before a card is moved. Going back is as good as going on; nothing is locked but by the programme's own gate.
    unchecked: the due diligence of a company is not done; decided: a decision about it is written down."""
    onward = _place(to) > _place(now)
    building = _place(to) >= _place("co_creation")
    signing = onward and to in ("agreement", *RUNNING)
    held = bool(gate and gate.holds and onward and building)
    warnings = [
        gate.text if gate and gate.text and onward and building else "",
        STOP if due_diligence_stop and onward and building else "",
        NOT_DONE if unchecked and signing and not due_diligence_stop else "",
        before_agreement(deal_breakers) if signing else "",
        "A stop criterion is met. Decide first whether to go on." if to_decide and onward else "",
        "No decision is written down yet. Choose “Record a decision” in the menu of the card."
        if now == "decision" and onward and not decided
        else "",
    ]
    return Move(to in NEEDS_REASON and now != to, held, tuple(filter(None, warnings)))


def _place(step: str) -> int:
    """How far on a step is; what lies aside or is unknown comes before everything."""
    return list(STEPS).index(step) if step in STEPS else -1


SECOND_THOUGHTS = timedelta(days=1)
"""A move that is put back within this time did not happen: the card was dropped on the wrong step, or somebody pressed Undo."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A step as it was written. at: when; day: since when it holds; beside: the day that stands beside it on the record, None without one."""

    step: str
    at: datetime
    day: date
    beside: date | None = None


def kept(moves: Iterable[Moved]) -> list[tuple[str, date]]:
    """The moves that happened, with their days, for `stays`. One that was taken back leaves no trace: it was put back within a day, or later so
    that the step before it and the day beside that step stand there again, which is what Undo writes, on this laptop and on every other."""
    found: list[Moved] = []
    for move in moves:
        if found and found[-1].step == move.step:
            continue
        if len(found) > 1 and _takes_back(move, found[-2], found[-1]):
            found.pop()
        else:
            found.append(move)
    return [(each.step, each.day) for each in found]


def _takes_back(move: Moved, before: Moved, left: Moved) -> bool:
    """Whether a move undoes the one before it."""
    if move.step != before.step:
        return False
    return move.at - left.at < SECOND_THOUGHTS or move.beside == before.beside != left.beside


@dataclass(frozen=True, slots=True)
class Stay:
    """How long an opportunity was on one step. until: None while it is there."""

    step: str
    since: date
    until: date | None

    def days(self, today: date) -> int:
        """Days on this step, up to today while it is there; never negative."""
        return max(0, ((self.until or today) - self.since).days)

    @property
    def counts(self) -> bool:
        """Whether it tells how long a step takes: it is over and took a day at least. Steps passed on one day were written down afterwards, or
        skipped; how long they took is not known, and not zero."""
        return self.until is not None and self.until > self.since


def stays(moves: Iterable[tuple[str, date]]) -> tuple[Stay, ...]:
    """The steps of one opportunity from its dated moves in order. The same step written again is no move; no day goes back."""
    found: list[Stay] = []
    for step, day in moves:
        if found and found[-1].step == step:
            continue
        if found:
            day = max(day, found[-1].since)
            found[-1] = Stay(found[-1].step, found[-1].since, day)
        found.append(Stay(step, day, None))
    return tuple(found)


def usual_days(found: Iterable[Stay]) -> dict[str, int]:
    """The median days of the stays on each step that count. It is shown without judgement: long is not bad (Five learnings brief, lines 684 to
    690)."""
    days: dict[str, list[int]] = {}
    for stay in found:
        if stay.until is not None and stay.counts:
            days.setdefault(stay.step, []).append(stay.days(stay.until))
    return {step: round(median(values)) for step, values in days.items()}
