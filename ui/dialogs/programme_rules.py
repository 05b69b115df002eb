"""Reminders and rules of the programme."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ui.dialogs.programme_record import ProgrammeForm
from ui.session import Session


class ProgrammeRules(ProgrammeForm):
    """Days, months, and how strict we are."""

    names = ("reminder_days", "shelf_life", "recheck_months", "gate", "lock_minutes")

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, _tr("Reminders and rules"), _tr("Keep"), _tr("They hold for everybody who works with us."), parent)


def _tr(text: str) -> str:
    return QCoreApplication.translate("ProgrammeRules", text)
