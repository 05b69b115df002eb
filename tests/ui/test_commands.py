"""Ctrl+K: what can be done is found by words and run; a long list keeps the company's name readable in large text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication

from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import records
from tests.ui import partners
from ui.dialogs.commands import commands
from ui.dialogs.look_back import LookBack
from ui.dialogs.search import SearchEverywhere
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
        ("as of", "See it as it was"),
        ("as it was", "See it as it was"),
        ("past", "See it as it was"),
        ("donor", "Reports"),
        ("scan", "Reports"),
        ("password", "Passphrase and recovery key"),
        ("help me", "Help"),
        ("usb", "Exchange"),
        ("where is my file", "About"),
        ("currency", "Our programme"),
        ("our goals", "Our programme"),
        ("milestone", "Registers"),
        ("weights", "Rounds and weights"),
        ("who may see this", "Sharing"),
        ("settings", "Settings"),
        ("lock after minutes", "Settings"),
        ("delete", "Registers"),
        ("repair", "Check the file"),
        ("version", "About"),
        ("deadline", "Calendar"),
        ("colleague", "Make a bundle"),
        ("nda", "Registers"),
        ("ranking", "Make a report"),
        ("ranking", "Ranking"),
        ("stop criteria", "Stop criteria"),
        ("forms", "Add a form of our own"),
        ("statistics", "Figures"),
    ],
)
def test_a_command_is_found_by_its_words(search, words, title):
    assert title in titles(search(words))


def test_every_part_of_the_programme_page_that_is_named_opens(shell, search):
    for title, part in (("Our programme", "record"), ("Rounds and weights", "scoring"), ("Sharing", "sharing"), ("About", "about")):
        run(search(title), title)
        assert shell.current.place()["part"] == part


def test_the_ranking_and_the_stop_criteria_open_from_wherever_one_is(shell, search):
    shell.go("opportunities", {"part": "compare"})
    run(search("ranking"), "Ranking")
    assert shell.current.current == "ranking"
    run(search("stop criteria"), "Stop criteria")
    assert shell.current.place()["form"] == "cut_off"


def test_what_is_not_found_can_be_looked_up_in_the_handbook(shell, search):
    dialog = search("photocopy")
    dialog.box.setText("photocopy")
    assert dialog.nothing.isVisible()
    dialog.nothing.action.click()
    QCoreApplication.processEvents()
    assert shell.current_name == "help"
    assert shell.current.search.text() == "photocopy"


def test_what_is_done_stands_before_notes_that_only_say_the_words(search, workspace, company):
    records.create(workspace, "conversation", about=company(), answers={"summary": Answer.of("Asked of the works.")})
    found = titles(search("as of"))
    assert len(found) > 1
    assert found[0] == "See it as it was"


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


def test_the_past_of_a_company_opens_by_words(shell, search, company):
    run(search("as of"), "See it as it was")
    dialog = shell.findChild(LookBack)
    assert not dialog.main_button.isEnabled(), "no company is chosen yet"
    dialog.company.choose(company("Okavi").hex)
    dialog.company.picked.emit()
    dialog.main_button.click()
    assert shell.current_name == "as_of"
    assert shell.current.then.title == "Okavi Garments"


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


@pytest.mark.parametrize("title", ["Write while you talk", "Record a conversation", "Prepare a visit", "Add a contact"])
def test_a_command_is_about_the_company_whose_page_is_open(qtbot, shell, search, company, title):
    shell.go("company", {"company": company("Selan")})
    with qtbot.waitSignal(search(title).ask, check_params_cb=lambda _name, where: where == {"company": company("Selan").hex}) as asked:
        (dialog,) = [d for d in shell.findChildren(SearchEverywhere) if d.isVisible()]
        run(dialog, title)
    shell.go("home")
    assert shell.company_here() == {}
    assert asked.signal_triggered


def first(dialog):
    return dialog.model.row_at(dialog.model.index(0, 0))


def test_a_form_is_found_by_its_name_and_opens_for_the_company_on_the_page(shell, search, company):
    shell.go("company", {"company": company("Selan")})
    found = first(search("questions for us"))
    assert (found.title, found.sub) == ("Questions for us", "Form")
    run(search("questions for us"), "Questions for us")
    assert shell.current_name == "wizard"


def test_away_from_a_company_the_form_asks_for_one(qtbot, shell, search):
    shell.go("home")
    dialog = search("due diligence")
    with qtbot.waitSignal(dialog.ask, check_params_cb=lambda name, where: name == "fill_form" and where == {"form": "due_diligence"}):
        run(dialog, "Due diligence")


def test_a_register_is_found_by_its_name(shell, search):
    run(search("nda"), "Non-disclosure agreement")
    assert shell.current_name == "registers"
    assert shell.current.place()["form"] == "nda"
    assert titles(search("decisions"))[0] == "Decision"


def test_what_is_named_so_comes_before_a_page_that_only_has_it(search):
    assert titles(search("import a list"))[0] == "Import a list of companies"


def test_a_typing_error_is_met_with_a_question(search):
    dialog = search("Okavi Garmets")
    assert (first(dialog).title, first(dialog).sub) == ("Okavi Garments", "Did you mean this?")
    assert titles(search("calender"))[0] == "Calendar"
    assert titles(search("zqxwv")) == []


def test_undo_is_found(search):
    assert titles(search("undo"))[0] == "Undo"


def test_a_form_about_a_partnership_is_found_and_opens_at_once_on_the_page_of_one(shell, search, workspace, company):
    dialog = search("fifteen requirements")
    assert dialog.model.row_at(dialog.model.index(0, 0)).sub == "Form · choose the partnership"
    run(dialog, "Fifteen requirements")
    assert shell.current_name == "partnerships"
    idea = partners.opportunity(workspace, company("Okavi"), "Hire without fees", "running", "2025-11-01")
    partnership = partners.life(workspace, company("Okavi"), idea)
    shell.go("partnerships", {"partnership": partnership})
    run(search("fifteen requirements"), "Fifteen requirements")
    assert shell.current_name == "wizard"
    assert shell.current.about == partnership


def test_the_forms_stand_by_their_titles(search):
    dialog = search("")
    hits = [dialog.model.row_at(dialog.model.index(n, 0)) for n in range(dialog.model.rowCount())]
    forms = [hit.title for hit in hits if hit.key.startswith("form ")]
    assert forms == sorted(forms, key=str.casefold)
