"""Say for many companies at once who of the team leads the work with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QCompleter, QWidget

from ctip_desktop.forms.model import Answer
from ctip_desktop.operations.many import answer_each
from ctip_desktop.queries.leads import OWNER, leads
from ui.dialogs.many_at_once import ManyAtOnce
from ui.session import Session
from ui.widgets.base import Label
from ui.widgets.field import Field
from ui.widgets.plain_line import PlainLine
from ui.widgets.typed_name import dress

_LONGEST = 200
_NAMED = 5
"""Characters of a name; people named one by one."""


class SetLead(ManyAtOnce):
    """Asks for one name. companies: their ids as hex."""

    def __init__(self, session: Session, companies: Sequence[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(session, _tr("Set the lead person"), _tr("Set the lead person"), companies, parent)
        self.found = session.ask(leads, self.records)
        self.lead.setText(_tr("%n companies", len(self.found.titles)))
        self.lead.show()
        self.name = PlainLine()
        self.name.setMaxLength(_LONGEST)
        completer = QCompleter(list(self.found.known), self.name)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.name.setCompleter(completer)
        dress(completer)
        self.field = Field(self.tr("Who in our team leads the work with them?"), self.name, hint=self.tr("One name."))
        self.name.textChanged.connect(lambda _text: self.field.clear_problem())
        self.body.addWidget(self.field)
        self.now = Label(self._now(), wrap=True)
        self.body.addWidget(self.now)
        if self.found.waiting:
            self.body.addWidget(Label(_tr("%n companies have two answers to settle. They stay as they are.", self.found.waiting), "sub", wrap=True))
        self.body.addStretch()
        self.name.setFocus()

    def _now(self) -> str:
        """Who leads them now, so that nobody is replaced unseen."""
        named = [(name or self.tr("nobody"), count) for name, count in self.found.now]
        people = [self.tr("{person} ({count})").format(person=name, count=f"{count:,}") for name, count in named[:_NAMED]]
        others = sum(count for _name, count in named[_NAMED:])
        if others:
            people.append(self.tr("others ({count})").format(count=f"{others:,}"))
        return self.tr("Until now: {people}.").format(people=", ".join(people)) if people else ""

    def keep(self) -> None:
        name = " ".join(self.name.text().split())
        same = dict(self.found.now).get(name, 0)
        if not name or same == sum(count for _name, count in self.found.now):
            self.field.show_problem(self.tr("They have this lead person already.") if name else self.tr("Write a name."))
            self.point_to(self.name, self.field)
            return
        records, answer = self.records, Answer.of(name)
        self.write(lambda ws: answer_each(ws, records, OWNER, answer), self.tr("Setting the lead person"), lambda n: self._said(n, name, same))

    def _said(self, changed: int, name: str, same: int) -> str:
        """How many were changed, and how many not and why."""
        said = [_tr("%n companies are now led by {person}.", changed).format(person=name)]
        if same:
            said.append(_tr("%n already were.", same))
        if self.found.waiting:
            said.append(_tr("%n companies have two answers to settle. They stay as they are.", self.found.waiting))
        return " ".join(said)

    def draft(self) -> Mapping[str, Any] | None:
        return {"name": self.name.text()}

    def restore(self, draft: Mapping[str, Any]) -> None:
        self.name.setText(str(draft.get("name", ""))[:_LONGEST])


def _tr(text: str, n: int = -1) -> str:
    return QCoreApplication.translate("SetLead", text, None, n)
