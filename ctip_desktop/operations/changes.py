"""What every operation shares: one transaction, one entry for undo, one answer that says what changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import field
from uuid import UUID

from ctip_desktop.dataclass import dataclass
from ctip_desktop.workspace import identity, journal
from ctip_desktop.workspace.cells import ABOUT, CLEARED, FORM, PARENT, STATUS, dump, is_reserved
from ctip_desktop.workspace.connection import Connection
from ctip_desktop.workspace.journal import Cell, Tip
from ctip_desktop.workspace.sheets import Heads
from ctip_desktop.workspace.statements import run, scalar
from ctip_desktop.workspace.workspace import Workspace

KEPT = 200
"""Operations that can be undone, one after the other, at least."""

SWEEP = 50


@dataclass(frozen=True, slots=True)
class Changes:
    """What an operation did: records touched (with the ones they belong to), cells written, records made, and a label in plain words."""

    records: frozenset[UUID]
    cells: tuple[tuple[UUID, str], ...]
    created: tuple[UUID, ...]
    label: str

    @property
    def nothing(self) -> bool:
        """Everything was already so."""
        return not self.cells


@dataclass(slots=True)
class Draft:
    """The changes of one operation while it is put together. `connection` is its transaction; `new_id` gives random ids in rising order."""

    connection: Connection
    label: str
    cells: list[tuple[bytes, str, str]] = field(default_factory=list)
    created: list[bytes] = field(default_factory=list)
    expect: dict[Cell, frozenset[Tip]] = field(default_factory=dict)
    anew: set[Cell] = field(default_factory=set)
    new_id: Callable[[], UUID] = field(default_factory=lambda: identity.rising_ids().__next__)

    def put(self, record: bytes, name: str, text: str, *, anew: bool = False) -> None:
        """Set a cell. `anew`: also when it already holds just that, because the new change has seen what the old one had not."""
        self.cells.append((record, name, text))
        if anew:
            self.anew.add((record, name))

    def make(
        self,
        record: bytes,
        form: str,
        version: str,
        *,
        about: bytes | None = None,
        parent: tuple[bytes, str] | None = None,
        status: str | None = None,
    ) -> None:
        """Begin a record."""
        self.created.append(record)
        self.put(record, FORM, dump([form, version]))
        if about is not None:
            self.put(record, ABOUT, dump(about.hex()))
        if parent is not None:
            self.put(record, PARENT, dump([parent[0].hex(), parent[1]]))
        if status is not None:
            self.put(record, STATUS, dump(status))

    def hold(self, record: bytes, fields: Iterable[str], heads: Heads | None) -> None:
        """Only if exactly these heads stand in these cells when it is written."""
        if heads is not None:
            for name in fields:
                self.expect[record, name] = frozenset((device, seq) for one, device, seq in heads if one == name)


def perform(ws: Workspace, label: str, build: Callable[[Draft], None]) -> Changes:
    """Run `build` in one transaction, write what it put together, remember it for undo. What is already so is not written again.

    Raises ChangedMeanwhile when something else stands there than was held, and whatever `build` raises; nothing is written then.
    """
    with ws.writing() as connection:
        draft = Draft(connection, label)
        build(draft)
        cells = _news(draft)
        for cell, expected in draft.expect.items():
            if journal.tips(connection, *cell) != expected:
                raise journal.changed_meanwhile()
        if cells:
            written = journal.write(connection, cells, by=ws.device.writer, at=ws.clock())
            touched = {record for record, _, _ in cells}
            ws.project(connection, touched)
            _remember(connection, draft, written, ws.clock())
        records = frozenset(UUID(bytes=r) for r in _with_owners(connection, {record for record, _, _ in cells}))
    return Changes(records, tuple((UUID(bytes=r), f) for r, f, _ in cells), tuple(UUID(bytes=r) for r in draft.created), draft.label)


def _news(draft: Draft) -> list[tuple[bytes, str, str]]:
    """Without what is already so: an empty cell cleared, or the only version of a cell set to the same again."""
    fresh = set(draft.created)
    out = []
    for record, name, text in draft.cells:
        standing = () if record in fresh else journal.texts(draft.connection, record, name)
        same = text == CLEARED if not standing else len(standing) == 1 and standing[0] == text
        if not same or (record, name) in draft.anew:
            out.append((record, name, text))
    return out


def _with_owners(connection: Connection, records: set[bytes]) -> set[bytes]:
    """The records, and those whose rows or sources they are."""
    out = set(records)
    frontier = records
    for _ in range(8):
        owners = {scalar(connection, "select parent from record where id=?", (r,)) for r in frontier}
        frontier = {owner for owner in owners if owner is not None} - out
        if not frontier:
            break
        out |= frontier
    return out


GONE = """update operation set undone=2, "before"='[]' where undone=1"""
"""What was taken back and can not be done again any more. The entries stay until the file is closed: their numbers are not given twice."""


def noted_of_new(record: bytes, name: str) -> bool:
    """Whether undo needs this cell of a record that was made in the step."""
    return name == FORM or (identity.is_derived(record) and not is_reserved(name))


def _remember(connection: Connection, draft: Draft, written: list[journal.Written], at: int) -> None:
    """One entry for undo; what was taken back before can not be done again now. Of a record that was made only its beginning is noted: taking it
    back deletes it whole. Where the same record is made when somebody begins anew, its answers are noted, too: they must not come back with it."""
    run(connection, GONE, ())
    fresh = set(draft.created)
    before = [[w.record.hex(), w.field, w.before, w.seq] for w in written if w.record not in fresh or noted_of_new(w.record, w.field)]
    text = dump(before)
    n = scalar(connection, 'insert into operation(label, at, "before") values(?,?,?) returning n', (draft.label, at, text))
    if n % SWEEP == 0:
        run(connection, "delete from operation where n<=?", (n - KEPT,))
