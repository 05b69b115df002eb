"""Makes a print: query → audience filter → layout → PDF → leak check. The one function that screens and the command line call.

The file stays in memory. `Report.save` refuses while the leak check finds a withheld value, and writes the file in one step.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING
from uuid import UUID

from ctip_desktop.errors import BadInput, WorldError
from ctip_desktop.reports.audience import Audience, Filter
from ctip_desktop.reports.job import Context, Draft, Options, PaperName, QuestionKey, Report, finish, needed, one_of, shielded, silent
from ctip_desktop.reports.names import Names
from ctip_desktop.tasks import Progress

if TYPE_CHECKING:
    from ctip_desktop.queries.company_views import CompanyPage
    from ctip_desktop.queries.opportunity_views import Ranking, ScoreCardView
    from ctip_desktop.queries.views import Link
    from ctip_desktop.reports.settling import Place
    from ctip_desktop.reports.text import Rich
    from ctip_desktop.workspace.workspace import Workspace


__all__ = ["READERS", "SUBJECTS", "Context", "Kind", "Options", "PaperName", "QuestionKey", "Report", "build", "company_report"]


class Kind(StrEnum):
    """The prints there are."""

    COMPANY = "company"
    STAGE = "stage"
    VISIT_PACK = "visit_pack"
    RANKING = "ranking"
    SCORE_CARD = "score_card"
    PARTNERSHIP = "partnership"
    PULSE = "pulse"
    PORTFOLIO = "portfolio"
    PIPELINE = "pipeline"
    INTERESTS = "interests"
    RELATIONS = "relations"
    LIST = "list"
    RECORD = "record"
    BLANK_FORM = "blank_form"


_EVERY = tuple(Audience)
_TEAM = (Audience.INTERNAL,)
_TEAM_DONOR = (Audience.INTERNAL, Audience.DONOR)
_TEAM_PARTNER = (Audience.INTERNAL, Audience.PARTNER)

READERS: Mapping[Kind, tuple[Audience, ...]] = MappingProxyType(
    {
        Kind.COMPANY: _EVERY,
        Kind.STAGE: _TEAM_PARTNER,
        Kind.VISIT_PACK: _TEAM,
        Kind.RANKING: _TEAM_DONOR,
        Kind.SCORE_CARD: _TEAM_DONOR,
        Kind.PARTNERSHIP: _EVERY,
        Kind.PULSE: _TEAM_PARTNER,
        Kind.PORTFOLIO: (Audience.INTERNAL, Audience.DONOR, Audience.PUBLIC),
        Kind.PIPELINE: _TEAM,
        Kind.INTERESTS: _TEAM,
        Kind.RELATIONS: _TEAM,
        Kind.LIST: _TEAM,
        Kind.RECORD: (Audience.INTERNAL, Audience.DONOR, Audience.PUBLIC),
        Kind.BLANK_FORM: _TEAM_PARTNER,
    }
)
"""For whom each print can be made (section 12 of the design of the printed pages)."""

SUBJECTS: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.COMPANY: "company",
        Kind.STAGE: "company",
        Kind.VISIT_PACK: "company",
        Kind.SCORE_CARD: "opportunity",
        Kind.PARTNERSHIP: "partnership",
        Kind.PULSE: "partnership",
    }
)
"""The form of the record each print is about; the others are about the programme, or about a form."""


def build(
    ws: Workspace,
    kind: Kind | str,
    *,
    about: UUID | None = None,
    audience: Audience | str = Audience.INTERNAL,
    options: Options | None = None,
    progress: Progress | None = None,
) -> Report:
    """Make a print of the workspace. about: the record `SUBJECTS` names; of a paper form the company it is for, if any.

    Raises WorldError, also for a reader who never gets this print, NotFound, Cancelled.
    """
    progress = progress or Progress()
    kind = one_of(Kind, kind, "print")
    context = _context(ws, one_of(Audience, audience, "reader"), options or Options())
    progress.say("Reading the data", 0, 4)
    if kind in SUBJECTS:
        needed(about, SUBJECTS[kind])
    return _MAKERS[kind](ws, about, context, progress)


def _context(ws: Workspace, audience: Audience, options: Options) -> Context:
    from ctip_desktop.queries.naming import every_name, told
    from ctip_desktop.queries.sharing import sharing
    from ctip_desktop.queries.state import state_sign

    now = ws.now()
    named = every_name(ws) if audience is not Audience.INTERNAL else ()
    limits = told(ws, now.date())
    return Context(ws.programme, ws.person, now, audience, options, ws.catalogue.forms(), state_sign(ws), limits, sharing(ws), named)


def company_report(page: CompanyPage, context: Context, progress: Progress | None = None, both: Mapping[Place, str] | None = None) -> Report:
    """A company profile from a company page. both: the answers to settle, each with all its versions in words."""
    from ctip_desktop.reports.company import CompanyLayout
    from ctip_desktop.reports.company_print import company_print

    shield, names = shielded(context, silent((page,), context), own=(page.id,))
    sections = {s.name: s.label for form in context.forms if form.name in ("desk_research", "due_diligence") for s in form.sections}
    told = (context.told or {}).get(page.id) if context.audience in (Audience.DONOR, Audience.PUBLIC) else None
    if told is not None and not told.may("existence"):
        raise WorldError(
            "An agreement forbids to say that you work with this company.", kept="Nothing was written.", next_step="Print it for your team."
        )
    shown = company_print(page, shield, names, sections, people=context.options.people, both=both or {}, told=told)
    blocks = CompanyLayout(shown, context.audience, context.today).blocks()
    rules = tuple((form.title, f"version {form.version}") for form in context.forms if form.name in ("desk_research", "maturity", "due_diligence"))
    draft = Draft(shown.title, f"Company profile: {shown.title}", blocks, rules, shown.title)
    return finish(draft, shield.ledger, context, progress)


def ranking_report(
    ranking: Ranking, companies: Sequence[CompanyPage], context: Context, cards: Sequence[ScoreCardView] = (), progress: Progress | None = None
) -> Report:
    """A ranking, with the score cards behind it when there are any. companies: of every opportunity, for the marks of their names."""
    from ctip_desktop.reports.blocks import Fresh
    from ctip_desktop.reports.ranking import RankingLayout, ranking_title
    from ctip_desktop.reports.ranking_print import card_print, ranking_print
    from ctip_desktop.reports.score_card import CardLayout

    shield, names = _named(companies, context)
    if ranking.round is not None:
        ranking = replace(ranking, round=replace(ranking.round, title=names.masked(ranking.round.title)))
    blocks = RankingLayout(ranking_print(ranking, shield, names), context.audience, context.options.ask).blocks()
    for card in cards:
        first, *rest = CardLayout(card_print(card, shield, names)).blocks()
        blocks += [Fresh(first), *rest]
    number = f", round {ranking.round.number}" if ranking.round else ""
    draft = Draft(ranking_title(ranking), f"Opportunity ranking{number}", blocks, _ranking_rules(ranking))
    return finish(draft, shield.ledger, context, progress)


def score_card_report(card: ScoreCardView, companies: Sequence[CompanyPage], context: Context, progress: Progress | None = None) -> Report:
    """The score card of one opportunity in one round."""
    from ctip_desktop.reports.ranking_print import card_print
    from ctip_desktop.reports.score_card import CardLayout

    shield, names = _named(companies, context)
    shown = card_print(replace(card, round=replace(card.round, title=names.masked(card.round.title))), shield, names)
    rules: tuple[tuple[str, Rich], ...] = (("Score card", f"version {card.form_version}"), ("Total", str(card.sentence)))
    return finish(Draft(shown.title, f"Score card: {shown.title}", CardLayout(shown).blocks(), rules), shield.ledger, context, progress)


def _named(companies: Sequence[CompanyPage], context: Context) -> tuple[Filter, Names]:
    from ctip_desktop.reports.company_print import named_company

    shield, names = shielded(context, silent(companies, context))
    for page in companies:
        names.add(named_company(page, shield))
    return shield, names


def _ranking_rules(ranking: Ranking) -> tuple[tuple[str, Rich], ...]:
    weights = ", ".join(f"{block.label} {ranking.method.weights.get(block.name, 1.0):g}" for block in ranking.method.blocks)
    return (("Score card", f"version {ranking.form_version}"), ("Total", str(ranking.sentence)), ("Weights", weights))


def _company_report(ws: Workspace, about: UUID | None, context: Context, progress: Progress) -> Report:
    from ctip_desktop.reports.settling import both_answers

    page = _company(ws, needed(about, "company"), context)
    both = both_answers(ws, page, people=context.options.people) if context.audience is Audience.INTERNAL else {}
    return company_report(page, context, progress, both)


def _company(ws: Workspace, company: UUID, context: Context) -> CompanyPage:
    from ctip_desktop.queries import companies

    return companies.company_page(ws, company, context.today)


def _ranking(ws: Workspace, about: UUID | None, context: Context, progress: Progress) -> Report:
    from ctip_desktop.queries import opportunities

    ranking = opportunities.ranking(ws, context.options.round)
    links = [link for row in ranking.rows for link in row.companies]
    links += [link for row in (*ranking.excluded, *ranking.unscored) for link in row.companies]
    pages = _pages(ws, links, context)
    chosen = ranking.round.id if ranking.round else None
    rows = ranking.rows if context.options.cards else ()
    cards = [opportunities.score_sheets(ws, row.id, chosen) for row in rows if chosen is not None]
    return ranking_report(ranking, pages, context, cards, progress)


def _score_card(ws: Workspace, about: UUID | None, context: Context, progress: Progress) -> Report:
    from ctip_desktop.queries import opportunities

    chosen = context.options.round or _newest_round(opportunities.ranking(ws))
    card = opportunities.score_sheets(ws, needed(about, "opportunity"), chosen)
    return score_card_report(card, _pages(ws, card.companies, context), context, progress)


def _newest_round(ranking: Ranking) -> UUID:
    if ranking.round is None:
        raise BadInput("Nothing is scored yet, so there is no score card to print.", next_step="Fill in a score card first.")
    return ranking.round.id


def _pages(ws: Workspace, links: Sequence[Link], context: Context) -> list[CompanyPage]:
    """The pages of these companies, each once: their names carry marks of their own."""
    return [_company(ws, company, context) for company in dict.fromkeys(link.id for link in links)]


def _stage(ws: Workspace, about: UUID | None, context: Context, progress: Progress) -> Report:
    from ctip_desktop.reports import stage

    return stage.make(ws, needed(about, "company"), context, progress)


def _visit_pack(ws: Workspace, about: UUID | None, context: Context, progress: Progress) -> Report:
    from ctip_desktop.reports import call_sheet

    return call_sheet.make(ws, needed(about, "company"), context, progress)


def _partnership(ws: Workspace, about: UUID | None, context: Context, progress: Progress) -> Report:
    from ctip_desktop.reports import partnership

    return partnership.make(ws, needed(about, "partnership"), context, progress)


def _pulse(ws: Workspace, about: UUID | None, context: Context, progress: Progress) -> Report:
    from ctip_desktop.reports import pulse

    return pulse.make(ws, needed(about, "partnership"), context, progress)


def _portfolio(ws: Workspace, about: UUID | None, context: Context, progress: Progress) -> Report:
    from ctip_desktop.reports import portfolio

    return portfolio.make(ws, context, progress)


def _pipeline(ws: Workspace, about: UUID | None, context: Context, progress: Progress) -> Report:
    from ctip_desktop.reports import board

    return board.make(ws, context, progress)


def _interests(ws: Workspace, about: UUID | None, context: Context, progress: Progress) -> Report:
    from ctip_desktop.reports import interest_print

    return interest_print.make(ws, context, progress)


def _relations(ws: Workspace, about: UUID | None, context: Context, progress: Progress) -> Report:
    from ctip_desktop.reports import relation_print

    return relation_print.make(ws, context, progress)


def _list(ws: Workspace, about: UUID | None, context: Context, progress: Progress) -> Report:
    from ctip_desktop.reports import listing

    return listing.make(ws, about, context, progress)


def _record(ws: Workspace, about: UUID | None, context: Context, progress: Progress) -> Report:
    from ctip_desktop.reports import record

    return record.make(ws, needed(context.options.record or about, "record"), context, progress)


def _blank_form(ws: Workspace, about: UUID | None, context: Context, progress: Progress) -> Report:
    from ctip_desktop.reports import blank_form

    return blank_form.make(ws, about, context, progress)


Maker = Callable[["Workspace", UUID | None, Context, Progress], Report]

_MAKERS: Mapping[Kind, Maker] = MappingProxyType(
    {
        Kind.COMPANY: _company_report,
        Kind.STAGE: _stage,
        Kind.VISIT_PACK: _visit_pack,
        Kind.RANKING: _ranking,
        Kind.SCORE_CARD: _score_card,
        Kind.PARTNERSHIP: _partnership,
        Kind.PULSE: _pulse,
        Kind.PORTFOLIO: _portfolio,
        Kind.PIPELINE: _pipeline,
        Kind.INTERESTS: _interests,
        Kind.RELATIONS: _relations,
        Kind.LIST: _list,
        Kind.RECORD: _record,
        Kind.BLANK_FORM: _blank_form,
    }
)
