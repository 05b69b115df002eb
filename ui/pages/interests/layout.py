"""Where the boxes of the map stand: interests by company at the start, goals at the end, each pair between its two, none over another."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from PySide6.QtCore import QRectF

from ctip_desktop.dataclass import dataclass
from ctip_desktop.queries.interests import Goal, Interest, InterestMap, Pair
from ui.theme import px

BOX, GAP, HEADING = 66, 8, 24
"""Lengths of the design: the height of a box, the room below it, the height of a company's name."""

_SHARES = 0.32, 0.27, 0.27
_INNER = 2  # gaps with lines

Thing = Interest | Goal | Pair


@dataclass(frozen=True, slots=True)
class Joined:
    """A pair with its box and those of its two sides, and their middles from top to bottom of the plane."""

    pair: Pair
    start: QRectF
    middle: QRectF
    end: QRectF
    heights: tuple[float, float, float]

    def in_sight(self, top: float, bottom: float) -> bool:
        """One of the boxes, or more, is between these."""
        return any(top <= height <= bottom for height in self.heights)


@dataclass(frozen=True, slots=True)
class Placed:
    """The map on a plane. headings: the y of a company's name, and the name; rects: where each thing stands, by its id."""

    interests: tuple[tuple[Interest, QRectF], ...]
    pairs: tuple[tuple[Pair, QRectF], ...]
    goals: tuple[tuple[Goal, QRectF], ...]
    headings: tuple[tuple[float, str], ...]
    rects: Mapping[UUID, QRectF]
    joined: tuple[Joined, ...]
    height: float

    def column(self, name: str) -> tuple[tuple[Thing, QRectF], ...]:
        """The boxes of a column: interest, pair or goal."""
        found: Mapping[str, tuple[tuple[Thing, QRectF], ...]] = {"interest": self.interests, "pair": self.pairs, "goal": self.goals}
        return found[name]


@dataclass(frozen=True, slots=True)
class _Sizes:
    """The lengths at the present text size, asked once: there may be thousands of boxes."""

    box: int
    step: int
    heading: int


def place(found: InterestMap, width: float) -> Placed:
    """Place everything for a width. The start is on the left; who draws from right to left mirrors."""
    sizes = _Sizes(px(BOX), px(BOX + GAP), px(HEADING))
    first, middle, last = (share * width for share in _SHARES)
    gap = (width - first - middle - last) / _INNER
    headings: list[tuple[float, str]] = []
    interests = _interests(found, first, sizes, headings)
    top = float(sizes.heading)
    goals = tuple((goal, _box(width - last, top + n * sizes.step, last, sizes)) for n, goal in enumerate(found.goals))
    rects = {interest.id: rect for interest, rect in interests} | {goal.id: rect for goal, rect in goals}
    pairs = _pairs(found, rects, (first + gap, middle), sizes)
    rects.update((pair.id, rect) for pair, rect in pairs)
    lowest = max((rect.bottom() for rect in rects.values()), default=0.0)
    joined = tuple(_join(pair, rects) for pair, _ in pairs)
    return Placed(interests, pairs, goals, tuple(headings), rects, joined, lowest + px(GAP))


def _join(pair: Pair, rects: Mapping[UUID, QRectF]) -> Joined:
    start, middle, end = rects[pair.interest.id], rects[pair.id], rects[pair.goal.id]
    return Joined(pair, start, middle, end, (start.center().y(), middle.center().y(), end.center().y()))


def _interests(found: InterestMap, width: float, sizes: _Sizes, headings: list[tuple[float, str]]) -> tuple[tuple[Interest, QRectF], ...]:
    placed = []
    y, company = 0.0, None
    for each in found.interests:
        if each.company.id != company:
            company = each.company.id
            headings.append((y, each.company.title))
            y += sizes.heading
        placed.append((each, _box(0, y, width, sizes)))
        y += sizes.step
    return tuple(placed)


def _pairs(found: InterestMap, rects: Mapping[UUID, QRectF], across: tuple[float, float], sizes: _Sizes) -> tuple[tuple[Pair, QRectF], ...]:
    """Each as near to the middle of its two as the ones above it allow. across: where the column begins, and its width."""
    placed = []
    least = float(sizes.heading)
    for wanted, _place, pair in sorted((_between(pair, rects), place, pair) for place, pair in enumerate(found.pairs)):
        y = max(wanted - sizes.box / 2, least)
        placed.append((pair, _box(across[0], y, across[1], sizes)))
        least = y + sizes.step
    return tuple(placed)


def _between(pair: Pair, rects: Mapping[UUID, QRectF]) -> float:
    return (rects[pair.interest.id].center().y() + rects[pair.goal.id].center().y()) / 2


def _box(x: float, y: float, width: float, sizes: _Sizes) -> QRectF:
    return QRectF(x + 1.5, y + 1.5, width - 3, sizes.box - 3)
