"""The list beside a print in the making: what the leak check found is shown so that a person can find and change it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from ctip_desktop.reports.audience import Audience
from ctip_desktop.reports.build import Kind, Report
from ctip_desktop.reports.leaks import Leak
from ui.dialogs.report_left_out import MOST_LEAKS, LeftOutPane
from ui.widgets.base import Scroller


@pytest.fixture
def pane(qtbot):
    made = LeftOutPane()
    qtbot.addWidget(made)
    return made


def shown(pane: LeftOutPane) -> list[str]:
    return [label.text() for label in pane.findChildren(QLabel) if label.text()]


def stopped(*leaks: Leak) -> Report:
    return Report(b"", (), leaks, 1, "Selan Pearl Fisheries")


def test_the_words_the_check_found_are_shown_with_their_place_and_what_stands_about_them(pane):
    found = Leak("page 2", "Names and contacts of people", "Anek Toru", "… we talked with anek toru about the boats …")
    pane.show_report(stopped(found), Audience.DONOR, Kind.COMPANY)
    words = shown(pane)
    assert "“Anek Toru”" in words
    assert "Page 2 · Names and contacts of people" in words
    assert "There it says: … we talked with anek toru about the boats …" in words
    assert "stands in another text" in pane.check.text()
    assert "change that answer" in pane.check.text()


def test_a_long_list_of_finds_ends_with_how_many_more(pane):
    pane.show_report(stopped(*(Leak("page 1", "Conversations", f"Words {n}") for n in range(MOST_LEAKS + 3))), Audience.DONOR)
    assert "and 3 more" in shown(pane)


def test_what_was_found_is_in_no_message(pane):
    report = stopped(Leak("page 2", "Names and contacts of people", "Anek Toru", "with Anek Toru"))
    assert "Anek" not in repr(report.leaks) + str(report.leaks[0])


def test_signs_and_scripts_that_are_not_printed_as_they_are_written_are_told(pane):
    pane.show_report(Report(b"", (), (), 1, "Selan", missing=("🌊", "😀"), one_by_one=("Khmer",)), Audience.INTERNAL)
    words = shown(pane)
    assert "Our fonts do not have: 🌊 😀. Each is printed as an empty sign." in words
    assert any(text.startswith("Khmer: the letters are printed one after the other") for text in words)


def test_a_long_address_that_was_found_makes_the_list_no_wider(qtbot):
    scroller = Scroller(margins=(0, 0, 0, 0), gap=0)
    pane = LeftOutPane()
    scroller.body.addWidget(pane)
    qtbot.addWidget(scroller)
    scroller.resize(352, 300)
    scroller.show()
    address = "https://selan-pearl.example/" + "papers" * 14
    pane.show_report(stopped(*(Leak("page 1", "Titles and links of sources", address, f"see {address} there") for _ in range(6))), Audience.DONOR)
    qtbot.waitUntil(lambda: scroller.verticalScrollBar().maximum() > 300)
    assert pane.minimumSizeHint().width() <= 352
    found = next(label for label in pane.findChildren(QLabel) if "papers" in label.text().replace("\u200b", ""))
    assert found.height() >= found.heightForWidth(found.width())


def test_before_there_is_a_print_the_list_says_what_it_will_hold(pane):
    pane.show_nothing()
    assert shown(pane) == ["What is left out will be listed here, with the reason."]
    pane.show_report(stopped(), Audience.DONOR)
    assert "What is left out will be listed here, with the reason." not in shown(pane)
