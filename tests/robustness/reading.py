"""Everything that a screen, a print or the command line asks of a workspace, asked once."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date, datetime
from uuid import UUID

import msgspec

from ctip_desktop.cli.common import plain
from ctip_desktop.errors import WorldError
from ctip_desktop.queries import companies, exchange, opportunities, programme, records, today
from ctip_desktop.reports.build import build
from ctip_desktop.workspace.workspace import Workspace

NOW = datetime(2026, 10, 13, 9, 0).astimezone()
TODAY = date(2026, 10, 13)


def can_be_written(shown: object) -> str:
    """What a query answers goes through JSON and UTF-8, as on a terminal or in a file."""
    text = json.dumps(plain(shown), ensure_ascii=False, default=_lean)
    text.encode()
    return text


def _lean(row: msgspec.Struct) -> object:
    return plain(msgspec.structs.asdict(row))


def ask_everything(ws: Workspace) -> None:
    """Every list, page, history and search. A page of something that is not there (any more) may say so, in plain words."""
    for shown in (
        today.today(ws, NOW),
        exchange.colleagues(ws),
        exchange.exchanges(ws),
        exchange.holes(ws),
        exchange.unsent(ws),
        programme.programme(ws),
        programme.rules(ws),
        programme.people(ws),
        opportunities.long_list(ws, TODAY),
        opportunities.as_document(opportunities.ranking(ws)),
        records.search(ws, "se"),
        records.search(ws, "lantern"),
        records.conflicts(ws),
    ):
        can_be_written(shown)
    found = companies.company_list(ws)
    can_be_written(found)
    for row in found.rows:
        can_be_written(companies.company_page(ws, row.id, TODAY))
    ask_rankings(ws)


def ask_rankings(ws: Workspace) -> None:
    rounds = opportunities.rounds(ws)
    can_be_written(rounds)
    for one in rounds:
        found = opportunities.ranking(ws, one.id)
        can_be_written(found)
        for row in found.rows:
            can_be_written(opportunities.score_sheets(ws, row.id, one.id))
        if len(found.rows) > 1:
            can_be_written(opportunities.compare(ws, found.rows[0].id, found.rows[1].id, one.id))


def ask_about(ws: Workspace, record: UUID) -> None:
    """One record: its answers, its sheet, its history."""
    try:
        view = records.show(ws, record)
    except WorldError:
        return
    can_be_written(records.as_document(view))
    can_be_written(records.history(ws, record))
    sheet = records.sheet(ws, record).sheet
    for path in sheet.paths():
        can_be_written((sheet.label(path), sheet.shown_text(path), sheet.choices(path)))
    can_be_written((sheet.title(), sheet.problems(), sheet.scores(), sheet.progress))
    for form in ws.catalogue.forms():
        can_be_written(records.list_records(ws, form.name))


def print_everything(ws: Workspace) -> None:
    """For the team: the first companies, the ranking with its cards."""
    for row in companies.company_list(ws).rows[:2]:
        assert build(ws, "company", about=row.id).pdf.startswith(b"%PDF")
    with suppress(WorldError):  # nothing is ranked any more
        assert build(ws, "ranking").pdf.startswith(b"%PDF")
