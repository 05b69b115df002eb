"""My card, to be given to a colleague: as a file, as text, or shown as a QR code; with the words to be read aloud."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from ctip_desktop.errors import WorldError
from ctip_desktop.sync.exchange import card
from ctip_desktop.sync.identity import qr_matrix
from ctip_desktop.workspace.files import write_atomically
from ui.dialogs.dialog import Dialog
from ui.folders import CARDS, keep_folder, last_folder
from ui.session import Session
from ui.widgets.base import Label, column, row
from ui.widgets.button import Button
from ui.widgets.note_bar import NoteBar
from ui.widgets.qr_code import QrCode

_WIDTH = 700


class MyCard(Dialog):
    """Shows this laptop's card."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        lead = _tr("A colleague who adds it can make bundles that only this laptop opens. It holds names and keys for locking, and no data.")
        super().__init__(session, _tr("My card"), _tr("Done"), width=_WIDTH, lead=lead, parent=parent)
        self.card = session.ask(card)
        self.cancel_button.hide()
        line = row(gap=24)
        line.addWidget(QrCode(qr_matrix(self.card), self.tr("The card as a QR code")), 0, Qt.AlignmentFlag.AlignTop)
        words = column(gap=8)
        words.addWidget(Label(self.card.person, "section", wrap=True))
        words.addWidget(Label(f"{self.card.name}, {self.card.programme}", "sub", wrap=True))
        words.addSpacing(6)
        words.addWidget(Label(self.tr("Words to compare by phone"), "strong", wrap=True))
        words.addWidget(Label(" – ".join(self.card.words), "words", wrap=True))
        words.addWidget(
            Label(
                self.tr("Your colleague sees the same words before adding your card, if it arrived unchanged."),
                "caption2",
                wrap=True,
            )
        )
        words.addSpacing(6)
        words.addWidget(Button(self.tr("Save as a file"), icon="save", clicked=self._ask))
        words.addWidget(Button(self.tr("Copy as text"), icon="file", clicked=self.copy))
        self.told = NoteBar("", "ok")
        self.told.hide()
        words.addWidget(self.told)
        words.addStretch()
        line.addLayout(words, 1)
        self.body.addLayout(line)
        self.body.addStretch()
        self.main_button.setFocus()

    def _ask(self) -> None:
        name = "-".join(self.card.person.split()).casefold() or "card"
        proposed = last_folder(self.session, CARDS) / f"{name}.ctipcard"
        kinds = self.tr("Cards (*.ctipcard)")
        name, _kind = QFileDialog.getSaveFileName(self, self.tr("Save my card"), str(proposed), kinds)
        if name:
            keep_folder(self.session, CARDS, Path(name))
            self.save(Path(name))

    def save(self, path: Path) -> None:
        """Write the card to a file."""
        path = path if path.suffix else path.with_name(f"{path.name}.ctipcard")
        try:
            write_atomically(path, self.card.text.encode())
        except WorldError as error:
            self.show_error(error)
            return
        self._tell(self.tr("Saved as {name}.").format(name=path.name))

    def copy(self) -> None:
        """Put the card on the clipboard."""
        QGuiApplication.clipboard().setText(self.card.text)
        self._tell(self.tr("Copied. Paste it into a mail or a message."))

    def _tell(self, words: str) -> None:
        self.note.hide()
        self.told.show_note(words, "ok")
        self.told.show()
        QTimer.singleShot(0, self, self.fit)


def _tr(text: str) -> str:
    return QCoreApplication.translate("MyCard", text)
