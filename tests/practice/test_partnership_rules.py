"""Requirements, type, people, concerns, relations, time: the smaller rules of a partnership."""

from __future__ import annotations

from datetime import date
from itertools import product
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctip_desktop.forms.catalogue import Catalogue
from ctip_desktop.forms.model import Answer
from ctip_desktop.forms.sheet import Sheet
from ctip_desktop.practice import concerns, partner_readings, people, pipeline, relations, requirements, timeline
from ctip_desktop.practice.concerns import Concern
from ctip_desktop.practice.partnership_type import Type, Wanted, suggest
from ctip_desktop.practice.pipeline import ASIDE, STEPS, move, stays, usual_days
from ctip_desktop.practice.relations import Edge
from ctip_desktop.practice.stopping import gate
from ctip_desktop.practice.timeline import Event

TODAY = date(2026, 10, 13)


# -- requirements


def test_the_weights_of_the_fifteen_ranks_add_up_to_one_and_fall_with_the_rank() -> None:
    weights = [requirements.weight(rank) for rank in range(1, 16)]
    assert sum(weights) == pytest.approx(1)
    assert weights == sorted(weights, reverse=True)


def test_gaps_name_the_top_six_first_and_what_is_open_is_no_gap() -> None:
    found = requirements.requirements({1: 4, 2: 1, 9: 0, 15: 2, 3: None})
    assert found.gaps == (2, 9)
    assert found.first == (2,)
    assert 3 in found.open
    assert found.mean == 1.75
    assert found.weighted == pytest.approx((15 * 4 + 14 * 1 + 7 * 0 + 1 * 2) / (15 + 14 + 7 + 1))


def test_without_an_answer_there_is_no_mean() -> None:
    found = requirements.requirements({})
    assert (found.mean, found.weighted, len(found.open)) == (None, None, 15)


# -- type


@pytest.mark.parametrize(
    ("wanted", "type_"),
    [
        (Wanted(change="quick_policy"), Type.ONE_OFF),
        (Wanted(how_long="one_off"), Type.ONE_OFF),
        (Wanted(change="short_result", how_long="under_1y"), Type.ONE_OFF),
        (Wanted(change="lasting"), Type.SHARED_VALUE),
        (Wanted(change="industry", how_long="over_3y"), Type.SHARED_VALUE),
        (Wanted(how_long="over_3y"), Type.SHARED_VALUE),
        (Wanted(change="industry", how_long="one_off"), Type.SHARED_VALUE),
        (Wanted(core_business=False, fund=("partner",)), Type.CSR),
        (Wanted(core_business=True, implement=("ours",), fund=("ours",)), Type.SUPPORTER),
        (Wanted(), None),
        (Wanted(core_business=None, fund=("partner",)), None),
    ],
)
def test_each_rule_suggests_its_type_and_is_shown(wanted: Wanted, type_: Type | None) -> None:
    found = suggest(wanted)
    assert found.type is type_
    assert bool(found.fired) is (type_ is not None)
    assert all("Five learnings brief" in each.source for each in found.fired)


def test_rules_that_point_to_different_types_are_all_shown() -> None:
    found = suggest(Wanted(change="quick_policy", how_long="over_3y"))
    assert [each.type for each in found.fired] == [Type.ONE_OFF, Type.SHARED_VALUE]
    assert found.differ


def test_the_form_says_the_same_as_the_rule() -> None:
    form = Catalogue.built_in().form("partnership_type")
    lists = {name: [None, *(choice.name for choice in form.question(name).choices)] for name in ("change_wanted", "how_long", "core_business")}
    for change, how_long, core, fund in product(*lists.values(), [(), ("ours",), ("partner",), ("ours", "partner")]):
        values = {"change_wanted": change, "how_long": how_long, "core_business": core, "co_fund": fund, "co_implement": ("ours",)}
        sheet = Sheet.of(form, {name: Answer.of(value) for name, value in values.items()}, today=TODAY)
        said = sheet.outcomes()["suggestion"][0].result
        assert (suggest(partner_readings.wanted(sheet)).type or "none") == said, values


def test_the_form_of_the_requirements_names_the_same_gaps_and_means() -> None:
    form = Catalogue.built_in().form("requirements")
    names = [question.name for question in form.walk() if question.name.startswith("rq_0") or question.name.startswith("rq_1")]
    names = [name for name in names if form.question(name).choices]
    given_ = dict(zip(names, ["missing", "talked", "agreed", "written", "works"] * 2, strict=False))
    sheet = Sheet.of(form, {name: Answer.of(value) for name, value in given_.items()}, today=TODAY)
    scores = {name: {choice.name: float(choice.extra["score"]) for choice in form.question(name).choices} for name in names}
    found = requirements.requirements(partner_readings.points(sheet, scores))
    assert found.gaps == (1, 2, 6, 7)
    assert found.mean == sheet.score("mean").value
    assert found.weighted == pytest.approx(sheet.score("rank_weighted").value)


# -- people


def test_fewer_than_two_contacts_on_a_side_is_a_risk_and_not_written_down_is_unknown() -> None:
    found = people.key_person(1, 3)
    assert found.at_risk == ("partner",)
    assert found.text == "It hangs on few people: 1 active contact of theirs."
    assert people.key_person(2, None).unknown == ("ours",)
    assert people.key_person(2, None).text == ""
    assert people.key_person(0, 1).at_risk == ("partner", "ours")


def test_the_success_of_a_way_counts_attempts_with_a_result() -> None:
    tries = [people.Attempt("phone", result) for result in ("meeting", "no_answer", "no_answer", "later", "")]
    found = people.methods([*tries, people.Attempt("email", "")])
    assert [(each.name, each.attempts, each.rate) for each in found] == [("phone", 5, 0.25), ("email", 1, None)]


def test_leads_through_other_people_are_a_share_of_the_known_ones() -> None:
    found = people.leads(["word_of_mouth", "referral", "event", "", "cold_contact"])
    assert (found.share, found.unknown) == (0.5, 1)
    assert people.leads(["", ""]).share is None


# -- concerns


def concern(number: int, side: str = "company", kind: str = "concern", status: str = "open", raised: date | None = None, **more: str) -> Concern:
    return Concern(UUID(int=number), side, kind, status, raised, **more)


def test_open_deal_breakers_the_oldest_entry_and_how_early_worries_come() -> None:
    found = concerns.summary(
        [
            concern(1, kind="deal_breaker", raised=date(2026, 10, 3)),
            concern(2, kind="deal_breaker", status="resolved", raised=date(2026, 1, 1)),
            concern(3, raised=date(2026, 9, 13)),
            concern(4, status=""),
        ],
        TODAY,
        agreement_on=date(2026, 9, 1),
    )
    assert found.deal_breakers == (UUID(int=2), UUID(int=1))  # one says resolved, and nobody confirmed it
    assert found.open == (UUID(int=2), UUID(int=3), UUID(int=1), UUID(int=4))
    assert found.oldest_days == 285
    assert found.early == pytest.approx(1 / 3)
    assert found.silent == ("programme",)
    assert found.loose == (UUID(int=2),)


def test_resolved_needs_words_and_somebody_of_each_side() -> None:
    done = concern(1, status="resolved", resolution="Logo stays off", confirmed_ours="Lina", confirmed_theirs="Sourcing")
    assert not done.loosely_resolved
    assert not done.open
    assert concern(1, status="resolved", resolution="Logo stays off", confirmed_ours="Lina").open


def test_without_an_agreement_nothing_is_early_or_late() -> None:
    assert concerns.summary([concern(1, raised=TODAY)], TODAY).early is None


# -- relations


def edge(number: int, a: str, b: str, contribution: str = "") -> Edge[object]:
    return Edge(number, a, b, contribution)


def test_two_thirds_of_the_relations_contribute_much_as_in_the_source() -> None:
    """TMS learning brief, line 157."""
    found = relations.summary([], [edge(1, "a", "b", "large"), edge(2, "b", "c", "large"), edge(3, "c", "d", "small"), edge(4, "d", "e")])
    assert found.share == pytest.approx(2 / 3)
    assert found.unknown == 1


def test_isolated_partners_and_those_who_hold_groups_together() -> None:
    found = relations.summary(
        ["a", "b", "c", "d", "e", "alone"], [edge(1, "a", "b"), edge(2, "b", "c"), edge(3, "c", "a"), edge(4, "c", "d"), edge(5, "d", "e")]
    )
    assert found.isolated == ("alone",)
    assert found.brokers == ("c", "d")
    assert found.groups == 2


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=14))
def test_a_broker_is_exactly_one_whose_leaving_splits_the_map(pairs: list[tuple[int, int]]) -> None:
    edges = [Edge(place, a, b) for place, (a, b) in enumerate(pairs)]
    nodes = range(8)
    found = relations.summary(nodes, edges)
    for node in nodes:
        rest = [each for each in edges if node not in (each.a, each.b)]
        without = relations.summary([other for other in nodes if other != node], rest)
        alone = node in found.isolated
        assert (without.groups > found.groups - alone) is (node in found.brokers)


def test_a_chain_of_thousands_is_no_danger() -> None:
    found = relations.summary([], [Edge(place, place, place + 1) for place in range(5000)])
    assert len(found.brokers) == 4999


# -- time


def test_about_a_year_two_workshops_and_six_months_of_meetings_as_in_the_source() -> None:
    """Five learnings brief, lines 429 to 431 and 684 to 687."""
    meetings = [Event(date(2025, month, 10), "meeting") for month in range(3, 10)]
    workshops = [Event(date(2025, 5, 1), "workshop"), Event(date(2025, 7, 1), "workshop")]
    found = timeline.timeline([*meetings, *workshops, Event(date(2026, 3, 1), "workshop")], date(2025, 1, 10), date(2026, 1, 12))
    assert (found.months, found.workshops, found.meetings, found.meeting_months) == (12, 2, 7, 6)
    assert found.text == "12 months from the first talk to the agreement: 7 meetings, 2 workshops."


def test_no_word_about_time_is_a_judgement() -> None:
    text = timeline.timeline([], date(2020, 1, 1), date(2026, 1, 1)).text
    assert text == "72 months from the first talk to the agreement."


def test_without_both_days_there_is_no_time_to_start() -> None:
    found = timeline.timeline([Event(date(2026, 1, 1), "call"), Event(None, "call")])
    assert (found.first_talk, found.months, found.calls, found.undated) == (date(2026, 1, 1), None, 1, 1)
    assert timeline.usual_months([None, 12, 14]) == 13
    assert timeline.usual_months([None]) is None


# -- pipeline


def test_only_parking_and_stopping_need_a_reason() -> None:
    steps = [*STEPS, *ASIDE]
    asked = {(a, b) for a in steps for b in steps if move(a, b).needs_reason}
    assert {b for _, b in asked} == {"parked", "cut_off"}


def test_a_card_may_go_back_without_a_word() -> None:
    assert move("agreement", "concept", deal_breakers=3, due_diligence_stop=True, gate=gate("none", "require")).warnings == ()


def test_the_way_to_an_agreement_warns_of_deal_breakers_and_the_gate_holds() -> None:
    found = move("co_creation", "agreement", deal_breakers=2, due_diligence_stop=True, gate=gate("none", "require"))
    assert found.holds
    assert found.warnings[-1].startswith("2 deal-breakers are open.")
    assert "Due diligence says stop." in found.warnings


def test_an_agreement_before_due_diligence_is_done_is_told_once_and_locks_nothing() -> None:
    said = "Due diligence is not done yet. Do it before you sign."
    assert move("co_creation", "agreement", unchecked=True).warnings == (said,)
    assert not move("co_creation", "agreement", unchecked=True).holds
    assert move("co_creation", "agreement", unchecked=True, due_diligence_stop=True).warnings == ("Due diligence says stop.",)
    assert move("decision", "co_creation", unchecked=True).warnings == ()


def test_days_on_a_step_and_what_is_usual() -> None:
    first = stays([("spotted", date(2026, 1, 1)), ("spotted", date(2026, 1, 5)), ("concept", date(2026, 1, 11)), ("spotted", date(2026, 1, 9))])
    assert [(each.step, each.days(TODAY)) for each in first] == [("spotted", 10), ("concept", 0), ("spotted", 275)]
    second = stays([("spotted", date(2026, 1, 1)), ("concept", date(2026, 1, 21))])
    assert usual_days([*first, *second]) == {"spotted": 15}, "a step passed on one day tells nothing of how long it takes"


def test_the_steps_are_those_of_the_form() -> None:

    choices = Catalogue.built_in().form("opportunity").question("status").choices
    assert [choice.name for choice in choices] == [*pipeline.STEPS, *pipeline.ASIDE]
    assert {choice.name: choice.extra["phase"] for choice in choices if choice.name in STEPS} == dict(pipeline.STEPS)
