"""What the company list, its side pane, the company page and the company print ask.

Stages can be filtered and never sorted: they are places on a path (Five learnings brief, footnote 13, line 166).
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from ctip_desktop.queries import company_parts, company_rows
from ctip_desktop.queries.company_rows import NOBODY, NOT_PLACED
from ctip_desktop.queries.company_views import (
    CheckItem,
    Chip,
    CompanyFacets,
    CompanyList,
    CompanyPage,
    CompanyRow,
    ContactView,
    DeskPanel,
    DocumentView,
    DueDiligencePanel,
    Fact,
    GoalView,
    OpportunityLine,
    PlacementView,
    ScoreCardLine,
    StageAction,
    StagePanel,
)
from ctip_desktop.queries.views import Flag
from ctip_desktop.workspace.workspace import Workspace

__all__ = [
    "NOBODY",
    "NOT_PLACED",
    "CheckItem",
    "Chip",
    "CompanyFacets",
    "CompanyList",
    "CompanyPage",
    "CompanyRow",
    "ContactView",
    "DeskPanel",
    "DocumentView",
    "DueDiligencePanel",
    "Fact",
    "GoalView",
    "OpportunityLine",
    "PlacementView",
    "ScoreCardLine",
    "StageAction",
    "StagePanel",
    "company_list",
    "company_page",
]


def company_list(
    ws: Workspace,
    *,
    text: str = "",
    sectors: Collection[str] = (),
    countries: Collection[str] = (),
    stages: Collection[str] = (),
    steps: Collection[str] = (),
    owners: Collection[str] = (),
    flags: Collection[Flag] = (),
    today: date | None = None,
) -> CompanyList:
    """The companies that fit every filter, by name, and what each filter offers.

    An empty filter lets everything through. `text` is looked for in names, places, people and notes. `stages`: values of `Stage`, or `NOT_PLACED`;
    `owners`: names of people of the team, or `NOBODY`. A row fits `flags` when it has one of them.
    """
    names = frozenset(sectors), frozenset(countries), frozenset(stages), frozenset(steps), frozenset(owners)
    wanted = company_rows.Filters(*names, frozenset(flags))
    with ws.reading() as connection:
        return company_rows.company_list(connection, ws.catalogue, text, wanted, today or ws.now().astimezone().date())


def company_page(ws: Workspace, company: UUID, today: date) -> CompanyPage:
    """Everything the company page and the company print show. Raises NotFound."""
    with ws.reading() as connection:
        return company_parts.company_page(connection, ws.catalogue, ws.programme_id, company, today, ws.person)
