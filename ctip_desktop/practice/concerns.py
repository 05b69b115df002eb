"""Concerns and deal-breakers: what is open, how long, and whether both sides speak up.

Source: Five learnings brief (about 2019), lines 418 to 431 and 458 to 468 (hear and share worries early, on both sides). No open deal-breaker
before an agreement is ours: it warns and never locks. Resolved needs words and somebody of each side who confirms (settled point A16).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from ctip_desktop.dataclass import dataclass

DEAL_BREAKER = "deal_breaker"
CLOSED = ("resolved", "accepted", "ending")
"""Statuses after which nobody works on it; anything else, also none, is open."""


@dataclass(frozen=True, slots=True)
class Concern:
    """One entry of the register. confirmed: our side, their side; None when nobody said."""

    id: UUID
    side: str = ""
    kind: str = ""
    status: str = ""
    raised_on: date | None = None
    resolution: str = ""
    confirmed_ours: str = ""
    confirmed_theirs: str = ""

    @property
    def open(self) -> bool:
        """Not resolved, accepted, or the end of the partnership. What says resolved and is not confirmed by both sides stays open (A16)."""
        return self.status not in CLOSED or self.loosely_resolved

    @property
    def loosely_resolved(self) -> bool:
        """It says resolved, but not how, or not who confirmed it on each side."""
        return self.status == "resolved" and not (self.resolution and self.confirmed_ours and self.confirmed_theirs)


@dataclass(frozen=True, slots=True)
class Summary:
    """What the register says.

    oldest_days: age of the oldest open entry, None when none has a date. early: share of dated entries raised before the day of the agreement; None
    without an agreement or without dates. sides: entries by side, most first; silent: the company or the programme has raised nothing at all.
    """

    open: tuple[UUID, ...]
    deal_breakers: tuple[UUID, ...]
    oldest_days: int | None
    early: float | None
    dated: int
    sides: tuple[tuple[str, int], ...]
    silent: tuple[str, ...]
    loose: tuple[UUID, ...]


def summary(found: Iterable[Concern], today: date, agreement_on: date | None = None) -> Summary:
    """Open entries, the oldest first; deal-breakers among them; and how early and from which side worries come."""
    every = sorted(found, key=lambda each: (each.raised_on or date.max, each.id))
    waiting = [each for each in every if each.open]
    days = [each.raised_on for each in every if each.raised_on]
    sides = Counter(each.side for each in every if each.side)
    ages = [(today - each.raised_on).days for each in waiting if each.raised_on]
    return Summary(
        tuple(each.id for each in waiting),
        tuple(each.id for each in waiting if each.kind == DEAL_BREAKER),
        max(ages, default=None),
        sum(day < agreement_on for day in days) / len(days) if agreement_on and days else None,
        len(days),
        tuple(sorted(sides.items(), key=lambda pair: (-pair[1], pair[0]))),
        tuple(side for side in ("company", "programme") if every and not sides[side]),
        tuple(each.id for each in every if each.loosely_resolved),
    )


def before_agreement(deal_breakers: int) -> str:
    """The warning before an agreement while deal-breakers are open; empty without any."""
    if not deal_breakers:
        return ""
    if deal_breakers == 1:
        return "1 deal-breaker is open. Settle it before you sign, or write why not."
    return f"{deal_breakers} deal-breakers are open. Settle them before you sign, or write why not."
