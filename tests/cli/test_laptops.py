"""Which laptop is which at a terminal: a file that became a new one, joining by card, two colleagues with one name, sentences without zeros."""

from __future__ import annotations

from pathlib import Path

import pytest

from ctip_desktop.workspace.workspace import Workspace
from tests.cli.test_cli import PASSPHRASE, Terminal, exchange_cards


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Terminal:
    return Terminal(monkeypatch, capsys, tmp_path)


def laptop(folder: Path, name: str, person: str) -> Path:
    path = folder / f"{name}.ctip"
    Workspace.create(path, programme="Lantern Coast", person=person, device=name, passphrase=PASSPHRASE).close()
    return path


def test_a_file_opened_with_another_state_folder_says_that_it_is_a_new_laptop_and_how_to_avoid_it(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = laptop(tmp_path, "north", "Lina")
    assert terminal.run("card", path)[2] == ""
    was = terminal.json("card", path)["device"]
    monkeypatch.setenv("CTIP_STATE_DIR", str(tmp_path / "elsewhere"))
    code, out, error = terminal.run("card", path, "--json")
    assert code == 0
    assert out.startswith("{"), "one JSON document and nothing else"
    for part in ("new laptop to colleagues", "elsewhere", "ctip card", "CTIP_STATE_DIR"):
        assert part in error
    assert terminal.json("card", path)["device"] != was
    assert terminal.run("card", path)[2] == "", "said once"


def test_a_name_that_two_laptops_have_is_refused_and_the_choices_are_listed(terminal: Terminal, tmp_path: Path) -> None:
    lina, one, other = (laptop(tmp_path, *who) for who in (("north", "Lina"), ("south", "Ben"), ("west", "Ben")))
    for path in (one, other):
        exchange_cards(terminal, lina, path)
    code, _, error = terminal.run("bundle", "export", lina, "-o", tmp_path / "x.ctipbundle", "--to", "ben")
    assert code == 1
    ids = [terminal.json("card", path)["device"] for path in (one, other)]
    assert "“ben” is the name of 2 laptops. Nothing was made." in error
    assert all(f"--to {id_}   Ben, {name}" in error for id_, name in zip(ids, ("south", "west"), strict=True))
    assert not (tmp_path / "x.ctipbundle").exists()
    made = terminal.json("bundle", "export", lina, "-o", tmp_path / "x.ctipbundle", "--to", ids[1])
    assert (made["to"], made["number"]) == (["Ben"], 1)


def test_joining_by_card_makes_the_same_programme_whatever_it_is_called(terminal: Terminal, tmp_path: Path) -> None:
    lina, ben = laptop(tmp_path, "north", "Lina"), tmp_path / "ben.ctip"
    terminal.run("card", lina, "-o", "lina.ctipcard")
    assert terminal.run("new", ben, "--person", "Ben")[0] == 2
    assert terminal.run("new", ben, "--person", "Ben", "--programme", "Other", "--card", "lina.ctipcard")[0] == 2
    assert terminal.json("new", ben, "--person", "Ben", "--device", "south", "--card", "lina.ctipcard")["programme"] == "Lantern Coast"
    exchange_cards(terminal, lina, ben)
    terminal.add(lina, "company", {"name": "Selan Pearl"})
    terminal.run("bundle", "export", lina, "-o", "1.ctipbundle", "--to", "Ben")
    _, said, _ = terminal.run("bundle", "import", ben, "1.ctipbundle")
    assert said.startswith("From Lina: 2 changes: 2 new in 1 record.\n")
    assert f"ctip bundle revert {ben} " in said
    assert terminal.json("check", lina)["digest"] == terminal.json("check", ben)["digest"]


def test_a_table_in_a_pipe_keeps_each_line_whole(terminal: Terminal, tmp_path: Path) -> None:
    """Nothing is cut off with dots, and one change is one line."""
    lina, link = laptop(tmp_path, "north", "Lina"), "https://selan-pearl-fisheries.example/statements/on-modern-slavery/2026/english/final"
    record = terminal.add(lina, "company", {"name": "Selan Pearl", "website": link})
    _, said, _ = terminal.run("history", lina, record)
    (line,) = [line for line in said.splitlines() if link in line]
    assert "Lina" in line
    assert "website" in line
