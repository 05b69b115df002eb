"""Before a visit: what is not settled with a company. And the days on which a record changed, for looking back."""

from __future__ import annotations

from datetime import date, datetime
from uuid import uuid4

from ctip_desktop.forms.model import Answer, Source
from ctip_desktop.operations import records
from ctip_desktop.queries.as_of import as_of, days_of_change
from ctip_desktop.queries.visits import visit_pack
from tests.queries.conftest import World


def test_concerns_that_are_not_settled_stand_on_the_pack_with_deal_breakers_first(world: World) -> None:
    okavi = world.company("Okavi")
    world.make("concern", okavi, side="company", kind="fear", text="Its name in the newspaper", status="open", raised_on="2026-01-01")
    world.make("concern", okavi, side="programme", kind="deal_breaker", text="No access to workers", status="in_talks", may_share="no")
    world.make("concern", okavi, side="company", kind="concern", text="Said to be over", status="resolved")
    world.make("concern", okavi, side="company", text="Over", status="resolved", resolution="x", confirmed_ours="Lina", confirmed_theirs="Dara")
    world.make("concern", okavi, side="company", kind="concern", status="open")
    found = visit_pack(world.ws, okavi)
    assert [(each.text, each.theirs, each.deal_breaker, each.may_share) for each in found.concerns] == [
        ("No access to workers", False, True, False),
        ("Its name in the newspaper", True, False, None),
        ("Said to be over", True, False, None),
    ]
    assert (found.concerns[0].kind_label, found.concerns[0].side_label) == ("Deal-breaker", "Our programme")
    assert not found.nothing


def test_a_concern_about_another_company_is_not_on_the_pack(world: World) -> None:
    okavi, pearl = world.company("Okavi"), world.company("Pearl")
    world.make("concern", pearl, side="company", kind="fear", text="Its name in the newspaper")
    assert visit_pack(world.ws, okavi).concerns == ()


def test_every_day_of_change_is_one_on_which_the_record_reads_differently_from_the_day_before(world: World) -> None:
    world.clock.now = datetime(2025, 3, 1, 12).astimezone()
    company = world.company("Okavi")
    for month in (4, 6):
        world.clock.now = datetime(2025, month, 10, 12).astimezone()
        records.answer(world.ws, company, "place", Answer.of(f"Place {month}"))
    world.clock.now = datetime(2025, 8, 10, 12).astimezone()
    records.add_source(world.ws, company, "place", Source(kind="company", title="Report", date="2025-08"))
    days = days_of_change(world.ws, company)
    assert days == (date(2025, 3, 1), date(2025, 4, 10), date(2025, 6, 10), date(2025, 8, 10))
    places = [next((answer.text for answer in as_of(world.ws, company, day).answers if answer.path == "place"), "") for day in days]
    assert places == ["", "Place 4", "Place 6", "Place 6"]


def test_a_record_that_never_was_has_no_days(world: World) -> None:
    assert days_of_change(world.ws, uuid4()) == ()
