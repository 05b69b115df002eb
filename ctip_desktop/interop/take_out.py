"""Everything a programme holds, in open formats, for another program or an archive: a ZIP with JSON, CSV tables, the forms as XLSForm and the files.

People and whatever is sensitive or never leaves the program stay out unless they are asked for (mission I-08: minimal personal data, exports without
contacts by default). The ZIP is sealed with a passphrase in the age format, so that any age program opens it, or left open when a person says so.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime
from mimetypes import guess_extension
from pathlib import Path
from typing import Any

from ctip_desktop.dataclass import dataclass
from ctip_desktop.errors import BadInput, NotFound
from ctip_desktop.forms.model import Form, Question, Share, State
from ctip_desktop.interop.list_export import as_csv
from ctip_desktop.interop.xlsform_export import export_form
from ctip_desktop.queries.files import read_file
from ctip_desktop.queries.records import AnswerVersions, RecordView, as_document, list_records, show
from ctip_desktop.queries.state import state_sign
from ctip_desktop.tasks import Progress
from ctip_desktop.workspace.cells import question_of
from ctip_desktop.workspace.files import write_atomically
from ctip_desktop.workspace.workspace import Workspace

PERSONAL = frozenset({"contact", "lead_person"})
"""Forms that are about people."""

A_PERSON = "(a person)"
"""What stands in place of a contact's name in the other records, without people."""

LEAST_PASSPHRASE = 12  # characters
_SHORTEST = 3  # letters of a withheld answer that may not stand in a title
_NOT_TABLES = frozenset({"source"})  # they stand in the record they belong to


@dataclass(frozen=True, slots=True)
class TakenOut:
    """What was written: records, files, and how many records and answers stayed out."""

    path: Path
    records: int
    files: int
    left_records: int
    left_answers: int
    sealed: bool


@dataclass(frozen=True, slots=True)
class _Taken:
    """What was collected for the ZIP."""

    records: list[dict[str, Any]] = field(default_factory=list)
    tables: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)  # by hash
    left: Counter[str] = field(default_factory=Counter)


def take_out(ws: Workspace, path: Path, *, everything: bool = False, passphrase: str = "", progress: Progress | None = None) -> TakenOut:
    """Write the ZIP. passphrase: to seal it with, empty leaves it open to everybody who has the file. everything: also people and sensitive answers.

    Raises BadInput for a short passphrase, Cancelled, WorldError when it cannot be written.
    """
    if passphrase and len(passphrase) < LEAST_PASSPHRASE:
        why = f"A passphrase for this file needs {LEAST_PASSPHRASE} characters."
        raise BadInput(why, kept="Nothing was written.", next_step="Choose a longer one, and keep it.")
    progress = progress or Progress()
    taken = _collect(ws, progress, everything=everything)
    data = _zipped(ws, taken, progress, everything=everything)
    if passphrase:
        progress.say("Sealing the file")
        data = _sealed(data, passphrase)
    progress.say("Writing the file")
    write_atomically(path, data)
    return TakenOut(path, len(taken.records), len(taken.files), taken.left["records"], taken.left["answers"], bool(passphrase))


# -- collecting ------------------------------------------------------------------------------------------------------------------------------


def _collect(ws: Workspace, progress: Progress, *, everything: bool) -> _Taken:
    taken = _Taken()
    lines = [line for form in ws.catalogue.forms() if form.name not in _NOT_TABLES for line in list_records(ws, form.name)]
    for number, line in enumerate(lines):
        progress.say("Reading the records", number, len(lines))
        if line.form in PERSONAL and not everything:
            taken.left["records"] += 1
            continue
        _take(taken, ws, show(ws, line.id), everything=everything)
    titles = {str(one["id"]): str(one["title"]) for one in taken.records}
    for row in (row for rows in taken.tables.values() for row in rows if "about" in row):
        row["about_title"] = titles.get(row["about"], "")
    people = None if everything else _names(line.title for line in lines if line.form == "contact")
    return taken if people is None else replace(taken, records=_without(people, taken.records), tables=_without(people, taken.tables))


def _names(titles: Iterable[str]) -> re.Pattern[str] | None:
    """Finds the names of people as wholes, in every spelling: "Dara (ដារ៉ា)" is two. None without any. A name of one word counts as it is written."""
    parts = {part.strip() for title in titles for part in re.split(r"[()]", title) if len(part.strip()) >= _SHORTEST}
    spelled = sorted((r"\s+".join(map(re.escape, part.split())) for part in parts), key=len, reverse=True)
    return re.compile("|".join(rf"(?<!\w){each}(?!\w)" for each in spelled)) if spelled else None


def _without(people: re.Pattern[str], value: Any) -> Any:
    """A value with the names of people taken out of its texts, however deep they stand; ids and numbers stay."""
    if isinstance(value, str):
        return people.sub(A_PERSON, value)
    if isinstance(value, Mapping):
        return {name: _without(people, one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_without(people, one) for one in value]
    if hasattr(value, "__dataclass_fields__"):
        return _without(people, {name: getattr(value, name) for name in value.__dataclass_fields__})
    return value


def _take(taken: _Taken, ws: Workspace, view: RecordView, *, everything: bool) -> None:
    """Add a record without what stays here. The sentences of its rules are made of all its answers: they go only with all of them."""
    form = _form_of(ws, view)
    questions = {question.name: question for question in form.walk()} if form is not None else {}
    said = {path: one for path, one in view.answers.items() if _said(one)}
    told = {path: one for path, one in said.items() if everything or not _stays(path, questions)}
    taken.left["answers"] += len(said) - len(told)
    document = as_document(view)
    document["answers"] = {path: document["answers"][path] for path in told}
    more = {"created": view.created, "changed": view.changed, "rows": {name: list(rows) for name, rows in view.rows.items()}}
    kept = {path: str(one.answer.value) for path, one in said.items() if path not in told}
    document["title"] = title = "" if _tells(view.title, form, kept) else view.title
    taken.records.append({name: value for name, value in (document | more).items() if not kept or name not in ("scores", "outcomes")})
    taken.files.update(source.file for one in told.values() for source in one.answer.sources if source.file)
    _add_rows(taken, view, told, title)


def _tells(title: str, form: Form | None, kept: Mapping[str, str]) -> bool:
    """Whether a title may tell an answer that stays here: it holds the answer, or is made of it."""
    made = form is None or any("${" + _last(path) + "}" in form.record_title for path in kept)
    return bool(kept) and (made or any(len(words) >= _SHORTEST and words in title for words in kept.values()))


def _form_of(ws: Workspace, view: RecordView) -> Form | None:
    try:
        return ws.catalogue.form(view.form)
    except NotFound:
        return None


def _stays(path: str, questions: Mapping[str, Question]) -> bool:
    """Whether an answer stays here, for its own mark or for that of the list it stands in."""
    return any(_kept(questions.get(name)) for name in {_last(path), question_of(path.partition("[")[0])})


def _kept(question: Question | None) -> bool:
    """Whether an answer stays here: sensitive, strict, or of a question nobody knows any more."""
    return question is None or question.sensitive or question.share is Share.STRICT


def _last(path: str) -> str:
    return question_of(path.rpartition(".")[2])


def _said(one: AnswerVersions) -> bool:
    return one.answer.state is not State.NOT_ASKED or bool(one.answer.note) or bool(one.answer.sources)


def _add_rows(taken: _Taken, view: RecordView, told: Mapping[str, AnswerVersions], title: str) -> None:
    """The record as a line of its form's table, its lists as lines of tables of their own."""
    head = {
        "id": str(view.id),
        "title": title,
        "about": str(view.about or ""),
        "about_title": "",
        "status": view.status,
        "created": _moment(view.created),
        "changed": _moment(view.changed),
    }
    taken.tables.setdefault(view.form, []).append(head | _cells((path, one) for path, one in told.items() if "[" not in path))
    for repeat, rows in view.rows.items():
        for row in rows:
            start = f"{repeat}[{row}]."
            line = _cells((path.removeprefix(start), one) for path, one in told.items() if path.startswith(start))
            taken.tables.setdefault(f"{view.form}.{repeat}", []).append({"record": str(view.id), "row": row, **line})


def _cells(answers: Iterator[tuple[str, AnswerVersions]]) -> dict[str, str]:
    """Answers by question; what is unknown or does not apply is said in a column of its own, and so is a note."""
    found: dict[str, str] = {}
    for name, one in answers:
        value = one.answer.value
        if one.answer.state is State.ANSWERED:
            found[name] = " ".join(map(str, value)) if isinstance(value, tuple) else "" if value is None else str(value)
        elif one.answer.state is not State.NOT_ASKED:
            found[f"{name}.state"] = one.answer.state.value
        if one.answer.note:
            found[f"{name}.note"] = one.answer.note
    return found


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds")


# -- writing ---------------------------------------------------------------------------------------------------------------------------------


def _zipped(ws: Workspace, taken: _Taken, progress: Progress, *, everything: bool) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", _readme(ws, taken, everything=everything))
        archive.writestr(
            "programme.json", _json({"programme": ws.programme, "made": ws.now(), "state": state_sign(ws), "records": len(taken.records)})
        )
        archive.writestr("records.json", _json(taken.records))
        for name, rows in sorted(taken.tables.items()):
            archive.writestr(f"tables/{name}.csv", _table(rows))
        forms = [form for form in ws.catalogue.forms() if form.name in {table.partition(".")[0] for table in taken.tables}]
        for number, form in enumerate(forms):
            progress.say("Writing the forms", number, len(forms))
            archive.writestr(f"forms/{form.name}.xlsx", export_form(form))
        for number, name in enumerate(sorted(taken.files)):
            progress.say("Writing the files", number, len(taken.files))
            _add_file(archive, ws, name)
    return out.getvalue()


def _add_file(archive: zipfile.ZipFile, ws: Workspace, name: str) -> None:
    """A kept file under its hash; one that has not arrived on this laptop is left out."""
    try:
        data, media = read_file(ws, name)
    except NotFound:
        return
    archive.writestr(f"files/{name}{guess_extension(media) or ''}", data)


def _table(rows: Sequence[Mapping[str, str]]) -> bytes:
    names = list(dict.fromkeys(name for row in rows for name in row))
    return as_csv(names, [[row.get(name, "") for name in names] for row in rows])


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, default=_plain)


def _plain(value: object) -> object:
    """What JSON has no sign for."""
    if isinstance(value, datetime):
        return _moment(value)
    if hasattr(value, "__dataclass_fields__"):
        return {name: getattr(value, name) for name in value.__dataclass_fields__}
    return list(value) if isinstance(value, tuple | frozenset | set) else str(value)


def _readme(ws: Workspace, taken: _Taken, *, everything: bool) -> str:
    left = f"records about people ({taken.left['records']:,}), answers that are sensitive or never leave the program ({taken.left['answers']:,})."
    return "\n".join(
        (
            f"{ws.programme}, taken out on {ws.now():%Y-%m-%d}, state {state_sign(ws)}",
            "",
            "records.json  every record with its answers, notes and sources, who wrote them and when",
            "tables        the same as tables (UTF-8, one line a record; lists of a record in tables of their own, by the id of the record)",
            "forms         the forms as XLSForm: what each column asks, and the words of the choices",
            "files         the files kept as sources, by the hash that stands in the records",
            "",
            "A column NAME.state says unknown or not_applicable, a column NAME.note holds the note beside an answer. An empty cell was not asked.",
            "Everything is here." if everything else f"Left out: {left} The names of contacts are replaced by “{A_PERSON}” in every text.",
            "The attached files are as they were kept: they may name people.",
            "Nothing here is protected any more once it is unpacked. Delete it when you do not need it.",
            "",
        )
    )


def _sealed(data: bytes, passphrase: str) -> bytes:
    """The ZIP in the age format with a passphrase: `age -d` and every program that knows age open it."""
    from pyrage import passphrase as age

    sealed: bytes = age.encrypt(data, passphrase)
    return sealed
