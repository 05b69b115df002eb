"""Saving a print where it cannot be: one plain sentence each time, nothing half written, the print stays and can be saved elsewhere."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from ctip_desktop.errors import WorldError
from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import records
from ctip_desktop.reports.audience import Audience
from ctip_desktop.reports.build import Kind, Report, build
from ctip_desktop.workspace.workspace import Workspace
from tests.reports.coast import Coast


@pytest.fixture(scope="module")
def report(coast: Coast) -> Report:
    return build(coast.ws, Kind.STAGE, about=coast.okavi)


def refused(report: Report, path: Path) -> str:
    """The sentence of a save that fails; nothing but what was there before is in the folder afterwards."""
    before = sorted(path.parent.iterdir()) if path.parent.is_dir() else []
    with pytest.raises(WorldError) as found:
        report.save(path)
    assert found.value.next_step
    assert "Errno" not in str(found.value)
    assert (sorted(path.parent.iterdir()) if path.parent.is_dir() else []) == before
    return str(found.value)


def test_a_folder_that_is_not_there(report: Report, tmp_path: Path) -> None:
    assert "There is no folder" in refused(report, tmp_path / "gone" / "stage.pdf")


def test_a_name_that_is_too_long(report: Report, tmp_path: Path) -> None:
    assert "is too long for this drive" in refused(report, tmp_path / f"{'a' * 300}.pdf")


def test_a_folder_in_the_place_of_the_file(report: Report, tmp_path: Path) -> None:
    (tmp_path / "stage.pdf").mkdir()
    assert "is a folder" in refused(report, tmp_path / "stage.pdf")


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EDQUOT])
def test_a_full_or_locked_disk_leaves_the_file_before_as_it_was(report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    path = tmp_path / "stage.pdf"
    path.write_bytes(b"%PDF-1.4 the print of last month")

    def full(*_what: object, **_more: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", full)
        patched.setattr(os, "fsync", full)
        said = refused(report, path)
    assert "is full" in said or "read-only" in said
    assert path.read_bytes() == b"%PDF-1.4 the print of last month"
    report.save(path)
    assert path.read_bytes() == report.pdf


@pytest.mark.parametrize("kind", [Kind.PORTFOLIO, Kind.RANKING])
def test_a_programme_without_any_company_and_currency_has_its_prints(bare: Workspace, kind: Kind) -> None:
    report = build(bare, kind)
    assert report.pages == 1
    assert report.leaks == ()


def test_a_print_about_a_company_that_is_missing_is_refused_in_a_sentence(bare: Workspace) -> None:
    with pytest.raises(WorldError, match="Which company"):
        build(bare, Kind.COMPANY)


def test_money_without_a_currency_is_printed_as_it_was_written(bare: Workspace) -> None:
    company = records.create(bare, "company", answers={"name": Answer.of("Nova")}).created[0]
    idea = records.create(bare, "opportunity", about=company, answers={"title": Answer.of("Idea")}).created[0]
    pair = records.create(bare, "partnership", about=idea, answers={"name": Answer.of("Pair")}).created[0]
    gift = {"kind": "cash", "source_class": "private", "amount": 5000.0, "state": "received"}
    known = {question.name for question in bare.catalogue.form("contribution").walk()}
    records.create(bare, "contribution", about=pair, answers={name: Answer.of(value) for name, value in gift.items() if name in known})
    for kind, about in ((Kind.PARTNERSHIP, pair), (Kind.PORTFOLIO, None)):
        assert build(bare, kind, about=about).leaks == ()


def test_a_withheld_value_that_is_an_everyday_word_does_not_stop_a_print(bare: Workspace) -> None:
    company = records.create(bare, "company", answers={"name": Answer.of("Nova Textiles")}).created[0]
    for words in ("open", "answer", "the company", "Thailand", "2006"):
        records.create(bare, "desk_research", about=company, answers={"treatment": Answer.of(words)})
    for audience in Audience:
        report = build(bare, Kind.COMPANY, about=company, audience=audience)
        report.check()
        assert report.leaks == ()
