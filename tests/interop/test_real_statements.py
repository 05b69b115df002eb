"""Answers that other people researched on real public statements go to their companies, with source, date and note."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from ctip_desktop.forms.model import Answer
from ctip_desktop.interop import spreadsheet
from ctip_desktop.interop.tables import read_table
from ctip_desktop.queries import records
from ctip_desktop.workspace.workspace import Workspace
from tests.interop.test_spreadsheet import taken_in

SAYS = "statements.statement_says"
MAPPING = {
    "Company": "about",
    "Value": SAYS,
    "Year": f"statements.statement_year,{SAYS}.source.date",
    "Original Source": f"{SAYS}.source.link",
    "Comments": f"{SAYS}.note",
}


def test_each_researched_answer_stands_on_its_company_with_source_date_and_note(ws: Workspace, shared_data: Path) -> None:
    table = read_table(shared_data / "statements" / "training_answers.csv")
    result = taken_in(ws, spreadsheet.plan(ws, table, ws.catalogue.form("desk_research"), MAPPING))
    assert (result.created, result.subjects) == (107, 102)
    column = {name: table.columns.index(name) for name in ("Company", "Value", "Year", "Original Source", "Comments")}
    listed = Counter(
        (*(row[column[name]].strip() for name in ("Company", "Value", "Original Source", "Year")), bool(row[column["Comments"]].strip()))
        for row in table.rows
    )
    kept = Counter(
        (company, str(says.value), says.sources[0].link, says.sources[0].date, bool(says.note)) for company, says in _what_statements_say(ws)
    )
    assert kept == listed
    again = spreadsheet.plan(ws, table, ws.catalogue.form("desk_research"), MAPPING)
    assert len(again.duplicates) == 107, "the same list is not taken in twice"


def _what_statements_say(ws: Workspace) -> Iterator[tuple[str, Answer]]:
    names = {line.id: line.title for line in records.list_records(ws, "company")}
    for research in records.list_records(ws, "desk_research"):
        assert research.about is not None
        view = records.show(ws, research.id)
        for row in view.rows["statements"]:
            yield names[research.about], view.answers[f"statements[{row}].statement_says"].answer
