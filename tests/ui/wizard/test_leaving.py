"""A form with something to put right can be left like any other, and what was typed is there again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ui.auto_lock import AutoLock
from ui.main_window import MainWindow
from ui.pages.wizard import WizardPage
from ui.pages.wizard_place import place_of

LONG = "far too long " * 2_000


@pytest.fixture
def window(qtbot, session, ws, company, preferences, qapp):
    made = MainWindow(session, preferences, AutoLock(qapp))
    qtbot.addWidget(made)
    made.enter(ws)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.shell.go("wizard", {"form": "desk_research", "about": company})
    yield made
    made.close()


def one_wrong(qtbot, page):
    page.wizard.go_to("staff_total")
    qtbot.keyClicks(page.wizard.card("staff_total").field.line, "12 abc")
    return {"staff_total": "12 abc"}


def several_wrong_in_other_sections(qtbot, page):
    row = page.wizard.section(0).repeats["sites"]
    row.add.click()
    country = next(path for path in row.cards if path.endswith("site_country"))
    row.cards[country].field.combo.setEditText("Atlantis")
    other = one_wrong(qtbot, page)
    page.wizard.go_section(3)
    return {country: "Atlantis", **other}


def too_long(_qtbot, page):
    page.wizard.go_to("value_chain")
    page.wizard.card("value_chain").field.edit.setPlainText(LONG)
    return {"value_chain": LONG.strip()}


def save_and_close(qtbot, window):
    qtbot.mouseClick(window.shell.current.wizard.footer.save, Qt.MouseButton.LeftButton)


def cross(qtbot, window):
    qtbot.mouseClick(window.shell.current.wizard.header.close_button, Qt.MouseButton.LeftButton)


def escape(qtbot, window):
    qtbot.keyClick(QApplication.focusWidget() or window.shell.current, Qt.Key.Key_Escape)


def another_page(_qtbot, window):
    window.shell.go(window.shell.names[1])


WAYS = [save_and_close, cross, escape, another_page]


@pytest.mark.parametrize("leave", WAYS)
@pytest.mark.parametrize("type_wrong", [one_wrong, several_wrong_in_other_sections, too_long])
def test_a_form_with_something_to_fix_is_left_and_the_text_is_back(qtbot, window, company, type_wrong, leave):
    typed = type_wrong(qtbot, window.shell.current)
    leave(qtbot, window)
    assert not isinstance(window.shell.current, WizardPage)
    window.shell.go("wizard", {"form": "desk_research", "about": company})
    page = window.shell.current
    assert page.wizard.unreadable() == typed
    assert "to fix (kept as typed)" in page.wizard.header.saved.text()


@pytest.mark.parametrize("leave", WAYS)
def test_a_form_is_left_when_nothing_is_known_before_it_as_after_a_lock(qtbot, window, leave):
    window.shell._history.clear()
    one_wrong(qtbot, window.shell.current)
    leave(qtbot, window)
    assert not isinstance(window.shell.current, WizardPage)


@pytest.mark.parametrize("leave", [save_and_close, cross, escape])
def test_closing_a_form_never_opens_the_same_form_again(qtbot, window, leave):
    one_wrong(qtbot, window.shell.current)
    place = window.shell.current.place()
    window.shell.go("wizard", {**place, "path": "turnover"})
    window.shell._history.append(("wizard", place))
    leave(qtbot, window)
    assert window.shell.current_name == "home"


def test_an_answer_that_was_refused_is_kept_beside_the_answers_and_the_form_can_be_left(qtbot, window, session, ws, monkeypatch, company):
    from tests.ui.wizard.conftest import FULL

    page = window.shell.current
    page.wizard.go_to("staff_total")
    qtbot.keyClicks(page.wizard.card("staff_total").field.line, "120")

    def refuse(*_args, **_kwargs):
        raise FULL

    monkeypatch.setattr(session, "attempt", refuse)
    save_and_close(qtbot, window)
    assert not isinstance(window.shell.current, WizardPage)
    assert place_of(ws, page._key)["unsaved"]
    monkeypatch.undo()
    window.shell.go("wizard", {"form": "desk_research", "about": company})
    assert window.shell.current.wizard.sheet.get("staff_total").value == 120


def test_nothing_to_fix_is_said_as_saved(qtbot, session, window):
    page = window.shell.current
    one_wrong(qtbot, page)
    page.flush()
    assert page.wizard.header.saved.text() == "1 answer to fix (kept as typed)"
    page.wizard.card("staff_total").field.line.setText("12")
    page.flush()
    assert page.wizard.header.saved.text() == "Saved"
