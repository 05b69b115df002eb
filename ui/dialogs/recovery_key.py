"""The recovery key, made later than the first run."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ui.dialogs.dialog import Dialog
from ui.opening import RECOVERY_LATER
from ui.pages.first_run.recovery import RecoveryPaper
from ui.session import Session


class RecoveryKey(Dialog):
    """Shows and checks the key; then Home stops reminding."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        lead = _tr("If you forget the passphrase, this key is the only way back. Print it or write it down.")
        super().__init__(session, _tr("Keep your recovery key"), _tr("It is on paper"), width=700, lead=lead, parent=parent)
        self.paper = RecoveryPaper()
        self.paper.checked.connect(self.main_button.setEnabled)
        self.paper.show_key(session.workspace.recovery_key(), session.workspace.programme)
        self.body.addWidget(self.paper)
        self.body.addStretch()
        self.paper.take_focus()

    def keep(self) -> None:
        self.session.workspace.set_setting(RECOVERY_LATER, None)
        self.session.refresh()
        self.accept()


def _tr(text: str) -> str:
    return QCoreApplication.translate("RecoveryKey", text)
