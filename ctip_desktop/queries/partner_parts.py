"""The parts of a partnership's page that stand in lists: milestones, money, concerns, agreements, indicators, decisions, people, talks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from ctip_desktop.practice import concerns, funding, partner_readings, people, readings, timeline
from ctip_desktop.practice.concerns import Concern
from ctip_desktop.practice.evidence import add_months
from ctip_desktop.practice.funding import Contribution
from ctip_desktop.practice.milestones import Milestone
from ctip_desktop.practice.nda import ITEMS
from ctip_desktop.practice.people import KeyPerson
from ctip_desktop.practice.timeline import Event, Timeline
from ctip_desktop.queries import promises, rows
from ctip_desktop.queries.partner_data import Partners
from ctip_desktop.queries.partner_views import (
    AgreementView,
    ConcernView,
    ContactView,
    ContributionView,
    DecisionView,
    Funding,
    IndicatorView,
    MilestoneView,
    ReadingView,
)
from ctip_desktop.queries.rows import Row
from ctip_desktop.queries.views import Link, Talk
from ctip_desktop.workspace.connection import Connection

FREQUENCY = {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12}
"""Months between two readings of an indicator."""

OUR_TALKS_MONTHS = 12
"""Colleagues who were in a talk within this time count as contacts of ours."""

LONGEST_SUBJECT = 140

# -- milestones and money ------------------------------------------------------------------------------------------------------------


def milestones(data: Partners, *partnerships: bytes) -> list[Milestone]:
    """The milestones of partnerships as the rules take them."""
    return [partner_readings.milestone(row, row.uuid) for row in data.of("milestone", *partnerships)]


def milestone_views(data: Partners, partnership: bytes) -> tuple[MilestoneView, ...]:
    """Milestones by their day."""
    found = [_milestone(data, row) for row in data.of("milestone", partnership)]
    return tuple(sorted(found, key=lambda each: (each.due or date.max, each.text.casefold())))


def _milestone(data: Partners, row: Row) -> MilestoneView:
    read = partner_readings.milestone(row, row.uuid)
    indicators = {found.id: found for found in data.of("indicator", *([row.about] if row.about else []))}
    indicator = indicators.get(rows.ref(row.value("indicator")) or b"")
    return MilestoneView(
        row.uuid,
        row.text("text"),
        read.kind,
        data.labels.label(row, "kind"),
        Link(indicator.uuid, indicator.title) if indicator else None,
        read.due,
        read.reached_on,
        read.reached_on <= read.due if read.reached_on and read.due else None,
        read.overdue(data.today) and not (row.about in data.rows and data.over(row.about)),
        read.payment,
        read.currency,
        data.labels.labels(row, "chain"),
        data.labels.labels(row, "incentive"),
    )


def contributions(data: Partners, *partnerships: bytes) -> list[Contribution]:
    """The contributions to partnerships as the rules take them."""
    return [partner_readings.contribution(row, row.uuid, data.programme_name) for row in data.of("contribution", *partnerships)]


def funding_view(data: Partners, partnership: bytes) -> Funding:
    """Contributions, newest first, and what the funding rules say."""
    every = contributions(data, partnership)
    notices = funding.warnings(every)
    said: dict[object, list[str]] = defaultdict(list)
    for notice in notices:
        said[notice.record].append(notice.text)
    listed = [_contribution(data, row, tuple(said[row.uuid])) for row in data.of("contribution", partnership)]
    currencies = Counter(each.currency for each in every if each.value is not None and each.currency)
    currency = min(currencies, key=lambda name: (-currencies[name], name), default="")
    parts = [rule(every, currency) for rule in (funding.support_cover, funding.donor_match, funding.our_share)] if currency else [None] * 3
    listed.sort(key=lambda each: each.on or date.min, reverse=True)
    return Funding(tuple(listed), notices, currency, *parts)


def _contribution(data: Partners, row: Row, warnings: tuple[str, ...]) -> ContributionView:
    company = data.companies.get(rows.ref(row.value("partner")) or b"")
    label = data.labels.label
    return ContributionView(
        row.uuid,
        company.title if company else row.text("partner_name"),
        company.uuid if company else None,
        readings.day(row, "date"),
        label(row, "kind"),
        readings.number(row, "value"),
        row.text("currency").strip().upper(),
        label(row, "basis"),
        row.text("state"),
        label(row, "state"),
        row.text("source_class"),
        label(row, "source_class"),
        label(row, "use_class"),
        warnings,
        row.get("use_class").note,
    )


# -- concerns, agreements, decisions -------------------------------------------------------------------------------------------------


def concern_list(data: Partners, *about: bytes) -> list[Concern]:
    """Concerns about any of these as the rules take them."""
    return [partner_readings.concern(row, row.uuid) for row in data.of("concern", *about)]


def concern_views(data: Partners, partnership: bytes) -> tuple[ConcernView, ...]:
    """Concerns about a partnership, its opportunity and its partners: open deal-breakers first, then open ones by age."""
    found = [_concern(data, row, partnership) for row in data.of("concern", *data.around(partnership))]
    return tuple(sorted(found, key=lambda each: (not each.open, each.kind != concerns.DEAL_BREAKER, each.raised or date.max, each.id)))


def _concern(data: Partners, row: Row, partnership: bytes) -> ConcernView:
    read = partner_readings.concern(row, row.uuid)
    return ConcernView(
        row.uuid,
        row.text("text"),
        data.labels.label(row, "side"),
        read.kind,
        data.labels.label(row, "kind"),
        read.status or "open",
        data.labels.of("concern", "status", read.status or "open"),
        read.open,
        read.raised_on,
        max(0, (data.today - read.raised_on).days) if read.raised_on else None,
        data.labels.labels(row, "topic"),
        row.text("proposed_solution"),
        read.loosely_resolved,
        None if row.about == partnership else data.link(row.about),
        "" if read.open else read.resolution,
        None if read.open else readings.day(row, "resolved_on"),
    )


def agreement_views(data: Partners, form: str, *about: bytes) -> tuple[AgreementView, ...]:
    """Agreements (form `agreement`) or agreements of non-disclosure (form `nda`), newest first."""
    found = [_agreement(data, row) for row in data.of(form, *about)]
    return tuple(sorted(found, key=lambda each: each.signed or date.min, reverse=True))


def _agreement(data: Partners, row: Row) -> AgreementView:
    read = partner_readings.nda(row, row.uuid, data.settings.nda_items)
    is_nda = row.form == "nda"
    shareable = tuple(data.labels.of("nda", "shareable", item) for item in ITEMS if item in read.leaves) if is_nda else ()
    return AgreementView(
        row.uuid,
        row.text("kind") or row.form,
        data.labels.label(row, "kind"),
        row.text("parties"),
        read.signed_on,
        read.ends_on,
        read.in_force(data.today),
        readings.number(row, "value"),
        row.text("currency").strip().upper(),
        readings.yes(row, "exit_clause"),
        data.labels.labels(row, "changed"),
        row.text("reason"),
        shareable,
        row.text("anonymous_label"),
        row.get("kind").note,
    )


def decision_views(data: Partners, *about: bytes) -> tuple[DecisionView, ...]:
    """Decisions about any of these, newest first."""
    found = [_decision(data, row) for row in data.of("decision", *about)]
    return tuple(sorted(found, key=lambda each: each.on or date.min, reverse=True))


def _decision(data: Partners, row: Row) -> DecisionView:
    review, label = readings.day(row, "review_on"), data.labels.label
    return DecisionView(
        row.uuid,
        data.link(row.about),
        label(row, "kind"),
        row.text("choice"),
        label(row, "choice"),
        readings.day(row, "decided_on"),
        row.text("deciders"),
        row.text("reasons"),
        row.text("conditions"),
        row.text("dissent"),
        review,
        review is not None and review <= data.today,
        row.text("explore_question"),
        readings.day(row, "explore_until"),
        label(row, "explore_result"),
    )


# -- indicators ----------------------------------------------------------------------------------------------------------------------


def indicator_views(data: Partners, about: bytes) -> tuple[IndicatorView, ...]:
    """Indicators of a partnership or of the programme, by name."""
    runs = about not in data.rows or data.running(about)
    found = [indicator_view(data, row, running=runs) for row in data.of("indicator", about)]
    return tuple(sorted(found, key=lambda each: each.name.casefold()))


def indicator_view(data: Partners, row: Row, *, running: bool = True) -> IndicatorView:
    """One indicator with its readings. A reading is only overdue while its partnership runs."""
    taken = _readings(data, row)
    value = taken[-1].value if taken else None
    baseline, target = readings.number(row, "baseline"), readings.number(row, "target")
    direction = row.text("direction") or "up"
    trend = taken[-1].value - taken[-2].value if len(taken) > 1 else None
    due = _next_reading(row, taken)
    return IndicatorView(
        row.uuid,
        row.text("name"),
        row.text("unit"),
        direction,
        baseline,
        target,
        value,
        reached(value, baseline, target, direction),
        trend,
        None if not trend else (trend > 0) is (direction == "up"),
        data.labels.label(row, "frequency"),
        row.text("responsible"),
        tuple(taken),
        due,
        running and due is not None and due < data.today,
        frozenset(partner_readings.chosen(row, "share_with")),
    )


def _readings(data: Partners, indicator: Row) -> list[ReadingView]:
    """Readings with a number, oldest first; those without a day come before all others."""
    found = [
        ReadingView(row.uuid, readings.day(row, "date"), value, row.text("note"))
        for row in data.of("reading", indicator.id)
        if (value := readings.number(row, "value")) is not None
    ]
    return sorted(found, key=lambda each: each.on or date.min)


def reached(value: float | None, baseline: float | None, target: float | None, direction: str) -> float | None:
    """How far the way from baseline to target is gone, 0 to 1 and beyond. Without a baseline: the part of the target, for one that should rise. Where
    both are the same there is no way to go: all of it while the value holds, none of it when it is worse."""
    if value is None or target is None:
        return None
    if baseline is None:
        return value / target if target and direction == "up" else None
    if target == baseline:
        return 1.0 if value == target or (value > target) is (direction == "up") else 0.0
    return (value - baseline) / (target - baseline)


def _next_reading(row: Row, taken: list[ReadingView]) -> date | None:
    months = FREQUENCY.get(row.text("frequency"))
    last = taken[-1].on if taken else rows.when(row.created).date()
    return add_months(last, months) if months and last else None


def overdue_readings(data: Partners, partnership: bytes) -> int:
    """How many indicators of a partnership wait for a reading."""
    return sum(each.overdue for each in indicator_views(data, partnership))


# -- people and talks ----------------------------------------------------------------------------------------------------------------


def active_contacts(connection: Connection) -> dict[bytes, tuple[int, int]]:
    """Company → contacts that are active, and contacts of whom nobody knows."""
    found: dict[bytes, tuple[int, int]] = {}
    for row in rows.of_form(connection, "contact"):
        if row.about:
            yes, unknown = found.get(row.about, (0, 0))
            active = readings.yes(row, "active")
            found[row.about] = (yes + (active is True), unknown + (active is None))
    return found


def key_person(data: Partners, partnership: bytes, contacts: Mapping[bytes, tuple[int, int]], ours: Iterable[str]) -> KeyPerson:
    """Whether a partnership hangs on one person. Contacts of whom nobody knows whether they are active could still be enough: then it is unknown.
    What is over hangs on nobody."""
    if data.over(partnership):
        return people.key_person(None, None)
    counted = [contacts[company] for company in data.company_ids(partnership) if company in contacts]
    yes, unknown = sum(each[0] for each in counted), sum(each[1] for each in counted)
    theirs = None if not counted or (yes < people.LEAST_CONTACTS <= yes + unknown) else yes
    names = {name.casefold() for name in (*data.read[partnership].lead_ours, *ours)}
    return people.key_person(theirs, len(names) or None)


def contact_views(data: Partners, connection: Connection, partnership: bytes) -> tuple[ContactView, ...]:
    """Contacts of the partners, active ones first, then by name."""
    companies = {id_: data.companies[id_] for id_ in data.company_ids(partnership)}
    found = [
        ContactView(
            row.uuid,
            row.text("name"),
            row.text("job"),
            Link(companies[row.about].uuid, companies[row.about].title),
            readings.yes(row, "active"),
            data.labels.label(row, "champion"),
        )
        for row in rows.of_form(connection, "contact")
        if row.about in companies
    ]
    return tuple(sorted(found, key=lambda each: (each.active is False, each.name.casefold())))


class Talks:
    """The conversations with the partners of partnerships, read once."""

    def __init__(self, data: Partners, connection: Connection) -> None:
        self._data = data
        self._by_company: dict[bytes, list[Row]] = defaultdict(list)
        self._lines = promises.lines_of_talks(connection)
        for row in rows.of_form(connection, "conversation"):
            if row.about:
                self._by_company[row.about].append(row)

    def of(self, partnership: bytes) -> list[Row]:
        """Conversations with its partners."""
        return [row for company in self._data.company_ids(partnership) for row in self._by_company.get(company, ())]

    def views(self, partnership: bytes, names: Mapping[bytes, str]) -> tuple[Talk, ...]:
        """The conversations, newest first. names: contact id → name."""
        found = [self._talk(row, names) for row in self.of(partnership)]
        return tuple(sorted(found, key=lambda talk: (talk.on or date.min, talk.id), reverse=True))

    def _talk(self, row: Row, names: Mapping[bytes, str]) -> Talk:
        read = readings.conversation(row)
        subject = read.summary.strip().partition("\n")[0]
        who = names.get(rows.ref(read.who) or b"", "")
        return Talk(
            row.uuid,
            read.on,
            read.channel,
            self._data.labels.of("conversation", "channel", read.channel),
            subject if len(subject) <= LONGEST_SUBJECT else subject[: LONGEST_SUBJECT - 1] + "…",
            ", ".join(filter(None, (who, *read.who_else.splitlines()))),
            ", ".join(filter(None, read.our_people.splitlines())),
            promises.of_talk(read, self._lines.get(row.id, ())),
        )

    def our_people(self, partnership: bytes) -> set[str]:
        """Colleagues who were in a talk with a partner within the last year."""
        since = add_months(self._data.today, -OUR_TALKS_MONTHS)
        recent = (read for row in self.of(partnership) if (read := readings.conversation(row)).on and read.on >= since)
        return {name.strip() for read in recent for name in read.our_people.splitlines() if name.strip()}

    def timeline(self, partnership: bytes) -> Timeline:
        """How long it took. The same meeting written down as a talk and as a co-creation record counts once. Of a partner with several partnerships
        no talk counts before the first one of this partnership is dated: it may belong to another."""
        data, opportunity = self._data, self._data.opportunity(partnership)
        created = data.of("co_creation", partnership, *([opportunity] if opportunity else []))
        events = [Event(readings.day(row, "date"), row.text("kind")) for row in created]
        kept = {(event.on, event.kind) for event in events}
        first = data.read[partnership].first_talk
        for row in self.of(partnership) if first is not None or not self._shared(partnership) else ():
            event = Event(readings.day(row, "date"), row.text("channel"))
            if (event.on, event.kind) not in kept and (first is None or event.on is None or event.on >= first):
                events.append(event)
        return timeline.timeline(events, first, data.agreement_on(partnership))

    def _shared(self, partnership: bytes) -> bool:
        """Whether one of its partners is in another partnership too."""
        own = set(self._data.company_ids(partnership))
        return any(own.intersection(self._data.company_ids(other)) for other in self._data.rows if other != partnership)
