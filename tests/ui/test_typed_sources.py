"""What is typed as a source is what it is taken for: a web address, a file on the laptop, or words."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QLocale

from ctip_desktop.forms.model import Question
from ui.forms.evidence import Evidence


@pytest.fixture
def evidence(qtbot):
    one = Evidence(Question("q", "text", label="Question"), SimpleNamespace(locale=QLocale("en_GB")))
    qtbot.addWidget(one)
    one.show_sources((), missing=True)
    one.show()
    return one


def said(evidence, text) -> list[str]:
    """Type a source and leave the line; returns the titles that were added."""
    titles: list[str] = []
    evidence.added.connect(lambda source: titles.append(source.title))
    evidence.quick.line.setText(text)
    evidence.quick.line.editingFinished.emit()
    return titles


@pytest.mark.parametrize("address", ["example.org/report", "example.org", "www.example.org", "https://example.org"])
def test_a_web_address_is_a_link_with_and_without_https(evidence, address):
    assert said(evidence, address) == []
    assert (evidence.editor.title.text(), evidence.editor.link.text()) == ("example.org", address)


@pytest.mark.parametrize("words", ["Yearly report.pdf", "report.pdf", "The head of sourcing", "ILO/IOM report"])
def test_words_and_the_name_of_a_paper_are_a_title(evidence, words):
    assert said(evidence, words) == [words]


@pytest.mark.parametrize(("name", "what"), [("missing.pdf", "missing.pdf is not there."), ("folder", "folder is a folder.")])
def test_a_typed_place_without_a_file_is_said_to_be_so_and_stays(evidence, tmp_path, name, what):
    (tmp_path / "folder").mkdir()
    assert said(evidence, str(tmp_path / name)) == []
    assert evidence.asked.words.text().startswith(what)
    assert evidence.asked.take.isHidden()
    assert evidence.quick.line.text() == str(tmp_path / name)


def test_a_typed_place_of_a_file_is_offered_as_that_file(evidence, tmp_path):
    (tmp_path / "there.txt").write_text("x", encoding="utf-8")
    assert said(evidence, f"file://{tmp_path / 'there.txt'}") == []
    assert evidence.asked.file == tmp_path / "there.txt"
    assert not evidence.asked.take.isHidden()
    assert evidence.quick.line.text() == ""
