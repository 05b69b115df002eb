"""Which type of partnership the answers point to. Every rule that fired is shown with its reason; nothing is scored, and a person chooses.

Source: Five learnings brief (about 2019), lines 475 to 560 and Table 2 (lines 495 to 530); footnote 15 (types are not exclusive). Which answers
fire a rule is ours. A type is a dated attribute of a partnership: earlier ones stay.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Type(StrEnum):
    """The three types of the source and the one-off."""

    SUPPORTER = "supporter"
    CSR = "csr"
    SHARED_VALUE = "shared_value"
    ONE_OFF = "one_off"


OURS, PARTNER = "ours", "partner"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is known. core_business: tied to the company's main business; None when unknown. design, fund, implement: who does it."""

    change: str = ""  # quick_policy, short_result, lasting or industry
    how_long: str = ""  # one_off, under_1y, 1_3y or over_3y
    core_business: bool | None = None
    design: Collection[str] = ()
    fund: Collection[str] = ()
    implement: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Fired:
    """A rule that fired."""

    type: Type
    reason: str
    source: str


_BRIEF = "Five learnings brief (about 2019), "


def _both(who: Collection[str]) -> bool:
    return OURS in who and PARTNER in who


def _partner_alone(who: Collection[str]) -> bool:
    return PARTNER in who and OURS not in who


def _together(wanted: Wanted) -> bool:
    return all(map(_both, (wanted.design, wanted.fund, wanted.implement)))


def _gives(wanted: Wanted) -> bool:
    return wanted.core_business is False and PARTNER in wanted.fund


def _supports(wanted: Wanted) -> bool:
    return wanted.core_business is True and OURS in wanted.design and PARTNER not in wanted.design and not _partner_alone(wanted.fund)


_RULES: Sequence[tuple[Callable[[Wanted], bool], Fired]] = (
    (
        lambda w: w.change == "quick_policy",
        Fired(Type.ONE_OFF, "A quick change of policy or law: a one-off may be enough.", f"{_BRIEF}lines 536 to 538"),
    ),
    (
        lambda w: w.how_long == "one_off",
        Fired(Type.ONE_OFF, "It is meant as one event or campaign.", f"{_BRIEF}lines 480 to 483"),
    ),
    (
        lambda w: w.change == "short_result" and w.how_long in ("", "under_1y"),
        Fired(Type.ONE_OFF, "A short result in a short time: a one-off may be enough.", f"{_BRIEF}lines 546 to 548"),
    ),
    (
        lambda w: w.change in ("lasting", "industry"),
        Fired(
            Type.SHARED_VALUE, "A lasting change, or one of the whole industry, needs trust, time and a shared design.", f"{_BRIEF}lines 538 to 541"
        ),
    ),
    (
        lambda w: w.how_long == "over_3y",
        Fired(Type.SHARED_VALUE, "It is meant to run for more than three years: shared value lasts longer.", f"{_BRIEF}lines 544 to 546"),
    ),
    (
        _together,
        Fired(Type.SHARED_VALUE, "Both sides design it, pay for it and do it.", f"{_BRIEF}Table 2, lines 495 to 530"),
    ),
    (
        _gives,
        Fired(Type.CSR, "The partner pays, and it is not tied to its main business.", f"{_BRIEF}Table 2, lines 495 to 530"),
    ),
    (
        _supports,
        Fired(Type.SUPPORTER, "We design help for the company's own main business.", f"{_BRIEF}Table 2, lines 495 to 530"),
    ),
)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The type of the first rule that fired, every rule that fired in order, and whether they point to different types."""

    type: Type | None
    fired: tuple[Fired, ...]

    @property
    def differ(self) -> bool:
        """Rules point to different types: talk about it. All partners agreeing on the type matters most (Five learnings brief, lines 485 to 487)."""
        return len({each.type for each in self.fired}) > 1


def suggest(wanted: Wanted) -> Suggestion:
    """What the answers point to; no type without an answer that fires a rule."""
    fired = tuple(rule for test, rule in _RULES if test(wanted))
    return Suggestion(fired[0].type if fired else None, fired)
