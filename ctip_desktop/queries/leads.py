"""Who leads the work with some companies, before somebody else does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from uuid import UUID

from ctip_desktop.dataclass import dataclass
from ctip_desktop.queries import rows
from ctip_desktop.workspace import journal
from ctip_desktop.workspace.workspace import Workspace

OWNER = "owner"
"""The question of the company form."""


@dataclass(frozen=True, slots=True)
class Leads:
    """now: who leads them, with how many companies each, most first; the empty name, at the end: nobody. titles: what the companies are called.
    waiting: how many of them have two answers to settle. known: everybody who leads any company, and whose laptop this is."""

    now: tuple[tuple[str, int], ...]
    titles: tuple[str, ...]
    waiting: int
    known: tuple[str, ...]


def leads(ws: Workspace, companies: Collection[UUID]) -> Leads:
    """Of those of the companies that are still there."""
    wanted = {company.bytes for company in companies}
    with ws.reading() as connection:
        every = rows.of_form(connection, "company")
        waiting = {record for record, field in journal.conflicts(connection) if field == OWNER}
    chosen = [row for row in every if row.id in wanted]
    settled = [row for row in chosen if row.id not in waiting]
    counted = Counter(" ".join(row.text(OWNER).split()) for row in settled)
    known = {" ".join(row.text(OWNER).split()) for row in every} | {ws.person}
    titles = sorted((row.title for row in chosen), key=str.casefold)
    now = sorted(counted.items(), key=lambda one: (not one[0], -one[1], one[0].casefold()))
    return Leads(tuple(now), tuple(titles), len(chosen) - len(settled), tuple(sorted(known - {""}, key=str.casefold)))
