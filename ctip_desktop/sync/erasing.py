"""Erasing answers for good: the door, and clearing away everything that was made from what is erased.

Here and not in `operations/`, because exact slots are named by the hashes of sealed segments. Erasing cannot be undone. It names every version
that is held on this laptop; what somebody else wrote meanwhile and has not arrived is not named. Reserved fields stay: that there was a record,
of which form, and who changed what when.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from ctip_desktop.dataclass import dataclass
from ctip_desktop.errors import BadInput, NotFound, WorldError
from ctip_desktop.pattern import pattern
from ctip_desktop.sync.erasures import NOTHING, Erased, apply_erasures
from ctip_desktop.sync.states import Trust
from ctip_desktop.sync.store import Own, seal_runs
from ctip_desktop.workspace import backups, blobs, cells, devices, journal, sheets
from ctip_desktop.workspace.cells import DELETED, ERASE, NOTE, is_reserved, note_field
from ctip_desktop.workspace.connection import Connection
from ctip_desktop.workspace.journal import Writer
from ctip_desktop.workspace.sheets import Stored
from ctip_desktop.workspace.workspace import ERASED, Workspace

UNCHANGED = "Nothing was erased."
SLOTS_IN_ONE = 1_500
"""Slots named by one change, so that its value stays below the limit of a value."""
DEEPEST = 8
SHORTEST = 6
"""Characters of an erased text that is looked for in settings; shorter ones (yes, 12) say nothing by themselves."""
OWN_SETTINGS = frozenset({"keys", "device", "person", "programme", "programme name", "generation", "backups", "backup", "restored", "bundle number"})
"""Settings without anything typed into an answer; they are never cleared."""
_IN_ROW = pattern(r"([^\[\]]+)\[([^\[\]]+)\]\.([^\[\]]+)")

Targets = dict[bytes, frozenset[str] | None]
"""Record → fields to erase; None = all but the reserved ones."""


@dataclass(frozen=True, slots=True)
class ToErase:
    """What would be erased, for a person to read before deciding.

    Attributes:
        title: of the record. subject: of what it is about, else empty. label: the question, empty for a whole record.
        answers: how many answers and notes. versions: how many values these had over time; all go.
        sources, rows, attachments: how many of them go. about: records about this one, which stay (of a whole record).
    """

    record: UUID
    title: str
    subject: str
    form: str
    path: str
    label: str
    answers: int
    versions: int
    sources: int
    rows: int
    attachments: int
    about: int


@dataclass(frozen=True, slots=True)
class Erasure:
    """What was erased, and what remains elsewhere, in plain sentences. backup: the fresh one, None when it could not be made."""

    record: UUID
    values: int
    records: frozenset[UUID]
    backup: Path | None
    remains: tuple[str, ...]


# -- the door ------------------------------------------------------------------------------------------------------------------------


def look(ws: Workspace, record: UUID, path: str | None = None) -> ToErase:
    """What `erase` would erase. Raises as it does; changes nothing."""
    with ws.reading() as connection:
        one = sheets.stored(connection, record.bytes)
        targets, emptied = _targets(connection, ws, one, path)
        slots = [slot for target, fields in targets.items() for slot in _versions(connection, target, fields)]
        files = sum(blobs.has(connection, name) for name in blobs.names_in(text for _, text in slots))
        label = _label(ws, one, path)
        subject = str(connection.exec_driver_sql("select title from record where id=?", (one.about,)).scalar() or "")
        query = "select count(*) from record where about=? and deleted=0"
        about = 0 if path else int(connection.exec_driver_sql(query, (one.id,)).scalar_one())
    if not slots:
        raise _nothing_there()
    forms = [form for id_, form in emptied if id_ != one.id]
    sources = forms.count(sheets.SOURCE)
    answers = len({cell for cell, _ in slots})
    return ToErase(record, one.title, subject, one.form, path or "", label, answers, len(slots), sources, len(forms) - sources, files, about)


def erase(ws: Workspace, record: UUID, path: str | None = None) -> Erasure:
    """Erase one answer with its note and sources (`path`, also `NAME.note` alone, `REPEAT` or `REPEAT[ROW].NAME`), or all answers of a record
    with its rows, sources and files (`path` None; the record is deleted, too). Cannot be undone.

    It is erased here at once and on every laptop that receives the erasure. A fresh backup is made afterwards; when that fails the erasure
    stands and the receipt says so. Raises NotFound, or BadInput when there is nothing to erase or it must stay.
    """
    with ws.writing() as connection:
        one = sheets.stored(connection, record.bytes)
        targets, emptied = _targets(connection, ws, one, path)
        gone = [id_ for id_, _ in emptied if connection.exec_driver_sql("select 1 from record where id=? and deleted=0", (id_,)).first()]
        erased = forget(connection, Own.of(connection), ws.device.writer, ws.clock(), targets, gone)
        if not erased.values:
            raise _nothing_there()
        ws.sealed(connection)
        ws.project(connection, {*targets, *gone, *erased.records})
        clear_traces(connection, erased)
    backup = _fresh_backup(ws)
    return Erasure(record, erased.values, frozenset(UUID(bytes=r) for r in targets), backup, remains(ws, backup))


def _nothing_there() -> BadInput:
    return BadInput("There is nothing to erase here.", kept=UNCHANGED)


def forget(
    connection: Connection, own: Own, by: Writer, at: int, targets: Mapping[bytes, frozenset[str] | None], deleted: Sequence[bytes] = ()
) -> Erased:
    """Seal, write the erasing changes (and delete these records), seal them, apply them. Without a workspace: for `erase` and its tests."""
    seal_runs(connection, own)
    new = [(record, ERASE, text) for record, fields in targets.items() for text in _spell(connection, record, fields)]
    if not new:
        return NOTHING
    journal.write(connection, new + [(record, DELETED, "true") for record in deleted], by=by, at=at)
    seal_runs(connection, own)
    return apply_erasures(connection)


def _spell(connection: Connection, record: bytes, fields: frozenset[str] | None) -> list[str]:
    """The values of the erasing changes: every version of these fields that is held here, whatever its state."""
    rows = [
        row
        for row in connection.exec_driver_sql(
            "select s.hash, c.seq-s.first, c.field, c.at from change c join segment s on s.n=c.segment "
            "where c.record=? and c.value is not null and s.hash is not null order by s.hash, c.seq",
            (record,),
        )
        if not is_reserved(row[2]) and (fields is None or row[2] in fields)
    ]
    out = []
    for start in range(0, len(rows), SLOTS_IN_ONE):
        value: dict[str, dict[str, list[object]]] = defaultdict(dict)
        for digest, position, field, at in rows[start : start + SLOTS_IN_ONE]:
            value[digest.hex()][str(position)] = [field, at]
        out.append(cells.dump(value))
    return out


def _versions(connection: Connection, record: bytes, fields: frozenset[str] | None) -> list[tuple[tuple[bytes, str], str]]:
    """(cell, text) of every version that is here and says something."""
    rows = connection.exec_driver_sql("select field, value from change where record=? and value is not null", (record,))
    chosen = [(field, text) for field, text in rows if not is_reserved(field) and (fields is None or field in fields)]
    return [((record, field), text) for field, text in chosen if text != cells.CLEARED]


# -- what belongs to it --------------------------------------------------------------------------------------------------------------


def _targets(connection: Connection, ws: Workspace, one: Stored, path: str | None) -> tuple[Targets, list[tuple[bytes, str]]]:
    """(what to erase, records (id, form) that are emptied as a whole)."""
    if path is None:
        if one.id == ws.programme_id.bytes:
            raise BadInput("The programme itself cannot be erased.", kept=UNCHANGED, next_step="Erase single answers of it.")
        whole = [(one.id, one.form), *_below(connection, one.id)]
        return {id_: None for id_, _ in whole}, whole
    record, name = _place(connection, one, path)
    question = name.removesuffix(NOTE)
    if is_reserved(question) or not _is_known(connection, ws, one, record, question):
        raise NotFound(f"There is no question “{path[:60]}” here.", kept=UNCHANGED)
    below = _below(connection, record, question) if question == name else []
    fields = frozenset({name, note_field(name)} if question == name else {name})
    return {record: fields} | {id_: None for id_, _ in below}, below


def _place(connection: Connection, one: Stored, path: str) -> tuple[bytes, str]:
    """(record or row, question or its note). Rows that were removed count: their answers are still in the history."""
    match = _IN_ROW.fullmatch(path)
    if match is None:
        return one.id, path
    row = sheets.parse_id(match[2])
    known = connection.exec_driver_sql("select 1 from record where id=? and parent=? and parent_field=?", (row, one.id, match[1])).first()
    if row is None or known is None:
        raise NotFound("There is no such line.", kept=UNCHANGED, next_step="Look at the list again.")
    return row, match[3]


def _is_known(connection: Connection, ws: Workspace, one: Stored, record: bytes, name: str) -> bool:
    """A question of the form, or one that was answered once: an older version of the form may have had it."""
    answered = "select 1 from change where record=? and field in (?,?)"
    if connection.exec_driver_sql(answered, (record, name, note_field(name))).first():
        return True
    with suppress(NotFound):
        return any(q.name == name for q in sheets.form_of(ws.catalogue, one.form.partition(".")[0], one.version).walk())
    return False


def _below(connection: Connection, record: bytes, field: str | None = None) -> list[tuple[bytes, str]]:
    """Rows and sources (id, form) of a record, or of one question of it, and theirs; removed ones, too."""
    query = "select id, form from record where parent=?1 and (?2 is null or parent_field=?2)"
    frontier = connection.exec_driver_sql(query, (record, field)).all()
    found: dict[bytes, str] = {record: ""}
    for _ in range(DEEPEST):
        new = [(id_, form) for id_, form in frontier if id_ not in found]
        found |= dict(new)
        frontier = [row for id_, _ in new for row in connection.exec_driver_sql(query, (id_, None))]
    return list(found.items())[1:]


def _label(ws: Workspace, one: Stored, path: str | None) -> str:
    if path is None:
        return ""
    name = path.rpartition(".")[2] if "]." in path else path.removesuffix(NOTE)
    with suppress(NotFound):
        form = sheets.form_of(ws.catalogue, one.form.partition(".")[0], one.version)
        return next((q.label for q in form.walk() if q.name == name and q.label), name)
    return name


# -- traces ----------------------------------------------------------------------------------------------------------------------------


def clear_traces(connection: Connection, erased: Erased) -> None:
    """After erasing, in the same transaction and after projecting: steps of undo, what was typed and kept in settings, attachments, and the
    search index, which else keeps pieces of deleted words. The file is written anew after the transaction."""
    if not erased.texts:
        return
    for record in erased.records:
        connection.exec_driver_sql('delete from operation where instr("before", ?)', (record.hex(),))
    words = {text for one in erased.texts for text in _words(cells.load(one)) if len(text) >= SHORTEST and any(map(str.isalpha, text))}
    _clear_labels(connection, words)
    ids = [UUID(bytes=record) for record in erased.records]
    _clear_settings(connection, words, {name for id_ in ids for name in (id_.hex, str(id_))})  # lines stand in paths with dashes
    blobs.sweep(connection, blobs.names_in(erased.texts))
    connection.exec_driver_sql("insert into search(search) values('rebuild')")
    devices.put(connection, ERASED, True)
    connection.info[ERASED] = True


def _words(value: Any) -> Iterable[str]:
    """The texts in an answer."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, str):
            yield one.strip()


def _clear_labels(connection: Connection, words: Collection[str]) -> None:
    """Steps of undo that belong to other records and are called by an erased title: they stay, and lose the words."""
    for n, label in connection.exec_driver_sql("select n, label from operation").all():
        plain = label
        for word in sorted(words, key=len, reverse=True):
            plain = plain.replace(word, "…")
        if plain != label:
            connection.exec_driver_sql("update operation set label=? where n=?", (plain, n))


def _clear_settings(connection: Connection, words: Collection[str], records: Collection[str]) -> None:
    """What was typed and is kept for coming back (places in forms, drafts of dialogs, views of lists): entries that hold an erased text, in whatever
    capitals, or stand for its record."""
    folded = {word.casefold() for word in words}

    def is_trace(value: object) -> bool:
        text = json.dumps(value, ensure_ascii=False).replace('\\"', '"').replace("\\n", "\n").casefold()
        return any(word in text for word in folded) or any(record in text for record in records)

    for name, text in connection.exec_driver_sql("select name, value from setting").all():
        value = json.loads(text)
        if name in OWN_SETTINGS or not is_trace(value):
            continue
        if isinstance(value, dict):
            value = {key: kept for key, kept in value.items() if not is_trace({key: kept})}
        else:
            value = [kept for kept in value if not is_trace(kept)] if isinstance(value, list) else None
        if value:
            connection.exec_driver_sql("update setting set value=? where name=?", (json.dumps(value, ensure_ascii=False), name))
        else:
            connection.exec_driver_sql("delete from setting where name=?", (name,))


# -- what remains ----------------------------------------------------------------------------------------------------------------------


def _fresh_backup(ws: Workspace) -> Path | None:
    try:
        return backups.make(ws, reason="after-erasing").path
    except WorldError:  # told in the receipt: the erasure stands
        return None


def remains(ws: Workspace, backup: Path | None) -> tuple[str, ...]:
    """In plain sentences: where a value that was erased just now can still be, as far as this laptop knows."""
    with ws.reading() as connection:
        sent = connection.exec_driver_sql("select count(*) from exchange where direction='out'").scalar_one()
        query = "select person from device where trusted=? and recipient is not null and id<>? order by person"
        people = list(dict.fromkeys(p for (p,) in connection.exec_driver_sql(query, (int(Trust.YES), ws.device.id.bytes)) if p))
        unfinished = connection.exec_driver_sql("select 1 from setting where name=?", (ERASED,)).first()
    out = [_backups_say(ws, backup)]
    if people:
        out.append(f"Colleagues' laptops erase it when they bring in your next bundle: {', '.join(people)}. Laptops that never do keep it.")
    files = f"the {sent:,} bundles you made before, " if sent > 1 else "the bundle you made before, " if sent else ""
    out.append(f"It can still be in {files}prints, lists you exported, and copies of the file.")
    out.append("Where the same words were written in another answer, they stay: search for them, and erase them there too.")
    out.append("What a colleague wrote there meanwhile and has not sent yet is not erased.")
    out.append("The history still says that there was an answer, when it was given and by whom. It does not say what it was.")
    if unfinished:
        out.append("The file could not be written anew: traces can be left inside it, encrypted. It is tried again when you open it next.")
    return tuple(out)


def _backups_say(ws: Workspace, fresh: Path | None) -> str:
    with suppress(WorldError):
        older = [one for one in backups.listed(ws.backup_folder, ws.path.stem) if one.path != fresh]
        made = "A fresh backup was made. " if fresh else "No fresh backup could be made: make one. "
        if not older:
            return f"{made}There are no older backups in the folder for backups; copies elsewhere still hold it."
        since = _day(min(one.at for one in older))
        many = f"The {len(older):,} older backups, since {since}, still hold it" if len(older) > 1 else f"The older backup of {since} still holds it"
        return f"{made}{many}: delete what you do not need once you have tried out the fresh one."
    return "No fresh backup could be made, and older backups still hold it: look at the folder for backups."


def _day(at: datetime) -> str:
    return f"{at.day} {at:%b %Y}"
