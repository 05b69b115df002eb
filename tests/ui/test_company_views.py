"""The company list keeps named views: words, filters, columns and order under one name, chosen again from one menu."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, Qt

from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import records
from ctip_desktop.queries.companies import NOBODY
from ui.dialogs.name_view import NameView
from ui.pages.companies import CompaniesPage

LEAD = 8


@pytest.fixture
def page(shell) -> CompaniesPage:
    shell.resize(1280, 800)
    shell.go("companies")
    return shell.current


def names(page: CompaniesPage) -> list[str]:
    return [page.model.index(n, 0).data() for n in range(page.model.rowCount())]


def entry(page: CompaniesPage, words: str):
    return next(one for one in page.views.button.menu_now().actions() if one.text().startswith(words))


def offered(page: CompaniesPage) -> list[str]:
    return [one.text() for one in page.views.button.menu_now().actions() if one.text() and one.isEnabled()]


def answer(qtbot, shell, name: str) -> NameView:
    """Type a name into the dialog and press Enter."""
    dialog = shell.dialogs()[0]
    assert isinstance(dialog, NameView)
    dialog.name.selectAll()
    qtbot.keyClicks(dialog.name, name)
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    QCoreApplication.processEvents()
    return dialog


def keep(qtbot, shell, page: CompaniesPage, name: str) -> None:
    entry(page, "Keep what is shown").trigger()
    answer(qtbot, shell, name)


def test_a_view_brings_back_words_filters_columns_and_order(qtbot, shell, page):
    usual, own = names(page), page._columns_shown()
    page.filters["sectors"].choose(frozenset({"seafood"}))
    page.search.setText("sel")
    page.search.search_now()
    page._toggle_column(2)
    page.table.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    assert not entry(page, "All companies").isChecked()
    shown, columns = names(page), page._columns_shown()
    keep(qtbot, shell, page, "Fish  in Selan")
    assert page.views.button.words == "View: Fish in Selan"
    entry(page, "All companies").trigger()
    assert (names(page), page.search.text(), page.views.button.words) == (usual, "", "Views")
    assert entry(page, "All companies").isChecked()
    assert page._columns_shown() == own ^ {2}  # ticked before there was a view: the person's own choice
    entry(page, "Fish in Selan").trigger()
    assert (names(page), page.search.text(), page._columns_shown()) == (shown, "sel", columns)
    header = page.table.horizontalHeader()
    assert (header.sortIndicatorSection(), header.sortIndicatorOrder()) == (2, Qt.SortOrder.DescendingOrder)


def test_columns_tried_in_a_view_do_not_change_the_own_ones(qtbot, shell, page):
    own = page._columns_shown()
    keep(qtbot, shell, page, "Mine")
    page._toggle_column(LEAD)
    assert page.views.button.words == "View: Mine, changed"
    entry(page, "All companies").trigger()
    assert page._columns_shown() == own


def test_what_was_changed_since_is_kept_under_the_same_name_only_when_asked(qtbot, shell, page):
    keep(qtbot, shell, page, "Mine")
    assert not any(one.startswith("Keep the change") for one in offered(page))
    page.filters["countries"].choose(frozenset({"KH"}))
    entry(page, "Mine").trigger()
    assert not page.filters["countries"].chosen
    page.filters["countries"].choose(frozenset({"KH"}))
    entry(page, "Keep the change").trigger()
    assert page.views.button.words == "View: Mine"
    page.clear_filters()
    assert page.views.button.words == "View: Mine, changed"
    entry(page, "Mine").trigger()
    assert page.filters["countries"].chosen == {"KH"}


def test_a_view_is_renamed_and_stays_the_chosen_one(qtbot, shell, page):
    keep(qtbot, shell, page, "Mine")
    page.filters["countries"].choose(frozenset({"KH"}))
    entry(page, "Rename").trigger()
    answer(qtbot, shell, "Ours")
    assert page.views.button.words == "View: Ours, changed"
    assert "Mine" not in offered(page)


def test_a_name_that_is_taken_or_empty_is_not_kept(qtbot, shell, page):
    keep(qtbot, shell, page, "Mine")
    page.filters["countries"].choose(frozenset({"KH"}))
    entry(page, "Keep what is shown").trigger()
    dialog = answer(qtbot, shell, "mine")
    assert dialog.isVisible()
    assert "There is already a view “Mine”" in dialog.field.problem
    assert answer(qtbot, shell, " ").field.problem == "Write a name."
    answer(qtbot, shell, "Theirs")
    assert page.views.button.words == "View: Theirs"


def test_a_deleted_view_can_be_brought_back(qtbot, shell, page):
    page.filters["countries"].choose(frozenset({"KH"}))
    keep(qtbot, shell, page, "Mine")
    shown = names(page)
    entry(page, "Delete").trigger()
    assert (page.views.button.words, names(page)) == ("Views", shown)
    assert "“Mine” was deleted" in page.views.note.text()
    page.clear_filters()
    qtbot.mouseClick(page.views._back, Qt.MouseButton.LeftButton)
    assert not page.views.note.isVisible()
    entry(page, "Mine").trigger()
    assert names(page) == shown


def test_a_view_is_there_after_the_window_was_built_anew_and_names_a_value_no_company_has_now(qtbot, shell, page, session, company):
    session.do(records.answer, company("Selan"), "owner", Answer.of("Ana Solis"))
    page.filters["owners"].choose(frozenset({"Ana Solis"}))
    keep(qtbot, shell, page, "Ana")
    session.do(records.answer, company("Selan"), "owner", Answer.of("Tam Orr"))
    again = CompaniesPage(session)
    qtbot.addWidget(again)
    again.on_shown()
    entry(again, "Ana").trigger()
    assert names(again) == []
    assert again.filters["owners"].words == "Lead: Ana Solis"


def test_the_way_back_leads_to_what_was_shown(qtbot, shell, page):
    page.filters["countries"].choose(frozenset({"KH"}))
    keep(qtbot, shell, page, "Mine")
    page.filters["sectors"].choose(frozenset({"garments"}))
    shown, place = names(page), page.place()
    again = CompaniesPage(page.session)
    qtbot.addWidget(again)
    again.open(**place)
    again.on_shown()
    assert (names(again), again.views.button.words) == (shown, "View: Mine, changed")


@pytest.mark.parametrize("kept", ["odd", {"A": 1}, {"A": {"~columns": "x", "~order": [99, 1], "flags": ["x"], "talks": {"ever": "Ever"}, "text": 5}}])
def test_views_that_are_not_ours_do_no_harm(qtbot, session, workspace, kept):
    workspace.set_setting("company_views", kept)
    page = CompaniesPage(session)
    qtbot.addWidget(page)
    page.on_shown()
    page.views.open("A")
    page.clear_filters()
    assert len(names(page)) == 5


def test_companies_are_found_by_who_leads_or_that_nobody_does(page, session, company):
    session.do(records.answer, company("Selan"), "owner", Answer.of("Ana Solis"))
    page.filters["owners"].choose(frozenset({"Ana Solis"}))
    assert names(page) == ["Selan Pearl Fisheries"]
    page.filters["owners"].choose(frozenset({NOBODY}))
    assert "Selan Pearl Fisheries" not in names(page)
