"""Add a person at a company."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ui.dialogs.quick_form import SubjectForm
from ui.session import Session


class AddContact(SubjectForm):
    """Name and job are enough to begin."""

    form = "contact"
    names = ("name", "job", "unit", "champion", "phone", "email", "told")
    more = ("can_get_things_done", "decision_right", "reach_method", "introduced_by", "introduced_by_text")

    def __init__(self, session: Session, company: str = "", parent: QWidget | None = None) -> None:
        super().__init__(session, _tr("Add a contact"), _tr("Add the contact"), _tr("At which company?"), company, parent=parent)


def _tr(text: str) -> str:
    return QCoreApplication.translate("AddContact", text)
