"""Lock, crash and what came in meanwhile: the text that was typed is there again."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from ctip_desktop.forms.model import Answer, State
from ctip_desktop.operations import records
from ctip_desktop.queries.records import list_records, show
from ctip_desktop.workspace.workspace import Workspace
from tests.ui import workspaces
from tests.ui.wizard.filling import click, first_of, kept, opened, with_policy
from ui.pages.home_resume import ResumeBar
from ui.pages.wizard import open_place
from ui.session import Session
from ui.shell import Shell


def test_lock_while_typing_loses_nothing(qtbot, session, ws, company, tasks, tmp_path):
    page = opened(qtbot, session, form="due_diligence", about=company)
    click(qtbot, page, "policy", "yes")
    page.wizard.go_to("policy_link")
    qtbot.keyClicks(page.wizard.card("policy_link").field.first(), "Half a sen")
    page.flush()
    session.lock()
    with Workspace.open(tmp_path / "w" / "lantern.ctip", workspaces.PASS, state=tmp_path / "w" / "state") as again:
        record = list_records(again, "due_diligence", company)[0].id
        assert show(again, record).answers["policy_link"].answer.value == "Half a sen"


def test_the_whole_window_can_lock_and_be_taken_apart_while_somebody_types(qtbot, session, company, tmp_path):
    shell = Shell(session)
    qtbot.addWidget(shell)
    shell.resize(1366, 768)
    shell.go("wizard", {"form": "due_diligence", "about": company})
    shell.show()
    shell.activateWindow()
    qtbot.waitUntil(shell.isActiveWindow)
    page = shell.current
    click(qtbot, page, "policy", "yes")
    page.wizard.go_to("policy_link")
    qtbot.keyClicks(page.wizard.card("policy_link").field.first(), "Half")
    shell.flush()
    session.lock()
    delete(page)
    QApplication.processEvents()
    with Workspace.open(tmp_path / "w" / "lantern.ctip", workspaces.PASS, state=tmp_path / "w" / "state") as again:
        record = list_records(again, "due_diligence", company)[0].id
        assert show(again, record).answers["policy_link"].answer.value == "Half"


def test_text_that_is_no_answer_yet_comes_back_after_a_lock(qtbot, session, ws, company, tmp_path, tasks):
    page = opened(qtbot, session, form="due_diligence", about=company)
    click(qtbot, page, "policy", "yes")
    page.wizard.go_to("policy_year")
    qtbot.keyClicks(page.wizard.card("policy_year").field.first(), "about 2019")
    page.flush()
    record = page.record
    session.lock()
    again = Workspace.open(tmp_path / "w" / "lantern.ctip", workspaces.PASS, state=tmp_path / "w" / "state")
    second = opened(qtbot, Session(again, tasks), record=record)
    card = second.wizard.card("policy_year")
    assert card.field.first().text() == "about 2019"
    assert "not a whole number" in card.message.text.text()
    assert show(again, record).answers["policy_year"].answer == Answer()
    again.close()


def test_what_came_in_meanwhile_and_what_was_typed_stand_side_by_side(qtbot, session, company):
    page = opened(qtbot, session, form="due_diligence", about=company)
    click(qtbot, page, "company_cases", "no")
    records.answer(session.workspace, page.record, "company_cases", Answer(None, State.UNKNOWN))
    click(qtbot, page, "company_cases", "yes")
    card = page.wizard.card("company_cases")
    assert [version.text for version in card.view.versions] == ["Unknown", "Yes"]
    assert kept(session, page, "company_cases").state is State.UNKNOWN
    qtbot.keyClick(card.conflict, Qt.Key.Key_2)
    assert kept(session, page, "company_cases").value == "yes"
    assert page.wizard.card("company_cases").conflict is None


def test_a_text_that_is_too_long_survives_the_end_of_the_program(qtbot, session, company):
    page = opened(qtbot, session, form="due_diligence", about=company)
    click(qtbot, page, "company_cases", "no")
    path = first_of(page, lambda question: "multiline" in question.appearance)
    page.wizard.go_to(path)
    card = page.wizard.card(path)
    card.field.edit.insertPlainText("a" * 100_001)
    card._pause.timeout.emit()
    assert page.wizard.header.saved.text() == "1 answer to fix (kept as typed)"
    assert page.wizard.steps.saved.text() == "1 answer to fix (kept as typed)"
    second = opened(qtbot, session, record=page.record)  # no flush: the power fails
    assert len(second.wizard.card(path).field.typed_text()) == 100_001
    assert second.wizard.header.saved.text() == "1 answer to fix (kept as typed)"


def test_unreadable_text_before_the_first_answer_survives_too(qtbot, session, company):
    page = opened(qtbot, session, form="company")
    path = first_of(page, lambda question: question.type == "integer")
    page.wizard.go_to(path)
    qtbot.keyClicks(page.wizard.card(path).field.first(), "many")
    page.wizard.card(path)._pause.timeout.emit()
    assert page.record is None
    second = opened(qtbot, session, form="company")
    assert second.wizard.card(path).field.typed_text() == "many"


def test_unreadable_text_counts_as_to_fix_and_stands_on_finish(qtbot, session, company):
    page = with_policy(qtbot, session, company)
    page.wizard.go_to("policy_year")
    card = page.wizard.card("policy_year")
    qtbot.keyClicks(card.field.first(), "9" * 29)
    card._pause.timeout.emit()
    assert "This number is too large." in card.message.text.text()
    section = page.wizard.outline.section_of("policy_year")
    assert "1 to fix, 1 without a source" in page.wizard.steps.list.steps()[section].line
    page.wizard.go_section(page.wizard.last)
    assert any(link.accessibleDescription() == "This number is too large." for link in page.wizard.finish.links)
    card.field.first().clear()
    card.commit()
    assert page.wizard.header.saved.text() == "Saved"


def test_a_form_left_open_by_a_crash_is_known_and_one_that_was_closed_is_not(qtbot, session, company):
    page = with_policy(qtbot, session, company)
    page._remember.timeout.emit()
    left = open_place(session.workspace)
    assert (left.record, left.answers) == (page.record, page.wizard.sheet.progress.answered)
    page.hide()
    assert open_place(session.workspace) is None


def test_a_form_that_was_left_for_another_form_is_not_open_any_more(qtbot, session, company):
    page = with_policy(qtbot, session, company)
    page._remember.timeout.emit()
    page.open(form="expectations", about=company)
    assert open_place(session.workspace) is None


def test_home_offers_the_form_that_was_open_when_the_program_ended(qtbot, session, company):
    page = with_policy(qtbot, session, company)
    page._remember.timeout.emit()
    went = []
    bar = ResumeBar(session, lambda name, where: went.append((name, where)))
    qtbot.addWidget(bar)
    assert bar.note.text().startswith("Due diligence, Selan Pearl Fisheries was open at ")
    assert "Your answers are safe. The last two seconds of typing may be missing." in bar.note.text()
    bar.resume.click()
    assert went == [("wizard", {"record": page.record})]
    bar.keep.click()
    assert bar.note.isHidden()
    assert open_place(session.workspace) is None
