"""A full disk: what could not be written stays where it was typed."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton

from ctip_desktop.queries.records import show
from ctip_desktop.workspace.workspace import Workspace
from tests.ui import workspaces
from tests.ui.wizard.filling import click, first_of, kept, opened, with_policy
from ui.auto_lock import AutoLock
from ui.forms.around import SessionSurroundings
from ui.main_window import MainWindow
from ui.pages.wizard import WizardPage


@pytest.mark.parametrize(("path", "typed", "value"), [("policy_link", "Talk with Noor", "Talk with Noor"), ("policy_year", "2021", 2021)])
def test_a_full_disk_leaves_what_is_typed_and_the_next_try_keeps_it(qtbot, session, company, full, path, typed, value):
    page = with_policy(qtbot, session, company)
    page.wizard.go_to(path)
    card = page.wizard.card(path)
    qtbot.keyClicks(card.field.first(), typed)
    fill, make_room = full
    fill()
    card._pause.timeout.emit()
    assert card.field.typed_text() == typed
    page.refresh(None)
    assert page.wizard.card(path).field.typed_text() == typed
    assert page.wizard.header.saved.text() == "1 answer is not saved yet"
    make_room()
    page.wizard.commit()
    assert kept(session, page, path).value == value
    assert page.wizard.header.saved.text() == "Saved"


def test_a_full_disk_leaves_a_longer_text(qtbot, session, company, full):
    page = opened(qtbot, session, form="due_diligence", about=company)
    click(qtbot, page, "company_cases", "no")
    path = first_of(page, lambda question: "multiline" in question.appearance)
    page.wizard.go_to(path)
    card = page.wizard.card(path)
    card.field.edit.setPlainText("Two lines\nof text")
    full[0]()
    card._pause.timeout.emit()
    assert card.field.typed_text() == "Two lines\nof text"


def test_a_full_disk_leaves_a_choice(qtbot, session, company, full):
    page = opened(qtbot, session, form="due_diligence", about=company)
    click(qtbot, page, "company_cases", "no")
    full[0]()
    click(qtbot, page, "company_cases", "yes")
    assert page.wizard.card("company_cases").field.segmented.current() == "yes"
    full[1]()
    page.wizard.commit()
    assert kept(session, page, "company_cases").value == "yes"


def test_a_full_disk_leaves_what_is_typed_in_a_row_also_when_another_row_is_opened(qtbot, session, company, full):
    page = opened(qtbot, session, form="due_diligence", about=company)
    click(qtbot, page, "company_cases", "yes")
    repeat = page.wizard.section(0).repeats["cases"]
    repeat.add.click()
    repeat.add.click()
    first, second = repeat.model.rows
    repeat.open_row(first)
    path = f"cases[{first}].case_where"
    card = repeat.cards[path]
    qtbot.keyClicks(card.field.first(), "North court")
    full[0]()
    card._pause.timeout.emit()
    assert card.field.typed_text() == "North court"
    repeat.open_row(second)
    assert page.wizard.not_kept()[0].path == path
    repeat.open_row(first)
    assert repeat.cards[path].field.typed_text() == "North court"
    full[1]()
    page.wizard.commit()
    assert kept(session, page, path).value == "North court"


def test_a_full_disk_does_not_close_over_what_is_typed(qtbot, session, company, full):
    page = with_policy(qtbot, session, company)
    page.wizard.go_to("policy_link")
    qtbot.keyClicks(page.wizard.card("policy_link").field.first(), "Website")
    full[0]()
    gone = []
    page.back.connect(lambda: gone.append(True))
    page.wizard.footer.save.click()
    assert not gone
    assert page.bars.stuck.isVisible()
    assert page.bars.stuck.text() == "Not saved. Stay here, or close without the last text."
    page._remember.timeout.emit()  # the timer meets the same full disk, quietly
    page._leave()
    assert gone == [True]


def test_a_full_disk_does_not_close_over_a_source_that_is_typed(qtbot, session, company, full):
    page = with_policy(qtbot, session, company)
    fill, make_room = full
    fill()
    qtbot.keyClicks(page.wizard.card("policy").evidence.quick.line, "The head of sourcing")
    page._remember.timeout.emit()
    assert page.wizard.header.saved.text() == "1 answer is not saved yet"
    page.flush()
    assert page.holds()
    assert page.bars.stuck.isVisible()
    assert opened(qtbot, session, **page.place()).wizard.card("policy").evidence.quick.line.text() == "The head of sourcing"  # after a lock
    make_room()
    page._remember.timeout.emit()
    assert page.wizard.header.saved.text() == "Saved"
    assert not page.holds()


def test_a_full_disk_does_not_hold_back_somebody_with_nothing_unsaved(qtbot, session, company, full):
    page = with_policy(qtbot, session, company)
    full[0]()
    with qtbot.waitSignal(page.back):
        page.wizard.footer.save.click()


# --- by other ways than Close -----------------------------------------------------------------------------------------------------------------


@pytest.fixture
def window(qtbot, session, ws, company, preferences, qapp):
    """The whole window with the form open."""
    made = MainWindow(session, preferences, AutoLock(qapp))
    qtbot.addWidget(made)
    made.enter(ws)
    made.show()
    made.shell.go("wizard", {"form": "due_diligence", "about": company})
    page = made.shell.current
    click(qtbot, page, "policy", "yes")
    page.wizard.go_to("policy_link")
    page.wizard.card("policy_link").field.line.setText("Website")
    return made


def test_going_to_another_page_waits_for_a_word(window, full):
    full[0]()
    window.shell.go("companies")
    page = window.shell.current
    assert isinstance(page, WizardPage)
    assert page.bars.stuck.isVisible()
    assert page.wizard.card("policy_link").field.typed_text() == "Website"
    full[1]()
    window.shell.go("companies")
    assert window.shell.current_name == "companies"


def test_going_back_waits_for_a_word_too(window, full):
    full[0]()
    window.shell.back()
    assert isinstance(window.shell.current, WizardPage)
    window.shell.current.bars.stuck.findChildren(QPushButton)[1].click()
    assert not isinstance(window.shell.current, WizardPage)


def test_quitting_waits_for_a_word(window, session, full):
    full[0]()
    window.close()
    assert window.isVisible()
    assert session.is_open
    full[1]()
    window.close()
    assert not session.is_open


def test_the_lock_does_not_wait_and_the_text_is_there_again(window, ws, tmp_path, session, full):
    record = window.shell.current.record
    full[0]()
    window.lock()
    assert not session.is_open
    full[1]()
    window.enter(Workspace.open(ws.path, workspaces.PASS, state=tmp_path / "w" / "state"))
    page = window.shell.current
    assert isinstance(page, WizardPage)
    assert show(session.workspace, record).answers["policy_link"].answer.value == "Website"
    window.close()


def test_a_full_disk_after_the_lock_leaves_the_text_in_its_field(window, ws, tmp_path, session, full, monkeypatch):
    full[0]()
    window.lock()
    again = Workspace.open(ws.path, workspaces.PASS, state=tmp_path / "w" / "state")
    monkeypatch.setattr(again, "set_setting", ws.set_setting)  # the one that refuses
    window.enter(again)
    page = window.shell.current
    assert page.wizard.card("policy_link").field.typed_text() == "Website"
    assert page.holds()
    full[1]()
    window.close()


def test_a_copy_of_a_file_is_whole_or_not_there(session, company, tmp_path, monkeypatch):
    around = SessionSurroundings(session, lambda: None)
    said = []
    session.failed.connect(said.append)
    around._save(tmp_path / "copy.pdf", b"%PDF-1.7 text")
    assert (tmp_path / "copy.pdf").read_bytes() == b"%PDF-1.7 text"
    around._save(tmp_path / "no such folder" / "copy.pdf", b"%PDF-1.7 text")
    assert "no such folder" in said[0].what
    assert "The file in the workspace is unchanged." in said[0].kept
