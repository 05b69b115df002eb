"""Where an exchange stands: what is sent and confirmed, the next bundle's name, a laptop that was restored, a colleague with a newer card."""

from __future__ import annotations

import shutil

import pyrage
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest

from ctip_desktop.errors import WorldError
from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import records
from ctip_desktop.queries import exchange as queries
from ctip_desktop.sync import erasing, exchange
from ctip_desktop.workspace.workspace import Workspace
from tests.ui import workspaces
from tests.ui.test_exchange_newcomer import button
from tests.ui.test_exchange_page import dialog, forms, page, pair, shell, team, words
from ui.dialogs.my_card import MyCard
from ui.dialogs.take_back import TakeBack
from ui.opening import JOINING
from ui.pages.exchange.case_form import NEW
from ui.pages.exchange.exchange import ExchangePage
from ui.session import Session
from ui.shell import Shell
from ui.tasks import InlineTasks

__all__ = ["forms", "page", "pair", "shell", "team"]


@pytest.fixture
def window(qtbot, forms):
    """Opens the Exchange page of a workspace."""
    opened: list[Workspace] = []

    def show(ws: Workspace) -> Shell:
        opened.append(ws)
        made = Shell(Session(ws, InlineTasks()))
        qtbot.addWidget(made)
        made.show()
        made.go("exchange")
        return made

    yield show
    for ws in opened:
        ws.close()


def test_the_heading_never_says_all_is_well_beside_a_colleague_who_has_not_confirmed(page, shell, team):
    def heading() -> str:
        shell._session.refresh()
        return page.overview._sub.text()

    assert heading() == "Your colleagues have all of your changes"
    records.answer(team.north, team.company, "staff", Answer.of(1000))
    assert heading() == "1 change not sent yet"
    exchange.make(team.north, team.folder / "n.ctipbundle")
    assert heading() == "Nothing new to send. Not confirmed by everybody yet."
    assert "1 of your changes not confirmed by Joram yet" in words(page.overview)
    exchange.bring_in(team.south, team.folder / "n.ctipbundle")
    exchange.bring_in(team.north, team.from_south())
    assert heading() == "Your colleagues have all of your changes"


def test_the_file_of_a_bundle_is_called_by_programme_maker_and_number(shell, team):
    made = dialog(shell, "make_bundle")
    assert made.proposed_name() == "Lantern Coast Lina Tarvo 002.ctipbundle"
    with pytest.raises(WorldError):
        exchange.make(team.north, team.folder / "no such folder" / "x.ctipbundle")
    assert made.proposed_name() == "Lantern Coast Lina Tarvo 002.ctipbundle", "nothing got out: the number is free"
    made.rows[0].box.setChecked(True)
    made.make_to(team.folder / "out.ctipbundle")
    assert made.made is not None
    assert made.made.number == 2


def test_a_restored_laptop_is_told_to_give_its_new_card_until_a_colleague_has_answered(pair, forms, team, window):
    folder, _, keys = pair
    shutil.copy(folder / "north.ctip", team.folder / "again.ctip")
    again = Workspace.open(team.folder / "again.ctip", key=keys[0], catalogue=forms, state=team.folder / "another state")
    shown = window(again)
    assert "Give your colleagues your new card" in words(shown.current.overview)
    button(shown.current.overview, "Give my card").click()
    assert shown.findChild(MyCard) is not None
    exchange.trust(team.south, exchange.card(again).text)
    exchange.make(team.south, team.folder / "back.ctipbundle", to=[again.device.id])
    exchange.bring_in(again, team.folder / "back.ctipbundle")
    shown.go("exchange")
    assert "Give your colleagues your new card" not in words(shown.current.overview)


def test_the_three_steps_end_with_the_first_bundle_also_when_the_colleague_has_a_newer_card(pair, forms, team, tmp_path, window):
    """Who was joined restored a backup meanwhile: the card that was joined with will never send anything."""
    folder, _, keys = pair
    joined = workspaces.make(tmp_path / "ana.ctip", person="Ana Ruiz", device="Laptop West")
    joined.set_setting(JOINING, exchange.card(team.north).text)
    shutil.copy(folder / "north.ctip", team.folder / "again.ctip")
    again = Workspace.open(team.folder / "again.ctip", key=keys[0], catalogue=forms, state=team.folder / "another state")
    exchange.trust(joined, exchange.card(again).text)
    exchange.trust(again, exchange.card(joined).text)
    shown = window(joined)
    assert "three steps" in words(shown.current.overview)
    assert "Compare and add" not in words(shown.current.overview)
    exchange.make(again, team.folder / "all.ctipbundle", to=[joined.device.id])
    again.close()
    exchange.bring_in(joined, team.folder / "all.ctipbundle")
    shown.go("exchange")
    assert "three steps" not in words(shown.current.overview)


# --- taking back: one way of counting, and marks where something is out of sight ------------------------------------------------------


@pytest.fixture
def built_upon(team):
    """An import; one's own change and a later import in what it brought. Their ids, and how many changes each holds."""
    company = workspaces.company(team.south, "Okavi Garments")
    first = exchange.bring_in(team.north, team.from_south("first-south.ctipbundle"))
    records.answer(team.north, company, "staff", Answer.of(350))
    records.answer(team.south, company, "place", Answer.of("Rayong"))
    return first, exchange.bring_in(team.north, team.from_south("later.ctipbundle"))


def test_taking_back_and_bringing_back_count_alike_and_the_later_bundle_is_marked(page, shell, built_upon):
    first, later = built_upon
    page.turn(first.bundle, back=True)
    asked = shell.findChild(TakeBack)
    assert f"They are not among the {first.changes} changes of this import" in words(asked)
    asked.main_button.click()
    said = page.overview.note.text()
    assert f"{first.changes} changes. Out of sight with them: 2 changes" in said
    assert "1 out of sight" in words(page.overview)
    assert [(one.bundle, one.hidden) for one in queries.exchanges(shell._session.workspace) if one.hidden] == [(later.bundle, 1)]
    page.overview.note_button.click()
    assert f"Back in place: {first.changes} changes. In sight again with them: 2 changes." in page.overview.note.text()
    assert "out of sight" not in words(page.overview)


def test_no_companies_after_a_take_back_says_where_they_are(team, window):
    """A laptop whose only company came with the import that was taken back."""
    (bundle,) = [one.bundle for one in queries.exchanges(team.south) if one.can_take_back]
    exchange.take_back(team.south, bundle)
    shown = window(team.south)
    shown.go("companies")
    button(shown.current, "An import was taken back: see Exchange").click()
    assert isinstance(shown.current, ExchangePage)


def test_what_goes_back_is_said_with_the_company_it_is_about(page, shell, team):
    check = records.create(team.north, "due_diligence", about=team.company, answers={"policy": Answer.of("no")}).created[0]
    exchange.make(team.north, team.folder / "check.ctipbundle")
    exchange.bring_in(team.south, team.folder / "check.ctipbundle")
    records.answer(team.south, check, "policy", Answer.of("yes"))
    got = exchange.bring_in(team.north, team.from_south())
    page.turn(got.bundle, back=True)
    assert "Selan Pearl Fisheries, Due diligence: Yes becomes No" in words(shell.findChild(TakeBack))


# --- settling and looking: by keyboard ------------------------------------------------------------------------------------------------


def test_escape_leaves_settling_and_what_was_chosen_is_there_again(page, team):
    team.disagree()
    exchange.bring_in(team.north, team.from_south())
    page.open(part="settle")
    assert words(page.settling.form).startswith("Selan Pearl Fisheries, Company")
    QTest.keySequence(page.settling.form, QKeySequence("2"))
    page.settling.form.setFocus()
    QTest.keySequence(page.settling, QKeySequence("Escape"))
    assert page.part == "overview"
    page.open(part="settle")
    assert page.settling.form.choice is not None


def test_what_was_chosen_and_typed_for_several_cases_is_there_again_after_leaving_by_the_rail(page, shell, team):
    records.answer(team.north, team.company, "staff", Answer.of(300))
    records.answer(team.south, team.company, "staff", Answer.of(400))
    records.answer(team.north, team.company, "place", Answer.of("Port Selan"))
    records.answer(team.south, team.company, "place", Answer.of("Lume Bay"))
    exchange.bring_in(team.north, team.from_south())
    page.open(part="settle")
    first = page.settling.current
    page.settling.form.choose(NEW)
    typed = {"staff": "350", "place": "Maravel"}[first.name]
    page.settling.form.field.put_text(typed)
    page.settling.next.click()
    page.settling.form.reason.setText("They moved in May.")
    shell.go("companies")
    shell.go("exchange", {"part": "settle", "record": first.record, "field": first.name})
    again = shell.current.settling
    assert again.form.choice == NEW
    assert str(again.form.new_answer().value) == typed
    again.next.click()
    assert again.form.reason.text() == "They moved in May."
    again.form.choose(1)
    again.settle()
    assert again.current == first
    assert again.form.choice == NEW, "settling one leaves what was begun for the other"


def test_tab_goes_from_the_list_of_changes_to_the_button_that_imports_them(page, team):
    records.answer(team.south, team.company, "staff", Answer.of(1400))
    page.open(part="import", file=str(team.from_south()))
    assert page.importing.preview.changes.tree.hasFocus()
    stops = []
    for _ in range(5):
        QTest.keyClick(page.window().focusWidget(), Qt.Key.Key_Tab)
        stops.append(page.window().focusWidget())
    assert page.importing.main in stops
    assert all(page.importing.isAncestorOf(stop) for stop in stops[: stops.index(page.importing.main)])


def test_the_list_of_changes_says_how_many_of_all_it_holds(page, team):
    records.answer(team.south, team.company, "staff", Answer.of(1400))
    exchange.bring_in(team.north, team.from_south("one.ctipbundle"))
    records.answer(team.south, team.company, "place", Answer.of("Port Selan"))
    page.open(part="import", file=str(team.from_south("two.ctipbundle")))
    seen = page.importing.seen
    assert (seen.changes, seen.known) == (2, 1)
    assert "1 of 2 changes" in words(page.importing.preview.changes)


def test_a_reader_with_a_key_is_not_called_by_the_key(page, team, shell):
    key = exchange.card(team.south).recipient
    stranger = str(pyrage.x25519.Identity.generate().to_public())
    exchange.make(team.north, team.folder / "x.ctipbundle", to_age=[key, stranger])
    shell._session.refresh()
    assert "For Joram Pesk, somebody with a key of their own, bundle 2" in words(page.overview)
    assert stranger not in words(page.overview)


def test_a_bundle_that_erases_says_so_on_the_button_that_imports_it(page, team):
    exchange.bring_in(team.north, team.from_south("before.ctipbundle"))
    erasing.erase(team.south, team.company, "staff")
    page.open(part="import", file=str(team.from_south()))
    assert page.importing.seen.erased == 1
    assert page.importing.main.words == "Import and erase 1 value for good"
    assert "but not what it erases" in words(page.importing.preview.detail)
    page.importing.merge()
    assert team.staff() is None
    said = words(page.importing)
    assert "1 value was erased for good" in said
    assert "Nothing was lost" not in said
