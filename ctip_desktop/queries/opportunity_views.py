"""The shapes of the long list, the score card, the ranking and the comparison. Imported from `opportunities`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from ctip_desktop.dataclass import dataclass
from ctip_desktop.practice.due_diligence import Result
from ctip_desktop.practice.ranking import BlockValue, Method
from ctip_desktop.queries.views import Flag, Link
from ctip_desktop.said import Said


@dataclass(frozen=True, slots=True)
class RoundView:
    """One review round. kind: what its score cards name (internal, programme, donor).

    recorded: it has a record of its own; else only sheets name it, and the id is made from the kind. people_scored: different people with a
    handed-in sheet in it; a round without any sheet is not `started`.
    """

    id: UUID
    recorded: bool
    kind: str
    number: int
    title: str
    blind: bool
    closed: bool
    started: bool
    opened_on: date | None
    closed_on: date | None
    participants: tuple[str, ...]
    people_scored: int


@dataclass(frozen=True, slots=True)
class LongListRow:
    """One idea on the long list. rank, total, round and sheets (handed in) come from the newest round in which it has a place, or any sheet."""

    id: UUID
    title: str
    companies: tuple[Link, ...]
    problem: str
    country_label: str
    sector_label: str
    type_label: str
    source: str
    status: str
    status_label: str
    due_diligence: Result | None  # the worst of its companies
    round: str
    sheets: int
    rank: int | None
    total: float | None
    provisional: bool
    flags: frozenset[Flag]
    changed: datetime


@dataclass(frozen=True, slots=True)
class Mark:
    """One person's mark for one factor: 1 to 5, or None with `cannot_judge` True (asked) or False (left open); with the note beside it."""

    value: float | None
    cannot_judge: bool
    note: str
    sheet: UUID
    person: str  # empty on agreed sheets


@dataclass(frozen=True, slots=True)
class FactorView:
    """One factor over all visible sheets.

    others: marks of the other handed-in sheets, empty while they are hidden. mean, low, high: over all visible handed-in sheets.
    meaning: what the agreed value (else the own mark) means, from the anchors, between two anchors both are named.
    """

    name: str
    label: str
    hint: str
    anchors: Mapping[int, str]
    own: Mark | None
    others: tuple[Mark, ...]
    mean: float | None
    low: float | None
    high: float | None
    marks: int
    cannot_judge: int
    disputed: bool
    agreed: Mark | None
    reason: str  # why this value was agreed
    meaning: str


@dataclass(frozen=True, slots=True)
class BlockView:
    """One block: its factors and its value on the own sheet, over all visible handed-in sheets, and on the agreed sheet."""

    name: str
    label: str
    burden: bool
    weight: float
    factors: tuple[FactorView, ...]
    own: BlockValue | None
    mean: BlockValue
    agreed: BlockValue | None


@dataclass(frozen=True, slots=True)
class TotalView:
    """A total with its formula in words ("4.00 + 3.89 + 3.75 − 2.90 = 8.74") and the labels of the factors that are open."""

    value: float | None
    provisional: bool
    open_factors: tuple[str, ...]
    answered: int
    of: int
    formula: str


@dataclass(frozen=True, slots=True)
class SheetState:
    """A person's sheet in this round: not begun sheets do not appear. handed_in: nothing in it is hidden from the person's colleagues any more."""

    id: UUID
    person: str
    handed_in: bool
    handed_in_at: datetime | None
    answered: int
    of: int


@dataclass(frozen=True, slots=True)
class ScoreCardView:
    """The score card of one opportunity in one round, as one person may see it.

    hidden: the round is open and blind and the viewer has not handed in, so others' marks are not here; hidden_sheets says how many there are.
    disputed: names of the factors where handed-in sheets are two or more apart, widest first.
    """

    opportunity: Link
    companies: tuple[Link, ...]
    rounds: tuple[RoundView, ...]
    round: RoundView
    viewer: str
    form_version: str
    method: Method
    sentence: Said  # how the total is made
    own: SheetState | None
    sheets: tuple[SheetState, ...]
    hidden: bool
    hidden_sheets: int
    blocks: tuple[BlockView, ...]
    own_total: TotalView | None
    mean_total: TotalView | None
    agreed_sheet: UUID | None
    agreed_on: date | None
    agreed_reason: str
    agreed_total: TotalView | None
    disputed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RankingRow:
    """One ranked opportunity. Totals come from unrounded values.

    rank: ties share one, the next is skipped. move: places won since the round before, negative when lost, None when it had no place there.
    basis: `agreed` or `sheets` (mean of the handed-in sheets of a round that is not agreed yet). stays: share of the weight draws in which the
    rank stays the same; rank_low to rank_high holds nine in ten draws; rank_draws: in how many draws it was first, second, and so on.
    above_cut: None without a cut line. aside: `parked` or `cut_off` for an idea that rests or was stopped, else empty; it keeps its place.
    """

    id: UUID
    title: str
    companies: tuple[Link, ...]
    rank: int
    tied: bool
    move: int | None
    previous_rank: int | None
    values: tuple[BlockValue, ...]  # value blocks in order
    burden: BlockValue | None
    total: float
    provisional: bool
    open_factors: tuple[str, ...]
    answered: int
    of: int
    basis: str
    sheets: int
    stays: float
    rank_low: int
    rank_high: int
    above_cut: bool | None
    due_diligence: Result | None
    agreed_sheet: UUID | None
    agreed_reason: str
    rank_draws: tuple[int, ...] = ()
    aside: str = ""


@dataclass(frozen=True, slots=True)
class CutLine:
    """The line a person drew: after how many ranked opportunities, why, who, when."""

    after: int
    reason: str
    by: str
    on: date | None


@dataclass(frozen=True, slots=True)
class Unranked:
    """An opportunity without a place, and why in one sentence. aside: as in `RankingRow`, when that is why; note: then the team's own words."""

    id: UUID
    title: str
    companies: tuple[Link, ...]
    reason: Said
    aside: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class RankMovement:
    """The places of one opportunity over all rounds, None where it had none; in the order of `Ranking.rounds`."""

    id: UUID
    title: str
    ranks: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A factor of one opportunity where the sheets were two or more apart, what was agreed, and why."""

    opportunity: Link
    factor: str
    label: str
    low: float
    high: float
    agreed: float | None
    reason: str


@dataclass(frozen=True, slots=True)
class FlipView:
    """The smallest change of one weight after which another opportunity comes first, also as a sentence."""

    block: str
    label: str
    weight_from: float
    weight_to: float
    first: Link
    sentence: Said


@dataclass(frozen=True, slots=True)
class Ranking:
    """All opportunities of one round in order, with everything that is needed to read it.

    round: None when no round exists yet. agreed: every ranked row comes from an agreed sheet. excluded: stopped by due diligence, outside the ranking
    whatever the score. what_if: made with weights that are not the programme's and are not kept. axis: largest burden and largest value sum drawn.
    """

    round: RoundView | None
    previous: RoundView | None
    rounds: tuple[RoundView, ...]
    rows: tuple[RankingRow, ...]
    cut: CutLine | None
    excluded: tuple[Unranked, ...]
    unscored: tuple[Unranked, ...]
    method: Method
    sentence: Said
    form_version: str
    sheets: int
    people: int
    agreed: bool
    agreed_on: date | None
    flips: tuple[FlipView, ...]
    movements: tuple[RankMovement, ...]
    disagreements: tuple[Disagreement, ...]
    axis: tuple[float, float]
    draws: int
    what_if: bool


@dataclass(frozen=True, slots=True)
class ComparedFactor:
    """One factor of two opportunities side by side; gap is left minus right, None when either has no mark."""

    name: str
    label: str
    block: str
    burden: bool
    left: float | None
    right: float | None
    gap: float | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two opportunities of one round side by side. A side without a place has None as its row; `sentences` say what sets them apart."""

    left: Link
    right: Link
    round: RoundView | None
    left_row: RankingRow | None
    right_row: RankingRow | None
    factors: tuple[ComparedFactor, ...]
    sentences: tuple[Said, ...]
