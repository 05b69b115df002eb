"""The ranking and the score card: the team's and the donor's print, and those who get neither."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest

from ctip_desktop.errors import WorldError
from ctip_desktop.practice.ranking import BlockRule, CostRule
from ctip_desktop.queries.naming import Told
from ctip_desktop.queries.opportunity_views import Ranking, ScoreCardView
from ctip_desktop.reports.audience import Audience
from ctip_desktop.reports.build import Report, ranking_report, score_card_report
from ctip_desktop.reports.rank_charts import Bar, RankingScale, Segment, place_rows
from ctip_desktop.reports.words import one_place
from tests.reports.reading_back import context, packed, pages_of, text_of
from tests.reports.score_samples import FACTORS, LINES, PEOPLE, ROUNDS, block_value, ranked_companies, ranking, score_card


def made(data: Ranking, audience: Audience = Audience.INTERNAL, **options: object) -> tuple[Report, str]:
    report = ranking_report(data, ranked_companies(), context(audience, **options))
    return report, text_of(report.pdf)


def card(data: ScoreCardView, audience: Audience = Audience.INTERNAL, **options: object) -> tuple[Report, str]:
    report = score_card_report(data, ranked_companies(), context(audience, **options))
    return report, text_of(report.pdf)


def test_the_team_finds_every_place_total_and_reason() -> None:
    report, text = made(ranking())
    for title, name, _, values, burden, stays, _, _ in LINES:
        assert title in text
        assert name in text
        assert one_place(sum(values) - burden) in text
        assert f"in {stays * 100:.0f} %" in text
    for words in (
        "Four of ten opportunities go on",
        "Cut line: four go on.",
        "staff for four until June 2027",
        "Drawn by Lina Tarvo on 12 Oct 2026",
        "Provisional, 4 of 15 open",
        "Guest worker camp kitchens",
        "A court case against Camp Ostrana is open.",
        "Crew rest house",
        "Parked: Waits for a cost figure, expected in November.",
        "known on land, new at sea",
        "Example, place 1. 4.0 + 4.0 + 3.5 − 2.8 = 8.7",
        "The rule is a help. People decide.",
        "Places 3, 4 and 5 are close (7.8, 7.7, 7.5)",
        "value minus burden, means",
        "version 2",
    ):
        assert packed(words) in packed(text), words
    assert report.leaks == ()


def test_the_donor_reads_agreed_figures_without_names_and_reasons_that_are_not_marked() -> None:
    report, text = made(ranking(), Audience.DONOR, ask="Please answer by 2 Nov 2026.")
    for words in (
        "For the donor",
        "What we ask of you. Please answer by 2 Nov 2026.",
        "We agree with changes",
        "staff for four until June 2027",
        "name withheld",
    ):
        assert words in text, words
    assert "Company A, seafood and fishing" in text
    for words in (
        "Hotel Meridel",
        "Tavo Recruiters",
        "Camp Ostrana",
        "Guest worker camp kitchens",
        "Lina Tarvo",
        "Joram Pesk",
        "known on land",
        "vessels and captains",
        "Waits for a cost figure",
    ):
        assert words not in text, words
    assert report.leaks == ()
    assert {(line.count, line.what) for line in report.left_out} >= {
        (32, "Single sheets, shown as agreed values and ranges"),
        (2, "Company names"),
        (1, "Opportunities behind “not ranked”"),
    }


@pytest.mark.parametrize("audience", [Audience.PARTNER, Audience.PUBLIC])
def test_a_company_and_the_public_get_neither_ranking_nor_score_card(audience: Audience) -> None:
    with pytest.raises(WorldError, match="for the team and the donor only"):
        made(ranking(), audience)
    with pytest.raises(WorldError, match="for the team and the donor only"):
        card(score_card(), audience)


def test_the_donor_waits_until_the_round_is_closed() -> None:
    still_open = replace(ranking(), round=replace(ROUNDS[1], closed=False))
    with pytest.raises(WorldError, match="only after the round is closed"):
        made(still_open, Audience.DONOR)
    with pytest.raises(WorldError, match="only after the round is closed"):
        card(score_card(closed=False), Audience.DONOR)
    made(still_open)


def test_no_round_and_no_result_are_one_quiet_sentence() -> None:
    none = replace(ranking(), round=None, rounds=(), rows=(), cut=None, excluded=(), unscored=(), movements=(), disagreements=(), flips=())
    report, text = made(none)
    assert "No opportunity is ranked yet" in text
    assert "Nothing is scored yet, so no opportunity has a place." in text
    assert report.pages == 1


def test_a_first_round_without_a_cut_line() -> None:
    data = ranking()
    rows = tuple(replace(r, move=None, previous_rank=None, above_cut=None) for r in data.rows)
    _, text = made(replace(data, rounds=(ROUNDS[1],), cut=None, rows=rows, disagreements=()))
    assert "Eight of ten opportunities in order" in text
    assert "This is the first round with a result" in text
    assert "No factor had sheets two or more apart." in text


def test_ties_share_a_place() -> None:
    data = ranking()
    rows = tuple(replace(r, rank=2, tied=True) if r.rank in (2, 3) else r for r in data.rows)
    _, text = made(replace(data, rows=rows))
    assert "Equal totals share a place." in text
    assert text.count("=2") == 2


def test_a_tie_of_all_still_has_as_many_places_as_ideas() -> None:
    data = ranking()
    rows = tuple(replace(r, rank=1, tied=True, rank_low=1, rank_high=1) for r in data.rows)
    _, text = made(replace(data, rows=rows))
    assert "range 1 to 8" in text


def test_who_takes_part_is_not_said_to_have_agreed() -> None:
    data = ranking()
    assert data.cut is not None
    _, text = made(replace(data, agreed=False, agreed_on=None, cut=replace(data.cut, after=1)))
    assert packed("not agreed yet. Taking part: ") in packed(text)
    assert "One of ten opportunities goes on" in text


def test_a_block_under_half_answered_has_no_number() -> None:
    data = ranking()
    row = replace(data.rows[0], values=(block_value(0, None), *data.rows[0].values[1:]), provisional=True, answered=12)
    _, text = made(replace(data, rows=(row, *data.rows[1:])))
    assert "D ?" in text


def test_reversed_costs_and_sums_are_named_and_not_shown_as_a_sum_of_printed_values() -> None:
    method = replace(ranking().method, cost=CostRule.REVERSED, block_rule=BlockRule.SUM, weights=MappingProxyType({"development": 2.0}))
    _, text = made(replace(ranking(), method=method))
    assert "value plus burden turned round, sums" in text
    assert "Example, place 1." not in text


def test_a_long_list_goes_on_over_pages_with_head_and_axis() -> None:
    data = ranking()
    rows = tuple(replace(data.rows[i % 8], rank=i + 1, rank_low=i + 1, rank_high=min(i + 3, 40), above_cut=i < 17, move=0) for i in range(40))
    assert data.cut is not None
    report, _ = made(replace(data, rows=rows, cut=replace(data.cut, after=17)))
    pages = pages_of(report.pdf)
    bars = [p for p in pages if "Burden Value" in p or "more is worse" in p]
    assert len(bars) >= 3
    assert sum("Cut line:" in p for p in pages) == 1


def test_bars_always_fit_their_side() -> None:
    def bar(value: float, burden: float) -> Bar:
        segments = tuple(Segment(x, "dev", value, value) for x in "DBG")
        return Bar(1, False, 0, "T", "C", "", segments, burden, burden, 3 * value - burden, 0.5, 1, 1, True)

    for value, burden in ((5.0, 5.0), (25.0, 25.0), (1.0, 1.0)):
        scale = RankingScale.of([bar(value, burden)])
        assert scale.unit * burden <= 62.01
        assert scale.unit * value * 3 <= 146.01
    assert RankingScale.of([bar(4.0, 4.0)]).unit == 12.1666 or RankingScale.of([bar(3.5, 3.0)]).unit == 12.4


def test_score_cards_follow_the_ranking_when_asked() -> None:
    report = ranking_report(ranking(), ranked_companies(), context(), [score_card()])
    text = text_of(report.pdf)
    assert "Score card, agreed sheet of round 2: programme team" in text
    assert "How to read this report" in text


def test_the_score_card_shows_every_factor_mean_agreed_value_and_meaning() -> None:
    _, text = card(score_card())
    for factors in FACTORS.values():
        for _, label, values, _, meaning in factors:
            assert label in text
            assert packed(meaning) in packed(text)
            assert one_place(sum(values) / len(values)) in text
    for words in (
        "8.7",
        "complete, 15 of 15",
        "2 to 5",
        "sheets 2 to 5, agreed 3",
        "One person keeps 4",
        "cannot judge, left out of the mean",
        "Agreed because:",
    ):
        assert words in text, words


def test_sheets_carry_no_names() -> None:
    _, text = card(score_card(), people=False)
    for person in PEOPLE:
        assert person not in text
    assert "private note" not in text


def test_the_donor_reads_the_agreed_card_without_single_sheets() -> None:
    report, text = card(score_card(), Audience.DONOR)
    assert "single sheets are not shown" in text
    assert "How risky is it?" in text
    for words in (*PEOPLE, "private note", "One person keeps 4", "Agreed after we heard", "number inside"):
        assert words not in text
    assert report.leaks == ()


def test_a_card_that_is_not_agreed_says_so() -> None:
    data = score_card(closed=False)
    blocks = tuple(replace(b, agreed=None, factors=tuple(replace(f, agreed=None, reason="") for f in b.factors)) for b in data.blocks)
    data = replace(data, agreed_total=None, agreed_sheet=None, agreed_on=None, agreed_reason="", blocks=blocks, hidden=True, hidden_sheets=3)
    _, text = card(data)
    for words in ("not agreed yet of round 2", "Total of the means", "means of the sheets", "3 sheets of others are not shown"):
        assert words in text, words


def test_an_open_factor_makes_the_total_provisional_in_words() -> None:
    data = score_card()
    assert data.agreed_total is not None
    total = replace(data.agreed_total, provisional=True, open_factors=("Time until first results",), answered=14)
    _, text = card(replace(data, agreed_total=total))
    assert "1 of 15 open" in text
    assert "Still open, so the total is provisional: Time until first results." in text


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_the_score_card_fits_one_page(paper: str) -> None:
    report, _ = card(score_card(), paper=paper)
    assert report.pages == 1


def test_a_parked_idea_keeps_its_place_and_says_that_it_rests() -> None:
    data = ranking()
    rows = (replace(data.rows[0], aside="parked"), replace(data.rows[1], aside="cut_off"), *data.rows[2:])
    for audience in (Audience.INTERNAL, Audience.DONOR):
        _, text = made(replace(data, rows=rows), audience)
        assert "Parked" in text
        assert "Stopped" in text
    assert packed("Parked, stopped: it keeps its place and does not go on now.") in packed(text)
    assert "Parked" not in made(replace(data, unscored=()))[1]


def test_ideas_that_share_a_place_are_not_drawn_over_each_other() -> None:
    assert place_rows([2, 1, 2, 4, None]) == [2, 1, 3, 4, None]
    assert place_rows([1, 1, 1]) == [1, 2, 3]
    assert place_rows([2, 2]) == [2, 3], "nobody at place 1 in this print: its row stays free"


def test_a_company_that_may_not_be_said_to_be_there_and_a_hidden_name_in_the_title_of_a_round() -> None:
    pages = ranked_companies()
    title, name = LINES[1][0], LINES[1][1]
    page = next(each for each in pages if each.name == name)
    for items in ({"existence"}, {"sector"}):
        data = ranking()
        assert data.round is not None
        data = replace(data, round=replace(data.round, title=f"Visits with {name}"))
        made_for = replace(context(Audience.DONOR), told={page.id: Told(frozenset(items), "")})
        report = ranking_report(data, pages, made_for)
        report.check()
        text = text_of(report.pdf)
        assert name not in text + report.title
        assert (title in text) is ("existence" in items)
        assert ("A company, name withheld" in text) is ("existence" not in items)
