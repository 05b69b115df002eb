"""The prioritisation score card: from marks to block values, totals, places, and how firm the places are.

Source: Five learnings brief (about 2019), Table 3 and the text around it (lines 563 to 630). The source gives factors and blocks, not the
arithmetic; the rules here are ours and are named in every print (settled points A1 to A6). Missing is never zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class CostRule(StrEnum):
    """How the burden block enters the total (settled point A1). Plain addition is not offered."""

    MINUS = "minus"  # value minus burden
    REVERSED = "reversed"  # each burden mark counts as low + high − mark, then added


class BlockRule(StrEnum):
    """How the marks of a block become its value (settled point A2)."""

    MEAN = "mean"
    SUM = "sum"


@dataclass(frozen=True, slots=True)
class Block:
    """One block of the score card: its factors in order, and whether more is worse."""

    name: str
    label: str
    factors: tuple[str, ...]
    burden: bool = False


@dataclass(frozen=True, slots=True)
class Method:
    """Everything that decides a total: blocks, visible weights, the two rules, the scale. Printed with every ranking.

    weights: one number ≥ 0 per block name. least: share of a block's factors that must be answered, else the block has no value (settled point A6).
    """

    blocks: tuple[Block, ...]
    weights: Mapping[str, float]
    cost: CostRule = CostRule.MINUS
    block_rule: BlockRule = BlockRule.MEAN
    low: float = 1.0
    high: float = 5.0
    least: float = 0.5


@dataclass(frozen=True, slots=True)
class BlockValue:
    """One block of one opportunity.

    value: mean or sum of the answered marks as they were given (a burden is not turned round here); None when under half are answered.
    part: what it adds to the total, with weight and sign; None when value is None. answered, of: how many factors have a mark.
    """

    name: str
    label: str
    burden: bool
    value: float | None
    weight: float
    part: float | None
    answered: int
    of: int

    @property
    def grey(self) -> bool:
        """Under half answered: shown as an outline, without a number."""
        return self.value is None


@dataclass(frozen=True, slots=True)
class Total:
    """The total of one opportunity; None when a block has no value. Any open factor makes it provisional, and `open` names the factors."""

    blocks: tuple[BlockValue, ...]
    value: float | None
    open: tuple[str, ...]

    @property
    def provisional(self) -> bool:
        """Whether any factor is without a mark."""
        return bool(self.open)


@dataclass(frozen=True, slots=True)
class Spread:
    """The marks of several people for one factor: mean, lowest, highest, how many marks and how many could not judge."""

    mean: float | None
    low: float | None
    high: float | None
    marks: int
    cannot_judge: int

    @property
    def gap(self) -> float:
        """Highest minus lowest; 0 with fewer than two marks."""
        return 0.0 if self.low is None or self.high is None else self.high - self.low

    @property
    def disputed(self) -> bool:
        """People are two or more apart: talk about this one first (settled point A4)."""
        return self.gap >= 2


@dataclass(frozen=True, slots=True)
class Firmness:
    """How firm a place is under other weights: the share of draws in which it keeps its rank, and the ranks of nine in ten draws."""

    stays: float
    rank_low: int
    rank_high: int


@dataclass(frozen=True, slots=True)
class Flip:
    """The smallest change of one block's weight after which another opportunity comes first."""

    block: str
    weight_from: float
    weight_to: float
    first: str  # key of the opportunity that would come first
