"""Figures, board, calendar, registers and the past, as somebody at a terminal or a script uses them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from ctip_desktop.cli.app import main
from ctip_desktop.cli.reports import _pages
from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import records
from ctip_desktop.queries import records as queries
from ctip_desktop.workspace.workspace import Workspace

PASSPHRASE = "seven quiet lanterns over water"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    monkeypatch.setenv("CTIP_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("CTIP_STATE_DIR", str(tmp_path / "state"))

    def type_in(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["ctip", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main()
        out, err = capsys.readouterr()
        return int(left.value.code or 0), out, err

    return type_in


@pytest.fixture
def workspace(run: Run, tmp_path: Path) -> Path:
    path = tmp_path / "lantern.ctip"
    with Workspace.create(
        path, programme="Lantern Coast", person="Lina", passphrase=PASSPHRASE, backups=tmp_path / "b", state=tmp_path / "state"
    ) as ws:

        def make(form: str, about: object = None, **values: object) -> object:
            return records.create(ws, form, about=about, answers={name: Answer.of(value) for name, value in values.items()}).created[0]  # type: ignore[arg-type]  # test shorthand

        okavi = make("company", name="Okavi Garments")
        idea = make("opportunity", okavi, title="Recruitment without fees", status="running")
        id_ = make("partnership", idea, name="Recruitment without fees", status="running", started_on="2026-01-01")
        make("milestone", id_, text="Training held", kind="output", due="2030-01-01", payment=100, payment_currency="USD")
        make("concern", okavi, side="company", kind="fear", text="Bad press", raised_by="Mei", raised_on="2026-08-01", status="open")
        make("concern", okavi, side="programme", kind="wish", text="A visit", raised_on="2026-09-01", status="open")
    return path


def test_figures_are_printed_by_name_with_value_target_formula_and_records(run: Run, workspace: Path) -> None:
    code, out, _ = run("figures", workspace, "--json")
    found = json.loads(out)
    assert code == 0
    assert found["partnerships"]["value"] == 1
    assert len(found["partnerships"]["records"]) == 1
    assert found["private_secured"]["value"] is None
    assert {"value", "target", "formula", "records"} <= set(found["impact_food"])


def test_figures_are_a_table_for_people_and_a_wrong_day_is_said_so(run: Run, workspace: Path) -> None:
    code, out, _ = run("figures", workspace)
    assert code == 0
    assert "Partnerships made" in out
    assert "0 → 1" in out
    assert "2026-" in out.partition("\nActive partners by date")[2], "what stands behind a figure is told, too"
    code, _, err = run("figures", workspace, "--since", "yesterday")
    assert code == 1
    assert "“yesterday” is not a day." in err


def test_an_empty_programme_has_dashes_and_no_zero(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "empty.ctip"
    Workspace.create(path, programme="Quiet Harbour", person="Lina", passphrase=PASSPHRASE, backups=tmp_path / "b", state=tmp_path / "state").close()
    found = json.loads(run("figures", path, "--json")[1])
    assert {each["value"] for each in found.values()} == {None}
    assert run("figures", path)[1].count(" – ") == len(found)


def test_the_board_is_listed(run: Run, workspace: Path) -> None:
    assert json.loads(run("pipeline", workspace, "--json")[1])[0]["step"] == "running"
    assert "Recruitment without fees" in run("pipeline", workspace)[1]


def test_a_register_is_filtered_sorted_and_written_to_a_file(run: Run, workspace: Path, tmp_path: Path) -> None:
    listed = json.loads(run("registers", "list", workspace, "--json")[1])
    assert {each["form"]: each["count"] for each in listed}["concern"] == 2
    found = json.loads(run("registers", "show", workspace, "concern", "--where", "side=company", "--json")[1])
    assert [row["text"] for row in found] == ["Bad press"]
    assert "raised_by" not in found[0]
    found = json.loads(run("registers", "show", workspace, "concern", "--sort", "raised_on", "--sensitive", "--json")[1])
    assert [row["raised_by"] for row in found] == ["Mei", ""]
    run("registers", "show", workspace, "concern", "--csv", tmp_path / "concerns.csv")
    assert (tmp_path / "concerns.csv").read_text(encoding="utf-8").count("Okavi Garments") == 2


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--where", "side"), "is not COLUMN=NAME"),
        (("--where", "colour=red"), "has no column “colour”"),
        (("--sort", "-colour"), "has no column “colour”"),
    ],
)
def test_a_column_that_is_not_there_is_said_so(run: Run, workspace: Path, arguments: tuple[str, str], says: str) -> None:
    code, _, err = run("registers", "show", workspace, "concern", *arguments)
    assert code == 1
    assert says in err


def test_the_calendar_is_written_for_other_programs(run: Run, workspace: Path, tmp_path: Path) -> None:
    code, out, _ = run("calendar", workspace, "--from", "2029-12-01", "--to", "2030-02-01", "--ics", tmp_path / "due.ics", "--json")
    assert code == 0
    assert [each["text"] for each in json.loads(out)] == ["Training held"]
    text = (tmp_path / "due.ics").read_bytes().decode()
    assert "SUMMARY:Milestone\r\n" in text
    assert "Recruitment without fees" not in text
    assert "Training held" not in text
    run("calendar", workspace, "--from", "2029-12-01", "--to", "2030-02-01", "--ics", tmp_path / "due.ics", "--titles")
    assert "SUMMARY:Milestone: Recruitment without fees\r\n" in (tmp_path / "due.ics").read_bytes().decode()
    code, _, err = run("calendar", workspace, "--ics", tmp_path / "no folder" / "due.ics")
    assert code == 1
    assert "cannot be written" in err


def test_a_record_is_shown_as_it_stood(run: Run, workspace: Path) -> None:
    record = json.loads(run("registers", "show", workspace, "milestone", "--json")[1])[0]["id"]
    assert not json.loads(run("as-of", workspace, record, "2000-01-01", "--json")[1])["there"]
    found = json.loads(run("as-of", workspace, record, "2090-01-01", "--json")[1])
    assert (found["there"], found["answers"][0]["text"]) == (True, "Training held")


def test_the_calendar_begins_with_what_is_overdue_unless_a_first_day_is_given(run: Run, workspace: Path) -> None:
    with Workspace.open(workspace, PASSPHRASE) as ws:
        company = queries.list_records(ws, "company")[0].id
        late = ws.now().astimezone().date() - timedelta(days=3)
        talk = {"channel": "call", "summary": "Talk", "date": late.isoformat(), "follow_up": "Send the outline", "follow_up_due": late.isoformat()}
        records.create(ws, "conversation", about=company, answers={name: Answer.of(value) for name, value in talk.items()}, status="finished")
    found = json.loads(run("calendar", workspace, "--json")[1])
    assert "Send the outline" in [each["text"] for each in found if each["days"] < 0]
    assert found == sorted(found, key=lambda each: each["on"])
    assert "overdue" in run("calendar", workspace)[1].splitlines()[1]
    today = (late + timedelta(days=3)).isoformat()
    assert "Send the outline" not in run("calendar", workspace, "--from", today)[1]


def test_nobody_finishes_an_entry_of_a_register_so_the_list_says_nothing_of_drafts(run: Run, workspace: Path) -> None:
    assert "draft" not in run("list", workspace, "company")[1]
    assert run("list", workspace, "milestone")[1].split()[:2] == ["id", "title"]
    assert run("list", workspace, "desk_research")[1].split()[:3] == ["id", "status", "title"]


def test_one_page_is_one_page() -> None:
    assert (_pages(1), _pages(3)) == ("1 page", "3 pages")
