"""`ctip figures | registers | pipeline | calendar | as-of`: the figures of a programme, its registers as tables, its board, what is due, and a record
as it stood on a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from ctip_desktop.cli.common import JsonFlag, PassphraseFile, WorkspacePath, opened, rows, show, uuid
from ctip_desktop.errors import BadInput, WorldError
from ctip_desktop.practice.figures import Figure
from ctip_desktop.queries import as_of as past
from ctip_desktop.queries import calendar as days
from ctip_desktop.queries import figures as queries
from ctip_desktop.queries import pipeline as board
from ctip_desktop.queries import registers as tables
from ctip_desktop.queries.registers import Register
from ctip_desktop.reports.promise_words import promise_words

registers_app = typer.Typer(no_args_is_help=True, help="The registers of the programme as tables.")


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command()(figures)
    app.command()(pipeline)
    app.command()(calendar)
    app.command("as-of")(as_of)
    app.add_typer(registers_app, name="registers")


def figures(
    workspace: WorkspacePath,
    since: Annotated[str | None, typer.Option(help="Meetings from this day on (ISO).")] = None,
    until: Annotated[str | None, typer.Option(help="Meetings up to this day (ISO).")] = None,
    passphrase_file: PassphraseFile = None,
    as_json: JsonFlag = False,
) -> None:
    """The figures of the programme, each with its target, its formula and the records behind it."""
    first, last = (_day(text) if text else None for text in (since, until))
    with opened(workspace, passphrase_file) as ws:
        found = queries.figures(ws, since=first, until=last)
    show(queries.as_document(found), as_json, lambda console: _print_figures(console, found))


def _print_figures(console: Console, found: Sequence[Figure]) -> None:
    """One line for each figure, and below what stands behind those that compare several things."""
    table = [(each.label, shown(each), each.text, _target(each), len(each.records), each.formula) for each in found]
    rows(console, ("figure", "value", "in words", "target", "records", "formula"), table)
    for each in found:
        if each.parts:
            console.print(f"\n{each.label}", markup=False)
            rows(console, ("of", "number"), [(name, f"{number:.2f}".rstrip("0").rstrip(".")) for name, number in each.parts])


def _target(figure: Figure) -> str:
    if figure.target is None:
        return ""
    return _percent(figure.target) if figure.unit == "share" else f"{figure.target:g}"


def _percent(share: float) -> str:
    return f"{share:.0%}".replace("%", " %")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput(f"“{text[:40]}” is not a day.", next_step="Write it like 2026-10-13.") from None


def shown(figure: Figure) -> str:
    """A value as people read it; a dash where there is nothing to count."""
    if figure.value is None:
        return "–"
    if isinstance(figure.value, str):
        return figure.value
    return _percent(figure.value) if figure.unit == "share" else f"{figure.value:.1f}".removesuffix(".0")


def pipeline(workspace: WorkspacePath, passphrase_file: PassphraseFile = None, as_json: JsonFlag = False) -> None:
    """Every opportunity on the board: step, days on it, next promise."""
    with opened(workspace, passphrase_file) as ws:
        found = board.pipeline(ws)
    cards = [(column.label, card) for column in found.columns for card in column.cards]
    cards += [("Parked", card) for card in found.parked] + [("Stopped", card) for card in found.stopped]
    table = [
        (step, card.title, "" if card.days is None else card.days, promise_words(card.next.text, card.next.theirs) if card.next else "")
        for step, card in cards
    ]
    show(found.every, as_json, lambda console: rows(console, ("step", "opportunity", "days", "next"), table))


def calendar(
    workspace: WorkspacePath,
    since: Annotated[str | None, typer.Option("--from", help="First day (ISO); without it today, after what is overdue.")] = None,
    until: Annotated[str | None, typer.Option("--to", help="Last day (ISO); 90 days later without it.")] = None,
    ics: Annotated[Path | None, typer.Option(help="Write the days to this .ics file.")] = None,
    titles: Annotated[bool, typer.Option(help="Name in the .ics file what each thing is about: whoever gets it reads the names.")] = False,
    passphrase_file: PassphraseFile = None,
    as_json: JsonFlag = False,
) -> None:
    """What is due, by day, what is overdue first; with --ics also as a file for other calendars, without anything anybody said."""
    with opened(workspace, passphrase_file) as ws:
        first = _day(since) if since else ws.now().astimezone().date()
        found = days.calendar(ws, first if since else first - days.BACK, _day(until) if until else first + timedelta(days=90))
        made = ws.now()
    if ics:
        _write(ics, days.as_ics(found, made=made, with_titles=titles))
    table = [(each.on, "overdue" if each.days < 0 else "", each.label, each.subject.title if each.subject else "", each.text) for each in found]
    show(found, as_json, lambda console: rows(console, ("day", "", "what", "about", "text"), table))


def as_of(
    workspace: WorkspacePath,
    record: Annotated[str, typer.Argument(metavar="ID", help="The record's id.")],
    day: Annotated[str, typer.Argument(metavar="DAY", help="The day (ISO).")],
    passphrase_file: PassphraseFile = None,
    as_json: JsonFlag = False,
) -> None:
    """A record as it stood on a day, and what reads otherwise now."""
    with opened(workspace, passphrase_file) as ws:
        found = past.as_of(ws, uuid(record), _day(day))
    table = [(answer.label, answer.text or answer.state.value, "" if answer.same else answer.now or "–", answer.by) for answer in found.answers]
    document = {
        "id": found.id,
        "form": found.form,
        "title": found.title,
        "at": found.at,
        "there": found.there,
        "status": found.status,
        "answers": found.answers,
    }
    show(document, as_json, lambda console: rows(console, ("question", "then", "now", "by"), table))


# -- registers -----------------------------------------------------------------------------------------------------------------------


@registers_app.command("list")
def list_registers(workspace: WorkspacePath, passphrase_file: PassphraseFile = None, as_json: JsonFlag = False) -> None:
    """Every register with how many records it has."""
    with opened(workspace, passphrase_file) as ws:
        found = tables.register_forms(ws)
    show(found, as_json, lambda console: rows(console, ("form", "title", "records"), [(each.form, each.title, each.count) for each in found]))


@registers_app.command("show")
def show_register(
    workspace: WorkspacePath,
    form: Annotated[str, typer.Argument(metavar="FORM", help="The form's name, for example concern.")],
    where: Annotated[list[str] | None, typer.Option(help="COLUMN=NAME, several times; any of the names of one column fits.")] = None,
    text: Annotated[str, typer.Option(help="Words that must stand in the row.")] = "",
    sort: Annotated[str | None, typer.Option(help="Column to sort by; a minus before it for the largest first.")] = None,
    out: Annotated[Path | None, typer.Option("--csv", help="Write the rows to this CSV file.")] = None,
    sensitive: Annotated[bool, typer.Option(help="Sensitive columns, too.")] = False,
    passphrase_file: PassphraseFile = None,
    as_json: JsonFlag = False,
) -> None:
    """One register as a table: filtered, sorted, or written to a file."""
    with opened(workspace, passphrase_file) as ws:
        found = tables.register(ws, form)
    found = _sorted(found.where(_filters(found, where or []), text), sort)
    if out:
        _write(out, found.as_csv(sensitive=sensitive))
    columns = [(place, column) for place, column in enumerate(found.columns) if sensitive or not column.sensitive]
    seen = [(place, column) for place, column in columns if column.shown]
    table = [(row.about.title if row.about else "", *(row.cells[place].text for place, _ in seen)) for row in found.rows]
    document = [
        {"id": row.id, "about": row.about.id if row.about else None, **{column.name: row.cells[place].text for place, column in columns}}
        for row in found.rows
    ]
    show(document, as_json, lambda console: rows(console, ("about", *(column.name for _, column in seen)), table))


def _filters(found: Register, pairs: list[str]) -> dict[str, list[str]]:
    wanted: dict[str, list[str]] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise BadInput(f"“{pair[:60]}” is not COLUMN=NAME.", kept="Nothing was changed.")
        _known(found, name)
        wanted.setdefault(name, []).append(value)
    return wanted


def _sorted(found: Register, sort: str | None) -> Register:
    if not sort:
        return found
    name = sort.removeprefix("-")
    _known(found, name)
    return found.sorted(name, falling=sort.startswith("-"))


def _known(found: Register, name: str) -> None:
    if name not in {column.name for column in found.columns}:
        names = ", ".join(column.name for column in found.columns)
        raise BadInput(f"The register “{found.form}” has no column “{name[:60]}”.", next_step=f"It has: {names}.")


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise WorldError(
            f"“{path.name}” cannot be written.", kept="Nothing in the workspace was changed.", next_step="Choose another folder."
        ) from error
