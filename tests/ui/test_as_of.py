"""A record as it was: what read differently is marked, nothing can be changed, Escape goes back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from ctip_desktop.forms.model import Answer, State
from ctip_desktop.operations import records
from ctip_desktop.queries.records import list_records
from tests.ui import partners, sample
from tests.ui.test_accessible import nameless
from tests.ui.test_reports_page import words
from ui.pages.company.rows import Press

FIRST, SECOND, TODAY = "2026-11-02", "2026-11-22", "2026-12-12"


@pytest.fixture
def later(workspace):
    """Says how many days after the programme was made it is now."""

    def set_days(days: int) -> None:
        workspace._clock = lambda: sample.NOW + timedelta(days=days)

    return set_days


@pytest.fixture
def desk(workspace, company, later):
    """Desk research that read differently on two days."""
    record = list_records(workspace, "desk_research", company())[0].id
    later(20)
    records.answer(workspace, record, "business_model", Answer.of("Sells shrimp to two buyers"))
    later(40)
    records.answer_many(workspace, record, {"business_model": Answer.of("Sells to four buyers"), "history": Answer.of("Founded in 1998")})
    later(60)
    return record


@pytest.fixture
def page(shell, company, desk):
    shell.go("company", {"company": company(), "part": "history"})
    shell.go("as_of", {"record": desk, "company": company(), "at": FIRST})
    return shell.current


def test_each_answer_reads_as_it_did_and_what_is_different_is_marked(page):
    said = words(page)
    assert "You see it as it was at the end of 2 Nov 2026." in said
    assert "Sells shrimp to two buyers" in said
    assert "Today: Sells to four buyers" in said
    assert "2 answers are different today." in said
    assert said.count("different today |") == 2
    assert "Unknown" in said


def test_nothing_in_it_can_be_changed(page):
    assert page.findChildren(QPlainTextEdit) == []
    assert page.findChildren(QLineEdit) == [page.day.line]


def test_the_arrows_go_from_change_to_change(page):
    assert page._place.text() == "day 2 of 3 with changes"
    page.later.click()
    assert page.place()["at"] == SECOND
    assert "It reads the same today." in words(page)
    assert not page.later.isEnabled()
    page.earlier.click()
    page.earlier.click()
    assert page.place()["at"] == "2026-10-13"
    assert not page.earlier.isEnabled()


def test_a_day_is_typed_and_a_bad_one_is_a_sentence(qtbot, page):
    page.day.put_text("10 Nov 2026")
    qtbot.keyClick(page.day.line, Qt.Key.Key_Return)
    assert page.place()["at"] == "2026-11-10"
    for typed, sentence in (("some day", "This is not a date"), ("13 Dec 2026", "still to come"), ("", "Write the day")):
        page.day.put_text(typed)
        qtbot.keyClick(page.day.line, Qt.Key.Key_Return)
        assert sentence in page.trouble.text()
        assert page.place()["at"] == "2026-11-10"
    page.go_to(page._days[0])
    assert not page.trouble.isVisible()


def test_only_what_is_different_is_shown_when_wanted(page):
    before = len(page.findChildren(Press))
    page.only.click()
    assert "How committed" not in words(page)
    assert len([row for row in page.findChildren(Press) if row.isVisibleTo(page)]) == 2 < before
    page.later.click()
    assert "It reads the same today" in words(page)
    assert not page.findChildren(Press) or all(not row.isVisibleTo(page) for row in page.findChildren(Press))


def test_a_row_opens_the_answer_of_today(qtbot, page, desk):
    row = next(row for row in page.findChildren(Press) if "Sells shrimp" in row.accessibleName())
    assert row.accessibleName() == "How does it make money? Sells shrimp to two buyers, Today: Sells to four buyers"
    with qtbot.waitSignal(page.go) as gone:
        qtbot.keyClick(row, Qt.Key.Key_Return)
    assert gone.args == ["wizard", {"record": desk, "path": "business_model"}]


def test_escape_goes_back_to_where_one_was(qtbot, shell, page):
    page.take_focus()
    qtbot.keyClick(page.day.line, Qt.Key.Key_Escape)
    assert shell.current_name == "company"
    assert shell.current.place()["part"] == "history"


def test_before_it_was_there_the_first_day_is_offered(page):
    page.go_to(page._days[0] - timedelta(days=1))
    assert "It was not there on this day" in words(page)
    from ui.widgets.empty import Empty

    next(empty for empty in page.findChildren(Empty) if empty.isVisibleTo(page)).action.click()
    assert page.place()["at"] == page._days[0].isoformat()


def test_the_other_forms_of_the_company_are_one_choice_away(page, company):
    names = [page.forms.itemText(n) for n in range(page.forms.count())]
    assert page.forms.currentText() == "Desk research"
    page.forms.setCurrentIndex(names.index("Company"))
    page.forms.activated.emit(page.forms.currentIndex())
    assert page._record == company()
    assert "Selan Pearl Fisheries" in words(page)


def test_the_history_leads_to_the_day_of_a_change_and_to_the_last_one(qtbot, shell, company, desk):
    shell.go("company", {"company": company(), "part": "history"})
    part = shell.current.part
    part._chosen = desk
    part._show(desk)
    with qtbot.waitSignal(part.go) as gone:
        part.table.opened.emit(part.table.rows.row_at(part.table.rows.index(0, 0)))
    assert gone.args == ["as_of", {"record": desk, "at": SECOND, "company": company()}]
    shell.go("company", {"company": company(), "part": "history"})
    shell.current.part._chosen = desk
    shell.current.part._look_back(None)
    assert shell.current.place() == {"record": desk, "at": SECOND, "company": company()}


def test_the_rail_lights_where_one_came_from(shell, workspace, company, later):
    idea = partners.opportunity(workspace, company("Okavi"), "Recruitment without fees", "running", "2025-11-01")
    found = partners.partnership(workspace, company("Okavi"), idea)
    for record, home in ((found, "partnerships"), (idea, "opportunities"), (company("Okavi"), "companies")):
        shell.go("as_of", {"record": record})
        assert shell.rail._group.checkedButton() is shell.rail._buttons[home]


def test_an_opportunity_and_a_partnership_are_looked_back_at_in_the_same_way(shell, workspace, company, later):
    idea = partners.opportunity(workspace, company("Okavi"), "Recruitment without fees", "spotted", "2026-10-01")
    found = partners.partnership(workspace, company("Okavi"), idea)
    later(30)
    records.answer(workspace, idea, "status", Answer.of("concept"))
    records.answer(workspace, found, "country", Answer.of("TH"))
    later(60)
    shell.go("opportunities", {"part": "list"})
    shell.current.list.then_wanted.emit(idea)
    shell.current.go_to(shell.current._days[0])
    assert "Today: Concept written" in words(shell.current)
    assert not shell.current.forms.isVisible()
    shell.go("partnerships", {"partnership": found})
    action = next(a for a in shell.current.header.menu().actions() if a.text() == "See it as it was")
    action.trigger()
    shell.current.go_to(shell.current._days[0])
    assert "Today: Thailand" in words(shell.current)


def test_a_deleted_record_can_be_looked_back_at(shell, workspace, desk, later):
    later(70)
    records.delete(workspace, desk)
    later(80)
    shell.go("as_of", {"record": desk, "at": FIRST})
    assert "Sells shrimp to two buyers" in words(shell.current)
    shell.current.go_to(shell.current._days[-1])
    assert "It was not there on this day" in words(shell.current)


@pytest.mark.parametrize("percent", [100, 150])
def test_everything_on_it_can_be_said(shell, look, company, desk, percent):
    look.choose(percent=percent)
    shell.go("as_of", {"record": desk, "company": company(), "at": FIRST})
    assert nameless(shell) == []


def test_what_nobody_knows_today_reads_as_unknown_and_not_as_no_answer(shell, workspace, company, desk, page):
    records.answer(workspace, desk, "business_model", Answer(state=State.UNKNOWN))
    shell.go("as_of", {"record": desk, "company": company(), "at": SECOND})
    said = words(shell.current)
    assert "Today: Unknown" in said
    assert "no answer" not in said


YES = Answer.of("yes")


def placed(workspace, company, stage: str, day: str) -> None:
    records.create(
        workspace,
        "placement",
        about=company,
        answers={"by": Answer.of("team"), "stage": Answer.of(stage), "date": Answer.of(day), "reason": Answer.of(f"It looks like {stage}.")},
    )


@pytest.fixture
def stage(workspace, later):
    """A new company and its form of the path: Follower and placed so on one day, Mature and placed so on another."""
    later(20)
    new = records.create(workspace, "company", answers={"name": Answer.of("Amber Quay Foods")}).created[0]
    form = records.create(workspace, "maturity", about=new, answers={"mat_01": YES, "mat_02": YES}).created[0]
    placed(workspace, new, "follower", FIRST)
    later(40)
    records.answer_many(workspace, form, {"mat_05": YES, "mat_06": YES, "mat_07": YES})
    placed(workspace, new, "mature", SECOND)
    later(60)
    return new, form


def test_an_earlier_day_shows_the_stage_of_that_day(shell, stage):
    new, form = stage
    shell.go("as_of", {"record": form, "company": new, "at": FIRST})
    said = words(shell.current)
    assert "Stage, as our team sees it | Follower | 2 Nov 2026, It looks like follower." in said
    assert "Today: Mature" in said
    assert "Stage the answers point to | Follower | 2 of 4 Follower actions are shown." in said
    shell.current.go_to(date.fromisoformat(SECOND))
    said = words(shell.current)
    assert "Stage, as our team sees it | Mature | 22 Nov 2026" in said
    assert "Today: Mature" not in said


def test_before_anybody_placed_the_company_it_says_so(shell, stage):
    new, _form = stage
    shell.go("as_of", {"record": new, "company": new, "at": "2026-10-30"})
    assert "Stage, as our team sees it | Not placed yet" in words(shell.current)


def test_the_check_of_an_earlier_day_shows_the_result_of_that_day(shell, workspace, stage, later):
    new, _form = stage
    later(20)
    found = {"policy": YES, "policy_check": Answer.of("stop")}
    check = records.create(workspace, "due_diligence", about=new, answers=found).created[0]
    later(40)
    records.answer(workspace, check, "policy_check", Answer.of("watch"))
    later(60)
    shell.go("as_of", {"record": check, "company": new, "at": FIRST})
    said = words(shell.current)
    assert "Result of the check | Stop |" in said
    assert "Today: Watch" in said
