"""The company list: find, filter, look beside it, open, delete and take back."""

from __future__ import annotations

import csv

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLabel

from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import records
from ui.pages.companies import CompaniesPage
from ui.widgets.button import Button


@pytest.fixture
def page(qtbot, session):
    made = CompaniesPage(session)
    qtbot.addWidget(made)
    made.resize(1162, 738)
    made.show()
    made.on_shown()
    return made


def words(widget) -> str:
    QCoreApplication.processEvents()
    return " | ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def names(page: CompaniesPage) -> list[str]:
    return [page.model.index(n, 0).data() for n in range(page.model.rowCount())]


def test_all_companies_are_listed_by_name(page):
    assert names(page) == ["Kestrin Electronics", "Okavi Garments", "Selan Pearl Fisheries", "Tasini Ceramics", "บริษัท ทะเลใส"]


@pytest.mark.parametrize(
    ("text", "found"),
    [("port sel", ["Selan Pearl Fisheries"]), ("ทะเล", ["บริษัท ทะเลใส"]), ("ressa", ["Selan Pearl Fisheries"]), ("nothing like it", [])],
)
def test_search_looks_in_names_places_and_people(qtbot, page, text, found):
    page.search.setText(text)
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert names(page) == found


def test_enter_in_the_search_opens_what_is_found(qtbot, page):
    page.search.setText("okav")
    with qtbot.waitSignal(page.go) as gone:
        qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert gone.args[0] == "company"
    with qtbot.assertNotEmitted(page.go, wait=0):
        page.search.setText("nothing like it")
        qtbot.keyClick(page.search, Qt.Key.Key_Return)
        page.search.setText("")
        qtbot.keyClick(page.search, Qt.Key.Key_Return)


def test_a_filter_shows_its_value_and_is_cleared_by_its_cross_or_the_delete_key(qtbot, page):
    sector = page.filters["sectors"]
    sector.choose(frozenset({"seafood"}))
    assert names(page) == ["Selan Pearl Fisheries", "บริษัท ทะเลใส"]
    assert sector.words == "Sector: Seafood and fishing"
    assert page._count.text() == "2 of 5 shown"
    qtbot.mouseClick(sector, Qt.MouseButton.LeftButton, pos=sector._cross().center())
    assert len(names(page)) == 5
    sector.choose(frozenset({"seafood"}))
    qtbot.keyClick(sector, Qt.Key.Key_Delete)
    assert len(names(page)) == 5


def test_the_menu_of_a_filter_counts_what_is_there(page):
    words = [action.text() for action in page.filters["sectors"].menu_now().actions()]
    assert "Seafood and fishing  (2)" in words


def test_when_nothing_fits_one_button_clears_everything(qtbot, page):
    page.search.setText("zzz")
    page.search.search_now()
    page.filters["sectors"].choose(frozenset({"seafood"}))
    assert page._middle.currentWidget() is page._none_fit
    page._none_fit.action.click()
    assert len(names(page)) == 5
    assert page.search.text() == ""


def test_stages_can_be_filtered_and_never_sorted(page):
    page.filters["stages"].choose(frozenset({"mature"}))
    assert names(page) == ["Selan Pearl Fisheries"]
    stage = next(n for n, column in enumerate(page.model.columns) if column.title == "Stage")
    assert page.model.columns[stage].sort is None


def test_companies_without_a_recent_talk_can_be_found(page):
    page.filters["talks"].choose(frozenset({"never"}))
    assert "Selan Pearl Fisheries" not in names(page)
    assert len(names(page)) == 4


def test_the_chosen_row_stays_when_another_company_is_added(page, session, company):
    page.table.choose(company("Selan"))
    session.do(records.create, "company", answers={"name": Answer.of("Brightwater Aqua Farms")})
    page.refresh(None)
    assert names(page)[0] == "Brightwater Aqua Farms"
    assert page.table.current().name == "Selan Pearl Fisheries"


def test_the_pane_shows_the_chosen_company_and_escape_closes_it(qtbot, page, company):
    page.table.choose(company("Selan"))
    qtbot.waitUntil(lambda: page.pane.title.text() == "Selan Pearl Fisheries")
    assert "about 1,400 people" in page.pane.facts.text()
    qtbot.keyClick(page.pane, Qt.Key.Key_Escape)
    assert not page.pane.isVisible()
    assert page.focusWidget() is page.table
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    assert page.pane.isVisible()


def test_the_pane_follows_what_was_written_on_another_page(shell, session, workspace, company):
    new = session.do(records.create, "company", answers={"name": Answer.of("Lumen Tiles")}).created[0]
    shell.go("companies", {"chosen": new})
    assert "no opportunity yet" in words(shell.current.pane)
    shell.go("home")
    session.do(records.create, "opportunity", about=new, answers={"title": Answer.of("Fee free hiring")})
    shell.go("companies")
    assert "Spotted" in words(shell.current.pane)


@pytest.mark.parametrize("width", [1280, 1600])
def test_the_buttons_of_the_pane_are_never_cut(qtbot, shell, company, width):
    shell.resize(width, 800)
    shell.go("companies", {"chosen": company("Selan")})
    pane = shell.current.pane
    qtbot.waitUntil(lambda: pane.isVisible() and pane.title.text() == "Selan Pearl Fisheries")
    for button in pane.findChildren(Button):
        if button.isVisible():
            assert button.width() >= button.minimumSizeHint().width()
            assert pane.rect().contains(button.mapTo(pane, button.rect().bottomRight()))


def test_a_narrow_window_has_no_room_for_the_pane(page):
    page.resize(800, 700)
    assert not page.pane.isVisible()


def test_enter_opens_the_company(qtbot, page, company):
    page.table.choose(company("Okavi"))
    with qtbot.waitSignal(page.go) as gone:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert gone.args == ["company", {"company": company("Okavi")}]


def test_coming_back_finds_the_same_row(page, company):
    page.open(chosen=company("Tasini"))
    assert page.place() == {"chosen": company("Tasini")}


def test_a_deleted_company_can_be_taken_back(qtbot, page, session, company):
    page.table.choose(company("Okavi"))
    page.table.setFocus()
    with qtbot.waitSignal(page.undoable) as said:
        qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert said.args == ["Okavi Garments was deleted."]
    page.refresh(None)
    assert "Okavi Garments" not in names(page)
    session.undo()
    page.refresh(None)
    assert "Okavi Garments" in names(page)


def test_columns_are_chosen_and_remembered(qtbot, page, session):
    country = next(n for n, column in enumerate(page.model.columns) if column.title == "Country")
    assert page.table.isColumnHidden(country)
    page._toggle_column(country)
    assert not page.table.isColumnHidden(country)
    again = CompaniesPage(session)
    qtbot.addWidget(again)
    assert not again.table.isColumnHidden(country)


def test_the_list_is_saved_as_it_is_shown_without_the_stage(page, tmp_path):
    page.search.setText("okav")
    page.search.search_now()
    page.export(tmp_path / "companies.csv")
    with (tmp_path / "companies.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["Company"] for row in rows] == ["Okavi Garments"]
    assert {"Sector", "Country", "Town or area", "Last talk"} <= set(rows[0])
    assert not {"Stage", "People"} & set(rows[0])  # a stage is no grade; the column of people is not shown
    page._toggle_column(7)
    page.export(tmp_path / "companies.xlsx")
    sheet = load_workbook(tmp_path / "companies.xlsx").active
    assert [cell.value for cell in sheet[1]][-1] == "People"
    assert "companies.xlsx was saved." in words(page.note)


def test_a_print_of_the_list_holds_the_companies_shown(qtbot, page, shell):
    page.search.setText("okav")
    page.search.search_now()
    with qtbot.waitSignal(page.ask) as asked:
        page.print_list()
    name, given = asked.args
    assert (name, given["kind"], given["about"], given["records"]) == ("make_report", "list", "company", [page.shown()[0].id.hex])
    dialog = shell.show_dialog(name, given)
    qtbot.waitUntil(lambda: dialog.main_button.isEnabled())


def test_without_a_company_there_is_nothing_to_save(page):
    assert page.save_button.isVisible()
    page.search.setText("nothing like it")
    page.search.search_now()
    assert not page.save_button.isVisible()


def test_a_company_without_a_sector_stands_last_whichever_way_the_sectors_are_sorted(page, session):
    session.do(records.create, "company", answers={"name": Answer.of("Aroma Hall")})
    page.refresh(None)
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        page.table.sortByColumn(1, order)
        sectors = [page.model.index(n, 1).data() for n in range(page.model.rowCount())]
        missing = sectors.index("–")
        assert set(sectors[missing:]) == {"–"}
        known = [each.casefold() for each in sectors[:missing]]
        assert known == sorted(known, reverse=order == Qt.SortOrder.DescendingOrder)
