"""Fill in a form: which company, which form; then the wizard opens where it was left."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ctip_desktop.errors import NotFound
from ctip_desktop.queries.companies import company_page
from ctip_desktop.queries.records import list_records
from ctip_desktop.queries.views import FormState
from ui.dialogs.dialog import Dialog
from ui.forms.choice_field import QuietCombo
from ui.icons import icon
from ui.pages.company.rows import progress_icon
from ui.session import Session
from ui.widgets.field import Field
from ui.widgets.record_combo import RecordCombo


class FillForm(Dialog):
    """Asks for a company and one of its forms, each with how far it is."""

    puts_aside = False

    def __init__(self, session: Session, company: str = "", form: str = "", parent: QWidget | None = None) -> None:
        super().__init__(session, _tr("Fill in a form"), _tr("Open the form"), parent=parent)
        found = session.ask(list_records, "company")
        self.company = RecordCombo([(line.title, line.id) for line in found], self.tr("Which company?"))
        self.forms = QuietCombo()
        self.forms.setAccessibleName(self.tr("Which form?"))
        self.forms.setPlaceholderText(self.tr("Choose the company first"))
        self._found: tuple[FormState, ...] = ()
        self._wanted = form
        which = Field(self.tr("Which company?"), self.company)
        self.body.addWidget(which)
        self.body.addWidget(Field(self.tr("Which form?"), self.forms))
        self.body.addStretch()
        self.company.picked.connect(self._show_forms)
        self.company.said.connect(which.show_problem)
        self.company.said.connect(lambda _sentence: self._show_forms())
        if not found:
            self.lead.setText(self.tr("There is no company yet. Add one first."))
            self.lead.show()
        self.company.choose(company)
        self._show_forms()
        self.company.setFocus()

    def _show_forms(self) -> None:
        """The forms about the company that is chosen."""
        kept = str(self.forms.currentData() or self._wanted)
        self.forms.clear()
        self._found = self._read()
        for form in self._found:
            words = self.tr("{form}   {done} of {all}").format(form=form.title, done=form.answered, all=form.asked)
            self.forms.addItem(icon(progress_icon(form)), words, form.form)
        self.forms.setCurrentIndex(max(0, self.forms.findData(kept)) if self._found else -1)
        self.forms.setEnabled(bool(self._found))
        self.main_button.setEnabled(bool(self._found))
        self.main_button.setToolTip("" if self._found else self.tr("Choose the company first"))

    def _read(self) -> tuple[FormState, ...]:
        record = self.company.record
        if record is None:
            return ()
        try:
            found = self.session.ask(company_page, record, self.session.workspace.now().astimezone().date())
        except NotFound:  # deleted while the dialog was open
            return ()
        return (*found.forms, found.company)

    def keep(self) -> None:
        company, place = self.company.record, self.forms.currentIndex()
        if company is None or not 0 <= place < len(self._found):
            return
        form = self._found[place]
        self.accept()
        self.go.emit("wizard", {"record": form.record} if form.record is not None else {"form": form.form, "about": company})

    def draft(self) -> Mapping[str, Any] | None:
        record = self.company.record
        return {"company": record.hex, "form": str(self.forms.currentData() or "")} if record is not None else None

    def restore(self, draft: Mapping[str, Any]) -> None:
        self.company.choose(str(draft.get("company", "")))
        self._show_forms()
        self.forms.setCurrentIndex(max(0, self.forms.findData(str(draft.get("form", "")))))


def _tr(text: str) -> str:
    return QCoreApplication.translate("FillForm", text)
