"""Ctrl+L locks whatever is open: a passphrase typed after it must never land in the data."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit

from ui.main_window import MainWindow
from ui.pages.unlock import Unlock


@pytest.fixture
def window(qtbot, qapp, preferences, tasks, workspace) -> MainWindow:
    from ui import app

    made = app.make_window(qapp, preferences, tasks)
    qtbot.addWidget(made)
    made.enter(workspace)
    made.show()
    qtbot.waitUntil(lambda: made.auto_lock.sees_keys)
    return made


def locked(window: MainWindow) -> bool:
    return not window.session.is_open and window.findChild(Unlock) is not None


@pytest.mark.parametrize("dialog", ["add_company", "search", "record_conversation", "import_list"])
def test_ctrl_l_locks_while_a_dialog_of_ours_is_open(qtbot, window, dialog):
    shown = window.shell.show_dialog(dialog, {})
    field = shown.findChild(QLineEdit) or shown
    qtbot.keyClick(field, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: locked(window))
    assert not [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]


def test_ctrl_l_locks_while_files_are_chosen(qtbot, window):
    chooser = QFileDialog(window)
    chooser.setOption(QFileDialog.Option.DontUseNativeDialog)
    chooser.setModal(True)
    chooser.show()
    qtbot.keyClick(chooser.findChild(QLineEdit), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: locked(window))


@pytest.mark.parametrize(("copied", "left"), [("Kestrin pays late", ""), ("CTIP card 1\nLina", "CTIP card 1\nLina")])
def test_what_was_copied_out_of_the_data_does_not_outlive_the_lock(qtbot, window, monkeypatch, copied, left):
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _clipboard: True)  # the screen of the tests cannot say it
    clipboard = QGuiApplication.clipboard()
    clipboard.setText(copied)
    window.lock()
    assert clipboard.text() == left
    clipboard.clear()
