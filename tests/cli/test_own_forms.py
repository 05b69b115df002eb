"""`ctip forms add`: a programme's own form from a file, on the command line."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.cli.test_cli import Terminal
from tests.operations.test_own_forms import VISIT

SURVEY = [
    ("type", "name", "label", "relevant"),
    ("begin group", "arrival", "Arrival", ""),
    ("select_one gate", "guards", "Are there guards?", ""),
    ("integer", "beds", "How many beds?", "${guards} = 'yes'"),
    ("end group", "arrival", "", ""),
]
CHOICES = [("list_name", "name", "label"), ("gate", "yes", "Yes, day and night"), ("gate", "no", "No")]


def workbook(path: Path, survey: Sequence[tuple[str, ...]], version: str = "1", form_id: str = "night_visit") -> Path:
    book = Workbook()
    for name, rows in (
        ("survey", survey),
        ("choices", CHOICES),
        ("settings", [("form_title", "form_id", "version"), ("Night visit", form_id, version)]),
    ):
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    del book["Sheet"]
    book.save(path)
    return path


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Terminal:
    typed = Terminal(monkeypatch, capsys, tmp_path)
    typed.json("new", "a.ctip", "--programme", "North", "--person", "Ana")
    return typed


def test_an_xlsform_becomes_a_form_of_the_programme(terminal: Terminal) -> None:
    workbook(terminal.folder / "night.xlsx", SURVEY)
    added = terminal.json("forms", "add", "a.ctip", "night.xlsx")
    assert (added["name"], added["version"], added["title"], added["added"]) == ("night_visit", "1", "Night visit", True)
    assert terminal.json("forms", "add", "a.ctip", "night.xlsx")["added"] is False
    (line,) = [one for one in terminal.json("forms", "list", "a.ctip") if "own" in one]
    assert (line["name"], line["kind"], line["questions"], line["problem"]) == ("night_visit", "checklist", 2, None)
    assert "night_visit" not in [one["name"] for one in terminal.json("forms", "list")]
    company = terminal.json("add", "a.ctip", "company", "--answers", "-", typed='{"name": "Blue Tide"}')["id"]
    record = terminal.json("add", "a.ctip", "night_visit", "--about", company, "--answers", "-", typed='{"guards": "yes", "beds": 40}')
    assert record["errors"] == []
    assert terminal.json("show", "a.ctip", record["id"])["answers"]["beds"]["value"] == 40


def test_it_goes_out_as_an_xlsform_and_as_text_again(terminal: Terminal) -> None:
    workbook(terminal.folder / "night.xlsx", SURVEY)
    terminal.json("forms", "add", "a.ctip", "night.xlsx")
    terminal.json("forms", "export", "night_visit", "--workspace", "a.ctip", "-o", "out.xlsx")
    assert terminal.json("forms", "check", "out.xlsx") == []
    _, text, _ = terminal.run("forms", "show", "night_visit", "--workspace", "a.ctip")
    assert json.loads(text)["form"] == "night_visit"


def test_every_problem_is_named_with_file_sheet_and_row(terminal: Terminal) -> None:
    broken = [
        *SURVEY,
        ("select_one nowhere", "where", "Where?", ""),
        ("integer", "rooms", "Rooms?", "selected(${guards},'x'"),
        ("kobomatrix", "m", "M", ""),
    ]
    workbook(terminal.folder / "night.xlsx", broken)
    code, _, err = terminal.run("forms", "add", "a.ctip", "night.xlsx")
    assert code == 1
    told = err.splitlines()
    assert told[0] == "The XLSForm night.xlsx cannot be used. 3 things must be put right. Correct the file and try again."
    assert [line.partition(", column")[0] for line in told[1:]] == [f"night.xlsx:survey, row {row}" for row in (6, 7, 8)]
    assert not [one for one in terminal.json("forms", "list", "a.ctip") if "own" in one]


def test_what_is_not_supported_can_be_set_aside(terminal: Terminal) -> None:
    workbook(terminal.folder / "night.xlsx", [*SURVEY, ("geotrace", "matrix", "The way round", "")])
    code, _, err = terminal.run("forms", "add", "a.ctip", "night.xlsx")
    assert code == 1
    assert err.strip().endswith("Correct the file, or add the form without what is not supported: --set-aside.")
    assert "row 6" in " ".join(terminal.json("forms", "add", "a.ctip", "night.xlsx", "--set-aside")["warnings"])


def test_a_form_in_our_format_is_taken_and_the_name_of_ours_is_refused(terminal: Terminal) -> None:
    (terminal.folder / "visit.yaml").write_text(VISIT, encoding="utf-8")
    assert terminal.json("forms", "add", "a.ctip", "visit.yaml")["name"] == "site_visit"
    workbook(terminal.folder / "company.xlsx", SURVEY, form_id="company")
    code, _, err = terminal.run("forms", "add", "a.ctip", "company.xlsx")
    assert code == 1
    assert "another name" in err


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 not a workbook", b"\xff\xfe\x00form"], ids=["empty", "no workbook", "no text"])
def test_a_file_that_is_no_form_gets_a_plain_sentence(terminal: Terminal, data: bytes) -> None:
    for name in ("form.xlsx", "form.yaml"):
        (terminal.folder / name).write_bytes(data)
        code, out, err = terminal.run("forms", "add", "a.ctip", name)
        assert (code, out) == (1, "")
        assert "Traceback" not in err


def test_a_workbook_without_a_form_id_is_called_after_its_file(terminal: Terminal) -> None:
    workbook(terminal.folder / "12 night-visit.xlsx", SURVEY, form_id="")
    assert terminal.json("forms", "add", "a.ctip", "12 night-visit.xlsx")["name"] == "form_12_night_visit"


def test_checking_a_form_says_what_adding_it_would_say(terminal: Terminal) -> None:
    (terminal.folder / "visit.yaml").write_bytes(workbook(terminal.folder / "night.xlsx", SURVEY).read_bytes())
    assert terminal.json("forms", "check", "visit.yaml") == []
    assert terminal.json("forms", "add", "a.ctip", "visit.yaml")["name"] == "night_visit", "a workbook under the name of a text is one all the same"


def test_a_form_can_be_shown_as_json(terminal: Terminal) -> None:
    shown = [terminal.json("forms", "show", name) for name in ("company", "due_diligence", "conversation")]
    assert [form["name"] for form in shown] == ["company", "due_diligence", "conversation"]
    assert all(form["sections"] and "cache" not in form for form in shown)
