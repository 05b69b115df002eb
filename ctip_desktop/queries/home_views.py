"""What Home shows: the shapes of `today.py`, `attention.py` and `home.py`. Nothing here works anything out, so that Home is there at once."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from ctip_desktop.dataclass import dataclass
from ctip_desktop.queries.views import Link


@dataclass(frozen=True, slots=True)
class ToSettle:
    """Two answers that came together. `since` is when the later of them was written."""

    record: UUID
    field: str
    subject: Link
    form: str
    label: str  # of the question
    people: tuple[str, ...]
    since: datetime


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A promise made in a conversation. days: until it is due, negative when the day has passed; theirs: the company made it."""

    record: UUID
    subject: Link | None
    text: str
    promised_on: date | None
    due: date
    days: int
    person: str
    theirs: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A form that was begun and not finished. `own` when this laptop's person wrote in it last."""

    record: UUID
    form: str
    title: str
    subject: Link | None
    answered: int
    asked: int
    changed: datetime
    own: bool


@dataclass(frozen=True, slots=True)
class CheckAgain:
    """A company with answers past their shelf life, or with a due re-check. `labels`: the questions, oldest first, at most five. record, path: the
    oldest answer and its question; None when only the re-check is due."""

    subject: Link
    count: int
    labels: tuple[str, ...]
    oldest: int  # months
    recheck: date | None
    talk: date | None  # the next planned talk
    record: UUID | None = None
    path: str = ""


@dataclass(frozen=True, slots=True)
class BackupCard:
    """tone: `ok` only after a test restore; `quiet` when one is not due yet; `warn` when there is none or it failed."""

    tone: str
    title: str
    text: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Colleague:
    """The last exchange with one trusted device. missing: how many of our changes it does not have as far as we know; None when nothing is known.

    late: more than thirty days without an exchange.
    """

    device: UUID
    person: str
    name: str
    last: datetime | None
    days: int | None
    missing: int | None
    late: bool


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of the portfolio. target: None without one; text: the figure in words."""

    name: str
    label: str
    value: float
    target: float | None
    text: str


@dataclass(frozen=True, slots=True)
class Today:
    """The home screen, each group sorted by date, the most urgent first. Empty groups vanish. unfinished: how many drafts there are, the newest of
    which are listed."""

    to_settle: tuple[ToSettle, ...]
    follow_ups: tuple[FollowUp, ...]
    drafts: tuple[Draft, ...]
    check_again: tuple[CheckAgain, ...]
    backup: BackupCard
    colleagues: tuple[Colleague, ...]
    figures: tuple[Figure, ...]
    unfinished: int = 0

    @property
    def nothing(self) -> bool:
        """Nothing needs a person today."""
        return not (self.to_settle or self.follow_ups or self.drafts or self.check_again)


@dataclass(frozen=True, slots=True)
class ToDecide:
    """A partnership or opportunity with met cut-off criteria that wait for a decision. since: the earliest known day one was met."""

    subject: Link
    form: str
    reasons: tuple[str, ...]
    since: date | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something about a subject whose day has passed; of a decision, whose day has come. days: how long ago.

    form: of the subject, `partnership` or `opportunity`. path: the question of the record that waits for an answer, empty when a new record is
    wanted. text: empty where the group says what to do.
    """

    subject: Link
    record: UUID
    text: str
    due: date
    days: int
    form: str = "partnership"
    path: str = ""


@dataclass(frozen=True, slots=True)
class Attention:
    """Everything, the longest waiting first. reviews: decisions to look at again and explorations whose last day has come."""

    to_decide: tuple[ToDecide, ...]
    pulses: tuple[Waiting, ...]
    milestones: tuple[Waiting, ...]
    readings: tuple[Waiting, ...]
    reviews: tuple[Waiting, ...]

    @property
    def nothing(self) -> bool:
        """Nothing waits."""
        return not (self.to_decide or self.pulses or self.milestones or self.readings or self.reviews)


@dataclass(frozen=True, slots=True)
class Home:
    """Everything on Home. companies: how many there are; without one, Home says where to begin."""

    today: Today
    attention: Attention
    companies: int

    @property
    def nothing(self) -> bool:
        """Nothing needs a person."""
        return self.today.nothing and self.attention.nothing
