"""Taking back the last thing that was done on this laptop, one after the other, and doing it again.

Undo and redo write new changes with the other answers; nothing in the history disappears. An answer that was changed since, by an import or by
hand, stays as it is: undo never overwrites what it has not written. What was taken back can be done again until something else is done, and until
the file is closed: its texts are not kept longer. An entry of the table `operation` holds what is written when it is turned the other way.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from ctip_desktop.errors import ChangedMeanwhile
from ctip_desktop.operations.changes import GONE, Changes, noted_of_new
from ctip_desktop.tasks import Progress
from ctip_desktop.workspace import journal
from ctip_desktop.workspace.cells import CLEARED, DELETED, FORM, STATUS, dump
from ctip_desktop.workspace.connection import Connection
from ctip_desktop.workspace.workspace import Workspace

_WITHOUT = {DELETED: "false", STATUS: dump("draft")}
"""What reserved fields go back to when there was nothing before."""

_SENTENCES = ("Doing again: {what}", "Taking back: {what}")
"""By what `undone` becomes."""
_LAST = 'select n, label, "before" from operation where undone=0 and n>? order by n desc limit 1'
_NEXT = """select n, label, "before" from operation
           where undone=1 and n>? and n>(select coalesce(max(n), 0) from operation where undone=0) order by n limit 1"""
_OFTEN = 200  # cells between two words about progress
_STEP = "long_step"
"""Setting of this laptop while a long step runs: {"what", "label", "after"}; when it never came to its end, "n" is the operation it became."""


def next_label(ws: Workspace) -> str | None:
    """In plain words, what `undo` would take back; None when there is nothing."""
    with ws.reading() as connection:
        entry = _found(connection, _LAST)
    return entry.label if entry is not None else None


def size(ws: Workspace, after: int = 0, *, again: bool = False) -> int:
    """Of how many answers and entries the last operation after the operation `after` is made; 0 when there is nothing to take back. again: the
    operation that `redo` would do."""
    with ws.reading() as connection:
        entry = _found(connection, _NEXT if again else _LAST, after)
    return len(json.loads(entry.before)) if entry is not None else 0


def undo(ws: Workspace, progress: Progress | None = None, after: int = 0) -> Changes | None:
    """Take back the last operation; None when there is nothing to take back. after: an operation that stays, with all before it (`newest`).
    Cancelled, nothing is taken back. Raises ChangedMeanwhile when all of it was changed since; that operation is then passed over, and the next undo
    takes back the one before."""
    changes, passed = _turn(ws, _LAST, after, progress or Progress(), undone=1)
    if passed:
        raise ChangedMeanwhile(f"“{passed}” was changed since and was not taken back.", kept="Everything stays as it is now.")
    return changes


def redo(ws: Workspace, progress: Progress | None = None, after: int = 0) -> Changes | None:
    """Do again what was taken back last; None when nothing was, or when something else was done since. after, progress: as of `undo`. Raises
    ChangedMeanwhile when all of it was changed since."""
    changes, passed = _turn(ws, _NEXT, after, progress or Progress(), undone=0)
    if passed:
        raise ChangedMeanwhile(f"“{passed}” was changed since and was not done again.", kept="Everything stays as it is now.")
    return changes


def drop(ws: Workspace, after: int) -> Changes | None:
    """Take back everything that was done after the operation `after`, for good: it can not be done again."""
    as_one(ws, after, "")
    changes = undo(ws, after=after)
    with ws.writing() as connection:
        connection.exec_driver_sql(f"{GONE} and n>?", (after,))
    return changes


def _turn(ws: Workspace, which: str, after: int, progress: Progress, *, undone: int) -> tuple[Changes | None, str]:
    """Turn the operation the other way, as far as it stands; its label alone when nothing of it does, and it is forgotten then."""
    with ws.writing() as connection:
        entry = _found(connection, which, after)
        if entry is None:
            return None, ""
        sentence = _SENTENCES[undone].format(what=entry.label)
        todo = _cells_back(ws, connection, entry, progress, sentence)
        if not todo:
            connection.exec_driver_sql("update operation set undone=1 where n=?", (entry.n,))
            connection.exec_driver_sql(f"{GONE} and n=?", (entry.n,))
            return None, entry.label
        progress.say(sentence)
        written = journal.write(connection, todo, by=ws.device.writer, at=ws.clock())
        ws.project(connection, {record for record, _, _ in todo})
        _follow(connection, entry.n, written, undone)
        turned = dump([[one.record.hex(), one.field, one.before, one.seq] for one in written])
        connection.exec_driver_sql('update operation set undone=?, "before"=? where n=?', (undone, turned, entry.n))
    records = frozenset(UUID(bytes=record) for record, _, _ in todo)
    return Changes(records, tuple((UUID(bytes=record), field) for record, field, _ in todo), (), entry.label), ""


def newest(ws: Workspace) -> int:
    """The number of the last operation, for `as_one` and `undo`; 0 before the first."""
    with ws.reading() as connection:
        return int(connection.exec_driver_sql("select coalesce(max(n), 0) from operation").scalar_one())


def as_one(ws: Workspace, after: int, label: str) -> None:
    """Make everything that was done after the operation `after` one step: long work that writes in parts is taken back whole."""
    with ws.writing() as connection:
        rows = connection.exec_driver_sql('select n, "before" from operation where n>? and undone=0 order by n', (after,)).all()
        if not rows[1:]:
            return
        cells: dict[tuple[str, str], list[Any]] = {}
        for record, field, before, seq in (cell for row in rows for cell in json.loads(row.before)):
            first = cells.setdefault((record, field), [record, field, before, seq])
            first[3] = seq  # what stood there first comes back, and only while what was written last stands
        made = {record for (record, field), cell in cells.items() if field == FORM and cell[2] is None}
        kept = [cell for (record, field), cell in cells.items() if record not in made or noted_of_new(bytes.fromhex(record), field)]
        connection.exec_driver_sql('update operation set label=?, "before"=? where n=?', (label, dump(kept), rows[-1].n))
        connection.exec_driver_sql("delete from operation where n>? and n<? and undone=0", (after, rows[-1].n))


@contextmanager
def one_step(ws: Workspace, what: str, label: str) -> Iterator[None]:
    """Long work on `what` that writes in parts: one step to take back, also when it is stopped, fails, or the program goes out in the middle."""
    before = newest(ws)
    ws.set_setting(_STEP, {"what": what, "label": label, "after": before})
    try:
        yield
    finally:
        as_one(ws, before, label)
        ws.set_setting(_STEP, None)


def gather(ws: Workspace) -> None:
    """Right after opening: what a long step wrote before the program went out is one step."""
    step = ws.setting(_STEP)
    if not step or "n" in step:
        return
    as_one(ws, step["after"], step["label"])
    n = newest(ws)
    ws.set_setting(_STEP, {**step, "n": n} if n > step["after"] else None)


def cut_short(ws: Workspace) -> str:
    """On what the long step worked that was cut off when the program or the laptop went out; empty when there is none, when it was taken back,
    and when a later one came to its end."""
    step = ws.setting(_STEP) or {}
    with ws.reading() as connection:
        stands = connection.exec_driver_sql("select 1 from operation where n=? and undone=0", (step.get("n", 0),)).first()
    return str(step["what"]) if stands else ""


def _found(connection: Connection, which: str, after: int = 0) -> Any:
    return connection.exec_driver_sql(which, (after,)).first()


def _cells_back(ws: Workspace, connection: Connection, entry: Any, progress: Progress, sentence: str) -> list[tuple[bytes, str, str]]:
    """The changes that turn an operation the other way. What deletes comes last: a delete that has not seen the rest would be contested."""
    cells = json.loads(entry.before)
    todo = []
    for number, one in enumerate(cells):
        if number % _OFTEN == 0:
            progress.say(sentence, number, len(cells))
        if (cell := _back(ws, connection, *one)) is not None:
            todo.append(cell)
    return sorted(todo, key=_deletes)


def _deletes(cell: tuple[bytes, str, str]) -> bool:
    _, field, text = cell
    return field == DELETED and text == "true"


def _back(ws: Workspace, connection: Connection, record_hex: str, field: str, before: str | None, seq: int) -> tuple[bytes, str, str] | None:
    """The change that takes one cell back, or None when somebody wrote there since. A record that was made is deleted again."""
    record = bytes.fromhex(record_hex)
    if journal.tips(connection, record, field) != {(ws.device.id.bytes, seq)}:
        return None
    if field == FORM and before is None:
        return record, DELETED, "true"
    return record, field, before if before is not None else _WITHOUT.get(field, CLEARED)


def _follow(connection: Connection, n: int, written: list[journal.Written], undone: int) -> None:
    """Operations beside it, earlier ones when it is taken back and later ones when it is done again, wrote cells that now hold the same text under a
    new number: they can still be turned."""
    numbers = {(one.record.hex(), one.field): one.seq for one in written}
    beside = "undone=0 and n<? order by n desc" if undone else "undone=1 and n>? order by n"  # fixed texts only
    for row in connection.exec_driver_sql(f'select n, "before" from operation where {beside}', (n,)).all():
        entry = json.loads(row.before)
        hits = [one for one in entry if (one[0], one[1]) in numbers]
        for one in hits:
            one[3] = numbers.pop((one[0], one[1]))
        if hits:
            connection.exec_driver_sql('update operation set "before"=? where n=?', (dump(entry), row.n))
        if not numbers:
            return
