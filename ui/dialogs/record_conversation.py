"""Write down a talk while it is fresh: when, how, with whom, what was said, what was promised."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QWidget

from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import talks
from ctip_desktop.operations.changes import Changes
from ctip_desktop.queries.records import show
from ui.dialogs.quick_form import SubjectForm
from ui.session import Session


class RecordConversation(SubjectForm):
    """Without a company it asks with which."""

    form = "conversation"
    names = ("date", "channel", "who", "summary", "follow_up", "follow_up_due")
    more = ("who_else", "our_people", "purpose", "learned", "shareable")

    def __init__(self, session: Session, company: str = "", promise: str = "", parent: QWidget | None = None) -> None:
        given = {"our_people": Answer.of(session.workspace.person)}
        super().__init__(session, _tr("Record a conversation"), _tr("Keep it"), _tr("With which company?"), company, given=given, parent=parent)
        self._promise = UUID(hex=promise) if promise else None
        self.keeps_promise = QCheckBox()
        if self._promise is not None:
            promised = session.ask(show, self._promise)
            self.keeps_promise.setText(self.tr("This keeps the promise: {promise}").format(promise=promised.answers["follow_up"].answer.value))
            self.keeps_promise.setChecked(True)
            self.body.insertWidget(0, self.keeps_promise)

    def write(self) -> Changes | None:
        """The talk, and with it the promise it keeps: one step, so that one Undo takes back both."""
        if self._promise is None or self.about is None or not self.keeps_promise.isChecked():
            return super().write()
        return self.session.attempt(talks.record, self.about, self.answers(), self._promise)


def _tr(text: str) -> str:
    """Words needed before the dialog is there."""
    return QCoreApplication.translate("RecordConversation", text)
