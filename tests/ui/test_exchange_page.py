"""Exchange through the window: bundles between two laptops, refusals in place, settling by keyboard, taking back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import QCoreApplication, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QLabel

from ctip_desktop.forms.catalogue import Catalogue
from ctip_desktop.forms.model import Answer, Source
from ctip_desktop.operations import records
from ctip_desktop.operations.sharing import share
from ctip_desktop.queries import exchange as queries
from ctip_desktop.queries.records import conflicts, history, list_records, show
from ctip_desktop.sync import exchange
from ctip_desktop.workspace.workspace import Workspace
from tests.ui import workspaces
from ui.dialogs.add_colleague import AddColleague
from ui.dialogs.make_bundle import MakeBundle
from ui.dialogs.my_card import MyCard
from ui.dialogs.take_back import TakeBack
from ui.pages.exchange.exchange import ExchangePage
from ui.pages.exchange.import_view import CHECK, CHOOSE, PREVIEW, RECEIPT
from ui.pages.exchange.preview_view import ChangesCard
from ui.session import Session
from ui.shell import Shell
from ui.tasks import InlineTasks


@pytest.fixture(scope="module")
def forms() -> Catalogue:
    """Read once."""
    return Catalogue.built_in()


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    """Two laptops of one programme that know each other and one company; made once, copied for each test."""
    folder = tmp_path_factory.mktemp("pair")
    north = workspaces.make(folder / "north.ctip")
    south = workspaces.make(folder / "south.ctip", person="Joram Pesk", device="Laptop South")
    exchange.trust(north, exchange.card(south).text)
    exchange.trust(south, exchange.card(north).text)
    company = workspaces.company(north, "Selan Pearl Fisheries")
    records.answer(north, company, "staff", Answer.of(900))
    exchange.make(north, folder / "first.ctipbundle")
    exchange.bring_in(south, folder / "first.ctipbundle")
    exchange.make(south, folder / "answer.ctipbundle")
    exchange.bring_in(north, folder / "answer.ctipbundle")
    keys = bytes(north.secret.key), bytes(south.secret.key)  # opening by key spares the slow derivation
    north.close()
    south.close()
    return folder, company, keys


class Team:
    """Lina's and Joram's laptops."""

    def __init__(self, folder, company, keys, forms) -> None:
        self.folder, self.company = folder, company
        self.north = Workspace.open(folder / "north.ctip", key=keys[0], catalogue=forms, state=folder / "state")
        self.south = Workspace.open(folder / "south.ctip", key=keys[1], catalogue=forms, state=folder / "state")

    def from_south(self, name: str = "south-001.ctipbundle"):
        exchange.make(self.south, self.folder / name)
        return self.folder / name

    def disagree(self, north: int = 1200, south: int = 1400) -> None:
        """Both answer the same question on their own laptop."""
        records.answer(self.north, self.company, "staff", Answer.of(north))
        records.answer(self.south, self.company, "staff", Answer.of(south))

    def staff(self) -> object:
        return show(self.north, self.company).answers["staff"].answer.value


@pytest.fixture
def team(pair, forms, tmp_path) -> Iterator[Team]:
    folder, company, keys = pair
    shutil.copytree(folder, tmp_path / "team")
    made = Team(tmp_path / "team", company, keys, forms)
    yield made
    made.north.close()
    made.south.close()


@pytest.fixture
def shell(qtbot, team):
    made = Shell(Session(team.north, InlineTasks()))
    qtbot.addWidget(made)
    made.resize(1366, 738)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.go("exchange")
    return made


@pytest.fixture
def page(shell) -> ExchangePage:
    return shell.current


def words(widget) -> str:
    """Everything a widget says and shows."""
    QCoreApplication.processEvents()  # what was just put into a layout is shown now
    return " | ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget) and label.text())


def dialog(shell, name, **arguments):
    return shell.show_dialog(name, arguments)


# --- making -------------------------------------------------------------------------------------------------------------------------


def test_a_bundle_is_made_for_who_lacks_something_and_merged_on_the_other_laptop(shell, team):
    records.answer(team.north, team.company, "staff", Answer.of(1000))
    made = dialog(shell, "make_bundle")
    assert isinstance(made, MakeBundle)
    assert "not confirmed by Joram yet" in words(made)
    made.make_to(team.folder / "out")
    assert made.made is not None
    assert made.made.path.name == "out.ctipbundle"
    assert "Written, read back and complete" in words(made)
    assert " – ".join(made.made.words) in words(made), "to compare by phone"
    exchange.bring_in(team.south, made.made.path)
    assert show(team.south, team.company).answers["staff"].answer.value == 1000


def test_nobody_chosen_makes_no_bundle(shell, team):
    made = dialog(shell, "make_bundle")
    made.rows[0].box.setChecked(False)
    assert not made.main_button.isEnabled()
    assert made.main_button.toolTip()


def test_a_place_that_cannot_be_written_is_said_in_the_dialog_and_the_choice_stays(shell, team):
    made = dialog(shell, "make_bundle")
    made.rows[0].box.setChecked(True)
    made.make_to(team.folder / "no such folder" / "a.ctipbundle")
    assert made.note.isVisible()
    assert made.main_button.isEnabled()
    assert made.chosen == (made.rows[0].colleague.device,)


def test_the_button_beside_a_colleague_chooses_only_that_one(shell, team, page, qtbot):
    device = queries.colleagues(team.north)[0].device
    made = dialog(shell, "make_bundle", to=[device.hex])
    assert made.chosen == (device,)


def test_making_a_bundle_without_colleagues_leads_to_adding_one(qtbot, tmp_path):
    alone = workspaces.make(tmp_path / "alone.ctip")
    made = Shell(Session(alone, InlineTasks()))
    qtbot.addWidget(made)
    made.show()
    made.go("exchange", {"part": "make"})
    assert "No colleagues yet" in words(made.current)
    assert "Add one to send your changes" in words(made.current)
    assert "not sent yet" not in words(made.current)
    asked = made.findChild(MakeBundle)
    assert asked is not None
    assert "nobody to send to" in words(asked)
    asked._add()
    assert made.findChild(AddColleague) is not None
    alone.close()


# --- importing ----------------------------------------------------------------------------------------------------------------------


def test_an_import_shows_everything_first_and_changes_nothing_before_it_is_merged(page, team):
    records.answer(team.south, team.company, "staff", Answer.of(1400))
    workspaces.company(team.south, "Okavi Garments")
    page.open(part="import")
    page.importing.take_file(team.from_south())
    assert page.importing.step == PREVIEW
    said = words(page.importing)
    assert "Joram Pesk" in said
    assert "Signed, not changed on the way" in said
    assert "Nothing has been changed yet" in said
    assert team.staff() == 900
    assert len(list_records(team.north, "company")) == 1
    page.importing.merge()
    assert page.importing.step == RECEIPT
    assert team.staff() == 1400
    assert len(list_records(team.north, "company")) == 2
    said = words(page.importing)
    assert "Imported. Nothing was lost." in said
    assert page.importing.receipt.receipt.backup.is_file()
    assert " – ".join(page.importing.receipt.receipt.words) in said


def test_the_preview_lists_changes_by_company_and_filters_them(page, team):
    records.answer(team.south, team.company, "staff", Answer.of(1400))
    workspaces.company(team.south, "Okavi Garments")
    page.open(part="import", file=str(team.from_south()))
    card = page.importing.preview.changes
    titles = [card.model.index(n, 0).data() for n in range(card.model.rowCount())]
    assert titles == ["Okavi Garments", "Selan Pearl Fisheries"]
    card.show_kind("changed")
    assert [group.title for group in card.model.groups] == ["Selan Pearl Fisheries"]
    line = card.model.index(0, 0, card.model.index(0, 0))
    assert "900 becomes 1400" in line.data()
    card.tree.setCurrentIndex(line)
    assert "1400" in words(page.importing.preview.detail)


def test_an_answer_found_still_right_is_told_beside_the_answer_it_is_about(page, team):
    records.confirm(team.south, team.company, "staff")
    page.open(part="import", file=str(team.from_south()))
    card, day = page.importing.preview.changes, f"{team.south.now().astimezone():%Y-%m-%d}"
    line = card.model.index(0, 0, card.model.index(0, 0))
    assert line.data().endswith(f"(still right) – {day}")
    card.tree.setCurrentIndex(line)
    said = words(page.importing.preview.detail)
    assert "900" in said
    assert day in said
    assert "No answer" not in said


def test_a_bundle_that_is_too_long_to_list_is_not_told_with_the_figures_of_the_part_that_is(page, team, monkeypatch):
    monkeypatch.setattr("ctip_desktop.sync.preview.MOST_ITEMS", 2)
    for name in ("Okavi Garments", "Tasini Ceramics", "Dunmara Cocoa"):
        workspaces.company(team.south, name)
    path = team.from_south()
    seen = exchange.preview(team.north, path)
    page.open(part="import", file=str(path))
    listed = sum(item.count for group in seen.items for item in group.items)
    assert seen.more == seen.brought - listed > 1  # changes, not records
    page.importing.merge()
    said = words(page.importing.receipt)
    assert "in Company" in said
    assert "2 × Company" not in said


@pytest.mark.parametrize("percent", [150, 200])
def test_with_large_text_what_a_change_says_and_the_promises_below_do_not_lie_over_each_other(page, team, the_look, percent):
    the_look.choose(percent=percent)
    page.resize(960, 600)
    page.show()
    records.answer(team.south, team.company, "staff", Answer.of(1400))
    workspaces.company(team.south, "Okavi Garments")
    page.open(part="import", file=str(team.from_south()))
    preview = page.importing.preview
    preview.changes.show_kind("changed")
    preview.changes.tree.setCurrentIndex(preview.changes.model.index(0, 0, preview.changes.model.index(0, 0)))
    for _ in range(5):
        QCoreApplication.processEvents()
    detail = preview.detail
    parts = [detail.body.itemAt(place).geometry() for place in range(detail.body.count())]
    assert all(above.bottom() < below.top() for above, below in pairwise(parts)), parts
    assert parts[-1].bottom() < detail.height()


@pytest.mark.parametrize("fault", ["foreign", "damaged", "no bundle", "unknown sender"])
def test_a_bundle_that_must_not_come_in_is_turned_away_in_place_and_nothing_changes(page, team, tmp_path, fault):
    path = team.folder / "bad.ctipbundle"
    if fault == "foreign":
        stranger = workspaces.make(tmp_path / "stranger.ctip", person="Oluf Maren", device="Laptop East")
        exchange.trust(team.south, exchange.card(stranger).text)
        exchange.make(team.south, path, to=[stranger.device.id])
        stranger.close()
    elif fault == "damaged":
        good = team.from_south().read_bytes()
        path.write_bytes(good[: len(good) // 2] + bytes([good[len(good) // 2] ^ 1]) + good[len(good) // 2 + 1 :])
    elif fault == "no bundle":
        path.write_bytes(b"PK not really")
    else:
        exchange.make(team.south, path)
        exchange.forget(team.north, team.south.device.id)
    before = team.staff()
    page.open(part="import", file=str(path))
    assert page.importing.step == CHECK
    assert page.importing.check.note.isVisible()
    assert "Nothing was changed." in page.importing.check.note.text()
    assert not page.importing.foot.isVisible()
    assert page.importing.check.card_button.isVisible() == (fault == "unknown sender")
    assert team.staff() == before
    page.importing.begin()
    assert page.importing.step == CHOOSE


def test_the_same_bundle_twice_is_said_to_be_here_already(page, team):
    records.answer(team.south, team.company, "staff", Answer.of(1400))
    path = team.from_south()
    page.open(part="import", file=str(path))
    page.importing.merge()
    page.open(part="import", file=str(path))
    assert page.importing.step == CHECK
    assert "You have this bundle already" in words(page.importing)


def test_a_preview_without_a_line_of_a_kind_says_so(page, team):
    records.answer(team.south, team.company, "staff", Answer.of(1400))
    page.open(part="import", file=str(team.from_south()))
    card = page.importing.findChild(ChangesCard)
    assert not card.tree.isHidden()
    card.show_kind("to_settle")
    assert card.tree.isHidden()
    assert "No change of this kind" in words(card)
    card.show_kind("all")
    assert not card.tree.isHidden()
    assert card.nothing.isHidden()


def test_a_bundle_dropped_on_the_page_is_checked(page, team, shell):
    records.answer(team.south, team.company, "staff", Answer.of(1400))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(team.from_south()))])
    actions, buttons, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    page.dropEvent(QDropEvent(QPointF(10, 10), actions, mime, buttons, keys))
    assert page.importing.step == PREVIEW


def test_after_a_lock_an_import_that_was_not_merged_is_checked_again(page, team):
    records.answer(team.south, team.company, "staff", Answer.of(1400))
    page.open(part="import", file=str(team.from_south()))
    place = page.place()
    page.open(part="overview")
    page.open(**place)
    assert page.importing.step == PREVIEW
    page.importing.merge()
    assert page.place() == {"part": "overview"}


# --- taking back --------------------------------------------------------------------------------------------------------------------


def test_an_import_is_taken_back_and_brought_back(page, team, shell):
    records.answer(team.south, team.company, "staff", Answer.of(1400))
    page.open(part="import", file=str(team.from_south()))
    page.importing.merge()
    page.importing.receipt.take_back.emit()
    asked = shell.findChild(TakeBack)
    assert team.staff() == 1400, "asked first"
    said = words(asked)
    assert "Back to what stood before: 1 answer" in said
    assert "1400 becomes 900" in said
    assert "Bring back" in said
    asked.main_button.click()
    assert page.part == "overview"
    assert "The import was taken back." in page.overview.note.text()
    assert team.staff() == 900
    assert "taken back" in words(page.overview)
    assert "Words after the last exchange" not in words(page.overview), "they speak of another state than this one"
    assert shell.focusWidget() is page.overview.note_button
    page.overview.note_button.click()
    assert team.staff() == 1400
    assert "counts again" in page.overview.note.text()
    assert "Words after the last exchange" in words(page.overview)


# --- settling -----------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def to_settle(team, page, shell):
    """Both answered on their own laptop; the other's bundle is merged."""
    team.disagree()
    records.add_source(team.south, team.company, "staff", Source(kind="own_visit", title="Landing site"))
    page.open(part="import", file=str(team.from_south()))
    page.importing.merge()
    return page


def test_two_answers_are_settled_by_keyboard_with_a_reason(to_settle, team, shell, qtbot):
    to_settle.importing.receipt.settle.emit()
    view = to_settle.settling
    case = view.case
    assert case is not None
    assert {side.text for side in case.sides} == {"1,200", "1,400"}
    assert "1,400" in words(view)
    assert next(side for side in case.sides if not side.mine).sources[0].title == "Landing site"
    assert not view.main.isEnabled()
    view.take_focus()
    theirs = next(side.index for side in case.sides if not side.mine)
    qtbot.keyClick(view.form.boxes[0].radio, Qt.Key.Key_1 if theirs == 0 else Qt.Key.Key_2)
    assert view.main.words == "Take Joram’s answer"
    view.form.reason.setText("He has been there.")
    qtbot.keyClick(view.form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert conflicts(team.north) == ()
    now = show(team.north, team.company).answers["staff"]
    assert (now.answer.value, now.answer.note) == (1400, "He has been there.")
    assert "Nothing to settle" in words(view)


def test_two_words_on_who_reads_a_form_are_settled_under_the_name_of_the_form(team, page):
    share(team.north, "concern", "team")
    share(team.south, "concern", "donor")
    page.open(part="import", file=str(team.from_south()))
    page.importing.merge()
    page.open(part="settle")
    assert "Who may read its answers? (Concern)" in words(page.settling)


def test_the_third_way_writes_another_answer(to_settle, team, qtbot):
    to_settle.open(part="settle")
    view = to_settle.settling
    qtbot.keyClick(view.form, Qt.Key.Key_3)
    view.settle()
    assert "Write the new answer" in words(view)
    assert len(conflicts(team.north)) == 1
    view.form.field.first().setText("1300")
    view.settle()
    assert team.staff() == 1300
    written = {entry.value for entry in history(team.north, team.company) if entry.name == "staff"}
    assert {1200, 1400, 1300} <= written


def test_what_was_chosen_and_typed_is_there_again_after_leaving(to_settle, team):
    to_settle.open(part="settle")
    to_settle.settling.form.choose(1)
    to_settle.settling.form.reason.setText("Half a sentence")
    to_settle.flush()
    place = to_settle.place()
    to_settle.open(part="overview")
    to_settle.open(**place)
    assert to_settle.settling.form.choice == 1
    assert to_settle.settling.form.reason.text() == "Half a sentence"


def test_an_answer_that_was_settled_elsewhere_meanwhile_is_not_overwritten(to_settle, team):
    to_settle.open(part="settle")
    view = to_settle.settling
    view.form.choose(0)
    one = conflicts(team.north)[0]
    records.settle(team.north, one.record, one.name, answer=Answer.of(1111), expect=one.heads)
    view.settle()
    assert team.staff() == 1111


def test_the_list_of_what_is_to_settle_leads_to_the_case(to_settle, team, shell):
    to_settle.open(part="overview")
    rows = to_settle.overview.work.rows
    assert len(rows) == 1
    rows[0].click()
    assert to_settle.part == "settle"
    assert to_settle.settling.current.record == team.company


def test_a_deletion_against_an_edit_has_no_third_way(page, team):
    idea = workspaces.opportunity(team.north, "Worker voice line", team.company)
    exchange.make(team.north, team.folder / "idea.ctipbundle")
    exchange.bring_in(team.south, team.folder / "idea.ctipbundle")
    records.delete(team.north, idea)
    records.answer(team.south, idea, "title", Answer.of("Worker voice line for vessels"))
    page.open(part="import", file=str(team.from_south()))
    page.importing.merge()
    page.open(part="settle")
    form = page.settling.form
    assert form.third is None
    assert [side.text for side in form.case.sides] == ["Deleted", "Kept and changed"]
    form.choose(1)
    page.settling.settle()
    assert not show(team.north, idea).deleted


# --- cards --------------------------------------------------------------------------------------------------------------------------


def test_a_colleague_is_added_after_the_words_were_shown(shell, team, tmp_path, page):
    newcomer = workspaces.make(tmp_path / "east.ctip", person="Sefa Ruun", device="Laptop East")
    theirs = exchange.card(newcomer)
    made = dialog(shell, "add_colleague")
    assert not made.main_button.isEnabled()
    made.text.setPlainText("> " + theirs.text.replace("\n", "\n> "))
    made.look()
    shown = words(made)
    assert all(word in shown for word in theirs.words)
    made.keep()
    assert theirs.device in {one.device for one in queries.colleagues(team.north)}
    assert "Sefa Ruun was added." in page.overview.note.text()
    newcomer.close()


def test_a_card_that_is_none_is_refused_in_plain_words(shell, team):
    made = dialog(shell, "add_colleague")
    made.text.setPlainText("Hello Lina, here is my card")
    made.look()
    assert "not a card" in made.problem.text()
    assert not made.main_button.isEnabled()


def test_my_card_is_saved_and_copied(shell, team):
    made = dialog(shell, "my_card")
    assert isinstance(made, MyCard)
    made.save(team.folder / "lina")
    text = exchange.read_card_file(team.folder / "lina.ctipcard")
    assert exchange.look_at(team.south, text).person == "Lina Tarvo"
    made.copy()
    assert QGuiApplication.clipboard().text() == made.card.text
