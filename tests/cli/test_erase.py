"""`ctip erase` at a terminal and in a script."""

from __future__ import annotations

from pathlib import Path

import pytest

from ctip_desktop.workspace.workspace import Workspace
from tests.cli.test_cli import PASSPHRASE, Terminal


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Terminal:
    return Terminal(monkeypatch, capsys, tmp_path)


@pytest.fixture
def programme(terminal: Terminal, tmp_path: Path) -> Path:
    path = tmp_path / "coast.ctip"
    Workspace.create(path, programme="Lantern Coast", person="Lina Tarvo", passphrase=PASSPHRASE).close()
    return path


@pytest.fixture
def company(terminal: Terminal, programme: Path) -> str:
    record = terminal.add(programme, "company", {"name": "Selan Pearl", "place": "Port Selan"})
    terminal.json("set", programme, record, "place=Zwarqxolth")
    return record


def test_one_answer_goes_in_all_versions_and_the_rest_stays(terminal: Terminal, programme: Path, company: str) -> None:
    done = terminal.json("erase", programme, company, "place", "--yes")
    assert done["erased"] == 2
    assert Path(done["backup"]).exists()
    assert any("fresh backup was made" in one for one in done["remains"])
    shown = terminal.json("show", programme, company)
    assert shown["answers"]["name"]["value"] == "Selan Pearl"
    assert "Zwarqxolth" not in str(shown)
    assert "Zwarqxolth" not in str(terminal.json("history", programme, company))
    assert terminal.run("check", programme)[0] == 0


def test_a_whole_record_goes(terminal: Terminal, programme: Path, company: str) -> None:
    assert terminal.json("erase", programme, company, "--yes")["erased"] >= 3
    assert terminal.json("list", programme, "company") == []


def test_nobody_to_ask_means_nothing_is_erased(terminal: Terminal, programme: Path, company: str) -> None:
    code, _, said = terminal.run("erase", programme, company, "place")
    assert code == 1
    assert "cannot be undone" in said
    assert "--yes" in said
    assert "Selan" not in terminal.run("erase", programme, company, "no_such", "--yes")[1]
    assert terminal.json("show", programme, company)["answers"]["place"]["value"] == "Zwarqxolth"
