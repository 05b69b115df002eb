"""Home shows what needs a person, and a button on each row does it."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QAbstractButton

from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import records
from ctip_desktop.queries.home_views import CheckAgain
from ctip_desktop.queries.records import show
from ctip_desktop.queries.views import Link
from ctip_desktop.workspace.workspace import Workspace
from tests.ui.sample import NOW, PASSPHRASE
from ui.dialogs.change_record import ChangeRecord
from ui.opening import RECOVERY_LATER
from ui.pages.home import HomePage
from ui.pages.home_work import SHOWN, TABS, list_of, place_of
from ui.pages.partnerships.page import TABS as PARTNERSHIP_TABS
from ui.session import Session
from ui.widgets.button import Button
from ui.widgets.work_list import Work, WorkRow
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
    dialog.asked["channel"].field.show_answer(Answer.of("call"))
    dialog.asked["summary"].field.first().setPlainText("Sent it.")
    dialog.main_button.click()
    assert not dialog.isVisible()
    home.refresh(None)
    assert "Send the training outline" not in titles(home)


def test_a_draft_is_resumed_in_its_form(qtbot, home, session):
    row = next(row for row in home.work.rows if row.work.title.startswith("Desk research"))
    with qtbot.waitSignal(home.go) as gone:
        row.click()
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
        (bring,) = [button for button in home._start.findChildren(Button) if button.words == "Import a list"]
        with qtbot.waitSignal(home.ask) as asked:
            bring.click()
        assert asked.args[0] == "import_list"
        (choose,) = [button for button in home.findChildren(Button) if button.words == "Choose where backups go"]
        with qtbot.waitSignal(home.go) as gone:
            choose.click()
        assert gone.args == ["programme", {"part": "backups"}]


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


@pytest.fixture
def busy(qtbot, tmp_path, tasks):
    """Home of a programme in which something of every kind is due."""
    path = tmp_path / "busy"
    path.mkdir()
    with Workspace.create(path / "busy.ctip", programme="Busy", person="Lina", passphrase=PASSPHRASE, clock=lambda: NOW, state=tmp_path) as ws:
        made = fill(ws)
        home = HomePage(Session(ws, tasks))
        qtbot.addWidget(home)
        home.show()
        home.on_shown()
        yield home, made


def fill(ws: Workspace) -> dict[str, UUID]:
    def make(form: str, about: UUID | None = None, **values: Any) -> UUID:
        answers = {name: Answer.of(value) for name, value in values.items()}
        return records.create(ws, form, about=about, answers=answers).created[0]

    company = make("company", name="Okavi Garments")
    opportunity = make("opportunity", company, title="Corridors", effort_days=2)
    idea = make("opportunity", company, title="Voice line", effort_days=2, status="idea")
    make("effort", idea, date="2026-09-01", days=5)
    partnership = make("partnership", opportunity, name="Corridors", status="running", started_on="2026-01-15")
    make("milestone", partnership, text="Training held", kind="output", due="2026-09-01")
    indicator = make("indicator", partnership, name="Fees paid", unit="USD", direction="down", frequency="quarterly")
    make("reading", indicator, date="2026-05-01", value=3)
    make("decision", partnership, kind="go_on", choice="go_on", decided_on="2026-06-01", review_on="2026-10-01")
    return {"partnership": partnership, "idea": idea}


def test_every_line_opens_the_place_where_it_is_done(qtbot, busy):
    home, made = busy
    opened = {}
    home.go.connect(lambda name, where: opened.update({kind: (name, where)}))
    home.ask.connect(lambda name, arguments: opened.update({kind: (name, arguments)}))
    for row in home.work.rows:
        kind = row.work.key[0]
        row.click()
    where = {"partnership": made["partnership"]}
    assert opened["pulse"] == ("partnerships", {**where, "tab": "relationship"})
    assert opened["milestone"] == ("partnerships", {**where, "tab": "milestones"})
    assert opened["reading"] == ("partnerships", {**where, "tab": "indicators"})
    review, what = opened["review"]
    assert (review, what["form"], what["about"]) == ("add_record", "decision", made["partnership"].hex)
    assert "then it leaves Home" in what["told"]
    dialog, where = opened["decide"]
    assert (dialog, where["form"], where["about"], where["given"]) == ("add_record", "decision", made["idea"].hex, {"kind": "cut_off"})
    assert where["told"] == "A stop criterion is met: The effort is above its ceiling: 5 days of 2."
    assert set(PARTNERSHIP_TABS) >= set(TABS.values())


def test_an_exploration_that_ends_today_asks_for_its_result_where_it_is_answered(qtbot, home, session):
    def make(form: str, about: UUID | None = None, **values: Any) -> UUID:
        answers = {name: Answer.of(value) for name, value in values.items()}
        return records.create(session.workspace, form, about=about, answers=answers).created[0]

    company = make("company", name="Okavi Garments")
    idea = make("opportunity", company, title="Voice line", status="decision")
    today = session.workspace.now().astimezone().date().isoformat()
    asked = {"kind": "go_on", "choice": "explore", "decided_on": "2026-06-01", "explore_question": "Will owners pay?", "explore_until": today}
    decision = make("decision", idea, **asked)
    home.refresh(None)
    [row] = [row for row in home.work.rows if row.work.key[0] == "review"]
    assert (row.work.title, row.work.due) == ("Will owners pay?", "today")
    with qtbot.waitSignal(home.ask) as asked:
        row.click()
    assert asked.args == ["change_record", {"record": decision.hex, "what": "explored"}]
    dialog = ChangeRecord(session, **asked.args[1])
    qtbot.addWidget(dialog)
    assert dialog.lead.text() == "Will owners pay?"
    dialog.asked["explore_result"].show_answer(Answer.of("adapt"))
    dialog.keep()
    home.refresh(None)
    assert not [row for row in home.work.rows if row.work.key[0] == "review"]


def test_exploring_that_ends_with_stop_offers_to_move_the_card(qtbot, session):
    def make(form: str, about: UUID | None = None, **values: Any) -> UUID:
        answers = {name: Answer.of(value) for name, value in values.items()}
        return records.create(session.workspace, form, about=about, answers=answers).created[0]

    idea = make("opportunity", make("company", name="Okavi Garments"), title="Voice line", status="decision")
    asked = {"kind": "go_on", "choice": "explore", "decided_on": "2026-06-01", "explore_question": "Will owners pay?", "explore_until": "2026-07-01"}
    dialog = ChangeRecord(session, make("decision", idea, **asked).hex, "explored")
    qtbot.addWidget(dialog)
    dialog.asked["explore_result"].show_answer(Answer.of("no"))
    with qtbot.waitSignal(dialog.ask) as offered:
        dialog.keep()
    assert offered.args == ["move_card", {"opportunity": idea.hex, "to": "cut_off", "reason": ""}]
    again = ChangeRecord(session, make("decision", idea, **asked).hex, "explored")
    qtbot.addWidget(again)
    again.asked["explore_result"].show_answer(Answer.of("yes"))
    with qtbot.assertNotEmitted(again.ask):
        again.keep()


def test_words_that_do_not_fit_in_a_line_of_home_stand_on_more_lines(qtbot):
    work = Work(
        "x",
        "Selan Pearl Fisheries: How firmly does it stand by human rights in its whole chain of suppliers?",
        "Who " * 60,
        "Check",
        "stale",
        "no date",
    )
    row = WorkRow(work)
    qtbot.addWidget(row)
    assert row.heightForWidth(560) > 2 * row.sizeHint().height()
    assert row.heightForWidth(4000) == row.sizeHint().height()


def test_a_group_says_how_many_there_are_and_shows_the_first(home, session, company, shell):
    for number in range(6):
        answers = {"channel": "call", "summary": "Talk", "date": "2026-10-01", "follow_up": f"Promise {number}", "follow_up_due": "2026-10-12"}
        records.create(session.workspace, "conversation", about=company(), answers={name: Answer.of(text) for name, text in answers.items()})
    home.refresh(None)
    group = next(group for group in home.work.groups if group.key == "follow_up")
    assert (len(group.rows), group.total, group.see_all) == (SHOWN, 7, "See calendar")
    assert all(group.rows for group in home.work.groups)
    for key in ("settle", "decide", "draft", "pulse", "check"):
        name, where = list_of(key)
        shell.go(name, where)
        assert shell.current_name == name


def test_nothing_due_is_said_kindly(qtbot, tmp_path, tasks):
    with Workspace.create(tmp_path / "calm.ctip", programme="Calm", person="Lina", passphrase=PASSPHRASE, clock=lambda: NOW, state=tmp_path) as ws:
        records.create(ws, "company", answers={"name": Answer.of("Okavi Garments")})
        home = HomePage(Session(ws, tasks))
        qtbot.addWidget(home)
        home.show()
        home.on_shown()
        assert home._middle.currentWidget() is home._calm
        assert not home.work.groups


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_a_row_is_painted_within_its_place_and_says_all_to_a_screen_reader(qtbot, look, scheme, direction):
    look.choose(scheme=scheme)
    row = WorkRow(Work("key", "Send the outline " * 20, "Selan, promised on Tue", "Record it", "phone", "Due yesterday", late=True))
    qtbot.addWidget(row)
    row.setLayoutDirection(direction)
    row.resize(400, row.sizeHint().height())
    row.show()
    row.setFocus()
    picture = row.grab().toImage()
    colours = {picture.pixelColor(x, y).name() for x in range(0, 400, 2) for y in range(0, picture.height(), 2)}
    assert {look.colour(token).name() for token in ("warn-bg", "surface")} <= colours
    assert row.accessibleName().startswith("Record it: Send the outline")
    assert row.accessibleName().endswith("Due yesterday")


def test_check_opens_the_form_at_the_oldest_answer(company, shell):
    old = CheckAgain(Link(company(), "Okavi"), 2, ("Staff",), 14, None, None, company(), "staff")
    assert place_of("check", old) == ("wizard", {"record": company(), "path": "staff"})
    due = CheckAgain(Link(company(), "Okavi"), 1, ("Due diligence",), 0, NOW.date(), None)
    assert place_of("check", due) == ("company", {"company": company(), "part": "due_diligence"})
    shell.go(*place_of("check", old))
    assert shell.current.place()["path"] == "staff"


@pytest.mark.parametrize(("percent", "width"), [(100, 1024), (110, 1024), (125, 1024), (125, 1280), (150, 1366), (200, 1366)])
def test_nothing_of_home_is_cut_off_at_the_side_at_any_text_size(shell, look, percent, width):
    look.choose(percent=percent)
    shell.resize(width, 720)
    shell.go("home")
    shell.show()
    QCoreApplication.processEvents()
    home = shell.current
    shown = [one for one in home.findChildren(QAbstractButton) if one.isVisible()]
    assert len(shown) > 5
    assert [one.accessibleName() for one in shown if one.mapTo(home, one.rect().topRight()).x() > home.rect().right()] == []


@pytest.mark.parametrize("of_company", [True, False], ids=["from its company", "with the company chosen in it"])
@pytest.mark.parametrize("name", ["quick_capture", "record_conversation"])
def test_a_talk_that_was_begun_and_left_is_named_and_leads_back(qtbot, home, shell, session, company, name, of_company):
    session.changed.connect(home.on_changes)
    dialog = shell.show_dialog(name, {"company": company().hex} if of_company else {})
    typed = dialog.editor if name == "quick_capture" else dialog.asked["summary"].field.first()
    if not of_company and name == "quick_capture":
        dialog.head.companies.choose(company().hex)
    elif not of_company:
        dialog._subject.field.show_answer(Answer.of(company().hex))
    qtbot.keyClicks(typed, "They asked for a plan")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    (row,) = [row for row in home.work.rows if row.work.title == "Conversation – Selan Pearl Fisheries"]
    with qtbot.waitSignal(home.ask) as asked:
        qtbot.keyClick(row, Qt.Key.Key_Return)
    again = shell.show_dialog(*asked.args)
    if name == "quick_capture":
        assert again.focusWidget() is again.editor  # the next key goes on with the talk, not over the company
    again.begin_anew() if name == "quick_capture" else again._begin_anew(again._memory.newest()[0])
    again.reject()
    assert "Conversation – Selan Pearl Fisheries" not in titles(home)
