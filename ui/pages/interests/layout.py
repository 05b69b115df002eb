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
class Placed:
    """The map on a plane. headings: the y of a company's name, and the name; rects: where each thing stands, by its id."""

    interests: tuple[tuple[Interest, QRectF], ...]
    pairs: tuple[tuple[Pair, QRectF], ...]
    goals: tuple[tuple[Goal, QRectF], ...]
    headings: tuple[tuple[float, str], ...]
    rects: Mapping[UUID, QRectF]
    height: float

    def column(self, name: str) -> tuple[tuple[Thing, QRectF], ...]:
        """The boxes of a column: interest, pair or goal."""
        found: Mapping[str, tuple[tuple[Thing, QRectF], ...]] = {"interest": self.interests, "pair": self.pairs, "goal": self.goals}
        return found[name]


def place(found: InterestMap, width: float) -> Placed:
    """Place everything for a width. The start is on the left; who draws from right to left mirrors."""
    first, middle, last = (share * width for share in _SHARES)
    gap = (width - first - middle - last) / _INNER
    headings: list[tuple[float, str]] = []
    interests = _interests(found, first, headings)
    top = float(px(HEADING))
    goals = tuple((goal, _box(width - last, top + n * px(BOX + GAP), last)) for n, goal in enumerate(found.goals))
    rects = {interest.id: rect for interest, rect in interests} | {goal.id: rect for goal, rect in goals}
    pairs = _pairs(found, rects, first + gap, middle)
    rects.update((pair.id, rect) for pair, rect in pairs)
    lowest = max((rect.bottom() for rect in rects.values()), default=0.0)
    return Placed(interests, pairs, goals, tuple(headings), rects, lowest + px(GAP))


def _interests(found: InterestMap, width: float, headings: list[tuple[float, str]]) -> tuple[tuple[Interest, QRectF], ...]:
    placed = []
    y, company = 0.0, None
    for each in found.interests:
        if each.company.id != company:
            company = each.company.id
            headings.append((y, each.company.title))
            y += px(HEADING)
        placed.append((each, _box(0, y, width)))
        y += px(BOX + GAP)
    return tuple(placed)


def _pairs(found: InterestMap, rects: Mapping[UUID, QRectF], x: float, width: float) -> tuple[tuple[Pair, QRectF], ...]:
    """Each as near to the middle of its two as the ones above it allow."""
    wanted = sorted(found.pairs, key=lambda pair: _between(pair, rects))
    placed = []
    least = float(px(HEADING))
    for pair in wanted:
        y = max(_between(pair, rects) - px(BOX) / 2, least)
        placed.append((pair, _box(x, y, width)))
        least = y + px(BOX + GAP)
    return tuple(placed)


def _between(pair: Pair, rects: Mapping[UUID, QRectF]) -> float:
    return (rects[pair.interest.id].center().y() + rects[pair.goal.id].center().y()) / 2


def _box(x: float, y: float, width: float) -> QRectF:
    return QRectF(x + 1.5, y + 1.5, width - 3, px(BOX) - 3)
