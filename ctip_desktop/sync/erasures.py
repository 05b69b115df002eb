"""Which values are erased. Follows from the `~erase` changes that count, and from nothing else: order, repetition and route cannot matter.

An erasing change stands on the record whose answers it erases: `{segment hash: {position: [field, time]}}`, exact slots, independent of contexts
and forks. Whoever counts it forgets the value and what could test guesses of it (salt and seed: the group turns mixed); record, field and
time stay. What arrives later is erased on arrival. A slot whose content is at hand and is not what the change names is left alone, and so
is whatever is malformed. When an erasing change stops counting (an import taken back), its slots count as missing, so that whoever still has
the values sends them again. Reserved fields (`~form`, `~erase` itself …) cannot be erased: an erasure that erases another would have no meaning.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ctip_desktop.dataclass import dataclass
from ctip_desktop.pattern import pattern
from ctip_desktop.sync.segments import MOST, MOST_NAME, MOST_TIME, Segment, hide
from ctip_desktop.sync.store import Row, insert_changes, load, proof_columns
from ctip_desktop.workspace import cells
from ctip_desktop.workspace.causality import COUNTS
from ctip_desktop.workspace.cells import ERASE, is_reserved
from ctip_desktop.workspace.connection import Connection
from ctip_desktop.workspace.journal import Cell, many, recompute

_HASH = pattern(r"[0-9a-f]{64}")
_POSITION = pattern(r"[0-9]{1,4}")


class Slot(NamedTuple):
    """Where a value stood: what is left of it."""

    record: bytes
    field: str
    at: int


Named = Mapping[int, frozenset[Slot]]
"""Position in a segment → what erasing changes say stands there."""


@dataclass(frozen=True, slots=True)
class Erased:
    """What turned: the cells concerned, and the JSON texts that were here and are gone (for clearing what was made from them; never logged)."""

    cells: frozenset[Cell]
    texts: tuple[str, ...]

    @property
    def values(self) -> int:
        """How many values are gone; an answer that was cleared had none."""
        return sum(text != cells.CLEARED for text in self.texts)

    @property
    def records(self) -> frozenset[bytes]:
        """The records concerned."""
        return frozenset(record for record, _ in self.cells)


NOTHING = Erased(frozenset(), ())


def apply_erasures(connection: Connection) -> Erased:
    """Bring every segment in line with the erasing changes that count now, and compute the cells that turned. The caller holds the transaction,
    projects the records and clears what was made from the texts."""
    named = _named(connection)
    turned: set[Cell] = set()
    texts: list[str] = []
    for n, digest in _concerned(connection, named):
        one = _bring_in_line(connection, n, named.get(digest, {}))
        turned |= one.cells
        texts += one.texts
    if turned:
        recompute(connection, turned)
    return Erased(frozenset(turned), tuple(texts))


# -- what is named -------------------------------------------------------------------------------------------------------------------


def _named(connection: Connection) -> dict[bytes, Named]:
    """Segment hash → the slots that counting changes name. The first statement reads an index alone, whatever the journal holds."""
    keys = connection.exec_driver_sql("select device, seq from change where field=?", (ERASE,)).all()
    value = f"select c.record, c.value from change c join segment s on s.n=c.segment where c.device=? and c.seq=? and s.status={COUNTS}"
    out: dict[bytes, dict[int, set[Slot]]] = defaultdict(lambda: defaultdict(set))
    for key in keys:
        for record, text in connection.exec_driver_sql(value, tuple(key)):
            for digest, position, field, at in slots_of(text):
                out[digest][position].add(Slot(record, field, at))
    return {digest: {i: frozenset(slots) for i, slots in places.items()} for digest, places in out.items()}


def slots_of(untrusted: str | None) -> Iterator[tuple[bytes, int, str, int]]:
    """(segment hash, position, field, time) named by the value of an erasing change; what is malformed in it is passed over."""
    value = cells.load(untrusted)
    for digest, places in value.items() if isinstance(value, dict) else ():
        if isinstance(places, dict) and _HASH.fullmatch(digest):
            for position, what in places.items():
                if _POSITION.fullmatch(position) and _is_slot(what):
                    yield bytes.fromhex(digest), int(position), what[0], what[1]


def _is_slot(what: object) -> bool:
    if not (isinstance(what, list) and len(what) == 2 and type(what[0]) is str and type(what[1]) is int):
        return False
    field, at = what
    return 0 < len(field) <= MOST_NAME and field.isprintable() and not is_reserved(field) and 0 <= at < MOST_TIME


def _concerned(connection: Connection, named: Mapping[bytes, Named]) -> list[tuple[int, bytes]]:
    """Segments (number, hash) that are named, and those that hide something, which may have been named before."""
    rows = connection.exec_driver_sql("select n, hash from segment where hash is not null and length(proof)<>16").all()
    for digest in named:
        rows += connection.exec_driver_sql("select n, hash from segment where hash=?", (digest,)).all()
    return sorted({(int(n), bytes(digest)) for n, digest in rows})


# -- one segment ---------------------------------------------------------------------------------------------------------------------


def erased_positions(connection: Connection, n: int) -> dict[int, Slot]:
    """Position → what is left, of every value of this segment that is erased here."""
    rows = connection.exec_driver_sql(
        "select c.seq-s.first, c.record, c.field, c.at from segment s join change c on c.device=s.stream and c.seq between s.first and s.last "
        "and c.segment=s.n where s.n=? and c.value is null",
        (n,),
    )
    return {position: Slot(record, field, at) for position, record, field, at in rows}


def _bring_in_line(connection: Connection, n: int, names: Named) -> Erased:
    marked = erased_positions(connection, n)
    if marked.keys() == names.keys() and all(slot in names[i] for i, slot in marked.items()):
        return NOTHING
    seg = load(connection, n)
    gone = {i: here for i, slots in names.items() if (here := _content(seg, i)) in slots and here is not None}
    wanted = gone | {i: _best(slots, marked.get(i)) for i, slots in names.items() if i < len(seg) and seg.records[i] is None}
    if not gone and wanted == marked:
        return NOTHING
    _rewrite(connection, n, hide(seg, set(gone)), marked, wanted)
    turned = set(marked.items()) ^ set(wanted.items())
    return Erased(frozenset((slot.record, slot.field) for _, slot in turned), tuple(str(seg.values[i]) for i in gone))


def _content(seg: Segment, i: int) -> Slot | None:
    """What stands at this position, when it is open here."""
    if i >= min(len(seg), MOST) or seg.records[i] is None:
        return None
    record, field, at = seg.records[i], seg.fields[i], seg.ats[i]
    return None if record is None or field is None or at is None else Slot(record, field, at)


def _best(slots: frozenset[Slot], known: Slot | None) -> Slot:
    """Of contradicting names the one that was found true here, else the smallest: the same everywhere."""
    return known if known in slots and known is not None else min(slots)


def _rewrite(connection: Connection, n: int, seg: Segment, marked: Mapping[int, Slot], wanted: Mapping[int, Slot]) -> None:
    """Rows without values in place of what is erased; proof and gaps of the segment as they are now."""
    stream = connection.exec_driver_sql("select stream from segment where n=?", (n,)).scalar_one()
    many(connection, "delete from change where device=? and seq=?", [(stream, seg.first + i) for i in marked.keys() | wanted.keys()])
    rows: list[Row] = [(stream, seg.first + i, n, *slot, None) for i, slot in sorted(wanted.items())]
    insert_changes(connection, rows)
    connection.exec_driver_sql("update segment set proof=?, hidden=? where n=?", (*proof_columns(seg, wanted.keys()), n))
