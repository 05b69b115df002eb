"""Several companies at once: chosen with the mouse or the keys, given one lead person, saved, printed, deleted; one Ctrl+Z takes all of it back."""

from __future__ import annotations

import csv

import pytest
from PySide6.QtCore import QCoreApplication, Qt

from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import many, records
from ctip_desktop.queries.leads import leads
from ui.dialogs import many_at_once
from ui.dialogs.delete_companies import DeleteCompanies
from ui.dialogs.set_lead import SetLead
from ui.pages.companies import CompaniesPage

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # the list that opens while one types, offscreen

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(shell) -> CompaniesPage:
    shell.resize(1280, 800)
    shell.go("companies")
    shell.current.table.setFocus()
    return shell.current


def names(page: CompaniesPage) -> list[str]:
    return [page.model.index(n, 0).data() for n in range(page.model.rowCount())]


def chosen(page: CompaniesPage) -> list[str]:
    return [one.name for one in page.table.chosen_rows()]


def owners(page: CompaniesPage) -> dict[str, str]:
    return {one.name: one.owner for one in page.shown()}


def open_dialog(shell, kind):
    QCoreApplication.processEvents()
    dialog = shell.dialogs()[0]
    assert isinstance(dialog, kind)
    return dialog


def test_one_company_is_chosen_and_no_bar_is_in_the_way(page):
    assert len(chosen(page)) == 1
    assert not page.many.isVisible()


def test_shift_and_the_arrows_choose_several_and_escape_leaves_one(qtbot, page):
    qtbot.keyClick(page.table, Qt.Key.Key_Down, SHIFT)
    qtbot.keyClick(page.table, Qt.Key.Key_Down, SHIFT)
    assert chosen(page) == names(page)[:3]
    assert page.many.isVisible()
    assert page.many._said.text() == page.many.accessibleName() == "3 companies chosen"
    qtbot.keyClick(page.table, Qt.Key.Key_Escape)
    assert chosen(page) == names(page)[2:3]
    assert not page.many.isVisible()
    assert page.pane.isVisible()  # the next Esc closes it


def test_the_row_with_the_keyboard_stays_in_sight_when_the_bar_takes_room(qtbot, page, session):
    for n in range(30):
        session.do(records.create, "company", answers={"name": Answer.of(f"Mill {n:02}")})
    low = page.table.rowAt(page.table.viewport().height() - 2) - 1
    page.table.choose(page.model.key_at(page.model.index(low - 1, 0)))
    qtbot.keyClick(page.table, Qt.Key.Key_Down, SHIFT)
    qtbot.waitUntil(lambda: page.table.viewport().rect().contains(page.table.visualRect(page.table.currentIndex())))


def test_ctrl_with_the_arrows_and_space_chooses_rows_that_stand_apart(qtbot, page):
    for _ in range(2):
        qtbot.keyClick(page.table, Qt.Key.Key_Down, CTRL)
    qtbot.keyClick(page.table, Qt.Key.Key_Space, CTRL)
    assert chosen(page) == [names(page)[0], names(page)[2]]
    assert page.pane.isVisible()  # Space alone shows and hides it


def test_the_mouse_chooses_with_ctrl_and_shift(qtbot, page):
    def click(n: int, key: Qt.KeyboardModifier) -> None:
        qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, key, page.table.visualRect(page.model.index(n, 0)).center())

    click(0, Qt.KeyboardModifier.NoModifier)
    click(2, SHIFT)
    click(4, CTRL)
    assert chosen(page) == [names(page)[n] for n in (0, 1, 2, 4)]
    qtbot.mouseClick(page.many.one_button, Qt.MouseButton.LeftButton)
    assert chosen(page) == [names(page)[4]]


def test_the_choice_stays_when_the_list_is_read_or_sorted_again(qtbot, page, session):
    qtbot.keyClick(page.table, Qt.Key.Key_Down, SHIFT)
    before = set(chosen(page))
    session.do(records.create, "company", answers={"name": Answer.of("Aaron Mills")})
    assert set(chosen(page)) == before
    page.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert set(chosen(page)) == before
    page.model.beginResetModel()
    page.model.endResetModel()
    assert set(chosen(page)) == before
    assert page.many.count == 2


def test_what_the_filters_hold_back_is_no_longer_chosen(qtbot, page):
    qtbot.keyClick(page.table, Qt.Key.Key_A, CTRL)
    assert page.many.count == 5
    page.filters["sectors"].choose(frozenset({"seafood"}))
    assert page.many.count == len(chosen(page)) == 2


def test_when_the_chosen_row_is_filtered_away_another_is_chosen(page):
    page.table.choose(page.model.key_at(page.model.index(1, 0)))
    page.filters["sectors"].choose(frozenset({"seafood"}))
    assert chosen(page) == [page.table.current().name]
    page.search.setText("selan")
    page.search.search_now()
    assert chosen(page) == ["Selan Pearl Fisheries"]
    page.clear_filters()
    assert len(chosen(page)) == 1


def test_one_lead_person_for_all_of_them_is_one_step_to_take_back(qtbot, shell, page, session, company):
    session.do(records.answer, company("Kestrin"), "owner", Answer())
    session.do(records.answer, company("Okavi"), "owner", Answer.of("Ana Solis", note="since May"))
    session.do(records.answer, company("Selan"), "owner", Answer.of("Tam Orr"))
    before = owners(page)
    qtbot.keyClick(page.table, Qt.Key.Key_A, CTRL)
    qtbot.mouseClick(page.many.lead_button, Qt.MouseButton.LeftButton)
    dialog = open_dialog(shell, SetLead)
    assert dialog.now.text() == "Until now: Anek Toru (2), Ana Solis (1), Tam Orr (1), nobody (1)."
    qtbot.keyClicks(dialog.name, "Tam  Orr ")
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    QCoreApplication.processEvents()
    assert set(owners(page).values()) == {"Tam Orr"}
    assert shell.undo_bar.text() == "4 companies are now led by Tam Orr. 1 already was."
    assert session.ask(records_note, company("Okavi")) == "since May"
    assert session.undo().label == "“Who in our team leads the work with it?”, 4 times"
    assert owners(page) == before


def records_note(ws, record):
    from ctip_desktop.queries.records import sheet

    return sheet(ws, record).sheet.get("owner").note


def test_a_lead_person_is_not_set_without_a_name_or_when_nothing_would_change(qtbot, shell, page, session, company):
    for one in page.shown():
        session.do(records.answer, one.id, "owner", Answer.of("Tam Orr"))
    qtbot.keyClick(page.table, Qt.Key.Key_A, CTRL)
    page.many.lead_button.click()
    dialog = open_dialog(shell, SetLead)
    dialog.main_button.click()
    assert dialog.field.problem == "Write a name."
    qtbot.keyClicks(dialog.name, "Tam Orr")
    dialog.main_button.click()
    assert dialog.field.problem == "They have this lead person already."
    assert dialog.isVisible()


def test_very_many_are_written_beside_the_window_and_the_dialog_waits_for_them(qtbot, shell, page, session, monkeypatch):
    monkeypatch.setattr(many_at_once, "LONG", 1)
    qtbot.keyClick(page.table, Qt.Key.Key_A, CTRL)
    page.many.lead_button.click()
    dialog = open_dialog(shell, SetLead)
    begun = []
    monkeypatch.setattr(session.tasks, "start", begun.append)
    qtbot.keyClicks(dialog.name, "Tam Orr")
    dialog.main_button.click()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert not dialog.main_button.isEnabled()
    begun[0].run()
    QCoreApplication.processEvents()
    assert set(owners(page).values()) == {"Tam Orr"}
    assert shell.undo_bar.text() == "5 companies are now led by Tam Orr."
    session.undo()
    assert set(owners(page).values()) == {"Anek Toru"}


def test_the_chosen_ones_alone_are_saved_and_printed(qtbot, page, tmp_path):
    qtbot.keyClick(page.table, Qt.Key.Key_Down, SHIFT)
    page.many.save_button.wanted.emit(tmp_path / "some.csv")
    with (tmp_path / "some.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["Company"] for row in csv.DictReader(file)] == names(page)[:2]
    with qtbot.waitSignal(page.ask) as asked:
        page.many.save_button.menu().actions()[-1].trigger()
    assert len(asked.args[1]["records"]) == 2


def test_several_are_deleted_after_a_word_that_names_their_number_and_come_back_at_once(qtbot, shell, page, session):
    before = names(page)
    qtbot.keyClick(page.table, Qt.Key.Key_Down, SHIFT)
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    dialog = open_dialog(shell, DeleteCompanies)
    assert dialog.main_button.words == "Delete 2 companies"
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)  # Enter at once keeps them
    QCoreApplication.processEvents()
    assert names(page) == before
    qtbot.mouseClick(page.many.delete_button, Qt.MouseButton.LeftButton)
    open_dialog(shell, DeleteCompanies).main_button.click()
    QCoreApplication.processEvents()
    assert names(page) == before[2:]
    assert shell.undo_bar.text() == "2 companies were deleted."
    assert session.undo().label == "Delete 2 records: Company"
    assert names(page) == before


def test_delete_is_about_the_chosen_row_also_when_the_keyboard_went_on_from_it(qtbot, page):
    before = names(page)
    qtbot.keyClick(page.table, Qt.Key.Key_Down, CTRL)
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert names(page) == before[1:]


def test_the_menu_of_a_line_is_about_all_that_are_chosen(qtbot, page):
    one = page._row_menu(page.table.current())
    assert "Open company" in [action.text() for action in one.actions()]
    qtbot.keyClick(page.table, Qt.Key.Key_Down, SHIFT)
    words = [action.text() for action in page._row_menu(page.table.current()).actions() if action.text()]
    assert words == ["Set the lead person…", "Save these as a list", "Delete…"]


def test_enter_still_opens_the_current_one(qtbot, page):
    qtbot.keyClick(page.table, Qt.Key.Key_Down, SHIFT)
    with qtbot.waitSignal(page.go) as gone:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert gone.args == ["company", {"company": page.table.current().id}]


def test_a_company_deleted_meanwhile_stays_deleted_and_unchanged(workspace, session, company):
    gone, there = company("Okavi"), company("Selan")
    session.do(records.delete, gone)
    changes = many.answer_each(workspace, [gone, there], "owner", Answer.of("Tam Orr"))
    assert changes.records == {there}
    assert many.delete_each(workspace, [gone]).nothing
    assert leads(workspace, [gone, there]).now == (("Tam Orr", 1),)
