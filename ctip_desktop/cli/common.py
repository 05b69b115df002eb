"""What every command shares: opening a workspace, the passphrase, `--json`, and how errors end."""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
import json
import os
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from getpass import GetPassWarning
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import typer
from rich.console import Console
from rich.table import Table

from ctip_desktop.errors import BadInput, NotFound
from ctip_desktop.operations.undo import gather
from ctip_desktop.tasks import Progress, Step
from ctip_desktop.workspace import tokens
from ctip_desktop.workspace.workspace import Workspace

UNFOLDED = 10_000
"""Columns where nobody looks on: a line of a table stays one line in a file or a pipe."""

NEW_LAPTOP = (
    "“{name}” was restored, copied, or never opened with the state folder “{folder}”: from now on it is a new laptop to colleagues. "
    "Give them its new card (ctip card). It stays the same laptop when you open it where it was made, with the same CTIP_STATE_DIR."
)

WorkspacePath = Annotated[Path, typer.Argument(metavar="WORKSPACE", help="The workspace file, NAME.ctip.")]
JsonFlag = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]
PassphraseFile = Annotated[
    Path | None, typer.Option("--passphrase-file", help="Read the passphrase from the first line of this file (or set CTIP_PASSPHRASE).")
]

_LONGEST_LINE = 10_000
"""Characters looked at for a passphrase."""


def passphrase(file: Path | None, *, twice: bool = False) -> str:
    """From a file, the environment or a prompt, in this order. Raises BadInput when it is empty."""
    if file is not None:
        try:
            with file.open(encoding="utf-8-sig") as lines:  # may be a pipe of the shell: it is read, but not without end
                found = lines.read(_LONGEST_LINE).splitlines()[:1]
        except (OSError, UnicodeDecodeError) as error:
            raise BadInput(f"The passphrase file “{file.name}” cannot be read.", next_step="Check the name of the file.") from error
        word = found[0] if found else ""
    elif "CTIP_PASSPHRASE" in os.environ:
        word = os.environ["CTIP_PASSPHRASE"]
    else:
        word = _asked(twice)
    if not word:
        raise BadInput("The passphrase is empty.", kept="Nothing was changed.")
    return word


def _asked(twice: bool) -> str:
    """Typed at a terminal, unseen. Where there is none it is never read from elsewhere."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", GetPassWarning)
        try:
            return str(typer.prompt("Passphrase", hide_input=True, confirmation_prompt=twice, err=True))
        except GetPassWarning as error:
            say("")  # the line of the question ends here
            raise BadInput(
                "There is no terminal to ask for the passphrase.",
                kept="Nothing was changed.",
                next_step="Put it into the first line of a file (--passphrase-file), or set CTIP_PASSPHRASE.",
            ) from error


@contextmanager
def opened(path: Path, file: Path | None) -> Iterator[Workspace]:
    """The workspace, closed at the end whatever happens. That it goes on as a new laptop is said: colleagues have to know its new card."""
    workspace = Workspace.open(path, passphrase(file))
    if workspace.restored:
        say(NEW_LAPTOP.format(name=path.name, folder=tokens.state_folder()))
    try:
        gather(workspace)
        yield workspace
    finally:
        workspace.close()


def plain(value: object) -> Any:
    """Dataclasses, UUIDs, dates and enums as JSON."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value) if f.init}  # what is worked out and kept beside is left out
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, UUID | Path):
        return str(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [plain(v) for v in value]
    return value


def show(document: object, as_json: bool, human: Callable[[Console], None]) -> None:
    """One JSON document on stdout, or the same for people."""
    if as_json:
        sys.stdout.write(json.dumps(plain(document), ensure_ascii=False, indent=1) + "\n")
    else:
        human(Console(highlight=False, soft_wrap=True, width=None if sys.stdout.isatty() else UNFOLDED))


def rows(console: Console, columns: Sequence[str], lines: Iterable[Sequence[object]]) -> None:
    """A plain table, and in a sentence beside it that it is empty; text from answers is never read as markup."""
    table = Table(box=None, pad_edge=False)
    for column in columns:
        table.add_column(column, no_wrap=column == "id", min_width=36 if column == "id" else None, overflow="fold")
    for line in lines:
        table.add_row(*(_cell(cell) for cell in line))
    console.print(table)
    if not table.row_count:
        say("There is nothing to show.")


def _cell(cell: object) -> str:
    if isinstance(cell, dt.datetime):
        cell = f"{cell.astimezone():%Y-%m-%d %H:%M}"
    text = "" if cell is None else cell.value if isinstance(cell, enum.Enum) else str(cell)
    return str(text).replace("[", "\\[")


def say(sentence: str) -> None:
    """A message for the person, on stderr."""
    typer.echo(sentence, err=True)


def progress(as_json: bool) -> Progress:
    """Long work reports on stderr when somebody is watching."""
    if as_json or not sys.stderr.isatty():
        return Progress()
    return Progress(lambda step: say(_sentence(step)))


def _sentence(step: Step) -> str:
    return f"{step.sentence} {step.done} of {step.total}" if step.total else step.sentence


def uuid(text: str) -> UUID:
    """An id somebody typed. Raises NotFound for what cannot be one."""
    try:
        return UUID(text)
    except ValueError as error:
        raise NotFound(f"“{text[:60]}” is not an id.", next_step="Use `ctip list WORKSPACE FORM` to see the ids.") from error
