"""`ctip forms`: list, show, check and hand out forms, and make a form one of the programme's own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from ctip_desktop.cli.common import JsonFlag, PassphraseFile, WorkspacePath, opened, rows, say, show
from ctip_desktop.forms.catalogue import Catalogue
from ctip_desktop.forms.model import Form
from ctip_desktop.forms.writer import write_form
from ctip_desktop.interop.own_forms import FormFile, PartlyUsable, check_file, read_file, save_copy
from ctip_desktop.operations import own_forms as operations
from ctip_desktop.queries import own_forms as queries
from ctip_desktop.resources import text
from ctip_desktop.workspace.own_forms import OwnForm

app = typer.Typer(no_args_is_help=True, help="The forms: what is asked.")
OwnFrom = Annotated[Path | None, typer.Option("--workspace", metavar="WORKSPACE", help="Look among the own forms of this programme, too.")]
NOT_ASKED = frozenset({"note", "calculate", "hidden", "repeat"})


def _questions(form: Form) -> int:
    return sum(question.type not in NOT_ASKED for question in form.walk())


@app.command("list")
def list_forms(
    workspace: Annotated[Path | None, typer.Argument(metavar="[WORKSPACE]", help="Add the own forms of this programme, every version.")] = None,
    passphrase_file: PassphraseFile = None,
    as_json: JsonFlag = False,
) -> None:
    """All forms in their newest version; with a workspace, the programme's own forms, too."""
    document = [_line(form) for form in Catalogue.built_in().forms()]
    if workspace is not None:
        with opened(workspace, passphrase_file) as ws:
            document += [_own_line(one) for one in queries.own_forms(ws)]
    show(
        document,
        as_json,
        lambda console: rows(
            console,
            ("name", "version", "kind", "questions", "title"),
            [(d["name"], d["version"], d["kind"], d["questions"], d.get("problem") or d["title"]) for d in document],
        ),
    )


def _line(form: Form) -> dict[str, Any]:
    told = {"name": form.name, "version": form.version, "kind": form.kind, "title": form.title, "instruments": form.instruments}
    return {**told, "questions": _questions(form)}


def _own_line(one: OwnForm) -> dict[str, Any]:
    """An own form, with the id of its record, and why it cannot be used here, if so."""
    blank = {"name": one.name, "version": one.version, "kind": None, "title": one.title, "instruments": (), "questions": None}
    return {**(_line(one.form) if one.form is not None else blank), "own": one.record, "problem": one.problem or None}


@app.command("show")
def show_form(
    name: Annotated[str, typer.Argument(metavar="FORM")],
    workspace: OwnFrom = None,
    passphrase_file: PassphraseFile = None,
    as_json: JsonFlag = False,
) -> None:
    """One form with its questions; without --json, its text as it is written."""
    form = _form(name, workspace, passphrase_file)
    show(form, as_json, lambda console: console.print(_text(form), markup=False))


def _form(name: str, workspace: Path | None, passphrase_file: Path | None) -> Form:
    if workspace is None:
        return Catalogue.built_in().form(name)
    with opened(workspace, passphrase_file) as ws:
        return ws.catalogue.form(name)


def _text(form: Form) -> str:
    shipped = form.origin == f"{form.name}.yaml" and form.name in Catalogue.built_in().names()
    return text("forms", form.origin) if shipped else write_form(form)


@app.command()
def add(
    workspace: WorkspacePath,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A form as YAML, XLSX or XLS.")],
    set_aside: Annotated[
        bool,
        typer.Option("--set-aside", help="Keep questions that are not supported as text that cannot be filled in, instead of refusing the form."),
    ] = False,
    passphrase_file: PassphraseFile = None,
    as_json: JsonFlag = False,
) -> None:
    """Make a form one of the programme's own. It is kept in the encrypted file and travels with the next bundle."""
    given = _read(file, set_aside=set_aside)
    with opened(workspace, passphrase_file) as ws:
        changes = operations.add(ws, given.text, file.name)
    warnings = [str(problem) for problem in given.warnings]
    document = {"name": given.form.name, "version": given.form.version, "title": given.form.title, "added": bool(changes.label)}
    done = "Added" if changes.label else "It is here already"
    said = f"{done}: {given.form.name}, version {given.form.version}, {_questions(given.form)} questions."
    show({**document, "warnings": warnings}, as_json, lambda console: console.print("\n".join([*warnings, said]), markup=False))


def _read(file: Path, *, set_aside: bool) -> FormFile:
    try:
        return read_file(file, set_aside=set_aside)
    except PartlyUsable as error:
        error.next_step = "Correct the file, or add the form without what is not supported: --set-aside."
        raise


@app.command()
def check(file: Annotated[Path, typer.Argument(metavar="FILE", help="A form as YAML, XLSX or XLS.")], as_json: JsonFlag = False) -> None:
    """Name every error of a form file in one pass: file, line, value, proposal. Exit code 1 when there is one."""
    problems = check_file(file)
    errors = [problem for problem in problems if not problem.warning]
    document = [
        {"file": p.file, "line": p.line, "place": p.place, "message": p.message, "proposal": p.proposal, "warning": p.warning} for p in problems
    ]
    verdict = f"{file.name}: {len(errors)} error{'s' * (len(errors) != 1)}."
    show(document, as_json, lambda console: console.print("\n".join([*map(str, problems), verdict]), markup=False))
    if errors:
        raise typer.Exit(1)


@app.command()
def export(
    name: Annotated[str, typer.Argument(metavar="FORM")],
    output: Annotated[Path, typer.Option("-o", "--output", help="The XLSX file to write.")],
    workspace: OwnFrom = None,
    passphrase_file: PassphraseFile = None,
    as_json: JsonFlag = False,
) -> None:
    """Write a form as an XLSForm, for Excel, ODK and Kobo."""
    form = _form(name, workspace, passphrase_file)
    save_copy(form, output)
    show({"form": form.name, "version": form.version, "file": str(output)}, as_json, lambda console: None)
    say(f"Written: {output}")
