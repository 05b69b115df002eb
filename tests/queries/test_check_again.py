"""An answer that has aged: told, looked at again, still right or changed; and what is kept of it."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest

from ctip_desktop.errors import BadInput, ChangedMeanwhile
from ctip_desktop.forms.model import Answer, Source, State
from ctip_desktop.operations import programme, records, undo
from ctip_desktop.queries.as_of import as_of
from ctip_desktop.queries.check_again import ages, to_check
from ctip_desktop.queries.companies import company_list, company_page
from ctip_desktop.queries.records import history, sheet
from ctip_desktop.queries.today import today
from ctip_desktop.queries.views import AnswerView, Flag
from ctip_desktop.queries.visits import visit_pack

from .conftest import World

OLD = Source("media", "Coast Daily", "", "2024-03")


def researched(world: World) -> tuple[UUID, UUID]:
    """A company with one answer out of an old newspaper, and one that was written down fourteen months ago."""
    okavi = world.company("Okavi Garments")
    research = world.make("desk_research", okavi, business_goals=Answer.of("Two more lines", sources=(OLD,)), business_model="Sews for brands")
    world.clock.now += timedelta(days=430)
    return okavi, research


def shown(world: World, company: UUID, path: str) -> AnswerView:
    page = company_page(world.ws, company, world.clock.now.date())
    return next(answer for answer in page.desk.answers if answer.path == path)


def test_an_aged_answer_is_told_with_its_day_and_its_shelf_life(world: World) -> None:
    okavi, research = researched(world)
    found = ages(world.ws, research)
    assert (found["business_goals"].dated, found["business_goals"].life, found["business_goals"].stale) == ("2024-03", 12, True)
    assert found["business_model"].dated == "2026-10-13"
    assert to_check(world.ws, okavi) == ((research, "business_model"), (research, "business_goals"))


def test_still_right_makes_it_young_and_leaves_answer_source_and_old_date_as_they_were(world: World) -> None:
    okavi, research = researched(world)
    before = sheet(world.ws, research)
    done = records.confirm(world.ws, research, "business_goals", expect=before.heads["business_goals"])
    after = sheet(world.ws, research)
    assert after.sheet.get("business_goals") == before.sheet.get("business_goals")
    assert after.heads == before.heads
    age = ages(world.ws, research)["business_goals"]
    assert (age.dated, age.checked, age.stale, age.months) == ("2024-03", world.clock.now.date().isoformat(), False, 0)
    assert done.label.startswith("Still right: “")
    assert to_check(world.ws, okavi) == ((research, "business_model"),)
    assert shown(world, okavi, "business_goals").checked == world.clock.now.date().isoformat()
    assert not shown(world, okavi, "business_goals").stale


def test_the_lists_of_what_to_check_again_lose_what_is_still_right_and_undo_brings_it_back(world: World) -> None:
    okavi, research = researched(world)
    records.confirm(world.ws, research, "business_goals")
    records.confirm(world.ws, research, "business_model")
    assert not today(world.ws, world.clock()).check_again
    assert Flag.CHECK_AGAIN not in company_list(world.ws, today=world.clock.now.date()).rows[0].flags
    undo.undo(world.ws)
    assert to_check(world.ws, okavi) == ((research, "business_model"),)
    assert [each.count for each in today(world.ws, world.clock()).check_again] == [1]
    undo.undo(world.ws)
    assert len(to_check(world.ws, okavi)) == 2


def test_it_ages_again_and_every_time_it_was_looked_at_stays_readable(world: World) -> None:
    okavi, research = researched(world)
    records.confirm(world.ws, research, "business_goals")
    first = world.clock.now.date()
    world.clock.now += timedelta(days=430)
    assert (research, "business_goals") in to_check(world.ws, okavi)
    records.confirm(world.ws, research, "business_goals")
    said = [entry.value[0] for entry in history(world.ws, research) if entry.name == "~checked.business_goals"]
    assert said == [world.clock.now.date().isoformat(), first.isoformat()]
    then = next(answer for answer in as_of(world.ws, research, first).answers if answer.path == "business_goals")
    assert then.checked == first.isoformat()
    assert next(a for a in as_of(world.ws, research, first - timedelta(days=1)).answers if a.path == "business_goals").checked == ""


def test_saying_it_twice_on_one_day_is_one_change(world: World) -> None:
    _, research = researched(world)
    records.confirm(world.ws, research, "business_goals")
    assert records.confirm(world.ws, research, "business_goals").nothing


def test_another_answer_is_not_confirmed_by_what_was_said_of_the_one_before(world: World) -> None:
    _, research = researched(world)
    records.confirm(world.ws, research, "business_goals")
    records.answer(world.ws, research, "business_goals", Answer.of("One line less"))
    assert "business_goals" not in ages(world.ws, research)  # neither aged, nor said to be still right


def test_an_answer_given_anew_is_no_longer_asked_again_and_a_new_old_source_makes_it_old(world: World) -> None:
    okavi, research = researched(world)
    assert (research, "business_goals") in to_check(world.ws, okavi)
    records.answer(world.ws, research, "business_goals", Answer.of("One line less"))
    assert (research, "business_goals") not in to_check(world.ws, okavi)
    assert [each.count for each in today(world.ws, world.clock()).check_again] == [1]
    assert not shown(world, okavi, "business_goals").stale
    world.clock.now += timedelta(days=2)
    records.add_source(world.ws, research, "business_goals", OLD)
    assert (research, "business_goals") in to_check(world.ws, okavi)
    assert ages(world.ws, research)["business_goals"].dated == "2024-03"


def test_what_one_person_said_in_a_survey_is_never_asked_again(world: World) -> None:
    idea = world.opportunity("Voice line", world.company("Okavi Garments"))
    group = world.make("partnership", idea, name="Voice line", status="running")
    pulse = world.make("pulse", group, wave="2026-1", respondent="A", side="partner", rp_1=3)
    world.clock.now += timedelta(days=800)
    assert to_check(world.ws, group) == ()
    assert "rp_1" not in ages(world.ws, pulse)
    assert not today(world.ws, world.clock()).check_again


def test_a_finished_form_stays_finished_when_an_answer_in_it_is_still_right(world: World) -> None:
    okavi = world.company("Okavi Garments")
    stage = records.create(world.ws, "maturity", about=okavi, answers={"mat_01": Answer.of("yes")}, status="finished").created[0]
    world.clock.now += timedelta(days=430)
    records.confirm(world.ws, stage, "mat_01")
    assert sheet(world.ws, stage).status == "finished"


def test_a_list_is_looked_at_as_a_whole(world: World) -> None:
    okavi = world.company("Okavi Garments")
    research = world.make("desk_research", okavi, {"sites": [{"site_place": "Talven"}, {"site_place": "Selan"}]})
    world.clock.now += timedelta(days=430)
    assert to_check(world.ws, okavi) == ((research, "sites"),)
    assert ages(world.ws, research)["sites"].stale
    records.confirm(world.ws, research, "sites")
    assert to_check(world.ws, okavi) == ()
    records.add_row(world.ws, research, "sites", {"site_place": Answer.of("Ramun")})
    world.clock.now += timedelta(days=300)
    assert not ages(world.ws, research)["sites"].stale
    world.clock.now += timedelta(days=130)
    assert ages(world.ws, research)["sites"].stale


def test_a_list_that_is_still_right_keeps_the_day_of_its_oldest_line(world: World) -> None:
    research = world.make("desk_research", world.company("Okavi Garments"), {"sites": [{"site_place": "Talven"}]})
    first = world.clock.now.date().isoformat()
    world.clock.now += timedelta(days=430)
    records.add_row(world.ws, research, "sites", {"site_place": Answer.of("Selan")})
    assert (ages(world.ws, research)["sites"].dated, ages(world.ws, research)["sites"].stale) == (first, True)
    records.confirm(world.ws, research, "sites")
    assert (ages(world.ws, research)["sites"].dated, ages(world.ws, research)["sites"].stale) == (first, False)


def test_what_is_kept_with_the_company_is_confirmed_there(world: World) -> None:
    okavi = world.company("Okavi Garments", staff=Answer.of(900, sources=(OLD,)))
    research = world.make("desk_research", okavi)
    assert ages(world.ws, research)["staff_total"].stale
    assert to_check(world.ws, okavi) == ((okavi, "staff"),)
    records.confirm(world.ws, okavi, "staff")
    assert not ages(world.ws, research)["staff_total"].stale
    assert ages(world.ws, okavi)["staff"].checked
    assert not shown(world, okavi, "staff_total").stale
    assert Flag.CHECK_AGAIN not in company_page(world.ws, okavi, world.clock.now.date()).flags
    assert not visit_pack(world.ws, okavi, today=world.clock.now.date()).aged


def test_only_an_answer_can_still_be_right_and_only_the_one_that_was_looked_at(world: World) -> None:
    _, research = researched(world)
    with pytest.raises(BadInput, match="no answer here yet"):
        records.confirm(world.ws, research, "history")
    records.answer(world.ws, research, "history", Answer(None, State.UNKNOWN))
    with pytest.raises(BadInput, match="no answer here yet"):
        records.confirm(world.ws, research, "history")
    before = sheet(world.ws, research).heads["business_goals"]
    records.answer(world.ws, research, "business_goals", Answer.of("Changed on another page"))
    with pytest.raises(ChangedMeanwhile):
        records.confirm(world.ws, research, "business_goals", expect=before)


def test_the_shelf_life_of_the_programme_counts_in_every_list(world: World) -> None:
    _, research = researched(world)
    day: date = world.clock.now.date()
    programme.set_rules(world.ws, shelf_life=60)
    assert not ages(world.ws, research)
    assert not today(world.ws, world.clock()).check_again
    assert Flag.CHECK_AGAIN not in company_list(world.ws, today=day).rows[0].flags
