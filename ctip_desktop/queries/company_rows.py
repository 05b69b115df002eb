"""The company list: a handful of reads over whole forms, joined in memory, so that 5,000 companies take a tenth of a second."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from datetime import date
from itertools import chain
from operator import attrgetter
from types import MappingProxyType
from typing import Any, NamedTuple

import msgspec

from ctip_desktop.dataclass import dataclass
from ctip_desktop.forms.catalogue import Catalogue
from ctip_desktop.forms.model import Kind
from ctip_desktop.practice import readings
from ctip_desktop.practice.due_diligence import Check
from ctip_desktop.practice.evidence import first_day
from ctip_desktop.practice.maturity import LABELS, PATH, Stage
from ctip_desktop.queries import ageing, rows
from ctip_desktop.queries.company_views import CompanyFacets, CompanyList, CompanyRow
from ctip_desktop.queries.promises import open_promises
from ctip_desktop.queries.rows import Row, Words, whole
from ctip_desktop.queries.views import Facet, Flag
from ctip_desktop.workspace.connection import Connection

NOT_PLACED = "not_placed"
"""The filter value for companies without a placement."""
NOBODY = "~nobody"
"""The filter value for companies that nobody leads yet."""

FLAG_LABELS: Mapping[Flag, str] = MappingProxyType(
    {Flag.TO_SETTLE: "To settle", Flag.OVERDUE: "Follow-up overdue", Flag.CHECK_AGAIN: "Check again", Flag.DRAFT: "Draft to finish"}
)
STAGE_LABELS: Mapping[str, str] = MappingProxyType(
    {**{stage.value: LABELS[stage] for stage in (*PATH, Stage.NOT_ENGAGING)}, NOT_PLACED: "Not placed yet"}
)

NO_FLAGS: frozenset[Flag] = frozenset()


class Filters(NamedTuple):
    """Stored names for each filter; an empty one lets everything through."""

    sectors: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    stages: frozenset[str] = frozenset()
    steps: frozenset[str] = frozenset()
    owners: frozenset[str] = frozenset()
    flags: frozenset[Flag] = frozenset()


@dataclass
class Around:
    """What hangs around companies, keyed by company id: collected once for a list."""

    team: dict[bytes, Stage] = field(default_factory=dict)
    own: dict[bytes, Stage] = field(default_factory=dict)
    steps: dict[bytes, str] = field(default_factory=dict)
    talks: dict[bytes, date] = field(default_factory=dict)
    checks: dict[bytes, Check] = field(default_factory=dict)
    flags: dict[bytes, set[Flag]] = field(default_factory=lambda: defaultdict(set))


# -- what hangs around companies -----------------------------------------------------------------------------------------------------


def around(connection: Connection, catalogue: Catalogue, today: date) -> Around:
    """Placements, opportunities, conversations, checks and flags of all companies."""
    found = Around()
    _placements(connection, found)
    _steps(connection, catalogue, found)
    _talks(connection, found, today)
    _checks(connection, catalogue, found, today)
    for top in _drafts(connection, catalogue):
        found.flags[top].add(Flag.DRAFT)
    for top in contested_companies(connection):
        found.flags[top].add(Flag.TO_SETTLE)
    for stale in ageing.stale_answers(connection, catalogue, today):
        found.flags[stale.top].add(Flag.CHECK_AGAIN)
    return found


_PLACEMENTS = (
    "select about, doc ->> 'by', doc ->> 'stage' from record where form = 'placement' and deleted = 0 and about is not null "
    "order by coalesce(doc ->> 'date', ''), created"
)
_TALKS = "select about, doc ->> 'date' from record where form = 'conversation' and deleted = 0 and about is not null"


def _placements(connection: Connection, found: Around) -> None:
    for about, by, stage in connection.exec_driver_sql(_PLACEMENTS).all():
        if (placed := readings.stage_of(stage)) is not None:
            (found.own if by == "company" else found.team)[about] = placed


def _steps(connection: Connection, catalogue: Catalogue, found: Around) -> None:
    order = step_order(catalogue)
    for opportunity, companies in companies_of(connection):
        for company in companies:
            found.steps[company] = max(opportunity.text("status"), found.steps.get(company, ""), key=lambda name: order.get(name, -1))


def step_order(catalogue: Catalogue) -> dict[str, int]:
    """How far on each status of an opportunity is; what rests or was stopped comes before everything that moves."""
    choices = Words(catalogue.form("opportunity")).choices("status")
    moving = [choice.name for choice in choices if choice.name not in readings.ASIDE]
    return {name: place for place, name in enumerate([*readings.ASIDE, *moving])}


def companies_of(connection: Connection) -> list[tuple[Row, tuple[bytes, ...]]]:
    """Every live opportunity with its companies: the one it is about first, then its partners in order."""
    opportunities = rows.of_form(connection, "opportunity")
    partners: dict[bytes, list[bytes]] = defaultdict(list)
    for row in rows.of_form(connection, "opportunity.partners"):
        if row.parent and (company := rows.ref(row.value("partner_company"))):
            partners[row.parent].append(company)
    return [(row, tuple(dict.fromkeys([*([row.about] if row.about else []), *partners[row.id]]))) for row in opportunities]


def _talks(connection: Connection, found: Around, today: date) -> None:
    latest: dict[bytes, str] = {}
    for about, day in connection.exec_driver_sql(_TALKS).all():
        if isinstance(day, str) and day > latest.get(about, ""):
            latest[about] = day
    found.talks = {about: day for about, text in latest.items() if (day := first_day(text))}
    for promise in open_promises(connection):
        if promise.due is not None and promise.due < today:
            found.flags[promise.company].add(Flag.OVERDUE)


def _checks(connection: Connection, catalogue: Catalogue, found: Around, today: date) -> None:
    reader = readings.CheckReader(catalogue.form("due_diligence"))
    for row in rows.of_form(connection, "due_diligence"):
        if row.about:
            found.checks[row.about] = check = reader.read(row)
            if check.due(today):
                found.flags[row.about].add(Flag.CHECK_AGAIN)


def _drafts(connection: Connection, catalogue: Catalogue) -> Iterable[bytes]:
    """Companies about which a form was begun and not finished."""
    filled = catalogue.names(Kind.CHECKLIST, Kind.SURVEY)
    query = "select about from record where form in (select value from json_each(?)) and status='draft' and deleted=0 and about is not null"
    return connection.exec_driver_sql(query, (json.dumps(filled),)).scalars()


def contested_companies(connection: Connection) -> Counter[bytes]:
    """Companies with answers to settle, in their own form or in anything below them, and how many."""
    cells = Counter(connection.exec_driver_sql("select record from conflict").scalars())
    found: Counter[bytes] = Counter()
    for below, (top, form) in rows.tops(connection, cells).items():
        if form == "company":
            found[top] += cells[below]
    return found


# -- the list ------------------------------------------------------------------------------------------------------------------------


class _Doc(msgspec.Struct, gc=False):
    """What a list shows of a company's answers; the others are not even decoded. A value is a dict when it is unknown or not applicable."""

    local_name: Any = None
    place: Any = None
    country: Any = None
    sector: Any = None
    staff: Any = None
    owner: Any = None


_fast = msgspec.json.Decoder(_Doc)


def _decode(doc: str) -> _Doc:
    try:
        return _fast.decode(doc)
    except (msgspec.DecodeError, RecursionError):
        whole_doc = rows.decoded(doc)
        return _Doc(*(whole_doc.get(name) for name in _Doc.__struct_fields__))


def company_list(connection: Connection, catalogue: Catalogue, text: str, wanted: Filters, today: date) -> CompanyList:
    """The rows that fit, by name, and the filters' values counted."""
    found = _found(connection, text)
    query = "select id, title, changed, doc from record where form = 'company' and deleted = 0"
    stored = list(map(tuple, connection.exec_driver_sql(query).all()))  # plain tuples are unpacked several times faster
    companies = [company for company in stored if found is None or company[0] in found]
    companies.sort(key=lambda company: (company[1].casefold(), company[0]))
    make = _maker(catalogue, around(connection, catalogue, today))
    fits, facets = _filter([make(*company) for company in companies], wanted, catalogue)
    return CompanyList(tuple(fits), facets, len(stored))


def _found(connection: Connection, text: str) -> frozenset[bytes] | None:
    """Companies that a search finds, also by what is written about them; None without a search."""
    if not text.strip():
        return None
    return frozenset(top for top, form in rows.tops(connection, rows.matching(connection, text)).values() if form == "company")


def _maker(catalogue: Catalogue, near: Around) -> Callable[[bytes, str, int, str], CompanyRow]:
    words = Words(catalogue.form("company"))
    countries, sectors = words.labels("country"), words.labels("sector")
    steps = Words(catalogue.form("opportunity")).labels("status")

    def make(id_: bytes, title: str, changed: int, text: str) -> CompanyRow:
        doc = _decode(text)
        country, sector, step = _text(doc.country), _text(doc.sector), near.steps.get(id_, "")
        check = near.checks.get(id_)
        return CompanyRow(
            id_,
            title,
            _text(doc.local_name),
            _text(doc.place),
            country,
            countries.get(country, country),
            sector,
            sectors.get(sector, sector),
            whole(doc.staff),
            " ".join(_text(doc.owner).split()),
            near.team.get(id_),
            near.own.get(id_),
            step,
            steps.get(step, step),
            near.talks.get(id_),
            check.result if check else None,
            frozenset(near.flags[id_]) if id_ in near.flags else NO_FLAGS,
            changed,
        )

    return make


def _text(found: object) -> str:
    return found if isinstance(found, str) else ""


# -- filters -------------------------------------------------------------------------------------------------------------------------


def _stage_key(row: CompanyRow) -> str:
    return row.stage.value if row.stage else NOT_PLACED


def _owner_key(row: CompanyRow) -> str:
    return row.owner or NOBODY


_KEYS: tuple[Callable[[CompanyRow], str], ...] = (attrgetter("sector"), attrgetter("country"), _stage_key, attrgetter("step"), _owner_key)
"""The stored name of a row under each filter, in the order of `Filters`; flags come last and can be several."""


def _fails(row: CompanyRow, wanted: Filters, index: int) -> bool:
    return wanted.flags.isdisjoint(row.flags) if index == len(_KEYS) else _KEYS[index](row) not in wanted[index]


def _filter(listed: list[CompanyRow], wanted: Filters, catalogue: Catalogue) -> tuple[list[CompanyRow], CompanyFacets]:
    """The rows that fit all filters; each filter's values are counted among the rows that fit all the others."""
    active = [index for index, names in enumerate(wanted) if names]
    fits = listed if not active else []
    only: dict[int, list[CompanyRow]] = defaultdict(list)  # filter → rows that fail this one alone
    for row in listed if active else ():
        failing = [index for index in active if _fails(row, wanted, index)]
        if not failing:
            fits.append(row)
        elif len(failing) == 1:
            only[failing[0]].append(row)
    counts = [Counter(map(key, chain(fits, only[index]))) for index, key in enumerate(_KEYS)]
    flags = Counter(flag.value for row in chain(fits, only[len(_KEYS)]) for flag in row.flags)
    return fits, _facets([*counts, flags], catalogue)


def _facets(counts: list[Counter[str]], catalogue: Catalogue) -> CompanyFacets:
    words = Words(catalogue.form("company"))
    sectors, countries, stages, steps, owners, flags = counts
    step_words = {choice.name: choice.label for choice in Words(catalogue.form("opportunity")).choices("status")}
    flag_words = {flag.value: label for flag, label in FLAG_LABELS.items()}
    by_name = {name: name for name in sorted(owners, key=str.casefold) if name != NOBODY}
    by_words = {name: words.label("country", name) for name in sorted(filter(None, countries), key=lambda name: words.label("country", name))}
    return CompanyFacets(
        _facet(sectors, {choice.name: choice.label for choice in words.choices("sector")}),
        _facet(countries, by_words),
        _facet(stages, STAGE_LABELS),
        _facet(steps, step_words),
        _facet(owners, {**by_name, NOBODY: "Nobody yet"}),
        _facet(flags, flag_words),
    )


def _facet(counts: Counter[str], words: Mapping[str, str]) -> tuple[Facet, ...]:
    """The values that occur, in the order of the words; a stored name the form no longer has comes last."""
    known = [Facet(name, label, counts[name]) for name, label in words.items() if counts[name]]
    return (*known, *(Facet(name, name, count) for name, count in sorted(counts.items()) if name and name not in words))
