"""Open promises: of ours and of a company, one by one. The first of a talk stands in the talk itself (`follow_up`), further ones are its lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple
from uuid import UUID

from ctip_desktop.practice.evidence import first_day
from ctip_desktop.queries.views import Talk
from ctip_desktop.workspace.connection import Connection
from ctip_desktop.workspace.workspace import Workspace

_OPEN = (
    "select id, id, about, doc ->> 'follow_up', doc ->> 'follow_up_due', 'we', doc ->> 'who', doc ->> 'date' from record "
    "where form = 'conversation' and deleted = 0 and about is not null and json_type(doc, '$.follow_up') = 'text' "
    "and coalesce(doc ->> 'follow_up_done', 'no') <> 'yes' "
    "union all select r.id, t.id, t.about, r.doc ->> 'promise', r.doc ->> 'promise_due', r.doc ->> 'promise_by', t.doc ->> 'who', t.doc ->> 'date' "
    "from record r join record t on t.id = r.parent where r.form = 'conversation.promises' and r.deleted = 0 and t.deleted = 0 "
    "and t.about is not null and json_type(r.doc, '$.promise') = 'text' and coalesce(r.doc ->> 'promise_done', 'no') <> 'yes'"
)


class Promise(NamedTuple):
    """A promise made in a talk that is not kept yet. record: what is marked as done, the talk or one line of it; due: None without a day; who: the
    contact as kept; on: the day of the talk."""

    record: bytes
    talk: bytes
    company: bytes
    promised: str
    due: date | None
    ours: bool
    who: str
    on: date | None

    @property
    def text(self) -> str:
        """What was promised; one of the company says so."""
        return self.promised if self.ours else f"They promised: {self.promised}"

    @property
    def place(self) -> tuple[UUID, str]:
        """The record and the question where it stands."""
        return UUID(bytes=self.talk), "follow_up" if self.talk == self.record else "promises"


def open_promises(connection: Connection, company: bytes | None = None) -> list[Promise]:
    """Every open promise, or those of one company, read without the talks around them; the earliest first, those without a day last."""
    query = _OPEN if company is None else f"select * from ({_OPEN}) where about = ?"
    found = [
        Promise(id_, talk, about, text.strip(), _day(due), by != "they", who if isinstance(who, str) else "", _day(on))
        for id_, talk, about, text, due, by, who, on in connection.exec_driver_sql(query, () if company is None else (company,))
    ]
    return sorted((one for one in found if one.promised), key=lambda one: (one.due or date.max, one.promised.casefold(), one.record))


def _day(kept: object) -> date | None:
    """A kept day; None for anything else a program may have written there."""
    return first_day(kept) if isinstance(kept, str) else None


_LINES = (
    "select parent, doc ->> 'promise', doc ->> 'promise_due', doc ->> 'promise_by', coalesce(doc ->> 'promise_done', 'no') from record "
    "where form = 'conversation.promises' and deleted = 0 and json_type(doc, '$.promise') = 'text' order by created, id"
)


class Line(NamedTuple):
    """A further promise of a talk, kept or not."""

    text: str
    due: date | None
    done: bool


def lines_of_talks(connection: Connection) -> dict[bytes, list[Line]]:
    """The further promises by talk, in the order they were written."""
    found: dict[bytes, list[Line]] = defaultdict(list)
    for talk, text, due, by, done in connection.exec_driver_sql(_LINES):
        if talk is not None and text.strip():
            said = f"They promised: {text.strip()}" if by == "they" else text.strip()
            found[talk].append(Line(said, _day(due), done == "yes"))
    return found


def with_lines(talk: Talk, lines: Sequence[Line]) -> Talk:
    """A talk that tells all its promises: due on the earliest day of those still open, done when all are."""
    if not lines:
        return talk
    every = [*([Line(talk.follow_up, talk.due, talk.done)] if talk.follow_up else []), *lines]
    still = [one for one in every if not one.done]
    due = min((one.due for one in still if one.due), default=None)
    return replace(talk, follow_up="; ".join(one.text for one in still or every), due=due, done=not still)


def promise_text(ws: Workspace, record: UUID) -> str:
    """What an open promise says; empty when it is kept or gone."""
    with ws.reading() as connection:
        return next((one.text for one in open_promises(connection) if one.record == record.bytes), "")
