"""A list without lines, and several choices none of which fits, are answered like any other question."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ctip_desktop.forms.model import Answer, State
from ctip_desktop.operations import records
from ctip_desktop.queries.records import sheet, show
from tests.ui.wizard.filling import opened
from ui.forms.around import SessionSurroundings
from ui.forms.many_field import ManyField


def list_card(page, name="suppliers"):
    page.wizard.go_to(name)
    return page.wizard.section(page.wizard.current).repeats[name]


def test_there_are_none_is_one_press_counts_and_is_there_again_on_reopening(qtbot, session, company):
    page = opened(qtbot, session, form="desk_research", about=company)
    card = list_card(page)
    qtbot.mouseClick(card.none.none, Qt.MouseButton.LeftButton)
    assert page.wizard.sheet.progress.answered == 1
    assert sheet(session.workspace, page.record).sheet.get("suppliers").is_none
    again = opened(qtbot, session, record=page.record)
    assert list_card(again).none.none.isChecked()
    assert again.wizard.sheet.progress.answered == 1


@pytest.mark.parametrize("state", [State.UNKNOWN, State.NOT_APPLICABLE])
def test_the_quiet_states_can_be_said_of_a_list_and_taken_back(qtbot, session, company, state):
    page = opened(qtbot, session, form="desk_research", about=company)
    line = list_card(page).none
    button = line.unknown if state is State.UNKNOWN else line.not_applicable
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert sheet(session.workspace, page.record).sheet.get("suppliers").state is state
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert sheet(session.workspace, page.record).sheet.get("suppliers") == Answer()


def test_why_a_list_is_not_applicable_is_asked_and_kept(qtbot, session, company):
    page = opened(qtbot, session, form="desk_research", about=company)
    card = list_card(page)
    qtbot.mouseClick(card.none.not_applicable, Qt.MouseButton.LeftButton)
    assert card.note.label() == "Why is it not applicable?"
    qtbot.waitUntil(lambda: QApplication.focusWidget() is card.note.line)
    qtbot.keyClicks(card.note.line, "It buys nothing.")
    page.flush()
    assert sheet(session.workspace, page.record).sheet.get("suppliers") == Answer(None, State.NOT_APPLICABLE, "It buys nothing.")
    again = list_card(opened(qtbot, session, record=page.record))
    assert again.note.isVisible()
    assert again.note.text() == "It buys nothing."
    qtbot.keyClick(again.note.line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(again.note.line, Qt.Key.Key_Delete)
    again.note.committed.emit()
    assert sheet(session.workspace, page.record).sheet.get("suppliers") == Answer(None, State.NOT_APPLICABLE)


def test_what_was_typed_beside_a_list_stays_when_a_row_takes_its_place(qtbot, session, company):
    page = opened(qtbot, session, form="desk_research", about=company)
    card = list_card(page)
    qtbot.mouseClick(card.none.unknown, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(card.note.line, "Nobody would say.")
    card.add_row()
    assert len(card.model.rows) == 1
    assert sheet(session.workspace, page.record).sheet.get("suppliers").note == "Nobody would say."
    assert card.note.isVisible()
    assert card.note.label() == "Note"


def test_a_row_takes_its_place_and_removing_the_row_asks_again(qtbot, session, company):
    page = opened(qtbot, session, form="desk_research", about=company)
    card = list_card(page)
    qtbot.mouseClick(card.none.none, Qt.MouseButton.LeftButton)
    card.add_row()
    assert card.none.isHidden()
    assert sheet(session.workspace, page.record).sheet.get("suppliers") == Answer()
    card.remove_row()
    assert card.none.isVisible()
    assert not card.none.none.isChecked()


def test_a_finished_form_takes_no_rows(qtbot, session, company):
    made = records.create(session.workspace, "desk_research", about=company, answers={"suppliers": Answer.none()}, status="finished").created[0]
    card = list_card(opened(qtbot, session, record=made))
    assert not card.none.isEnabled()
    assert card.add.isHidden()
    card.add_row()
    assert not sheet(session.workspace, made).sheet.rows("suppliers")


def test_none_of_these_stands_alone_among_several_choices(qtbot, session, company):
    several = [q for q in session.workspace.catalogue.form("desk_research").walk() if q.type == "select_multiple" and q.offers_none]
    for question in several:
        page = opened(qtbot, session, form="desk_research", about=company)
        page.wizard.go_to(question.name)
        field = page.wizard.card(question.name).field
        first = next(iter(field.rows.values()))
        first.button.click()
        field.rows["\x00none"].button.click()
        assert show(session.workspace, page.record).answers[question.name].answer == Answer.none()
        assert not first.button.isChecked()
        again = opened(qtbot, session, record=page.record)
        assert again.wizard.card(question.name).field.answer() == Answer.none()
        first.button.click()
        assert not field.rows["\x00none"].button.isChecked()
        records.delete(session.workspace, page.record)


def test_many_choices_have_a_box_of_their_own_for_none(qtbot, session, company):
    question = next(
        (form, q)
        for form in session.workspace.catalogue.forms()
        for section in form.sections
        for q in section.questions
        if q.type == "select_multiple" and q.offers_none and len(q.choices) > 7
    )
    field = ManyField(question[1], SessionSurroundings(session, lambda: None))
    qtbot.addWidget(field)
    field.model.item(0).setCheckState(Qt.CheckState.Checked)
    field.none.click()
    assert field.answer() == Answer.none()
    field.model.item(1).setCheckState(Qt.CheckState.Checked)
    assert field.answer() == Answer.of((question[1].choices[1].name,))


def test_space_ticks_the_option_in_sight_however_fast_it_was_found(qtbot, session, company):
    question = next(q for section in session.workspace.catalogue.form("programme").sections for q in section.questions if q.name == "countries")
    field = ManyField(question, SessionSurroundings(session, lambda: None))
    qtbot.addWidget(field)
    with qtbot.waitActive(field):
        field.show()
        field.activateWindow()
    for words, name in (("Viet", "VN"), ("Afg", "AF")):
        field.search.setFocus()
        field.search.selectAll()
        qtbot.keyClicks(field.search, words)
        qtbot.keyClick(field.search, Qt.Key.Key_Tab)
        qtbot.keyClick(field.list, Qt.Key.Key_Space)
        assert name in field.answer().value
    assert len(field.answer().value) == 2


def test_tab_goes_from_adding_a_row_to_what_can_be_said_of_the_list(qtbot, session, company):
    page = opened(qtbot, session, form="desk_research", about=company)
    card = list_card(page)
    card.add.setFocus()
    for button in card.none.buttons:
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
        assert page.focusWidget() is button
    qtbot.keyClick(card.none.none, Qt.Key.Key_Space)
    assert page.wizard.sheet.get("suppliers").is_none
