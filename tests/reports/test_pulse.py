"""The relationship pulse on paper: means from three people on, never a person, the partner's version without a rule."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pypdfium2
import pytest

from ctip_desktop.errors import WorldError
from ctip_desktop.forms.catalogue import Catalogue
from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import records
from ctip_desktop.practice.fit_check import Cell, Position, Thresholds
from ctip_desktop.queries.records import list_records, show
from ctip_desktop.reports.build import Options, build
from ctip_desktop.reports.page import A4, Frame, Meta, Tab, make
from ctip_desktop.reports.pulse_charts import FitPlot
from tests.reports.coast import NEVER, RESPONDENTS, Coast
from tests.reports.reading_back import packed, pages_of
from tests.reports.samples import NOW


def page(coast: Coast, about: UUID, reader: str = "internal", paper: str = "a4") -> str:
    report = build(coast.ws, "pulse", about=about, audience=reader, options=Options(paper=paper))
    assert (report.leaks, report.missing) == ((), ())
    return " ".join(pages_of(report.pdf))


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("reader", ["internal", "partner"])
def test_no_name_of_anybody_who_answered_and_no_unreleased_comment_is_in_it(coast: Coast, reader: str, paper: str) -> None:
    for about in (coast.fees, coast.vessels, coast.coaching):
        text = packed(page(coast, about, reader, paper))
        names = (*NEVER, "Joram Pesk", "Sia Dorn", "Anek Toru", *(name.split()[0] for name in RESPONDENTS))
        assert [name for name in names if packed(name) in text] == []


def test_both_views_the_gap_and_the_trend_stand_side_by_side(coast: Coast) -> None:
    text = page(coast, coast.fees)
    for words in (
        "4 people of the partner and 3 people of the programme answered",
        "Largest gap: trust, 2.0.",
        "Commitment",
        "+1.3",
        "↓ 1.0",
        "Partner, 3 rounds",
    ):
        assert words in text
    assert "2025-2, Oct 2025 (5), 2026-1, Apr 2026 (4) and 2026-2, Oct 2026 (4)" in text


def test_a_comment_is_quoted_when_its_person_agreed(coast: Coast) -> None:
    for reader in ("internal", "partner"):
        assert "We wait long for an answer about the workshop budget." in page(coast, coast.fees, reader)


def test_two_answers_show_nothing(coast: Coast) -> None:
    text = page(coast, coast.vessels)
    assert "1 or 2 people of the partner and nobody of the programme answered" in text
    assert "fewer than 3 answers" in text
    assert "5.0" not in text


def test_the_team_reads_the_rule_and_which_quality_varies_most(coast: Coast) -> None:
    text = page(coast, coast.fees)
    assert "You see it differently: talk first." in text
    assert "The rule is a help. People decide." in text
    assert "Over all partnerships: commitment varies most between partners." in text


def test_the_team_reads_which_quality_varies_most_among_the_partner_s_people(tmp_path: Path, catalogue: Catalogue) -> None:
    with Coast(tmp_path, catalogue).closing() as own:
        sheets = [show(own.ws, each.id) for each in list_records(own.ws, "pulse", about=own.fees)]
        one = next(each for each in sheets if (each.answers["wave"].answer.value, each.answers["side"].answer.value) == ("2026-2", "partner"))
        records.answer(own.ws, one.id, "rp_4", Answer.of(1))
        assert "Among the partner’s people: openness varies most." in page(own, own.fees)
        assert "openness varies most" not in page(own, own.fees, "partner")


def test_the_partner_reads_no_fit_check_and_nothing_of_other_partnerships(coast: Coast) -> None:
    text = page(coast, coast.fees, "partner")
    assert "For the partners" in text
    assert [words for words in ("Fit check", "Stop investing", "stop investing", "varies most", "What the rule says") if words in text] == []


def test_a_partnership_nobody_was_asked_about_says_so(coast: Coast) -> None:
    assert "Nobody has answered a relationship pulse yet." in page(coast, coast.coaching)


@pytest.mark.parametrize("reader", ["donor", "public"])
def test_nobody_else_gets_one(coast: Coast, reader: str) -> None:
    with pytest.raises(WorldError, match="A relationship pulse is for the team and the partner only"):
        build(coast.ws, "pulse", about=coast.fees, audience=reader)


def test_two_views_at_the_same_place_keep_both_their_words() -> None:
    at = Position(quality=3.4, direction=3.0, cell=Cell.CONTINUE, borderline=False)
    frame = Frame("Programme", "Test", Tab("Our team only", "lock"), lambda anchors: "", "Made")
    plot = FitPlot(at, at, (), Thresholds())
    document = pypdfium2.PdfDocument(make([plot.figure()], A4, frame, Meta("Test", "Programme", "", NOW)).pdf)
    text = document[0].get_textpage()
    lines = {}
    for word in ("partner", "ours"):
        found = text.search(word, match_whole_word=True).get_next()
        assert found is not None
        index, _count = found
        lines[word] = text.get_charbox(index)[1]
    document.close()
    assert abs(lines["partner"] - lines["ours"]) > 12


def test_equal_views_are_said_to_be_equal(tmp_path: Path, catalogue: Catalogue) -> None:
    made = Coast(tmp_path, catalogue)
    with made.ws:
        for side in ("partner", "ours"):
            for number in range(3):
                made._pulse(made.coaching, f"Somebody {side} {number}", (4, 4, 4, 4, 5, 4), side, "2026-2", "2026-10-01", 9)
        text = page(made, made.coaching)
    assert "Both sides say the same." in text
    assert "Largest gap" not in text
