"""What a newcomer stumbled over in the exchange: banners that stay, doubled lines, counts that disagree, a keyboard that falls out of the page."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFileDialog, QPushButton

from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import records
from ctip_desktop.queries import exchange as queries
from ctip_desktop.queries.disputed_names import own_names
from ctip_desktop.queries.records import conflicts, show
from ctip_desktop.queries.today import today
from ctip_desktop.sync import exchange
from tests.ui import workspaces
from tests.ui.test_exchange_page import dialog, forms, page, pair, shell, team, words
from ui.dialogs.add_colleague import AddColleague
from ui.dialogs.make_bundle import MakeBundle
from ui.dialogs.take_back import TakeBack
from ui.opening import JOINING
from ui.pages.exchange.import_view import PREVIEW
from ui.session import Session
from ui.shell import Shell
from ui.tasks import InlineTasks

__all__ = ["forms", "page", "pair", "shell", "team"]


def button(widget, name: str) -> QPushButton:
    """The visible button that says this, to the eye or to a screen reader."""
    QCoreApplication.processEvents()
    found = [one for one in widget.findChildren(QPushButton) if one.isVisibleTo(widget) and name in (getattr(one, "words", ""), one.accessibleName())]
    assert found, name
    return found[0]


@pytest.fixture
def imported(team, page):
    """Joram's new company, his answer and an answer of Lina's in his company; the bundle and its file."""
    company = records.create(
        team.south, "company", answers={"name": Answer.of("Okavi Garments"), "sector": Answer.of("garments"), "country": Answer.of("TH")}
    ).created[0]
    records.create(team.south, "due_diligence", about=company, answers={"policy": Answer.of("yes"), "reputation": Answer.of("good")})
    records.answer(team.south, team.company, "staff", Answer.of(1400))
    path = team.from_south()
    page.open(part="import", file=str(path))
    return company, path


def test_the_preview_of_a_new_company_shows_what_it_brings(imported, page):
    assert page.importing.step == PREVIEW
    card = page.importing.preview.changes
    group = next(n for n, one in enumerate(card.model.groups) if one.title == "Okavi Garments")
    top = card.model.index(group, 0)
    lines = [card.model.index(n, 0, top).data() for n in range(card.model.rowCount(top))]
    assert "Which sector does it work in? – Garments and textiles" in lines
    assert "In which country is its main office? – Thailand" in lines
    (form,) = [line for line in lines if line.startswith("Due diligence")]
    assert form == "Due diligence, 2 changes"
    card.tree.setCurrentIndex(card.model.index(lines.index(form), 0, top))
    assert "Good" in words(page.importing.preview.detail)


def test_the_count_is_the_same_in_the_preview_on_the_button_on_the_receipt_and_in_the_list(imported, page, team):
    seen = page.importing.seen
    assert seen.changes == seen.brought + seen.changed + seen.conflicts + seen.known
    assert page.importing.main.words == f"Import {seen.changes} changes"
    assert f"{seen.changes} changes" in words(page.importing.preview.changes)
    page.importing.merge()
    assert f"{seen.changes} changes" in words(page.importing.receipt)
    page.open(part="overview")
    assert f"{seen.changes} changes" in words(page.overview)


def test_a_receipt_without_news_does_not_say_zero(page, team):
    page.open(part="import", file=str(team.from_south()))
    page.importing.merge()
    said = words(page.importing.receipt)
    assert "0 new" not in said
    assert "Nothing new for you" in said


def test_taking_back_names_the_company_ones_own_later_work_and_the_later_bundle_and_can_be_left(imported, page, shell, team):
    company, _ = imported
    page.importing.merge()
    records.answer(team.north, company, "staff", Answer.of(350))
    records.create(team.north, "opportunity", about=company, answers={"title": Answer.of("Fees paid back")})
    records.answer(team.south, company, "place", Answer.of("Rayong"))
    exchange.bring_in(team.north, team.from_south("second.ctipbundle"))
    first = [one for one in queries.exchanges(team.north) if one.can_take_back][-1]  # a bundle that only confirms is nothing to take back
    page.open(part="overview")
    page.overview.turn.emit(first.bundle, True)
    asked = shell.findChild(TakeBack)
    said = words(asked)
    own = exchange.look_back(team.north, first.bundle).hidden
    assert own >= 2
    for part in ("Okavi Garments", "Due diligence", f"{own} changes of your own", "Fees paid back", "1 change of bundle 3 from Joram", "Bring back"):
        assert part in said
    assert asked.focusWidget() is asked.cancel_button, "Enter must not take back what nobody has read"
    asked.reject()
    assert not show(team.north, company).deleted
    page.overview.turn.emit(first.bundle, True)
    again = [one for one in shell.findChildren(TakeBack) if one.isVisible()][-1]
    again.main_button.click()
    assert [one.title for one in records_of(team)] == ["Selan Pearl Fisheries"]
    page.overview.note_button.click()
    assert {one.title for one in records_of(team)} == {"Selan Pearl Fisheries", "Okavi Garments"}


def records_of(team):
    from ctip_desktop.queries.records import list_records

    return list_records(team.north, "company")


def test_a_banner_goes_with_the_next_action_and_when_the_page_is_left(page, team, shell):
    note = page.overview.note
    page.open(part="overview", added="Joram Pesk")
    assert note.isVisible()
    records.answer(team.north, team.company, "staff", Answer.of(901))
    shell._session.refresh()
    assert not note.isVisible()
    page.open(part="overview", added="Joram Pesk")
    shell.go("home")
    shell.go("exchange")
    assert not note.isVisible()
    page.open(part="overview", added="Joram Pesk")
    page.open(part="import")
    page.open(part="overview")
    assert not note.isVisible()


def test_after_taking_back_and_importing_again_no_old_banner_and_one_line_that_can_be_taken_back(imported, page, shell, team):
    _, path = imported
    page.importing.merge()
    bundle = page.importing.receipt.receipt.bundle
    page.turn(bundle, back=True)
    shell.findChild(TakeBack).main_button.click()
    assert "taken back" in page.overview.note.text()
    page.open(part="import", file=str(path))
    assert "You took this import back before" in words(page.importing)
    page.importing.merge()
    page.open(part="overview")
    assert not page.overview.note.isVisible()
    assert [one.bundle for one in queries.exchanges(team.north)].count(bundle) == 1
    assert button(page.overview, "Take back: From Joram Pesk, bundle 2").isVisible()


def test_the_keyboard_stays_in_the_page_after_a_bundle_is_made(page, shell, team):
    name = "Make a bundle for Joram Pesk"
    button(page.overview, name).setFocus()
    made = dialog(shell, "make_bundle")
    made.make_to(team.folder / "out.ctipbundle")
    made.accept()
    assert shell.focusWidget().accessibleName() == name


def test_enter_presses_the_button_that_has_the_keyboard(qtbot, page, shell):
    button(page.overview, "Import a bundle").setFocus()
    qtbot.keyClick(button(page.overview, "Import a bundle"), Qt.Key.Key_Return)
    assert page.part == "import"


def test_whoever_joined_is_led_through_three_steps(qtbot, tmp_path, team):
    """The card that was joined with is compared and added; the steps are gone once the first bundle is here."""
    joined = workspaces.make(tmp_path / "ana.ctip", person="Ana Ruiz", device="Laptop West")
    joined.set_setting(JOINING, exchange.card(team.north).text)
    made = Shell(Session(joined, InlineTasks()))
    qtbot.addWidget(made)
    made.show()
    made.go("exchange")
    overview = made.current.overview
    assert "Join Lina: three steps" in words(overview)
    assert "Nothing of yours to send yet" not in words(overview)
    button(overview, "Compare and add").click()
    asked = made.findChild(AddColleague)
    assert all(word in words(asked) for word in exchange.card(team.north).words)
    asked.keep()
    assert "done" in words(overview)
    assert "Nothing of yours to send yet" in words(overview)
    exchange.trust(team.north, exchange.card(joined).text)
    exchange.make(team.north, team.folder / "all.ctipbundle", to=[joined.device.id])
    exchange.bring_in(joined, team.folder / "all.ctipbundle")
    made.go("exchange")
    assert "three steps" not in words(overview)
    joined.close()


def test_what_is_not_confirmed_is_called_so_and_explained(page, team, shell):
    records.answer(team.north, team.company, "staff", Answer.of(1000))
    shell._session.refresh()
    assert "1 of your changes not confirmed by Joram yet" in words(page.overview)
    exchange.make(team.north, team.folder / "n.ctipbundle")
    exchange.bring_in(team.south, team.folder / "n.ctipbundle")
    shell._session.refresh()
    assert "not confirmed by Joram yet" in words(page.overview), "this laptop cannot know before a bundle from there says so"
    exchange.bring_in(team.north, team.from_south())
    shell._session.refresh()
    assert "Joram has all of your changes" in words(page.overview)


def test_a_second_bundle_is_not_called_the_first(qtbot, tmp_path, shell, team, page):
    sefa = workspaces.make(tmp_path / "sefa.ctip", person="Sefa Ruun", device="Laptop East")
    exchange.trust(team.north, exchange.card(sefa).text)
    shell._session.refresh()
    assert "No bundle has gone to Sefa yet. The first one holds everything." in words(page.overview)
    exchange.make(team.north, team.folder / "a.ctipbundle", to=[sefa.device.id])
    shell._session.refresh()
    said = words(page.overview)
    assert "Sefa has not answered with a bundle yet" in said
    assert "first one" not in said
    sefa.close()


# --- refusals -----------------------------------------------------------------------------------------------------------------------


def refused(page, path) -> str:
    page.open(part="import", file=str(path))
    return page.importing.check.note.text()


def test_each_bundle_that_cannot_come_in_gets_its_own_advice(page, team, tmp_path):
    good = team.from_south().read_bytes()
    (team.folder / "cut.ctipbundle").write_bytes(good[: len(good) // 2])
    exchange.make(team.north, team.folder / "own.ctipbundle")
    stranger = workspaces.make(tmp_path / "stranger.ctip", person="Oluf Maren", device="Laptop East")
    exchange.trust(team.south, exchange.card(stranger).text)
    exchange.make(team.south, team.folder / "other.ctipbundle", to=[stranger.device.id])
    exchange.trust(stranger, exchange.card(team.north).text)
    exchange.make(stranger, team.folder / "unknown.ctipbundle", to=[team.north.device.id])
    stranger.close()
    said = {name: refused(page, team.folder / f"{name}.ctipbundle") for name in ("cut", "own", "other", "unknown")}
    assert "Copy it again from the stick or the mail. If that does not help, ask Joram Pesk to send it again." in said["cut"]
    assert "You made this bundle yourself, for Joram Pesk, on" in said["own"]
    assert "Give it to Joram Pesk." in said["own"]
    assert "made for somebody else" in said["other"]
    assert "Is it of another programme? Then open that programme" in said["other"]
    assert "give your card to Joram Pesk" in said["other"]
    assert "whose card you have not added" in said["unknown"]
    assert len(set(said.values())) == 4
    assert page.importing.check.card_button.isVisible()


# --- disputes -----------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def renamed(team, page):
    """Both called the company otherwise; Joram later."""
    records.answer(team.north, team.company, "name", Answer.of("Selan Pearl"))
    records.answer(team.south, team.company, "name", Answer.of("Ranong Pearls"))
    page.open(part="import", file=str(team.from_south()))
    return page


def test_a_company_whose_name_is_in_dispute_is_headed_by_its_own_name(renamed, team):
    (group,) = renamed.importing.seen.items
    assert group.title == "Selan Pearl"
    renamed.importing.merge()
    assert own_names(team.north) == {team.company: "Selan Pearl"}
    assert [each.subject.title for each in today(team.north, team.north.now()).to_settle] == ["Selan Pearl"]
    renamed.open(part="overview")
    (row,) = renamed.overview.work.rows
    assert (row.work.title, row.work.sub) == ("Selan Pearl: What is the company called?", "You and Joram answered differently")
    renamed.open(part="settle")
    assert "Selan Pearl, Company. This is its name on this laptop; the name itself is in dispute." in words(renamed.settling)


def test_after_settling_it_is_said_can_be_chosen_again_and_the_next_bundle_is_offered(renamed, shell, team):
    records.answer(team.north, team.company, "staff", Answer.of(1200))
    records.answer(team.south, team.company, "staff", Answer.of(1400))
    renamed.open(part="import", file=str(team.from_south("more.ctipbundle")))
    renamed.importing.merge()
    renamed.open(part="settle")
    view = renamed.settling
    assert not view.told_place.isVisible()
    first = view.case.label
    view.form.choose(0)
    kept = view.form.chosen_words()
    view.settle()
    assert f"Settled: {first} – {kept}" in words(view)
    assert not view.make_button.isVisible()
    view.form.choose(next(side.index for side in view.case.sides if side.mine))
    view.form.reason.setText("Counted again")
    view.settle()
    assert "Make the next bundle, so that Joram’s laptop agrees." in words(view)
    assert team.staff() == 1200
    view.again_button.click()
    assert {side.text for side in view.case.sides} == {"1,200", "1,400"}
    view.form.choose(next(side.index for side in view.case.sides if not side.mine))
    view.form.reason.setText("Joram was there")
    view.settle()
    answer = show(team.north, team.company).answers["staff"].answer
    assert (answer.value, answer.note) == (1400, "Joram was there")
    assert conflicts(team.north) == ()
    view.make_button.click()
    assert shell.findChild(MakeBundle) is not None
    renamed.open(part="overview")
    renamed.open(part="settle")
    assert not view.told_place.isVisible()


# --- folders ------------------------------------------------------------------------------------------------------------------------


def test_the_next_file_dialog_begins_where_the_last_one_ended(page, shell, team, monkeypatch):
    asked = []

    def answer(_parent, _title, place, _kinds):
        asked.append(place)
        return str(stick / "a.ctipbundle"), ""

    stick = team.folder / "stick"
    stick.mkdir()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", answer)
    made = dialog(shell, "make_bundle")
    made.keep()
    page.importing.choose.drop.button.click()
    assert not asked[0].startswith(str(stick))
    assert asked[1] == str(stick)
    stick.rename(team.folder / "taken out")
    page.importing.choose.drop.button.click()
    assert asked[2] == asked[0].rsplit("/", 1)[0], "a stick that is not there any more"
