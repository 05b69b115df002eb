"""The `ctip` program: its commands, and what happens with errors. Exit codes: 0 done, 1 something in the world, 2 usage."""

from __future__ import annotations

import json
import sys

import typer

from ctip_desktop import __version__
from ctip_desktop.cli import erase, exchange, files, forms, portfolio, records, reports, sharing
from ctip_desktop.errors import WorldError
from ctip_desktop.tasks import Cancelled

app = typer.Typer(
    name="ctip", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help="Win companies as partners against trafficking."
)
app.add_typer(forms.app, name="forms")
app.add_typer(exchange.app, name="bundle")
app.add_typer(sharing.app, name="sharing")
files.register(app)
records.register(app)
reports.register(app)
portfolio.register(app)
exchange.register(app)
erase.register(app)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"ctip {__version__}")
        raise typer.Exit


@app.callback()
def _options(version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Say the version and stop.")) -> None:
    """Win companies as partners against trafficking."""


def main() -> None:
    """Run the command line; a `WorldError` is one plain text on stderr and exit code 1."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app()
    except WorldError as error:
        typer.echo(_words(error), err=True)
        raise SystemExit(1) from None
    except Cancelled:
        typer.echo("Cancelled. Nothing was changed.", err=True)
        raise SystemExit(1) from None


def _words(error: WorldError) -> str:
    lines = "\n" in error.details  # of a form: one problem a line, each beginning with its place
    details = f"\n{'' if lines else 'Details: '}{error.details}" if error.details else ""
    if "--json" in sys.argv:
        return json.dumps({"error": error.what, "kept": error.kept, "next": error.next_step, "details": error.details}, ensure_ascii=False)
    return f"{error}{details}"
