"""Partnerships: the three side by side, both views apart, what the rules say, and what a person decides."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import records
from ctip_desktop.queries.records import list_records, show
from tests.ui import partners
from ui.dialogs.add_record import AddRecord
from ui.dialogs.begin_pulse import BeginPulse
from ui.pages.company.rows import Press
from ui.pages.partnerships import PartnershipsPage
from ui.pages.partnerships.page import TABS
from ui.pages.partnerships.tab import money
from ui.theme import px
from ui.widgets.button import Button
from ui.widgets.card import ListCard
from ui.widgets.dumbbell import Dumbbell
from ui.widgets.fit_matrix import FitMatrix
from ui.widgets.note_bar import NoteBar
from ui.widgets.table import Table
from ui.widgets.table_delegate import CELL


@pytest.fixture
def idea(workspace, company):
    return partners.opportunity(workspace, company("Okavi"), "Recruitment without fees, East Talven", "running", "2025-11-01")


@pytest.fixture
def found(workspace, company, idea):
    return partners.life(workspace, company("Okavi"), idea)


@pytest.fixture
def page(shell, found):
    shell.go("partnerships", {"partnership": found})
    assert isinstance(shell.current, PartnershipsPage)
    return shell.current


def said(widget: QWidget) -> str:
    """Every word on a part of the window."""
    QCoreApplication.sendPostedEvents()
    labels = [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]
    return "\n".join([*labels, *(note.text() for note in widget.findChildren(NoteBar) if note.isVisibleTo(widget))])


def button(widget: QWidget, words: str):
    from ui.widgets.button import Button

    return next(one for one in widget.findChildren(Button) if one.words == words)


def test_the_three_stand_side_by_side_and_are_never_one_number(page):
    cards = [card.accessibleName() for card in page.header.findChildren(Press)]
    assert [name.partition(",")[0] for name in cards] == ["Right idea", "Right partner", "Right relationship"]
    assert "Not scored yet" in cards[0]
    assert "due diligence" in cards[1]
    assert "theirs" in cards[2]
    assert "ours" in cards[2]


@pytest.mark.parametrize("tab", TABS)
def test_every_tab_has_content_and_says_how_much(page, tab):
    page.show_tab(tab)
    assert said(page.tab).strip()


@pytest.mark.parametrize("tab", TABS)
def test_every_tab_of_a_new_partnership_has_one_way_on(shell, workspace, company, tab):
    bare = partners.make(workspace, "partnership", None, name="Quiet start")
    shell.go("partnerships", {"partnership": bare, "tab": tab})
    actions = [one for one in shell.current.tab.findChildren(QWidget) if one.isEnabled() and one.focusPolicy() != Qt.FocusPolicy.NoFocus]
    assert actions
    assert said(shell.current.tab)


def test_as_many_open_requirements_are_named_as_are_counted(shell, workspace):
    bare = partners.make(workspace, "partnership", None, name="Quiet start")
    partners.make(workspace, "requirements", bare, **{f"rq_{n:02}": "missing" for n in range(1, 9)})
    shell.go("partnerships", {"partnership": bare})
    card = next(one for one in shell.current.tab.findChildren(ListCard) if one.heading.text() == "Requirements not agreed yet")
    assert len(card.findChildren(Press)) == 8


def test_search_leads_to_the_page_of_a_partnership_and_not_to_its_form(shell, workspace):
    bare = partners.make(workspace, "partnership", None, name="Quiet start")
    dialog = shell.show_dialog("search", {})
    dialog.box.setText("quiet sta")
    dialog.box.search_now()
    assert (dialog.table.current().page, dialog.table.current().where) == ("partnerships", {"partnership": bare})


# --- relationship ----------------------------------------------------------


def test_both_views_stand_apart_and_a_wide_gap_is_told_in_words(page):
    page.show_tab("relationship")
    bars = [bar.accessibleName() for bar in page.tab.findChildren(Dumbbell)]
    assert len(bars) == 6
    assert bars[2] == "Commitment: ours 4.3, theirs 2.8, gap +1.6, change −1.0"
    assert "You see it very differently" in said(page.tab)


def test_which_quality_varies_most_is_named_and_leads_to_the_figure_over_all_partnerships(qtbot, page):
    page.show_tab("relationship")
    assert "Among the partner’s people, trust varies most." in said(page.tab)
    with qtbot.waitSignal(page.tab.go) as gone:
        button(page.tab, "Over all partnerships").click()
    assert gone.args == ["figures", {"figure": "varies_most"}]


def test_the_same_numbers_stand_in_a_table(page):
    page.show_tab("relationship")
    button(page.tab, "Show as table").click()
    table = page.tab.findChild(Table)
    row = [table.rows.index(2, n).data() for n in range(5)]
    assert row == ["Commitment", "4.3", "2.8", "+1.6", "↓ 1.0"]


def test_under_three_answers_nothing_is_shown(shell, workspace, company, idea):
    quiet = partners.partnership(workspace, company("Okavi"), idea, "Two answers")
    partners.pulse(
        workspace, quiet, "Wave 1", "2026-10-01", "partner", ((1, 1, 1, 1, "contact_point", 1), (5, 5, 5, 5, "trusted_adviser", 5)), "Hear me."
    )
    shell.go("partnerships", {"partnership": quiet, "tab": "relationship"})
    words = said(shell.current.tab)
    assert "Too few answers to show" in words
    assert "1 or 2" in words
    assert not shell.current.tab.findChildren(Dumbbell)
    assert "3.0" not in words
    assert "Hear me." not in words
    matrix = shell.current.tab.findChild(FitMatrix)
    assert "the partner: not shown" in matrix.accessibleName()


def test_what_was_said_has_no_name(page):
    page.show_tab("relationship")
    words = said(page.tab)
    assert "We wait long for an answer about the workshop budget." in words
    assert "partner 1" not in words


@pytest.mark.parametrize("value", [1.0, 5.0])
def test_a_mark_at_the_end_of_the_scale_stands_whole_inside_the_fit_check(page, value):
    page.show_tab("relationship")
    matrix, box = page.tab.findChild(FitMatrix), QRectF(20, 10, 300, 200)
    mark = QRectF(matrix._across(box, value) - px(7), matrix._up(box, value) - px(7), px(14), px(14))
    assert box.contains(mark)


def test_the_fit_check_shows_both_views_and_the_rule_and_leaves_the_decision_to_a_person(qtbot, page, found):
    page.show_tab("relationship")
    matrix = page.tab.findChild(FitMatrix)
    assert matrix.accessibleName().startswith("Fit check. the partner: quality 3.6, right track 3.3, Change the idea. our view: quality 4.2")
    assert "You see it differently: talk first." in said(page.tab)
    assert "You decide." in said(page.tab)
    with qtbot.waitSignal(page.ask) as asked:
        button(page.tab, "Record a decision").click()
    assert asked.args == ["add_record", {"form": "decision", "about": found.hex, "given": {"kind": "fit_check"}}]


def test_a_decision_is_kept_with_who_and_why(qtbot, session, workspace, page, found):
    from ctip_desktop.forms.model import Answer

    dialog = AddRecord(session, "decision", found.hex, {"kind": "fit_check"})
    qtbot.addWidget(dialog)
    said_first = {"choice": "explore", "decided_on": "2026-10-12", "deciders": "Lina Tarvo", "reasons": "The track is not clear."}
    for name, value in said_first.items():
        dialog.asked[name].field.show_answer(Answer.of(value))
        dialog.asked[name].field.committed.emit()
    dialog.keep()
    assert dialog.asked["explore_question"].isVisibleTo(dialog)  # to explore needs a question and a day
    for name, value in (("explore_question", "Will the new owner pay the recruiters?"), ("explore_until", "2027-01-31")):
        dialog.asked[name].field.show_answer(Answer.of(value))
    dialog.keep()
    page.show_tab("decisions")
    assert "After a fit check: Explore first" in said(page.tab)
    assert "The track is not clear." in said(page.tab)


def test_the_next_wave_is_begun_from_the_page(qtbot, session, workspace, found):
    dialog = BeginPulse(session, found.hex)
    qtbot.addWidget(dialog)
    assert dialog.sheet.get("wave").value == "Wave 3"  # it ran eight days ago
    from ctip_desktop.forms.model import Answer

    dialog.asked["side"].field.show_answer(Answer.of("ours"))
    dialog.asked["respondent"].field.show_answer(Answer.of("Lina Tarvo"))
    with qtbot.waitSignal(dialog.go) as gone:
        dialog.keep()
    assert gone.args[0] == "wizard"
    assert show(workspace, gone.args[1]["record"]).answers["wave"].answer.value == "Wave 3"


# --- the other tabs --------------------------------------------------------


def test_open_deal_breakers_are_told_before_an_agreement(qtbot, page):
    page.show_tab("agreements")
    assert "1 deal-breaker is open." in said(page.tab)
    button(page.tab, "See them").click()
    assert "No publicity before the audit is closed" in said(page.tab)


@pytest.mark.parametrize(
    ("value", "shown"), [(None, ""), (7500.0, "7,500 USD"), (7500.5, "7,500.50 USD"), (0.1 + 0.2, "0.30 USD"), (2999.999, "3,000 USD")]
)
def test_an_amount_keeps_its_decimals_where_there_are_some(value, shown):
    assert money(value, "USD") == shown


def test_donor_money_on_direct_support_is_named_and_locks_nothing(page):
    page.show_tab("contributions")
    words = said(page.tab)
    assert "Donor money pays for direct support to one company." in words
    assert "83\N{NO-BREAK SPACE}%" in words
    assert "25,000 USD of 30,000 USD" in words


def test_a_hidden_name_is_told_with_what_stands_in_its_place(page):
    page.show_tab("agreements")
    assert "Company A, garments and textiles, Cambodia" in said(page.tab)


def test_private_money_stands_beside_donor_money_as_so_many_to_one(page):
    match = page.tab.page.funding.match
    page.show_tab("contributions")
    words = said(page.tab).split("\n")
    at = words.index("Private money to donor money")
    assert words[at + 1] == f"{match.part / match.whole:.1f} to 1"
    assert words[at + 2] == f"{money(match.part, 'USD')} private, {money(match.whole, 'USD')} from donors"


def test_milestones_tell_outcomes_and_promises_apart(page):
    page.show_tab("milestones")
    words = said(page.tab)
    assert "2 / 3" in words
    assert "12,000 USD of 12,000 USD" in words
    assert "due since" in words


def test_an_indicator_tells_its_readings_and_a_reading_is_added_in_place(qtbot, page, workspace):
    page.show_tab("indicators")
    assert "now 51 %, began at 20, target 80, moving as wanted" in said(page.tab)
    indicator = next(line for line in list_records(workspace, "indicator") if "debt" in line.title)
    add = next(one for one in page.tab.findChildren(QWidget) if one.accessibleName() == "Add a reading: Workers without debt")
    with qtbot.waitSignal(page.ask) as asked:
        add.click()
    assert asked.args == ["add_record", {"form": "reading", "about": indicator.id.hex}]


def test_every_reading_is_one_press_away_and_two_of_one_day_are_told(qtbot, page, workspace):
    indicator = next(line for line in list_records(workspace, "indicator") if "debt" in line.title)
    before = sum(line.about == indicator.id for line in list_records(workspace, "reading"))
    page.show_tab("indicators")
    assert "has two readings" not in said(page.tab)
    for day, value in (("2026-07-05", 33), ("2026-07-05", 35), ("2026-07-20", 36)):
        partners.make(workspace, "reading", indicator.id, date=day, value=value)
    page.refresh(None)
    assert "5 Jul 2026 has two readings. Keep the one that holds." in said(page.tab)
    every = next(one for one in page.tab.findChildren(QPushButton) if one.accessibleName() == "All readings: Workers without debt")
    assert f"All {before + 3} readings" in every.text()
    with qtbot.waitSignal(page.go) as gone:
        every.click()
    assert gone.args == ["registers", {"form": "reading", "about": indicator.id}]


# --- list ------------------------------------------------------------------


def test_the_list_shows_quality_and_direction_apart_and_opens_the_page(qtbot, shell, page, found):
    shell.go("partnerships")
    model = page.list.model
    assert model.index(0, 3).data(Qt.ItemDataRole.AccessibleTextRole) == "quality 3.6, right direction 3.3"
    page.list.table.choose(found)
    qtbot.keyClick(page.list.table, Qt.Key.Key_Return)
    assert page.title == "Recruitment without fees"
    shell.back()
    assert page._stack.currentIndex() == 0


@pytest.mark.parametrize(("given", "words"), [("2026-09-30", "Handed over, on 30 Sep 2026"), (None, "Handed over, day not known")])
def test_what_was_handed_over_names_that_day_and_not_the_first(shell, workspace, found, given, words):
    records.answer(workspace, found, "status", Answer.of("handed_over"))
    if given:
        records.answer(workspace, found, "ended_on", Answer.of(given))
    shell.go("partnerships")
    table = shell.current.list.table
    row = table.model()
    assert words in [row.index(0, place).data(CELL).whole() for place in range(row.columnCount())]


def test_headings_of_numbers_stand_over_their_numbers(page):
    page.show_tab("relationship")
    button(page.tab, "Show as table").click()
    model = page.tab.findChildren(Table)[0].model()
    sides = [model.headerData(n, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole) for n in range(model.columnCount())]
    assert [bool(side) and bool(side & Qt.AlignmentFlag.AlignTrailing.value) for side in sides] == [False, True, True, True, True]


def test_without_a_partnership_the_page_offers_to_begin_one(qtbot, shell, workspace, company):
    partners.opportunity(workspace, company("Okavi"), "Quiet start", "talks", "2026-01-01")
    shell.go("partnerships")
    with qtbot.waitSignal(shell.current.ask) as asked:
        shell.current.list.stack.currentWidget().action.click()
    assert asked.args == ["add_record", {"form": "partnership"}]


def test_a_deleted_partnership_can_be_taken_back(qtbot, page, session, shell):
    with qtbot.waitSignal(page.undoable):
        next(action for action in page.header.menu().actions() if action.text() == "Delete").trigger()
    assert page.list.model.rowCount() == 0
    session.undo()
    page.refresh(None)
    assert page.list.model.rowCount() == 1


def test_a_partnership_deleted_elsewhere_leads_back_to_the_list(page, workspace, found):
    records.delete(workspace, found)
    page.refresh(None)
    assert page._stack.currentIndex() == 0


# --- history -----------------------------------------------------------------


def test_the_history_tells_the_way_the_days_and_who_changed_what(qtbot, page, workspace, found):
    page.show_tab("history")
    words = said(page.tab)
    assert "months from the first talk to the agreement" in words
    assert "usually" not in words or "late" not in words
    rows = [press.accessibleName() for press in page.tab.findChildren(Press)]
    assert any("Two trainings for line leaders held" in row and "20 Mar 2026" in row for row in rows)
    assert any("Running" in row and "since" in row for row in rows)
    years = [card.heading.text() for card in page.tab.findChildren(ListCard) if card.heading.text().isdigit()]
    assert years == sorted(years, reverse=True)
    table = page.tab.table
    assert table.rows.rowCount() > 5
    records.answer(workspace, found, "summary", Answer.of("The company pays."))
    page.refresh(None)
    first = [page.tab.table.rows.index(0, n).data() for n in range(4)]
    assert first[3] == "The company pays."
    assert first[1] == workspace.person


def test_a_day_of_the_history_opens_what_happened(qtbot, page):
    page.show_tab("history")
    line = next(press for press in page.tab.findChildren(Press) if "Two trainings" in press.accessibleName())
    with qtbot.waitSignal(page.tab.go) as gone:
        line.pressed.emit()
    assert gone.args[0] == "wizard"


def test_nothing_is_next_in_a_partnership_that_is_over(shell, page, workspace, found):
    assert any(card.accessibleName().startswith("Next in this") for card in page.findChildren(ListCard)) or "Next in this partnership" in said(page)
    records.answer(workspace, found, "status", Answer.of("ended"))
    shell.go("home")
    page.stale = True
    shell.go("partnerships", {"partnership": found, "tab": "overview"})
    assert "Next in this partnership" not in said(page)


def test_a_history_with_days_does_not_say_that_nothing_is_dated(shell, workspace, company):
    given = {"name": Answer.of("New"), "status": Answer.of("running"), "started_on": Answer.of("2026-01-15")}
    bare = records.create(workspace, "partnership", answers=given)
    shell.go("partnerships", {"partnership": bare.created[0]})
    shell.current.show_tab("history")
    words = said(shell.current.tab)
    assert "15 Jan 2026" in words
    assert "Nothing is dated" not in words
    assert "No talk is dated yet." in words


def test_enter_in_the_search_opens_the_first_that_fits(qtbot, shell, page, found):
    shell.go("partnerships", {})
    listed = shell.current.list
    QTest.keyClick(listed.search, Qt.Key.Key_Return)
    assert shell.current.place().get("partnership") is None
    QTest.keyClicks(listed.search, "recruit")
    QTest.keyClick(listed.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shell.current.place().get("partnership") == found)


def test_a_contact_is_added_beside_those_that_are_there(qtbot, page, workspace, company):
    page.show_tab("people")
    add = next(one for one in page.tab.findChildren(Button) if one.words == "Add a contact")
    with qtbot.waitSignal(page.tab.ask) as asked:
        add.click()
    assert asked.args == ["add_contact", {"company": company("Okavi").hex}]


def test_the_count_of_people_and_talks_is_that_of_the_lists_below(qtbot, shell, page, found, workspace, company):
    partners.make(workspace, "contact", company("Okavi"), name="Dara Vintu")
    partners.make(workspace, "conversation", company("Okavi"), summary="They agree.", date="2026-03-02", channel="call")
    shell.go("partnerships", {"partnership": found, "tab": "people"})
    data = shell.current.tab.page
    words = [page.tabs.tabText(n) for n in range(page.tabs.count())]
    assert f"People and talks {len(data.contacts) + len(data.talks)}" in words
    assert data.talks
