"""What several screens and prints share: links, answers with their sources, the state of a form, filters.

Everything here is frozen and made of plain values and UUIDs; texts are ready to be shown (choice names are already turned into their labels).
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from ctip_desktop.dataclass import dataclass
from ctip_desktop.forms.model import Asks, Share, State


class Flag(StrEnum):
    """What a row draws attention to. None of them is a judgement about a company."""

    TO_SETTLE = "to_settle"  # two answers came together and a person has to settle them
    OVERDUE = "overdue"  # a promised follow-up whose date has passed
    CHECK_AGAIN = "check_again"  # an answer is older than its shelf life, or a due-diligence re-check date has passed
    DRAFT = "draft"  # a form about it is not finished


@dataclass(frozen=True, slots=True)
class Link:
    """A record by id and title, to be opened."""

    id: UUID
    title: str


@dataclass(frozen=True, slots=True)
class Facet:
    """One value of a filter: its stored name, its words, and how many rows have it under the other filters."""

    name: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class SourceView:
    """One source. `number` is its number on the page, the same for the same source; `months` its age in whole months, None without a usable date."""

    id: UUID | None
    number: int
    kind: str
    kind_label: str
    title: str
    link: str
    date: str  # ISO, may be a year or a month
    months: int | None
    file: str  # SHA-256 hex of the attachment, or empty


@dataclass(frozen=True, slots=True)
class AnswerView:
    """One question of one record with its answer, ready to be shown and to be filtered by audience.

    text: the value in words, empty unless answered; months: age of the youngest source, else of the answer itself, None when neither is known;
    checked: the day (ISO) on which somebody last found it still right, from which `months` count then; stale: older than the shelf life of the
    question; to_settle: two answers came together here. record: None while nobody has begun the form.
    """

    record: UUID | None
    form: str
    path: str
    section: str
    label: str
    text: str
    state: State
    note: str
    sources: tuple[SourceView, ...]
    months: int | None
    stale: bool
    to_settle: bool
    share: Share | None
    asks: Asks
    sensitive: bool
    checked: str = ""


@dataclass(frozen=True, slots=True)
class FormState:
    """How far one form about a subject is filled in.

    record: None while nobody has begun it. `answered` of `asked` questions; `problems` keep it from being finished.
    `own_reflection`: the form's questions are for the team alone and are never printed for a company.
    `suggested`: what its rule tables say of what is answered, in their words, most important first.
    """

    form: str
    title: str
    record: UUID | None
    status: str  # "none", "draft" or "finished"
    answered: int
    asked: int
    problems: int
    to_settle: int
    own_reflection: bool
    changed: datetime | None
    to_fix: tuple[str, ...] = ()  # paths of answers that cannot be right: of the wrong type, or refused by a rule
    suggested: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Promised:
    """One promise made in a talk. theirs: the company made it, not we."""

    text: str
    due: date | None
    done: bool = False
    theirs: bool = False


@dataclass(frozen=True, slots=True)
class OpenPromise:
    """A promise that is not kept yet. record: what is marked as done; theirs: the company made it."""

    record: UUID
    text: str
    due: date | None
    theirs: bool = False


@dataclass(frozen=True, slots=True)
class Talk:
    """One conversation or other contact with a company, as a line of a list."""

    id: UUID
    on: date | None
    channel: str
    channel_label: str
    subject: str
    people: str  # with whom
    by: str
    promises: tuple[Promised, ...] = ()

    @property
    def open(self) -> tuple[Promised, ...]:
        """What is not kept yet."""
        return tuple(each for each in self.promises if not each.done)

    @property
    def due(self) -> date | None:
        """The earliest day of what is not kept yet."""
        return min((each.due for each in self.open if each.due), default=None)
