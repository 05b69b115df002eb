"""`ctip new | check | backup | restore | export | demo`: the workspace file itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ctip_desktop.cli.common import JsonFlag, PassphraseFile, WorkspacePath, opened, passphrase, progress, say, show
from ctip_desktop.errors import WorldError
from ctip_desktop.queries import records as queries
from ctip_desktop.workspace import backups
from ctip_desktop.workspace.workspace import Workspace

if TYPE_CHECKING:
    from ctip_desktop.interop.take_out import TakenOut


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    for command in (new, check, backup, restore, export, demo):
        app.command()(command)


def new(
    workspace: WorkspacePath,
    person: Annotated[str, typer.Option(help="Your name, as colleagues know it.")],
    programme: Annotated[str, typer.Option(help="The name of a new programme.")] = "",
    card: Annotated[Path | None, typer.Option("--card", help="Join the programme of a colleague: the NAME.ctipcard.")] = None,
    device: Annotated[str, typer.Option(help="A name for this laptop.")] = "",
    passphrase_file: PassphraseFile = None,
    as_json: JsonFlag = False,
) -> None:
    """Make a new, encrypted workspace: of a new programme, or of a colleague's with the card. `trust` then adds the colleague."""
    from ctip_desktop.sync import exchange, identity

    theirs = identity.read_card(exchange.read_card_file(card)) if card is not None else None
    if bool(programme) == (theirs is not None):
        raise typer.BadParameter("Say either --programme NAME, or --card CARD to join a colleague's programme.")
    name = theirs.programme if theirs is not None else programme
    id_ = theirs.programme_id if theirs is not None else None
    secret = passphrase(passphrase_file, twice=True)
    with Workspace.create(workspace, programme=name, person=person, device=device, passphrase=secret, programme_id=id_) as ws:
        show({"workspace": str(workspace), "device": ws.device.id, "programme": name}, as_json, lambda console: None)
    say(f"Made: {workspace}")


def check(workspace: WorkspacePath, passphrase_file: PassphraseFile = None, as_json: JsonFlag = False) -> None:
    """Check the file and everything derived in it. The digest is equal on two laptops that hold the same changes."""
    with opened(workspace, passphrase_file) as ws:
        result = queries.check(ws)
    show(
        {"ok": result.ok, "findings": result.findings, "digest": result.digest},
        as_json,
        lambda console: console.print(
            "\n".join([*result.findings, f"{'All is well.' if result.ok else 'Something is wrong.'} Digest {result.digest}"])
        ),
    )
    if not result.ok:
        raise typer.Exit(1)


def backup(
    workspace: WorkspacePath,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Folder for the backup; default: the workspace's own backup folder.")] = None,
    passphrase_file: PassphraseFile = None,
    as_json: JsonFlag = False,
) -> None:
    """Make a backup, restore it to a scratch file, and say that it is complete."""
    with opened(workspace, passphrase_file) as ws:
        made = backups.make(ws, output)
    show({"backup": str(made.path), "verified": made.verified}, as_json, lambda console: console.print(f"Backup made and checked: {made.path}"))


def restore(
    backup_file: Annotated[Path, typer.Argument(metavar="BACKUP")],
    workspace: WorkspacePath,
    passphrase_file: PassphraseFile = None,
    as_json: JsonFlag = False,
) -> None:
    """Restore a backup to a new workspace file. An existing file is never overwritten."""
    backups.restore(backup_file, workspace, passphrase(passphrase_file))
    show({"workspace": str(workspace)}, as_json, lambda console: console.print(f"Restored: {workspace}"))


def export(
    workspace: WorkspacePath,
    output: Annotated[Path, typer.Option("-o", "--output", help="The file to write: NAME.zip.age, or NAME.zip with --open.")],
    seal: Annotated[Path | None, typer.Option(help="The first line of this file seals the export, in the age format.")] = None,
    unprotected: Annotated[bool, typer.Option("--open", help="Write it without protection: everybody who has the file can read it.")] = False,
    replace: Annotated[bool, typer.Option("--replace", help="Write over a file of this name that is there.")] = False,
    everything: Annotated[bool, typer.Option("--everything", help="Also people, and answers that are sensitive or never leave the program.")] = False,
    passphrase_file: PassphraseFile = None,
    as_json: JsonFlag = False,
) -> None:
    """Take everything out in open formats: JSON, CSV tables, the forms as XLSForm, and the files."""
    from ctip_desktop.interop.take_out import take_out

    if (seal is None) != unprotected:
        raise typer.BadParameter("Say either --seal FILE, with a passphrase in its first line, or --open to write it without protection.")
    if output.exists() and not replace:
        found = f"There is already a file “{output.name}”."
        raise WorldError(found, kept="It was left as it is.", next_step="Choose another name, or say --replace to write over it.")
    with opened(workspace, passphrase_file) as ws:
        word = passphrase(seal) if seal is not None else ""
        said = take_out(ws, output, everything=everything, passphrase=word, progress=progress(as_json))
    document = {"file": str(said.path), "records": said.records, "files": said.files, "sealed": said.sealed}
    left = {"left_out": {"records": said.left_records, "answers": said.left_answers}}
    show(document | left, as_json, lambda console: console.print(_taken_out_words(said), markup=False))


def _taken_out_words(said: TakenOut) -> str:
    left = f" Left out: {said.left_records:,} records about people, {said.left_answers:,} answers." if said.left_records or said.left_answers else ""
    return f"{said.path}: {said.records:,} records, {said.files:,} files.{left}"


def demo(out: Annotated[Path, typer.Argument(metavar="OUT")], as_json: JsonFlag = False) -> None:
    """Do the whole main job on the sample programme: workspace, PDFs, bundle, screenshots in OUT."""
    from ctip_desktop.cli.demo import run

    report = run(out, progress(as_json))
    show(report, as_json, lambda console: console.print("\n".join(report.lines)))
