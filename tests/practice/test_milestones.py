"""Milestones: from work done to outcomes."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from ctip_desktop.practice.milestones import Count, Milestone, Tied, summary

TODAY = date(2026, 10, 13)
DUE = date(2026, 6, 30)


def milestone(number: int, kind: str = "output", due: date | None = DUE, reached: date | None = None, payment: float | None = None) -> Milestone:
    return Milestone(UUID(int=number), kind, due, reached, payment, "USD" if payment is not None else "")


def test_outcomes_are_counted_of_those_whose_kind_is_known() -> None:
    found = summary([milestone(1, "outcome"), milestone(2), milestone(3, "activity"), milestone(4, "")], TODAY)
    assert found.outcomes == Count(1, 3, 1)


def test_money_tied_to_outcomes_is_a_share_of_the_money_tied_to_anything() -> None:
    found = summary([milestone(1, "outcome", payment=300.0), milestone(2, payment=100.0), milestone(3)], TODAY)
    assert found.tied == (Tied("USD", 300, 400),)
    assert found.tied[0].share == 0.75


def test_in_time_is_counted_of_those_reached_and_the_rest_is_overdue_and_not_late() -> None:
    found = summary([milestone(1, reached=DUE), milestone(2, reached=date(2026, 7, 1)), milestone(3), milestone(4, due=None, reached=DUE)], TODAY)
    assert found.on_time == Count(1, 2, 1)
    assert found.overdue == (UUID(int=3),)


def test_without_milestones_there_is_no_share() -> None:
    assert summary([], TODAY).outcomes.share is None
