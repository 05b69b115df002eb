"""What taking an import back would do, in the words of the programme, before it is done.

It is the very work of taking back, rolled back afterwards: the scene is looked at before and after, so that what is named is what goes.
Taking back sets aside what came with one bundle. A record that came with it is no longer here; with it goes out of sight what others and this
laptop wrote into it since, and what is about it. An answer of a record that was here before reads again as it did. What this laptop wrote over
such an answer stands. Nothing is deleted: bringing the import back shows everything again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from ctip_desktop.dataclass import dataclass
from ctip_desktop.forms.catalogue import Catalogue
from ctip_desktop.sync import states
from ctip_desktop.sync.counting import Span, count
from ctip_desktop.sync.preview import Shown, Snapshot, look_at
from ctip_desktop.sync.telling import DEEPEST, Known, Telling, known
from ctip_desktop.workspace import cells
from ctip_desktop.workspace.clock import from_ms
from ctip_desktop.workspace.connection import Connection
from ctip_desktop.workspace.journal import Cell, many


@dataclass(frozen=True, slots=True)
class Gone:
    """A record that would not be here any more, or would be deleted. subject, about: the company it is about in the end, that may stay. own:
    changes of this laptop in it, all later than the import."""

    record: UUID
    title: str
    form: str
    subject: UUID
    about: str
    own: int


@dataclass(frozen=True, slots=True)
class GoesBack:
    """An answer of a record that stays and would read otherwise. about: the company it is about in the end. now, then: in words; empty = no
    answer."""

    record: UUID
    title: str
    about: str
    form: str
    field: str
    label: str
    now: str
    then: str


@dataclass(frozen=True, slots=True)
class Orphan:
    """A record that stays in the file and is about one that goes, so that nothing leads to it. own: changes of this laptop in it."""

    record: UUID
    title: str
    form: str
    own: int


@dataclass(frozen=True, slots=True)
class Later:
    """An import that came afterwards and wrote into what goes: that many of its changes are out of sight, too."""

    bundle: str
    sender: str
    number: int
    at: datetime
    changes: int


@dataclass(frozen=True, slots=True)
class ToTakeBack:
    """What taking an import back would do. hidden: own later changes that would be out of sight, in `gone` and `orphans`.

    changes: what the import brought, counted as a person counts. settled: answers that are in dispute now and would not be any more. Every list is
    complete.
    """

    bundle: str
    sender: str
    number: int
    at: datetime
    changes: int
    gone: tuple[Gone, ...]
    back: tuple[GoesBack, ...]
    orphans: tuple[Orphan, ...]
    later: tuple[Later, ...]
    settled: int
    hidden: int

    @property
    def with_it(self) -> int:
        """Changes that are not of this import and would be out of sight with it: one's own, and those of later imports."""
        return self.hidden + sum(one.changes for one in self.later)


def brought_by(connection: Connection, bundle: bytes) -> list[Span]:
    """Where the changes stand that came with a bundle."""
    query = "select s.stream, s.first, s.last from segment s join exchange e on e.n=s.exchange where e.bundle=? and e.direction='in'"
    return [(stream, first, last) for stream, first, last in connection.exec_driver_sql(query, (bundle,))]


class Scene:
    """The state of what a bundle touched, before it is taken back; `after` compares. Both inside one transaction."""

    def __init__(self, connection: Connection, catalogue: Catalogue, bundle: bytes, before: Snapshot) -> None:
        self._connection, self._catalogue, self._bundle, self._before = connection, catalogue, bundle, before
        self._then = Telling(connection, catalogue, before.records)
        self._records = {id_: record for one in before.records for id_ in self._line(one) if (record := self._then.find(id_))}
        self._subjects = {record: self._then.subject(record) for record in self._records}
        self._titles = {id_: found.title for id_ in self._subjects.values() if (found := self._then.find(id_))}

    @staticmethod
    def before(connection: Connection, catalogue: Catalogue, bundle: bytes) -> Scene:
        """Look at everything that this bundle wrote in."""
        query = "select s.hash from segment s join exchange e on e.n=s.exchange where e.bundle=? and e.direction='in'"
        hashes = [bytes(h) for (h,) in connection.exec_driver_sql(query, (bundle,))]
        return Scene(connection, catalogue, bundle, look_at(connection, states.cells_of(connection, hashes)))

    def after(self) -> ToTakeBack:
        """What is different now."""
        now = look_at(self._connection, self._before.shown)
        here = self._here()
        gone = [id_ for id_, record in self._records.items() if not record.deleted and (id_ not in here or here[id_].deleted)]
        orphans = self._orphans(gone)
        own = self._own({*gone, *orphans})
        row = self._exchange()
        listed = tuple(self._gone(id_, own) for id_ in gone)
        left = tuple(Orphan(UUID(bytes=id_), one.title, one.form, count(self._connection, own.get(id_, ()))) for id_, one in orphans.items())
        return ToTakeBack(
            bundle=self._bundle.hex(),
            sender=row.person,
            number=row.number or 0,
            at=from_ms(row.at),
            changes=count(self._connection, brought_by(self._connection, self._bundle)),
            gone=tuple(sorted(listed, key=lambda one: (one.subject != one.record, one.title.casefold(), one.record))),
            back=tuple(self._back(now, here, set(gone))),
            orphans=tuple(sorted(left, key=lambda one: (one.title.casefold(), one.record))),
            later=tuple(self._later({*gone, *orphans})),
            settled=sum(1 for record, field in self._before.conflicts - now.conflicts if record not in gone),
            hidden=count(self._connection, (span for spans in own.values() for span in spans)),
        )

    def _exchange(self) -> Any:
        return self._connection.exec_driver_sql(
            "select e.at, json_extract(e.report, '$.number') as number, coalesce(json_extract(e.report, '$.sender'), d.person, '') as person "
            "from exchange e left join device d on lower(hex(d.id))=json_extract(e.peers, '$[0]') "
            "where e.bundle=? and e.direction='in' order by e.n desc limit 1",
            (self._bundle,),
        ).one()

    # -- records ---------------------------------------------------------------------------------------------------------------------

    def _line(self, record: bytes) -> list[bytes]:
        """A record and those it is a line or a source of: whether they are deleted can hang on it."""
        out = [record]
        while len(out) < DEEPEST and (found := self._then.find(out[-1])) and found.parent and found.parent not in out:
            out.append(found.parent)
        return out

    def _here(self) -> dict[bytes, Known]:
        """The same records as they stand now."""
        keep(self._connection, self._records)
        return known(self._connection, "select record from temp.hidden")

    def _gone(self, id_: bytes, own: Mapping[bytes, Sequence[Span]]) -> Gone:
        record, subject = self._records[id_], self._subjects[id_]
        return Gone(UUID(bytes=id_), record.title, record.form, UUID(bytes=subject), self._about(id_), count(self._connection, own.get(id_, ())))

    def _orphans(self, gone: Iterable[bytes]) -> dict[bytes, Known]:
        """Records that are here and lead to one that is not, by what they belong to or are about."""
        out: dict[bytes, Known] = {}
        frontier = set(gone)
        for _ in range(DEEPEST):
            query = "select id, title, form, version, about, parent, deleted from record where not deleted and (parent=? or about=?)"
            rows = [row for id_ in frontier for row in self._connection.exec_driver_sql(query, (id_, id_))]
            found = {row.id: Known(row.title, row.form, row.version, row.about, row.parent, bool(row.deleted)) for row in rows if row.id not in out}
            out |= found
            frontier = set(found)
        return out

    # -- who wrote there since -------------------------------------------------------------------------------------------------------

    def _written_in(self, records: Iterable[bytes]) -> list[Any]:
        """Every counting change in these records: record, stream, number, and the import that brought it (null: written here)."""
        keep(self._connection, records)
        return self._connection.exec_driver_sql(
            "select c.record, c.device, c.seq, s.exchange from temp.hidden h join change c on c.record=h.record join segment s on s.n=c.segment "
            "where s.status=0"
        ).all()

    def _own(self, records: set[bytes]) -> dict[bytes, list[Span]]:
        spans: dict[bytes, list[Span]] = defaultdict(list)
        for record, device, seq, came in self._written_in(records):
            if came is None:
                spans[record].append((device, seq, seq))
        return spans

    def _later(self, records: set[bytes]) -> list[Later]:
        spans: dict[int, list[Span]] = defaultdict(list)
        for _, device, seq, came in self._written_in(records):
            if came is not None:
                spans[came].append((device, seq, seq))
        return [self._bundle_of(n, spans[n]) for n in sorted(spans)]

    def _bundle_of(self, n: int, spans: Sequence[Span]) -> Later:
        row = self._connection.exec_driver_sql(
            "select e.bundle, e.at, coalesce(json_extract(e.report, '$.number'), 0) as number, "
            "coalesce(json_extract(e.report, '$.sender'), d.person, '') as person "
            "from exchange e left join device d on lower(hex(d.id))=json_extract(e.peers, '$[0]') where e.n=?",
            (n,),
        ).one()
        return Later(row.bundle.hex(), row.person, row.number, from_ms(row.at), count(self._connection, spans))

    # -- answers ---------------------------------------------------------------------------------------------------------------------

    def _back(self, now: Snapshot, here: Mapping[bytes, Known], gone: set[bytes]) -> list[GoesBack]:
        """By record, then by question. Whether a record is deleted follows from more than one answer, and is told as such."""
        touched = [cell for cell in self._before.shown if cell[0] in here and cell[0] not in gone and cell[1] != cells.DELETED]
        listed = [self._goes_back(cell, now) for cell in touched if _text(now.shown.get(cell)) != _text(self._before.shown[cell])]
        returned = [id_ for id_, record in self._records.items() if record.deleted and id_ in here and not here[id_].deleted]
        listed += [self._returns(id_) for id_ in returned]
        return sorted(listed, key=lambda one: (one.title.casefold(), one.record, one.label.casefold(), one.field))

    def _goes_back(self, cell: Cell, now: Snapshot) -> GoesBack:
        record, field = self._records[cell[0]], cell[1]
        was = self._then.words(record, field, _text(self._before.shown[cell]))
        then = self._then.words(record, field, _text(now.shown.get(cell)))
        return GoesBack(UUID(bytes=cell[0]), record.title, self._about(cell[0]), record.form, field, self._then.label(record, field), was, then)

    def _returns(self, id_: bytes) -> GoesBack:
        record = self._records[id_]
        label = self._then.label(record, cells.DELETED)
        return GoesBack(UUID(bytes=id_), record.title, self._about(id_), record.form, cells.DELETED, label, "deleted", "kept")

    def _about(self, id_: bytes) -> str:
        """The title of the company a record is about in the end."""
        return self._titles.get(self._subjects[id_], self._records[id_].title)


def keep(connection: Connection, records: Iterable[bytes]) -> None:
    """Remember these records for one query."""
    connection.exec_driver_sql("create temp table if not exists hidden(record blob primary key) without rowid")
    connection.exec_driver_sql("delete from temp.hidden")
    many(connection, "insert into temp.hidden values(?)", [(id_,) for id_ in records])


def _text(shown: Shown | None) -> str:
    """What a cell says; one without an answer and one that was emptied say the same."""
    return (shown.head.text if shown else None) or cells.CLEARED
