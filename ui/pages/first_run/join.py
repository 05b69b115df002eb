"""Joining a programme that a colleague has begun: the colleague's card says which one it is, so that nobody has to type a name exactly."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSysInfo, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from ctip_desktop.errors import WorldError
from ui.theme import px
from ui.widgets.base import Label, column, row
from ui.widgets.button import Button
from ui.widgets.field import Field
from ui.widgets.note_bar import NoteBar

if TYPE_CHECKING:  # signatures and keys are not needed before somebody joins
    from ctip_desktop.sync.identity import Card

SUFFIX = ".ctipcard"


class JoinDetails(QWidget):
    """The card as text or file, and who joins.

    Signals:
        changed(): something is different.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card: Card | None = None
        self.setAcceptDrops(True)
        box = column(self, gap=8)
        box.addLayout(self._heading())
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(self.tr("Your colleague’s card"))
        self.text.setPlaceholderText(self.tr("Paste the whole card here. It begins with “CTIP card”."))
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(px(48))
        self.text.textChanged.connect(self._look)
        box.addWidget(self.text)
        self.said = NoteBar(tone="ok")
        self.said.hide()
        self.other_button = self.said.add_action(self.tr("Another card"), self._another)
        box.addWidget(self.said)
        self.person, self.device = QLineEdit(), QLineEdit(QSysInfo.machineHostName())
        people = row(gap=12)
        people.addWidget(Field(self.tr("Your name"), self.person))
        people.addWidget(Field(self.tr("Name of this laptop"), self.device))
        box.addLayout(people)
        for before, after in ((self.button, self.text), (self.text, self.person), (self.person, self.device)):
            self.setTabOrder(before, after)  # the card is mostly pasted, and a name typed after it must not press the button
        for field in (self.person, self.device):
            field.textChanged.connect(self.changed)

    def _heading(self) -> QHBoxLayout:
        line = row()
        line.addWidget(Label(self.tr("Your colleague’s card"), "strong"), 1)
        self.button = Button(self.tr("Choose a file"), icon="file", size="small", clicked=self._ask)
        line.addWidget(self.button)
        return line

    def _ask(self) -> None:
        kinds = self.tr("Cards (*.ctipcard);;All files (*)")
        name, _kind = QFileDialog.getOpenFileName(self, self.tr("Choose a card"), str(Path.home()), kinds)
        if name:
            self.take_file(Path(name))

    def take_file(self, path: Path) -> None:
        """Read a card file."""
        from ctip_desktop.sync.exchange import read_card_file

        try:
            self.text.setPlainText(read_card_file(path))
        except WorldError as error:
            self.said.show_error(error)
            return
        self.person.setFocus()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.take_file(path)

    def _look(self) -> None:
        from ctip_desktop.sync.identity import read_card

        self.card = None
        typed = self.text.toPlainText()
        held = self.text.hasFocus()
        self.said.setVisible(bool(typed.strip()))
        if typed.strip():
            try:
                self.card = read_card(typed)
            except WorldError as error:
                self.said.show_error(error)
            else:
                words = self.tr("Programme “{programme}”, card of {person}.")
                self.said.show_note(words.format(programme=self.card.programme, person=self.card.person), "ok")
        self._make_room(held=held)
        self.changed.emit()

    def _make_room(self, *, held: bool) -> None:
        """A card that could be read is told by the note alone: on a small screen the way on stays in sight. The name is what comes next."""
        read = self.card is not None
        self.other_button.setVisible(read)
        if read and held:
            self.person.setFocus()
        self.text.setVisible(not read)

    def _another(self) -> None:
        self.text.clear()
        self.text.setFocus()

    def take_focus(self) -> None:
        """The card first, then the name."""
        (self.text if self.card is None else self.person).setFocus()


def _dropped(event: QDropEvent) -> Path | None:
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return next((path for path in paths if path.suffix.casefold() == SUFFIX), None)
