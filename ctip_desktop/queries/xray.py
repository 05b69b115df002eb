"""The decision x-ray: everything a choice of one opportunity rests on, down to the answers and their sources, and how firm it is.

Sources: Five learnings brief (about 2019), Table 3 and lines 563 to 630 (scores), 717 to 750 (due diligence), 150 to 322 (stages). How firm a place
is under other weights is ours. Nothing of a what-if is ever kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from ctip_desktop.dataclass import dataclass
from ctip_desktop.errors import NotFound
from ctip_desktop.practice.ranking import Method
from ctip_desktop.queries import company_parts, rankings, score_cards
from ctip_desktop.queries.company_views import DueDiligencePanel, StagePanel
from ctip_desktop.queries.opportunity_views import FlipView, Ranking, RankingRow, RoundView, ScoreCardView
from ctip_desktop.queries.partner_data import Partners
from ctip_desktop.queries.partner_parts import decision_views
from ctip_desktop.queries.partner_views import DecisionView
from ctip_desktop.queries.score_data import Scores
from ctip_desktop.queries.views import AnswerView, Link
from ctip_desktop.workspace.connection import Connection
from ctip_desktop.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class FactorXray:
    """One factor down to who said what.

    value: the mark that counts, None when nobody could judge; basis: agreed, mean, or empty. spread: highest minus lowest of the sheets that may be
    seen, None with fewer than two. share: what this factor adds to the total or takes from it, with weight and sign.
    """

    name: str
    label: str
    block: str
    block_label: str
    burden: bool
    value: float | None
    basis: str
    meaning: str
    marks: tuple[tuple[str, float | None, str], ...]  # person, mark, note
    spread: float | None
    disputed: bool
    share: float | None
    reason: str


@dataclass(frozen=True, slots=True)
class CompanyXray:
    """What is known of one company of the opportunity: stage and due diligence with every answer and source under them."""

    company: Link
    stage: StagePanel
    due_diligence: DueDiligencePanel
    sources: int
    without_source: tuple[AnswerView, ...]


@dataclass(frozen=True, slots=True)
class Xray:
    """Everything about the choice of one opportunity in one round.

    row: its place, None without one, then `why_unranked` says why. what_would_change: the smallest change of each block's weight that puts another
    first; what_would_lift: those that put this one first. `row.stays` of `draws` is how often the place stays the same.
    """

    opportunity: Link
    round: RoundView | None
    rounds: tuple[RoundView, ...]
    row: RankingRow | None
    why_unranked: str
    formula: str
    sentence: str
    method: Method | None
    what_if: bool
    factors: tuple[FactorXray, ...]
    hidden_sheets: int
    draws: int
    of: int
    what_would_change: tuple[FlipView, ...]
    what_would_lift: tuple[FlipView, ...]
    most_disputed: tuple[FactorXray, ...]
    companies: tuple[CompanyXray, ...]
    decisions: tuple[DecisionView, ...]
    explanation: tuple[str, ...]


def xray(
    ws: Workspace,
    opportunity: UUID,
    round: UUID | None = None,  # noqa: A002 (the word people use)
    *,
    weights: Mapping[str, float] | None = None,
    viewer: str | None = None,
    today: date | None = None,
) -> Xray:
    """The x-ray of an opportunity in a round, by default the newest with results. `weights` tries others and keeps nothing. Raises NotFound."""
    day, who = today or ws.now().astimezone().date(), viewer or ws.person
    with ws.reading() as connection:
        scores = Scores(connection, ws.catalogue, ws.programme_id)
        found = scores.opportunities.get(opportunity.bytes)
        if found is None:
            raise NotFound("There is no such opportunity.", next_step="Look for it in the long list.")
        ranking = rankings.make(scores, round, weights, who)
        card = score_cards.make(scores, opportunity, ranking.round.id, who) if ranking.round else None
        companies = tuple(_company(connection, ws, link, day, who) for link in found.companies)
        decisions = decision_views(Partners(connection, ws, day), opportunity.bytes)
    link = Link(found.row.uuid, found.row.title)
    return _make(link, ranking, card, companies, decisions)


def _make(link: Link, ranking: Ranking, card: ScoreCardView | None, companies: tuple[CompanyXray, ...], decisions: tuple[DecisionView, ...]) -> Xray:
    row = next((each for each in ranking.rows if each.id == link.id), None)
    factors = tuple(_factors(card, ranking.method)) if card else ()
    wide = sorted((factor for factor in factors if factor.disputed), key=lambda factor: -(factor.spread or 0.0))
    total = (card.agreed_total or card.mean_total) if card else None
    first = bool(row and row.rank == 1)
    return Xray(
        opportunity=link,
        round=ranking.round,
        rounds=ranking.rounds,
        row=row,
        why_unranked="" if row else _why(link, ranking),
        formula=total.formula if total and not ranking.what_if else "",
        sentence=ranking.sentence,
        method=ranking.method if ranking.round else None,
        what_if=ranking.what_if,
        factors=factors,
        hidden_sheets=card.hidden_sheets if card else 0,
        draws=ranking.draws,
        of=len(ranking.rows),
        what_would_change=ranking.flips if first else (),
        what_would_lift=() if first else tuple(flip for flip in ranking.flips if flip.first.id == link.id),
        most_disputed=tuple(wide),
        companies=companies,
        decisions=decisions,
        explanation=tuple(_explain(row, ranking, wide)),
    )


def _why(link: Link, ranking: Ranking) -> str:
    outside = next((each for each in (*ranking.excluded, *ranking.unscored) if each.id == link.id), None)
    return outside.reason if outside else "It is not in this round."


# -- factors -------------------------------------------------------------------------------------------------------------------------


def _factors(card: ScoreCardView, method: Method) -> list[FactorXray]:
    """Every factor in order. Marks of others that may not be seen yet are not here."""
    found = []
    for block in card.blocks:
        counted = block.agreed or block.mean
        weight = method.weights.get(block.name, 1.0)
        for factor in block.factors:
            agreed = factor.agreed.value if factor.agreed else None
            value, basis = (agreed, "agreed") if factor.agreed else (factor.mean, "mean" if factor.mean is not None else "")
            marks = [mark for mark in (factor.own, *factor.others) if mark]
            known = factor.marks > 1 and factor.low is not None and factor.high is not None
            found.append(
                FactorXray(
                    factor.name,
                    factor.label,
                    block.name,
                    block.label,
                    block.burden,
                    value,
                    basis if value is not None else "",
                    factor.meaning or score_cards.meaning(factor.anchors, value),
                    tuple((mark.person, mark.value, mark.note) for mark in marks),
                    (factor.high or 0.0) - (factor.low or 0.0) if known else None,
                    factor.disputed,
                    _part(value, counted.value, counted.answered, weight, method, burden=block.burden, of=counted.of),
                    factor.reason,
                )
            )
    return found


def _part(value: float | None, block: float | None, answered: int, weight: float, method: Method, *, burden: bool, of: int) -> float | None:
    """What one factor adds to the total: its share of the block's mean (or of its sum, gaps counted as the mean), with weight and sign."""
    if value is None or block is None or not answered:
        return None
    scale = of if method.block_rule == "sum" else 1
    turned = method.low + method.high - value if burden and method.cost == "reversed" else value
    sign = -1 if burden and method.cost == "minus" else 1
    return sign * weight * turned * scale / answered


# -- companies and words -------------------------------------------------------------------------------------------------------------


def _company(connection: Connection, ws: Workspace, link: Link, today: date, viewer: str) -> CompanyXray:
    page = company_parts.company_page(connection, ws.catalogue, ws.programme_id, link.id, today, viewer)
    answers = [*(action.answer for action in page.stage.actions), *(answer for item in page.due_diligence.items for answer in item.answers)]
    answered = [answer for answer in answers if answer.text]
    sources = {source.number for answer in answered for source in answer.sources}
    return CompanyXray(link, page.stage, page.due_diligence, len(sources), tuple(answer for answer in answered if not answer.sources))


def _explain(row: RankingRow | None, ranking: Ranking, wide: list[FactorXray]) -> list[str]:
    """The whole in a few plain sentences."""
    if row is None:
        return []
    shared = " (shared)" if row.tied else ""
    said = [f"Place {row.rank} of {len(ranking.rows)}{shared} with a total of {row.total:.2f}."]
    if row.provisional:
        said.append(f"It is provisional: {len(row.open_factors)} of {row.of} factors are open.")
    said.append(f"It keeps this place in {row.stays:.0%} of {ranking.draws:,} draws of other weights.".replace("%", " %"))
    if row.rank_low != row.rank_high:
        said.append(f"In nine of ten draws it stands between place {row.rank_low} and {row.rank_high}.")
    if row.rank == 1 and ranking.flips:
        said.append(ranking.flips[0].sentence)
    if wide:
        said.append(f"People see {wide[0].label.rstrip('?').strip()} most differently.")
    return said
