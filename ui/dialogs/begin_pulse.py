"""One person's answers to the relationship pulse: whose, in which wave; the questions themselves are answered in the wizard."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ctip_desktop.errors import NotFound
from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import records
from ctip_desktop.operations.changes import Changes
from ctip_desktop.practice.pulse import next_wave
from ctip_desktop.queries.partnerships import partnership_page, pulse_sheet
from ctip_desktop.queries.records import show
from ui.dialogs.quick_form import QuickForm
from ui.session import Session
from ui.widgets.note_bar import NoteBar

SAME_WAVE = 45
"""Days within which answers belong to the wave before."""


class BeginPulse(QuickForm):
    """Begins, or opens, one sheet of one person."""

    form = "pulse"
    names = ("wave", "wave_on", "side", "respondent")

    def __init__(self, session: Session, partnership: str = "", parent: QWidget | None = None) -> None:
        about = UUID(hex=partnership) if partnership else None
        title, given = self._given(session, about)
        super().__init__(session, _tr("Relationship pulse"), _tr("Go to the questions"), about=about, given=given, parent=parent)
        self.there: NoteBar | None = None
        self.lead.setText(title)
        self.lead.setVisible(bool(title))

    def _given(self, session: Session, about: UUID | None) -> tuple[str, dict[str, Answer]]:
        """The wave that runs now, or the next one."""
        today = session.workspace.now().astimezone().date()
        try:
            page = session.ask(partnership_page, about) if about is not None else None
        except NotFound:
            page = None
        newest = page.pulse.newest if page is not None else None
        running = newest is not None and newest.on is not None and (today - newest.on).days <= SAME_WAVE
        known = [wave.name for wave in page.pulse.waves] if page is not None else []
        wave = newest.name if newest is not None and running else next_wave(known, today)
        return (page.name if page is not None else ""), {"wave": Answer.of(wave), "wave_on": Answer.of(today.isoformat())}

    def keep(self) -> None:
        """A person answers once in a round: what is there already is opened, never written on from here."""
        if not self.take():
            return
        said = {name: str(self.sheet.get(name).value or "") for name in ("wave", "side", "respondent")}
        there = self.session.ask(pulse_sheet, self.about, **said) if self.about is not None else None
        if there is None:
            super().keep()
        elif self.session.ask(show, there).status == "finished":
            self._say_answered(said["respondent"], there)
        else:
            self.open_sheet(there)

    def _say_answered(self, sign: str, there: UUID) -> None:
        if self.there is not None:
            self.there.deleteLater()
        said = self.tr("“{sign}” has answered in this round already.").format(sign=sign)
        self.there = NoteBar(self.tr("For another person choose another sign."), "info", strong=said)
        self.there.add_action(self.tr("Open that sheet"), lambda: self.open_sheet(there))
        self.body.addWidget(self.there)
        self.point_to(self.asked["respondent"].field.first(), self.there)

    def open_sheet(self, sheet: UUID) -> None:
        """Go to a sheet that is there already."""
        self.go.emit("wizard", {"record": sheet})
        self.accept()

    def write(self) -> Changes | None:
        return self.session.attempt(records.create, self.form, about=self.about, answers=self.answers())

    def say_added(self, changes: Changes | None) -> None:
        """Its questions open, which says enough; taking it back would pull it from under the hands."""

    def kept(self, changes: Changes | None) -> None:
        if changes is not None and changes.created:
            self.go.emit("wizard", {"record": changes.created[0]})


def _tr(text: str) -> str:
    return QCoreApplication.translate("BeginPulse", text)
