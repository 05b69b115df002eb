"""What the parts of the company page have in common."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ctip_desktop.queries.companies import CompanyPage
from ui.session import Session
from ui.theme import look
from ui.widgets.base import Label, Scroller, clear, column, row


class Part(QWidget):
    """One part, shown beside the sub-navigation; it is filled anew whenever the company changes.

    Signals:
        go(str, dict), ask(str, dict), undoable(str): as a page's.
        part(str): open another part.
    """

    go = Signal(str, dict)
    ask = Signal(str, dict)
    undoable = Signal(str)
    part = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._scroller = Scroller(margins=(20, 16, 20, 16), gap=12)
        column(self, gap=0).addWidget(self._scroller)
        self._shown: CompanyPage | None = None

    @property
    def body(self) -> QVBoxLayout:
        """The layout to fill."""
        return self._scroller.body

    @property
    def today(self) -> date:
        """The day by this laptop's clock."""
        return self.session.workspace.now().astimezone().date()

    @property
    def company(self) -> CompanyPage:
        """What is shown."""
        assert self._shown is not None
        return self._shown

    def show_company(self, company: CompanyPage) -> None:
        """Show a company; the scroll place stays when it is the same one."""
        same = self._shown is not None and self._shown.id == company.id
        place = self._scroller.verticalScrollBar().value() if same else 0
        self._shown = company
        clear(self.body)
        self.fill()
        self.body.addStretch()
        self._scroller.verticalScrollBar().setValue(place)

    def fill(self) -> None:
        """Fill `body` for `company`."""

    def columns(self, *shares: int) -> list[QVBoxLayout]:
        """Columns side by side with their shares of the width, or below one another when the text is large."""
        line = column(gap=12) if look().large else row(gap=12)
        self.body.addLayout(line)
        made = [column(gap=12) for _ in shares]
        for box, share in zip(made, shares, strict=True):
            line.addLayout(box, share)
        return made

    def heading(self, words: str, *ends: QWidget) -> QHBoxLayout:
        """A heading line with things at its end; chips go right behind the words."""
        line = row(gap=8)
        line.addWidget(Label(words, "section"))
        chips = [one for one in ends if one.property("role") == "chip"]
        for one in chips:
            line.addWidget(one)
        line.addStretch()
        for one in ends:
            if one not in chips:
                line.addWidget(one)
        self.body.addLayout(line)
        return line

    def fill_in(self, form: str, **more: Any) -> None:
        """Open a form about this company."""
        known = next((one.record for one in (*self.company.forms, self.company.company) if one.form == form), None)
        where = {"record": known} if known is not None else {"form": form, "about": self.company.id}
        self.go.emit("wizard", {**where, **more})
