"""The report on all partnerships: all figures, and no name or amount that an agreement hides."""

from __future__ import annotations

from pathlib import Path

import pytest

from ctip_desktop.errors import WorldError
from ctip_desktop.forms.catalogue import Catalogue
from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import records
from ctip_desktop.practice.maturity import CAPTIONS, LABELS, PATH
from ctip_desktop.queries.figures import figures
from ctip_desktop.queries.records import list_records
from ctip_desktop.reports.build import Options, Report, build
from tests.reports.coast import HIDDEN, NEVER, Coast
from tests.reports.reading_back import packed, text_of


def printed(coast: Coast, reader: str = "internal", paper: str = "a4") -> Report:
    report = build(coast.ws, "portfolio", audience=reader, options=Options(paper=paper))
    assert (report.leaks, report.missing) == ((), ())
    return report


def test_nda_hides_a_company_s_name_from_the_donor_figures_and_from_the_pipeline_print(coast: Coast) -> None:
    for reader in ("donor", "public"):
        text = packed(text_of(printed(coast, reader).pdf))
        for name in (HIDDEN, "Fenwick", "Fenwick CT", "Tarn Valley", "Hotel Marisol"):
            assert packed(name) not in text
    donor = text_of(printed(coast, "donor").pdf)
    assert "Line leaders at Company A" in donor  # as a partnership and as an opportunity on the way
    assert "Company A, electronics" in donor
    assert "Company B, hospitality and tourism" in donor  # an agreement without a record of it
    assert HIDDEN in text_of(printed(coast).pdf)


def test_a_partnership_that_is_called_by_the_first_word_of_a_hidden_name_does_not_tell_it(tmp_path: Path, catalogue: Catalogue) -> None:
    with Coast(tmp_path, catalogue).closing() as coast:
        records.answer(coast.ws, coast.coaching, "name", Answer.of("Fenwick’s line leaders"))
        donor = text_of(printed(coast, "donor").pdf)
        assert "Company A’s line leaders" in donor
        assert "fenwick" not in donor.casefold()
        assert "Fenwick’s line leaders" in text_of(printed(coast).pdf)


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("reader", ["donor", "public"])
def test_no_word_of_the_team_and_no_name_of_a_person_is_in_it(coast: Coast, reader: str, paper: str) -> None:
    text = packed(text_of(printed(coast, reader, paper).pdf))
    assert [words for words in (*NEVER, "Lina Tarvo", "Anek Toru", "Joram Pesk") if packed(words) in text] == []


def test_a_hidden_amount_does_not_follow_from_the_others(coast: Coast) -> None:
    text = text_of(printed(coast, "donor").pdf)
    assert "91,375" not in text  # withheld by agreement
    assert "188,000" not in text  # held back beside it
    assert "306,625" not in text
    assert "3 amounts not shown, together" in text
    assert "586,000" in text
    team = text_of(printed(coast).pdf)
    assert "91,375" in team
    assert "188,000" in team


def test_the_total_of_a_partnership_whose_own_agreement_hides_money_is_told_nowhere(tmp_path: Path, catalogue: Catalogue) -> None:
    """Two partners and four amounts: enough to hide one giver among the others, but here all givers are bound."""
    with Coast(tmp_path, catalogue).closing() as coast:
        coast.ended()  # small enough to be held back in place of this one
        assert "306,625" in text_of(printed(coast, "donor").pdf)
        coast.make("nda", coast.fees, signed_on="2026-01-10", shareable=["existence", "sector", "country"], anonymous_label="Company F")
        for text in (text_of(printed(coast, "donor").pdf), text_of(build(coast.ws, "partnership", about=coast.fees, audience="donor").pdf)):
            assert "306,625" not in text
        assert "306,625" in text_of(printed(coast).pdf)


def test_sums_and_shares_count_the_same_money_also_of_partnerships_that_ended(tmp_path: Path, catalogue: Catalogue) -> None:
    with Coast(tmp_path, catalogue).closing() as coast:
        coast.ended()
        secured = next(each for each in figures(coast.ws) if each.name == "private_secured")
        assert "596,000" in secured.text
        for reader in ("internal", "donor"):
            text = text_of(printed(coast, reader).pdf)
            assert "596,000" in text  # 586,000 of those that run, and this one
            assert "1 partnership not running now" in text
            assert "Market stalls" not in text.split("The 5 partnerships")[1].split("Sum")[0]


def test_too_few_to_hide_among_and_no_sum_is_told(tmp_path: Path, catalogue: Catalogue) -> None:
    with Coast(tmp_path, catalogue).closing() as coast:
        for each in list_records(coast.ws, "contribution"):
            if each.about in (coast.fees, coast.vessels):
                records.delete(coast.ws, each.id)
        text = text_of(printed(coast, "donor").pdf)
    assert "91,375" not in text
    assert "held back" not in text


def test_every_figure_that_can_be_counted_is_told_with_how(coast: Coast) -> None:
    text = packed(text_of(printed(coast, "donor").pdf))
    for each in figures(coast.ws):
        assert packed(each.label) in text or packed(each.label[0].lower() + each.label[1:]) in text
        if each.value is not None:
            assert packed(each.formula) in text


def test_stages_are_four_equal_cells_in_the_order_of_the_path(coast: Coast) -> None:
    donor = text_of(printed(coast, "donor").pdf)
    places = [donor.index(CAPTIONS[stage]) for stage in PATH]
    assert places == sorted(places)
    assert "no place is better than another" in donor
    assert [label for label in LABELS.values() if f"{label} " in donor.split("Companies on the path")[1].split("Places on a path")[0]] == []


def test_the_public_reads_counts_and_no_money_target_or_single_partnership(coast: Coast) -> None:
    text = text_of(printed(coast, "public").pdf)
    assert "5 partnerships" in text
    assert [
        words for words in ("586,000", "USD", "target", "Recruitment without fees", "Worker voice line", "Okavi", "shared value") if words in text
    ] == []


def test_it_is_not_for_one_partner(coast: Coast) -> None:
    with pytest.raises(WorldError, match="The partnerships report is for the team, the donor and the public only"):
        build(coast.ws, "portfolio", audience="partner")


def test_it_ends_with_how_to_read_it_and_eight_words_that_change_with_the_data_and_the_time(coast: Coast) -> None:
    first, second = printed(coast, "donor"), printed(coast, "donor")
    assert len(first.words) == len(second.words) == 8
    assert first.words != second.words  # made a second later
    text = text_of(first.pdf)
    assert "Is this the real report?" in text
    assert all(word in text for word in first.words)
    assert printed(coast, "public").words == ()  # too short for a page of its own
