"""`ctip add | set | list | show | history | conflicts | import | ranking | search | undo`: records and what they say."""

from __future__ import annotations

import sys
from collections.abc import Collection
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import typer

from ctip_desktop.cli.common import JsonFlag, PassphraseFile, WorkspacePath, opened, progress, rows, show, uuid
from ctip_desktop.errors import BadInput, NotFound
from ctip_desktop.forms.model import Answer, Kind, Question
from ctip_desktop.forms.sheet import Sheet
from ctip_desktop.interop import import_words, spreadsheet
from ctip_desktop.interop.answers import read_answer, read_answers, read_json
from ctip_desktop.interop.spreadsheet import Decision
from ctip_desktop.operations import records as operations
from ctip_desktop.operations.undo import undo as undo_last
from ctip_desktop.queries import opportunities
from ctip_desktop.queries import records as queries
from ctip_desktop.reports.settling import in_words
from ctip_desktop.workspace.titles import find_form
from ctip_desktop.workspace.workspace import Workspace

RecordId = Annotated[str, typer.Argument(metavar="ID", help="The record's id.")]
_MOST_TEXT = 10_000_000
"""Characters of JSON read at all; a record holds far less."""

FormName = Annotated[str, typer.Argument(metavar="FORM", help="The form's name, for example company.")]


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    for command in (add, show_record, history, conflicts, ranking, search, undo):
        app.command(command.__name__.replace("_record", ""))(command)
    app.command("set")(set_answers)
    app.command("list")(list_records)
    app.command("import")(import_list)


def _attach_files(ws: Workspace, untrusted: Any, base: Path) -> Any:
    """A source's `file` is a path beside the answers; what goes into the record is the attachment's hash."""
    if isinstance(untrusted, dict):
        return {
            key: operations.attach_file(ws, base / value) if key == "file" and isinstance(value, str) and value else _attach_files(ws, value, base)
            for key, value in untrusted.items()
        }
    if isinstance(untrusted, list):
        return [_attach_files(ws, value, base) for value in untrusted]
    return untrusted


def add(
    workspace: WorkspacePath,
    form: FormName,
    answers: Annotated[str, typer.Option(help="A JSON file with the answers, or - for standard input.")],
    about: Annotated[str | None, typer.Option(help="Id of the record it is about.")] = None,
    passphrase_file: PassphraseFile = None,
    as_json: JsonFlag = False,
) -> None:
    """Add a record. Invalid answers are kept as a draft, never dropped."""
    untrusted = read_json(_text(answers))
    with opened(workspace, passphrase_file) as ws:
        base = Path.cwd() if answers == "-" else Path(answers).parent
        given, repeats = read_answers(ws.catalogue.form(form), _attach_files(ws, untrusted, base))
        changes = operations.create(ws, form, about=uuid(about) if about else None, answers=given, rows=repeats)
        record = changes.created[0]
        problems = _problems(queries.sheet(ws, record).sheet)
    document = {"id": record, "form": form, "errors": problems}
    show(
        document, as_json, lambda console: console.print("\n".join([str(record), *(f"{p['name']}: {p['message']}" for p in problems)]), markup=False)
    )


def _text(place: str) -> str:
    """Standard input or a file, which may be a pipe of the shell: it is read, but not without end."""
    try:
        with nullcontext(sys.stdin) if place == "-" else Path(place).open(encoding="utf-8") as given:
            text = given.read(_MOST_TEXT + 1)
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"“{place[:60]}” cannot be read.", kept="Nothing was changed.", next_step="Check the name of the file.") from error
    if len(text) > _MOST_TEXT:
        raise BadInput(f"“{place[:60]}” has more than {_MOST_TEXT:,} characters.", kept="Nothing was changed.", next_step="Split it.")
    return text


def set_answers(
    workspace: WorkspacePath,
    record: RecordId,
    pairs: Annotated[list[str], typer.Argument(metavar="NAME=VALUE…", help="Empty value = not asked. VALUE may be JSON, {…} with state and note.")],
    passphrase_file: PassphraseFile = None,
    as_json: JsonFlag = False,
) -> None:
    """Set answers of a record. Its sources stay, and its note, too, unless the JSON names one."""
    with opened(workspace, passphrase_file) as ws:
        sheet = queries.sheet(ws, uuid(record)).sheet
        given = dict(_pair(sheet, pair) for pair in pairs)
        operations.answer_many(ws, uuid(record), given)
        problems = _problems(queries.sheet(ws, uuid(record)).sheet, given)
    document = {"id": record, "set": list(given), "errors": problems}
    said = [f"Set: {', '.join(given)}", *(f"{p['name']}: {p['message']}" for p in problems)]
    show(document, as_json, lambda console: console.print("\n".join(said), markup=False))


def _problems(sheet: Sheet, names: Collection[str] | None = None) -> list[dict[str, str]]:
    """What does not fit: in the whole record, or in these answers."""
    found = (p for p in sheet.problems() if p.kind in ("hard", "type") and (names is None or p.path in names))
    return [{"name": p.path, "message": p.message} for p in found]


def _pair(sheet: Sheet, pair: str) -> tuple[str, Answer]:
    name, equals, text = pair.partition("=")
    if not equals:
        raise BadInput(f"“{pair[:60]}” is not NAME=VALUE.", kept="Nothing was changed.")
    column = name.rpartition(".")[2]
    question = next((q for q in sheet.form.walk() if q.name == column), None)
    if question is None:
        raise NotFound(f"The form “{sheet.form.name}” has no question “{column[:60]}”.", kept="Nothing was changed.")
    if text.startswith(("{", "[")):
        untrusted = read_json(text)
        given = read_answer(name, untrusted)
        return name, given if isinstance(untrusted, dict) and "note" in untrusted else _with_note(given, sheet.get(name).note)
    return name, _with_note(_typed(question, text), sheet.get(name).note)


def _typed(question: Question, text: str) -> Answer:
    return Answer.of(tuple(text.split())) if question.type == "select_multiple" else spreadsheet.answer_of(question, text)


def _with_note(given: Answer, note: str) -> Answer:
    return replace(given, note="\n".join(filter(None, (note, given.note))))


def list_records(
    workspace: WorkspacePath,
    form: FormName,
    about: Annotated[str | None, typer.Option(help="Only those about this record.")] = None,
    passphrase_file: PassphraseFile = None,
    as_json: JsonFlag = False,
) -> None:
    """The records of a form."""
    with opened(workspace, passphrase_file) as ws:
        finishes = ws.catalogue.form(form).kind not in (Kind.ENTITY, Kind.REGISTER)
        found = queries.list_records(ws, form, about=uuid(about) if about else None)
    document = [{"id": r.id, "title": r.title, "about": r.about, "status": r.status, "changed": r.changed} for r in found]
    # Nobody finishes a company or an entry of a register: that one is a “draft” would say nothing.
    columns = ("id", "status", "title") if finishes else ("id", "title")
    show(document, as_json, lambda console: rows(console, columns, [[d[name] for name in columns] for d in document]))


def show_record(workspace: WorkspacePath, record: RecordId, passphrase_file: PassphraseFile = None, as_json: JsonFlag = False) -> None:
    """One record with its answers, scores and outcomes."""
    with opened(workspace, passphrase_file) as ws:
        view = queries.show(ws, uuid(record))
        form = find_form(ws.catalogue, view.form, view.version)
    document = queries.as_document(view)
    lines = [(n, a["state"], "" if a["value"] is None else in_words(a["value"], form, n), a["by"]) for n, a in document["answers"].items()]
    show(document, as_json, lambda console: rows(console, ("question", "state", "answer", "by"), lines))


def history(workspace: WorkspacePath, record: RecordId, passphrase_file: PassphraseFile = None, as_json: JsonFlag = False) -> None:
    """Who set what to what, when, on which laptop."""
    with opened(workspace, passphrase_file) as ws:
        entries = queries.history(ws, uuid(record))
    document = [{"name": e.name, "value": e.value, "by": e.by, "device": e.device, "at": e.at, "bundle": e.bundle} for e in entries]
    show(
        document,
        as_json,
        lambda console: rows(
            console, ("when", "who", "laptop", "question", "value"), [(d["at"], d["by"], d["device"], d["name"], d["value"]) for d in document]
        ),
    )


def conflicts(
    workspace: WorkspacePath,
    settle: Annotated[str | None, typer.Option(metavar="ID", help="Settle this one.")] = None,
    keep: Annotated[int | None, typer.Option(metavar="N", help="Keep version N (1 = first listed).")] = None,
    passphrase_file: PassphraseFile = None,
    as_json: JsonFlag = False,
) -> None:
    """Answers that came together and wait for a person; `--settle ID --keep N` settles one."""
    with opened(workspace, passphrase_file) as ws:
        if settle is not None:
            _settle(ws, settle, keep)
        found = queries.conflicts(ws)
        told = [_both(ws, one) for one in found]
    document = [
        {
            "id": c.id,
            "record": c.record,
            "name": c.name,
            "versions": [{"value": v.value, "by": v.by, "device": v.device, "at": v.at} for v in c.versions],
        }
        for c in found
    ]

    show(document, as_json, lambda console: console.print("\n\n".join(told) or "There is nothing to settle.", markup=False))


def _both(ws: Workspace, found: queries.Conflict) -> str:
    """One question with its versions, numbered as `--keep` takes them."""
    form = find_form(ws.catalogue, found.form.partition(".")[0], "")
    versions = [f"  {n}  {in_words(v.value, form, found.name)}  ({v.by}, {v.device})" for n, v in enumerate(found.versions, 1)]
    return "\n".join([f"{found.title}: {found.label}", *versions, f"  --settle {found.id} --keep 1 to {len(versions)}"])


def _settle(ws: Workspace, wanted: str, keep: int | None) -> None:
    found = next((c for c in queries.conflicts(ws) if c.id == wanted), None)
    if found is None:
        raise NotFound("There is no such conflict.", kept="Nothing was changed.", next_step="`ctip conflicts WORKSPACE` lists them.")
    if keep is None or not 1 <= keep <= len(found.versions):
        raise BadInput(f"Say which version to keep: --keep 1 to --keep {len(found.versions)}.", kept="Nothing was changed.")
    operations.settle(ws, found.record, found.name, keep=keep - 1, expect=found.heads)


def import_list(
    workspace: WorkspacePath,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV, XLS, XLSX or ODS.")],
    form: Annotated[str, typer.Option(help="The form the rows are for, for example company.")],
    map_: Annotated[
        list[str] | None, typer.Option("--map", metavar="COLUMN=NAME", help="Column of the list → question; NAME may end in .note or .source.link.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would happen and change nothing.")] = False,
    heading: Annotated[int | None, typer.Option(metavar="LINE", min=0, help="The line of the headings; 0: there are none.")] = None,
    sheet: Annotated[str | None, typer.Option(help="The sheet of a workbook; else the first.")] = None,
    duplicates: Annotated[bool, typer.Option("--duplicates", help="Take in exact duplicates too.")] = False,
    alike: Annotated[
        Decision, typer.Option("--alike", help="What becomes of rows whose name resembles another, unless --row says otherwise.")
    ] = Decision.ADD,
    row: Annotated[list[str] | None, typer.Option("--row", metavar="N=DECISION", help="Decide about one such row: add, skip or same.")] = None,
    passphrase_file: PassphraseFile = None,
    as_json: JsonFlag = False,
) -> None:
    """Take in a list. Rows that fail are told with number and reason; the others go in. Rows that may be the same company are named."""
    table = spreadsheet.read_table(file, sheet=sheet, header_row=heading)
    with opened(workspace, passphrase_file) as ws:
        chosen = ws.catalogue.form(form)
        mapping = spreadsheet.suggest(table, chosen) | dict(_mapping(pair) for pair in map_ or ())
        plan = spreadsheet.plan(ws, table, chosen, mapping)
        decided = {one.row: alike for one in plan.lookalikes} | dict(_decision(pair) for pair in row or ())
        result = spreadsheet.run(ws, plan, progress(as_json), duplicates=duplicates, decisions=decided) if not dry_run else None
    document = import_words.as_document(plan, result, decided)
    show(document, as_json, lambda console: console.print("\n".join(import_words.sentences(plan, result, decided)), markup=False))


def _decision(pair: str) -> tuple[int, Decision]:
    number, _, word = pair.partition("=")
    if not (number.isascii() and number.isdigit()) or word not in list(Decision):
        raise BadInput(f"“{pair[:60]}” is not N=add, N=skip or N=same.", kept="Nothing was changed.")
    return int(number), Decision(word)


def _mapping(pair: str) -> tuple[str, str]:
    column, equals, name = pair.rpartition("=")
    if not equals:
        raise BadInput(f"“{pair[:60]}” is not COLUMN=NAME.", kept="Nothing was changed.")
    return column, name


def ranking(
    workspace: WorkspacePath,
    round_: Annotated[str | None, typer.Option("--round", help="internal, programme, donor or the round's id; default: the latest.")] = None,
    passphrase_file: PassphraseFile = None,
    as_json: JsonFlag = False,
) -> None:
    """The opportunities in order of value minus burden; ties share a rank."""
    with opened(workspace, passphrase_file) as ws:
        found = opportunities.ranking(ws, _round(ws, round_))
    document = opportunities.as_document(found)
    show(
        document,
        as_json,
        lambda console: rows(
            console,
            ("rank", "total", "provisional", "title"),
            [(d["rank"], f"{d['total']:.2f}", "provisional" if d["provisional"] else "", d["title"]) for d in document],
        ),
    )


def _round(ws: Workspace, wanted: str | None) -> UUID | None:
    return opportunities.find_round(ws, wanted) if wanted else None


def search(
    workspace: WorkspacePath,
    text: Annotated[str, typer.Argument(metavar="TEXT")],
    passphrase_file: PassphraseFile = None,
    as_json: JsonFlag = False,
) -> None:
    """Find records by names, places and notes, in any script."""
    with opened(workspace, passphrase_file) as ws:
        found = queries.search(ws, text)
    document = [{"id": r.id, "form": r.form, "title": r.title, "snippet": r.snippet} for r in found]
    show(
        document,
        as_json,
        lambda console: rows(console, ("id", "form", "title", "found"), [(d["id"], d["form"], d["title"], d["snippet"]) for d in document]),
    )


def undo(workspace: WorkspacePath, passphrase_file: PassphraseFile = None, as_json: JsonFlag = False) -> None:
    """Take back the last thing that was done on this laptop."""
    with opened(workspace, passphrase_file) as ws:
        changes = undo_last(ws)
    label = changes.label if changes else ""
    show(
        {"undone": label or None},
        as_json,
        lambda console: console.print(f"Undone: {label}" if changes else "There is nothing to undo.", markup=False),
    )
