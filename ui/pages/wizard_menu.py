"""The three dots of a form: print it, read what it is for, delete it, erase it for good."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu, QWidget

from ctip_desktop.forms.model import Form, Kind
from ctip_desktop.operations import records
from ui.icons import icon
from ui.pages.page import Page
from ui.pages.print_form import explained, open_print_menu, print_menu


def offer_menu(page: Page, form: Form, record: UUID | None, button: QWidget) -> None:
    """Write what is typed and open the menu below its button."""
    page.flush()
    open_print_menu(form_menu(page, form, record), button)


def form_menu(page: Page, form: Form, record: UUID | None) -> QMenu:
    """What can be done. record: None while nobody has begun it. The programme's own record is never erased as a whole."""
    menu = explained(print_menu(form, record, page.ask.emit, page), form, page.go.emit)
    if record is not None and record != page.session.workspace.programme_id:
        menu.addSeparator()
        if form.kind is not Kind.ENTITY:
            menu.addAction(icon("x", "bad"), QCoreApplication.translate("WizardMenu", "Delete"), partial(_delete, page, form, record))
        words = QCoreApplication.translate("WizardMenu", "Erase this for good")
        menu.addAction(icon("x", "bad"), words, partial(page.ask.emit, "erase", {"record": record.hex}))
    return menu


def _delete(page: Page, form: Form, record: UUID) -> None:
    """Delete what is filled in and go back; it can be taken back, what is erased cannot."""
    if page.session.do(records.delete, record) is not None:
        page.back.emit()
        page.undoable.emit(QCoreApplication.translate("WizardMenu", "{entry} was deleted.").format(entry=page.title or form.title))
