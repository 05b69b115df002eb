"""Take everything out in open formats: what goes with it, and the passphrase that seals the file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QWidget

from ctip_desktop.errors import WorldError
from ctip_desktop.interop.take_out import LEAST_PASSPHRASE, TakenOut, take_out
from ui.dialogs.dialog import Dialog
from ui.session import Session
from ui.widgets.ask_place import ask_place
from ui.widgets.base import Label
from ui.widgets.field import Field
from ui.widgets.note_bar import NoteBar
from ui.widgets.passphrase import PassphraseEdit
from ui.widgets.running import Running


class TakeOut(Dialog):
    """Nothing typed here is ever kept as a draft."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        lead = _tr("One file with every record, its sources and attached files, and the forms: as tables and as text that other programs read.")
        super().__init__(session, _tr("Take everything out"), _tr("Choose where, and write"), lead=lead, parent=parent)
        self._written = False
        self.people = QCheckBox(_tr("Also people, and answers that are sensitive or never leave the program"))
        self.unsealed = QCheckBox(_tr("Without a passphrase: everybody who has the file can read it"))
        self.word, self.again = PassphraseEdit(), PassphraseEdit()
        for field in (self.word, self.again):
            field.add_switch(_tr("Show the passphrase"), _tr("Hide the passphrase"))
            field.textChanged.connect(self._look)
        hint = _tr("Not the one of your programme. Any program for age files opens the file with it. Without it nobody can.")
        self.word_field = Field(_tr("A passphrase for this file"), self.word, hint=hint)
        self.again_field = Field(_tr("Type it again"), self.again)
        self.told = NoteBar("", "ok")
        self.told.hide()
        self.running = Running(session)
        self.unsealed.toggled.connect(self._look)
        for part in (self.people, self.word_field, self.again_field, self.unsealed, self.running, self.told):
            self.body.addWidget(part)
        self.body.addWidget(Label(_tr("A backup is something else: it is made by itself, and only this program opens it."), "caption2", wrap=True))
        self.body.addStretch()
        self._look()
        self.word.setFocus()

    def _look(self) -> None:
        sealed = not self.unsealed.isChecked()
        for field in (self.word_field, self.again_field):
            field.setEnabled(sealed)
        word, again = self.word.text(), self.again.text()
        self.again_field.show_problem(self.tr("The two are not the same yet.") if sealed and again and not word.startswith(again) else "")
        ready = not sealed or (len(word) >= LEAST_PASSPHRASE and word == again)
        self.main_button.setEnabled(ready)
        least = self.tr("A passphrase of %n characters, twice.", "", LEAST_PASSPHRASE)
        self.word_field.show_problem(least if sealed and again and len(word) < LEAST_PASSPHRASE else "")
        self.main_button.setToolTip("" if ready else least)

    def keep(self) -> None:
        if self._written:
            self.accept()
            return
        ending = "zip" if self.unsealed.isChecked() else "zip.age"
        day = self.session.workspace.now().astimezone().date().isoformat()
        proposed = Path.home() / f"{self.session.workspace.path.stem} {day}.{ending}"
        if (path := ask_place(self, self.tr("Take everything out"), proposed, f".{ending}")) is not None:
            self.write_to(path)

    def write_to(self, path: Path) -> None:
        """Write the file, with its progress shown; it can be stopped."""
        ws, everything = self.session.workspace, self.people.isChecked()
        word = "" if self.unsealed.isChecked() else self.word.text()
        self.note.hide()
        self.main_button.setEnabled(False)
        self.cancel_button.hide()  # the one beside the bar stops the work
        self.running.run(
            lambda progress: take_out(ws, path, everything=everything, passphrase=word, progress=progress),
            self.tr("Reading the records"),
            self._done,
            failed=self._failed,
            stopped=self._stopped,
        )

    def reject(self) -> None:
        """While it writes, Escape stops the work; the dialog stays and says so."""
        if self.running.busy:
            self.running.cancel()
        else:
            super().reject()

    def _stopped(self) -> None:
        self.cancel_button.show()
        self._look()
        self.note.show_note(self.tr("It was stopped. Nothing was written."), "info")
        self.note.show()

    def _failed(self, error: WorldError) -> None:
        self.cancel_button.show()
        self._look()
        self.show_error(error)

    def _done(self, said: TakenOut) -> None:
        self._written = True
        for field in (self.word, self.again):
            field.clear()
        for part in (self.people, self.unsealed, self.word_field, self.again_field):
            part.setEnabled(False)
        records, files = self.tr("%n records", "", said.records), self.tr("%n files", "", said.files)
        left = self.tr("%n answers", "", said.left_answers)
        rest = self.tr("Left out: {people} about people, {answers}.").format(people=self.tr("%n records", "", said.left_records), answers=left)
        words = self.tr("{records}, {files}.").format(records=records, files=files)
        words = f"{words} {rest}" if said.left_records or said.left_answers else words
        self.told.show_note(words, "ok", strong=self.tr("{name} is written.").format(name=said.path.name))
        self.told.show()
        self.cancel_button.hide()
        self.main_button.say(self.tr("Done"))
        self.main_button.setEnabled(True)
        self.main_button.setToolTip("")
        self.fit()


def _tr(text: str) -> str:
    return QCoreApplication.translate("TakeOut", text)
