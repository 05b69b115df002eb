"""One record and its history: for the record page, the wizard, the command line, and everything that settles and checks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import datetime
from typing import Any
from uuid import UUID

from ctip_desktop.dataclass import dataclass
from ctip_desktop.forms.model import Answer, Source
from ctip_desktop.forms.outcomes import Outcome
from ctip_desktop.forms.scoring import Score
from ctip_desktop.forms.sheet import Progress, Sheet
from ctip_desktop.practice import sharing
from ctip_desktop.sync.store import Own, seal_runs
from ctip_desktop.workspace import checking, journal, sheets
from ctip_desktop.workspace import search as index
from ctip_desktop.workspace.causality import Causality, Place
from ctip_desktop.workspace.cells import DELETED, ERASE, NOTE, dump, is_reserved, load, question_of
from ctip_desktop.workspace.clock import from_ms
from ctip_desktop.workspace.connection import Connection
from ctip_desktop.workspace.digest import digest
from ctip_desktop.workspace.projection import unseen_edits
from ctip_desktop.workspace.sheets import SOURCE, Heads, Loaded, Stored
from ctip_desktop.workspace.titles import find_form
from ctip_desktop.workspace.workspace import Workspace

# -- one record ----------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an answer: its value (or state), who wrote it, on which laptop, when by that laptop's clock."""

    value: Any
    by: str
    device: str
    at: datetime


@dataclass(frozen=True, slots=True)
class AnswerVersions:
    """One answer with who wrote what is shown, and every version that stands (more than one = to be settled, or the same written twice)."""

    path: str
    label: str
    answer: Answer
    by: str
    device: str
    at: datetime | None
    versions: tuple[Version, ...]
    to_settle: bool


@dataclass(frozen=True, slots=True)
class RecordView:
    """A record as it stands, worked through by its form. `rows`: repeat → ids of its lines, as they stand in paths."""

    id: UUID
    form: str
    version: str
    about: UUID | None
    title: str
    status: str
    deleted: bool
    contested: bool
    created: datetime
    changed: datetime
    answers: Mapping[str, AnswerVersions]
    rows: Mapping[str, tuple[str, ...]]
    scores: Mapping[str, Score]
    outcomes: Mapping[str, tuple[Outcome, ...]]
    progress: Progress


@dataclass(frozen=True, slots=True)
class OpenSheet:
    """A record to be filled: the sheet, and per path what stood in its cells when it was read, to be handed back as `expect`.

    facts: answers that are kept with the record this one is about; they are written there.
    """

    id: UUID
    sheet: Sheet
    heads: Mapping[str, Heads]
    status: str
    title: str
    about: UUID | None
    facts: Mapping[str, Home] = field(default_factory=dict)
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class Home:
    """Where an answer is kept that a form shows of the record it is about."""

    record: UUID
    name: str
    answer: Answer


def facts(ws: Workspace, form: str, about: UUID | None) -> Mapping[str, Home]:
    """What a form shows of the record it will be about, before it has a record of its own. Raises NotFound."""
    with ws.reading() as connection:
        return _homes(sheets.facts_of(connection, ws.catalogue, ws.catalogue.form(form), about.bytes if about is not None else None))


def _homes(found: Mapping[str, sheets.Fact]) -> dict[str, Home]:
    return {name: Home(UUID(bytes=fact.record), fact.name, fact.answer) for name, fact in found.items()}


def show(ws: Workspace, record: UUID) -> RecordView:
    """One record, deleted or not. Raises NotFound."""
    with ws.reading() as connection:
        loaded = sheets.load(connection, record.bytes, ws.catalogue)
        versions = _versions_of(connection, loaded)
    sheet = loaded.sheet(ws.now().astimezone().date())
    one = loaded.stored
    return RecordView(
        record,
        one.form,
        one.version,
        _uuid(one.about),
        one.title,
        one.status,
        one.deleted,
        one.contested,
        from_ms(one.created),
        from_ms(one.changed),
        {path: _answer_view(sheet, path, versions) for path in _paths(sheet, loaded)},
        loaded.rows,
        sheet.scores(),
        sheet.outcomes(),
        sheet.progress,
    )


def sheet(ws: Workspace, record: UUID) -> OpenSheet:
    """A record to be filled in. For a line of a repeat the record it belongs to. Raises NotFound."""
    with ws.reading() as connection:
        loaded = sheets.load(connection, _owner(connection, record.bytes), ws.catalogue)
        heads_ = sheets.heads_by_path(connection, loaded)
    one = loaded.stored
    answers, facts = loaded.sheet(ws.now().astimezone().date()), _homes(loaded.facts)
    return OpenSheet(UUID(bytes=one.id), answers, heads_, one.status, one.title, _uuid(one.about), facts, one.deleted)


def heads(ws: Workspace, record: UUID, path: str) -> Heads:
    """What stands in the cells of one answer now: for the next `expect` after an answer was written. Raises NotFound."""
    with ws.reading() as connection:
        one = sheets.stored(connection, record.bytes)
        place = sheets.place_of(connection, one, sheets.form_of(ws.catalogue, one.form, one.version), path)
        return sheets.heads_of(connection, place.record, place.question.name)


def _owner(connection: Connection, record: bytes) -> bytes:
    """The record that a line of a repeat belongs to; itself for anything else."""
    one = sheets.stored(connection, record)
    return one.parent if one.parent is not None and one.form != SOURCE else record


def _uuid(id_: bytes | None) -> UUID | None:
    return None if id_ is None else UUID(bytes=id_)


def _paths(sheet: Sheet, loaded: Loaded) -> list[str]:
    """Questions in reading order, then answers that this version of the form does not ask."""
    repeats = {question.name for question in sheet.form.walk() if question.type == "repeat"}
    asked = [path for path in sheet.paths() if path not in repeats]
    known = set(asked) | repeats
    return asked + sorted(path for path in loaded.answers if path not in known)


def _answer_view(sheet: Sheet, path: str, versions: Mapping[str, list[Version]]) -> AnswerVersions:
    answer, these = sheet.get(path), versions.get(path, [])
    texts = {dump(one.value) for one in these}
    shown = these[0] if these else None
    return AnswerVersions(
        path,
        _label(sheet, path),
        answer,
        shown.by if shown else "",
        shown.device if shown else "",
        shown.at if shown else None,
        tuple(these),
        len(texts) > 1,
    )


def _label(sheet: Sheet, path: str) -> str:
    try:
        return sheet.label(path)
    except KeyError:
        return path


_HEADS = (
    "select h.record, h.field, d.id, h.seq, c.value, c.at, s.author, d.name, d.person from head h "
    "join change c on c.device=h.device and c.seq=h.seq join segment s on s.n=c.segment join device d on d.n=s.card where h.record=?"
)


def _versions_of(connection: Connection, loaded: Loaded) -> dict[str, list[Version]]:
    """Path → the versions of its value that stand, the shown one first."""
    out: dict[str, list[Version]] = {}
    owners = [(loaded.stored.id, ""), *((row.id, f"{row.parent_field}[{sheets.row_name(row.id)}].") for row in loaded.row_records)]
    for record, prefix in owners:
        for cell, these in _heads_by_field(connection, record).items():
            if not is_reserved(cell) and not cell.endswith(NOTE):
                out[prefix + cell] = these
    return out


def _heads_by_field(connection: Connection, record: bytes) -> dict[str, list[Version]]:
    found: dict[str, list[tuple[tuple[bool, int, bytes, int], Version]]] = defaultdict(list)
    for row in connection.exec_driver_sql(_HEADS, (record,)):
        if row.value is None:  # erased: it stands beside nothing
            continue
        order = journal.shown_first(journal.Head(row.id, row.seq, row.value, row.at))
        found[row.field].append((order, Version(load(row.value), row.author or row.person, row.name, from_ms(row.at))))
    return {field: [version for _, version in sorted(these, key=lambda pair: pair[0], reverse=True)] for field, these in found.items()}


def as_document(view: RecordView) -> dict[str, Any]:
    """The record as `ctip show --json` prints it."""
    return {
        "id": view.id,
        "form": view.form,
        "version": view.version,
        "about": view.about,
        "title": view.title,
        "status": view.status,
        "answers": {path: _answer_document(one) for path, one in view.answers.items()},
        "scores": view.scores,
        "outcomes": view.outcomes,
        "progress": {"answered": view.progress.answered, "asked": view.progress.asked},
    }


def _answer_document(one: AnswerVersions) -> dict[str, Any]:
    return {
        "value": one.answer.value,
        "state": one.answer.state.value,
        "note": one.answer.note,
        "sources": [_source_document(source) for source in one.answer.sources],
        "by": one.by,
        "at": one.at,
        "versions": one.versions,
    }


def _source_document(source: Source) -> dict[str, str]:
    return {name: getattr(source, name) for name in (*sheets.SOURCE_FIELDS, "id")}


# -- lists and search ----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RecordLine:
    """A record in a list."""

    id: UUID
    form: str
    title: str
    about: UUID | None
    status: str
    created: datetime
    changed: datetime
    deleted: bool
    contested: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A record found by searching, and the place in its text."""

    id: UUID
    form: str
    title: str
    snippet: str
    about: UUID | None = None
    subject: str = ""
    """The title of the record it is about, as long as that is here."""


def titled(ws: Workspace, form: str, words: str, about: UUID | None = None, most: int = 50) -> tuple[tuple[UUID, str], ...]:
    """Id and title of the live records of a form whose title holds the words, with or without accents: those about the same subject first, then
    those that begin with the words. Quick enough to be asked for each letter that is typed."""
    with ws.reading() as connection:
        rows = connection.exec_driver_sql("select id, title, about from record where form=? and not deleted order by created, id", (form,)).all()
    wanted, subject = index.plain(words), about.bytes if about is not None else None
    fitting = [(row.about != subject, not found.startswith(wanted), found, row) for row in rows if wanted in (found := index.plain(row.title))]
    fitting.sort(key=lambda one: one[:3])
    return tuple((UUID(bytes=row.id), row.title) for *_, row in fitting[:most])


def list_records(ws: Workspace, form: str, about: UUID | None = None, deleted: bool = False) -> tuple[RecordLine, ...]:
    """The records of a form (about one record), by title, of one title the oldest first; the deleted ones instead when asked."""
    query = "select id, form, title, about, status, created, changed, deleted, contested from record where form=? and deleted=?"
    values: tuple[object, ...] = (form, int(deleted))
    if about is not None:
        query, values = f"{query} and about=?", (*values, about.bytes)
    with ws.reading() as connection:
        rows = connection.exec_driver_sql(query, values).all()
    lines = [
        RecordLine(
            UUID(bytes=r.id),
            r.form,
            r.title,
            _uuid(r.about),
            r.status,
            from_ms(r.created),
            from_ms(r.changed),
            bool(r.deleted),
            bool(r.contested),
        )
        for r in rows
    ]
    return tuple(sorted(lines, key=lambda line: (line.title.casefold(), line.created, line.id)))


_FOUND = "select r.form, r.title, r.about, s.title as subject from record r left join record s on s.id=r.about and not s.deleted where r.id=?"


def search(ws: Workspace, text: str, forms: Iterable[str] = ()) -> tuple[Found, ...]:
    """Live records that hold every word of the text in names, places, notes or free text, the best first."""
    with ws.reading() as connection:
        out = []
        for hit in index.search(connection, text, forms):
            row = connection.exec_driver_sql(_FOUND, (hit.record,)).one()
            out.append(Found(UUID(bytes=hit.record), row.form, row.title, hit.snippet, _uuid(row.about), row.subject or ""))
    return tuple(out)


# -- history -------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One change.

    name: the path of the answer, with `.note` or `.source.FIELD`, or a reserved field (`~status`, `~deleted`, …). bundle: hex id of the bundle that
    brought it, empty for what was written here. An erased value is None with `erased`; of an erasing change (`~erase`) `value` is how many it names.
    """

    name: str
    value: Any
    by: str
    device: str
    at: datetime
    bundle: str
    erased: bool


def history(ws: Workspace, record: UUID) -> tuple[HistoryEntry, ...]:
    """Everything that was written in a record, its lines and sources, the newest first. Raises NotFound."""
    with ws.reading() as connection:
        one = sheets.stored(connection, record.bytes)
        entries = [(order, entry) for prefix, id_ in _members(connection, one) for order, entry in changes_of(connection, id_, prefix)]
    return tuple(entry for _, entry in sorted(entries, key=lambda pair: pair[0], reverse=True))


def _members(connection: Connection, one: Stored) -> list[tuple[str, bytes]]:
    """(prefix of names, id) of the record, its lines and sources, deleted ones included."""
    out = [("", one.id)]
    for prefix, id_ in out:
        for row in connection.exec_driver_sql("select id, form, parent_field from record where parent=?", (id_,)):
            name = f"{row.parent_field}.source." if row.form == SOURCE else f"{row.parent_field}[{sheets.row_name(row.id)}]."
            if len(out) < 20_000:
                out.append((prefix + name, row.id))
    return out


def changes_of(connection: Connection, record: bytes, prefix: str = "") -> list[tuple[tuple[int, bytes, int], HistoryEntry]]:
    """What was written in one record, line or source, each with what it is sorted by."""
    rows = connection.exec_driver_sql(
        "select c.field, c.value, c.at, c.seq, s.author, d.id, d.name, d.person, x.bundle from change c join segment s on s.n=c.segment "
        "join device d on d.n=s.card left join exchange x on x.n=s.exchange where c.record=? and s.status=0",
        (record,),
    )
    return [
        (
            (row.at, row.id, row.seq),
            HistoryEntry(
                prefix + row.field,
                _told(row.field, row.value),
                row.author or row.person,
                row.name,
                from_ms(row.at),
                row.bundle.hex() if row.bundle else "",
                row.value is None,
            ),
        )
        for row in rows
    ]


def _told(field: str, text: str | None) -> Any:
    value = load(text)
    if field != ERASE:
        return value
    return sum(len(places) for places in value.values() if isinstance(places, dict)) if isinstance(value, dict) else 0


# -- answers that came together ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Conflict:
    """Answers that came together and wait for a person.

    record, name: the cell (a question, its `.note`, or a reserved field); owner, title: the record it belongs to, for showing; label: the question.
    versions: the shown one first. Of `~deleted` there are always two: it stays deleted (True), it comes back (False). heads: hand back as `expect`.
    """

    id: str
    record: UUID
    name: str
    form: str
    owner: UUID
    title: str
    label: str
    versions: tuple[Version, ...]
    heads: Heads


def conflicts(ws: Workspace) -> tuple[Conflict, ...]:
    """What has to be settled, by title and question."""
    with ws.reading() as connection:
        cells = {cell for cell in journal.conflicts(connection) if cell[1] != DELETED}
        cells |= {(id_, DELETED) for (id_,) in connection.exec_driver_sql("select id from record where contested=1")}
        cells |= {cell for cell in journal.conflicts(connection) if cell[1] == DELETED}
        found = [_conflict(connection, ws, record, name) for record, name in cells]
    live = [one for one in found if one is not None]
    return tuple(sorted(live, key=lambda one: (one.title.casefold(), one.owner, one.name, one.record)))


def _conflict(connection: Connection, ws: Workspace, record: bytes, name: str) -> Conflict | None:
    """None for a record that is deleted, or whose creation is not here."""
    one = connection.exec_driver_sql("select form, version, title, parent, deleted from record where id=?", (record,)).first()
    owner = _top(connection, record)
    if one is None or owner is None or (one.deleted and name != DELETED):
        return None
    versions = _heads_by_field(connection, record).get(name, [])
    if name == DELETED:
        versions = [*_deletion(versions, True), *(_deletion(versions, False) or _edits(connection, record))]
    return Conflict(
        f"{UUID(bytes=record)}:{name}",
        UUID(bytes=record),
        name,
        one.form,
        UUID(bytes=owner.id),
        owner.title,
        _label_of(ws, one.form, one.version, name) + _which_form(connection, ws, record, one.form),
        tuple(versions),
        frozenset((name, *tip) for tip in journal.tips(connection, record, name)),
    )


def stood_before(ws: Workspace, conflict: Conflict) -> tuple[Version | None, ...]:
    """For each version the answer that its writer wrote over, None for the first: not what somebody else wrote meanwhile. For answers and notes."""
    with ws.reading() as connection:
        causality = Causality(connection)
        written = [
            (Place(row.device, row.seq, row.segment, row.height), Version(load(row.value), row.author or row.person, row.name, from_ms(row.at)))
            for row in connection.exec_driver_sql(_WRITTEN, (conflict.record.bytes, conflict.name))
        ]

        def before(version: Version) -> Version | None:
            own = [place for place, one in written if one == version]
            seen = [(place.height, one.at, place, one) for place, one in written if own and causality.saw(own[-1], place)]
            return max(seen, key=lambda each: each[:3])[3] if seen else None

        return tuple(map(before, conflict.versions))


_WRITTEN = (
    "select c.device, c.seq, c.segment, s.height, c.value, c.at, s.author, d.name, d.person from change c join segment s on s.n=c.segment "
    "join device d on d.n=s.card where c.record=? and c.field=? and s.status=0 and c.value is not null order by c.at, c.device, c.seq"
)


def _which_form(connection: Connection, ws: Workspace, record: bytes, form: str) -> str:
    if form != f"{sharing.FORM}.{sharing.REPEAT}":
        return ""
    doc = load(connection.exec_driver_sql("select doc from record where id=?", (record,)).scalar())
    return sharing.which_form(form, doc, lambda name: ws.catalogue.form(name).title if name in ws.catalogue.names() else "")


def _top(connection: Connection, record: bytes) -> Any:
    """The record that a line or source belongs to in the end; None when one on the way is deleted or not here."""
    for _ in range(8):
        row = connection.exec_driver_sql("select id, title, parent, deleted from record where id=?", (record,)).first()
        if row is None or row.parent is None:
            return row
        if row.deleted:
            return None
        record = row.parent
    return None


def _deletion(versions: list[Version], deleted: bool) -> list[Version]:
    return [one for one in versions if (one.value is True) is deleted][:1]


def _edits(connection: Connection, record: bytes) -> list[Version]:
    """Who wrote last in a record that somebody deleted without having seen it."""
    rows = [
        connection.exec_driver_sql(
            "select c.at, s.author, d.name, d.person from change c join segment s on s.n=c.segment join device d on d.n=s.card "
            "where c.device=? and c.seq=?",
            (place.stream, place.seq),
        ).one()
        for place in unseen_edits(connection, record)
    ]
    return [Version(False, row.author or row.person, row.name, from_ms(row.at)) for row in sorted(rows, key=lambda row: row.at)[-1:]]


_RESERVED = {
    "~status": "Draft or finished",
    DELETED: "Deleted, and changed by somebody else",
    "~about": "What it is about",
    "~form": "Form",
    "~version": "Version of the form",
    "~closed": "Time of closing",
}


def _label_of(ws: Workspace, form: str, version: str, name: str) -> str:
    if is_reserved(name):
        return _RESERVED.get(name, name)
    found = find_form(ws.catalogue, form.partition(".")[0], version)
    question = next((q for q in found.walk() if q.name == question_of(name)), None) if found else None
    label = question.label if question else question_of(name)
    return f"{label} (note)" if name.endswith(NOTE) else label


# -- check ---------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CheckResult:
    """`digest` is equal on two laptops that hold the same changes; findings are plain sentences, none when all is well."""

    ok: bool
    findings: tuple[str, ...]
    digest: str


def check(ws: Workspace) -> CheckResult:
    """Check the file and everything derived in it. Closes the open run first, so that the digest covers all that was written."""
    with ws.writing() as connection:
        if seal_runs(connection, Own.of(connection)):
            ws.sealed(connection)
        found = checking.findings(connection, ws.rebuild)
        return CheckResult(not found, found, digest(connection).whole)
