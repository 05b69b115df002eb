"""What the programme is and wants, changed in place: a quick form on a record that is there already."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import programme
from ctip_desktop.operations.changes import Changes
from ctip_desktop.queries.records import sheet
from ui.dialogs.quick_form import QuickForm
from ui.session import Session


class ProgrammeForm(QuickForm):
    """Asks some questions of the programme's own record; only what was changed is written.

    proposals_count: whether what the form proposes is written when it is left standing. A rule that nobody changed holds as proposed anyway.
    """

    form = "programme"
    proposals_count = False

    def __init__(self, session: Session, title: str, main: str, lead: str, parent: QWidget | None) -> None:
        session.attempt(programme.found)
        self._opened = session.ask(sheet, session.workspace.programme_id)
        every = {name: self._opened.sheet.get(name) for name in (*self.names, *self.more)}
        given = {name: answer for name, answer in every.items() if answer != Answer()}
        super().__init__(session, title, main, given=given, parent=parent)
        self._shown = {name: asked.field.answer() for name, asked in self.asked.items() if not self.proposals_count or name in given}
        self.lead.setText(lead)
        self.lead.show()

    def changed(self) -> dict[str, Answer]:
        """Name → answer of what reads differently from what was shown at first; the notes beside the answers stay."""
        out = {}
        for name, asked in self.asked.items():
            before, now = self._shown.get(name, Answer()), asked.field.answer()
            if (now.value, now.state) != (before.value, before.state):
                out[name] = Answer(now.value, now.state, self._opened.sheet.get(name).note)
        return out

    def write(self) -> Changes | None:
        changed = self.changed()
        if not changed:
            return None
        expect = {name: self._opened.heads[name] for name in changed if name in self._opened.heads}
        return self.session.attempt(programme.keep, changed, expect=expect)

    def say_added(self, changes: Changes | None) -> None:
        """What came with it, such as the first stop criteria, is not what the person did."""
        if changes is not None:
            self.undoable.emit(_tr("The programme was changed."))


class ProgrammeRecord(ProgrammeForm):
    """Name, goals, where it works."""

    names = ("name", "goals", "countries", "sectors", "currency")
    proposals_count = True  # a currency that is shown and kept is said

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, _tr("Our programme"), _tr("Keep"), _tr("It travels to all colleagues with the next bundle."), parent)


def _tr(text: str) -> str:
    return QCoreApplication.translate("ProgrammeRecord", text)
