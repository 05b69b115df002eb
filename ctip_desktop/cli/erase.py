"""`ctip erase`: an answer, or all answers of a record, for good."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from ctip_desktop.cli.common import JsonFlag, PassphraseFile, WorkspacePath, opened, say, show, uuid
from ctip_desktop.errors import BadInput
from ctip_desktop.sync import erasing
from ctip_desktop.sync.erasing import UNCHANGED, ToErase


def register(app: typer.Typer) -> None:
    """Add this module's command."""
    app.command()(erase)


def erase(
    workspace: WorkspacePath,
    record: Annotated[str, typer.Argument(metavar="ID", help="The record's id.")],
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="The question, NAME.note, REPEAT or REPEAT[ROW].NAME; without it: the whole record.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    passphrase_file: PassphraseFile = None,
    as_json: JsonFlag = False,
) -> None:
    """Erase an answer with its note and sources, or a whole record, for good: here, and on every laptop that receives it."""
    with opened(workspace, passphrase_file) as ws:
        found = erasing.look(ws, uuid(record), name)
        if not yes:
            _ask(found)
        done = erasing.erase(ws, uuid(record), name)
    document = {"id": record, "name": name, "erased": done.values, "records": sorted(done.records), "backup": done.backup, "remains": done.remains}
    lines = [f"Erased: {_counted(done.values, 'value')}.", *done.remains]
    show(document, as_json, lambda console: console.print("\n".join(lines), markup=False))


def _ask(found: ToErase) -> None:
    """Raises BadInput when nobody can be asked, or the answer is no."""
    say(sentence(found))
    say("This cannot be undone.")
    if not sys.stdin.isatty():
        raise BadInput("Nobody is here to be asked.", kept=UNCHANGED, next_step="Add --yes to erase without being asked.")
    if not typer.confirm("Erase it?", err=True):
        raise BadInput("You chose to keep it.", kept=UNCHANGED)


def sentence(found: ToErase) -> str:
    """What would be erased, in one sentence."""
    what = f"“{found.label}” of “{found.title}”" if found.label else f"the whole record “{found.title}”"
    parts = [
        _counted(found.answers, "answer or note", "answers and notes"),
        f"{_counted(found.versions, 'version')} over time",
        *([_counted(found.rows, "line")] if found.rows else []),
        *([_counted(found.sources, "source")] if found.sources else []),
        *([_counted(found.attachments, "attached file")] if found.attachments else []),
    ]
    return f"Erases {what}: {', '.join(parts)}."


def _counted(n: int, one: str, many: str = "") -> str:
    return f"{n:,} {one if n == 1 else many or one + 's'}"
