"""From heads to what lists and searches read: the tables `record` and `search`. Everything here can be thrown away and built again.

A record without a `~form` head (its creation has not arrived) has no row. `doc` is a JSON object: field → shown value, reserved and cleared
fields left out. `deleted` is 1 only when nothing speaks against it: a delete whose author had not seen an edit that stands, of the record or of
its rows and sources, leaves the record listed and marks it `contested`, until a new `~deleted` has seen it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from typing import Any

from ctip_desktop.dataclass import dataclass
from ctip_desktop.workspace import search
from ctip_desktop.workspace.causality import Causality, Place
from ctip_desktop.workspace.cells import ABOUT, CLEARED, DELETED, ERASE, FORM, PARENT, STATUS, VERSION, dump, is_reserved, load, read
from ctip_desktop.workspace.connection import Connection
from ctip_desktop.workspace.statements import many, run
from ctip_desktop.workspace.titles import FormSource, Plans

DEEPEST = 8
"""Levels of rows within rows; more can only be a circle made by somebody's mistake."""

ONE_BY_ONE = 40
"""Up to so many records are read one by one."""

_HEADS = (
    "select h.record, h.field, c.value, c.at, d.id, h.seq from head h "
    "join change c on c.device=h.device and c.seq=h.seq join device d on d.n=h.device"
)


_COLUMNS = ["id", "form", "version", "about", "parent", "parent_field", "title", "status", "doc", "created", "changed", "deleted", "contested"]

_KEEP = (
    f"insert into record({', '.join(_COLUMNS)}) values({','.join('?' * len(_COLUMNS))}) "
    f"on conflict(id) do update set {', '.join(f'{name}=excluded.{name}' for name in _COLUMNS[1:])}"
)
"""Keeps a row, whether it is there or not."""

_FIXED = ("id", "form", "version", "about", "parent", "parent_field", "created")
_MOVING = ("title", "status", "doc", "changed", "deleted", "contested")

_MOVE = f"update record set {', '.join(f'{name}=:{name}' for name in _MOVING)} where {' and '.join(f'{name} is :{name}' for name in _FIXED)}"
"""Keeps a row that is there and stays in its lists: no index is written, a third of the pages of the other."""


@dataclass(slots=True)
class _Record:
    """One record while it is projected: per field the JSON text, time, device and number of the head that is shown."""

    id: bytes
    shown: dict[str, tuple[str | None, int, bytes, int]] = field(default_factory=dict)
    earliest: int = 0

    def add(self, name: str, text: str | None, at: int, device: bytes, seq: int) -> None:
        """One more head of a field; the one to show first stays (the order is `journal.shown_first`)."""
        known = self.shown.get(name)
        if known is None or (text is not None, at, device, seq) > (known[0] is not None, *known[1:]):
            self.shown[name] = (text, at, device, seq)

    def reserved(self, name: str) -> Any:
        """The decoded value of a reserved field."""
        return load(self.shown[name][0]) if name in self.shown else None

    @property
    def form(self) -> tuple[str, str] | None:
        """(name, version), None when the record's creation is not here."""
        value = self.reserved(FORM)
        if not (isinstance(value, list) and len(value) == 2 and all(isinstance(x, str) for x in value)):
            return None
        newer = self.reserved(VERSION)
        return value[0], newer if isinstance(newer, str) and newer else value[1]

    @property
    def parent(self) -> tuple[bytes, str] | None:
        """(record, question or repeat) this one belongs to."""
        value = self.reserved(PARENT)
        if isinstance(value, list) and len(value) == 2 and isinstance(value[1], str) and (id_ := to_id(value[0])) is not None:
            return id_, value[1]
        return None

    @property
    def changed(self) -> int:
        """When a head of it was last written."""
        return max(at for _, at, _, _ in self.shown.values())

    def doc(self) -> tuple[str, dict[str, Any]]:
        """The JSON text of the document, and the same decoded."""
        values: dict[str, Any] = {}
        parts = []
        for name in sorted(self.shown):
            text = self.shown[name][0]
            if text is None or text == CLEARED or is_reserved(name):
                continue
            value, whole = read(text)
            if value is not None:
                values[name] = value
                parts.append(f"{_quoted(name)}:{text if whole else dump(value)}")
        return "{" + ",".join(parts) + "}", values


def _quoted(name: str) -> str:
    """The JSON text of a field's name; nearly all are plain words."""
    return f'"{name}"' if name.replace(".", "_").isidentifier() else dump(name)


def to_id(untrusted: object) -> bytes | None:
    """A record id out of its hex text; None for anything else."""
    if not isinstance(untrusted, str) or len(untrusted) != 32:
        return None
    try:
        return bytes.fromhex(untrusted)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of `record`, and its searchable text."""

    id: bytes
    values: tuple[object, ...]
    text: search.Text | None


class Projector:
    """Keeps `record` and `search` true to the heads. Remembers nothing but what it learned about forms."""

    def __init__(self, forms: FormSource) -> None:
        self._plans = Plans(forms)

    def project(self, connection: Connection, records: Iterable[bytes]) -> frozenset[str]:
        """Build the rows of these records, and of the records they are rows or sources of, anew from the heads. Returns the names of their forms."""
        wanted = set(records)
        return self._write(connection, _load(connection, wanted), fresh=False) if wanted else frozenset()

    def rebuild(self, connection: Connection) -> frozenset[str]:
        """Build everything anew. Returns the names of all forms of which there are records."""
        for table in ("record", "search", "search_row"):
            run(connection, f"delete from {table}")
        return self._write(connection, _gather(run(connection, _HEADS)), fresh=True)

    def _write(self, connection: Connection, found: Mapping[bytes, _Record], *, fresh: bool) -> frozenset[str]:
        created = _first_times(connection, found)
        changed = _with_children(connection, found)
        contested = _contested(connection, found)
        there = sorted((created[record.id], record.id) for record in found.values() if record.form is not None)  # so they are found, of one rank
        rows = [self._row(found[id_], created, changed, id_ in contested) for _, id_ in there]
        gone = [record.id for record in found.values() if record.form is None]
        forms = {str(row.values[1]) for row in rows}
        for id_ in gone if not fresh else ():
            forms.update(form for (form,) in run(connection, "delete from record where id=? returning form", (id_,)).fetchall())
        _keep_rows(connection, [row.values for row in rows])
        search.keep(connection, {row.id: row.text for row in rows} | dict.fromkeys(gone), fresh=fresh)
        return frozenset(forms)

    def _row(self, record: _Record, created: Mapping[bytes, int], changed: Mapping[bytes, int], contested: bool) -> _Row:
        form, version = record.form or ("", "")
        text, values = record.doc()
        plan = self._plans.plan(form, version)
        parent, parent_field = record.parent or (None, None)
        deleted = record.reserved(DELETED) is True and not contested
        status = "finished" if record.reserved(STATUS) == "finished" else "draft"
        title = plan.title(values)
        row = (
            *(record.id, form, version, to_id(record.reserved(ABOUT)), parent, parent_field, title, status, text),
            *(created[record.id], changed[record.id], int(deleted), int(contested)),
        )
        return _Row(record.id, row, None if deleted else search.Text(form, *plan.searchable(values, title)))


def _keep_rows(connection: Connection, rows: Sequence[tuple[object, ...]]) -> None:
    if len(rows) > ONE_BY_ONE:
        many(connection, _KEEP, rows)
        return
    for row in rows:
        if run(connection, _MOVE, dict(zip(_COLUMNS, row, strict=True))).rowcount == 0:
            run(connection, _KEEP, row)


def project(connection: Connection, records: Iterable[bytes], catalogue: FormSource) -> None:
    """Build the rows of these records anew from the heads (see `Projector`)."""
    Projector(catalogue).project(connection, records)


def rebuild(connection: Connection, catalogue: FormSource) -> None:
    """Build all rows anew from the heads."""
    Projector(catalogue).rebuild(connection)


# -- loading -------------------------------------------------------------------------------------------------------------------------


def _load(connection: Connection, wanted: set[bytes]) -> dict[bytes, _Record]:
    """These records and those they belong to, whose change time and contested mark depend on them."""
    found: dict[bytes, _Record] = {}
    missing = wanted
    for _ in range(DEEPEST):
        found |= {id_: _Record(id_) for id_ in missing} | _read(connection, missing)
        missing = {record.parent[0] for record in found.values() if record.parent is not None} - found.keys()
        if not missing:
            break
    return found


def _read(connection: Connection, ids: set[bytes]) -> dict[bytes, _Record]:
    if len(ids) <= ONE_BY_ONE:
        rows = [row for id_ in ids for row in run(connection, f"{_HEADS} where h.record=?", (id_,))]
        return _gather(rows)
    run(connection, "create temp table if not exists projecting(record blob primary key) without rowid")
    run(connection, "delete from temp.projecting")
    many(connection, "insert into temp.projecting values(?)", [(id_,) for id_ in ids])
    return _gather(run(connection, f"{_HEADS} where h.record in (select record from temp.projecting)"))


def _gather(rows: Iterable[Sequence[Any]]) -> dict[bytes, _Record]:
    out: dict[bytes, _Record] = {}
    for id_, name, text, at, device, seq in rows:
        record = out.get(id_)
        if record is None:
            record = out[id_] = _Record(id_)
        record.add(name, text, at, device, seq)
    return out


def _first_times(connection: Connection, found: Mapping[bytes, _Record]) -> dict[bytes, int]:
    """When each record was made: the time of its form's head."""
    return {id_: record.shown[FORM][1] if FORM in record.shown else 0 for id_, record in found.items()}


def _children(found: Mapping[bytes, _Record]) -> Mapping[bytes, list[bytes]]:
    """Which of these records belong to which, found once: looking through all of them for each takes the square of their number."""
    children: dict[bytes, list[bytes]] = defaultdict(list)
    for record in found.values():
        if record.parent is not None:
            children[record.parent[0]].append(record.id)
    return children


def _with_children(connection: Connection, found: Mapping[bytes, _Record]) -> dict[bytes, int]:
    """When each record was last changed, its rows and sources included."""
    own = {id_: record.changed if record.shown else 0 for id_, record in found.items()}
    children = _children(found)
    stored: dict[bytes, int] = {}
    if len(found) <= ONE_BY_ONE:
        for id_ in found:
            rows = run(connection, "select id, changed from record where parent=?", (id_,)).fetchall()
            stored[id_] = max((changed for child, changed in rows if child not in found), default=0)
    else:
        rows = run(connection, "select parent, id, changed from record where parent is not null").fetchall()
        for parent, child, changed in rows:
            if child not in found:
                stored[parent] = max(stored.get(parent, 0), changed)
    done: dict[bytes, int] = {}

    def newest(id_: bytes, depth: int) -> int:
        if id_ not in done and depth:
            done[id_] = max(own[id_], stored.get(id_, 0), *(newest(child, depth - 1) for child in children.get(id_, ())), 0)
        return done.get(id_, own[id_])

    return {id_: newest(id_, DEEPEST) for id_ in found}


# -- deleted by somebody who had not seen everything ---------------------------------------------------------------------------------


def _contested(connection: Connection, found: Mapping[bytes, _Record]) -> set[bytes]:
    """Records with a delete that had not seen a head of the record, or of its rows and sources, that stands."""
    causality, children = Causality(connection), _children(found)
    return {id_ for id_, record in found.items() if DELETED in record.shown and _unseen(connection, id_, children, causality)}


def unseen_edits(connection: Connection, id_: bytes) -> list[Place]:
    """What stands in a record, its rows and sources, and was not seen by somebody who deleted it."""
    return _unseen(connection, id_, {}, Causality(connection))


def _unseen(connection: Connection, id_: bytes, children: Mapping[bytes, list[bytes]], causality: Causality) -> list[Place]:
    heads = [(*head, member) for member in _family(connection, id_, children) for head in _places(connection, member)]
    deletes = [place for name, value, place, member in heads if member == id_ and name == DELETED and value == "true"]
    standing = [head for head in heads if head[0] != ERASE and head[1] is not None]
    others = [place for name, value, place, member in standing if not (name == DELETED and (member == id_ or value == "true"))]
    return [other for other in others if any(not causality.saw(delete, other) for delete in deletes)]


def _family(connection: Connection, id_: bytes, children: Mapping[bytes, list[bytes]]) -> set[bytes]:
    """The record, its rows and sources, and theirs: as `record` knows them, and as those being projected say."""
    family, frontier = {id_}, {id_}
    for _ in range(DEEPEST):
        stored = {child for one in frontier for (child,) in run(connection, "select id from record where parent=?", (one,))}
        frontier = stored.union(*(children.get(one, ()) for one in frontier)) - family
        if not frontier:
            break
        family |= frontier
    return family


def _places(connection: Connection, id_: bytes) -> list[tuple[str, str | None, Place]]:
    rows = run(
        connection,
        "select h.field, c.value, h.device, h.seq, c.segment, h.height from head h "
        "join change c on c.device=h.device and c.seq=h.seq where h.record=?",
        (id_,),
    )
    return [(name, value, Place(stream, seq, segment, height)) for name, value, stream, seq, segment, height in rows]
