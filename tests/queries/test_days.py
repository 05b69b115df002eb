"""A day is the day of the person who works on the laptop, in every time zone, and one order of lists holds however ids fall."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import decisions, records
from ctip_desktop.operations.records import NewRecord
from ctip_desktop.queries import rows
from ctip_desktop.queries.ageing import stale_answers
from ctip_desktop.queries.as_of import as_of, days_of_change, stages_of
from ctip_desktop.queries.check_again import ages
from ctip_desktop.queries.home_cards import backup_card
from ctip_desktop.queries.pipeline import pipeline
from ctip_desktop.queries.records import list_records, titled
from ctip_desktop.workspace import backups, clock, identity

from .conftest import World

EVENING = datetime(2026, 10, 12, 18, 30, tzinfo=UTC)
"""In Bangkok already the 13th."""


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Sets the time zone of this laptop."""
    if not hasattr(time, "tzset"):
        pytest.skip("this system takes its time zone from its settings alone")

    def choose(name: str) -> None:
        monkeypatch.setenv("TZ", name)
        time.tzset()

    yield choose
    monkeypatch.undo()
    time.tzset()


# -- days ----------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "day"), [("Asia/Bangkok", 13), ("UTC", 12), ("Pacific/Pago_Pago", 12), ("Pacific/Kiritimati", 13)])
def test_today_and_the_day_of_what_was_written_are_those_where_the_person_works(
    world: World, zone: Callable[[str], None], name: str, day: int
) -> None:
    zone(name)
    world.clock.now = EVENING
    today = date(2026, 10, day)
    assert world.ws.now().date() == today
    company = world.company("Okavi")
    check = world.make("desk_research", company, business_model="Sews for brands")
    assert list_records(world.ws, "company")[0].created.date() == today
    assert days_of_change(world.ws, company) == (today,)
    assert f"Backup made on {day} Oct" in backup_card(_backed_up(world), EVENING, exchanged=False).title
    world.clock.now += timedelta(days=500)
    assert ages(world.ws, check)["business_model"].dated == today.isoformat()


def _backed_up(world: World) -> backups.Health:
    backups.make(world.ws)
    return backups.health(world.ws)


def test_a_backup_is_listed_with_its_day_here_and_named_alike_everywhere(world: World, zone: Callable[[str], None]) -> None:
    zone("Asia/Bangkok")
    world.clock.now = EVENING
    made = backups.make(world.ws)
    assert "20261012-1830" in made.path.name
    assert [each.at.day for each in backups.listed(world.ws.backup_folder)] == [13]


def test_days_before_and_after_the_clocks_change_hold(world: World, zone: Callable[[str], None]) -> None:
    zone("America/Santiago")  # the clocks go back an hour at the end of 4 April 2026, and forward at its midnight of 6 September
    world.clock.now = datetime(2026, 4, 3, 23, 30).astimezone()
    company = world.company("Okavi", place="Old")
    world.clock.now = datetime(2026, 4, 4, 23, 30, fold=1).astimezone()  # the second half past eleven of that evening
    records.answer(world.ws, company, "place", Answer.of("New"))
    world.clock.now = datetime(2026, 9, 20, 12).astimezone()
    assert days_of_change(world.ws, company) == (date(2026, 4, 3), date(2026, 4, 4))
    places = [next(a.text for a in as_of(world.ws, company, date(2026, 4, day)).answers if a.path == "place") for day in (3, 4)]
    assert places == ["Old", "New"]


@pytest.mark.parametrize("name", ["Pacific/Kiritimati", "UTC", "Pacific/Pago_Pago"])
def test_the_first_and_the_last_day_of_the_calendar_are_no_trouble_in_any_time_zone(zone: Callable[[str], None], name: str) -> None:
    zone(name)
    assert clock.from_ms(1 << 53).astimezone().date().year == 9999
    assert clock.end_of(date.max).timestamp() > clock.begin_of(date.min).timestamp()
    assert rows.milliseconds(date.min) == 0


# -- orders --------------------------------------------------------------------------------------------------------------------------


def test_what_is_made_in_one_step_stays_in_the_order_it_was_given(world: World) -> None:
    company = world.company("Okavi")
    new = [NewRecord(company, {"name": Answer.of("Ressa Omark"), "job": Answer.of(f"Job {n}")}) for n in range(12)]
    made = records.create_many(world.ws, "contact", new).created
    assert tuple(each.id for each in list_records(world.ws, "contact", about=company)) == made
    assert tuple(id_ for id_, _ in titled(world.ws, "contact", "ressa")) == made
    with world.ws.reading() as connection:
        assert tuple(row.uuid for row in rows.of_form(connection, "contact")) == made
        wanted = [record.bytes for record in made[::-1]]
        assert list(rows.by_id(connection, wanted)) == wanted


def test_new_ids_are_random_and_rise() -> None:
    ids = identity.rising_ids()
    several = [next(ids) for _ in range(500)]
    assert all(one.bytes < other.bytes for one, other in pairwise(several))
    assert {one.version for one in several} == {4}
    assert len({one.bytes[6:] for one in several}) == 500
    assert next(identity.rising_ids()).bytes[:4] != several[0].bytes[:4]


def test_of_two_placements_of_one_day_the_later_one_is_the_one_that_stood(world: World) -> None:
    for n in range(6):
        company = world.company(f"Company {n}")
        for stage in ("follower", "mature"):
            decisions.place(world.ws, company, stage, "team", "Talked about it.", world.ws.now().date())
        assert stages_of(world.ws, company, world.ws.now().date())["team"].stage == "Mature"


def test_of_two_promises_for_one_day_the_board_names_the_one_that_is_listed_first(world: World) -> None:
    for n in range(6):
        company = world.company(f"Company {n}")
        world.opportunity("Worker voice line", company)
        for text in ("Visit the port", "Call the head office"):
            talk = {"date": "2026-10-06", "channel": "call", "follow_up": text, "follow_up_due": "2026-10-15"}
            world.make("conversation", company, **talk)
    assert {card.next.text for card in pipeline(world.ws).every if card.next} == {"Call the head office"}


def test_answers_of_one_age_are_listed_form_by_form_in_reading_order(world: World) -> None:
    asked = [question.name for question in world.ws.catalogue.form("desk_research").walk() if question.type == "text" and question.shelf_life]
    company = world.company("Okavi")
    world.make("desk_research", company, **dict.fromkeys(reversed(asked), "Written down"))
    world.clock.now += timedelta(days=2000)
    with world.ws.reading() as connection:
        found = [each.field for each in stale_answers(connection, world.ws.catalogue, world.ws.now().date())]
    assert found == [name for name in asked if name in found]
    assert len(found) > 3
