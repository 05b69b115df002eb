"""Taking back the last things done here, and never what somebody else wrote since."""

from __future__ import annotations

from pathlib import Path

import pytest

from ctip_desktop.errors import ChangedMeanwhile
from ctip_desktop.forms.model import Answer, Source
from ctip_desktop.operations import records, undo
from ctip_desktop.queries import records as queries
from ctip_desktop.workspace.workspace import Workspace
from tests.operations.test_records import company, value
from tests.workspace.making import Maker
from tests.workspace.test_projection import hand_over


def test_steps_are_taken_back_one_after_the_other_and_named_before(ws: Workspace) -> None:
    lotus = company(ws)
    for number in (1, 2, 3):
        records.answer(ws, lotus, "staff", Answer.of(number, note=f"note {number}"))
    assert undo.next_label(ws) == "Answer “Staff”"
    for number in (2, 1):
        changes = undo.undo(ws)
        assert changes is not None
        assert changes.records == {lotus}
        assert value(ws, lotus, "staff") == Answer.of(number, note=f"note {number}")
    undo.undo(ws)
    assert value(ws, lotus, "staff") == Answer()
    assert undo.next_label(ws) == "Add company “Lotus Foods”"
    undo.undo(ws)
    assert queries.list_records(ws, "company") == ()
    assert undo.next_label(ws) is None
    assert undo.undo(ws) is None
    assert queries.check(ws).ok


def test_a_new_record_with_rows_and_sources_goes_whole_and_is_not_contested(ws: Workspace) -> None:
    lotus = company(ws)
    answers = {"policy": Answer.of("x", sources=(Source("media", "A"),))}
    made = records.create(ws, "research", about=lotus, answers=answers, rows={"sites": [{"site_place": Answer.of("Phuket")}]})
    undo.undo(ws)
    shown = queries.show(ws, made.created[0])
    assert shown.deleted
    assert not shown.contested
    assert shown.rows == {}


def test_deleting_finishing_rows_and_sources_are_taken_back(ws: Workspace) -> None:
    lotus = company(ws)
    source = records.add_source(ws, lotus, "name", Source("media", "A")).created[0]
    records.edit_source(ws, source, Source("media", "B"))
    records.remove_source(ws, source)
    records.finish(ws, lotus)
    records.delete(ws, lotus)
    undo.undo(ws)
    assert not queries.show(ws, lotus).deleted
    undo.undo(ws)
    assert queries.show(ws, lotus).status == "draft"
    undo.undo(ws)
    assert [s.title for s in value(ws, lotus, "name").sources] == ["B"]
    undo.undo(ws)
    assert [s.title for s in value(ws, lotus, "name").sources] == ["A"]
    undo.undo(ws)
    assert value(ws, lotus, "name").sources == ()


def test_what_a_colleague_wrote_since_stays(maker: Maker, tmp_path: Path) -> None:
    with maker.laptop(tmp_path / "1", "Ana") as ana, maker.laptop(tmp_path / "2", "Ben") as ben:
        lotus = company(ana)
        records.answer(ana, lotus, "staff", Answer.of(5))
        records.answer_many(ana, lotus, {"staff": Answer.of(6), "about_it": Answer.of("mine")})
        hand_over(ana, ben)
        records.answer(ben, lotus, "staff", Answer.of(7))
        hand_over(ben, ana)
        changes = undo.undo(ana)
        assert changes is not None
        assert changes.cells == ((lotus, "about_it"),)
        assert value(ana, lotus, "staff") == Answer.of(7)
        with pytest.raises(ChangedMeanwhile, match="stays"):
            undo.undo(ana)
        assert undo.next_label(ana) == "Add company “Lotus Foods”"


def test_nothing_disappears_from_the_history(ws: Workspace) -> None:
    lotus = company(ws)
    records.answer(ws, lotus, "staff", Answer.of(5))
    undo.undo(ws)
    assert [entry.value for entry in queries.history(ws, lotus) if entry.name == "staff"] == [None, 5]


def test_a_long_day_keeps_the_last_two_hundred_steps(ws: Workspace) -> None:
    lotus = company(ws)
    for number in range(260):
        records.answer(ws, lotus, "staff", Answer.of(number))
    with ws.reading() as connection:
        kept = connection.exec_driver_sql("select count(*) from operation").scalar_one()
    assert 200 <= kept < 260


def goes_out(ws: Workspace) -> None:
    """A long step begins, and nothing of it comes to an end: what it leaves in the file."""
    with undo.one_step(ws, "coast.csv", "Import the list “coast.csv”"):
        left = ws.setting("long_step")
    ws.set_setting("long_step", left)


def test_a_long_step_that_was_cut_off_is_one_step_at_the_next_opening_and_is_named_until_it_is_taken_back(ws: Workspace) -> None:
    first = company(ws)
    goes_out(ws)
    records.create_many(ws, "company", [records.NewRecord(answers={"name": Answer.of(name)}) for name in ("Lumo", "Tarn")], label="Import 2 rows")
    records.create_many(ws, "company", [records.NewRecord(answers={"name": Answer.of("Okavi")})], label="Import 1 row")
    assert undo.cut_short(ws) == ""
    undo.gather(ws)
    assert undo.cut_short(ws) == "coast.csv"
    assert undo.next_label(ws) == "Import the list “coast.csv”"
    records.answer(ws, first, "staff", Answer.of(5))
    undo.gather(ws)  # opened once more: what was done since is a step of its own
    assert undo.next_label(ws) == "Answer “Staff”"
    undo.undo(ws)
    undo.undo(ws)
    assert [one.title for one in queries.list_records(ws, "company")] == ["Lotus Foods"]
    assert undo.cut_short(ws) == ""


def test_of_a_long_step_that_wrote_nothing_nothing_is_said(ws: Workspace) -> None:
    company(ws)
    goes_out(ws)
    undo.gather(ws)
    assert undo.cut_short(ws) == ""
    assert undo.next_label(ws) == "Add company “Lotus Foods”"
