"""The change journal: writing, heads, conflicts. What the heads of a cell are is a pure function of the set of segments that count.

A *cell* is one field of one record. A *head* is a change of a cell that no other counting change of it has seen; heads with different
values are a *conflict*. Own changes go to the open run: the last own segment that is not sealed (`hash` is null) and has room. Nothing here
signs anything: `ctip_desktop/sync` seals the open runs (in order of `first`; that is also when `prev` is filled in) before anything that
alters what this device has read. A run that is full (4,096 changes) is simply followed by another one; both wait for their seal.
The rules and the flaws they avoid: docs/bundle-format.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ctip_desktop.errors import BadInput, ChangedMeanwhile
from ctip_desktop.workspace.causality import Causality, Place, current_context, seen
from ctip_desktop.workspace.cells import CHECKED, CLOSED, ERASE
from ctip_desktop.workspace.connection import Connection
from ctip_desktop.workspace.seen import pack_context
from ctip_desktop.workspace.statements import many, run, scalar

__all__ = ["MOST", "START", "Cell", "Head", "Tip", "Writer", "Written", "conflicts", "heads", "many", "recompute", "rekey", "seen", "tips", "write"]

MOST = 4096
"""Changes in one segment at most."""

START = bytes(32)
"""`prev` of a device's first segment."""

LONGEST_FIELD = 200
LONGEST_VALUE = 1 << 20
"""Characters of one JSON text; no other laptop takes in more."""
NO_EXTRA = b"\x90"
"""msgpack of an empty list: no unknown header lines."""

Cell = tuple[bytes, str]
"""(record id, field)."""

Tip = tuple[bytes, int]
"""(device id, seq) of one head: what a person had on the screen."""


class Writer(NamedTuple):
    """Who writes: the local number of this device, and the person's name that stands on the segment."""

    device: int
    author: str


class Head(NamedTuple):
    """One current version of a cell. `text` is its JSON, None when erased; `at` is milliseconds by its author's clock."""

    device: bytes
    seq: int
    text: str | None
    at: int

    @property
    def tip(self) -> Tip:
        """What identifies it."""
        return self.device, self.seq


class Written(NamedTuple):
    """One change just made. `before`: the text shown before it, None when there was none (or it was erased)."""

    record: bytes
    field: str
    seq: int
    before: str | None


class _Row(NamedTuple):
    """A head or candidate while heads are computed."""

    place: Place
    value: str | None


# -- reading -------------------------------------------------------------------------------------------------------------------------


def heads(connection: Connection, record: bytes, field: str) -> tuple[Head, ...]:
    """Current versions of a cell, the one to show first: not erased before erased, then latest by the clocks, then by device and number."""
    rows = run(
        connection,
        "select d.id, h.seq, c.value, c.at from head h join change c on c.device=h.device and c.seq=h.seq join device d on d.n=h.device "
        "where h.record=? and h.field=?",
        (record, field),
    )
    return tuple(sorted((Head(*row) for row in rows), key=shown_first, reverse=True))


def shown_first(head: Head) -> tuple[bool, int, bytes, int]:
    """Sort key: the greatest is shown. Every device computes it alike."""
    return head.text is not None, head.at, head.device, head.seq


def texts(connection: Connection, record: bytes, field: str) -> tuple[str | None, ...]:
    """The texts of the current versions of a cell, in no order."""
    rows = run(
        connection, "select c.value from head h join change c on c.device=h.device and c.seq=h.seq where h.record=? and h.field=?", (record, field)
    )
    return tuple(text for (text,) in rows)


def tips(connection: Connection, record: bytes, field: str) -> frozenset[Tip]:
    """What identifies the current versions of a cell; hand it back as `expect`."""
    return frozenset(head.tip for head in heads(connection, record, field))


def conflicts(connection: Connection) -> frozenset[Cell]:
    """Cells whose heads have different values."""
    return frozenset((r, f) for r, f in run(connection, "select record, field from conflict"))


def conflict_of(values: Iterable[str | None], field: str) -> bool:
    """Do these heads of a cell disagree? Not the same value twice, nor erased ones, nor days on which an answer was found still right or a round was
    closed."""
    return field not in (ERASE, CLOSED) and not field.startswith(CHECKED) and len({v for v in values if v is not None}) > 1


# -- writing -------------------------------------------------------------------------------------------------------------------------


def write(
    connection: Connection,
    cells: Sequence[tuple[bytes, str, str]],
    *,
    by: Writer,
    at: int,
    expect: Mapping[Cell, frozenset[Tip]] | None = None,
) -> list[Written]:
    """Append changes (record, field, JSON text) to the open run and update heads, conflicts and digests. The caller holds the transaction and
    projects the touched records afterwards.

    `expect`: for the cells it names, exactly the heads the person was looking at. Raises ChangedMeanwhile when others stand there now: a change
    must never claim to have seen what its author has not. Raises BadInput for what could not travel.
    """
    for record, field, text in cells:
        check_cell(record, field, text)
    for (record, field), expected in (expect or {}).items():
        if tips(connection, record, field) != expected:
            raise ChangedMeanwhile(
                "This answer changed after it was shown.", kept="Nothing was overwritten.", next_step="Look at it again, then decide."
            )
    return _append(connection, [(r, f, at, text) for r, f, text in cells], by)


def changed_meanwhile() -> ChangedMeanwhile:
    """The plain words for heads other than the expected ones."""
    return ChangedMeanwhile("This answer changed after it was shown.", kept="Nothing was overwritten.", next_step="Look at it again, then decide.")


def check_cell(record: bytes, field: str, text: str) -> None:
    """Refuse what no other laptop would take in. Raises BadInput."""
    if len(record) != 16:
        raise BadInput("A record id has 16 bytes.")
    if not 0 < len(field) <= LONGEST_FIELD or not field.isprintable():
        raise BadInput(f"“{field[:40]}” cannot be the name of a field.")
    if len(text) > LONGEST_VALUE:
        raise BadInput("The answer is too long to be kept.", kept="What was there before is kept.", next_step="Shorten it, or attach it as a file.")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise BadInput("The text holds a broken character.", kept="What was there before is kept.", next_step="Type it again.") from None


def _append(connection: Connection, changes: Sequence[tuple[bytes, str, int, str]], by: Writer) -> list[Written]:
    """Changes (record, field, at, text) in the order given, in as many runs as they need."""
    out: list[Written] = []
    rest = changes
    while rest:
        open_ = _open_run(connection, by)
        part, rest = rest[: open_.room], rest[open_.room :]
        out += _fill(connection, open_, part)
    return out


class _Run(NamedTuple):
    """The open run: segment, stream, next number, how many changes fit, height, and what its author has read of others."""

    segment: int
    stream: int
    next: int
    room: int
    height: int


def _open_run(connection: Connection, by: Writer) -> _Run:
    row = run(
        connection, "select n, first, last, height, author from segment where hash is null and card=? order by first desc limit 1", (by.device,)
    ).fetchone()
    if row is not None:
        n, first, last, height, author = row
        if last - first + 1 < MOST and author == by.author:
            return _Run(n, by.device, last + 1, MOST - (last - first + 1), height)
    return _new_run(connection, by)


def _new_run(connection: Connection, by: Writer) -> _Run:
    """Own heights always count, also when this device is revoked: else its chain would look forked."""
    last, height = run(
        connection,
        "select (select coalesce(max(last), 0) from segment where card=?), (select 1+coalesce(max(height), 0) from segment where status=0 or card=?)",
        (by.device, by.device),
    ).fetchone()
    saw = pack_context(current_context(connection, by.device))
    n = scalar(
        connection,
        "insert into segment(stream, card, first, last, author, height, prev, saw, extra, status) values(?,?,?,?,?,?,?,?,?,0) returning n",
        (by.device, by.device, last + 1, last, by.author, height, START, saw, NO_EXTRA),
    )
    return _Run(n, by.device, last + 1, MOST, height)


def _fill(connection: Connection, open_: _Run, changes: Sequence[tuple[bytes, str, int, str]]) -> list[Written]:
    rows = [(open_.stream, open_.next + i, open_.segment, r, f, at, text) for i, (r, f, at, text) in enumerate(changes)]
    many(connection, "insert into change(device, seq, segment, record, field, at, value) values(?,?,?,?,?,?,?)", rows)
    run(connection, "update segment set last=? where n=?", (open_.next + len(rows) - 1, open_.segment))
    last = {(r, f): (seq, text) for _, seq, _, r, f, _, text in rows}
    before = _replace_heads(connection, open_, last)
    return [Written(r, f, seq, before.get((r, f))) for _, seq, _, r, f, _, _ in rows]


class _Standing(NamedTuple):
    """A head that stood before the write."""

    place: Place
    head: Head


def _replace_heads(connection: Connection, open_: _Run, last: Mapping[Cell, tuple[int, str]]) -> dict[Cell, str | None]:
    """Heads after a new greatest change of each cell: itself, and every old head that it has not seen (one whose value was withheld or set
    aside). Exact: no change can have seen the new one, and what was replaced before stays replaced. Returns the text shown before."""
    standing = _standing(connection, last)
    causality = Causality(connection)
    gone: list[tuple[bytes, str, int, int]] = []
    settled: list[Cell] = []
    disputed: list[Cell] = []
    for cell, heads_ in standing.items():
        new = Place(open_.stream, last[cell][0], open_.segment, open_.height)
        seen_ = [s for s in heads_ if causality.saw(new, s.place)]
        gone += [(*cell, s.place.stream, s.place.seq) for s in seen_]
        values = [last[cell][1], *(s.head.text for s in heads_ if s not in seen_)]
        (disputed if conflict_of(values, cell[1]) else settled).append(cell)
    many(connection, "delete from head where record=? and field=? and device=? and seq=?", gone)
    many(connection, "insert into head values(?,?,?,?,?)", [(*cell, open_.stream, seq, open_.height) for cell, (seq, _) in last.items()])
    many(connection, "delete from conflict where record=? and field=?", settled)
    many(connection, "insert or ignore into conflict values(?,?)", disputed)
    many(connection, "delete from record_digest where record=?", [(r,) for r in {record for record, _ in last}])
    return {cell: max((s.head for s in heads_), key=shown_first).text for cell, heads_ in standing.items()}


def _standing(connection: Connection, cells: Iterable[Cell]) -> dict[Cell, list[_Standing]]:
    """The heads of these cells. Asked record by record where many cells of one are wanted."""
    by_record: dict[bytes, set[str]] = defaultdict(set)
    for record, field in cells:
        by_record[record].add(field)
    out: dict[Cell, list[_Standing]] = defaultdict(list)
    for record, fields in by_record.items():
        one = " and h.field=?" if len(fields) == 1 else ""
        rows = run(
            connection,
            "select h.field, h.device, h.seq, c.segment, h.height, d.id, c.value, c.at from head h "
            "join change c on c.device=h.device and c.seq=h.seq "
            f"join device d on d.n=h.device where h.record=?{one}",
            (record, *fields) if one else (record,),
        )
        for field, stream, seq, segment, height, id_, value, at in rows:
            if field in fields:
                out[record, field].append(_Standing(Place(stream, seq, segment, height), Head(id_, seq, value, at)))
    return out


# -- computing heads from everything -------------------------------------------------------------------------------------------------


def recompute(connection: Connection, cells: Iterable[Cell], causality: Causality | None = None) -> int:
    """Heads and conflicts of these cells from all their counting changes: exact for any set of segments. Returns how many of them conflict.
    `causality`: hand over one that is up to date to spare reading the contexts again."""
    _want(connection, cells)
    for table in ("head", "conflict"):
        run(connection, f"delete from {table} where (record, field) in (select record, field from temp.wanted)")
    run(connection, "delete from record_digest where record in (select record from temp.wanted)")
    causality = causality or Causality(connection)
    new_heads: list[tuple[bytes, str, int, int, int]] = []
    new_conflicts: list[Cell] = []
    for cell, rows in _versions(connection).items():
        standing = tips_of(rows, causality)
        new_heads += [(*cell, r.place.stream, r.place.seq, r.place.height) for r in standing]
        if conflict_of((r.value for r in standing), cell[1]):
            new_conflicts.append(cell)
    many(connection, "insert into head values(?,?,?,?,?)", new_heads)
    many(connection, "insert into conflict values(?,?)", new_conflicts)
    run(connection, "delete from temp.wanted")
    return len(new_conflicts)


def recompute_all(connection: Connection) -> int:
    """Heads and conflicts of everything anew. Returns how many cells conflict."""
    for table in ("head", "conflict", "record_digest"):
        run(connection, f"delete from {table}")
    return recompute(connection, run(connection, "select distinct record, field from change").fetchall())


def tips_of(rows: Sequence[_Row], causality: Causality) -> list[_Row]:
    """Of all counting versions of one cell, those that no other has seen. Of each stream only the last can be one."""
    last: dict[int, _Row] = {}
    for row in rows:
        if row.place.stream not in last or last[row.place.stream].place.seq < row.place.seq:
            last[row.place.stream] = row
    if len(last) == 1:
        return list(last.values())
    return [r for r in last.values() if not any(causality.saw(other.place, r.place) for other in rows if other is not r)]


def _want(connection: Connection, cells: Iterable[Cell]) -> None:
    run(connection, "create temp table if not exists wanted(record blob, field text, primary key(record, field)) without rowid")
    run(connection, "delete from temp.wanted")
    many(connection, "insert or ignore into temp.wanted values(?,?)", [tuple(cell) for cell in cells])


def _versions(connection: Connection) -> dict[Cell, list[_Row]]:
    """Counting changes of the wanted cells."""
    out: dict[Cell, list[_Row]] = defaultdict(list)
    for record, field, stream, seq, segment, height, value in run(
        connection,
        "select c.record, c.field, c.device, c.seq, c.segment, s.height, c.value from temp.wanted w "
        "join change c on c.record=w.record and c.field=w.field join segment s on s.n=c.segment where s.status=0",
    ):
        out[record, field].append(_Row(Place(stream, seq, segment, height), value))
    return out


# -- a new name ----------------------------------------------------------------------------------------------------------------------


def rekey(connection: Connection, old: int, new: Writer) -> frozenset[bytes]:
    """This file was restored or copied: what the old device number had written and not sealed is made again under the new one, so that no
    number is ever used twice. Returns the records touched; project them afterwards. The caller has made the device row and its key."""
    unsealed = "select n from segment where hash is null and card=?"
    left = run(connection, f"select record, field, at, value from change where segment in ({unsealed}) order by seq", (old,)).fetchall()
    run(connection, f"delete from change where segment in ({unsealed})", (old,))
    run(connection, "delete from segment where hash is null and card=?", (old,))
    recompute(connection, {(r, f) for r, f, _, _ in left})
    _append(connection, [(r, f, at, value) for r, f, at, value in left if value is not None], new)
    return frozenset(r for r, _, _, _ in left)
