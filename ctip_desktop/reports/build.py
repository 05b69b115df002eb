"""Makes a print: query → audience filter → layout → PDF → leak check. The one function that screens and the command line call.

The file stays in memory. `Report.save` refuses while the leak check finds a withheld value, and writes the file in one step.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from ctip_desktop.dataclass import dataclass
from ctip_desktop.errors import BadInput, WorldError
from ctip_desktop.forms.model import Form
from ctip_desktop.reports.audience import Audience, Filter, FormMarks, Grant, Ledger, LeftOut, Secret, Topic, grant, vocabulary
from ctip_desktop.reports.leaks import Leak, find_leaks
from ctip_desktop.reports.names import Names
from ctip_desktop.reports.words import day
from ctip_desktop.tasks import Progress
from ctip_desktop.workspace.files import write_atomically

if TYPE_CHECKING:
    from ctip_desktop.queries.company_views import CompanyPage
    from ctip_desktop.queries.opportunity_views import Ranking, ScoreCardView
    from ctip_desktop.queries.views import Link
    from ctip_desktop.reports.flow import Block
    from ctip_desktop.reports.page import Frame, Made, Meta
    from ctip_desktop.reports.settling import Place
    from ctip_desktop.reports.text import Rich
    from ctip_desktop.workspace.workspace import Workspace


class Kind(StrEnum):
    """The prints there are."""

    COMPANY = "company"
    RANKING = "ranking"
    SCORE_CARD = "score_card"


class PaperName(StrEnum):
    """The paper sizes there are."""

    A4 = "a4"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class Options:
    """What a person can choose beside the reader.

    paper: a4 or letter. round: of a ranking or score card, None = the newest with a result. cards: a ranking is followed by the score card of every
    ranked opportunity. people: names of people on prints for the team. draft: the word "Draft" in the header. ask: what a donor is asked to say.
    unnamed: companies whose names are withheld though a mark would allow them. state: digest of the data, printed in the footer.
    """

    paper: str = "a4"
    round: UUID | None = None
    cards: bool = False
    people: bool = True
    draft: bool = False
    ask: str = ""
    unnamed: frozenset[UUID] = frozenset()
    state: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """A finished print. missing: characters no font has, printed as a replacement sign."""

    pdf: bytes = field(repr=False)
    left_out: tuple[LeftOut, ...]
    leaks: tuple[Leak, ...]
    pages: int
    title: str
    missing: tuple[str, ...] = ()

    def check(self) -> None:
        """Raises WorldError, naming the place, while the file holds a value that is left out."""
        if not self.leaks:
            return
        places = "; ".join(str(leak) for leak in self.leaks[:5]) + (f"; and {len(self.leaks) - 5} more" if len(self.leaks) > 5 else "")
        raise WorldError(
            f"The finished file holds something that must be left out ({places}).",
            kept="No file was written.",
            next_step="Look for a name or a note inside another answer, change that answer or its sharing mark, and make the print again.",
        )

    def save(self, path: Path) -> None:
        """Write the file in one step. Raises WorldError when the leak check failed or the place cannot be written."""
        self.check()
        write_atomically(path, self.pdf)


@dataclass(frozen=True, slots=True)
class Context:
    """What every print needs beside its data."""

    programme: str
    person: str
    made_at: datetime
    audience: Audience
    options: Options
    forms: tuple[Form, ...] = ()

    @property
    def today(self) -> date:
        """The day the print is made."""
        return self.made_at.date()


@dataclass(frozen=True, slots=True)
class Draft:
    """A print before it is set: title, what it is called in the header, blocks, and the rules named on its last page."""

    title: str
    document: str
    blocks: Sequence[Block]
    rules: tuple[tuple[str, Rich], ...]
    company: str = ""  # named on the tab of a print for a partner


def build(
    ws: Workspace,
    kind: Kind | str,
    *,
    about: UUID | None = None,
    audience: Audience | str = Audience.INTERNAL,
    options: Options | None = None,
    progress: Progress | None = None,
) -> Report:
    """Make a print of the workspace. about: the company, or the opportunity of a score card. Raises WorldError, NotFound, Cancelled."""
    progress = progress or Progress()
    kind = _one_of(Kind, kind, "print")
    context = Context(ws.programme, ws.person, ws.now(), _one_of(Audience, audience, "reader"), options or Options(), ws.catalogue.forms())
    progress.say("Reading the data", 0, 4)
    work: Mapping[Kind, Callable[[], Report]] = MappingProxyType(
        {
            Kind.COMPANY: lambda: _company_report(ws, _needed(about, "company"), context, progress),
            Kind.RANKING: lambda: _ranking(ws, context, progress),
            Kind.SCORE_CARD: lambda: _score_card(ws, _needed(about, "opportunity"), context, progress),
        }
    )
    return work[kind]()


def company_report(page: CompanyPage, context: Context, progress: Progress | None = None, both: Mapping[Place, str] | None = None) -> Report:
    """A company profile from a company page. both: the answers to settle, each with all its versions in words."""
    from ctip_desktop.reports.company import CompanyLayout
    from ctip_desktop.reports.company_print import company_print, has_agreement_not_to_name

    shield, names = _shield(context, {page.id} if has_agreement_not_to_name(page) else frozenset(), own=page.id)
    sections = {s.name: s.label for form in context.forms if form.name in ("desk_research", "due_diligence") for s in form.sections}
    shown = company_print(page, shield, names, sections, people=context.options.people, both=both or {})
    blocks = CompanyLayout(shown, context.audience, context.today).blocks()
    rules = tuple((form.title, f"version {form.version}") for form in context.forms if form.name in ("desk_research", "maturity", "due_diligence"))
    draft = Draft(shown.title, f"Company profile: {shown.title}", blocks, rules, shown.title)
    return _finish(draft, shield.ledger, context, progress)


def ranking_report(
    ranking: Ranking, companies: Sequence[CompanyPage], context: Context, cards: Sequence[ScoreCardView] = (), progress: Progress | None = None
) -> Report:
    """A ranking, with the score cards behind it when there are any. companies: of every opportunity, for the marks of their names."""
    from ctip_desktop.reports.blocks import Fresh
    from ctip_desktop.reports.ranking import RankingLayout, ranking_title
    from ctip_desktop.reports.ranking_print import card_print, ranking_print
    from ctip_desktop.reports.score_card import CardLayout

    shield, names = _named(companies, context)
    blocks = RankingLayout(ranking_print(ranking, shield, names), context.audience, context.options.ask).blocks()
    for card in cards:
        first, *rest = CardLayout(card_print(card, shield, names)).blocks()
        blocks += [Fresh(first), *rest]
    number = f", round {ranking.round.number}" if ranking.round else ""
    draft = Draft(ranking_title(ranking), f"Opportunity ranking{number}", blocks, _ranking_rules(ranking))
    return _finish(draft, shield.ledger, context, progress)


def score_card_report(card: ScoreCardView, companies: Sequence[CompanyPage], context: Context, progress: Progress | None = None) -> Report:
    """The score card of one opportunity in one round."""
    from ctip_desktop.reports.ranking_print import card_print
    from ctip_desktop.reports.score_card import CardLayout

    shield, names = _named(companies, context)
    shown = card_print(card, shield, names)
    rules: tuple[tuple[str, Rich], ...] = (("Score card", f"version {card.form_version}"), ("Total", card.sentence))
    return _finish(Draft(shown.title, f"Score card: {shown.title}", CardLayout(shown).blocks(), rules), shield.ledger, context, progress)


def _shield(context: Context, forbidden: frozenset[UUID] | set[UUID], own: UUID | None = None) -> tuple[Filter, Names]:
    ledger = Ledger(vocabulary(context.forms))
    shield = Filter(context.audience, ledger, FormMarks(context.forms))
    own = own if context.audience is Audience.PARTNER else None
    return shield, Names(shield, forbidden={*forbidden, *context.options.unnamed}, own=own)


def _named(companies: Sequence[CompanyPage], context: Context) -> tuple[Filter, Names]:
    from ctip_desktop.reports.company_print import has_agreement_not_to_name, named_company

    shield, names = _shield(context, {page.id for page in companies if has_agreement_not_to_name(page)})
    for page in companies:
        names.add(named_company(page, shield))
    return shield, names


def _ranking_rules(ranking: Ranking) -> tuple[tuple[str, Rich], ...]:
    weights = ", ".join(f"{block.label} {ranking.method.weights.get(block.name, 1.0):g}" for block in ranking.method.blocks)
    return (("Score card", f"version {ranking.form_version}"), ("Total", ranking.sentence), ("Weights", weights))


# ---------------------------------------------------------------- from the workspace
Choice = TypeVar("Choice", bound=StrEnum)


def _one_of(choices: type[Choice], wanted: str, what: str) -> Choice:
    """The choice of that name. Raises BadInput naming those there are."""
    try:
        return choices(wanted)
    except ValueError:
        raise BadInput(f"There is no {what} “{wanted}”.", next_step=f"Choose one of: {', '.join(choices)}.") from None


def _needed(about: UUID | None, what: str) -> UUID:
    if about is None:
        raise BadInput(f"Which {what}? This print needs one.", next_step=f"Choose the {what} first.")
    return about


def _company_report(ws: Workspace, company: UUID, context: Context, progress: Progress) -> Report:
    from ctip_desktop.reports.settling import both_answers

    page = _company(ws, company, context)
    both = both_answers(ws, page, people=context.options.people) if context.audience is Audience.INTERNAL else {}
    return company_report(page, context, progress, both)


def _company(ws: Workspace, company: UUID, context: Context) -> CompanyPage:
    from ctip_desktop.queries import companies

    return companies.company_page(ws, company, context.today)


def _ranking(ws: Workspace, context: Context, progress: Progress) -> Report:
    from ctip_desktop.queries import opportunities

    ranking = opportunities.ranking(ws, context.options.round)
    links = [link for row in ranking.rows for link in row.companies]
    links += [link for row in (*ranking.excluded, *ranking.unscored) for link in row.companies]
    pages = _pages(ws, links, context)
    chosen = ranking.round.id if ranking.round else None
    rows = ranking.rows if context.options.cards else ()
    cards = [opportunities.score_sheets(ws, row.id, chosen) for row in rows if chosen is not None]
    return ranking_report(ranking, pages, context, cards, progress)


def _score_card(ws: Workspace, opportunity: UUID, context: Context, progress: Progress) -> Report:
    from ctip_desktop.queries import opportunities

    chosen = context.options.round or _newest_round(opportunities.ranking(ws))
    card = opportunities.score_sheets(ws, opportunity, chosen)
    return score_card_report(card, _pages(ws, card.companies, context), context, progress)


def _newest_round(ranking: Ranking) -> UUID:
    if ranking.round is None:
        raise BadInput("Nothing is scored yet, so there is no score card to print.", next_step="Fill in a score card first.")
    return ranking.round.id


def _pages(ws: Workspace, links: Sequence[Link], context: Context) -> list[CompanyPage]:
    """The pages of these companies, each once: their names carry marks of their own."""
    return [_company(ws, company, context) for company in dict.fromkeys(link.id for link in links)]


# ---------------------------------------------------------------- from blocks to a checked file
def _finish(draft: Draft, ledger: Ledger, context: Context, progress: Progress | None) -> Report:
    from ctip_desktop.reports import page, reading

    progress = progress or Progress()
    progress.say("Laying the pages", 1, 4)
    paper = page.PAPERS[_one_of(PaperName, context.options.paper, "paper")]
    left_out = ledger.left_out
    blocks = [*draft.blocks, *_short_end(left_out, context.audience)]
    if page.count_pages(blocks, paper) >= 3:
        blocks = [*draft.blocks, *reading.last_page(context.audience, _state(context), draft.rules, left_out)]
    progress.say("Writing the pages", 2, 4)
    made = page.make(blocks, paper, _frame(draft, left_out, context), _meta(draft, context))
    progress.say("Looking for withheld values in the finished file", 3, 4)
    leaks = _leaks(made, ledger.secrets, draft, context)
    progress.say("Done", 4, 4)
    return Report(made.pdf, left_out, leaks, made.pages, draft.title, made.missing)


def _short_end(left_out: Sequence[LeftOut], audience: Audience) -> list[Block]:
    """What is left out, at the end of a print that has no last page of its own."""
    from ctip_desktop.reports import reading
    from ctip_desktop.reports.blocks import Heading

    if not left_out or grant(Topic.LEFT_OUT, audience) is Grant.SHORT:
        return reading.left_out_table(left_out, audience) if left_out else []
    head = Heading("What is left out, and why", note=reading.left_out_note(left_out), anchor="left out")
    return [head, *reading.left_out_table(left_out, audience)]


def _leaks(made: Made, secrets: Sequence[Secret], draft: Draft, context: Context) -> tuple[Leak, ...]:
    """Search the file; the programme's own name and the person who made a team print are on every page and no secret there."""
    own = {context.programme.casefold(), draft.company.casefold()}
    if context.audience is Audience.INTERNAL:
        own.add(context.person.casefold())
    return find_leaks(made.pdf, [s for s in secrets if s.value.casefold() not in own])


def _state(context: Context) -> tuple[tuple[str, Rich], ...]:
    made = context.made_at
    offset = made.strftime("%z")
    zone = f" (UTC{offset[:3]}:{offset[3:]})" if offset else ""
    rows: list[tuple[str, Rich]] = [("Made", f"{day(made)}, {made:%H:%M}{zone}"), ("Data of", day(made))]
    if context.options.state:
        rows.append(("State", context.options.state))
    return tuple(rows)


def _frame(draft: Draft, left_out: Sequence[LeftOut], context: Context) -> Frame:
    from ctip_desktop.reports.page import Frame, tab

    internal = context.audience is Audience.INTERNAL

    def footer(anchors: Mapping[str, int]) -> str:
        first = "Holds names and internal notes. Do not hand on." if internal else ""
        where = f"page {anchors['left out']}" if "left out" in anchors else ""
        if not left_out:
            rest = "Nothing is left out."
        elif grant(Topic.LEFT_OUT, context.audience) is Grant.SHORT:
            rest = "Some details are left out."
        elif internal:
            rest = f"What is left out: {where}."
        else:
            rest = f"Some details are left out: what and why on {where}."
        return " ".join(part for part in (first, rest) if part)

    by = f" by {context.person}" if internal and context.options.people and context.person else ""
    state = f", state {context.options.state}" if context.options.state else ""
    made = f"Made {day(context.made_at)}{by}. Data of {day(context.made_at)}{state}"
    company = draft.company if context.audience is Audience.PARTNER else ""
    return Frame(context.programme, draft.document, tab(context.audience, company), footer, made, context.options.draft)


def _meta(draft: Draft, context: Context) -> Meta:
    from ctip_desktop.reports.page import Meta

    return Meta(draft.document, context.programme, "", context.made_at)
