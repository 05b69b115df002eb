"""`ctip report`: PDFs for a reader."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ctip_desktop.cli.common import JsonFlag, PassphraseFile, WorkspacePath, opened, progress, show, uuid

if TYPE_CHECKING:
    from ctip_desktop.reports.build import Report

KINDS = "company, stage, visit_pack, ranking, score_card, pipeline, interests, partnership, pulse, portfolio, relations, record, list or blank_form."


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command()(report)


def report(
    workspace: WorkspacePath,
    kind: Annotated[str, typer.Argument(metavar="KIND", help=KINDS)],
    audience: Annotated[str, typer.Option(help="internal, partner, donor or public.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="The PDF file to write.")],
    about: Annotated[str | None, typer.Option(help="Id of the company, opportunity or partnership. A list holds only what is about it.")] = None,
    form: Annotated[str, typer.Option(help="Of a blank_form or list: the name of the form.")] = "",
    record: Annotated[str | None, typer.Option(help="Id of the record: of a blank_form whose answers are filled in, or of a record.")] = None,
    cards: Annotated[bool, typer.Option("--cards", help="Of a ranking: the score card of every ranked opportunity too.")] = False,
    paper: Annotated[str, typer.Option(help="a4 or letter.")] = "a4",
    passphrase_file: PassphraseFile = None,
    as_json: JsonFlag = False,
) -> None:
    """Write a PDF. What the audience may not see is left out and listed; a finished file that still holds it is not saved."""
    from ctip_desktop.reports.build import Options, build

    options = Options(paper=paper, cards=cards, form=form, record=uuid(record) if record else None)
    with opened(workspace, passphrase_file) as ws:
        made = build(ws, kind, about=uuid(about) if about else None, audience=audience, options=options, progress=progress(as_json))
    made.save(output)
    document = {
        "file": str(output),
        "pages": made.pages,
        "words": list(made.words),
        "left_out": [{"what": x.what, "count": x.count, "why": x.why} for x in made.left_out],
        "signs_without_letters": list(made.missing),
        "scripts_one_by_one": list(made.one_by_one),
    }
    show(
        document,
        as_json,
        lambda console: console.print(
            "\n".join([f"{output}: {_pages(made.pages)}.", *(f"Left out: {x.what} ({x.count}): {x.why}" for x in made.left_out), *_letters(made)]),
            markup=False,
        ),
    )


def _letters(made: Report) -> list[str]:
    """What is not printed as it is written."""
    signs = [f"Our fonts do not have: {' '.join(made.missing)}. Each is printed as an empty sign."] if made.missing else []
    scripts = ", ".join(made.one_by_one)
    return [*signs, *([f"{scripts}: the letters are printed one after the other, not in their stacks."] if scripts else [])]


def _pages(count: int) -> str:
    return "1 page" if count == 1 else f"{count} pages"
