"""Between tables and segments: sealing own runs, loading what is sent, inserting what came. No rules of merging here."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import repeat
from typing import TYPE_CHECKING, Any, cast

import msgspec

from ctip_desktop.dataclass import dataclass
from ctip_desktop.sync.segments import MOST_NAME, START, Proof, Segment, is_one_line, open_rows, seal, shown
from ctip_desktop.workspace import devices
from ctip_desktop.workspace.causality import ASIDE, COUNTS
from ctip_desktop.workspace.connection import Connection
from ctip_desktop.workspace.journal import many
from ctip_desktop.workspace.seen import Ranges, Seen, minus, pack_context, pack_ranges, tidy, unpack_context, unpack_ranges

if TYPE_CHECKING:  # loaded by those who sign
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

Row = tuple[int, int, int, bytes, str, int, str | None]
"""A row of `change`: stream, number, segment, record, field, time, value (None = erased)."""


@dataclass(frozen=True, slots=True)
class Own:
    """This device: its number in the file, its id, and the key that seals its runs."""

    n: int
    id: bytes
    key: Ed25519PrivateKey

    @staticmethod
    def of(connection: Connection) -> Own:
        """The device that writes in this file."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        here = devices.current(connection)
        return Own(here.n, here.id.bytes, Ed25519PrivateKey.from_private_bytes(devices.keys(connection).sign))


# -- sealing ---------------------------------------------------------------------------------------------------------------------


def seal_runs(connection: Connection, own: Own) -> int:
    """Close what this device has written: before anything that alters what it has read, and before anything leaves. Returns how many runs."""
    runs = connection.exec_driver_sql("select n from segment where hash is null and card=? order by first", (own.n,)).scalars()
    for n in runs:
        first = connection.exec_driver_sql("select first from segment where n=?", (n,)).scalar_one()
        prev = connection.exec_driver_sql(
            "select hash from segment where card=? and hash is not null and first<? order by first desc limit 1", (own.n, first)
        ).scalar()
        _seal_run(connection, int(n), START if prev is None else bytes(prev), own.key)
    return len(runs)


def _seal_run(connection: Connection, n: int, prev: bytes, key: Ed25519PrivateKey) -> None:
    connection.exec_driver_sql("update segment set prev=?, author=? where n=?", (prev, _author(connection, n), n))
    sealed, digest = seal(load(connection, n), key)
    connection.exec_driver_sql("update segment set hash=?, proof=?, signature=? where n=?", (digest, sealed.proof, sealed.signature, n))


def _author(connection: Connection, n: int) -> str:
    """The name as it can stand on a header line."""
    name = str(connection.exec_driver_sql("select author from segment where n=?", (n,)).scalar_one())
    plain = " ".join(name.split())[:MOST_NAME]
    return plain if is_one_line(plain) else "".join(c for c in plain if is_one_line(c))


# -- out -------------------------------------------------------------------------------------------------------------------------


def load(connection: Connection, n: int) -> Segment:
    """The segment with this number, in the view that is held here."""
    head = connection.exec_driver_sql(
        "select d.id as device, s.author, s.first, s.last, s.height, s.prev, s.saw, s.extra, s.proof, s.signature, s.stream "
        "from segment s join device d on d.n=s.card where s.n=?",
        (n,),
    ).one()
    columns: list[list[Any]] = [[None] * (head.last - head.first + 1) for _ in range(4)]
    for seq, *row in connection.exec_driver_sql(
        "select seq, record, field, at, value from change where device=? and seq between ? and ? and segment=? and value is not null",
        (head.stream, head.first, head.last, n),
    ):
        for column, value in zip(columns, row, strict=True):
            column[seq - head.first] = value
    records, fields, ats, values = columns
    extra = tuple(msgspec.msgpack.decode(head.extra, type=list[str]))
    place = (head.device, head.author, head.first, head.height, head.prev, unpack_context(head.saw))
    return Segment(*place, records, fields, ats, values, _proof(head.proof), head.signature or b"", extra)


def _proof(column: bytes | None) -> Proof:
    if column is None or len(column) == 16:
        return column or b""
    return msgspec.msgpack.decode(column, type=list[bytes | list[bytes]])


def choose(connection: Connection, held: Seen, headers: Seen) -> list[int]:
    """Numbers of the segments for somebody who holds `held` and knows the `headers` of more: whatever is missing there, lowest heights first.
    Segments that are set aside here are passed on; strangers' are not."""
    out = []
    rows = connection.exec_driver_sql(
        "select s.n, d.id, s.first, s.last, s.hidden from segment s join device d on d.n=s.stream "
        f"where s.hash is not null and s.status in ({COUNTS}, {ASIDE}) order by s.height, s.n"
    )
    for n, stream, first, last, hidden in rows:
        span: Ranges = ((first, last),)
        here = minus(span, unpack_ranges(hidden)) if hidden else span
        if minus(span, headers.get(stream, ())) or minus(here, held.get(stream, ())):
            out.append(int(n))
    return out


def public_keys(connection: Connection, ids: Iterable[bytes]) -> list[bytes]:
    """The keys of these devices, as far as they are known."""
    known = dict(_pairs(connection, "select id, public_key from device where public_key is not null"))
    return [known[id_] for id_ in sorted(set(ids)) if id_ in known]


def device_ids(connection: Connection) -> dict[bytes, int]:
    """Device or branch id → its number in this file."""
    return dict(_pairs(connection, "select id, n from device"))


def _pairs(connection: Connection, query: str) -> list[tuple[Any, Any]]:
    return [(a, b) for a, b in connection.exec_driver_sql(query)]


# -- in --------------------------------------------------------------------------------------------------------------------------


def card_number(connection: Connection, id_: bytes, public_key: bytes | None = None) -> int:
    """The number of a device or branch, made when new; its key is kept once it is known."""
    n = connection.exec_driver_sql("select n from device where id=?", (id_,)).scalar()
    if n is None:
        n = connection.exec_driver_sql("insert into device(id, trusted) values(?, 0) returning n", (id_,)).scalar_one()
    if public_key is not None:
        connection.exec_driver_sql("update device set public_key=? where n=? and public_key is null", (public_key, n))
    return int(n)


@dataclass(frozen=True, slots=True)
class Placed:
    """A segment that has its row: number, card (device.n of its author) and hash."""

    n: int
    card: int
    digest: bytes
    segment: Segment


def insert_segment(connection: Connection, seg: Segment, digest: bytes, card: int, status: int, exchange: int | None) -> Placed:
    """The row of a verified segment, on the device's own stream until `streams.attribute` has looked at the chain. Its changes come after that."""
    proof, hidden = proof_columns(seg)
    values = (seg.first, seg.last, seg.author, seg.height, digest, seg.prev, pack_context(dict(seg.saw)), msgspec.msgpack.encode(seg.extra))
    n = connection.exec_driver_sql(
        "insert into segment(stream, card, first, last, author, height, hash, prev, saw, extra, proof, hidden, signature, status, exchange) "
        "values(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) returning n",
        (card, card, *values, proof, hidden, seg.signature, status, exchange),
    ).scalar_one()
    return Placed(int(n), card, digest, seg)


def proof_columns(seg: Segment, erased: Collection[int] = ()) -> tuple[bytes, bytes | None]:
    """(proof, hidden): the seed alone and null when all is open. What is `erased` (positions from 0) here is not missing."""
    if isinstance(seg.proof, bytes):
        return seg.proof, None
    hidden = tidy((i, i) for i, is_open in enumerate(shown(seg), seg.first) if not is_open and i - seg.first not in erased)
    return msgspec.msgpack.encode(seg.proof), pack_ranges(hidden) if hidden else None


def insert_changes(connection: Connection, rows: Iterable[Row]) -> None:
    """All changes in one go."""
    insert = "insert into change(device, seq, segment, record, field, at, value) values(?,?,?,?,?,?,?)"
    many(connection, insert, cast("Sequence[tuple[object, ...]]", list(rows)))


def rows_of(stream: int, n: int, seg: Segment) -> Iterator[Row]:
    """Rows of `change` for the open changes of a segment."""
    if isinstance(seg.proof, bytes):
        everything = zip(repeat(stream), range(seg.first, seg.last + 1), repeat(n), *seg.columns, strict=False)
        return cast("Iterator[Row]", everything)
    return ((stream, seq, n, *rest) for seq, *rest in open_rows(seg))  # type: ignore[misc]  # a starred tuple keeps its types
