"""Who pays for what: the funding split of a partnership or of the whole programme.

Source: CREST midterm evaluation brief (2021), lines 35 (private match), 63 (private target) and 91 to 99 (donor money only for what is no direct
support to a company; private money covers the cost of partnership support); TMS learning brief (about 2021), line 132 (our share of an activity).
Direct support is what one company alone gains from (settled point A18). Amounts in different currencies are never added, and what is not classified
is counted apart, never as zero.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from types import MappingProxyType
from uuid import UUID

from ctip_desktop.dataclass import dataclass

DONOR, PRIVATE = "donor", "private"
DIRECT_SUPPORT, SUPPORT_COST = "direct_support", "support_cost"


@dataclass(frozen=True, slots=True)
class Contribution:
    """One contribution. value: amount in `currency`, None when nobody has put a number on it; ours: given by our own programme."""

    id: UUID
    value: float | None
    currency: str
    state: str = ""  # pledged or received
    source_class: str = ""  # donor or private
    use_class: str = ""  # direct_support, support_cost, strategic or overhead
    kind: str = ""  # cash or in_kind
    basis: str = ""  # of a value in kind
    ours: bool = False
    why: str = ""  # why it pays for this, written beside the answer


@dataclass(frozen=True, slots=True)
class Part:
    """One amount of another in one currency. share: 0 to 1, None when there is nothing to compare with.

    of_records: what was counted; left_out: what could not be (no amount, not classified, another currency).
    """

    part: float
    whole: float
    currency: str
    of_records: tuple[UUID, ...]
    left_out: tuple[UUID, ...]

    @property
    def share(self) -> float | None:
        """Part of the whole; may be more than 1 when a target is passed."""
        return self.part / self.whole if self.whole else None


@dataclass(frozen=True, slots=True)
class Notice:
    """Something about one contribution that a person should look at."""

    record: UUID
    text: str


_NOT_FOR_DONORS: Mapping[str, str] = MappingProxyType(
    {
        DIRECT_SUPPORT: "Donor money pays for direct support to one company. Use private money for it, or write why not.",
        SUPPORT_COST: "Donor money pays a cost of the partnership. Private money should cover all of these, or write why not.",
    }
)

_Test = Callable[[Contribution], bool]


def warnings(found: Iterable[Contribution]) -> tuple[Notice, ...]:
    """Donor money on direct support or on the cost of a partnership, and values in kind without a basis (CREST brief, lines 91 to 93; A17, A18).

    Donor money with a reason written beside it was looked at already.
    """
    said = []
    for each in found:
        if each.source_class == DONOR and not each.why and each.use_class in _NOT_FOR_DONORS:
            said.append(Notice(each.id, _NOT_FOR_DONORS[each.use_class]))
        if each.kind == "in_kind" and each.value is not None and not each.basis:
            said.append(Notice(each.id, "The value in kind has no basis: market price, cost to the giver, or the partner's statement."))
    return tuple(said)


def support_cover(found: Collection[Contribution], currency: str) -> Part:
    """How much of the cost of partnership support is private money; 100 % is what the source asks for (CREST brief, lines 93 and 95)."""
    support = [each for each in found if each.use_class == SUPPORT_COST]
    return _part(support, currency, lambda each: each.source_class == PRIVATE, lambda each: bool(each.source_class))


def donor_match(found: Collection[Contribution], currency: str) -> Part:
    """Private money against donor money: 1 means that every donor amount is matched (CREST brief, line 35)."""
    return _against(found, currency, lambda each: each.source_class == PRIVATE, lambda each: each.source_class == DONOR)


def private_secured(found: Collection[Contribution], currency: str, target: float | None) -> Part:
    """Private money pledged or received, against the target (CREST brief, line 63: 92 % part way through the project)."""
    private = [each for each in found if each.source_class == PRIVATE]
    counted = _counted(private, currency)
    left = _left([*private, *(each for each in found if not each.source_class)], counted)
    return Part(_total(counted), target or 0.0, currency, _ids(counted), left)


def our_share(found: Collection[Contribution], currency: str) -> Part:
    """What our own programme gives of an activity that several pay for (TMS learning brief, line 132: 12 %)."""
    return _part(found, currency, lambda each: each.ours, lambda each: True)


def currencies(found: Iterable[Contribution]) -> tuple[str, ...]:
    """The currencies amounts are in, by name."""
    return tuple(sorted({each.currency for each in found if each.value is not None and each.currency}))


def _part(found: Iterable[Contribution], currency: str, inside: _Test, known: _Test) -> Part:
    every = list(found)
    counted = [each for each in _counted(every, currency) if known(each)]
    return Part(_total([each for each in counted if inside(each)]), _total(counted), currency, _ids(counted), _left(every, counted))


def _against(found: Iterable[Contribution], currency: str, part: _Test, whole: _Test) -> Part:
    every = list(found)
    parts, wholes = ([each for each in _counted(every, currency) if test(each)] for test in (part, whole))
    return Part(_total(parts), _total(wholes), currency, _ids([*parts, *wholes]), _left(every, [*parts, *wholes]))


def _counted(found: Iterable[Contribution], currency: str) -> list[Contribution]:
    return [each for each in found if each.value is not None and each.currency == currency]


def _total(found: Iterable[Contribution]) -> float:
    return float(sum(each.value for each in found if each.value is not None))


def _ids(found: Iterable[Contribution]) -> tuple[UUID, ...]:
    return tuple(each.id for each in found)


def _left(every: Iterable[Contribution], counted: Iterable[Contribution]) -> tuple[UUID, ...]:
    inside = {each.id for each in counted}
    return tuple(dict.fromkeys(each.id for each in every if each.id not in inside))
