"""With the keyboard alone: Tab goes down the page, also through what came onto it late."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt

from ctip_desktop.forms.model import Source, State
from tests.ui.wizard.filling import click, opened
from ui.forms.question_card import QuestionCard


def with_a_site(qtbot, session, company):
    page = opened(qtbot, session, form="desk_research", about=company)
    qtbot.mouseClick(page.wizard.section(0).repeats["sites"].add, Qt.MouseButton.LeftButton)
    row = page.wizard.sheet.rows("sites")[0]
    place = page.wizard.card(f"sites[{row}].site_place")
    place.take_focus()
    qtbot.keyClicks(page.focusWidget(), "Port Selan")
    place.commit()
    return page, place


def question_of(page) -> str:
    part = page.focusWidget()
    while part is not None and not isinstance(part, QuestionCard):
        part = part.parentWidget()
    return part.question.name if part is not None else ""


def passed(qtbot, page, until: str, most: int = 60) -> list[str]:
    """The questions that Tab goes through, each named once for each time it is come to."""
    found = [question_of(page)]
    for _ in range(most):
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
        if question_of(page) != found[-1]:
            found.append(question_of(page))
        if found[-1] == until:
            return found
    return found


def test_from_a_row_that_was_added_tab_goes_to_the_question_below_the_list(qtbot, session, company):
    page, place = with_a_site(qtbot, session, company)
    assert place.evidence is not None  # the line for a source came after the cards of the row were made
    assert passed(qtbot, page, "turnover") == ["site_place", "site_work", "site_staff", "staff_total", "turnover"]


def test_the_editor_of_a_source_stands_before_the_next_question(qtbot, session, company):
    page, place = with_a_site(qtbot, session, company)
    place.make_evidence().add(Source(title="Yearly report"))
    editor = place.make_evidence().editor
    seen = [page.focusWidget()]
    while question_of(page) == "site_place" and len(seen) < 30:
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
        seen.append(page.focusWidget())
    assert question_of(page) == "site_work"
    assert [part for part in seen if editor.isAncestorOf(part)][:2] == [editor.title, editor.kind]


def test_words_that_are_not_in_a_list_stay_when_they_are_left_with_tab(qtbot, session, company):
    page = opened(qtbot, session, form="desk_research", about=company)
    page.wizard.section(0).repeats["sites"].add.setFocus()
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: question_of(page) == "site_country")
    while question_of(page) != "site_work":
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClicks(page.focusWidget(), "Zzz")  # no list has it, so that none opens
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
    assert "Zzz" in page.wizard.card(f"sites[{page.wizard.sheet.rows('sites')[0]}].site_work").unreadable


def test_tab_goes_past_a_sentence_that_says_what_is_wrong_and_nothing_typed_is_lost(qtbot, session, company):
    page, _ = with_a_site(qtbot, session, company)
    row = page.wizard.sheet.rows("sites")[0]
    work = page.wizard.card(f"sites[{row}].site_work")
    work.take_focus()
    qtbot.keyClicks(page.focusWidget(), "Zzz")
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
    assert work.message.isVisible()
    work.take_focus()
    for _ in range(6):  # past Unknown and the like
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
        assert page.focusWidget() is not work.message.text
    assert question_of(page) != "site_work"


def test_a_missing_source_can_be_explained_with_the_keyboard(qtbot, session, company):
    _page, place = with_a_site(qtbot, session, company)
    qtbot.waitUntil(place.message.isVisible)
    assert place.message.text.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_tab_marks_the_link_of_a_sentence_at_once_and_enter_follows_it(qtbot, session, company):
    page, place = with_a_site(qtbot, session, company)
    qtbot.waitUntil(place.message.isVisible)
    place.take_focus()
    for _ in range(12):
        if page.focusWidget() is place.message.text:
            break
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Return)
    qtbot.keyClicks(page.focusWidget(), "Told by phone")
    assert place.note.text() == "Told by phone"


def test_from_the_sentence_with_a_link_one_tab_goes_on(qtbot, session, company):
    page, place = with_a_site(qtbot, session, company)
    qtbot.waitUntil(place.message.isVisible)
    place.message.text.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
    assert page.focusWidget() is not place.message.text


def test_from_the_last_question_tab_leaves_the_questions_and_does_not_go_back_to_a_choice_made_before(qtbot, session, company):
    page = opened(qtbot, session, form="due_diligence", about=company, path="decision")
    click(qtbot, page, "decision", "conditions")
    page.wizard.go_to("next_review")
    card = page.wizard.card("next_review")
    card.choose_state(State.NOT_APPLICABLE)
    qtbot.keyClick(card.note.line, Qt.Key.Key_Tab)
    assert question_of(page) == ""


def test_the_first_question_of_a_row_that_is_added_with_the_keyboard_is_in_sight(qtbot, session, company):
    page = opened(qtbot, session, form="due_diligence", about=company)
    page.resize(1280, 620)
    click(qtbot, page, "company_cases", "yes")
    click(qtbot, page, "company_past_cases", "yes")
    name = "cases"
    repeat = page.wizard.section(0).repeats[name]
    repeat.take_focus()
    qtbot.keyClick(repeat.add, Qt.Key.Key_Return)
    section = page.wizard.section(0)
    qtbot.waitUntil(lambda: bool(repeat.cards))
    first = next(iter(repeat.cards.values()))
    qtbot.waitUntil(lambda: first.height() >= first.sizeHint().height() and first.y() > repeat.add.y())
    qtbot.waitUntil(lambda: section.viewport().rect().contains(first.mapTo(section.viewport(), first.rect().bottomLeft())))


def test_ctrl_enter_beside_the_rows_of_a_list_goes_on(qtbot, session, company):
    page = opened(qtbot, session, form="desk_research", about=company)
    page.wizard.go_to("sites")
    repeat = page.wizard.section(0).repeats["sites"]
    repeat.none.buttons[0].setFocus()
    qtbot.keyClick(repeat.none.buttons[0], Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.wizard.path == "staff_total"


def test_a_ticked_row_is_filled_at_once(qtbot, session, company):
    page = opened(qtbot, session, form="desk_research", about=company)
    page.wizard.go_to("hiring_ways")
    rows = page.wizard.card("hiring_ways").field.rows
    one = next(iter(rows.values()))
    one.button.click()
    assert one.property("on") == "true"
    one.button.click()
    assert one.property("on") == "false"


def test_a_locked_form_asks_for_no_source(qtbot, session, company):
    page = opened(qtbot, session, form="maturity", about=company)
    click(qtbot, page, "mat_01", "yes")
    card = page.wizard.card("mat_01")
    assert "say why" in card.message.spoken()
    view = replace(card.view, readonly=True)
    card.show_view(view)
    assert card.message.spoken() == "It has no source yet."
    assert card.message.tone == "info"
    assert card.property("state") != "error"


def test_tab_goes_from_the_steps_to_the_questions(qtbot, session, company):
    page = opened(qtbot, session, form="desk_research", about=company)
    page.wizard.steps.list.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(page.wizard.steps.list, Qt.Key.Key_Tab)
    assert page.wizard.section(0).isAncestorOf(page.focusWidget())
