"""A name that nobody has can become a new record: nothing is made before it is added, it is said plainly, and one step takes all of it back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from ctip_desktop.errors import BadInput
from ctip_desktop.operations import talks
from ctip_desktop.queries.records import list_records
from ui.dialogs.record_conversation import RecordConversation
from ui.forms.point_field import RefField
from ui.pages.wizard import WizardPage

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def talk(shell) -> RecordConversation:
    dialog = shell.show_dialog("record_conversation", {})
    assert isinstance(dialog, RecordConversation)
    return dialog


def _names(session) -> set[str]:
    return {line.title for line in session.ask(list_records, "company")}


def _field(dialog: RecordConversation) -> RefField:
    assert dialog._subject is not None
    found = dialog._subject.field
    assert isinstance(found, RefField)
    return found


def _fill(qtbot, dialog: RecordConversation) -> None:
    dialog.asked["channel"].field.show_answer(dialog.asked["channel"].field.answer().of("call"))
    dialog.asked["channel"].field.committed.emit()
    dialog.asked["summary"].field.first().setPlainText("They would like to hear more.")


def test_a_part_of_a_name_that_fits_offers_nothing_new_and_tab_goes_to_the_next_question(qtbot, session, talk):
    field, before = _field(talk), _names(session)
    qtbot.keyClicks(field.line, "okavi")
    assert field.new.isHidden()
    qtbot.keyClick(field.line, Qt.Key.Key_Tab)
    assert field.line.text().startswith("Okavi")
    assert not field.new.isVisible()
    assert field.offer.isHidden()
    assert _names(session) == before


def test_a_new_company_is_said_and_made_only_with_the_talk_and_one_undo_takes_both_back(qtbot, session, talk):
    field, before = _field(talk), _names(session)
    qtbot.keyClicks(field.line, "Zenta Weaving")
    assert field.new.isVisible()
    field.new.click()
    assert "A new company “Zenta Weaving” will be added" in field.offer.words.text()
    assert _names(session) == before
    _fill(qtbot, talk)
    talk.keep()
    assert _names(session) == before | {"Zenta Weaving"}
    company = next(line.id for line in session.ask(list_records, "company") if line.title == "Zenta Weaving")
    assert len(session.ask(list_records, "conversation", company)) == 1
    session.undo()
    assert _names(session) == before
    assert session.ask(list_records, "conversation", company) == ()


def test_a_new_contact_of_a_new_company_is_made_with_the_talk(qtbot, session, talk):
    field, contact = _field(talk), talk.asked["who"].field
    qtbot.keyClicks(field.line, "Zenta Weaving")
    field.new.click()
    qtbot.keyClicks(contact.line, "Mai Lan")
    assert contact.new.isVisible(), "there is no list to choose from yet"
    contact.new.click()
    _fill(qtbot, talk)
    talk.keep()
    assert not talk.isVisible()
    company = next(line.id for line in session.ask(list_records, "company") if line.title == "Zenta Weaving")
    assert [line.title for line in session.ask(list_records, "contact", company)] == ["Mai Lan"]
    session.undo()
    assert session.ask(list_records, "contact", company) == ()


def test_a_dialog_that_is_cancelled_or_taken_back_makes_no_company(qtbot, session, talk):
    field, before = _field(talk), _names(session)
    qtbot.keyClicks(field.line, "Zenta Weaving")
    field.new.click()
    field.offer.buttons[-1].click()
    assert field.line.text() == ""
    assert field.answer().value is None
    assert field.offer.isHidden()
    qtbot.keyClicks(field.line, "Zenta Weaving")
    field.new.click()
    qtbot.keyClicks(field.line, "x")
    assert field.answer().value is None
    talk.reject()
    assert _names(session) == before


def test_a_talk_that_is_refused_leaves_no_company_behind(qtbot, session, talk, monkeypatch):
    field, before = _field(talk), _names(session)
    qtbot.keyClicks(field.line, "Zenta Weaving")
    field.new.click()
    _fill(qtbot, talk)
    record = talks.record

    def refuse(*_args, **_more):
        raise BadInput("This talk is refused.")

    monkeypatch.setattr(talks, "record", refuse)
    talk.keep()
    assert _names(session) == before
    monkeypatch.setattr(talks, "record", record)
    talk.keep()
    assert _names(session) == before | {"Zenta Weaving"}


def test_a_name_that_is_nearly_there_is_named_first(qtbot, session, talk):
    field, before = _field(talk), _names(session)
    okavi = next(name for name in before if name.startswith("Okavi"))
    qtbot.keyClicks(field.line, okavi.replace("Okavi", "Okavvi"))
    field.new.click()
    assert field.offer.words.text() == f"There is “{okavi}”. Take it?"
    field.offer.buttons[0].click()
    assert field.line.text() == okavi
    assert field.planned == ""


def test_in_the_wizard_it_is_asked_once_more_and_undo_takes_answer_and_record_back(qtbot, session, company):
    page = WizardPage(session)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    page.show()
    page.open(record=company("Okavi"), path="referred_by")
    before = _names(session)
    assert page.wizard is not None
    card = page.wizard.card("referred_by")
    assert card is not None
    field = card.field
    assert isinstance(field, RefField)
    qtbot.keyClicks(field.line, "Zenta Holding")
    field.new.click()
    assert _names(session) == before
    assert field.offer.words.text() == "A new company “Zenta Holding” will be added."
    field.offer.buttons[0].click()
    assert _names(session) == before | {"Zenta Holding"}
    session.undo()
    assert _names(session) == before
