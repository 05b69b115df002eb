"""A new idea: a title and a company are enough; a few more questions if one likes."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import records
from ctip_desktop.operations.changes import Changes
from ui.dialogs.quick_form import SubjectForm
from ui.session import Session


class NewOpportunity(SubjectForm):
    """Makes an opportunity about a company. It is spotted; everything else follows in its form."""

    form = "opportunity"
    names = ("title", "problem")
    more = ("idea", "idea_source", "country", "sector", "type")

    def __init__(self, session: Session, company: str = "", title: str = "", parent: QWidget | None = None) -> None:
        given = {"title": Answer.of(title)} if title else None
        words = (_tr("New opportunity"), _tr("Add the opportunity"), _tr("With which company?"))
        super().__init__(session, *words, company, given=given, parent=parent)

    def write(self) -> Changes | None:
        """An idea stays a draft: hardly any question is answered yet."""
        answers = {**self.answers(), "status": Answer.of("spotted")}
        about: UUID | None = self.about
        return self.session.attempt(records.create, "opportunity", about=about, answers=answers)


def _tr(text: str) -> str:
    return QCoreApplication.translate("NewOpportunity", text)
