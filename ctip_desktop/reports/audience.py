"""The one filter: who sees what, what is left out, and why. Every print goes through it before anything is drawn.

The table is section 12 of the design of the printed pages. A share mark names its readers exactly: `donor` is for the donor and not for a
partner, `partners` is for the partner and not for the donor, `public` is for everybody. A question without a mark is for the team only.
`strict` is never printed.
Items the team asks itself are never printed for a company (mission 0.2, rule 1).
What a programme says of a whole form stands in place of ordinary marks (`practice.sharing`, decision 0041): `Filter.why_not` is where it is asked.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace
from enum import StrEnum
from types import MappingProxyType
from typing import Protocol
from uuid import UUID

from ctip_desktop.dataclass import dataclass
from ctip_desktop.errors import WorldError
from ctip_desktop.forms.model import Asks, Form, Share, State
from ctip_desktop.practice.sharing import AS_THE_FORMS, Rule, Sharing, openable
from ctip_desktop.queries.views import AnswerView, SourceView

SHORTEST_SECRET = 4  # characters: anything shorter is found everywhere by chance


class Audience(StrEnum):
    """For whom a print is made."""

    INTERNAL = "internal"
    PARTNER = "partner"
    DONOR = "donor"
    PUBLIC = "public"


class Topic(StrEnum):
    """What a print can hold: the rows of the table."""

    PEOPLE = "people"  # names and contacts
    COMPANY_NAME = "company_name"
    FACTS = "facts"
    STAGE = "stage"
    OPEN_POINTS = "open_points"  # open, unknown, and "no" answers
    DUE_DILIGENCE = "due_diligence"
    CONCERNS = "concerns"
    REFLECTION = "reflection"  # "questions for us"
    SHEETS = "sheets"  # single score sheets
    AGREED_SCORES = "agreed_scores"  # agreed values, ranges, ranking
    STOPPED = "stopped"  # opportunities stopped by due diligence
    TALKS = "talks"  # not in the table, so for the team only
    PULSE = "pulse"  # means, gaps, trend, from three answers on
    FIT = "fit"  # fit check, its rule, cut-off criteria
    QUOTES = "quotes"  # comments whose person agreed, without a name
    CONTRIBUTIONS = "contributions"
    RESULTS = "results"  # milestones and indicators
    NDA = "nda"
    LEFT_OUT = "left_out"  # the table of what is left out, data state, versions


class Grant(StrEnum):
    """How much of a topic a reader sees."""

    ALL = "all"
    OWN = "own"  # what belongs to that company, or was said or agreed by it
    MARKED = "marked"  # what carries a mark for this reader
    TO_TALK_ABOUT = "to_talk_about"  # as points to talk about, never as "no"
    COUNTS = "counts"  # how many, and nothing else
    DATE = "date"  # that it was done, and when
    UNNAMED = "unnamed"  # without names
    CLOSED = "closed"  # after the round is closed
    OWN_PRINT = "own_print"  # has a print of its own and stands in no other
    IN_WORDS = "in_words"  # without numbers
    SUMS = "sums"  # added up by source and kind
    TABLE_ONLY = "table_only"  # only in the table of what is left out
    SHORT = "short"  # one line
    NONE = "none"


def _row(team: Grant, partner: Grant, donor: Grant, public: Grant) -> Mapping[Audience, Grant]:
    return MappingProxyType({Audience.INTERNAL: team, Audience.PARTNER: partner, Audience.DONOR: donor, Audience.PUBLIC: public})


TABLE: Mapping[Topic, Mapping[Audience, Grant]] = MappingProxyType(
    {
        Topic.PEOPLE: _row(Grant.ALL, Grant.OWN, Grant.NONE, Grant.NONE),
        Topic.COMPANY_NAME: _row(Grant.ALL, Grant.OWN, Grant.MARKED, Grant.MARKED),
        Topic.FACTS: _row(Grant.ALL, Grant.MARKED, Grant.MARKED, Grant.MARKED),
        Topic.STAGE: _row(Grant.ALL, Grant.OWN, Grant.MARKED, Grant.NONE),
        Topic.OPEN_POINTS: _row(Grant.ALL, Grant.TO_TALK_ABOUT, Grant.COUNTS, Grant.NONE),
        Topic.DUE_DILIGENCE: _row(Grant.ALL, Grant.NONE, Grant.DATE, Grant.NONE),
        Topic.CONCERNS: _row(Grant.ALL, Grant.OWN, Grant.COUNTS, Grant.NONE),
        Topic.REFLECTION: _row(Grant.OWN_PRINT, Grant.NONE, Grant.NONE, Grant.NONE),
        Topic.SHEETS: _row(Grant.UNNAMED, Grant.NONE, Grant.NONE, Grant.NONE),
        Topic.AGREED_SCORES: _row(Grant.ALL, Grant.NONE, Grant.CLOSED, Grant.NONE),
        Topic.STOPPED: _row(Grant.ALL, Grant.NONE, Grant.UNNAMED, Grant.NONE),
        Topic.TALKS: _row(Grant.ALL, Grant.NONE, Grant.NONE, Grant.NONE),
        Topic.PULSE: _row(Grant.ALL, Grant.OWN, Grant.IN_WORDS, Grant.NONE),
        Topic.FIT: _row(Grant.ALL, Grant.NONE, Grant.NONE, Grant.NONE),
        Topic.QUOTES: _row(Grant.ALL, Grant.OWN, Grant.NONE, Grant.NONE),
        Topic.CONTRIBUTIONS: _row(Grant.ALL, Grant.OWN, Grant.SUMS, Grant.MARKED),
        Topic.RESULTS: _row(Grant.ALL, Grant.OWN, Grant.MARKED, Grant.MARKED),
        Topic.NDA: _row(Grant.ALL, Grant.OWN, Grant.TABLE_ONLY, Grant.NONE),
        Topic.LEFT_OUT: _row(Grant.ALL, Grant.SHORT, Grant.ALL, Grant.SHORT),
    }
)


def grant(topic: Topic, audience: Audience) -> Grant:
    """How much of a topic this reader sees."""
    return TABLE[topic][audience]


HOMES: Mapping[Topic, str] = MappingProxyType(
    {
        Topic.PEOPLE: "contact",
        Topic.STAGE: "placement",
        Topic.DUE_DILIGENCE: "due_diligence",
        Topic.CONCERNS: "concern",
        Topic.SHEETS: "score_card",
        Topic.AGREED_SCORES: "score_card",
        Topic.TALKS: "conversation",
        Topic.PULSE: "pulse",
        Topic.FIT: "pulse",
        Topic.QUOTES: "pulse",
        Topic.CONTRIBUTIONS: "contribution",
        Topic.NDA: "nda",
    }
)
"""The form whose answers a topic is made of: a programme that closes the form closes the topic. The others are asked for question by question."""


MARKS: Mapping[Audience, frozenset[Share]] = MappingProxyType(
    {
        Audience.INTERNAL: frozenset({Share.PUBLIC, Share.PARTNERS, Share.DONOR, Share.INTERNAL}),
        Audience.PARTNER: frozenset({Share.PUBLIC, Share.PARTNERS}),
        Audience.DONOR: frozenset({Share.PUBLIC, Share.DONOR}),
        Audience.PUBLIC: frozenset({Share.PUBLIC}),
    }
)


@dataclass(frozen=True, slots=True)
class LeftAt:
    """Where an answer that is left out stands: its record, the path of its question, the question's words and its mark (None without one)."""

    record: UUID
    path: str
    label: str
    share: Share | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A line of the table of what is left out. at: where its answers stand, for the team's own screen; things that are no answers have no place."""

    count: int
    what: str
    why: str
    at: tuple[LeftAt, ...] = ()


@dataclass(frozen=True, slots=True)
class Secret:
    """A value that must not be in the finished file. `label` says what it is without telling it.

    within: names of others that hold it and are told; there it tells nothing about whom it belongs to.
    """

    label: str
    value: str
    within: tuple[str, ...] = ()


class Marked(Protocol):
    """Anything with a share mark: a question, or an answer ready to be shown."""

    @property
    def share(self) -> Share | None:
        """The mark, None without one."""

    @property
    def asks(self) -> Asks:
        """Who answers."""

    @property
    def sensitive(self) -> bool:
        """Whether it needs special care."""


def why_not(item: Marked, audience: Audience, rule: Rule | None = None, *, openable: bool = False) -> str:
    """Why an item is not shown to this reader, as the words of the left-out table; empty when it is shown.

    rule: what the programme says of its form. openable: whether the rule may open this item; what is strict, sensitive, without a mark or asked by
    the team of itself it never opens.
    """
    if item.share is Share.STRICT:
        return "marked “never leaves this program”"
    if audience is Audience.INTERNAL:
        return ""
    if item.sensitive:
        return "sensitive, stays with our team"
    if item.share is None:
        return "without a sharing mark"
    if rule is not None and openable and item.asks is not Asks.TEAM and rule.opens(audience):
        return ""
    return _by_mark(item, audience) or (rule.words if rule is not None and rule.closes(audience) else "")


def _by_mark(item: Marked, audience: Audience) -> str:
    """What an ordinary mark says."""
    if item.share not in MARKS[audience]:
        return "marked “team only”" if item.share is Share.INTERNAL else "marked for other readers"
    if audience is Audience.PARTNER and item.asks is Asks.TEAM and item.share is not Share.PUBLIC:
        return "asked by our team for itself"
    return ""


@dataclass(frozen=True, slots=True)
class Unmarked:
    """The mark of a question no form has: none, so it is for the team only."""

    share: Share | None = None
    asks: Asks = Asks.TEAM
    sensitive: bool = False


class FormMarks:
    """The share marks of the forms, for values that come without their question (a placement, a round's cut line), and what the programme says of
    whole forms."""

    def __init__(self, forms: Iterable[Form], sharing: Sharing = AS_THE_FORMS) -> None:
        every = tuple(forms)
        self._marks: dict[tuple[str, str], Marked] = {(form.name, question.name): question for form in every for question in form.walk()}
        self._titles = {form.name: form.title for form in every}
        self._sharing = sharing
        widened = (form for form in every if (rule := sharing.of(form.name)) is not None and rule.widens)
        self._openable = {form.name: openable(form) for form in widened}

    def of(self, form: str, question: str) -> Marked:
        """The mark of a question; a question no form has is unmarked."""
        return self._marks.get((form, question), Unmarked())

    def title(self, form: str) -> str:
        """What a form is called."""
        return self._titles.get(form, form)

    def why_not(self, item: Marked, form: str, question: str, audience: Audience) -> str:
        """Why an item of a form is not shown to this reader; empty when it is."""
        return why_not(item, audience, self._sharing.of(form), openable=question in self._openable.get(form, ()))

    def closed(self, form: str, audience: Audience) -> str:
        """Why the programme keeps a whole form from this reader; empty when it does not."""
        return "" if audience is Audience.INTERNAL else self._sharing.closed(form, audience)


class Ledger:
    """What was left out of one print and why, what was shown, and which values the finished file must not hold."""

    def __init__(self, vocabulary: Iterable[str] = ()) -> None:
        self._counts: dict[tuple[str, str], int] = {}
        self._at: dict[tuple[str, str], list[LeftAt]] = {}
        self._secrets: dict[str, str] = {}
        self._hard: set[str] = set()
        self._shown: set[str] = set()
        self._told: set[str] = set()
        self._vocabulary = "\n".join(map(fold, vocabulary))
        self._common = frozenset(re.findall(r"\w+", self._vocabulary))

    def leave_out(self, what: str, why: str, *secrets: str, count: int = 1, hard: bool = False, at: LeftAt | None = None) -> None:
        """Count something left out; `secrets` are its values, `at` is where it stands."""
        self._counts[what, why] = self._counts.get((what, why), 0) + count
        if at is not None:
            self._at.setdefault((what, why), []).append(at)
        self.keep_secret(what, *secrets, hard=hard)

    def keep_secret(self, what: str, *secrets: str, hard: bool = False) -> None:
        """Values that must not be in the file, without a line in the table. hard: not even inside an answer this reader may see."""
        for secret in (s.strip() for s in secrets if s.strip()):
            self._secrets.setdefault(secret, what)
            if hard:
                self._hard.add(secret)

    def show(self, *values: str) -> None:
        """Values this reader may see."""
        self._shown.update(fold(value) for value in values)

    def tell_name(self, *names: str) -> None:
        """Names of companies this reader may know. "Maravel Build" does not tell that another company is in Maravel."""
        self._told.update(filter(None, map(fold, names)))

    def is_common(self, word: str) -> bool:
        """Whether a folded word is one of the words of the forms, which tell nobody's name."""
        return word in self._common

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """The table, largest count first."""
        lines = (LeftOut(number, what, why, tuple(self._at.get((what, why), ()))) for (what, why), number in self._counts.items() if number)
        return tuple(sorted(lines, key=lambda line: (-line.count, line.what, line.why)))

    @property
    def secrets(self) -> tuple[Secret, ...]:
        """What the finished file is searched for.

        Left aside: the words of the forms ("Mixed", "Thailand", "code of conduct"), which are everybody's, and what stands in an answer that is
        marked for this reader. Names, and whatever is strict or sensitive, are searched for even then: a name inside a marked answer stops the print.
        """
        return tuple(Secret(label, value, self._within(value)) for value, label in self._secrets.items() if self._searched(value))

    def _within(self, value: str) -> tuple[str, ...]:
        folded = fold(value)
        return tuple(sorted((name for name in self._told if folded in name and folded != name), key=len, reverse=True))

    def _searched(self, value: str) -> bool:
        folded = fold(value)
        hard = value in self._hard
        if len(folded) < SHORTEST_SECRET or folded in self._shown or _bare_year(folded, hard=hard):
            return False
        if folded in self._vocabulary and (not hard or f"\n{folded}\n" in f"\n{self._vocabulary}\n"):
            return False
        return hard or not any(folded in shown for shown in self._shown)


def _bare_year(folded: str, *, hard: bool) -> bool:
    """Four figures and nothing else: a year stands on every page by chance. A strict or sensitive one is searched for even so."""
    return not hard and len(folded) == SHORTEST_SECRET and folded.isdigit()


def fold(text: str) -> str:
    """Text for comparing whole values: compatible forms, case and spaces do not count."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def vocabulary(forms: Iterable[Form]) -> frozenset[str]:
    """The words of all choice lists and question labels: they belong to the forms, not to anybody's answers."""
    words: set[str] = set()
    for form in forms:
        words.add(form.title)
        for question in form.walk():
            words.add(question.label)
            words.update(choice.label for choice in question.choices)
        words.update(choice.label for choices in form.lists.values() for choice in choices)
    return frozenset(words)


class Filter:
    """Applies the table to answers for one reader, and keeps the ledger."""

    def __init__(self, audience: Audience, ledger: Ledger, marks: FormMarks | None = None) -> None:
        self.audience = audience
        self.ledger = ledger
        self._marks = marks or FormMarks(())

    def sees(self, topic: Topic) -> Grant:
        """How much of a topic this reader sees: nothing of one whose form the programme keeps back."""
        return Grant.NONE if self.closed(HOMES.get(topic, "")) else grant(topic, self.audience)

    def closed(self, form: str) -> str:
        """Why the programme keeps everything that is answered in a form from this reader; empty when it does not."""
        return self._marks.closed(form, self.audience)

    def require(self, form: str) -> None:
        """Refuse a print that is made of one form, while the programme keeps that form from this reader. Raises WorldError."""
        if why := self.closed(form):
            raise WorldError(
                f"“{self._marks.title(form)}”: {why}.",
                kept="Nothing was written.",
                next_step="Choose another reader, or change it under Programme, Sharing.",
            )

    def why_not(self, item: Marked, form: str, question: str) -> str:
        """Why an item is not shown to this reader; empty when it is. Every mark of every print is asked for here."""
        return self._marks.why_not(item, form, question, self.audience)

    def hides(self, view: AnswerView) -> str:
        """Why an answer is not shown to this reader; empty when it is."""
        return self.why_not(view, view.form, view.path.rpartition(".")[2])

    @property
    def internal(self) -> bool:
        """Whether the reader is the team."""
        return self.audience is Audience.INTERNAL

    def value(self, form: str, question: str, what: str, text: str) -> str:
        """A value without its answer around it: the text when the question's mark lets this reader see it, else empty and in the ledger."""
        if not text:
            return ""
        if reason := self.why_not(self._marks.of(form, question), form, question):
            self.ledger.leave_out(what, reason, text)
            return ""
        self.ledger.show(text)
        return text

    def mark(self, form: str, question: str) -> Marked:
        """The mark of a question."""
        return self._marks.of(form, question)

    def may(self, form: str, question: str) -> bool:
        """Whether the mark of a question lets this reader see its values."""
        return not self.why_not(self._marks.of(form, question), form, question)

    def answer(self, view: AnswerView, what: str) -> AnswerView | None:
        """The answer as this reader sees it, or None. `what` names its kind in the left-out table ("Answers of the desk research")."""
        if reason := self.hides(view):
            self.withhold(view, what, reason)
            return None
        shown = view if self.internal else self._without_notes(view)
        self.ledger.show(shown.text, *(s.title for s in shown.sources))
        return shown

    def answers(self, views: Iterable[AnswerView], what: str) -> tuple[AnswerView, ...]:
        """The answers this reader sees."""
        return tuple(shown for view in views if (shown := self.answer(view, what)) is not None)

    def withhold(self, view: AnswerView, what: str, reason: str) -> None:
        """Leave an answer out with everything beside it. A question nobody answered is not counted: there is nothing to leave out."""
        secrets = (view.text, view.note, *_source_words(view.sources))
        if view.state is not State.NOT_ASKED or any(secrets):
            self.ledger.leave_out(what, reason, *secrets, hard=view.sensitive or view.share is Share.STRICT, at=_at(view))

    def _without_notes(self, view: AnswerView) -> AnswerView:
        """Notes carry no mark and stay with the team; of a source its kind and date remain unless its title is marked for this reader."""
        if view.note:
            self.ledger.leave_out("Notes beside answers", "without a sharing mark", view.note, at=_at(view))
        if view.to_settle:
            self.ledger.leave_out("Answers being settled", "not settled yet", view.text, at=_at(view))
            view = replace(view, text="")
        if self.may("source", "title"):
            return replace(view, note="", sources=tuple(replace(s, file="") for s in view.sources))
        self.ledger.keep_secret("Titles and links of sources", *_source_words(view.sources))
        return replace(view, note="", sources=tuple(replace(s, title="", link="", file="") for s in view.sources))


def _at(view: AnswerView) -> LeftAt | None:
    return LeftAt(view.record, view.path, view.label, view.share) if view.record is not None else None


def _source_words(sources: Iterable[SourceView]) -> tuple[str, ...]:
    return tuple(word for source in sources for word in (source.title, source.link) if word)
