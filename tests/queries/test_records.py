"""One record for a page, a wizard and the command line; its history; the check."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from ctip_desktop.cli.common import plain
from ctip_desktop.errors import NotFound
from ctip_desktop.forms.model import Answer, Source, State
from ctip_desktop.operations import records
from ctip_desktop.queries import records as queries
from ctip_desktop.workspace.workspace import Workspace
from tests.workspace.making import Maker, small_catalogue
from tests.workspace.test_projection import hand_over


@pytest.fixture(scope="module")
def small_maker(tmp_path_factory: pytest.TempPathFactory) -> Maker:
    return Maker(tmp_path_factory.mktemp("made"), small_catalogue())


@pytest.fixture
def small(small_maker: Maker, tmp_path: Path) -> Iterator[Workspace]:
    with small_maker.laptop(tmp_path, "Ana") as workspace:
        yield workspace


def test_a_record_is_shown_with_who_wrote_what_scores_and_progress(small: Workspace) -> None:
    lotus = records.create(small, "company", answers={"name": Answer.of("Lotus", sources=(Source("media", "Paper"),))}).created[0]
    answers = {"assessor": Answer.of("Ana"), "round": Answer.of("internal"), "mark": Answer.of(4, note="sure")}
    card = records.create(small, "score_card", about=lotus, answers=answers).created[0]
    shown = queries.show(small, card)
    mark = shown.answers["mark"]
    assert (mark.answer.value, mark.answer.note, mark.by, mark.device) == (4, "sure", "Ana", "Laptop Ana")
    assert not mark.to_settle
    assert shown.scores["total"].value == 4
    assert (shown.progress.answered, shown.progress.asked) == (3, 3)
    assert shown.title == "Ana: internal"
    with pytest.raises(NotFound):
        queries.show(small, uuid4())


def test_the_document_for_the_command_line_is_json_with_every_answer(small: Workspace) -> None:
    answers = {"name": Answer.of("Lotus", sources=(Source("media", "Paper"),)), "staff": Answer(state=State.UNKNOWN)}
    lotus = records.create(small, "company", answers=answers).created[0]
    document = json.loads(json.dumps(plain(queries.as_document(queries.show(small, lotus)))))
    assert set(document) == {"id", "form", "version", "about", "title", "status", "answers", "scores", "outcomes", "progress"}
    assert set(document["answers"]["name"]) == {"value", "state", "note", "sources", "by", "at", "versions"}
    assert document["answers"]["name"]["sources"][0]["title"] == "Paper"
    assert document["answers"]["staff"]["state"] == "unknown"
    assert document["answers"]["country"]["state"] == "not_asked"
    assert document["progress"]["answered"] == 3


def test_both_versions_are_shown_when_two_answers_came_together(small_maker: Maker, tmp_path: Path) -> None:
    with small_maker.laptop(tmp_path / "1", "Ana") as ana, small_maker.laptop(tmp_path / "2", "Ben") as ben:
        lotus = records.create(ana, "company", answers={"name": Answer.of("Lotus")}).created[0]
        research = records.create(ana, "research", about=lotus, rows={"sites": [{"site_place": Answer.of("Phuket")}]}).created[0]
        hand_over(ana, ben)
        row = queries.show(ana, research).rows["sites"][0]
        for ws, place in ((ana, "Ranong"), (ben, "Satun")):
            records.answer(ws, research, f"sites[{row}].site_place", Answer.of(place))
        hand_over(ben, ana)
        shown = queries.show(ana, research).answers[f"sites[{row}].site_place"]
        assert shown.to_settle
        assert {(v.value, v.by) for v in shown.versions} == {("Ranong", "Ana"), ("Satun", "Ben")}
        [conflict] = queries.conflicts(ana)
        assert (conflict.owner, conflict.label, str(conflict.record)) == (research, "Site place", row)
        records.settle(ana, conflict.record, conflict.name, keep=0, expect=conflict.heads)
        assert queries.conflicts(ana) == ()


def test_the_history_names_answers_rows_sources_and_who_wrote_them(small: Workspace) -> None:
    lotus = records.create(small, "company", answers={"name": Answer.of("Lotus")}).created[0]
    research = records.create(small, "research", about=lotus, rows={"sites": [{"site_place": Answer.of("Phuket")}]}).created[0]
    row = queries.show(small, research).rows["sites"][0]
    records.add_source(small, research, "policy", Source("media", "Paper"))
    records.answer(small, research, "policy", Answer.of("none", note="asked twice"))
    entries = queries.history(small, research)
    assert {"policy", "policy.note", f"sites[{row}].site_place", "policy.source.title", "~form"} <= {entry.name for entry in entries}
    assert [entry.at for entry in entries] == sorted((entry.at for entry in entries), reverse=True)
    assert {(entry.by, entry.device, entry.bundle) for entry in entries} == {("Ana", "Laptop Ana", "")}


def test_lists_are_sorted_by_title_and_may_be_about_one_record(small: Workspace) -> None:
    ids = [records.create(small, "company", answers={"name": Answer.of(name)}).created[0] for name in ("beta", "Alpha", "gamma")]
    records.create(small, "research", about=ids[0])
    assert [line.title for line in queries.list_records(small, "company")] == ["Alpha", "beta", "gamma"]
    assert [line.about for line in queries.list_records(small, "research", about=ids[0])] == [ids[0]]
    assert queries.list_records(small, "research", about=ids[1]) == ()


def test_opening_a_sheet_hands_out_what_stood_there(small: Workspace) -> None:
    lotus = records.create(small, "company", answers={"name": Answer.of("Lotus", note="n")}).created[0]
    opened = queries.sheet(small, lotus)
    assert opened.sheet.get("name") == Answer.of("Lotus", note="n")
    assert opened.heads["name"] == queries.heads(small, lotus, "name")
    assert {field for field, _, _ in opened.heads["name"]} == {"name", "name.note"}
    assert "staff" not in opened.heads


def test_the_digest_is_equal_where_the_same_was_written_and_differs_otherwise(small_maker: Maker, tmp_path: Path) -> None:
    with small_maker.laptop(tmp_path / "1", "Ana") as ana:
        first = queries.check(ana)
        assert first.ok
        assert queries.check(ana) == first
        records.create(ana, "company", answers={"name": Answer.of("Lotus")})
        assert queries.check(ana).digest != first.digest


@pytest.mark.parametrize(
    ("damage", "finding"),
    [
        ("delete from head where field='name'", "current answers"),
        ("insert into conflict values(zeroblob(16), 'name')", "to be settled"),
        ("update record set title='x' where form='company'", "lists"),
        ("delete from record where form='company'", "lists"),
        ("update search set title='x'", "search"),
        ("update record_digest set digest=zeroblob(32)", "digest"),
        ("delete from change where field='name'", "not complete"),
        ("update change set segment=999 where field='name'", "belong to nothing"),
    ],
)
def test_the_check_finds_what_is_not_what_the_changes_say_and_changes_nothing(small: Workspace, damage: str, finding: str) -> None:
    records.create(small, "company", answers={"name": Answer.of("Lotus")})
    assert queries.check(small).ok
    with small.writing() as connection:
        connection.exec_driver_sql(damage)
    result = queries.check(small)
    assert not result.ok
    assert any(finding in sentence for sentence in result.findings), result.findings
    assert queries.check(small).findings == result.findings
