"""The keyboard stays where a person works when the page is drawn anew, and Enter presses what has it."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.pages.page import Page
from ui.pages.registry import PageSpec
from ui.session import Session
from ui.shell import Shell
from ui.widgets.base import clear, column
from ui.widgets.button import Button, IconButton


class RowsPage(Page):
    """A button above, and a row of buttons that is drawn anew after each press; one has done its work after the first."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.pressed: list[str] = []
        self.lines = column(self)
        self.draw("Add", "Settle A", "Settle B", "Settle C")

    def draw(self, *names: str) -> None:
        clear(self.lines)
        for name in names:
            self.lines.addWidget(Button(name, clicked=lambda name=name: self.press(name)))

    def press(self, name: str) -> None:
        self.pressed.append(name)
        left = ["Add", *(f"Settle {x}" for x in "ABC" if f"Settle {x}" not in self.pressed)]
        self.draw(*left)

    def button(self, name: str) -> Button:
        return next(one for one in self.findChildren(Button) if one.words == name and one.parent() is self)

    def take_focus(self) -> None:
        self.button("Add").setFocus()


@pytest.fixture
def shell(qtbot: QtBot, session: Session) -> Shell:
    shell = Shell(session, [PageSpec("first", "First", "home", __name__, "RowsPage"), PageSpec("rows", "Rows", "note", __name__, "RowsPage")])
    qtbot.addWidget(shell)
    shell.go("rows")
    shell.show()
    shell.activateWindow()
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is not None)
    return shell


def rows(shell: Shell) -> RowsPage:
    assert isinstance(shell.current, RowsPage)
    return shell.current


def settle() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def now() -> str:
    return focused().accessibleName()


def test_a_button_drawn_anew_keeps_the_keyboard(qtbot: QtBot, shell: Shell) -> None:
    rows(shell).button("Add").setFocus()
    qtbot.keyClick(rows(shell).button("Add"), Qt.Key.Key_Space)
    settle()
    assert now() == "Add"


def test_where_the_button_is_gone_the_keyboard_stays_in_the_page(qtbot: QtBot, shell: Shell) -> None:
    rows(shell).button("Settle C").setFocus()
    qtbot.keyClick(rows(shell).button("Settle C"), Qt.Key.Key_Return)
    settle()
    assert rows(shell).pressed == ["Settle C"]
    assert not shell.rail.isAncestorOf(focused())
    assert rows(shell).isAncestorOf(focused())


def test_a_person_who_goes_to_the_rail_stays_there(shell: Shell) -> None:
    rows(shell).button("Settle A").setFocus()
    shell.move_focus()
    settle()
    assert shell.rail.isAncestorOf(focused())
    rows(shell).draw("Add")
    settle()
    assert shell.rail.isAncestorOf(focused())


def test_who_puts_the_keyboard_elsewhere_is_not_overruled(shell: Shell) -> None:
    page = rows(shell)
    page.button("Settle A").setFocus()
    page.draw("Add", "Settle A", "Settle B")
    page.button("Settle B").show()
    page.button("Settle B").setFocus()
    settle()
    assert now() == "Settle B"


def test_another_page_begins_where_it_says(shell: Shell) -> None:
    rows(shell).button("Settle B").setFocus()
    shell.go("first")
    settle()
    assert now() == "Add"
    assert rows(shell).isAncestorOf(focused())


@pytest.mark.parametrize(
    ("key", "held", "times"),
    [
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, 1),
        (Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier, 1),
        (Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, 1),
        (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier, 0),
    ],
)
@pytest.mark.parametrize("make", [lambda press: Button("Save", clicked=press), lambda press: IconButton("cal", "Calendar", clicked=press)])
def test_enter_presses_the_button_that_has_the_keyboard(qtbot: QtBot, make: Any, key: Qt.Key, held: Qt.KeyboardModifier, times: int) -> None:
    pressed: list[bool] = []
    button = make(lambda: pressed.append(True))
    qtbot.addWidget(button)
    qtbot.keyClick(button, key, held)
    assert len(pressed) == times
