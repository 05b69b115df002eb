"""The figures of the sources, each reproduced from records, each with the records behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

import pytest

from ctip_desktop.forms.model import Value
from ctip_desktop.operations import records, rounds
from ctip_desktop.operations.records import NewRecord
from ctip_desktop.practice.figures import Figure
from ctip_desktop.queries import figures as queries

from .conftest import World, answers
from .partners import partnership, pulse, write

TODAY = date(2026, 10, 13)
STATES = ("missing", "talked", "agreed", "written", "works")


def found(world: World, **more: date) -> Mapping[str, Figure]:
    return {each.name: each for each in queries.figures(world.ws, today=TODAY, **more)}


def many(world: World, form: str, about: UUID | None, given: Iterable[Mapping[str, Value]]) -> tuple[UUID, ...]:
    return records.create_many(world.ws, form, [NewRecord(about, answers(each)) for each in given]).created


def test_nothing_to_count_is_no_value_and_never_zero(world: World) -> None:
    assert {each.value for each in found(world).values()} == {None}
    assert {each.text for each in found(world).values()} == {""}


def test_none_of_those_that_are_there_is_a_zero(world: World) -> None:
    many(
        world,
        "partnership",
        None,
        [{"name": "Not yet", "status": "preparing"}, {"name": "Gone", "status": "ended", "started_on": "2025-01-01", "ended_on": "2025-06-01"}],
    )
    many(world, "relation", world.ws.programme_id, [{"from_name": "A", "to_name": "B", "ours": "made", "contribution": "small"}])
    figures = found(world)
    assert [figures[name].value for name in ("partnerships", "active_partners", "relations_large")] == [0, 0, 0]


def test_every_figure_names_its_formula_and_its_source(world: World) -> None:
    assert all(each.formula and "brief" in each.source for each in found(world).values())


def test_19_partnerships_against_a_target_of_10(world: World) -> None:
    write(world, world.ws.programme_id, target_partnerships=10)
    made = many(world, "partnership", None, ({"name": f"P{n}", "status": ("running", "renewed", "adapted")[n % 3]} for n in range(19)))
    many(world, "partnership", None, [{"name": "Ended", "status": "ended"}, {"name": "Not yet", "status": "preparing"}])
    figure = found(world)["partnerships"]
    assert (figure.value, figure.target) == (19, 10)
    assert set(figure.records) == set(made)


def test_92_percent_of_private_contributions_secured_and_52_million_matched(world: World) -> None:
    write(world, world.ws.programme_id, currency="SEK", target_private=52_086_020 / 0.92, target_private_currency="SEK")
    id_ = partnership(world, "Corridors")
    money = {"currency": "SEK", "kind": "cash", "date": "2026-01-01", "use_class": "support_cost"}
    many(
        world,
        "contribution",
        id_,
        [
            {**money, "value": 50_000_000, "source_class": "private", "state": "received", "partner_name": "A"},
            {**money, "value": 2_086_020, "source_class": "private", "state": "pledged", "partner_name": "B"},
            {**money, "value": 52_086_020, "source_class": "donor", "state": "received", "partner_name": "C", "use_class": "strategic"},
            {**money, "value": 9, "source_class": "private", "state": "received", "partner_name": "D", "currency": "THB"},
        ],
    )
    figures = found(world)
    assert figures["private_secured"].value == pytest.approx(0.92)
    assert len(figures["private_secured"].records) == 2
    assert len(figures["private_secured"].left_out) == 1
    assert figures["private_match"].value == 1
    assert figures["private_match"].text == "SEK 52,086,020 of 52,086,020"
    assert figures["support_cover"].value == 1


def test_12_percent_is_our_share_where_several_pay(world: World) -> None:
    write(world, world.ws.programme_id, currency="USD")
    id_, other = partnership(world, "Old town"), partnership(world, "Others alone")
    money = {"currency": "USD", "kind": "cash", "date": "2026-01-01", "use_class": "strategic", "state": "received", "source_class": "donor"}
    many(
        world, "contribution", id_, [{**money, "value": 120, "partner_name": "lantern coast"}, {**money, "value": 880, "partner_name": "Two donors"}]
    )
    many(world, "contribution", other, [{**money, "value": 5000, "partner_name": "Somebody"}])
    assert found(world)["our_share"].value == 0.12


def test_active_partners_grew_from_11_to_45(world: World) -> None:
    starts = ["2025-06-01"] * 11 + ["2026-03-01"] * 34
    many(world, "partnership", None, ({"name": f"P{n}", "status": "running", "started_on": on} for n, on in enumerate(starts)))
    many(world, "partnership", None, [{"name": "Gone", "status": "ended", "started_on": "2025-12-01", "ended_on": "2026-05-01"}])
    figure = found(world)["active_partners"]
    assert figure.text == "11 → 45"
    assert figure.parts == (("2025-10-13", 11), ("2026-10-13", 45))


def test_130_meetings_with_237_people_of_64_organisations(world: World) -> None:
    names = [f"Person {n}" for n in range(237)]
    given = []
    for n in range(130):
        people = [*names[n * 2 : n * 2 + 2], *([names[0]] if n else []), *(names[236:] if n == 1 else [])]
        given.append({"date": "2026-03-01", "people": "\n".join(people), "organisation_names": f"Organisation {n % 64}\norganisation {(n + 1) % 64}"})
    made = many(world, "reflection", world.ws.programme_id, given)
    figures = found(world)
    assert [figures[name].value for name in ("meetings", "people", "organisations")] == [130, 237, 64]
    assert figures["people"].text == "237"
    assert set(figures["meetings"].records) == set(made)


def test_meetings_are_counted_within_the_time_asked_for_and_calls_are_none(world: World) -> None:
    id_ = partnership(world, "Corridors")
    many(
        world,
        "co_creation",
        id_,
        [{"kind": "workshop", "date": "2025-12-01"}, {"kind": "meeting", "date": "2026-02-01"}, {"kind": "call", "date": "2026-02-01"}],
    )
    assert found(world)["meetings"].value == 2
    assert found(world, since=date(2026, 1, 1))["meetings"].value == 1
    assert found(world, until=date(2025, 12, 31))["meetings"].value == 1


def test_a_meeting_that_only_says_how_many_came_makes_it_at_least(world: World) -> None:
    many(world, "reflection", world.ws.programme_id, [{"date": "2026-01-01", "people": "Lina\nOmar"}, {"date": "2026-02-01", "individuals": 12}])
    figure = found(world)["people"]
    assert (figure.value, figure.text) == (12, "at least 12")


def test_two_thirds_of_the_relations_contribute_much(world: World) -> None:
    sizes = ["large", "large", "medium", "large", "large", "none"]
    made = many(
        world,
        "relation",
        world.ws.programme_id,
        [
            *({"from_name": f"A{n}", "to_name": f"B{n}", "ours": "made", "contribution": size} for n, size in enumerate(sizes)),
            {"from_name": "X", "to_name": "Y"},
        ],
    )
    figure = found(world)["relations_large"]
    assert figure.value == pytest.approx(2 / 3)
    assert figure.left_out == made[-1:]


def test_about_a_year_to_start_with_2_workshops_and_6_months_of_meetings(world: World) -> None:
    id_ = partnership(world, "First", first_talk_on="2025-01-10", agreement_on="2026-01-12")
    meetings = [{"kind": "meeting", "date": f"2025-{month:02d}-10"} for month in range(3, 10)]
    many(world, "co_creation", id_, [*meetings, {"kind": "workshop", "date": "2025-05-01"}, {"kind": "workshop", "date": "2025-07-01"}])
    figures = found(world)
    assert [figures[name].value for name in ("time_to_start", "workshops", "meeting_months")] == [12, 2, 6]
    assert figures["time_to_start"].records == (id_,)


def test_a_long_list_of_10_and_those_above_the_line(world: World) -> None:
    ideas = [world.opportunity(f"Idea {n}") for n in range(10)]
    round_ = world.round("internal")
    for n, idea in enumerate(ideas[:3]):
        world.sheet(idea, "internal", "Lina Tarvo", [5 - n] * 10 + [2] * 5, agreed=True)
    rounds.draw_cut(world.ws, round_, 2, "Two are enough for a year")
    figures = found(world)
    assert figures["long_list"].value == 10
    assert figures["prioritised"].value == 2
    assert set(figures["prioritised"].records) == set(ideas[:2])


def test_commitment_varies_most_over_eleven_partnerships(world: World) -> None:
    made = many(world, "partnership", None, ({"name": f"P{n}", "status": "running", "started_on": "2026-01-01"} for n in range(11)))
    for n, id_ in enumerate(made):
        pulse(world, id_, "A", (4, 5, 5 if n % 2 else 2, 4, 5 if n % 3 else 3, 4))
    figure = found(world)["varies_most"]
    assert figure.value == "commitment"
    assert set(figure.records) == set(made), "partnerships stand behind it, never the answers of one person"


def test_the_five_impact_areas_have_the_means_of_the_briefing(world: World) -> None:
    areas = {"food": 88, "environment": 87, "health": 84, "anti_corruption": 79, "human_rights": 76}
    given = []
    for n in range(10):
        marks = {name: tenths // 10 + (n < tenths % 10) for name, tenths in areas.items()}
        given.append({"wave": "2026", "respondent": f"R{n}", **marks})
    many(world, "impact_areas", world.ws.programme_id, [{"wave": "2025", "respondent": "old", "food": 1}])
    many(world, "impact_areas", world.ws.programme_id, given)
    figures = found(world)
    assert [figures[f"impact_{name}"].value for name in areas] == [pytest.approx(tenths / 10) for tenths in areas.values()]
    assert len(figures["impact_food"].records) == 10


def test_the_fifteen_requirements_stand_in_the_order_of_the_practitioners(world: World) -> None:
    for n in range(15):
        id_ = partnership(world, f"P{n}")
        world.make("requirements", id_, **{f"rq_{rank:02d}": "works" if n >= rank - 1 else "missing" for rank in range(1, 16)})
    figure = found(world)["requirement_ranks"]
    assert [place for _, place in figure.parts] == list(range(1, 16))
    assert figure.value == "Do we trust each other enough to say hard things?"
    assert len(figure.records) == 15


def test_the_share_of_leads_through_other_people(world: World) -> None:
    many(
        world,
        "company",
        None,
        ({"name": f"C{n}", **({"lead_source": s} if s else {})} for n, s in enumerate(("word_of_mouth", "referral", "event", ""))),
    )
    figure = found(world)["referral_share"]
    assert figure.value == pytest.approx(2 / 3)
    assert len(figure.left_out) == 1


def test_the_command_line_prints_each_figure_by_name(world: World) -> None:
    document = queries.as_document(queries.figures(world.ws, today=TODAY))
    assert all({"value", "target", "formula", "records"} <= set(each) for each in document.values())
    assert document["private_secured"]["value"] is None
