"""Everything that scoring reads, loaded once: rounds, sheets, opportunities with their companies, due diligence, and the method of each round."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID, uuid5

from ctip_desktop.dataclass import dataclass
from ctip_desktop.errors import NotFound
from ctip_desktop.forms.catalogue import Catalogue
from ctip_desktop.forms.model import Answer, Form
from ctip_desktop.practice import ranking, readings
from ctip_desktop.practice.due_diligence import Result, worst
from ctip_desktop.practice.ranking import Method, Total
from ctip_desktop.practice.readings import ScoreSheet
from ctip_desktop.queries import rows
from ctip_desktop.queries.company_rows import companies_of
from ctip_desktop.queries.opportunity_views import RoundView
from ctip_desktop.queries.rows import Row
from ctip_desktop.queries.views import Link
from ctip_desktop.workspace.cells import CLOSED, decode, dump, load
from ctip_desktop.workspace.connection import Connection

_METHOD_FIELDS = ("weight_%", "calculation", "block")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One stored score card sheet."""

    row: Row
    reading: ScoreSheet


@dataclass(frozen=True, slots=True)
class Round:
    """One round: its view, its reading, its record, and the method that was in force when it closed."""

    view: RoundView
    reading: readings.Round
    row: Row | None
    method: Method


@dataclass(frozen=True, slots=True)
class Opportunity:
    """One opportunity with its companies and the worst due-diligence result among them (None when none was begun).

    countries, sectors: its own; where it has none, those of its companies.
    """

    row: Row
    members: tuple[bytes, ...]  # its companies, also those that are not here
    companies: tuple[Link, ...]
    check: Result | None
    stopped: tuple[str, ...]  # companies at stop
    countries: tuple[str, ...]
    sectors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """What one opportunity has in one round, as one person may see it: marks, where they come from, and the total."""

    sheets: tuple[Sheet, ...]  # handed in, visible
    hidden: int  # handed in, not visible to this person
    agreed: Sheet | None
    marks: Mapping[str, float | None]
    total: Total | None


class Scores:
    """All scoring data of a workspace at one moment."""

    def __init__(self, connection: Connection, catalogue: Catalogue, programme: UUID) -> None:
        self.form: Form = catalogue.form("score_card")
        self._labels = {question.name: question.label for question in self.form.walk()}
        self._programme = rows.by_id(connection, [programme.bytes]).get(programme.bytes)
        self.method = readings.score_method(self.form, self._programme)
        self.opportunities = _opportunities(connection, catalogue)
        self._sheets: dict[tuple[str, bytes], list[Sheet]] = defaultdict(list)
        for row in rows.of_form(connection, "score_card"):
            if row.about in self.opportunities:
                sheet = Sheet(row, readings.score_sheet(self.method, row))
                self._sheets[sheet.reading.round, row.about].append(sheet)
        self.rounds = _rounds(connection, self, programme)

    def label(self, factor: str) -> str:
        """The words of a factor."""
        return self._labels.get(factor, factor)

    def sheets(self, kind: str, opportunity: bytes) -> Sequence[Sheet]:
        """Every sheet of an opportunity in a round, oldest first."""
        return self._sheets.get((kind, opportunity), ())

    def kinds(self) -> set[str]:
        """The rounds that sheets name."""
        return {kind for kind, _ in self._sheets if kind}

    def unfinished_of(self, person: str) -> list[Sheet]:
        """Sheets of this person that are begun and not handed in, in rounds that are open."""
        closed = {each.view.kind for each in self.rounds if each.view.closed}
        mine = (sheet for (kind, _), sheets in self._sheets.items() if kind not in closed for sheet in sheets)
        return [sheet for sheet in mine if sheet.reading.assessor == person and not sheet.reading.handed_in and not sheet.reading.agreed]

    def people(self, kind: str, opportunity: bytes | None = None) -> set[str]:
        """Who handed in a sheet in a round, of one opportunity or of any."""
        return {
            sheet.reading.assessor
            for (named, about), sheets in self._sheets.items()
            for sheet in sheets
            if named == kind and opportunity in (None, about) and sheet.reading.handed_in and not sheet.reading.agreed
        }

    def round(self, wanted: UUID) -> Round:
        """A round by id. Raises NotFound."""
        for found in self.rounds:
            if found.view.id == wanted:
                return found
        raise NotFound("There is no such round.", next_step="Open the ranking again.")

    def before(self, current: Round) -> Round | None:
        """The round before it that has sheets."""
        earlier = [found for found in self.rounds if found.view.number < current.view.number and found.view.started]
        return earlier[-1] if earlier else None

    def standing(self, current: Round, opportunity: bytes, viewer: str, method: Method | None = None) -> Standing:
        """What counts for an opportunity in a round: the agreed sheet, else the mean of the handed-in sheets this person may see."""
        method = method or current.method
        sheets = self.sheets(current.view.kind, opportunity)
        agreed = next((sheet for sheet in reversed(sheets) if sheet.reading.agreed), None)
        handed_in = tuple(sheet for sheet in sheets if sheet.reading.handed_in and not sheet.reading.agreed)
        hidden = is_hidden(current, sheets, viewer)
        visible = tuple(sheet for sheet in handed_in if not hidden or sheet.reading.assessor == viewer)
        marks: Mapping[str, float | None] = agreed.reading.marks if agreed else {}
        gaps: tuple[str, ...] = ()
        if agreed is None and handed_in and not hidden:
            marks, gaps = ranking.mean_marks([sheet.reading.marks for sheet in handed_in], factors(method))
        total = ranking.total(method, marks, gaps) if marks else None
        return Standing(visible, len(handed_in) - len(visible), agreed, marks, total)


def is_hidden(current: Round, sheets: Sequence[Sheet], viewer: str) -> bool:
    """In an open blind round nobody sees the others' marks before handing in the own sheet."""
    own = any(sheet.reading.assessor == viewer and sheet.reading.handed_in and not sheet.reading.agreed for sheet in sheets)
    return current.view.blind and not current.view.closed and not own


def factors(method: Method) -> list[str]:
    """All factor names in order."""
    return [name for block in method.blocks for name in block.factors]


def _opportunities(connection: Connection, catalogue: Catalogue) -> dict[bytes, Opportunity]:
    found = companies_of(connection)
    companies = rows.by_id(connection, {company for _, members in found for company in members})
    reader = readings.CheckReader(catalogue.form("due_diligence"))
    checks = {row.about: reader.result(row) for row in rows.of_form(connection, "due_diligence") if row.about in companies}
    return {row.id: _opportunity(row, members, [companies[member] for member in members if member in companies], checks) for row, members in found}


def _opportunity(row: Row, members: tuple[bytes, ...], companies: Sequence[Row], checks: Mapping[bytes, Result]) -> Opportunity:
    results = [checks[company.id] for company in companies if company.id in checks]
    stopped = tuple(company.title for company in companies if checks.get(company.id) is Result.STOP)
    links = tuple(Link(company.uuid, company.title) for company in companies)
    countries, sectors = rows.told(row, companies, "country"), rows.told(row, companies, "sector")
    return Opportunity(row, members, links, worst(results) if results else None, stopped, countries, sectors)


def _rounds(connection: Connection, scores: Scores, programme: UUID) -> tuple[Round, ...]:
    """The rounds in order: those with a record (the newest of a kind), and those that only sheets name."""
    recorded = {row.text("kind"): row for row in rows.of_form(connection, "round") if row.text("kind")}
    found = []
    for kind in recorded.keys() | scores.kinds():
        row = recorded.get(kind)
        reading = readings.review_round(row or _Named(kind))
        people = scores.people(kind)
        view = RoundView(
            row.uuid if row else uuid5(programme, dump(["round", kind])),
            row is not None,
            kind,
            reading.order,
            reading.name or readings.ROUND_KINDS.get(kind, (0, kind))[1],
            reading.blind,
            reading.closed,
            kind in scores.kinds(),
            reading.opened_on,
            reading.closed_on,
            reading.participants,
            len(people),
        )
        method = _method_at_close(connection, scores.form, programme, row) if row and reading.closed else scores.method
        found.append(Round(view, reading, row, method))
    return tuple(sorted(found, key=lambda each: (each.view.number, each.view.kind)))


@dataclass(frozen=True, slots=True)
class _Named:
    """A round that only its sheets name: nothing about it was answered."""

    kind: str

    def get(self, name: str, /) -> Answer:
        """Its kind; nothing else is known."""
        return Answer.of(self.kind) if name == "kind" else Answer()


# -- the method that was in force ----------------------------------------------------------------------------------------------------


class _Past:
    """The programme's answers as they were at a moment."""

    def __init__(self, texts: Mapping[str, str | None]) -> None:
        self._texts = texts

    def get(self, name: str, /) -> Answer:
        """The answer of that moment."""
        return decode(self._texts.get(name))


def _method_at_close(connection: Connection, form: Form, programme: UUID, row: Row) -> Method:
    """Weights and rules when the round was closed: a later change of weights never recomputes an old result silently."""
    closed = _closed_at(connection, row)
    past: list[tuple[str, str | None]] = [
        (found[0], found[1])
        for found in connection.exec_driver_sql(
            "select c.field, c.value from change c join segment s on s.n = c.segment where c.record = ? and s.status = 0 and c.at <= ? "
            "and (c.field like ? or c.field in (?, ?)) order by c.at, c.device, c.seq",
            (programme.bytes, closed, *_METHOD_FIELDS),
        )
    ]
    return readings.score_method(form, _Past(dict(past)))


def _closed_at(connection: Connection, row: Row) -> int:
    """When somebody closed a round. Rounds closed by an earlier version tell only when their state was last written."""
    heads = "select {what} from head h join change c on c.device = h.device and c.seq = h.seq where h.record = ? and h.field = ?"
    said = [load(text) for (text,) in connection.exec_driver_sql(heads.format(what="c.value"), (row.id, CLOSED))]
    told = max((at for at in said if isinstance(at, int)), default=0)
    return told or connection.exec_driver_sql(heads.format(what="max(c.at)"), (row.id, "state")).scalar() or 0
