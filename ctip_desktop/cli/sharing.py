"""`ctip sharing`: who may read what is answered in a form, where the programme says otherwise than its marks."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from ctip_desktop.cli.common import JsonFlag, PassphraseFile, WorkspacePath, opened, rows, show
from ctip_desktop.operations import sharing as operations
from ctip_desktop.practice.sharing import AS_FORM, CHOICES
from ctip_desktop.queries.sharing import FormSharing, sharing_view

app = typer.Typer(no_args_is_help=True, help="Who may read which form.")

TO_SETTLE = "to settle"


@app.command("list")
def list_sharing(
    workspace: WorkspacePath,
    passphrase_file: PassphraseFile = None,
    as_json: JsonFlag = False,
) -> None:
    """Every form and its readers: as_form where the marks of its questions decide, or what the programme chose."""
    with opened(workspace, passphrase_file) as ws:
        document = [_line(one) for one in sharing_view(ws).forms]
    heads = ("form", "chosen", "answers", "partner", "donor", "public", "title")
    show(document, as_json, lambda console: rows(console, heads, [tuple(d[head] for head in heads) for d in document]))


def _line(one: FormSharing) -> dict[str, Any]:
    """partner, donor, public: how many answers the marks alone give to each."""
    return {"form": one.form, "title": one.title, "chosen": one.choice or TO_SETTLE, "answers": one.answers, **dict(one.readers)}


@app.command("set")
def set_sharing(
    workspace: WorkspacePath,
    form: Annotated[str, typer.Argument(metavar="FORM", help="The name of the form, as `ctip sharing list` shows it.")],
    readers: Annotated[str, typer.Argument(metavar="READERS", help=f"One of {', '.join((AS_FORM, *CHOICES))}.")],
    passphrase_file: PassphraseFile = None,
    as_json: JsonFlag = False,
) -> None:
    """Choose who may read what is answered in a form. It settles what two laptops said differently, and travels with the next bundle."""
    with opened(workspace, passphrase_file) as ws:
        changes = operations.share(ws, form, readers)
        document = {**next(_line(one) for one in sharing_view(ws).forms if one.form == form), "changed": bool(changes.cells)}
    said = f"{document['title']}: {readers}." if changes.cells else f"{document['title']}: {readers}, as before."
    show(document, as_json, lambda console: console.print(said, markup=False))
