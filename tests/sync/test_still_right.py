"""Two laptops find an answer still right, or change it, in any order: nothing has to be settled but two different answers."""

from __future__ import annotations

import tempfile
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ctip_desktop.forms.catalogue import Catalogue
from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import records
from ctip_desktop.queries.check_again import ages
from ctip_desktop.queries.records import conflicts, sheet
from ctip_desktop.sync import exchange

from .conftest import Laptop

RIGHT = "still right"


def begun(pair: tuple[Laptop, Laptop]) -> UUID:
    """Desk research that both have, with one answer."""
    lina, joram = pair
    okavi = records.create(lina.ws, "company", answers={"name": Answer.of("Okavi Garments")}).created[0]
    research = records.create(lina.ws, "desk_research", about=okavi, answers={"business_goals": Answer.of("Two more lines")}).created[0]
    lina.gives(joram)
    return research


def says(laptop: Laptop, record: UUID, what: str) -> None:
    if what == RIGHT:
        records.confirm(laptop.ws, record, "business_goals")
    else:
        records.answer(laptop.ws, record, "business_goals", Answer.of(what))


def checked(laptop: Laptop, record: UUID) -> str:
    found = ages(laptop.ws, record).get("business_goals")
    return found.checked if found is not None else ""


def test_both_find_it_still_right_on_different_days_and_nothing_is_to_settle(pair) -> None:
    lina, joram = pair
    research = begun(pair)
    says(lina, research, RIGHT)
    joram.clock.ahead = timedelta(days=3)
    says(joram, research, RIGHT)
    lina.gives(joram)
    joram.gives(lina)
    assert not conflicts(lina.ws)
    assert checked(lina, research) == checked(joram, research) == "2026-10-15"
    assert lina.digest == joram.digest


def test_a_change_on_the_other_laptop_is_not_confirmed_by_what_was_said_of_the_answer_before(pair) -> None:
    lina, joram = pair
    research = begun(pair)
    says(joram, research, "One line less")
    says(lina, research, RIGHT)  # later, of the answer she had
    joram.gives(lina)
    assert sheet(lina.ws, research).sheet.get("business_goals").value == "One line less"
    assert checked(lina, research) == ""
    assert not conflicts(lina.ws)


def test_an_import_tells_what_was_found_still_right_and_taking_it_back_makes_it_old_again(pair) -> None:
    lina, joram = pair
    research = begun(pair)
    says(joram, research, RIGHT)
    path = joram.sends(lina)
    seen = exchange.preview(lina.ws, path)
    assert [(item.label, item.new) for group in seen.items for item in group.items] == [
        ("Which goals does it name for itself? (still right)", "2026-10-12")
    ]
    assert seen.changed == 1
    lina.gets(path)
    assert checked(lina, research) == "2026-10-12"
    exchange.take_back(lina.ws, seen.bundle)
    assert checked(lina, research) == ""


def lines(laptop: Laptop, path: Path) -> list[tuple[str, str, str]]:
    """What the preview says of an answer that was found still right."""
    items = [item for group in exchange.preview(laptop.ws, path).items for item in group.items]
    return [(item.label, item.old, item.new) for item in items if item.label.endswith("(still right)")]


def test_the_preview_says_that_another_answer_was_found_still_right_than_the_one_that_stands_here(pair) -> None:
    lina, joram = pair
    research = begun(pair)
    says(lina, research, RIGHT)
    path = lina.sends(joram)
    assert lines(joram, path) == [("Which goals does it name for itself? (still right)", "Two more lines", "2026-10-12")]
    joram.clock.ahead = timedelta(hours=1)
    says(joram, research, "One line less")
    assert lines(joram, path) == [
        ("Which goals does it name for itself? (still right)", "One line less", "2026-10-12, of another answer than the one here")
    ]


STEPS = st.lists(st.tuples(st.integers(0, 1), st.sampled_from((RIGHT, "one", "two", "meet"))), max_size=9)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_in_any_order_both_laptops_end_with_the_same_and_only_answers_are_to_settle(catalogue: Catalogue, steps) -> None:
    with tempfile.TemporaryDirectory() as folder:
        pair = Laptop(Path(folder), "Lina", catalogue), Laptop(Path(folder), "Joram", catalogue)
        pair[0].meets(pair[1])
        research = begun(pair)
        for who, what in steps:
            if what == "meet":
                pair[who].gives(pair[1 - who])
            else:
                says(pair[who], research, what)
        for _ in range(2):
            pair[0].gives(pair[1])
            pair[1].gives(pair[0])
        lina, joram = pair
        assert lina.digest == joram.digest
        assert checked(lina, research) == checked(joram, research)
        assert sheet(lina.ws, research).sheet.get("business_goals") == sheet(joram.ws, research).sheet.get("business_goals")
        assert {one.name for one in conflicts(lina.ws)} <= {"business_goals"}
        for one in pair:
            one.ws.close()
