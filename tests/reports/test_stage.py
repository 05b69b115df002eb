"""The stage sheet: a place on a path, never a grade; the company reads its own words and points to talk about, never a "no"."""

from __future__ import annotations

import pytest

from ctip_desktop.errors import WorldError
from ctip_desktop.practice.maturity import LABELS, PATH
from ctip_desktop.reports.build import Options, build
from tests.reports.coast import NEVER, Coast
from tests.reports.reading_back import packed, pages_of


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("reader", ["internal", "partner"])
def test_it_is_one_page_without_a_leak(coast: Coast, reader: str, paper: str) -> None:
    for company in (coast.pearl, coast.okavi, coast.fenwick, coast.marisol):
        report = build(coast.ws, "stage", about=company, audience=reader, options=Options(paper=paper))
        assert (report.pages, report.leaks, report.missing) == (1, (), ())


def test_the_company_reads_neutral_words_its_own_view_and_what_was_agreed(coast: Coast) -> None:
    (page,) = pages_of(build(coast.ws, "stage", about=coast.pearl, audience="partner").pdf)
    assert "For Selan Pearl Fisheries" in page
    assert "Your own view, 7 Oct 2026" in page
    assert "A channel where workers on vessels can speak up, tested in one port" in page
    assert "We show it to nobody else unless you agree" in page
    assert [word for word in LABELS.values() if word in page] == []


def test_our_view_of_its_stage_our_reasons_and_names_stay_with_the_team(coast: Coast) -> None:
    page = packed(" ".join(pages_of(build(coast.ws, "stage", about=coast.pearl, audience="partner").pdf)))
    kept = ("Our reading", "Four of five actions", "They feel further on", "Anek Toru", "Worker voice line", "Lina Tarvo", *NEVER)
    assert [words for words in kept if packed(words) in page] == []


def test_what_it_is_offered_does_not_tell_where_we_see_it(coast: Coast) -> None:
    (page,) = pages_of(build(coast.ws, "stage", about=coast.pearl, audience="partner").pdf)
    assert "Impact assessment or an independent worker voice" in page  # for the stage it sees itself at
    assert "Help with rules and risk" not in page  # for the stage we see it at


def test_only_what_it_told_or_showed_us_is_put_before_it(coast: Coast) -> None:
    (page,) = pages_of(build(coast.ws, "stage", about=coast.pearl, audience="partner").pdf)
    assert "Family boat yard since 1994" in page
    assert "Training at sea" not in page  # heard in a talk, without a source and a mark
    assert "38,000,000" not in page  # marked for the team


def test_the_team_reads_both_views_the_counts_and_the_opportunities(coast: Coast) -> None:
    (page,) = pages_of(build(coast.ws, "stage", about=coast.pearl).pdf)
    assert all(LABELS[stage] in page for stage in PATH)
    for words in ("Our team, 18 Sep 2026", "The company, 7 Oct 2026", "3 of 4 shown", "Anek Toru", "Worker voice line", "Name a date for the port"):
        assert words in page


def test_a_company_nobody_placed_is_asked_and_not_graded(coast: Coast) -> None:
    (page,) = pages_of(build(coast.ws, "stage", about=coast.okavi, audience="partner").pdf)
    assert "You choose where you see yourself." in page
    assert "No next step is agreed yet." in page


@pytest.mark.parametrize("reader", ["donor", "public"])
def test_nobody_else_gets_one(coast: Coast, reader: str) -> None:
    with pytest.raises(WorldError, match="A stage sheet is for the team and the partner only"):
        build(coast.ws, "stage", about=coast.pearl, audience=reader)
