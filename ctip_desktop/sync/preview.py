"""What an import does, in the words of the programme: by subject and record, old and new value, from whom.

Compares what is shown before and after a merge inside the transaction; whoever calls decides whether that transaction is kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from ctip_desktop.dataclass import dataclass
from ctip_desktop.forms.catalogue import Catalogue
from ctip_desktop.sync.counting import Founded
from ctip_desktop.sync.telling import Fact, Known, Telling, known
from ctip_desktop.workspace import cells
from ctip_desktop.workspace.clock import from_ms
from ctip_desktop.workspace.connection import Connection
from ctip_desktop.workspace.journal import Cell, Head, heads, many, shown_first

MOST_ITEMS = 2_000
NEW, CHANGED, TO_SETTLE, SETTLED, DELETED = "new", "changed", "to_settle", "settled", "deleted"
GONE = "erased for good"
ANOTHER = "{day}, of another answer than the one here"
"""What was found still right is not what stands here: it changes nothing until that answer comes back."""


@dataclass(frozen=True, slots=True)
class Item:
    """One line. kind: `new` (a record that was not here), `changed`, `to_settle` (two answers came together), `settled` (they no longer
    differ), `deleted`.

    field, label: empty for a new record. old, new: in words; empty = no answer; for a look at an answer again, the answer here and the day.
    by, laptop, at: who wrote the new value, and when by that clock.
    title: of the record as it is known here; a name in dispute or a new one does not head what it is not accepted for yet.
    count: how many changes the line stands for, more than one of a new record. facts: its first answers, in words.
    """

    record: UUID
    title: str
    form: str
    kind: str
    field: str
    label: str
    old: str
    new: str
    by: str
    laptop: str
    at: datetime
    count: int = 1
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """The items of one subject (usually a company), in order of time; what makes the subject itself comes first."""

    record: UUID
    title: str
    items: tuple[Item, ...]
    to_settle: int


class Counts(NamedTuple):
    """new = records that were not here; brought = changes in them; changed = answers of known records that read differently now, or are
    settled; to_settle = answers where two came together. The last three are counted as `counting` does."""

    new: int
    brought: int
    changed: int
    to_settle: int

    @property
    def all(self) -> int:
        """Changes that do something here."""
        return self.brought + self.changed + self.to_settle


class Version(NamedTuple):
    """One head of a cell and who wrote it."""

    head: Head
    author: str


class Shown(NamedTuple):
    """The versions of a cell, the one that is shown first."""

    versions: tuple[Version, ...]

    @property
    def head(self) -> Head:
        """What is shown."""
        return self.versions[0].head

    @property
    def tips(self) -> frozenset[tuple[bytes, int]]:
        """What identifies the versions."""
        return frozenset(version.head.tip for version in self.versions)

    def came(self, before: Shown | None) -> Version:
        """The version that came: the first that was not there before."""
        known = before.tips if before else frozenset()
        return next((version for version in self.versions if version.head.tip not in known), self.versions[0])


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The state of some cells: what each shows, which are in conflict, the records they belong to, and (record, itself or what it is a row or
    source of) where the latter is deleted and changed by somebody else."""

    shown: Mapping[Cell, Shown]
    conflicts: frozenset[Cell]
    records: Mapping[bytes, Known]
    contested: frozenset[tuple[bytes, bytes]]


def look_at(connection: Connection, touched: Iterable[Cell]) -> Snapshot:
    """Remember these cells, and how they stand before the merge."""
    connection.exec_driver_sql(
        "create temp table if not exists looked_at(record blob, field text, known int, primary key(record, field)) without rowid"
    )
    connection.exec_driver_sql("delete from temp.looked_at")
    many(connection, "insert or ignore into temp.looked_at(record, field) values(?,?)", [tuple(cell) for cell in touched])
    connection.exec_driver_sql(
        "update temp.looked_at set known=record=? or exists (select 1 from record r where r.id=looked_at.record)", (Founded.of(connection).programme,)
    )
    return _snapshot(connection)


def in_new_records(connection: Connection) -> dict[bytes, int]:
    """How many changes of a person are in each remembered record that was not here before. To be asked before `look_again`."""
    rows = connection.exec_driver_sql(
        "select w.record, max(1, sum(substr(w.field, 1, 1)<>'~' and k.field is null)), max(r.form='source') from temp.looked_at w "
        "join record r on r.id=w.record left join conflict k on k.record=w.record and k.field=w.field where not w.known group by w.record"
    )
    return {record: 1 if is_source else many for record, many, is_source in rows}


def look_again(connection: Connection) -> Snapshot:
    """How the remembered cells stand after the merge. Of records that are new as a whole, what made them and what conflicts is enough."""
    connection.exec_driver_sql(
        "delete from temp.looked_at where not known and field<>? and not exists "
        "(select 1 from conflict k where k.record=looked_at.record and k.field=looked_at.field)",
        (cells.FORM,),
    )
    return _snapshot(connection)


def without_record(connection: Connection) -> int:
    """How many records of remembered cells have not begun here: their beginning is missing. To be asked before `look_again`."""
    query = "select count(distinct w.record) from temp.looked_at w where not exists (select 1 from record r where r.id=w.record)"
    return int(connection.exec_driver_sql(query).scalar_one())


def _snapshot(connection: Connection) -> Snapshot:
    found: dict[Cell, list[Version]] = defaultdict(list)
    rows = connection.exec_driver_sql(
        "select w.record, w.field, d.id, h.seq, c.value, c.at, s.author from temp.looked_at w join head h on h.record=w.record and h.field=w.field "
        "join change c on c.device=h.device and c.seq=h.seq join segment s on s.n=c.segment join device d on d.n=h.device"
    )
    for record, field, device, seq, value, at, author in rows:
        found[record, field].append(Version(Head(device, seq, value, at), author))
    conflicts = connection.exec_driver_sql("select k.record, k.field from temp.looked_at w join conflict k on k.record=w.record and k.field=w.field")
    return Snapshot(
        {cell: _shown(heads) for cell, heads in found.items()},
        frozenset((r, f) for r, f in conflicts),
        known(connection, "select distinct record from temp.looked_at"),
        _contested(connection),
    )


def _contested(connection: Connection) -> frozenset[tuple[bytes, bytes]]:
    if connection.exec_driver_sql("select 1 from record where contested=1 limit 1").first() is None:
        return frozenset()
    rows = connection.exec_driver_sql(
        "with recursive above(record, id) as (select record, record from temp.looked_at union "
        "select a.record, r.parent from above a join record r on r.id=a.id where r.parent is not null) "
        "select a.record, a.id from above a join record r on r.id=a.id where r.contested=1"
    )
    return frozenset((record, id_) for record, id_ in rows)


def _shown(versions: Sequence[Version]) -> Shown:
    return Shown(tuple(sorted(versions, key=lambda version: shown_first(version.head), reverse=True)))


def _names(connection: Connection) -> dict[bytes, str]:
    return {row.id: row.name for row in connection.exec_driver_sql("select id, name from device")}


# -- comparing -----------------------------------------------------------------------------------------------------------------------


class Comparison:
    """Before and after, counted and told. brought: changes in each record that was not here before. ahead: nothing has been erased yet, so a record
    that would go is called by its name (a row or source of one is not); what is kept as the report of an import never is."""

    def __init__(
        self, connection: Connection, before: Snapshot, after: Snapshot, catalogue: Catalogue, brought: Mapping[bytes, int], *, ahead: bool
    ) -> None:
        self._connection, self._before, self._after, self._brought = connection, before, after, brought
        self._laptops = _names(connection)
        self._founded = Founded.of(connection)
        erased = {record for (record, field), shown in after.shown.items() if field == cells.ERASE or shown.head.text is None}
        if ahead:
            erased = {id_ for id_ in erased if id_ in before.records and before.records[id_].parent is not None}
        self._records = {**after.records, **{id_: record for id_, record in before.records.items() if id_ not in erased}}
        self._telling = Telling(connection, catalogue, self._records)
        self._kinds = {cell: kind for cell in after.shown if (kind := self._kind(cell))}
        self._disputed = self._deleted_and_changed()
        self._kinds |= dict.fromkeys(self._disputed, TO_SETTLE)

    def _kind(self, cell: Cell) -> str:
        """What happened to a cell; empty when nothing a person would see."""
        record, field = cell
        before, after = self._before.shown.get(cell), self._after.shown[cell]
        if record not in self._after.records:
            return ""
        if cell in self._after.conflicts and (before is None or before.tips != after.tips):
            return TO_SETTLE
        if record == self._founded.programme and before is None and self._founded.says(field, after.head.text):
            return ""
        if record != self._founded.programme and record not in self._before.records:
            return NEW if field == cells.FORM and not self._after.records[record].deleted else ""
        if cell in self._before.conflicts and cell not in self._after.conflicts:
            return SETTLED
        if (before.head.text if before else None) == after.head.text:
            return ""
        return DELETED if field == cells.DELETED and self._after.records[record].deleted else CHANGED

    def _deleted_and_changed(self) -> set[Cell]:
        """Of each record that one side deletes and the other changes from now on: the deletion that comes, else the first change that does."""
        stood = {id_ for _, id_ in self._before.contested}
        fresh = {record: id_ for record, id_ in self._after.contested if id_ not in stood}
        first: dict[bytes, tuple[bool, int, Cell]] = {}
        for cell, kind in self._kinds.items():
            if kind in (CHANGED, DELETED) and (id_ := fresh.get(cell[0])):
                mark = (cell != (id_, cells.DELETED), self._after.shown[cell].head.at, cell)
                first[id_] = min(mark, first.get(id_, mark))
        return {cell for _, _, cell in first.values()}

    @property
    def counts(self) -> Counts:
        """The figures of a preview."""
        kinds = list(self._kinds.values())
        brought = sum(self._brought.get(record, 1) for (record, _), kind in self._kinds.items() if kind == NEW)
        return Counts(kinds.count(NEW), brought, sum(kind in (CHANGED, SETTLED, DELETED) for kind in kinds), kinds.count(TO_SETTLE))

    def groups(self) -> tuple[tuple[Group, ...], int]:
        """(items by subject, how many more changes there are than are listed)."""
        listed = sorted(self._kinds.items(), key=lambda pair: (pair[1] != TO_SETTLE, self._after.shown[pair[0]].head.at, pair[0]))
        by_subject: dict[bytes, list[Item]] = defaultdict(list)
        for cell, kind in listed[:MOST_ITEMS]:
            by_subject[self._telling.subject(cell[0])].append(self._item(cell, kind))
        groups = (self._group(subject, items) for subject, items in by_subject.items())
        more = sum(self._brought.get(cell[0], 1) if kind == NEW else 1 for cell, kind in listed[MOST_ITEMS:])
        return tuple(sorted(groups, key=lambda g: (-g.to_settle, g.title.casefold(), g.record))), more

    def _group(self, subject: bytes, items: Sequence[Item]) -> Group:
        record, id_ = self._telling.find(subject), UUID(bytes=subject)
        in_order = sorted(items, key=lambda i: (not (i.kind == NEW and i.record == id_), i.at))
        return Group(id_, record.title if record else items[0].title, tuple(in_order), sum(i.kind == TO_SETTLE for i in items))

    def _item(self, cell: Cell, kind: str) -> Item:
        id_, field = cell
        record = self._records[id_]
        came, before = self._after.shown[cell].came(self._before.shown.get(cell)), self._before.shown.get(cell)
        says, gone = kind != NEW, self._after.shown[cell].head.text is None
        old = self._telling.words(record, field, before.head.text) if says and before and not gone else ""
        new = GONE if gone else self._telling.words(record, field, came.head.text) if says else ""
        if cell in self._disputed and field != cells.DELETED:
            old = self._telling.words(record, cells.DELETED, "true")
        if field.startswith(cells.CHECKED) and not gone:
            old, new = self._found_right(id_, record, field.removeprefix(cells.CHECKED), came.head.text, new)
        return Item(
            record=UUID(bytes=id_),
            title=record.title,
            form=record.form,
            kind=kind,
            field=field if says else "",
            label=self._telling.label(record, field) + self._telling.which(id_) if says else "",
            old=old,
            new=new,
            by=came.author,
            laptop=self._laptops.get(came.head.device, ""),
            at=from_ms(came.head.at),
            count=1 if says else self._brought.get(id_, 1),
            facts=() if says else self._telling.facts(id_),
        )

    def _found_right(self, id_: bytes, record: Known, name: str, text: str | None, day: str) -> tuple[str, str]:
        """Of an answer that was found still right: (the answer that stood here, the day, and whether it speaks of the one that stands)."""
        stands = [Version(head, "") for head in heads(self._connection, id_, name)]
        stood = self._before.shown.get((id_, name)) if (id_, name) in self._after.shown else _shown(stands) if stands else None
        old = self._telling.words(record, name, stood.head.text) if stood else ""
        if not day or cells.checked_of(cells.load(text), {version.head.at for version in stands}):
            return old, day
        return old, ANOTHER.format(day=day)
