"""When to think about stopping: the commitment gate and the cut-off criteria. A met criterion opens a decision; it never decides.

Sources: CREST midterm evaluation brief (2021), lines 79 to 81 (some degree of commitment to the UN Guiding Principles) and 125 (criteria for cutting
off); Five learnings brief (about 2019), lines 146 to 149 (do not drop a company because it doubts) and 156 to 158 (denial); TMS learning brief (about
2021), line 237 (low quality on the wrong track). Levels, numbers and default criteria are ours (settled points A13 and A14).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from ctip_desktop.dataclass import dataclass
from ctip_desktop.practice.evidence import add_months

LEVELS = ("none", "informal", "internal_policy", "public_commitment", "reports")
"""Commitment to the UN Guiding Principles, from none upwards."""

SOME = ("internal_policy", "public_commitment", "reports")
"""Some degree of commitment: internal policy or above (settled point A13)."""


class Gate(StrEnum):
    """How strict a programme is about commitment."""

    OFF = "off"
    WARN = "warn"
    REQUIRE = "require"


@dataclass(frozen=True, slots=True)
class GateResult:
    """What the gate says. passes: None when the level is not known, which is not the same as no commitment. holds: the idea waits here."""

    passes: bool | None
    holds: bool
    text: str


def gate(level: str, mode: str) -> GateResult:
    """Whether a company shows some degree of commitment. With `require` an idea waits until it does; an unknown level asks to find out."""
    passes = level in SOME if level in LEVELS else None
    if mode == Gate.OFF or passes:
        return GateResult(passes, holds=False, text="")
    holds = mode == Gate.REQUIRE
    if passes is None:
        return GateResult(None, holds, "Its commitment to the UN Guiding Principles is not known yet. Find it out first.")
    warning = "It shows no commitment to the UN Guiding Principles in writing yet."
    return GateResult(False, holds, f"{warning} The programme asks for an internal policy first." if holds else f"{warning} The way may be long.")


def strictest(results: Iterable[GateResult]) -> GateResult | None:
    """What the gate says of the company with the least commitment; None without a company."""
    return min(results, key=lambda result: (not result.holds, not result.text), default=None)


class Kind(StrEnum):
    """The criteria the program can see by itself, and those only people can judge."""

    NO_AGREEMENT = "months_no_agreement"  # threshold: months after the first talk
    EFFORT = "effort_above_ceiling"  # the ceiling stands with the opportunity
    NO_REPLY = "no_reply"  # threshold: attempts
    DENIAL = "denial"
    LOW_QUALITY = "low_quality_wrong_track"
    OWN = "own"


NO_REPLY_MONTHS = 6
"""Attempts without a reply count within this time."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion of a programme. unit: of the threshold; within: months in which attempts without a reply count."""

    kind: str
    text: str
    threshold: float | None = None
    unit: str = ""
    within: int = NO_REPLY_MONTHS


DEFAULTS: Sequence[Criterion] = (
    Criterion(Kind.NO_AGREEMENT, "No agreement 18 months after the first talk", 18, "months"),
    Criterion(Kind.EFFORT, "More effort than the ceiling set for the opportunity", 100, "percent"),
    Criterion(Kind.NO_REPLY, "No reply after 4 attempts in 6 months", 4, "attempts"),
    Criterion(Kind.DENIAL, "The company says that there is no problem"),
    Criterion(Kind.LOW_QUALITY, "Weak relationship on the wrong track"),
)
"""Shipped criteria (settled point A14). They become records of the programme when it is set up, to be changed or switched off there."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try to reach a company. answered: None when nobody wrote down what came of it."""

    on: date | None
    answered: bool | None


@dataclass(frozen=True, slots=True)
class Effort:
    """Effort so far against the ceiling. unit: days or a currency; a missing number is None, never zero."""

    unit: str
    spent: float | None
    ceiling: float | None


@dataclass(frozen=True, slots=True)
class Situation:
    """What the criteria look at. denial: None when nobody asked; denied_on and weak_on: since when, where known."""

    today: date
    first_talk: date | None = None
    agreement: date | None = None
    efforts: tuple[Effort, ...] = ()
    attempts: tuple[Attempt, ...] = ()
    denial: bool | None = None
    denied_on: date | None = None
    weak: bool | None = None
    weak_on: date | None = None


@dataclass(frozen=True, slots=True)
class Met:
    """A criterion that is met, why in one sentence, and since when it is."""

    criterion: Criterion
    text: str
    since: date | None


def met(criteria: Iterable[Criterion], now: Situation) -> tuple[Met, ...]:
    """The criteria that are met. Criteria of a programme's own are for people; what is not known meets nothing."""
    found = []
    for criterion in criteria:
        check = _CHECKS.get(criterion.kind)
        if check and (result := check(criterion, now)):
            found.append(result)
    return tuple(found)


def _no_agreement(criterion: Criterion, now: Situation) -> Met | None:
    months = criterion.threshold if criterion.threshold is not None else 18
    if now.first_talk is None or now.agreement is not None:
        return None
    limit = add_months(now.first_talk, int(months))
    return Met(criterion, f"There is no agreement {months:g} months after the first talk.", limit) if now.today >= limit else None


def _effort(criterion: Criterion, now: Situation) -> Met | None:
    limits = [(each, _limit(criterion, each)) for each in now.efforts]
    over = [(each, limit) for each, limit in limits if each.spent is not None and limit is not None and each.spent > limit]
    if not over:
        return None
    words = " and ".join(f"{each.spent:,.6g} {each.unit} of {limit:,.6g}" for each, limit in over)
    return Met(criterion, f"The effort is above its ceiling: {words}.", None)


def _limit(criterion: Criterion, effort: Effort) -> float | None:
    """The ceiling of the opportunity, a percentage of it, or days or money the criterion names itself."""
    if criterion.unit in ("days", "money") and criterion.threshold is not None:
        return criterion.threshold if (criterion.unit == "days") is (effort.unit == "days") else None
    percent = criterion.threshold if criterion.unit == "percent" and criterion.threshold is not None else 100.0
    return None if effort.ceiling is None else effort.ceiling * percent / 100


def _no_reply(criterion: Criterion, now: Situation) -> Met | None:
    """So many attempts without an answer within some months (six), none of them answered since."""
    least = int(criterion.threshold) if criterion.threshold is not None else 4
    dated = sorted((each for each in now.attempts if each.on), key=lambda each: each.on or now.today)
    answered = [each.on for each in dated if each.answered and each.on]
    silent = [each.on for each in dated if each.answered is False and each.on and (not answered or each.on > answered[-1])]
    for first in range(len(silent) - least + 1):
        last = silent[first + least - 1]
        if last <= add_months(silent[first], criterion.within):
            return Met(criterion, f"{len(silent)} attempts found no reply.", last)
    return None


def _denial(criterion: Criterion, now: Situation) -> Met | None:
    return Met(criterion, "The company says that there is no problem.", now.denied_on) if now.denial else None


def _low_quality(criterion: Criterion, now: Situation) -> Met | None:
    return Met(criterion, "The relationship is weak and the partnership is on the wrong track.", now.weak_on) if now.weak else None


_CHECKS: Mapping[str, Callable[[Criterion, Situation], Met | None]] = MappingProxyType(
    {
        Kind.NO_AGREEMENT: _no_agreement,
        Kind.EFFORT: _effort,
        Kind.NO_REPLY: _no_reply,
        Kind.DENIAL: _denial,
        Kind.LOW_QUALITY: _low_quality,
    }
)


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision about cutting off: when, and when to look again."""

    on: date | None
    review_on: date | None = None


def to_decide(found: Iterable[Met], decisions: Iterable[Decided], today: date) -> tuple[Met, ...]:
    """The met criteria nobody has decided on since they are met, or whose decision is due for review."""
    standing = [each for each in decisions if each.review_on is None or each.review_on > today]
    return tuple(each for each in found if not any(_covers(decision, each) for decision in standing))


def _covers(decision: Decided, criterion: Met) -> bool:
    return criterion.since is None or (decision.on is not None and decision.on >= criterion.since)
