"""Which type of partnership the answers point to. Every rule that fired is shown with its reason; nothing is scored, and a person chooses.

Source: Five learnings brief (about 2019), lines 475 to 560 and Table 2 (lines 495 to 530); footnote 15 (types are not exclusive). Which answers
fire a rule is ours. A type is a dated attribute of a partnership: earlier ones stay.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from enum import StrEnum

from ctip_desktop.dataclass import dataclass


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
_LASTING = ("lasting", "industry")
_SHORT = ("one_off", "under_1y")


def _for_years(wanted: Wanted) -> bool:
    return wanted.how_long in ("1_3y", "over_3y") and wanted.core_business is not False


def _gives(wanted: Wanted) -> bool:
    return wanted.core_business is False and PARTNER in wanted.fund


def _supports(wanted: Wanted) -> bool:
    return wanted.core_business is True and OURS in wanted.implement and PARTNER not in wanted.fund


_RULES: Sequence[tuple[Callable[[Wanted], bool], Fired]] = (
    (
        lambda wanted: wanted.change == "quick_policy",
        Fired(Type.ONE_OFF, "A rule or law should change soon: a one-off can be enough.", f"{_BRIEF}lines 536 to 538"),
    ),
    (
        lambda wanted: wanted.change in _LASTING and wanted.how_long in _SHORT,
        Fired(Type.SHARED_VALUE, "A lasting change needs trust and time, and the time chosen is short.", f"{_BRIEF}lines 538 to 541"),
    ),
    (
        lambda wanted: wanted.change in _LASTING and wanted.how_long not in _SHORT,
        Fired(Type.SHARED_VALUE, "A lasting change needs trust, time and a plan made together.", f"{_BRIEF}lines 538 to 541"),
    ),
    (
        _for_years,
        Fired(Type.SHARED_VALUE, "It should go on for years: with shared value, partners keep it going.", f"{_BRIEF}lines 544 to 546"),
    ),
    (
        lambda wanted: wanted.how_long == "one_off",
        Fired(Type.ONE_OFF, "It happens once: an event, a campaign, or knowledge for the company.", f"{_BRIEF}lines 480 to 483"),
    ),
    (
        _gives,
        Fired(Type.CSR, "The company gives, and its main business stays as it is.", f"{_BRIEF}Table 2, lines 495 to 530"),
    ),
    (
        _supports,
        Fired(Type.SUPPORTER, "We help the company in its own work, and it does not pay for it with us.", f"{_BRIEF}Table 2, lines 495 to 530"),
    ),
    (
        lambda wanted: wanted.change == "short_result",
        Fired(Type.ONE_OFF, "A result in a short time: a one-off can be enough.", f"{_BRIEF}lines 546 to 548"),
    ),
)
"""In order; the form `partnership_type` shows the first that fires, here all are told."""


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
