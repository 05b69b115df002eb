"""Taking back the last things done here, and never what somebody else wrote since."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

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


# ---------------------------------------------------------------- doing it again


def standing(ws: Workspace) -> dict[str, object]:
    """Every live record as it is told, whatever wrote it."""
    with ws.reading() as connection:
        rows = connection.exec_driver_sql("select id, title, status, deleted, doc from record order by id").all()
    return {row.id.hex(): tuple(row) for row in rows if not row.deleted}


def test_what_was_taken_back_can_be_done_again_until_something_else_is_done(ws: Workspace) -> None:
    lotus = company(ws)
    for number in (1, 2):
        records.answer(ws, lotus, "staff", Answer.of(number))
    assert undo.redo(ws) is None
    undo.undo(ws)
    undo.undo(ws)
    assert undo.size(ws, again=True) == 1
    again = undo.redo(ws)
    assert again is not None
    assert again.label == "Answer “Staff”"
    assert value(ws, lotus, "staff") == Answer.of(1)
    undo.undo(ws)
    records.answer(ws, lotus, "staff", Answer.of(9))
    assert undo.redo(ws) is None
    undo.undo(ws)
    undo.redo(ws)
    assert value(ws, lotus, "staff") == Answer.of(9)  # not what was taken back before it
    assert undo.redo(ws) is None


def test_a_record_comes_back_whole_and_with_the_steps_after_it(ws: Workspace) -> None:
    first = standing(ws)
    lotus = company(ws)
    answers = {"policy": Answer.of("x", sources=(Source("media", "A"),))}
    made = records.create(ws, "research", about=lotus, answers=answers, rows={"sites": [{"site_place": Answer.of("Phuket")}]}).created[0]
    records.answer(ws, made, "policy", Answer.of("y"))
    before = standing(ws)
    for _ in range(3):
        undo.undo(ws)
    assert standing(ws) == first
    for _ in range(3):
        undo.redo(ws)
    assert standing(ws) == before
    assert queries.check(ws).ok


def test_a_checklist_that_was_taken_back_and_is_begun_anew_holds_only_what_is_new(ws: Workspace) -> None:
    lotus = company(ws)
    first = standing(ws)
    made = records.create(ws, "research", about=lotus, answers={"policy": Answer.of("x", note="old")}, rows={"sites": [{}]}).created[0]
    undo.undo(ws)
    assert standing(ws) == first
    assert records.create(ws, "research", about=lotus, answers={"turnover": Answer.of(7)}).created[0] == made
    anew = standing(ws)
    assert value(ws, made, "policy") == Answer()
    for _ in range(2):
        undo.undo(ws)
        assert standing(ws) == first
        assert not queries.show(ws, made).contested
        undo.redo(ws)
        assert standing(ws) == anew
    assert queries.check(ws).ok


def test_what_a_colleague_wrote_after_undo_is_not_overwritten_by_redo(maker: Maker, tmp_path: Path) -> None:
    with maker.laptop(tmp_path / "1", "Ana") as ana, maker.laptop(tmp_path / "2", "Ben") as ben:
        lotus = company(ana)
        records.answer(ana, lotus, "staff", Answer.of(5))
        undo.undo(ana)
        hand_over(ana, ben)
        records.answer(ben, lotus, "staff", Answer.of(7))
        hand_over(ben, ana)
        with pytest.raises(ChangedMeanwhile, match="was not done again"):
            undo.redo(ana)
        assert value(ana, lotus, "staff") == Answer.of(7)
        assert undo.redo(ana) is None


def test_what_is_dropped_can_not_be_done_again(ws: Workspace) -> None:
    lotus = company(ws)
    before = undo.newest(ws)
    records.answer(ws, lotus, "staff", Answer.of(5))
    undo.drop(ws, before)
    assert value(ws, lotus, "staff") == Answer()
    assert undo.redo(ws) is None


def test_what_was_taken_back_is_not_kept_when_the_file_is_closed(maker: Maker, tmp_path: Path) -> None:
    with maker.laptop(tmp_path, "Ana") as ana:
        lotus = company(ana)
        records.answer(ana, lotus, "staff", Answer.of(5))
        undo.undo(ana)
    with maker.laptop(tmp_path, "Ana") as ana:
        assert undo.redo(ana) is None


STEPS = st.lists(st.one_of(st.sampled_from(("undo", "redo")), st.tuples(st.integers(0, 2), st.integers(0, 5))), max_size=25)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_however_often_one_goes_back_and_forth_the_file_stands_as_it_stood_at_that_step(ws: Workspace, steps: list[str | tuple[int, int]]) -> None:
    floor = undo.newest(ws)
    stood, place = [standing(ws)], 0
    three = [UUID(int=0)] * 3
    for step in steps:
        if step == "undo":
            place -= undo.undo(ws, after=floor) is not None
        elif step == "redo":
            place += undo.redo(ws, after=floor) is not None
        else:
            assert isinstance(step, tuple)
            if do(ws, three, *step):
                place += 1
                stood[place:] = [standing(ws)]
        assert standing(ws) == stood[place]
    assert queries.check(ws).ok


def do(ws: Workspace, three: list[UUID], which: int, what: int) -> bool:
    """One of six things with one of three companies, which is made when it is not there. Whether anything was written."""
    record = three[which]
    if record.hex not in standing(ws):
        three[which] = company(ws, f"Company {which}")
        return True
    acts = (
        lambda: records.delete(ws, record),
        lambda: records.finish(ws, record),
        lambda: records.answer(ws, record, "staff", Answer()),
        lambda: records.add_source(ws, record, "name", Source("media", "A")),
        lambda: records.answer_many(ws, record, {"staff": Answer.of(6), "about_it": Answer.of("mine")}),
        lambda: records.answer(ws, record, "staff", Answer.of(7, note="seen")),
    )
    before = undo.newest(ws)
    acts[what]()
    return undo.newest(ws) > before
