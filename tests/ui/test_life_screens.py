"""What the screens of a partnership's life say: late is said, a settled concern tells what was agreed, a chip leads where it points."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from ctip_desktop.errors import WorldError
from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import decisions, records
from ctip_desktop.queries.home_views import Attention, CheckAgain, Colleague, Home
from ctip_desktop.queries.today import today
from ctip_desktop.queries.views import Link
from tests.ui import partners
from tests.ui.test_partnerships import said
from ui.pages.company.rows import Press
from ui.pages.home_cards import colleagues_card
from ui.pages.home_work import groups_of
from ui.widgets.base import Label
from ui.widgets.chip import ChipButton


@pytest.fixture
def partnership(workspace, company):
    idea = partners.opportunity(workspace, company("Okavi"), "Recruitment without fees", "running", "2025-11-01")
    return partners.life(workspace, company("Okavi"), idea)


def test_a_milestone_reached_late_says_by_how_many_days(shell, workspace, partnership):
    partners.make(workspace, "milestone", partnership, text="Two halls pay", kind="outcome", due="2026-09-01", reached_on="2026-09-11")
    shell.go("partnerships", {"partnership": partnership, "tab": "milestones"})
    assert "10 days late" in said(shell.current)


def test_a_settled_concern_tells_what_was_agreed_and_when(shell, workspace, partnership):
    settled = {
        "status": "resolved",
        "resolution": "A list without names",
        "resolved_on": "2026-10-01",
        "confirmed_ours": "Lead",
        "confirmed_theirs": "Plant",
    }
    partners.make(workspace, "concern", partnership, side="company", kind="fear", text="Lists of workers", **settled)
    shell.go("partnerships", {"partnership": partnership, "tab": "concerns"})
    assert "A list without names" in said(shell.current)
    assert "1 Oct 2026" in said(shell.current)


def test_an_indicator_without_a_reading_tells_where_it_began(shell, workspace, partnership):
    partners.make(workspace, "indicator", partnership, name="Pay slips", unit="slips", direction="up", baseline=20, target=80, frequency="quarterly")
    shell.go("partnerships", {"partnership": partnership, "tab": "indicators"})
    assert "No reading yet, began at 20, target 80" in said(shell.current)


def test_check_again_in_the_header_leads_to_the_answer(qtbot, shell, workspace, company):
    desk = next(iter(records.create(workspace, "desk_research", about=company("Kestrin")).created))
    records.answer(workspace, desk, "commitment", Answer.of(workspace.catalogue.form("desk_research").question("commitment").choices[0].name))
    later = workspace.now() + timedelta(days=900)
    workspace._clock = lambda: later
    shell.go("company", {"company": company("Kestrin")})
    chip = next(each for each in shell.current.header.findChildren(ChipButton) if each.words == "Check again")
    qtbot.keyClick(chip, Qt.Key.Key_Return)
    assert shell.current.record == desk


def test_what_could_not_be_saved_is_told_only_until_something_could_be(shell, session, company):
    def full(_ws):
        raise WorldError("The disk is full.")

    session.do(full)
    assert not shell.note.isHidden()
    session.do(records.create, "contact", about=company(), answers={"name": Answer.of("Mina")})
    assert shell.note.isHidden()


def test_another_error_stays_when_something_is_saved(shell, session, company):
    session.failed.emit(WorldError("The stick with the backups is not there."))
    session.do(records.create, "contact", about=company(), answers={"name": Answer.of("Mina")})
    assert not shell.note.isHidden()


def test_home_counts_the_answers_to_check_again_not_their_companies(workspace, company):
    old = tuple(CheckAgain(Link(company(), "Okavi"), n, (), 14, None, None) for n in (8, 14, 0))
    found = replace(today(workspace, workspace.now()), check_again=old)
    groups = groups_of(Home(found, Attention((), (), (), (), ()), 5), workspace.now().date())
    assert next(each.total for each in groups if each.key == "check") == 23


def test_who_got_a_bundle_and_sent_none_is_not_told_to_have_none(qtbot, workspace):
    at = workspace.now()
    card = colleagues_card([Colleague(workspace.device.id, "Joram Pesk", "Laptop South", at, 0, None, False)], at.date())
    qtbot.addWidget(card)
    assert "Nothing came back from there yet" in [label.text() for label in card.findChildren(Label)]


def test_one_comes_back_to_the_calendar_where_one_left_it(qtbot, shell, workspace, partnership):
    shell.resize(1024, 400)
    for n in range(1, 20):
        partners.make(workspace, "milestone", partnership, text=f"Step {n}", kind="output", due=f"2027-01-{n:02}")
    shell.go("calendar")
    page = shell.current
    bar = page._scroller.verticalScrollBar()
    assert bar.maximum() > 0  # whole in its first picture
    bar.setValue(40)
    row = next(each for each in page.findChildren(Press) if "Step 3" in each.accessibleName())
    row.setFocus()
    bar.setValue(40)
    page.stale = True
    qtbot.keyClick(row, Qt.Key.Key_Return)
    shell.back()
    assert shell.current is page
    qtbot.waitUntil(lambda: bar.value() == 40)


def test_the_reason_of_a_stage_is_never_cut(shell, workspace, company):
    reason = "Code, audits and the labour office speak for it, and two buyers said the same in spring of this year."
    decisions.place(workspace, company("Okavi"), "mature", "team", reason, workspace.now().date())
    shell.go("company", {"company": company("Okavi"), "part": "stage"})
    label = next(each for each in shell.current.findChildren(Label) if reason in each.text())
    assert label.height() >= label.heightForWidth(label.width()) > label.fontMetrics().height() * 1.5
