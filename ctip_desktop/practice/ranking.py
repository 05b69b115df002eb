"""The prioritisation score card: from marks to block values, totals, places, and how firm the places are.

Source: Five learnings brief (about 2019), Table 3 and the text around it (lines 563 to 630). The source gives factors and blocks, not the
arithmetic; the rules here are ours and are named in every print (settled points A1 to A6). Missing is never zero.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from math import ceil
from operator import mul
from typing import Generic, TypeVar

from ctip_desktop.dataclass import dataclass

Key = TypeVar("Key", bound=Hashable)

Marks = Mapping[str, float | None]
"""Marks by factor name. None, or no entry, is a factor without a mark: cannot judge, or left open."""

DRAWS = 1000
"""Weight draws behind "stays in place"."""

CONCENTRATION = 8.0
"""How close the drawn weights stay to the weights in use: with equal weights nine in ten draws of a weight of 1.0 lie between about 0.5 and 1.5."""

HIGHEST_WEIGHT = 5.0
"""No weight above this is looked at when searching for what would change the first place."""

_SAME = 1e-9  # totals closer than this are a tie: what is left of binary fractions


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
    def length(self) -> float:
        """How long it is drawn: as it was given, times its weight. A heavy burden is a long bar, also where the total counts it turned round."""
        return (self.value or 0.0) * self.weight

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
    """How firm a place is under other weights: the share of draws in which it keeps its rank, and the ranks of nine in ten draws.

    at: in how many draws it took the first, the second, … place; as many numbers as there are places.
    """

    stays: float
    rank_low: int
    rank_high: int
    at: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Flip(Generic[Key]):
    """The smallest change of one block's weight after which another opportunity comes first. `weight_to` is where both are equal."""

    block: str
    weight_from: float
    weight_to: float
    first: Key


def block_value(method: Method, block: Block, marks: Marks) -> BlockValue:
    """Mean of the answered marks, or their sum (settled point A2); None when under half are answered (A6).

    A sum over a block with gaps is the mean times the number of factors: a missing mark is never counted as zero.
    """
    known = [mark for name in block.factors if (mark := marks.get(name)) is not None]
    weight = method.weights.get(block.name, 1.0)
    value = None
    if known and len(known) >= method.least * len(block.factors):
        value = sum(known) / len(known) * (len(block.factors) if method.block_rule is BlockRule.SUM else 1)
    bare = BlockValue(block.name, block.label, block.burden, value, weight, None, len(known), len(block.factors))
    unit = _unit(method, bare)
    return bare if unit is None else replace(bare, part=weight * unit)


def _unit(method: Method, block: BlockValue) -> float | None:
    """What the block adds to the total at a weight of 1: value blocks as they are, the burden taken away or turned round (settled point A1)."""
    if block.value is None or not block.burden:
        return block.value
    if method.cost is CostRule.MINUS:
        return -block.value
    return (method.low + method.high) * (block.of if method.block_rule is BlockRule.SUM else 1) - block.value


def total(method: Method, marks: Marks, also_open: Collection[str] = ()) -> Total:
    """Sum of the weighted blocks (settled points A1, A2, A6).

    `also_open` names factors that have a mark but still a gap, as on one of several sheets.
    A block without a value leaves the total without one, unless its weight is 0.
    """
    blocks = tuple(block_value(method, block, marks) for block in method.blocks)
    parts = [block.part for block in blocks if block.weight or block.part is not None]
    value = sum(part for part in parts if part is not None) if parts and None not in parts else None
    names = (name for block in method.blocks for name in block.factors)
    return Total(blocks, value, tuple(name for name in names if marks.get(name) is None or name in also_open))


def weighted(method: Method, row: Total) -> float:
    """The total of the same block values under other weights; a block without a value adds nothing."""
    return sum(method.weights.get(block.name, 1.0) * (_unit(method, block) or 0.0) for block in row.blocks)


def spread(marks: Iterable[float | None]) -> Spread:
    """Mean, lowest and highest of several people's marks for one factor; None is somebody who could not judge (settled point A4)."""
    given = list(marks)
    known = [mark for mark in given if mark is not None]
    if not known:
        return Spread(None, None, None, 0, len(given))
    return Spread(sum(known) / len(known), min(known), max(known), len(known), len(given) - len(known))


def mean_marks(sheets: Sequence[Marks], factors: Iterable[str]) -> tuple[dict[str, float | None], tuple[str, ...]]:
    """The mean of several sheets factor by factor, and the factors that at least one sheet left without a mark."""
    names = tuple(factors)
    spreads = {name: spread(sheet.get(name) for sheet in sheets) for name in names}
    return {name: spreads[name].mean for name in names}, tuple(name for name in names if spreads[name].cannot_judge or not sheets)


def places(totals: Mapping[Key, float]) -> dict[Key, int]:
    """Place of each, the highest total first. Equal totals share a place and the next place is skipped (settled point A5)."""
    found: dict[Key, int] = {}
    place, before = 0, float("inf")
    for count, key in enumerate(sorted(totals, key=lambda key: -totals[key]), start=1):
        if before - totals[key] > _SAME:
            place, before = count, totals[key]
        found[key] = place
    return found


def whole_percent(share: float) -> int:
    """A share of draws in whole percent. 100 is said only of all of them, and 0 only of none: 996 of 1,000 are 99."""
    return round(share * 100) if share in (0.0, 1.0) else min(99, max(1, round(share * 100)))


def firmness(method: Method, rows: Mapping[Key, Total], *, draws: int = DRAWS, seed: int = 1) -> dict[Key, Firmness]:
    """How often each keeps its place under other weights.

    Each draw takes a weight for each block from a Dirichlet distribution around the weights in use (equal weights by default; see CONCENTRATION),
    so that the weights always add up to the same sum. The draws depend on the method and the seed alone: every laptop gets the same shares.
    """
    keys = list(rows)
    units = [[_unit(method, block) or 0.0 for block in rows[key].blocks] for key in keys]
    now = places({key: rows[key].value or 0.0 for key in keys})
    seen: list[list[int]] = [[] for _ in keys]
    for weights in _draw_weights(method, draws, seed):
        scores = [sum(map(mul, weights, unit)) for unit in units]
        for index, place in places(dict(enumerate(scores))).items():
            seen[index].append(place)
    return {key: _firm(seen[index], now[key], len(keys)) for index, key in enumerate(keys)}


def _draw_weights(method: Method, draws: int, seed: int) -> Iterator[tuple[float, ...]]:
    source = random.Random(seed)  # noqa: S311 (a what-if, no secret)
    base = [method.weights.get(block.name, 1.0) for block in method.blocks]
    whole = sum(base)
    shapes = [CONCENTRATION * weight * len(base) / whole if whole else 0.0 for weight in base]
    for _ in range(draws):
        drawn = [source.gammavariate(shape, 1.0) if shape else 0.0 for shape in shapes]
        scale = whole / (sum(drawn) or 1.0)
        yield tuple(weight * scale for weight in drawn)


def _firm(seen: list[int], now: int, places_: int) -> Firmness:
    if not seen:
        return Firmness(1.0, now, now)
    ordered = sorted(seen)
    last = len(ordered)
    counts = Counter(seen)
    at = tuple(counts[place] for place in range(1, places_ + 1))
    return Firmness(counts[now] / last, ordered[int(0.05 * last)], ordered[ceil(0.95 * last) - 1], at)


def flips(method: Method, rows: Mapping[Key, Total]) -> tuple[Flip[Key], ...]:
    """For each block the smallest change of its weight alone (from 0 to HIGHEST_WEIGHT) after which another comes first; smallest change first.

    Empty when the first place is shared: then nothing has to change.
    """
    order = sorted(rows, key=lambda key: -(rows[key].value or 0.0))
    if len(order) < 2 or (rows[order[0]].value or 0.0) - (rows[order[1]].value or 0.0) <= _SAME:
        return ()
    nearest = (_nearest_flip(method, rows, order, index) for index in range(len(method.blocks)))
    return tuple(sorted((flip for flip in nearest if flip), key=lambda flip: abs(flip.weight_to - flip.weight_from)))


def _nearest_flip(method: Method, rows: Mapping[Key, Total], order: Sequence[Key], index: int) -> Flip[Key] | None:
    first, block = rows[order[0]], method.blocks[index].name
    weight = method.weights.get(block, 1.0)
    unit = _unit(method, first.blocks[index]) or 0.0
    found: list[Flip[Key]] = []
    for key in order[1:]:
        slope = (_unit(method, rows[key].blocks[index]) or 0.0) - unit
        if abs(slope) <= _SAME:
            continue
        crossing = weight + ((first.value or 0.0) - (rows[key].value or 0.0)) / slope
        if 0 < crossing <= HIGHEST_WEIGHT:
            found.append(Flip(block, weight, crossing, key))
    return min(found, key=lambda flip: abs(flip.weight_to - weight), default=None)
