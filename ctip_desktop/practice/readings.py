"""What code reads out of the built-in forms: answers as typed values. Question names are written here, and in the few queries over whole forms.

Each form lists these names as its `contract`, so that a tailored version cannot drop one. A reading takes anything that gives the answer of a
question by name: a `Sheet`, or a stored record. What is missing stays missing: None, an empty text, never zero.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Protocol

from ctip_desktop.dataclass import dataclass
from ctip_desktop.forms.model import Answer, Form, Question, State
from ctip_desktop.practice.due_diligence import RECHECK_MONTHS, Check, Item, Result, check, worst
from ctip_desktop.practice.evidence import first_day
from ctip_desktop.practice.maturity import PATH, Stage, StageCount
from ctip_desktop.practice.ranking import Block, BlockRule, CostRule, Method

CHECK = "_check"
"""A due-diligence judgement is the question it judges with this ending."""

BURDEN = "burden"
"""The score-card block in which more is worse."""

ASIDE = ("parked", "cut_off")
"""Statuses of an opportunity that rests or was stopped: beside the way, not on it."""

SHOWN_FACTS = ("sector", "staff", "size", "ungp_level", "nda", "lead_source")
"""Answers of the company form that stand in its header line."""


_RESULTS: Mapping[str, Result] = MappingProxyType({result.value: result for result in Result})
_STAGES: Mapping[str, Stage] = MappingProxyType({stage.value: stage for stage in Stage})


class Answers(Protocol):
    """Anything that gives the answer of a question by name."""

    def get(self, path: str, /) -> Answer:
        """The answer as stored; not asked when there is none."""


def text(answers: Answers, name: str) -> str:
    """A text, or the name of a choice; empty without an answer."""
    value = answers.get(name).value
    return value if isinstance(value, str) else "" if value is None else str(value)


def number(answers: Answers, name: str) -> float | None:
    """A number, also one that was kept as text; None without one."""
    value = answers.get(name).value
    if isinstance(value, str):
        try:
            value = float(value)
        except ValueError:
            return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if math.isfinite(value) else None


def day(answers: Answers, name: str) -> date | None:
    """A date; a month or a year stands for its first day."""
    return first_day(text(answers, name))


def yes(answers: Answers, name: str) -> bool | None:
    """Yes or no; None when it is neither: unknown is not no."""
    return {"yes": True, "no": False}.get(text(answers, name))


# -- stage on the path ---------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Placement:
    """One placement (form `placement`). suggested: what the answers suggested on that day: a stage, `mixed`, `none`, or empty."""

    stage: Stage | None
    by: str  # team or company
    on: date | None
    reason: str
    suggested: str


def stage_of(name: object) -> Stage | None:
    """The stage a stored name means; None for anything else."""
    return _STAGES.get(name) if isinstance(name, str) else None


def placement(answers: Answers) -> Placement:
    """Reads a placement. An unknown stage name gives None."""
    return Placement(
        _STAGES.get(text(answers, "stage")), text(answers, "by") or "team", day(answers, "date"), text(answers, "reason"), text(answers, "suggested")
    )


def stage_actions(form: Form) -> Iterator[tuple[Stage, Question]]:
    """The actions of the spectrum in order: the yes/no questions of the sections that are named after a stage (form `maturity`)."""
    stages = {f"{stage.value}_actions": stage for stage in PATH}
    for section in form.sections:
        if section.name in stages:
            yield from ((stages[section.name], question) for question in section.questions if question.type == "select_one")


def stage_counts(form: Form, answers: Answers | None) -> tuple[StageCount, ...]:
    """What is known about the actions of each stage; without answers everything is not asked."""
    tally = {stage: dict.fromkeys(("shown", "no", *State), 0) for stage in PATH}
    for stage, question in stage_actions(form):
        answer = answers.get(question.name) if answers else Answer()
        kind = answer.state.value if answer.state is not State.ANSWERED else "shown" if answer.value == "yes" else "no"
        tally[stage][kind] += 1
    return tuple(
        StageCount(stage, kinds["shown"], kinds["no"], kinds[State.UNKNOWN], kinds[State.NOT_APPLICABLE], kinds[State.NOT_ASKED])
        for stage, kinds in tally.items()
    )


@dataclass(frozen=True, slots=True)
class Goal:
    """The next goal agreed with a company (form `goal`). by_date: ISO, may be a month or a year; reached: no, yes or dropped."""

    text: str
    stage: Stage | None
    by_date: str
    agreed_with: str
    agreed_on: date | None
    reached: str


def goal(answers: Answers) -> Goal:
    """Reads a goal."""
    return Goal(
        text(answers, "goal"),
        _STAGES.get(text(answers, "stage")),
        text(answers, "by_date"),
        text(answers, "agreed_with"),
        day(answers, "agreed_on"),
        text(answers, "reached") or "no",
    )


# -- due diligence -------------------------------------------------------------------------------------------------------------------


def check_items(form: Form) -> Iterator[tuple[str, Question, Question]]:
    """Section label, judged question and its judgement, in order (form `due_diligence`)."""
    for section in form.sections:
        judged = {question.name: question for question in section.questions}
        for name, question in judged.items():
            if name.endswith(CHECK) and name.removesuffix(CHECK) in judged:
                yield section.label, judged[name.removesuffix(CHECK)], question


def result_of(name: str) -> Result:
    """The result a judgement names; anything else is not checked."""
    return _RESULTS.get(name, Result.NOT_CHECKED)


class CheckReader:
    """Reads due-diligence checks of one version of the form; made once for many records. `months`: until a check is due again."""

    def __init__(self, form: Form, months: int = RECHECK_MONTHS) -> None:
        self._names = tuple((judged.name, verdict.name) for _, judged, verdict in check_items(form))
        self._months = months

    def result(self, answers: Answers) -> Result:
        """The worst item alone."""
        return worst(result_of(text(answers, verdict)) for _, verdict in self._names)

    def read(self, answers: Answers | None) -> Check:
        """The check as a whole; without answers nothing is checked."""
        items = [Item(judged, result_of(text(answers, verdict)) if answers else Result.NOT_CHECKED) for judged, verdict in self._names]
        if answers is None:
            return check(items)
        return check(items, day(answers, "done_on"), months=self._months, next_review=day(answers, "next_review"))


# -- talks ---------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Conversation:
    """One talk (form `conversation`). who: id of a contact, as kept. follow_up, due, done: a promise that older records keep in the talk itself."""

    on: date | None
    channel: str
    who: str
    who_else: str
    our_people: str
    summary: str
    follow_up: str
    due: date | None
    done: bool


def conversation(answers: Answers) -> Conversation:
    """Reads a conversation."""
    return Conversation(
        day(answers, "date"),
        text(answers, "channel"),
        text(answers, "who"),
        text(answers, "who_else"),
        text(answers, "our_people"),
        text(answers, "summary"),
        text(answers, "follow_up"),
        day(answers, "follow_up_due"),
        yes(answers, "follow_up_done") is True,
    )


# -- scoring -------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Round:
    """One review round (form `round`). kind is what score cards name: internal, programme or donor."""

    name: str
    kind: str
    order: int
    blind: bool
    closed: bool
    opened_on: date | None
    closed_on: date | None
    participants: tuple[str, ...]
    cut_after: int | None
    cut_reason: str
    cut_by: str
    cut_on: date | None


ROUND_KINDS: Mapping[str, tuple[int, str]] = MappingProxyType(
    {"internal": (1, "Internal"), "programme": (2, "Programme team"), "donor": (3, "Donor")}
)
"""The three usual rounds in order (Five learnings brief, lines 582 to 584), for sheets whose round has no record of its own."""


def review_round(answers: Answers) -> Round:
    """Reads a round. The first one is blind unless somebody said otherwise; a line counts only with its reason."""
    kind = text(answers, "kind")
    order = number(answers, "order")
    place = int(order) if order is not None else ROUND_KINDS.get(kind, (99, ""))[0]
    blind = yes(answers, "blind")
    cut = number(answers, "cut_after")
    return Round(
        text(answers, "name"),
        kind,
        place,
        place == 1 if blind is None else blind,
        text(answers, "state") == "closed",
        day(answers, "opened_on"),
        day(answers, "closed_on"),
        tuple(line.strip() for line in text(answers, "participants").splitlines() if line.strip()),
        int(cut) if cut is not None and cut >= 0 else None,
        text(answers, "cut_reason"),
        text(answers, "cut_by"),
        day(answers, "cut_on"),
    )


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """One score card sheet (form `score_card`): whose, for which round, and its marks."""

    round: str
    assessor: str
    agreed: bool
    handed_in: bool
    marks: Mapping[str, float | None]
    cannot_judge: frozenset[str]
    notes: Mapping[str, str]
    reasons: Mapping[str, str]  # by block name
    reason: str  # of an agreed sheet as a whole

    @property
    def why(self) -> str:
        """All reasons, one in each line."""
        return "\n".join(filter(None, (self.reason, *self.reasons.values())))

    @property
    def answered(self) -> int:
        """How many factors have a mark."""
        return sum(mark is not None for mark in self.marks.values())


def score_sheet(method: Method, answers: Answers) -> ScoreSheet:
    """Reads a score card. A mark outside the scale is none: it is never squeezed into it."""
    given = {name: answers.get(name) for block in method.blocks for name in block.factors}
    marks = {name: number(answers, name) for name in given}
    return ScoreSheet(
        text(answers, "round"),
        text(answers, "assessor"),
        yes(answers, "agreed") is True,
        text(answers, "handed_in") not in ("", "no"),
        {name: mark if mark is not None and method.low <= mark <= method.high else None for name, mark in marks.items()},
        frozenset(name for name, answer in given.items() if answer.state is State.UNKNOWN),
        {name: answer.note for name, answer in given.items() if answer.note},
        {block.name: reason for block in method.blocks if (reason := text(answers, f"{block.name}_reason"))},
        answers.get("agreed").note,
    )


def score_method(form: Form, programme: Answers | None) -> Method:
    """Blocks of the score card, with the weights and rules the programme chose (defaults: weight 1 each, means, value minus burden)."""
    blocks = tuple(Block(rule.name, rule.label, rule.of, rule.name == BURDEN) for rule in form.scores if rule.of)
    rules = [rule for rule in form.scores if rule.of]
    weights = {block.name: _weight(programme, block.name) for block in blocks}
    cost = CostRule.REVERSED if programme and text(programme, "calculation") == "reverse" else CostRule.MINUS
    block_rule = BlockRule.SUM if programme and text(programme, "block") == "sum" else BlockRule.MEAN
    least = max((rule.least for rule in rules), default=0.5)
    low, high = min((rule.low for rule in rules), default=1.0), max((rule.high for rule in rules), default=5.0)
    return Method(blocks, weights, cost, block_rule, low, high, least)


def _weight(programme: Answers | None, block: str) -> float:
    weight = number(programme, f"weight_{block}") if programme else None
    return 1.0 if weight is None or weight < 0 else weight


# -- programme -----------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules a programme may change (form `programme`), with their defaults: days, months, the commitment gate (off, warn, require), minutes."""

    reminder_days: int = 90
    shelf_life: int = 12
    recheck_months: int = RECHECK_MONTHS
    gate: str = "warn"
    lock_minutes: int = 5


def rules(programme: Answers | None) -> Rules:
    """Reads the rules; what is not set keeps its default."""
    if programme is None:
        return Rules()
    default = Rules()
    return Rules(
        _count(programme, "reminder_days", default.reminder_days),
        _count(programme, "shelf_life", default.shelf_life),
        _count(programme, "recheck_months", default.recheck_months),
        text(programme, "gate") or default.gate,
        _count(programme, "lock_minutes", default.lock_minutes),
    )


def _count(answers: Answers, name: str, default: int) -> int:
    found = number(answers, name)
    return int(found) if found is not None and 1 <= found <= 100_000 else default
