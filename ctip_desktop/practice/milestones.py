"""Milestones: how far they name outcomes and not only work done, what money hangs on them, and whether they came in time.

Source: TMS learning brief (about 2021), lines 175 to 177 (from "training held" to "new practice adopted, with investment, sales and jobs", with
incentives). The figures are ours. Amounts in different currencies are never added.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from ctip_desktop.dataclass import dataclass

OUTCOME = "outcome"


@dataclass(frozen=True, slots=True)
class Milestone:
    """One milestone. kind: activity, output, outcome, or empty when nobody said."""

    id: UUID
    kind: str = ""
    due: date | None = None
    reached_on: date | None = None
    payment: float | None = None
    currency: str = ""

    def overdue(self, today: date) -> bool:
        """Its day has passed and nothing says that it was reached."""
        return self.reached_on is None and self.due is not None and self.due < today


@dataclass(frozen=True, slots=True)
class Count:
    """So many of so many; share None when there is nothing to count. unknown: those that cannot be counted because something is missing."""

    part: int
    of: int
    unknown: int = 0

    @property
    def share(self) -> float | None:
        """Part of the whole, 0 to 1."""
        return self.part / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Tied:
    """Money tied to outcomes, of all money tied to milestones, in one currency."""

    currency: str
    outcomes: float
    all: float

    @property
    def share(self) -> float | None:
        """Part of the whole, 0 to 1."""
        return self.outcomes / self.all if self.all else None


@dataclass(frozen=True, slots=True)
class Summary:
    """Everything about the milestones of a partnership or of all of them."""

    outcomes: Count
    tied: tuple[Tied, ...]
    on_time: Count
    reached: Count
    overdue: tuple[UUID, ...]


def summary(found: Iterable[Milestone], today: date) -> Summary:
    """Outcome share, money tied to outcomes, and how many of the reached ones came in time. Those without a kind or a day are counted apart."""
    every = list(found)
    kinds = [each.kind for each in every if each.kind]
    reached = [each for each in every if each.reached_on]
    timed = [each.reached_on <= each.due for each in reached if each.reached_on and each.due]
    return Summary(
        Count(kinds.count(OUTCOME), len(kinds), len(every) - len(kinds)),
        _tied(every),
        Count(sum(timed), len(timed), len(reached) - len(timed)),
        Count(len(reached), len(every)),
        tuple(each.id for each in every if each.overdue(today)),
    )


def _tied(every: Iterable[Milestone]) -> tuple[Tied, ...]:
    whole: dict[str, float] = defaultdict(float)
    outcomes: dict[str, float] = defaultdict(float)
    for each in every:
        if each.payment is not None and each.kind:
            whole[each.currency] += each.payment
            outcomes[each.currency] += each.payment if each.kind == OUTCOME else 0.0
    return tuple(Tied(currency, outcomes[currency], amount) for currency, amount in sorted(whole.items()))
