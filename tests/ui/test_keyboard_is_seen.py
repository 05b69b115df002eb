"""Where the keyboard is can be seen, Tab leaves nothing out, and Shift+F10 opens menus on every system."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ui.dialogs.search import SearchEverywhere
from ui.pages.opportunities.page import VIEWS
from ui.shell import Shell
from ui.widgets.board import ColumnList
from ui.widgets.table import Table


def settle() -> None:
    for _ in range(3):
        QCoreApplication.processEvents()


def walk(shell: Shell) -> list[QWidget]:
    """What Tab comes by, once round."""
    seen: list[QWidget] = []
    while (now := QApplication.focusWidget()) is not None and now not in seen and len(seen) < 200:
        seen.append(now)
        QTest.keyClick(now, Qt.Key.Key_Tab)
        settle()
    return seen


@pytest.fixture
def scored_shell(qtbot, scored) -> Shell:
    made = Shell(scored)
    qtbot.addWidget(made)
    made.resize(1366, 738)
    made.show()
    made.activateWindow()
    return made


@pytest.mark.parametrize("view", VIEWS)
def test_tab_leaves_nothing_of_the_opportunities_out(scored_shell, view):
    scored_shell.go("opportunities", {"part": view})
    settle()
    seen = walk(scored_shell)
    page = scored_shell.current
    stops = [one for one in page.findChildren(QWidget) if one.isVisible() and one.isEnabled() and one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    missed = [one for one in stops if one not in seen and one.focusProxy() is None and type(one).__name__ != "QScrollArea"]
    assert [one.accessibleName() for one in missed if one.focusPolicy() & Qt.FocusPolicy.TabFocus] == []


def test_a_column_of_the_board_shows_that_it_has_the_keyboard(qtbot, scored_shell):
    scored_shell.go("pipeline")
    settle()
    columns = [one for one in scored_shell.current.findChildren(ColumnList) if one.cards.cards]
    for column in columns:
        column.setFocus(Qt.FocusReason.TabFocusReason)
        settle()
        assert column.selectionModel().hasSelection()
        with_keyboard = column.grab().toImage()
        column.clearFocus()
        settle()
        assert column.grab().toImage() != with_keyboard


def test_a_table_that_gets_the_keyboard_shows_on_which_row_it_is(shell, company):
    shell.activateWindow()
    shell.go("company", {"company": company(), "part": "history"})
    settle()
    table = shell.current.findChild(Table)
    table.clearSelection()
    table.setFocus(Qt.FocusReason.TabFocusReason)
    settle()
    assert table.selectionModel().hasSelection()


@pytest.mark.qt_log_ignore("This plugin does not support")  # the menu that opens, offscreen
def test_shift_f10_opens_the_menu_of_a_row(qtbot, shell, company):
    shell.activateWindow()
    shell.go("companies")
    shell.current.table.choose(company("Okavi"))
    shell.current.table.setFocus()
    settle()
    asked: list[str] = []
    shell.current.table.put_menu(lambda row: asked.append(row.name))
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    assert asked == ["Okavi Garments"]
    QApplication.activePopupWidget().close()


def test_escape_closes_the_search_though_something_is_typed(qtbot, session):
    search = SearchEverywhere(session)
    search.show()
    search.box.setText("selan")
    with qtbot.waitSignal(search.finished):
        qtbot.keyClick(search.box, Qt.Key.Key_Escape)


@pytest.mark.parametrize(("width", "shown"), [(1024, False), (1280, True), (1366, True)])
def test_the_pane_beside_the_companies_leaves_room_for_every_column(qtbot, shell, company, width, shown):
    shell.resize(width, 738)
    shell.go("companies")
    shell.current.table.choose(company("Okavi"))
    shell.current._show_pane(None)
    settle()
    page = shell.current
    assert page.pane.isVisible() == shown
    assert page.table.horizontalScrollBar().maximum() == 0
