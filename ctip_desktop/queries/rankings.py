"""Making the ranking of a round, the movement over rounds, and what would change the first place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import NamedTuple
from uuid import UUID

from ctip_desktop.practice import ranking
from ctip_desktop.practice.due_diligence import Result
from ctip_desktop.practice.pipeline import ASIDE, RUNNING
from ctip_desktop.practice.ranking import BlockRule, CostRule, Firmness, Flip, Method, Total
from ctip_desktop.queries.opportunity_views import CutLine, Disagreement, FlipView, Ranking, RankingRow, RankMovement, Unranked
from ctip_desktop.queries.rows import when
from ctip_desktop.queries.score_data import Opportunity, Round, Scores, Sheet, Standing
from ctip_desktop.queries.views import Link
from ctip_desktop.said import Said

GONE = ("cut_off", "handed_over", "ended")
"""Statuses after which nobody waits for a score any more."""


class Place(NamedTuple):
    """Where an opportunity stood in the newest round that says something about it. rank None: it has sheets and no place."""

    round: str
    sheets: int
    rank: int | None
    total: float | None
    provisional: bool


class _Table:
    """One round's standings and places under one method."""

    def __init__(self, scores: Scores, current: Round, viewer: str, method: Method) -> None:
        self.method = method
        self.standings = {id_: scores.standing(current, id_, viewer, method) for id_ in scores.opportunities}
        self.totals: dict[bytes, Total] = {}
        values: dict[bytes, float] = {}
        for id_, standing in self.standings.items():
            if standing.total and standing.total.value is not None and scores.opportunities[id_].check is not Result.STOP:
                self.totals[id_] = standing.total
                values[id_] = standing.total.value
        self.values = values
        self.places = ranking.places(values)
        self.order = sorted(values, key=lambda id_: (self.places[id_], scores.opportunities[id_].row.title.casefold(), id_))


def make(scores: Scores, wanted: UUID | None, weights: Mapping[str, float] | None, viewer: str) -> Ranking:
    """The ranking of a round; without one of the newest round that has sheets. Raises NotFound for a round that is not there."""
    current = scores.round(wanted) if wanted else newest(scores)
    if current is None:
        return _empty(scores)
    method = replace(current.method, weights={**current.method.weights, **weights}) if weights else current.method
    table = _Table(scores, current, viewer, method)
    previous = scores.before(current)
    before = _Table(scores, previous, viewer, previous.method).places if previous else {}
    firm = ranking.firmness(method, table.totals)
    cut = _cut(current)
    ranked = tuple(_row(scores, table, id_, place, before.get(id_), firm[id_], cut) for place, id_ in enumerate(table.order, start=1))
    excluded, unscored = _outside(scores, table)
    sheets = [sheet for id_ in table.order for sheet in table.standings[id_].sheets]
    return Ranking(
        round=current.view,
        previous=previous.view if previous else None,
        rounds=tuple(each.view for each in scores.rounds),
        rows=ranked,
        cut=cut,
        excluded=excluded,
        unscored=unscored,
        method=method,
        sentence=sentence(method),
        form_version=scores.form.version,
        sheets=len(sheets),
        people=len({sheet.reading.assessor for sheet in sheets}),
        agreed=bool(ranked) and all(row.basis == "agreed" for row in ranked),
        agreed_on=_agreed_on(current, table),
        flips=_flips(scores, table),
        movements=_movements(scores, viewer),
        disagreements=_disagreements(scores, table),
        axis=_axis(ranked),
        draws=ranking.DRAWS,
        what_if=method != current.method,
    )


def newest(scores: Scores) -> Round | None:
    """The last round with a sheet that was handed in or agreed on, so that a draft for the next one does not empty the ranking; else the last with
    sheets, else the first there is."""
    begun = [each for each in scores.rounds if each.view.started]
    chosen = [each for each in begun if _has_result(scores, each.view.kind)] or begun or scores.rounds[:1]
    return chosen[-1] if chosen else None


def _has_result(scores: Scores, kind: str) -> bool:
    sheets = (sheet.reading for id_ in scores.opportunities for sheet in scores.sheets(kind, id_))
    return any(sheet.agreed or sheet.handed_in for sheet in sheets)


def _empty(scores: Scores) -> Ranking:
    unscored = tuple(_unranked(each, Said("No round has begun.")) for each in _waiting(scores))
    return Ranking(
        round=None,
        previous=None,
        rounds=(),
        rows=(),
        cut=None,
        excluded=(),
        unscored=unscored,
        method=scores.method,
        sentence=sentence(scores.method),
        form_version=scores.form.version,
        sheets=0,
        people=0,
        agreed=False,
        agreed_on=None,
        flips=(),
        movements=(),
        disagreements=(),
        axis=(0.0, 0.0),
        draws=ranking.DRAWS,
        what_if=False,
    )


def newest_places(scores: Scores, viewer: str) -> dict[bytes, Place]:
    """For each opportunity its place in the newest round that has sheets of it."""
    found: dict[bytes, Place] = {}
    for current in reversed(scores.rounds):
        table = _Table(scores, current, viewer, current.method)
        for id_, standing in table.standings.items():
            sheets = len(standing.sheets) + standing.hidden
            if id_ not in found and (sheets or standing.agreed):
                total = table.totals.get(id_)
                found[id_] = Place(
                    current.view.title, sheets, table.places.get(id_), total.value if total else None, total.provisional if total else False
                )
    return found


# -- rows ----------------------------------------------------------------------------------------------------------------------------


def _row(scores: Scores, table: _Table, id_: bytes, position: int, before: int | None, firm: Firmness, cut: CutLine | None) -> RankingRow:
    opportunity, standing, total = scores.opportunities[id_], table.standings[id_], table.totals[id_]
    rank = table.places[id_]
    return RankingRow(
        id=opportunity.row.uuid,
        title=opportunity.row.title,
        companies=opportunity.companies,
        rank=rank,
        tied=sum(place == rank for place in table.places.values()) > 1,
        move=None if before is None else before - rank,
        previous_rank=before,
        values=tuple(block for block in total.blocks if not block.burden),
        burden=next((block for block in total.blocks if block.burden), None),
        total=table.values[id_],
        provisional=total.provisional,
        open_factors=tuple(scores.label(name) for name in total.open),
        answered=sum(block.answered for block in total.blocks),
        of=sum(block.of for block in total.blocks),
        basis="agreed" if standing.agreed else "sheets",
        sheets=len(standing.sheets) + standing.hidden,
        stays=firm.stays,
        rank_low=firm.rank_low,
        rank_high=firm.rank_high,
        above_cut=position <= cut.after if cut else None,
        due_diligence=opportunity.check,
        agreed_sheet=standing.agreed.row.uuid if standing.agreed else None,
        agreed_reason="\n".join(filter(None, (standing.agreed.row.get("agreed").note, *standing.agreed.reading.reasons.values())))
        if standing.agreed
        else "",
        rank_draws=firm.at,
        aside=status if (status := opportunity.row.text("status")) in ASIDE else "",
    )


def _cut(current: Round) -> CutLine | None:
    reading = current.reading
    return None if reading.cut_after is None else CutLine(reading.cut_after, reading.cut_reason, reading.cut_by, reading.cut_on)


def _agreed_on(current: Round, table: _Table) -> date | None:
    """The day the round closed; while it is open, the day of its newest agreed sheet."""
    changed = [standing.agreed.row.changed for standing in table.standings.values() if standing.agreed]
    return current.reading.closed_on or (when(max(changed)).date() if changed else None)


def _axis(ranked: Sequence[RankingRow]) -> tuple[float, float]:
    """The longest burden and the longest row of values, both as positive weighted lengths."""
    burdens = [row.burden.length for row in ranked if row.burden]
    return max(burdens, default=0.0), max((sum(block.part or 0.0 for block in row.values) for row in ranked), default=0.0)


# -- without a place -----------------------------------------------------------------------------------------------------------------


def _waiting(scores: Scores) -> list[Opportunity]:
    return _by_title(each for each in scores.opportunities.values() if each.row.text("status") not in GONE)


def _by_title(found: Iterable[Opportunity]) -> list[Opportunity]:
    return sorted(found, key=lambda each: (each.row.title.casefold(), each.row.id))


def _has_sheets(standing: Standing) -> bool:
    return bool(standing.sheets or standing.hidden or standing.agreed)


def _outside(scores: Scores, table: _Table) -> tuple[tuple[Unranked, ...], tuple[Unranked, ...]]:
    """Those a due-diligence stop keeps out whatever the score, and those without a total, each with the reason. What runs waits for no score."""
    excluded, unscored = [], []
    for opportunity in _by_title(scores.opportunities.values()):
        if opportunity.row.text("status") in GONE and not _has_sheets(table.standings[opportunity.row.id]):
            continue  # what was scored and then stopped is still told: nothing leaves a ranking without a word
        if opportunity.check is Result.STOP:
            stopped = (", ".join(opportunity.stopped),)
            excluded.append(_unranked(opportunity, Said("Due diligence says stop ({0}). A stop comes before any score.", stopped)))
        elif opportunity.row.id not in table.totals and opportunity.row.text("status") not in RUNNING:
            unscored.append(_unscored(opportunity, table.standings[opportunity.row.id]))
    return tuple(excluded), tuple(unscored)


def to_score(scores: Scores, current: Round, viewer: str) -> tuple[Link, ...]:
    """What still waits for the viewer's sheet in an open round, by title: nothing that is stopped, runs or is agreed on already."""
    if current.view.closed:
        return ()
    return tuple(
        Link(each.row.uuid, each.row.title) for each in _waiting(scores) if _waits_for(scores.sheets(current.view.kind, each.row.id), each, viewer)
    )


def _waits_for(sheets: Sequence[Sheet], opportunity: Opportunity, viewer: str) -> bool:
    if opportunity.check is Result.STOP or opportunity.row.text("status") in (*RUNNING, *ASIDE):
        return False
    return not any(sheet.reading.agreed or (sheet.reading.handed_in and sheet.reading.assessor == viewer) for sheet in sheets)


def _unranked(opportunity: Opportunity, reason: Said) -> Unranked:
    return Unranked(opportunity.row.uuid, opportunity.row.title, opportunity.companies, reason)


def _unscored(opportunity: Opportunity, standing: Standing) -> Unranked:
    """Without a total; of one that rests or was stopped before anybody marked it, that and why."""
    found, status = _unranked(opportunity, _why_unscored(standing)), opportunity.row.text("status")
    if status not in ASIDE or _has_sheets(standing):
        return found
    return replace(found, aside=status, note=opportunity.row.text("status_reason"))


def _why_unscored(standing: Standing) -> Said:
    if standing.total is not None:
        grey = [block.label for block in standing.total.blocks if block.grey]
        return Said("Under half of the factors are answered in {0}.", (", ".join(grey),))
    if standing.hidden:
        return Said("Sheets handed in: {0}. Hand in yours to see the marks.", (str(standing.hidden),))
    return Said("No sheet is handed in yet.")


# -- how it is worked out, and what would change it ----------------------------------------------------------------------------------


def sentence(method: Method) -> Said:
    """How a total is made, in words."""
    mean = method.block_rule is BlockRule.MEAN
    if method.cost is CostRule.MINUS and mean:
        return Said("Mean of each block times its weight. Values are added, burden is taken away.")
    if method.cost is CostRule.MINUS:
        return Said("Sum of each block times its weight. Values are added, burden is taken away.")
    if mean:
        return Said("Mean of each block times its weight. Burden is turned round, so that light counts high, and then all are added.")
    return Said("Sum of each block times its weight. Burden is turned round, so that light counts high, and then all are added.")


def _flips(scores: Scores, table: _Table) -> tuple[FlipView, ...]:
    if not table.order:
        return ()
    found = (_flip(scores, table, flip) for flip in ranking.flips(table.method, table.totals))
    return tuple(flip for flip in found if flip)


def _flip(scores: Scores, table: _Table, flip: Flip[bytes]) -> FlipView | None:
    """The flip in round numbers: the weight with the fewest decimals at which the other really comes first."""
    block = next(block for block in table.method.blocks if block.name == flip.block)
    row = scores.opportunities[flip.first].row
    for digits in (1, 2, 3):
        weight = _beyond(flip, digits)
        if _first_at(table, flip.block, weight) == flip.first:
            values = (block.label, f"{flip.weight_from:g}", f"{weight:g}", row.title)
            words = Said("If the weight of {0} goes from {1} to {2}, “{3}” comes first.", values)
            return FlipView(flip.block, block.label, flip.weight_from, weight, Link(row.uuid, row.title), words)
    return None


def _beyond(flip: Flip[bytes], digits: int) -> float:
    """The crossing rounded away from the present weight; always past it, never below zero."""
    step = Decimal(1).scaleb(-digits)
    up = flip.weight_to > flip.weight_from
    rounded = Decimal(flip.weight_to).quantize(step, ROUND_CEILING if up else ROUND_FLOOR)
    if abs(float(rounded) - flip.weight_to) < 1e-9:
        rounded += step if up else -step
    return max(0.0, float(rounded))


def _first_at(table: _Table, block: str, weight: float) -> bytes:
    method = replace(table.method, weights={**table.method.weights, block: weight})
    return max(table.totals, key=lambda id_: ranking.weighted(method, table.totals[id_]))


# -- over the rounds -----------------------------------------------------------------------------------------------------------------


def _movements(scores: Scores, viewer: str) -> tuple[RankMovement, ...]:
    """The places over all rounds, in the order of the last round that has them."""
    tables = [_Table(scores, each, viewer, each.method) for each in scores.rounds]
    ids = list(dict.fromkeys(id_ for table in reversed(tables) for id_ in table.order))
    titles = {id_: scores.opportunities[id_].row for id_ in ids}
    return tuple(RankMovement(titles[id_].uuid, titles[id_].title, tuple(table.places.get(id_) for table in tables)) for id_ in ids)


def _disagreements(scores: Scores, table: _Table) -> tuple[Disagreement, ...]:
    """Factors where visible sheets are two or more apart, in the order of the ranking."""
    return tuple(each for id_ in table.order for each in _disputed(scores, table.standings[id_], scores.opportunities[id_]))


def _disputed(scores: Scores, standing: Standing, opportunity: Opportunity) -> list[Disagreement]:
    found = []
    link = Link(opportunity.row.uuid, opportunity.row.title)
    for block in scores.method.blocks:
        for name in block.factors:
            spread = ranking.spread(sheet.reading.marks[name] for sheet in standing.sheets)
            if spread.disputed and spread.low is not None and spread.high is not None:
                agreed = standing.agreed.reading if standing.agreed else None
                reason = (agreed.notes.get(name) or agreed.reasons.get(block.name, "")) if agreed else ""
                value = agreed.marks[name] if agreed else None
                found.append(Disagreement(link, name, scores.label(name), spread.low, spread.high, value, reason))
    return found
