"""The fit check: each cell, each border, and what happens when the two sides see it differently."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctip_desktop.practice import fit_check
from ctip_desktop.practice.fit_check import Cell, Thresholds, check, position


@pytest.mark.parametrize(
    ("quality", "direction", "cell", "ours"),
    [(4.2, 4.0, Cell.CONTINUE, True), (4.2, 2.0, Cell.CHANGE_IDEA, False), (2.4, 4.2, Cell.REPAIR, True), (2.4, 2.0, Cell.STOP, False)],
)
def test_each_cell_says_its_own_and_names_what_is_ours(quality: float, direction: float, cell: Cell, ours: bool) -> None:
    found = check(position(quality, direction))
    assert found.advice is not None
    assert (found.advice.cell, found.advice.ours, found.talk_first) == (cell, ours, False)
    assert found.text == fit_check.ADVICE[cell].text
    assert found.stop is (cell is Cell.STOP)


@pytest.mark.parametrize(
    ("quality", "direction", "borderline"),
    [(3.5, 5.0, True), (3.75, 5.0, True), (3.76, 5.0, False), (3.25, 1.0, True), (3.24, 1.0, False), (5.0, 3.25, True), (5.0, 3.76, False)],
)
def test_a_quarter_of_a_point_around_a_line_is_borderline(quality: float, direction: float, borderline: bool) -> None:
    found = position(quality, direction)
    assert found is not None
    assert found.borderline is borderline
    assert check(found).talk_first is borderline


def test_on_the_line_is_high_and_right() -> None:
    found = position(3.5, 3.5)
    assert found is not None
    assert found.cell is Cell.CONTINUE


def test_a_close_stop_does_not_open_a_decision_before_the_talk() -> None:
    assert not check(position(3.4, 2.0)).stop


def test_two_views_in_different_cells_say_talk_first_and_tell_both() -> None:
    found = check(position(4.2, 2.0), position(4.4, 4.4))
    assert found.differ
    assert found.talk_first
    assert found.text.startswith("You see it differently: talk first. The partner: good relationship, wrong track")
    assert "We: good relationship, right track" in found.text
    assert not found.stop


def test_our_own_view_alone_never_counts() -> None:
    found = check(None, position(1.0, 1.0))
    assert found.advice is None
    assert not found.stop


@pytest.mark.parametrize(("quality", "direction"), [(None, 4.0), (4.0, None), (None, None)])
def test_a_missing_number_is_not_a_low_one(quality: float | None, direction: float | None) -> None:
    assert position(quality, direction) is None


def test_a_programme_may_move_the_lines() -> None:
    strict = Thresholds(quality=4.0, direction=4.0, band=0.0)
    found = position(3.9, 4.1, strict)
    assert found is not None
    assert (found.cell, found.borderline) == (Cell.REPAIR, False)


@given(st.floats(1, 5), st.floats(1, 5), st.floats(1, 5), st.floats(1, 5))
def test_a_stop_needs_a_clear_view_of_the_partner_and_no_other_one_of_ours(a: float, b: float, c: float, d: float) -> None:
    found = check(position(a, b), position(c, d))
    if found.stop:
        assert a < 3.25
        assert b < 3.25
        assert c < 3.5
        assert d < 3.5
