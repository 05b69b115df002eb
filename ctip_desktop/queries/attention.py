"""What partnerships and ideas need from a person today: decisions to take, pulses, milestones and readings that are due. For Home.

A met criterion opens a decision and never decides (settled point A14).
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from ctip_desktop.practice import readings
from ctip_desktop.queries import partner_data, partner_parts
from ctip_desktop.queries.home_views import Attention, ToDecide, Waiting
from ctip_desktop.queries.partner_data import Partners
from ctip_desktop.queries.pipeline import ENDED
from ctip_desktop.queries.rows import Row
from ctip_desktop.queries.views import Link
from ctip_desktop.workspace.workspace import Workspace


def attention(ws: Workspace, today: date | None = None) -> Attention:
    """What needs a person."""
    day = today or ws.now().astimezone().date()
    with ws.reading() as connection:
        data = Partners(connection, ws, day)
        first_talks = partner_data.all_stays(connection)
        decide = [*_partnerships(data), *_ideas(data, first_talks)]
        return Attention(
            tuple(sorted(decide, key=lambda each: (each.since or date.max, each.subject.title.casefold()))),
            _sorted(_pulses(data)),
            _sorted(_milestones(data)),
            _sorted(_readings(data)),
            _sorted(_reviews(data)),
        )


def _sorted(found: list[Waiting]) -> tuple[Waiting, ...]:
    return tuple(sorted(found, key=lambda each: (each.due, each.subject.title.casefold(), each.record)))


def _subject(data: Partners, id_: bytes) -> Link:
    row = data.rows[id_] if id_ in data.rows else data.opportunities[id_][0]
    return Link(row.uuid, row.title)


def _waiting(data: Partners, id_: bytes, record: UUID, text: str, due: date | None) -> list[Waiting]:
    if due is None or due >= data.today:
        return []
    return [Waiting(_subject(data, id_), record, text, due, (data.today - due).days)]


def _partnerships(data: Partners) -> list[ToDecide]:
    found = ((id_, data.partnership_decisions(id_)) for id_ in data.rows)
    return [_decide(_subject(data, id_), "partnership", met) for id_, met in found if met]


def _ideas(data: Partners, stays: partner_data.AllStays) -> list[ToDecide]:
    """Opportunities without a partnership; one with a partnership is decided on there."""
    found = []
    for id_, (row, _) in data.opportunities.items():
        if data.of_opportunity(id_) or row.text("status") in ENDED:
            continue
        first = next((stay.since for stay in stays.get(id_, ()) if stay.step == "first_talks"), None)
        if met := data.opportunity_decisions(id_, first):
            found.append(_decide(Link(row.uuid, row.title), "opportunity", met))
    return found


def _decide(subject: Link, form: str, met: partner_data.AllMet) -> ToDecide:
    known = [each.since for each in met if each.since]
    return ToDecide(subject, form, tuple(dict.fromkeys(each.text for each in met)), min(known, default=None))


def _pulses(data: Partners) -> list[Waiting]:
    return [each for id_, row in data.rows.items() for each in _waiting(data, id_, row.uuid, "Ask both sides", data.pulse_due(id_))]


def _milestones(data: Partners) -> list[Waiting]:
    """Milestones nobody has reached, of partnerships that are not over."""
    going = (id_ for id_ in data.rows if not data.over(id_))
    listed = ((id_, row) for id_ in going for row in data.of("milestone", id_) if readings.day(row, "reached_on") is None)
    return [waiting for id_, row in listed for waiting in _waiting(data, id_, row.uuid, row.text("text"), readings.day(row, "due"))]


def _readings(data: Partners) -> list[Waiting]:
    listed = ((id_, each) for id_ in data.rows for each in partner_parts.indicator_views(data, id_) if each.overdue)
    return [waiting for id_, each in listed for waiting in _waiting(data, id_, each.id, each.name, each.due)]


def _reviews(data: Partners) -> list[Waiting]:
    """Reviews whose day has come, of the newest decision of a partnership or an idea; explorations whose last day has come, without a result."""
    ideas = [id_ for id_, (row, _) in data.opportunities.items() if row.text("status") not in ENDED]
    found = []
    for id_ in (*(each for each in data.rows if not data.over(each)), *ideas):
        decisions = sorted(data.of("decision", id_), key=lambda row: (row.text("decided_on"), row.created))
        found += [waiting for row in decisions[-1:] for waiting in _reviews_of(data, id_, row)]
    return found


def _reviews_of(data: Partners, id_: bytes, row: Row) -> list[Waiting]:
    form = "partnership" if id_ in data.rows else "opportunity"
    exploring = row.text("choice") == "explore" and not row.text("explore_result")
    asked = [(row.text("explore_question"), "explore_until", "explore_result")] if exploring else []
    dated = ((text, readings.day(row, field), path) for text, field, path in (*asked, ("", "review_on", "")))
    return [
        Waiting(_subject(data, id_), row.uuid, text, day, (data.today - day).days, form, path)
        for text, day, path in dated
        if day and day <= data.today
    ]
