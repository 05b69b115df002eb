"""The way of one partnership: from an idea that goes on, over its type and an agreement, to its end, with the reasons people wrote."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import programme, records
from ctip_desktop.queries.naming import told
from ctip_desktop.queries.partnerships import beginnings, partnership_page, partnerships
from ctip_desktop.queries.records import show
from tests.ui import partners
from ui.dialogs.add_record import AddRecord
from ui.dialogs.change_record import ChangeRecord
from ui.widgets.button import Button


def said(widget: QWidget) -> str:
    QCoreApplication.sendPostedEvents()
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def named(widget: QWidget, name: str) -> Button:
    QCoreApplication.sendPostedEvents()
    return next(one for one in widget.findChildren(Button) if name in (one.words, one.accessibleName()) and one.isVisibleTo(widget))


def give(dialog, **answers):
    for name, value in answers.items():
        dialog.asked[name].field.show_answer(Answer.of(value))
        dialog.asked[name].field.committed.emit()


@pytest.fixture
def idea(workspace, company):
    return partners.opportunity(workspace, company("Okavi"), "Pay slips in three languages", "decision", "2026-06-01", country="KH")


def decide(workspace, idea, choice: str, on: str = "2026-06-01"):
    return partners.make(workspace, "decision", idea, kind="go_on", decided_on=on, deciders="Lead", choice=choice, reasons="The company pays.")


def preparing(workspace, company, idea):
    return partners.partnership(workspace, company("Okavi"), idea, "Clear pay slips", status="preparing", started_on=None)


# --- the beginning -----------------------------------------------------------


def test_without_any_idea_the_page_leads_to_one_first(qtbot, shell):
    shell.go("partnerships")
    page = shell.current
    assert not page.list.new_button.isEnabled()
    assert "It grows from an idea with a company." in said(page.list.stack.currentWidget())
    with qtbot.waitSignal(page.go) as gone:
        page.list.stack.currentWidget().action.click()
    assert gone.args == ["opportunities", {"add": True}]


def test_an_idea_decided_with_a_yes_is_offered_until_its_partnership_is_there(qtbot, shell, session, workspace, company, idea):
    decide(workspace, idea, "yes")
    shell.go("partnerships")
    page = shell.current
    with qtbot.waitSignal(page.ask) as asked:
        assert shell.focusWidget() is named(page.list, "Begin the partnership: Pay slips in three languages")
        shell.focusWidget().click()
    dialog = AddRecord(session, **asked.args[1])
    qtbot.addWidget(dialog)
    assert dialog.asked["name"].answer().value == "Pay slips in three languages"
    assert dialog.asked["country"].answer().value == "KH"
    with qtbot.waitSignal(dialog.go) as gone:
        dialog.keep()
    (made,) = partnerships(workspace)
    assert gone.args == ["partnerships", {"partnership": made.id}]
    assert beginnings(workspace).decided == ()


def test_a_newer_no_takes_the_offer_back_and_so_does_parking(workspace, company, idea):
    decide(workspace, idea, "yes")
    assert [link.id for link in beginnings(workspace).decided] == [idea]
    decide(workspace, idea, "no", "2026-07-01")
    assert beginnings(workspace).decided == ()
    parked = partners.opportunity(workspace, company("Okavi"), "Later", "parked", "2026-06-01", status_reason="No money")
    decide(workspace, parked, "yes")
    assert beginnings(workspace) == beginnings(workspace).__class__((), 2)


def test_the_facts_of_an_idea_chosen_in_the_dialog_fill_only_what_is_empty(qtbot, session, idea):
    dialog = AddRecord(session, "partnership")
    qtbot.addWidget(dialog)
    give(dialog, name="Clear pay slips")
    dialog.subject.choose("opportunity", idea.hex)
    dialog.subject.changed.emit()
    assert dialog.asked["name"].answer().value == "Clear pay slips"
    assert dialog.asked["country"].answer().value == "KH"


# --- the type ----------------------------------------------------------------


def test_answers_that_point_to_different_types_are_not_said_to_point_to_one(shell, workspace, company, idea):
    found = preparing(workspace, company, idea)
    given = {"change_wanted": "lasting", "how_long": "one_off", "type": "shared_value"}
    records.create(workspace, "partnership_type", about=found, answers={name: Answer.of(value) for name, value in given.items()}, status="finished")
    shell.go("partnerships", {"partnership": found})
    words = said(shell.current.tab)
    assert "The answers point to different types: talk about it." in words
    assert "point to the same type" not in words


def test_the_type_the_answers_point_to_stands_above_the_choice_and_later_beside_it(qtbot, shell, session, workspace, company, idea):
    found = preparing(workspace, company, idea)
    dialog = AddRecord(session, "partnership_type", found.hex)
    qtbot.addWidget(dialog)
    assert "The answers do not point to one type yet." in said(dialog)
    give(dialog, change_wanted="lasting", how_long="over_3y")
    assert "Type the answers point to: Shared value" in said(dialog)
    give(dialog, type="supporter")
    dialog.keep()
    assert not dialog.result()
    assert "Your choice differs from the suggestion. Say why." in said(dialog)
    give(dialog, reason="They only lend a room.")
    dialog.keep()
    shell.go("partnerships", {"partnership": found})
    words = said(shell.current.tab)
    assert "Supporter, since" in words
    assert "The answers point to Shared value." in words
    assert "A lasting change needs trust, time and a plan made together." in words
    record = partnership_page(workspace, found).type.record
    with qtbot.waitSignal(shell.current.go) as gone:
        named(shell.current.tab, "See the answers").click()
    assert gone.args == ["wizard", {"record": record}]


# --- before and after the agreement -------------------------------------------


def test_before_an_agreement_the_page_says_what_the_programme_asks_for_first(shell, workspace, company, idea):
    programme.set_rules(workspace, gate="require")
    shell.go("partnerships", {"partnership": preparing(workspace, company, idea)})
    shell.current.show_tab("agreements")
    words = said(shell.current.tab)
    assert "UN Guiding Principles" in words
    assert "Due diligence is not done yet. Do it before you sign." in words
    programme.set_rules(workspace, gate="off")
    shell.current.refresh(None)
    assert "UN Guiding Principles" not in said(shell.current.tab)


def test_after_an_agreement_the_page_asks_whether_the_work_has_begun_and_a_person_says_so(qtbot, shell, session, workspace, company, idea):
    found = preparing(workspace, company, idea)
    shell.go("partnerships", {"partnership": found})
    page = shell.current
    assert "Has the work begun?" not in said(page.tab)
    partners.make(workspace, "agreement", found, kind="umbrella", signed_on="2026-09-01")
    page.refresh(None)
    assert "The agreement was signed on 1 Sep 2026, and the partnership is still in preparation." in said(page.tab)
    assert partnership_page(workspace, found).status == "preparing"
    with qtbot.waitSignal(page.ask) as asked:
        named(page.tab, "It has begun…").click()
    dialog = ChangeRecord(session, **asked.args[1])
    qtbot.addWidget(dialog)
    give(dialog, started_on="2026-09-15")
    dialog.keep()
    assert partnership_page(workspace, found).status == "running"
    assert "Has the work begun?" not in said(page.tab)


def test_a_letter_of_intent_to_come_asks_nothing(workspace, company, idea):
    found = preparing(workspace, company, idea)
    partners.make(workspace, "nda", found, signed_on="2026-09-01", anonymous_label="Company A")
    assert partnership_page(workspace, found).may_begin is None


def test_why_it_was_signed_with_an_open_deal_breaker_stays_readable(qtbot, shell, session, workspace, company, idea):
    found = preparing(workspace, company, idea)
    partners.make(workspace, "concern", found, side="company", kind="deal_breaker", text="No pictures", status="open", raised_on="2026-08-01")
    dialog = AddRecord(session, "agreement", found.hex)
    qtbot.addWidget(dialog)
    dialog.reason.setPlainText("The rule is in the annex.")
    give(dialog, kind="umbrella", signed_on="2026-09-01")
    dialog.keep()
    shell.go("partnerships", {"partnership": found, "tab": "agreements"})
    assert "signed with an open deal-breaker: The rule is in the annex." in said(shell.current.tab)


def test_the_words_for_a_hidden_name_are_those_of_the_agreement_of_its_only_partnership(workspace, company, idea):
    found = preparing(workspace, company, idea)
    partners.make(workspace, "nda", found, signed_on="2026-09-01", anonymous_label="Company A, garments")
    assert told(workspace)[company("Okavi")].label == "Company A, garments" == partnership_page(workspace, found).anonymous_label


def test_with_two_partners_the_page_says_what_the_papers_say_and_no_words_that_can_be_for_either(qtbot, shell, workspace, company, idea):
    lines = [{"partner": company(name).hex} for name in ("Okavi", "Kestrin")]
    found = partners.make(workspace, "partnership", idea, {"partner_rows": lines}, name="Clear pay slips", status="running", started_on="2026-09-01")
    partners.make(workspace, "nda", found, signed_on="2026-09-01", anonymous_label="Company N, garments")
    page = partnership_page(workspace, found)
    assert "Company N" not in page.anonymous_label
    assert page.anonymous_label.startswith("Company A, ")
    assert "; Company B, " in page.anonymous_label
    shell.go("partnerships", {"partnership": found, "tab": "agreements"})
    assert f"In reports they stand as “{page.anonymous_label}”." in said(shell.current.tab)


# --- money -------------------------------------------------------------------


def test_donor_money_for_one_company_asks_why_in_the_dialog_and_the_reason_ends_the_warning(qtbot, session, workspace, company, idea):
    found = preparing(workspace, company, idea)
    dialog = AddRecord(session, "contribution", found.hex)
    qtbot.addWidget(dialog)
    give(dialog, kind="cash", value=5000.0, currency="USD", use_class="direct_support", partner_name="A fund")
    assert "Is it right?" not in said(dialog)
    give(dialog, source_class="donor")
    assert "Donor money for one company can be a subsidy. Is it right?" in said(dialog)
    dialog.keep()
    assert not partnership_page(workspace, found).funding.rows
    assert dialog.asked["use_class"].reason.property("state") == "error"
    qtbot.keyClicks(dialog.asked["use_class"].reason, "A test in one hall, open to all later.")
    dialog.keep()
    funding = partnership_page(workspace, found).funding
    assert funding.notices == ()
    assert funding.rows[0].why == "A test in one hall, open to all later."


def test_the_reason_can_be_written_later_from_the_row(qtbot, shell, session, workspace, company, idea):
    found = preparing(workspace, company, idea)
    money = {"kind": "cash", "currency": "USD", "state": "received", "date": "2026-05-01"}
    made = partners.make(workspace, "contribution", found, **money, value=900, partner_name="A fund", source_class="donor", use_class="support_cost")
    shell.go("partnerships", {"partnership": found, "tab": "contributions"})
    page = shell.current
    assert "1 contribution to look at." in said(page.tab)
    with qtbot.waitSignal(page.ask) as asked:
        named(page.tab, "Say why… 900 USD from A fund").click()
    dialog = ChangeRecord(session, **asked.args[1])
    qtbot.addWidget(dialog)
    assert dialog.focusWidget() is dialog.asked["use_class"].reason
    assert dialog.lead.text() == "Money: 900 USD"
    qtbot.keyClicks(dialog.asked["use_class"].reason, "No company was there yet.")
    dialog.keep()
    kept = show(workspace, made).answers["use_class"].answer
    assert (kept.value, kept.note) == ("support_cost", "No company was there yet.")
    assert "contribution to look at" not in said(page.tab)
    assert "why: No company was there yet." in said(page.tab)


# --- the end -----------------------------------------------------------------


def test_why_it_ended_stands_with_the_facts(qtbot, shell, session, workspace, company, idea):
    found = partners.partnership(workspace, company("Okavi"), idea)
    dialog = ChangeRecord(session, found.hex, "ended")
    qtbot.addWidget(dialog)
    assert "Why does it end?" in said(dialog)
    give(dialog, ended_on="2026-10-01")
    qtbot.keyClicks(dialog.asked["status"].reason, "The owner sold the halls.")
    dialog.keep()
    shell.go("partnerships", {"partnership": found})
    assert "The owner sold the halls." in said(shell.current.tab)


# --- what has no tab ----------------------------------------------------------


def test_roles_services_and_gaps_are_on_the_overview(qtbot, shell, workspace, company, idea):
    found = preparing(workspace, company, idea)
    partners.make(workspace, "service", found, service="supplier_training")
    partners.make(workspace, "requirements", found, rq_01="works", rq_05="missing", rq_08="talked")
    page = partnership_page(workspace, found)
    assert [words for _, words in page.gaps] == ["Does everyone know their own role?", "Is the budget clear to all?"]
    assert {each.form: each.count for each in page.registers}["service"] == 1
    shell.go("partnerships", {"partnership": found})
    with qtbot.waitSignal(shell.current.go) as gone:
        next(one for one in shell.current.tab.findChildren(QWidget) if one.accessibleName() == "Service, 1").pressed.emit()
    assert gone.args == ["registers", {"form": "service", "about": found}]


def test_what_a_checklist_suggests_stands_beside_it_on_the_overview(shell, workspace, company, idea):
    found = preparing(workspace, company, idea)
    shell.go("partnerships", {"partnership": found})
    assert "Not in place" not in said(shell.current.tab)
    partners.make(workspace, "process_tips", found, sk_1="yes", sk_2="no", sk_3="partly", sk_4="yes", sk_5="yes", sk_6="yes")
    shell.current.refresh(None)
    assert "Not in place: one person who leads for each partner. Agree on both names" in said(shell.current.tab)
    assert "And 1 more." in said(shell.current.tab)


# --- the keyboard --------------------------------------------------------------


def test_ctrl_tab_goes_through_the_tabs_and_round(qtbot, shell, workspace, company, idea):
    found = preparing(workspace, company, idea)
    shell.go("partnerships", {"partnership": found})
    page = shell.current
    for expected in ("relationship", "milestones"):
        qtbot.keyClick(page.tabs, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
        assert page.place()["tab"] == expected
    for _ in range(3):
        qtbot.keyClick(page.tabs, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert page.place()["tab"] == "history"


def test_tab_goes_from_the_tabs_into_what_they_show_and_back_to_the_three(shell, workspace, company, idea):
    found = preparing(workspace, company, idea)
    shell.go("partnerships", {"partnership": found, "tab": "milestones"})
    page = shell.current
    page.tabs.setFocus()
    page.focusNextPrevChild(True)
    assert shell.focusWidget().words == "Add a milestone"
    page.tabs.setFocus()
    page.focusNextPrevChild(False)
    assert shell.focusWidget().accessibleName().startswith("Right relationship")


def test_a_field_of_several_lines_comes_into_sight_as_a_whole(qtbot, session, idea):
    dialog = AddRecord(session, "decision", idea.hex)
    qtbot.addWidget(dialog)
    dialog.resize(560, 480)
    dialog.show()
    qtbot.waitExposed(dialog)
    why = dialog.asked["reasons"].field.first()
    dialog.asked["choice"].field.first().setFocus()
    for _ in range(4):
        if dialog.focusWidget() is not why:
            dialog.focusNextPrevChild(True)
    assert dialog.focusWidget() is why
    top = why.mapTo(dialog.scroller.viewport(), why.rect().topLeft()).y()
    assert 0 <= top <= dialog.scroller.viewport().height() - why.height()


def test_on_a_small_window_nothing_of_the_relationship_is_cut_off(shell, workspace, company, idea):
    found = partners.life(workspace, company("Okavi"), idea)
    shell.resize(1024, 600)
    shell.go("partnerships", {"partnership": found, "tab": "relationship"})
    QCoreApplication.processEvents()
    room = shell.current.tab.findChild(QScrollArea)
    assert room.widget().minimumSizeHint().width() <= room.viewport().width()


def test_the_list_without_a_partnership_has_the_keyboard_on_its_way_on(shell):
    shell.go("partnerships")
    assert shell.focusWidget() is shell.current.list.stack.currentWidget().action
