"""A name for a view of a list: a new one, or another name for one that is there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ctip_desktop.errors import WorldError
from ui.dialogs.dialog import Dialog
from ui.kept_views import LONGEST, KeptViews
from ui.session import Session
from ui.widgets.field import Field
from ui.widgets.plain_line import PlainLine


class NameView(Dialog):
    """Asks for the name. views: the setting they are kept under; old: the view that gets another name; shown: what a new one shows."""

    puts_aside = False

    def __init__(
        self, session: Session, views: str = "", old: str = "", shown: Mapping[str, Any] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(session, _tr("Rename the view") if old else _tr("Keep as a view"), _tr("Keep"), parent=parent)
        self._views = KeptViews(session, views)
        self._old, self._shown = old, dict(shown or {})
        self.name = PlainLine()
        self.name.setMaxLength(LONGEST)
        self.name.setText(old)
        hint = "" if old else self.tr("It keeps the search words, the filters, the columns and the order. Only this laptop knows it.")
        self.field = Field(self.tr("What is the view called?"), self.name, hint=hint)
        self.name.textEdited.connect(lambda _text: self.field.clear_problem())
        self.body.addWidget(self.field)
        self.body.addStretch()
        self.name.selectAll()
        self.name.setFocus()

    def keep(self) -> None:
        name = " ".join(self.name.text().split())
        taken = self._views.taken(name)
        if not name or taken not in ("", self._old):
            sentence = self.tr("There is already a view “{view}”. Choose another name.").format(view=taken) if name else self.tr("Write a name.")
            self.field.show_problem(sentence)
            self.point_to(self.name, self.field)
            return
        try:
            self._views.rename(self._old, name) if self._old else self._views.keep(name, self._shown)
        except WorldError as error:
            self.show_error(error)
            return
        self.accept()
        self.session.refresh()

    def draft(self) -> Mapping[str, Any] | None:
        return {"name": self.name.text()}

    def restore(self, draft: Mapping[str, Any]) -> None:
        self.name.setText(str(draft.get("name", ""))[:LONGEST])


def _tr(text: str) -> str:
    return QCoreApplication.translate("NameView", text)
