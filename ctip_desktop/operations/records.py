"""Records: making them, answering questions, rows, sources, attachments, finishing, deleting, settling.

Every function is one transaction and one step of undo. An answer that breaks a rule of its form is kept (the record stays a draft), never dropped.
"""

from __future__ import annotations

import json
import mimetypes
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date
from pathlib import Path
from types import MappingProxyType
from uuid import UUID

from ctip_desktop.dataclass import dataclass
from ctip_desktop.errors import BadInput, NotFound
from ctip_desktop.forms.model import Answer, Form, Kind, Question, Source, State
from ctip_desktop.forms.sheet import Sheet
from ctip_desktop.forms.vocabulary import SILENT
from ctip_desktop.operations.changes import Changes, Draft, perform
from ctip_desktop.practice.partner_readings import NDA, NDA_ITEMS, nda_default
from ctip_desktop.workspace import blobs, cells, identity, journal, sheets
from ctip_desktop.workspace.cells import DELETED, STATUS, dump, note_field
from ctip_desktop.workspace.files import read_whole
from ctip_desktop.workspace.sheets import Heads, Stored
from ctip_desktop.workspace.titles import Plans
from ctip_desktop.workspace.workspace import Workspace

MOST_ROWS = 5_000
"""Rows in one repeat of one record."""

LONGEST_SOURCE = 2_000
"""Characters of a title or link of a source."""

STATUSES = ("draft", "finished")

_STEP_BY_STEP = frozenset({Kind.CHECKLIST, Kind.SURVEY})

Rows = Mapping[str, Sequence[Mapping[str, Answer]]]

_NO_ANSWERS: Mapping[str, Answer] = MappingProxyType({})
_NO_ROWS: Rows = MappingProxyType({})
_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class NewRecord:
    """A record to be made: what `create` takes, for making many in one step."""

    about: UUID | None = None
    answers: Mapping[str, Answer] = field(default_factory=lambda: _NO_ANSWERS)
    rows: Rows = field(default_factory=lambda: _NO_ROWS)
    status: str = "draft"
    id: UUID | None = None


# -- making --------------------------------------------------------------------------------------------------------------------------


def create(
    ws: Workspace,
    form: str,
    *,
    about: UUID | None = None,
    answers: Mapping[str, Answer] = _NO_ANSWERS,
    rows: Rows = _NO_ROWS,
    status: str = "draft",
    id: UUID | None = None,  # noqa: A002  # the contract's name
    defaults: bool = True,
) -> Changes:
    """Make a record of a form, with its defaults, answers, rows and sources; `created[0]` is its id.

    Defaults become answers where one dialog shows the whole record before it is kept. A checklist or survey is filled in question by question: there
    a default stays a suggestion (`Sheet.suggestion`) until a person takes it; so it does in every form with `defaults=False`.

    Where there is one per subject (checklists, forms with `unique` answers), the one that is already there is taken (brought back when it was
    deleted) and the answers are written on it. Raises NotFound for an unknown form, question or subject, BadInput beyond the limits.
    """
    return create_many(ws, form, [NewRecord(about, answers, rows, status, id)], defaults=defaults)


def create_many(ws: Workspace, form: str, new: Sequence[NewRecord], *, label: str | None = None, defaults: bool = True) -> Changes:
    """Make many records of one form in one step; `created` has their ids in the order given. Raises as `create` does; nothing is made then."""
    chosen = ws.catalogue.form(form)
    _check_new(chosen, new)
    filled_in = _Defaults(chosen, ws.now().astimezone().date(), shown=defaults)

    def build(draft: Draft) -> None:
        ids = [_begin(ws, draft, chosen, one, filled_in) for one in new]
        draft.label = label or _label_of_new(ws, chosen, new)
        made.extend(ids)

    made: list[bytes] = []
    changes = perform(ws, label or "", build)
    return Changes(changes.records, changes.cells, tuple(UUID(bytes=id_) for id_ in made), changes.label)


def make_in(ws: Workspace, draft: Draft, form: str, new: NewRecord) -> UUID:
    """Make a record as a part of a larger operation: `create` inside its transaction. Raises as `create` does."""
    chosen = ws.catalogue.form(form)
    _check_new(chosen, [new])
    return UUID(bytes=_begin(ws, draft, chosen, new, _Defaults(chosen, ws.now().astimezone().date())))


def answer_in(ws: Workspace, draft: Draft, record: UUID, answers: Mapping[str, Answer]) -> None:
    """Answer questions outside repeats as a part of a larger operation, with their sources beside those that are there. Raises NotFound, BadInput."""
    one, form = _live(ws, draft, record)
    _check_names(form, set(answers) - {question.name for section in form.sections for question in section.questions})
    _put_answers(draft, one.id, answers)


def _label_of_new(ws: Workspace, form: Form, new: Sequence[NewRecord]) -> str:
    if len(new) != 1:
        return f"Add {len(new)} records: {form.title}"
    doc = {name: answer.value for name, answer in new[0].answers.items()}
    title = Plans(ws.catalogue).plan(form.name, form.version).title(doc)
    return f"Add {form.title.lower()}" + (f" “{title}”" if title != form.title else "")


def _check_new(form: Form, new: Sequence[NewRecord]) -> None:
    known = {question.name for question in form.walk()}
    repeats = {question.name: {column.name for column in question.questions} for question in form.walk() if question.type == "repeat"}
    for one in new:
        if one.status not in STATUSES:
            raise BadInput("A record is a draft or finished.")
        _check_names(form, set(one.answers) - (known - {name for name in repeats if _is_value(one.answers.get(name))}))
        _check_names(form, set(one.rows) - set(repeats))
        for repeat, rows in one.rows.items():
            _check_rows(len(rows))
            for row in rows:
                _check_names(form, set(row) - repeats[repeat])


def _is_value(given: Answer | None) -> bool:
    """Whether it is more than what can be said of a list as a whole."""
    return given is not None and given.state is State.ANSWERED and not given.is_none


def _check_names(form: Form, unknown: set[str]) -> None:
    if unknown:
        names = ", ".join(f"“{name[:60]}”" for name in sorted(unknown)[:10])
        raise NotFound(f"The form “{form.title}” has no question {names}.", kept="Nothing was changed.")


def _check_rows(count: int) -> None:
    if count > MOST_ROWS:
        raise BadInput(f"A list can have {MOST_ROWS:,} lines.", kept="Nothing was changed.", next_step="Keep the rest in an attached file.")


class _Defaults:
    """The default answers of a form, worked out once: of the record, and of a new row of each repeat. shown: a person saw them before the record
    was made; else only what nobody is asked is filled in."""

    def __init__(self, form: Form, today: date, *, shown: bool = True) -> None:
        self._form = form
        self._shown = shown and form.kind not in _STEP_BY_STEP
        self._sheet = Sheet.new(form, today=today) if any(question.default for question in form.walk()) else None

    def of_record(self) -> dict[str, Answer]:
        """Question → default."""
        if self._sheet is None:
            return {}
        outside = (q.name for section in self._form.sections for q in section.questions if self._shown or q.type in SILENT)
        return {name: answer for name in outside if (answer := self._sheet.get(name)) != Answer()}

    def of_row(self, repeat: Question) -> dict[str, Answer]:
        """Column → default."""
        if self._sheet is None or not any(column.default for column in repeat.questions):
            return {}
        sheet = self._sheet.with_row(repeat.name, "new")
        found = {column.name: sheet.get(f"{repeat.name}[new].{column.name}") for column in repeat.questions}
        return {name: answer for name, answer in found.items() if answer != Answer()}


def _begin(ws: Workspace, draft: Draft, form: Form, new: NewRecord, defaults: _Defaults) -> bytes:
    _founded(ws, draft, new.about)
    about = _subject(draft, form, new.about)
    filled = {**_with_own(ws, draft, form, defaults.of_record()), **new.answers}
    derived = identity.record_id(ws.programme_id, form, new.about, {name: answer.value for name, answer in filled.items()}, draft.new_id)
    record = (new.id or derived).bytes
    there = draft.connection.exec_driver_sql("select form, deleted, doc from record where id=?", (record,)).first()
    if there is not None and there.form != form.name:
        raise BadInput("There is already another record with this id.", kept="Nothing was changed.")
    if there is None and record not in draft.created:
        draft.make(record, form.name, form.version, about=about, status=new.status)
    elif there is not None and there.deleted:
        draft.put(record, DELETED, "false")
        stands = json.loads(there.doc)
        filled = {name: answer for name, answer in filled.items() if name in new.answers or name not in stands}
    _put_answers(draft, record, filled if there is None or there.deleted else new.answers)
    for repeat, rows in new.rows.items():
        question = sheets.find_question(form, repeat)
        for row in rows:
            _put_row(draft, form, (record, question), {**defaults.of_row(question), **row})
    return record


def _with_own(ws: Workspace, draft: Draft, form: Form, defaults: dict[str, Answer]) -> dict[str, Answer]:
    """The defaults of a form, with the programme's own in place of the shipped ones: what stays shareable in an agreement of non-disclosure."""
    if form.name != NDA or NDA_ITEMS not in defaults:
        return defaults
    there = draft.connection.exec_driver_sql("select 1 from record where id=?", (ws.programme_id.bytes,)).first()
    if there is None:
        return defaults
    programme = sheets.load(draft.connection, ws.programme_id.bytes, ws.catalogue).sheet(ws.now().astimezone().date())
    return {**defaults, NDA_ITEMS: nda_default(programme)}


def _subject(draft: Draft, form: Form, about: UUID | None) -> bytes | None:
    if about is None:
        return None
    row = draft.connection.exec_driver_sql("select form from record where id=?", (about.bytes,)).first()
    if row is None and about.bytes not in draft.created:
        raise NotFound("The record this is about is not here.", kept="Nothing was changed.")
    if row is not None and form.about and row.form not in form.about:
        raise BadInput(f"“{form.title}” cannot be about a record of the form “{row.form}”.", kept="Nothing was changed.")
    return about.bytes


def _put_row(draft: Draft, form: Form, place: tuple[bytes, Question], answers: Mapping[str, Answer]) -> None:
    row, (record, repeat) = draft.new_id().bytes, place
    draft.make(row, f"{form.name}.{repeat.name}", form.version, parent=(record, repeat.name))
    _put_answers(draft, row, answers)


def _put_answers(draft: Draft, record: bytes, answers: Mapping[str, Answer]) -> None:
    for name, answer in answers.items():
        _put_answer(draft, record, name, answer)
        for source in answer.sources:
            _put_source(draft, (record, name), source)


def _put_answer(draft: Draft, record: bytes, name: str, answer: Answer) -> None:
    draft.put(record, name, cells.encode(answer))
    draft.put(record, note_field(name), cells.encode_note(answer.note))


# -- answering -----------------------------------------------------------------------------------------------------------------------


def answer(ws: Workspace, record: UUID, path: str, answer: Answer, *, expect: Heads | None = None) -> Changes:
    """Keep the answer to one question: value, state and note. (Sources have their own operations.)

    `expect`: what stood there when it was shown (`queries.records.sheet`, `heads`); raises ChangedMeanwhile when something else stands there now, and
    nothing is overwritten. Raises NotFound for an unknown record, question or row, BadInput beyond the limits.
    """
    return _answer(ws, record, {path: answer}, None if expect is None else {path: expect})


def answer_many(ws: Workspace, record: UUID, answers: Mapping[str, Answer], *, expect: Mapping[str, Heads] | None = None) -> Changes:
    """Keep several answers of one record in one step. Raises as `answer` does; nothing is kept then."""
    return _answer(ws, record, answers, expect)


def _answer(ws: Workspace, record: UUID, answers: Mapping[str, Answer], expect: Mapping[str, Heads] | None) -> Changes:
    return perform(ws, "Answer", lambda draft: put(ws, draft, record, answers, expect))


def put(ws: Workspace, draft: Draft, record: UUID, answers: Mapping[str, Answer], expect: Mapping[str, Heads] | None) -> None:
    """What `answer_many` writes, for an operation that writes more in the same step. Raises as it does."""
    one, form = _live(ws, draft, record)
    for path, given in answers.items():
        place = sheets.place_of(draft.connection, one, form, path)
        _check_list(draft, place, given)
        _put_answer(draft, place.record, place.question.name, given)
        if expect is not None and path in expect:
            draft.hold(place.record, (place.question.name, note_field(place.question.name)), expect[path])
        draft.label = f"Answer “{place.question.label or place.question.name}”"
    if len(answers) > 1:
        draft.label = f"{len(answers):,} answers in “{one.title}”"


def _check_list(draft: Draft, place: sheets.Place, given: Answer) -> None:
    """A list has lines, or an answer of its own: there are none, nobody knows, it does not apply. Never both."""
    if place.question.type != "repeat" or given.state is State.NOT_ASKED:
        return
    if _is_value(given):
        raise BadInput(f"“{place.question.label}” is a list.", kept="Nothing was changed.", next_step="Add a line to it.")
    if _lines(draft, place.record, place.question.name):
        raise BadInput(f"“{place.question.label}” has lines.", kept="Nothing was changed.", next_step="Remove them first.")


def _lines(draft: Draft, record: bytes, repeat: str) -> list[bytes]:
    """The lines of a list, the oldest first."""
    return [row.id for row in sheets.children(draft.connection, [record]) if row.parent_field == repeat and row.form != sheets.SOURCE]


def confirm(ws: Workspace, record: UUID, path: str, *, expect: Heads | None = None) -> Changes:
    """Say that an answer was looked at again today and is still right. The answer, its note, its sources and their dates stay as they are; of a list
    every answer in it is meant. Also in a finished form: nothing in it changes.

    `expect` as in `answer`. Raises NotFound, ChangedMeanwhile, and BadInput where there is no answer.
    """

    def build(draft: Draft) -> None:
        one, form = _live(ws, draft, record)
        place = sheets.place_of(draft.connection, one, form, path)
        today = ws.now().astimezone().date().isoformat()
        answered = [(cell, at) for cell in _answer_cells(draft, place) if (at := _answered_at(draft, *cell)) is not None]
        if not answered:
            raise BadInput("There is no answer here yet that could still be right.", kept="Nothing was changed.", next_step="Answer it first.")
        for (owner, name), at in answered:
            draft.put(owner, cells.checked_field(name), cells.encode_checked(today, at))
        draft.hold(place.record, (place.question.name,), expect)
        draft.label = f"Still right: “{place.question.label or place.question.name}”"

    return perform(ws, "Still right", build)


def _answer_cells(draft: Draft, place: sheets.Place) -> list[tuple[bytes, str]]:
    """The cells of an answer: of a list those of its lines, too."""
    own = (place.record, place.question.name)
    columns = [column.name for column in place.question.questions]
    lines = _lines(draft, place.record, place.question.name) if columns else []
    return [own, *((line, column) for line in lines for column in columns)]


def _answered_at(draft: Draft, record: bytes, name: str) -> int | None:
    """When the answer that is shown was written; None without one."""
    standing = journal.heads(draft.connection, record, name)
    return standing[0].at if standing and cells.decode(standing[0].text).state is State.ANSWERED else None


def _live(ws: Workspace, draft: Draft, record: UUID) -> tuple[Stored, Form]:
    """A record that can be written on, and its form. A row is answered through the record it belongs to. Raises NotFound."""
    _founded(ws, draft, record)
    one = sheets.stored(draft.connection, record.bytes)
    if one.deleted:
        raise NotFound(f"“{one.title}” was deleted.", kept="Nothing was changed.", next_step="Bring it back first.")
    return one, sheets.form_of(ws.catalogue, one.form.partition(".")[0], one.version)


def _founded(ws: Workspace, draft: Draft, record: UUID | None) -> None:
    """A laptop that joined and has no bundle yet has no record of its programme: it is made with the first thing that somebody writes into it."""
    if record == ws.programme_id:
        ws.found_programme(draft.connection)


# -- rows ----------------------------------------------------------------------------------------------------------------------------


def add_row(ws: Workspace, record: UUID, repeat: str, answers: Mapping[str, Answer] = _NO_ANSWERS) -> Changes:
    """Add a line to a repeat; `created[0]` is its id, the ROW of paths. Raises NotFound, BadInput."""

    def build(draft: Draft) -> None:
        one, form = _live(ws, draft, record)
        question = sheets.find_question(form, repeat)
        if question.type != "repeat":
            raise BadInput(f"“{question.label}” is not a list.", kept="Nothing was changed.")
        _check_names(form, set(answers) - {column.name for column in question.questions})
        count = draft.connection.exec_driver_sql("select count(*) from record where parent=? and parent_field=? and deleted=0", (one.id, repeat))
        _check_rows(count.scalar_one() + 1)
        defaults = _Defaults(form, ws.now().astimezone().date())
        draft.put(one.id, repeat, cells.CLEARED)  # “there are none” is true no more
        _put_row(draft, form, (one.id, question), {**defaults.of_row(question), **answers})
        draft.label = f"Add a line to “{question.label or repeat}”"

    return perform(ws, "Add a line", build)


def remove_row(ws: Workspace, row: UUID) -> Changes:
    """Take a line out of a repeat. Raises NotFound."""
    return _mark_child(ws, row, "Remove a line")


def _mark_child(ws: Workspace, child: UUID, label: str) -> Changes:
    def build(draft: Draft) -> None:
        one = sheets.stored(draft.connection, child.bytes)
        if one.parent is None:
            raise NotFound("This is not a line or source of a record.", kept="Nothing was changed.")
        draft.put(one.id, DELETED, "true")

    return perform(ws, label, build)


# -- sources and attachments ---------------------------------------------------------------------------------------------------------


def add_source(ws: Workspace, record: UUID, path: str, source: Source) -> Changes:
    """Put a source beside an answer; `created[0]` is its id. Raises NotFound, BadInput."""

    def build(draft: Draft) -> None:
        one, form = _live(ws, draft, record)
        place = sheets.place_of(draft.connection, one, form, path)
        _put_source(draft, (place.record, place.question.name), source)
        draft.label = f"Add a source to “{place.question.label or place.question.name}”"

    return perform(ws, "Add a source", build)


def edit_source(ws: Workspace, source_id: UUID | str, source: Source) -> Changes:
    """Change a source. Raises NotFound, BadInput."""

    def build(draft: Draft) -> None:
        one = sheets.stored(draft.connection, _uuid(source_id).bytes)
        if one.form != sheets.SOURCE or one.deleted:
            raise NotFound("This source is not there any more.", kept="Nothing was changed.")
        _put_source_fields(draft, one.id, source)

    return perform(ws, "Change a source", build)


def remove_source(ws: Workspace, source_id: UUID | str) -> Changes:
    """Take a source away. Raises NotFound."""
    return _mark_child(ws, _uuid(source_id), "Remove a source")


def _uuid(text: UUID | str) -> UUID:
    if isinstance(text, UUID):
        return text
    id_ = sheets.parse_id(text)
    if id_ is None:
        raise NotFound("There is no such source.", kept="Nothing was changed.")
    return UUID(bytes=id_)


def _put_source(draft: Draft, parent: tuple[bytes, str], source: Source) -> None:
    id_ = draft.new_id().bytes
    draft.make(id_, sheets.SOURCE, "1", parent=parent)
    _put_source_fields(draft, id_, source)


def _put_source_fields(draft: Draft, id_: bytes, source: Source) -> None:
    if source.file and not _HASH.fullmatch(source.file):
        raise BadInput("The attached file of the source is not known.", kept="Nothing was changed.", next_step="Attach the file first.")
    for name in sheets.SOURCE_FIELDS:
        text = getattr(source, name)
        cells.check_text(text, LONGEST_SOURCE, "The source")
        draft.put(id_, name, dump(text) if text else cells.CLEARED)


def attach(ws: Workspace, data: bytes, media_type: str) -> str:
    """Keep a file inside the workspace; returns its SHA-256 as hex, to be named by a source or an answer. Raises BadInput above 25 MB."""
    with ws.writing() as connection:
        return blobs.put(connection, data, media_type)


def attach_file(ws: Workspace, path: Path) -> str:
    """Keep a file of this computer inside the workspace; returns its SHA-256 as hex. Raises BadInput above 25 MB, WorldError when not readable."""
    data = read_whole(path, blobs.LARGEST)
    if data is None:
        raise BadInput(
            f"“{path.name}” has more than {blobs.LARGEST // 1048576} MB.",
            kept="Nothing was attached.",
            next_step="Attach the pages that matter, or write down where the file is.",
        )
    return attach(ws, data, mimetypes.guess_type(path.name)[0] or "application/octet-stream")


# -- finishing and deleting ----------------------------------------------------------------------------------------------------------


def finish(ws: Workspace, record: UUID) -> Changes:
    """Mark a record as finished. Raises BadInput while something keeps it from that, naming how many and the first."""

    def build(draft: Draft) -> None:
        one, _ = _live(ws, draft, record)
        loaded = sheets.load(draft.connection, one.id, ws.catalogue)
        sheet = loaded.sheet(ws.now().astimezone().date())
        blocking = [problem for problem in sheet.problems() if problem.blocks]
        if sheet.progress.asked and not sheet.progress.answered:  # it would look done, and nobody has looked
            raise BadInput(
                f"“{one.title}” cannot be finished yet: nothing is answered.",
                kept="It stays a draft.",
                next_step="Answer at least one question. Unknown is an answer, too.",
            )
        if blocking:
            more = f" and {len(blocking) - 1} more" if len(blocking) > 1 else ""
            raise BadInput(
                f"“{one.title}” cannot be finished yet: {sheet.label(blocking[0].path)}{more}.",
                kept="It stays a draft with all its answers.",
                next_step=blocking[0].message,
            )
        draft.put(one.id, STATUS, dump("finished"))
        draft.label = f"Finish “{one.title}”"

    return perform(ws, "Finish", build)


def reopen(ws: Workspace, record: UUID) -> Changes:
    """Make a finished record a draft again. Raises NotFound."""
    return _mark(ws, record, STATUS, dump("draft"), "Open again")


def delete(ws: Workspace, record: UUID) -> Changes:
    """Delete a record. It can be brought back; its answers stay in the history. Raises NotFound."""
    return _mark(ws, record, DELETED, "true", "Delete")


def bring_back(ws: Workspace, record: UUID) -> Changes:
    """Bring a deleted record back with all its answers. Raises NotFound."""
    return _mark(ws, record, DELETED, "false", "Bring back")


def _mark(ws: Workspace, record: UUID, name: str, text: str, label: str) -> Changes:
    def build(draft: Draft) -> None:
        one = sheets.stored(draft.connection, record.bytes)
        draft.put(one.id, name, text, anew=one.contested and name == DELETED)
        draft.label = f"{label} “{one.title}”"

    return perform(ws, label, build)


# -- settling ------------------------------------------------------------------------------------------------------------------------


def settle(ws: Workspace, record: UUID, field: str, *, keep: int | None = None, answer: Answer | None = None, expect: Heads) -> Changes:
    """Settle answers that came together: keep one of the versions (its place in `queries.records.conflicts`, from 0), or another answer.

    `field` is the name of the conflict: a question, its `.note`, or `~deleted` (0 = stays deleted, 1 = comes back). Raises ChangedMeanwhile when
    other versions stand there than those of `expect`, BadInput when there is no such version.
    """

    def build(draft: Draft) -> None:
        one = sheets.stored(draft.connection, record.bytes)
        draft.put(one.id, field, _settled(draft, one, field, keep, answer), anew=True)
        draft.hold(one.id, (field,), expect)
        draft.label = f"Settle an answer of “{one.title}”"

    return perform(ws, "Settle", build)


def _settled(draft: Draft, one: Stored, field: str, keep: int | None, answer: Answer | None) -> str:
    if answer is not None:
        return cells.encode_note(answer.note) if field.endswith(cells.NOTE) else cells.encode(answer)
    versions = list(_versions(draft, one, field))
    if keep is None or not 0 <= keep < len(versions):
        raise BadInput("There is no such version.", kept="Nothing was changed.", next_step="Look at the versions again.")
    return versions[keep]


def _versions(draft: Draft, one: Stored, field: str) -> Iterator[str]:
    if field == DELETED:
        yield from ("true", "false")
    else:
        yield from (head.text or cells.CLEARED for head in journal.heads(draft.connection, one.id, field))
