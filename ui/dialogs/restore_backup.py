"""Restore a backup to a new file. The file that is open stays as it is."""

from __future__ import annotations

from itertools import count
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from ctip_desktop.errors import WorldError
from ctip_desktop.workspace import backups
from ui.dialogs.dialog import Dialog
from ui.session import Session
from ui.widgets.button import Button
from ui.widgets.field import Field
from ui.widgets.note_bar import NoteBar
from ui.widgets.passphrase import PassphraseEdit
from ui.widgets.running import Running


class RestoreBackup(Dialog):
    """Which backup, the passphrase it was made with, and where to."""

    def __init__(self, session: Session, backup: str = "", parent: QWidget | None = None) -> None:
        lead = _tr("The data that is open now stays as it is.")
        super().__init__(session, _tr("Restore a backup"), _tr("Restore to a new file"), lead=lead, parent=parent)
        self._done = False
        self.backup = QLineEdit(backup, readOnly=True)
        choose = Button(_tr("Choose"), clicked=self._choose)
        choose.setAccessibleName(_tr("Choose a backup"))
        self.backup_field = Field(_tr("Backup"), self.backup, beside=choose)
        self.passphrase = PassphraseEdit()
        self.passphrase.add_switch(_tr("Show the passphrase"), _tr("Hide the passphrase"))
        hint = _tr("The one that was in use when the backup was made.")
        self.passphrase_field = Field(_tr("Passphrase of this backup"), self.passphrase, hint=hint)
        self.told = NoteBar("", "ok")
        self.told.hide()
        self.running = Running(session)
        for part in (self.backup_field, self.passphrase_field, self.running, self.told):
            self.body.addWidget(part)
        self.body.addStretch()
        (self.passphrase if backup else choose).setFocus()

    def _choose(self) -> None:
        kinds = self.tr("Backups (*.ctipbackup);;All files (*)")
        name, _kind = QFileDialog.getOpenFileName(self, self.tr("Choose a backup"), str(self.session.workspace.backup_folder), kinds)
        if name:
            self.backup.setText(name)
            self.backup_field.clear_problem()

    def keep(self) -> None:
        if self._done:
            self.accept()
            return
        if self.ready():
            kinds, never_over = self.tr("Programmes (*.ctip)"), QFileDialog.Option.DontConfirmOverwrite
            name, _kind = QFileDialog.getSaveFileName(self, self.tr("Restore to"), str(self._free_place()), kinds, options=never_over)
            if name:
                self.restore_to(Path(name))

    def _free_place(self) -> Path:
        """A name beside the open file that no file has: a restored file never goes over another."""
        here = self.session.workspace.path
        names = (here.with_name(f"{here.stem} restored{f' {number}' if number > 1 else ''}.ctip") for number in count(1))
        return next(place for place in names if not place.exists())

    def ready(self) -> bool:
        """Whether a backup and a passphrase are given; says what is missing."""
        self.backup_field.show_problem("" if self.backup.text() else self.tr("Choose a backup first."))
        self.passphrase_field.show_problem("" if self.passphrase.text() else self.tr("Type the passphrase."))
        return bool(self.backup.text() and self.passphrase.text())

    def restore_to(self, target: Path) -> None:
        """Restore and check; nothing is left behind when it fails."""
        target = target if target.suffix == ".ctip" else target.with_name(f"{target.name}.ctip")
        backup, typed = Path(self.backup.text()), self.passphrase.text()
        self.note.hide()
        self.main_button.setEnabled(False)
        said = self.tr("Restoring and checking")
        self.running.run(lambda _progress: backups.restore(backup, target, typed), said, self._restored, failed=self._failed, can_cancel=False)

    def _failed(self, error: WorldError) -> None:
        self.main_button.setEnabled(True)
        self.show_error(error)

    def _restored(self, target: Path) -> None:
        self._done = True
        self.passphrase.clear()
        words = self.tr(
            "To open it, lock with Ctrl+L and choose “Other file”. It then goes on as a laptop of its own: give its card to your colleagues."
        )
        self.told.show_note(words, "ok", strong=self.tr("Restored to {name}, checked and complete.").format(name=target.name))
        self.told.show()
        self.cancel_button.hide()
        self.main_button.say(self.tr("Done"))
        self.main_button.setEnabled(True)
        self.fit()


def _tr(text: str) -> str:
    return QCoreApplication.translate("RestoreBackup", text)
