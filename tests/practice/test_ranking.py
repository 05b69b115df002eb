"""The score card's arithmetic: what a ranking promises."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctip_desktop.practice import ranking
from ctip_desktop.practice.ranking import Block, BlockRule, CostRule, Method

BLOCKS = (
    Block("development", "Development value", ("d1", "d2", "d3", "d4", "d5")),
    Block("business", "Business value", ("b1", "b2", "b3")),
    Block("government", "Government value", ("g1", "g2")),
    Block("burden", "Burden: risk and cost", ("r1", "r2", "r3", "r4", "r5"), burden=True),
)
EQUAL = {block.name: 1.0 for block in BLOCKS}
DEFAULT = Method(BLOCKS, EQUAL)
REVERSED = replace(DEFAULT, cost=CostRule.REVERSED)
SUMS = replace(DEFAULT, block_rule=BlockRule.SUM)
SUMS_REVERSED = replace(SUMS, cost=CostRule.REVERSED)
FACTORS = tuple(name for block in BLOCKS for name in block.factors)


def sheet(*marks: float | None) -> dict[str, float | None]:
    return dict(zip(FACTORS, marks, strict=True))


P = sheet(5, 4, 4, 4, 4, 4, 4, 3, 3, 3, 5, 5, 4, 4, 4)  # sums 21, 11, 6, burden 22
Q = sheet(4, 3, 3, 3, 3, 4, 3, 3, 4, 4, 2, 2, 2, 2, 2)  # sums 16, 10, 8, burden 10
marks = st.one_of(st.none(), st.integers(1, 5).map(float))
sheets = st.lists(marks, min_size=15, max_size=15).map(lambda values: sheet(*values))
costed_sheets = st.tuples(*[marks] * 10, *[st.integers(1, 5).map(float)] * 5).map(lambda values: sheet(*values))


def value(method: Method, given: dict[str, float | None]) -> float:
    found = ranking.total(method, given).value
    assert found is not None
    return found


def test_a_heavy_burden_is_a_long_bar_also_where_it_is_turned_round():
    marks = dict.fromkeys(DEFAULT.blocks[-1].factors, 4)
    bars = [ranking.block_value(method, DEFAULT.blocks[-1], marks) for method in (DEFAULT, REVERSED)]
    assert [bar.part for bar in bars] == [-4, 2]
    assert [bar.length for bar in bars] == [4, 4]


def test_a_share_of_draws_is_all_or_none_only_when_it_is():
    assert [ranking.whole_percent(share) for share in (1.0, 0.996, 0.5, 0.004, 0.0)] == [100, 99, 50, 1, 0]


@pytest.mark.parametrize(
    ("method", "p", "q"),
    [(DEFAULT, 6.4667, 8.5333), (SUMS, 16, 24), (SUMS_REVERSED, 46, 54), (REVERSED, 12.4667, 14.5333)],
)
def test_the_lighter_idea_comes_first_under_both_readings_of_burden(method, p, q):
    assert value(method, P) == pytest.approx(p, abs=1e-4)
    assert value(method, Q) == pytest.approx(q, abs=1e-4)
    assert ranking.places({"P": value(method, P), "Q": value(method, Q)}) == {"Q": 1, "P": 2}


def test_a_block_shows_its_own_mean_and_what_it_adds():
    development, business, government, burden = ranking.total(DEFAULT, P).blocks
    assert [round(block.value or 0, 2) for block in (development, business, government, burden)] == [4.2, 3.67, 3.0, 4.4]
    assert burden.part == pytest.approx(-4.4)


def test_a_missing_factor_makes_the_total_provisional_and_is_never_zero():
    complete, gap = ranking.total(DEFAULT, P), ranking.total(DEFAULT, {**P, "d1": None})
    assert not complete.provisional
    assert gap.provisional
    assert gap.open == ("d1",)
    assert gap.blocks[0].value == pytest.approx(4.0)  # mean of four fours, not (0 + 16) / 5
    assert ranking.total(SUMS, {**P, "d1": None}).blocks[0].value == pytest.approx(20.0)  # five times the mean, not 16


def test_a_block_with_under_half_answered_has_no_value_and_leaves_no_total():
    few = {**P, "d1": None, "d2": None, "d3": None}
    result = ranking.total(DEFAULT, few)
    assert result.blocks[0].grey
    assert result.value is None
    assert result.provisional


def test_exactly_half_answered_is_enough():
    assert ranking.total(DEFAULT, {**P, "g1": None}).blocks[2].value == 3


def test_a_block_weighted_zero_does_not_hold_the_total_back():
    method = replace(DEFAULT, weights={**EQUAL, "development": 0.0})
    assert value(method, {**P, "d1": None, "d2": None, "d3": None}) == pytest.approx(11 / 3 + 3 - 4.4)


def test_weights_count():
    method = replace(DEFAULT, weights={**EQUAL, "burden": 2.0})
    assert value(method, P) == pytest.approx(4.2 + 11 / 3 + 3 - 8.8)


def test_equal_totals_share_a_place_and_the_next_is_skipped():
    totals = {"a": 7.5, "b": 8.0, "c": 0.1 + 0.2 + 7.2, "d": 3.0}
    assert ranking.places(totals) == {"b": 1, "a": 2, "c": 2, "d": 4}


@given(st.lists(costed_sheets, min_size=1, max_size=8))
def test_reversing_the_burden_never_changes_an_order(given_sheets):
    for minus, turned in ((DEFAULT, REVERSED), (SUMS, SUMS_REVERSED)):
        one = {i: t for i, s in enumerate(given_sheets) if (t := ranking.total(minus, s).value) is not None}
        two = {i: t for i, s in enumerate(given_sheets) if (t := ranking.total(turned, s).value) is not None}
        assert ranking.places(one) == ranking.places(two)


@given(sheets)
def test_block_values_stay_inside_the_scale_whatever_is_missing(given_sheet):
    result = ranking.total(DEFAULT, given_sheet)
    assert all(block.value is None or 1 <= block.value <= 5 for block in result.blocks)
    assert result.provisional == any(mark is None for mark in given_sheet.values())


@given(sheets, st.sampled_from(FACTORS))
def test_a_better_mark_never_lowers_a_total(given_sheet, name):
    low, high = ranking.total(DEFAULT, {**given_sheet, name: 2.0}), ranking.total(DEFAULT, {**given_sheet, name: 4.0})
    if low.value is not None and high.value is not None:
        assert (high.value < low.value) if name in BLOCKS[3].factors else (high.value > low.value)


def test_people_two_apart_disagree():
    apart = ranking.spread([2.0, None, 4.0, 3.0])
    assert (apart.mean, apart.low, apart.high, apart.marks, apart.cannot_judge, apart.disputed) == (3.0, 2.0, 4.0, 3, 1, True)
    assert not ranking.spread([3.0, 4.0]).disputed
    assert ranking.spread([None]).mean is None


def test_the_mean_of_sheets_names_the_factors_somebody_left_open():
    means, gaps = ranking.mean_marks([{"x": 2.0, "y": None}, {"x": 4.0, "y": 5.0}], ["x", "y", "z"])
    assert means == {"x": 3.0, "y": 5.0, "z": None}
    assert gaps == ("y", "z")


def rows(count: int) -> dict[int, ranking.Total]:
    source = random.Random(5)
    return {i: ranking.total(DEFAULT, sheet(*(float(source.randint(1, 5)) for _ in FACTORS))) for i in range(count)}


def test_firmness_is_the_same_on_every_laptop_and_fits_the_places():
    some = rows(8)
    firm = ranking.firmness(DEFAULT, some)
    turned_round = ranking.firmness(DEFAULT, dict(reversed(some.items())))
    assert firm == turned_round
    now = ranking.places({key: row.value for key, row in some.items() if row.value is not None})
    for key, found in firm.items():
        assert 0 <= found.stays <= 1
        assert 1 <= found.rank_low <= found.rank_high <= 8
        assert now[key] in range(1, 9)


def test_an_idea_better_in_everything_always_stays_first():
    best = {"best": ranking.total(DEFAULT, sheet(*[5.0] * 10, *[1.0] * 5)), "P": ranking.total(DEFAULT, P), "Q": ranking.total(DEFAULT, Q)}
    firm = ranking.firmness(DEFAULT, best)["best"]
    assert (firm.stays, firm.rank_low, firm.rank_high) == (1.0, 1, 1)
    assert ranking.flips(DEFAULT, best) == ()


def test_ties_stay_ties_under_every_weight():
    firm = ranking.firmness(DEFAULT, {"one": ranking.total(DEFAULT, P), "two": ranking.total(DEFAULT, P)})
    assert firm["one"].stays == firm["two"].stays == 1.0


def test_a_flip_names_the_weight_after_which_another_comes_first():
    two = {"P": ranking.total(DEFAULT, P), "Q": ranking.total(DEFAULT, Q)}
    smallest = ranking.flips(DEFAULT, two)[0]
    assert smallest.first == "P"
    assert smallest.block == "burden"
    for step, first in ((0.01, "Q"), (-0.01, "P")):
        method = replace(DEFAULT, weights={**EQUAL, "burden": smallest.weight_to + step})
        assert ranking.places({"P": value(method, P), "Q": value(method, Q)})[first] == 1


@given(st.lists(sheets, min_size=2, max_size=5))
def test_just_past_a_flip_the_named_idea_is_ahead_of_the_old_first(given_sheets):
    totals = {i: t for i, s in enumerate(given_sheets) if (t := ranking.total(DEFAULT, s)).value is not None}
    for flip in ranking.flips(DEFAULT, totals):
        first = max(totals, key=lambda key: totals[key].value or 0)
        step = 1e-4 if flip.weight_to > flip.weight_from else -1e-4
        method = replace(DEFAULT, weights={**EQUAL, flip.block: flip.weight_to + step})
        again = {i: ranking.total(method, given_sheets[i]).value or 0 for i in totals}
        assert again[flip.first] > again[first]


def test_a_shared_first_place_needs_no_change():
    assert ranking.flips(DEFAULT, {"one": ranking.total(DEFAULT, P), "two": ranking.total(DEFAULT, P)}) == ()
