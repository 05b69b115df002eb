"""A scrolling part of a page that is filled anew whenever what it shows has changed: the parts of a company, the tabs of a partnership."""

from __future__ import annotations

from datetime import date
from typing import Generic, NamedTuple, Protocol, TypeVar
from uuid import UUID

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from ui.session import Session
from ui.widgets.base import Margins, Scroller, clear, column


class Shown(Protocol):
    """What is shown has an id."""

    @property
    def id(self) -> UUID:
        """Which one it is."""


S = TypeVar("S", bound=Shown)


class _Held(NamedTuple):
    """What had the keyboard: what it is called, and how many stand before it."""

    name: str
    place: int


def _name(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or text


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
        """Show something; the scroll place and the keyboard stay when it is the same one."""
        same = self._shown is not None and self._shown.id == shown.id
        place = self._scroller.verticalScrollBar().value() if same else 0
        held = self._held() if same else None
        self._shown = shown
        clear(self.body)
        self.fill()
        self.body.addStretch()
        self._settle()
        self._go_to(place)
        if held is not None:
            self._hold(held)

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

    def _held(self) -> _Held | None:
        """The part that has the keyboard, also while a dialog stands before the window."""
        at = self.window().focusWidget()
        if at is None or not self.isAncestorOf(at):
            return None
        stops = self._stops()
        return _Held(_name(at), stops.index(at)) if at in stops else None

    def _hold(self, held: _Held) -> None:
        """Give the keyboard to the part of the same name, else to the one that stands in the same place now."""
        stops = self._stops()
        alike = [each for each in stops if _name(each) == held.name]
        found = alike[0] if alike else stops[min(held.place, len(stops) - 1)] if stops else None
        if found is not None:
            found.setFocus()

    def _stops(self) -> list[QWidget]:
        """The parts of the content that take the keyboard by Tab."""
        inside = self._content.findChildren(QWidget)
        return [each for each in inside if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isEnabled() and each.isVisibleTo(self)]

    def fill(self) -> None:
        """Fill `body` for what is shown."""
