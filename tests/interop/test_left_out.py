"""Columns that no question knows, columns that share a place, cells and lists that are not what they look like."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ctip_desktop.errors import BadInput
from ctip_desktop.interop import import_words, spreadsheet
from ctip_desktop.interop.spreadsheet import Plan
from ctip_desktop.interop.tables import Table
from ctip_desktop.workspace.workspace import Workspace


def planned(ws: Workspace, folder: Path, text: str, **mapping: str) -> Plan:
    (folder / "list.csv").write_text(text, encoding="utf-8")
    table, form = spreadsheet.read_table(folder / "list.csv"), ws.catalogue.form("company")
    return spreadsheet.plan(ws, table, form, spreadsheet.suggest(table, form) | mapping)


def test_columns_that_go_nowhere_are_named_empty_ones_are_not(ws: Workspace, tmp_path: Path) -> None:
    plan = planned(ws, tmp_path, "name,Zimmer,leer\nLumo Shoes,12,\nTarn Boats,,\n")
    assert plan.left_out == ("Zimmer",)
    assert "Zimmer is left out. Keep it with --map “Zimmer=notes”." in import_words.sentences(plan, None)


@given(st.lists(st.lists(st.text("ab äß\n", max_size=5).map(str.strip), min_size=3, max_size=3), min_size=1, max_size=6))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
def test_nothing_of_columns_that_share_the_notes_is_lost(ws: Workspace, cells: list[list[str]]) -> None:
    """Whatever stands in three columns of a row, each text is in the answer, below the others, with its heading unless that says notes."""
    rows = tuple((f"Company {number}", *row) for number, row in enumerate(cells))
    table = Table("list.csv", ("name", "Bemerkung", "Raum", "Tor"), rows, tuple(range(2, len(rows) + 2)))
    mapping = {"name": "name", "Bemerkung": "notes", "Raum": "notes", "Tor": "notes"}
    plan = spreadsheet.plan(ws, table, ws.catalogue.form("company"), mapping)
    for ready, (_, *texts) in zip(plan.ready, rows, strict=True):
        wanted = [heading + text for heading, text in zip(("", "Raum: ", "Tor: "), texts, strict=True) if text]
        assert ready.answers["notes"].value == ("\n".join(wanted) or None)


def test_two_columns_for_one_short_answer_are_refused_not_one_dropped(ws: Workspace, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"“Land” and “Staat” go to the same question"):
        planned(ws, tmp_path, "name,Land,Staat\nLumo Shoes,TH,\n", Land="country", Staat="country")


def test_two_columns_of_notes_to_one_answer_both_stay(ws: Workspace, tmp_path: Path) -> None:
    plan = planned(ws, tmp_path, "name,country,Raum,Tor\nLumo Shoes,TH,12,Nord\n", Raum="country.note", Tor="country.note")
    assert plan.ready[0].answers["country"].note == "Raum: 12\nTor: Nord"


def test_a_name_of_several_lines_is_remarked_on(ws: Workspace, tmp_path: Path) -> None:
    plan = planned(ws, tmp_path, 'name,country\n"Lumo Shoes,TH\nTarn Boats,TH\n')
    assert ["quotation mark" in remark.reason for remark in plan.remarks] == [True]


def test_headings_without_rows_get_a_sentence(ws: Workspace, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="has no rows below its headings"):
        planned(ws, tmp_path, "name,country\n")
