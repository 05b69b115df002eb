"""Texts of the window: English says one and many rightly, and the compiled file is up to date."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator

from ctip_desktop.said import Said
from ui.words import said_words

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "packaging"))

import strings  # noqa: E402  # the tool lies beside the packaging scripts

EN = ROOT / "resources" / "i18n" / "ctip_en.ts"
COUNTED = [text for text in strings.texts() if strings.PLURAL in text.source]


def test_texts_are_found_in_every_part_of_the_window():
    contexts = {text.context for text in strings.texts()}
    assert {"HomePage", "Rail", "Unlock", "CompaniesPage", "StagePart", "Words"} <= contexts


@pytest.mark.parametrize("text", COUNTED, ids=lambda text: f"{text.context}: {text.source[:40]}")
def test_one_is_not_said_as_many(qapp, text):
    one, many = (QCoreApplication.translate(text.context, text.source, None, n) for n in (1, 2))
    thousands = QCoreApplication.translate(text.context, text.source, None, 12345)
    assert "12,345" in thousands, "run: python packaging/strings.py"
    assert "%n" not in one + many, "run: python packaging/strings.py"
    assert all(strings.read(EN)[text])


def test_with_one_the_verb_says_one_too():
    several = (" keep ", " appear ", " have ", " are ", " were ", " they is ", " go on ", "attached files")
    spoken = {text.source: one for text, (one, _many) in strings.read(EN).items() if text.source.startswith(strings.PLURAL)}
    assert not [one for one in spoken.values() if any(verb in one.partition(":")[0] for verb in several)]


def test_nothing_is_translated_that_is_no_longer_said(qapp):
    known = strings.read(EN)
    assert set(known) == set(COUNTED), "run: python packaging/strings.py"


def test_the_compiled_file_says_what_the_source_says(qapp):
    compiled = QTranslator()
    assert compiled.load(str(ROOT / "resources" / "i18n" / "ctip_en.qm"))
    for text, (one, _many) in strings.read(EN).items():
        assert compiled.translate(text.context, text.source, None, 1) == one


def test_the_sentences_of_the_queries_are_among_the_texts_of_the_window() -> None:
    assert strings.Text("Said", "If the weight of {0} goes from {1} to {2}, “{3}” comes first.") in strings.texts()
    assert said_words(Said("“{0}” has no place in this round.", ("Fees {paid}",))) == "“Fees {paid}” has no place in this round."
