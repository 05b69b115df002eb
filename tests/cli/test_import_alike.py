"""`ctip import` names rows that may be a company that is there, and takes a person's word for each."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_cli import Terminal

LIST = 'name,country,website\n"OKAVI GARMENTS CO., LTD.",TH,okavi.example\nLumo Shoes,TH,\n'


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Terminal:
    typed = Terminal(monkeypatch, capsys, tmp_path)
    typed.json("new", "a.ctip", "--programme", "North", "--person", "Ana")
    typed.json("add", "a.ctip", "company", "--answers", "-", typed='{"name": "Okavi Garments", "country": "TH"}')
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    return typed


def test_a_row_is_named_then_joined(terminal: Terminal) -> None:
    order = ("import", "a.ctip", "list.csv", "--form", "company")
    (alike,) = terminal.json(*order, "--dry-run")["lookalikes"]
    assert (alike["row"], alike["of_title"], alike["likeness"], alike["decision"]) == (2, "Okavi Garments", 100, "add")
    done = terminal.json(*order, "--row", "2=same")
    assert (done["created"], done["joined"]) == (1, 1)
    assert sorted(one["title"] for one in terminal.json("list", "a.ctip", "company")) == ["Lumo Shoes", "Okavi Garments"]


def test_one_word_for_all_of_them(terminal: Terminal) -> None:
    _, out, _ = terminal.run("import", "a.ctip", "list.csv", "--form", "company", "--alike", "skip")
    assert "Row 2 “OKAVI GARMENTS CO., LTD.” is written differently, but may be the same as “Okavi Garments” (there already); it stays out." in out
    assert len(terminal.json("list", "a.ctip", "company")) == 2


@pytest.mark.parametrize("word", ["2=maybe", "x=same", "3=same"])
def test_a_word_that_says_nothing_is_refused(terminal: Terminal, word: str) -> None:
    code, _, err = terminal.run("import", "a.ctip", "list.csv", "--form", "company", "--row", word)
    assert code == 1
    assert "Nothing was changed." in err
