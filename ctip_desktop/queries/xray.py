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
from ctip_desktop.forms.values import rounded
from ctip_desktop.practice import readings
from ctip_desktop.practice.ranking import BlockValue, Method, whole_percent
from ctip_desktop.queries import company_parts, rankings, rows, score_cards
from ctip_desktop.queries.answers import Filled, Reader
from ctip_desktop.queries.company_views import DueDiligencePanel, StagePanel
from ctip_desktop.queries.opportunity_views import BlockView, FactorView, FlipView, Mark, Ranking, RankingRow, RoundView, ScoreCardView, Unranked
from ctip_desktop.queries.partner_data import Partners
from ctip_desktop.queries.partner_parts import decision_views
from ctip_desktop.queries.partner_views import DecisionView
from ctip_desktop.queries.score_data import Scores
from ctip_desktop.queries.views import AnswerView, Link, SourceView
from ctip_desktop.said import Said
from ctip_desktop.workspace.connection import Connection
from ctip_desktop.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class MarkXray:
    """Who marked it how, why, and from which sources. person: empty on the agreed sheet; value None: could not judge, or left it open."""

    person: str
    value: float | None
    cannot_judge: bool
    note: str
    sources: tuple[SourceView, ...]


@dataclass(frozen=True, slots=True)
class FactorXray:
    """One factor down to who said what.

    value: the mark that counts, None when nobody could judge; basis: agreed, mean, or empty. spread: highest minus lowest of the sheets that may be
    seen, None with fewer than two. share: what this factor adds to the total or takes from it, with weight and sign. marks: of people; agreed: of
    the agreed sheet, None without one.
    """

    name: str
    label: str
    block: str
    block_label: str
    burden: bool
    value: float | None
    basis: str
    meaning: str
    marks: tuple[MarkXray, ...]
    agreed: MarkXray | None
    spread: float | None
    disputed: bool
    share: float | None
    reason: str


@dataclass(frozen=True, slots=True)
class BlockXray:
    """One block: its value, its weight, and what it adds to the total (a burden takes away, unless burdens are turned round)."""

    name: str
    label: str
    burden: bool
    value: float | None
    weight: float
    part: float | None
    answered: int
    of: int
    factors: tuple[FactorXray, ...]


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

    row: its place, None without one, then `outside` says why. what_would_change: the smallest change of each block's weight that puts another
    first; what_would_lift: those that put this one first. `row.stays` of `draws` is how often the place stays the same. answers: what is written
    about the opportunity itself, answered questions only. sentence: how a total is made.
    """

    opportunity: Link
    round: RoundView | None
    rounds: tuple[RoundView, ...]
    row: RankingRow | None
    outside: Unranked | None
    formula: str
    sentence: Said
    method: Method | None
    what_if: bool
    blocks: tuple[BlockXray, ...]
    factors: tuple[FactorXray, ...]
    hidden_sheets: int
    draws: int
    of: int
    what_would_change: tuple[FlipView, ...]
    what_would_lift: tuple[FlipView, ...]
    most_disputed: tuple[FactorXray, ...]
    answers: tuple[AnswerView, ...]
    companies: tuple[CompanyXray, ...]
    decisions: tuple[DecisionView, ...]
    explanation: tuple[Said, ...]


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
        rules = readings.rules(rows.by_id(connection, [ws.programme_id.bytes]).get(ws.programme_id.bytes))
        reader = Reader(connection, ws.catalogue, day, rules.shelf_life)
        answers = tuple(answer for answer in reader.answers(reader.fill(opportunity.bytes)).values() if answer.text)
        blocks = _Blocks(card, ranking, reader).make() if card else ()
        companies = tuple(_company(connection, ws, company, day, who) for company in found.companies)
        decisions = decision_views(Partners(connection, ws, day), opportunity.bytes)
    return _make(Link(found.row.uuid, found.row.title), ranking, card, blocks, answers, companies, decisions)


def _make(
    link: Link,
    ranking: Ranking,
    card: ScoreCardView | None,
    blocks: tuple[BlockXray, ...],
    answers: tuple[AnswerView, ...],
    companies: tuple[CompanyXray, ...],
    decisions: tuple[DecisionView, ...],
) -> Xray:
    row = next((each for each in ranking.rows if each.id == link.id), None)
    factors = tuple(factor for block in blocks for factor in block.factors)
    wide = sorted((factor for factor in factors if factor.disputed), key=lambda factor: -(factor.spread or 0.0))
    first = bool(row and row.rank == 1)
    return Xray(
        opportunity=link,
        round=ranking.round,
        rounds=ranking.rounds,
        row=row,
        outside=None if row else _outside(link, ranking),
        formula=score_cards.formula_of((block.value, block.weight, block.part, block.burden) for block in blocks) if row else "",
        sentence=ranking.sentence,
        method=ranking.method if ranking.round else None,
        what_if=ranking.what_if,
        blocks=blocks,
        factors=factors,
        hidden_sheets=card.hidden_sheets if card else 0,
        draws=ranking.draws,
        of=len(ranking.rows),
        what_would_change=ranking.flips if first else (),
        what_would_lift=() if first else tuple(flip for flip in ranking.flips if flip.first.id == link.id),
        most_disputed=tuple(wide),
        answers=answers,
        companies=companies,
        decisions=decisions,
        explanation=tuple(_explain(row, ranking, wide)),
    )


def _outside(link: Link, ranking: Ranking) -> Unranked:
    found = next((each for each in (*ranking.excluded, *ranking.unscored) if each.id == link.id), None)
    return found or Unranked(link.id, link.title, (), Said("It is not in this round."))


# -- blocks and factors --------------------------------------------------------------------------------------------------------------


class _Blocks:
    """Every block with its factors in order. Marks of others that may not be seen yet are not on the card, so that they are not here."""

    def __init__(self, card: ScoreCardView, ranking: Ranking, reader: Reader) -> None:
        self._card, self._method, self._reader = card, ranking.method, reader
        self._sheets: dict[UUID, Filled] = {}

    def make(self) -> tuple[BlockXray, ...]:
        """All blocks."""
        return tuple(self._block(block) for block in self._card.blocks)

    def _block(self, block: BlockView) -> BlockXray:
        counted = block.agreed or block.mean
        weight = self._method.weights.get(block.name, 1.0)
        factors = tuple(self._factor(block, factor, counted, weight) for factor in block.factors)
        parts = [factor.share for factor in factors if factor.share is not None]
        part = sum(parts) if parts and counted.value is not None else None
        return BlockXray(block.name, block.label, block.burden, counted.value, weight, part, counted.answered, counted.of, factors)

    def _factor(self, block: BlockView, factor: FactorView, counted: BlockValue, weight: float) -> FactorXray:
        agreed = factor.agreed.value if factor.agreed else None
        value, basis = (agreed, "agreed") if factor.agreed else (factor.mean, "mean")
        known = factor.marks > 1 and factor.low is not None and factor.high is not None
        return FactorXray(
            name=factor.name,
            label=factor.label,
            block=block.name,
            block_label=block.label,
            burden=block.burden,
            value=value,
            basis=basis if value is not None else "",
            meaning=score_cards.meaning(factor.anchors, value),
            marks=tuple(self._mark(factor.name, mark) for mark in (factor.own, *factor.others) if mark),
            agreed=self._mark(factor.name, factor.agreed) if factor.agreed else None,
            spread=(factor.high or 0.0) - (factor.low or 0.0) if known else None,
            disputed=factor.disputed,
            share=_part(value, counted.value, counted.answered, weight, self._method, burden=block.burden, of=counted.of),
            reason=factor.reason,
        )

    def _mark(self, name: str, mark: Mark) -> MarkXray:
        if mark.sheet not in self._sheets:
            self._sheets[mark.sheet] = self._reader.fill(mark.sheet.bytes)
        return MarkXray(mark.person, mark.value, mark.cannot_judge, mark.note, self._reader.sources(self._sheets[mark.sheet], name))


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


def _explain(row: RankingRow | None, ranking: Ranking, wide: list[FactorXray]) -> list[Said]:
    """The whole in a few plain sentences."""
    if row is None:
        return []
    said = [_place(row, ranking)]
    if row.provisional:
        said.append(Said("It is provisional: factors still open: {0} of {1}.", (str(len(row.open_factors)), str(row.of))))
    said.append(Said("It keeps this place in {0} % of {1} draws of other weights.", (str(whole_percent(row.stays)), f"{ranking.draws:,}")))
    if row.rank_low != row.rank_high:
        said.append(Said("In nine of ten draws it stands between place {0} and {1}.", (str(row.rank_low), str(row.rank_high))))
    if row.rank == 1 and ranking.flips:
        said.append(ranking.flips[0].sentence)
    if wide:
        said.append(Said("People differ most on “{0}”.", (wide[0].label,)))
    return said


def _place(row: RankingRow, ranking: Ranking) -> Said:
    """The place and the total; who shares the place."""
    others = [f"“{each.title}”" for each in ranking.rows if each.rank == row.rank and each.id != row.id]
    values = (str(row.rank), str(len(ranking.rows)), f"{rounded(row.total, 2):.2f}")
    if others:
        return Said("Place {0} of {1} with a total of {2}. It shares this place with {3}.", (*values, ", ".join(others)))
    return Said("Place {0} of {1} with a total of {2}.", values)
