"""Erasing for good in the window: where it is reached, what is said before and after, and that no habit of the hand erases anything."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import records
from ctip_desktop.queries import records as queries
from ctip_desktop.queries.sensitive import sensitive_due
from ui.dialogs.erase import EraseForGood
from ui.pages.company.company import CompanyPage
from ui.session import Session
from ui.widgets.base import Label
from ui.widgets.button import Button
from ui.widgets.note_bar import NoteBar

SECRET = "said by a former guard"


def words(widget: QWidget) -> str:
    notes = [note.text() for note in widget.findChildren(NoteBar) if not note.isHidden()]
    return "\n".join([*(label.text() for label in widget.findChildren(Label) if not label.isHidden()), *notes])


def button(widget: QWidget, text: str) -> Button:
    return next(one for one in widget.findChildren(Button) if one.accessibleName().startswith(text))


@pytest.fixture
def check(session: Session, company: Callable[..., UUID]) -> UUID:
    made = records.create(session.workspace, "due_diligence", about=company())
    records.answer(session.workspace, made.created[0], "company_cases", Answer.of("yes", note=SECRET))
    return made.created[0]


@pytest.fixture
def dialog(qtbot: QtBot, session: Session, check: UUID) -> EraseForGood:
    made = EraseForGood(session, check.hex, "company_cases")  # deletes itself when it is closed
    made.show()
    return made


@pytest.fixture
def page(qtbot: QtBot, session: Session, company: Callable[..., UUID], check: UUID) -> CompanyPage:
    made = CompanyPage(session)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.open(company=company(), part="history")
    made.show()
    made.on_shown()
    session.changed.connect(made.on_changes)
    return made


def note(session: Session, check: UUID) -> str:
    return queries.sheet(session.workspace, check).sheet.get("company_cases").note


def test_the_dialog_says_what_goes_and_that_it_cannot_be_undone(dialog):
    said = words(dialog)
    assert "running now?" in said
    assert "2 fields, notes included" in said
    assert "cannot be undone" in said
    assert "every laptop that brings in your next bundle" in said
    assert dialog.cancel_button.text().strip() == "Keep it"
    assert dialog.main_button.text().strip() == "Erase it"
    assert SECRET not in said


def test_enter_keeps_and_only_the_button_erases(qtbot, dialog, session, check):
    assert dialog.cancel_button.hasFocus()
    with qtbot.waitSignal(dialog.finished):
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert note(session, check) == SECRET


def test_after_erasing_the_dialog_says_what_remains_and_lists_are_told(qtbot, dialog, session, check):
    with qtbot.waitSignal(session.changed):
        qtbot.mouseClick(dialog.main_button, Qt.MouseButton.LeftButton)
    said = words(dialog)
    assert "2 values erased" in said
    assert "A fresh backup was made" in said
    assert dialog.main_button.isHidden()
    assert dialog.cancel_button.text().strip() == "Done"
    assert note(session, check) == ""
    session.undo()
    assert SECRET not in repr(queries.history(session.workspace, check))


def test_nothing_to_erase_is_said_in_place(qtbot, session, check):
    dialog = EraseForGood(session, check.hex, "people_cases")
    qtbot.addWidget(dialog)
    assert "nothing to erase" in dialog.note.text()
    assert dialog.main_button.isHidden()


def test_an_answer_is_erased_from_the_history(qtbot, page, session, check):
    part = page.part
    part._show(check)
    assert not part.erase_answer.isEnabled()
    place = next(n for n in range(part.table.rows.rowCount()) if part.table.rows.row_at(part.table.rows.index(n, 0)).path == "company_cases.note")
    part.table.selectRow(place)
    with qtbot.waitSignal(page.ask) as asked:
        qtbot.mouseClick(part.erase_answer, Qt.MouseButton.LeftButton)
    assert asked.args == ["erase", {"record": check.hex, "path": "company_cases.note"}]
    dialog = EraseForGood(session, **asked.args[1])
    qtbot.addWidget(dialog)
    dialog.main_button.click()
    part._show(check)
    lines = [part.table.rows.row_at(part.table.rows.index(n, 0)) for n in range(part.table.rows.rowCount())]
    assert [line.text for line in lines if line.aside == "note"] == ["erased for good"]
    assert "1 answer erased for good" in [line.text for line in lines]
    assert not any(line.path == "company_cases.note" for line in lines)


def test_a_whole_record_is_asked_for_from_the_history_and_the_company_from_its_menu(qtbot, page, company):
    with qtbot.waitSignal(page.ask) as asked:
        qtbot.mouseClick(page.part.erase_record, Qt.MouseButton.LeftButton)
    assert asked.args == ["erase", {"record": company().hex}]
    with qtbot.waitSignal(page.ask) as asked:
        page.header.more_menu().actions()[-1].trigger()
    assert asked.args == ["erase", {"record": company().hex}]


def test_sensitive_answers_kept_for_two_years_are_shown_to_be_looked_at_again(qtbot, page, session, company, check):
    ws = session.workspace
    today = ws.now().date()
    assert not [one for one in sensitive_due(ws, company(), today) if one.record == check]
    later = today + timedelta(days=740)
    due = [one for one in sensitive_due(ws, company(), later) if one.record == check]
    assert "company_cases" in [one.path for one in due]
    assert all(one.due <= later for one in due)


def test_a_due_answer_has_a_button_that_asks_to_erase_it(qtbot, page, session, check, monkeypatch):
    from ui.pages.company import forms

    later = session.workspace.now().date() + timedelta(days=740)
    monkeypatch.setattr(forms, "sensitive_due", lambda ws, about: sensitive_due(ws, about, later))
    page.show_part("due_diligence")
    assert "Sensitive answers to look at again" in words(page.part)
    with qtbot.waitSignal(page.ask) as asked:
        qtbot.mouseClick(button(page.part, "Erase for good: Is a case"), Qt.MouseButton.LeftButton)
    assert asked.args[0] == "erase"
    assert asked.args[1]["record"] == check.hex
    assert asked.args[1]["path"] == "company_cases"
