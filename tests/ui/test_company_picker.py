"""The company page with large text: its parts stand in one list above the page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ui.pages.company.company import CompanyPage
from ui.pages.company.nav import FORM
from ui.theme import look


def test_walking_through_the_parts_with_the_arrows_opens_no_form_and_reaches_the_last_one(qtbot, session, company):
    look().choose(percent=150)
    try:
        page = CompanyPage(session)
        qtbot.addWidget(page)
        page.open(company=company())
        page.show()
        page.on_shown()
        left = []
        page.go.connect(lambda name, _where: left.append(name))
        seen = ["overview"]
        for _step in range(page.picker.count()):
            QTest.keyClick(page.picker, Qt.Key.Key_Down)
            seen.append(page.picker.currentData())
        assert left == [], "no other page was opened on the way"
        assert seen[-1] == "history"
        assert not any(name.startswith(FORM) for name in seen)
        every = [page.picker.itemData(place) for place in range(page.picker.count())]
        assert set(seen) == {name for name in every if not name.startswith(FORM)}
        for _step in every:
            QTest.keyClick(page.picker, Qt.Key.Key_Up)
        assert page.picker.currentData() == "overview"
        page.picker.setCurrentIndex(next(n for n, name in enumerate(every) if name.startswith(FORM)))
        page.picker.activated.emit(page.picker.currentIndex())
        assert left == ["wizard"], "chosen in the list it opens"
    finally:
        look().choose(percent=100)
