"""The pipeline board: every step with its cards, the tray beside it, and what to say before a card is moved.

Source: Five learnings brief (about 2019), lines 568 to 588. Days are told without judgement (lines 684 to 690).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from uuid import UUID

from ctip_desktop.errors import NotFound
from ctip_desktop.practice import pipeline as way
from ctip_desktop.practice import readings, stopping
from ctip_desktop.practice.due_diligence import Result, not_done, worst
from ctip_desktop.practice.pipeline import ASIDE, PHASES, RUNNING, STEPS, Move, Stay
from ctip_desktop.practice.stopping import GateResult
from ctip_desktop.queries import partner_data, rows
from ctip_desktop.queries.partner_data import Partners
from ctip_desktop.queries.partner_views import Board, Card, Column, NextStep
from ctip_desktop.queries.promises import Promise, open_promises
from ctip_desktop.queries.rows import Row
from ctip_desktop.queries.views import Facet, Flag
from ctip_desktop.workspace.connection import Connection
from ctip_desktop.workspace.workspace import Workspace

__all__ = ["Board", "Card", "Column", "NextStep", "check_move", "narrow", "pipeline"]

PARKED, STOPPED = ASIDE

ENDED = (*ASIDE, "ended", "handed_over")
"""Steps on which nobody is asked to decide: it rests, was stopped or is over."""


def pipeline(
    ws: Workspace,
    *,
    text: str = "",
    owners: Collection[str] = (),
    countries: Collection[str] = (),
    flags: Collection[Flag] = (),
    today: date | None = None,
) -> Board:
    """The board. Each filter is a collection of stored names, empty = any; text looks in titles, companies and leads."""
    day = today or ws.now().astimezone().date()
    with ws.reading() as connection:
        deck = _Deck(connection, ws, day)
        cards = sorted((deck.card(id_) for id_ in deck.data.opportunities), key=_order)
        usual, counts = deck.usual()
    labels = {choice.name: choice.label for choice in ws.catalogue.form("opportunity").question("status").choices}
    columns = (Column(step, labels.get(step, step), phase, PHASES[phase], (), usual.get(step), counts[step]) for step, phase in STEPS.items())
    owners_, countries_ = _facets((card.owner, card.owner) for card in cards), _facets((card.country, card.country_label) for card in cards)
    board = Board(tuple(columns), (), (), 0, 0, owners_, countries_, len(cards), tuple(cards))
    return narrow(board, text=text, owners=owners, countries=countries, flags=flags)


def narrow(board: Board, *, text: str = "", owners: Collection[str] = (), countries: Collection[str] = (), flags: Collection[Flag] = ()) -> Board:
    """The same board under other filters, without reading anything again."""
    words, marked = text.casefold().split(), frozenset(flags)
    found = tuple(card for card in board.every if _fits(card, words, owners, countries, marked))
    by_step: dict[str, list[Card]] = defaultdict(list)
    for card in found:
        by_step[card.step].append(card)
    return replace(
        board,
        columns=tuple(replace(column, cards=tuple(by_step[column.step])) for column in board.columns),
        parked=tuple(by_step[PARKED]),
        stopped=tuple(by_step[STOPPED]),
        open=sum(card.step not in ENDED for card in found),
        running=sum(card.step in RUNNING for card in found),
    )


def check_move(ws: Workspace, opportunity: UUID, to: str, today: date | None = None) -> Move:
    """What a move would ask for, before it is made with `operations.decisions.move`. Raises NotFound."""
    with ws.reading() as connection:
        deck = _Deck(connection, ws, today or ws.now().astimezone().date())
        if opportunity.bytes not in deck.data.opportunities:
            raise NotFound("There is no such opportunity.", next_step="It may have been deleted. Look for it in the long list.")
        card = deck.card(opportunity.bytes)
        return way.move(
            card.step,
            to,
            gate=deck.gate(opportunity.bytes),
            due_diligence_stop=card.due_diligence is Result.STOP,
            unchecked=deck.unchecked(opportunity.bytes),
            deal_breakers=card.deal_breakers,
            to_decide=len(card.to_decide),
            decided=bool(deck.data.of("decision", opportunity.bytes)),
        )


class _Deck:
    """What all cards need."""

    def __init__(self, connection: Connection, ws: Workspace, today: date) -> None:
        self.today = today
        self._words = rows.Words(ws.catalogue.form("opportunity"))
        self.data = Partners(connection, ws, today)
        self.stays = partner_data.all_stays(connection)
        rules = readings.rules(rows.by_id(connection, [ws.programme_id.bytes]).get(ws.programme_id.bytes))
        self.flags = partner_data.flags(connection, ws.catalogue, today, rules.shelf_life)
        reader = readings.CheckReader(ws.catalogue.form("due_diligence"), rules.recheck_months)
        self.checks = {row.about: reader.result(row) for row in rows.of_form(connection, "due_diligence") if row.about}
        self.promises: dict[bytes, list[Promise]] = defaultdict(list)
        for promise in open_promises(connection):
            if promise.due:
                self.promises[promise.company].append(promise)

    def card(self, id_: bytes) -> Card:
        """One opportunity."""
        row, companies = self.data.opportunities[id_]
        stay = self._stay(id_, row)
        partnerships = self.data.of_opportunity(id_)
        next_ = self._next(companies)
        label = self.data.labels.label
        known = [self.data.companies[company] for company in companies if company in self.data.companies]
        countries, sectors = rows.told(row, known, "country"), rows.told(row, known, "sector")
        return Card(
            id=row.uuid,
            title=row.title,
            companies=self.data.links(companies),
            owner=row.text("owner"),
            country=countries[0] if len(countries) == 1 else "",
            country_label=self._words.listed("country", countries),
            sector_label=self._words.listed("sector", sectors),
            type_label=label(row, "type"),
            step=_step(row),
            since=stay.since if stay else None,
            days=stay.days(self.today) if stay else None,
            next=next_,
            explore_until=self._explore(id_),
            flags=frozenset(self.flags.get(id_, set()) | ({Flag.OVERDUE} if next_ and next_.days < 0 else set())),
            deal_breakers=self.data.deal_breakers(id_, *companies, *partnerships),
            to_decide=tuple(dict.fromkeys(each.text for each in self._to_decide(id_, row))),
            gate=gate.text if (gate := self.gate(id_)) else "",
            due_diligence=self._check(companies),
            hidden=not self.data.shareable(*companies, *partnerships).may("name"),
            reason=row.text("status_reason") if _step(row) in ASIDE else "",
            partnership=rows.uuid_of(partnerships[-1]) if partnerships else None,
            look_again=self._look_again(id_, row),
        )

    def _check(self, companies: Iterable[bytes]) -> Result | None:
        """The worst result among its companies; None when no check was begun."""
        results = [self.checks[company] for company in companies if company in self.checks]
        return worst(results) if results else None

    def unchecked(self, id_: bytes) -> bool:
        """Whether the due diligence of one of its companies is not done."""
        return not_done(self.checks.get(company) for company in self.data.opportunities[id_][1])

    def _stay(self, id_: bytes, row: Row) -> Stay | None:
        """The step it is on now; the day written on the record comes first."""
        written = readings.day(row, "status_on")
        last = self.stays[id_][-1] if id_ in self.stays else None
        return Stay(_step(row), written, None) if written else last

    def _to_decide(self, id_: bytes, row: Row) -> Iterable[stopping.Met]:
        """Nobody is asked to decide about what rests, was stopped or is over."""
        if _step(row) in ENDED:
            return ()
        first = next((stay.since for stay in self.stays.get(id_, ()) if stay.step == "first_talks"), None)
        return self.data.opportunity_decisions(id_, first)

    def _next(self, companies: Iterable[bytes]) -> NextStep | None:
        """The first promise to any of its companies that is not kept yet."""
        found = [(promise.due, promise) for company in companies for promise in self.promises.get(company, ()) if promise.due]
        if not found:
            return None
        due, promise = min(found, key=lambda one: one[0])  # of two on one day the one that is listed first everywhere
        return NextStep(rows.some_uuid(promise.talk), promise.text, due, (due - self.today).days, not promise.ours)

    def _decided(self, id_: bytes) -> Row | None:
        """The newest decision about it."""
        decisions = sorted(self.data.of("decision", id_), key=lambda row: (row.text("decided_on"), row.created))
        return decisions[-1] if decisions else None

    def _look_again(self, id_: bytes, row: Row) -> date | None:
        """When to look again at what rests or was stopped, as its newest decision says."""
        newest = self._decided(id_) if _step(row) in ASIDE else None
        return readings.day(newest, "review_on") if newest else None

    def _explore(self, id_: bytes) -> date | None:
        """Until when it is explored: of the newest decision, when that is to explore and has no result."""
        newest = self._decided(id_)
        exploring = newest is not None and newest.text("choice") == "explore" and not newest.text("explore_result")
        return readings.day(newest, "explore_until") if newest and exploring else None

    def gate(self, id_: bytes) -> GateResult | None:
        """What the gate says of its company with the least commitment; None without a company."""
        companies = [self.data.companies[company] for company in self.data.opportunities[id_][1] if company in self.data.companies]
        return stopping.strictest(stopping.gate(row.text("ungp_level"), self.data.settings.gate) for row in companies)

    def usual(self) -> tuple[dict[str, int], Counter[str]]:
        """Usual days on each step, and from how many stays."""
        every = [stay for stays in self.stays.values() for stay in stays]
        return way.usual_days(every), Counter(stay.step for stay in every if stay.counts)


def _step(row: Row) -> str:
    """Its step; one nobody has set, or that this version does not know, stands at the beginning."""
    step = row.text("status")
    return step if step in STEPS or step in ASIDE else "spotted"


def _fits(card: Card, words: list[str], owners: Collection[str], countries: Collection[str], flags: frozenset[Flag]) -> bool:
    if words:
        searched = " ".join((card.title, card.owner, *(company.title for company in card.companies))).casefold()
        if not all(word in searched for word in words):
            return False
    return (not owners or card.owner in owners) and (not countries or card.country in countries) and (not flags or not flags.isdisjoint(card.flags))


def _order(card: Card) -> tuple[date, str]:
    """The longest on a step first, then by title."""
    return card.since or date.max, card.title.casefold()


def _facets(named: Iterable[tuple[str, str]]) -> tuple[Facet, ...]:
    counts = Counter(pair for pair in named if pair[0])
    return tuple(Facet(name, label, count) for (name, label), count in sorted(counts.items(), key=lambda item: item[0][1].casefold()))
