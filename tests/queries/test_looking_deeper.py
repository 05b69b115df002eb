"""Looking deeper: a record as of a day, the relation map, the visit pack, and the decision x-ray."""

from __future__ import annotations

from datetime import date, datetime
from uuid import uuid4

import pytest

from ctip_desktop.errors import NotFound
from ctip_desktop.forms.model import Answer, State
from ctip_desktop.operations import records
from ctip_desktop.queries import relations, visits
from ctip_desktop.queries.as_of import as_of
from ctip_desktop.queries.xray import xray

from .conftest import FACTORS, UNKNOWN, World, source
from .partners import partnership, write

TODAY = date(2026, 10, 13)


def at(world: World, *day: int) -> None:
    world.clock.now = datetime(*day, 9).astimezone()  # type: ignore[arg-type]  # year, month, day


# -- as of


def test_a_record_is_shown_as_it_stood_with_who_wrote_it_and_what_changed_since(world: World) -> None:
    at(world, 2025, 3, 1)
    company = world.company("Old Name", staff=120)
    at(world, 2025, 6, 1)
    write(world, company, name="New Name", staff=UNKNOWN, place="Port Selan")
    then = as_of(world.ws, company, date(2025, 5, 31))
    assert (then.there, then.title) == (True, "Old Name")
    found = {answer.path: answer for answer in then.answers}
    assert (found["name"].text, found["name"].now, found["name"].same) == ("Old Name", "New Name", False)
    assert found["staff"].text == "120"
    assert found["place"].state is State.NOT_ASKED
    assert found["name"].by == "Lina Tarvo"
    assert then.changed_since == 3
    after = {answer.path: answer for answer in as_of(world.ws, company, date(2025, 6, 1)).answers}
    assert after["staff"].state is State.UNKNOWN
    assert after["name"].same


def test_a_fact_of_the_company_reads_in_another_form_as_the_company_had_it_that_day(world: World) -> None:
    at(world, 2025, 3, 1)
    company = world.company("Okavi", staff=120)
    research = records.create(world.ws, "desk_research", about=company, answers={"history": Answer.of("Founded in 1998")}).created[0]
    at(world, 2025, 6, 1)
    write(world, company, staff=340)
    then = as_of(world.ws, research, date(2025, 5, 31))
    fact = next(answer for answer in then.answers if answer.text == "120")
    assert (fact.now, fact.same, fact.by) == ("340", False, "Lina Tarvo")
    assert then.changed_since == 1
    assert as_of(world.ws, research, date(2025, 6, 1)).changed_since == 0


def test_before_it_was_begun_and_after_it_was_deleted_a_record_is_not_there(world: World) -> None:
    at(world, 2025, 3, 1)
    company = world.company("Okavi")
    at(world, 2025, 6, 1)
    records.delete(world.ws, company)
    assert not as_of(world.ws, company, date(2025, 2, 28)).there
    assert as_of(world.ws, company, date(2025, 5, 1)).there
    assert not as_of(world.ws, company, date(2025, 7, 1)).there


def test_lines_and_sources_are_those_of_the_day(world: World) -> None:
    at(world, 2025, 3, 1)
    okavi, selan = world.company("Okavi"), world.company("Selan")
    idea = world.make("opportunity", None, {"partners": [{"partner_company": str(okavi)}]}, title="Idea")
    at(world, 2025, 6, 1)
    records.add_row(world.ws, idea, "partners", {"partner_company": Answer.of(str(selan))})
    records.add_source(world.ws, idea, "title", source("A letter", "2025-06-01"))
    then = {answer.path: answer for answer in as_of(world.ws, idea, date(2025, 4, 1)).answers}
    now = {answer.path: answer for answer in as_of(world.ws, idea, date(2025, 7, 1)).answers}
    assert (then["partners"].text, then["partners"].same) == ("Okavi", False)
    assert (now["partners"].text, now["partners"].same) == ("Okavi; Selan", True)
    assert (then["title"].sources, now["title"].sources) == (0, 1)


def test_a_record_that_never_was_is_said_so(world: World) -> None:
    with pytest.raises(NotFound):
        as_of(world.ws, uuid4(), TODAY)


# -- relations


def test_the_map_holds_partners_without_relations_and_one_node_for_a_company_and_its_name(world: World) -> None:
    okavi, alone = world.company("Okavi"), world.company("Alone")
    partnership(world, "Corridors", okavi, alone)
    relation = {"ours": "made"}
    world.make("relation", world.ws.programme_id, from_company=str(okavi), to_name="Crew Union", contribution="large", since="2026-01-01", **relation)
    world.make("relation", world.ws.programme_id, from_name=" crew union ", to_name="Port Office", contribution="small", **relation)
    world.make("relation", world.ws.programme_id, from_name="OKAVI", to_name="Bank", **relation)
    found = relations.relation_map(world.ws)
    assert [node.name for node in found.nodes] == ["Alone", "Bank", "Crew Union", "Okavi", "Port Office"]
    assert [node.name for node in found.nodes if node.isolated] == ["Alone"]
    assert [node.name for node in found.nodes if node.broker] == ["Crew Union", "Okavi"]
    assert found.text == "5 organisations, 3 relations. 1 of 2 contribute a lot."
    assert next((edge.a_name, edge.b_name, edge.contribution_label) for edge in found.edges) == ("Crew Union", "Port Office", "A little")


def test_an_empty_map_says_so(world: World) -> None:
    assert relations.relation_map(world.ws).text == "Nobody is on the map yet."


# -- visit pack


def test_a_new_company_is_asked_to_tell_first_and_nothing_of_our_own_reflection_is_on_the_sheet(world: World) -> None:
    okavi = world.company("Okavi")
    found = visits.visit_pack(world.ws, okavi, today=TODAY)
    assert found.open[0].form == "listening"
    assert len(found.open) == visits.PAGE
    assert found.more > 0
    every = visits.visit_pack(world.ws, okavi, today=TODAY, page=1000).open
    asked = {question.form for question in every}
    assert asked == {"listening", "expectations", "desk_research", "maturity"}
    for question in every:
        assert world.ws.catalogue.form(question.form).question(question.path).asks != "team"


def test_what_has_aged_comes_first_and_promises_stand_above(world: World) -> None:
    at(world, 2024, 1, 1)
    okavi = world.company("Okavi")
    world.make("desk_research", okavi, business_model="Sells shrimp", company_values=UNKNOWN)
    at(world, 2026, 10, 13)
    world.make("conversation", okavi, date="2026-10-01", channel="call", summary="Talk", follow_up="Bring the outline", follow_up_due="2026-10-20")
    found = visits.visit_pack(world.ws, okavi, forms=["desk_research"], today=TODAY)
    assert [promise.text for promise in found.promises] == ["Bring the outline"]
    assert [(question.path, question.answer, question.months) for question in found.aged] == [("business_model", "Sells shrimp", 33)]
    assert any(question.unknown for question in (*found.open,)) or found.more
    assert "business_model" not in {question.path for question in found.open}


def test_a_sheet_for_no_company_is_said_so(world: World) -> None:
    with pytest.raises(NotFound):
        visits.visit_pack(world.ws, uuid4())


# -- x-ray


def test_the_x_ray_goes_from_the_place_down_to_marks_answers_and_sources(world: World) -> None:
    okavi = world.company("Okavi")
    idea, other = world.opportunity("Idea", okavi), world.opportunity("Other")
    round_ = world.round("internal", blind="no")
    world.sheet(idea, "internal", "Lina Tarvo", [5] * 10 + [1] * 5)
    world.sheet(idea, "internal", "Omar Bel", [2] + [5] * 9 + [1] * 5)
    world.sheet(other, "internal", "Lina Tarvo", [3] * 10 + [3] * 5)
    found = xray(world.ws, idea, round_, today=TODAY)
    assert found.row is not None
    assert found.row.rank == 1
    assert [factor.name for factor in found.factors] == list(FACTORS)
    assert sum(factor.share for factor in found.factors if factor.share is not None) == pytest.approx(found.row.total)
    assert (found.factors[0].value, found.factors[0].basis, found.factors[0].spread, found.factors[0].disputed) == (3.5, "mean", 3, True)
    assert [factor.name for factor in found.most_disputed] == [FACTORS[0]]
    assert {mark.person for mark in found.factors[0].marks} == {"Lina Tarvo", "Omar Bel"}
    assert found.companies[0].company.title == "Okavi"
    assert found.companies[0].due_diligence.result == "not_checked"
    assert str(found.explanation[0]).startswith("Place 1 of 2 with a total of ")
    assert "draws of other weights" in " ".join(map(str, found.explanation))
    assert xray(world.ws, idea, round_, today=TODAY).row == found.row, "the draws are the same every time"


def test_a_what_if_changes_the_x_ray_and_keeps_nothing(world: World) -> None:
    idea, other = world.opportunity("Strong in business"), world.opportunity("Strong in development")
    round_ = world.round("internal")
    world.sheet(idea, "internal", "Lina Tarvo", [2] * 5 + [5] * 3 + [3] * 2 + [2] * 5, agreed=True)
    world.sheet(other, "internal", "Lina Tarvo", [4] * 5 + [4] * 3 + [3] * 2 + [2] * 5, agreed=True)
    before = xray(world.ws, idea, round_, today=TODAY)
    tried = xray(world.ws, idea, round_, weights={"business": 4.0}, today=TODAY)
    assert before.row is not None
    assert tried.row is not None
    assert (before.row.rank, tried.row.rank, tried.what_if) == (2, 1, True)
    assert sum(factor.share or 0 for factor in tried.factors) == pytest.approx(tried.row.total)
    assert [flip.block for flip in before.what_would_lift] == ["development", "business"]
    assert before.what_would_change == ()
    assert xray(world.ws, idea, round_, today=TODAY).row == before.row


def test_marks_nobody_may_see_yet_are_in_no_x_ray(world: World) -> None:
    idea = world.opportunity("Idea")
    round_ = world.round("internal", blind="yes")
    world.sheet(idea, "internal", "Omar Bel", [5] * 15)
    found = xray(world.ws, idea, round_, today=TODAY)
    assert found.hidden_sheets == 1
    assert all(factor.value is None and factor.marks == () for factor in found.factors)
    assert found.row is None
    assert "Hand in yours" in str(found.outside.reason)


def test_without_a_round_the_x_ray_says_what_is_missing(world: World) -> None:
    idea = world.opportunity("Idea")
    found = xray(world.ws, idea, today=TODAY)
    assert (found.round, found.row, found.factors, str(found.outside.reason)) == (None, None, (), "No round has begun.")
    with pytest.raises(NotFound):
        xray(world.ws, uuid4())


def test_decisions_on_an_opportunity_are_part_of_its_x_ray(world: World) -> None:
    idea = world.opportunity("Idea")
    world.make("decision", idea, kind="go_on", choice="explore", decided_on="2026-10-01", explore_question="A market?", explore_until="2026-11-01")
    assert [decision.choice_label for decision in xray(world.ws, idea, today=TODAY).decisions] == ["Explore first"]
