"""What the pipeline, the partnerships and the relation map answer: frozen, ready to be shown. Rules' own results (`practice`) are part of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from ctip_desktop.dataclass import dataclass
from ctip_desktop.practice.concerns import Summary as ConcernSummary
from ctip_desktop.practice.due_diligence import Result
from ctip_desktop.practice.fit_check import Cell, FitCheck, Position, Thresholds
from ctip_desktop.practice.funding import Notice, Part
from ctip_desktop.practice.milestones import Summary as MilestoneSummary
from ctip_desktop.practice.nda import Shareable
from ctip_desktop.practice.partnership_type import Suggestion
from ctip_desktop.practice.people import KeyPerson
from ctip_desktop.practice.pulse import Mean, Pulse
from ctip_desktop.practice.requirements import Requirements
from ctip_desktop.practice.stopping import Met
from ctip_desktop.practice.timeline import Timeline
from ctip_desktop.queries.views import Facet, Flag, FormState, Link, Talk

# -- pipeline ------------------------------------------------------------------------------------------------------------------------


OVER = ("ended", "handed_over")
"""Statuses of a partnership that is over."""


@dataclass(frozen=True, slots=True)
class NextStep:
    """What is promised next. days: until it is due, negative when the day has passed; theirs: the company made it."""

    record: UUID
    text: str
    on: date
    days: int
    theirs: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """One opportunity on the board.

    since, days: on this step, None when nobody knows since when. to_decide: met cut-off criteria that wait for a decision, in words. gate: what the
    programme's commitment gate says, empty when nothing. hidden: an agreement forbids to name a company to others. reason: why it rests or stopped;
    look_again: when its newest decision says to look at it again.
    """

    id: UUID
    title: str
    companies: tuple[Link, ...]
    owner: str
    country: str
    country_label: str
    sector_label: str
    type_label: str
    step: str
    since: date | None
    days: int | None
    next: NextStep | None
    explore_until: date | None
    flags: frozenset[Flag]
    deal_breakers: int
    to_decide: tuple[str, ...]
    gate: str
    due_diligence: Result | None
    hidden: bool
    reason: str
    partnership: UUID | None
    look_again: date | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """One step. usual_days: median of the stays that are over, None without any; stays: how many those are. Long is not bad."""

    step: str
    label: str
    phase: str
    phase_label: str
    cards: tuple[Card, ...]
    usual_days: int | None
    stays: int


@dataclass(frozen=True, slots=True)
class Board:
    """The pipeline: every step in order, also empty ones, and the tray. open: on the way; running: of these on a running step.

    every: all cards without a filter, from which `pipeline.narrow` makes the board under other filters.
    """

    columns: tuple[Column, ...]
    parked: tuple[Card, ...]
    stopped: tuple[Card, ...]
    open: int
    running: int
    owners: tuple[Facet, ...]
    countries: tuple[Facet, ...]
    total: int
    every: tuple[Card, ...]


# -- partnerships --------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PartnershipRow:
    """One line of the list. quality: the partner's index in the newest wave, None when it is not shown; cell: of the fit check."""

    id: UUID
    name: str
    partners: tuple[Link, ...]
    opportunity: Link | None
    country_label: str
    sector_label: str
    status: str
    status_label: str
    started: date | None
    ended: date | None  # or handed over
    lead: str
    quality: float | None
    direction: float | None
    cell: Cell | None
    talk_first: bool
    pulse_due: date | None
    deal_breakers: int
    overdue: int  # milestones and readings
    to_decide: tuple[str, ...]
    key_person: str
    hidden: bool
    flags: frozenset[Flag]


@dataclass(frozen=True, slots=True)
class Beginnings:
    """What a partnership can begin with. decided: ideas with a newest decision of yes and no partnership yet; ideas: how many there are in all."""

    decided: tuple[Link, ...]
    ideas: int


@dataclass(frozen=True, slots=True)
class RightIdea:
    """The first of the three, never merged with the others: the opportunity's score and place in the newest round. score None: not scored yet."""

    opportunity: Link | None
    score: float | None
    place: int | None
    of: int
    round: str
    provisional: bool
    text: str


@dataclass(frozen=True, slots=True)
class RightPartner:
    """The second: one partner with its stage in our view and its due-diligence result. roles: client, strategic partner, funder, in words."""

    company: Link
    since: date | None
    until: date | None
    stage_label: str
    check: Result | None
    ungp_label: str
    roles: tuple[str, ...]
    hidden: bool
    text: str


@dataclass(frozen=True, slots=True)
class RightRelationship:
    """The third: both indexes of the newest wave, and in words how they moved."""

    theirs: Mean | None
    ours: Mean | None
    wave: str
    on: date | None
    text: str


@dataclass(frozen=True, slots=True)
class MilestoneView:
    """One milestone. on_time: None while it is not reached or has no day."""

    id: UUID
    text: str
    kind: str
    kind_label: str
    indicator: Link | None
    due: date | None
    reached: date | None
    on_time: bool | None
    overdue: bool
    payment: float | None
    currency: str
    chain: tuple[str, ...]
    incentive: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ContributionView:
    """One contribution; warnings: what the funding rules say about it."""

    id: UUID
    giver: str
    company: UUID | None
    on: date | None
    kind_label: str
    value: float | None
    currency: str
    basis_label: str
    state: str
    state_label: str
    source: str
    source_label: str
    use_label: str
    warnings: tuple[str, ...]
    why: str = ""  # why donor money pays for it


@dataclass(frozen=True, slots=True)
class Funding:
    """The contributions and what the rules say. cover, match, ours: in the currency with the most contributions; None without any amount."""

    rows: tuple[ContributionView, ...]
    notices: tuple[Notice, ...]
    currency: str
    cover: Part | None
    match: Part | None
    ours: Part | None


@dataclass(frozen=True, slots=True)
class ConcernView:
    """One concern. about: what it hangs on when that is not this partnership; days: since it was raised; agreed, settled: what ended it, and when."""

    id: UUID
    text: str
    side_label: str
    kind: str
    kind_label: str
    status: str
    status_label: str
    open: bool
    raised: date | None
    days: int | None
    topics: tuple[str, ...]
    solution: str
    loose: bool
    about: Link | None
    agreed: str = ""
    settled: date | None = None


@dataclass(frozen=True, slots=True)
class AgreementView:
    """One agreement, or an agreement of non-disclosure. in_force: on this day; shareable: of an NDA, what may still be said, in words."""

    id: UUID
    kind: str
    kind_label: str
    parties: str
    signed: date | None
    ends: date | None
    in_force: bool
    value: float | None
    currency: str
    exit_clause: bool | None
    changed: tuple[str, ...]
    reason: str
    shareable: tuple[str, ...]
    label: str
    why: str = ""  # why it was signed with open deal-breakers


@dataclass(frozen=True, slots=True)
class ReadingView:
    """One reading of an indicator."""

    id: UUID
    on: date | None
    value: float
    note: str


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """One indicator with its readings, oldest first.

    reached: how far from baseline (0 without one) to target, 0 to 1 and beyond; trend: difference of the last two readings; good: that it moves as
    wanted, None without a trend; due: when the next reading is due; overdue: that day has passed. share_with: who may see its readings, as stored
    names, empty when nobody has said.
    """

    id: UUID
    name: str
    unit: str
    direction: str
    baseline: float | None
    target: float | None
    value: float | None
    reached: float | None
    trend: float | None
    good: bool | None
    frequency_label: str
    responsible: str
    readings: tuple[ReadingView, ...]
    due: date | None
    overdue: bool
    share_with: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class DecisionView:
    """One decision, newest first in lists. explore: the open question, until when, and what came of it."""

    id: UUID
    about: Link | None
    kind_label: str
    choice: str
    choice_label: str
    on: date | None
    deciders: str
    reasons: str
    conditions: str
    dissent: str
    review: date | None
    review_due: bool
    explore_question: str
    explore_until: date | None
    explore_result: str


@dataclass(frozen=True, slots=True)
class ContactView:
    """One contact of a partner. Personal data: never in anything handed over."""

    id: UUID
    name: str
    job: str
    company: Link
    active: bool | None
    champion: str


@dataclass(frozen=True, slots=True)
class TypeView:
    """The newest type somebody chose, since when, and what the rules suggest from the same answers; suggested_label: that type in words."""

    record: UUID
    type_label: str
    on: date | None
    agreed: int
    suggestion: Suggestion
    suggested_label: str


@dataclass(frozen=True, slots=True)
class Register:
    """Entries about a partnership that have no tab: how many, and where they are listed."""

    form: str
    title: str
    count: int


@dataclass(frozen=True, slots=True)
class Caution:
    """What to know before something is signed, in words. holds: the programme's own rule asks to wait."""

    text: str
    holds: bool


@dataclass(frozen=True, slots=True)
class PartnershipPage:
    """Everything the page of one partnership shows. The three `right_…` stand side by side and are never one number."""

    id: UUID
    name: str
    status: str
    status_label: str
    country_label: str
    sector_label: str
    summary: str
    vision: str
    vision_agreed: date | None
    started: date | None
    ended: date | None
    lead_ours: tuple[str, ...]
    lead_theirs: Link | None
    value_roles: tuple[str, ...]
    right_idea: RightIdea
    right_partners: tuple[RightPartner, ...]
    right_relationship: RightRelationship
    pulse: Pulse
    pulse_due: date | None
    pulse_overdue: bool
    suppress_under: int
    fit: FitCheck
    fit_path: tuple[tuple[Position | None, Position | None], ...]  # partner's and our position of every wave, oldest first
    thresholds: Thresholds
    to_decide: tuple[Met, ...]
    milestones: tuple[MilestoneView, ...]
    milestone_summary: MilestoneSummary
    funding: Funding
    concerns: tuple[ConcernView, ...]
    concern_summary: ConcernSummary
    agreements: tuple[AgreementView, ...]
    ndas: tuple[AgreementView, ...]
    shareable: Shareable
    anonymous_label: str
    indicators: tuple[IndicatorView, ...]
    decisions: tuple[DecisionView, ...]
    contacts: tuple[ContactView, ...]
    key_person: KeyPerson
    talks: tuple[Talk, ...]
    timeline: Timeline
    requirements: Requirements | None
    gaps: tuple[tuple[str, str], ...]  # name and words of the requirements that are missing or only talked about, the top six first
    type: TypeView | None
    before_signing: tuple[Caution, ...]  # while it is in preparation
    may_begin: date | None  # the agreement is signed on this day and it is still in preparation
    ended_why: str
    registers: tuple[Register, ...]
    forms: tuple[FormState, ...]
    flags: frozenset[Flag]
    counts: Mapping[str, int]  # form name → how many records about this partnership

    @property
    def over(self) -> bool:
        """Whether it ended or was handed over: nothing of it is due any more."""
        return self.status in OVER


# -- relation map --------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Node:
    """One organisation on the map. company: None for one that is only a name."""

    key: str
    name: str
    company: UUID | None
    relations: int
    isolated: bool
    broker: bool


@dataclass(frozen=True, slots=True)
class EdgeView:
    """One relation between two nodes, by their keys."""

    id: UUID
    a: str
    b: str
    a_name: str
    b_name: str
    kind: str
    since: date | None
    ours: str
    ours_label: str
    contribution: str
    contribution_label: str


@dataclass(frozen=True, slots=True)
class RelationMap:
    """The map and the table of it. large of known: relations that contribute much, of those somebody judged."""

    nodes: tuple[Node, ...]
    edges: tuple[EdgeView, ...]
    large: int
    known: int
    groups: int
    text: str
