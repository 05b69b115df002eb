"""What the scenarios of filling in a form share."""

from __future__ import annotations

from PySide6.QtCore import Qt

from ctip_desktop.forms.model import Answer
from ctip_desktop.queries.records import show
from ui.pages.wizard import WizardPage


def opened(qtbot, session, **where) -> WizardPage:
    page = WizardPage(session)
    qtbot.addWidget(page)
    page.resize(1366, 768)
    session.changed.connect(page.on_changes)
    page.open(**where)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def kept(session, page, path) -> Answer:
    return show(session.workspace, page.record).answers[path].answer


def click(qtbot, page, path, choice) -> None:
    page.wizard.go_to(path)
    card = page.wizard.card(path)
    qtbot.mouseClick(card.field.segmented.button(choice), Qt.MouseButton.LeftButton)


def first_of(page, fits) -> str:
    """The first question that is asked now and fits."""
    return next(name for name, place in page.wizard.outline.places.items() if fits(place.question) and page.wizard.sheet.relevant(name))


def with_policy(qtbot, session, company) -> WizardPage:
    page = opened(qtbot, session, form="due_diligence", about=company)
    click(qtbot, page, "policy", "yes")
    return page
