"""Write down a talk while it is fresh: when, how, with whom, what was said, what was promised."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QWidget

from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import talks
from ctip_desktop.operations.changes import Changes
from ctip_desktop.queries.promises import promise as open_promise
from ui.dialogs.promise_lines import PromiseLines
from ui.dialogs.quick_form import SubjectForm, surroundings
from ui.session import Session


class RecordConversation(SubjectForm):
    """Without a company it asks with which."""

    form = "conversation"
    names = ("date", "channel", "who", "summary")
    more = ("who_else", "our_people", "purpose", "learned", "shareable")

    def __init__(self, session: Session, company: str = "", promise: str = "", parent: QWidget | None = None) -> None:
        given = {"our_people": Answer.of(session.workspace.person)}
        super().__init__(session, _tr("Record a conversation"), _tr("Keep it"), _tr("With which company?"), company, given=given, parent=parent)
        self._promise = UUID(hex=promise) if promise else None
        self.keeps_promise = QCheckBox()
        if self._promise is not None:
            found = session.ask(open_promise, self._promise)
            words = self.tr("This keeps the promise: {promise}") if found is None or found.ours else self.tr("They kept their promise: {promise}")
            self.keeps_promise.setText(words.format(promise=found.text if found else ""))
            self.keeps_promise.setChecked(True)
            self.body.insertWidget(0, self.keeps_promise)

        self.promises = PromiseLines(self.sheet.form, surroundings(session))
        self.body.insertWidget(self.body.indexOf(self.asked["summary"]) + 1, self.promises)

    def take(self) -> bool:
        if not super().take():
            return False
        wrong = self.promises.wrong(self.sheet.get("date").value)
        if wrong is not None:
            self.point_to(wrong, self.promises)
        return wrong is None

    def draft(self) -> Mapping[str, Any] | None:
        return {**(super().draft() or {}), "promises": self.promises.draft()}

    def restore(self, draft: Mapping[str, Any]) -> None:
        self.promises.restore(draft.get("promises") or ())
        super().restore({name: kept for name, kept in draft.items() if name != "promises"})

    def write(self) -> Changes | None:
        """The talk with its promises, and with it the promise it keeps: one step, so that one Undo takes back both."""
        assert self.about is not None
        keeps = self._promise if self.keeps_promise.isChecked() else None
        return self.session.attempt(talks.record, self.about, self.answers(), keeps, promises=self.promises.rows())


def _tr(text: str) -> str:
    """Words needed before the dialog is there."""
    return QCoreApplication.translate("RecordConversation", text)
