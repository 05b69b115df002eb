"""`ctip figures | registers …`: the figures of a programme, and its registers as tables."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from ctip_desktop.cli.common import JsonFlag, PassphraseFile, WorkspacePath, opened, rows, show
from ctip_desktop.errors import BadInput
from ctip_desktop.practice.evidence import first_day
from ctip_desktop.practice.figures import Figure
from ctip_desktop.queries import figures as queries


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command()(figures)


def figures(
    workspace: WorkspacePath,
    since: Annotated[str | None, typer.Option(help="Meetings from this day on (ISO).")] = None,
    until: Annotated[str | None, typer.Option(help="Meetings up to this day (ISO).")] = None,
    passphrase_file: PassphraseFile = None,
    as_json: JsonFlag = False,
) -> None:
    """The figures of the programme, each with its target, its formula and the records behind it."""
    days = [_day(text) for text in (since, until)]
    with opened(workspace, passphrase_file) as ws:
        found = queries.figures(ws, since=days[0], until=days[1])
    table = [(each.label, shown(each), "" if each.target is None else f"{each.target:g}", len(each.records), each.formula) for each in found]
    show(queries.as_document(found), as_json, lambda console: rows(console, ("figure", "value", "target", "records", "formula"), table))


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    found = first_day(text)
    if found is None:
        raise BadInput(f"“{text[:40]}” is not a day.", next_step="Write it like 2026-10-13.")
    return found


def shown(figure: Figure) -> str:
    """A value as people read it; a dash where there is nothing to count."""
    if figure.value is None:
        return "–"
    if isinstance(figure.value, str):
        return figure.value
    return f"{figure.value:.0%}".replace("%", " %") if figure.unit == "share" else f"{figure.value:.1f}".removesuffix(".0")
