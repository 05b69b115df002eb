"""The page of the handbook on the command line: what it shows can be typed, in that order, and no command is missing from it."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from ctip_desktop.cli.app import app
from tests.cli.test_cli import Terminal
from tests.cli.test_own_forms import SURVEY, workbook

PAGE = (Path(__file__).parents[2] / "docs" / "handbook" / "command-line.md").read_text(encoding="utf-8")
FILES = {
    "list.csv": "name,country,website\nSelan Pearl Fisheries,TH,https://selanpearl.example\n",
    "answers.json": json.dumps({"company_cases": "no"}),
    "statements.csv": "Company,Says,Link,Year\nSelan Pearl Fisheries,No training,https://selanpearl.example/statement,2024\n",
}


@pytest.fixture
def ctip(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Terminal:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    workbook(tmp_path / "our_form.xlsx", SURVEY)
    return Terminal(monkeypatch, capsys, tmp_path)


def _commands() -> Iterator[str]:
    for name, command in getattr(typer.main.get_command(app), "commands", {}).items():
        inner = getattr(command, "commands", {})
        yield from (f"{name} {one}" for one in inner) if inner else [name]


def _shown() -> list[str]:
    return [line for block in re.findall(r"```\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()]


def test_the_page_shows_every_command() -> None:
    assert [name for name in _commands() if f"`ctip {name}" not in PAGE and f"\nctip {name}" not in PAGE] == []


def test_what_the_page_shows_can_be_typed_from_the_first_line_to_the_last(ctip: Terminal) -> None:
    ids: dict[str, str] = {}
    for line in _shown():
        words = [ids.get(word, word) for word in shlex.split(line)[1:]]
        code, out, error = ctip.run(*words)
        assert code == 0, f"{line}\n{out}{error}"
        if words[:2] == ["list", "lina.ctip"]:
            ids["COMPANY"] = ctip.json(*words)[0]["id"]
        if words[:2] == ["bundle", "import"]:
            ids["BUNDLE"] = re.findall(r"revert \S+ (\S+)", out)[0]
        if words[0] == "backup":
            ids["BACKUP"] = str(next((ctip.folder / "copies").iterdir()))
    assert (ctip.folder / "company.pdf").read_bytes().startswith(b"%PDF")
