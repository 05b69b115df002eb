"""Scores and rule tables: missing is never zero, unknown is never no, a suggestion says why."""

from __future__ import annotations

import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctip_desktop.forms.model import Answer, Choice, Form, Kind, OutcomeTable, Question, Rule, ScoreRule, Section, State, Value
from ctip_desktop.forms.outcomes import Outcome
from ctip_desktop.forms.scoring import Score
from ctip_desktop.forms.sheet import Sheet

TODAY = date(2026, 3, 31)
NAMES = ("a", "b", "c", "d", "e")
YES_NO = (Choice("yes", "Yes"), Choice("no", "No"))
UNKNOWN, AWAY = Answer(state=State.UNKNOWN), Answer(state=State.NOT_APPLICABLE)


def card(*scores: ScoreRule, outcomes: tuple[OutcomeTable, ...] = (), questions: tuple[Question, ...] = ()) -> Form:
    scale = tuple(Question(name, "range", name, parameters={"start": "1", "end": "5"}) for name in NAMES)
    checks = tuple(Question(f"is_{name}", "select_one", name, "yes_no", YES_NO) for name in NAMES)
    hidden = (Question("hidden", "integer", "Hidden", relevant="false()"),)
    return Form("card", "1", "Card", Kind.SCORE_CARD, (Section("s", "S", (*scale, *checks, *hidden, *questions)),), scores=scores, outcomes=outcomes)


def score(rule: ScoreRule, **answers: Value | Answer) -> Score:
    given_answers = {name: one if isinstance(one, Answer) else Answer.of(one) for name, one in answers.items()}
    return Sheet.of(card(rule), given_answers, today=TODAY).scores()[rule.name]


def rule(kind: str, of: tuple[str, ...] = ("a", "b", "c"), **more: object) -> ScoreRule:
    return ScoreRule("x", "X", kind, of, **more)  # type: ignore[arg-type]  # the test names the fields


@pytest.mark.parametrize(
    ("made", "answers", "value"),
    [
        (rule("mean"), {"a": 1, "b": 2, "c": 6}, 3.0),
        (rule("sum"), {"a": 1, "b": 2, "c": 6}, 9.0),
        (rule("reversed"), {"a": 1, "b": 2, "c": 3}, 4.0),
        (rule("reversed", low=0, high=10), {"a": 1, "b": 2, "c": 3}, 8.0),
        (rule("weighted", weights={"b": 2.0, "c": -1.0}), {"a": 1, "b": 2, "c": 3}, 2.0),
        (rule("rank_weighted"), {"a": 4, "b": 1, "c": 1}, 2.5),
        (rule("count", ("is_a", "is_b", "is_c")), {"is_a": "yes", "is_b": "no", "is_c": "yes"}, 2.0),
        (rule("share", ("is_a", "is_b")), {"is_a": "yes", "is_b": "no"}, 0.5),
        (rule("expression", (), expression="${a} * 10 + ${b}"), {"a": 1, "b": 2}, 12.0),
    ],
)
def test_what_each_kind_of_score_gives(made, answers, value):
    found = score(made, **answers)
    assert found.value == pytest.approx(value)
    assert not found.provisional


def test_a_missing_factor_makes_the_score_provisional_and_is_never_zero():
    found = score(rule("mean"), a=4, b=2)
    assert (found.value, found.answered, found.of, found.provisional) == (3.0, 2, 3, True)
    assert score(rule("sum"), a=4, b=2).value == 9.0
    assert score(rule("weighted"), a=4, b=2).value == 9.0
    assert score(rule("rank_weighted"), a=4, b=1).value == pytest.approx((4 * 3 + 1 * 2) / 5)


def test_where_weights_have_both_signs_a_gap_leaves_no_total():
    assert score(rule("weighted", weights={"c": -1.0}), a=4, b=2).value is None


def test_unknown_is_a_gap_and_never_a_no():
    found = score(rule("share", ("is_a", "is_b", "is_c")), is_a="yes", is_b="no", is_c=UNKNOWN)
    assert (found.value, found.answered, found.of, found.provisional) == (0.5, 2, 3, True)


def test_what_does_not_apply_is_no_gap():
    found = score(rule("mean", ("a", "b", "hidden")), a=4, b=AWAY)
    assert (found.value, found.answered, found.of, found.provisional) == (4.0, 1, 1, False)


def test_too_many_gaps_leave_no_value():
    assert score(rule("mean", least=0.5), a=4).value is None
    assert score(rule("mean", least=0.5), a=4, b=2).value == 3.0
    assert score(rule("mean")).value is None
    assert score(rule("expression", (), expression="coalesce(${a}, 0) + coalesce(${b}, 0)", least=1.0), a=1).value is None


def test_an_expression_that_gives_no_number_has_no_value():
    assert score(rule("expression", (), expression="${a} div ${b}"), a=1).value is None
    assert score(rule("expression", (), expression="1 div (${a} - 1)"), a=1).value is None


def test_choices_may_say_how_much_they_count():
    levels = (Choice("none", "None", extra={"score": "0"}), Choice("firm", "Firm", extra={"score": "3"}), Choice("odd", "Odd"))
    question = Question("level", "select_one", "Level", "levels", levels)
    form = card(rule("mean", ("level",)), questions=(question,))
    assert Sheet.of(form, {"level": Answer.of("firm")}, today=TODAY).scores()["x"].value == 3.0
    assert Sheet.of(form, {"level": Answer.of("none")}, today=TODAY).scores()["x"].value == 0.0
    assert Sheet.of(form, {"level": Answer.of("odd")}, today=TODAY).scores()["x"].value is None


def test_scores_are_built_from_scores_and_stay_provisional():
    blocks = (ScoreRule("value", "Value", "mean", ("a", "b")), ScoreRule("burden", "Burden", "mean", ("c",)))
    total = ScoreRule("total", "Total", "weighted", ("value", "burden"), {"burden": -1.0})
    same = ScoreRule("same", "Same", "expression", expression="${value} - ${burden}")
    sheet = Sheet.of(card(total, same, *blocks), {"a": Answer.of(4), "c": Answer.of(1)}, today=TODAY)
    assert (sheet.scores()["total"].value, sheet.scores()["same"].value) == (3.0, 3.0)
    assert sheet.scores()["total"].provisional
    assert sheet.scores()["same"].provisional


def test_a_column_counts_once_for_each_row():
    repeat = Question("site", "repeat", "Sites", questions=(Question("staff", "integer", "Staff"),))
    form = card(ScoreRule("x", "X", "sum", ("staff",)), questions=(repeat,))
    answers = {"site[1].staff": Answer.of(10), "site[2].staff": Answer.of(20)}
    found = Sheet.of(form, answers, {"site": ("1", "2")}, today=TODAY).scores()["x"]
    assert (found.value, found.of) == (30.0, 2)


VALUES = st.one_of(st.none(), st.integers(1, 5))


@given(st.lists(VALUES, min_size=5, max_size=5), st.sampled_from(["mean", "sum", "reversed", "weighted", "rank_weighted"]), st.floats(0, 1))
def test_a_gap_never_pulls_a_score_outside_what_was_answered(values, kind, least):
    known = [value for value in values if value is not None]
    found = score(rule(kind, NAMES, least=least), **dict(zip(NAMES, values, strict=True)))
    assert (found.answered, found.of, found.provisional) == (len(known), 5, len(known) < 5)
    if not known or len(known) / 5 < least - 1e-9:
        assert found.value is None
        return
    assert found.value is not None
    mean = found.value / 5 if kind in ("sum", "weighted") else 6 - found.value if kind == "reversed" else found.value
    assert min(known) - 1e-9 <= mean <= max(known) + 1e-9
    assert math.isfinite(found.value)


@given(st.lists(st.sampled_from(["yes", "no", None, "unknown"]), min_size=5, max_size=5))
def test_a_share_counts_only_what_is_known(values):
    answers = {f"is_{name}": UNKNOWN if value == "unknown" else value for name, value in zip(NAMES, values, strict=True)}
    found = score(rule("share", tuple(answers)), **answers)
    known = [value for value in values if value in ("yes", "no")]
    assert found.value == (known.count("yes") / len(known) if known else None)
    assert score(rule("count", tuple(answers)), **answers).value == (float(known.count("yes")) if known else None)


RULES = (
    Rule("${is_a} = 'yes'", "stop", "A court case is open."),
    Rule("${x} > 3", "go", "The value of ${x} is above three, and ${is_b}."),
    Rule("true()", "ask", "Too little is known."),
)


def decided(hit: str, **answers: Value) -> tuple[Outcome, ...]:
    form = card(ScoreRule("x", "X", "mean", ("a",)), outcomes=(OutcomeTable("result", "Result", hit, RULES),))
    return Sheet.of(form, {name: Answer.of(value) for name, value in answers.items()}, today=TODAY).outcomes()["result"]


def test_the_first_rule_that_fits_is_the_suggestion_with_its_reason():
    assert decided("first", is_a="yes", a=5) == (Outcome("result", "stop", "A court case is open.", 0),)
    assert decided("first", a=5, is_b="yes") == (Outcome("result", "go", "The value of 5 is above three, and Yes.", 1),)
    assert decided("first") == (Outcome("result", "ask", "Too little is known.", 2),)


def test_a_collecting_table_gives_every_rule_that_fits():
    assert [one.result for one in decided("collect", is_a="yes", a=5)] == ["stop", "go", "ask"]
