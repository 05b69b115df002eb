"""The ranking and the score card as one reader may see them: the filter between the query and the layout.

A donor reads agreed values, ranges and the ranking after the round is closed; single sheets, who gave which mark, and reasons without a mark for
the donor stay with the team. A company and the public get no ranking and no score card.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from uuid import UUID

from ctip_desktop.dataclass import dataclass
from ctip_desktop.errors import WorldError
from ctip_desktop.queries.opportunity_views import BlockView, Disagreement, FactorView, Ranking, RankingRow, ScoreCardView, Unranked
from ctip_desktop.queries.views import Link
from ctip_desktop.reports.audience import Filter, Grant, Topic
from ctip_desktop.reports.charts import Marks
from ctip_desktop.reports.names import FORBIDDEN, Names
from ctip_desktop.reports.words import listed

ASIDE: Mapping[str, str] = MappingProxyType({"parked": "Parked", "cut_off": "Stopped"})
"""What is said of an idea that keeps its place but rests or was stopped."""

REASONS = "Notes and reasons"
STANDS = "Where opportunities stand"
PEOPLE = "Names and contacts of people"
SHEETS = "Single sheets, shown as agreed values and ranges"
NO_MARKS = "no person’s marks are shown to others"


@dataclass(frozen=True, slots=True)
class RowPrint:
    """One ranked opportunity with the words this reader may see. aside: that it rests or was stopped, as the screen says it; else empty."""

    row: RankingRow
    title: str
    company: str
    unnamed: bool  # a company's name is withheld
    aside: str = ""


@dataclass(frozen=True, slots=True)
class WithoutPlace:
    """An opportunity outside the ranking. kind: stopped or unscored; title empty = withheld."""

    kind: str
    title: str
    company: str
    reason: str


@dataclass(frozen=True, slots=True)
class RankingPrint:
    """Everything a ranking print may show; the figures are those of `ranking`."""

    ranking: Ranking
    rows: tuple[RowPrint, ...]
    outside: tuple[WithoutPlace, ...]
    cut_reason: str
    cut_by: str
    participants: str
    titles: dict[UUID, str]
    disagreements: tuple[Disagreement, ...]
    flips: tuple[str, ...]


def require_ranking(audience_filter: Filter, *, closed: bool, what: str) -> None:
    """Refuse prints that a reader never gets. Raises WorldError."""
    audience_filter.require("score_card")
    level = audience_filter.sees(Topic.AGREED_SCORES)
    if level is Grant.NONE:
        raise WorldError(
            f"{what} is for the team and the donor only.", kept="Nothing was written.", next_step="Choose another reader or another print."
        )
    if level is Grant.CLOSED and not closed:
        raise WorldError(
            f"{what} can be handed to the donor only after the round is closed.",
            kept="Nothing was written.",
            next_step="Agree on the sheets and close the round, or print it for the team.",
        )


def ranking_print(ranking: Ranking, shield: Filter, names: Names) -> RankingPrint:
    """Filter a ranking. Raises WorldError when this reader gets none."""
    closed = ranking.round is not None and ranking.round.closed
    require_ranking(shield, closed=closed, what="A ranking")
    rows = tuple(_row(row, shield, names) for row in ranking.rows)
    outside = (*_stopped(ranking.excluded, shield, names), *_unscored(ranking.unscored, shield, names))
    unsaid = _unsaid(ranking, names)
    titles = {movement.id: "" if movement.id in unsaid else _title(movement.title, shield, names) for movement in ranking.movements}
    if not shield.internal and ranking.sheets:
        shield.ledger.leave_out(SHEETS, NO_MARKS, count=ranking.sheets)
    cut = ranking.cut
    return RankingPrint(
        ranking,
        rows,
        outside,
        cut_reason=names.masked(shield.value("round", "cut_reason", REASONS, cut.reason)) if cut else "",
        cut_by=shield.value("round", "cut_by", PEOPLE, cut.by) if cut else "",
        participants=_participants(ranking, shield),
        titles=titles,
        disagreements=tuple(_disagreement(d, shield, names) for d in ranking.disagreements if d.opportunity.id not in unsaid),
        flips=tuple(names.masked(str(flip.sentence)) for flip in ranking.flips if not unsaid and _title(flip.first.title, shield, names)),
    )


def _unsaid(ranking: Ranking, names: Names) -> frozenset[UUID]:
    """Opportunities with a company of which an agreement does not even let this reader read that it is there."""
    every: Sequence[RankingRow | Unranked] = (*ranking.rows, *ranking.excluded, *ranking.unscored)
    return frozenset(one.id for one in every if not all(names.exists(company.id) for company in one.companies))


def _participants(ranking: Ranking, shield: Filter) -> str:
    if ranking.round is None:
        return ""
    shown = (shield.value("round", "participants", PEOPLE, person) for person in ranking.round.participants)
    return listed([person for person in shown if person])


def _row(row: RankingRow, shield: Filter, names: Names) -> RowPrint:
    if row.agreed_reason and not shield.internal:
        shield.ledger.leave_out(REASONS, "marked “team only”", row.agreed_reason)
    title = _said_title(row.title, row.companies, shield, names) or "An opportunity, title withheld"
    aside = shield.value("opportunity", "status", STANDS, ASIDE.get(row.aside, ""))
    return RowPrint(row, title, _companies(row.companies, names), any(names.withheld(c.id) for c in row.companies), aside)


def _title(title: str, shield: Filter, names: Names) -> str:
    return names.masked(shield.value("opportunity", "title", "Titles of opportunities", title))


def _said_title(title: str, companies: Sequence[Link], shield: Filter, names: Names) -> str:
    """The title, where agreements let this reader read that its companies are there."""
    if all(names.exists(company.id) for company in companies):
        return _title(title, shield, names)
    shield.ledger.leave_out("Titles of opportunities", FORBIDDEN, title)
    return ""


def _companies(companies: Sequence[Link], names: Names) -> str:
    return "; ".join(names.of(company.id, short=True) for company in companies)


def _stopped(excluded: Sequence[Unranked], shield: Filter, names: Names) -> tuple[WithoutPlace, ...]:
    level = shield.sees(Topic.STOPPED)
    if level is Grant.ALL:
        return tuple(WithoutPlace("stopped", u.title, _companies(u.companies, names), str(u.reason)) for u in excluded)
    if excluded:
        secrets = [
            word for u in excluded for word in (u.title, *(c.title for c in u.companies))
        ]  # a name that stands in the ranking is shown, not searched
        shield.ledger.leave_out("Opportunities behind “not ranked”", "due diligence stays with our team", *secrets, count=len(excluded), hard=True)
    reason = "Due diligence says stop. A stop comes before any score."
    return tuple(WithoutPlace("stopped", "", "", reason) for _ in excluded) if level is Grant.UNNAMED else ()


def _unscored(unscored: Sequence[Unranked], shield: Filter, names: Names) -> tuple[WithoutPlace, ...]:
    lines = []
    for u in unscored:
        aside = shield.value("opportunity", "status", STANDS, ASIDE.get(u.aside, ""))
        note = shield.value("opportunity", "status_reason", "Why ideas rest or stopped", u.note)  # the team's own words
        reason = names.masked(": ".join(filter(None, (aside, note))) or str(u.reason))
        lines.append(WithoutPlace("unscored", _said_title(u.title, u.companies, shield, names), _companies(u.companies, names), reason))
    return tuple(lines)


def _disagreement(d: Disagreement, shield: Filter, names: Names) -> Disagreement:
    title = _title(d.opportunity.title, shield, names) or "An opportunity"
    reason = d.reason if shield.internal else ""
    if d.reason and not shield.internal:
        shield.ledger.leave_out(REASONS, "marked “team only”", d.reason)
    return replace(d, opportunity=Link(d.opportunity.id, title), reason=names.masked(reason))


# ---------------------------------------------------------------- score card
@dataclass(frozen=True, slots=True)
class FactorPrint:
    """One factor: its marks as this reader sees them, and the reason where it may be told."""

    factor: FactorView
    marks: Marks
    reason: str


@dataclass(frozen=True, slots=True)
class BlockPrint:
    """One block with its factors."""

    block: BlockView
    factors: tuple[FactorPrint, ...]


@dataclass(frozen=True, slots=True)
class CardPrint:
    """Everything a score card print may show."""

    card: ScoreCardView
    title: str
    company: str
    blocks: tuple[BlockPrint, ...]
    sheets_shown: bool
    reason: str


def card_print(card: ScoreCardView, shield: Filter, names: Names) -> CardPrint:
    """Filter a score card. Raises WorldError when this reader gets none."""
    closed = card.round.closed and card.agreed_sheet is not None
    require_ranking(shield, closed=closed, what="A score card")
    counted = shield.sees(Topic.SHEETS) is Grant.UNNAMED
    if not counted and card.sheets:
        shield.ledger.leave_out(SHEETS, NO_MARKS, count=len(card.sheets))
    if not shield.internal:
        shield.ledger.keep_secret("Who gave which mark", *(s.person for s in card.sheets), hard=True)
    blocks = tuple(BlockPrint(b, tuple(_factor(f, shield, names, counted=counted) for f in b.factors)) for b in card.blocks)
    reason = card.agreed_reason if shield.internal else ""
    if card.agreed_reason and not shield.internal:
        shield.ledger.leave_out(REASONS, "marked “team only”", card.agreed_reason)
    title = _said_title(card.opportunity.title, card.companies, shield, names) or "An opportunity, title withheld"
    return CardPrint(card, title, _companies(card.companies, names), blocks, counted, names.masked(reason))


def _factor(factor: FactorView, shield: Filter, names: Names, *, counted: bool) -> FactorPrint:
    notes = [mark.note for mark in (factor.own, *factor.others, factor.agreed) if mark is not None and mark.note]
    if not shield.internal:
        for note in (*notes, factor.reason):
            if note:
                shield.ledger.leave_out(REASONS, "marked “team only”", note)
    return FactorPrint(factor, _marks(factor, counted=counted), names.masked(factor.reason) if shield.internal else "")


def _marks(factor: FactorView, *, counted: bool) -> Marks:
    """How many sheets gave each value; without single sheets only the range."""
    agreed = factor.agreed.value if factor.agreed else None
    if not counted:
        ends = tuple((value, 0) for value in sorted({v for v in (factor.low, factor.high) if v is not None}))
        return Marks(ends, agreed, 0, counted=False)
    given: dict[float, int] = {}
    for mark in (factor.own, *factor.others):
        if mark is not None and mark.value is not None:
            given[mark.value] = given.get(mark.value, 0) + 1
    return Marks(tuple(sorted(given.items())), agreed, factor.cannot_judge)
