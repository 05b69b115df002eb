"""Home is kept when the program closes and is there at once when it starts, and never says what is not true any more."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ctip_desktop.operations import records
from ctip_desktop.queries import home as queries

from .conftest import START, World
from .partners import partnership, write
from .test_due import full


@pytest.fixture
def lived(world: World) -> World:
    """A programme with something in every group, and Home worked out for the coming days."""
    full(world)
    world.make("due_diligence", world.company("Selan Pearl Fisheries"), policy="yes")
    world.ws.set_setting(queries.SETTING, queries.ahead(world.ws, START))
    return world


def unworked(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object) -> None:
        raise AssertionError("worked out again")

    monkeypatch.setattr(queries, "work_out", refuse)


@pytest.mark.parametrize("days", range(queries.DAYS))
def test_on_the_coming_days_home_is_what_it_would_be_worked_out_then(lived: World, monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    now = START + timedelta(days=days)
    expected = queries.work_out(lived.ws, now)
    assert not expected.nothing
    unworked(monkeypatch)
    assert queries.home(lived.ws, now) == expected


def test_a_change_a_colleague_or_another_week_make_it_work_anew(lived: World, monkeypatch: pytest.MonkeyPatch) -> None:
    unworked(monkeypatch)
    with pytest.raises(AssertionError, match="again"):
        queries.home(lived.ws, START + timedelta(days=queries.DAYS))
    with pytest.raises(AssertionError, match="again"):
        queries.home(lived.ws, START - timedelta(days=1))
    with lived.ws.writing() as connection:
        connection.exec_driver_sql("insert into device(id, name, person, trusted) values(zeroblob(16), 'South', 'Joram Pesk', 1)")
    with pytest.raises(AssertionError, match="again"):
        queries.home(lived.ws, START)


def test_what_was_written_meanwhile_is_on_home(lived: World) -> None:
    kept = queries.home(lived.ws, START)
    talk = {"channel": "call", "summary": "Talk", "date": "2026-10-06", "follow_up": "Visit the port", "follow_up_due": "2026-10-14"}
    made = lived.make("conversation", lived.company("Torvane Hotels"), **talk)
    found = queries.home(lived.ws, START)
    assert {each.text for each in found.today.follow_ups} - {each.text for each in kept.today.follow_ups} == {"Visit the port"}
    lived.ws.set_setting(queries.SETTING, queries.ahead(lived.ws, START))
    records.delete(lived.ws, made)
    assert queries.home(lived.ws, START).today.follow_ups == kept.today.follow_ups


def test_nothing_is_worked_out_ahead_twice(lived: World) -> None:
    assert queries.ahead(lived.ws, START) is None
    assert queries.ahead(lived.ws, START + timedelta(days=1)) is not None


@pytest.mark.parametrize("damage", ["[", "[]", '{"~": "Home"}', '{"~": "Path", "is": "x"}', "null", 3, "[" * 100_000])
def test_a_damaged_copy_is_worked_out_anew(lived: World, damage: object) -> None:
    expected = queries.work_out(lived.ws, START)
    kept = lived.ws.setting(queries.SETTING)
    lived.ws.set_setting(queries.SETTING, {**kept, "days": dict.fromkeys(kept["days"], damage)})
    assert queries.home(lived.ws, START) == expected


def test_a_setting_of_another_kind_is_ignored(lived: World) -> None:
    expected = queries.work_out(lived.ws, START)
    for damage in ([], "x", {"days": []}, {"days": {}}):
        lived.ws.set_setting(queries.SETTING, damage)
        assert queries.home(lived.ws, START) == expected


def test_the_portfolio_says_what_partnerships_give_and_what_stands_in_the_way(world: World) -> None:
    names = [each.name for each in queries.work_out(world.ws, START).today.figures]
    assert names == ["companies", "opportunities"]  # nothing written down is no zero
    okavi = world.company("Okavi Garments")
    running, _over = partnership(world, "Corridors", okavi, status="running"), partnership(world, "Old", okavi, status="ended")
    write(world, world.ws.programme_id, currency="USD", target_partnerships=2, target_private=2000)
    for value, state in ((1200, "received"), (400, "pledged")):
        world.make("contribution", running, kind="cash", value=value, currency="USD", state=state, source_class="private")
    world.make("concern", running, side="company", kind="deal_breaker", text="Publicity", status="open")
    found = {each.name: each for each in queries.work_out(world.ws, START).today.figures}
    assert (found["partnerships"].value, found["partnerships"].target) == (1, 2)
    assert found["partnerships"].text == "1 more to the target. The mark shows it."
    assert (found["contribution"].value, found["contribution"].target) == (1600, 2000)
    assert found["contribution"].text == "80 % secured: 1,200 received, 400 promised"
    assert (found["deal_breakers"].value, found["deal_breakers"].text) == (1, "in one partnership: settle them before an agreement")
