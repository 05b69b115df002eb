"""Where the keyboard is after a step: a person who uses nothing else is never left without a place."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import records
from tests.ui.wizard.filling import opened
from ui.forms.repeat import RepeatCard
from ui.forms.steps import Step, StepList, StepState

STRENGTHS = {name: Answer.of("some") for name in ("business_case", "networking", "short_appeal")}


def test_with_nothing_left_the_next_open_question_is_the_button_that_finishes(qtbot, session, company):
    session.do(records.create, "lead_person", about=company, answers=STRENGTHS)
    page = opened(qtbot, session, form="lead_person", about=company)
    page.wizard.next_open()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is page.wizard.footer.next)
    page.wizard.footer.next.click()
    page.open(form="lead_person", about=company)
    page._reopen()
    qtbot.waitUntil(lambda: page.wizard.card("business_case").isAncestorOf(QApplication.focusWidget()))


def test_ctrl_enter_in_the_last_question_leads_to_the_button_that_finishes(qtbot, session, company):
    session.do(records.create, "lead_person", about=company, answers=STRENGTHS)
    page = opened(qtbot, session, form="lead_person", about=company)
    page.wizard.go_to("short_appeal")
    qtbot.keyClick(page.wizard.card("short_appeal"), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is page.wizard.footer.next)


def test_after_a_row_is_taken_away_the_keyboard_stays_at_its_list(qtbot, session, company):
    page = opened(qtbot, session, form="desk_research", about=company)
    card = page.wizard.section(0).findChild(RepeatCard)
    for rows in (1, 2):
        card.add_row()
        qtbot.waitUntil(lambda rows=rows: len(card.model.rows) == rows)
    card.remove_row()
    assert QApplication.focusWidget() is card.table
    card.open_row(card.model.rows[0])
    card.remove_row()
    assert QApplication.focusWidget() is card.add


def test_a_source_begun_in_one_row_is_there_when_one_comes_back_from_another(qtbot, session, company):
    page = opened(qtbot, session, form="desk_research", about=company)
    card = page.wizard.section(0).findChild(RepeatCard)
    card.add_row()
    first = card.row
    place = card.cards[f"sites[{first}].site_place"]
    place.make_evidence().add()
    place.evidence.editor.link.setText("www.example.org/sites")
    card.add_row()
    assert card.row != first
    assert page.wizard.sources_begun()[place.path]["link"] == "www.example.org/sites"
    card.open_row(first)
    assert card.cards[place.path].evidence.editor.link.text() == "www.example.org/sites"


def test_the_open_row_says_which_of_how_many_it_is_after_undo(qtbot, session, company):
    page = opened(qtbot, session, form="desk_research", about=company)
    card = page.wizard.section(0).findChild(RepeatCard)
    card.add_row()
    card.add_row()
    card.open_row(card.model.rows[0])
    session.undo()
    assert "Row 1 of 1" in [one.text() for one in card.findChildren(QLabel)]
    assert card.table.currentIndex().row() == 0


def test_a_long_step_takes_two_lines(qtbot):
    steps = StepList()
    qtbot.addWidget(steps)
    steps.setFixedWidth(240)
    steps.show_steps(
        [
            Step("Short", "0 of 3", StepState.OPEN),
            Step("Innovator: builds it into the business", "4 of 11, 2 to fix, 1 without a source", StepState.FIX),
        ],
        0,
    )
    heights = [steps.sizeHintForIndex(steps.model().index(place, 0)).height() for place in (0, 1)]
    assert heights[1] > heights[0] * 1.4


def test_the_buttons_below_stay_where_they_are_so_that_clicking_on_never_leaves_the_form(qtbot, session, company):
    page = opened(qtbot, session, form="due_diligence", about=company)
    page.resize(1280, 720)
    footer, places = page.wizard.footer, set()
    for step in range(page.wizard.last + 1):
        page.wizard.go_section(step)
        footer.layout().activate()
        places.add((footer.next_open.x(), footer.save.x(), footer.next.x()))
    assert len(places) == 1
