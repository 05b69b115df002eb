"""Had the author of a change read another change? Exact for any set of segments.

`later` saw `earlier` when both are of one stream (or of the trunk it branched from) and the number is lower, or when the context of
`later`'s segment covers `earlier` and the height rises. Heights rise strictly along "saw", so that no forged context can close a circle.
"""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from ctip_desktop.workspace.connection import Connection
from ctip_desktop.workspace.seen import TIP, Context, Ranges, Saw, has, minus, tidy, unpack_context, unpack_ranges
from ctip_desktop.workspace.statements import run, scalar

COUNTS, ASIDE, REFUSED, STRANGER = range(4)
"""Status of a segment: counts · set aside here · beyond a revocation · card not trusted. Every genuine segment is held, whatever its status."""


class Place(NamedTuple):
    """Where a change stands: its stream (device.n), number, segment (segment.n) and the segment's height."""

    stream: int
    seq: int
    segment: int
    height: int


class Causality:
    """Answers for one state of the tables: make a new one after segments, devices or streams have changed."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._contexts: dict[int, dict[int, Ranges]] = {}
        self._numbers: dict[bytes, int] | None = None
        self._parents: dict[int, int] = {}

    def saw(self, later: Place, earlier: Place) -> bool:
        """Had the author of `later` read `earlier` when writing?"""
        if earlier.stream in self.line(later.stream):
            return earlier.seq < later.seq
        if earlier.height >= later.height:
            return False
        return has(self.context(later.segment).get(earlier.stream, ()), earlier.seq)

    def line(self, stream: int) -> tuple[int, ...]:
        """The stream, then the trunk it branched from, and so on."""
        self._load_devices()
        out = [stream]
        while (parent := self._parents.get(out[-1])) is not None and parent not in out:
            out.append(parent)
        return tuple(out)

    def context(self, segment: int) -> dict[int, Ranges]:
        """What the author of the segment could read of others: stream → numbers, as far as it can be told here."""
        if segment not in self._contexts:
            packed = scalar(self._connection, "select saw from segment where n=?", (segment,))
            self._contexts[segment] = self.resolve(unpack_context(packed))
        return self._contexts[segment]

    def resolve(self, context: Context) -> dict[int, Ranges]:
        """A context in this file's stream numbers. Where its tip is known here, a line of it means the branch that the tip is on; where the
        tip is not here, it means the stream of that name, without the segment that provably is another branch."""
        out: dict[int, Ranges] = defaultdict(tuple)
        for id_, saw in context.items():
            for stream, ranges in self._covered(id_, saw):
                out[stream] = tidy((*out[stream], *ranges))
        return dict(out)

    def _covered(self, id_: bytes, saw: Saw) -> list[tuple[int, Ranges]]:
        self._load_devices()
        named = (self._numbers or {}).get(id_)
        at_tip = self._stream_of_tip(saw.tip)
        if at_tip is not None:
            streams = {*self.line(at_tip), *(() if named is None else (named,))}
            return [(stream, saw.ranges) for stream in streams]
        if named is None:
            return []
        return [(named, minus(saw.ranges, self._other_branch(named, saw)))]

    def _stream_of_tip(self, tip: bytes) -> int | None:
        if len(tip) != TIP:
            return None
        rest = 32 - TIP
        found = scalar(self._connection, "select stream from segment where hash between ? and ?", (tip + bytes(rest), tip + b"\xff" * rest))
        return None if found is None else int(found)

    def _other_branch(self, stream: int, saw: Saw) -> Ranges:
        """Numbers of the segment that holds the tip's number but is not the tip: its author had read another branch."""
        if len(saw.tip) != TIP or not saw.ranges:
            return ()
        last = saw.ranges[-1][1]
        first = scalar(
            self._connection, "select max(first) from segment where stream=? and first<=? and last>=? and hash is not null", (stream, last, last)
        )
        return () if first is None else ((int(first), last),)

    def _load_devices(self) -> None:
        if self._numbers is None:
            rows = run(self._connection, "select n, id, parent from device").fetchall()
            self._numbers = {id_: n for n, id_, _ in rows}
            self._parents = {n: parent for n, _, parent in rows if parent is not None}


def ranges(connection: Connection, *, statuses: tuple[int, ...] = (COUNTS,), hidden: bool = True, sealed: bool = False) -> dict[bytes, Ranges]:
    """Numbers that are here, per stream: of segments of these statuses, without withheld ones (`hidden=False`: headers alone count), and
    only of sealed segments when asked."""
    marks = ",".join("?" * len(statuses))
    only = " and s.hash is not null" if sealed else ""
    out: dict[bytes, list[tuple[int, int]]] = defaultdict(list)
    for id_, first, last, gone in run(
        connection,
        f"select d.id, s.first, s.last, s.hidden from segment s join device d on d.n=s.stream where s.status in ({marks}){only}",
        statuses,
    ):
        out[id_] += minus(((first, last),), unpack_ranges(gone)) if gone and hidden else ((first, last),)
    return {d: tidied for d, r in out.items() if (tidied := tidy(r))}


def seen(connection: Connection) -> dict[bytes, Ranges]:
    """Read here: counting, and neither withheld nor missing. Exactly what a new segment of this device may claim to have seen."""
    return ranges(connection)


def current_context(connection: Connection, own_stream: int) -> Context:
    """The context of a run that this device opens now: everything read of others, with tips. Own earlier changes are implied."""
    own = scalar(connection, "select id from device where n=?", (own_stream,))
    rows = run(
        connection, "select d.id, s.first, s.last, s.hash from segment s join device d on d.n=s.stream where s.status=0 and s.hash is not null"
    )
    pieces: dict[bytes, list[tuple[int, int, bytes]]] = defaultdict(list)
    for id_, first, last, digest in rows:
        pieces[id_].append((first, last, digest))
    return {id_: Saw(r, _tip(pieces[id_], r[-1][1])) for id_, r in seen(connection).items() if id_ != own}


def _tip(pieces: list[tuple[int, int, bytes]], number: int) -> bytes:
    return next((digest[:TIP] for first, last, digest in pieces if first <= number <= last), b"")
