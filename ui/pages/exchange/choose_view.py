"""The first two steps of an import: choosing a file or dropping it here, and what the check found."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QWidget

from ctip_desktop.errors import WorldError
from ui.folders import BUNDLES, keep_folder, last_folder
from ui.session import Session
from ui.theme import px
from ui.widgets.base import IconLabel, Label, Scroller, centred, column, restyle, row
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.note_bar import NoteBar
from ui.widgets.running import Running

BUNDLE, CARD = ".ctipbundle", ".ctipcard"
_WIDTH = 620


def dropped(event: QDropEvent, *endings: str) -> Path | None:
    """The first dropped file with one of these endings."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return next((path for path in paths if path.suffix.casefold() in endings), None)


class DropBox(QFrame):
    """A dashed frame that takes a bundle.

    Signals:
        chosen(Path): a file.
    """

    chosen = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setProperty("role", "drop")
        self.setAcceptDrops(True)
        box = column(self, margins=(24, 30, 24, 30), gap=10)
        middle = Qt.AlignmentFlag.AlignHCenter
        box.addWidget(IconLabel("down2", "text2", 30), 0, middle)
        title = Label(self.tr("Which bundle?"), "section", wrap=True)
        title.setAlignment(middle)
        box.addWidget(title)
        hint = Label(self.tr("Choose the file from the stick or from your mail, or drop it here. Its name ends in .ctipbundle."), "sub", wrap=True)
        hint.setAlignment(middle)
        box.addWidget(hint)
        self.button = Button(self.tr("Choose file"), "main", icon="file", clicked=self._ask)
        box.addWidget(self.button, 0, middle)

    def _ask(self) -> None:
        kinds = self.tr("Bundles (*.ctipbundle);;All files (*)")
        name, _kind = QFileDialog.getOpenFileName(self, self.tr("Choose a bundle"), str(last_folder(self._session, BUNDLES)), kinds)
        if name:
            keep_folder(self._session, BUNDLES, Path(name))
            self.chosen.emit(Path(name))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped(event, BUNDLE) is not None:
            restyle(self, on="true")
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        restyle(self, on="false")

    def dropEvent(self, event: QDropEvent) -> None:
        restyle(self, on="false")
        path = dropped(event, BUNDLE)
        if path is not None:
            event.acceptProposedAction()
            self.chosen.emit(path)


class ChooseView(QWidget):
    """Step 1.

    Signals:
        chosen(Path): a file.
    """

    chosen = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        scroller = Scroller(margins=(24, 24, 24, 24), gap=14)
        column(self, gap=0).addWidget(scroller)
        holder = QWidget()
        holder.setMaximumWidth(px(_WIDTH))
        holder.setMinimumWidth(min(px(_WIDTH), 760))
        box = column(holder, gap=14)
        self.drop = DropBox(session)
        self.drop.chosen.connect(self.chosen)
        box.addWidget(self.drop)
        for icon, words in (
            ("shield", self.tr("First the bundle is checked: who made it, and that nobody changed it on the way.")),
            ("eye", self.tr("Then you see every change. Nothing is changed before you say so.")),
            ("undo", self.tr("Afterwards you can take the whole import back.")),
        ):
            line = row(gap=10)
            line.addWidget(IconLabel(icon, "text2", 16), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(Label(words, "sub", wrap=True), 1)
            box.addLayout(line)
        scroller.body.addStretch(1)
        scroller.body.addLayout(centred(holder))
        scroller.body.addStretch(2)

    def take_focus(self) -> None:
        """The button."""
        self.drop.button.setFocus()


class CheckView(QWidget):
    """Steps 2 and 4 while they run, and the reason in place when a bundle is turned away.

    Signals:
        again(): another file. add_card(): the sender's card is wanted first.
    """

    again = Signal()
    add_card = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outer = column(self, margins=(24, 24, 24, 24))
        card = Card(margins=(24, 20, 24, 20), gap=12)
        card.setFixedWidth(min(px(_WIDTH), 900))
        head = row(gap=12)
        self._icon = IconLabel("shield", "text2", 22)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        words = column(gap=2)
        self.title = Label("", "section", wrap=True)
        self.file = Label("", "sub", wrap=True)
        words.addWidget(self.title)
        words.addWidget(self.file)
        head.addLayout(words, 1)
        card.add(head)
        self.note = NoteBar(tone="bad")
        self.running = Running(session)
        self.again_button = Button(self.tr("Choose another file"), "main", clicked=self.again.emit)
        self.card_button = Button(self.tr("Add a colleague"), icon="user", clicked=self.add_card.emit)
        buttons = row()
        buttons.addWidget(self.card_button)
        buttons.addStretch()
        buttons.addWidget(self.again_button)
        card.add(self.running, self.note, buttons)
        outer.addStretch(1)
        outer.addLayout(centred(card))
        outer.addStretch(2)

    def begin(self, title: str, file: str) -> None:
        """Something begins."""
        self._icon.show_icon("shield", "text2")
        self.title.setText(title)
        self.file.setText(file)
        for part in (self.note, self.again_button, self.card_button):
            part.hide()

    def refuse(self, title: str, error: WorldError, *, unknown: bool = False) -> None:
        """Say why it was turned away; nothing was changed."""
        self._icon.show_icon("stop", "bad")
        self.title.setText(title)
        self.note.show_error(error)
        self.again_button.show()
        self.card_button.setVisible(unknown)
        self.again_button.setFocus()

    def tell(self, title: str, sentence: str) -> None:
        """Say that there is nothing to do."""
        self._icon.show_icon("okc", "ok")
        self.title.setText(title)
        self.note.show_note(sentence, "info")
        self.note.show()
        self.again_button.show()
        self.again_button.setFocus()
