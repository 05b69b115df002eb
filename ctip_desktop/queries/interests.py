"""Where interests meet: what companies want, what our programme wants to reach, and the pairs that may become an opportunity.

Source: Five learnings brief (about 2019), lines 81 to 92 (the intersection is the opportunity) and 361 to 370 (what a company wants is heard in first
talks). Interests, goals and pairs as records of their own are ours. A pair suggests; a person decides whether there is something to build on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from uuid import UUID

from ctip_desktop.dataclass import dataclass
from ctip_desktop.practice import readings
from ctip_desktop.queries import rows
from ctip_desktop.queries.rows import Row, Words
from ctip_desktop.queries.views import Facet, Link
from ctip_desktop.workspace.connection import Connection
from ctip_desktop.workspace.workspace import Workspace

NOT_SAID = "not_said"
"""Names the interests that nobody gave a horizon, in the filter."""


@dataclass(frozen=True, slots=True)
class Interest:
    """One thing a company wants. ours: our own reading, not its words; open: False when it is met or gone; pairs: how many goals it is tied to."""

    id: UUID
    company: Link
    country: str
    country_label: str
    text: str
    horizon: str
    horizon_label: str
    ours: bool
    open: bool
    pairs: int


@dataclass(frozen=True, slots=True)
class Goal:
    """One goal of our programme. country empty: it holds everywhere."""

    id: UUID
    text: str
    country: str
    country_label: str
    until: date | None
    pairs: int


@dataclass(frozen=True, slots=True)
class Pair:
    """An interest and a goal that meet. idea: what could be done together; opportunity: what it was turned into, with the step it is at."""

    id: UUID
    interest: Interest
    goal: Goal
    idea: str
    opportunity: Link | None
    status_label: str


@dataclass(frozen=True, slots=True)
class InterestMap:
    """Interests by company, goals by text, pairs in the order of the interests.

    hidden: interests and goals that the filters leave out. half: pairs of which a side was deleted or never said; they stand only in the register.
    unused: goals of the programme's own record that are no goal of the map yet.
    """

    interests: tuple[Interest, ...]
    goals: tuple[Goal, ...]
    pairs: tuple[Pair, ...]
    half: int
    unused: tuple[str, ...]
    hidden: int = 0

    def interest(self, id_: UUID | None) -> Interest | None:
        """An interest that is shown."""
        return next((each for each in self.interests if each.id == id_), None)

    def goal(self, id_: UUID | None) -> Goal | None:
        """A goal that is shown."""
        return next((each for each in self.goals if each.id == id_), None)

    def pair(self, interest: UUID | None, goal: UUID | None) -> Pair | None:
        """The pair of these two, if somebody tied them."""
        return next((each for each in self.pairs if (each.interest.id, each.goal.id) == (interest, goal)), None)

    def where(self, *, companies: Collection[str] = (), horizons: Collection[str] = (), countries: Collection[str] = ()) -> InterestMap:
        """The same map, narrowed. companies: hex ids; horizons: stored names or `NOT_SAID`; countries: codes; empty = any. Reads nothing again.

        A country keeps the interests of companies there, and the goals for it or for everywhere.
        """
        interests = tuple(each for each in self.interests if _fits(each, companies, horizons, countries))
        goals = tuple(each for each in self.goals if not countries or each.country in ("", *countries))
        shown = {each.id for each in interests} | {each.id for each in goals}
        pairs = tuple(each for each in self.pairs if each.interest.id in shown and each.goal.id in shown)
        left_out = len(self.interests) + len(self.goals) - len(shown)
        return replace(self, interests=interests, goals=goals, pairs=pairs, hidden=self.hidden + left_out)

    def companies(self) -> tuple[Facet, ...]:
        """The companies with interests, by name, with how many."""
        counts = Counter(each.company for each in self.interests)
        return tuple(Facet(link.id.hex, link.title, count) for link, count in sorted(counts.items(), key=lambda pair: pair[0].title.casefold()))

    def countries(self) -> tuple[Facet, ...]:
        """The countries of companies and goals, with how many of both."""
        every: tuple[Interest | Goal, ...] = (*self.interests, *self.goals)
        counts = Counter((each.country, each.country_label) for each in every if each.country)
        return tuple(Facet(name, label, count) for (name, label), count in sorted(counts.items(), key=lambda pair: pair[0][1]))

    def horizons(self) -> tuple[Facet, ...]:
        """For when: from near to far, then those nobody said."""
        counts = Counter((each.horizon or NOT_SAID, each.horizon_label) for each in self.interests)
        order = {"soon": 0, "years": 1, "far": 2}
        return tuple(Facet(name, label, count) for (name, label), count in sorted(counts.items(), key=lambda pair: order.get(pair[0][0], 3)))


def _fits(each: Interest, companies: Collection[str], horizons: Collection[str], countries: Collection[str]) -> bool:
    return (
        (not companies or each.company.id.hex in companies)
        and (not horizons or (each.horizon or NOT_SAID) in horizons)
        and (not countries or each.country in countries)
    )


def interest_map(ws: Workspace) -> InterestMap:
    """All interests of all companies, all goals, and every pair. An interest that is met or gone is left out unless it is part of a pair."""
    with ws.reading() as connection:
        return _Reader(connection, ws).map()


class _Reader:
    """Reads the three registers and what they point to, each once."""

    def __init__(self, connection: Connection, ws: Workspace) -> None:
        self._interests = rows.of_form(connection, "interest")
        self._goals = rows.of_form(connection, "project_goal")
        self._pairs = rows.of_form(connection, "match")
        self._companies = rows.by_id(connection, {row.about for row in self._interests if row.about})
        self._opportunities = rows.by_id(connection, {id_ for row in self._pairs if (id_ := rows.ref(row.value("opportunity")))})
        programme = rows.by_id(connection, [ws.programme_id.bytes]).get(ws.programme_id.bytes)
        self._programme_goals = programme.text("goals").splitlines() if programme is not None else []
        self._horizons = Words(ws.catalogue.form("interest"))
        self._countries = Words(ws.catalogue.form("company"))
        self._steps = Words(ws.catalogue.form("opportunity"))

    def map(self) -> InterestMap:
        """Put together."""
        ends = [(row, rows.ref(row.value("interest")), rows.ref(row.value("goal"))) for row in self._pairs]
        here = {row.id for row in self._interests if row.about in self._companies} | {row.id for row in self._goals}
        whole = [(row, left, right) for row, left, right in ends if left in here and right in here]
        tied = Counter(end for _, left, right in whole for end in (left, right))
        interests = {row.id: self._interest(row, tied[row.id]) for row in self._interests if row.id in here}
        goals = {row.id: self._goal(row, tied[row.id]) for row in self._goals}
        pairs = [self._pair(row, interests[left], goals[right]) for row, left, right in whole if left in interests and right in goals]
        shown = [each for each in interests.values() if each.open or each.pairs]
        order = {each.id: place for place, each in enumerate(sorted(shown, key=_by_company))}
        return InterestMap(
            tuple(sorted(shown, key=_by_company)),
            tuple(sorted(goals.values(), key=lambda each: (each.text.casefold(), each.id))),
            tuple(sorted(pairs, key=lambda pair: (order[pair.interest.id], pair.goal.text.casefold(), pair.id))),
            len(ends) - len(pairs),
            self._unused(goals.values()),
        )

    def _interest(self, row: Row, pairs: int) -> Interest:
        assert row.about is not None
        company = self._companies[row.about]
        country = company.text("country")
        return Interest(
            row.uuid,
            Link(company.uuid, company.title),
            country,
            self._countries.label("country", country),
            row.text("text"),
            row.text("horizon"),
            self._horizons.label("horizon", row.text("horizon")),
            row.text("said_by") == "ours",
            readings.yes(row, "open") is not False,
            pairs,
        )

    def _goal(self, row: Row, pairs: int) -> Goal:
        country = row.text("country")
        label = self._countries.label("country", country)
        return Goal(row.uuid, row.text("text"), country, label, readings.day(row, "until"), pairs)

    def _pair(self, row: Row, interest: Interest, goal: Goal) -> Pair:
        found = self._opportunities.get(rows.ref(row.value("opportunity")) or b"")
        link = Link(found.uuid, found.title) if found is not None else None
        status = self._steps.label("status", found.text("status")) if found is not None else ""
        return Pair(row.uuid, interest, goal, row.text("idea"), link, status)

    def _unused(self, goals: Iterable[Goal]) -> tuple[str, ...]:
        """Goals of the programme's own record that nobody has taken over to the map."""
        known = {each.text.strip().casefold() for each in goals}
        lines = dict.fromkeys(line.strip() for line in self._programme_goals)
        return tuple(line for line in lines if line and line.casefold() not in known)


def _by_company(each: Interest) -> tuple[str, UUID, int, str, UUID]:
    """By company; what is said to be near first."""
    order = {"soon": 0, "years": 1, "far": 2}
    return each.company.title.casefold(), each.company.id, order.get(each.horizon, 3), each.text.casefold(), each.id
