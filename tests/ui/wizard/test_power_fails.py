"""The program ends in the middle of a word: what was typed is there again, however long somebody typed without a rest."""

from __future__ import annotations

from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import records
from tests.ui.wizard.filling import kept, opened, with_policy
from ui.pages.wizard import open_place


def typing(qtbot, session, company, text="A long sentence without a rest"):
    """A form in which somebody types; the two seconds after the last key never come."""
    page = with_policy(qtbot, session, company)
    page.wizard.go_to("policy_link")
    card = page.wizard.card("policy_link")
    qtbot.keyClicks(card.field.first(), text)
    card._pause.stop()
    return page, card


def test_the_next_key_does_not_put_off_the_keeping(qtbot, session, company):
    page, card = typing(qtbot, session, company, "A")
    assert page._remember.isActive()
    qtbot.waitUntil(lambda: page._remember.remainingTime() < page._remember.interval() - 100)
    qtbot.keyClicks(card.field.first(), " long")
    assert page._remember.remainingTime() < page._remember.interval() - 50


def test_what_was_being_typed_is_back_and_becomes_the_answer(qtbot, session, company):
    page, _card = typing(qtbot, session, company)
    page._remember.timeout.emit()  # one second after the first key; then the power fails
    again = opened(qtbot, session, record=page.record)
    assert again.wizard.path == "policy_link"
    assert again.wizard.card("policy_link").field.typed_text() == "A long sentence without a rest"
    assert kept(session, again, "policy_link").value == "A long sentence without a rest"


def test_the_first_words_of_a_form_are_back_before_it_has_an_answer(qtbot, session, company):
    page = opened(qtbot, session, form="desk_research", about=company)
    page.wizard.go_to("company_values")
    card = page.wizard.card("company_values")
    qtbot.keyClicks(card.field.first(), "Fair pay and")
    card._pause.stop()
    page._remember.timeout.emit()
    assert open_place(session.workspace).answers == 0
    again = opened(qtbot, session, form="desk_research", about=company)
    assert kept(session, again, "company_values").value == "Fair pay and"


def test_an_answer_that_came_later_is_never_written_over(qtbot, session, company):
    page, _card = typing(qtbot, session, company)
    page._remember.timeout.emit()
    records.answer(session.workspace, page.record, "policy_link", Answer.of("Said later"))
    assert kept(session, opened(qtbot, session, record=page.record), "policy_link").value == "Said later"


def test_a_written_answer_leaves_nothing_to_bring_back(qtbot, session, company):
    page, card = typing(qtbot, session, company)
    page._remember.timeout.emit()
    card.commit()
    session.undo()
    again = opened(qtbot, session, record=page.record)
    assert again.wizard.card("policy_link").field.typed_text() == ""


def let_power_fail(qtbot, session, page):
    """The form as it comes back when the power fails a second after the first key; only typing may have started that second."""
    assert page._remember.isActive()
    page._remember.stop()
    page._remember.timeout.emit()
    return opened(qtbot, session, record=page.record)


def test_a_source_that_is_being_typed_is_back(qtbot, session, company):
    page = with_policy(qtbot, session, company)
    evidence = page.wizard.card("policy").make_evidence()
    evidence.add()
    page._remember.stop()
    qtbot.keyClicks(evidence.editor.link, "example.org/code")
    again = let_power_fail(qtbot, session, page)
    assert again.wizard.card("policy").evidence.editor.link.text() == "example.org/code"


def test_the_line_of_a_source_that_is_wanted_is_back(qtbot, session, company):
    page = with_policy(qtbot, session, company)
    page._remember.stop()
    qtbot.keyClicks(page.wizard.card("policy").evidence.quick.line, "The head of")
    again = let_power_fail(qtbot, session, page)
    assert again.wizard.card("policy").evidence.quick.line.text() == "The head of"


def test_a_source_that_was_kept_does_not_come_back_as_begun(qtbot, session, company):
    page = with_policy(qtbot, session, company)
    evidence = page.wizard.card("policy").make_evidence()
    evidence.add()
    qtbot.keyClicks(evidence.editor.title, "Code of conduct")
    page._keep_place()
    page._remember.stop()
    evidence.editor.keep()
    again = let_power_fail(qtbot, session, page).wizard.card("policy").evidence
    assert ([each.title for each in again._sources], again.editor) == (["Code of conduct"], None)
