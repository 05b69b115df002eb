"""The largest text in the smallest window, 1024 by 600: nothing is cut off, and everything can be reached."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea

from ctip_desktop.errors import BadInput
from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import programme
from ctip_desktop.resources import text
from ui.dialogs.programme_record import ProgrammeRecord
from ui.opening import Opening
from ui.pages.first_run import FirstRun
from ui.pages.unlock import Unlock
from ui.shell import Shell
from ui.theme import SCALES, fill, px
from ui.widgets.base import IconLabel
from ui.widgets.option_row import OptionRow
from ui.widgets.search_box import SearchBox
from ui.widgets.step_path import StepPath
from ui.widgets.tabs import Tabs

SMALL = 1024, 600
NAMES = ("Overview", "Relationship", "Milestones 8", "Contributions 8", "Concerns 2", "Agreements 4", "Indicators 3", "Decisions 3", "History")


@pytest.fixture
def large_shell(qtbot, session, look) -> Shell:
    look.choose(percent=200)
    made = Shell(session)
    qtbot.addWidget(made)
    made.resize(*SMALL)
    made.show()
    return made


def settle() -> None:
    for _ in range(3):
        QCoreApplication.processEvents()


def test_the_rail_shows_every_page_and_the_lock(large_shell):
    large_shell.go("home")
    settle()
    rail = large_shell.rail
    bottoms = [button.geometry().bottom() for button in rail.buttons]
    tops = [button.geometry().top() for button in rail.buttons]
    assert tops[0] >= 0
    assert all(bottom < top for bottom, top in zip(bottoms, tops[1:], strict=False)), "no entry lies over another"
    lock = rail.lock_button
    assert lock.mapTo(rail, lock.rect().bottomLeft()).y() < rail.height()
    assert rail.buttons[0].height() >= px(20)


def test_at_the_usual_size_the_rail_is_as_designed(shell):
    assert {button.height() for button in shell.rail.buttons} == {34}
    assert shell.rail._head.isVisible()


def test_a_company_has_room_below_its_heading_and_the_page_scrolls(large_shell, company):
    large_shell.go("company", {"company": company()})
    settle()
    page = large_shell.current
    assert page.height() >= px(page.least)
    area = next(one for one in large_shell.findChildren(QScrollArea) if one.isAncestorOf(page))
    assert area.verticalScrollBar().maximum() > 0


def test_a_page_that_needs_no_more_is_as_high_as_the_window(large_shell):
    large_shell.go("company", {})
    large_shell.go("programme", {"part": "settings"})
    settle()
    assert large_shell.current.height() <= SMALL[1]


@pytest.mark.parametrize("name", ["companies", "opportunities", "pipeline", "partnerships", "relations"])
def test_no_button_of_a_heading_is_cut(large_shell, name):
    large_shell.go(name)
    settle()
    page = large_shell.current
    for button in [one for one in page.findChildren(QAbstractButton) if one.isVisible() and one.mapTo(page, one.rect().topLeft()).y() < px(60)]:
        assert button.width() >= button.minimumSizeHint().width() - 1, button.accessibleName()
        assert button.mapTo(page, button.rect().topRight()).x() <= page.width()


def test_the_field_for_the_passphrase_is_whole(qtbot, look, file, tasks):
    look.choose(percent=200)
    screen = Unlock(file, tasks, Opening(), owner=("Lantern Coast", "Lina Tarvo"))
    qtbot.addWidget(screen)
    screen.resize(*SMALL)
    screen.show()
    settle()
    assert screen.passphrase.height() >= screen.passphrase.minimumSizeHint().height()
    assert screen.passphrase.visibleRegion().boundingRect().height() == screen.passphrase.height()


def test_the_first_run_is_no_wider_than_the_window(qtbot, look, tasks, tmp_path):
    look.choose(percent=200)
    first = FirstRun(tasks, Opening(), tmp_path)
    qtbot.addWidget(first)
    first.resize(*SMALL)
    first.show()
    for step in range(4):
        first.show_step(step)
        settle()
        assert first.findChild(QScrollArea).horizontalScrollBar().maximum() == 0, step
    assert first.findChild(StepPath).accessibleName() == "Step 4 of 4: Backup place"


# --- tabs ------------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def tabs(qtbot) -> Tabs:
    made = Tabs("Parts")
    made.put_words(NAMES)
    qtbot.addWidget(made)
    made.resize(520, 38)
    made.show()
    return made


def test_tabs_that_find_no_room_are_behind_more(tabs):
    shown = [tabs.tabText(place) for place in range(tabs.count()) if tabs.isTabVisible(place)]
    assert shown == list(NAMES[: len(shown)])
    assert 2 <= len(shown) < len(NAMES)
    assert tabs.more.isVisible()
    assert [action.text() for action in tabs.menu().actions()] == list(NAMES[len(shown) :])
    assert tabs.more.geometry().right() <= tabs.width()


def test_a_tab_chosen_from_more_is_in_sight(qtbot, tabs):
    with qtbot.waitSignal(tabs.currentChanged):
        tabs.menu().actions()[-1].trigger()
    assert tabs.tabText(tabs.currentIndex()) == "History"
    assert tabs.isTabVisible(tabs.currentIndex())
    assert tabs.tabRect(tabs.currentIndex()).right() < tabs.more.geometry().left() + 1


def test_the_arrows_walk_through_every_tab(qtbot, tabs):
    tabs.setFocus()
    seen = [tabs.currentIndex()]
    for _ in NAMES[1:]:
        qtbot.keyClick(tabs, Qt.Key.Key_Right)
        seen.append(tabs.currentIndex())
        assert tabs.isTabVisible(tabs.currentIndex())
    assert seen == list(range(len(NAMES)))


def test_every_tab_in_sight_has_its_width_and_more_stands_right_behind(tabs):
    tabs.resize(760, 38)
    shown = [tabs.tabRect(place) for place in range(tabs.count()) if tabs.isTabVisible(place)]
    assert len(shown) > 4
    assert all(rect.width() > px(40) for rect in shown)
    assert tabs.more.geometry().left() == shown[-1].right() + 1
    assert tabs.width() - tabs.more.geometry().right() < px(140), "no room is left for one more tab"


def test_with_room_for_all_there_is_no_more(tabs):
    tabs.resize(1400, 38)
    assert not tabs.more.isVisible()
    assert tabs.hidden_tabs() == ()


# --- signs and round ends --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("percent", SCALES)
def test_the_ends_of_chips_are_round_at_every_size(percent):
    """Over half the height Qt draws no round end at all; the border of a pixel does not grow with the text."""
    rule = re.search(r'QFrame\[role="chip"\] \{[^}]*\}', text("app.qss"))
    assert rule is not None
    filled = fill(re.sub(r"@[a-z-]+", "red", rule[0]), {}, percent / 100)
    sizes = {name: int(size) for name, size in re.findall(r"(border-radius|min-height): (\d+)px", filled)}
    assert sizes["border-radius"] <= (sizes["min-height"] + 2) / 2


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_the_magnifier_grows_with_the_text_and_stands_before_it(qtbot, look, percent):
    look.choose(percent=percent)
    box = SearchBox("Find")
    qtbot.addWidget(box)
    box.resize(400, 60)
    box.show()
    sign = box.findChild(IconLabel)
    assert sign.width() == px(16)
    assert box.textMargins().left() >= sign.width()
    assert sign.geometry().left() > 0


def test_a_chosen_row_shows_whether_it_has_the_keyboard(qtbot):
    one = OptionRow("a", "Keep the work")
    qtbot.addWidget(one)
    one.show()
    one.radio.setChecked(True)
    one.activateWindow()
    one.radio.setFocus()
    qtbot.waitUntil(one.radio.hasFocus)
    with_keyboard = one.grab().toImage()
    one.radio.clearFocus()
    assert one.grab().toImage() != with_keyboard


def test_a_text_of_three_lines_stands_whole_in_a_dialog(qtbot, session):
    programme.keep(session.workspace, {"goals": Answer.of("First\nSecond\nThird")})
    asking = ProgrammeRecord(session)
    qtbot.addWidget(asking)
    asking.show()
    text_field = asking.asked["goals"].field.first()
    settle()
    assert text_field.toPlainText().count("\n") == 2
    assert text_field.verticalScrollBar().maximum() == 0


def test_the_key_of_a_page_writes_no_digit_into_a_dialog(qtbot, shell):
    dialog = shell.show_dialog("add_company", {})
    line = dialog.asked["name"].field.first()
    dialog.windowHandle().requestActivate()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_5, Qt.KeyboardModifier.AltModifier)
    assert line.text() == ""
    qtbot.keyClick(line, Qt.Key.Key_5)
    assert line.text() == "5"


def test_the_buttons_of_a_dialog_are_in_sight_on_a_small_screen(qtbot, session, monkeypatch):
    shell = Shell(session)
    qtbot.addWidget(shell)
    shell.show()
    monkeypatch.setattr(type(shell.screen()), "availableSize", lambda _screen: QSize(*SMALL))
    dialog = shell.show_dialog("record_conversation", {})
    settle()
    frame = dialog.frameSize() - dialog.size()
    assert dialog.height() + frame.height() <= SMALL[1]
    dialog.show_error(BadInput("Something is wrong. " * 12, next_step="Change it."))
    settle()
    assert dialog.height() + frame.height() <= SMALL[1]
