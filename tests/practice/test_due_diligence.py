"""Due diligence: the worst item decides, and what was not checked never reads as clear."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctip_desktop.practice import due_diligence, evidence, portfolio
from ctip_desktop.practice.due_diligence import Item, Result

CLEAR, WATCH, STOP, OPEN = Result.CLEAR, Result.WATCH, Result.STOP, Result.NOT_CHECKED


def items(*results: Result) -> list[Item]:
    return [Item(f"item{index}", result) for index, result in enumerate(results)]


@pytest.mark.parametrize(
    ("results", "worst"),
    [((CLEAR, CLEAR), CLEAR), ((CLEAR, OPEN), OPEN), ((OPEN, WATCH), WATCH), ((WATCH, STOP, OPEN), STOP), ((), OPEN)],
)
def test_the_worst_item_is_the_result(results, worst):
    assert due_diligence.check(items(*results)).result is worst


@given(st.lists(st.sampled_from(list(Result))))
def test_clear_needs_every_item_clear(results):
    check = due_diligence.check(items(*results))
    assert (check.result is CLEAR) == (bool(results) and all(result is CLEAR for result in results))
    assert check.clear + check.watch + check.stop + check.not_checked == len(results)


def test_the_reason_says_what_is_open():
    assert due_diligence.check(items(WATCH, OPEN)).reason == (
        "The result is the most serious single item: one item is at watch. 1 of 2 items are not checked. Agree on conditions, and keep an eye on it."
    )
    assert "never counts as clear" in due_diligence.check(items(CLEAR, OPEN)).reason


@pytest.mark.parametrize("result", list(Result))
def test_every_result_says_what_comes_next(result):
    assert due_diligence.check(items(result)).reason.endswith(due_diligence.NEXT[result])


def test_a_check_is_due_after_twelve_months_or_on_a_new_allegation():
    check = due_diligence.check(items(CLEAR), date(2025, 3, 31))
    assert check.recheck == date(2026, 3, 31)
    assert check.due(date(2026, 3, 31))
    assert not check.due(date(2026, 3, 30))
    alleged = due_diligence.check(items(CLEAR), date(2025, 3, 31), allegation_on=date(2025, 6, 1))
    assert alleged.recheck == date(2025, 6, 1)
    assert due_diligence.check(items(CLEAR)).recheck is None


def test_an_old_allegation_was_already_looked_at():
    assert due_diligence.check(items(CLEAR), date(2025, 3, 31), allegation_on=date(2024, 1, 1)).recheck == date(2026, 3, 31)


@pytest.mark.parametrize(
    ("text", "months"),
    [("2026-09-18", 1), ("2026-03", 7), ("2023-03-03", 43), ("2025", 21), ("2027-01", 0), ("soon", None), ("2026-13", None), ("", None)],
)
def test_the_age_of_a_source_is_counted_in_calendar_months(text, months):
    assert evidence.months_old(text, date(2026, 10, 13)) == months


def test_an_answer_is_stale_only_past_its_shelf_life():
    assert not evidence.stale(12, 12)
    assert evidence.stale(13, 12)
    assert not evidence.stale(None, 12)
    assert not evidence.stale(200, 0)


def test_one_month_after_the_end_of_january_is_the_end_of_february():
    assert evidence.add_months(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert evidence.add_months(date(2024, 11, 30), 14) == date(2026, 1, 30)
    assert evidence.month_at("2025-06", 12) == date(2026, 6, 1)


def test_the_longest_silence_and_distinct_counts_come_from_the_log():
    log = [
        portfolio.Met(date(2026, 1, 1), "a", ("x", "y")),
        portfolio.Met(date(2026, 4, 23), "a", ("x",)),
        portfolio.Met(None, "b", ("z",)),
    ]
    assert portfolio.longest_silence([met.on for met in log if met.on]) == 112
    assert portfolio.engagement(log) == portfolio.Engagement(3, 2, 3)
    assert portfolio.engagement(log, since=date(2026, 2, 1)) == portfolio.Engagement(1, 1, 1)
    assert portfolio.share(3, None) is None
