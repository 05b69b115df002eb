"""The program ends while a dialog is open: it is there again with what was typed; one that was done, or left, is not."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from ctip_desktop.errors import WorldError
from tests.ui.test_main_window import unlock
from ui.auto_lock import AutoLock
from ui.dialog_keeper import SETTING
from ui.main_window import MainWindow
from ui.session import Session
from ui.widgets.soon import Soon


@pytest.fixture
def dialog(qtbot, window, company):
    made = window.shell.show_dialog("record_conversation", {"company": company().hex})
    qtbot.keyClicks(made.asked["summary"].field.first(), "They ask about the hotline")
    return made


def look(window: MainWindow) -> None:
    """What happens every second and a half while a dialog is open."""
    assert window._dialogs._looks.isActive()
    window._dialogs._looks.timeout.emit()


def started_again(qtbot, qapp, preferences, tasks, workspace) -> MainWindow:
    """The power failed: another window opens the same file, and nothing was closed before."""
    again = MainWindow(Session(tasks=tasks), preferences, AutoLock(qapp))
    qtbot.addWidget(again)
    again.enter(workspace)
    return again


def test_a_dialog_is_there_again_with_what_was_typed(qtbot, qapp, preferences, tasks, window, dialog):
    look(window)
    (back,) = started_again(qtbot, qapp, preferences, tasks, window.session.workspace).shell.dialogs()
    assert back.asked["summary"].field.typed_text() == "They ask about the hotline"
    assert back.lead.text() == dialog.lead.text()


def test_so_is_the_talk_one_writes_down(qtbot, qapp, preferences, tasks, window, company):
    talk = window.shell.show_dialog("quick_capture", {"company": company().hex})
    qtbot.keyClicks(talk.editor, "! Send two pages")
    look(window)
    (back,) = started_again(qtbot, qapp, preferences, tasks, window.session.workspace).shell.dialogs()
    assert back.editor.toPlainText() == "! Send two pages"


def test_a_dialog_without_anything_typed_is_not_kept(qtbot, window, company):
    window.shell.show_dialog("record_conversation", {"company": company().hex})
    window.shell.show_dialog("search", {})
    look(window)
    assert window.session.workspace.setting(SETTING) is None


def test_a_dialog_that_was_left_is_not_kept_any_more(qtbot, window, dialog):
    look(window)
    assert window.session.workspace.setting(SETTING)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert window.session.workspace.setting(SETTING) is None
    assert not window._dialogs._looks.isActive()


def test_the_lock_keeps_it_as_before(qtbot, window, dialog):
    look(window)
    window.lock()
    unlock(qtbot, window)
    (back,) = window.shell.dialogs()
    assert back.asked["summary"].field.typed_text() == "They ask about the hotline"


def test_a_full_disk_does_not_stop_the_typing(qtbot, window, dialog, monkeypatch):
    def refuse(*_arguments):
        raise WorldError("The drive is full.", next_step="Make room.")

    with monkeypatch.context() as full:
        full.setattr(window.session.workspace, "set_setting", refuse)
        look(window)
    assert dialog.isVisible()
    look(window)  # there is room again
    assert window.session.workspace.setting(SETTING)


def test_something_asked_for_again_and_again_is_done_all_the_same(qtbot, qapp):
    done = []
    soon = Soon(qapp, 20, lambda: done.append(1))

    def asked() -> bool:
        soon.ask()
        return bool(done)

    qtbot.waitUntil(asked, timeout=2000)
    soon.stop()
