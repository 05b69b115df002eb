"""What somebody stumbles over who opens a partnership for the first time."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import records, undo
from ctip_desktop.queries.partnerships import partnership_page
from ctip_desktop.queries.records import list_records, show
from tests.ui import partners
from ui.dialogs.add_record import AddRecord
from ui.dialogs.begin_pulse import BeginPulse
from ui.dialogs.change_record import ChangeRecord
from ui.dialogs.move_card import MoveCard
from ui.pages.company.rows import Press
from ui.widgets.button import Button


@pytest.fixture
def found(workspace, company):
    idea = partners.opportunity(workspace, company("Okavi"), "Recruitment without fees", "running", "2025-11-01")
    return partners.life(workspace, company("Okavi"), idea)


@pytest.fixture
def page(shell, found):
    shell.go("partnerships", {"partnership": found})
    return shell.current


def said(widget: QWidget) -> str:
    QCoreApplication.sendPostedEvents()
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def words_of(widget: QWidget) -> str:
    """Chips speak too."""
    return "\n".join([said(widget), *(row.accessibleName() for row in widget.findChildren(Press))])


def named(widget: QWidget, name: str) -> Button:
    return next(one for one in widget.findChildren(Button) if name in (one.words, one.accessibleName()))


def give(dialog, **answers):
    for name, value in answers.items():
        dialog.asked[name].field.show_answer(Answer.of(value))
        dialog.asked[name].field.committed.emit()


# --- after something was added ---------------------------------------------


def test_after_an_entry_was_added_the_keyboard_and_the_place_stay(qtbot, shell, page, workspace, found):
    for name in ("Complaints answered", "Days of training", "Halls reached"):
        partners.make(workspace, "indicator", found, name=name, unit="", direction="up", frequency="yearly")
    shell.resize(1024, 600)
    page.show_tab("indicators")
    QCoreApplication.processEvents()
    bar = page.tab.findChild(QScrollArea).verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    place = bar.value()
    assert place > 0
    named(page.tab, "Add a reading: Workers without debt").setFocus()
    with qtbot.waitSignal(page.ask) as asked:
        named(page.tab, "Add a reading: Workers without debt").click()
    dialog = AddRecord(page.session, **asked.args[1])
    qtbot.addWidget(dialog)
    give(dialog, value=64)
    dialog.keep()
    assert "64 %" in said(page.tab)
    qtbot.waitUntil(lambda: bar.value() == place)
    assert shell.focusWidget().accessibleName() == "Add a reading: Workers without debt"


# --- the pulse ---------------------------------------------------------------


def test_the_first_round_is_named_as_the_form_asks_for_it(qtbot, session, workspace, company):
    idea = partners.opportunity(workspace, company("Okavi"), "Quiet start", "running", "2025-11-01")
    dialog = BeginPulse(session, partners.partnership(workspace, company("Okavi"), idea).hex)
    qtbot.addWidget(dialog)
    assert dialog.sheet.get("wave").value == "2026-1"
    assert dialog.sheet.problem("wave") is None


def test_who_has_answered_in_a_round_is_told_and_nothing_is_written_on_the_sheet(qtbot, session, workspace, found):
    before = len(list_records(workspace, "pulse", about=found))
    dialog = BeginPulse(session, found.hex)
    qtbot.addWidget(dialog)
    give(dialog, side="partner", respondent="PARTNER 1")
    dialog.keep()
    assert "“PARTNER 1” has answered in this round already." in said(dialog)
    there = list_records(workspace, "pulse", about=found)
    assert len(there) == before
    assert {show(workspace, one.id).answers["wave_on"].answer.value for one in there} == {"2025-10-10", "2026-04-10", "2026-10-05"}
    with qtbot.waitSignal(dialog.go) as gone:
        named(dialog, "Open that sheet").click()
    assert show(workspace, gone.args[1]["record"]).answers["respondent"].answer.value == "partner 1"


def test_a_second_sheet_of_the_same_person_counts_once(workspace, found):
    before = partnership_page(workspace, found).pulse.newest
    partners.make(
        workspace, "pulse", found, wave="Wave 3", wave_on="2026-10-06", side="partner", respondent="Partner 1",
        rp_1=4, rp_2=4, rp_3=3, rp_4=3, rp_5="useful_resource", rp_6=3,
    )  # fmt: skip
    after = partnership_page(workspace, found).pulse.newest
    assert before is not None
    assert after is not None
    assert after.partner.items["rp_1"].n == before.partner.items["rp_1"].n == 4
    assert after.partner.index.value == before.partner.index.value


# --- what cannot be ----------------------------------------------------------


def test_a_card_is_not_parked_on_a_day_to_come(qtbot, session, workspace, company):
    idea = partners.opportunity(workspace, company("Selan"), "Worker voice line", "scored", "2026-09-27")
    dialog = MoveCard(session, idea.hex, "parked")
    qtbot.addWidget(dialog)
    dialog.reason.setPlainText("Price too high")
    dialog.day.show_answer(Answer.of(date(2030, 1, 1).isoformat()))
    dialog.keep()
    assert dialog.wrong_day.text() == "This day is still to come. Choose today or an earlier day."
    assert show(workspace, idea).answers["status"].answer.value == "scored"


def test_what_cannot_be_read_keeps_its_reason_when_the_button_is_pressed(qtbot, session, found):
    dialog = AddRecord(session, "contribution", found.hex)
    qtbot.addWidget(dialog)
    dialog.asked["value"].field.put_text("9" * 20)
    dialog.keep()
    assert "This number is too large." in said(dialog.asked["value"])
    assert "This is needed to finish." not in said(dialog.asked["value"])


# --- adding ------------------------------------------------------------------


def test_who_gives_is_asked_as_company_or_in_words_and_says_what_is_needed(qtbot, session, found, company):
    dialog = AddRecord(session, "contribution", found.hex)
    qtbot.addWidget(dialog)
    asked = dialog.asked
    assert asked["partner"].isVisibleTo(dialog)  # "or who else?" makes no sense without it
    assert asked["partner_name"].isVisibleTo(dialog)
    assert "needed" in said(asked["partner_name"])
    give(dialog, partner=company("Okavi").hex)
    assert "needed" not in said(asked["partner_name"])


def test_what_was_added_is_named_with_days_and_numbers_as_people_write_them(qtbot, session, workspace, found):
    dialog = AddRecord(session, "contribution", found.hex)
    qtbot.addWidget(dialog)
    give(dialog, kind="cash", value=4000.0, currency="USD", state="received", source_class="donor", use_class="support_cost", partner_name="A fund")
    with qtbot.waitSignal(dialog.undoable) as heard:
        dialog.keep()
    assert heard.args == ["“Money: 4,000 USD” was added."]
    dialog = AddRecord(session, "nda", found.hex)
    qtbot.addWidget(dialog)
    give(dialog, signed_on="2026-09-30", anonymous_label="Company A")
    with qtbot.waitSignal(dialog.undoable) as heard:
        dialog.keep()
    assert heard.args == ["“Non-disclosure agreement, 30 Sep 2026” was added."]


# --- what has become of an entry -----------------------------------------------


def opened(qtbot, page, words: str) -> ChangeRecord:
    with qtbot.waitSignal(page.ask) as asked:
        named(page.tab, words).click()
    assert asked.args[0] == "change_record"
    dialog = ChangeRecord(page.session, **asked.args[1])
    qtbot.addWidget(dialog)
    return dialog


def test_a_milestone_is_said_to_be_reached_from_its_row_though_its_form_is_finished(qtbot, page, session, workspace):
    page.show_tab("milestones")
    dialog = opened(qtbot, page, "Reached… A second factory joins")
    give(dialog, reached_on="2027-01-01")
    dialog.keep()
    assert "This day is still to come." in said(dialog)
    give(dialog, reached_on="2026-10-12")
    dialog.keep()
    assert "reached Mon 12 Oct" in words_of(page.tab)
    session.do(undo.undo)
    assert "reached Mon 12 Oct" not in words_of(page.tab)


def test_a_concern_is_settled_only_with_what_was_agreed_and_who_confirmed(qtbot, page):
    page.show_tab("concerns")
    dialog = opened(qtbot, page, "Settle… No publicity before the audit is closed")
    dialog.keep()
    assert "Write who confirmed it on the other side." in said(dialog)
    give(dialog, resolution="A joint statement after the audit", confirmed_ours="Team lead", confirmed_theirs="Owner")
    dialog.keep()
    assert page._read().concern_summary.deal_breakers == ()
    assert "not confirmed by both" not in words_of(page.tab)


def test_a_partnership_is_ended_from_its_menu(qtbot, page, workspace, found):
    action = next(one for one in page.header.menu().actions() if one.text() == "End the partnership…")
    with qtbot.waitSignal(page.ask) as asked:
        action.trigger()
    dialog = ChangeRecord(page.session, **asked.args[1])
    qtbot.addWidget(dialog)
    give(dialog, ended_on="2020-01-01")
    dialog.keep()
    assert "The end is before the start." in said(dialog)
    give(dialog, ended_on="2026-10-01")
    dialog.keep()
    ended = partnership_page(workspace, found)
    assert ended.status == "ended"
    assert "End the partnership…" not in [one.text() for one in page.header.menu().actions()]


def test_an_open_deal_breaker_is_told_in_the_dialog_of_an_agreement(qtbot, session, found):
    dialog = AddRecord(session, "agreement", found.hex)
    qtbot.addWidget(dialog)
    assert "1 deal-breaker is open. Settle it before you sign, or write why not." in said(dialog)
    give(dialog, kind="mou", signed_on="2026-10-01")
    dialog.keep()
    assert "Write why, or settle the deal-breaker first." in said(dialog)
    dialog.reason.setPlainText("Their board meets in June.")
    dialog.keep()
    newest = next(one for one in list_records(session.workspace, "agreement") if "2026" in one.title)
    assert show(session.workspace, newest.id).answers["kind"].answer.note == "Their board meets in June."


def test_a_new_partnership_asks_once_for_its_opportunity(qtbot, session, workspace, company):
    idea = partners.opportunity(workspace, company("Okavi"), "Fee clause", "agreement", "2026-10-01")
    dialog = AddRecord(session, "partnership")
    qtbot.addWidget(dialog)
    assert "Which opportunity does it belong to?" in said(dialog)
    assert "Which opportunity did it grow from?" not in said(dialog)
    dialog.subject.choose("opportunity", idea.hex)
    give(dialog, name="Fee clause with Okavi", status="preparing")
    dialog.keep()
    made = next(one for one in list_records(workspace, "partnership") if one.title == "Fee clause with Okavi")
    assert show(workspace, made.id).answers["opportunity"].answer.value == idea.hex


def test_money_begins_in_the_currency_of_the_programme(qtbot, session, found):
    records.answer(session.workspace, session.workspace.programme_id, "currency", Answer.of("THB"))
    dialog = AddRecord(session, "contribution", found.hex)
    qtbot.addWidget(dialog)
    assert dialog.asked["currency"].answer() == Answer.of("THB")


@pytest.mark.parametrize(("form", "amount", "currency"), [("agreement", "value", "currency"), ("milestone", "payment", "payment_currency")])
def test_an_amount_begins_in_the_currency_that_stands_beside_it(qtbot, shell, workspace, found, form, amount, currency):
    own = Answer.of("THB")
    records.answer(workspace, workspace.programme_id, "currency", own)
    dialog = shell.show_dialog("add_record", {"form": form, "about": found.hex})
    dialog.show_more()
    assert currency not in dialog.answers(), "no amount, no currency"
    give(dialog, **{amount: 25000})
    assert dialog.asked[currency].isVisible()
    assert dialog.answers()[currency] == own


def test_who_gives_stays_in_sight_once_it_is_written(qtbot, shell, workspace, company, found):
    dialog = shell.show_dialog("add_record", {"form": "contribution", "about": found.hex})
    assert dialog.asked["partner"].isVisible()
    give(dialog, partner=company("Okavi").hex)
    assert dialog.asked["partner"].isVisible()


def test_a_concern_that_was_opened_again_is_settled_today_and_not_on_its_earlier_day(qtbot, page, session, workspace):
    settled = {
        "status": "resolved",
        "resolution": "A note each week",
        "confirmed_ours": "Lead",
        "confirmed_theirs": "Chair",
        "resolved_on": "2026-01-05",
    }
    concern = partners.make(
        workspace, "concern", page.place()["partnership"], side="company", kind="fear", text="Late news", raised_on="2025-12-01", **settled
    )
    records.answer(workspace, concern, "status", Answer.of("open"))
    dialog = ChangeRecord(session, concern.hex, "settled")
    qtbot.addWidget(dialog)
    assert dialog.asked["resolution"].field.answer().value == "A note each week"
    dialog.keep()
    today = workspace.now().astimezone().date().isoformat()
    assert show(workspace, concern).answers["resolved_on"].answer.value == today


# --- the menu of an entry ----------------------------------------------------


def test_the_right_button_opens_the_menu_of_an_entry_which_deletes_it_and_undo_brings_it_back(qtbot, page, session):
    page.show_tab("contributions")
    before = page._read().funding
    row = next(one for one in page.tab.findChildren(Press) if "from" in one.accessibleName())
    opened_ = []
    page.go.connect(lambda *where: opened_.append(where))
    qtbot.mouseClick(row, Qt.MouseButton.RightButton)
    assert opened_ == []
    menu = row.menu()
    with qtbot.waitSignal(page.undoable):
        next(one for one in menu.actions() if one.text() == "Delete").trigger()
    assert len(page._read().funding.rows) == len(before.rows) - 1
    session.do(undo.undo)
    assert page._read().funding.cover == before.cover


def test_a_requirement_that_is_not_agreed_leads_to_its_own_question(qtbot, page, workspace, found):
    partners.make(workspace, "requirements", found, rq_01="works", rq_08="talked")
    page.refresh(None)
    row = next(one for one in page.tab.findChildren(Press) if one.accessibleName() == "Is the budget clear to all?")
    with qtbot.waitSignal(page.go) as went:
        row.pressed.emit()
    assert went.args[1]["path"] == "rq_08"
