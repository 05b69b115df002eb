"""`ctip card | trust | bundle`: exchange with colleagues."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import typer

from ctip_desktop.cli.common import JsonFlag, PassphraseFile, WorkspacePath, opened, progress, show
from ctip_desktop.errors import BadInput, NotFound
from ctip_desktop.queries import exchange as queries
from ctip_desktop.sync import exchange
from ctip_desktop.workspace.workspace import Workspace

MOST_NAMED = 20
"""Companies that are named when an import is taken back."""

app = typer.Typer(no_args_is_help=True, help="Bundles: exchange with colleagues by USB stick, e-mail or a shared folder.")
BundlePath = Annotated[Path, typer.Argument(metavar="FILE", help="The bundle, NAME.ctipbundle.")]


def register(main: typer.Typer) -> None:
    """Add the commands that are not under `ctip bundle`."""
    main.command()(card)
    main.command()(trust)


def card(
    workspace: WorkspacePath,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Also write it to NAME.ctipcard.")] = None,
    passphrase_file: PassphraseFile = None,
    as_json: JsonFlag = False,
) -> None:
    """This laptop's public card, to hand to colleagues."""
    from ctip_desktop.workspace.files import write_atomically

    with opened(workspace, passphrase_file) as ws:
        mine = exchange.card(ws)
    if output is not None:
        write_atomically(output, mine.text.encode())
    document = {"name": mine.name, "person": mine.person, "device": mine.device, "recipient": mine.recipient, "words": mine.words, "card": mine.text}
    show(document, as_json, lambda console: console.print(mine.text, markup=False))


def trust(
    workspace: WorkspacePath,
    card_file: Annotated[Path, typer.Argument(metavar="CARD", help="A colleague's NAME.ctipcard.")],
    passphrase_file: PassphraseFile = None,
    as_json: JsonFlag = False,
) -> None:
    """Add a colleague's card. Compare its words with the colleague first."""
    with opened(workspace, passphrase_file) as ws:
        colleague = exchange.trust(ws, exchange.read_card_file(card_file))
    document = {"person": colleague.person, "name": colleague.name, "device": colleague.device, "words": colleague.words}
    text = f"{colleague.person} ({colleague.name}) is a colleague now.\nWords to compare by phone: {' '.join(colleague.words)}"
    show(document, as_json, lambda console: console.print(text, markup=False))


def _devices(ws: Workspace, names: list[str]) -> list[UUID]:
    """Colleagues by person, laptop or id. Raises NotFound for a name nobody has, BadInput for one that several laptops have."""
    known = queries.colleagues(ws)
    return [_device(known, name) for name in names]


def _device(known: Sequence[queries.Colleague], name: str) -> UUID:
    found = [c for c in known if name.casefold() in (c.person.casefold(), c.name.casefold(), str(c.device))]
    if not found:
        there = ", ".join(sorted({c.person for c in known})) or "nobody yet"
        raise NotFound(f"There is no colleague “{name[:60]}”.", kept="Nothing was made.", next_step=f"Known: {there}.")
    if len(found) > 1:
        choices = "".join(f"\n  --to {c.device}   {c.person}, {c.name}" for c in found)
        raise BadInput(f"“{name[:60]}” is the name of {len(found)} laptops.", kept="Nothing was made.", next_step=f"Say which one:{choices}")
    return found[0].device


@app.command("export")
def make(
    workspace: WorkspacePath,
    output: Annotated[Path, typer.Option("-o", "--output", help="The bundle to write, NAME.ctipbundle.")],
    to: Annotated[list[str] | None, typer.Option("--to", help="A colleague's name; default: all.")] = None,
    to_age: Annotated[list[str] | None, typer.Option("--to-age", help="An age recipient that can read it too.")] = None,
    passphrase_file: PassphraseFile = None,
    as_json: JsonFlag = False,
) -> None:
    """Make a bundle with what the chosen colleagues do not have yet."""
    with opened(workspace, passphrase_file) as ws:
        devices = _devices(ws, to) if to else None if not to_age else []
        made = exchange.make(ws, output, to=devices, to_age=tuple(to_age or ()), progress=progress(as_json))
    document = {"file": str(output), "bundle": made.bundle, "number": made.number, "changes": made.changes, "bytes": made.size, "to": made.to}
    document["words"] = made.words
    show(
        document,
        as_json,
        lambda console: console.print(
            f"{output}: {_some(made.changes, 'change')}, {made.size} bytes, for {', '.join(made.to)}\nWords of this laptop: {' '.join(made.words)}",
            markup=False,
        ),
    )


def _preview_document(preview: Any) -> dict[str, object]:
    return {
        "from": preview.sender,
        "signed": preview.signed,
        "changes": preview.changes,
        "new": preview.new,
        "brought": preview.brought,
        "changed": preview.changed,
        "conflicts": preview.conflicts,
        "known": preview.known,
        "erased": preview.erased,
        "missing": preview.missing,
        "warnings": preview.warnings,
    }


def _sentence(what: exchange.Preview) -> str:
    kinds = (
        (what.brought, f"{what.brought} new in {what.new} {'record' if what.new == 1 else 'records'}"),
        (what.changed, f"{what.changed} changed"),
        (what.conflicts, f"{what.conflicts} to settle"),
        (what.erased, f"{_some(what.erased, 'answer')} erased for good"),
        (what.known, f"{what.known} {'changes' if what.known == 1 else 'change'} nothing here"),
    )
    said = ", ".join(words for number, words in kinds if number) or "nothing new"
    return "\n".join([f"From {what.sender}: {_some(what.changes, 'change')}: {said}.", *what.warnings, *what.missing])


def _some(number: int, one: str) -> str:
    return f"{number} {one}" if number == 1 else f"{number} {one}s"


@app.command()
def preview(workspace: WorkspacePath, file: BundlePath, passphrase_file: PassphraseFile = None, as_json: JsonFlag = False) -> None:
    """Verify a bundle and say what it would change. Nothing is changed."""
    with opened(workspace, passphrase_file) as ws:
        seen = exchange.preview(ws, file, progress(as_json))
    show(_preview_document(seen), as_json, lambda console: console.print(_sentence(seen), markup=False))


@app.command("import")
def bring_in(workspace: WorkspacePath, file: BundlePath, passphrase_file: PassphraseFile = None, as_json: JsonFlag = False) -> None:
    """Verify, make a backup, import in one transaction, and say what came, with five words to compare by phone."""
    with opened(workspace, passphrase_file) as ws:
        receipt = exchange.bring_in(ws, file, progress(as_json))
    document = {**_preview_document(receipt), "bundle": receipt.bundle, "backup": str(receipt.backup or ""), "words": receipt.words}
    show(
        document,
        as_json,
        lambda console: console.print(
            f"{_sentence(receipt)}\n{_words(receipt)}\nTake it back with: {_typed('revert', workspace, receipt.bundle)}", markup=False
        ),
    )


def _typed(command: str, workspace: Path, bundle: str) -> str:
    """A command to be typed as it stands."""
    return f"ctip bundle {command} {shlex.quote(str(workspace))} {bundle}"


def _words(receipt: exchange.Receipt) -> str:
    return f"Words of this laptop now: {' '.join(receipt.words)}. {receipt.sender} sees the same when both laptops hold the same."


@app.command()
def revert(
    workspace: WorkspacePath,
    bundle: Annotated[str, typer.Argument(metavar="BUNDLE", help="The bundle's id, as `ctip bundle import` said it.")],
    look: Annotated[bool, typer.Option("--look", help="Only say what would go and what would be hidden.")] = False,
    passphrase_file: PassphraseFile = None,
    as_json: JsonFlag = False,
) -> None:
    """Take an import back: what came with it goes, and what was written into its records since is hidden. `restore` shows all again."""
    with opened(workspace, passphrase_file) as ws:
        what = exchange.look_back(ws, bundle)
        if not look:
            exchange.take_back(ws, bundle)
    document = {
        "bundle": what.bundle,
        "taken_back": 0 if look else what.changes,
        "changes": what.changes,
        "gone": [{"id": one.record, "form": one.form, "title": one.title} for one in what.gone],
        "back": [{"id": one.record, "name": one.field, "now": one.now, "then": one.then} for one in what.back],
        "hidden": what.hidden,
        "later": [one.bundle for one in what.later],
    }
    told = f"{_look_text(what)}\nAll of it comes back with: {_typed('restore', workspace, what.bundle)}"
    text = told if look else f"Taken back: {_some(what.changes, 'change')}.\n{told}"
    show(document, as_json, lambda console: console.print(text, markup=False))


def _look_text(what: exchange.ToTakeBack) -> str:
    lines = [f"Records that go: {len(what.gone)}. Answers that go back to what stood before: {len(what.back)}."]
    lines += [f"- {one.title}" for one in what.gone if one.subject == one.record][:MOST_NAMED]
    if what.hidden:
        lines.append(f"Hidden with them, changes of your own: {what.hidden}.")
    lines += [f"Hidden with them, changes of bundle {one.number} from {one.sender}: {one.changes}." for one in what.later]
    return "\n".join(lines)


@app.command()
def restore(
    workspace: WorkspacePath,
    bundle: Annotated[str, typer.Argument(metavar="BUNDLE", help="The bundle's id.")],
    passphrase_file: PassphraseFile = None,
    as_json: JsonFlag = False,
) -> None:
    """Bring an import back that was taken back."""
    with opened(workspace, passphrase_file) as ws:
        back = exchange.bring_back(ws, bundle)
    show({"bundle": bundle, "changes": back.changes}, as_json, lambda console: console.print(f"Back: {_some(back.changes, 'change')}.", markup=False))
