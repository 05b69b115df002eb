"""The aligned-interest map on paper, for the team: pairs of a company's interest and a goal of ours, then what stands alone on either side.

Source: Five learnings brief (about 2019), lines 81 to 92 and 361 to 370.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ctip_desktop.reports.audience import Audience
from ctip_desktop.reports.blocks import Bullets, Heading, Title, quiet
from ctip_desktop.reports.flow import Block
from ctip_desktop.reports.job import Context, Draft, Report, finish, refuse, shielded
from ctip_desktop.reports.tables import Column, Row, Table
from ctip_desktop.reports.text import Rich, Span
from ctip_desktop.reports.words import count, day
from ctip_desktop.tasks import Progress

if TYPE_CHECKING:
    from ctip_desktop.queries.interests import Goal, Interest, InterestMap, Pair
    from ctip_desktop.workspace.workspace import Workspace

_COLUMNS = (Column("What the company wants", 172), Column("Our goal", 140), Column("What could come of it", 180))


def make(ws: Workspace, context: Context, progress: Progress) -> Report:
    """The map as it is now. Raises WorldError."""
    from ctip_desktop.queries import interests

    return interest_report(interests.interest_map(ws), context, progress)


def interest_report(found: InterestMap, context: Context, progress: Progress | None = None) -> Report:
    """The print of a map."""
    refuse(context, (Audience.INTERNAL,), "The map of interests")
    shield, _ = shielded(context)
    return finish(Draft("Where interests meet", "Where interests meet", _blocks(found)), shield.ledger, context, progress)


def _blocks(found: InterestMap) -> list[Block]:
    below = f"{count(len(found.interests), 'interest')}, {count(len(found.goals), 'goal')}, {count(len(found.pairs), 'pair')}"
    title = Title("Map of interests", "Where interests meet", (below,))
    alone = [each for each in found.interests if not each.pairs]
    free = [each for each in found.goals if not each.pairs]
    pairs: Block = quiet("Nothing is paired yet.")
    if found.pairs:
        pairs = Table(_COLUMNS, tuple(_pair(each) for each in sorted(found.pairs, key=lambda pair: pair.interest.company.title.casefold())))
    return [
        title,
        Heading("Pairs"),
        pairs,
        *_rest("Interests without a goal of ours", map(_interest, alone)),
        *_rest("Goals without a company", map(_goal, free)),
    ]


def _pair(each: Pair) -> Row:
    came: Rich = Span("–", color="text2")
    if each.opportunity is not None:
        step = f", {each.status_label.lower()}" if each.status_label else ""
        came = (Span(each.opportunity.title, bold=True), Span(f"{step}", color="text2", size=7.5))
    elif each.idea:
        came = each.idea
    return Row((_interest(each.interest), _goal(each.goal), came))


def _interest(each: Interest) -> Rich:
    parts = [each.horizon_label.lower(), "our reading" if each.ours else "said by the company"]
    more = ", ".join(part for part in parts if part)
    return (Span(f"{each.company.title}: ", bold=True), each.text, Span(f"\n{more}", color="text2", size=7.5))


def _goal(each: Goal) -> Rich:
    parts = [each.country_label, f"until {day(each.until)}" if each.until else ""]
    more = ", ".join(part for part in parts if part)
    return (each.text, Span(f"\n{more}" if more else "", color="text2", size=7.5))


def _rest(title: str, lines: Iterable[Rich]) -> list[Block]:
    points = tuple(lines)
    return [Heading(title, note=str(len(points))), Bullets(points)] if points else []
