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
from ctip_desktop.forms.model import State
from ctip_desktop.sync.erasures import slots_of
from ctip_desktop.workspace import cells
from ctip_desktop.workspace.clock import from_ms
from ctip_desktop.workspace.connection import Connection
from ctip_desktop.workspace.journal import Cell, Head, many, shown_first
from ctip_desktop.workspace.titles import Plans, find_form

MOST_ITEMS = 2_000
DEEPEST = 8
LONGEST = 2_000
NEW, CHANGED, TO_SETTLE, SETTLED, DELETED = "new", "changed", "to_settle", "settled", "deleted"
RESERVED = {
    cells.FORM: "form",
    cells.ABOUT: "about",
    cells.PARENT: "belongs to",
    cells.STATUS: "finished or draft",
    cells.DELETED: "deleted",
    cells.VERSION: "version of the form",
    cells.ERASE: "erased for good",
}
GONE = "erased for good"
STATES = {State.UNKNOWN: "Unknown", State.NOT_APPLICABLE: "Not applicable"}


@dataclass(frozen=True, slots=True)
class Item:
    """One line. kind: `new` (a record that was not here), `changed`, `to_settle` (two answers came together), `settled` (they no longer
    differ), `deleted`.

    field, label: empty for a new record. old, new: in words; empty = no answer. by, laptop, at: who wrote the new value, and when by that clock.
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


@dataclass(frozen=True, slots=True)
class Group:
    """The items of one subject (usually a company), in order of time."""

    record: UUID
    title: str
    items: tuple[Item, ...]
    to_settle: int


class Counts(NamedTuple):
    """new = records that were not here; changed = answers of known records that read differently now, or are settled;
    to_settle = answers where two came together."""

    new: int
    changed: int
    to_settle: int


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


class _Record(NamedTuple):
    title: str
    form: str
    version: str
    about: bytes | None
    parent: bytes | None
    deleted: bool


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The state of some cells: what each shows, which are in conflict, and the records they belong to."""

    shown: Mapping[Cell, Shown]
    conflicts: frozenset[Cell]
    records: Mapping[bytes, _Record]


def look_at(connection: Connection, touched: Iterable[Cell]) -> Snapshot:
    """Remember these cells, and how they stand before the merge."""
    connection.exec_driver_sql(
        "create temp table if not exists looked_at(record blob, field text, known int, primary key(record, field)) without rowid"
    )
    connection.exec_driver_sql("delete from temp.looked_at")
    many(connection, "insert or ignore into temp.looked_at(record, field) values(?,?)", [tuple(cell) for cell in touched])
    connection.exec_driver_sql("update temp.looked_at set known=exists (select 1 from record r where r.id=looked_at.record)")
    return _snapshot(connection)


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
        _records(connection, "select distinct record from temp.looked_at"),
    )


def _shown(versions: Sequence[Version]) -> Shown:
    return Shown(tuple(sorted(versions, key=lambda version: shown_first(version.head), reverse=True)))


def _records(connection: Connection, which: str) -> dict[bytes, _Record]:
    rows = connection.exec_driver_sql(f"select id, title, form, version, about, parent, deleted from record where id in ({which})")
    return {id_: _Record(title, form, version, about, parent, bool(deleted)) for id_, title, form, version, about, parent, deleted in rows}


def _names(connection: Connection) -> dict[bytes, str]:
    return {row.id: row.name for row in connection.exec_driver_sql("select id, name from device")}


# -- comparing -----------------------------------------------------------------------------------------------------------------------


class Comparison:
    """Before and after, counted and told."""

    def __init__(self, connection: Connection, before: Snapshot, after: Snapshot, catalogue: Catalogue) -> None:
        self._connection, self._before, self._after = connection, before, after
        self._catalogue, self._plans = catalogue, Plans(catalogue)
        self._laptops = _names(connection)
        self._parents: dict[bytes, _Record | None] = dict(after.records)
        self._kinds = {cell: kind for cell in after.shown if (kind := self._kind(cell))}

    def _kind(self, cell: Cell) -> str:
        """What happened to a cell; empty when nothing a person would see."""
        record, field = cell
        before, after = self._before.shown.get(cell), self._after.shown[cell]
        if record not in self._after.records:
            return ""
        if cell in self._after.conflicts and (before is None or before.tips != after.tips):
            return TO_SETTLE
        if record not in self._before.records:
            return NEW if field == cells.FORM else ""
        if cell in self._before.conflicts and cell not in self._after.conflicts:
            return SETTLED
        if (before.head.text if before else None) == after.head.text:
            return ""
        return DELETED if field == cells.DELETED and self._after.records[record].deleted else CHANGED

    @property
    def counts(self) -> Counts:
        """The three figures of a preview."""
        kinds = list(self._kinds.values())
        return Counts(kinds.count(NEW), sum(kind in (CHANGED, SETTLED, DELETED) for kind in kinds), kinds.count(TO_SETTLE))

    def groups(self) -> tuple[tuple[Group, ...], int]:
        """(items by subject, how many more there are than are listed)."""
        listed = sorted(self._kinds.items(), key=lambda pair: (pair[1] != TO_SETTLE, self._after.shown[pair[0]].head.at, pair[0]))
        by_subject: dict[bytes, list[Item]] = defaultdict(list)
        for cell, kind in listed[:MOST_ITEMS]:
            by_subject[self._subject(cell[0])].append(self._item(cell, kind))
        groups = (self._group(subject, items) for subject, items in by_subject.items())
        return tuple(sorted(groups, key=lambda g: (-g.to_settle, g.title.casefold(), g.record))), max(0, len(listed) - MOST_ITEMS)

    def _group(self, subject: bytes, items: Sequence[Item]) -> Group:
        record = self._find(subject)
        title = record.title if record else items[0].title
        return Group(UUID(bytes=subject), title, tuple(sorted(items, key=lambda i: i.at)), sum(i.kind == TO_SETTLE for i in items))

    def _subject(self, record: bytes) -> bytes:
        """What a record is about in the end: the company of the form of the row of the source."""
        for _ in range(DEEPEST):
            found = self._find(record)
            above = (found.parent or found.about) if found else None
            if above is None or self._find(above) is None:
                break
            record = above
        return record

    def _find(self, record: bytes) -> _Record | None:
        if record not in self._parents:
            row = self._connection.exec_driver_sql("select title, form, version, about, parent, deleted from record where id=?", (record,)).first()
            self._parents[record] = _Record(*row) if row else None
        return self._parents[record]

    def _item(self, cell: Cell, kind: str) -> Item:
        record, field = self._after.records[cell[0]], cell[1]
        before = self._before.shown.get(cell)
        came = self._after.shown[cell].came(before)
        says = kind != NEW
        gone = self._after.shown[cell].head.text is None
        return Item(
            record=UUID(bytes=cell[0]),
            title=record.title,
            form=record.form,
            kind=kind,
            field=field if says else "",
            label=self._label(record, field) if says else "",
            old=self._words(record, field, before.head.text) if says and before and not gone else "",
            new=GONE if gone else self._words(record, field, came.head.text) if says else "",
            by=came.author,
            laptop=self._laptops.get(came.head.device, ""),
            at=from_ms(came.head.at),
        )

    def _label(self, record: _Record, field: str) -> str:
        if field in RESERVED:
            return RESERVED[field]
        base, _, _ = record.form.partition(".")
        form = find_form(self._catalogue, base, record.version)
        name = cells.question_of(field)
        question = next((q for q in form.walk() if q.name == name), None) if form else None
        label = question.label if question and question.label else name
        return f"{label} (note)" if field.endswith(cells.NOTE) else label

    def _words(self, record: _Record, field: str, text: str | None) -> str:
        if field == cells.ERASE:
            return _counted(sum(1 for _ in slots_of(text)))
        value = cells.load(text)
        answer = cells.answer_of(value)
        if answer.state in STATES:
            return STATES[answer.state]
        if value is True or value is False:
            return "yes" if value else "no"
        return self._plans.plan(record.form, record.version).spoken(field, value)[:LONGEST]


def _counted(values: int) -> str:
    return "1 value" if values == 1 else f"{values:,} values"
