"""The team's checklists end with what to do next: what is not in place, what is open, and what is settled."""

from __future__ import annotations

import pytest

from ctip_desktop.forms.model import Answer, Form, Value
from ctip_desktop.forms.sheet import Sheet
from tests.forms_content.test_worked_cases import UNKNOWN, filled

SCALED = ("lead_person", "process_tips", "trust_guidelines", "scale_readiness")
WHOLE: dict[str, dict[str, Value | Answer]] = {
    "success": {"vision": "No worker pays a fee.", "vision_agreed_on": "2026-09-01", "measured_by": "Our officer", "fixed_at_start": "yes"},
    "communication": {"rhythm": "both", "liaison": "Our officer", "liaison_profile": ("experience",), "team_delegated": "yes"},
    "inclusion": {"workers_reached": "yes", "workers_how": "Talks", "advisory_board": "yes", "gender": "a", "human_rights": "b", "environment": "c"},
}
NOT_YET: dict[str, tuple[dict[str, Value | Answer], ...]] = {
    "success": ({"vision": "A sentence", "fixed_at_start": "no"},),
    "communication": ({"rhythm": "ad_hoc", "liaison": "Our officer", "team_delegated": "no"},),
    "inclusion": ({"workers_reached": "no", "advisory_board": "no"}, {"workers_reached": "yes"}),
}


def steps(sheet: Sheet) -> list[str]:
    return [outcome.result for outcome in sheet.outcomes()["next_steps"]]


def alike(form: Form, place: int) -> Sheet:
    """Every choice answered with the one at a place of its list, or the last one there is."""
    chosen = {q.name: q.choices[min(place, len(q.choices) - 1)].name for q in form.walk() if q.type == "select_one"}
    return filled(form, dict(chosen))


def whole(form: Form) -> Sheet:
    sheet = filled(form, WHOLE[form.name])
    if form.name == "inclusion":
        return sheet.with_row("organisations", "a").answer("organisations[a].name", Answer.of("A union"))
    if form.name == "success":
        sheet = sheet.with_row("activities", "a").answer("activities[a].activity", Answer.of("Talks"))
        sheet = sheet.answer("activities[a].deliverable", Answer.of("Forty talks"))
        return sheet.answer("activities[a].activity_indicator", Answer.of("0" * 32))
    return sheet


def tried(form: Form) -> list[Sheet]:
    if form.name in SCALED:
        return [filled(form, {}), *(alike(form, place) for place in range(4)), best(form)]
    begun = [filled(form, {}), whole(form), *(filled(form, answers) for answers in NOT_YET[form.name])]
    return [*begun, begun[0].with_row("activities", "a")] if form.name == "success" else begun


def best(form: Form) -> Sheet:
    """The best choice everywhere."""
    good = ("yes", "strong", "fine", "sponsor")
    return filled(form, {q.name: next(c.name for c in q.choices if c.name in good) for q in form.walk() if q.type == "select_one"})


@pytest.mark.parametrize("name", [*SCALED, *WHOLE])
def test_every_next_step_is_reached_and_says_what_to_do(shipped: dict[str, Form], name: str) -> None:
    (table,) = shipped[name].outcomes
    reached = {result for sheet in tried(shipped[name]) for result in steps(sheet)}
    assert reached == {rule.result for rule in table.rules}
    assert all(rule.reason.count(".") >= 2 or rule.result == "all_in_place" for rule in table.rules)  # what is seen, and what to do
    assert "next_steps" in shipped[name].contract


@pytest.mark.parametrize("name", [*SCALED, *WHOLE])
def test_all_is_in_place_only_when_everything_is_answered_so(shipped: dict[str, Form], name: str) -> None:
    form = shipped[name]
    sheet = best(form) if name in SCALED else whole(form)
    assert steps(sheet) == ["all_in_place"]
    asked = next(q.name for q in form.walk() if q.type == "select_one")
    assert "all_in_place" not in steps(sheet.answer(asked, UNKNOWN))  # unknown is no yes
    assert "all_in_place" not in steps(filled(form, {}))


@pytest.mark.parametrize("name", SCALED)
def test_unknown_is_open_and_never_counted_as_no(shipped: dict[str, Form], name: str) -> None:
    form = shipped[name]
    sheet = filled(form, {q.name: UNKNOWN for q in form.walk() if q.type == "select_one"})
    assert steps(sheet)
    assert all(result.endswith("open") for result in steps(sheet))


def test_what_is_missing_comes_before_what_is_partly_there_and_what_is_open(shipped: dict[str, Form]) -> None:
    sheet = filled(shipped["trust_guidelines"], {"tr_01": "yes", "tr_02": "partly", "tr_03": UNKNOWN, "tr_05": "not_yet"})
    assert steps(sheet) == ["tr_05", "tr_02_partly", "tr_03_open", "tr_04_open"]


def test_a_government_against_it_and_a_barrier_come_first(shipped: dict[str, Form]) -> None:
    sheet = filled(shipped["scale_readiness"], {"sc_02": "no", "ba_06": "problem", "government_standing": "opposes"})
    assert steps(sheet) == ["government", "ba_06", "sc_02", "open"]


@pytest.mark.parametrize(("name", "rows", "result"), [("inclusion", "organisations", "organisations"), ("success", "activities", "activities")])
def test_an_empty_line_names_nobody_and_nothing(shipped: dict[str, Form], name: str, rows: str, result: str) -> None:
    sheet = filled(shipped[name], {}).with_row(rows, "a")
    assert result in steps(sheet)
    assert "all_in_place" not in steps(sheet)
