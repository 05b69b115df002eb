"""Taking an import back at a terminal: looked at first, said what goes, and brought back."""

from __future__ import annotations

from pathlib import Path

import pytest

from ctip_desktop.workspace.workspace import Workspace
from tests.cli.test_cli import PASSPHRASE, Terminal, exchange_cards, hand_over


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Terminal:
    return Terminal(monkeypatch, capsys, tmp_path)


@pytest.fixture
def laptops(terminal: Terminal, tmp_path: Path) -> tuple[Path, Path]:
    paths = tmp_path / "Lina.ctip", tmp_path / "Joram.ctip"
    for path in paths:
        Workspace.create(path, programme="Lantern Coast", person=path.stem, device=path.stem, passphrase=PASSPHRASE).close()
    exchange_cards(terminal, *paths)
    return paths


def test_what_would_go_is_said_first_and_it_comes_back_whole(terminal: Terminal, laptops: tuple[Path, Path]) -> None:
    lina, joram = laptops
    record = terminal.add(lina, "company", {"name": "Selan Pearl"})
    receipt = hand_over(terminal, lina, joram, 1)
    assert len(receipt["words"]) == 5
    terminal.json("set", joram, record, "place=Port Selan")
    looked = terminal.json("bundle", "revert", joram, receipt["bundle"], "--look")
    assert ([one["title"] for one in looked["gone"]], looked["hidden"], looked["taken_back"]) == (["Selan Pearl"], 1, 0)
    assert len(terminal.json("list", joram, "company")) == 1
    _, said, _ = terminal.run("bundle", "revert", joram, receipt["bundle"])
    assert "Hidden with them, changes of your own: 1." in said
    assert terminal.json("list", joram, "company") == []
    assert terminal.json("bundle", "restore", joram, receipt["bundle"])["changes"] == receipt["changes"]
    assert terminal.json("show", joram, record)["answers"]["place"]["value"] == "Port Selan"


def test_work_of_a_laptop_whose_card_is_not_here_is_said_to_wait(terminal: Terminal, laptops: tuple[Path, Path], tmp_path: Path) -> None:
    lina, joram = laptops
    omar = tmp_path / "Omar.ctip"
    Workspace.create(omar, programme="Lantern Coast", person="Omar", device="Omar", passphrase=PASSPHRASE).close()
    exchange_cards(terminal, lina, omar)
    terminal.add(omar, "company", {"name": "Okavi Garments"})
    hand_over(terminal, omar, lina, 1)
    bundle = tmp_path / "on.ctipbundle"
    assert terminal.run("bundle", "export", lina, "--to", "Joram", "-o", bundle)[0] == 0
    for command in ("preview", "import"):
        code, said, _ = terminal.run("bundle", command, joram, bundle)
        assert code == 0
        assert "change nothing here" in said
        assert "by Omar wait: the card of that laptop has not been added here" in said
    assert terminal.json("list", joram, "company") == []
