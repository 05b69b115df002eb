"""Printing a form from where it is filled in: blank, or with the answers that are there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtWidgets import QMenu, QWidget

from ctip_desktop.forms.model import ONE_PERSONS, Form, Share
from ctip_desktop.queries.answers import own_reflection
from ui.icons import icon
from ui.pages.help import FORM, helped_forms

Ask = Callable[[str, Mapping[str, Any]], object]


def print_menu(form: Form, record: UUID | None, ask: Ask, parent: QWidget) -> QMenu:
    """What can be printed of a form. record: None while nobody has begun it. A form the team fills in alone is proposed for the team; for a company
    the dialog refuses it and says why. Answers that all stay with the team, as what was heard in first talks, are proposed for the team, too."""
    reader = "internal" if own_reflection(form) else "partner"
    given = {"kind": "blank_form", "about": form.name, "audience": reader}
    menu = QMenu(parent)
    menu.addAction(icon("print"), _tr("Print blank"), partial(ask, "make_report", given))
    answered = {**given, "record": record.hex if record else "", "audience": "internal" if _stays_here(form) else reader}
    filled = menu.addAction(icon("print"), _tr("Print with answers"), partial(ask, "make_report", answered))
    filled.setEnabled(record is not None)
    if form.kind not in ONE_PERSONS:
        sheet = {"kind": "record", "record": record.hex if record else ""}
        read = menu.addAction(icon("report"), _tr("Print answers as a sheet"), partial(ask, "make_report", sheet))
        read.setEnabled(record is not None)
    return menu


def _stays_here(form: Form) -> bool:
    """No answer to the form is for others to read."""
    return all(question.share in (None, Share.INTERNAL, Share.STRICT) for question in form.walk())


def explained(menu: QMenu, form: Form, go: Ask) -> QMenu:
    """The menu, also with the way to what the form is for; a programme's own form has no such page."""
    if form.name in helped_forms():
        menu.addSeparator()
        menu.addAction(icon("help"), _tr("What this form is for"), partial(go, "help", {"topic": f"{FORM}{form.name}"}))
    return menu


def open_print_menu(menu: QMenu, button: QWidget) -> None:
    """Show the menu below its button."""
    menu.popup(button.mapToGlobal(QPoint(0, button.height() + 2)))


def _tr(text: str) -> str:
    return QCoreApplication.translate("PrintForm", text)
