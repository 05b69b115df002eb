"""Where an exchange stands: what is sent and confirmed, the next bundle's name, a laptop that was restored, a colleague with a newer card."""

from __future__ import annotations

import shutil

import pytest

from ctip_desktop.errors import WorldError
from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import records
from ctip_desktop.sync import exchange
from ctip_desktop.workspace.workspace import Workspace
from tests.ui import workspaces
from tests.ui.test_exchange_newcomer import button
from tests.ui.test_exchange_page import dialog, forms, page, pair, shell, team, words
from ui.dialogs.my_card import MyCard
from ui.opening import JOINING
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
