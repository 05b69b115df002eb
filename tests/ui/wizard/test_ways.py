"""The ways through a form: finishing, the next open question, why we ask, keyboard, sources."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import records, undo
from ctip_desktop.queries.records import show
from tests.ui.wizard.filling import click, first_of, kept, opened, with_policy
from ui.pages.wizard_menu import form_menu


def test_finish_lists_what_is_missing_and_leads_there(qtbot, session, company):
    page = opened(qtbot, session, form="due_diligence", about=company)
    click(qtbot, page, "company_cases", "no")
    page.wizard.go_section(page.wizard.last)
    qtbot.mouseClick(page.wizard.footer.next, Qt.MouseButton.LeftButton)
    assert page.wizard.finish.links[0] is QApplication.focusWidget()
    page.wizard.finish.links[0].click()
    assert page.wizard.path == "company_cases_check"
    assert show(session.workspace, page.record).status == "draft"


def test_a_finished_form_is_read_until_it_is_opened_again(qtbot, session, company):
    done = records.create(session.workspace, "listening", about=company, answers={"values": Answer.of("Safe ports")}).created[0]
    records.finish(session.workspace, done)
    page = opened(qtbot, session, record=done)
    assert not page.wizard.card("values").field.isEnabled()
    page.bars.finished.findChild(QPushButton).click()
    assert page.wizard.card("values").field.isEnabled()


def test_facts_about_a_person_or_a_company_can_be_put_right_at_once(qtbot, session, company):
    done = records.create(session.workspace, "contact", about=company, answers={"name": Answer.of("Noor")}).created[0]
    records.finish(session.workspace, done)
    page = opened(qtbot, session, record=done)
    assert page.wizard.card("name").field.isEnabled()
    assert not page.bars.finished.isVisible()


def test_next_open_question_passes_answered_ones(qtbot, session, company):
    page = opened(qtbot, session, form="due_diligence", about=company)
    click(qtbot, page, "company_cases", "no")
    qtbot.keyClick(page.wizard, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert page.wizard.path == "company_past_cases"
    qtbot.keyClick(page.wizard, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert page.wizard.current == 1


def test_f1_shows_and_hides_why_we_ask_and_remembers(qtbot, session, company):
    page = opened(qtbot, session, form="due_diligence", about=company)
    assert page.wizard.why.isVisible()
    qtbot.keyClick(page.wizard, Qt.Key.Key_F1)
    assert not page.wizard.why.isVisible()
    assert not opened(qtbot, session, form="due_diligence", about=company).wizard.why.isVisible()


def test_on_a_narrow_window_the_explanation_opens_inside_the_card(qtbot, session, company):
    page = opened(qtbot, session, form="due_diligence", about=company)
    page.resize(1100, 700)
    page.wizard.go_to("company_cases")
    assert not page.wizard.why.isVisible()
    page.wizard.toggle_why()
    assert page.wizard.section(0)._why is not None
    page.wizard.toggle_why()
    assert page.wizard.section(0)._why is None


def test_every_part_that_takes_the_focus_has_a_name(qtbot, session, company):
    page = opened(qtbot, session, form="due_diligence", about=company)
    for index in range(page.wizard.last + 1):
        page.wizard.go_section(index)
        if index < page.wizard.last:
            page.wizard.section(index).build_all()
    unnamed = [
        (type(part).__name__, part.objectName())
        for part in page.findChildren(type(page).__mro__[2])
        if part.focusPolicy() & Qt.FocusPolicy.TabFocus and not (part.accessibleName() or getattr(part, "text", str)())
    ]
    assert sorted(set(unnamed)) == []


def test_an_empty_form_is_not_ready_to_finish_and_shows_no_bare_tick(qtbot, session, company):
    page = opened(qtbot, session, form="desk_research", about=company)
    assert page.wizard.sheet.progress.answered == 0
    assert "ready" not in page.wizard.steps.list.steps()[-1].line
    assert not page.wizard.header._saved_icon.isVisible()
    assert not page.wizard.steps._saved_icon.isVisible()


def test_a_value_that_is_only_unlikely_is_to_confirm_and_not_an_error(qtbot, session, company):
    page = opened(qtbot, session, form="company")
    path = first_of(page, lambda question: question.type == "integer" and question.check)
    page.wizard.go_to(path)
    card = page.wizard.card(path)
    qtbot.keyClicks(card.field.first(), "99999999")
    card.commit()
    assert card.view.trouble.kind == "soft"
    assert card.message.tone == "info"
    assert card.property("state") == ""
    line = page.wizard.steps.list.steps()[page.wizard.outline.section_of(path)].line
    assert "1 to confirm" in line
    assert "to fix" not in line


@pytest.mark.qt_log_ignore("does not support raise", "does not support grabbing the keyboard", extend=True)  # the list that opens, offscreen
def test_a_part_of_a_name_and_enter_choose_the_only_option_that_holds_it(qtbot, session):
    page = opened(qtbot, session, form="company")
    field = page.wizard.card("country").field
    page.wizard.go_to("country")
    wanted = next(choice for choice in field.question.choices if choice.label == "Cambodia")
    qtbot.keyClicks(field.combo.lineEdit(), "camb")
    qtbot.keyClick(field.combo.lineEdit(), Qt.Key.Key_Return)
    assert kept(session, page, "country").value == wanted.name


def test_tab_goes_from_one_small_field_to_the_next_and_shift_f10_opens_its_menu(qtbot, session, company, monkeypatch):
    page = with_policy(qtbot, session, company)
    page.wizard.go_to("policy_year")
    card = page.wizard.card("policy_year")
    assert not card.state_line.more.focusPolicy() & Qt.FocusPolicy.TabFocus
    menus = []
    monkeypatch.setattr(card.state_line, "open_menu", lambda: menus.append(True))
    qtbot.keyClick(card.field.first(), Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    assert menus == [True]


def test_after_adding_a_source_the_focus_is_on_its_row(qtbot, session, company):
    page = with_policy(qtbot, session, company)
    card = page.wizard.card("policy")
    card.evidence.quick.line.setFocus()
    qtbot.keyClicks(card.evidence.quick.line, "Talk with the sourcing team")
    qtbot.keyClick(card.evidence.quick.line, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is card.evidence.rows[0]


def test_a_file_as_a_source_asks_for_kind_and_date_in_place(qtbot, session, company, tmp_path):
    page = with_policy(qtbot, session, company)
    evidence = page.wizard.card("policy").evidence
    (tmp_path / "Policy 2023.txt").write_text("The policy.")
    evidence.take_file(tmp_path / "Policy 2023.txt")
    assert evidence.editor is not None
    assert QApplication.focusWidget() is evidence.editor.kind
    evidence.editor.kind.setCurrentIndex(evidence.editor.kind.findData("company"))
    evidence.editor.date.setText("2023")
    evidence.editor.keep()
    source = kept(session, page, "policy").sources[0]
    assert (source.kind, source.title, source.date, bool(source.file)) == ("company", "Policy 2023", "2023", True)


def test_a_missing_source_is_one_plain_sentence(qtbot, session, company):
    page = opened(qtbot, session, form="due_diligence", about=company)
    click(qtbot, page, "policy", "yes")
    words = "You chose Yes. Add a source, or say why there is none. You can also go on and come back."
    assert page.wizard.card("policy").message.spoken() == words


def test_escape_in_a_source_that_is_begun_asks_first_and_the_focus_stays_in_it(qtbot, session, company, tmp_path):
    page = with_policy(qtbot, session, company)
    evidence = page.wizard.card("policy").evidence
    left = []
    page.back.connect(lambda: left.append(True))
    (tmp_path / "Policy 2023.txt").write_text("The policy.")
    evidence.add()
    evidence.editor.asked.offer(tmp_path / "Policy 2023.txt")
    evidence.editor.asked.take.click()
    assert QApplication.focusWidget() is evidence.editor.title
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert evidence.editor.begun
    assert evidence.editor._leaving.isVisible()
    assert evidence.editor.isAncestorOf(QApplication.focusWidget())
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert evidence.editor.title.hasFocus()
    assert left == []
    evidence.editor.keep()
    source = kept(session, page, "policy").sources[0]
    assert (source.title, bool(source.file)) == ("Policy 2023", True)


def test_a_source_that_is_begun_comes_back_with_its_file_when_the_form_was_closed(qtbot, session, company, tmp_path):
    page = with_policy(qtbot, session, company)
    evidence = page.wizard.card("policy").evidence
    (tmp_path / "Policy 2023.txt").write_text("The policy.")
    evidence.take_file(tmp_path / "Policy 2023.txt")
    evidence.editor.date.setText("spring")
    page._close()
    again = opened(qtbot, session, record=page.record)
    editor = again.wizard.card("policy").evidence.editor
    assert (editor.title.text(), editor.date.text(), editor.begun) == ("Policy 2023", "spring", True)
    editor.date.setText("2023")
    editor.keep()
    source = kept(session, again, "policy").sources[0]
    assert (source.title, source.date, bool(source.file)) == ("Policy 2023", "2023", True)


def test_an_empty_form_cannot_be_finished_and_the_keyboard_stands_on_the_way_to_its_first_question(qtbot, session, company):
    page = opened(qtbot, session, form="listening", about=company)
    page.wizard.go_section(page.wizard.last)
    page.wizard.footer.next.click()
    assert page.record is None
    assert page.wizard.finish.links[0] is QApplication.focusWidget()
    page.wizard.finish.links[0].click()
    assert page.wizard.current == 0


def test_a_finished_checklist_opens_at_its_result_and_to_change_it_at_a_question(qtbot, session, company):
    done = records.create(session.workspace, "lead_person", about=company, answers={"business_case": Answer.of("some")}, status="finished").created[0]
    page = opened(qtbot, session, record=done)
    assert page.wizard.current == page.wizard.last
    page.bars.finished.findChild(QPushButton).click()
    assert page.wizard.current == 0
    page.open(record=done, path="business_case")
    assert page.wizard.path == "business_case"


def test_a_form_is_deleted_from_its_menu_and_can_be_taken_back(qtbot, session, company):
    record = records.create(session.workspace, "listening", about=company, answers={"values": Answer.of("Safe ports")}).created[0]
    page = opened(qtbot, session, record=record)
    menu = form_menu(page, page.form, record)
    with qtbot.waitSignals([page.back, page.undoable]):
        next(one for one in menu.actions() if one.text() == "Delete").trigger()
    assert show(session.workspace, record).deleted
    session.do(undo.undo)
    assert not show(session.workspace, record).deleted
