"""The way of one partnership: how long its opportunity was on each step, and what happened on which day. Days are told without judgement.

Source: Five learnings brief (about 2019), lines 429 to 431 and 684 to 690 (about a year until the first partnership began).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from ctip_desktop.dataclass import dataclass
from ctip_desktop.practice import pipeline as way
from ctip_desktop.queries import partner_data
from ctip_desktop.queries.partner_page import Page
from ctip_desktop.queries.partner_views import PartnershipPage
from ctip_desktop.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class StayView:
    """One step of the pipeline. until: None while it is there; usual_days: median over all opportunities, None while nothing is known."""

    label: str
    since: date
    until: date | None
    days: int
    usual_days: int | None


@dataclass(frozen=True, slots=True)
class Happening:
    """Something with a day. kind: talk, agreement, nda, milestone, concern, decision, pulse, start or end. record: what to open, None for the
    partnership itself."""

    on: date
    kind: str
    title: str
    detail: str
    record: UUID | None


@dataclass(frozen=True, slots=True)
class PartnershipHistory:
    """stays: oldest first, empty without an opportunity; happenings: newest first; text: from the first talk to the agreement in words."""

    stays: tuple[StayView, ...]
    happenings: tuple[Happening, ...]
    text: str


def partnership_history(ws: Workspace, partnership: UUID, today: date | None = None) -> PartnershipHistory:
    """The way of a partnership. Raises NotFound."""
    day = today or ws.now().astimezone().date()
    with ws.reading() as connection:
        found = Page(connection, ws, partnership, day)
        page = found.make()
        every = partner_data.all_stays(connection)
        opportunity = found.data.opportunity(partnership.bytes)
    usual = way.usual_days([stay for stays in every.values() for stay in stays])
    labels = {choice.name: choice.label for choice in ws.catalogue.form("opportunity").question("status").choices}
    stays = tuple(
        StayView(labels.get(stay.step, stay.step), stay.since, stay.until, stay.days(day), usual.get(stay.step))
        for stay in (every.get(opportunity, ()) if opportunity else ())
    )
    happened = sorted(_happenings(page), key=lambda each: (each.on, each.title), reverse=True)
    return PartnershipHistory(stays, tuple(happened), page.timeline.text)


def _happenings(page: PartnershipPage) -> Iterator[Happening]:
    """Everything dated, in no order."""
    for day, kind, title in ((page.started, "start", "It began"), (page.ended, "end", "It ended")):
        if day:
            yield Happening(day, kind, title, "", None)
    for talk in page.talks:
        if talk.on:
            yield Happening(talk.on, "talk", talk.subject or talk.channel_label, talk.people, talk.id)
    for kind, found in (("agreement", page.agreements), ("nda", page.ndas)):
        for each in found:
            if each.signed:
                yield Happening(each.signed, kind, each.kind_label or "Non-disclosure agreement", each.parties, each.id)
    for milestone in page.milestones:
        if milestone.reached:
            yield Happening(milestone.reached, "milestone", milestone.text, milestone.kind_label, milestone.id)
    for concern in page.concerns:
        if concern.raised:
            yield Happening(concern.raised, "concern", concern.text, concern.side_label, concern.id)
    for decision in page.decisions:
        if decision.on:
            yield Happening(decision.on, "decision", f"{decision.kind_label}: {decision.choice_label}", decision.reasons, decision.id)
    for wave in page.pulse.waves:
        if wave.on:
            yield Happening(wave.on, "pulse", "Relationship pulse", wave.name, None)
