"""Merging in bulk: verify everything outside the transaction, then insert, then heads set by set.

Heads of a cell = changes that count and that no other counting change of the cell saw: a pure function of the set of segments held, so that
order, repetition and route cannot matter. The set-based step is exact because heights rise strictly along "saw": if a new change saw all
current heads of its cell, nothing that was replaced before can have seen the new one. Every cell where that is not so is computed from all
its changes by `journal.recompute`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256

from ctip_desktop.dataclass import dataclass
from ctip_desktop.sync.erasures import Erased, apply_erasures, erased_positions
from ctip_desktop.sync.refusal import damaged
from ctip_desktop.sync.segments import Segment, check_numbers, check_signature, combine, open_rows, text_of
from ctip_desktop.sync.states import status_of
from ctip_desktop.sync.store import Own, Placed, card_number, insert_changes, insert_segment, load, proof_columns, rows_of, seal_runs
from ctip_desktop.sync.streams import attribute, cells_of, disputed
from ctip_desktop.tasks import Progress
from ctip_desktop.workspace.causality import COUNTS, Causality
from ctip_desktop.workspace.connection import Connection
from ctip_desktop.workspace.journal import Cell, many, recompute
from ctip_desktop.workspace.seen import Ranges, common, pack_context, tidy

SIGNATURES_AT_ONCE = 50

SCRATCH = (
    "create temp table if not exists run(device int, low int, high int)",
    "create temp table if not exists saw(device int, low int, high int)",
    "create temp table if not exists hit(record blob, field text, device int, seq int, unseen int, "
    "primary key(record, field, device, seq)) without rowid",
)
RUN = "temp.run r join change c on c.device=r.device and c.seq between r.low and r.high"


@dataclass(frozen=True, slots=True)
class Checked:
    """Segments whose shape, root and signature are good.

    new: (hash, segment) not held here. fuller: (number, segment) held here in a view that hides something. known: changes held already.
    keys: device id → public key of every author.
    """

    new: tuple[tuple[bytes, Segment], ...]
    fuller: tuple[tuple[int, Segment], ...]
    known: int
    keys: Mapping[bytes, bytes]


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge did: changes added, records touched, numbers of new segments, own runs sealed, values erased for good."""

    changes: int
    records: frozenset[bytes]
    segments: tuple[int, ...]
    sealed: int
    erased: Erased


# -- verification: reads only -------------------------------------------------------------------------------------------------------


def check(connection: Connection, untrusted: Sequence[Segment], keys: Mapping[bytes, bytes], progress: Progress | None = None) -> Checked:
    """Verify segments out of a bundle. `keys` come with the bundle: they prove authorship, not trust. Raises BadBundle."""
    keys = dict(keys) | dict(_known_keys(connection))
    new: dict[bytes, Segment] = {}
    fuller: list[tuple[int, Segment]] = []
    signatures: list[tuple[bytes, bytes, bytes]] = []
    known = 0
    for i, seg in enumerate(sorted(untrusted, key=lambda s: (s.device, s.first))):
        if progress and i % 100 == 0:
            progress.say("Checking changes", i, len(untrusted))
        check_numbers(seg)
        if _is_held(connection, seg):
            known += len(seg)
            continue
        if seg.device not in keys:
            raise damaged("an author's key is missing")
        text = text_of(seg, keys[seg.device])
        digest = sha256(text).digest()
        signatures.append((keys[seg.device], seg.signature, text))
        n = connection.exec_driver_sql("select n from segment where hash=?", (digest,)).scalar()
        if n is not None:
            fuller.append((int(n), seg))
        else:
            new[digest] = combine(new[digest], seg) if digest in new else seg
    _check_signatures(signatures, progress)
    return Checked(tuple(new.items()), tuple(fuller), known, keys)


def _known_keys(connection: Connection) -> list[tuple[bytes, bytes]]:
    return [(id_, key) for id_, key in connection.exec_driver_sql("select id, public_key from device where public_key is not null")]


def _is_held(connection: Connection, seg: Segment) -> bool:
    """Wholly here: the signature over the root says so without hashing anything again."""
    query = "select 1 from segment s join device d on d.n=s.card where d.id=? and s.first=? and s.signature=? and s.hidden is null"
    return connection.exec_driver_sql(query, (seg.device, seg.first, seg.signature)).scalar() is not None


def _check_signatures(signatures: Sequence[tuple[bytes, bytes, bytes]], progress: Progress | None) -> None:
    """On all cores: the library releases the interpreter lock."""
    parts = [signatures[i : i + SIGNATURES_AT_ONCE] for i in range(0, len(signatures), SIGNATURES_AT_ONCE)]
    with ThreadPoolExecutor() as pool:
        for i, _ in enumerate(pool.map(_check_some, parts)):
            if progress:
                progress.say("Checking signatures", min(len(signatures), (i + 1) * SIGNATURES_AT_ONCE), len(signatures))


def _check_some(signatures: Sequence[tuple[bytes, bytes, bytes]]) -> None:
    for key, signature, text in signatures:
        check_signature(key, signature, text)


# -- the transaction -----------------------------------------------------------------------------------------------------------------


def merge(connection: Connection, own: Own, checked: Checked, exchange: int | None = None) -> Merged:
    """Take verified segments in. The caller holds the transaction and projects the touched records afterwards."""
    sealed = seal_runs(connection, own)  # what is written from here on is made under another context
    held = {h for h, _ in checked.new if connection.exec_driver_sql("select 1 from segment where hash=?", (h,)).scalar()}
    placed = [_place(connection, digest, seg, checked.keys, exchange) for digest, seg in checked.new if digest not in held]
    cards = {p.card for p in placed}
    forked = {card for card in cards if attribute(connection, card)}
    streams = {p.n: connection.exec_driver_sql("select stream, status from segment where n=?", (p.n,)).one() for p in placed}
    insert_changes(connection, (row for p in placed for row in rows_of(streams[p.n].stream, p.n, p.segment)))
    again = cells_of(connection, forked | disputed(connection, placed)) if placed else set()
    counting = [(int(streams[p.n].stream), p.segment) for p in placed if streams[p.n].status == COUNTS and p.card not in forked]
    _apply(connection, counting)
    more = {cell for n, seg in checked.fuller for cell in _fill_in(connection, n, seg)}
    recompute(connection, again | more)
    erased = apply_erasures(connection)
    records = {r for p in placed for r in p.segment.records if r is not None} | {r for r, _ in again | more | erased.cells}
    added = sum(1 for p in placed for r in p.segment.records if r is not None) + len(more)
    return Merged(added, frozenset(records), tuple(p.n for p in placed), sealed, erased)


def _place(connection: Connection, digest: bytes, seg: Segment, keys: Mapping[bytes, bytes], exchange: int | None) -> Placed:
    card = card_number(connection, seg.device, keys[seg.device])
    return insert_segment(connection, seg, digest, card, status_of(connection, card, digest), exchange)


def _fill_in(connection: Connection, n: int, seg: Segment) -> list[Cell]:
    """A fuller view of a segment that is held: what was hidden arrives late. Returns the cells that are new."""
    mine = load(connection, n)
    both = combine(mine, seg)
    stream = connection.exec_driver_sql("select stream from segment where n=?", (n,)).scalar_one()
    new = {row[0]: row for row, before in zip(_all_rows(both), mine.records, strict=True) if before is None and row[1] is not None}
    erased = "delete from change where device=? and seq=? and value is null"
    many(connection, erased, [(stream, seq) for seq in new])
    insert_changes(connection, (row for row in rows_of(stream, n, both) if row[1] in new))
    still = erased_positions(connection, n)
    connection.exec_driver_sql("update segment set proof=?, hidden=? where n=?", (*proof_columns(both, still), n))
    return [(row[1], row[2]) for row in open_rows(both) if row[0] in new]


def _all_rows(seg: Segment) -> Iterable[tuple[int, bytes | None]]:
    return zip(range(seg.first, seg.last + 1), seg.records, strict=True)


# -- heads, set by set ---------------------------------------------------------------------------------------------------------------


def _apply(connection: Connection, new: Iterable[tuple[int, Segment]]) -> None:
    """Heads after these segments (stream, segment) began to count, stream by stream, lowest heights first."""
    streams: dict[int, list[Segment]] = defaultdict(list)
    for stream, seg in new:
        streams[stream].append(seg)
    for statement in SCRATCH:
        connection.exec_driver_sql(statement)
    causality = Causality(connection)
    for stream, segs in sorted(streams.items(), key=lambda item: min(s.height for s in item[1])):
        _apply_run(connection, stream, segs, causality)


def _apply_run(connection: Connection, stream: int, segs: Sequence[Segment], causality: Causality) -> None:
    """Where every head so far was seen by the whole run, the run's last change is the only head; the other cells are computed from scratch."""
    for table in ("saw", "run", "hit"):
        connection.exec_driver_sql(f"delete from temp.{table}")
    many(connection, "insert into temp.saw values(?,?,?)", _covered(stream, segs, causality))
    many(connection, "insert into temp.run values(?,?,?)", [(stream, a, b) for a, b in tidy((s.first, s.last) for s in segs)])
    connection.exec_driver_sql(
        "insert or ignore into temp.hit select h.record, h.field, h.device, h.seq, h.height>=? and h.device<>c.device or not exists ("
        "select 1 from temp.saw w where w.device=h.device and h.seq between w.low and w.high) "
        f"from {RUN} join head h on h.record=c.record and h.field=c.field where exists (select 1 from head)",
        (min(s.height for s in segs),),
    )
    _replace(connection)


def _replace(connection: Connection) -> None:
    slow = connection.exec_driver_sql("select distinct record, field from temp.hit where unseen").all()
    connection.exec_driver_sql("delete from head where (record, field, device, seq) in (select record, field, device, seq from temp.hit)")
    connection.exec_driver_sql("delete from conflict where (record, field) in (select record, field from temp.hit)")
    connection.exec_driver_sql(
        f"insert into head select c.record, c.field, c.device, max(c.seq), s.height from {RUN} join segment s on s.n=c.segment "
        "group by c.record, c.field"
    )
    connection.exec_driver_sql(f"delete from record_digest where record in (select distinct c.record from {RUN})")
    if slow:
        recompute(connection, [(r, f) for r, f in slow])


def _covered(stream: int, segs: Sequence[Segment], causality: Causality) -> list[tuple[int, int, int]]:
    """What every segment of the run had seen: the intersection of their contexts, and what the device itself had written before."""
    contexts = {pack_context(dict(s.saw)): s for s in segs}.values()
    resolved = [causality.resolve(dict(s.saw)) for s in contexts]
    shared = resolved[0]
    for other in resolved[1:]:
        shared = {d: both for d, mine in shared.items() if (both := common(mine, other.get(d, ())))}
    before: Ranges = ((1, min(s.first for s in segs) - 1),)
    rows = [(d, a, b) for d, ranges in shared.items() for a, b in ranges]
    return rows + [(trunk, a, b) for trunk in causality.line(stream) for a, b in before]
