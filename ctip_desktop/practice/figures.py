"""The figures of a programme: each with its value, its target, its formula in words, its source, and the records behind it.

Sources: the figures the five briefs report, named at each function. A figure without anything to count has no value; that is not zero. Where a
record lacks what a figure needs, it is left out and counted as left out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import field
from datetime import date
from statistics import fmean, median
from types import MappingProxyType
from uuid import UUID

from ctip_desktop.dataclass import dataclass
from ctip_desktop.practice import funding, pulse, requirements
from ctip_desktop.practice.funding import Contribution, Part
from ctip_desktop.practice.pulse import Reply
from ctip_desktop.practice.timeline import Timeline

CREST = "CREST midterm evaluation brief (2021), "
LAB = "Five learnings brief (about 2019), "
TMS = "TMS learning brief (about 2021), "
SCALE = "Multi-sector partnerships briefing (2015), "


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure.

    value: a number, or the name of what comes out (the quality that varies most); None when there is nothing to count. unit: count, share (0 to 1),
    months, score, rank or name. records: what was counted; left_out: what could not be. parts: what stands behind it, name and number. each: what
    single records add to it, where their titles do not tell.
    """

    name: str
    label: str
    value: float | str | None
    target: float | None
    unit: str
    formula: str
    source: str
    records: tuple[UUID, ...] = ()
    left_out: tuple[UUID, ...] = ()
    text: str = ""
    parts: tuple[tuple[str, float], ...] = ()
    each: Mapping[UUID, float] = field(default_factory=lambda: MappingProxyType({}))


# -- partnerships --------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Active:
    """One partnership: whether its status is running now, and since and until when it ran."""

    id: UUID
    running: bool
    started: date | None
    ended: date | None

    def on(self, day: date) -> bool:
        """Whether it ran on a day; without a start nobody knows, so it is not counted."""
        return self.started is not None and self.started <= day and (self.ended is None or day < self.ended)


def partnerships(found: Collection[Active], target: float | None) -> Figure:
    """Running partnerships against the target (CREST brief, line 62: 19, nearly double the target). That none runs is a zero; that none is written
    down is not."""
    running = [each.id for each in found if each.running]
    text = f"{len(running)} of {target:g}" if target else f"{len(running)}"
    formula = "Partnerships on the status running, renewed or adapted"
    value = len(running) if found else None
    source = f"{CREST}line 62"
    return Figure("partnerships", "Partnerships made", value, target, "count", formula, source, tuple(running), text=text if found else "")


def active_partners(found: Collection[Active], days: Sequence[date]) -> Figure:
    """Partnerships that ran on each of some days, the last one being the value (TMS brief, line 96: from 11 to 45)."""
    counts = [(day.isoformat(), float(sum(each.on(day) for each in found))) for day in days]
    last = days[-1]
    return Figure(
        "active_partners",
        "Active partners by date",
        counts[-1][1] if found else None,
        None,
        "count",
        "Partnerships with a start on or before the day and no end by then",
        f"{TMS}line 96",
        tuple(each.id for each in found if each.on(last)),
        tuple(each.id for each in found if each.started is None),
        " → ".join(f"{count:g}" for _, count in counts) if found else "",
        tuple(counts) if found else (),
    )


# -- money ---------------------------------------------------------------------------------------------------------------------------


def private_secured(found: Collection[Contribution], currency: str, target: float | None) -> Figure:
    """Private money secured of its target (CREST brief, line 63: 92 % part way through)."""
    part = funding.private_secured(found, currency, target)
    formula = "Private contributions promised and received ÷ target, in one currency"
    return _share("private_secured", "Private contributions secured", part, 1.0 if target else None, formula, f"{CREST}line 63")


def private_match(found: Collection[Contribution], currency: str) -> Figure:
    """Private money against donor money (CREST brief, line 35: SEK 52,086,020)."""
    part = funding.donor_match(found, currency)
    formula = "Private contributions ÷ donor contributions, in one currency"
    return _share("private_match", "Private match of donor money", part, 1.0, formula, f"{CREST}line 35")


def support_cover(found: Collection[Contribution], currency: str) -> Figure:
    """Private cover of the cost of partnership support (CREST brief, lines 93 to 95: all of it)."""
    part = funding.support_cover(found, currency)
    formula = "Private contributions to the cost of partnerships ÷ all contributions to it, in one currency"
    return _share("support_cover", "Private cover of support costs", part, 1.0, formula, f"{CREST}lines 93 to 95")


def our_share(by_partnership: Iterable[Collection[Contribution]], currency: str) -> Figure:
    """Our share of activities that several pay for (TMS brief, line 132: 12 %)."""
    shared = [each for group in by_partnership if any(one.ours for one in group) and any(not one.ours for one in group) for each in group]
    formula = "Our own contributions ÷ all contributions, over partnerships that we and others pay for"
    return _share("our_share", "Our share where several pay", funding.our_share(shared, currency), None, formula, f"{TMS}line 132")


def _share(name: str, label: str, part: Part, target: float | None, formula: str, source: str) -> Figure:
    text = f"{part.currency} {part.part:,.0f} of {part.whole:,.0f}" if part.share is not None else ""
    return Figure(name, label, part.share, target, "share", formula, source, part.of_records, part.left_out, text)


# -- meetings ------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting. people, organisations: names that were written down; the numbers: how many were said to be there."""

    id: UUID
    people: frozenset[str] = frozenset()
    organisations: frozenset[str] = frozenset()
    individuals: int | None = None
    organisation_count: int | None = None


def meetings(
    found: Collection[Meeting], targets: tuple[float | None, float | None, float | None] = (None, None, None)
) -> tuple[Figure, Figure, Figure]:
    """Meetings, different people and different organisations in them (TMS brief, line 92: more than 130, 237 and 64)."""
    ids = tuple(each.id for each in found)
    people = _distinct((each.id, each.people, each.individuals) for each in found)
    organisations = _distinct((each.id, each.organisations, each.organisation_count) for each in found)
    kinds = "Planning meetings, workshops and visits, and pauses to reflect"
    return (
        Figure("meetings", "Meetings", len(ids) or None, targets[0], "count", kinds, f"{TMS}line 92", ids),
        _met("people", "People met", people, targets[1], "Different people in these meetings, each counted once"),
        _met("organisations", "Organisations met", organisations, targets[2], "Different organisations in these meetings, each counted once"),
    )


@dataclass(frozen=True, slots=True)
class _Distinct:
    count: int | None
    named: tuple[UUID, ...]
    only_numbers: tuple[UUID, ...]
    silent: tuple[UUID, ...]


def _distinct(found: Iterable[tuple[UUID, frozenset[str], int | None]]) -> _Distinct:
    """Different names. A meeting that only gives a number cannot be told apart from the others: the largest such number is what is certain."""
    every = list(found)
    names = {name for _, given, _ in every for name in given}
    numbers = [number for _, given, number in every if not given and number is not None]
    count = max([len(names), *numbers]) if names or numbers else None
    return _Distinct(
        count,
        tuple(id_ for id_, given, _ in every if given),
        tuple(id_ for id_, given, number in every if not given and number is not None),
        tuple(id_ for id_, given, number in every if not given and number is None),
    )


def _met(name: str, label: str, found: _Distinct, target: float | None, formula: str) -> Figure:
    text = "" if found.count is None else f"{'at least ' if found.only_numbers or found.silent else ''}{found.count}"
    records = (*found.named, *found.only_numbers)
    return Figure(name, label, found.count, target, "count", formula, f"{TMS}line 92", records, found.silent, text)


# -- relations -----------------------------------------------------------------------------------------------------------------------


def relations_large(contributions: Mapping[UUID, str]) -> Figure:
    """Relations that contribute much, of those somebody judged (TMS brief, line 157: two thirds)."""
    known = {id_: name for id_, name in contributions.items() if name}
    large = sum(name == "large" for name in known.values())
    return Figure(
        "relations_large",
        "Relations with a large contribution",
        large / len(known) if known else None,
        None,
        "share",
        "Relations with a large contribution ÷ relations whose contribution is known",
        f"{TMS}line 157",
        tuple(known),
        tuple(id_ for id_ in contributions if id_ not in known),
        f"{large} of {len(known)}" if known else "",
    )


# -- time and choice -----------------------------------------------------------------------------------------------------------------


def times(found: Mapping[UUID, Timeline]) -> tuple[Figure, Figure, Figure]:
    """Months to the agreement, workshops and months of meetings until then: medians over partnerships with an agreement (Five learnings brief, lines
    429 and 685: about a year, two workshops, six months)."""
    agreed = {id_: each for id_, each in found.items() if each.agreement}
    return (
        _median("time_to_start", "Months from first talk to agreement", {id_: each.months for id_, each in agreed.items()}, "months", "line 685"),
        _median("workshops", "Workshops until the agreement", {id_: each.workshops for id_, each in agreed.items()}, "count", "line 686"),
        _median("meeting_months", "Months of meetings", {id_: each.meeting_months for id_, each in agreed.items()}, "months", "lines 429 to 430"),
    )


def _median(name: str, label: str, values: Mapping[UUID, int | None], unit: str, line: str) -> Figure:
    known = {id_: value for id_, value in values.items() if value is not None}
    formula = f"Median over partnerships with an agreement: {label[0].lower()}{label[1:]}"
    value = float(median(known.values())) if known else None
    left = tuple(id_ for id_ in values if id_ not in known)
    each = {id_: float(number) for id_, number in known.items()}
    return Figure(name, label, value, None, unit, formula, f"{LAB}{line}", tuple(known), left, each=each)


def long_list(ideas: Collection[UUID], above: Collection[UUID]) -> tuple[Figure, Figure]:
    """Ideas on the long list, and those above the line a person drew (Five learnings brief, line 572: ten)."""
    return (
        Figure("long_list", "Ideas on the long list", len(ideas) or None, None, "count", "All opportunities", f"{LAB}line 572", tuple(ideas)),
        Figure(
            "prioritised",
            "Ideas above the line",
            len(above) if above else None,
            None,
            "count",
            "Opportunities above the line of the newest round that has one",
            f"{LAB}lines 582 to 584",
            tuple(above),
        ),
    )


# -- surveys -------------------------------------------------------------------------------------------------------------------------


def varies_most(replies: Collection[Reply], suppress_under: int) -> Figure:
    """The quality of the relationship that varies most between partnerships (TMS brief, line 171: commitment). Behind it stand partnerships, never
    the answers of single people."""
    found = pulse.variances(replies, suppress_under)
    partnerships_ = dict.fromkeys(reply.partnership for reply in replies if reply.side == pulse.Side.PARTNER)
    most = pulse.varies_most(found)
    known = tuple((each.label, each.value) for each in found if each.value is not None)
    return Figure(
        "varies_most",
        "Quality that varies most",
        most.label.lower() if most else None,
        None,
        "name",
        "Variance of the partners' means over partnerships, newest wave of each; the largest",
        f"{TMS}line 171",
        tuple(UUID(hex=id_) for id_ in partnerships_),
        parts=known,
    )


AREAS: Mapping[str, str] = MappingProxyType(
    {
        "food": "Food security and sustainable agriculture",
        "environment": "Environment",
        "health": "Health and wellbeing",
        "anti_corruption": "Anti-corruption",
        "human_rights": "Human rights",
    }
)


def impact_areas(ratings: Mapping[UUID, Mapping[str, float | None]]) -> tuple[Figure, ...]:
    """Mean rating of each area, 1 to 10 (Multi-sector partnerships briefing, lines 37 to 41: 8.8, 8.7, 8.4, 7.9, 7.6)."""
    return tuple(_area(name, label, ratings) for name, label in AREAS.items())


def _area(name: str, label: str, ratings: Mapping[UUID, Mapping[str, float | None]]) -> Figure:
    known = {id_: mark for id_, given in ratings.items() if (mark := given.get(name)) is not None}
    value = fmean(known.values()) if known else None
    formula = "Mean of the ratings, 1 to 10, in the newest wave"
    left = tuple(id_ for id_ in ratings if id_ not in known)
    text = f"from {len(known)} {'person' if len(known) == 1 else 'people'}" if value is not None else ""
    source = f"{SCALE}lines 37 to 41"
    return Figure(f"impact_{name}", f"Impact: {label}", value, None, "score", formula, source, tuple(known), left, text, each=known)


def requirement_ranks(points: Mapping[UUID, Mapping[int, float | None]], labels: Mapping[int, str]) -> Figure:
    """The fifteen requirements in the order in which partnerships meet them, beside the practitioners' order (briefing, lines 50 to 64).

    Equal means share a rank. The value is the requirement that is met best.
    """
    means = {
        rank: fmean(known)
        for rank in range(1, requirements.COUNT + 1)
        if (known := [p for each in points.values() if (p := each.get(rank)) is not None])
    }
    order = sorted(means, key=lambda rank: (-means[rank], rank))
    places = {rank: 1 + sum(other > means[rank] + 1e-9 for other in means.values()) for rank in order}
    return Figure(
        "requirement_ranks",
        "Requirement that is met best",
        labels.get(order[0], str(order[0])) if order else None,
        None,
        "rank",
        "Mean points 0 to 4 of each requirement over partnerships, the highest first",
        f"{SCALE}lines 50 to 64",
        tuple(id_ for id_, each in points.items() if any(value is not None for value in each.values())),
        parts=tuple((labels.get(rank, str(rank)), float(places[rank])) for rank in order),
    )
