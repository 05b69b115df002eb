"""Figures over the whole portfolio, counted from the logs.

Sources: Five learnings brief (about 2019), lines 429 and 572 (time to start, ideas on the long list); TMS learning brief (about 2021), line 92
(meetings, people and organisations met).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from ctip_desktop.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Met:
    """One entry of the conversation log: when, with which organisation, with which people (ids or names)."""

    on: date | None
    organisation: str
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Engagement:
    """Talks, and the different organisations and people in them."""

    talks: int
    organisations: int
    people: int


def engagement(log: Iterable[Met], *, since: date | None = None) -> Engagement:
    """Distinct counts from the log, from a day on. Entries without a date count only when no day is given."""
    entries = [met for met in log if since is None or (met.on is not None and met.on >= since)]
    organisations = {met.organisation for met in entries if met.organisation}
    return Engagement(len(entries), len(organisations), len({person for met in entries for person in met.people}))


def longest_silence(days: Sequence[date]) -> int | None:
    """Days of the longest time between two talks; None with fewer than two. It is shown without judgement."""
    return max(((later - earlier).days for earlier, later in pairwise(sorted(days))), default=None)


def share(part: float, of: float | None) -> float | None:
    """Part of a target as a share of 1; None without a target, so that a missing target never reads as zero."""
    return part / of if of else None
