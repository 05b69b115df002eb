"""The fifteen requirements of a partnership that works: what is settled, and what to settle before signing.

Source: Multi-sector partnerships briefing (2015), lines 46 to 64, where practitioners ranked them. A rank is an opinion and no weight: nothing is
weighted unless asked, and the weighted mean stands beside the plain one (settled point A19). The points 0 to 4 are ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from statistics import fmean

from ctip_desktop.dataclass import dataclass

COUNT = 15
TOP = 6
"""The ranks whose gaps are named first."""

AGREED = 2.0
"""From this point on a requirement is no gap: 0 missing, 1 talked about, 2 agreed, 3 written down, 4 works in practice."""


@dataclass(frozen=True, slots=True)
class Requirements:
    """What is known about the fifteen.

    gaps: ranks that are missing or only talked about, the top six first; open: ranks nobody has answered, which is not the same.
    mean: plain, of the answered; weighted: with (16 - rank) / 120 as weights, over the answered.
    """

    gaps: tuple[int, ...]
    open: tuple[int, ...]
    mean: float | None
    weighted: float | None
    answered: int

    @property
    def first(self) -> tuple[int, ...]:
        """The gaps among the six that practitioners put first."""
        return tuple(rank for rank in self.gaps if rank <= TOP)


def weight(rank: int) -> float:
    """(16 - rank) / 120: the weights of the ranks 1 to 15 add up to 1."""
    return (COUNT + 1 - rank) / 120


def requirements(points: Mapping[int, float | None]) -> Requirements:
    """The gaps and the means from points 0 to 4 by rank. What is not answered is open: no gap and no zero."""
    known = {rank: value for rank in range(1, COUNT + 1) if (value := points.get(rank)) is not None}
    weights = sum(weight(rank) for rank in known)
    return Requirements(
        tuple(rank for rank, value in known.items() if value < AGREED),
        tuple(rank for rank in range(1, COUNT + 1) if rank not in known),
        fmean(known.values()) if known else None,
        sum(weight(rank) * value for rank, value in known.items()) / weights if known else None,
        len(known),
    )
