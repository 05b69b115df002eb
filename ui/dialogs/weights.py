"""How much each block of the score card counts, and how the total is worked out."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ctip_desktop.operations import programme
from ctip_desktop.operations.changes import Changes
from ui.dialogs.programme_record import ProgrammeForm
from ui.session import Session

_WEIGHT = "weight_"


class Weights(ProgrammeForm):
    """The weights of the four blocks and two rules."""

    names = ("weight_development", "weight_business", "weight_government", "weight_burden", "calculation", "block")

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        lead = _tr("Change them before scoring begins. Every ranking names them; closed rounds keep theirs.")
        super().__init__(session, _tr("Weights and calculation"), _tr("Keep"), lead, parent)

    def write(self) -> Changes | None:
        chosen = {name: answer.value for name, answer in self.changed().items()}
        if not chosen:
            return None
        weights = {name.removeprefix(_WEIGHT): float(str(value)) for name, value in chosen.items() if name.startswith(_WEIGHT) and value is not None}
        rules = {name: str(chosen[name]) if chosen.get(name) else None for name in ("calculation", "block")}
        return self.session.attempt(programme.set_weights, weights, calculation=rules["calculation"], block=rules["block"])


def _tr(text: str) -> str:
    return QCoreApplication.translate("Weights", text)
