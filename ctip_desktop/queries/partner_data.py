"""Everything around partnerships, read once: partners, registers grouped by what they are about, settings, pulses, and what waits for a decision."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from itertools import product
from typing import Any, NamedTuple
from uuid import UUID

from ctip_desktop.errors import NotFound
from ctip_desktop.forms.catalogue import Catalogue
from ctip_desktop.practice import fit_check, partner_readings, pulse, readings, stopping
from ctip_desktop.practice.concerns import DEAL_BREAKER
from ctip_desktop.practice.evidence import add_months, first_day
from ctip_desktop.practice.fit_check import FitCheck, Position
from ctip_desktop.practice.nda import EVERYTHING, Shareable, shareable
from ctip_desktop.practice.pipeline import RUNNING, Moved, Stay, kept, stays
from ctip_desktop.practice.pulse import Pulse, Reply, View
from ctip_desktop.practice.stopping import Attempt, Criterion, Effort, Met, Situation
from ctip_desktop.queries import ageing, rows
from ctip_desktop.queries.company_rows import companies_of
from ctip_desktop.queries.partner_views import OVER
from ctip_desktop.queries.rows import Row, Words, when
from ctip_desktop.queries.views import Flag, Link
from ctip_desktop.workspace.cells import load
from ctip_desktop.workspace.connection import Connection
from ctip_desktop.workspace.workspace import Workspace

REGISTERS = (
    "agreement",
    "co_creation",
    "concern",
    "contribution",
    "cut_off",
    "decision",
    "effort",
    "indicator",
    "milestone",
    "nda",
    "outreach",
    "partnership_type",
    "pulse",
    "reading",
    "requirements",
    "role",
)
"""Forms whose records hang on a partnership, an opportunity, a company or the programme, and are read together."""


class Member(NamedTuple):
    """One partner of a partnership, with the days it joined and left."""

    company: bytes
    since: date | None = None
    until: date | None = None


_UNSETTLED = (
    "select k.record, k.field, c.value from conflict k join record r on r.id=k.record join head h on h.record=k.record and h.field=k.field "
    "join change c on c.device=h.device and c.seq=h.seq where c.value is not null "
    "and (r.form='company' and k.field='nda' or r.form='nda' and k.field in ('signed_on', 'ends_on', 'shareable'))"
)


class Labels:
    """Words of choices over several forms; a form or name that is not there stays as it is kept."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._words: dict[str, Words | None] = {}

    def label(self, row: Row, question: str) -> str:
        """The words of a chosen name."""
        return self.of(row.form, question, row.text(question))

    def labels(self, row: Row, question: str) -> tuple[str, ...]:
        """The words of all chosen names."""
        return tuple(self.of(row.form, question, name) for name in partner_readings.chosen(row, question))

    def of(self, form: str, question: str, name: str) -> str:
        """The words of a stored name of a question of a form."""
        if form not in self._words:
            try:
                self._words[form] = Words(self._catalogue.form(form))
            except NotFound:
                self._words[form] = None
        words = self._words[form]
        return words.label(question, name) if words and name else name


class Partners:
    """All partnerships of a workspace at one moment, with what hangs on them."""

    def __init__(self, connection: Connection, ws: Workspace, today: date) -> None:
        self.connection, self.today, self.programme = connection, today, ws.programme_id.bytes
        self.labels = Labels(ws.catalogue)
        self.catalogue = ws.catalogue
        programme = rows.by_id(connection, [self.programme]).get(self.programme)
        self.programme_name = programme.text("name") if programme else ws.programme
        self.settings = partner_readings.settings(programme)
        self.rows = {row.id: row for row in rows.of_form(connection, "partnership")}
        self.read = {id_: partner_readings.partnership(row) for id_, row in self.rows.items()}
        self.about: dict[tuple[str, bytes], list[Row]] = defaultdict(list)
        for row in rows.of_form(connection, *REGISTERS):
            self.about[row.form, row.about or self.programme].append(row)
        self.opportunities = {row.id: (row, members) for row, members in companies_of(connection)}
        self._members = self._partner_rows()
        self.companies = rows.by_id(connection, self._company_ids())
        self._pulses: dict[bytes, Pulse] = {}
        self._deal_breakers: dict[bytes, int] = {}
        self._of_opportunity: dict[bytes, list[bytes]] = defaultdict(list)
        for id_ in self.rows:
            if opportunity := self.opportunity(id_):
                self._of_opportunity[opportunity].append(id_)

    def _partner_rows(self) -> dict[bytes, list[Member]]:
        found: dict[bytes, list[Member]] = defaultdict(list)
        for row in rows.of_form(self.connection, "partnership.partner_rows"):
            if row.parent and (company := rows.ref(row.value("partner"))):
                found[row.parent].append(Member(company, readings.day(row, "partner_since"), readings.day(row, "partner_until")))
        return found

    def _company_ids(self) -> set[bytes]:
        members = {member.company for found in self._members.values() for member in found}
        return members | {company for _, companies in self.opportunities.values() for company in companies}

    # -- who and what

    def one(self, partnership: UUID) -> Row:
        """A partnership. Raises NotFound."""
        found = self.rows.get(partnership.bytes)
        if found is None:
            raise NotFound("There is no such partnership.", next_step="It may have been deleted. Look for it in the list.")
        return found

    def opportunity(self, partnership: bytes) -> bytes | None:
        """The opportunity a partnership came from: what it is about, else the one it names."""
        row = self.rows[partnership]
        named = rows.ref(row.value("opportunity"))
        return next((id_ for id_ in (row.about, named) if id_ in self.opportunities), None)

    def members(self, partnership: bytes) -> tuple[Member, ...]:
        """Its partners; while nobody wrote them down, the companies of its opportunity."""
        if found := self._members.get(partnership):
            return tuple(found)
        opportunity = self.opportunity(partnership)
        return tuple(Member(company) for company in self.opportunities[opportunity][1]) if opportunity else ()

    def company_ids(self, partnership: bytes) -> tuple[bytes, ...]:
        """Its partners that are here, each once."""
        return tuple(dict.fromkeys(member.company for member in self.members(partnership) if member.company in self.companies))

    def links(self, companies: Iterable[bytes]) -> tuple[Link, ...]:
        """Companies to be opened."""
        return tuple(Link(self.companies[id_].uuid, self.companies[id_].title) for id_ in companies if id_ in self.companies)

    def link(self, id_: bytes | None) -> Link | None:
        """An opportunity or company to be opened."""
        row = self.opportunities[id_][0] if id_ in self.opportunities else self.companies.get(id_ or b"")
        return Link(row.uuid, row.title) if row else None

    def of_opportunity(self, opportunity: bytes) -> tuple[bytes, ...]:
        """The partnerships that came from an opportunity."""
        return tuple(self._of_opportunity.get(opportunity, ()))

    def around(self, partnership: bytes) -> tuple[bytes, ...]:
        """What counts as being about a partnership: itself, its opportunity, its partners."""
        opportunity = self.opportunity(partnership)
        return (partnership, *([opportunity] if opportunity else []), *self.company_ids(partnership))

    def of(self, form: str, *about: bytes) -> list[Row]:
        """Records of a register about any of these, oldest first."""
        return [row for id_ in about for row in self.about.get((form, id_), ())]

    def running(self, partnership: bytes) -> bool:
        """Whether it is on a running status."""
        return self.read[partnership].status in RUNNING

    def over(self, partnership: bytes) -> bool:
        """Whether it ended or was handed over: nothing of it is due any more."""
        return self.read[partnership].status in OVER

    # -- relationship

    def replies(self, partnership: bytes) -> list[Reply]:
        """The replies with at least one answer."""
        found = (partner_readings.reply(row, partnership.hex()) for row in self.of("pulse", partnership))
        return [reply for reply in found if any(mark is not None for mark in reply.marks.values())]

    def pulse(self, partnership: bytes) -> Pulse:
        """Its pulse."""
        if partnership not in self._pulses:
            self._pulses[partnership] = pulse.pulse(
                self.replies(partnership), self.settings.suppress_under, (self.settings.fit.quality, self.settings.fit.direction)
            )
        return self._pulses[partnership]

    def position(self, view: View) -> Position | None:
        """Where a view lies in the fit check."""
        return fit_check.position(view.index.value, view.items[pulse.DIRECTION].value, self.settings.fit)

    def fit(self, partnership: bytes) -> FitCheck:
        """The fit check of the newest wave."""
        newest = self.pulse(partnership).newest
        return fit_check.check(self.position(newest.partner), self.position(newest.ours)) if newest else fit_check.check(None)

    def pulse_due(self, partnership: bytes) -> date | None:
        """When the next pulse is due: some months after the last, or after the start; None for one that does not run."""
        if not self.running(partnership):
            return None
        newest = self.pulse(partnership).newest
        last = (newest.on if newest else None) or self.read[partnership].started
        return add_months(last, self.settings.pulse_every_months) if last else None

    # -- agreements

    def agreement_on(self, partnership: bytes) -> date | None:
        """The day of the agreement: as written down, else the first one signed."""
        signed = [readings.day(row, "signed_on") for row in self.of("agreement", partnership) if row.text("kind") in ("umbrella", "sub", "mou")]
        return self.read[partnership].agreement or min((day for day in signed if day), default=None)

    def shareable(self, *about: bytes) -> Shareable:
        """What may be said of companies and a partnership under all their agreements: of each what its own leave, and no more of them together."""
        each = [self._shareable_of(id_) for id_ in about]
        return Shareable(EVERYTHING.intersection(*(one.items for one in each)), tuple(dict.fromkeys(id_ for one in each for id_ in one.agreements)))

    def _shareable_of(self, about: bytes) -> Shareable:
        ndas = [partner_readings.nda(told, row.uuid, self.settings.nda_items) for row in self.of("nda", about) for told in self._as_told(row)]
        company = self.companies.get(about)
        said = company is not None and any(readings.yes(told, "nda") is True for told in self._as_told(company))
        return shareable(ndas, self.today, said_to_exist=said, usual=self.settings.nda_items)

    def _as_told(self, row: Row) -> list[Row]:
        """A record; where answers came together and are not settled yet, once for every way they can be read: what is not settled opens nothing."""
        versions = self._unsettled.get(row.id, {})
        return [row._replace(doc={**row.doc, **dict(zip(versions, each, strict=True))}) for each in product(*versions.values())]

    @cached_property
    def _unsettled(self) -> Mapping[bytes, Mapping[str, Sequence[Any]]]:
        """Every version of the unsettled answers that agreements of non-disclosure are read from, by record and field."""
        found: dict[bytes, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
        for row in self.connection.exec_driver_sql(_UNSETTLED):
            found[row.record][row.field].append(load(row.value))
        return found

    def deal_breakers(self, *about: bytes) -> int:
        """Open deal-breakers about any of these. Each subject is counted once: many cards share a company."""
        return sum(self._deal_breakers_about(id_) for id_ in about)

    def _deal_breakers_about(self, id_: bytes) -> int:
        if id_ not in self._deal_breakers:
            read = (partner_readings.concern(row, row.uuid) for row in self.of("concern", id_))
            self._deal_breakers[id_] = sum(each.open and each.kind == DEAL_BREAKER for each in read)
        return self._deal_breakers[id_]

    # -- stopping

    def criteria(self) -> tuple[Criterion, ...]:
        """The programme's own cut-off criteria; the shipped ones only while it never had any: what somebody deleted stays gone."""
        own = self.about.get(("cut_off", self.programme), ())
        if own:
            return tuple(each for row in own if (each := partner_readings.criterion(row)))
        return () if self._had_criteria else tuple(stopping.DEFAULTS)

    @cached_property
    def _had_criteria(self) -> bool:
        return self.connection.exec_driver_sql("select 1 from record where form='cut_off' limit 1").first() is not None

    def to_decide(self, situation: Situation, *about: bytes) -> tuple[Met, ...]:
        """Met criteria nobody has decided on."""
        decisions = [partner_readings.decided(row) for row in self.of("decision", *about) if row.text("kind") == "cut_off"]
        return stopping.to_decide(stopping.met(self.criteria(), situation), decisions, self.today)

    def partnership_decisions(self, partnership: bytes) -> tuple[Met, ...]:
        """Met criteria of a partnership, with those of its opportunity and partners. One that is over waits for nothing."""
        read = self.read[partnership]
        if self.over(partnership):
            return ()
        opportunity, companies = self.opportunity(partnership), self.company_ids(partnership)
        newest = self.pulse(partnership).newest
        situation = self._situation(opportunity, companies, read.first_talk, self.agreement_on(partnership))
        situation = replace(situation, weak=self.fit(partnership).stop or None, weak_on=newest.on if newest else None)
        return self.to_decide(situation, *self.around(partnership))

    def opportunity_decisions(self, opportunity: bytes, first_talk: date | None) -> tuple[Met, ...]:
        """Met criteria of an opportunity that has no partnership yet, or of its partnerships."""
        partnerships = self.of_opportunity(opportunity)
        if partnerships:
            return tuple(each for id_ in partnerships for each in self.partnership_decisions(id_))
        companies = self.opportunities[opportunity][1]
        return self.to_decide(self._situation(opportunity, companies, first_talk, None), opportunity, *companies)

    def _situation(self, opportunity: bytes | None, companies: Iterable[bytes], first_talk: date | None, agreement: date | None) -> Situation:
        known = [self.companies[id_] for id_ in companies if id_ in self.companies]
        tries = [partner_readings.attempt(row) for row in self.of("outreach", *(row.id for row in known))]
        denials = [row for row in known if readings.yes(row, "engaging") is False and row.text("not_engaging_reason") == "denies"]
        return Situation(
            self.today,
            first_talk,
            agreement,
            self._efforts(opportunity) if opportunity else (),
            tuple(Attempt(each.on, partner_readings.answered(each)) for each in tries),
            bool(denials) or None,
        )

    def _efforts(self, opportunity: bytes) -> tuple[Effort, ...]:
        row = self.opportunities[opportunity][0]
        spent = self.of("effort", opportunity)
        currency = row.text("effort_currency").strip().upper()
        money = [each for each in spent if each.text("money_currency").strip().upper() == currency]
        return (
            Effort("days", _sum(spent, "days"), readings.number(row, "effort_days")),
            Effort(currency, _sum(money, "money"), readings.number(row, "effort_money")),
        )


def _sum(found: Iterable[Row], name: str) -> float | None:
    known = [value for row in found if (value := readings.number(row, name)) is not None]
    return sum(known) if known else None


AllStays = Mapping[bytes, Sequence[Stay]]
AllMet = Sequence[Met]

# -- moves and flags -----------------------------------------------------------------------------------------------------------------

_MOVES = (
    "select c.record, c.field, c.value, c.at from change c join segment s on s.n = c.segment where s.status = 0 "
    "and c.field in ('status', 'status_on') and c.record in (select id from record where form = 'opportunity' and deleted = 0) "
    "order by c.record, c.at, c.device, c.seq"
)


def all_stays(connection: Connection) -> dict[bytes, tuple[Stay, ...]]:
    """How long each opportunity was on each step, from the journal: the day somebody wrote beside a move, else the day the move was written. Moves
    that were taken back are no moves."""
    changes: dict[bytes, list[tuple[int, bool, object]]] = defaultdict(list)
    for record, field, value, at in connection.exec_driver_sql(_MOVES):
        changes[record].append((at, field == "status_on", load(value)))
    moved = {record: _moved(sorted(found, key=lambda each: each[:2])) for record, found in changes.items()}
    return {record: stays(kept(moves)) for record, moves in moved.items() if moves}


def _moved(changes: Iterable[tuple[int, bool, object]]) -> list[Moved]:
    """The steps of one opportunity as they were written, from (when, whether it is the day beside the step, value); a step before its day."""
    found: list[Moved] = []
    beside: date | None = None
    for at, is_day, value in changes:
        text = value if isinstance(value, str) else ""
        if not is_day and text:
            found.append(Moved(text, when(at), when(at).date(), beside))
        elif is_day:
            beside = first_day(text) if text else None
            if found:
                found[-1] = replace(found[-1], day=beside or found[-1].at.date(), beside=beside)
    return found


def flags(connection: Connection, catalogue: Catalogue, today: date, shelf_life: int) -> dict[bytes, set[Flag]]:
    """What needs attention, by the record it hangs on: an opportunity, a company, or a partnership itself."""
    found: dict[bytes, set[Flag]] = defaultdict(set)
    contested = [record for (record,) in connection.exec_driver_sql("select distinct record from conflict")]
    for top, _ in rows.tops(connection, contested).values():
        found[top].add(Flag.TO_SETTLE)
    for partnership in _partnerships_of(connection, contested):
        found[partnership].add(Flag.TO_SETTLE)
    for stale in ageing.stale_answers(connection, catalogue, today, shelf_life):
        found[stale.top].add(Flag.CHECK_AGAIN)
    return found


def _partnerships_of(connection: Connection, records: Iterable[bytes]) -> set[bytes]:
    """The partnerships these records are, are rows of, or are about."""
    own = rows.by_id(connection, set(records))
    parents = rows.by_id(connection, {row.parent for row in own.values() if row.parent})
    every = [*own.values(), *parents.values()]
    abouts = rows.by_id(connection, {row.about for row in every if row.about})
    return {row.id for row in (*every, *abouts.values()) if row.form == "partnership"}
