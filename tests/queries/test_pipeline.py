"""The pipeline board: where every idea is, since when, and what to say before it moves."""

from __future__ import annotations

from datetime import date, datetime
from uuid import uuid4

import pytest

from ctip_desktop.errors import NotFound
from ctip_desktop.operations import decisions
from ctip_desktop.operations.undo import undo
from ctip_desktop.practice.pipeline import STEPS
from ctip_desktop.practice.readings import check_items
from ctip_desktop.queries import opportunities
from ctip_desktop.queries import pipeline as board
from ctip_desktop.queries.views import Flag

from .conftest import World
from .partners import write

TODAY = date(2026, 10, 13)


def columns(found: board.Board) -> dict[str, list[str]]:
    return {column.step: [card.title for card in column.cards] for column in found.columns if column.cards}


def test_an_empty_board_has_every_step_in_order(world: World) -> None:
    found = board.pipeline(world.ws, today=TODAY)
    assert [column.step for column in found.columns] == list(STEPS)
    assert (found.open, found.running, found.total) == (0, 0, 0)


def test_cards_stand_on_their_step_and_parked_and_stopped_ones_beside(world: World) -> None:
    pearl = world.company("Selan Pearl Fisheries", country="TH")
    world.opportunity("Worker voice line", pearl, status="first_talks", status_on="2026-09-13", owner="Lina", country="TH")
    world.opportunity("Vessel safety", pearl, status="running", owner="Omar")
    world.opportunity("Old idea", pearl, status="parked", status_reason="No money this year")
    world.opportunity("Bad idea", pearl, status="cut_off", status_reason="Too heavy")
    found = board.pipeline(world.ws, today=TODAY)
    assert columns(found) == {"first_talks": ["Worker voice line"], "running": ["Vessel safety"]}
    assert [(card.title, card.reason) for card in (*found.parked, *found.stopped)] == [("Old idea", "No money this year"), ("Bad idea", "Too heavy")]
    assert (found.open, found.running) == (2, 1)
    card = next(card for column in found.columns for card in column.cards if card.title == "Worker voice line")
    assert (card.days, card.country_label, card.companies[0].title) == (30, "Thailand", "Selan Pearl Fisheries")
    assert [(facet.name, facet.count) for facet in found.owners] == [("Lina", 1), ("Omar", 1)]


def test_an_idea_without_a_country_stands_under_that_of_its_company(world: World) -> None:
    seafood = world.make("company", None, name="Okavi", country="KH", sector="seafood")
    world.make("opportunity", seafood, title="Port helpline")
    [card] = [card for card in board.pipeline(world.ws, countries=["KH"], today=TODAY).every if card.title == "Port helpline"]
    assert (card.country_label, card.sector_label) == ("Cambodia", "Seafood and fishing")
    [listed] = [row for row in opportunities.long_list(world.ws, TODAY) if row.title == "Port helpline"]
    assert (listed.country_label, listed.sector_label) == ("Cambodia", "Seafood and fishing")


def test_filters_look_at_text_owner_and_country_and_keep_every_column(world: World) -> None:
    pearl = world.company("Selan Pearl Fisheries")
    world.opportunity("Worker voice line", pearl, owner="Lina", country="TH")
    world.opportunity("Vessel safety", owner="Omar", country="VN")
    assert columns(board.pipeline(world.ws, text="pearl voice", today=TODAY)) == {"spotted": ["Worker voice line"]}
    assert columns(board.pipeline(world.ws, owners=["Omar"], today=TODAY)) == {"spotted": ["Vessel safety"]}
    assert columns(board.pipeline(world.ws, countries=["TH"], today=TODAY)) == {"spotted": ["Worker voice line"]}
    assert columns(board.pipeline(world.ws, flags=[Flag.OVERDUE], today=TODAY)) == {}


def test_days_on_a_step_and_usual_days_come_from_the_journal_and_the_days_people_wrote(world: World) -> None:
    world.clock.now = datetime(2026, 1, 1).astimezone()
    idea = world.opportunity("Worker voice line")
    other = world.opportunity("Other")
    world.clock.now = datetime(2026, 1, 22).astimezone()
    decisions.move(world.ws, idea, "first_talks", on=date(2026, 1, 21))
    world.clock.now = datetime(2026, 1, 31).astimezone()
    decisions.move(world.ws, other, "first_talks")
    world.clock.now = datetime(2026, 3, 1).astimezone()
    decisions.move(world.ws, idea, "concept")
    found = {column.step: column for column in board.pipeline(world.ws, today=TODAY).columns}
    assert (found["spotted"].usual_days, found["spotted"].stays) == (25, 2)
    assert found["first_talks"].usual_days == 39
    assert found["concept"].usual_days is None
    assert found["concept"].cards[0].since == date(2026, 3, 1)


def test_the_next_promise_stands_on_the_card_and_an_overdue_one_is_flagged(world: World) -> None:
    pearl = world.company("Selan Pearl Fisheries")
    world.opportunity("Worker voice line", pearl)
    talk = {"channel": "call", "date": "2026-10-01", "summary": "Talk"}
    world.make("conversation", pearl, **talk, follow_up="Visit", follow_up_due="2026-10-20")
    world.make("conversation", pearl, **talk, follow_up="Send the outline", follow_up_due="2026-10-12")
    world.make("conversation", pearl, **talk, follow_up="Done", follow_up_due="2026-10-02", follow_up_done="yes")
    card = board.pipeline(world.ws, today=TODAY).columns[0].cards[0]
    assert card.next is not None
    assert (card.next.text, card.next.days) == ("Send the outline", -1)
    assert Flag.OVERDUE in card.flags


def test_an_explored_idea_shows_until_when(world: World) -> None:
    idea = world.opportunity("Rubber village fund", status="decision")
    explore = {"kind": "go_on", "choice": "explore", "explore_question": "Is there a market?", "explore_until": "2026-11-30"}
    decision = world.make("decision", idea, decided_on="2026-10-01", **explore)
    assert next(card for column in board.pipeline(world.ws, today=TODAY).columns for card in column.cards).explore_until == date(2026, 11, 30)
    write(world, decision, explore_result="yes")
    assert next(card for column in board.pipeline(world.ws, today=TODAY).columns for card in column.cards).explore_until is None


def test_an_nda_marks_the_card_whose_company_must_not_be_named(world: World) -> None:
    pearl, open_ = world.company("Selan Pearl Fisheries"), world.company("Dunmara Cocoa")
    world.make("nda", pearl, signed_on="2026-01-01", shareable=("existence", "sector"))
    world.opportunity("Hidden", pearl)
    world.opportunity("Open", open_)
    assert {card.title: card.hidden for card in board.pipeline(world.ws, today=TODAY).columns[0].cards} == {"Hidden": True, "Open": False}


def test_a_denial_of_the_problem_opens_a_decision_that_a_person_takes(world: World) -> None:
    pearl = world.company("Selan Pearl Fisheries", engaging="no", not_engaging_reason="denies")
    idea = world.opportunity("Worker voice line", pearl)
    assert board.pipeline(world.ws, today=TODAY).columns[0].cards[0].to_decide == ("The company says that there is no problem.",)
    assert "A stop criterion is met. Decide first whether to go on." in board.check_move(world.ws, idea, "concept", TODAY).warnings
    world.make("decision", idea, kind="cut_off", choice="yes", decided_on="2026-10-10", reasons="A new owner comes")
    assert board.pipeline(world.ws, today=TODAY).columns[0].cards[0].to_decide == ()


def test_before_an_agreement_open_deal_breakers_and_the_gate_are_said(world: World) -> None:
    write(world, world.ws.programme_id, gate="require")
    pearl = world.company("Selan Pearl Fisheries", ungp_level="informal")
    idea = world.opportunity("Worker voice line", pearl, status="co_creation")
    world.make("concern", pearl, side="company", kind="deal_breaker", text="No logo", raised_on="2026-10-01", status="open")
    move = board.check_move(world.ws, idea, "agreement", TODAY)
    assert move.holds
    assert move.warnings[-1].startswith("1 deal-breaker is open.")
    assert not board.check_move(world.ws, idea, "concept", TODAY).warnings
    assert board.check_move(world.ws, idea, "parked", TODAY).needs_reason


def test_an_agreement_asks_for_due_diligence_of_every_company(world: World) -> None:
    clear = {verdict.name: "clear" for _, _, verdict in check_items(world.ws.catalogue.form("due_diligence"))}
    said = "Due diligence is not done yet. Do it before you sign."
    pearl, dunmara = world.company("Selan Pearl Fisheries", ungp_level="reports"), world.company("Dunmara Cocoa", ungp_level="reports")
    idea = world.opportunity("Worker voice line", pearl, dunmara, status="co_creation")
    assert board.check_move(world.ws, idea, "agreement", TODAY).warnings == (said,)
    world.make("due_diligence", pearl, **clear)
    assert board.check_move(world.ws, idea, "agreement", TODAY).warnings == (said,)
    world.make("due_diligence", dunmara, **clear)
    assert board.check_move(world.ws, idea, "agreement", TODAY).warnings == ()


def test_a_company_of_unknown_commitment_is_asked_about_and_not_judged(world: World) -> None:
    idea = world.opportunity("Worker voice line", world.company("Selan Pearl Fisheries"))
    assert board.check_move(world.ws, idea, "co_creation", TODAY).warnings == (
        "Its commitment to the UN Guiding Principles is not known yet. Find it out first.",
    )


def test_a_card_that_is_not_there_is_said_so(world: World) -> None:
    with pytest.raises(NotFound):
        board.check_move(world.ws, uuid4(), "concept", TODAY)


def usual(world: World) -> dict[str, int]:
    return {column.step: column.usual_days for column in board.pipeline(world.ws, today=TODAY).columns if column.usual_days is not None}


def test_a_move_that_was_undone_leaves_no_trace_in_the_days(world: World) -> None:
    world.clock.now = datetime(2026, 9, 1).astimezone()
    idea = world.opportunity("Worker voice line", status="concept", status_on="2026-08-20")
    undated = world.opportunity("Vessel safety", status="concept")
    world.clock.now = datetime(2026, 10, 1).astimezone()
    decisions.move(world.ws, undated, "scored")
    decisions.move(world.ws, idea, "scored")
    undo(world.ws)
    world.clock.now = datetime(2026, 10, 9).astimezone()
    undo(world.ws)  # days later, nobody had written a day beside the step
    found = board.pipeline(world.ws, today=TODAY)
    assert columns(found) == {"concept": ["Worker voice line", "Vessel safety"]}
    assert usual(world) == {}
    assert [card.since for card in found.every] == [date(2026, 8, 20), date(2026, 9, 1)]


def test_a_card_put_back_the_same_day_was_never_moved_and_one_put_back_later_was(world: World) -> None:
    world.clock.now = datetime(2026, 9, 1).astimezone()
    idea = world.opportunity("Worker voice line", status="concept")
    world.clock.now = datetime(2026, 9, 11).astimezone()
    decisions.move(world.ws, idea, "scored")
    world.clock.now = datetime(2026, 9, 11, 3).astimezone()
    decisions.move(world.ws, idea, "concept")
    assert usual(world) == {}
    decisions.move(world.ws, idea, "scored")
    world.clock.now = datetime(2026, 9, 16).astimezone()
    decisions.move(world.ws, idea, "concept")
    assert usual(world) == {"concept": 10, "scored": 5}


def test_steps_passed_on_one_day_do_not_make_a_step_look_quick(world: World) -> None:
    world.clock.now = datetime(2026, 9, 1).astimezone()
    idea = world.opportunity("Worker voice line", status="concept")
    for step in ("scored", "due_diligence", "decision"):
        decisions.move(world.ws, idea, step)
    assert usual(world) == {}


def test_the_label_of_a_move_names_the_move(world: World) -> None:
    idea = world.opportunity("Crew rest house", status="concept")
    assert decisions.move(world.ws, idea, "scored").label == "Move “Crew rest house” to Scored"
    taken = undo(world.ws)
    assert taken is not None
    assert taken.label == "Move “Crew rest house” to Scored"


def test_a_card_in_decision_goes_on_only_after_the_missing_decision_was_named(world: World) -> None:
    idea = world.opportunity("Worker voice line", world.company("Selan Pearl Fisheries"), status="decision")
    said = "No decision is written down yet. Choose “Record a decision” in the menu of the card."
    assert said in board.check_move(world.ws, idea, "co_creation", TODAY).warnings
    assert board.check_move(world.ws, idea, "first_talks", TODAY).warnings == ()
    world.make("decision", idea, kind="go_on", choice="yes", decided_on="2026-10-10", reasons="Crews asked for it")
    assert said not in board.check_move(world.ws, idea, "co_creation", TODAY).warnings
