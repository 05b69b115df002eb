"""A letter goes through a menu, as it does through a list."""

from __future__ import annotations

from PySide6.QtCore import Qt

from ui.widgets.letter_menu import LetterMenu


def test_a_letter_goes_to_the_next_entry_that_begins_with_it(qtbot):
    menu = LetterMenu()
    qtbot.addWidget(menu)
    for words in ("Desk research", "Expectations", "Due diligence"):
        menu.addAction(words)
    for expected in ("Desk research", "Due diligence", "Desk research"):
        qtbot.keyClick(menu, Qt.Key.Key_D)
        assert menu.activeAction().text() == expected
