"""Promises of ours and of a company, one by one. Each is a line of its talk (`promises`). Talks of earlier versions keep one in the talk itself
(`follow_up`): here it reads like a line, and nothing else needs to know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from ctip_desktop.practice.evidence import first_day
from ctip_desktop.practice.readings import Conversation
from ctip_desktop.queries.views import OpenPromise, Promised
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
    text: str
    due: date | None
    ours: bool
    who: str
    on: date | None

    @property
    def place(self) -> tuple[UUID, str]:
        """The record and the question where it stands."""
        return UUID(bytes=self.talk), "promises"

    @property
    def shown(self) -> OpenPromise:
        """What a page shows of it."""
        return OpenPromise(UUID(bytes=self.record), self.text, self.due, theirs=not self.ours)


def open_promises(connection: Connection, company: bytes | None = None) -> list[Promise]:
    """Every open promise, or those of one company, read without the talks around them; the earliest first, those without a day last."""
    query = _OPEN if company is None else f"select * from ({_OPEN}) where about = ?"
    found = [
        Promise(id_, talk, about, text.strip(), _day(due), by != "they", who if isinstance(who, str) else "", _day(on))
        for id_, talk, about, text, due, by, who, on in connection.exec_driver_sql(query, () if company is None else (company,))
    ]
    return sorted((one for one in found if one.text), key=lambda one: (one.due or date.max, one.text.casefold(), one.record))


def _day(kept: object) -> date | None:
    """A kept day; None for anything else a program may have written there."""
    return first_day(kept) if isinstance(kept, str) else None


_LINES = (
    "select parent, doc ->> 'promise', doc ->> 'promise_due', doc ->> 'promise_by', coalesce(doc ->> 'promise_done', 'no') from record "
    "where form = 'conversation.promises' and deleted = 0 and json_type(doc, '$.promise') = 'text' order by created, id"
)


def lines_of_talks(connection: Connection) -> dict[bytes, list[Promised]]:
    """The promises by talk, in the order they were written."""
    found: dict[bytes, list[Promised]] = defaultdict(list)
    for talk, text, due, by, done in connection.exec_driver_sql(_LINES):
        if talk is not None and text.strip():
            found[talk].append(Promised(text.strip(), _day(due), done == "yes", by == "they"))
    return found


def of_talk(talk: Conversation, lines: Sequence[Promised]) -> tuple[Promised, ...]:
    """Everything promised in a talk: what an older record keeps in the talk itself, then its lines."""
    own = (Promised(talk.follow_up, talk.due, talk.done),) if talk.follow_up else ()
    return (*own, *lines)


def promise(ws: Workspace, record: UUID) -> Promise | None:
    """An open promise; None when it is kept or gone."""
    with ws.reading() as connection:
        return next((one for one in open_promises(connection) if one.record == record.bytes), None)
