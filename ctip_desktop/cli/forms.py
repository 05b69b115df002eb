"""`ctip forms`: list, show, check and hand out forms."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ctip_desktop.cli.common import JsonFlag, rows, say, show
from ctip_desktop.errors import BadInput
from ctip_desktop.forms.catalogue import Catalogue
from ctip_desktop.forms.findings import Problem
from ctip_desktop.forms.model import Form
from ctip_desktop.forms.reader import check_form
from ctip_desktop.resources import text
from ctip_desktop.workspace.files import write_atomically

app = typer.Typer(no_args_is_help=True, help="The forms: what is asked.")
MOST_BYTES = 20_000_000
NOT_ASKED = frozenset({"note", "calculate", "hidden", "repeat"})


def _questions(form: Form) -> int:
    return sum(question.type not in NOT_ASKED for question in form.walk())


@app.command("list")
def list_forms(as_json: JsonFlag = False) -> None:
    """All forms in their newest version."""
    forms = Catalogue.built_in().forms()
    document = [
        {"name": f.name, "version": f.version, "kind": f.kind, "title": f.title, "instruments": f.instruments, "questions": _questions(f)}
        for f in forms
    ]
    show(
        document,
        as_json,
        lambda console: rows(
            console,
            ("name", "version", "kind", "questions", "title"),
            [(d["name"], d["version"], d["kind"], d["questions"], d["title"]) for d in document],
        ),
    )


@app.command("show")
def show_form(name: Annotated[str, typer.Argument(metavar="FORM")], as_json: JsonFlag = False) -> None:
    """One form with its questions; without --json, its text as it is written."""
    form = Catalogue.built_in().form(name)
    show(form, as_json, lambda console: console.print(text("forms", form.origin), markup=False))


@app.command()
def check(file: Annotated[Path, typer.Argument(metavar="FILE", help="A form as YAML, XLSX or XLS.")], as_json: JsonFlag = False) -> None:
    """Name every error of a form file in one pass: file, line, value, proposal. Exit code 1 when there is one."""
    problems = _problems(file)
    errors = [problem for problem in problems if not problem.warning]
    document = [
        {"file": p.file, "line": p.line, "place": p.place, "message": p.message, "proposal": p.proposal, "warning": p.warning} for p in problems
    ]
    verdict = f"{file.name}: {len(errors)} error{'s' * (len(errors) != 1)}."
    show(document, as_json, lambda console: console.print("\n".join([*map(str, problems), verdict]), markup=False))
    if errors:
        raise typer.Exit(1)


def _problems(file: Path) -> tuple[Problem, ...]:
    data = read_bytes(file)
    if file.suffix.lower() in (".xlsx", ".xls"):
        from ctip_desktop.interop.xlsform import check_xlsform

        return check_xlsform(data, file.name)
    try:
        return check_form(data.decode("utf-8"), file.name)
    except UnicodeDecodeError as error:
        raise BadInput(f"“{file.name}” is not UTF-8 text.", next_step="Save it as UTF-8 and check again.") from error


def read_bytes(file: Path) -> bytes:
    """An untrusted form file. Raises BadInput."""
    try:
        if file.stat().st_size > MOST_BYTES:
            raise BadInput(f"“{file.name}” is larger than {MOST_BYTES // 1_000_000} MB.")
        return file.read_bytes()
    except OSError as error:
        raise BadInput(f"“{file.name}” cannot be read.", next_step="Check the name of the file.") from error


@app.command()
def export(
    name: Annotated[str, typer.Argument(metavar="FORM")],
    output: Annotated[Path, typer.Option("-o", "--output", help="The XLSX file to write.")],
    as_json: JsonFlag = False,
) -> None:
    """Write a form as an XLSForm, for Excel, ODK and Kobo."""
    from ctip_desktop.interop.xlsform import export_form

    form = Catalogue.built_in().form(name)
    write_atomically(output, export_form(form))
    show({"form": form.name, "version": form.version, "file": str(output)}, as_json, lambda console: None)
    say(f"Written: {output}")
