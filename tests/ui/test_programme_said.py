"""What a programme says about itself: what is shown and kept is said, and what was taken back can be said again."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import programme, records
from ctip_desktop.operations.undo import undo
from ctip_desktop.queries.figures import figures
from ctip_desktop.queries.programme import programme as shown
from ctip_desktop.queries.records import list_records
from ctip_desktop.queries.records import sheet as open_sheet
from ui.dialogs.erase import EraseForGood
from ui.dialogs.nda_default import NdaDefault
from ui.dialogs.programme_record import ProgrammeRecord
from ui.dialogs.programme_relationships import ProgrammeRelationships
from ui.dialogs.programme_rules import ProgrammeRules
from ui.dialogs.programme_targets import ProgrammeTargets
from ui.dialogs.weights import Weights
from ui.pages.wizard_menu import form_menu


def criteria(ws):
    return [line.title for line in list_records(ws, programme.CUT_OFF)]


def test_the_currency_that_is_shown_is_kept(shell, workspace):
    dialog = shell.show_dialog("programme_record", {})
    assert dialog.asked["currency"].field.line.text() == "USD"
    dialog.asked["goals"].field.put_text("No worker pays for a job")
    dialog.main_button.click()
    assert shown(workspace).currency == "USD"


def test_typing_the_proposed_currency_and_pressing_enter_keeps_it(qtbot, shell, workspace):
    dialog = shell.show_dialog("programme_record", {})
    line = dialog.asked["currency"].field.line
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, "usd")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert shown(workspace).currency == "USD"


def test_a_rule_nobody_changed_is_not_written(shell, workspace):
    dialog = shell.show_dialog("programme_rules", {})
    assert dialog.changed() == {}


def test_stop_criteria_come_back_when_the_first_words_were_taken_back_and_are_said_again(workspace):
    goals = {"goals": Answer.of("No worker pays for a job")}
    assert criteria(workspace) == []
    programme.keep(workspace, goals)
    five = criteria(workspace)
    assert len(five) == 5
    undo(workspace)
    assert criteria(workspace) == []
    programme.keep(workspace, goals)
    assert criteria(workspace) == five
    undo(workspace)
    assert criteria(workspace) == []


def test_stop_criteria_that_a_person_deleted_stay_away(workspace):
    programme.keep(workspace, {"goals": Answer.of("No worker pays for a job")})
    for line in list_records(workspace, programme.CUT_OFF):
        records.delete(workspace, line.id)
    programme.keep(workspace, {"currency": Answer.of("EUR")})
    assert criteria(workspace) == []


def test_the_page_says_of_the_gate_what_its_form_says(shell, workspace):
    programme.set_rules(workspace, gate="require")
    shell.go("programme", {"part": "record"})
    said = [label.text() for label in shell.current.part.findChildren(QLabel)]
    assert "An idea goes on only from internal policy upwards." in said


def test_enter_in_the_line_to_search_ticks_the_first_option_that_fits(qtbot, shell, workspace):
    dialog = shell.show_dialog("programme_record", {})
    field = dialog.asked["countries"].field
    field.search.setFocus()
    for words in ("viet", "thail"):
        qtbot.keyClicks(field.search, words)
        qtbot.keyClick(field.search, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert set(field.answer().value) == {"TH", "VN"}
    qtbot.keyClicks(field.search, "no such land")
    qtbot.keyClick(field.search, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert set(field.answer().value) == {"TH", "VN"}


def test_a_contact_is_found_and_erased_when_its_company_is_gone(shell, session, company):
    ws = session.workspace
    contact = records.create(ws, "contact", about=company("Selan"), answers={"name": Answer.of("Isra Wellan")}).created[0]
    session.do(records.delete, company("Selan"))
    shell.show_dialog("search", {"text": "Isra Wellan"}).keep()
    page = shell.current
    assert page.record == contact
    next(action for action in form_menu(page, page.form, page.record).actions() if action.text() == "Erase this for good").trigger()
    (dialog,) = [found for found in shell.findChildren(EraseForGood) if found.isVisible()]
    dialog.main_button.click()
    dialog.cancel_button.click()
    assert open_sheet(ws, contact).deleted
    assert shell.current is not page


def test_targets_are_set_in_the_window_and_stand_in_the_figures(shell, workspace):
    shell.go("programme", {"part": "record"})
    dialog = shell.show_dialog("programme_targets", {})
    dialog.asked["target_partnerships"].field.put_text("6")
    dialog.asked["target_private"].field.put_text("150000")
    dialog.asked["target_private_currency"].field.put_text("eur")
    dialog.main_button.click()
    assert not dialog.isVisible()
    said = [label.text() for label in shell.current.part.findChildren(QLabel)]
    assert "6" in said
    assert "150,000 EUR" in said
    assert next(each.target for each in figures(workspace) if each.label == "Partnerships made") == 6


def test_the_borders_of_the_fit_are_changed_in_the_window_and_only_what_changed_is_written(shell, workspace):
    dialog = shell.show_dialog("programme_relationships", {})
    dialog.asked["fit_quality"].field.put_text("4")
    assert set(dialog.changed()) == {"fit_quality"}
    dialog.main_button.click()
    assert next(one.words for one in shown(workspace).relationships if one.name == "fit_quality") == "4"
    assert next(one.words for one in shown(workspace).relationships if one.name == "fit_band") == "0.25"


def test_every_question_of_the_programme_is_asked_somewhere_in_the_window(workspace):
    dialogs = (ProgrammeRecord, ProgrammeRules, ProgrammeTargets, ProgrammeRelationships, Weights, NdaDefault)
    asked = {name for each in dialogs for name in each.names}
    questions = {question.name for section in workspace.catalogue.form("programme").sections for question in section.questions}
    assert questions - asked == {"sharing"}  # has a page of its own
