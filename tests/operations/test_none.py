"""A list, or a question with several choices, can be answered with "there are none"."""

from __future__ import annotations

from uuid import UUID

import pytest

from ctip_desktop.errors import BadInput
from ctip_desktop.forms.model import Answer, State
from ctip_desktop.operations import records, undo
from ctip_desktop.queries.answers import in_words
from ctip_desktop.queries.records import sheet, show
from ctip_desktop.sync.telling import Telling
from ctip_desktop.workspace.cells import decode, encode
from ctip_desktop.workspace.workspace import Workspace

UNKNOWN = Answer(None, State.UNKNOWN)


def research(ws: Workspace, **answers: Answer) -> UUID:
    company = records.create(ws, "company", answers={"name": Answer.of("Okavi Garments")}).created[0]
    return records.create(ws, "desk_research", about=company, answers=answers).created[0]


def answered(ws: Workspace, record: UUID) -> int:
    return sheet(ws, record).sheet.progress.answered


def test_none_is_written_as_an_empty_list_and_read_as_an_answer() -> None:
    assert encode(Answer.none()) == "[]"
    assert decode("[]") == Answer.none()
    assert decode("[]").is_none
    assert Answer.of(()) == Answer()


def test_a_list_without_lines_can_be_answered_and_counts(real: Workspace) -> None:
    record = research(real)
    before = answered(real, record)
    records.answer(real, record, "suppliers", Answer.none())
    opened = sheet(real, record).sheet
    assert opened.progress.answered == before + 1
    assert opened.shown_text("suppliers") == "None"
    assert in_words(opened, opened.form.question("suppliers")) == "None"
    assert opened.next_open("sites") != "suppliers"
    records.answer(real, record, "suppliers", UNKNOWN)
    assert sheet(real, record).sheet.get("suppliers") == UNKNOWN
    records.answer(real, record, "suppliers", Answer())
    assert answered(real, record) == before


def test_the_first_answer_of_a_form_may_be_that_a_list_has_none(real: Workspace) -> None:
    assert sheet(real, research(real, suppliers=Answer.none())).sheet.get("suppliers").is_none


def test_a_line_takes_the_place_of_there_are_none_and_undo_brings_it_back(real: Workspace) -> None:
    record = research(real, suppliers=Answer.none())
    records.add_row(real, record, "suppliers", {"supplier_name": Answer.of("Velora Staffing")})
    opened = sheet(real, record).sheet
    assert opened.get("suppliers") == Answer()
    assert len(opened.rows("suppliers")) == 1
    undo.undo(real)
    assert sheet(real, record).sheet.get("suppliers").is_none


def test_a_list_with_lines_has_no_other_answer(real: Workspace) -> None:
    record = research(real)
    records.add_row(real, record, "suppliers", {"supplier_name": Answer.of("Velora Staffing")})
    for given in (Answer.none(), UNKNOWN):
        with pytest.raises(BadInput, match="has lines"):
            records.answer(real, record, "suppliers", given)
    with pytest.raises(BadInput, match="is a list"):
        records.answer(real, record, "sites", Answer.of("Talven"))


def test_lines_of_a_colleague_speak_louder_than_there_are_none(real: Workspace) -> None:
    record = research(real, suppliers=Answer.none())
    opened = sheet(real, record).sheet.with_row("suppliers", "r").answer("suppliers[r].supplier_name", Answer.of("Velora"))
    assert opened.shown_text("suppliers") == ""
    assert in_words(opened, opened.form.question("suppliers")) == "Velora"


def test_none_of_these_is_an_answer_to_several_choices(real: Workspace) -> None:
    several = next(q for q in real.catalogue.form("desk_research").walk() if q.type == "select_multiple" and q.offers_none)
    record = research(real)
    before = answered(real, record)
    path = several.name
    if "." in path or path not in show(real, record).answers:
        pytest.fail("the form has a question with several choices outside its lists")
    records.answer(real, record, path, Answer.none("we asked twice"))
    opened = sheet(real, record).sheet
    assert opened.progress.answered == before + 1
    assert opened.shown_text(path) == "None of these"
    assert opened.get(path).note == "we asked twice"
    assert opened.problem(path) is None or not opened.problem(path).blocks


def test_a_list_whose_choices_say_none_needs_no_second_word_for_it(real: Workspace) -> None:
    own = [q for form in real.catalogue.forms() for q in form.walk() if q.type == "select_multiple" and not q.offers_none]
    assert all(any(choice.name.startswith("none") for choice in q.choices) for q in own)
    assert not real.catalogue.form("company").question("name").offers_none


def test_an_import_tells_none_in_words(real: Workspace) -> None:
    record = research(real, suppliers=Answer.none())
    with real.reading() as connection:
        telling = Telling(connection, real.catalogue, {})
        assert telling.words(telling.find(record.bytes), "suppliers", "[]") == "None"
