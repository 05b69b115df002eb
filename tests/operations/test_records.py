"""What a person can do with records: nothing typed is lost, nothing unseen is overwritten."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID, uuid4

import pytest

from ctip_desktop.errors import BadInput, ChangedMeanwhile, NotFound, WorldError
from ctip_desktop.forms.model import Answer, Source, State
from ctip_desktop.operations import records
from ctip_desktop.operations.records import NewRecord
from ctip_desktop.queries import records as queries
from ctip_desktop.workspace import blobs
from ctip_desktop.workspace.workspace import Workspace
from tests.workspace.making import Maker
from tests.workspace.test_projection import hand_over


def company(ws: Workspace, name: str = "Lotus Foods") -> UUID:
    return records.create(ws, "company", answers={"name": Answer.of(name)}).created[0]


def value(ws: Workspace, record: UUID, path: str) -> Answer:
    return queries.show(ws, record).answers[path].answer


def count_changes(ws: Workspace) -> int:
    with ws.reading() as connection:
        return int(connection.exec_driver_sql("select count(*) from change").scalar_one())


# -- making --------------------------------------------------------------------------------------------------------------------------


def test_a_new_record_has_its_answers_rows_sources_and_the_form_s_defaults(ws: Workspace) -> None:
    lotus = company(ws)
    answers = {
        "policy": Answer.of("a page on its website", note="seen in March", sources=(Source("company", "Policy", "https://example.org", "2026-03"),))
    }
    rows = {"sites": [{"site_place": Answer.of("Phuket")}, {"site_place": Answer.of("Ranong"), "site_staff": Answer.of(40)}]}
    made = records.create(ws, "research", about=lotus, answers=answers, rows=rows)
    shown = queries.show(ws, made.created[0])
    assert shown.about == lotus
    assert shown.answers["policy"].answer.note == "seen in March"
    assert [s.title for s in shown.answers["policy"].answer.sources] == ["Policy"]
    first, second = shown.rows["sites"]
    assert shown.answers[f"sites[{first}].site_staff"].answer == Answer.of(1)
    assert shown.answers[f"sites[{second}].site_staff"].answer == Answer.of(40)
    assert value(ws, lotus, "listed") == Answer.of("no")
    assert made.label == "Add research"
    assert made.created[0] in made.records


def test_rows_and_sources_made_together_keep_their_order(ws: Workspace) -> None:
    sources = tuple(Source("media", f"Paper {n}") for n in range(9))
    rows = {"sites": [{"site_place": Answer.of(f"Place {n}")} for n in range(30)]}
    made = records.create(ws, "research", about=company(ws), answers={"policy": Answer.of("x", sources=sources)}, rows=rows).created[0]
    shown = queries.show(ws, made)
    assert [shown.answers[f"sites[{row}].site_place"].answer.value for row in shown.rows["sites"]] == [f"Place {n}" for n in range(30)]
    assert [s.title for s in shown.answers["policy"].answer.sources] == [s.title for s in sources]


def test_a_given_answer_wins_over_the_default_and_so_does_not_asked(ws: Workspace) -> None:
    made = records.create(ws, "company", answers={"name": Answer.of("A"), "listed": Answer()}).created[0]
    assert value(ws, made, "listed") == Answer()


def test_two_laptops_that_begin_the_same_checklist_make_one_record(maker: Maker, tmp_path: Path) -> None:
    with maker.laptop(tmp_path / "1", "Ana") as ana, maker.laptop(tmp_path / "2", "Ben") as ben:
        lotus = company(ana)
        hand_over(ana, ben)
        one = records.create(ana, "research", about=lotus, answers={"policy": Answer.of("north")}).created[0]
        other = records.create(ben, "research", about=lotus, answers={"policy": Answer.of("south"), "turnover": Answer.of(5)}).created[0]
        assert one == other
        hand_over(ben, ana)
        assert [c.name for c in queries.conflicts(ana)] == ["policy"]
        assert value(ana, one, "turnover") == Answer.of(5)


def test_beginning_a_checklist_again_opens_the_one_that_is_there_and_brings_it_back(ws: Workspace) -> None:
    lotus = company(ws)
    first = records.create(ws, "research", about=lotus, answers={"policy": Answer.of("kept")})
    before = count_changes(ws)
    again = records.create(ws, "research", about=lotus)
    assert again.created == first.created
    assert again.nothing
    assert count_changes(ws) == before
    records.delete(ws, first.created[0])
    records.create(ws, "research", about=lotus)
    assert not queries.show(ws, first.created[0]).deleted
    assert value(ws, first.created[0], "policy") == Answer.of("kept")


@pytest.mark.parametrize(
    ("form", "new", "words"),
    [
        ("nothing", NewRecord(), "no form"),
        ("company", NewRecord(answers={"nane": Answer.of("x")}), "no question “nane”"),
        ("company", NewRecord(answers={"~form": Answer.of("x")}), "no question"),
        ("company", NewRecord(answers={"name.note": Answer.of("x")}), "no question"),
        ("research", NewRecord(rows={"policy": []}), "no question"),
        ("research", NewRecord(rows={"sites": [{"name": Answer.of("x")}]}), "no question"),
        ("research", NewRecord(answers={"sites": Answer.of("x")}), "no question"),
        ("research", NewRecord(rows={"sites": [{}] * 5001}), "5,000"),
        ("research", NewRecord(about=UUID(int=9)), "not here"),
        ("company", NewRecord(status="done"), "draft"),
        ("company", NewRecord(answers={"name": Answer.of("x" * 100_001)}), "100,000"),
        ("company", NewRecord(answers={"name": Answer.of("x", note="y" * 20_001)}), "20,000"),
        ("company", NewRecord(answers={"name": Answer.of("\ud800")}), "broken character"),
        ("company", NewRecord(answers={"name": Answer.of("x", sources=(Source(file="../../etc"),))}), "attached file"),
    ],
)
def test_what_cannot_be_made_is_told_and_nothing_is_made(ws: Workspace, form: str, new: NewRecord, words: str) -> None:
    before = count_changes(ws)
    with pytest.raises(WorldError, match=words):
        records.create_many(ws, form, [NewRecord(answers={}), new])
    assert count_changes(ws) == before


def test_a_form_about_companies_is_not_about_something_else(ws: Workspace) -> None:
    lotus = company(ws)
    research = records.create(ws, "research", about=lotus).created[0]
    with pytest.raises(BadInput, match="cannot be about"):
        records.create(ws, "research", about=research)
    with pytest.raises(BadInput, match="another record"):
        records.create(ws, "research", about=lotus, id=lotus)


def test_many_records_are_one_step_in_the_order_given(ws: Workspace) -> None:
    made = records.create_many(ws, "company", [NewRecord(answers={"name": Answer.of(f"Company {n}")}) for n in range(300)], label="Import 300 rows")
    assert made.label == "Import 300 rows"
    assert queries.show(ws, made.created[7]).title == "Company 7"
    assert len(set(made.created)) == 300
    assert records.create_many(ws, "company", []).nothing


# -- answering -----------------------------------------------------------------------------------------------------------------------


def test_each_state_is_kept_and_unknown_is_not_no(ws: Workspace) -> None:
    lotus = company(ws)
    for answer in (Answer.of("yes"), Answer(state=State.UNKNOWN), Answer(state=State.NOT_APPLICABLE), Answer(), Answer.of("no", note="they said")):
        records.answer(ws, lotus, "listed", answer)
        assert value(ws, lotus, "listed") == answer


def test_an_answer_against_the_rules_is_kept_and_the_record_cannot_be_finished(ws: Workspace) -> None:
    lotus = company(ws)
    for wrong in (Answer.of(-5), Answer.of("many")):
        records.answer(ws, lotus, "staff", wrong)
        assert value(ws, lotus, "staff") == wrong
        with pytest.raises(BadInput, match="Staff") as error:
            records.finish(ws, lotus)
        assert "stays a draft" in error.value.kept
    records.answer(ws, lotus, "staff", Answer.of(5))
    records.finish(ws, lotus)
    assert queries.show(ws, lotus).status == "finished"
    records.reopen(ws, lotus)
    assert queries.show(ws, lotus).status == "draft"


def test_the_same_answer_again_writes_nothing_and_a_new_note_writes_only_the_note(ws: Workspace) -> None:
    lotus = company(ws)
    before = count_changes(ws)
    assert records.answer(ws, lotus, "name", Answer.of("Lotus Foods")).nothing
    assert count_changes(ws) == before
    changes = records.answer(ws, lotus, "name", Answer.of("Lotus Foods", note="as registered"))
    assert changes.cells == ((lotus, "name.note"),)


def test_what_changed_while_the_dialog_was_open_is_not_overwritten(maker: Maker, tmp_path: Path) -> None:
    with maker.laptop(tmp_path / "1", "Ana") as ana, maker.laptop(tmp_path / "2", "Ben") as ben:
        lotus = company(ana)
        hand_over(ana, ben)
        opened = queries.sheet(ana, lotus)
        records.answer(ben, lotus, "name", Answer.of("Ben's name"))
        hand_over(ben, ana)
        with pytest.raises(ChangedMeanwhile):
            records.answer(ana, lotus, "name", Answer.of("Ana's name"), expect=opened.heads["name"])
        assert value(ana, lotus, "name") == Answer.of("Ben's name")
        records.answer(ana, lotus, "staff", Answer.of(3), expect=opened.heads.get("staff", frozenset()))
        records.answer(ana, lotus, "name", Answer.of("Ana's name"), expect=queries.heads(ana, lotus, "name"))
        records.answer(ana, lotus, "name", Answer.of("Ana again"), expect=queries.heads(ana, lotus, "name"))
        assert value(ana, lotus, "name") == Answer.of("Ana again")


def test_several_answers_are_kept_together_or_not_at_all(ws: Workspace) -> None:
    lotus = company(ws)
    with pytest.raises(NotFound):
        records.answer_many(ws, lotus, {"staff": Answer.of(4), "nane": Answer.of("x")})
    assert value(ws, lotus, "staff") == Answer()
    changes = records.answer_many(ws, lotus, {"staff": Answer.of(4), "country": Answer.of("TH")})
    assert set(changes.cells) == {(lotus, "staff"), (lotus, "country")}
    assert changes.label == "2 answers in “Lotus Foods”"


def test_rows_are_added_answered_and_removed(ws: Workspace) -> None:
    lotus = company(ws)
    research = records.create(ws, "research", about=lotus).created[0]
    row = records.add_row(ws, research, "sites", {"site_place": Answer.of("Phuket")}).created[0]
    changes = records.answer(ws, research, f"sites[{row}].site_staff", Answer.of(12, note="counted"))
    assert changes.records == {row, research}
    assert value(ws, research, f"sites[{row}].site_staff") == Answer.of(12, note="counted")
    assert queries.sheet(ws, row).id == research
    records.remove_row(ws, row)
    assert queries.show(ws, research).rows == {}
    for wrong in (f"sites[{row}].site_staff", f"sites[{uuid4()}].site_staff", "sites[x].site_staff", "policy[x].site_place"):
        with pytest.raises(NotFound):
            records.answer(ws, research, wrong, Answer.of(1))
    for call in (lambda: records.answer(ws, research, "sites", Answer.of("x")), lambda: records.add_row(ws, research, "policy")):
        with pytest.raises(BadInput):
            call()
    with pytest.raises(NotFound):
        records.remove_row(ws, lotus)


def test_sources_are_added_changed_and_removed_beside_an_answer(ws: Workspace) -> None:
    lotus = company(ws)
    made = records.add_source(ws, lotus, "name", Source("media", "The Paper", date="2025")).created[0]
    [source] = value(ws, lotus, "name").sources
    assert (source.kind, source.title, source.date, source.id) == ("media", "The Paper", "2025", str(made))
    records.edit_source(ws, made, Source("ngo", "A report"))
    assert value(ws, lotus, "name").sources == (Source("ngo", "A report", id=str(made)),)
    records.remove_source(ws, str(made))
    assert value(ws, lotus, "name").sources == ()
    for gone in (made, str(uuid4()), "not an id"):
        with pytest.raises(NotFound):
            records.edit_source(ws, gone, Source())
    with pytest.raises(BadInput):
        records.add_source(ws, lotus, "name", Source(title="x" * 2001))


def test_a_source_in_a_row_belongs_to_that_row_s_answer(ws: Workspace) -> None:
    research = records.create(ws, "research", about=company(ws)).created[0]
    row = records.add_row(ws, research, "sites").created[0]
    records.add_source(ws, research, f"sites[{row}].site_place", Source("own_visit", "Gate"))
    assert [s.title for s in value(ws, research, f"sites[{row}].site_place").sources] == ["Gate"]


def test_a_file_is_attached_once_and_has_a_limit(ws: Workspace, tmp_path: Path) -> None:
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"%PDF-1.7 a scan")
    name = records.attach_file(ws, scan)
    assert records.attach(ws, scan.read_bytes(), "application/pdf") == name
    with ws.reading() as connection:
        assert blobs.get(connection, name) == (b"%PDF-1.7 a scan", "application/pdf")
    big = tmp_path / "film.mp4"
    with big.open("wb") as file:
        file.truncate(blobs.LARGEST + 1)
    with pytest.raises(BadInput, match="25 MB"):
        records.attach_file(ws, big)
    with pytest.raises(NotFound):
        records.attach_file(ws, tmp_path / "none.pdf")


# -- deleting and settling -----------------------------------------------------------------------------------------------------------


def test_a_deleted_record_is_kept_can_be_brought_back_and_is_not_answered(ws: Workspace) -> None:
    lotus = company(ws)
    assert records.delete(ws, lotus).label == "Delete “Lotus Foods”"
    assert queries.list_records(ws, "company") == ()
    assert [line.id for line in queries.list_records(ws, "company", deleted=True)] == [lotus]
    with pytest.raises(NotFound, match="was deleted"):
        records.answer(ws, lotus, "name", Answer.of("x"))
    records.bring_back(ws, lotus)
    assert value(ws, lotus, "name") == Answer.of("Lotus Foods")
    with pytest.raises(NotFound):
        records.delete(ws, uuid4())


def test_two_answers_that_came_together_are_settled_and_stay_settled_everywhere(maker: Maker, tmp_path: Path) -> None:
    with maker.laptop(tmp_path / "1", "Ana") as ana, maker.laptop(tmp_path / "2", "Ben") as ben:
        lotus = company(ana)
        hand_over(ana, ben)
        records.answer(ana, lotus, "staff", Answer.of(100, note="from the web page"))
        records.answer(ben, lotus, "staff", Answer.of(120, note="told at the gate"))
        hand_over(ben, ana)
        hand_over(ana, ben)
        found = {c.name: c for c in queries.conflicts(ana)}
        assert set(found) == {"staff", "staff.note"}
        assert [(v.value, v.by, v.device) for v in sorted(found["staff"].versions, key=lambda v: v.value)] == [
            (100, "Ana", "Laptop Ana"),
            (120, "Ben", "Laptop Ben"),
        ]
        keep = [v.value for v in found["staff"].versions].index(120)
        with pytest.raises(BadInput):
            records.settle(ana, lotus, "staff", keep=2, expect=found["staff"].heads)
        records.settle(ana, lotus, "staff", keep=keep, expect=found["staff"].heads)
        with pytest.raises(ChangedMeanwhile):
            records.settle(ana, lotus, "staff", keep=0, expect=found["staff"].heads)
        records.settle(ana, lotus, "staff.note", answer=Answer(note="both"), expect=found["staff.note"].heads)
        hand_over(ana, ben)
        for ws in (ana, ben):
            assert queries.conflicts(ws) == ()
            assert value(ws, lotus, "staff") == Answer.of(120, note="both")
            assert queries.check(ws).ok


def test_a_checklist_without_any_answer_is_not_finished(real: Workspace) -> None:
    ws, blue_tide = real, records.create(real, "company", answers={"name": Answer.of("Blue Tide")}).created[0]
    checked = records.create(ws, "trust_guidelines", about=blue_tide).created[0]
    with pytest.raises(BadInput, match="nothing is answered") as error:
        records.finish(ws, checked)
    assert error.value.next_step
    records.answer(ws, checked, "tr_01", Answer(None, State.UNKNOWN))
    records.finish(ws, checked)
    assert queries.show(ws, checked).status == "finished"
