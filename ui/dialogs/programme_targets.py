"""The targets of the programme."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ui.dialogs.programme_record import ProgrammeForm
from ui.session import Session


class ProgrammeTargets(ProgrammeForm):
    """Partnerships, money, meetings, people and organisations; each may stay empty."""

    names = ("target_partnerships", "target_private", "target_private_currency", "target_meetings", "target_people", "target_organisations")

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(
            session,
            _tr("What we want to reach, in numbers"),
            _tr("Keep"),
            _tr("A target is a help to look, not a mark. Figures show how far we are."),
            parent,
        )


def _tr(text: str) -> str:
    return QCoreApplication.translate("ProgrammeTargets", text)
