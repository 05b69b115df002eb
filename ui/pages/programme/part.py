"""What the parts of the Programme page have in common."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ctip_desktop.errors import WorldError
from ui.session import Session
from ui.theme import look, px
from ui.widgets.base import Label, Scroller, clear, column, row
from ui.widgets.flow import FlowLayout
from ui.widgets.note_bar import NoteBar
from ui.widgets.running import Running

_WIDEST = 860


class Part(QWidget):
    """One part. Override `fill`; it is called whenever something may be different.

    Signals:
        go(str, dict), ask(str, dict): as a page's.
    """

    go = Signal(str, dict)
    ask = Signal(str, dict)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.scroller = Scroller(margins=(24, 16, 24, 16), gap=12)
        whole = column(self, gap=0)
        whole.addWidget(self.scroller, 1)
        holder = QWidget()
        holder.setMaximumWidth(px(_WIDEST))
        line = row(gap=0)
        line.addWidget(holder, 1)
        if not look().large:
            line.addStretch()
        self.scroller.body.addLayout(line)
        self.scroller.body.addStretch()
        outer = column(holder, gap=12)
        self.note = NoteBar("", "ok")
        self.note.add_close(self.tr("Close"))
        self.note.hide()
        self.running = Running(session)
        self.body: QVBoxLayout = column(gap=12)
        whole.addWidget(self.note)  # below, where it moves no button
        outer.addWidget(self.running)
        outer.addLayout(self.body)

    @property
    def today(self) -> date:
        """The day by this laptop's clock."""
        return self.session.workspace.now().astimezone().date()

    def refresh(self) -> None:
        """Show what is true now."""
        clear(self.body)
        self.fill()

    def hideEvent(self, event: QHideEvent) -> None:
        """What was said is read when one comes back."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.note.hide()

    def fill(self) -> None:
        """Fill `body`."""

    def heading(self, words: str, lead: str = "", *ends: QWidget) -> None:
        """A heading with things at its end and a sentence below."""
        head = row(gap=8)
        head.addWidget(Label(words, "section"), 0 if look().large else 1)
        if look().large:
            head.addStretch()
        box = column(gap=4)
        box.addLayout(head)
        if lead:
            box.addWidget(Label(lead, "sub", wrap=True))
        self.body.addLayout(box)
        if look().large and ends:
            holder = QWidget()
            flow = FlowLayout(holder, gap=8)
            for end in ends:
                flow.addWidget(end)
            self.body.addWidget(holder)
            return
        for end in ends:
            head.addWidget(end)

    def line(self, *widgets: QWidget) -> QHBoxLayout:
        """Widgets side by side at the start of a line."""
        made = row(gap=8)
        for widget in widgets:
            made.addWidget(widget)
        made.addStretch()
        return made

    def tell(self, words: str, strong: str = "", tone: str = "ok") -> None:
        """Say what happened, above the part."""
        self.note.show_note(words, tone, strong=strong)
        self.note.show()

    def refuse(self, error: WorldError) -> None:
        """Say what went wrong, above the part."""
        self.note.show_error(error)
