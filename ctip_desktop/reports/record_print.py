"""One record as one reader may see it: the filter between the query and the sheet.

Everything is for the team. Anybody else reads answers that are marked for them, and nothing of a record whose form stays inside (who said what in a
talk, a due-diligence check, one person's marks), of which the reader sees sums only, or that an agreement of non-disclosure binds.
"""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from ctip_desktop.dataclass import dataclass
from ctip_desktop.errors import WorldError
from ctip_desktop.forms.model import ONE_PERSONS, Kind, State
from ctip_desktop.forms.scoring import Score
from ctip_desktop.queries.ageing import AGEING
from ctip_desktop.queries.handouts import Handout, Lines
from ctip_desktop.queries.naming import Told
from ctip_desktop.queries.views import AnswerView, SourceView
from ctip_desktop.reports.audience import HOMES, Audience, Filter, Grant, grant
from ctip_desktop.reports.company_print import IDENTIFYING, PEOPLE, FactLine
from ctip_desktop.reports.job import READER_NAMES
from ctip_desktop.reports.names import Names
from ctip_desktop.reports.words import short_number, title_words, written_day

OWN_PRINTS = {"company": "the company profile", "partnership": "the partnership on one page", "opportunity": "the ranking"}
"""Forms of which others than the team read a print that is made for them."""

OPEN = "open, unknown or “no”: only their number is told"
_TOLD_SINGLY = frozenset({Grant.ALL, Grant.MARKED})


@dataclass(frozen=True, slots=True)
class LinesPrint:
    """The lines of a list that this reader sees."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class PartPrint:
    """One section: its answers, its lists under their questions, and what nobody answered."""

    label: str
    facts: tuple[FactLine, ...]
    lists: tuple[tuple[str, LinesPrint], ...]
    unknown: tuple[str, ...]
    not_asked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecordPrint:
    """Everything a sheet may show. subject: what it is about, empty for the programme. begun: a form that is filled step
    by step and not finished yet. unanswered: how many questions are open, unknown or answered "no", where that is all that is told. said: what the
    rules say, by the label of their table; scores: in words. aged: its answers have sources, or grow old by themselves. kept: questions and what
    stands there from an earlier version of the form, for the team."""

    form: str
    version: str
    title: str
    subject: str
    begun: bool
    parts: tuple[PartPrint, ...]
    unanswered: int
    said: Mapping[str, tuple[str, ...]]
    scores: tuple[str, ...]
    aged: bool
    sources: tuple[SourceView, ...]
    kept: tuple[tuple[str, str], ...] = ()


def allow(given: Handout, shield: Filter, told: Mapping[UUID, Told]) -> None:
    """Refuse a record this reader never gets. Raises WorldError with the reason."""
    if given.form.kind in ONE_PERSONS:
        raise _refused("The answers of one person are printed for nobody.", "Print the form empty, or the results of all.")
    if shield.internal:
        return
    shield.require(given.form.name)
    reader = READER_NAMES[shield.audience]
    if instead := OWN_PRINTS.get(given.form.name):
        raise _refused(f"A record of “{given.form.title}” is printed for the team only. For {reader} there is {instead}.", "Make that print.")
    if given.form.name in _kept(shield.audience):
        raise _refused(
            f"A record of “{given.form.title}” is for the team only, not for {reader}.", "Print it for your team, or choose another print."
        )
    if given.checked:
        raise _refused(f"What was decided after due diligence is for the team only, not for {reader}.", "Print it for your team.")
    if given.bound or any(company in told for company in given.about):
        why = f"An agreement of non-disclosure covers what this is about, so it is not printed for {reader}."
        raise _refused(why, "Print it for your team.")


def _kept(audience: Audience) -> frozenset[str]:
    """Forms of which this reader gets no single record: nothing at all, or only dates, counts and sums. A single amount could tell a hidden one."""
    return frozenset({"contribution", *(form for topic, form in HOMES.items() if grant(topic, audience) not in _TOLD_SINGLY)})


def _refused(why: str, next_step: str) -> WorldError:
    return WorldError(why, kept="Nothing was written.", next_step=next_step)


def record_print(given: Handout, shield: Filter, names: Names) -> RecordPrint:
    """Choose what this reader sees. Raises WorldError for a record of which nothing is left."""
    if not shield.internal:
        names.hide_people(given.people)
        if given.people:
            shield.ledger.leave_out(PEOPLE, "personal data stays with our team", *given.people, count=len(given.people), hard=True)
    parts = [_Part(given, shield, names, label).printed() for label in dict.fromkeys(view.section for view in given.answers)]
    if not any(part.facts or part.lists for part in parts) and not shield.internal:
        raise _refused(
            f"Nothing here is marked for {READER_NAMES[shield.audience]}.", "Look at the marks under Programme, Sharing, or choose another reader."
        )
    open_ = sum(view.state in (State.UNKNOWN, State.NOT_ASKED) for view in given.answers)
    open_ += len(given.no) + sum(len(lines.no) for lines in given.lines.values())
    facts = [fact for part in parts for fact in part.facts]
    sources = {source.number: source for fact in facts for source in fact.sources} if shield.internal else {}
    return RecordPrint(
        given.form.title,
        given.form.version,
        names.masked(title_words(_title(given, shield))),
        names.masked(title_words(given.subject)),
        given.form.kind is Kind.CHECKLIST and not given.finished,
        tuple(part for part in parts if part.facts or part.lists or part.unknown or part.not_asked),
        0 if shield.internal or shield.audience is Audience.PUBLIC else open_,
        _said_by_rules(given) if shield.internal else {},
        tuple(map(_score_words, given.scores)) if shield.internal else (),
        given.form.kind in AGEING or any(fact.sources for fact in facts),
        tuple(sources[number] for number in sorted(sources)),
        tuple((one.label, one.text) for one in given.kept) if shield.internal else (),
    )


def _said_by_rules(given: Handout) -> Mapping[str, tuple[str, ...]]:
    return {label: tuple(reason for name, reason in given.rules if name == label) for label, _ in given.rules}


def _score_words(score: Score) -> str:
    gap = f", provisional, {score.answered} of {score.of} answered" if score.provisional else ""
    return f"{score.label}: {short_number(score.value or 0)}{gap}"


def _title(given: Handout, shield: Filter) -> str:
    """Its title while it holds nothing this reader may not read; for others than the team only one that a marked answer says. Else the form's."""
    hidden = (view.text for view in given.answers if view.text and shield.hides(view))
    marked = shield.internal or any(view.text == given.title and not shield.hides(view) for view in given.answers)
    return given.title if marked and given.title and not any(text in given.title for text in hidden) else given.form.title


class _Part:
    """Chooses what a reader sees of one section."""

    def __init__(self, given: Handout, shield: Filter, names: Names, label: str) -> None:
        self._given = given
        self._shield = shield
        self._names = names
        self._label = label
        self._what = f"Answers of “{given.form.title}”"
        self._unnamed = any(names.withheld(company) for company in given.about)

    def printed(self) -> PartPrint:
        """The section."""
        views = [view for view in self._given.answers if view.section == self._label]
        lists = [(view, self._given.lines[view.path]) for view in views if view.path in self._given.lines]
        facts = [fact for view in views if view.path not in self._given.lines and (fact := self._fact(view))]
        shown = [(view.label, lines) for view, found in lists if (lines := self._lines(view, found))]
        unknown, not_asked = (self._open(views, state) for state in (State.UNKNOWN, State.NOT_ASKED))
        return PartPrint(self._label, tuple(facts), tuple(shown), unknown, not_asked)

    def _open(self, views: list[AnswerView], state: State) -> tuple[str, ...]:
        """Questions without an answer and without a word beside them; the team reads which."""
        return tuple(view.label for view in views if view.state is state and not _said(view)) if self._shield.internal else ()

    def _fact(self, view: AnswerView) -> FactLine | None:
        if view.state in (State.UNKNOWN, State.NOT_ASKED) and not (self._shield.internal and _said(view)):
            if not self._shield.internal:
                self._shield.ledger.leave_out(self._what, OPEN, view.note, *(source.title for source in view.sources))
            return None
        if view.path in self._given.no and not self._shield.internal:
            self._shield.withhold(view, self._what, OPEN)
            return None
        if self._unnamed and view.path in IDENTIFYING:
            self._shield.withhold(view, self._what, "would tell which company it is")
            return None
        shown = self._shield.answer(view, self._what)
        if shown is None:
            return None
        words = {State.UNKNOWN: "Unknown", State.NOT_ASKED: "Not asked yet"}.get(shown.state, written_day(shown.text))
        text, note = self._names.masked(words), self._names.masked(shown.note)
        return FactLine(shown.label, text, shown.state, note, shown.sources, shown.months, shown.stale, shown.to_settle, shown.checked)

    def _lines(self, view: AnswerView, found: Lines) -> LinesPrint | None:
        if reason := self._shield.hides(view):
            self._shield.withhold(view, self._what, reason)
            return None
        if found.no and not self._shield.internal:
            self._shield.ledger.leave_out(self._what, OPEN, count=len(found.no))
            cells = (("" if (y, x) in found.no else cell for x, cell in enumerate(row)) for y, row in enumerate(found.rows))
            found = Lines(found.columns, tuple(map(tuple, cells)))
        seen = [place for place, column in enumerate(found.columns) if self._column(found, place)]
        rows = tuple(tuple(self._names.masked(row[place]) for place in seen) for row in found.rows)
        used = [n for n in range(len(seen)) if any(row[n] for row in rows)]
        heads = tuple(found.columns[seen[n]].label for n in used)
        return LinesPrint(heads, tuple(tuple(row[n] for n in used) for row in rows)) if used else None

    def _column(self, found: Lines, place: int) -> bool:
        """Whether this reader sees one question of a list; its words are kept out otherwise."""
        column, words = found.columns[place], [row[place] for row in found.rows if row[place]]
        reason = self._shield.why_not(column, self._given.form.name, column.name)
        if self._unnamed and column.name in IDENTIFYING:
            reason = reason or "would tell which company it is"
        if reason and words:
            self._shield.ledger.leave_out(self._what, reason, *words, count=len(words), hard=column.sensitive)
        elif not reason:
            self._shield.ledger.show(*words)
        return not reason


def _said(view: AnswerView) -> bool:
    return bool(view.note or view.sources or view.to_settle)
