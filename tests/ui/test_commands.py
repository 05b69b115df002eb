"""Ctrl+K: what can be done is found by words and run; a long list keeps the company's name readable in large text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication

from ui.dialogs.commands import commands
from ui.theme import px


@pytest.fixture
def search(shell):
    def find(text: str):
        dialog = shell.show_dialog("search", {})
        dialog._search(text)
        return dialog

    return find


def titles(dialog) -> list[str]:
    return [dialog.model.row_at(dialog.model.index(n, 0)).title for n in range(dialog.model.rowCount())]


def run(dialog, title: str) -> None:
    place = titles(dialog).index(title)
    dialog._open(dialog.model.row_at(dialog.model.index(place, 0)))
    QCoreApplication.processEvents()


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("add comp", "Add a company"),
        ("pdf", "Make a report"),
        ("send bundle", "Make a bundle"),
        ("backup", "Back up now"),
        ("zoom", "Larger text"),
        ("dark", "Light or dark"),
        ("interest", "Where interests meet"),
        ("decide", "Record a decision"),
        ("prepare a visit", "Prepare a visit"),
        ("write while you talk", "Write while you talk"),
    ],
)
def test_a_command_is_found_by_its_words(search, words, title):
    assert title in titles(search(words))


def test_shortcuts_are_shown(search):
    dialog = search("lock")
    hit = dialog.model.row_at(dialog.model.index(titles(dialog).index("Lock"), 0))
    assert hit.sub == "Command · Ctrl+L"
    dialog.reject()


def test_commands_open_pages_and_dialogs(shell, search):
    run(search("exchange"), "Exchange")
    assert shell.current_name == "exchange"
    run(search("new company"), "Add a company")
    assert "add_company" in {one["name"] for one in shell.open_dialogs()}


def test_back_up_now_makes_one(shell, search, session):
    from ctip_desktop.workspace import backups

    run(search("back up"), "Back up now")
    assert session.ask(backups.health).made_at is not None


def test_lock_asks_the_window(qtbot, shell, search):
    dialog = search("lock")
    with qtbot.waitSignal(shell.lock_wanted):
        run(dialog, "Lock")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("print the ranking", "Make a report"),
        ("bigger letters", "Larger text"),
        ("give my card", "My card"),
        ("forgot the passphrase", "Passphrase and recovery key"),
    ],
)
def test_what_a_person_types_finds_what_is_meant(typed, found):
    assert found in {one.title for one in commands(lambda: None, lambda: None) if one.fits(typed)}


def test_every_command_leads_somewhere(search):
    for one in commands(lambda: None, lambda: None):
        assert one.page or one.dialog or one.act, one.name


def test_the_name_of_a_company_keeps_its_room(shell):
    shell.resize(900, 600)
    shell.go("companies")
    table = shell.current.table
    table.resize(500, 400)
    table.keep_least()
    assert table.columnWidth(0) >= px(220)
