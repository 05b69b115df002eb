"""A scrolling part of a page that is filled anew whenever what it shows has changed: the parts of a company, the tabs of a partnership."""

from __future__ import annotations

from datetime import date
from typing import Generic, Protocol, TypeVar
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.session import Session
from ui.widgets.base import Margins, Scroller, column
from ui.widgets.refill import refill


class Shown(Protocol):
    """What is shown has an id."""

    @property
    def id(self) -> UUID:
        """Which one it is."""


S = TypeVar("S", bound=Shown)


class Filled(QWidget, Generic[S]):
    """Fill `body` in `fill`.

    Signals:
        go(str, dict), ask(str, dict), undoable(str): as a page's.
    """

    go = Signal(str, dict)
    ask = Signal(str, dict)
    undoable = Signal(str)

    def __init__(self, session: Session, margins: Margins, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._scroller = Scroller(margins=margins, gap=12)
        column(self, gap=0).addWidget(self._scroller)
        self._shown: S | None = None

    @property
    def body(self) -> QVBoxLayout:
        """The layout to fill."""
        return self._scroller.body

    @property
    def today(self) -> date:
        """The day by this laptop's clock."""
        return self.session.workspace.now().astimezone().date()

    @property
    def shown(self) -> S:
        """What is shown."""
        assert self._shown is not None
        return self._shown

    def show_filled(self, shown: S) -> None:
        """Show something; the scroll place stays when it is the same one."""
        same = self._shown is not None and self._shown.id == shown.id
        self._shown = shown
        with refill(self._scroller, stay=same):
            self.fill()

    def fill(self) -> None:
        """Fill `body` for what is shown."""
