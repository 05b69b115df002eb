"""What to ask at the next visit: what is still open for a company, and what has aged, on one page.

Sources: Five learnings brief (about 2019), lines 328 to 338 (learn before the visit) and 361 to 370 (listen first). Only what a company can be asked
is on it: never the team's own reflection (footnote 14), and nothing sensitive.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from ctip_desktop.dataclass import dataclass
from ctip_desktop.errors import NotFound
from ctip_desktop.forms.model import Asks, Form, Kind, State
from ctip_desktop.practice import concerns, partner_readings, readings
from ctip_desktop.queries import rows
from ctip_desktop.queries.answers import Reader
from ctip_desktop.queries.promises import open_promises
from ctip_desktop.queries.views import AnswerView, Link, OpenPromise
from ctip_desktop.workspace.connection import Connection
from ctip_desktop.workspace.workspace import Workspace

PAGE = 22
"""Open questions that fit on one sheet of paper with room to write."""

AGED = 2
"""Lines that a question with an aged answer takes."""

EVERYTHING = 10_000
"""A page on which everything fits: for choosing by hand."""

FIRST_FORMS = ("listening", "expectations", "desk_research", "maturity")
"""The order on the sheet: listen first, be clear early, then facts."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question to ask. answer: how it reads now, empty when open; months: age of an aged one; unknown: nobody could say."""

    record: UUID | None
    form: str
    form_title: str
    path: str
    label: str
    answer: str
    months: int | None
    unknown: bool


@dataclass(frozen=True, slots=True)
class OpenConcern:
    """A concern nobody has settled. theirs: the company's own; may_share: whether the other side may see it, None when nobody said."""

    record: UUID
    text: str
    kind_label: str
    side_label: str
    theirs: bool
    deal_breaker: bool
    may_share: bool | None


@dataclass(frozen=True, slots=True)
class VisitPack:
    """The sheet: promises first, then what has aged (the oldest first), then what is open. more: open questions that do not fit on the page.

    concerns: those not settled, deal-breakers first. What one side told in trust is among them: `theirs` and `may_share` say what may be spoken of.
    """

    company: Link
    promises: tuple[OpenPromise, ...]
    aged: tuple[Question, ...]
    open: tuple[Question, ...]
    more: int
    concerns: tuple[OpenConcern, ...] = ()

    @property
    def nothing(self) -> bool:
        """Nothing is open, nothing has aged, nothing is left to settle."""
        return not (self.promises or self.aged or self.open or self.concerns)


def visit_pack(ws: Workspace, company: UUID, *, forms: Sequence[str] = (), today: date | None = None, page: int = PAGE) -> VisitPack:
    """The sheet for a company. forms: only these; empty = every form a company can be asked. Raises NotFound."""
    day = today or ws.now().astimezone().date()
    with ws.reading() as connection:
        row = rows.by_id(connection, [company.bytes]).get(company.bytes)
        if row is None or row.form != "company":
            raise NotFound("There is no such company.", next_step="It may have been deleted. Look for it in the list.")
        rules = readings.rules(rows.by_id(connection, [ws.programme_id.bytes]).get(ws.programme_id.bytes))
        reader = Reader(connection, ws.catalogue, day, rules.shelf_life)
        asked = [(form, view) for form in _forms(ws, forms) for view in _views(connection, reader, form, row.id)]
        promises = tuple(each.shown for each in open_promises(connection, row.id))
        worries = _concerns(connection, ws, row.id)
    aged = sorted((_question(form, view) for form, view in asked if view.stale), key=lambda each: -(each.months or 0))
    still = [_question(form, view) for form, view in asked if view.state in (State.NOT_ASKED, State.UNKNOWN)]
    return fit(VisitPack(Link(row.uuid, row.title), promises, tuple(aged), tuple(still), 0, worries), page)


def fit(pack: VisitPack, page: int = PAGE) -> VisitPack:
    """What of a pack fits on a page: aged answers take two thirds of it at most, so that there is room to listen."""
    aged = pack.aged[: page * 2 // 3 // AGED]
    still = pack.open[: max(0, page - AGED * len(aged))]
    left = len(pack.aged) + len(pack.open) - len(aged) - len(still)
    return replace(pack, aged=aged, open=still, more=pack.more + left)


def _forms(ws: Workspace, wanted: Sequence[str]) -> list[Form]:
    """The checklists about a company with anything to ask it, in the order of the sheet."""
    place = {name: index for index, name in enumerate(FIRST_FORMS)}
    found = [form for form in ws.catalogue.forms() if form.kind is Kind.CHECKLIST and "company" in form.about]
    chosen = [form for form in found if not wanted or form.name in wanted]
    return sorted(chosen, key=lambda form: (place.get(form.name, len(place)), form.title))


def _views(connection: Connection, reader: Reader, form: Form, company: bytes) -> Iterable[AnswerView]:
    """The questions of a form that may be put to the company, as they stand."""
    begun = rows.of_form(connection, form.name, about=company)
    views = reader.answers(reader.fill(begun[-1].id)) if begun else reader.unasked(form)
    return [view for view in views.values() if view.asks is not Asks.TEAM and not view.sensitive]


def _question(form: Form, view: AnswerView) -> Question:
    unknown = view.state is State.UNKNOWN
    return Question(view.record, form.name, form.title, view.path, view.label, view.text, view.months if view.stale else None, unknown)


def _concerns(connection: Connection, ws: Workspace, company: bytes) -> tuple[OpenConcern, ...]:
    """Concerns about the company that are not settled: deal-breakers first, then the oldest."""
    words = rows.Words(ws.catalogue.form("concern"))
    every = rows.of_form(connection, "concern", about=company)
    waiting = [row for row in every if row.text("text") and partner_readings.concern(row, row.uuid).open]
    found = [
        OpenConcern(
            row.uuid,
            row.text("text"),
            words.label("kind", row.text("kind")),
            words.label("side", row.text("side")),
            row.text("side") == "company",
            row.text("kind") == concerns.DEAL_BREAKER,
            readings.yes(row, "may_share"),
        )
        for row in waiting
    ]
    return tuple(sorted(found, key=lambda each: not each.deal_breaker))
