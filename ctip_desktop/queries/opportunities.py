"""What the long list, the score card, the ranking and the comparison of two opportunities ask.

A blind round stays blind: while it is open, the marks of others are not in any answer until the viewer has handed in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from ctip_desktop.errors import NotFound
from ctip_desktop.queries import ageing, comparing, rankings, rows, score_cards
from ctip_desktop.queries.opportunity_views import (
    BlockView,
    ComparedFactor,
    Comparison,
    CutLine,
    Disagreement,
    FactorView,
    FlipView,
    LongListRow,
    Mark,
    Ranking,
    RankingRow,
    RankMovement,
    RoundView,
    ScoreCardView,
    SheetState,
    TotalView,
    Unranked,
)
from ctip_desktop.queries.rows import Words, when
from ctip_desktop.queries.score_data import Opportunity, Scores
from ctip_desktop.queries.views import Flag, Link
from ctip_desktop.workspace.connection import Connection
from ctip_desktop.workspace.workspace import Workspace

__all__ = [
    "BlockView",
    "ComparedFactor",
    "Comparison",
    "CutLine",
    "Disagreement",
    "FactorView",
    "FlipView",
    "LongListRow",
    "Mark",
    "RankMovement",
    "Ranking",
    "RankingRow",
    "RoundView",
    "ScoreCardView",
    "SheetState",
    "TotalView",
    "Unranked",
    "as_document",
    "compare",
    "find_round",
    "long_list",
    "ranking",
    "rounds",
    "score_sheets",
    "to_score",
]


def rounds(ws: Workspace, opportunity: UUID | None = None) -> tuple[RoundView, ...]:
    """The review rounds in order. With an opportunity `people_scored` counts who handed in a sheet of it, without one of any."""
    with ws.reading() as connection:
        scores = Scores(connection, ws.catalogue, ws.programme_id)
        if opportunity is None:
            return tuple(each.view for each in scores.rounds)
        return tuple(replace(each.view, people_scored=len(scores.people(each.view.kind, opportunity.bytes))) for each in scores.rounds)


def find_round(ws: Workspace, wanted: str) -> UUID:
    """A round by its kind (internal, programme, donor), its name or its id. Raises NotFound."""
    for found in rounds(ws):
        if wanted.strip().casefold() in (found.kind, found.title.casefold(), str(found.id), found.id.hex):
            return found.id
    raise NotFound(f"There is no round “{wanted[:60]}”.", next_step="Rounds are called internal, programme or donor.")


def score_sheets(ws: Workspace, opportunity: UUID, round: UUID, viewer: str | None = None) -> ScoreCardView:  # noqa: A002 (the word people use)
    """The score card of an opportunity in a round as the viewer (default: this laptop's person) may see it. Raises NotFound."""
    with ws.reading() as connection:
        return score_cards.make(Scores(connection, ws.catalogue, ws.programme_id), opportunity, round, viewer or ws.person)


def to_score(ws: Workspace, round: UUID, viewer: str | None = None) -> tuple[Link, ...]:  # noqa: A002 (the word people use)
    """The ideas of an open round that wait for the viewer's sheet, by title. Raises NotFound."""
    with ws.reading() as connection:
        scores = Scores(connection, ws.catalogue, ws.programme_id)
        return rankings.to_score(scores, scores.round(round), viewer or ws.person)


def ranking(
    ws: Workspace,
    round: UUID | None = None,  # noqa: A002 (the word people use)
    *,
    weights: Mapping[str, float] | None = None,
    viewer: str | None = None,
) -> Ranking:
    """The ranking of a round; without one, of the newest round that has sheets. `weights` by block name tries others without keeping them.

    Raises NotFound for a round that is not there.
    """
    with ws.reading() as connection:
        return rankings.make(Scores(connection, ws.catalogue, ws.programme_id), round, weights, viewer or ws.person)


def compare(ws: Workspace, a: UUID, b: UUID, round: UUID | None = None) -> Comparison:  # noqa: A002 (the word people use)
    """Two opportunities of one round side by side, factor by factor. Raises NotFound."""
    with ws.reading() as connection:
        return comparing.make(Scores(connection, ws.catalogue, ws.programme_id), a, b, round, ws.person)


def as_document(found: Ranking) -> list[dict[str, Any]]:
    """The ranking as plain data for `ctip ranking --json`: best first, ties share a rank; values are unrounded means or sums as given."""
    return [
        {
            "id": row.id,
            "title": row.title,
            "blocks": {block.name: block.value for block in (*row.values, *([row.burden] if row.burden else []))},
            "total": row.total,
            "provisional": row.provisional,
            "rank": row.rank,
            "stays": row.stays,
        }
        for row in found.rows
    ]


def long_list(ws: Workspace, today: date | None = None) -> tuple[LongListRow, ...]:
    """Every idea there is, by title, with its state and its newest place."""
    with ws.reading() as connection:
        scores = Scores(connection, ws.catalogue, ws.programme_id)
        places = rankings.newest_places(scores, ws.person)
        flags = _flags(connection, ws, scores, today or ws.now().astimezone().date())
        words = Words(ws.catalogue.form("opportunity"))
        listed = [_long_row(each, places.get(id_), words, frozenset(flags.get(id_, ()))) for id_, each in scores.opportunities.items()]
        return tuple(sorted(listed, key=lambda row: (row.title.casefold(), row.id)))


def _long_row(opportunity: Opportunity, place: rankings.Place | None, words: Words, flags: frozenset[Flag]) -> LongListRow:
    row = opportunity.row
    return LongListRow(
        id=row.uuid,
        title=row.title,
        companies=opportunity.companies,
        problem=row.text("problem"),
        country_label=words.listed("country", opportunity.countries),
        sector_label=words.listed("sector", opportunity.sectors),
        type_label=words.label("type", row.text("type")),
        source=row.text("idea_source"),
        status=row.text("status"),
        status_label=words.label("status", row.text("status")),
        due_diligence=opportunity.check,
        round=place.round if place else "",
        sheets=place.sheets if place else 0,
        rank=place.rank if place else None,
        total=place.total if place else None,
        provisional=place.provisional if place else False,
        flags=flags,
        changed=when(row.changed),
    )


def _flags(connection: Connection, ws: Workspace, scores: Scores, today: date) -> dict[bytes, set[Flag]]:
    """To settle and to check again anywhere below an opportunity; a draft is a sheet of this person that is not handed in."""
    found: dict[bytes, set[Flag]] = {id_: set() for id_ in scores.opportunities}
    contested = connection.exec_driver_sql("select distinct record from conflict").scalars()
    tops = [(top, Flag.TO_SETTLE) for top, _ in rows.tops(connection, contested).values()]
    tops += [(stale.top, Flag.CHECK_AGAIN) for stale in ageing.stale_answers(connection, ws.catalogue, today)]
    tops += [(sheet.row.about, Flag.DRAFT) for sheet in scores.unfinished_of(ws.person) if sheet.row.about]
    for top, flag in tops:
        if top in found:
            found[top].add(flag)
    return found
