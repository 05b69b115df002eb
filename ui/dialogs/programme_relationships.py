"""How often a pulse is due, and where the lines of the fit are drawn."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ui.dialogs.programme_record import ProgrammeForm
from ui.session import Session


class ProgrammeRelationships(ProgrammeForm):
    """Months between two pulses, answers behind a mean, and the borders of quality and direction."""

    names = ("pulse_every_months", "suppress_under", "fit_quality", "fit_direction", "fit_band")

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, _tr("How we look at relationships"), _tr("Keep"), _tr("A rule suggests. People decide, and write it down."), parent)


def _tr(text: str) -> str:
    return QCoreApplication.translate("ProgrammeRelationships", text)
