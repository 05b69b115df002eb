"""`ctip sharing`: who may read which form, on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_cli import Terminal


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Terminal:
    typed = Terminal(monkeypatch, capsys, tmp_path)
    typed.json("new", "a.ctip", "--programme", "North", "--person", "Ana")
    return typed


def chosen(terminal: Terminal, form: str) -> str:
    return next(line["chosen"] for line in terminal.json("sharing", "list", "a.ctip") if line["form"] == form)


def test_a_form_is_kept_with_the_team_and_given_back_to_its_marks(terminal: Terminal) -> None:
    assert chosen(terminal, "milestone") == "as_form"
    assert terminal.json("sharing", "set", "a.ctip", "milestone", "team")["changed"] is True
    assert chosen(terminal, "milestone") == "team"
    assert terminal.json("sharing", "set", "a.ctip", "milestone", "team")["changed"] is False
    terminal.json("sharing", "set", "a.ctip", "milestone", "as_form")
    assert chosen(terminal, "milestone") == "as_form"


def test_another_word_is_refused_and_the_choices_are_named(terminal: Terminal) -> None:
    code, _out, said = terminal.run("sharing", "set", "a.ctip", "milestone", "nobody")
    assert code == 1
    assert "partner_donor" in said
    assert terminal.run("sharing", "set", "a.ctip", "no_such_form", "team")[0] == 1
    assert chosen(terminal, "milestone") == "as_form"
