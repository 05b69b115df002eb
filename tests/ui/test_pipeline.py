"""The pipeline: cards on steps, moved by keyboard or by hand, words where they are needed, the same in a list."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest
from PySide6.QtCore import QCoreApplication, QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QLabel, QStyleOptionViewItem

from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import records, undo
from ctip_desktop.practice.due_diligence import Result
from ctip_desktop.queries.partner_views import NextStep
from ctip_desktop.queries.records import show
from tests.ui import partners
from ui.dialogs.add_record import AddRecord
from ui.dialogs.move_card import MoveCard
from ui.pages.pipeline import PipelinePage
from ui.widgets.base import ElidedLabel
from ui.widgets.board import MIME
from ui.widgets.board_paint import CARD, marks_of


@pytest.fixture
def ideas(workspace, company):
    found = {}
    for title, name, status, day in (
        ("Worker voice line", "Selan", "due_diligence", "2026-09-13"),
        ("Line leader coaching", "Kestrin", "scored", "2026-09-27"),
        ("Recruitment without fees", "Okavi", "running", "2025-11-01"),
        ("Clay pit workers", "Tasini", "parked", "2026-08-01"),
    ):
        more = {"status_reason": "No contact person there now."} if status == "parked" else {}
        found[title] = partners.opportunity(workspace, company(name), title, status, day, owner="Lina Tarvo", country="TH", **more)
    return found


@pytest.fixture
def page(qtbot, shell, ideas):
    shell.go("pipeline", {"view": "board"})
    assert isinstance(shell.current, PipelinePage)
    return shell.current


def column(page, step):
    return next(one for one in page.board.columns if one.step == step)


def titles(page, step):
    return [card.title for card in column(page, step).list.cards.cards]


def status(workspace, idea):
    return show(workspace, idea).answers["status"].answer.value


def drop(target, card):
    data = QMimeData()
    data.setData(MIME, card.bytes)
    event = QDropEvent(QPointF(10, 10), Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    target.dropEvent(event)


@pytest.mark.parametrize(("choice", "to"), [("no", "cut_off"), ("not_now", "parked")])
def test_a_decision_against_an_idea_offers_the_move_with_its_reason(shell, page, ideas, workspace, choice, to):
    idea = ideas["Worker voice line"]
    given = {"kind": "go_on", "decided_on": "2026-10-01", "deciders": "Lina", "choice": choice, "reasons": "The owner sold it"}
    dialog = shell.show_dialog("add_record", {"form": "decision", "about": idea.hex, "given": {**given, "review_on": "2027-01-01"}})
    dialog.main_button.click()
    [move] = [one for one in shell.findChildren(MoveCard) if one.isVisible()]
    assert (status(workspace, idea), move.reason.toPlainText()) == ("due_diligence", "The owner sold it")
    move.main_button.click()
    assert status(workspace, idea) == to
    assert any("Look again on 1 Jan 2027" in label.text() for label in page.tray.findChildren(ElidedLabel))


def test_a_card_says_that_due_diligence_stops_it(page):
    card = page._every.every[0]
    told = [mark.meaning for mark in marks_of(replace(card, due_diligence=Result.STOP))]
    assert "due diligence says stop" in told
    watched = [mark.meaning for mark in marks_of(replace(card, due_diligence=Result.WATCH))]
    assert "due diligence says watch" in watched
    assert "due diligence says stop" not in watched


def test_each_opportunity_stands_on_its_step_and_laid_aside_ones_in_the_tray(page):
    assert titles(page, "due_diligence") == ["Worker voice line"]
    assert titles(page, "running") == ["Recruitment without fees"]
    assert page._count.text() == "3 open, 1 running"
    assert page.tray._words["parked"][0].text() == "Parked 1"
    assert page.tray._words["parked"][1].text() == "Clay pit workers"


def test_a_card_says_everything_in_words(page):
    lists = column(page, "due_diligence").list
    said = lists.cards.data(lists.cards.index(0, 0), Qt.ItemDataRole.AccessibleTextRole)
    place = [one.step for one in page.board.columns].index("due_diligence") + 1
    assert f"Worker voice line, Selan Pearl Fisheries, column Due diligence, {place} of {len(page.board.columns)}, here 30 days" in said
    assert lists.accessibleName() == "Due diligence, 1 card"


def test_alt_and_an_arrow_move_a_card_and_the_keyboard_goes_with_it(qtbot, page, workspace, ideas):
    page.choose(ideas["Line leader coaching"])
    with qtbot.waitSignal(page.undoable) as said:
        qtbot.keyClick(column(page, "scored").list, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert status(workspace, ideas["Line leader coaching"]) == "due_diligence"
    assert said.args == ["“Line leader coaching” was moved to “Due diligence”."]
    assert page.current().id == ideas["Line leader coaching"]
    assert "Line leader coaching" in titles(page, "due_diligence")


def test_arrows_walk_between_columns_over_empty_ones(qtbot, page, ideas):
    page.choose(ideas["Worker voice line"])
    qtbot.keyClick(column(page, "due_diligence").list, Qt.Key.Key_Right)
    assert page.current().title == "Recruitment without fees"
    qtbot.keyClick(column(page, "running").list, Qt.Key.Key_Left)
    assert page.current().title == "Worker voice line"


def test_a_card_can_be_dropped_on_another_step_and_the_move_taken_back(page, session, workspace, ideas):
    drop(column(page, "first_talks").list, ideas["Worker voice line"])
    assert status(workspace, ideas["Worker voice line"]) == "first_talks"
    session.undo()
    page.refresh(None)
    assert titles(page, "due_diligence") == ["Worker voice line"]


def test_dropped_on_its_own_step_nothing_happens(page, session, ideas):
    before = undo.next_label(session.workspace)
    drop(column(page, "due_diligence").list, ideas["Worker voice line"])
    assert titles(page, "due_diligence") == ["Worker voice line"]
    assert undo.next_label(session.workspace) == before


@pytest.mark.parametrize("to", ["decision", "parked", "cut_off"])
def test_words_are_asked_for_at_a_decision_and_for_what_is_laid_aside(qtbot, page, workspace, ideas, to):
    idea = ideas["Worker voice line"]
    with qtbot.waitSignal(page.ask) as asked:
        page.move_card(idea, to)
    assert asked.args == ["move_card", {"opportunity": idea.hex, "to": to}]
    assert status(workspace, idea) == "due_diligence"


def test_dropping_on_the_tray_asks_why(qtbot, page, ideas):
    with qtbot.waitSignal(page.ask) as asked:
        drop(page.tray.findChildren(type(page.tray._words["parked"][0].parentWidget()))[0], ideas["Worker voice line"])
    assert asked.args[1]["to"] == "parked"


def test_without_a_reason_nothing_is_parked(qtbot, session, workspace, ideas):
    dialog = MoveCard(session, ideas["Worker voice line"].hex, "parked")
    qtbot.addWidget(dialog)
    dialog.keep()
    assert status(workspace, ideas["Worker voice line"]) == "due_diligence"
    assert "Write why" in dialog.missing.text()
    dialog.reason.setPlainText("Their new owner decides in March.")
    with qtbot.waitSignal(dialog.undoable):
        dialog.keep()
    view = show(workspace, ideas["Worker voice line"])
    assert view.answers["status"].answer.value == "parked"
    assert view.answers["status_reason"].answer.value == "Their new owner decides in March."
    assert view.answers["status_on"].answer.value == "2026-10-13"


def test_what_is_to_be_decided_may_stay_empty_and_the_dialog_says_so(qtbot, session, workspace, ideas):
    idea = ideas["Worker voice line"]
    said = {}
    for to in ("decision", "cut_off"):
        dialog = MoveCard(session, idea.hex, to)
        qtbot.addWidget(dialog)
        said[to] = "You can leave this empty." in {label.text() for label in dialog.findChildren(QLabel)}
        dialog.keep()
    assert said == {"decision": True, "cut_off": False}
    assert status(workspace, idea) == "decision"  # moved without words; a stop was refused


def test_open_deal_breakers_are_told_before_an_agreement_and_lock_nothing(qtbot, session, page, workspace, company, ideas):
    partners.make(workspace, "concern", ideas["Worker voice line"], side="company", kind="deal_breaker", text="No publicity", status="open")
    with qtbot.waitSignal(page.ask) as asked:
        page.move_card(ideas["Worker voice line"], "agreement")
    dialog = MoveCard(session, **asked.args[1])
    qtbot.addWidget(dialog)
    assert dialog.main_button.words == "Move it all the same"
    dialog.keep()
    assert status(workspace, ideas["Worker voice line"]) == "agreement"


def test_a_card_moved_in_a_dialog_keeps_the_keyboard(qtbot, shell, page, workspace, company, ideas):
    other = partners.opportunity(workspace, company("Okavi"), "Fee clause", "due_diligence", "2026-10-01", owner="Lina Tarvo", country="KH")
    page.refresh(None)
    page.choose(other)
    page.move_card(other, "decision")
    QCoreApplication.processEvents()
    dialog = shell.findChild(MoveCard)
    dialog.keep()
    QCoreApplication.processEvents()
    assert status(workspace, other) == "decision"
    assert page.board.current().id == other


def test_the_menu_of_a_card_offers_to_decide(qtbot, page, ideas):
    page.choose(ideas["Worker voice line"])
    action = next(one for one in page._menu(page.current()).actions() if one.text() == "Record a decision")
    with qtbot.waitSignal(page.ask) as asked:
        action.trigger()
    wanted = {"form": "decision", "about": ideas["Worker voice line"].hex, "given": {"kind": "go_on"}}
    assert asked.args == ["add_record", wanted]


def test_what_lies_aside_comes_back_from_the_tray(qtbot, page, workspace, ideas):
    page.tray._toggle()
    card = page._board.parked[0]
    action = next(a for a in page._move_menu(card).actions() if a.text() == "First talks")
    action.trigger()
    assert status(workspace, ideas["Clay pit workers"]) == "first_talks"
    assert "Clay pit workers" in titles(page, "first_talks")


def test_the_list_has_the_same_cards(qtbot, page):
    page.show_view("list")
    found = [page.model.index(n, 0).data() for n in range(page.model.rowCount())]
    assert found == ["Line leader coaching", "Worker voice line", "Recruitment without fees", "Clay pit workers"]
    parked = page.model.index(3, 1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert parked == "Parked, No contact person there now."


def test_filters_leave_the_counts_of_all(page):
    page.search.setText("okavi")
    page.search.search_now()
    assert titles(page, "running") == ["Recruitment without fees"]
    assert titles(page, "scored") == []
    assert page._count.text() == "1 of 4 shown"
    page.search.setText("zzz")
    page.search.search_now()
    page.stack.currentWidget().action.click()
    assert titles(page, "scored") == ["Line leader coaching"]


def test_an_empty_pipeline_offers_to_begin(qtbot, shell):
    shell.go("pipeline")
    with qtbot.waitSignal(shell.current.ask) as asked:
        shell.current.stack.currentWidget().action.click()
    assert asked.args == ["opportunity", {}]


def test_the_way_back_finds_the_card_and_the_view(page, shell, ideas):
    page.choose(ideas["Worker voice line"])
    shell.go("home")
    shell.back()
    assert page.current().id == ideas["Worker voice line"]


def test_the_columns_stand_the_other_way_round_in_a_language_from_right_to_left(qtbot, page, workspace, ideas):
    page.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    page.choose(ideas["Line leader coaching"])
    qtbot.keyClick(column(page, "scored").list, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert status(workspace, ideas["Line leader coaching"]) == "due_diligence"


def test_after_ctrl_z_one_sentence_says_what_was_taken_back(shell, page, ideas):
    page.move_card(ideas["Worker voice line"], "first_talks")
    assert shell.undo_bar.text() == "“Worker voice line” was moved to “First talks”."
    assert shell.undo_bar.button.isVisibleTo(shell)
    shell.undo()
    assert shell.undo_bar.text() == "Taken back: Move “Worker voice line” to First talks"
    assert not shell.undo_bar.button.isVisibleTo(shell)
    assert not shell.note.isVisibleTo(shell)
    assert titles(page, "due_diligence") == ["Worker voice line"]


def test_the_way_back_goes_when_something_else_was_written(shell, page, session, ideas):
    page.move_card(ideas["Worker voice line"], "first_talks")
    session.do(records.answer, ideas["Worker voice line"], "owner", Answer.of("Omar"))
    assert not shell.undo_bar.isVisibleTo(shell)


def test_parking_by_hand_offers_a_day_to_look_again(qtbot, shell, ideas):
    idea = ideas["Worker voice line"]
    dialog = shell.show_dialog("move_card", {"opportunity": idea.hex, "to": "parked"})
    dialog.reason.setPlainText("The owner is away.")
    dialog.again.click()
    (decision,) = [one for one in shell.findChildren(AddRecord) if one.isVisible()]
    assert not dialog.isVisible()
    kept = {name: asked.field.answer().value for name, asked in decision.asked.items()}
    assert (decision.about, kept["choice"], kept["reasons"]) == (idea, "not_now", "The owner is away.")
    assert "review_on" in kept
    after = shell.show_dialog("move_card", {"opportunity": idea.hex, "to": "parked", "reason": "The owner is away."})
    assert not hasattr(after, "again")


def test_the_board_shows_the_card_that_a_search_finds_far_to_the_right(qtbot, shell, page):
    shell.resize(1000, 700)
    far = column(page, "running")
    qtbot.waitUntil(lambda: far.visibleRegion().isEmpty())
    page.search.setText("okavi")
    page.search.search_now()
    qtbot.waitUntil(lambda: not far.visibleRegion().isEmpty())


def test_what_is_next_stands_on_two_lines_of_a_card_rather_than_cut(page, workspace):
    first = column(page, "due_diligence").list
    delegate, card = first.itemDelegate(), column(page, "due_diligence").list.cards.cards[0]
    model = QStandardItemModel()
    today = workspace.now().date()
    for text in ("Call", "Send the long list of all the sacks to everybody who was there"):
        item = QStandardItem()
        item.setData(replace(card, next=NextStep(uuid4(), text, today, 0)), CARD)
        model.appendRow(item)
    short, long = (delegate.sizeHint(QStyleOptionViewItem(), model.index(n, 0)).height() for n in (0, 1))
    assert long > short, "the card is as high as its words need"
