"""The stage sheet as one reader may see it: the team's version, and the one that goes to the company.

A company reads its own view, what it told or showed us or what is marked for it, and everything else as points to talk about, never as "no". The
team's view of its stage needs a mark; offers follow from what is shown and tell nothing else.
"""

from __future__ import annotations

from datetime import date

from ctip_desktop.dataclass import dataclass
from ctip_desktop.forms.model import Asks, Share, State
from ctip_desktop.practice.maturity import PATH, Offer, Stage, offers
from ctip_desktop.queries.company_views import CompanyPage, StageAction
from ctip_desktop.queries.views import AnswerView
from ctip_desktop.reports.audience import Filter, Grant, Topic
from ctip_desktop.reports.company_print import Placed, company_print, own_placements
from ctip_desktop.reports.names import Names
from ctip_desktop.reports.words import count, lower_first, partial_day

ACTIONS = "Stage actions"
FACTS = "Answers about the company"
OWN_KINDS = frozenset({"company", "own_visit"})
"""Kinds of sources that the company gave us or showed us itself."""

MOST_FACTS = 4


@dataclass(frozen=True, slots=True)
class ActionLine:
    """One action. sign: shown, no, unknown, not_asked, not_applicable; for a company only shown and no, which reads "to talk about"."""

    stage: Stage
    name: str
    label: str
    sign: str


@dataclass(frozen=True, slots=True)
class GoalPrint:
    """The next step that was agreed. who: with whom, for the team only."""

    text: str
    until: str
    agreed: date | None
    who: str


@dataclass(frozen=True, slots=True)
class StageSheet:
    """Everything a stage sheet may show."""

    title: str
    neutral: bool
    placed: tuple[Placed, ...]
    actions: tuple[ActionLine, ...]
    sentence: str
    goal: GoalPrint | None
    offers: tuple[Offer, ...]
    after: tuple[Offer, ...]
    facts: tuple[tuple[str, str], ...]  # what we understood, and from where
    opportunities: tuple[tuple[str, str], ...]
    next_step: str
    goal_withheld: bool = False


def stage_sheet(page: CompanyPage, shield: Filter, names: Names, *, people: bool = True) -> StageSheet:
    """Filter a company page for a stage sheet. people: False leaves out names of people even for the team."""
    whole = company_print(page, shield, names, {}, people=people)  # everything the sheet does not show is searched for in the finished file
    neutral = not shield.internal
    placed = own_placements(page.stage, shield)
    actions = tuple(_action(action, shield) for action in page.stage.actions)
    goal = _goal(page, shield, names, people=people)
    here = _here(placed, page)
    facts = _facts(page, shield, names)
    return StageSheet(
        title=names.of(page.id),
        neutral=neutral,
        placed=placed,
        actions=actions,
        sentence="" if neutral else page.stage.sentence,
        goal=goal,
        offers=offers(here),
        after=offers(_next(here)),
        facts=facts,
        opportunities=tuple((line.title, line.status_label) for line in whole.opportunities or ()),
        next_step=whole.next_step,
        goal_withheld=page.stage.goal is not None and goal is None,
    )


def _here(placed: tuple[Placed, ...], page: CompanyPage) -> Stage | None:
    """The stage that offers are made for: our view where this reader sees it, else the company's own."""
    return next((one.stage for by in ("team", "company") for one in placed if one.by == by), None)


def _next(stage: Stage | None) -> Stage | None:
    if stage not in PATH:
        return None
    following = PATH[PATH.index(stage) + 1 :]
    return following[0] if following else None


def told_by_company(view: AnswerView) -> bool:
    """The company told or showed it: it answers such questions, and every source is its own paper, a talk or a visit."""
    if view.sensitive or view.asks is not Asks.COMPANY or view.share in (None, Share.INTERNAL, Share.STRICT):
        return False
    return bool(view.sources) and all(source.kind in OWN_KINDS for source in view.sources)


def _visible(view: AnswerView, shield: Filter) -> bool:
    """What a mark lets this reader see, and what the company told us itself, unless the programme keeps the form back."""
    own = shield.sees(Topic.FACTS) is Grant.MARKED and told_by_company(view) and not shield.closed(view.form)
    return own or not shield.hides(view)


def _action(action: StageAction, shield: Filter) -> ActionLine:
    if shield.internal:
        sign = {True: "shown", False: "no", None: action.state.value}[action.shown]
        return ActionLine(action.stage, action.name, action.label, sign)
    seen = action.shown is True and _visible(action.answer, shield)
    return ActionLine(action.stage, action.name, action.label, "shown" if seen else "no")


def _goal(page: CompanyPage, shield: Filter, names: Names, *, people: bool) -> GoalPrint | None:
    """The goal was agreed with the company, so the company reads it; with whom stays with the team."""
    goal = page.stage.goal
    if goal is None:
        return None
    if why := shield.closed("goal"):
        shield.ledger.leave_out("Next goal", why, goal.text, goal.agreed_with)
        return None
    shield.ledger.show(goal.text)
    who = goal.agreed_with if shield.internal and people else ""
    if goal.agreed_with and not who:
        shield.ledger.leave_out("Names and contacts of people", "personal data stays with our team", goal.agreed_with, hard=True)
    return GoalPrint(names.masked(goal.text), partial_day(goal.until) if goal.until else "", goal.agreed_on, who)


def _facts(page: CompanyPage, shield: Filter, names: Names) -> tuple[tuple[str, str], ...]:
    """A few facts to be confirmed, for the company only."""
    if shield.internal:
        return ()
    told = [view for view in page.desk.answers if view.state is State.ANSWERED and _visible(view, shield)][:MOST_FACTS]
    shield.ledger.show(*(view.text for view in told))
    return tuple((f"{view.label} {names.masked(view.text)}", _from(view)) for view in told)


def _from(view: AnswerView) -> str:
    if not view.sources:
        return "public" if view.share is Share.PUBLIC else "told to us"
    source = view.sources[0]
    kind = {"company": "your papers", "own_visit": "our talks with you"}.get(source.kind, lower_first(source.kind_label))
    more = f" and {count(len(view.sources) - 1, 'more', 'more')}" if len(view.sources) > 1 else ""
    return f"{kind}{', ' + partial_day(source.date) if source.date else ''}{more}"
