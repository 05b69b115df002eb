"""Help: the handbook can be read and searched in the window, and F1 leads to what the page is about."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt, QUrl

from ctip_desktop.forms.catalogue import Catalogue
from ui.pages.help import FORM, topics
from ui.pages.print_form import explained, print_menu
from ui.pages.registry import pages
from ui.theme import look


@pytest.fixture
def help_page(shell):
    shell.go("help")
    return shell.current


def shown(page) -> str:
    return page.reader.toPlainText()


def test_the_handbook_opens_at_its_first_page(help_page):
    assert shown(help_page).startswith("Start")
    assert "It runs on your laptop and needs no internet." in shown(help_page)


@pytest.mark.parametrize(
    "page", [spec for spec in pages() if spec.name not in ("help", "wizard", "company", "as_of", "score_card")], ids=lambda page: page.name
)
def test_f1_opens_the_handbook_at_what_the_page_is_about_and_the_way_back_leads_there(qtbot, shell, page):
    shell.go(page.name)
    qtbot.keyClick(shell.current, Qt.Key.Key_F1)
    assert (shell.current_name, shell.current.place()) == ("help", {"topic": page.topic})
    shell.back()
    assert shell.current_name == page.name


def test_every_page_is_about_something_the_handbook_has():
    assert {spec.topic for spec in pages()} <= {topic.name for topic in topics()}


def test_every_form_of_the_catalogue_says_what_it_is_for():
    written = {topic.name.removeprefix(FORM) for topic in topics() if topic.of_form}
    assert {form.name for form in Catalogue.built_in().forms()} <= written


def test_a_link_leads_to_its_page_and_its_heading_and_none_leads_out(shell, help_page):
    help_page.reader.anchorClicked.emit(QUrl("more.md#forms-of-your-own"))
    page = shell.current
    assert page.place() == {"topic": "more"}
    assert page.reader.textCursor().block().text() == "Forms of your own"
    links = [link for topic in topics() for link in re.findall(r"(?<!!)\[[^]]*\]\(([^)]+)\)", topic.text)]
    assert len(links) > 10
    assert all(re.fullmatch(r"[a-z-]+\.md(#[a-z-]+)?", link) for link in links)


def test_words_are_found_in_the_pages_that_have_them_and_marked(qtbot, help_page):
    help_page.search.setText("USB stick")
    help_page.search.search_now()
    assert [words for _, words in help_page.nav.words()] == [topic.title for topic in topics() if topic.holds(["usb", "stick"])]
    assert {place.cursor.selectedText().casefold() for place in help_page.reader.extraSelections()} == {"usb", "stick"}
    help_page.search.setText("zebra")
    help_page.search.search_now()
    assert help_page._none.isVisibleTo(help_page)
    assert not help_page.reader.isVisibleTo(help_page)
    help_page.search.setText("")
    help_page.search.search_now()
    assert len(help_page.nav.words()) == len(topics())


def test_a_page_that_is_read_again_keeps_its_letters(qtbot, help_page):
    first = help_page.reader.toHtml()
    help_page.open(topic="exchange")
    help_page.open(topic="start")
    assert help_page.reader.toHtml() == first


def test_pictures_are_as_wide_as_there_is_room(qtbot, shell, help_page):
    shell.resize(1024, 600)
    qtbot.waitUntil(lambda: not help_page.reader._again.isActive())
    assert not help_page.reader.document().find("\ufffc").isNull()
    assert help_page.reader.document().idealWidth() <= help_page.reader.viewport().width()


def test_with_large_text_the_pages_are_a_list_that_opens(shell):
    look().choose(percent=150)
    shell.go("help", {"topic": "exchange"})
    assert shell.current.nav.picker.currentText() == "Exchange with colleagues"


def test_a_form_says_what_it_is_for_and_the_way_back_leads_to_it(shell, company):
    shell.go("wizard", {"form": "maturity", "about": company()})
    wizard = shell.current
    menu = explained(print_menu(wizard.form, None, wizard.ask.emit, wizard), wizard.form, wizard.go.emit)
    (action,) = [one for one in menu.actions() if one.text() == "What this form is for"]
    action.trigger()
    assert shown(shell.current).startswith("Stage on the path")
    shell.back()
    assert (shell.current, wizard.form.name) == (wizard, "maturity")
