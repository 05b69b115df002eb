"""The unlock screen: opens with the right passphrase, says plainly when it is wrong, and makes guessing slow."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from ctip_desktop.workspace.workspace import Workspace
from ui.opening import Opening
from ui.pages.unlock import Unlock, wait_after

GOOD = "copper orchard walks sideways"


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    path = tmp_path_factory.mktemp("unlock") / "lantern.ctip"
    with Workspace.create(path, programme="Lantern Coast", person="Lina Tarvo", passphrase=GOOD) as ws:
        return path, ws.recovery_key()


@pytest.fixture
def unlock(qtbot, tasks, kept):
    made = Unlock(kept[0], tasks, Opening())
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    return made


def test_enter_unlocks(qtbot, unlock):
    unlock.passphrase.setText(GOOD)
    with qtbot.waitSignal(unlock.opened) as opened:
        qtbot.keyClick(unlock.passphrase, Qt.Key.Key_Return)
    opened.args[0].close()
    assert unlock.passphrase.text() == ""


def test_a_wrong_passphrase_is_said_plainly_and_can_be_typed_again(qtbot, unlock):
    unlock.passphrase.setText("copper orchard")
    unlock.button.click()
    assert unlock.note.text() == "This passphrase does not open the data. Check the keyboard language and capital letters."
    assert unlock.passphrase.selectedText()
    assert unlock.button.isEnabled()


def test_waits_grow_after_five_tries_and_are_capped():
    assert [wait_after(n) for n in range(1, 9)] == [0, 0, 0, 0, 5, 10, 20, 40]
    assert wait_after(1000) == 300


def test_during_a_wait_nothing_is_tried_and_the_time_is_shown(qtbot, unlock):
    unlock.tries = 4
    unlock.passphrase.setText("wrong")
    unlock.button.click()
    assert unlock.button.words == "Try again in 0:05"
    unlock.passphrase.setText(GOOD)
    with qtbot.assertNotEmitted(unlock.opened):
        unlock.button.click()
    for _ in range(5):
        unlock._tick()
    assert unlock.button.words == "Unlock"


def test_the_recovery_key_opens_without_the_passphrase(qtbot, unlock, kept):
    unlock.forgot.click()
    unlock.recovery.setText("AAAAA-BBBBB")
    unlock.button.click()
    assert "not a whole recovery key" in unlock.note.text()
    unlock.recovery.setText(kept[1].lower())
    with qtbot.waitSignal(unlock.opened) as opened:
        unlock.button.click()
    opened.args[0].close()


@pytest.mark.parametrize(("letter", "shift", "caps"), [("A", True, False), ("a", False, False), ("A", False, True), ("a", True, True)])
def test_caps_lock_is_noticed_while_typing(qapp, unlock, letter, shift, caps):
    held = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    qapp.sendEvent(unlock.passphrase, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, held, letter))
    assert unlock._caps.isVisible() == caps


def test_a_file_that_is_open_elsewhere_is_said(qtbot, unlock, kept):
    with Workspace.open(kept[0], GOOD):
        unlock.passphrase.setText(GOOD)
        unlock.button.click()
        assert unlock.note.isVisible()
        assert unlock.tries == 0


def test_a_wrong_recovery_key_is_called_so(unlock, kept):
    unlock.forgot.click()
    first = "A" if not kept[1].startswith("A") else "B"  # the last letter holds spare bits: another one can open the file, too
    unlock.recovery.setText(first + kept[1][1:])
    unlock.button.click()
    assert "passphrase" not in unlock.note.text()


def test_after_three_tries_a_damaged_file_is_named_too(unlock):
    for _ in range(3):
        assert "damaged" not in unlock.note.text()
        unlock.passphrase.setText("copper orchard")
        unlock.button.click()
    assert "the file may be damaged: restore a backup" in unlock.note.text()


def test_the_eye_is_reached_and_pressed_with_the_keyboard(qtbot, unlock):
    with qtbot.waitActive(unlock):
        unlock.activateWindow()
    unlock.passphrase.setFocus()
    qtbot.keyClick(unlock.passphrase, Qt.Key.Key_Tab)
    eye = unlock.focusWidget()
    assert eye.accessibleName() == "Show the passphrase"
    qtbot.keyClick(eye, Qt.Key.Key_Space)
    assert unlock.passphrase.shown
    assert eye.accessibleName() == "Hide the passphrase"
    qtbot.keyClick(eye, Qt.Key.Key_Return)
    assert not unlock.passphrase.shown
