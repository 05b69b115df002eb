"""The relationship pulse: both sides, small numbers hidden, and what varies most."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctip_desktop.practice import pulse
from ctip_desktop.practice.pulse import DIRECTION, ITEMS, QUALITY, Reply, Side, next_wave


def reply(
    *marks: float | None, side: str = Side.PARTNER, who: str = "a", wave: str = "1", on: date | None = None, partnership: str = "p", **quotes: str
):
    return Reply(partnership, wave, on or date(2026, 4, 1), side, who, dict(zip(ITEMS, marks, strict=True)), quotes)


def people(*rows: tuple[float | None, ...], **more: object) -> list[Reply]:
    return [reply(*row, who=f"{more.get('side', 'partner')}{place}", **more) for place, row in enumerate(rows)]  # type: ignore[arg-type]  # test shorthand


def test_the_index_is_the_mean_of_the_five_qualities_and_direction_is_no_part_of_it() -> None:
    assert reply(4, 4, 3, 4, 5, 1).index == 4
    assert reply(4, 4, 3, 4, 5, None).index == 4


def test_four_answers_make_an_index_and_three_do_not() -> None:
    assert reply(4, 4, None, 4, 4, 5).index == 4
    assert reply(4, 4, None, None, 4, 5).index is None


@pytest.mark.parametrize("count", [1, 2])
def test_under_three_people_nothing_is_shown_and_one_cannot_be_told_from_two(count: int) -> None:
    found = pulse.pulse(people(*[(5, 5, 5, 5, 5, 5)] * count, rp_1="We wait long."))
    view = found.waves[0].partner
    assert [mean.value for mean in view.items.values()] == [None] * 6
    assert view.index.value is None
    assert view.index.n is None
    assert view.people.count == "1 or 2"
    assert view.quotes == ()
    assert found.hints == ()


def test_a_quality_that_only_two_of_three_people_answered_is_not_shown() -> None:
    view = pulse.pulse(people((4, 4, 4, 4, 5, 4), (4, None, 4, 4, 5, 4), (1, 4, 4, 4, 5, 4))).waves[0].partner
    assert view.items["rp_1"].value == 3
    assert view.items["rp_1"].n == 3
    assert view.items["rp_2"].value is None
    assert view.items["rp_2"].count == "1 or 2"


def test_nobody_is_none_and_not_one_or_two() -> None:
    assert pulse.pulse(people((4, 4, 4, 4, 5, 4))).waves[0].ours.people.count == "none"


def test_the_gap_is_ours_minus_theirs_and_a_wide_one_is_named_with_what_to_look_at() -> None:
    theirs = people((4, 4, 3, 3, 3, 3), (4, 5, 3, 3, 5, 3), (4, 4, 3, 4, 3, 4))
    ours = people(*[(4, 4, 5, 4, 5, 4)] * 3, side=Side.OURS)
    found = pulse.pulse([*theirs, *ours])
    line = next(line for line in found.lines if line.item == "rp_3")
    assert line.gap == 2
    assert line.wide
    hint = next(hint for hint in found.hints if hint.item == "rp_3")
    assert hint.text == "You see it very differently (gap 2.0). It is low. Look at value added first."


def test_the_trend_follows_the_waves_by_date_and_two_falls_are_told() -> None:
    waves = [("October", date(2026, 10, 1), 3.0), ("April", date(2026, 4, 1), 4.0), ("Before", date(2025, 10, 1), 5.0)]
    replies = [one for name, on, mark in waves for one in people(*[(4, 4, mark, 4, 5, 4)] * 3, wave=name, on=on)]
    found = pulse.pulse(replies)
    line = next(line for line in found.lines if line.item == "rp_3")
    assert [wave.name for wave in found.waves] == ["Before", "April", "October"]
    assert line.trend == (5, 4, 3)
    assert line.change == -1
    assert line.falls == 2
    assert "It went down twice." in next(hint.text for hint in found.hints if hint.item == "rp_3")


def test_a_wave_that_shows_nothing_is_a_hole_in_the_trend_and_not_a_zero() -> None:
    replies = [
        *people(*[(4, 4, 4, 4, 5, 4)] * 3, wave="1", on=date(2025, 10, 1)),
        *people((1, 1, 1, 1, 1, 1), wave="2", on=date(2026, 4, 1)),
        *people(*[(5, 4, 4, 4, 5, 4)] * 3, wave="3", on=date(2026, 10, 1)),
    ]
    line = pulse.pulse(replies).lines[0]
    assert line.trend == (4, None, 5)
    assert line.change == 1


def test_what_is_low_follows_the_lines_a_programme_drew() -> None:
    replies = people(*[(3, 3, 3, 3, 3, 3)] * 3)
    assert {hint.item for hint in pulse.pulse(replies).hints} == set(ITEMS)
    assert {hint.item for hint in pulse.pulse(replies, low=(3.5, 2.5)).hints} == set(ITEMS) - {"rp_6"}
    assert [hint.item for hint in pulse.pulse(replies, low=(2.5, 3.5)).hints] == ["rp_6"]


@pytest.mark.parametrize(("low", "first"), [("rp_5", "openness"), ("rp_3", "value added"), ("rp_6", "alignment"), ("rp_1", "right direction")])
def test_a_low_value_points_to_what_the_source_ties_it_to(low: str, first: str) -> None:
    marks = tuple(1 if item == low else 4 for item in ITEMS)
    hint = pulse.pulse(people(*[marks] * 3)).hints[0]
    assert hint.item == low
    assert hint.text == f"It is low. Look at {first} first."


def test_commitment_varies_most_over_eleven_partnerships_as_in_the_source() -> None:
    """TMS learning brief, line 171: eleven partners; commitment is the factor with the most variance."""
    replies = [reply(4, 5, 5 if place % 2 else 2, 4, 5 if place % 3 else 3, 4, partnership=str(place)) for place in range(11)]
    most = pulse.varies_most(pulse.variances(replies))
    assert most is not None
    assert (most.label, most.partnerships) == ("Commitment", 11)


def test_the_quality_about_which_the_partner_s_people_differ_most_is_named() -> None:
    found = pulse.pulse(people((4, 4, 4, 2, 5, 1), (4, 3, 3, 5, 3, 5), (5, 3, 4, 2, 3, 1)))
    assert found.divided is not None
    assert found.divided.label == "Openness"  # 2, 5, 2; the direction, 1, 5, 1, is no quality


def test_people_who_differ_alike_or_are_too_few_differ_about_nothing_most() -> None:
    assert pulse.pulse(people((4, 2, 4, 4, 4, 4), (4, 4, 2, 4, 4, 4), (4, 4, 4, 4, 4, 4))).divided is None
    assert pulse.pulse(people((4, 1, 4, 4, 4, 4), (4, 5, 4, 4, 4, 4))).divided is None
    assert pulse.pulse(()).divided is None


def test_nothing_varies_with_two_partnerships_and_our_own_view_is_not_counted() -> None:
    replies = [
        reply(1, 2, 3, 4, 5, 1, partnership="a"),
        reply(5, 4, 3, 2, 1, 1, partnership="b"),
        reply(3, 3, 3, 3, 3, 3, partnership="c", side=Side.OURS),
    ]
    assert pulse.varies_most(pulse.variances(replies)) is None


def test_only_the_newest_wave_of_a_partnership_counts_in_the_variance() -> None:
    old = [reply(1, 4, 4, 4, 4, 4, partnership="a", wave="1", on=date(2025, 1, 1))]
    new = [reply(4, 4, 4, 4, 4, 4, partnership=name, wave="2", on=date(2026, 1, 1)) for name in "abc"]
    assert {each.value for each in pulse.variances([*old, *new])} == {0}


marks = st.one_of(st.none(), st.integers(1, 5))


@given(st.lists(st.tuples(*[marks] * 6), max_size=6), st.integers(2, 6))
def test_no_number_ever_stands_on_fewer_people_than_the_limit(rows: list[tuple[float | None, ...]], limit: int) -> None:
    found = pulse.pulse(people(*rows), limit)
    for wave in found.waves:
        for mean in (*wave.partner.items.values(), wave.partner.index):
            assert mean.value is None or (mean.n is not None and mean.n >= limit and 1 <= mean.value <= 5)


@given(st.lists(st.tuples(*[marks] * 6), min_size=3, max_size=6))
def test_the_order_of_the_replies_does_not_matter(rows: list[tuple[float | None, ...]]) -> None:
    there = pulse.pulse(people(*rows)).waves[0].partner
    back = pulse.pulse(list(reversed(people(*rows)))).waves[0].partner
    assert there.index.value == pytest.approx(back.index.value) if there.index.value is not None else back.index.value is None
    assert [there.items[name].n for name in (*QUALITY, DIRECTION)] == [back.items[name].n for name in (*QUALITY, DIRECTION)]


@pytest.mark.parametrize(("value", "words"), [(2.25, "+2.3"), (-2.25, "−2.3"), (0.04, "0.0"), (-0.04, "0.0"), (1.15, "+1.2")])
def test_a_gap_reads_the_same_in_the_table_and_in_the_sentence(value: float, words: str) -> None:
    assert pulse.tenths(value, signed=True) == words
    assert pulse.tenths(abs(value)) == words.lstrip("+−")


def test_the_next_round_comes_after_the_highest_of_the_year() -> None:
    today = date(2026, 11, 22)
    assert next_wave(["2026-2", "2025-7", " 2026-1 ", "spring", "2026-x"], today) == "2026-3"
    assert next_wave(["2026-2"], today) == "2026-3"  # a number that was left out is not filled up: it would stand before the last round
    assert next_wave(["2025-2"], today) == "2026-1"
