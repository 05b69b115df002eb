"""A list becomes records: rehearsed first, failures told with their row, the others in."""

from __future__ import annotations

from pathlib import Path

import pytest

from ctip_desktop.errors import BadInput, NotFound
from ctip_desktop.interop import spreadsheet
from ctip_desktop.interop.spreadsheet import ImportResult, Plan
from ctip_desktop.operations.undo import undo
from ctip_desktop.queries import records
from ctip_desktop.tasks import Cancelled, Progress
from ctip_desktop.workspace.workspace import Workspace

LIST = """country,legal name,address,industry
Viet Nam,Hải Âm Seafood,1 Cảng Lạ,seafood
TH,,2 Pier Road,seafood
TH,Okavi Garments,3 Mill Lane,Apparel
TH,Okavi  garments,3 Mill Lane,Apparel
TH,Okavi Garments,4 Mill Lane,Magic
"""


def planned(ws: Workspace, folder: Path, text: str, form: str = "company", **mapping: str) -> Plan:
    path = folder / "list.csv"
    path.write_text(text, encoding="utf-8")
    table = spreadsheet.read_table(path)
    chosen = ws.catalogue.form(form)
    return spreadsheet.plan(ws, table, chosen, spreadsheet.suggest(table, chosen) | mapping)


def taken_in(ws: Workspace, plan: Plan) -> ImportResult:
    return spreadsheet.run(ws, plan, Progress())


def test_columns_find_their_questions_by_what_lists_call_them(ws: Workspace, tmp_path: Path) -> None:
    plan = planned(ws, tmp_path, LIST)
    assert plan.mapping == {"country": "country", "legal name": "name", "address": "address", "industry": "sector"}


def test_a_rehearsal_changes_nothing_and_tells_everything(ws: Workspace, tmp_path: Path) -> None:
    plan = planned(ws, tmp_path, LIST)
    assert [(problem.row, problem.column) for problem in plan.failed] == [(3, "legal name")]
    assert [(double.row, double.of_row) for double in plan.duplicates] == [(5, 4)]
    assert [remark.row for remark in plan.remarks] == [6]
    assert records.list_records(ws, "company") == ()


def test_a_row_that_fails_stays_out_and_the_others_go_in(ws: Workspace, tmp_path: Path) -> None:
    assert taken_in(ws, planned(ws, tmp_path, LIST)) == ImportResult(created=3, subjects=0, left_out=1)
    assert [line.title for line in records.list_records(ws, "company")] == ["Hải Âm Seafood", "Okavi Garments", "Okavi Garments"]


def test_the_same_list_again_is_all_duplicates(ws: Workspace, tmp_path: Path) -> None:
    taken_in(ws, planned(ws, tmp_path, LIST))
    plan = planned(ws, tmp_path, LIST)
    assert len(plan.duplicates) == 4
    assert all(double.of_row == 0 or double.row == 5 for double in plan.duplicates)
    assert taken_in(ws, plan).created == 0


def test_what_is_not_an_option_is_kept_as_a_note(ws: Workspace, tmp_path: Path) -> None:
    taken_in(ws, planned(ws, tmp_path, LIST))
    odd = next(line for line in records.list_records(ws, "company") if records.show(ws, line.id).answers["address"].answer.value == "4 Mill Lane")
    assert "Magic" in records.show(ws, odd.id).answers["sector"].answer.note


def test_an_import_is_one_step_of_undo(ws: Workspace, tmp_path: Path) -> None:
    taken_in(ws, planned(ws, tmp_path, LIST))
    undo(ws)
    assert records.list_records(ws, "company") == ()


def test_answers_with_source_date_and_note_go_to_their_companies(ws: Workspace, tmp_path: Path) -> None:
    lines = ["Company,Says,Page,Year,Comment", "Selan Pearl,No training,a.example/1,2024,Said twice", "Selan Pearl,All staff,a.example/2,2025,"]
    text = "\n".join([*lines, "Okavi,Buyers,,2025,"])
    says = "statements.statement_says"
    mapping = {
        "Company": "about",
        "Says": says,
        "Page": f"{says}.source.link",
        "Year": f"{says}.source.date, statements.statement_year",
        "Comment": f"{says}.note",
    }
    plan = planned(ws, tmp_path, text, "desk_research", **mapping)
    assert taken_in(ws, plan) == ImportResult(created=3, subjects=2, left_out=0)
    assert [line.title for line in records.list_records(ws, "company")] == ["Okavi", "Selan Pearl"]
    selan = records.list_records(ws, "company")[1].id
    (research,) = records.list_records(ws, "desk_research", about=selan)
    said = [one.answer for path, one in records.show(ws, research.id).answers.items() if path.endswith(".statement_says")]
    assert {(a.value, a.note, a.sources[0].link, a.sources[0].date) for a in said} == {
        ("No training", "Said twice", "a.example/1", "2024"),
        ("All staff", "", "a.example/2", "2025"),
    }


def test_a_mapping_to_what_is_not_there_is_told(ws: Workspace, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no column “Kolumn”"):
        planned(ws, tmp_path, LIST, Kolumn="name")
    with pytest.raises(NotFound, match="no question “nonsense”"):
        planned(ws, tmp_path, LIST, address="nonsense")
    with pytest.raises(BadInput, match="Which record"):
        planned(ws, tmp_path, "Says\nx\n", "desk_research", Says="statements.statement_says")


def test_cancelling_changes_nothing_more(ws: Workspace, tmp_path: Path) -> None:
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        spreadsheet.run(ws, planned(ws, tmp_path, LIST), progress)
    assert records.list_records(ws, "company") == ()


def test_two_thousand_legal_names_keep_their_scripts(ws: Workspace, shared_data: Path) -> None:
    table = spreadsheet.read_table(shared_data / "gleif" / "companies.csv")
    form = ws.catalogue.form("company")
    result = taken_in(ws, spreadsheet.plan(ws, table, form, spreadsheet.suggest(table, form)))
    assert result.created == 2000
    names = {row[table.columns.index("legal_name")] for row in table.rows}
    assert {line.title for line in records.list_records(ws, "company")} == names
