"""Which amounts of private money one reader may be told, over all partnerships at once (decision 0032).

A sum over everything is told beside single amounts. So one or two hidden amounts would follow by subtraction: the smallest others are held back with
them, in every print for this reader. What one print holds back, no other may tell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from ctip_desktop.dataclass import dataclass
from ctip_desktop.queries.naming import Told
from ctip_desktop.queries.portfolio import PartnershipLine

FEW = 3
"""Hidden amounts that a sum must hold before it is told."""

SHOWN, WITHHELD, HELD_BACK = "shown", "withheld", "held back"
SUBTRACTION = "would tell a hidden amount by subtraction"


@dataclass(frozen=True, slots=True)
class Kept:
    """What stays hidden of the private money. state: withheld or held back, by partnership; sums: whether sums over all may be told."""

    state: Mapping[UUID, str]
    sums: bool


def private(line: PartnershipLine) -> float:
    """Private money of a partnership, promised and received."""
    return sum(gift.value for gift in line.gifts if gift.source == "private")


def kept_back(lines: Sequence[PartnershipLine], told: Mapping[UUID, Told]) -> Kept:
    """What must not be told of these partnerships, which are all of the programme, whether they run or not.

    Where there are too few others to hide among, no sum is told; then nothing follows from the others, and they are not held back.
    """
    paid = [line for line in lines if private(line)]
    hidden = [line.id for line in paid if "existence" not in line.may or _tells_hidden(line, told)]
    state = dict.fromkeys(hidden, WITHHELD)
    others = sorted((line for line in paid if line.id not in state), key=lambda line: (private(line), line.id))
    beside = [line.id for line in others[: max(0, FEW - len(hidden))]] if hidden else []
    sums = not hidden or len(hidden) + len(beside) >= FEW
    return Kept(state | dict.fromkeys(beside, HELD_BACK) if sums else state, sums)


def bound(company: UUID | None, told: Mapping[UUID, Told]) -> bool:
    """Whether an agreement forbids to tell what this company gives."""
    return company is not None and company in told and not told[company].may("money")


def tells_hidden(givers: Sequence[UUID | None], told: Mapping[UUID, Told], *, unsaid: bool = False) -> bool:
    """Whether the sum of these gifts would tell what an agreement hides: nobody else is known to give, or there are too few to hide in.

    A giver nobody wrote down opens nothing. unsaid: an agreement hides money here, so that it may be the one who is bound.
    """
    closed = {giver for giver in givers if bound(giver, told) or (unsaid and giver is None)}
    others = {giver for giver in givers if giver is not None} - closed
    return bool(closed) and (not others or len(givers) < FEW)


def _tells_hidden(line: PartnershipLine, told: Mapping[UUID, Told]) -> bool:
    givers = [gift.company for gift in line.gifts if gift.source == "private"]
    return tells_hidden(givers, told, unsaid=None in givers and "money" not in line.may)
