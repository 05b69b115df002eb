"""`ctip export`: where the file is written, and what it never writes over."""

from __future__ import annotations

import errno
import zipfile
from pathlib import Path

import pytest

from ctip_desktop.workspace.problems import explain
from tests.cli.test_cli import Terminal


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Terminal:
    typed = Terminal(monkeypatch, capsys, tmp_path)
    typed.json("new", "a.ctip", "--programme", "North", "--person", "Ana")
    return typed


def test_a_file_that_is_there_is_written_over_only_when_a_person_says_so(terminal: Terminal, tmp_path: Path) -> None:
    there = tmp_path / "all.zip"
    with zipfile.ZipFile(there, "w") as archive:
        archive.writestr("last_year.txt", "the only copy")
    before = there.read_bytes()
    code, _, error = terminal.run("export", "a.ctip", "--open", "-o", "all.zip")
    assert code == 1
    assert "already a file “all.zip”" in error
    assert "--replace" in error
    assert there.read_bytes() == before
    terminal.json("export", "a.ctip", "--open", "-o", "all.zip", "--replace")
    with zipfile.ZipFile(there) as archive:
        assert "records.json" in archive.namelist()


def test_a_name_typed_alone_is_refused_with_the_name_of_its_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    said = explain(OSError(errno.EROFS, "read-only"), Path("all.zip"))
    assert said is not None
    assert f"folder “{tmp_path.name}” is read-only" in said.what
