"""The list of partnerships and the page of one: right idea, right partner and right relationship side by side, never one number.

Source: TMS learning brief (about 2021), lines 13 to 15 (the three of a partnership that works).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from ctip_desktop.practice import partner_readings, people, readings
from ctip_desktop.practice.milestones import summary as milestone_summary
from ctip_desktop.practice.pipeline import ASIDE
from ctip_desktop.queries import partner_data, partner_parts, rows
from ctip_desktop.queries.partner_data import Partners
from ctip_desktop.queries.partner_page import Page
from ctip_desktop.queries.partner_views import Beginnings, PartnershipPage, PartnershipRow
from ctip_desktop.queries.views import Flag
from ctip_desktop.workspace.workspace import Workspace

__all__ = [
    "Beginnings",
    "PartnershipPage",
    "PartnershipRow",
    "beginnings",
    "first_facts",
    "outreach_methods",
    "partnership_page",
    "partnerships",
    "pulse_sheet",
]


def partnerships(ws: Workspace, today: date | None = None) -> tuple[PartnershipRow, ...]:
    """Every partnership by name, with what needs attention."""
    day = today or ws.now().astimezone().date()
    with ws.reading() as connection:
        data = Partners(connection, ws, day)
        rules = readings.rules(rows.by_id(connection, [ws.programme_id.bytes]).get(ws.programme_id.bytes))
        flags = partner_data.flags(connection, ws.catalogue, day, rules.shelf_life)
        contacts, talks = partner_parts.active_contacts(connection), partner_parts.Talks(data, connection)
        hangs_on = {id_: partner_parts.key_person(data, id_, contacts, talks.our_people(id_)).text for id_ in data.rows}
        listed = [_row(data, id_, flags.get(id_, set()), hangs_on[id_]) for id_ in data.rows]
    return tuple(sorted(listed, key=lambda row: (row.name.casefold(), row.id)))


def beginnings(ws: Workspace) -> Beginnings:
    """The ideas a partnership can begin with (TMS learning brief, lines 126 to 128: yes, explore or no)."""
    with ws.reading() as connection:
        data = Partners(connection, ws, ws.now().astimezone().date())
        ready = [id_ for id_, (row, _) in data.opportunities.items() if row.text("status") not in ASIDE and _decided_yes(data, id_)]
        links = [link for id_ in ready if not data.of_opportunity(id_) and (link := data.link(id_))]
    return Beginnings(tuple(sorted(links, key=lambda link: (link.title.casefold(), link.id))), len(data.opportunities))


def _decided_yes(data: Partners, opportunity: bytes) -> bool:
    newest = max(data.of("decision", opportunity), key=lambda row: (row.text("decided_on"), row.created), default=None)
    return newest is not None and newest.text("choice") in ("yes", "conditions")


def first_facts(ws: Workspace, opportunity: UUID) -> Mapping[str, str]:
    """What a partnership takes over from its idea, as stored answers: name, country, sector. A person may change all of it."""
    with ws.reading() as connection:
        row = rows.by_id(connection, [opportunity.bytes]).get(opportunity.bytes)
    names = (("name", "title"), ("country", "country"), ("sector", "sector"))
    return {name: row.text(own) for name, own in names if row.text(own)} if row is not None else {}


def _row(data: Partners, id_: bytes, flags: set[Flag], key_person: str) -> PartnershipRow:
    row, read, fit = data.rows[id_], data.read[id_], data.fit(id_)
    newest = data.pulse(id_).newest
    companies = data.company_ids(id_)
    due = data.pulse_due(id_)
    late = [] if data.over(id_) else milestone_summary(partner_parts.milestones(data, id_), data.today).overdue
    overdue = len(late) + partner_parts.overdue_readings(data, id_)
    behind = overdue > 0 or (due is not None and due < data.today)
    return PartnershipRow(
        id=row.uuid,
        name=row.title,
        partners=data.links(companies),
        opportunity=data.link(data.opportunity(id_)),
        country_label=data.labels.label(row, "country"),
        sector_label=data.labels.label(row, "sector"),
        status=read.status,
        status_label=data.labels.of("partnership", "status", read.status),
        started=read.started,
        ended=read.ended,
        lead=", ".join(read.lead_ours),
        quality=newest.partner.index.value if newest else None,
        direction=newest.partner.items["rp_6"].value if newest else None,
        cell=fit.advice.cell if fit.advice else None,
        talk_first=fit.talk_first,
        pulse_due=due,
        deal_breakers=data.deal_breakers(*data.around(id_)),
        overdue=overdue,
        to_decide=tuple(each.text for each in data.partnership_decisions(id_)),
        key_person=key_person,
        hidden=not data.shareable(id_, *companies).may("name"),
        flags=frozenset(flags | ({Flag.OVERDUE} if behind else set())),
    )


def partnership_page(ws: Workspace, partnership: UUID, today: date | None = None) -> PartnershipPage:
    """Everything the page of one partnership shows. Raises NotFound."""
    day = today or ws.now().astimezone().date()
    with ws.reading() as connection:
        return Page(connection, ws, partnership, day).make()


def pulse_sheet(ws: Workspace, partnership: UUID, wave: str, side: str, respondent: str) -> UUID | None:
    """The pulse sheet of one person in one wave that is there already, the newest of several; None while there is none."""
    wanted = wave.strip(), side, respondent.strip().casefold()
    with ws.reading() as connection:
        sheets = rows.of_form(connection, "pulse")
    found = [row.uuid for row in sheets if row.about == partnership.bytes and _whose(row) == wanted]
    return found[-1] if found else None


def _whose(row: rows.Row) -> tuple[str, str, str]:
    read = partner_readings.reply(row, "")
    return read.wave, read.side, read.respondent.casefold()


def outreach_methods(ws: Workspace) -> tuple[people.Method, ...]:
    """How each way of reaching companies went, over all companies (Five learnings brief, lines 446 to 452)."""
    with ws.reading() as connection:
        return people.methods(partner_readings.attempt(row) for row in rows.of_form(connection, "outreach"))
