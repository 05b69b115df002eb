"""What the page of a partnership says of a pulse without a number: why, and never a number of people too few to show."""

from __future__ import annotations

from datetime import date

from ctip_desktop.queries.partnerships import partnership_page

from .conftest import World
from .partners import partnership, pulse

TODAY = date(2026, 10, 13)


def test_three_who_left_most_of_it_open_are_not_called_none(world: World) -> None:
    id_ = partnership(world, "Young")
    for who in "ABC":
        pulse(world, id_, who, (4, None, None, None, None, None))
    found = partnership_page(world.ws, id_, TODAY)
    assert found.right_relationship.text == "3 people answered, most answers are open"
    assert found.pulse.lines[0].theirs.value == 4


def test_only_our_own_answers_are_no_answer_of_the_partner(world: World) -> None:
    id_ = partnership(world, "Young")
    for who in "ABC":
        pulse(world, id_, who, (4, 4, 4, 4, 3, 4), side="ours")
    assert partnership_page(world.ws, id_, TODAY).right_relationship.text == "No answer of the partner yet"
