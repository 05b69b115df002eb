"""Dialogs by the keyboard: Tab goes as one reads, no press throws typed words away, and what is wrong is in sight."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from ctip_desktop.errors import WorldError
from ctip_desktop.forms.model import Answer, Question
from ctip_desktop.operations import records
from ctip_desktop.queries.records import list_records
from ui.dialogs.dialog import Dialog
from ui.dialogs.put_aside import SETTING
from ui.dialogs.quick_form import surroundings
from ui.dialogs.registry import DIALOGS
from ui.forms.make_field import make_field
from ui.widgets.button import Button

REGISTERS = ("interest", "match", "decision", "agreement", "concern", "cut_off", "relation")
BESIDE = {"make_report", "visit_pack", "quick_capture"}
"""Dialogs of several columns: Tab goes down one, then begins at the top of the next."""


def press_tab(dialog: Dialog, *, back: bool = False) -> QWidget:
    dialog.focusNextPrevChild(not back)
    return dialog.focusWidget()


def round_trip(dialog: Dialog) -> list[QWidget]:
    """Where Tab stops, from the first field on until it comes back there."""
    dialog.close_button.setFocus()
    found = [press_tab(dialog)]
    for _ in range(200):
        if (stop := press_tab(dialog)) in found:
            break
        found.append(stop)
    return found


def box(dialog: Dialog, part: QWidget) -> tuple[int, int, int]:
    corner = part.mapTo(dialog, QPoint())
    return corner.y(), corner.y() + part.height(), corner.x()


def follows(dialog: Dialog, before: QWidget, after: QWidget) -> bool:
    """Below, or in the same row and further on."""
    (top, bottom, left), (top2, bottom2, left2) = box(dialog, before), box(dialog, after)
    same_row = top2 < bottom and top < bottom2
    return left2 > left if same_row else top2 >= top


def open_dialog(shell, workspace, company, name: str) -> Dialog:
    needs = {"place_stage": {"company": company().hex}}
    if name == "xray":
        idea = records.create(workspace, "opportunity", about=company(), answers={"title": Answer.of("Helpline")}).created[0]
        needs["xray"] = {"opportunity": idea.hex}
    dialog = shell.show_dialog(name, needs.get(name, {}))
    QApplication.processEvents()
    return dialog


def check_order(dialog: Dialog) -> None:
    stops = round_trip(dialog)
    assert stops[-1] is dialog.close_button
    inside = [stop for stop in stops if dialog.scroller.isAncestorOf(stop)]
    below = [stop for stop in stops if stop not in inside and stop is not dialog.close_button]
    assert stops == [*inside, *below, dialog.close_button]
    if dialog.objectName() not in BESIDE:
        dialog.scroller.verticalScrollBar().setValue(0)
        wrong = [(a, b) for a, b in itertools.pairwise(inside) if not follows(dialog, a, b)]
        assert not wrong, [(a.accessibleName(), b.accessibleName()) for a, b in wrong]
    dialog.close_button.setFocus()
    assert [press_tab(dialog, back=True) for _ in stops[:-1]] == stops[:-1][::-1]


@pytest.mark.parametrize("name", [name for name in DIALOGS if name != "cut_line"])
def test_tab_goes_through_every_dialog_as_one_reads(shell, workspace, company, name):
    check_order(open_dialog(shell, workspace, company, name))


@pytest.mark.parametrize("form", REGISTERS)
def test_tab_goes_from_one_question_to_the_next_in_every_register(shell, form):
    dialog = shell.show_dialog("add_record", {"form": form})
    QApplication.processEvents()
    check_order(dialog)
    if dialog.more:
        dialog.show_more()
        QApplication.processEvents()
        check_order(dialog)


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_make_new_is_a_stop_only_for_a_name_that_fits_nobody_and_a_space_typed_on_it_makes_nothing(qtbot, shell, session):
    dialog = shell.show_dialog("add_record", {"form": "interest"})
    subject = dialog.subject.fields["company"]
    subject.line.setFocus()
    assert dialog.asked[dialog.names[0]].isAncestorOf(press_tab(dialog))
    subject.line.setFocus()
    before = len(session.ask(list_records, "company"))
    qtbot.keyClicks(subject.line, "Nobody at all")
    assert press_tab(dialog) is subject.new
    qtbot.keyClick(subject.new, Qt.Key.Key_Space)
    assert "will be added together" in subject.offer.words.text()
    assert len(session.ask(list_records, "company")) == before
    assert dialog.isVisible()


# --- what was typed ------------------------------------------------------------------------------------------------------------------


def offer_button(dialog: Dialog, words: str) -> Button:
    return next(button for button in dialog.offer.findChildren(Button) if button.words == words)


@pytest.mark.parametrize("name", [name for name in DIALOGS if name != "cut_line"])
def test_a_dialog_that_was_only_looked_through_closes_without_a_trace(shell, workspace, company, name):
    dialog = open_dialog(shell, workspace, company, name)
    round_trip(dialog)
    dialog.reject()
    assert not dialog.isVisible()
    assert not workspace.setting(SETTING)


@pytest.mark.parametrize("way", ["Escape", "cross", "Cancel"])
def test_what_was_typed_is_offered_when_the_dialog_is_opened_again(qtbot, shell, workspace, way):
    dialog = shell.show_dialog("add_record", {"form": "interest"})
    dialog.asked["text"].field.first().setFocus()
    dialog.asked["text"].field.put_text("Fewer audits")
    dialog.subject.fields["company"].put_text("Sel")
    if way == "Escape":
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    else:
        (dialog.close_button if way == "cross" else dialog.cancel_button).click()
    assert not dialog.isVisible()
    assert not shell.show_dialog("add_record", {"form": "concern"}).offer.isVisible()
    again = shell.show_dialog("add_record", {"form": "interest"})
    assert "You began this today" in again.offer.text()
    assert again.asked["text"].field.typed_text() == ""
    offer_button(again, "Go on").click()
    assert again.asked["text"].field.typed_text() == "Fewer audits"
    assert again.subject.fields["company"].typed_text() == "Sel"
    assert not again.offer.isVisible()
    again.reject()
    assert len(workspace.setting(SETTING)) == 1


def test_beginning_anew_forgets_it_and_ignoring_the_offer_does_not(shell, workspace):
    for title in ("First", "Second"):
        dialog = shell.show_dialog("add_company", {})
        dialog.asked["name"].field.put_text(title)
        dialog.reject()
    assert [entry["typed"]["name"]["text"] for entry in workspace.setting(SETTING)] == ["First", "Second"]
    again = shell.show_dialog("add_company", {})
    offer_button(again, "Begin anew").click()
    assert again.asked["name"].field.typed_text() == ""
    again.reject()
    assert [entry["typed"]["name"]["text"] for entry in workspace.setting(SETTING)] == ["First"]


def test_only_what_was_typed_comes_back_so_that_newer_answers_stay(shell, session, workspace):
    dialog = shell.show_dialog("programme_record", {})
    dialog.asked["goals"].field.first().setPlainText("Safe recruitment")
    dialog.reject()
    records.answer(workspace, workspace.programme_id, "name", Answer.of("Lantern Two"))
    again = shell.show_dialog("programme_record", {})
    offer_button(again, "Go on").click()
    assert again.asked["name"].field.typed_text() == "Lantern Two"
    assert "goals" in again.changed()
    assert "name" not in again.changed()


def test_what_is_kept_is_not_offered_again(shell, workspace):
    dialog = shell.show_dialog("add_company", {})
    dialog.asked["name"].field.put_text("Velora Staffing")
    dialog.main_button.click()
    assert not dialog.isVisible()
    assert not workspace.setting(SETTING)


def test_when_it_cannot_be_put_aside_it_is_said_once(shell, workspace, monkeypatch):
    dialog = shell.show_dialog("add_company", {})
    dialog.asked["name"].field.put_text("Velora")

    def refuse(*_arguments):
        raise WorldError("The drive is full.", next_step="Make room.")

    monkeypatch.setattr(workspace, "set_setting", refuse)
    dialog.reject()
    assert dialog.isVisible()
    assert "The drive is full." in dialog.note.text()
    dialog.reject()
    assert not dialog.isVisible()


# --- what is wrong, and what was done ------------------------------------------------------------------------------------------------


def test_a_sentence_goes_when_it_was_put_right(shell, company):
    dialog = shell.show_dialog("add_record", {"form": "interest"})
    dialog.main_button.click()
    assert dialog.subject._problem.isVisible()
    field = dialog.subject.fields["company"]
    field.committed.emit()  # left without a choice
    assert dialog.subject._problem.isVisible()
    field.show_answer(Answer.of(company().hex))
    field.committed.emit()
    assert not dialog.subject._problem.isVisible()
    other = shell.show_dialog("add_contact", {})
    other.main_button.click()
    assert other._subject._problem.isVisible()
    other._subject.field.show_answer(Answer.of(company().hex))
    other._subject.field.committed.emit()
    assert not other._subject._problem.isVisible()


def test_words_typed_to_find_the_subject_come_back_after_a_lock(shell):
    for name, arguments in (("add_record", {"form": "interest"}), ("add_contact", {})):
        dialog = shell.show_dialog(name, arguments)
        place = dialog.subject.fields["company"] if name == "add_record" else dialog._subject.field
        place.put_text("Pearl fish")
        draft = dialog.draft()
        dialog.reject()
        back = shell.show_dialog(name, arguments, draft)
        again = back.subject.fields["company"] if name == "add_record" else back._subject.field
        assert again.typed_text() == "Pearl fish"
        assert not back.offer.isVisible()
        back.reject()


def test_after_adding_it_is_said_and_can_be_taken_back(shell, session, company):
    dialog = shell.show_dialog("add_record", {"form": "interest", "about": company().hex})
    dialog.asked["text"].field.put_text("Fewer audits")
    for name in ("said_by", "horizon"):
        dialog.asked[name].field.show_answer(Answer.of(dialog.asked[name].field.question.choices[0].name))
    dialog.main_button.click()
    assert not dialog.isVisible()
    assert "“Fewer audits” was added." in shell.undo_bar.text()
    shell.undo_bar.button.click()
    assert not session.ask(list_records, "interest", company())


def test_a_company_added_and_taken_back_leaves_a_page_that_says_so(shell, session):
    dialog = shell.show_dialog("add_company", {})
    dialog.asked["name"].field.put_text("Velora Staffing")
    dialog.main_button.click()
    assert shell.undo_bar.isVisible()
    shell.undo_bar.button.click()
    assert not any(line.title == "Velora Staffing" for line in session.ask(list_records, "company"))
    assert shell.isVisible()


@pytest.fixture
def move(shell, workspace, company) -> Dialog:
    idea = records.create(workspace, "opportunity", about=company(), answers={"title": Answer.of("Helpline")}).created[0]
    dialog = shell.show_dialog("move_card", {"opportunity": idea.hex, "to": "parked"})
    dialog.resize(dialog.width(), 330)
    QApplication.processEvents()
    return dialog


def in_sight(dialog: Dialog, part: QWidget) -> bool:
    seen = dialog.scroller.viewport()
    return part.isVisible() and seen.rect().contains(QRect(part.mapTo(seen, QPoint()), part.size()))


def test_a_sentence_about_a_wrong_day_is_in_sight_and_goes_when_the_day_is_right(qtbot, move):
    move.reason.setPlainText("They wait for their board.")
    move.day.put_text("31 Feb 2026")
    move.main_button.click()
    qtbot.waitUntil(lambda: in_sight(move, move.wrong_day))
    assert in_sight(move, move.day)
    assert move.day.first().hasFocus()
    assert move.draft()["day typed"] == "31 Feb 2026"
    move.day.put_text("28 Feb 2026")
    move.day.committed.emit()
    assert not move.wrong_day.isVisible()
    move.main_button.click()
    assert not move.isVisible()


def test_a_sentence_below_the_edge_is_brought_into_sight_in_every_quick_form(qtbot, shell, company):
    dialog = shell.show_dialog("add_record", {"form": "decision", "about": company().hex})
    dialog.show_more()
    dialog.main_button.click()
    first = next(asked for asked in dialog.asked.values() if asked._problem.isVisible())
    qtbot.waitUntil(lambda: in_sight(dialog, first._problem))


@pytest.mark.parametrize("appearance", ["", "month-year", "year"])
def test_a_day_that_is_not_set_does_not_look_set(qtbot, session, appearance):
    field = make_field(Question(name="on", type="date", label="When?", appearance=appearance), surroundings(session))
    qtbot.addWidget(field)
    assert not any(letter.isdigit() for letter in field.first().placeholderText())


def test_the_calendar_stands_right_beside_its_line_however_wide_the_dialog_is(move):
    line, button = move.day.first(), move.day.button
    assert line.mapTo(move, QPoint()).x() == move.reason.mapTo(move, QPoint()).x()
    assert 0 < button.mapTo(move, QPoint()).x() - line.mapTo(move, QPoint()).x() - line.width() < 20


def test_enter_does_what_the_button_under_the_keyboard_says(qtbot, shell, session):
    dialog = shell.show_dialog("add_company", {})
    dialog.asked["name"].field.put_text("Velora Staffing")
    dialog.cancel_button.setFocus()
    qtbot.keyClick(dialog.cancel_button, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert not any(line.title == "Velora Staffing" for line in session.ask(list_records, "company"))


@pytest.mark.parametrize("stop", ["text", "cancel"])
def test_control_and_enter_adds_from_everywhere_also_from_a_long_text_and_a_button(qtbot, shell, session, company, stop):
    dialog = shell.show_dialog("add_goal", {"company": company().hex})
    text = next(one for one in dialog.findChildren(QPlainTextEdit) if one.isVisible())
    text.setPlainText("No worker pays for a job")
    place = text if stop == "text" else dialog.cancel_button
    place.setFocus()
    before = len(list_records(session.workspace, "goal"))
    qtbot.keyClick(place, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(list_records(session.workspace, "goal")) == before + 1
