"""From the lock and back: to the unlock screen from a new start, and to the words one was writing."""

from __future__ import annotations

from ctip_desktop.forms.model import Answer
from tests.ui.test_main_window import unlock
from ui.pages.first_run import FirstRun
from ui.pages.unlock import Unlock


def test_whoever_looked_for_another_file_comes_back_to_the_unlock_screen(window):
    path = window.session.workspace.path
    window.lock()
    window.centralWidget().currentWidget().other.click()
    first = window.centralWidget().currentWidget()
    assert isinstance(first, FirstRun)
    assert first.start.back_button.isVisible()
    assert first.start.options.value == "open"
    first.start.back_button.click()
    asking = window.centralWidget().currentWidget()
    assert isinstance(asking, Unlock)
    assert asking.path == path


def test_the_next_key_after_the_lock_takes_no_word_away(qtbot, window):
    dialog = window.shell.show_dialog("add_company", {})
    dialog.asked["name"].field.show_answer(Answer.of("Tarn Bo"))
    dialog.asked["name"].field.first().setFocus()
    window.lock()
    unlock(qtbot, window)
    (kept,) = [d for d in window.shell.findChildren(type(dialog)) if d.isVisible()]
    field = kept.asked["name"].field.first()
    qtbot.waitUntil(lambda: field.text() == "Tarn Bo" and not field.selectedText())
    assert field.cursorPosition() == len("Tarn Bo")
