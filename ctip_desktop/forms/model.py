"""What is asked: a form as plain frozen data.

The column names are XLSForm's (`type name label hint required relevant constraint constraint_message calculation choice_filter appearance`);
the additions (`why how example source share asks evidence anchors check shelf_life contract scores outcomes`) are ours and are described in
`docs/form-format.md`. Nothing here reads a file or evaluates an expression.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from enum import StrEnum
from types import MappingProxyType

from ctip_desktop.dataclass import dataclass

Value = None | bool | int | float | str | tuple[str, ...]
"""One answer's value. Dates are ISO text, a select_multiple is a tuple of choice names, yes/no is the choice name `yes` or `no`."""

NOTHING: Mapping[str, str] = MappingProxyType({})


class State(StrEnum):
    """Four quiet states. Unknown is not no; not asked is not zero."""

    ANSWERED = "answered"
    NOT_ASKED = "not_asked"
    NOT_APPLICABLE = "not_applicable"
    UNKNOWN = "unknown"


class Share(StrEnum):
    """With whom an answer may be shared. A question without a mark is for the team only."""

    PUBLIC = "public"
    PARTNERS = "partners"
    DONOR = "donor"
    INTERNAL = "internal"
    STRICT = "strict"


class Asks(StrEnum):
    """Who answers. `TEAM` items are for the team's own reflection and are never printed for a company."""

    TEAM = "team"
    PARTNER = "partner"
    COMPANY = "company"


class Evidence(StrEnum):
    """Whether a source is expected beside the answer."""

    NONE = "none"
    WELCOME = "welcome"
    WANTED = "wanted"


class Kind(StrEnum):
    """How many records of a form a subject has."""

    ENTITY = "entity"  # the thing itself: company, opportunity, contact
    CHECKLIST = "checklist"  # one record per subject
    SCORE_CARD = "score_card"  # one per subject, round and assessor
    SURVEY = "survey"  # one per subject, wave and respondent
    REGISTER = "register"  # many per subject


ONE_PERSONS = frozenset({Kind.SURVEY, Kind.SCORE_CARD})
"""Forms that one person answers for himself: his answers are shown to nobody by themselves."""


@dataclass(frozen=True, slots=True)
class Source:
    """One piece of evidence beside an answer.

    kind: company, government, media, ngo, database, own_visit (docs/form-format.md); date: ISO text, may be a month or a year;
    file: SHA-256 hex of an attachment in the workspace, or empty; id: record id in the workspace, empty before it is kept.
    """

    kind: str = ""
    title: str = ""
    link: str = ""
    date: str = ""
    file: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """Value, state, note and sources of one question. The value is None unless the state is ANSWERED; an empty tuple says that there are none."""

    value: Value = None
    state: State = State.NOT_ASKED
    note: str = ""
    sources: tuple[Source, ...] = ()

    @staticmethod
    def of(value: Value, note: str = "", sources: tuple[Source, ...] = ()) -> Answer:
        """An answered question, or a not-asked one when there is no value."""
        empty = value is None or value == "" or value == ()
        return Answer(None if empty else value, State.NOT_ASKED if empty else State.ANSWERED, note, sources)

    @staticmethod
    def none(note: str = "") -> Answer:
        """Answered: there are none. Of a list, or of a question with several choices."""
        return Answer((), State.ANSWERED, note)

    @property
    def is_none(self) -> bool:
        """Whether it says that there are none."""
        return self.state is State.ANSWERED and self.value == ()


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a list; `extra` holds further columns, for choice filters."""

    name: str
    label: str
    hint: str = ""
    extra: Mapping[str, str] = field(default_factory=lambda: NOTHING)


@dataclass(frozen=True, slots=True)
class Question:
    """One question, or a repeat when `type` is `repeat` (then `questions` holds its columns).

    Expressions are kept as written; the reader has parsed them once to find errors.
    """

    name: str
    type: str  # text integer decimal date time dateTime select_one select_multiple range rank note calculate hidden file image ref repeat …
    label: str = ""
    list_name: str = ""  # of select_one and select_multiple
    choices: tuple[Choice, ...] = ()
    ref: str = ""  # of type `ref`: the form the answer points to
    hint: str = ""
    required: str = ""  # expression; "yes" = always. Means needed to finish, never needed to go on
    required_message: str = ""
    relevant: str = ""
    constraint: str = ""  # hard: an impossible value
    constraint_message: str = ""
    check: str = ""  # soft: an unlikely value; can be confirmed with a reason in the note
    check_message: str = ""
    calculation: str = ""
    choice_filter: str = ""
    default: str = ""
    readonly: str = ""
    appearance: str = ""
    parameters: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    why: str = ""
    how: tuple[str, ...] = ()
    example: str = ""
    source: str = ""
    share: Share | None = None
    asks: Asks = Asks.TEAM
    evidence: Evidence = Evidence.WELCOME
    anchors: Mapping[str, str] = field(default_factory=lambda: NOTHING)  # value of a scale → what it means
    shelf_life: int = 12  # months until the answer should be checked again
    sensitive: bool = False
    unknown: bool = True  # whether not knowing is an answer; not so for settings, and for what we ourselves decide or did
    questions: tuple[Question, ...] = ()
    line: int = field(default=0, compare=False)  # in the form file, for messages
    columns: Mapping[str, str] = field(default_factory=lambda: NOTHING)  # unknown XLSForm columns, kept for export

    @property
    def unknown_choice(self) -> str:
        """The choice that says here what Unknown says elsewhere (column `unknown: yes` of its list); empty without one. Unknown is not offered beside
        it, and an answer that is unknown reads as this choice."""
        return next((choice.name for choice in self.choices if choice.extra.get("unknown") == "yes"), "")

    @property
    def offers_unknown(self) -> bool:
        """Whether Unknown is offered beside the answers. An answer that is kept as unknown still reads as such where it is not."""
        return self.unknown and not self.unknown_choice

    @property
    def offers_none(self) -> bool:
        """Whether "there are none" can be said: of a list, and of several choices where none of them says it."""
        several = self.type == "select_multiple" and not any(choice.name.partition("_")[0] == "none" for choice in self.choices)
        return self.type == "repeat" or several

    @property
    def amount(self) -> bool:
        """Whether its number is a quantity or a sum (`appearance` numbers or money): thousands are set apart. A year is none."""
        return not {"numbers", "money"}.isdisjoint(self.appearance.split())

    @property
    def is_currency(self) -> bool:
        """Whether it asks in which currency an amount is: a text named `currency` or `NAME_currency`. Its three letters are kept as capitals."""
        return self.type == "text" and (self.name == "currency" or self.name.endswith("_currency"))

    @property
    def fact(self) -> str:
        """The question of the record this one is about that asks the same (column `fact`): the answer is kept there, once. Empty without one."""
        return self.columns.get("fact", "")


@dataclass(frozen=True, slots=True)
class Section:
    """One wizard step: a topic with its questions, in order."""

    name: str
    label: str
    questions: tuple[Question, ...]
    hint: str = ""
    relevant: str = ""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class ScoreRule:
    """How questions become a number. Missing is never zero.

    kind: mean, sum, count (answered yes), share (yes ÷ known), weighted (mean × weight), reversed (low + high − value, then mean), rank_weighted, or
    expression (then `expression` is used). `least`: share of `of` that must be answered, else the score has no value; any gap makes it provisional.
    """

    name: str
    label: str
    kind: str
    of: tuple[str, ...] = ()
    weights: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    least: float = 0.0
    low: float = 1.0
    high: float = 5.0
    expression: str = ""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of a decision table: condition, result, and the reason shown to the person (may hold `${name}`)."""

    when: str
    result: str
    reason: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class OutcomeTable:
    """A decision table as in DMN. hit: `first` or `collect`. It suggests; a person decides."""

    name: str
    label: str
    hit: str
    rules: tuple[Rule, ...]
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Form:
    """A form in one version. `origin` says where it was read from, for messages; it is not part of the form's identity."""

    name: str
    version: str
    title: str
    kind: Kind
    sections: tuple[Section, ...]
    instruments: tuple[str, ...] = ()
    about: tuple[str, ...] = ()  # forms whose records this one can be about
    record_title: str = ""  # template, `${name}` of questions
    unique: tuple[str, ...] = ()  # with `about`: answers that make the record's id, so that two laptops make the same record
    asks: Asks = Asks.TEAM
    contract: tuple[str, ...] = ()  # names that code reads; a tailored version must keep them
    lists: Mapping[str, tuple[Choice, ...]] = field(default_factory=lambda: MappingProxyType({}))
    scores: tuple[ScoreRule, ...] = ()
    outcomes: tuple[OutcomeTable, ...] = ()
    summary: str = ""
    source: str = ""
    origin: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)
    cache: dict[str, object] = field(default_factory=dict, init=False, compare=False, repr=False)
    """What is derived from the form and kept with it, so that it is made once: the compiled form. Not part of its identity."""

    @property
    def closes(self) -> bool:
        """Whether finishing a record closes it until it is opened again. Facts about a thing (a company, a person) can always be put right."""
        return self.kind is not Kind.ENTITY

    def walk(self) -> Iterator[Question]:
        """Every question in reading order, the columns of a repeat right after it."""
        for section in self.sections:
            for question in section.questions:
                yield question
                yield from question.questions

    def question(self, name: str) -> Question:
        """The question of that name (names are unique in a form). Raises KeyError."""
        for question in self.walk():
            if question.name == name:
                return question
        raise KeyError(name)
