"""Two opportunities side by side: factor by factor, and in words what sets them apart."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from ctip_desktop.errors import NotFound
from ctip_desktop.forms.values import rounded
from ctip_desktop.queries import rankings
from ctip_desktop.queries.opportunity_views import ComparedFactor, Comparison, RankingRow
from ctip_desktop.queries.score_data import Round, Scores
from ctip_desktop.queries.views import Link
from ctip_desktop.said import Said

WIDE = 2
"""Marks so far apart are named in words."""


def make(scores: Scores, left: UUID, right: UUID, wanted: UUID | None, viewer: str) -> Comparison:
    """The comparison in a round, by default the newest with sheets. Raises NotFound."""
    links = [_link(scores, each) for each in (left, right)]
    table = rankings.make(scores, wanted, None, viewer)
    placed = {row.id: row for row in table.rows}
    current = next((each for each in scores.rounds if table.round and each.view.id == table.round.id), None)
    factors = _factors(scores, current, left, right, viewer) if current else ()
    rows = placed.get(left), placed.get(right)
    return Comparison(links[0], links[1], table.round, *rows, factors, _sentences(links, rows, factors))


def _link(scores: Scores, wanted: UUID) -> Link:
    found = scores.opportunities.get(wanted.bytes)
    if found is None:
        raise NotFound("There is no such opportunity.", next_step="Look for it in the long list.")
    return Link(found.row.uuid, found.row.title)


def _factors(scores: Scores, current: Round, left: UUID, right: UUID, viewer: str) -> tuple[ComparedFactor, ...]:
    mine, other = (scores.standing(current, each.bytes, viewer).marks for each in (left, right))
    found = []
    for block in current.method.blocks:
        for name in block.factors:
            a, b = mine.get(name), other.get(name)
            gap = None if a is None or b is None else a - b
            found.append(ComparedFactor(name, scores.label(name), block.name, block.burden, a, b, gap))
    return tuple(found)


def _sentences(links: Sequence[Link], rows: tuple[RankingRow | None, RankingRow | None], factors: Sequence[ComparedFactor]) -> tuple[Said, ...]:
    said = []
    left, right = rows
    if left and right:
        said.append(_totals(left, right))
    for link, row in zip(links, rows, strict=True):
        if row is None:
            said.append(Said("“{0}” has no place in this round.", (link.title,)))
    wide = sorted((each for each in factors if each.gap is not None and abs(each.gap) >= WIDE), key=lambda each: -abs(each.gap or 0))
    said += [_apart(links, each) for each in wide[:5]]
    return tuple(said)


def _totals(left: RankingRow, right: RankingRow) -> Said:
    if left.rank == right.rank:
        return Said("Both share place {0}.", (str(left.rank),))
    first, second = sorted((left, right), key=lambda row: row.rank)
    values = (first.title, str(first.rank), _tenths(first.total), second.title, str(second.rank), _tenths(second.total))
    return Said("“{0}” is at place {1} ({2}), “{3}” at place {4} ({5}).", values)


def _tenths(value: float) -> str:
    """One decimal, half up, as in the ranking and on the printed pages."""
    return f"{rounded(value, 1):.1f}"


def _apart(links: Sequence[Link], factor: ComparedFactor) -> Said:
    higher = links[0] if (factor.gap or 0) > 0 else links[1]
    values = (factor.label.rstrip("?"), f"{factor.left:g}", f"{factor.right:g}", higher.title)
    if factor.burden:
        return Said("{0}: {1} and {2}. “{3}” has the heavier mark.", values)
    return Said("{0}: {1} and {2}. “{3}” has the higher mark.", values)
