"""A record is named by typing a part of its name: Enter and Tab take what fits, and a name that nothing has is said."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from ctip_desktop.forms.model import Question
from ui.dialogs.fill_form import FillForm
from ui.dialogs.make_report import MakeReport
from ui.forms.fields import Found, Surroundings
from ui.forms.point_field import RefField
from ui.widgets.typed_name import fitting

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # of the screen that is none: a list that opens while one types

NAMES = ("Blue Selan Hotel", "Selan Pearl Fisheries", "Okavi Garments", "Selan")


class Here(Surroundings):
    """Four companies that can be found."""

    def find(self, form: str, text: str) -> tuple[Found, ...]:
        return tuple(Found(f"{place}", name) for place, name in enumerate(NAMES) if text.casefold() in name.casefold())

    def may_plan(self, form: str) -> bool:
        return True

    def is_planned(self, record: str) -> bool:
        return False


def test_the_exact_name_comes_first_then_those_that_begin_with_it():
    assert [NAMES[place] for place in fitting(" selan ", NAMES)] == ["Selan", "Selan Pearl Fisheries", "Blue Selan Hotel"]
    assert fitting("", NAMES) == fitting("nobody", NAMES) == []


@pytest.fixture
def report(qtbot, shell) -> MakeReport:
    shell.go("reports")
    return shell.show_dialog("make_report", {"kind": "company"})


@pytest.mark.parametrize("pressed", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab])
def test_a_part_of_the_name_and_a_key_make_the_print_of_that_company(qtbot, report, company, pressed):
    qtbot.keyClicks(report.choices.subject, "okavi")
    qtbot.keyClick(report.choices.subject, pressed)
    assert report.choices.about == company("Okavi")
    assert report.choices.subject.currentText().startswith("Okavi")
    assert report.report is not None
    assert report.result() == 0  # Enter took the name and did not press Save


def test_a_name_that_nobody_has_is_said_and_no_print_of_another_stays(qtbot, report):
    qtbot.keyClicks(report.choices.subject, "Nobody at all")
    qtbot.keyClick(report.choices.subject, Qt.Key.Key_Return)
    assert "“Nobody at all” is not here." in report.choices._trouble.text()
    assert report.choices._trouble.isVisibleTo(report)
    assert report.report is None
    assert not report.main_button.isEnabled()
    qtbot.keyClick(report.choices.subject, Qt.Key.Key_Backspace)
    assert report.choices._trouble.isHidden()


def test_a_name_left_with_the_mouse_is_taken_when_it_is_the_only_one_and_else_said(qtbot, shell, workspace, report, company):
    line = report.choices.subject.lineEdit()
    assert isinstance(line, QLineEdit)
    qtbot.keyClicks(report.choices.subject, "oka")
    line.editingFinished.emit()
    assert report.choices.about == company("Okavi")
    line.setText("a")
    line.editingFinished.emit()
    assert "Choose one from the list." in report.choices._trouble.text()


def test_a_form_is_opened_for_a_company_named_by_a_part_of_its_name(qtbot, session, company):
    dialog = FillForm(session)
    qtbot.addWidget(dialog)
    qtbot.keyClicks(dialog.company, "okavi")
    qtbot.keyClick(dialog.company, Qt.Key.Key_Return)
    assert dialog.company.record == company("Okavi")
    assert dialog.main_button.isEnabled()
    dialog.company.setEditText("Nobody at all")
    qtbot.keyClick(dialog.company, Qt.Key.Key_Return)
    assert not dialog.main_button.isEnabled()


@pytest.mark.parametrize("pressed", [Qt.Key.Key_Return, Qt.Key.Key_Tab])
def test_a_question_that_names_a_record_takes_the_first_that_fits(qtbot, pressed):
    field = RefField(Question(name="who", type="ref", ref="company", label="Which company?"), Here())
    qtbot.addWidget(field)
    committed = []
    field.committed.connect(lambda: committed.append(field.answer().value))
    qtbot.keyClicks(field.line, "selan")
    qtbot.keyClick(field.line, pressed)
    assert field.line.text() == "Selan"
    assert field.answer().value == "3"
    assert committed
    assert field.complaint() == ""


def test_a_question_that_names_a_record_says_what_is_not_here(qtbot):
    field = RefField(Question(name="who", type="ref", ref="company", label="Which company?"), Here())
    qtbot.addWidget(field)
    qtbot.keyClicks(field.line, "Nobody at all")
    qtbot.keyClick(field.line, Qt.Key.Key_Return)
    assert field.answer().value is None
    assert "“Nobody at all” is not here yet." in field.complaint()


def test_leaving_a_name_that_was_taken_makes_nothing_anew_so_that_a_click_on_save_arrives(qtbot, report, monkeypatch):
    qtbot.keyClicks(report.choices.subject, "okavi")
    qtbot.keyClick(report.choices.subject, Qt.Key.Key_Return)
    made = report.report
    report.choices.subject.lineEdit().editingFinished.emit()
    assert report.report is made
    assert report.main_button.isEnabled()
