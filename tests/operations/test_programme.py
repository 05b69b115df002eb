"""Setting up a programme: the shipped cut-off criteria become its own records, once, where it is set up and not where somebody joins."""

from __future__ import annotations

from pathlib import Path

from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import programme, records, undo
from ctip_desktop.practice import partner_readings, stopping
from ctip_desktop.practice.stopping import Criterion
from ctip_desktop.queries import records as queries
from ctip_desktop.workspace.workspace import Workspace
from tests.workspace.making import Maker


def criteria(ws: Workspace) -> list[Criterion | None]:
    read = [partner_readings.criterion(queries.sheet(ws, line.id).sheet) for line in queries.list_records(ws, "cut_off")]
    return sorted(read, key=lambda each: "" if each is None else each.kind)


def test_setting_up_makes_the_shipped_criteria_with_nobody_typing_them(real: Workspace) -> None:
    assert criteria(real) == []
    programme.set_up(real, goals=("Crews can speak up",))
    assert criteria(real) == sorted(stopping.DEFAULTS, key=lambda each: each.kind)
    for line in queries.list_records(real, "cut_off"):
        assert (line.status, queries.sheet(real, line.id).sheet.problems()) == ("finished", ())


def test_they_can_be_changed_and_switched_off_and_stay_so(real: Workspace) -> None:
    programme.set_up(real, currency="THB")
    months = programme.cut_off_id(real.programme_id, stopping.Kind.NO_AGREEMENT)
    records.answer(real, months, "threshold", Answer.of(24))
    records.answer(real, programme.cut_off_id(real.programme_id, stopping.Kind.DENIAL), "active", Answer.of("no"))
    records.delete(real, programme.cut_off_id(real.programme_id, stopping.Kind.EFFORT))
    programme.set_up(real, currency="USD")
    standing = {each.kind: each.threshold for each in criteria(real) if each}
    assert standing == {
        "months_no_agreement": 24,
        "no_reply": 4,
        "low_quality_wrong_track": None,
    }


def test_setting_up_is_one_step_of_undo(real: Workspace) -> None:
    programme.set_up(real, currency="THB")
    first = criteria(real)
    undo.undo(real)
    assert criteria(real) == []
    programme.keep(real, {"goals": Answer.of("Nobody pays for a job")})
    assert criteria(real) == first  # whole, as the first time
    undo.undo(real)
    assert criteria(real) == []
    assert queries.sheet(real, real.programme_id).sheet.get("currency") == Answer()


def test_a_laptop_that_only_joins_makes_none(real_maker: Maker, tmp_path: Path) -> None:
    with real_maker.laptop(tmp_path, "Ben") as joined:
        records.create(joined, "company", answers={"name": Answer.of("Lotus Mills")})
        assert criteria(joined) == []
