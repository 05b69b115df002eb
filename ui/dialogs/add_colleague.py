"""Add a colleague: the card as a file or as text, the words to compare by phone, then add. Nothing is added before."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QCheckBox, QFileDialog, QGridLayout, QPlainTextEdit, QWidget

from ctip_desktop.errors import WorldError
from ctip_desktop.sync import exchange
from ctip_desktop.sync.exchange import Colleague
from ui.dialogs.dialog import Dialog
from ui.folders import CARDS, keep_folder, last_folder
from ui.pages.exchange.choose_view import CARD, dropped
from ui.pages.exchange.wording import first_name
from ui.session import Session
from ui.theme import px
from ui.widgets.base import Label, clear, column, row
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.chip import Avatar
from ui.widgets.note_bar import NoteBar

_WIDTH = 620
_PATIENCE = 250  # milliseconds after the last letter


class AddColleague(Dialog):
    """A card comes in, its words are compared, the colleague is added."""

    def __init__(self, session: Session, file: str = "", text: str = "", parent: QWidget | None = None) -> None:
        lead = _tr("Your colleague gives you a card: as a file, or as text in a message.")
        super().__init__(session, _tr("Add a colleague"), _tr("The words are the same: add"), width=_WIDTH, lead=lead, parent=parent)
        self.setAcceptDrops(True)
        self.found: Colleague | None = None
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._patience.timeout.connect(self.look)
        self._make_field()
        self.problem = NoteBar(tone="bad")
        self.problem.hide()
        self.body.addWidget(self.problem)
        self.card = Card(gap=10)
        self.card.hide()
        self.body.addWidget(self.card)
        self.body.addStretch()
        self.look()
        self.text.setFocus()
        if file:
            self.take_file(Path(file))
        elif text:
            self.text.setPlainText(text)
            self.look()
            self.main_button.setFocus()

    def _make_field(self) -> None:
        line = row()
        label = Label(self.tr("The card"), "strong")
        line.addWidget(label, 1)
        self.file_button = Button(self.tr("Choose a file"), icon="file", size="small", clicked=self._ask)
        line.addWidget(self.file_button)
        self.body.addLayout(line)
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(self.tr("The card"))
        self.text.setPlaceholderText(self.tr("Paste the whole card here. It begins with “CTIP card”."))
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(px(104))
        self.text.textChanged.connect(self._patience.start)
        label.setBuddy(self.text)
        self.body.addWidget(self.text)

    # --- the card comes in -----------------------------------------------

    def _ask(self) -> None:
        kinds = self.tr("Cards (*.ctipcard);;All files (*)")
        name, _kind = QFileDialog.getOpenFileName(self, self.tr("Choose a card"), str(last_folder(self.session, CARDS)), kinds)
        if name:
            keep_folder(self.session, CARDS, Path(name))
            self.take_file(Path(name))

    def take_file(self, path: Path) -> None:
        """Read a card file and look at it."""
        try:
            self.text.setPlainText(exchange.read_card_file(path))
        except WorldError as error:
            self._show(None)
            self.problem.show_error(error)
            return
        self.look()
        if self.main_button.isEnabled():
            self.main_button.setFocus()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped(event, CARD) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped(event, CARD)
        if path is not None:
            event.acceptProposedAction()
            self.take_file(path)

    def look(self) -> None:
        """Check what stands in the field and show whose card it is, or what is wrong with it."""
        self._patience.stop()
        self.problem.hide()
        typed = self.text.toPlainText()
        if not typed.strip():
            self._show(None)
            return
        try:
            self._show(self.session.ask(exchange.look_at, typed))
        except WorldError as error:
            self._show(None)
            self.problem.show_error(error)

    # --- whose it is -----------------------------------------------------

    def _show(self, found: Colleague | None) -> None:
        self.found = found
        clear(self.card.body)
        self.replace: QCheckBox | None = None
        self.card.setVisible(found is not None)
        self.main_button.setEnabled(found is not None and not found.known)
        self.main_button.setToolTip("" if found is not None else self.tr("Paste a card or choose a file first."))
        if found is not None:
            self._fill(found)
        QTimer.singleShot(0, self, self.fit)  # once the new words have their sizes

    def _fill(self, found: Colleague) -> None:
        head = row(gap=12)
        head.addWidget(Avatar(found.person, 28))
        words = column(gap=0)
        words.addWidget(Label(found.person, "section", wrap=True))
        words.addWidget(Label(f"{found.name}, {found.programme}", "sub", wrap=True))
        head.addLayout(words, 1)
        self.card.add(head)
        if found.known:
            self.card.add(NoteBar(self.tr("This card is among your colleagues already."), "info"))
            return
        said = self.tr("Call {name}. Read these words aloud. {name} finds the same words under Exchange, My card.")
        said = said.format(name=first_name(found.person))
        self.card.add(Label(said, "strong", wrap=True))
        self.card.body.addLayout(_words(found.words))
        self.card.add(Label(self.tr("Different words mean: the card was changed on the way. Do not add it."), "caption2", wrap=True))
        if found.same_names:
            self.replace = QCheckBox(self.tr("It replaces the earlier card of this laptop (it was restored or set up anew)"))
            self.replace.setChecked(True)
            self.card.add(self.replace)

    def keep(self) -> None:
        self.look()
        if self.found is None or self.found.known:
            return
        replaced = self.found.same_names if self.replace is not None and self.replace.isChecked() else ()
        try:
            added = self.session.ask(exchange.trust, self.text.toPlainText())
            for device in replaced:
                self.session.ask(exchange.forget, device, keep_work=True)
        except WorldError as error:
            self.show_error(error)
            return
        self.accept()
        self.session.refresh()
        self.go.emit("exchange", {"part": "overview", "added": added.person})

    def draft(self) -> Mapping[str, Any] | None:
        return {"text": self.text.toPlainText()}

    def restore(self, draft: Mapping[str, Any]) -> None:
        self.text.setPlainText(str(draft.get("text", "")))
        self.look()


def _words(words: tuple[str, ...]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(px(20))
    grid.setVerticalSpacing(px(4))
    for place, word in enumerate(words):
        cell = row(gap=6)
        cell.addWidget(Label(f"{place + 1}", "caption"))
        cell.addWidget(Label(word, "words"))
        cell.addStretch()
        grid.addLayout(cell, place // 4, place % 4)
    return grid


def _tr(text: str) -> str:
    return QCoreApplication.translate("AddColleague", text)
