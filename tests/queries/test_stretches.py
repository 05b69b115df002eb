"""How often an answer was changed: typing with pauses counts once, and no earlier answer is hidden that is not still in the later one."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import records
from ctip_desktop.queries.records import HistoryEntry, history
from ctip_desktop.queries.stretches import given, stretches
from tests.queries.conftest import World

NOON = datetime(2026, 10, 13, 12).astimezone()


def entry(value: object, minutes: float = 0, by: str = "Lina", *, erased: bool = False) -> HistoryEntry:
    return HistoryEntry("plan", value, by, f"Laptop of {by}", NOON + timedelta(minutes=minutes), "", erased)


def told(*entries: HistoryEntry, kind: str = "text") -> list[object]:
    """The answers that count, the oldest first."""
    return [one.value for one in stretches(tuple(reversed(entries)), kind)][::-1]


def test_typing_with_pauses_counts_once() -> None:
    assert told(entry("They buy"), entry("They buy from", 1), entry("They buy fish from three boats", 3)) == ["They buy fish from three boats"]


def test_a_slip_that_is_put_right_belongs_to_the_typing() -> None:
    assert told(entry("They buy fihs"), entry("They buy fish from three boats", 1)) == ["They buy fish from three boats"]


@pytest.mark.parametrize(
    ("before", "after", "minutes", "by"),
    [
        ("They buy from three boats", "They buy nothing any more", 1, "Lina"),
        ("no", "yes", 1, "Lina"),
        ("They buy fish from three boats", "They buy fish", 1, "Lina"),
        ("They buy", "They buy fish", 6, "Lina"),
        ("They buy", "They buy fish", 1, "Joram"),
        ("They buy", None, 1, "Lina"),
    ],
    ids=["other words", "a short answer", "words taken away", "another sitting", "another person", "cleared"],
)
def test_an_answer_that_is_gone_from_the_next_one_counts(before: str, after: object, minutes: float, by: str) -> None:
    assert told(entry(before), entry(after, minutes, by)) == [before, after]


def test_choices_and_numbers_that_look_alike_are_other_answers() -> None:
    assert told(entry("agree"), entry("agree_fully", 1), kind="select_one") == ["agree", "agree_fully"]
    assert told(entry("1200"), entry("12000", 1), kind="integer") == ["1200", "12000"]


def test_what_was_erased_is_not_counted() -> None:
    assert told(entry(None, erased=True), entry("They buy", 1)) == ["They buy"]


def test_the_history_keeps_every_pause(world: World) -> None:
    company = world.company("Selan Pearl Fisheries")
    research = records.create(world.ws, "desk_research", about=company, answers={"company_values": Answer.of("Fair")}).created[0]
    for text in ("Fair pay", "Fair pay and safe boats", "Something else"):
        records.answer(world.ws, research, "company_values", Answer.of(text))
    assert [one.value for one in given(world.ws, research, "company_values")] == ["Something else", "Fair pay and safe boats"]
    assert len([one for one in history(world.ws, research) if one.name == "company_values"]) == 4
