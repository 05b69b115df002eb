"""Filling in a form: every answer is in the workspace at once, and nothing that was typed is lost."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ctip_desktop.forms.model import Answer, Source, State
from ctip_desktop.operations import records
from ctip_desktop.queries.records import list_records, show
from tests.ui.wizard.filling import click, kept, opened, with_policy
from ui.forms.question_card import PAUSE
from ui.pages.wizard import PLACES


def test_looking_at_a_form_leaves_nothing_behind(qtbot, session, company):
    opened(qtbot, session, form="due_diligence", about=company)
    assert list_records(session.workspace, "due_diligence", company) == ()


def test_an_answer_by_mouse_is_in_the_workspace_at_once(qtbot, session, company):
    page = opened(qtbot, session, form="due_diligence", about=company)
    click(qtbot, page, "company_cases", "no")
    assert kept(session, page, "company_cases").value == "no"
    assert page.wizard.header.saved.text() == "Saved"


def test_an_answer_by_keyboard_is_in_the_workspace_at_once(qtbot, session, company):
    page = opened(qtbot, session, form="due_diligence", about=company)
    page.wizard.go_to("company_cases")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert kept(session, page, "company_cases").value == "no"


def test_unknown_is_kept_as_a_state_and_never_as_no(qtbot, session, company):
    page = opened(qtbot, session, form="due_diligence", about=company)
    page.wizard.go_to("company_cases")
    page.wizard.card("company_cases").field.segmented.button("\x00unknown").click()
    assert kept(session, page, "company_cases") == Answer(None, State.UNKNOWN)


def test_text_is_written_two_seconds_after_the_last_key(qtbot, session, company):
    page = opened(qtbot, session, form="due_diligence", about=company)
    click(qtbot, page, "policy", "yes")
    page.wizard.go_to("policy_link")
    card = page.wizard.card("policy_link")
    qtbot.keyClicks(card.field.first(), "Website")
    assert card._pause.isActive()
    assert card._pause.interval() == PAUSE == 2000
    card._pause.timeout.emit()
    assert kept(session, page, "policy_link").value == "Website"


def test_leaving_a_field_writes_it(qtbot, session, company):
    page = opened(qtbot, session, form="due_diligence", about=company)
    click(qtbot, page, "policy", "yes")
    page.wizard.go_to("policy_year")
    qtbot.keyClicks(page.wizard.card("policy_year").field.first(), "2023")
    qtbot.keyClick(page.wizard.card("policy_year").field.first(), Qt.Key.Key_Tab)
    assert kept(session, page, "policy_year").value == 2023
    assert page.wizard.card("policy_year").field.first().text() == "2023"


def test_reopening_lands_on_the_same_question(qtbot, session, company):
    page = opened(qtbot, session, form="due_diligence", about=company)
    click(qtbot, page, "company_cases", "no")
    page.wizard.go_to("statement")
    page._remember.timeout.emit()  # what happens 0.4 s later; then the power fails: no flush
    second = opened(qtbot, session, record=page.record)
    assert second.wizard.path == "statement"
    assert second.wizard.current == 2
    assert session.workspace.setting(PLACES)[page.record.hex]["path"] == "statement"


def test_a_hidden_question_keeps_its_answer_and_a_line_says_why(qtbot, session, company):
    page = opened(qtbot, session, form="due_diligence", about=company)
    click(qtbot, page, "policy", "yes")
    records.answer(session.workspace, page.record, "policy_year", Answer.of(2023))
    page.refresh(None)
    click(qtbot, page, "policy", "no")
    assert page.wizard.card("policy_year").isHidden()
    assert page.wizard.section(2)._hidden["policy"].text() == "2 questions are hidden because you chose No."
    assert kept(session, page, "policy_year").value == 2023
    click(qtbot, page, "policy", "yes")
    assert page.wizard.card("policy_year").field.first().text() == "2023"


def test_a_missing_source_is_said_and_can_be_added_by_typing(qtbot, session, company):
    page = opened(qtbot, session, form="due_diligence", about=company)
    click(qtbot, page, "policy", "yes")
    card = page.wizard.card("policy")
    assert "Add a source" in card.message.text.text()
    qtbot.keyClicks(card.evidence.quick.line, "Talk with the sourcing team")
    qtbot.keyClick(card.evidence.quick.line, Qt.Key.Key_Return)
    assert [source.title for source in kept(session, page, "policy").sources] == ["Talk with the sourcing team"]
    assert page.wizard.card("policy").message.isHidden()


def test_saying_why_there_is_no_source_is_enough(qtbot, session, company):
    page = opened(qtbot, session, form="due_diligence", about=company)
    click(qtbot, page, "policy", "yes")
    card = page.wizard.card("policy")
    card.message.text.linkActivated.emit("why")
    qtbot.keyClicks(card.note.line, "Heard by phone, no paper yet")
    card.commit()
    assert kept(session, page, "policy").note == "Heard by phone, no paper yet"
    assert card.message.isHidden()


def test_a_removed_source_comes_back_with_undo(qtbot, session, company):
    page = opened(qtbot, session, form="due_diligence", about=company)
    click(qtbot, page, "policy", "yes")
    records.add_source(session.workspace, page.record, "policy", Source("company", "Policy", date="2023"))
    page.refresh(None)
    row = page.wizard.card("policy").evidence.rows[0]
    qtbot.keyClick(row, Qt.Key.Key_Delete)
    assert kept(session, page, "policy").sources == ()
    page.wizard.undo_wanted.emit()
    assert [source.title for source in kept(session, page, "policy").sources] == ["Policy"]


def test_undo_takes_the_answer_back_on_the_page_too(qtbot, session, company):
    page = opened(qtbot, session, form="due_diligence", about=company)
    click(qtbot, page, "company_cases", "no")
    click(qtbot, page, "company_cases", "yes")
    page.wizard.header.undo.click()
    assert page.wizard.card("company_cases").field.segmented.current() == "no"
    assert kept(session, page, "company_cases").value == "no"


def test_undo_in_a_form_stops_where_the_form_was_opened(qtbot, session, company):
    """Pressed too often it took away the company the form is about, with the form still open."""
    about = records.create(session.workspace, "company", answers={"name": Answer.of("Zebra Lights")}).created[0]
    page = opened(qtbot, session, form="due_diligence", about=about)
    click(qtbot, page, "company_cases", "no")
    for _often in range(4):
        page.wizard.header.undo.click()
    assert not show(session.workspace, about).deleted
    page.hide()
    assert session.undo_size(), "elsewhere all can be taken back"


def test_the_first_answer_taken_back_leaves_a_form_that_can_be_begun_again(qtbot, session, company):
    page = opened(qtbot, session, form="due_diligence", about=company)
    click(qtbot, page, "company_cases", "no")
    page.wizard.header.undo.click()
    assert page.record is None
    assert page.wizard.card("company_cases").field.segmented.current() == ""
    click(qtbot, page, "company_cases", "yes")
    assert kept(session, page, "company_cases").value == "yes"


def test_rows_are_added_filled_and_removed(qtbot, session, company):
    page = opened(qtbot, session, form="due_diligence", about=company)
    click(qtbot, page, "company_cases", "yes")
    repeat = page.wizard.section(0).repeats["cases"]
    repeat.add.click()
    row = repeat.model.rows[0]
    card = repeat.cards[f"cases[{row}].case_where"]
    qtbot.keyClicks(card.field.first(), "North court")
    card.commit()
    assert kept(session, page, f"cases[{row}].case_where").value == "North court"
    assert repeat.model.data(repeat.model.index(0, 1)) == "North court"
    repeat.remove.click()
    assert repeat.model.rows == ()
    page.wizard.undo_wanted.emit()
    assert page.wizard.section(0).repeats["cases"].model.rows == (row,)


def test_why_a_question_is_not_applicable_is_asked_for_and_read_again_in_the_same_words(qtbot, session, company):
    page = opened(qtbot, session, form="due_diligence", about=company)
    page.wizard.go_to("company_past_cases")
    card = page.wizard.card("company_past_cases")
    card.state_line.not_applicable.click()
    qtbot.keyClicks(card.note.line, "Founded this year")
    card.commit()
    again = opened(qtbot, session, record=page.record).wizard.card("company_past_cases")
    assert (again.note.text(), again.note.label()) == ("Founded this year", "Why is it not applicable?")
    again.state_line.unknown.click()
    assert again.note.label() == "Note"


def test_the_options_stay_where_they_are_when_the_first_one_is_ticked(qtbot, session, company):
    page = opened(qtbot, session, form="listening", about=company)
    page.resize(1280, 760)
    page.wizard.go_to("could_bring")
    rows = page.wizard.card("could_bring").field.rows
    bar = page.wizard.section(page.wizard.current).verticalScrollBar()
    qtbot.waitUntil(lambda: rows["people"].width() > 300 and not bar.isEnabled())
    before = {name: row.geometry() for name, row in rows.items()}
    qtbot.mouseClick(rows["people"].button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(bar.isEnabled)  # a question came, and the page is longer than the window
    assert {name: row.geometry() for name, row in rows.items()} == before


def test_pauses_while_typing_are_not_called_changes(qtbot, session, company):
    page = with_policy(qtbot, session, company)
    page.wizard.go_to("policy_link")
    card = page.wizard.card("policy_link")
    for words in ("In the", " yearly", " report"):
        qtbot.keyClicks(card.field.first(), words)
        card._pause.timeout.emit()  # two seconds without a key
    assert card.state_line.history.isHidden()
    card.field.put_text("On the website")
    card.commit()
    assert card.state_line.history.accessibleName() == "Changed once"
    assert [past.text for past in page.around.history("policy_link")] == ["In the yearly report"]
    again = opened(qtbot, session, record=page.record)
    again.wizard.go_to("policy_link")
    assert again.wizard.card("policy_link").state_line.history.accessibleName() == "Changed once"
