"""Write down a talk while it is fresh: when, how, with whom, what was said, what was promised."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QWidget

from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import records
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

    def kept(self, changes: Changes | None) -> None:
        if self._promise is not None and self.keeps_promise.isChecked():
            self.session.attempt(records.answer, self._promise, "follow_up_done", Answer.of("yes"))

    def say_added(self, changes: Changes | None) -> None:
        """With a promise it was two steps: one Undo would take back only the second."""
        if self._promise is None or not self.keeps_promise.isChecked():
            super().say_added(changes)


def _tr(text: str) -> str:
    """Words needed before the dialog is there."""
    return QCoreApplication.translate("RecordConversation", text)
