"""What the Exchange screen and Home ask: colleagues and what they have, exchanges, holes, what has not been sent."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from ctip_desktop.dataclass import dataclass
from ctip_desktop.sync import receipts
from ctip_desktop.sync.counting import count_seen
from ctip_desktop.sync.receipts import Stated
from ctip_desktop.sync.states import Trust
from ctip_desktop.workspace import devices
from ctip_desktop.workspace.causality import seen
from ctip_desktop.workspace.clock import from_ms
from ctip_desktop.workspace.connection import Connection
from ctip_desktop.workspace.seen import Seen, less
from ctip_desktop.workspace.workspace import Workspace

LATE = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Colleague:
    """One trusted device and what it is known to have.

    Attributes:
        last: last exchange in either direction. last_in, last_out: the last bundle from there and to there.
        late: no exchange for more than thirty days.
        stated: when this device last said what it has, by its clock; None = it was never heard from.
        missing: how many of our changes it has not confirmed, counted as a person counts (`sync.counting`); None = never heard from. oldest: when
            the oldest of them was made. They may have arrived there: only a bundle from there says so.
        same: exactly the same changes count there, as it stated, and here.
    """

    device: UUID
    person: str
    name: str
    last: datetime | None
    last_in: datetime | None
    last_out: datetime | None
    late: bool
    stated: datetime | None
    missing: int | None
    oldest: datetime | None
    same: bool

    @property
    def sentence(self) -> str:
        """In plain words."""
        if self.missing is None:
            return f"{self.person} has not answered with a bundle yet."
        if not self.missing:
            return f"{self.person} has all of your changes."
        return f"{self.missing:,} of your changes are not confirmed by {self.person} yet."


@dataclass(frozen=True, slots=True)
class Exchange:
    """One bundle made or imported, as it stands now, however often it was taken back and imported again. direction: `in` or `out`.

    changes: what the bundle carries, counted as a person counts (`sync.counting`). can_take_back: an import that counts and has brought something.
    hidden: how many of its changes are out of sight because an earlier import was taken back.
    words: five words of the state of this laptop then; empty in what an earlier version wrote.
    """

    bundle: str
    direction: str
    people: tuple[str, ...]
    at: datetime
    number: int
    file: str
    changes: int
    new: int
    changed: int
    conflicts: int
    warnings: tuple[str, ...]
    missing: tuple[str, ...]
    backup: Path | None
    taken_back: datetime | None
    can_take_back: bool
    hidden: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unsent:
    """Own changes that no bundle has carried yet, and how many of all own ones nobody has confirmed; counted as a person counts."""

    changes: int
    unconfirmed: int


def colleagues(ws: Workspace) -> tuple[Colleague, ...]:
    """Trusted devices other than this one, by person."""
    now = ws.now()
    with ws.reading() as connection:
        mine = _own_changes(connection)
        here = seen(connection)
        own = {devices.current(connection).n, *devices.former(connection)}
        rows = connection.exec_driver_sql("select n, id, person, name from device where trusted=?", (int(Trust.YES),)).all()
        found = [_colleague(connection, row, mine, here, now) for row in rows if row.n not in own]
    return tuple(sorted(found, key=lambda c: (c.person.casefold(), c.name.casefold(), c.device)))


def _colleague(connection: Connection, row: Any, mine: Seen, here: Seen, now: datetime) -> Colleague:
    stated = receipts.of(connection, row.id)
    lacks = less(mine, stated.held) if stated else {}
    missing = count_seen(connection, lacks) if stated else None
    last_in, last_out = (_last(connection, direction, row.id) for direction in ("in", "out"))
    last = max((at for at in (last_in, last_out) if at), default=None)
    return Colleague(
        device=UUID(bytes=row.id),
        person=row.person,
        name=row.name,
        last=last,
        last_in=last_in,
        last_out=last_out,
        late=last is not None and now - last > LATE,
        stated=from_ms(stated.at) if stated else None,
        missing=missing,
        oldest=_oldest(connection, lacks) if missing else None,
        same=stated is not None and less(stated.held, stated.not_applied) == here,
    )


def _own_changes(connection: Connection) -> Seen:
    """What was written in this file, under its present name or one it had before it was restored."""
    own = {id_ for (id_,) in connection.exec_driver_sql("select distinct d.id from segment s join device d on d.n=s.card where s.exchange is null")}
    return {id_: ranges for id_, ranges in seen(connection).items() if id_ in own}


def _last(connection: Connection, direction: str, device: bytes) -> datetime | None:
    query = "select max(e.at) from exchange e, json_each(e.peers) p where e.direction=? and p.value=?"
    at = connection.exec_driver_sql(query, (direction, device.hex())).scalar()
    return None if at is None else from_ms(at)


def _oldest(connection: Connection, lacks: Seen) -> datetime | None:
    query = "select min(c.at) from change c join device d on d.n=c.device where d.id=? and c.seq between ? and ?"
    found = [connection.exec_driver_sql(query, (id_, low, high)).scalar() for id_, ranges in lacks.items() for low, high in ranges]
    return min((from_ms(at) for at in found if at is not None), default=None)


def exchanges(ws: Workspace) -> tuple[Exchange, ...]:
    """Everything made and imported, newest first; one line for each bundle."""
    with ws.reading() as connection:
        people = {id_.hex(): person for id_, person in connection.exec_driver_sql("select id, person from device")}
        rows = connection.exec_driver_sql(
            "select e.bundle, e.direction, e.peers, e.at, e.report, e.backup, e.taken_back, "
            "exists (select 1 from segment s where s.exchange=e.n) as brought from exchange e order by e.at desc, e.n desc"
        ).all()
    rows_of: dict[tuple[bytes, str], list[Any]] = {}
    for row in rows:
        rows_of.setdefault((row.bundle, row.direction), []).append(row)
    hidden = _hidden(rows)
    return tuple(_exchange(each, people, hidden) for each in rows_of.values())


def _hidden(rows: Sequence[Any]) -> Counter[str]:
    """By bundle, how many changes the imports hide that were taken back and built upon."""
    out: Counter[str] = Counter()
    for row in rows:
        if row.taken_back is not None:
            out.update(json.loads(row.report or "{}").get("hides", {}))
    return out


def _exchange(rows: Sequence[Any], people: Mapping[str, str], hidden: Mapping[str, int]) -> Exchange:
    """`rows`: of one bundle, the newest first. An earlier version wrote a second one when a bundle was imported again."""
    row, brought = rows[0], any(each.brought for each in rows)
    report = json.loads(row.report or "{}")
    names = report.get("to") or [people.get(peer, "") for peer in json.loads(row.peers)]
    return Exchange(
        bundle=row.bundle.hex(),
        direction=row.direction,
        people=tuple(names),
        at=from_ms(row.at),
        number=report.get("number", 0),
        file=report.get("file", ""),
        changes=report.get("changes", 0),
        new=report.get("new", 0),
        changed=report.get("changed", 0),
        conflicts=report.get("conflicts", 0),
        warnings=tuple(report.get("warnings", ())),
        missing=tuple(report.get("missing", ())),
        backup=Path(row.backup) if row.backup else None,
        taken_back=from_ms(row.taken_back) if row.taken_back is not None else None,
        can_take_back=row.direction == "in" and row.taken_back is None and brought and report.get("changes", 0) > 0,
        hidden=hidden.get(row.bundle.hex(), 0) if row.direction == "in" and row.taken_back is None else 0,
        words=tuple(report.get("words", ())),
    )


def next_number(ws: Workspace) -> int:
    """Which bundle of this laptop the next one is."""
    from ctip_desktop.sync.outgoing import NUMBER

    with ws.reading() as connection:
        return int(devices.get(connection, NUMBER, 0)) + 1


def is_new_to_colleagues(ws: Workspace) -> bool:
    """Whether this file was copied or restored, so that this laptop has a new card, and nobody has sent anything here since."""
    with ws.reading() as connection:
        if not devices.keys(connection).former:
            return False
        query = "select 1 from device d join exchange e on e.direction='in' and e.at>d.added_at where d.n=? limit 1"
        return connection.exec_driver_sql(query, (devices.current(connection).n,)).scalar() is None


def holes(ws: Workspace) -> tuple[str, ...]:
    """What has been mentioned and is not here, and who can bring it; one sentence per laptop. Nothing waits for it."""
    from ctip_desktop.sync import incoming

    with ws.reading() as connection:
        return incoming.missing(connection)


def unsent(ws: Workspace) -> Unsent:
    """What this laptop still has to hand over."""
    with ws.reading() as connection:
        mine = _own_changes(connection)
        sent = _sent_up_to(connection)
        everybody = [stated for (body,) in connection.exec_driver_sql("select body from receipt") if (stated := receipts.read_kept(body))]
        waiting = {
            id_: tuple((max(low, sent.get(id_, 0) + 1), high) for low, high in ranges if high > sent.get(id_, 0)) for id_, ranges in mine.items()
        }
        return Unsent(count_seen(connection, waiting), count_seen(connection, _less_all(mine, everybody)))


def _sent_up_to(connection: Connection) -> dict[bytes, int]:
    out: dict[bytes, int] = {}
    for (report,) in connection.exec_driver_sql("select report from exchange where direction='out'"):
        for device, last in json.loads(report).get("up_to", {}).items():
            id_ = bytes.fromhex(device)
            out[id_] = max(out.get(id_, 0), last)
    return out


def _less_all(mine: Seen, everybody: list[Stated]) -> Seen:
    for stated in everybody:
        mine = less(mine, stated.held)
    return mine
