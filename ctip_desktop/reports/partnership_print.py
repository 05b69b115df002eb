"""A partnership as one reader may see it: the filter between the query and the one-pager.

What is not in a `PartnershipPrint` cannot be drawn. Agreements of non-disclosure decide before any mark: they can hide that the partnership exists,
names, money, dates, results (`practice.nda`). A sum that holds hidden amounts is shown only when there are three amounts or more, and not all of its
givers are bound.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from ctip_desktop.dataclass import dataclass
from ctip_desktop.errors import WorldError
from ctip_desktop.practice.pulse import DIRECTION
from ctip_desktop.queries.naming import Told
from ctip_desktop.queries.partner_views import ContributionView, IndicatorView, MilestoneView, PartnershipPage, RightPartner
from ctip_desktop.reports.amounts import HELD_BACK, SHOWN, SUBTRACTION, WITHHELD, bound, tells_hidden
from ctip_desktop.reports.audience import Audience, Filter, Grant, Topic
from ctip_desktop.reports.names import FORBIDDEN, Names
from ctip_desktop.reports.words import amount, count, day, listed, lower_first, month, one_place

PEOPLE = "Names and contacts of people"
MONEY = "Amounts of money"
TEAM = "stays with our team"
OUTCOME = "outcome"


@dataclass(frozen=True, slots=True)
class PartnerLine:
    """One partner: its name, or what stands in its place, with what it is for us."""

    name: str
    more: str
    unnamed: bool
    words: str


@dataclass(frozen=True, slots=True)
class MoneySum:
    """Contributions of one kind of source in one currency. told: shown, withheld or held back; the numbers are 0 unless they are shown."""

    label: str
    cash: float
    in_kind: float
    received: float
    told: str = SHOWN

    @property
    def total(self) -> float:
        """Cash and in kind together."""
        return self.cash + self.in_kind


@dataclass(frozen=True, slots=True)
class MoneyPrint:
    """Contributions as this reader sees them. rows: single ones, newest first, where they are told; other: amounts in other currencies, in words."""

    currency: str
    sums: tuple[MoneySum, ...]
    rows: tuple[ContributionView, ...]
    other: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MilestoneLine:
    """One milestone of the table, numbered as on the line."""

    number: int
    text: str
    kind: str
    kind_label: str
    due: date | None
    reached: date | None
    overdue: bool


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """One indicator with its newest reading."""

    name: str
    unit: str
    start: float | None
    now: float | None
    target: float | None
    reached: float | None
    on: date | None


@dataclass(frozen=True, slots=True)
class HarmPrint:
    """What was agreed about doing no harm, in sentences; None where nobody said."""

    agreed: bool | None = None
    agreed_on: date | None = None
    protocol: bool | None = None
    briefed: date | None = None


@dataclass(frozen=True, slots=True)
class PartnershipPrint:
    """Everything a partnership print may show."""

    title: str
    below: tuple[str, ...]
    goal: str
    partners: tuple[PartnerLine, ...]
    money: MoneyPrint | None
    milestones: tuple[MilestoneLine, ...]
    indicators: tuple[IndicatorLine, ...]
    results: bool  # whether results may be told at all
    relationship: tuple[str, ...]
    asked: str
    harm: HarmPrint
    concerns: tuple[tuple[str, str, str], ...]  # text, kind, state; for the team
    open_concerns: int | None
    leads: str
    to_do: tuple[str, ...]


def partnership_print(
    page: PartnershipPage,
    shield: Filter,
    names: Names,
    told: Mapping[UUID, Told],
    harm: HarmPrint,
    kinds: Mapping[str, str],
    *,
    people: bool = True,
    private: str = SHOWN,
) -> PartnershipPrint:
    """Filter a partnership. The partners are known to `names`. kinds: words of the kinds and classes of contributions by stored name. private:
    held back when its private money would tell, with a sum over all partnerships, what another one hides (`amounts.kept_back`).

    Raises WorldError when an agreement forbids to say that the partnership exists.
    """
    may = _Limits(page, shield)
    work = may.item("activity")  # how the work goes is told where it may be told what is done
    _people(page, shield, people=people)
    _unsaid(page, shield)
    return PartnershipPrint(
        title=title_of(page.name, "partnership", shield, names) or "A partnership, name withheld",
        below=_below(page, shield, may),
        goal=names.masked(may.text("activity", page.vision or page.summary, "Aims and activities", "partnership", "vision")),
        partners=tuple(_partner(each, names, told, shield) for each in page.right_partners),
        money=_money(page, shield, told, kinds, private, may),
        milestones=_milestones(page.milestones, shield, names, may),
        indicators=_indicators(page.indicators, shield, names, may),
        results=may.item("results"),
        relationship=relationship_words(page, shield) if work else (),
        asked=_asked(page, shield) if work else "",
        harm=_undated(_harm(harm, shield), may) if work else HarmPrint(),
        concerns=tuple((c.text, c.kind_label, c.status_label) for c in page.concerns if c.open) if shield.internal else (),
        open_concerns=_open_concerns(page, shield) if work else None,
        leads=f"Our lead: {listed(list(page.lead_ours))}" if shield.internal and people and page.lead_ours else "",
        to_do=_to_do(page) if shield.internal else (),
    )


def title_of(name: str, form: str, shield: Filter, names: Names) -> str:
    """The name of a partnership or opportunity for this reader; a partner reads the name of its own."""
    if shield.audience is Audience.PARTNER:
        shield.ledger.show(name)
        return names.masked(name)
    question = "name" if form == "partnership" else "title"
    return names.masked(shield.value(form, question, "Names of partnerships and opportunities", name))


class _Limits:
    """What agreements leave to be said to this reader; nothing is kept from the team."""

    def __init__(self, page: PartnershipPage, shield: Filter) -> None:
        self._may = page.shareable.may
        self._shield = shield
        shield.require("partnership")
        if not self.item("existence"):
            raise WorldError(
                "An agreement forbids to say that this partnership exists.", kept="Nothing was written.", next_step="Print it for the team."
            )

    def item(self, name: str) -> bool:
        """Whether one item may be told. What a partner reads about its own partnership is no secret to it."""
        return self._shield.audience in (Audience.INTERNAL, Audience.PARTNER) or self._may(name)

    def text(self, item: str, words: str, what: str, form: str, question: str) -> str:
        """Words that an agreement, or the mark of their question, may take away."""
        if not words:
            return ""
        if not self.item(item):
            self._shield.ledger.leave_out(what, FORBIDDEN, words)
            return ""
        if self._shield.audience is Audience.PARTNER and not self._shield.closed(form):
            self._shield.ledger.show(words)
            return words
        return self._shield.value(form, question, what, words)


def _below(page: PartnershipPage, shield: Filter, may: _Limits) -> tuple[str, ...]:
    """Country, type, period and status."""
    kind = page.type.type_label.lower() if page.type and shield.internal | may.item("activity") and not shield.closed("partnership_type") else ""
    period = ""
    if may.item("period") and page.started:
        period = f"since {month(page.started)}" if page.ended is None else f"{month(page.started)} to {month(page.ended)}"
    status = page.status_label.lower()
    parts = (page.country_label if may.item("country") else "", kind, period, status)
    marked = parts if shield.audience is not Audience.PUBLIC else (parts[0],)
    return tuple(part for part in marked if part)


def _partner(partner: RightPartner, names: Names, told: Mapping[UUID, Told], shield: Filter) -> PartnerLine:
    company = partner.company.id
    name, _, more = names.of(company).partition(", ") if names.withheld(company) else (names.of(company), "", "")
    period = company not in told or told[company].may("period") or shield.internal
    roles = () if shield.closed("role") else partner.roles
    words = [", ".join(roles).lower(), f"since {month(partner.since)}" if partner.since and period else ""]
    if shield.internal:
        words.append(lower_first(partner.text))
    elif names.withheld(company) and company in told:
        words.append("name withheld by agreement")
    return PartnerLine(name, more, names.withheld(company), "; ".join(filter(None, words)))


# ---------------------------------------------------------------- money
def _money(
    page: PartnershipPage, shield: Filter, told: Mapping[UUID, Told], kinds: Mapping[str, str], private: str, may: _Limits
) -> MoneyPrint | None:
    level, rows, currency = shield.sees(Topic.CONTRIBUTIONS), page.funding.rows, page.funding.currency
    if level is Grant.NONE or (level is Grant.MARKED and not shield.may("contribution", "value")):
        if rows:
            shield.ledger.leave_out(MONEY, shield.closed("contribution") or "marked “team only”", count=len(rows))
        return None
    counted = [row for row in rows if row.value is not None and row.currency == currency]
    hidden = {row.id for row in counted if _hidden_amount(row, told, shield) or (_from_nobody(row, kinds) and not may.item("money"))}
    held = {kinds["private"]: private == HELD_BACK}
    by_source = [[row for row in counted if row.source_label == kinds[source]] for source in ("private", "donor")]
    sums = tuple(_sum(found, hidden, told, kinds, shield, held=held.get(found[0].source_label, False)) for found in by_source if found)
    alone = level is Grant.OWN and len(page.right_partners) == 1
    single = tuple(row for row in rows if level is Grant.ALL or (alone and row.company is not None))
    if not single and rows:
        shield.ledger.leave_out("Single contributions", "added up by source and kind", count=len(rows))
    others = {row.currency for row in rows if row.value is not None and row.currency != currency}
    other = f"Amounts in {listed(sorted(others))} are not added." if others else ""
    return MoneyPrint(currency, sums, single, other, _funding_sentences(page, sums, shield))


def _hidden_amount(row: ContributionView, told: Mapping[UUID, Told], shield: Filter) -> bool:
    return shield.audience in (Audience.DONOR, Audience.PUBLIC) and bound(row.company, told)


def _from_nobody(row: ContributionView, kinds: Mapping[str, str]) -> bool:
    """Private money of which nobody wrote down who gave it: it may be from whoever an agreement binds."""
    return row.company is None and row.source_label == kinds["private"]


def _sum(
    rows: Sequence[ContributionView], hidden: set[UUID], told: Mapping[UUID, Told], kinds: Mapping[str, str], shield: Filter, *, held: bool
) -> MoneySum:
    cash = sum(row.value or 0.0 for row in rows if row.kind_label == kinds["cash"])
    total = sum(row.value or 0.0 for row in rows)
    received = sum(row.value or 0.0 for row in rows if row.state == "received")
    kept = [row for row in rows if row.id in hidden]
    for row in kept:
        shield.ledger.leave_out(MONEY, FORBIDDEN, amount(row.value or 0.0))
    if kept and tells_hidden([row.company for row in rows], told, unsaid=any(row.company is None for row in kept)):
        shield.ledger.leave_out("Sums that would tell a hidden amount", FORBIDDEN)
        return MoneySum(rows[0].source_label, 0.0, 0.0, 0.0, WITHHELD)
    if held:
        shield.ledger.leave_out(MONEY, SUBTRACTION, amount(total))
        return MoneySum(rows[0].source_label, 0.0, 0.0, 0.0, HELD_BACK)
    shield.ledger.show(amount(total), amount(cash), amount(total - cash), amount(received))
    return MoneySum(rows[0].source_label, cash, total - cash, received)


def _funding_sentences(page: PartnershipPage, sums: Sequence[MoneySum], shield: Filter) -> tuple[str, ...]:
    """Private against donor money, what is received, and whether donor money goes to one company."""
    told = [one for one in sums if one.told == SHOWN]
    said = []
    ratio = f"Private to donor: {one_place(told[0].total / told[1].total)} to 1. " if len(told) == 2 and told[1].total else ""
    if told:
        received = [f"{lower_first(one.label)} {amount(one.received)}" for one in told]
        said.append(f"{ratio}Received so far: {', '.join(received)}.")
    if shield.internal:
        said += [notice.text for notice in page.funding.notices[:2]]
    return tuple(said)


# ---------------------------------------------------------------- results
def _milestones(found: Sequence[MilestoneView], shield: Filter, names: Names, may: _Limits) -> tuple[MilestoneLine, ...]:
    lines: list[MilestoneLine] = []
    for each in sorted(found, key=lambda one: (one.reached or one.due or date.max, one.text)):
        if text := names.masked(may.text("activity", each.text, "Milestones", "milestone", "text")):
            due, reached = (each.due, each.reached) if may.item("period") else (None, None)
            lines.append(MilestoneLine(len(lines) + 1, text, each.kind, each.kind_label.lower(), due, reached, each.overdue and due is not None))
    return tuple(lines)


def _indicators(found: Sequence[IndicatorView], shield: Filter, names: Names, may: _Limits) -> tuple[IndicatorLine, ...]:
    lines = []
    for each in found:
        shield.ledger.keep_secret("Notes of readings", *(reading.note for reading in each.readings) if not shield.internal else ())
        if not _may_read(each, shield):
            shield.ledger.leave_out("Indicators", "marked for other readers", each.name)
            continue
        item = "results" if may.item("workers") or not _counts_people(each) else "workers"
        if name := names.masked(may.text(item, each.name, "Indicators", "indicator", "name")):
            line = indicator_line(each, name, shield)
            lines.append(line if may.item("period") else replace(line, on=None))
    return tuple(lines)


def _counts_people(each: IndicatorView) -> bool:
    """Whether an indicator says how many workers are reached, of which agreements speak apart from other results."""
    words = f"{each.name} {each.unit}".casefold()
    return any(word in words for word in ("worker", "people", "person"))


def indicator_line(each: IndicatorView, name: str, shield: Filter) -> IndicatorLine:
    """An indicator with its newest reading, which is not told where the programme keeps readings back."""
    if not (each.readings and (why := shield.closed("reading"))):
        on = each.readings[-1].on if each.readings else None
        return IndicatorLine(name, each.unit, each.baseline, each.value, each.target, each.reached, on)
    shield.ledger.leave_out("Readings of indicators", why, count=len(each.readings))
    return IndicatorLine(name, each.unit, each.baseline, None, each.target, None, None)


_READERS = {Audience.PARTNER: "partners", Audience.DONOR: "donor", Audience.PUBLIC: "public"}


def _may_read(indicator: IndicatorView, shield: Filter) -> bool:
    """Whether the indicator's own list of readers lets this one see it; an empty list leaves it to the mark of the form."""
    return shield.internal or not indicator.share_with or bool({"public", _READERS[shield.audience]} & indicator.share_with)


# ---------------------------------------------------------------- relationship
def relationship_words(page: PartnershipPage, shield: Filter) -> tuple[str, ...]:
    """The relationship: with numbers for the team and the partner, in words for the donor, not at all for the public."""
    level, newest = shield.sees(Topic.PULSE), page.pulse.newest
    if level is Grant.NONE:
        if newest is not None and (why := shield.closed("pulse")):
            shield.ledger.leave_out("The relationship pulse", why)
        return ()
    if newest is None:
        return ("Nobody was asked about the relationship yet.",)
    index, direction = newest.partner.index.value, newest.partner.items[DIRECTION].value
    if index is None:
        return (f"Fewer than {page.suppress_under} people of the partner answered, so nothing is shown.",)
    if level is Grant.IN_WORDS:
        return (_in_words(index, direction, page),)
    ours = newest.ours.index.value
    said = f"The partner gives the relationship {one_place(index)} of 5" + (f", we {one_place(ours)}." if ours is not None else ".")
    track = f" Right direction: {one_place(direction)}." if direction is not None else ""
    rule = (page.fit.text,) if shield.sees(Topic.FIT) is Grant.ALL and page.fit.text else ()
    return (said + track, *rule)


def _in_words(index: float, direction: float | None, page: PartnershipPage) -> str:
    good = index >= page.thresholds.quality
    relation = "The partner finds the relationship good" if good else "The partner sees things to mend in the relationship"
    if direction is None:
        return f"{relation}."
    right = direction >= page.thresholds.direction
    joint = "and" if good == right else "but"
    return f"{relation}, {joint} {'finds the work on the right track' if right else 'is not sure of the direction yet'}."


def _asked(page: PartnershipPage, shield: Filter) -> str:
    newest = page.pulse.newest
    if newest is None or shield.sees(Topic.PULSE) is Grant.NONE:
        return ""
    return f"Asked{f' in {month(newest.on)}' if newest.on else ''}, partners and programme. No single answer is shown to anybody."


def _harm(harm: HarmPrint, shield: Filter) -> HarmPrint:
    """A partner was there when it was agreed; others read what is marked for them."""
    if shield.closed("do_no_harm"):
        return HarmPrint()
    if shield.audience in (Audience.INTERNAL, Audience.PARTNER):
        return harm if shield.internal else HarmPrint(harm.agreed, harm.agreed_on, harm.protocol)
    agreed = shield.may("do_no_harm", "agreed_in_writing")
    protocol = harm.protocol if shield.may("do_no_harm", "protocol_exists") else None
    return HarmPrint(harm.agreed if agreed else None, harm.agreed_on if agreed else None, protocol)


def _undated(harm: HarmPrint, may: _Limits) -> HarmPrint:
    return harm if may.item("period") else replace(harm, agreed_on=None, briefed=None)


# ---------------------------------------------------------------- what stays with the team
def _open_concerns(page: PartnershipPage, shield: Filter) -> int | None:
    number = sum(each.open for each in page.concerns)
    if not shield.internal and page.concerns:
        words = [word for each in page.concerns for word in (each.text, each.solution)]
        shield.ledger.leave_out("Concerns", TEAM, *words, count=len(page.concerns))
    return number if shield.sees(Topic.CONCERNS) in (Grant.ALL, Grant.COUNTS) else None


def _people(page: PartnershipPage, shield: Filter, *, people: bool) -> None:
    """Names of people on both sides: for the team only, and for it only when it wants them."""
    if shield.internal and people:
        return
    found = [*(contact.name for contact in page.contacts), *page.lead_ours, *(each.responsible for each in page.indicators)]
    found += [name for talk in page.talks for line in (talk.people, talk.by) for name in (part.strip() for part in line.split(",")) if " " in name]
    if known := list(dict.fromkeys(name for name in found if name)):
        shield.ledger.leave_out(PEOPLE, "personal data stays with our team", *known, count=len(known), hard=True)


def _unsaid(page: PartnershipPage, shield: Filter) -> None:
    """Decisions, talks and the words of agreements: on no print but the team's own pages."""
    if shield.internal:
        return
    reasons = [word for each in page.decisions for word in (each.reasons, each.conditions, each.dissent, each.deciders, each.explore_question)]
    talks = [word for talk in page.talks for word in (talk.subject, *(each.text for each in talk.promises))]
    changes = [each.reason for each in page.agreements]
    for what, words in (("Decisions", reasons), ("Conversations", talks), ("Agreements", changes)):
        if known := [word for word in words if word]:
            shield.ledger.leave_out(what, TEAM, *known, count=len(known))
    if page.ndas and shield.sees(Topic.NDA) is Grant.TABLE_ONLY:
        until = [f"until {day(each.ends)}" if each.ends else "without an end" for each in page.ndas if each.in_force]
        if until:
            shield.ledger.leave_out("What agreements of non-disclosure cover", f"in force {listed(until)}", count=len(until))


def _to_do(page: PartnershipPage) -> tuple[str, ...]:
    """What waits for the team."""
    overdue = sum(each.overdue for each in page.milestones)  # none once the partnership is over
    found = [each.text for each in page.to_decide]
    found += [page.key_person.text] if page.key_person.text else []
    found += [f"{count(overdue, 'milestone')} overdue."] if overdue else []
    found += [f"The relationship pulse was due on {day(page.pulse_due)}."] if page.pulse_overdue else []
    breakers = len(page.concern_summary.deal_breakers)
    return (*found, *([f"{count(breakers, 'deal-breaker')} open: settle before an agreement."] if breakers else []))
