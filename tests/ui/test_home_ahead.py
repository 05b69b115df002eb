"""What Home shows tomorrow is worked out while nobody works and when the program closes; the window fits its screen and is built once per zoom."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QRect, Qt

from ctip_desktop.queries import home as queries
from ctip_desktop.workspace.workspace import Workspace
from ui.auto_lock import AutoLock
from ui.home_ahead import REST, HomeAhead
from ui.main_window import MainWindow
from ui.session import Session


@pytest.fixture
def window(qtbot, qapp, preferences, tasks, workspace):
    made = MainWindow(Session(tasks=tasks), preferences, AutoLock(qapp))
    qtbot.addWidget(made)
    made.show()
    made.enter(workspace)
    yield made
    made.auto_lock.stop()


def test_nothing_is_worked_out_while_somebody_works(window, workspace, monkeypatch):
    ahead = HomeAhead(window.session, window.auto_lock)
    ahead.look()
    assert workspace.setting(queries.SETTING) is None
    monkeypatch.setattr(AutoLock, "idle", REST)
    ahead.look()
    assert len(workspace.setting(queries.SETTING)["days"]) == queries.DAYS
    window.session.lock()
    ahead.look()


def test_closing_the_window_keeps_home_for_the_next_start(window, file, key, catalogue, workspace):
    expected = queries.work_out(workspace, workspace.now())
    clock = workspace.now
    window.close()
    with Workspace.open(file, key=key, catalogue=catalogue, clock=lambda: clock(), state=file.parent) as again:
        kept = queries._kept(again, again.now())
    assert kept is not None
    assert (kept.today.drafts, kept.today.follow_ups, kept.attention) == (expected.today.drafts, expected.today.follow_ups, expected.attention)


def test_what_is_not_sent_is_said_when_there_is_somebody_to_send_it_to(window, workspace):
    rail = window.shell.rail
    window.shell.show_counts()
    assert rail._unsent_line.isHidden()
    with workspace.writing() as connection:
        connection.exec_driver_sql("insert into device(id, name, person, trusted) values(zeroblob(16), 'South', 'Joram Pesk', 1)")
    window.shell.show_counts()
    assert "not sent" in rail._unsent.text()
    assert not rail._unsent_line.isHidden()


def test_quick_zoom_steps_build_the_window_once(qtbot, window, look):
    shells = {id(window.shell)}
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_Plus, Qt.Key.Key_Plus, Qt.Key.Key_Minus):
        qtbot.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
        shells.add(id(window.shell))
    assert len(shells) == 1
    qtbot.waitUntil(lambda: look.percent == 125)


def test_the_window_opens_within_the_room_the_screen_leaves(qtbot, qapp, preferences, tasks, monkeypatch):
    screen = SimpleNamespace(availableGeometry=lambda: QRect(0, 28, 1366, 740))
    monkeypatch.setattr(MainWindow, "screen", lambda _self: screen)
    made = MainWindow(Session(tasks=tasks), preferences, AutoLock(qapp))
    qtbot.addWidget(made)
    assert (made.width(), made.height()) == (1366, 708)
    assert made.geometry().bottom() <= 768
