"""Another passphrase: the present one (or the recovery key), the new one twice, its strength in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ctip_desktop.errors import WorldError
from ctip_desktop.workspace.strength import Strength, Verdict, judge
from ui.dialogs.dialog import Dialog
from ui.opening import RECOVERY_LATER
from ui.session import Session
from ui.widgets.base import Label, column, row
from ui.widgets.field import Field
from ui.widgets.note_bar import NoteBar
from ui.widgets.passphrase import PassphraseEdit
from ui.widgets.running import Running
from ui.widgets.segments import Segments

_ORDER = (Strength.WEAK, Strength.FAIR, Strength.GOOD, Strength.STRONG)


class ChangePassphrase(Dialog):
    """The file is written anew under the new passphrase, all or nothing. Nothing typed here is ever kept as a draft."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        lead = _tr("Earlier backups keep the old passphrase. The recovery key becomes another one: print it again afterwards.")
        super().__init__(session, _tr("Change the passphrase"), _tr("Change the passphrase"), lead=lead, parent=parent)
        self._changed = False
        ws = session.workspace
        self._known = (ws.programme, ws.person, ws.device.name)
        self.old, self.new, self.again = PassphraseEdit(), PassphraseEdit(), PassphraseEdit()
        for field in (self.old, self.new, self.again):
            field.add_switch(_tr("Show the passphrase"), _tr("Hide the passphrase"))
            field.textChanged.connect(self._look)
        hint = _tr("If you forgot it, type your recovery key here.")
        self.old_field = Field(_tr("Present passphrase"), self.old, hint=hint)
        self.again_field = Field(_tr("Type it again"), self.again)
        self._build()
        self._look()
        self.old.setFocus()

    def _build(self) -> None:
        self.segments = Segments()
        self.strength = Label("", "strong")
        self._advice = Label("", "caption2", wrap=True)
        meter = column(gap=5)
        meter.addWidget(self.segments)
        line = row()
        line.addWidget(self.strength)
        line.addWidget(self._advice, 1)
        meter.addLayout(line)
        self.told = NoteBar("", "ok")
        self.told.hide()
        self.running = Running(self.session)
        self.body.addWidget(self.old_field)
        self.body.addWidget(Field(self.tr("New passphrase"), self.new))
        self.body.addLayout(meter)
        for part in (self.again_field, self.running, self.told):
            self.body.addWidget(part)
        self.body.addStretch()

    def _look(self) -> None:
        if self._changed:
            return
        new, again = self.new.text(), self.again.text()
        verdict = judge(new, self._known)
        self._show_strength(new, verdict)
        self.old_field.clear_problem()
        self.again_field.show_problem("" if new.startswith(again) or not again else self.tr("The two are not the same yet."))
        ready = bool(self.old.text()) and verdict.enough and new == again
        self.main_button.setEnabled(ready)
        self.main_button.setToolTip("" if ready else self.tr("The present one, and a good new one twice."))

    def _show_strength(self, typed: str, verdict: Verdict) -> None:
        words = (self.tr("Weak"), self.tr("Fair"), self.tr("Good"), self.tr("Strong"))
        place = _ORDER.index(verdict.strength)
        self.segments.show_filled(place + 1 if typed else 0)
        self.strength.setText(words[place] if typed else "")
        self._advice.setText(verdict.advice if typed else "")
        self.segments.setAccessibleName(self.tr("Strength: {word}").format(word=words[place]) if typed else "")

    def keep(self) -> None:
        if self._changed:
            self.accept()
            return
        ws, old, new = self.session.workspace, self.old.text(), self.new.text()
        self.note.hide()
        self.main_button.setEnabled(False)
        said = self.tr("Writing the file anew")
        self.running.run(lambda _progress: ws.change_passphrase(old, new), said, self._done, failed=self._failed, can_cancel=False)

    def _failed(self, error: WorldError) -> None:
        self._look()
        self.old_field.show_problem(error.what)
        self.show_error(error)
        self.old.setFocus()

    def _done(self, _nothing: object) -> None:
        self._changed = True
        for field in (self.old, self.new, self.again):
            field.clear()
            field.setEnabled(False)
        self.session.workspace.set_setting(RECOVERY_LATER, True)
        words = self.tr("Print the new recovery key and make a backup now: older ones open with the old passphrase.")
        self.told.show_note(words, "ok", strong=self.tr("The new passphrase opens your data from now on."))
        self.told.add_action(self.tr("Show the recovery key"), self._show_key)
        self.told.show()
        self.cancel_button.hide()
        self.main_button.say(self.tr("Done"))
        self.main_button.setEnabled(True)
        self.main_button.setToolTip("")
        self.fit()
        self.session.refresh()

    def _show_key(self) -> None:
        self.ask.emit("recovery_key", {})
        self.accept()


def _tr(text: str) -> str:
    return QCoreApplication.translate("ChangePassphrase", text)
