"""The figures of a programme from its records (`practice.figures` says how each is made), for the screen, the reports and the command line."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from ctip_desktop.practice import figures as made
from ctip_desktop.practice import partner_readings, people, readings, timeline
from ctip_desktop.practice.evidence import add_months
from ctip_desktop.practice.figures import Active, Figure, Meeting
from ctip_desktop.practice.milestones import summary as milestone_summary
from ctip_desktop.queries import partner_parts, rankings, rows
from ctip_desktop.queries.partner_data import Partners
from ctip_desktop.queries.partner_page import rq_scores
from ctip_desktop.queries.rows import Row
from ctip_desktop.queries.score_data import Scores
from ctip_desktop.workspace.connection import Connection
from ctip_desktop.workspace.workspace import Workspace

__all__ = ["Figure", "as_document", "figures"]

MEETINGS = ("meeting", "workshop", "visit")
"""Kinds of co-creation records that count as meetings; a call does not (TMS brief, line 92, leaves regular coordination out)."""

EARLIER_MONTHS = 12
"""The active partners are told for this long ago, too."""


def figures(ws: Workspace, *, since: date | None = None, until: date | None = None, today: date | None = None) -> tuple[Figure, ...]:
    """All figures. `since` and `until` bound the days of meetings and talks, both included; everything else is as it stands today."""
    day = today or ws.now().astimezone().date()
    with ws.reading() as connection:
        return tuple(_Figures(connection, ws, day, since, until).all())


def as_document(found: Iterable[Figure]) -> dict[str, dict[str, Any]]:
    """The figures as `ctip figures --json` prints them: name → value, target, formula, records, and what else is known."""
    return {
        each.name: {
            "value": each.value,
            "target": each.target,
            "formula": each.formula,
            "records": each.records,
            "label": each.label,
            "unit": each.unit,
            "text": each.text,
            "source": each.source,
            "left_out": each.left_out,
            "parts": [{"name": name, "value": value} for name, value in each.parts],
        }
        for each in found
    }


class _Figures:
    """Everything the figures are made from, read once."""

    def __init__(self, connection: Connection, ws: Workspace, today: date, since: date | None, until: date | None) -> None:
        self.connection, self.ws, self.today = connection, ws, today
        self.since, self.until = since, until
        self.data = Partners(connection, ws, today)
        self.money = {id_: partner_parts.contributions(self.data, id_) for id_ in self.data.rows}

    def all(self) -> Iterable[Figure]:
        """Every figure in the order of the page."""
        data, targets, currency = self.data, self.data.settings.targets, self.data.settings.currency
        every = [each for found in self.money.values() for each in found]
        active = self._active()
        yield made.partnerships(active, targets.partnerships)
        yield made.active_partners(active, [add_months(self.today, -EARLIER_MONTHS), self.today])
        yield made.private_secured(every, currency, targets.private)
        yield made.private_match(every, currency)
        yield made.our_share(self.money.values(), currency)
        yield made.support_cover(every, currency)
        yield from made.meetings(self._meetings(), (targets.meetings, targets.people, targets.organisations))
        yield made.relations_large({row.uuid: row.text("contribution") for row in rows.of_form(self.connection, "relation")})
        yield from made.times(self._times())
        yield from made.long_list([rows.some_uuid(id_) for id_ in data.opportunities], self._above())
        yield made.varies_most([reply for id_ in data.rows for reply in data.replies(id_)], data.settings.suppress_under)
        yield from made.impact_areas(self._ratings())
        yield self._requirements()
        yield self._outcomes()
        yield self._referrals()

    def _active(self) -> list[Active]:
        return [
            Active(row.uuid, self.data.running(id_), self.data.read[id_].started, self.data.read[id_].ended) for id_, row in self.data.rows.items()
        ]

    # -- meetings and time

    def _within(self, row: Row) -> bool:
        """Whether a dated record lies in the time asked for; without a day it does only when no time is asked for."""
        day = readings.day(row, "date")
        if day is None:
            return self.since is None and self.until is None
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    def _meetings(self) -> list[Meeting]:
        created = [row for row in rows.of_form(self.connection, "co_creation") if row.text("kind") in MEETINGS]
        return [self._meeting(row) for row in (*created, *rows.of_form(self.connection, "reflection")) if self._within(row)]

    def _meeting(self, row: Row) -> Meeting:
        return Meeting(
            row.uuid,
            frozenset(name.casefold() for name in partner_readings.lines(row, "people")),
            frozenset(name.casefold() for name in (*partner_readings.lines(row, "organisation_names"), *self._partners_of(row))),
            rows.whole(readings.number(row, "individuals")),
            rows.whole(readings.number(row, "organisations")),
        )

    def _partners_of(self, row: Row) -> list[str]:
        """The partners of what a meeting was about, when the record itself names or counts nobody."""
        if row.text("organisation_names") or readings.number(row, "organisations") is not None or row.about is None:
            return []
        companies = self.data.company_ids(row.about) if row.about in self.data.rows else ()
        if row.about in self.data.opportunities:
            companies = self.data.opportunities[row.about][1]
        return [link.title for link in self.data.links(companies)]

    def _times(self) -> dict[UUID, timeline.Timeline]:
        talks = partner_parts.Talks(self.data, self.connection)
        return {row.uuid: talks.timeline(id_) for id_, row in self.data.rows.items()}

    # -- choice and surveys

    def _above(self) -> list[UUID]:
        """Opportunities above the line of the newest round that has one."""
        scores = Scores(self.connection, self.ws.catalogue, self.ws.programme_id)
        lined = [each for each in scores.rounds if each.reading.cut_after is not None]
        if not lined:
            return []
        ranking = rankings.make(scores, lined[-1].view.id, None, self.ws.person)
        return [row.id for row in ranking.rows if row.above_cut]

    def _ratings(self) -> dict[UUID, dict[str, float | None]]:
        """The ratings of the newest wave: the one that was written in last."""
        found = rows.of_form(self.connection, "impact_areas")
        newest = max(found, key=lambda row: row.created).text("wave") if found else ""
        return {row.uuid: {name: _rating(row, name) for name in made.AREAS} for row in found if row.text("wave") == newest}

    def _requirements(self) -> Figure:
        scores = rq_scores(self.data)
        found = {row.uuid: partner_readings.points(row, scores) for id_ in self.data.rows for row in self.data.of("requirements", id_)[-1:]}
        labels = {int(name[3:]): self.data.catalogue.form("requirements").question(name).label for name in scores if name[3:].isdigit()}
        return made.requirement_ranks(found, labels)

    # -- ours

    def _outcomes(self) -> Figure:
        found = partner_parts.milestones(self.data, *self.data.rows)
        counted = milestone_summary(found, self.today).outcomes
        return Figure(
            "outcome_share",
            "Milestones that are outcomes",
            counted.share,
            None,
            "share",
            "Outcome milestones ÷ milestones whose kind is known",
            f"{made.TMS}lines 175 to 177",
            tuple(each.id for each in found if each.kind),
            tuple(each.id for each in found if not each.kind),
            f"{counted.part} of {counted.of}" if counted.of else "",
        )

    def _referrals(self) -> Figure:
        found = rows.of_form(self.connection, "company")
        counted = people.leads(row.text("lead_source") for row in found)
        return Figure(
            "referral_share",
            "Companies found through other people",
            counted.share,
            None,
            "share",
            "Companies found by word of mouth or a referral ÷ companies whose source is known",
            f"{made.CREST}line 103",
            tuple(row.uuid for row in found if row.text("lead_source")),
            tuple(row.uuid for row in found if not row.text("lead_source")),
            f"{counted.referred} of {counted.known}" if counted.known else "",
            tuple((self.data.labels.of("company", "lead_source", name), float(count)) for name, count in counted.sources),
        )


def _rating(row: Row, name: str) -> float | None:
    mark = readings.number(row, name)
    return mark if mark is not None and 1 <= mark <= 10 else None
