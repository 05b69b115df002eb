"""People a partnership hangs on, how companies were reached, and where leads come from.

Sources: Multi-sector partnerships briefing (2015), line 76 (do not rely on key individuals); Five learnings brief (about 2019), lines 446 to 456
(ways to reach people); CREST midterm evaluation brief (2021), line 103 (word of mouth and referrals work best). Fewer than two active contacts on a
side is our line for the risk.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from ctip_desktop.dataclass import dataclass

LEAST_CONTACTS = 2

METHODS = ("existing_connection", "business_referral", "phone", "email", "handwritten_note", "event", "company_forum")

REFERRED = ("word_of_mouth", "referral")
"""Sources of a lead that came through other people."""

SUCCESS = "meeting"
RESULTS = ("no_answer", "refused", "later", SUCCESS)


@dataclass(frozen=True, slots=True)
class KeyPerson:
    """Active contacts on both sides. at_risk names the sides with fewer than two; a side nobody wrote down is in `unknown` instead."""

    theirs: int | None
    ours: int | None
    at_risk: tuple[str, ...]
    unknown: tuple[str, ...]

    @property
    def text(self) -> str:
        """One sentence; empty without a risk."""
        sides: Mapping[str, tuple[str, int | None]] = MappingProxyType({"partner": ("theirs", self.theirs), "ours": ("ours", self.ours)})
        words = [f"{count or 'no'} active contact{'' if count == 1 else 's'} of {name}" for side in self.at_risk for name, count in (sides[side],)]
        return f"It hangs on few people: {' and '.join(words)}." if words else ""


def key_person(theirs: int | None, ours: int | None) -> KeyPerson:
    """Whether a partnership hangs on one person. None: nobody wrote contacts of that side down, which is not known to be none."""
    sides = {"partner": theirs, "ours": ours}
    return KeyPerson(
        theirs,
        ours,
        tuple(side for side, count in sides.items() if count is not None and count < LEAST_CONTACTS),
        tuple(side for side, count in sides.items() if count is None),
    )


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try to reach a company."""

    method: str
    result: str
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Method:
    """How one way of reaching people went. known: attempts with a result; a result nobody wrote down is neither success nor failure."""

    name: str
    attempts: int
    known: int
    meetings: int
    later: int

    @property
    def rate(self) -> float | None:
        """Meetings of the attempts with a result, 0 to 1; None without any."""
        return self.meetings / self.known if self.known else None


def methods(found: Iterable[Attempt]) -> tuple[Method, ...]:
    """Success of each way that was tried, in the order of the form."""
    grouped: dict[str, Counter[str]] = defaultdict(Counter)
    for each in found:
        if each.method:
            grouped[each.method][each.result] += 1
    order = [*METHODS, *sorted(grouped.keys() - set(METHODS))]
    return tuple(_method(name, grouped[name]) for name in order if name in grouped)


def _method(name: str, results: Counter[str]) -> Method:
    return Method(name, results.total(), sum(results[result] for result in RESULTS), results[SUCCESS], results["later"])


@dataclass(frozen=True, slots=True)
class Leads:
    """Where leads come from: by source, most first, and how many came through other people of those whose source is known."""

    sources: tuple[tuple[str, int], ...]
    referred: int
    known: int
    unknown: int

    @property
    def share(self) -> float | None:
        """Share of leads through other people, 0 to 1; None when no source is known."""
        return self.referred / self.known if self.known else None


def leads(sources: Iterable[str]) -> Leads:
    """Counts from the lead source of each company; an empty one is unknown."""
    counted = Counter(sources)
    unknown = counted.pop("", 0)
    return Leads(
        tuple(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))), sum(counted[name] for name in REFERRED), counted.total(), unknown
    )
