"""A scrolling part of a page that is filled anew whenever what it shows has changed: the parts of a company, the tabs of a partnership."""

from __future__ import annotations

from datetime import date
from typing import Generic, Protocol, TypeVar
from uuid import UUID

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.session import Session
from ui.widgets.base import Margins, Scroller, clear, column


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
        self._content = self._scroller.widget() or QWidget()
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
        place = self._scroller.verticalScrollBar().value() if same else 0
        self._shown = shown
        clear(self.body)
        self.fill()
        self.body.addStretch()
        self._settle()
        self._go_to(place)

    def _go_to(self, place: int) -> None:
        """Scroll there, and once more when sentences that break have found their height."""
        bar = self._scroller.verticalScrollBar()
        bar.setValue(place)
        if bar.value() < place:
            QTimer.singleShot(0, self, lambda: bar.setValue(place))

    def _settle(self) -> None:
        """Let the new content take its place now and not with the next event: until then a scroll bar reaches no further than the top."""
        if not self.isVisible():
            return
        for part in self._content.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if part.isHidden() and not part.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
                part.show()
        self.body.activate()
        QCoreApplication.sendEvent(self._content, QEvent(QEvent.Type.LayoutRequest))

    def fill(self) -> None:
        """Fill `body` for what is shown."""
