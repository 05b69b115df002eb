"""What every dialog has: its own header, a middle that scrolls, a fixed footer, errors in place, and a draft that survives a lock and a close.

A dialog is opened by the shell (`Page.ask`), never with `exec`: the lock must not wait for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QLineEdit, QPlainTextEdit, QPushButton, QToolButton, QWidget

from ctip_desktop.errors import WorldError
from ui.dialogs.put_aside import PutAside
from ui.dialogs.tab_order import next_stop, reading_order
from ui.session import Session
from ui.theme import px
from ui.widgets.base import ElidedLabel, Label, Scroller, column, row
from ui.widgets.button import Button, IconButton
from ui.widgets.note_bar import NoteBar
from ui.words import moment_words

WIDTH = 560
TALLEST = 660
WIDEST = 1180


class Dialog(QDialog):
    """Fill `body`; override `keep` (the main button), `draft` and `restore`.

    Signals:
        go(str, dict), ask(str, dict), undoable(str): as a page's.
        aside(str, dict): as go; the way back opens this dialog again as it is now.
        saved(Path): a file was written; the shell says where it is.

    Attributes:
        arguments: plain values with which the same dialog can be built again after a lock.
        puts_aside: whether what was typed is kept when the dialog is closed before it is done, and offered when it is opened for the same
            thing again. Not for dialogs in which one chooses or searches and writes nothing of one's own.
    """

    puts_aside = True

    go = Signal(str, dict)
    ask = Signal(str, dict)
    undoable = Signal(str)
    aside = Signal(str, dict)
    saved = Signal(object)

    def __init__(self, session: Session, title: str, main: str, *, width: int = WIDTH, lead: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.arguments: Mapping[str, Any] = {}
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._width = width
        self._memory: PutAside | None = None
        self._blank: dict[str, Any] = {}
        self._refused = False
        self._offered = False
        outer = column(self, gap=0)
        self._head = self._header(title, lead)
        outer.addWidget(self._head)
        self.scroller = Scroller(margins=(24, 16, 24, 16), gap=12)
        self.body = self.scroller.body
        self._above = self._offer_place()
        outer.addWidget(self._above)
        outer.addWidget(self.scroller, 1)
        self._foot = self._footer(main)
        outer.addWidget(self._foot)
        QShortcut(self).setKeys([QKeySequence(f"Alt+{digit}") for digit in range(10)])  # they open no page from here, and write no digit either

    def _header(self, title: str, lead: str) -> QFrame:
        head = QFrame()
        head.setProperty("role", "header")
        line = row(head, margins=(24, 12, 14, 12))
        words = column(gap=1)
        words.addWidget(ElidedLabel(title, "dialog"))
        self.lead = Label(lead, "caption2", wrap=True)
        words.addWidget(self.lead)
        line.addLayout(words, 1)
        self.lead.setVisible(bool(lead))
        self.close_button = IconButton("x", self.tr("Close"), clicked=self.reject)
        line.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        return head

    def _offer_place(self) -> QFrame:
        place = QFrame()
        self.offer = NoteBar()
        column(place, margins=(24, 10, 24, 0)).addWidget(self.offer)
        place.hide()
        return place

    def _footer(self, main: str) -> QFrame:
        foot = QFrame()
        foot.setProperty("role", "footer")
        box = self._foot_box = column(foot, margins=(24, 10, 24, 10))
        self.note = NoteBar(tone="bad")
        self.note.hide()
        box.addWidget(self.note)
        self.buttons = row()
        self.buttons.addStretch()
        self.cancel_button = Button(self.tr("Cancel"), clicked=self.reject)
        self.main_button = Button(main, "main", clicked=self.keep)
        self.buttons.addWidget(self.cancel_button)
        self.buttons.addWidget(self.main_button)
        box.addLayout(self.buttons)
        return foot

    def put_in_foot(self, part: QWidget) -> None:
        """Put something above the buttons: there it is in sight, whatever the rest is scrolled to."""
        self._foot_box.insertWidget(0, part)

    def keep(self) -> None:
        """What the main button does; call `accept` when it is done."""
        self.accept()

    def draft(self) -> Mapping[str, Any] | None:
        """What was typed, as plain JSON values, or None when nothing was."""
        return None

    def restore(self, draft: Mapping[str, Any]) -> None:
        """Show a draft again."""

    def state(self) -> dict[str, Any]:
        """What it is, as plain JSON values, for building it again: after a lock, or when the way back leads here."""
        return {"name": self.objectName(), "arguments": dict(self.arguments), "draft": self.draft()}

    def go_on_typing(self) -> None:
        """Put the cursor behind what was typed: all of it would be marked, and the next key would take it away."""
        if isinstance(field := self.focusWidget(), QLineEdit):
            field.end(False)

    # --- what was typed and not kept ---------------------------------------

    def opened_as(self, name: str, arguments: Mapping[str, Any]) -> None:
        """Know by which name and for what it was opened, and how it looked then: what differs later was typed."""
        self.setObjectName(name)
        self.arguments = dict(arguments)
        if self.puts_aside and (blank := self.draft()) is not None:
            self._blank = dict(blank)
            self._memory = PutAside(self.session, name, arguments)

    def typed(self) -> dict[str, Any]:
        """The part of the draft that is different from how the dialog was opened."""
        return {name: value for name, value in (self.draft() or {}).items() if self._blank.get(name) != value} if self._memory is not None else {}

    def unfinished(self) -> bool:
        """Whether something is typed that would be missed if the program ended now."""
        return bool(self.typed())

    def reject(self) -> None:
        """Close it. What was typed is put aside; when that cannot be, it is said once, and the next try closes all the same."""
        try:
            if self._memory is not None and self.session.is_open and not self._refused and (typed := self.typed()):
                self._memory.put(typed)
        except WorldError as error:
            self._refused = True
            self.show_error(error)
            return
        super().reject()

    def _offer_back(self) -> None:
        if self._offered or self._memory is None or self.typed() or (found := self._memory.newest()) is None:
            return
        self._offered = True
        at, kept = found
        when = moment_words(at, self.session.workspace.now().astimezone().date())
        self.offer.show_note(self.tr("It was closed before it was done."), "info", strong=self.tr("You began this {when}.").format(when=when))
        self.offer.add_action(self.tr("Go on"), lambda: self._go_on(at, kept))
        self.offer.add_action(self.tr("Begin anew"), lambda: self._begin_anew(at))
        self._above.show()

    def _go_on(self, at: datetime, kept: Mapping[str, Any]) -> None:
        """Show it again. What was typed meanwhile takes its place among what is put aside."""
        assert self._memory is not None
        try:
            if typed := self.typed():
                self._memory.put(typed)
            self._memory.forget(at)
        except WorldError as error:
            self.show_error(error)
            return
        self.restore({**self._blank, **kept})
        self._end_offer()

    def _begin_anew(self, at: datetime) -> None:
        assert self._memory is not None
        try:
            self._memory.forget(at)
        except WorldError as error:
            self.show_error(error)
            return
        self._end_offer()

    def _end_offer(self) -> None:
        """The keyboard goes on to the first field."""
        self._above.hide()
        self.close_button.setFocus()
        self.focusNextPrevChild(True)
        self.go_on_typing()
        self.fit()

    # --- errors ------------------------------------------------------------

    def point_to(self, field: QWidget, sentence: QWidget) -> None:
        """Put the keyboard into a field and bring it into sight together with the sentence about it; the dialog grows for them if it can."""
        field.setFocus()
        QTimer.singleShot(0, self, lambda: self._bring_into_sight(field, sentence))  # the sentence gets its place first

    def _bring_into_sight(self, field: QWidget, sentence: QWidget) -> None:
        self._grow()
        for part in (sentence, field):
            self.scroller.ensureWidgetVisible(part, 0, px(8))

    def show_error(self, error: WorldError) -> None:
        """Say what went wrong, in the footer; what was typed stays, and the dialog grows for the sentence if it can."""
        self.note.show_error(error)
        QTimer.singleShot(0, self, self._grow)  # the sentence gets its place first

    def sizeHint(self) -> QSize:
        room = self._room()
        width = min(px(self._width), room.width())
        wanted = self.body.heightForWidth(width) if self.body.hasHeightForWidth() else self.body.sizeHint().height()
        around = sum(
            max(part.heightForWidth(width), part.sizeHint().height()) for part in (self._head, self._above, self._foot) if part.isVisibleTo(self)
        )
        return QSize(width, min(wanted + around, room.height()))

    def _room(self) -> QSize:
        """What the screen leaves: the buttons at the foot must be in sight on a small laptop, below the frame that a window gets there."""
        parent, most = self.parentWidget(), QSize(WIDEST, TALLEST)
        if parent is None or (screen := parent.screen()) is None:
            return most
        window = parent.window()
        return most.boundedTo(screen.availableSize() - (window.frameSize() - window.size()))

    def fit(self) -> None:
        """Take the size that the content needs now; call it when much came or went."""
        self.body.invalidate()
        self.resize(self.sizeHint())
        self._stay_inside()

    def _grow(self) -> None:
        self.body.invalidate()
        self.resize(self.size().expandedTo(self.sizeHint()))
        self._stay_inside()

    def _stay_inside(self) -> None:
        """What grew downwards out of the window goes back to its middle."""
        parent = self.parentWidget()
        if self.isVisible() and parent is not None and not parent.window().frameGeometry().contains(self.frameGeometry()):
            self.centre()

    def centre(self) -> None:
        """Stand in the middle of the window it belongs to, inside the screen: Qt places it by the size it had before `fit`."""
        parent = self.parentWidget()
        if parent is None:
            return
        window, own = parent.window().frameGeometry(), self.frameGeometry()
        own.moveCenter(window.center())
        if (screen := parent.screen()) is not None:
            room = screen.availableGeometry()
            own.moveLeft(max(room.left(), min(own.left(), room.right() + 1 - own.width())))
            own.moveTop(max(room.top(), min(own.top(), room.bottom() + 1 - own.height())))
        self.move(own.topLeft())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._offer_back()
        self.fit()  # Qt would allow two thirds of the screen, which is too low for a small laptop
        if not event.spontaneous():
            self.centre()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes through the fields as one reads them, then the buttons below, and to the cross at the top last."""
        parts = [part for part in reading_order(self) if part is not self.close_button]
        if (stop := next_stop([*parts, self.close_button], self.focusWidget(), forward=forward)) is None:
            return False
        stop.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
        if self.scroller.isAncestorOf(stop):
            self.scroller.ensureWidgetVisible(stop)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the keyboard, else the main one; with Ctrl the main one from everywhere, also from a long text."""
        enter, now = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter), self.focusWidget()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if enter and not control and isinstance(now, QPushButton | QToolButton) and not now.isCheckable():
            now.click()  # Enter on Cancel must not add
            return
        if enter and (control or not isinstance(now, QPlainTextEdit)) and self.main_button.isEnabled():
            self.main_button.click()
            return
        super().keyPressEvent(event)
