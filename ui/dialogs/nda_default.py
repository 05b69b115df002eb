"""What stays shareable in a new agreement of non-disclosure."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ui.dialogs.programme_record import ProgrammeForm
from ui.session import Session


class NdaDefault(ProgrammeForm):
    """The list with which a new agreement begins."""

    names = ("nda_shareable",)
    options_shown = 10

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        lead = _tr("In each agreement it can be changed again.")
        super().__init__(session, _tr("New agreements of non-disclosure"), _tr("Keep"), lead, parent)


def _tr(text: str) -> str:
    return QCoreApplication.translate("NdaDefault", text)
