"""An answer that has aged is told in its form, found still right or changed, and the next one is one key away."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from ctip_desktop.forms.model import Answer, Source
from ctip_desktop.operations import records
from ctip_desktop.queries.check_again import ages
from ctip_desktop.queries.records import show
from tests.ui.wizard.filling import opened
from ui.pages.wizard_place import open_place

OLD = (Source("media", "Coast Daily", date="2023-04"),)


@pytest.fixture
def aged(session, company):
    """Desk research with two old answers, one of them in a list, and one old fact of the company."""
    answers = {"business_model": Answer.of("Sells nets", sources=OLD), "business_goals": Answer.of("Two more vessels", sources=OLD)}
    rows = {"sites": [{"site_place": Answer.of("Port Selan", sources=OLD)}]}
    return records.create(session.workspace, "desk_research", about=company, answers=answers, rows=rows).created[0]


def test_the_note_says_since_when_and_still_right_keeps_the_answer_as_it_is(qtbot, session, aged):
    page = opened(qtbot, session, record=aged, path="business_model")
    note = page.wizard.card("business_model").aged
    assert note.isVisible()
    assert note.text() == "Asked again: answered Apr 2023, older than 12 months."
    assert page.focusWidget() is note.right
    before = show(session.workspace, aged).answers["business_model"]
    qtbot.keyClick(note.right, Qt.Key.Key_Space)
    after = show(session.workspace, aged).answers["business_model"]
    assert after == before
    today = session.workspace.now().astimezone().date()
    assert ages(session.workspace, aged)["business_model"].checked == today.isoformat()
    assert note.text() == f"Checked {page.around.locale.toString(today, 'd MMM yyyy')}, answered Apr 2023."
    assert page.focusWidget() is note.next


def test_the_keyboard_alone_goes_through_everything_that_has_aged(qtbot, session, aged):
    page = opened(qtbot, session, record=aged, path="sites")
    went = []
    for _ in range(3):
        went.append(page.wizard.path or "sites")
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Space)
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Space)
    assert went[1:] == ["business_model", "business_goals"]
    assert not [age for age in ages(session.workspace, aged).values() if age.stale]
    assert page.wizard.card("business_goals").aged.text() == "Nothing else is to be checked again here."
    assert page.focusWidget() is page.wizard.footer.save


def test_undo_makes_it_old_again(qtbot, session, aged):
    page = opened(qtbot, session, record=aged, path="business_model")
    note = page.wizard.card("business_model").aged
    note.right.click()
    session.undo()
    assert note.asks


def test_change_goes_into_the_answer_and_another_answer_is_young(qtbot, session, company, aged):
    page = opened(qtbot, session, record=aged, path="business_goals")
    card = page.wizard.card("business_goals")
    card.aged.change.click()
    assert page.focusWidget() is card.field.first()
    card.field.edit.setPlainText("One vessel less")
    page.wizard.commit()
    assert card.aged.isHidden()


def test_a_finished_form_is_confirmed_without_opening_it_again_and_opened_to_change(qtbot, session, company):
    made = records.create(session.workspace, "maturity", about=company, answers={"mat_01": Answer.of("yes", sources=OLD)}, status="finished")
    page = opened(qtbot, session, record=made.created[0], path="mat_01")
    note = page.wizard.card("mat_01").aged
    note.right.click()
    assert show(session.workspace, page.record).status == "finished"
    session.undo()
    note.change.click()
    assert show(session.workspace, page.record).status == "draft"


def test_the_next_one_may_be_in_another_form_of_the_company(qtbot, session, company, aged):
    stage = records.create(session.workspace, "maturity", about=company, answers={"mat_01": Answer.of("yes", sources=OLD)}).created[0]
    page = opened(qtbot, session, record=stage, path="mat_01")
    page.wizard.card("mat_01").aged.right.click()
    page.wizard.card("mat_01").aged.next.click()
    assert page.record == aged
    assert page.focusWidget() is page.wizard.section(page.wizard.current).repeats["sites"].aged.right
    place = open_place(session.workspace)
    assert place is None or place.record == aged


def test_a_fact_that_is_kept_with_the_company_is_confirmed_there(qtbot, session, company):
    records.answer(session.workspace, company, "staff", Answer.of(1400))
    records.add_source(session.workspace, company, "staff", OLD[0])
    page = opened(qtbot, session, form="desk_research", about=company)
    page.wizard.go_to("business_model")
    page.wizard.card("business_model").field.edit.setPlainText("Sells nets")
    page.wizard.commit()
    page.refresh(None)
    note = page.wizard.card("staff_total").aged
    assert note.asks
    note.right.click()
    assert ages(session.workspace, company)["staff"].checked


def test_in_a_small_window_the_buttons_are_seen_below_a_card_that_is_higher_than_the_page(qtbot, session, company):
    made = records.create(session.workspace, "desk_research", about=company, answers={"hiring_ways": Answer.of(("direct",), sources=OLD)}).created[0]
    page = opened(qtbot, session, record=made)
    page.resize(700, 420)
    page.wizard.go_to("hiring_ways")
    view = page.wizard.section(page.wizard.current)
    right = page.wizard.card("hiring_ways").aged.right
    qtbot.waitUntil(lambda: view.viewport().rect().contains(right.mapTo(view.viewport(), right.rect().center())))
