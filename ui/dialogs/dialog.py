"""What every dialog has: its own header, a middle that scrolls, a fixed footer, errors in place, and a draft that survives a lock.

A dialog is opened by the shell (`Page.ask`), never with `exec`: the lock must not wait for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QPlainTextEdit, QWidget

from ctip_desktop.errors import WorldError
from ui.dialogs.tab_order import next_stop, reading_order
from ui.session import Session
from ui.theme import px
from ui.widgets.base import ElidedLabel, Label, Scroller, column, row
from ui.widgets.button import Button, IconButton
from ui.widgets.note_bar import NoteBar

WIDTH = 560
TALLEST = 660
WIDEST = 1180


class Dialog(QDialog):
    """Fill `body`; override `keep` (the main button), `draft` and `restore`.

    Signals:
        go(str, dict), ask(str, dict), undoable(str): as a page's.

    Attributes:
        arguments: plain values with which the same dialog can be built again after a lock.
    """

    go = Signal(str, dict)
    ask = Signal(str, dict)
    undoable = Signal(str)

    def __init__(self, session: Session, title: str, main: str, *, width: int = WIDTH, lead: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.arguments: Mapping[str, Any] = {}
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._width = width
        outer = column(self, gap=0)
        self._head = self._header(title, lead)
        outer.addWidget(self._head)
        self.scroller = Scroller(margins=(24, 16, 24, 16), gap=12)
        self.body = self.scroller.body
        outer.addWidget(self.scroller, 1)
        self._foot = self._footer(main)
        outer.addWidget(self._foot)

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

    def _footer(self, main: str) -> QFrame:
        foot = QFrame()
        foot.setProperty("role", "footer")
        box = column(foot, margins=(24, 10, 24, 10))
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

    def keep(self) -> None:
        """What the main button does; call `accept` when it is done."""
        self.accept()

    def draft(self) -> Mapping[str, Any] | None:
        """What was typed, as plain JSON values, or None when nothing was."""
        return None

    def restore(self, draft: Mapping[str, Any]) -> None:
        """Show a draft again."""

    def show_error(self, error: WorldError) -> None:
        """Say what went wrong, in the footer; what was typed stays."""
        self.note.show_error(error)

    def sizeHint(self) -> QSize:
        width = min(px(self._width), WIDEST)
        wanted = self.body.heightForWidth(width) if self.body.hasHeightForWidth() else self.body.sizeHint().height()
        around = sum(max(part.heightForWidth(width), part.sizeHint().height()) for part in (self._head, self._foot))
        return QSize(width, min(wanted + around, TALLEST))

    def fit(self) -> None:
        """Take the size that the content needs now; call it when much came or went."""
        self.body.invalidate()
        self.resize(self.sizeHint())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()  # Qt would allow two thirds of the screen, which is too low for a small laptop

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
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not isinstance(self.focusWidget(), QPlainTextEdit) and self.main_button.isEnabled():
            self.main_button.click()
            return
        super().keyPressEvent(event)
