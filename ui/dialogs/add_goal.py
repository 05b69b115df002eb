"""The next goal, agreed with the company."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ui.dialogs.quick_form import SubjectForm
from ui.session import Session


class AddGoal(SubjectForm):
    """What the company wants to reach next, and until when."""

    form = "goal"
    names = ("goal", "stage", "by_date", "agreed_with", "agreed_on")

    def __init__(self, session: Session, company: str = "", parent: QWidget | None = None) -> None:
        super().__init__(session, _tr("Next goal"), _tr("Keep the goal"), _tr("For which company?"), company, parent=parent)


def _tr(text: str) -> str:
    return QCoreApplication.translate("AddGoal", text)
