"""Everything that is due on a day: promises, milestones, readings, pulses, reviews, ends of agreements; and the same as an .ics text.

Sources: Five learnings brief (about 2019), lines 345 to 351 (talk early and often); TMS learning brief (about 2021), line 98 (a pulse every six
months).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from ctip_desktop.dataclass import dataclass
from ctip_desktop.practice import partner_readings, readings
from ctip_desktop.practice.nda import Nda
from ctip_desktop.queries import partner_parts, rows
from ctip_desktop.queries.partner_data import Partners
from ctip_desktop.queries.promises import open_promises
from ctip_desktop.queries.rows import Row
from ctip_desktop.queries.views import Link
from ctip_desktop.workspace.connection import Connection
from ctip_desktop.workspace.workspace import Workspace


class DueKind(StrEnum):
    """What is due."""

    FOLLOW_UP = "follow_up"
    MILESTONE = "milestone"
    READING = "reading"
    PULSE = "pulse"
    REVIEW = "review"
    EXPLORE = "explore"
    RECHECK = "recheck"
    GOAL = "goal"
    AGREEMENT_ENDS = "agreement_ends"
    NDA_ENDS = "nda_ends"


LABELS = {
    DueKind.FOLLOW_UP: "Follow-up",
    DueKind.MILESTONE: "Milestone",
    DueKind.READING: "Reading",
    DueKind.PULSE: "Relationship pulse",
    DueKind.REVIEW: "Review of a decision",
    DueKind.EXPLORE: "End of an exploration",
    DueKind.RECHECK: "Due diligence again",
    DueKind.GOAL: "Next goal",
    DueKind.AGREEMENT_ENDS: "Agreement ends",
    DueKind.NDA_ENDS: "Non-disclosure agreement ends",
}


BACK = timedelta(days=365)
"""What passed unkept for up to a year is still shown."""


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that is due. text: what, in the team's words; subject: what it hangs on; days: until then, negative when the day has passed.
    place: the record and the question where it stands, when that is not the record itself; theirs: a promise of the company."""

    kind: DueKind
    label: str
    on: date
    days: int
    text: str
    subject: Link | None
    record: UUID
    place: tuple[UUID, str] | None = None
    theirs: bool = False


def calendar(ws: Workspace, since: date, until: date, *, today: date | None = None, kinds: Iterable[DueKind] = ()) -> tuple[Due, ...]:
    """What is due from one day to another, both included, by day. kinds: only these; empty = all."""
    day, wanted = today or ws.now().astimezone().date(), frozenset(kinds)
    with ws.reading() as connection:
        found = list(_Calendar(connection, ws, day, since, until).all())
    kept = [each for each in found if not wanted or each.kind in wanted]
    return tuple(sorted(kept, key=lambda each: (each.on, each.label, each.text.casefold(), each.record)))


@dataclass(frozen=True, slots=True)
class Undated:
    """A promise for which nobody named a day. place: the talk and the question where it stands; theirs: a promise of the company."""

    text: str
    subject: Link | None
    place: tuple[UUID, str]
    theirs: bool


def undated(ws: Workspace) -> tuple[Undated, ...]:
    """Open promises without a day, by their words: no calendar has them, and they are promised all the same."""
    with ws.reading() as connection:
        found = [each for each in open_promises(connection) if each.due is None]
        companies = {id_: Link(row.uuid, row.title) for id_, row in rows.by_id(connection, {each.company for each in found}).items()}
    return tuple(Undated(each.text, companies.get(each.company), each.place, not each.ours) for each in found)


class _Calendar:
    """Everything with a day, from every register."""

    def __init__(self, connection: Connection, ws: Workspace, today: date, since: date, until: date) -> None:
        self.connection, self.ws, self.today = connection, ws, today
        self.since, self.until = since, until
        self.data = Partners(connection, ws, today)
        self._others: dict[bytes, Link | None] = {}

    def all(self) -> Iterator[Due]:
        """Everything, in no order."""
        yield from self._follow_ups()
        yield from self._rechecks()
        yield from self._goals()
        for id_ in self.data.rows:
            if not self.data.over(id_):
                yield from self._partnership(id_)
        yield from self._readings(self.data.programme)
        yield from self._registers()

    def _due(self, kind: DueKind, on: date | None, text: str, subject: bytes | None, record: UUID) -> Iterator[Due]:
        if on is not None and self.since <= on <= self.until:
            yield Due(kind, LABELS[kind], on, (on - self.today).days, text, self._link(subject), record)

    def _link(self, id_: bytes | None) -> Link | None:
        if id_ in self.data.rows:
            return Link(rows.some_uuid(id_), self.data.rows[id_].title)
        return self.data.link(id_) or self._titled(id_)

    def _titled(self, id_: bytes | None) -> Link | None:
        """A record that is no partner of anybody, looked up once."""
        if id_ is not None and id_ not in self._others:
            row = rows.by_id(self.connection, [id_]).get(id_)
            self._others[id_] = Link(row.uuid, row.title) if row else None
        return self._others.get(id_ or b"")

    def _follow_ups(self) -> Iterator[Due]:
        for promise in open_promises(self.connection):
            for due in self._due(DueKind.FOLLOW_UP, promise.due, promise.text, promise.company, rows.some_uuid(promise.record)):
                yield replace(due, place=promise.place, theirs=not promise.ours)

    def _rechecks(self) -> Iterator[Due]:
        rules = readings.rules(rows.by_id(self.connection, [self.data.programme]).get(self.data.programme))
        reader = readings.CheckReader(self.ws.catalogue.form("due_diligence"), rules.recheck_months)
        for row in rows.of_form(self.connection, "due_diligence"):
            yield from self._due(DueKind.RECHECK, reader.read(row).recheck, "Check again", row.about, row.uuid)

    def _goals(self) -> Iterator[Due]:
        for row in rows.of_form(self.connection, "goal"):
            goal = readings.goal(row)
            if goal.reached == "no":
                yield from self._due(DueKind.GOAL, readings.day(row, "by_date"), goal.text, row.about, row.uuid)

    def _partnership(self, id_: bytes) -> Iterator[Due]:
        row = self.data.rows[id_]
        yield from self._due(DueKind.PULSE, self.data.pulse_due(id_), "Ask both sides", id_, row.uuid)
        for step in self.data.of("milestone", id_):
            if readings.day(step, "reached_on") is None:
                yield from self._due(DueKind.MILESTONE, readings.day(step, "due"), step.text("text"), id_, step.uuid)
        yield from self._readings(id_)

    def _readings(self, about: bytes) -> Iterator[Due]:
        if about in self.data.rows and not self.data.running(about):
            return
        for indicator in partner_parts.indicator_views(self.data, about):
            yield from self._due(DueKind.READING, indicator.due, indicator.name, about, indicator.id)

    def _registers(self) -> Iterator[Due]:
        for (form, about), found in self.data.about.items():
            if form == "agreement":
                found = [row for row in found if not self._replaced(row, found)]
            if form != "nda" and about in self.data.rows and self.data.over(about):
                continue  # an agreement on secrecy holds on after the work
            for row in found:
                if form == "decision":
                    yield from self._due(DueKind.REVIEW, readings.day(row, "review_on"), row.text("conditions") or row.title, about, row.uuid)
                    if not row.text("explore_result"):
                        yield from self._due(DueKind.EXPLORE, readings.day(row, "explore_until"), row.text("explore_question"), about, row.uuid)
                elif form in ("agreement", "nda"):
                    kind = DueKind.NDA_ENDS if form == "nda" else DueKind.AGREEMENT_ENDS
                    yield from self._due(kind, readings.day(row, "ends_on"), self.data.labels.label(row, "kind"), about, row.uuid)

    def _replaced(self, old: Row, found: Iterable[Row]) -> bool:
        """Whether a newer paper of the same kind, or an umbrella, is in force and holds longer: then nothing is due when the old one ends."""
        before = partner_readings.nda(old, old.uuid)
        newer = (partner_readings.nda(row, row.uuid) for row in found if row.text("kind") in (old.text("kind"), "umbrella"))
        return any(_later(each, before) and each.in_force(self.today) for each in newer)


def _later(new: Nda, old: Nda) -> bool:
    """Signed after the other one, and holding longer."""
    signed = new.signed_on is not None and (old.signed_on is None or old.signed_on < new.signed_on)
    return signed and (new.ends_on is None or (old.ends_on is not None and old.ends_on < new.ends_on))


# -- .ics ----------------------------------------------------------------------------------------------------------------------------

_LONGEST_LINE = 75  # octets, RFC 5545 section 3.1


def as_ics(found: Iterable[Due], *, made: datetime, with_titles: bool = True) -> str:
    """The days as an iCalendar text (RFC 5545). It holds what kind of thing is due and the title of its subject, and nothing else: no words of a
    talk, no contact. Without titles it names the kind alone."""
    stamp = made.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//CTIP Desktop//Calendar//EN", "CALSCALE:GREGORIAN"]
    for each in found:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{each.record}-{each.kind.value}@ctip-desktop",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{each.on:%Y%m%d}",
            f"DTEND;VALUE=DATE:{each.on + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escaped(_summary(each, with_titles))}",
            "TRANSP:TRANSPARENT",
            "CLASS:CONFIDENTIAL",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _summary(each: Due, with_titles: bool) -> str:
    return f"{each.label}: {each.subject.title}" if with_titles and each.subject else each.label


def _escaped(text: str) -> str:
    """Text as RFC 5545 section 3.3.11 wants it; control characters are left out."""
    plain = "".join(char for char in text.replace("\r\n", "\n") if char == "\n" or char.isprintable())
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> str:
    """A long line in parts of at most 75 octets; no character is cut in two."""
    parts: list[str] = []
    part, size = "", 0
    for char in line:
        octets = len(char.encode())
        if size + octets > _LONGEST_LINE - (1 if parts else 0):
            parts.append(part)
            part, size = "", 0
        part, size = part + char, size + octets
    return "\r\n ".join([*parts, part])
