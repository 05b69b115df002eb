"""Worked cases: what the shipped forms suggest when they are filled in.

Unknown never counts as no, not checked never counts as clear, missing is never zero.
"""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctip_desktop.forms.model import Answer, Form, State, Value
from ctip_desktop.forms.sheet import Sheet
from tests.forms_content.conftest import NAMES, TODAY
from tests.forms_content.test_shipped_forms import FACTORS

UNKNOWN = Answer(state=State.UNKNOWN)
STAGES = {"follower": range(1, 5), "mature": range(5, 10), "leader": range(10, 15), "innovator": range(15, 21)}
ITEMS = (
    *("company_cases", "people_cases", "policy", "statement", "measurable_goals", "progress", "standards"),
    *("brings", "links", "reputation", "worries", "security_risk", "reputational_risk"),
)
P = {"development": (4, 4, 4, 4, 5), "business": (4, 4, 3), "government": (3, 3), "burden": (5, 4, 5, 4, 4)}
Q = {"development": (3, 3, 3, 3, 4), "business": (4, 3, 3), "government": (4, 4), "burden": (2, 2, 2, 2, 2)}


def filled(form: Form, values: Mapping[str, Value | Answer]) -> Sheet:
    answers = {name: value if isinstance(value, Answer) else Answer.of(value) for name, value in values.items()}
    return Sheet.of(form, answers, today=TODAY)


def result(sheet: Sheet, table: str) -> tuple[str, str]:
    (outcome,) = sheet.outcomes()[table]
    return outcome.result, outcome.reason


# ---- the spectrum ---------------------------------------------------------------------------------------------------------


def actions(shown: Mapping[str, int], rest: Value | Answer | None = None) -> dict[str, Value | Answer]:
    """The first `shown` actions of each stage are yes, the others as given (None: not asked)."""
    answers: dict[str, Value | Answer] = {}
    for stage, numbers in STAGES.items():
        for place, number in enumerate(numbers):
            if place < shown.get(stage, 0):
                answers[f"mat_{number:02d}"] = "yes"
            elif rest is not None:
                answers[f"mat_{number:02d}"] = rest
    return answers


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ((3, 4, 1, 0), "mature"),
        ((2, 1, 0, 0), "follower"),
        ((2, 2, 0, 0), "follower"),  # two of five is below half
        ((2, 3, 0, 0), "mature"),
        ((0, 4, 0, 0), "mixed"),
        ((4, 5, 3, 0), "leader"),
        ((4, 2, 3, 0), "mixed"),
        ((2, 3, 3, 3), "innovator"),
        ((4, 5, 2, 6), "mixed"),
        ((1, 2, 2, 2), "none"),
        ((0, 0, 0, 0), "none"),
    ],
)
@pytest.mark.parametrize("rest", ["no", UNKNOWN, None], ids=["no", "unknown", "not asked"])
def test_the_stage_that_the_answers_point_to(shipped: dict[str, Form], shown: tuple[int, ...], expected: str, rest: Value | Answer | None) -> None:
    sheet = filled(shipped["maturity"], actions(dict(zip(STAGES, shown, strict=True)), rest))
    assert result(sheet, "stage")[0] == expected
    assert tuple(sheet.scores()[stage].value or 0 for stage in STAGES) == shown


def test_unknown_actions_are_said_and_never_counted_as_no(shipped: dict[str, Form]) -> None:
    unknown = result(filled(shipped["maturity"], actions({"follower": 2}, UNKNOWN)), "stage")[1]
    no = result(filled(shipped["maturity"], actions({"follower": 2}, "no")), "stage")[1]
    assert "18 of 20 are not known yet" in unknown
    assert "0 of 20 are not known yet" in no


def test_the_count_of_a_stage_is_shown_in_words(shipped: dict[str, Form]) -> None:
    sheet = filled(shipped["maturity"], actions({"follower": 3, "mature": 4, "leader": 1}))
    assert sheet.label("path_note") == "Shown so far: 3 of 4, 4 of 5, 1 of 5, 0 of 6."


# ---- due diligence --------------------------------------------------------------------------------------------------------


def checks(**special: str) -> dict[str, Value | Answer]:
    facts: dict[str, Value | Answer] = {"company_cases": "no", "people_cases": "no"}
    facts |= {f"{item}_check": special.get(item, "clear") for item in ITEMS}
    return {name: value for name, value in facts.items() if value != ""}


@pytest.mark.parametrize(
    ("special", "expected"),
    [
        ({}, "clear"),
        ({"policy": "watch"}, "watch"),
        ({"policy": "watch", "people_cases": "stop"}, "stop"),
        ({"policy": "not_checked"}, "not_checked"),
        ({"policy": ""}, "not_checked"),
        ({"policy": "watch", "reputation": "not_checked"}, "watch"),
        ({"worries": "stop", "reputation": ""}, "stop"),
    ],
)
def test_the_worst_item_is_the_result(shipped: dict[str, Form], special: dict[str, str], expected: str) -> None:
    assert result(filled(shipped["due_diligence"], checks(**special)), "result")[0] == expected


def test_nothing_filled_in_is_not_checked(shipped: dict[str, Form]) -> None:
    assert result(filled(shipped["due_diligence"], {}), "result")[0] == "not_checked"


@given(st.lists(st.sampled_from(["clear", "watch", "stop", "not_checked", ""]), min_size=len(ITEMS), max_size=len(ITEMS)))
def test_clear_needs_every_single_item_clear(shipped: dict[str, Form], judgements: list[str]) -> None:
    found = result(filled(shipped["due_diligence"], checks(**dict(zip(ITEMS, judgements, strict=True)))), "result")[0]
    assert (found == "clear") == (set(judgements) == {"clear"})
    assert (found == "stop") == ("stop" in judgements)


def test_the_reason_names_the_items(shipped: dict[str, Form]) -> None:
    reason = result(filled(shipped["due_diligence"], checks(policy="watch", progress="watch", links="")), "result")[1]
    said = "The worst item is the result. Watch: human rights policy; open reports on progress. Not checked: business links. "
    assert reason == said + "Agree on conditions, and check what is open."


def test_a_stop_names_what_nobody_has_checked_and_says_what_comes_next(shipped: dict[str, Form]) -> None:
    reason = result(filled(shipped["due_diligence"], checks(policy="stop", links="", reputation="not_checked")), "result")[1]
    said = "The worst item is the result. Stop: human rights policy. Not checked: business links; reputation. "
    assert reason == said + "Do not go on unless the stop is solved."


def test_clear_is_impossible_while_nothing_is_known_about_cases(shipped: dict[str, Form]) -> None:
    sheet = filled(shipped["due_diligence"], {**checks(), "company_cases": UNKNOWN})
    problem = sheet.problem("company_cases_check")
    assert problem
    assert problem.kind == "hard"
    assert sheet.answer("company_cases_check", Answer.of("not_checked")).problem("company_cases_check") is None


def test_clear_beside_a_running_case_is_asked_back(shipped: dict[str, Form]) -> None:
    problem = filled(shipped["due_diligence"], {**checks(), "company_cases": "yes"}).problem("company_cases_check")
    assert problem
    assert problem.kind == "soft"


def test_cases_are_asked_only_when_there_is_one(shipped: dict[str, Form]) -> None:
    sheet = filled(shipped["due_diligence"], checks())
    assert not sheet.relevant("cases")
    assert sheet.answer("company_past_cases", Answer.of("yes")).relevant("cases")


def test_a_next_check_before_the_check_is_impossible(shipped: dict[str, Form]) -> None:
    sheet = filled(shipped["due_diligence"], {"done_on": "2026-10-01", "next_review": "2026-09-01"})
    problem = sheet.problem("next_review")
    assert problem
    assert problem.kind == "hard"
    assert sheet.answer("next_review", Answer.of("2027-10-01")).problem("next_review") is None


# ---- score card -----------------------------------------------------------------------------------------------------------


def marks(blocks: Mapping[str, tuple[int, ...]]) -> dict[str, Value | Answer]:
    return {factor: mark for block, factors in FACTORS.items() for factor, mark in zip(factors, blocks[block], strict=True)}


def test_the_worked_example_p_and_q(shipped: dict[str, Form]) -> None:
    """Block sums 21, 11, 6 with burden 22 and 16, 10, 8 with burden 10: Q comes first although P has more value."""
    p, q = (filled(shipped["score_card"], marks(blocks)).scores() for blocks in (P, Q))
    assert [round(p[name].value or 0, 2) for name in (*FACTORS, "total")] == [4.2, 3.67, 3.0, 4.4, 6.47]
    assert [round(q[name].value or 0, 2) for name in (*FACTORS, "total")] == [3.2, 3.33, 4.0, 2.0, 8.53]


def test_cannot_judge_makes_the_total_provisional_and_is_never_zero(shipped: dict[str, Form]) -> None:
    scores = filled(shipped["score_card"], {**marks(Q), "risk": UNKNOWN}).scores()
    assert scores["burden"].value == pytest.approx(2.0)
    assert scores["burden"].provisional
    assert scores["burden"].answered == 4


def test_a_block_under_half_answered_has_no_value_and_neither_has_the_total(shipped: dict[str, Form]) -> None:
    answers = {name: value for name, value in marks(Q).items() if name not in FACTORS["development"][:3]}
    scores = filled(shipped["score_card"], answers).scores()
    assert scores["development"].value is None
    assert scores["total"].value is None


@pytest.mark.parametrize("mark", [0, 6, -1])
def test_a_mark_outside_one_to_five_is_impossible(shipped: dict[str, Form], mark: int) -> None:
    problem = filled(shipped["score_card"], {"risk": mark}).problem("risk")
    assert problem
    assert problem.kind in {"hard", "type"}


# ---- the other forms ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "name", "value", "kind"),
    [
        ("company", "name", "  ", "hard"),
        ("company", "staff", -1, "hard"),
        ("company", "staff", 1_400_000, "soft"),
        ("company", "lei", "not a code", "hard"),
        ("company", "lei", "254900LV1GIA772T4367", None),
        ("company", "website", "selan pearl", "soft"),
        ("company", "website", "www.selanpearl.example", None),
        ("source", "date", "2025-13", "hard"),
        ("source", "date", "2025-03", None),
        ("source", "date", "2031", "soft"),
        ("contact", "email", "a.toru", "hard"),
        ("contact", "phone", "+66 2-555 (0)12", None),
        ("contact", "phone", "ask at the desk", "hard"),
        ("conversation", "date", "2026-10-14", "hard"),
        ("conversation", "date", "2026-10-13", None),
        ("programme", "currency", "dollars", "hard"),
        ("programme", "weight_burden", 11.0, "hard"),
        ("desk_research", "founded", 2031, "soft"),
        ("opportunity", "effort_days", 900, "soft"),
    ],
)
def test_impossible_and_unlikely_values(shipped: dict[str, Form], form: str, name: str, value: Value, kind: str | None) -> None:
    problem = filled(shipped[form], {name: value}).problem(name)
    assert (problem.kind if problem else None) == kind


def test_not_engaging_asks_for_a_reason(shipped: dict[str, Form]) -> None:
    sheet = filled(shipped["company"], {"name": "Selan Pearl", "engaging": "yes"})
    assert not sheet.relevant("not_engaging_reason")
    assert sheet.answer("engaging", Answer.of("no")).required("not_engaging_reason")


def test_parking_an_idea_asks_for_a_reason(shipped: dict[str, Form]) -> None:
    sheet = filled(shipped["opportunity"], {"title": "Voice line", "status": "concept"})
    assert not sheet.required("status_reason")
    assert sheet.answer("status", Answer.of("cut_off")).required("status_reason")


def test_differing_from_the_suggestion_asks_for_a_reason(shipped: dict[str, Form]) -> None:
    sheet = filled(shipped["placement"], {"by": "team", "stage": "leader", "suggested": "mature"})
    assert sheet.required("reason")
    assert not sheet.answer("stage", Answer.of("mature")).required("reason")
    assert not sheet.answer("by", Answer.of("company")).required("reason")
    assert sheet.answer("stage", Answer.of("not_engaging")).required("reason")


def test_a_cut_line_needs_its_reason(shipped: dict[str, Form]) -> None:
    sheet = filled(shipped["round"], {"name": "Programme team"})
    assert not sheet.relevant("cut_reason")
    assert sheet.answer("cut_after", Answer.of(4)).required("cut_reason")


@pytest.mark.parametrize("name", ["company", "desk_research", "due_diligence", "maturity", "opportunity", "score_card"])
def test_an_empty_sheet_opens_at_its_first_question(shipped: dict[str, Form], name: str) -> None:
    sheet = filled(shipped[name], {})
    assert sheet.progress.answered == 0
    assert sheet.progress.asked > 0
    assert sheet.next_open() in sheet.paths()


@pytest.mark.parametrize("name", NAMES)
def test_defaults_are_valid_answers(shipped: dict[str, Form], name: str) -> None:
    sheet = Sheet.new(shipped[name], today=TODAY)
    for path in sheet.paths():
        problem = sheet.problem(path)
        assert problem is None or problem.kind == "required", (path, problem)


def test_the_defaults_of_a_new_check_and_a_new_programme(shipped: dict[str, Form]) -> None:
    assert Sheet.new(shipped["due_diligence"], today=TODAY).value("next_review") == "2027-10-13"
    programme = Sheet.new(shipped["programme"], today=TODAY)
    assert [programme.value(f"weight_{block}") for block in FACTORS] == [1.0, 1.0, 1.0, 1.0]
    assert [programme.value(name) for name in ("calculation", "block", "gate")] == ["value_minus_burden", "mean", "warn"]
    assert [programme.value(name) for name in ("reminder_days", "shelf_life", "recheck_months", "lock_minutes")] == [90, 12, 12, 5]
