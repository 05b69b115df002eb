"""All partnerships of a programme side by side, for the report on them: lines, money over time, kinds, results, lessons, what comes next.

Sources: CREST midterm evaluation brief (2021), lines 62, 63 and 91 to 99; TMS learning brief (about 2021), lines 96 and 175 to 177.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from ctip_desktop.dataclass import dataclass
from ctip_desktop.practice import readings
from ctip_desktop.practice.funding import Contribution
from ctip_desktop.practice.maturity import PATH, Stage
from ctip_desktop.practice.milestones import summary
from ctip_desktop.queries import partner_parts as parts
from ctip_desktop.queries import rows
from ctip_desktop.queries.partner_data import Partners
from ctip_desktop.queries.partner_page import newest_stages
from ctip_desktop.queries.partner_views import IndicatorView
from ctip_desktop.queries.rows import Row
from ctip_desktop.queries.views import Link
from ctip_desktop.workspace.connection import Connection
from ctip_desktop.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Gift:
    """One contribution with an amount in the programme's currency. source: private or donor; kind: cash or in_kind; state: pledged or received."""

    company: UUID | None
    on: date | None
    value: float
    source: str
    kind: str
    state: str


@dataclass(frozen=True, slots=True)
class PartnershipLine:
    """One partnership of the report. may: what its agreements leave to be told; next: its next milestone with its day."""

    id: UUID
    name: str
    partners: tuple[Link, ...]
    country_label: str
    type: str
    type_label: str
    status_label: str
    running: bool
    started: date | None
    reached: int
    milestones: int
    gifts: tuple[Gift, ...]
    may: frozenset[str]
    next: tuple[str, date] | None


@dataclass(frozen=True, slots=True)
class LessonView:
    """One lesson. partnership: it was learned in, None for the programme's own; what its agreements leave to be told."""

    text: str
    kind_label: str
    on: date | None
    may: frozenset[str]


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Everything the report shows beside the figures and the pipeline. stages: companies on each place of the path in our own view.

    beside: companies that stand beside the path, not on it. others: contributions in other currencies, which are not added.
    """

    countries: tuple[str, ...]
    currency: str
    target_private: float | None
    lines: tuple[PartnershipLine, ...]
    indicators: tuple[IndicatorView, ...]
    lessons: tuple[LessonView, ...]
    stages: Mapping[Stage, int]
    not_placed: int
    beside: int
    others: int


def portfolio(ws: Workspace, today: date | None = None) -> Portfolio:
    """The partnerships by name; those in preparation stand among them and are not counted as running."""
    day = today or ws.now().astimezone().date()
    with ws.reading() as connection:
        data = Partners(connection, ws, day)
        currency = data.settings.currency
        programme = rows.by_id(connection, [data.programme]).get(data.programme)
        every = [gift for id_ in data.rows for gift in parts.contributions(data, id_)]
        lines = [_line(data, id_, currency) for id_ in data.rows]
        stages, not_placed, beside = _stages(connection)
        return Portfolio(
            data.labels.labels(programme, "countries") if programme else (),
            currency,
            data.settings.targets.private,
            tuple(sorted(lines, key=lambda line: (line.name.casefold(), line.id))),
            parts.indicator_views(data, data.programme),
            _lessons(connection, data),
            stages,
            not_placed,
            beside,
            sum(gift.value is not None and gift.currency != currency for gift in every),
        )


def _line(data: Partners, id_: bytes, currency: str) -> PartnershipLine:
    row, read, companies = data.rows[id_], data.read[id_], data.company_ids(id_)
    counted = summary(parts.milestones(data, id_), data.today).reached
    kind = _newest_type(data, id_)
    waiting = [(each.text, each.due) for each in parts.milestone_views(data, id_) if each.reached is None and each.due and each.due >= data.today]
    return PartnershipLine(
        row.uuid,
        row.title,
        data.links(companies),
        data.labels.label(row, "country"),
        kind.text("type") if kind else "",
        data.labels.label(kind, "type") if kind else "",
        data.labels.of("partnership", "status", read.status),
        data.running(id_),
        read.started,
        counted.part,
        counted.of,
        tuple(_gifts(data, id_, currency)),
        data.shareable(id_, *companies).items,
        waiting[0] if waiting else None,
    )


def _newest_type(data: Partners, id_: bytes) -> Row | None:
    opportunity = data.opportunity(id_)
    found = data.of("partnership_type", id_, *([opportunity] if opportunity else []))
    return max(found, key=lambda row: (row.text("decided_on"), row.created), default=None)


def _gifts(data: Partners, id_: bytes, currency: str) -> Iterable[Gift]:
    for row, given in zip(data.of("contribution", id_), parts.contributions(data, id_), strict=True):
        if given.value is not None and given.currency == currency:
            yield _gift(data, row, given)


def _gift(data: Partners, row: Row, given: Contribution) -> Gift:
    company = data.companies.get(rows.ref(row.value("partner")) or b"")
    return Gift(company.uuid if company else None, readings.day(row, "date"), given.value or 0.0, given.source_class, given.kind, given.state)


def _lessons(connection: Connection, data: Partners) -> tuple[LessonView, ...]:
    """Lessons of the programme and its partnerships, newest first."""
    found = []
    for row in rows.of_form(connection, "lesson"):
        about = row.about if row.about in data.rows else None
        may = data.shareable(about, *data.company_ids(about)).items if about else data.shareable().items
        found.append(LessonView(row.text("text"), data.labels.label(row, "kind"), readings.day(row, "date"), may))
    return tuple(sorted(found, key=lambda each: (each.on or date.min, each.text), reverse=True))


def _stages(connection: Connection) -> tuple[Mapping[Stage, int], int, int]:
    """How many companies stand on each place of the path, in our own view, how many nobody placed, and how many stand beside the path."""
    placed = newest_stages(rows.of_form(connection, "placement"))
    companies = {row.id for row in rows.of_form(connection, "company")}
    counted = Counter(stage for company, stage in placed.items() if company in companies)
    on_path = {stage: counted.get(stage, 0) for stage in PATH}
    return on_path, len(companies - placed.keys()), counted.total() - sum(on_path.values())
