"""The page of one partnership, put together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from ctip_desktop.forms.model import Kind
from ctip_desktop.forms.values import rounded
from ctip_desktop.practice import concerns, milestones, nda, partner_readings, partnership_type, readings, requirements, stopping, timeline
from ctip_desktop.practice.due_diligence import STOP, before_agreement
from ctip_desktop.practice.maturity import LABELS, Stage
from ctip_desktop.practice.nda import Shareable
from ctip_desktop.practice.pulse import View, Wave, tenths
from ctip_desktop.practice.requirements import Requirements
from ctip_desktop.queries import naming, partner_data, rankings, rows
from ctip_desktop.queries import partner_parts as parts
from ctip_desktop.queries.answers import Reader
from ctip_desktop.queries.days import day_words
from ctip_desktop.queries.partner_data import Member, Partners
from ctip_desktop.queries.partner_views import Caution, PartnershipPage, Register, RightIdea, RightPartner, RightRelationship, TypeView
from ctip_desktop.queries.rows import Row
from ctip_desktop.queries.score_data import Scores
from ctip_desktop.queries.views import Flag, FormState, Link
from ctip_desktop.workspace.connection import Connection
from ctip_desktop.workspace.workspace import Workspace

MOVED = 0.25
"""From this change of the gap between both views on, it is said that they grew apart or came closer."""

IN_TABS = frozenset(
    {"agreement", "concern", "contribution", "conversation", "decision", "indicator", "milestone", "nda", "partnership_type", "pulse", "reading"}
)
"""Registers that have a tab, or a place in one."""

CHECK_WORDS = {"clear": "clear", "watch": "go on, watch", "stop": "stop", "not_checked": "not fully checked"}


class Page:
    """Everything the page needs, read once."""

    def __init__(self, connection: Connection, ws: Workspace, partnership: UUID, today: date) -> None:
        self.connection, self.ws, self.today = connection, ws, today
        self.data = Partners(connection, ws, today)
        self.row = self.data.one(partnership)
        self.id = self.row.id
        self.read = self.data.read[self.id]
        self.companies = self.data.company_ids(self.id)
        self.opportunity = self.data.opportunity(self.id)
        self.rules = readings.rules(rows.by_id(connection, [ws.programme_id.bytes]).get(ws.programme_id.bytes))
        self.talks = parts.Talks(self.data, connection)
        self.contacts = parts.contact_views(self.data, connection, self.id)
        self.shareable = self.data.shareable(self.id, *self.companies)

    def make(self) -> PartnershipPage:
        """The page."""
        data, read, id_, label = self.data, self.read, self.id, self.data.labels.label
        around, due, thresholds = data.around(id_), data.pulse_due(id_), data.settings.fit
        pulse = data.pulse(id_)
        forms, needs, partners = self._forms(), self._requirements(), self._partners()
        return PartnershipPage(
            id=self.row.uuid,
            name=self.row.title,
            status=read.status,
            status_label=data.labels.of("partnership", "status", read.status),
            country_label=label(self.row, "country"),
            sector_label=label(self.row, "sector"),
            summary=self.row.text("summary"),
            vision=read.vision,
            vision_agreed=read.vision_agreed,
            started=read.started,
            ended=read.ended,
            lead_ours=read.lead_ours,
            lead_theirs=self._lead_theirs(),
            value_roles=data.labels.labels(self.row, "value_roles"),
            right_idea=self._idea(),
            right_partners=partners,
            right_relationship=self._relationship(pulse.waves),
            pulse=pulse,
            pulse_due=due,
            pulse_overdue=due is not None and due < self.today,
            suppress_under=data.settings.suppress_under,
            fit=data.fit(id_),
            fit_path=tuple((data.position(wave.partner), data.position(wave.ours)) for wave in pulse.waves),
            thresholds=thresholds,
            to_decide=data.partnership_decisions(id_),
            milestones=parts.milestone_views(data, id_),
            milestone_summary=milestones.summary(parts.milestones(data, id_), self.today),
            funding=parts.funding_view(data, id_),
            concerns=parts.concern_views(data, id_),
            concern_summary=concerns.summary(parts.concern_list(data, *around), self.today, data.agreement_on(id_)),
            agreements=parts.agreement_views(data, "agreement", id_),
            ndas=parts.agreement_views(data, "nda", id_, *self.companies),
            shareable=self.shareable,
            anonymous_label=self._anonymous(self.shareable),
            indicators=parts.indicator_views(data, id_),
            decisions=parts.decision_views(data, *around),
            contacts=self.contacts,
            key_person=parts.key_person(data, id_, parts.active_contacts(self.connection), self.talks.our_people(id_)),
            talks=self.talks.views(id_, {contact.id.bytes: contact.name for contact in self.contacts}),
            timeline=self.talks.timeline(id_),
            requirements=needs,
            gaps=self._gaps(needs),
            type=self._type(),
            before_signing=self._before_signing(partners) if read.status in timeline.PREPARING else (),
            may_begin=timeline.to_begin(read.status, data.agreement_on(id_), self.today),
            ended_why=self.row.get("status").note if data.over(id_) else "",
            registers=self._registers(),
            forms=forms,
            flags=self._flags(forms),
            counts={form: len(data.of(form, id_)) for form in partner_data.REGISTERS if data.of(form, id_)},
        )

    def _lead_theirs(self) -> Link | None:
        """Whoever was named, also a contact of a company that is no partner (any more)."""
        wanted = rows.ref(self.read.lead_theirs)
        row = rows.by_id(self.connection, [wanted]).get(wanted) if wanted else None
        return Link(row.uuid, row.title) if row is not None else None

    def _anonymous(self, shareable: Shareable) -> str:
        """What stands in place of the partners' names, as reports write it but for the letters; empty when they may be named."""
        if shareable.may("name"):
            return ""
        companies = [self.data.companies[id_] for id_ in self.companies]
        return "; ".join(self._in_place_of(company, nda.letter(place), shareable) for place, company in enumerate(companies))

    def _in_place_of(self, company: Row, letter: str, shareable: Shareable) -> str:
        label, items = self.data.labels.label, shareable.items & self.data.shareable(company.id).items
        return naming.agreed_label(self.data, company.id) or nda.anonymous_label(letter, items, label(company, "sector"), label(company, "country"))

    # -- the three

    def _idea(self) -> RightIdea:
        link = self.data.link(self.opportunity)
        places = rankings.newest_places(Scores(self.connection, self.ws.catalogue, self.ws.programme_id), self.ws.person)
        place = places.get(self.opportunity) if self.opportunity else None
        if place is None or place.total is None:
            return RightIdea(link, None, None, 0, "", provisional=False, text="Not scored yet" if link else "No opportunity is named")
        ranked = sum(each.rank is not None and each.round == place.round for each in places.values())
        where = f"place {place.rank} of {ranked}" if place.rank else "without a place"
        return RightIdea(link, place.total, place.rank, ranked, place.round, place.provisional, f"{rounded(place.total, 1):.1f} score, {where}")

    def _partners(self) -> tuple[RightPartner, ...]:
        stages = newest_stages(rows.of_form(self.connection, "placement"))
        reader = readings.CheckReader(self.ws.catalogue.form("due_diligence"), self.rules.recheck_months)
        checks = {row.about: reader.result(row) for row in rows.of_form(self.connection, "due_diligence")}
        found = []
        for member in self.data.members(self.id):
            if company := self.data.companies.get(member.company):
                stage, check = stages.get(member.company), checks.get(member.company)
                stage_label = LABELS[stage] if stage else ""
                words = (
                    f"{stage_label} stage" if stage_label else "Not placed yet",
                    f"due diligence: {CHECK_WORDS[check] if check else 'not begun'}",
                )
                ungp = self.data.labels.label(company, "ungp_level")
                hidden = not self.data.shareable(member.company).may("name")
                link = Link(company.uuid, company.title)
                roles = self._roles(member)
                found.append(RightPartner(link, member.since, member.until, stage_label, check, ungp, roles, hidden, ", ".join(words)))
        return tuple(found)

    def _before_signing(self, partners: Sequence[RightPartner]) -> tuple[Caution, ...]:
        """What the programme's commitment gate and the due diligence say of the partners."""
        companies = [self.data.companies[id_] for id_ in self.companies if id_ in self.data.companies]
        gate = stopping.strictest(stopping.gate(row.text("ungp_level"), self.data.settings.gate) for row in companies)
        checked = before_agreement([partner.check for partner in partners])
        found = [Caution(gate.text, gate.holds) if gate else None, Caution(checked, holds=checked == STOP)]
        return tuple(each for each in found if each and each.text)

    def _roles(self, member: Member) -> tuple[str, ...]:
        """The roles of a partner on this day: client, strategic partner and funder can stand together."""
        every = [*self.data.of("role", member.company), *(row for row in self.data.of("role", self.id) if self._names(row, member))]
        now = [row for row in every if _covers(row, self.today)]
        return tuple(dict.fromkeys(label for row in now for label in self.data.labels.labels(row, "role")))

    def _names(self, row: Row, member: Member) -> bool:
        """A role of a partnership with one partner needs no name."""
        named = rows.ref(row.value("partner"))
        return named == member.company or (named is None and len(self.companies) == 1)

    def _relationship(self, waves: Sequence[Wave]) -> RightRelationship:
        if not waves:
            return RightRelationship(None, None, "", None, "Not asked yet")
        newest = waves[-1]
        ours, theirs = newest.ours.index, newest.partner.index
        if theirs.value is None:
            return RightRelationship(theirs, ours, newest.name, newest.on, _no_number(newest.partner))
        words = [f"{tenths(theirs.value)} theirs", f"{tenths(ours.value)} ours" if ours.value is not None else "", _moved(waves)]
        return RightRelationship(theirs, ours, newest.name, newest.on, ", ".join(filter(None, words)))

    # -- forms

    def _requirements(self) -> Requirements | None:
        found = self.data.of("requirements", self.id)
        return requirements.requirements(partner_readings.points(found[-1], rq_scores(self.data))) if found else None

    def _gaps(self, found: Requirements | None) -> tuple[tuple[str, str], ...]:
        """The questions behind the gaps, name and words, in the order of the form."""
        labels = {question.name: question.label for question in self.ws.catalogue.form("requirements").walk()}
        return tuple((name, labels[name]) for rank in found.gaps if (name := f"rq_{rank:02}") in labels) if found else ()

    def _registers(self) -> tuple[Register, ...]:
        """Registers about partnerships that no tab shows."""
        forms = [
            form for form in self.ws.catalogue.forms() if form.kind is Kind.REGISTER and "partnership" in form.about and form.name not in IN_TABS
        ]
        counts = Counter(row.form for row in rows.of_form(self.connection, *(form.name for form in forms), about=self.id))
        return tuple(Register(form.name, form.title, counts[form.name]) for form in sorted(forms, key=lambda form: form.title))

    def _type(self) -> TypeView | None:
        found = self.data.of("partnership_type", self.id, *([self.opportunity] if self.opportunity else []))
        if not found:
            return None
        newest = max(found, key=lambda row: (row.text("decided_on"), row.created))
        suggestion = partnership_type.suggest(partner_readings.wanted(newest))
        agreed = rows.below(self.connection, [newest.id], "partnership_type.agreed").get(newest.id, [])
        return TypeView(
            newest.uuid,
            self.data.labels.label(newest, "type"),
            readings.day(newest, "decided_on"),
            sum(readings.yes(row, "agreed_type") is True for row in agreed),
            suggestion,
            self.data.labels.of("partnership_type", "type", suggestion.type or ""),
        )

    def _forms(self) -> tuple[FormState, ...]:
        """The checklists about a partnership and how far they are."""
        reader = Reader(self.connection, self.ws.catalogue, self.today, self.rules.shelf_life)
        found = []
        for form in sorted(self.ws.catalogue.forms(), key=lambda form: form.title):
            if form.kind is Kind.CHECKLIST and "partnership" in form.about:
                begun = rows.of_form(self.connection, form.name, about=self.id)
                found.append(reader.state(reader.fill(begun[-1].id)) if begun else reader.unbegun(form, self.id))
        return tuple(found)

    def _flags(self, forms: Iterable[FormState]) -> frozenset[Flag]:
        found = partner_data.flags(self.connection, self.ws.catalogue, self.today, self.rules.shelf_life).get(self.id, set())
        return frozenset(found | ({Flag.DRAFT} if any(form.status == "draft" for form in forms) else set()))


def rq_scores(data: Partners) -> dict[str, dict[str, float]]:
    """Question → choice → points of the fifteen requirements, as their form says."""
    form = data.catalogue.form("requirements")
    scored = ((question.name, question.choices) for question in form.walk() if question.name.startswith("rq_"))
    return {name: {choice.name: float(choice.extra["score"]) for choice in choices if "score" in choice.extra} for name, choices in scored}


def newest_stages(placements: Iterable[Row]) -> dict[bytes, Stage]:
    """The newest stage of each company in our own view."""
    read = [(row, readings.placement(row)) for row in placements]
    own = sorted(((row, found) for row, found in read if found.by == "team"), key=lambda pair: (pair[1].on or date.min, pair[0].created))
    return {row.about: found.stage for row, found in own if row.about and found.stage}


def _covers(row: Row, today: date) -> bool:
    since, until = readings.day(row, "from"), readings.day(row, "until")
    return (since is None or since <= today) and (until is None or today <= until)


def _no_number(theirs: View) -> str:
    """Why the partner's view has no number: nobody or too few answered, or most of them left most of it open."""
    if theirs.people.n:
        return f"{theirs.people.count} people answered, most answers are open"
    return f"{theirs.people.count} answers: nothing is shown yet" if theirs.people.n is None else "No answer of the partner yet"


def _moved(waves: Sequence[Wave]) -> str:
    """Whether both views grew apart since the last wave that shows both."""
    gaps = [
        (wave, wave.ours.index.value - wave.partner.index.value)
        for wave in waves
        if wave.ours.index.value is not None and wave.partner.index.value is not None
    ]
    if len(gaps) < 2 or gaps[-1][0] is not waves[-1]:
        return ""
    (before, earlier), (_, now) = gaps[-2:]
    change = abs(now) - abs(earlier)
    since = day_words(before.on) if before.on else before.name
    return f"grew apart since {since}" if change >= MOVED else f"came closer since {since}" if change <= -MOVED else ""
