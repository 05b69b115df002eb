"""Erase an answer or a record for good: what goes, what cannot be undone, and afterwards what remains elsewhere."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ctip_desktop.errors import WorldError
from ctip_desktop.sync import erasing
from ctip_desktop.sync.erasing import Erasure, ToErase
from ui.dialogs.dialog import Dialog
from ui.session import Session
from ui.widgets.base import IconLabel, Label, clear, column, row
from ui.widgets.card import Card
from ui.widgets.note_bar import NoteBar
from ui.widgets.running import Running


class EraseForGood(Dialog):
    """`record`: hex id. `path`: the question, empty for the whole record. Enter does what the focused button says, never the erasing by itself."""

    def __init__(self, session: Session, record: str = "", path: str = "", parent: QWidget | None = None) -> None:
        title = _tr("Erase this answer for good") if path else _tr("Erase this record for good")
        super().__init__(session, title, _tr("Erase it"), parent=parent)
        self._record, self._path = UUID(hex=record or "0" * 32), path or None
        self.main_button.setProperty("kind", "danger")
        self.cancel_button.say(_tr("Keep it"))
        self.running = Running(session)
        try:
            self._show(session.ask(erasing.look, self._record, self._path))
        except WorldError as error:
            self.show_error(error)
            self.main_button.hide()
        self.body.addWidget(self.running)
        self.body.addStretch()
        self.cancel_button.setFocus()

    def _show(self, found: ToErase) -> None:
        card = Card(gap=4)
        card.add(Label(found.label or found.title, "strong", wrap=True))
        place = [found.title] if found.label else []
        place += [found.subject] if found.subject not in ("", found.title) else []
        if place:
            card.add(Label(" · ".join(place), "sub", wrap=True))
        card.add(Label(", ".join(_counts(found)), wrap=True))
        self.body.addWidget(card)
        for icon, words in _facts(found):
            self.body.addWidget(_fact(icon, words))
        if found.about:
            words = self.tr("Not erased: %n records about it. Erase first what must go in them.", "", found.about)
            where = self.tr("They are in Registers: open one, and erase it under the three dots.")
            self.body.addWidget(NoteBar(f"{words} {where}", "warn"))

    def keep(self) -> None:
        self.note.hide()
        self.main_button.setEnabled(False)
        self.cancel_button.setEnabled(False)
        ws, record, path = self.session.workspace, self._record, self._path
        said = self.tr("Erasing, and making a fresh backup")
        self.running.run(lambda _progress: erasing.erase(ws, record, path), said, self._erased, failed=self._failed, can_cancel=False)

    def _failed(self, error: WorldError) -> None:
        self.main_button.setEnabled(True)
        self.cancel_button.setEnabled(True)
        self.show_error(error)

    def _erased(self, done: Erasure) -> None:
        clear(self.body)
        told = QWidget()  # filled before it is put in, so that it has its size at once
        lines = column(told, gap=12)
        lines.addWidget(NoteBar(self.tr("It is gone from this laptop."), "ok", strong=self.tr("%n values erased", "", done.values)))
        lines.addWidget(Label(self.tr("What remains elsewhere"), "strong"))
        for words in done.remains:
            lines.addWidget(_fact("minusc", words))
        self.body.addWidget(told)
        self.body.addStretch()
        told.show()
        self.main_button.hide()
        self.cancel_button.say(self.tr("Done"))
        self.cancel_button.setEnabled(True)
        self.cancel_button.setFocus()
        self.fit()
        self.session.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter elsewhere than on a button does nothing: nothing is erased by a habit."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return
        super().keyPressEvent(event)


def _counts(found: ToErase) -> list[str]:
    words = [_tr("%n fields, notes included", found.answers), _tr("%n versions in all", found.versions)]
    words += [_tr("%n lines", found.rows)] if found.rows else []
    words += [_tr("%n sources", found.sources)] if found.sources else []
    words += [_tr("%n attached files", found.attachments)] if found.attachments else []
    return words


def _facts(found: ToErase) -> list[tuple[str, str]]:
    facts = [
        ("x", _tr("This cannot be undone. Nobody can bring it back, not even from the history.")),
        ("usb", _tr("It is erased on this laptop now, and on every laptop that brings in your next bundle.")),
        ("save", _tr("A fresh backup is made. Older backups, bundles and prints still hold it.")),
        ("clock", _tr("The history still says that there was an answer, when and by whom. It does not say what it was.")),
    ]
    return facts if found.label else [*facts, ("note", _tr("The record is deleted, too."))]


def _fact(icon: str, words: str) -> QWidget:
    holder = QWidget()
    line = row(holder, gap=10)
    line.addWidget(IconLabel(icon, "text2", 16), 0, Qt.AlignmentFlag.AlignTop)
    box = column()
    box.addWidget(Label(words, wrap=True))
    line.addLayout(box, 1)
    return holder


def _tr(text: str, n: int = -1) -> str:
    return QCoreApplication.translate("EraseForGood", text, "", n)
