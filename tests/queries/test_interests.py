"""Where interests meet: what companies want and what we want, the pairs of both, and the opportunity a pair becomes."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import pytest

from ctip_desktop.errors import BadInput, NotFound
from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import interests as doing
from ctip_desktop.operations import records, undo
from ctip_desktop.queries import opportunities
from ctip_desktop.queries.interests import NOT_SAID, interest_map
from ctip_desktop.queries.records import list_records, show
from tests.queries.conftest import UNKNOWN, World

Made = dict[str, UUID]


@pytest.fixture
def harbour(world: World) -> Made:
    """Two companies, three interests, two goals, one pair."""
    pearl, okavi = world.company("Pearl", country="TH"), world.company("Okavi", country="KH")
    proof = world.make("interest", pearl, text="Show buyers that hiring is fair", horizon="soon")
    world.make("interest", pearl, text="Open a second plant", horizon="years", said_by="ours")
    world.make("interest", okavi, text="Keep its workers longer")
    speak = world.make("project_goal", world.ws.programme_id, text="Crews can speak up safely", country="TH", until="2027-06-30")
    world.make("project_goal", world.ws.programme_id, text="No worker pays for a job")
    pair = world.make("match", pearl, interest=str(proof), goal=str(speak), idea="A message line for crews that buyers trust")
    return {"pearl": pearl, "okavi": okavi, "proof": proof, "speak": speak, "pair": pair}


def test_an_empty_map_has_nothing_and_offers_the_goals_of_the_programme(world: World) -> None:
    found = interest_map(world.ws)
    assert (found.interests, found.goals, found.pairs, found.hidden, found.unused) == ((), (), (), 0, ())
    records.answer(world.ws, world.ws.programme_id, "goals", Answer.of("Crews can speak up\n\n No worker pays \nCrews can speak up"))
    assert interest_map(world.ws).unused == ("Crews can speak up", "No worker pays")


def test_goals_are_taken_over_once_and_one_undo_takes_all_of_them_back(world: World) -> None:
    records.answer(world.ws, world.ws.programme_id, "goals", Answer.of("Crews can speak up\nNo worker pays"))
    doing.take_goals(world.ws, interest_map(world.ws).unused)
    found = interest_map(world.ws)
    assert ([goal.text for goal in found.goals], found.unused) == (["Crews can speak up", "No worker pays"], ())
    undo.undo(world.ws)
    assert interest_map(world.ws).goals == ()


def test_interests_stand_by_company_with_the_near_ones_first_and_pairs_between(world: World, harbour: Made) -> None:
    found = interest_map(world.ws)
    assert [(each.company.title, each.text, each.pairs, each.ours) for each in found.interests] == [
        ("Okavi", "Keep its workers longer", 0, False),
        ("Pearl", "Show buyers that hiring is fair", 1, False),
        ("Pearl", "Open a second plant", 0, True),
    ]
    assert [(goal.text, goal.country_label, goal.until, goal.pairs) for goal in found.goals] == [
        ("Crews can speak up safely", "Thailand", date(2027, 6, 30), 1),
        ("No worker pays for a job", "", None, 0),
    ]
    (pair,) = found.pairs
    assert (pair.interest.id, pair.goal.id, pair.opportunity) == (harbour["proof"], harbour["speak"], None)
    assert found.pair(harbour["proof"], harbour["speak"]) == pair
    assert found.pair(harbour["proof"], None) is None


def test_filters_leave_out_and_say_how_many(world: World, harbour: Made) -> None:
    every = interest_map(world.ws)
    assert [(facet.label, facet.count) for facet in every.companies()] == [("Okavi", 1), ("Pearl", 2)]
    assert [(facet.name, facet.count) for facet in every.horizons()] == [("soon", 1), ("years", 1), (NOT_SAID, 1)]
    assert [(facet.label, facet.count) for facet in every.countries()] == [("Cambodia", 1), ("Thailand", 3)]
    cambodia = every.where(countries=["KH"])
    assert [each.text for each in cambodia.interests] == ["Keep its workers longer"]
    assert [goal.text for goal in cambodia.goals] == ["No worker pays for a job"], "a goal for everywhere stays"
    assert (cambodia.pairs, cambodia.hidden) == ((), 3)
    assert [each.text for each in every.where(horizons=[NOT_SAID]).interests] == ["Keep its workers longer"]
    assert len(every.where(companies=[harbour["pearl"].hex], horizons=["soon"]).pairs) == 1


def test_a_wish_that_is_met_leaves_the_map_unless_it_is_part_of_a_pair(world: World, harbour: Made) -> None:
    for each in list_records(world.ws, "interest"):
        records.answer(world.ws, each.id, "open", Answer.of("no"))
    assert [(each.text, each.open) for each in interest_map(world.ws).interests] == [("Show buyers that hiring is fair", False)]


def test_not_known_whether_it_is_open_is_not_no(world: World, harbour: Made) -> None:
    for each in list_records(world.ws, "interest"):
        records.answer(world.ws, each.id, "open", UNKNOWN)
    assert len(interest_map(world.ws).interests) == 3


def test_a_pair_that_lost_a_side_is_counted_and_not_drawn(world: World, harbour: Made) -> None:
    records.delete(world.ws, harbour["speak"])
    found = interest_map(world.ws)
    assert (found.pairs, found.half) == ((), 1)
    records.bring_back(world.ws, harbour["speak"])
    records.delete(world.ws, harbour["pearl"])
    assert (len(interest_map(world.ws).interests), interest_map(world.ws).half) == (1, 1)


def test_a_pair_becomes_an_opportunity_with_its_company_and_names_it(world: World, harbour: Made) -> None:
    made = doing.pursue(world.ws, harbour["pair"]).created[0]
    (row,) = opportunities.long_list(world.ws)
    assert (row.id, row.title, [link.title for link in row.companies]) == (made, "A message line for crews that buyers trust", ["Pearl"])
    assert (row.country_label, row.status_label) == ("Thailand", "Spotted")
    (pair,) = interest_map(world.ws).pairs
    assert pair.opportunity is not None
    assert (pair.opportunity.id, pair.status_label) == (made, "Spotted")


def test_one_undo_takes_the_opportunity_and_its_name_in_the_pair_back(world: World, harbour: Made) -> None:
    made = doing.pursue(world.ws, harbour["pair"]).created[0]
    undo.undo(world.ws)
    assert show(world.ws, made).deleted
    assert interest_map(world.ws).pairs[0].opportunity is None
    assert doing.pursue(world.ws, harbour["pair"]).created[0] != made


def test_a_pair_becomes_one_opportunity_only_until_that_is_deleted(world: World, harbour: Made) -> None:
    made = doing.pursue(world.ws, harbour["pair"]).created[0]
    with pytest.raises(BadInput, match="already"):
        doing.pursue(world.ws, harbour["pair"])
    records.delete(world.ws, made)
    assert interest_map(world.ws).pairs[0].opportunity is None
    assert doing.pursue(world.ws, harbour["pair"]).created[0] != made


def test_without_an_idea_the_wish_is_the_title(world: World, harbour: Made) -> None:
    records.answer(world.ws, harbour["pair"], "idea", Answer.of(None))
    doing.pursue(world.ws, harbour["pair"])
    assert opportunities.long_list(world.ws)[0].title == "Show buyers that hiring is fair"


def test_what_is_not_there_becomes_no_opportunity(world: World, harbour: Made) -> None:
    with pytest.raises(NotFound):
        doing.pursue(world.ws, uuid4())
    with pytest.raises(NotFound):
        doing.pursue(world.ws, harbour["proof"])
    records.delete(world.ws, harbour["proof"])
    with pytest.raises(NotFound):
        doing.pursue(world.ws, harbour["pair"])
    assert opportunities.long_list(world.ws) == ()


def test_a_long_idea_is_cut_at_a_word_for_the_title_and_kept_whole() -> None:
    idea = "A message line for crews on vessels and in plants that also proves fair hiring to the buyers in three countries\nMore"
    title = doing.title_of(idea)
    assert title == "A message line for crews on vessels and in plants that also proves fair hiring to the…"
    assert len(title) <= doing.TITLE
    assert doing.title_of("x" * 200) == "x" * 89 + "…"
    assert doing.title_of(" \n\n Short \n") == "Short"
    assert doing.title_of("") == ""
