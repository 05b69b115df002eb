"""See a company as it was: which company; then its page of the past opens, with the forms about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ctip_desktop.queries.records import list_records
from ui.dialogs.dialog import Dialog
from ui.session import Session
from ui.widgets.field import Field
from ui.widgets.record_combo import RecordCombo


class LookBack(Dialog):
    """Asks for a company; the day is chosen on the page."""

    puts_aside = False

    def __init__(self, session: Session, company: str = "", parent: QWidget | None = None) -> None:
        super().__init__(session, _tr("See it as it was"), _tr("Look"), parent=parent)
        found = session.ask(list_records, "company")
        self.company = RecordCombo([(line.title, line.id) for line in found], self.tr("Which company?"))
        which = Field(self.tr("Which company?"), self.company)
        self.body.addWidget(which)
        self.body.addStretch()
        self.company.picked.connect(self._show_way)
        self.company.said.connect(which.show_problem)
        self.company.said.connect(lambda _sentence: self._show_way())
        if not found:
            self.lead.setText(self.tr("There is no company yet. Add one first."))
            self.lead.show()
        self.company.choose(company)
        self._show_way()
        self.company.setFocus()

    def _show_way(self) -> None:
        chosen = self.company.record is not None
        self.main_button.setEnabled(chosen)
        self.main_button.setToolTip("" if chosen else self.tr("Choose the company first"))

    def keep(self) -> None:
        company = self.company.record
        if company is not None:
            self.accept()
            self.go.emit("as_of", {"record": company, "company": company})

    def draft(self) -> Mapping[str, Any] | None:
        record = self.company.record
        return {"company": record.hex} if record is not None else None

    def restore(self, draft: Mapping[str, Any]) -> None:
        self.company.choose(str(draft.get("company", "")))
        self._show_way()


def _tr(text: str) -> str:
    return QCoreApplication.translate("LookBack", text)
