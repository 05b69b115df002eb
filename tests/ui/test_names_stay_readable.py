"""The column a line is known by keeps room for its words, also in large text: the other columns scroll then."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from tests.ui import partners
from tests.ui.wizard.filling import opened
from ui.theme import px
from ui.widgets.side_nav import Place, SideNav
from ui.widgets.table import Table


@pytest.fixture
def idea(workspace, company):
    return partners.opportunity(workspace, company("Okavi"), "Recruitment without fees, East Talven", "running", "2025-11-01")


def name_column(table: Table) -> int:
    return next(place for place, column in enumerate(table.rows.columns) if not column.width)


def test_a_partnership_keeps_its_name_in_large_text_on_a_small_screen(the_look, shell, qtbot, workspace, company, idea):
    partners.life(workspace, company("Okavi"), idea)
    the_look.choose(percent=150)
    shell.resize(1366, 768)
    shell.go("partnerships")
    table = shell.current.list.table
    qtbot.waitUntil(lambda: table.columnWidth(name_column(table)) >= px(240))
    assert table.horizontalScrollBar().maximum() > 0, "the other columns scroll"


def test_an_idea_on_the_pipeline_list_keeps_its_title_in_large_text(the_look, shell, qtbot, idea):
    the_look.choose(percent=150)
    shell.resize(1366, 768)
    shell.go("pipeline", {"view": "list"})
    table = next(one for one in shell.current.findChildren(Table))
    qtbot.waitUntil(lambda: table.columnWidth(name_column(table)) >= px(220))


@pytest.mark.parametrize("percent", [100, 120])
def test_the_words_of_a_register_never_run_into_its_number(the_look, qtbot, percent):
    the_look.choose(percent=percent)
    nav = SideNav("Registers")
    qtbot.addWidget(nav)
    places = [Place("nda", "Non-disclosure agreement and more", count="1,204"), Place("goal", "Goal", count="3")]
    nav.show_places(places)
    nav.resize(nav.width(), 400)
    nav.show()
    long, short = nav.findChildren(QPushButton)
    qtbot.waitUntil(lambda: long.height() > short.height())
    assert " ".join(long.text().split()) == "Non-disclosure agreement and more", "every word stands there, on two lines"
    qtbot.waitUntil(lambda: long.height() >= 2 * long.fontMetrics().height())
    assert long.accessibleName() == "Non-disclosure agreement and more, 1,204"
    assert short.text() == "  Goal"


def test_two_lines_of_a_list_that_scrolls_are_read_whole(qtbot):
    nav = SideNav("Pages of the handbook")
    qtbot.addWidget(nav)
    nav.show_places([Place("more", "Pipeline, partnerships, registers, calendar"), *(Place(f"p{n}", "Short") for n in range(40))])
    nav.resize(nav.width(), 300)
    nav.show()
    long = nav.findChildren(QPushButton)[0]
    qtbot.waitUntil(lambda: "\n" in long.text() and long.height() >= 2 * long.fontMetrics().height())


def test_the_headings_of_the_lines_of_a_list_are_read_whole(qtbot, session, company):
    page = opened(qtbot, session, form="desk_research", about=company("Okavi"))
    page.resize(1100, 768)
    page.wizard.go_to("suppliers")
    card = page.wizard.section(page.wizard.current).repeats["suppliers"]
    card.add_row()
    qtbot.waitUntil(lambda: card.table.isVisible() and card.table.width() > 0)
    header = card.table.horizontalHeader()
    wraps = Qt.TextFlag.TextWordWrap
    for place, question in enumerate(card.model.columns):
        inside = header.sectionSize(place) - px(30)  # what the style sheet leaves free beside the words
        needed = header.fontMetrics().boundingRect(0, 0, inside, 0, wraps, question.label).height()
        assert header.height() >= needed + px(12), question.label
