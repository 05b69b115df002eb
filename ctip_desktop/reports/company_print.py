"""The company page as one reader may see it: the filter between the query and the layout.

What is not in a `CompanyPrint` cannot be drawn. The rules are the table of `audience.py`; the share mark of each question decides within it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from ctip_desktop.dataclass import dataclass
from ctip_desktop.forms.model import Asks, Share, State
from ctip_desktop.practice.due_diligence import Result
from ctip_desktop.practice.maturity import CAPTIONS, LABELS, PATH, Stage
from ctip_desktop.queries.company_views import CheckItem, CompanyPage, DueDiligencePanel, Fact, OpportunityLine, StageAction, StagePanel
from ctip_desktop.queries.naming import Told
from ctip_desktop.queries.views import AnswerView, SourceView, Talk
from ctip_desktop.reports.audience import Filter, Grant, Topic
from ctip_desktop.reports.names import FORBIDDEN, Named, Names
from ctip_desktop.reports.promise_words import promise_words
from ctip_desktop.reports.settling import Place
from ctip_desktop.reports.words import count, day, lower_first, partial_day, upper_first

FACTS = "Answers about the company"
IDENTIFYING = frozenset(
    {
        "name",
        "local_name",
        "other_names",
        "place",
        "address",
        "website",
        "lei",
        "registry_number",
        "sites",
        "site_place",
        "policy_title",
        "policy_link",
    }
)
AGREED = frozenset({"name", "sector", "country"})
"""Questions about a company of which an agreement of non-disclosure says whether they may be told."""
PEOPLE = "Names and contacts of people"
NOTHING: Mapping[Place, str] = MappingProxyType({})
SHORT_FACTS = {"staff": "{} people", "size": "size: {}", "ungp_level": "UNGP: {}", "lead_source": "first contact: {}"}
TEAM_ONLY = "stays with our team"


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact: question, answer in words, its sources and their age. state: answered or not applicable; checked: a day."""

    label: str
    text: str
    state: State
    note: str
    sources: tuple[SourceView, ...]
    months: int | None
    stale: bool
    to_settle: bool
    checked: str = ""


@dataclass(frozen=True, slots=True)
class OpenLine:
    """A question that needs a person: unknown, not asked, or two answers."""

    state: State
    to_settle: bool
    label: str
    note: str


@dataclass(frozen=True, slots=True)
class Placed:
    """Where somebody placed the company. by: team or company."""

    by: str
    stage: Stage
    on: date | None


@dataclass(frozen=True, slots=True)
class StagePrint:
    """The stage for one reader. actions: empty when only the place in words is shown; neutral: words for a company instead of the names."""

    placed: tuple[Placed, ...]
    actions: tuple[StageAction, ...]
    sentence: str
    goal: str
    neutral: bool
    in_words: bool


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One due-diligence item. found: what was found; held: it is known and not printed."""

    section: str
    label: str
    result: Result
    found: str
    held: bool
    sources: tuple[SourceView, ...]


@dataclass(frozen=True, slots=True)
class CheckPrint:
    """The due-diligence check for one reader; without `panel` only the date is shown."""

    panel: DueDiligencePanel | None
    lines: tuple[CheckLine, ...]
    checked_on: date | None


@dataclass(frozen=True, slots=True)
class CompanyPrint:
    """Everything a company print may show. bound: an agreement of non-disclosure says what this reader may be told."""

    title: str
    named: bool
    header: tuple[tuple[str, ...], ...]
    facts: tuple[tuple[str, tuple[FactLine, ...]], ...]  # section label, lines
    answered: int
    asked: int
    open_lines: tuple[OpenLine, ...]
    open_count: int | None  # None: this reader sees neither the questions nor how many
    stage: StagePrint | None
    check: CheckPrint | None
    talks: tuple[Talk, ...] | None
    silence: int | None
    opportunities: tuple[OpportunityLine, ...] | None
    sources: tuple[SourceView, ...]
    next_step: str
    to_settle: int
    versions: tuple[tuple[str, str], ...]
    bound: bool = False


def company_print(
    page: CompanyPage,
    shield: Filter,
    names: Names,
    sections: dict[str, str],
    *,
    people: bool = True,
    both: Mapping[Place, str] = NOTHING,
    told: Told | None = None,
) -> CompanyPrint:
    """Filter a company page.

    sections: labels of the form sections by name. people: False leaves out names of people even for the team. both: answers to settle, in words.
    told: what an agreement of non-disclosure leaves to be said of the company to this reader; nothing else is.
    """
    if shield.internal:
        page = _with_both(page, both)
    about = {view.path: view for view in page.about}
    names.add(_named(page, about, shield))
    hidden = names.withheld(page.id)
    shown_about = {view.path: view for view in _tellable(page.about, shield, hidden=hidden, told=told)}
    desk = [view for view in page.desk.answers if view.state in (State.ANSWERED, State.NOT_APPLICABLE)]
    seen = [_masked(view, names) for view in _tellable(desk, shield, hidden=hidden, told=told)]
    shown_about, seen = _one_head_count(shown_about, seen)
    facts = _facts(seen, sections)
    stage = _stage(page.stage, shield, names, bound=told is not None)
    check = _check(page.due_diligence, shield, bound=told is not None)
    talks = _talks(page.talks, shield, people=people)
    _people(page, shield, people=people)
    return CompanyPrint(
        title=names.of(page.id),
        named=not names.withheld(page.id),
        header=_header(page, shown_about, shield, names, people=people),
        facts=facts,
        answered=page.desk.form.answered if shield.internal else len(seen),
        asked=page.desk.form.asked if shield.internal else len(page.desk.answers),
        open_lines=_open(page.open_points, shield),
        open_count=_open_count(page.open_points, shield) if told is None else None,
        stage=stage,
        check=check,
        talks=talks,
        silence=page.longest_silence if talks is not None else None,
        opportunities=_opportunities(page.opportunities, shield),
        sources=_sources(seen, stage, check),
        next_step=_next_step(page.next_step, shield),
        to_settle=sum(form.to_settle for form in page.forms) + page.company.to_settle if shield.internal else 0,
        versions=(),
        bound=told is not None,
    )


def _masked(view: AnswerView, names: Names) -> AnswerView:
    """An answer without withheld names, also in the titles and links of its sources."""
    sources = tuple(replace(s, title=names.masked(s.title), link=names.masked(s.link), date=names.masked(s.date)) for s in view.sources)
    return replace(view, text=names.masked(view.text), sources=sources)


def _one_head_count(about: dict[str, AnswerView], desk: list[AnswerView]) -> tuple[dict[str, AnswerView], list[AnswerView]]:
    """Where the company record and the desk research give different numbers of people, both stand in one line with their dates, and in no other."""
    own, found = about.get("staff"), next((view for view in desk if view.path == "staff_total"), None)
    if own is None or found is None or not found.text:
        return about, desk
    if own.text == found.text:
        return about, [view for view in desk if view is not found]
    both = f"{found.text} (desk research, {_dated(found)}); {own.text} (company record, {_dated(own)})"
    rest = {path: view for path, view in about.items() if path != "staff"}
    return rest, [replace(view, text=both) if view is found else view for view in desk]


def _dated(view: AnswerView) -> str:
    """How old an answer is: the date of its newest source, else its age."""
    dates = [source.date for source in view.sources if source.date]
    if dates:
        return partial_day(max(dates))
    return "written this month" if not view.months else f"written {count(view.months, 'month')} ago"


def _with_both(page: CompanyPage, both: Mapping[Place, str]) -> CompanyPage:
    """Both answers in the note of every answer that is to be settled; for the team only."""

    def told(view: AnswerView) -> AnswerView:
        words = both.get((view.record, view.path))
        return replace(view, note=f"{words}. {view.note}".strip()) if words else view

    def item(one: CheckItem) -> CheckItem:
        words = " ".join(f"{both[a.record, a.path]}." for a in one.answers if (a.record, a.path) in both)
        strict = any(a.share is Share.STRICT for a in one.answers)
        return replace(one, found=f"Two answers came together: {words}") if words and not strict else one

    check = replace(page.due_diligence, items=tuple(map(item, page.due_diligence.items)))
    desk = replace(page.desk, answers=tuple(map(told, page.desk.answers)))
    return replace(page, desk=desk, due_diligence=check, open_points=tuple(map(told, page.open_points)))


def _tellable(views: Iterable[AnswerView], shield: Filter, *, hidden: bool, told: Told | None) -> tuple[AnswerView, ...]:
    """The answers this reader sees: under an agreement only what it leaves; while the name is withheld, without those that would give it away."""
    rest: list[AnswerView] = []
    for view in views:
        name = view.path.rpartition(".")[2]
        if told is not None and not (view.form == "company" and name in AGREED and told.may(name)):
            shield.withhold(view, FACTS, FORBIDDEN)
        elif hidden and name in IDENTIFYING:
            shield.withhold(view, FACTS, "would tell which company it is")
        else:
            rest.append(view)
    return shield.answers(rest, FACTS)


def named_company(page: CompanyPage, shield: Filter) -> Named:
    """A company with the marks of its names, for prints in which it is one of many."""
    return _named(page, {view.path: view for view in page.about}, shield)


def has_agreement_not_to_name(page: CompanyPage) -> bool:
    """Whether an agreement keeps the company's name secret (the company form, mission I-24)."""
    return any(view.path == "nda" and view.state is State.ANSWERED and view.text.casefold() in ("yes", "true") for view in page.about)


def _named(page: CompanyPage, about: dict[str, AnswerView], shield: Filter) -> Named:
    name = about.get("name")
    others = [page.local_name, *_lines(about["other_names"].text if "other_names" in about else "")]
    visible = {key for key in ("sector", "country") if (view := about.get(key)) and not _hidden(view, shield)}
    return Named(
        page.id,
        page.name,
        tuple(word for word in others if word),
        tuple(part for part in (p.strip() for p in page.place.split(",")) if len(part) > 2 and part != page.country_label),
        share=name.share if name else None,
        sector=page.sector_label if "sector" in visible else "",
        country=page.country_label if "country" in visible else "",
        asks=name.asks if name else Asks.TEAM,
        sensitive=bool(name and name.sensitive),
    )


def _hidden(view: AnswerView, shield: Filter) -> bool:
    return bool(shield.hides(view))


def _lines(text: str) -> list[str]:
    return [part.strip() for line in text.splitlines() for part in line.split(",")]


def _header(page: CompanyPage, about: dict[str, AnswerView], shield: Filter, names: Names, *, people: bool) -> tuple[tuple[str, ...], ...]:
    """Two lines below the name: where and what; who leads, and short facts."""
    place = [page.place if "place" in about else "", page.country_label if "country" in about else ""]
    first = [", ".join(p for p in place if p), page.sector_label if "sector" in about else ""] if not names.withheld(page.id) else []
    if shield.internal and page.step_label:
        first.append(f"step: {page.step_label.lower()}")
    second: list[str] = []
    if shield.internal and people:
        second.append(f"Our lead: {about['owner'].text}" if "owner" in about else "")
        lead = next((c for c in page.contacts if c.champion == "yes"), next(iter(page.contacts), None))
        second.append(f"Their lead: {', '.join(p for p in (lead.name, lead.job) if p)}" if lead else "")
    shown = {"name", "local_name", "place", "country", "sector", "owner"}
    second += [names.masked(_fact_words(fact)) for fact in page.facts if fact.name in about and fact.name not in shown]
    local = (page.local_name,) if page.local_name not in ("", page.name) and "local_name" in about and not names.withheld(page.id) else ()
    lines = (tuple(p for p in part if p) for part in (first, second))
    return tuple(line for line in (local, *((upper_first(line[0]), *line[1:]) for line in lines if line)) if line)


def _fact_words(fact: Fact) -> str:
    """A fact of the header line in few words; a programme's own fact with its question."""
    if fact.name == "nda":
        return "NDA signed" if fact.text.casefold() == "yes" else "no NDA" if fact.text.casefold() == "no" else ""
    if fact.name in SHORT_FACTS:
        return SHORT_FACTS[fact.name].format(lower_first(fact.text))
    return f"{fact.label.rstrip('?')}: {fact.text}"


def _facts(views: Sequence[AnswerView], sections: dict[str, str]) -> tuple[tuple[str, tuple[FactLine, ...]], ...]:
    """Facts by section of the form; the cells of one row of a repeat are one fact."""
    grouped: dict[str, list[FactLine]] = {}
    for row in _rows(views):
        label = sections.get(row[0].section, row[0].section)
        grouped.setdefault(label, []).append(_fact(row))
    return tuple((label, tuple(lines)) for label, lines in grouped.items())


def _rows(views: Sequence[AnswerView]) -> list[list[AnswerView]]:
    """Answers that stand together: the cells of one row of a repeat, or one answer."""
    rows: list[list[AnswerView]] = []
    last = ""
    for view in views:
        row = f"{view.record}{view.path.partition(']')[0]}" if "]" in view.path else ""
        if row and row == last:
            rows[-1].append(view)
        else:
            rows.append([view])
        last = row
    return rows


def _fact(row: list[AnswerView]) -> FactLine:
    first = row[0]
    words = ", ".join(view.text for view in row if view.text)
    sources = tuple({s.number: s for view in row for s in view.sources}.values())
    months = min((view.months for view in row if view.months is not None), default=None)
    notes = " ".join(view.note for view in row if view.note)
    stale, settle = any(v.stale for v in row), any(v.to_settle for v in row)
    checked = max(view.checked for view in row)
    return FactLine(first.label, words, first.state, notes, sources, months, stale, settle, checked)


def _open(views: Iterable[AnswerView], shield: Filter) -> tuple[OpenLine, ...]:
    """The questions that need a person; for a company they are points to talk about, without what we think of them."""
    level = shield.sees(Topic.OPEN_POINTS)
    if level is Grant.ALL:
        return tuple(OpenLine(v.state, v.to_settle, v.label, v.note) for v in shield.answers(views, FACTS))
    for view in views:
        shield.ledger.keep_secret("Notes on open questions", view.note, view.text)
    if level is Grant.TO_TALK_ABOUT:
        return tuple(OpenLine(State.NOT_ASKED, False, v.label, "") for v in views if not _hidden(v, shield))
    return ()


def _open_count(views: Sequence[AnswerView], shield: Filter) -> int | None:
    return len(views) if shield.sees(Topic.OPEN_POINTS) in (Grant.ALL, Grant.COUNTS) else None


def _stage(panel: StagePanel, shield: Filter, names: Names, *, bound: bool) -> StagePrint | None:
    level = shield.sees(Topic.STAGE) if not bound else Grant.NONE
    if level is Grant.ALL:
        actions = tuple(a for a in panel.actions if shield.answer(a.answer, "Stage actions"))
        goal = _goal(panel, names) if panel.goal else ""
        return StagePrint(_placed(panel, ("team", "company")), actions, panel.sentence, goal, False, False)
    for action in panel.actions:
        shield.withhold(action.answer, "Stage actions", "single actions stay with our team")
    shield.ledger.keep_secret("Reasons for a stage", panel.reason, *(p.reason for p in panel.placements))
    who = ("company", "team") if level is Grant.OWN else ("team", "company")
    placed = tuple(p for p in _placed(panel, who) if _may_place(p, level, shield)) if level is not Grant.NONE else ()
    if panel.team or panel.company:
        left = len(_placed(panel, who)) - len(placed)
        shield.ledger.leave_out("Stage on the path", FORBIDDEN if bound else shield.closed("placement") or TEAM_ONLY, count=left)
    goal = shield.value("goal", "goal", "Next goal", panel.goal.text) if panel.goal and level is not Grant.NONE else ""
    return StagePrint(placed, (), "", names.masked(goal), level is Grant.OWN, True) if placed or goal else None


def own_placements(panel: StagePanel, shield: Filter) -> tuple[Placed, ...]:
    """The placements this reader sees: the team both, a company its own and, where it is marked, ours."""
    level = shield.sees(Topic.STAGE)
    return tuple(one for one in _placed(panel, ("team", "company")) if level is Grant.ALL or _may_place(one, level, shield))


def _may_place(placed: Placed, level: Grant, shield: Filter) -> bool:
    """The company always sees its own view; every other placement needs a mark."""
    return (level is Grant.OWN and placed.by == "company") or shield.may("placement", "stage")


def _placed(panel: StagePanel, who: Sequence[str]) -> tuple[Placed, ...]:
    views = {"team": panel.team, "company": panel.company}
    return tuple(Placed(by, view.stage, view.on) for by in who if (view := views[by]) is not None)


def _goal(panel: StagePanel, names: Names) -> str:
    assert panel.goal is not None
    until = f", by {partial_day(panel.goal.until)}" if panel.goal.until else ""
    return names.masked(panel.goal.text) + until


def _check(panel: DueDiligencePanel, shield: Filter, *, bound: bool) -> CheckPrint | None:
    level = shield.sees(Topic.DUE_DILIGENCE) if not bound else Grant.NONE
    if level is Grant.ALL:
        return CheckPrint(panel, tuple(_check_line(item, shield) for item in panel.items), panel.checked_on)
    answers = [answer for item in panel.items for answer in item.answers]
    for answer in answers:
        shield.withhold(answer, "Due-diligence answers", TEAM_ONLY)
    shield.ledger.keep_secret("Due-diligence findings", panel.reason, *(item.found for item in panel.items))
    return CheckPrint(None, (), panel.checked_on) if level is Grant.DATE and panel.checked_on else None


def _check_line(item: CheckItem, shield: Filter) -> CheckLine:
    """What was found is printed only when every answer behind it may be; a strict answer is never told in other words."""
    shown = shield.answers(item.answers, "Due-diligence answers")
    held = any(a.text or a.note or a.sources for a in item.answers if a not in shown)
    if held:
        shield.ledger.keep_secret("Due-diligence findings", item.found)
    sources = tuple({s.number: s for a in shown for s in a.sources}.values())
    return CheckLine(item.section, item.label, item.result, "" if held else item.found, held, sources)


def _talks(talks: tuple[Talk, ...], shield: Filter, *, people: bool) -> tuple[Talk, ...] | None:
    if shield.sees(Topic.TALKS) is Grant.ALL:
        if people:
            return talks
        shield.ledger.keep_secret(PEOPLE, *_people_in(talks), hard=True)
        return tuple(replace(t, people="", by="") for t in talks)
    if talks:
        words = (word for t in talks for word in (t.subject, *(each.text for each in t.promises)))
        shield.ledger.leave_out("Conversations", TEAM_ONLY, *words, count=len(talks))
        shield.ledger.keep_secret(PEOPLE, *_people_in(talks), hard=True)
    return None


def _people_in(talks: Iterable[Talk]) -> list[str]:
    """The names in the lines "with whom" and "by": two words or more, none with a small first letter or a figure ("two captains" is no name)."""
    parts = (part.strip() for t in talks for line in (t.people, t.by) for part in re.split(r"[,;()]| and ", line))
    return [
        part for part in dict.fromkeys(parts) if " " in part and not any(c.isdigit() for c in part) and not any(w[0].islower() for w in part.split())
    ]


def _people(page: CompanyPage, shield: Filter, *, people: bool) -> None:
    """Names of people: for the team only, and for it only when it wants them."""
    if shield.sees(Topic.PEOPLE) is Grant.ALL and people:
        return
    owner = [view.text for view in page.about if view.path == "owner"]
    secrets = [part.strip() for c in page.contacts for part in re.split(r"[()]", c.name)] + owner
    number = len(page.contacts) + len(owner)
    if number:
        shield.ledger.leave_out(PEOPLE, "personal data stays with our team", *secrets, count=number, hard=True)


def _opportunities(lines: tuple[OpportunityLine, ...], shield: Filter) -> tuple[OpportunityLine, ...] | None:
    if shield.internal:
        return lines
    if lines:
        shield.ledger.leave_out("Opportunities with the company", "shown in the ranking print", *(o.title for o in lines), count=len(lines))
    return None


def _sources(views: Sequence[AnswerView], stage: StagePrint | None, check: CheckPrint | None) -> tuple[SourceView, ...]:
    """Every source that a shown value names, by its number."""
    found = {s.number: s for view in views for s in view.sources}
    found |= {s.number: s for action in (stage.actions if stage else ()) for s in action.answer.sources}
    found |= {s.number: s for line in (check.lines if check else ()) for s in line.sources}
    return tuple(found[number] for number in sorted(found))


def _next_step(talk: Talk | None, shield: Filter) -> str:
    if talk is None or not shield.internal:
        return ""
    words = "; ".join(promise_words(each.text, each.theirs) for each in talk.open)
    return f"{words} (due {day(talk.due)})" if talk.due else words


def stage_words(placed: Placed, *, neutral: bool) -> str:
    """A place on the path in words; for a company only the neutral ones."""
    if neutral or placed.stage not in PATH:
        return CAPTIONS[placed.stage].lower()
    return f"{LABELS[placed.stage]} ({CAPTIONS[placed.stage].lower()})"
