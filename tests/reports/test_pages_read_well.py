"""What somebody with the page in hand stumbles over: words over each other, marks off the page, days that are no days, counts that lack one."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctip_desktop.forms.catalogue import Catalogue
from ctip_desktop.queries import opportunities
from ctip_desktop.queries.records import list_records
from ctip_desktop.reports.build import Kind, Options, build
from ctip_desktop.reports.partner_charts import MilestoneMark, milestone_line
from ctip_desktop.reports.pulse_charts import SIDE, labels, overlap, words_area
from ctip_desktop.reports.words import title_words, written_day
from ctip_desktop.workspace.workspace import Workspace
from tests.reports.coast import Coast
from tests.reports.reading_back import text_of
from tests.reports.test_long import printed


# ---------------------------------------------------------------- charts
def places_of(pdf: bytes, number: int) -> list[float]:
    """From the left edge: where each number of a milestone stands on the page."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        text = document[0].get_textpage()
        found = []
        for one in range(1, number + 1):
            at = text.search(str(one), match_whole_word=True).get_next()
            found += [text.get_charbox(at[0])[0]] if at else []
        return found
    finally:
        document.close()


@pytest.mark.parametrize("number", [3, 12, 60])
def test_milestones_stay_on_the_page_however_many_they_are(number: int) -> None:
    begin = date(2026, 10, 1)
    marks = [MilestoneMark(n, begin + timedelta(days=n if number > 3 else 0), n % 3 == 0, n % 2 == 0) for n in range(1, number + 1)]
    places = places_of(printed(milestone_line(marks, date(2026, 10, 13))), number)
    assert max(places) < 595.28 - 51.64
    assert len(places) >= min(number, 12)  # the table below holds the others


MEANS = st.floats(1, 5)


@given(MEANS, MEANS, MEANS, MEANS)
def test_the_words_of_the_fit_check_stand_in_the_square_and_not_over_each_other(a: float, b: float, c: float, d: float) -> None:
    unit = SIDE / 4
    marks = [("partner", (unit * (a - 1), unit * (5 - b))), ("ours", (unit * (c - 1), unit * (5 - d)))]
    areas = [words_area(name, spot) for name, spot in labels(marks, 0.0, 0.0)]
    assert not any(overlap(one, other) for one, other in combinations(areas, 2))
    assert all(area[0] >= 0 and area[2] <= SIDE for area in areas)


def test_a_mark_below_the_advice_of_its_corner_has_its_word_elsewhere() -> None:
    unit = SIDE / 4
    ((_, spot),) = labels([("partner", (unit * 3.25, unit * 0.6))], 0.0, 0.0)
    advice = words_area("Continue", (SIDE - 6, 12, "end"))
    assert not overlap(words_area("partner", spot), advice)


# ---------------------------------------------------------------- rankings
def test_a_round_without_a_ranked_opportunity_has_no_empty_chart(sample: Workspace) -> None:
    begun = opportunities.rounds(sample)[-1]
    assert not opportunities.ranking(sample, begun.id).rows
    text = text_of(build(sample, Kind.RANKING, options=Options(round=begun.id)).pdf)
    assert "No opportunity is ranked yet" in text
    assert "none ranked, " in text
    assert "No opportunity has a place in this round yet." in text
    assert "No sheet is handed in yet." in text
    assert "Stays in place" not in text
    assert "No of nine" not in text


def test_two_lines_of_what_is_left_out_take_no_page_of_their_own(sample: Workspace) -> None:
    first = opportunities.ranking(sample).rows or opportunities.ranking(sample, opportunities.rounds(sample)[1].id).rows
    report = build(sample, Kind.SCORE_CARD, about=first[0].id, audience="donor", options=Options(round=opportunities.rounds(sample)[1].id))
    assert report.pages == 1
    text = text_of(report.pdf)
    for line in report.left_out:
        assert f"({line.count})" in text


# ---------------------------------------------------------------- partnerships
def test_what_a_partnership_left_undone_is_neither_next_nor_overdue(tmp_path: Path, catalogue: Catalogue) -> None:
    with Coast(tmp_path, catalogue).closing() as coast:
        over = coast.ended()
        coast.make("milestone", over, text="Stalls without fees", kind="outcome", due="2025-01-08")
        text = text_of(build(coast.ws, Kind.PARTNERSHIP, about=over).pdf)
    assert "was due 8 Jan 2025" in text
    assert "next, " not in text
    assert "overdue" not in text


def test_an_overdue_milestone_leaves_the_word_next_to_the_one_that_comes(tmp_path: Path, catalogue: Catalogue) -> None:
    with Coast(tmp_path, catalogue).closing() as coast:
        coast.make("milestone", coast.fees, text="Late rule", kind="output", due="2026-09-01")
        text = text_of(build(coast.ws, Kind.PARTNERSHIP, about=coast.fees).pdf)
    assert "was due 1 Sep 2026" in text
    assert "next, 27 Oct 2026" in text
    assert "1 milestone overdue." in text


def test_companies_beside_the_path_are_counted_beside_it(sample: Workspace) -> None:
    text = text_of(build(sample, Kind.PORTFOLIO).pdf)
    assert "1 company not placed yet, 1 company not engaging now" in text
    assert sum(map(int, ("4", "6", "2", "1", "1", "1"))) == len(list_records(sample, "company"))


def test_a_count_that_may_be_higher_says_so_in_the_table_too(sample: Workspace) -> None:
    for reader in ("internal", "public"):
        assert text_of(build(sample, Kind.PORTFOLIO, audience=reader).pdf).count("at least 19") == (2 if reader == "public" else 1)


# ---------------------------------------------------------------- days and amounts
def test_a_title_on_paper_has_days_and_amounts_as_all_others() -> None:
    assert title_words("Change of an agreement, 2026-06-17") == "Change of an agreement, 17 Jun 2026"
    assert title_words("Goods, services or time: 1200 USD") == "Goods, services or time: 1,200 USD"
    assert title_words("Wave 2026-13-40") == "Wave 2026-13-40"
    assert (written_day("2026-06"), written_day("2026-2"), written_day("2025")) == ("Jun 2026", "2026-2", "2025")


def test_no_iso_day_stands_on_the_sheet_of_a_record_or_in_a_list(sample: Workspace) -> None:
    for form in ("conversation", "agreement", "effort"):
        text = text_of(build(sample, Kind.RECORD, options=Options(record=list_records(sample, form)[0].id)).pdf)
        assert "-0" not in text
    assert "2026-06" not in text_of(build(sample, Kind.LIST, options=Options(form="source")).pdf)


def test_a_word_of_the_head_of_a_list_is_not_broken(sample: Workspace) -> None:
    assert "organisations?" in text_of(build(sample, Kind.LIST, options=Options(form="co_creation")).pdf)


def test_large_amounts_stand_on_one_line(tmp_path: Path, catalogue: Catalogue) -> None:
    with Coast(tmp_path, catalogue).closing() as coast:
        coast.make("contribution", coast.fees, date="2026-05-12", kind="cash", value=148_148_146.8, currency="USD", state="received",
                   source_class="private", use_class="strategic", partner=str(coast.okavi))  # fmt: skip
        text = text_of(build(coast.ws, Kind.PORTFOLIO).pdf)
    given = 148_148_146.8 + 130_000 + 68_000 + 80_500 + 28_125
    assert f"{given:,.2f}" in text


# ---------------------------------------------------------------- paper forms
def test_a_company_is_not_asked_what_the_program_fills_in(sample: Workspace) -> None:
    partner = text_of(build(sample, Kind.BLANK_FORM, audience="partner", options=Options(form="placement")).pdf)
    assert "What did the answers suggest" not in partner
    assert "At which stage is the company now?" in partner


def test_the_line_below_a_name_begins_with_a_capital(tmp_path: Path, catalogue: Catalogue) -> None:
    with Coast(tmp_path, catalogue).closing() as coast:
        bare = coast.make("company", name="Only a name")
        coast.make("opportunity", bare, title="An idea", status="spotted")
        assert "Step: spotted" in text_of(build(coast.ws, Kind.COMPANY, about=bare).pdf)
