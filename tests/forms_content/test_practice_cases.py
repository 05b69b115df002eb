"""Worked cases of the forms of the whole practice: what they suggest, what they ask, what they never guess."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctip_desktop.forms.model import Answer, Form, Kind, Value
from ctip_desktop.forms.sheet import Sheet
from ctip_desktop.practice import partnership_type, requirements
from ctip_desktop.practice.partnership_type import Wanted
from tests.forms_content.conftest import NAMES, TODAY
from tests.forms_content.test_worked_cases import UNKNOWN, filled, result

WHO: tuple[tuple[str, ...], ...] = ((), ("ours",), ("partner",), ("ours", "partner"))
RANKS = range(1, 16)
POINTS = {"missing": 0, "talked": 1, "agreed": 2, "written": 3, "works": 4}
PULSE: dict[str, Value | Answer] = {"wave": "2026-2", "side": "partner", "respondent": "A"}


def kind(sheet: Sheet, path: str) -> str | None:
    problem = sheet.problem(path)
    return problem.kind if problem else None


# ---- the type of a partnership ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "expected", "said"),
    [
        ({"change_wanted": "quick_policy", "how_long": "over_3y"}, "one_off", "rule or law"),
        ({"change_wanted": "lasting", "how_long": "under_1y"}, "shared_value", "The time you chose is short"),
        ({"change_wanted": "industry", "how_long": "1_3y"}, "shared_value", "lasting change"),
        ({"change_wanted": "industry"}, "shared_value", "lasting change"),
        ({"how_long": "over_3y"}, "shared_value", "go on for years"),
        ({"how_long": "1_3y", "core_business": UNKNOWN}, "shared_value", "go on for years"),
        ({"how_long": "one_off", "change_wanted": "short_result"}, "one_off", "happens once"),
        ({"how_long": "1_3y", "core_business": "no", "co_fund": ("partner",)}, "csr", "The company gives"),
        ({"how_long": "under_1y", "core_business": "yes", "co_implement": ("ours",), "co_fund": ("ours",)}, "supporter", "help the company"),
        ({"change_wanted": "short_result", "how_long": "under_1y"}, "one_off", "short time"),
        ({}, "none", "do not point to one type yet"),
        ({"core_business": UNKNOWN, "co_fund": ("partner",)}, "none", "do not point to one type yet"),
    ],
)
def test_the_type_with_the_reason_of_the_rule_that_fired(
    shipped: dict[str, Form], answers: dict[str, Value | Answer], expected: str, said: str
) -> None:
    suggested, reason = result(filled(shipped["partnership_type"], answers), "suggestion")
    assert suggested == expected
    assert said in reason


@pytest.mark.parametrize("how_long", ["", "one_off", "under_1y", "1_3y", "over_3y"])
@pytest.mark.parametrize("change", ["", "quick_policy", "short_result", "lasting", "industry"])
def test_the_form_and_the_rules_suggest_the_same_type_and_another_one_needs_a_reason(shipped: dict[str, Form], change: str, how_long: str) -> None:
    for core, fund, implement in itertools.product((None, True, False), WHO, WHO):
        known = "" if core is None else "yes" if core else "no"
        answers: dict[str, Value | Answer] = {"change_wanted": change, "how_long": how_long, "core_business": known}
        sheet = filled(shipped["partnership_type"], {**answers, "co_fund": fund, "co_implement": implement})
        expected = partnership_type.suggest(Wanted(change, how_long, core, (), fund, implement)).type
        assert result(sheet, "suggestion")[0] == (expected or "none"), (answers, fund, implement)
        for chosen in partnership_type.Type:
            wanted = "required" if expected and chosen != expected else None
            assert kind(sheet.answer("type", Answer.of(chosen.value)), "reason") == wanted, (answers, fund, implement, chosen)


def points(sheet: Sheet, table: str) -> set[str]:
    return {outcome.result for outcome in sheet.outcomes()[table]}


def test_shared_value_asks_for_both_sides_in_everything(shipped: dict[str, Form]) -> None:
    sheet = filled(
        shipped["partnership_type"], {"type": "shared_value", "core_business": "no", "co_design": ("ours", "partner"), "co_fund": ("ours",)}
    )
    assert points(sheet, "to_settle") == {"co_fund", "co_implement", "core_business", "agreed"}
    assert "co_design" in points(filled(shipped["partnership_type"], {"type": "shared_value"}), "to_settle")


def test_a_partner_who_does_not_agree_on_the_type_is_seen(shipped: dict[str, Form]) -> None:
    sheet = filled(shipped["partnership_type"], {"type": "one_off"}).with_row("agreed", "a").with_row("agreed", "b")
    assert points(sheet, "to_settle") == set()
    sheet = sheet.answer("agreed[a].agreed_type", Answer.of("yes")).answer("agreed[b].agreed_type", Answer.of("no"))
    assert points(sheet, "to_settle") == {"not_agreed"}


# ---- relationship pulse -----------------------------------------------------------------------------------------------------


def test_quality_needs_four_of_five_and_trust_counts_one_three_or_five(shipped: dict[str, Form]) -> None:
    sheet = filled(shipped["pulse"], {**PULSE, "rp_1": 4, "rp_2": 5, "rp_3": 3})
    assert sheet.score("quality").value is None  # three of five
    assert sheet.answer("rp_4", Answer.of(4)).score("quality").value == pytest.approx(4.0)
    sheet = sheet.answer("rp_4", Answer.of(4)).answer("rp_5", Answer.of("useful_resource"))
    assert sheet.score("quality").value == pytest.approx(3.8)
    assert not sheet.score("quality").provisional


@pytest.mark.parametrize(("trust", "mark"), [("contact_point", 1), ("useful_resource", 3), ("trusted_adviser", 5)])
def test_trust_sits_in_the_same_index(shipped: dict[str, Form], trust: str, mark: int) -> None:
    marks = {f"rp_{number}": 3 for number in range(1, 5)}
    assert filled(shipped["pulse"], {**PULSE, **marks, "rp_5": trust}).score("quality").value == pytest.approx((12 + mark) / 5)


def test_cannot_say_is_left_out_and_the_direction_stands_apart(shipped: dict[str, Form]) -> None:
    sheet = filled(shipped["pulse"], {**PULSE, "rp_1": 4, "rp_2": 4, "rp_3": UNKNOWN, "rp_4": 4, "rp_5": "trusted_adviser", "rp_6": 2})
    assert sheet.score("quality").value == pytest.approx(4.25)
    assert sheet.score("quality").provisional
    assert sheet.score("direction").value == 2
    assert filled(shipped["pulse"], PULSE).score("direction").value is None


# ---- requirements, guiding questions, checks --------------------------------------------------------------------------------


def test_requirements_missing_or_only_talked_about_are_gaps_in_order_of_rank(shipped: dict[str, Form]) -> None:
    sheet = filled(shipped["requirements"], {"rq_15": "missing", "rq_02": "talked", "rq_01": "works", "rq_03": UNKNOWN})
    assert [outcome.result for outcome in sheet.outcomes()["to_settle"]] == ["rq_02", "rq_15"]
    every = filled(shipped["requirements"], {f"rq_{rank:02d}": "talked" for rank in RANKS})
    assert [outcome.result for outcome in every.outcomes()["to_settle"]] == [f"rq_{rank:02d}" for rank in RANKS]
    scores = sheet.scores()
    assert scores["gaps"].value == 2
    assert scores["mean"].value == pytest.approx(5 / 3)
    assert scores["mean"].provisional
    assert filled(shipped["requirements"], {}).scores()["gaps"].value is None  # nobody looked: not zero


@given(st.lists(st.sampled_from([*POINTS, ""]), min_size=15, max_size=15))
def test_the_form_and_the_rules_count_requirements_alike(shipped: dict[str, Form], states: list[str]) -> None:
    scores = filled(shipped["requirements"], {f"rq_{rank:02d}": state for rank, state in zip(RANKS, states, strict=True)}).scores()
    rule = requirements.requirements({rank: POINTS.get(state) for rank, state in zip(RANKS, states, strict=True)})
    assert scores["mean"].value == (None if rule.mean is None else pytest.approx(rule.mean))
    assert scores["rank_weighted"].value == (None if rule.weighted is None else pytest.approx(rule.weighted))
    assert scores["gaps"].value == (len(rule.gaps) if rule.answered else None)


def test_guiding_questions_give_five_means_and_a_gap_is_no_zero(shipped: dict[str, Form]) -> None:
    scores = filled(shipped["guiding_questions"], {"gq_11": 3, "gq_12": 2, "gq_41": 0}).scores()
    assert scores["perspective"].value == pytest.approx(2.5)
    assert scores["perspective"].provisional
    assert scores["priority"].value == 0
    assert scores["trust"].value is None


@pytest.mark.parametrize(("form", "one"), [("trust_guidelines", "tr_01"), ("scale_readiness", "sc_01"), ("reflections", "rf_01")])
def test_counts_begin_with_the_first_answer(shipped: dict[str, Form], form: str, one: str) -> None:
    assert filled(shipped[form], {}).score("in_place").value is None
    assert filled(shipped[form], {one: "partly"}).score("in_place").value == 0
    score = filled(shipped[form], {one: "yes"}).score("in_place")
    assert (score.value, score.provisional) == (1, True)


def test_a_barrier_asks_what_you_will_do(shipped: dict[str, Form]) -> None:
    sheet = filled(shipped["scale_readiness"], {"ba_06": "fine"})
    assert not sheet.relevant("ba_06_action")
    sheet = sheet.answer("ba_06", Answer.of("problem"))
    assert sheet.relevant("ba_06_action")
    assert sheet.score("barriers_now").value == 1


# ---- money, harm, concerns, decisions ---------------------------------------------------------------------------------------


def test_donor_money_for_one_company_is_asked_back(shipped: dict[str, Form]) -> None:
    sheet = filled(shipped["contribution"], {"kind": "cash", "value": 500, "source_class": "donor", "use_class": "direct_support"})
    assert points(sheet, "funding_check") == {"donor_on_direct_support"}
    assert kind(sheet, "use_class") == "soft"
    assert points(sheet.answer("source_class", Answer.of("private")), "funding_check") == set()
    assert points(sheet.answer("use_class", Answer.of("support_cost")), "funding_check") == {"donor_on_support_cost"}


def test_a_gift_in_kind_names_how_its_value_is_known(shipped: dict[str, Form]) -> None:
    sheet = filled(shipped["contribution"], {"kind": "in_kind", "value": 500})
    assert sheet.required("basis")
    assert "no_basis" in points(sheet, "funding_check")
    assert not sheet.answer("kind", Answer.of("cash")).relevant("basis")


def test_unknown_is_not_a_promise_to_do_no_harm(shipped: dict[str, Form]) -> None:
    assert points(filled(shipped["do_no_harm"], {"agreed_in_writing": UNKNOWN}), "harm_gaps") == {"not_agreed", "no_protocol"}
    sheet = filled(shipped["do_no_harm"], {"agreed_in_writing": "yes", "protocol_exists": "yes"})
    assert points(sheet, "harm_gaps") == {"not_known"}
    assert sheet.required("protocol_contact")


def test_resolved_needs_what_was_agreed_and_both_sides(shipped: dict[str, Form]) -> None:
    sheet = filled(
        shipped["concern"], {"side": "company", "kind": "deal_breaker", "text": "Its name", "raised_on": "2026-09-01", "status": "resolved"}
    )
    wanted = ("resolution", "confirmed_ours", "confirmed_theirs", "resolved_on")
    assert all(sheet.required(name) for name in wanted)
    assert kind(sheet.answer("resolved_on", Answer.of("2026-08-01")), "resolved_on") == "hard"
    accepted = sheet.answer("status", Answer.of("accepted"))
    assert not any(accepted.required(name) for name in wanted)
    assert not sheet.answer("status", Answer.of("open")).relevant("resolution")


def test_exploring_has_a_question_and_an_end(shipped: dict[str, Form]) -> None:
    sheet = filled(shipped["decision"], {"decided_on": "2026-10-01", "choice": "yes"})
    assert not sheet.relevant("explore_question")
    sheet = sheet.answer("choice", Answer.of("explore"))
    assert sheet.required("explore_question")
    assert sheet.required("explore_until")
    assert kind(sheet.answer("explore_until", Answer.of("2026-09-01")), "explore_until") == "hard"
    assert sheet.answer("choice", Answer.of("not_now")).required("review_on")
    assert sheet.answer("choice", Answer.of("conditions")).required("conditions")


def test_a_new_nda_leaves_the_settled_minimum_and_asks_for_a_label(shipped: dict[str, Form]) -> None:
    sheet = Sheet.new(shipped["nda"], today=TODAY)
    assert sheet.value("shareable") == ("existence", "sector", "country", "activity", "period")
    assert sheet.required("anonymous_label")
    assert not sheet.answer("shareable", Answer.of(("existence", "name"))).relevant("anonymous_label")


def test_a_new_programme_has_the_settled_thresholds(shipped: dict[str, Form]) -> None:
    programme = Sheet.new(shipped["programme"], today=TODAY)
    assert [programme.value(name) for name in ("fit_quality", "fit_direction", "fit_band")] == [3.5, 3.5, 0.25]
    assert [programme.value(name) for name in ("pulse_every_months", "suppress_under", "gate")] == [6, 3, "warn"]
    assert programme.value("target_partnerships") is None


@pytest.mark.parametrize(
    ("form", "answers", "name", "value", "expected"),
    [
        ("partnership", {"started_on": "2026-05-01", "status": "ended"}, "ended_on", "2026-04-01", "hard"),
        ("partnership", {"agreement_on": "2026-05-01"}, "started_on", "2026-04-01", "soft"),
        ("partnership", {"first_talk_on": "2026-05-01"}, "agreement_on", "2026-04-01", "hard"),
        ("indicator", {"direction": "up", "baseline": 10}, "target", 4, "soft"),
        ("indicator", {"direction": "down", "baseline": 10}, "target", 4, None),
        ("indicator", {"direction": "up"}, "target", 4, None),
        ("effort", {}, "days", -1, "hard"),
        ("effort", {}, "days", 90, "soft"),
        ("outreach", {}, "date", "2026-10-14", "hard"),
        ("reflection", {"individuals": 5}, "organisations", 6, "hard"),
        ("pulse", {}, "rp_1", 6, "hard"),
        ("pulse", {}, "wave", "autumn", "soft"),
        ("contribution", {}, "currency", "dollars", "hard"),
        ("agreement", {"signed_on": "2026-05-01"}, "ends_on", "2026-04-01", "hard"),
        ("do_no_harm", {}, "briefing_on", "2024-01-01", "soft"),
        ("relation", {"from_name": "Port office"}, "to_name", "Port office", "hard"),
    ],
)
def test_impossible_and_unlikely_values(
    shipped: dict[str, Form], form: str, answers: dict[str, Value | Answer], name: str, value: Value, expected: str | None
) -> None:
    sheet = filled(shipped[form], {**answers, name: value})
    assert kind(sheet, name) in ({expected, "type"} if expected == "hard" else {expected})


# ---- every form, every choice -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_every_choice_of_every_form_can_be_chosen(shipped: dict[str, Form], name: str) -> None:
    """Outside repeats; what a rule says against one choice is a question asked back, never an error of the form."""
    sheet = Sheet.of(shipped[name], today=TODAY)
    for section in shipped[name].sections:
        for question in section.questions:
            many = question.type.startswith("select_multiple")
            for choice in question.choices if len(question.choices) < 60 else question.choices[:3]:
                problem = sheet.answer(question.name, Answer.of((choice.name,) if many else choice.name)).problem(question.name)
                assert problem is None or problem.kind in {"soft", "evidence"} or question.constraint, (question.name, choice.name, problem)


@pytest.mark.parametrize("name", NAMES)
def test_a_record_says_what_it_is(shipped: dict[str, Form], name: str) -> None:
    form = shipped[name]
    if form.kind in {Kind.REGISTER, Kind.ENTITY}:
        assert form.record_title
    assert Sheet.of(form, today=TODAY).title()


def test_what_came_of_a_try_is_unanswered_until_a_person_says_so(catalogue):
    assert not catalogue.form("outreach").question("result").default
