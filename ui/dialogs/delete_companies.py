"""Delete several companies: says how many and which before it does."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ctip_desktop.operations.many import delete_each
from ctip_desktop.queries.leads import leads
from ui.dialogs.many_at_once import ManyAtOnce
from ui.session import Session
from ui.widgets.base import Label

_NAMED = 8


class DeleteCompanies(ManyAtOnce):
    """companies: their ids as hex. The keyboard is on the button that keeps them."""

    def __init__(self, session: Session, companies: Sequence[str] = (), parent: QWidget | None = None) -> None:
        titles = session.ask(leads, [UUID(hex=one) for one in companies]).titles
        words = _tr("Delete %n companies", len(titles))
        super().__init__(session, words, words, companies, parent)
        self.main_button.setProperty("kind", "danger")
        self.main_button.setEnabled(bool(titles))
        self.cancel_button.say(_tr("Keep them"))
        for title in titles[:_NAMED]:
            self.body.addWidget(Label(title, "strong", wrap=True))
        if titles[_NAMED:]:
            self.body.addWidget(Label(_tr("and %n more", len(titles[_NAMED:])), "sub"))
        self.body.addWidget(Label(_tr("They leave the lists. Undo brings all of them back."), wrap=True))
        self.body.addStretch()
        self.cancel_button.setFocus()

    def keep(self) -> None:
        records = self.records
        self.write(lambda ws: delete_each(ws, records), self.tr("Deleting"), lambda n: _tr("%n companies were deleted.", n))


def _tr(text: str, n: int = -1) -> str:
    return QCoreApplication.translate("DeleteCompanies", text, None, n)
