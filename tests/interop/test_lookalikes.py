"""A list often holds a company that is there already under a slightly different name: it is named, and a person decides."""

from __future__ import annotations

import json
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctip_desktop.errors import BadInput
from ctip_desktop.forms.model import Answer
from ctip_desktop.interop import import_words, spreadsheet
from ctip_desktop.interop.lookalikes import Names, bare_name
from ctip_desktop.interop.spreadsheet import Decision, ImportResult, Plan
from ctip_desktop.operations import records, undo
from ctip_desktop.queries.records import list_records, show
from ctip_desktop.tasks import Progress
from ctip_desktop.workspace.workspace import Workspace
from tests.interop.test_spreadsheet import planned

LIST = """name,country,address,website
"OKAVI GARMENTS CO., LTD.",TH,3 Mill Lane,okavi.example
Selan Pearl,VN,1 Quay,
Selan Pearls,VN,,pearl.example
Lumo Shoes,TH,,
"""


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Okavi Garments Co., Ltd.", "okavi garments"),
        ("OKAVI GARMENTS COMPANY LIMITED", "okavi garments"),
        ("P.T. Okavi Garments, Tbk", "okavi garments"),
        ("Okavi S.A. de C.V.", "okavi"),
        ("บริษัท โอคาวี จำกัด (มหาชน)", "โอคาวี"),
        ("บริษัทโอคาวีจำกัด", "โอคาวี"),
        ("Công ty TNHH MTV Hải Âm", "hai am"),
        ("Công ty Cổ phần Hải Âm", "hai am"),
        ("上海东方有限公司", "上海东方"),
        ("株式会社サンプル", "サンプル"),
        ("O'Seland & Sons", "oseland sons"),
        ("Company Ltd", "company ltd"),
    ],
)
def test_spelling_and_legal_form_do_not_make_another_company(name: str, bare: str) -> None:
    assert bare_name(name) == bare


def test_vowels_and_tones_of_thai_make_another_name() -> None:
    assert bare_name("เสื้อ") != bare_name("เสือ")


def test_units_and_countries_are_told_apart() -> None:
    names = Names()
    names.add("Okavi Garments Unit 2", "TH")
    assert names.most_alike("Okavi Garments Unit 3", "TH") is None
    assert names.most_alike("Okavi Garment Unit 2", "VN") is None
    assert names.most_alike("Okavi Garment Unit 2", "TH") is not None
    assert names.most_alike("OKAVI GARMENTS (Unit 2)", "VN") is not None  # the very same name is told wherever it is


@given(st.text(max_size=60))
def test_any_name_resembles_itself_and_nothing_breaks(name: str) -> None:
    names = Names()
    names.add(name)
    found = names.most_alike(name)
    assert (found.likeness if found else 0) == (100 if bare_name(name) else 0)


def companies(ws: Workspace) -> dict[str, UUID]:
    return {line.title: line.id for line in list_records(ws, "company")}


@pytest.fixture
def okavi(ws: Workspace) -> UUID:
    given_ = {"name": Answer.of("Okavi Garments"), "country": Answer.of("TH"), "address": Answer.of("4 Mill Lane")}
    return records.create(ws, "company", answers=given_).created[0]


def taken_in(ws: Workspace, plan: Plan, **decisions: Decision) -> ImportResult:
    return spreadsheet.run(ws, plan, Progress(), decisions={int(row.removeprefix("row")): decision for row, decision in decisions.items()})


def test_the_rehearsal_names_what_may_be_the_same(ws: Workspace, okavi: UUID, tmp_path: Path) -> None:
    plan = planned(ws, tmp_path, LIST)
    first, second = plan.lookalikes
    assert (first.row, first.of_title, first.of, first.same_name) == (2, "Okavi Garments", okavi, True)
    assert (second.row, second.of_title, second.of_row, second.of, second.same_name) == (4, "Selan Pearl", 3, None, False)
    assert "Row 4 “Selan Pearls” resembles “Selan Pearl” (row 3); it counts as a new one." in import_words.sentences(plan, None)


def test_undecided_rows_go_in_as_new_ones(ws: Workspace, okavi: UUID, tmp_path: Path) -> None:
    assert taken_in(ws, planned(ws, tmp_path, LIST)) == ImportResult(created=4, subjects=0, left_out=0)


def test_a_row_that_is_skipped_stays_out(ws: Workspace, okavi: UUID, tmp_path: Path) -> None:
    result = taken_in(ws, planned(ws, tmp_path, LIST), row2=Decision.SKIP)
    assert result == ImportResult(created=3, subjects=0, left_out=1)
    assert "OKAVI GARMENTS CO., LTD." not in companies(ws)


def test_the_same_company_has_its_gaps_filled_and_nothing_overwritten(ws: Workspace, okavi: UUID, tmp_path: Path) -> None:
    result = taken_in(ws, planned(ws, tmp_path, LIST), row2=Decision.SAME, row4=Decision.SAME)
    assert result == ImportResult(created=2, subjects=0, left_out=0, joined=2)
    answers = show(ws, okavi).answers
    assert answers["website"].answer.value == "okavi.example"
    assert (answers["address"].answer.value, answers["address"].answer.note) == ("4 Mill Lane", "list.csv, row 2: 3 Mill Lane")
    assert answers["name"].answer.note == "list.csv, row 2: OKAVI GARMENTS CO., LTD."
    assert show(ws, companies(ws)["Selan Pearl"]).answers["website"].answer.value == "pearl.example"


def test_the_whole_list_is_taken_back_in_one_step(ws: Workspace, okavi: UUID, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "BATCH", 1)
    before = {name: each.answer for name, each in show(ws, okavi).answers.items()}
    taken_in(ws, planned(ws, tmp_path, LIST), row2=Decision.SAME, row4=Decision.SAME)
    assert undo.next_label(ws) == "Import the list “list.csv”"
    undo.undo(ws)
    assert companies(ws) == {"Okavi Garments": okavi}
    assert {name: each.answer for name, each in show(ws, okavi).answers.items()} == before
    assert undo.next_label(ws) == "Add company “Okavi Garments”"


def test_joining_the_same_row_again_adds_nothing(ws: Workspace, okavi: UUID, tmp_path: Path) -> None:
    for _ in range(2):
        taken_in(ws, planned(ws, tmp_path, "name,address\nOkavi Garments Ltd,9 Mill Lane\n"), row2=Decision.SAME)
    assert show(ws, okavi).answers["address"].answer.note == "list.csv, row 2: 9 Mill Lane"


def test_a_decision_about_another_row_is_refused_before_anything_is_written(ws: Workspace, okavi: UUID, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="Row 5 resembles no other"):
        taken_in(ws, planned(ws, tmp_path, LIST), row5=Decision.SKIP)
    assert len(companies(ws)) == 1


def test_what_rows_are_about_may_be_a_company_that_is_there(ws: Workspace, okavi: UUID, tmp_path: Path) -> None:
    text = "Company,Says\nOkavi Garments Ltd,No training\nOkavi Garments Ltd,All staff\nLumo Shoes,Buyers\n"
    mapping = {"Company": "about", "Says": "statements.statement_says"}
    plan = planned(ws, tmp_path, text, "desk_research", **mapping)
    (alike,) = plan.lookalikes
    assert (alike.row, alike.of_title) == (2, "Okavi Garments")
    result = taken_in(ws, plan, row2=Decision.SAME)
    assert (result.created, result.subjects) == (3, 1)
    assert set(companies(ws)) == {"Okavi Garments", "Lumo Shoes"}
    (research,) = list_records(ws, "desk_research", about=okavi)
    assert len(show(ws, research.id).rows["statements"]) == 2


def test_rows_about_a_company_that_is_skipped_stay_out(ws: Workspace, okavi: UUID, tmp_path: Path) -> None:
    text = "Company,Says\nOkavi Garments Ltd,No training\nOkavi Garments Ltd,All staff\nLumo Shoes,Buyers\n"
    plan = planned(ws, tmp_path, text, "desk_research", Company="about", Says="statements.statement_says")
    result = taken_in(ws, plan, row2=Decision.SKIP)
    assert (result.created, result.subjects, result.left_out) == (1, 1, 2)
    assert set(companies(ws)) == {"Okavi Garments", "Lumo Shoes"}


def test_real_lists_name_most_of_what_people_found_to_be_the_same(shared_data: Path) -> None:
    pairs = json.loads((shared_data / "supplier_lists" / "duplicate_pairs.json").read_text(encoding="utf-8"))

    def told(kind: str) -> int:
        found = 0
        for pair in pairs[kind]:
            one, other = pair["__value__"]
            names = Names()
            names.add(one["name"], one["country"])
            found += names.most_alike(other["name"], other["country"]) is not None
        return found

    assert told("match") >= 15  # of 23; the others have blanks inside nearly every word
    assert told("distinct") <= 6  # of 32; five of them have the same name
