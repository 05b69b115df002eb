"""Home shows what needs a person, and a button on each row does it."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt

from ctip_desktop.operations import records
from ctip_desktop.queries.records import show
from ctip_desktop.workspace.workspace import Workspace
from tests.ui.sample import NOW, PASSPHRASE
from ui.opening import RECOVERY_LATER
from ui.pages.home import HomePage
from ui.session import Session
from ui.words import ago, due_words, near_day, part_date

TODAY = date(2026, 10, 13)


@pytest.fixture
def home(qtbot, session):
    made = HomePage(session)
    qtbot.addWidget(made)
    made.resize(1160, 740)
    made.show()
    made.on_shown()
    return made


def titles(home: HomePage) -> list[str]:
    return [row.work.title for row in home.work.rows]


def test_the_work_of_today_is_listed_with_the_promise_that_is_late(home):
    late = next(row for row in home.work.rows if row.work.late)
    assert late.work.title == "Send the training outline"
    assert late.work.due == "Due yesterday"
    assert any(title.startswith("Desk research") for title in titles(home))


def test_recording_the_talk_keeps_the_promise_and_the_row_leaves_the_list(qtbot, home, shell, session, company):
    row = next(row for row in home.work.rows if row.work.late)
    with qtbot.waitSignal(home.ask) as asked:
        qtbot.keyClick(row, Qt.Key.Key_Return)
    name, arguments = asked.args
    dialog = shell.show_dialog(name, arguments)
    assert "Send the training outline" in dialog.keeps_promise.text()
    dialog.asked["channel"].field.show_answer(records.Answer.of("call"))
    dialog.asked["summary"].field.first().setPlainText("Sent it.")
    dialog.main_button.click()
    assert not dialog.isVisible()
    home.refresh(None)
    assert "Send the training outline" not in titles(home)


def test_a_draft_is_resumed_in_its_form(qtbot, home, session):
    row = next(row for row in home.work.rows if row.work.title.startswith("Desk research"))
    with qtbot.waitSignal(home.go) as gone:
        row.button.click()
    page, where = gone.args
    assert page == "wizard"
    assert session.ask(show, where["record"]).form == "desk_research"


def test_a_new_programme_is_told_where_to_begin(qtbot, tmp_path, tasks):
    with Workspace.create(tmp_path / "new.ctip", programme="New", person="Lina", passphrase=PASSPHRASE, clock=lambda: NOW, state=tmp_path) as ws:
        home = HomePage(Session(ws, tasks))
        qtbot.addWidget(home)
        home.show()
        home.on_shown()
        assert home._middle.currentWidget() is home._start
        with qtbot.waitSignal(home.ask) as asked:
            home._start.action.click()
        assert asked.args[0] == "add_company"


def test_the_recovery_key_is_asked_for_until_it_is_made(qtbot, home, shell, session):
    session.workspace.set_setting(RECOVERY_LATER, True)
    home.refresh(None)
    dialog = shell.show_dialog("recovery_key", {})
    assert not dialog.main_button.isEnabled()
    dialog.paper.typed.setText(dialog.paper.asked)
    dialog.main_button.click()
    assert session.workspace.setting(RECOVERY_LATER) is None


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (TODAY, "today"),
        (date(2026, 10, 12), "1 day ago"),
        (date(2026, 10, 7), "6 days ago"),
        (date(2026, 9, 20), "3 weeks ago"),
        (date(2026, 8, 1), "2 months ago"),
        (date(2024, 8, 1), "2 years ago"),
        (None, "never"),
    ],
)
def test_how_long_ago_is_said_in_words(day, words):
    assert ago(day, TODAY) == words


def test_days_are_said_so_that_nobody_mixes_up_day_and_month():
    assert near_day(date(2026, 10, 15), TODAY) == "Thu 15 Oct"
    assert near_day(date(2027, 6, 1), TODAY) == "1 Jun 2027"
    assert due_words(date(2026, 10, 12), -1, TODAY) == "Due yesterday"
    assert due_words(date(2026, 10, 10), -3, TODAY) == "Due 3 days ago"
    assert [part_date(text) for text in ("2026-10-07", "2026-10", "2026", "soon")] == ["7 Oct 2026", "Oct 2026", "2026", "soon"]
