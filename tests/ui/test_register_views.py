"""Registers keep named views as Companies does: words, filters, columns and order of one register under one name."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, Qt

from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import records
from ui.dialogs.name_view import NameView
from ui.pages.registers import RegistersPage
from ui.pages.registers.columns import ABOUT
from ui.pages.registers.register import RegisterView

CONCERNS = (
    ("Selan", "deal_breaker", "Our name in the press", "open", "2026-09-01"),
    ("Selan", "concern", "Audit reports stay secret", "in_talks", "2026-08-01"),
    ("Okavi", "wish", "Training days", "resolved", "2026-07-15"),
)


@pytest.fixture
def page(shell, workspace, company) -> RegistersPage:
    for name, kind, text, status, day in CONCERNS:
        given = {"side": "company", "kind": kind, "text": text, "status": status, "raised_on": day}
        answers = {key: Answer.of(value) for key, value in given.items()}
        records.create(workspace, "concern", about=company(name), answers=answers, status="finished")
    shell.resize(1280, 800)
    shell.go("registers", {"form": "concern"})
    return shell.current


def words(view: RegisterView) -> list[str]:
    return [line.texts["text"] for line in view.shown()]


def entry(view: RegisterView, begins: str):
    return next(one for one in view.views.button.menu_now().actions() if one.text().startswith(begins))


def keep(qtbot, shell, view: RegisterView, name: str) -> None:
    entry(view, "Keep what is shown").trigger()
    dialog = shell.dialogs()[0]
    assert isinstance(dialog, NameView)
    qtbot.keyClicks(dialog.name, name)
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    QCoreApplication.processEvents()


def test_a_view_of_a_register_brings_back_words_filters_columns_and_order(qtbot, shell, page):
    view = page.view
    own = view.columns_shown()
    view.filters.buttons["status"].choose(frozenset({"open", "resolved"}))
    view.filters.search.setText("a")
    view.filters.search.search_now()
    view._toggle_column("kind")
    view.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    shown, columns = words(view), view.columns_shown()
    assert columns != own
    keep(qtbot, shell, view, "Still to talk about")
    assert view.views.button.words == "View: Still to talk about"
    entry(view, "All entries").trigger()
    assert (words(view), view.filters.active, view.views.button.words) == ([text for _, _, text, _, _ in CONCERNS], False, "Views")
    view._toggle_column("kind")
    entry(view, "Still to talk about").trigger()
    assert (words(view), view.columns_shown(), view.filters.search.text()) == (shown, columns, "a")
    assert view.table.rows.sorted_by == (0, Qt.SortOrder.DescendingOrder)
    view._toggle_column("side")
    assert view.views.button.words == "View: Still to talk about, changed"
    entry(view, "All entries").trigger()
    assert view.columns_shown() == own  # what is tried in a view is the view's


def test_each_register_and_checklist_has_views_of_its_own(qtbot, shell, page, workspace, company):
    keep(qtbot, shell, page.view, "Mine")
    records.create(workspace, "due_diligence", about=company("Selan"))
    records.create(workspace, "due_diligence", about=company("Okavi"))
    page.open(form="due_diligence")
    view = page.view
    assert [one.text() for one in view.views.button.menu_now().actions() if one.isCheckable()] == ["All entries"]
    view.filters.buttons[ABOUT].choose(frozenset({company("Okavi").hex}))
    keep(qtbot, shell, view, "Okavi alone")
    entry(view, "All entries").trigger()
    assert len(view.shown()) == 2
    entry(view, "Okavi alone").trigger()
    assert [line.texts[ABOUT] for line in view.shown()] == ["Okavi Garments"]
    page.show_register("concern")
    assert page.view.views.button.words == "View: Mine"


def test_a_view_names_what_no_entry_is_about_now(qtbot, shell, page, session, company):
    page.view.filters.buttons[ABOUT].choose(frozenset({company("Okavi").hex}))
    keep(qtbot, shell, page.view, "Okavi")
    session.do(records.delete, page.view.shown()[0].entry.id)
    again = RegistersPage(session)
    qtbot.addWidget(again)
    again.open(form="concern")
    again.on_shown()
    entry(again.view, "Okavi").trigger()
    assert words(again.view) == []
    assert again.view.filters.buttons[ABOUT].words == "About: Okavi Garments"


def test_the_way_back_leads_to_the_view_and_what_was_changed_in_it(qtbot, shell, page):
    page.view.filters.buttons["kind"].choose(frozenset({"concern", "wish"}))
    keep(qtbot, shell, page.view, "Mine")
    page.view.filters.buttons["status"].choose(frozenset({"resolved"}))
    again = RegistersPage(page.session)
    qtbot.addWidget(again)
    again.open(**page.place())
    again.on_shown()
    assert (words(again.view), again.view.views.button.words) == (["Training days"], "View: Mine, changed")


def test_a_view_that_is_not_ours_does_no_harm(qtbot, session, workspace, page):
    workspace.set_setting("register_views_concern", {"A": {"~columns": [["x"], 5], "~order": [{}, 1], "status": ["open"], "~words": 5}})
    again = RegistersPage(session)
    qtbot.addWidget(again)
    again.open(form="concern")
    again.on_shown()
    own = again.view.columns_shown()
    again.view.views.open("A")
    assert (again.view.columns_shown(), again.view.filters.search.text()) == (own, "5")
