"""The forms are read once; a snapshot never shows anything else than the form files say."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from ctip_desktop.forms import snapshot
from ctip_desktop.forms.catalogue import Catalogue
from ctip_desktop.forms.compiled import compile_form
from ctip_desktop.workspace.known_forms import NAME, known_forms


@pytest.fixture(scope="module")
def read() -> Catalogue:
    return Catalogue.built_in()


@pytest.fixture
def kept(read: Catalogue, tmp_path: Path) -> Path:
    """A folder with a snapshot."""
    (tmp_path / NAME).write_bytes(snapshot.pack(read.forms(), snapshot.sources()))
    return tmp_path


def never(*_: object) -> Catalogue:
    raise AssertionError("the form files were read again")


def test_what_was_kept_is_what_the_files_say(read: Catalogue, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Catalogue, "built_in", never)
    found = known_forms(kept)
    assert found.names() == read.names()
    assert found.forms() == read.forms()
    for one, other in zip(found.forms(), read.forms(), strict=True):
        assert [question.line for question in one.walk()] == [question.line for question in other.walk()]
        assert compile_form(one) is compile_form(found.form(one.name))


def test_the_first_start_keeps_a_snapshot(read: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Catalogue, "built_in", lambda: read)
    assert known_forms(tmp_path / "state") is read
    monkeypatch.setattr(Catalogue, "built_in", never)
    assert known_forms(tmp_path / "state").forms() == read.forms()


def test_a_changed_form_or_program_makes_a_snapshot_worthless(kept: Path) -> None:
    assert snapshot.unpack((kept / NAME).read_bytes(), bytes(32)) is None


@pytest.mark.parametrize("damage", [lambda data: data[:-1], lambda data: data[:100] + b"x" + data[101:], lambda data: b"", lambda data: b"not one"])
def test_a_damaged_snapshot_is_made_again(damage, read: Catalogue, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = (kept / NAME).read_bytes()
    (kept / NAME).write_bytes(damage(whole))
    monkeypatch.setattr(Catalogue, "built_in", lambda: read)
    assert known_forms(kept) is read
    assert (kept / NAME).read_bytes() == whole


def test_a_state_folder_that_cannot_be_written_only_costs_time(read: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setattr(Catalogue, "built_in", lambda: read)
    assert known_forms(tmp_path / "file").forms() == read.forms()


def test_a_form_of_the_snapshot_can_be_tailored(read: Catalogue, kept: Path) -> None:
    form = dataclasses.replace(read.form("company"), version="1-north")
    found = known_forms(kept).with_form(form)
    assert found.versions("company") == ("1", "1-north")
    assert found.form("company") is form
    assert found.form("company", "1") == read.form("company")
