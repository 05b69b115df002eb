"""Short ways to write a partnership as people would, for the tests around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from ctip_desktop.forms.model import Answer, Value
from ctip_desktop.operations import records
from ctip_desktop.practice.pulse import ITEMS

from .conftest import World, answers

TRUST = {1: "contact_point", 3: "useful_resource", 5: "trusted_adviser"}


def write(world: World, record: UUID, **values: Value | Answer) -> None:
    records.answer_many(world.ws, record, answers(values))


def partnership(world: World, name: str, *companies: UUID, opportunity: UUID | None = None, **values: Value | Answer) -> UUID:
    rows: Mapping[str, Sequence[Mapping[str, Value | Answer]]] = {"partner_rows": [{"partner": str(company)} for company in companies]}
    given = {"status": "running", "started_on": "2026-01-15", **values}
    return world.make("partnership", opportunity, rows, name=name, **given)


def pulse(
    world: World,
    about: UUID,
    who: str,
    marks: Sequence[int | None],
    *,
    side: str = "partner",
    wave: str = "2026-2",
    on: str = "2026-10-01",
    **more: Value,
):
    given: dict[str, Value | Answer] = {item: mark for item, mark in zip(ITEMS, marks, strict=True) if mark is not None and item != "rp_5"}
    if marks[4] is not None:
        given["rp_5"] = TRUST[marks[4]]
    return world.make("pulse", about, wave=wave, wave_on=on, side=side, respondent=who, **given, **more)
