"""The shapes of the company list and the company page. Imported from `companies`.

Stages can be filtered and never sorted: they are places on a path (Five learnings brief, footnote 13, line 166).
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import msgspec

from ctip_desktop.dataclass import dataclass
from ctip_desktop.forms.model import State
from ctip_desktop.practice.due_diligence import Result
from ctip_desktop.practice.maturity import Offer, Stage, StageCount
from ctip_desktop.queries.views import AnswerView, Facet, Flag, FormState, Link, OpenPromise, Talk
from ctip_desktop.workspace.clock import from_ms


class CompanyRow(msgspec.Struct, frozen=True, gc=False):
    """One line of the company list. A frozen struct where the other answers are dataclasses: a list makes thousands of them in one go.

    key: the id as 16 bytes; changed_ms: milliseconds since 1970. stage, company_stage: where the team, and the company itself, placed it last;
    None when nobody did. owner: who of the team leads the work with it, empty when nobody does. step: status of its opportunity that is furthest on,
    empty without one. due_diligence: None when no check was begun.
    """

    key: bytes
    name: str
    local_name: str
    place: str
    country: str
    country_label: str
    sector: str
    sector_label: str
    staff: int | None
    owner: str
    stage: Stage | None
    company_stage: Stage | None
    step: str
    step_label: str
    last_talk: date | None
    due_diligence: Result | None
    flags: frozenset[Flag]
    changed_ms: int

    @property
    def id(self) -> UUID:
        """The company's id."""
        return UUID(bytes=self.key)

    @property
    def changed(self) -> datetime:
        """When anything of it was last changed."""
        return from_ms(self.changed_ms)


@dataclass(frozen=True, slots=True)
class CompanyFacets:
    """The values each filter offers, counted among the rows that the other filters leave."""

    sectors: tuple[Facet, ...]
    countries: tuple[Facet, ...]
    stages: tuple[Facet, ...]  # in the order of the path, `not_placed` last
    steps: tuple[Facet, ...]
    owners: tuple[Facet, ...]  # by name, `nobody` last
    flags: tuple[Facet, ...]


@dataclass(frozen=True, slots=True)
class CompanyList:
    """The companies that fit, by name; `total` is how many there are without filters."""

    rows: tuple[CompanyRow, ...]
    facets: CompanyFacets
    total: int


@dataclass(frozen=True, slots=True)
class Chip:
    """A short marker at the end of the header line. kind: to_settle, draft, overdue, check_again, due_diligence, not_engaging, share, nda. why: the
    reason, where there is room for it."""

    kind: str
    text: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of the header line: the question's name, its label and the answer in words."""

    name: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class PlacementView:
    """One dated placement. by: `team` or `company`. suggested: stage, mixed, none or empty; differs: the stage was not the suggested one."""

    id: UUID
    stage: Stage
    by: str
    on: date | None
    reason: str
    suggested: str
    differs: bool


@dataclass(frozen=True, slots=True)
class GoalView:
    """The next goal agreed with the company: what, the stage it leads to, until when, agreed on which day and with whom. state: no, yes, dropped."""

    id: UUID
    text: str
    stage: Stage | None
    until: str  # ISO, may be a month or a year
    agreed_on: date | None
    agreed_with: str
    state: str


@dataclass(frozen=True, slots=True)
class StageAction:
    """One of the twenty actions with what is known about it. shown: True yes, False no, None in every other state."""

    stage: Stage
    name: str
    label: str
    state: State
    shown: bool | None
    answer: AnswerView


@dataclass(frozen=True, slots=True)
class StagePanel:
    """The stage on the path: counts per stage, the suggestion with its reason, both placements, their history, offers, the next goal.

    suggestion: None when none can be made. sentence: suggestion and placements in words, as shown under the path.
    placements: oldest first, team and company together.
    """

    form: FormState
    counts: tuple[StageCount, ...]
    actions: tuple[StageAction, ...]
    suggestion: Stage | None
    mixed: bool
    reason: str
    sentence: str
    team: PlacementView | None
    company: PlacementView | None
    placements: tuple[PlacementView, ...]
    offers: tuple[Offer, ...]
    goal: GoalView | None


@dataclass(frozen=True, slots=True)
class CheckItem:
    """One due-diligence item: its result, what was found, and the answers behind it (the first is the item's main question)."""

    name: str
    section: str
    label: str
    result: Result
    found: str
    answers: tuple[AnswerView, ...]


@dataclass(frozen=True, slots=True)
class DueDiligencePanel:
    """The due-diligence check: counts per result, the worst item as the result, when it was done and when it is due again.

    decision: what people decided, which may differ from the result; empty while they have not.
    """

    form: FormState
    result: Result
    reason: str
    clear: int
    watch: int
    stop: int
    not_checked: int
    items: tuple[CheckItem, ...]
    checked_on: date | None
    recheck: date | None
    recheck_due: bool
    decision: str
    decision_label: str
    conditions: str
    decision_reason: str = ""  # of a record from before version 2 of the form: the note beside the decision


@dataclass(frozen=True, slots=True)
class DeskPanel:
    """How complete the desk research is, counted as in the form. with_source: answers with at least one source, a list being one; oldest: months,
    None without a dated source."""

    form: FormState
    answered: int
    unknown: int
    not_applicable: int
    open: int
    with_source: int
    oldest: int | None
    answers: tuple[AnswerView, ...]  # every relevant question in reading order, whatever its state

    @property
    def share_with_source(self) -> float | None:
        """Share of the answers that have a source, None when nothing is answered."""
        answers = sum(answer.state is State.ANSWERED for answer in self.answers)
        return self.with_source / answers if answers else None


@dataclass(frozen=True, slots=True)
class ContactView:
    """A person at the company. champion: yes, possible or no as stored, with its words. decides_label: what the person may decide, in words."""

    id: UUID
    name: str
    job: str
    unit: str
    champion: str
    champion_label: str
    active: bool
    last_talk: date | None
    decides_label: str = ""


@dataclass(frozen=True, slots=True)
class OpportunityLine:
    """An opportunity the company takes part in. rank and total come from the newest round with a result."""

    id: UUID
    title: str
    status: str
    status_label: str
    rank: int | None
    total: float | None
    provisional: bool


@dataclass(frozen=True, slots=True)
class ScoreCardLine:
    """A score card sheet of one of the company's opportunities; agreed: the round's agreed sheet."""

    id: UUID
    opportunity: Link
    round: str
    assessor: str
    status: str
    agreed: bool
    answered: int
    of: int


@dataclass(frozen=True, slots=True)
class DocumentView:
    """An attached file: where it is a source, and of which question."""

    sha256: str
    title: str
    media_type: str
    size: int  # bytes
    record: UUID
    label: str


@dataclass(frozen=True, slots=True)
class CompanyPage:
    """Everything the company page and the company print show."""

    id: UUID
    name: str
    local_name: str
    place: str
    country_label: str
    sector_label: str
    facts: tuple[Fact, ...]
    chips: tuple[Chip, ...]
    flags: frozenset[Flag]
    step: str
    step_label: str
    engaging: bool
    next_step: Talk | None  # the earliest open follow-up
    company: FormState
    forms: tuple[FormState, ...]  # desk_research, maturity, due_diligence and further checklists about it, begun or not
    about: tuple[AnswerView, ...]  # every answered question of the company form itself
    stage: StagePanel
    due_diligence: DueDiligencePanel
    desk: DeskPanel
    open_points: tuple[AnswerView, ...]  # unknown, not asked or to settle in desk research: they need a person
    contacts: tuple[ContactView, ...]
    talks: tuple[Talk, ...]  # newest first
    longest_silence: int | None  # days between two talks, None with fewer than two
    opportunities: tuple[OpportunityLine, ...]
    score_cards: tuple[ScoreCardLine, ...]
    documents: tuple[DocumentView, ...]
    created: datetime
    changed: datetime
    promises: tuple[OpenPromise, ...] = ()  # not kept yet, the earliest first, those without a day last
