"""Add a company by hand. A name that is there already is shown before a second one is made."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QWidget

from ctip_desktop.forms.model import Answer
from ctip_desktop.operations.changes import Changes
from ctip_desktop.queries.records import list_records
from ui.dialogs.quick_form import QuickForm
from ui.session import Session
from ui.widgets.note_bar import NoteBar


class AddCompany(QuickForm):
    """The name is enough. The new company's page is opened."""

    form = "company"
    names = ("name", "country", "place", "sector")
    more = ("local_name", "website", "staff", "owner", "lead_source", "notes")

    def __init__(self, session: Session, name: str = "", parent: QWidget | None = None) -> None:
        given = {"name": Answer.of(name)} if name else {}
        super().__init__(session, _tr("Add a company"), _tr("Add the company"), given=given, parent=parent)
        self.same = NoteBar(tone="warn")
        self.same.hide()
        self.body.insertWidget(1, self.same)
        self._known = {row.title.casefold().strip(): row for row in session.ask(list_records, "company")}
        self._open_button = self.same.add_action(self.tr("Open it"), self._open_known)
        self.asked["name"].field.edited.connect(self._compare)
        self.asked["name"].field.committed.connect(self._compare)

    def _compare(self) -> None:
        typed = self.asked["name"].field.typed_text().casefold()
        known = self._known.get(typed)
        self.same.setVisible(known is not None)
        if known is not None:
            self.same.show_note(self.tr("There is already a company with this name. You can still add another one."), "warn", strong=known.title)

    def _open_known(self) -> None:
        known = self._known[self.asked["name"].field.typed_text().casefold()]
        self.go.emit("company", {"company": known.id})
        self.done(QDialog.DialogCode.Rejected)  # the name alone, of a company that is there, is not worth putting aside

    def kept(self, changes: Changes | None) -> None:
        if changes is not None and changes.created:
            self.go.emit("company", {"company": changes.created[0]})


def _tr(text: str) -> str:
    return QCoreApplication.translate("AddCompany", text)
