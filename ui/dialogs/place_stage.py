"""Where on the path our team, or the company itself, sees the company now. A person decides; the suggestion is beside it."""

from __future__ import annotations

from datetime import date
from typing import Literal, cast
from uuid import UUID

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import decisions
from ctip_desktop.operations.changes import Changes
from ctip_desktop.queries.companies import company_page
from ui.dialogs.quick_form import QuickForm
from ui.session import Session
from ui.widgets.note_bar import NoteBar


class PlaceStage(QuickForm):
    """Stage, day, reason. A reason is needed when it differs from the suggestion."""

    form = "placement"
    names = ("by", "stage", "date", "reason")

    def __init__(self, session: Session, company: str, by: str = "team", parent: QWidget | None = None) -> None:
        page = session.ask(company_page, UUID(hex=company), session.workspace.now().astimezone().date())
        panel = page.stage
        self._suggested = "mixed" if panel.mixed else panel.suggestion.value if panel.suggestion else "none"
        given = {"by": Answer.of(by), "suggested": Answer.of(self._suggested)}
        super().__init__(session, _tr("Place on the path"), _tr("Keep this view"), about=UUID(hex=company), given=given, parent=parent)
        self.lead.setText(page.name)
        self.lead.show()
        self.body.insertWidget(0, NoteBar(panel.reason, "info", strong=self.tr("What the answers suggest")))

    def write(self) -> Changes | None:
        values = {name: str(self.sheet.get(name).value or "") for name in self.names}
        by = cast(Literal["team", "company"], values["by"])
        day = date.fromisoformat(values["date"])
        assert self.about is not None
        return self.session.attempt(decisions.place, self.about, values["stage"], by, values["reason"], day, suggested=self._suggested)


def _tr(text: str) -> str:
    return QCoreApplication.translate("PlaceStage", text)
