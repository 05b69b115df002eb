"""Locks after a time without use: no key, no mouse, no touch in any window of the program; and on Ctrl+L, whatever is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent

if TYPE_CHECKING:
    from ctip_desktop.workspace.workspace import Workspace

DEFAULT_MINUTES = 5

_WATCH_AFTER = 250
"""Milliseconds after the first picture until the first look at an event."""
SETTING = "auto_lock_minutes"
"""Name of the workspace setting: minutes on this laptop; without it, those of the programme's own record."""

_USE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
        QEvent.Type.InputMethod,
    }
)


def minutes_of(workspace: Workspace) -> int:
    """After how many minutes of rest this laptop locks."""
    from ctip_desktop.queries.programme import rules

    chosen = workspace.setting(SETTING)
    return int(chosen) if chosen is not None else rules(workspace).lock_minutes


def minutes_at_first(workspace: Workspace) -> int:
    """The same for the first moments: what this laptop chose, else the usual time; what the programme says is read after the first picture."""
    chosen = workspace.setting(SETTING)
    return int(chosen) if chosen is not None else DEFAULT_MINUTES


class AutoLock(QObject):
    """An event filter of the application.

    Signals:
        due(): the time is over, or Ctrl+L was pressed in a dialog, where the window's own shortcuts rest; lock now.
    """

    due = Signal()

    def __init__(self, application: QObject) -> None:
        super().__init__(application)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.due)
        self._application = application
        self._wanted = False
        self.sees_keys = False
        """Whether every event is looked at; from a moment after the first picture on."""

    def start(self, minutes: int = DEFAULT_MINUTES) -> None:
        """Begin to watch. 0 minutes: never lock by itself."""
        self._timer.stop()
        self._timer.setInterval(minutes * 60_000)
        if minutes > 0:
            self._timer.start()
        self._wanted = True
        QTimer.singleShot(0, self, lambda: QTimer.singleShot(_WATCH_AFTER, self, self._watch))

    def stop(self) -> None:
        """Stop watching, because it is locked."""
        self._timer.stop()
        self._application.removeEventFilter(self)
        self._wanted = self.sees_keys = False

    def _watch(self) -> None:
        """Look at every event, but not at the thousands in which the window is built: they are nobody's keys, and to look at the first of them
        makes PySide get ready for every kind there is."""
        if self._wanted:
            self._application.installEventFilter(self)  # one that is there is moved, not doubled
            self.sees_keys = True

    @property
    def watching(self) -> bool:
        """Whether the clock runs."""
        return self._timer.isActive()

    @property
    def left(self) -> int:
        """Milliseconds until the lock; 0 or less when it does not run."""
        return self._timer.remainingTime()

    @property
    def idle(self) -> int:
        """Milliseconds since the last use; 0 when the clock does not run."""
        return self._timer.interval() - self._timer.remainingTime() if self._timer.isActive() else 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _USE and self._timer.isActive():
            self._timer.start()
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and _is_lock_key(event):
            QTimer.singleShot(0, self, self.due.emit)  # not in the middle of another widget's event
            return True
        return False


def _is_lock_key(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_L and event.modifiers() == Qt.KeyboardModifier.ControlModifier
