"""The whole practice in the sample: partnerships in every state, and everything a screen can say about them."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from ctip_desktop.practice.fit_check import Cell
from ctip_desktop.practice.nda import Shareable
from ctip_desktop.queries import as_of, calendar, figures, interests, partnerships, pipeline, records, relations
from ctip_desktop.queries.attention import attention
from ctip_desktop.queries.home_views import Attention
from ctip_desktop.queries.partner_views import PartnershipPage
from ctip_desktop.workspace.workspace import Workspace

pytestmark = pytest.mark.xdist_group("sample")  # loaded once, not once for each worker

FEES, FERRY, TERMS = "Recruitment without fees", "Eyes on the night ferry", "One set of terms for agencies"
POCKET, SITE, TRANSPORT, TRACING = "Contract in the pocket", "Safety talks on the ring road", "Safe transport code", "Net-to-plate tracing"


def page(ws: Workspace, name: str) -> PartnershipPage:
    found = next(row for row in partnerships.partnerships(ws) if row.name == name)
    return partnerships.partnership_page(ws, found.id)


def waiting(ws: Workspace) -> Attention:
    return attention(ws, ws.now().astimezone().date())


def chosen(ws: Workspace, form: str, name: str) -> Counter[Any]:
    return Counter(records.show(ws, line.id).answers[name].answer.value for line in records.list_records(ws, form))


# -- states --------------------------------------------------------------------------------------------------------------------------


def test_partnerships_in_every_state(ws: Workspace) -> None:
    found = {row.name: row.status for row in partnerships.partnerships(ws)}
    assert found == {
        FEES: "running",
        FERRY: "renewed",
        TERMS: "running",
        POCKET: "handed_over",
        SITE: "ended",
        TRANSPORT: "preparing",
        TRACING: "running",
    }


def test_the_board_has_cards_from_the_first_step_to_the_last_and_in_the_tray(ws: Workspace) -> None:
    board = pipeline.pipeline(ws)
    steps = {column.step for column in board.columns if column.cards}
    assert {
        "spotted",
        "first_talks",
        "concept",
        "scored",
        "due_diligence",
        "decision",
        "agreement",
        "running",
        "renewed",
        "handed_over",
        "ended",
    } <= steps
    assert board.parked
    assert board.stopped
    assert all(card.reason for card in (*board.parked, *board.stopped))


# -- the relationship ----------------------------------------------------------------------------------------------------------------


def test_the_partnership_of_the_pictures_is_seen_very_differently(ws: Workspace) -> None:
    found = page(ws, FEES)
    assert len(found.pulse.waves) == 3
    lines = {line.label: line for line in found.pulse.lines}
    assert lines["Commitment"].wide
    assert lines["Commitment"].falls == 2
    assert found.fit.advice is not None
    assert found.fit.advice.cell is Cell.CHANGE_IDEA
    assert found.fit.differ
    assert len(found.concern_summary.deal_breakers) == 1


def test_with_two_people_of_the_partner_nothing_of_them_is_shown(ws: Workspace) -> None:
    newest = page(ws, TERMS).pulse.newest
    assert newest is not None
    assert (newest.partner.people.n, newest.partner.people.count) == (None, "1 or 2")
    assert {mean.value for mean in newest.partner.items.values()} == {None}
    assert newest.ours.people.n == 3


def test_one_partnership_is_on_the_right_track_and_one_was_stopped_on_the_wrong_one(ws: Workspace) -> None:
    cells = {row.name: row.cell for row in partnerships.partnerships(ws)}
    assert (cells[FERRY], cells[SITE]) == (Cell.CONTINUE, Cell.STOP)
    assert [(each.kind_label, each.choice) for each in page(ws, SITE).decisions] == [("A stop criterion was met", "no")]


def test_the_name_of_one_partner_is_told_to_nobody(ws: Workspace) -> None:
    found = page(ws, TERMS)
    assert isinstance(found.shareable, Shareable)
    assert not found.shareable.may("name")
    assert found.anonymous_label == "Company A, electronics"


# -- what waits for somebody -----------------------------------------------------------------------------------------------------------


def test_two_cut_off_criteria_are_met_and_wait_for_a_decision(ws: Workspace) -> None:
    assert {each.subject.title: each.reasons for each in waiting(ws).to_decide} == {
        "Worker voice line for fishing vessels": ("The effort is above its ceiling: 28 days of 25.",),
        "Fair start for day crews": ("4 attempts found no reply.",),
    }


def test_a_pulse_a_milestone_a_reading_and_a_review_are_overdue(ws: Workspace) -> None:
    found = waiting(ws)
    assert [(each.subject.title, each.text) for each in (*found.pulses, *found.milestones, *found.readings, *found.reviews)] == [
        (FERRY, "Ask both sides"),
        (FEES, "Velora hires by the same price list"),
        (FEES, "Days until a complaint is answered"),
        (FEES, ""),
    ]


def test_the_calendar_has_every_kind_of_day(ws: Workspace) -> None:
    today = ws.now().astimezone().date()
    found = calendar.calendar(ws, today.replace(year=today.year - 2, day=1), today.replace(year=today.year + 3, day=1), today=today)
    assert {each.kind for each in found} == set(calendar.DueKind)


# -- registers -----------------------------------------------------------------------------------------------------------------------


def test_decisions_of_each_kind_and_choice(ws: Workspace) -> None:
    assert set(chosen(ws, "decision", "kind")) == {"go_on", "cut_off", "due_diligence", "fit_check", "other"}
    assert set(chosen(ws, "decision", "choice")) == {"yes", "explore", "no", "not_now", "conditions"}
    assert set(chosen(ws, "decision", "explore_result")) == {None, "adapt"}


def test_contributions_of_each_kind_state_and_source_and_one_to_look_at(ws: Workspace) -> None:
    for name, values in (("kind", {"cash", "in_kind"}), ("state", {"pledged", "received"}), ("source_class", {"donor", "private"})):
        assert set(chosen(ws, "contribution", name)) == values
    assert [notice.text.partition(".")[0] for notice in page(ws, FEES).funding.notices] == ["Donor money pays for direct support to one company"]


def test_concerns_milestones_and_tries_of_every_kind(ws: Workspace) -> None:
    assert set(chosen(ws, "concern", "kind")) == {"concern", "fear", "risk", "deal_breaker", "wish"}
    assert set(chosen(ws, "concern", "status")) == {"open", "in_talks", "resolved", "accepted", "ending"}
    assert set(chosen(ws, "milestone", "kind")) == {"activity", "output", "outcome"}
    assert set(chosen(ws, "outreach", "result")) == {"no_answer", "refused", "later", "meeting"}


def test_readings_over_more_than_a_year_and_a_half(ws: Workspace) -> None:
    known = next(each for each in page(ws, FERRY).indicators if each.unit == "%")
    days = [each.on for each in known.readings if each.on]
    assert (days[-1] - days[0]).days > 500
    assert [each.value for each in known.readings] == [12, 31, 46, 58, 61, 72, 78]


def test_interests_and_goals_meet_and_one_of_each_stands_alone(ws: Workspace) -> None:
    found = interests.interest_map(ws)
    assert {pair.opportunity is None for pair in found.pairs} == {True, False}
    assert [goal.text for goal in found.goals if not goal.pairs] == ["Labour offices answer within three days"]
    assert any(not interest.pairs for interest in found.interests)


def test_the_map_has_brokers_groups_and_one_that_stands_alone(ws: Workspace) -> None:
    found = relations.relation_map(ws)
    assert found.groups == 3
    assert any(node.broker for node in found.nodes)
    assert [node.name for node in found.nodes if node.isolated] == ["Kestrin Electronics"]


# -- figures and the past ------------------------------------------------------------------------------------------------------------


def test_every_figure_has_something_to_count(ws: Workspace) -> None:
    found = {each.name: each for each in figures.figures(ws)}
    assert [name for name, each in found.items() if each.value is None] == []
    assert found["varies_most"].value == "commitment"
    assert found["active_partners"].text == "2 → 4"


def test_the_programme_s_criteria_are_the_shipped_ones_and_one_of_its_own(ws: Workspace) -> None:
    assert chosen(ws, "cut_off", "kind")["own"] == 1
    assert sum(chosen(ws, "cut_off", "active").values()) == 6


def test_a_partnership_can_be_seen_as_it_was(ws: Workspace) -> None:
    ferry = next(row for row in partnerships.partnerships(ws) if row.name == FERRY)
    day = ferry.started
    assert day is not None
    then = as_of.as_of(ws, ferry.id, day.replace(year=day.year + 1) if (day.month, day.day) != (2, 29) else day)
    status = next(answer for answer in then.answers if answer.path == "status")
    assert (status.text, status.now) == ("Running", "Renewed")
