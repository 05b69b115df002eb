"""Add a company by hand. A name that is there already is shown before a second one is made."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QWidget

from ctip_desktop.forms.model import Answer
from ctip_desktop.interop.lookalikes import Names
from ctip_desktop.operations.changes import Changes
from ctip_desktop.queries.records import RecordLine, list_records
from ui.dialogs.quick_form import QuickForm
from ui.session import Session
from ui.widgets.note_bar import NoteBar

SAME = 100
"""Likeness of names that are equal but for spelling and legal form."""


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
        self._companies = session.ask(list_records, "company")
        self._names = Names()
        for row in self._companies:
            self._names.add(row.title)
        self._found: RecordLine | None = None
        self._open_button = self.same.add_action(self.tr("Open it"), self._open_known)
        self.asked["name"].field.edited.connect(self._compare)
        self.asked["name"].field.committed.connect(self._compare)

    def _compare(self) -> None:
        """The same name, also in other letters or with another legal form, or one that is nearly the same."""
        typed = self.asked["name"].field.typed_text()
        alike = self._names.most_alike(typed) if typed else None
        self._found = self._companies[alike.place] if alike is not None else None
        self.same.setVisible(self._found is not None)
        if self._found is None or alike is None:
            return
        same = self.tr("There is already a company with this name. You can still add another one.")
        nearly = self.tr("There is already a company with nearly this name. If it is another one, go on.")
        self.same.show_note(same if alike.likeness == SAME else nearly, "warn", strong=self._found.title)

    def _open_known(self) -> None:
        assert self._found is not None  # the button stands in the note about it
        self.go.emit("company", {"company": self._found.id})
        self.done(QDialog.DialogCode.Rejected)  # the name alone, of a company that is there, is not worth putting aside

    def kept(self, changes: Changes | None) -> None:
        if changes is not None and changes.created:
            self.go.emit("company", {"company": changes.created[0]})


def _tr(text: str) -> str:
    return QCoreApplication.translate("AddCompany", text)
