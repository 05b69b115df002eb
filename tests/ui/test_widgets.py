"""The base widgets do what a person at the keyboard relies on."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ctip_desktop.errors import WorldError
from ctip_desktop.tasks import Progress
from ui.tasks import Tasks
from ui.theme import px
from ui.widgets.base import Label
from ui.widgets.button import Button, IconButton
from ui.widgets.chip import initials
from ui.widgets.note_bar import NoteBar
from ui.widgets.progress_note import ProgressNote
from ui.widgets.search_box import SearchBox
from ui.widgets.side_pane import SidePane
from ui.widgets.stage_path import Marker, StageCell, StagePath
from ui.widgets.table import Column, RowsModel, Table
from ui.widgets.table_delegate import Cell, Mark
from ui.widgets.undo_bar import UndoBar
from ui.widgets.work_list import Work, WorkGroup, WorkList


@dataclass(frozen=True)
class Firm:
    id: int
    name: str


def firms(*names: str) -> list[Firm]:
    return [Firm(sum(name.encode()), name) for name in names]


@pytest.fixture
def model():
    return RowsModel([Column("Company", lambda f: Cell(f.name, marks=(Mark("split", "two", "to settle"),)), sort=lambda f: f.name)], lambda f: f.id)


@pytest.fixture
def table(qtbot, model):
    made = Table("Companies", model)
    qtbot.addWidget(made)
    made.resize(400, 300)
    model.show_rows(firms("Okavi", "Selan", "Velora"))
    made.show()
    return made


def names(model) -> list[str]:
    return [model.index(n, 0).data() for n in range(model.rowCount())]


def test_a_refresh_keeps_the_chosen_row_although_rows_come_and_go(table, model):
    table.choose(firms("Selan")[0].id)
    model.show_rows(firms("Brightwater", "Selan", "Tasini", "Velora"))
    assert names(model) == ["Brightwater", "Selan", "Tasini", "Velora"]
    assert table.current().name == "Selan"


def test_a_refresh_changes_one_row_without_building_the_table_anew(qtbot, table, model):
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged) as told:
        model.show_rows([Firm(f.id, f.name + " Ltd") if f.name == "Selan" else f for f in firms("Okavi", "Selan", "Velora")])
    assert told.args[0].row() == told.args[1].row() == 1


def test_many_new_rows_keep_the_chosen_row_too(table, model):
    table.choose(firms("Selan")[0].id)
    model.show_rows([*(Firm(n, f"Firm {n:04}") for n in range(10_000, 10_300)), *firms("Selan")])
    assert table.current().name == "Selan"


def test_sorting_keeps_the_chosen_row(table, model):
    table.choose(firms("Selan")[0].id)
    model.sort(0, Qt.SortOrder.DescendingOrder)
    assert names(model) == ["Velora", "Selan", "Okavi"]
    model.show_rows(firms("Selan", "Zeta", "Okavi"))
    assert names(model) == ["Zeta", "Selan", "Okavi"]
    assert table.current().name == "Selan"


def test_enter_opens_the_row_space_asks_for_the_pane_letters_find(qtbot, table):
    table.choose(firms("Okavi")[0].id)
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_V)
    assert table.current().name == "Velora"
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened.args[0].name == "Velora"
    with qtbot.waitSignal(table.pane_wanted):
        qtbot.keyClick(table, Qt.Key.Key_Space)


def test_a_cell_says_in_words_what_its_small_icons_mean(table, model):
    assert model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Okavi, to settle"


def test_search_waits_for_a_pause_and_answers_at_once_on_enter(qtbot):
    box = SearchBox("Name or place")
    qtbot.addWidget(box)
    heard = []
    box.searched.connect(heard.append)
    qtbot.keyClicks(box, "sel")
    assert heard == []
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert heard == ["sel"]
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert heard == ["sel", ""]


def test_the_side_pane_closes_with_escape(qtbot):
    pane = SidePane("Details")
    qtbot.addWidget(pane)
    with qtbot.waitSignal(pane.closed):
        qtbot.keyClick(pane, Qt.Key.Key_Escape)


def work(key: int) -> Work:
    return Work(key, f"Thing {key}", "", "Do it", "pencil")


def test_arrows_walk_over_all_groups_and_enter_presses_the_button(qtbot):
    board = WorkList("Today")
    qtbot.addWidget(board)
    board.show_groups([WorkGroup("a", "A", (work(1),), 1), WorkGroup("e", "Empty", (), 0), WorkGroup("b", "B", (work(2), work(3)), 2)])
    board.show()
    board.rows[0].setFocus()
    qtbot.keyClick(board.rows[0], Qt.Key.Key_Down)
    with qtbot.waitSignal(board.wanted) as wanted:
        qtbot.keyClick(board.focusWidget(), Qt.Key.Key_Return)
    assert wanted.args == [2]


def test_a_finished_row_leaves_the_focus_at_its_place(qtbot):
    board = WorkList("Today")
    qtbot.addWidget(board)
    board.show()
    board.show_groups([WorkGroup("a", "A", (work(1), work(2), work(3)), 3)])
    board.rows[1].setFocus()
    board.show_groups([WorkGroup("a", "A", (work(1), work(3)), 2)])
    qtbot.waitUntil(lambda: board.focusWidget() is board.rows[1])
    assert board.rows[1].work.key == 3


def test_the_stage_path_says_both_views_in_words(qtbot):
    path = StagePath()
    qtbot.addWidget(path)
    cells = tuple(StageCell(name, "") for name in ("Follower", "Mature", "Leader", "Innovator"))
    path.show_path(cells, None, None)
    assert path.accessibleName() == "Not placed yet"
    path.show_path(cells, Marker(1, "Our team: Mature"), Marker(2, "Company: Leader"))
    assert path.accessibleName() == "Our team: Mature. Company: Leader"
    path.resize(700, 200)
    assert not path.grab().isNull()


def test_an_error_says_what_is_wrong_what_was_kept_and_what_to_do(qtbot):
    note = NoteBar()
    qtbot.addWidget(note)
    note.show_error(WorldError("The disk is full.", kept="Your text is kept here.", next_step="Make room and try again."))
    assert note.text() == "The disk is full. Your text is kept here. Make room and try again."
    assert note.property("tone") == "bad"


@pytest.mark.parametrize(("sentence", "marked"), [("“شركة الشعاب” was added.", True), ("“Okavi شركة” was added.", False), ("", False)])
def test_a_sentence_that_begins_with_an_arabic_name_reads_as_our_sentences_do(qtbot, sentence, marked):
    bar = UndoBar()
    qtbot.addWidget(bar)
    bar.offer(sentence)
    shown = next((label.text() for label in bar.findChildren(Label) if "added" in label.text()), "")
    assert shown == ("\u200e" if marked else "") + sentence


def test_undo_is_offered_and_taken(qtbot):
    bar = UndoBar()
    qtbot.addWidget(bar)
    bar.offer("Okavi was deleted.")
    assert bar.isVisible()
    with qtbot.waitSignal(bar.undo):
        bar.button.click()
    assert not bar.isVisible()


def test_the_room_of_the_bar_is_not_taken_back_under_the_pointer(qtbot, monkeypatch):
    bar = UndoBar()
    qtbot.addWidget(bar)
    bar.offer("Okavi was deleted.")
    monkeypatch.setattr(bar, "underMouse", lambda: True)
    monkeypatch.setattr(bar, "isActiveWindow", lambda: True)
    bar._timer.timeout.emit()
    assert bar.isVisible()
    bar.page_changed()
    assert not bar.isVisible()
    bar.offer("Okavi was deleted.")
    bar.page_changed()
    assert bar.isVisible()
    monkeypatch.setattr(bar, "underMouse", lambda: False)
    bar._timer.timeout.emit()
    assert not bar.isVisible()


def test_a_long_note_in_a_narrow_place_shows_all_its_words(qtbot):
    holder = QWidget()
    qtbot.addWidget(holder)
    note = NoteBar("Khmer: the letters are printed one after the other, not in their stacks. Let somebody who reads it look first.", "warn")
    box = QVBoxLayout(holder)
    box.addWidget(note)
    box.addStretch()
    holder.resize(px(260), px(600))
    holder.show()
    qtbot.waitUntil(lambda: note.width() > 0)
    text = note._text
    assert text.height() >= text.heightForWidth(text.width())


def test_beside_a_high_button_the_icon_stays_on_the_line_of_the_words(qtbot):
    bar = NoteBar("1 deal-breaker is open.", "bad")
    qtbot.addWidget(bar)
    bar.add_action("See them", lambda: None)
    bar.resize(600, bar.sizeHint().height())
    bar.show()
    middle = bar._text.mapTo(bar, bar._text.rect().center()).y()
    assert bar.layout().sizeHint().height() < 60
    assert not bar.layout().expandingDirections() & Qt.Orientation.Vertical
    assert abs(bar._icon.mapTo(bar, bar._icon.rect().center()).y() - middle) <= 3


def test_an_ampersand_in_a_name_is_shown_and_said_as_it_is(qtbot):
    button = Button("Open Ban & Sons", icon="company")
    qtbot.addWidget(button)
    assert button.words == button.accessibleName() == "Open Ban & Sons"
    assert "&&" in button.text()


def test_icon_buttons_have_words_for_mouse_and_screen_reader(qtbot):
    button = IconButton("x", "Close")
    qtbot.addWidget(button)
    assert button.toolTip() == button.accessibleName() == "Close"


def test_a_button_with_a_chevron_paints_it_at_the_end_also_from_right_to_left(qtbot):
    holder = QWidget()
    qtbot.addWidget(holder)
    button = Button("Next", "main", trailing="right", parent=holder)
    button.resize(120, 32)
    left_to_right = button.grab().toImage()
    button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert button.grab().toImage() != left_to_right


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Lina Tarvo", "LT"), ("Dara", "DA"), ("", ""), ("ดารา วิน", "ดว"), ("Anna Maria de Bo", "AB"), ("Anek Toru (อเนก โทรุ)", "AT")],
)
def test_initials_of_a_name(name, expected):
    assert initials(name) == expected


def test_long_work_shows_steps_and_can_be_cancelled(qtbot):
    tasks = Tasks()
    note = ProgressNote()
    qtbot.addWidget(note)
    seen = []

    def count(progress: Progress) -> None:
        while True:
            progress.say("Counting", 1, 10)

    job = tasks.prepare(count)
    note.follow(job, "Starting")
    job.step.connect(seen.append)
    job.step.connect(lambda _step: job.cancel())
    with qtbot.waitSignal(job.cancelled, timeout=5000):
        tasks.start(job)
    tasks.join()
    assert seen[0].sentence == "Counting"
    assert not tasks.busy


def test_long_work_hands_back_its_result_its_refusal_and_its_bugs(qtbot, tasks):
    def refuse(_progress: Progress) -> None:
        raise WorldError("The stick is full.")

    def break_down(_progress: Progress) -> None:
        raise ValueError("bug")

    job = tasks.prepare(lambda _progress: 42)
    with qtbot.waitSignal(job.done) as done:
        tasks.start(job)
    assert done.args == [42]
    job = tasks.prepare(refuse)
    with qtbot.waitSignal(job.failed) as failed:
        tasks.start(job)
    assert failed.args[0].what == "The stick is full."
    job = tasks.prepare(break_down)
    with qtbot.waitSignal(tasks.broke) as broke:
        tasks.start(job)
    assert isinstance(broke.args[0], ValueError)


def test_a_table_menu_opens_from_the_keyboard(qtbot, table):
    asked = []
    table.put_menu(lambda firm: asked.append(firm.name))
    table.choose(firms("Selan")[0].id)
    table.contextMenuEvent(QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint()))
    assert asked == ["Selan"]


@pytest.mark.qt_log_ignore("This plugin does not support")  # the menu that opens, offscreen
def test_a_table_is_sorted_from_the_keyboard_too_and_once_more_the_other_way_round(qtbot, table):
    table.rows.show_rows(firms("Tasini", "Okavi", "Selan"))
    table.make_sortable(0, Qt.SortOrder.DescendingOrder)
    table.choose(firms("Selan")[0].id)
    for expected in (["Okavi", "Selan", "Tasini"], ["Tasini", "Selan", "Okavi"]):
        table.contextMenuEvent(QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint()))
        menu = QApplication.activePopupWidget()
        sorting = next(action.menu() for action in menu.actions() if action.text() == "Sort by")
        assert [action.isChecked() for action in sorting.actions()][:1] == [True]
        sorting.actions()[0].trigger()
        menu.close()
        assert [table.rows.row_at(table.rows.index(n, 0)).name for n in range(3)] == expected
        assert table.current().name == "Selan"


@pytest.fixture
def long_table(qtbot):
    columns = [Column("Company", lambda f: Cell(f.name), sort=lambda f: f.name), Column("Stage", lambda f: Cell("–"))]
    made = Table("Companies", RowsModel(columns, lambda f: f.id))
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.rows.show_rows([Firm(n, f"Firm {n:03}") for n in range(200)])
    made.make_sortable(0, Qt.SortOrder.AscendingOrder)
    made.show()
    return made


def press_heading(qtbot, table, place: int) -> None:
    header = table.horizontalHeader()
    at = QPoint(header.sectionViewportPosition(place) + header.sectionSize(place) // 2, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)


def test_the_chosen_row_stays_in_sight_when_a_heading_sorts(qtbot, long_table):
    long_table.choose(3)
    for _twice in range(2):
        press_heading(qtbot, long_table, 0)
        assert long_table.current().id == 3
        assert long_table.viewport().rect().contains(long_table.visualRect(long_table.currentIndex()).center())


def test_the_arrow_stays_where_the_order_is_when_a_heading_is_no_order(qtbot, long_table):
    press_heading(qtbot, long_table, 0)
    press_heading(qtbot, long_table, 1)
    header = long_table.horizontalHeader()
    assert (header.sortIndicatorSection(), header.sortIndicatorOrder()) == (0, Qt.SortOrder.DescendingOrder)
    press_heading(qtbot, long_table, 0)
    assert names(long_table.rows)[0] == "Firm 000"
