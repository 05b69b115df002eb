"""Lists, the pipeline and the two maps on paper: for the team, complete, in the order of the screen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

import pytest

from ctip_desktop.errors import BadInput, WorldError
from ctip_desktop.forms.catalogue import Catalogue
from ctip_desktop.queries.pipeline import pipeline
from ctip_desktop.queries.records import list_records
from ctip_desktop.queries.registers import register
from ctip_desktop.queries.relations import relation_map
from ctip_desktop.reports.audience import Audience, LeftOut
from ctip_desktop.reports.build import Kind, Options, build
from ctip_desktop.reports.job import left_out_words
from ctip_desktop.workspace.workspace import Workspace
from tests.reports.coast import Coast
from tests.reports.reading_back import packed, text_of

TEAM_PRINTS = (Kind.PIPELINE, Kind.INTERESTS, Kind.RELATIONS)


def listed(ws: Workspace, form: str, about: UUID | None = None, columns: Sequence[str] = (), records: Sequence[UUID] | None = None) -> str:
    chosen = None if records is None else tuple(records)
    report = build(ws, Kind.LIST, about=about, options=Options(form=form, columns=tuple(columns), records=chosen))
    report.check()
    return text_of(report.pdf)


def test_every_entry_of_a_list_is_printed(sample: Workspace) -> None:
    found, text = register(sample, "contribution"), listed(sample, "contribution")
    assert f"{found.total} entries" in text
    assert all(row.cells[found.place("value")].text in text for row in found.rows)


def test_a_list_holds_the_columns_and_entries_of_the_screen_in_their_order(coast: Coast) -> None:
    found = register(coast.ws, "milestone")
    last, first = found.rows[-1], found.rows[0]
    text = listed(coast.ws, "milestone", columns=("text", "due"), records=(last.id, first.id))
    assert f"2 of {found.total} entries" in text
    assert text.index(last.title) < text.index(first.title)
    assert "What kind of milestone" not in text


def test_a_list_of_which_the_screen_shows_no_entry_holds_none(sample: Workspace) -> None:
    text = listed(sample, "conversation", records=())
    assert "0 of 56 entries" in text
    assert "No entry is chosen." in text


def test_a_list_begins_with_the_words_an_entry_is_known_by(sample: Workspace) -> None:
    text = packed(listed(sample, "conversation"))
    assert all(packed(row.cells[register(sample, "conversation").place("summary")].text) in text for row in register(sample, "conversation").rows[:5])


@pytest.mark.parametrize("columns", [("~title",), ("~title", "~about"), ("nothing_like_it",)])
def test_a_list_without_a_column_of_its_own_names_its_entries(sample: Workspace, columns: tuple[str, ...]) -> None:
    assert register(sample, "decision").rows[0].about is not None
    assert "Recruitment without fees" in listed(sample, "decision", columns=columns)


def test_what_all_entries_are_about_stands_only_where_the_screen_shows_it(sample: Workspace) -> None:
    assert "About" not in listed(sample, "decision", columns=("decided_on", "choice"))
    assert "About" in listed(sample, "decision", columns=("~about", "decided_on", "choice"))
    assert "About" not in listed(sample, "relation"), "all of it is about the programme"


def test_a_large_number_is_not_broken_over_lines(tmp_path: Path, catalogue: Catalogue) -> None:
    with Coast(tmp_path, catalogue).closing() as coast:
        coast.make("contribution", coast.fees, date="2026-05-12", kind="cash", value=123_456_789_012, currency="VND", state="received",
                   source_class="private", use_class="strategic")  # fmt: skip
        assert "123,456,789,012" in listed(coast.ws, "contribution")


def test_no_word_of_a_list_is_broken_over_lines(sample: Workspace) -> None:
    text = listed(sample, "concern")
    assert all(re.search(rf"\b{word}\b", text) for word in ("programme", "Government", "Deal-\\s?breaker"))


def test_a_list_about_one_partnership_holds_only_its_entries(coast: Coast) -> None:
    text = listed(coast.ws, "contribution", about=coast.vessels)
    assert "188,000" in text
    assert "130,000" not in text
    assert "Vessel contact points" in text


def test_more_columns_than_fit_stand_in_small_lines_and_none_is_lost(sample: Workspace) -> None:
    found = register(sample, "indicator")
    every = [each.name for each in found.columns if each.share != "strict"]
    text = packed(listed(sample, "indicator", columns=every, records=[found.rows[0].id]))
    assert all(packed(cell.text) in text for cell, each in zip(found.rows[0].cells, found.columns, strict=True) if each.name in every)


def test_a_list_without_entries_says_so(coast: Coast) -> None:
    assert "Nothing is written down yet." in listed(coast.ws, "feedback")


def test_a_list_of_answers_that_one_person_gave_is_refused(coast: Coast) -> None:
    with pytest.raises(WorldError, match="one person"):
        listed(coast.ws, "pulse")
    with pytest.raises(BadInput, match="Which list"):
        listed(coast.ws, "")


@pytest.mark.parametrize("kind", [*TEAM_PRINTS, Kind.LIST])
@pytest.mark.parametrize("reader", [Audience.PARTNER, Audience.DONOR, Audience.PUBLIC])
def test_only_the_team_gets_them(coast: Coast, kind: Kind, reader: Audience) -> None:
    with pytest.raises(WorldError, match="for the team only"):
        build(coast.ws, kind, audience=reader, options=Options(form="concern"))


def test_the_pipeline_tells_every_opportunity_with_its_step_and_why_it_rests(sample: Workspace) -> None:
    board, text = pipeline(sample), text_of(build(sample, Kind.PIPELINE).pdf)
    for card in board.every:
        assert card.title in text
    assert all(f"{step.label}, {len(step.cards)}" in text for step in board.columns if step.cards)
    assert all(card.reason in text for card in (*board.parked, *board.stopped))


def test_our_people_can_be_left_out_of_the_pipeline(sample: Workspace) -> None:
    report = build(sample, Kind.PIPELINE, options=Options(people=False))
    owners = {card.owner for card in pipeline(sample).every if card.owner}
    assert not any(owner in text_of(report.pdf) for owner in owners)
    assert any(line.what == "Names of our people" for line in report.left_out)


def test_the_map_of_relations_names_everybody_once_by_number(sample: Workspace) -> None:
    found, text = relation_map(sample), text_of(build(sample, Kind.RELATIONS).pdf)
    for number, node in enumerate(found.nodes, start=1):
        assert re.search(rf"\b{number} {re.escape(node.name)}\b", text), node.name
    assert all(f"{edge.a_name} and {edge.b_name}" in text for edge in found.edges)


def test_the_map_of_interests_holds_pairs_and_what_has_none(sample: Workspace) -> None:
    text = packed(text_of(build(sample, Kind.INTERESTS).pdf))
    for form in ("interest", "project_goal"):
        for line in list_records(sample, form):
            assert packed(line.title.removesuffix("…")) in text, line.title


@pytest.mark.parametrize("kind", TEAM_PRINTS)
def test_without_anything_a_print_says_so(kind: Kind, bare: Workspace) -> None:
    text = text_of(build(bare, kind).pdf)
    assert re.search("There is no opportunity yet|Nothing is paired yet|Write relations", text)


@pytest.mark.parametrize("number", [1, 3])
def test_a_footer_counts_what_is_left_out_without_a_false_plural(number: int) -> None:
    left = (LeftOut(number, "Amounts of money", "an agreement forbids it"),)
    assert left_out_words(left, Audience.DONOR, {}) == f"Left out: amounts of money ({number})."
