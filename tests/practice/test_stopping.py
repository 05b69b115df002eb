"""The commitment gate and the cut-off criteria: what opens a decision, and what never does."""

from __future__ import annotations

from datetime import date

import pytest

from ctip_desktop.practice.stopping import DEFAULTS, Attempt, Criterion, Decided, Effort, Gate, Kind, Met, Situation, gate, met, to_decide

TODAY = date(2026, 10, 13)


@pytest.mark.parametrize("level", ["internal_policy", "public_commitment", "reports"])
@pytest.mark.parametrize("mode", list(Gate))
def test_some_commitment_passes_every_gate(level: str, mode: Gate) -> None:
    assert gate(level, mode).passes
    assert not gate(level, mode).holds


@pytest.mark.parametrize("level", ["none", "informal"])
@pytest.mark.parametrize(("mode", "says", "holds"), [(Gate.OFF, False, False), (Gate.WARN, True, False), (Gate.REQUIRE, True, True)])
def test_little_commitment_is_silent_warned_of_or_held(level: str, mode: Gate, says: bool, holds: bool) -> None:
    found = gate(level, mode)
    assert (found.passes, bool(found.text), found.holds) == (False, says, holds)


def test_an_unknown_level_is_not_no_commitment() -> None:
    assert gate("", Gate.REQUIRE).passes is None
    assert "not known yet" in gate("", Gate.REQUIRE).text


def kinds(now: Situation) -> list[str]:
    return [each.criterion.kind for each in met(DEFAULTS, now)]


@pytest.mark.parametrize(("first", "expected"), [(date(2025, 4, 13), True), (date(2025, 4, 14), False)])
def test_no_agreement_eighteen_months_after_the_first_talk(first: date, expected: bool) -> None:
    assert (Kind.NO_AGREEMENT in kinds(Situation(TODAY, first_talk=first))) is expected


def test_an_agreement_ends_the_waiting() -> None:
    assert kinds(Situation(TODAY, first_talk=date(2020, 1, 1), agreement=date(2021, 1, 1))) == []


def test_effort_above_the_ceiling_and_a_missing_ceiling_is_none() -> None:
    assert kinds(Situation(TODAY, efforts=(Effort("days", 41, 40),))) == [Kind.EFFORT]
    assert kinds(Situation(TODAY, efforts=(Effort("days", 40, 40), Effort("USD", 9000, None), Effort("days", None, 1)))) == []


def tries(*days: str, answered: bool | None = False) -> tuple[Attempt, ...]:
    return tuple(Attempt(date.fromisoformat(day), answered) for day in days)


def test_four_attempts_without_a_reply_within_six_months() -> None:
    days = ("2026-03-01", "2026-04-01", "2026-05-01", "2026-08-31")
    assert kinds(Situation(TODAY, attempts=tries(*days))) == [Kind.NO_REPLY]
    assert kinds(Situation(TODAY, attempts=tries(*days[:3]))) == []
    assert kinds(Situation(TODAY, attempts=tries("2026-01-01", *days[1:]))) == []


def test_a_reply_in_between_begins_the_counting_anew_and_an_open_result_is_no_silence() -> None:
    four = ("2026-03-01", "2026-04-01", "2026-05-01", "2026-06-01")
    assert kinds(Situation(TODAY, attempts=(*tries(*four), *tries("2026-07-01", answered=True)))) == []
    assert kinds(Situation(TODAY, attempts=tries(*four, answered=None))) == []


def test_a_denial_of_the_problem_opens_a_decision_and_not_knowing_does_not() -> None:
    assert kinds(Situation(TODAY, denial=True)) == [Kind.DENIAL]
    assert kinds(Situation(TODAY, denial=None)) == []
    assert kinds(Situation(TODAY, denial=False)) == []


def test_a_weak_relationship_on_the_wrong_track_opens_a_decision() -> None:
    assert kinds(Situation(TODAY, weak=True)) == [Kind.LOW_QUALITY]


def test_a_criterion_of_our_own_is_for_people() -> None:
    assert met([Criterion(Kind.OWN, "The champion leaves")], Situation(TODAY, denial=True)) == ()


def test_a_programme_may_set_its_own_months() -> None:
    assert met([Criterion(Kind.NO_AGREEMENT, "One year", 12)], Situation(TODAY, first_talk=date(2025, 10, 13)))[0].since == TODAY


def test_a_decision_settles_a_criterion_until_its_review() -> None:
    found = (Met(DEFAULTS[0], "", date(2026, 5, 1)),)
    assert to_decide(found, [], TODAY) == found
    assert to_decide(found, [Decided(date(2026, 6, 1))], TODAY) == ()
    assert to_decide(found, [Decided(date(2026, 6, 1), TODAY)], TODAY) == found
    assert to_decide(found, [Decided(date(2026, 4, 1))], TODAY) == found


@pytest.mark.parametrize(
    ("criterion", "opens"),
    [
        (Criterion(Kind.EFFORT, "", 120, "percent"), False),
        (Criterion(Kind.EFFORT, "", 80, "percent"), True),
        (Criterion(Kind.EFFORT, "", 50, "days"), True),
        (Criterion(Kind.EFFORT, "", 70, "days"), False),
        (Criterion(Kind.EFFORT, "", 50, "money"), False),
    ],
)
def test_a_ceiling_may_be_a_percentage_or_a_number_of_its_own(criterion: Criterion, opens: bool) -> None:
    assert bool(met([criterion], Situation(TODAY, efforts=(Effort("days", 60, 60),)))) is opens
