"""The contract of a page: what the shell knows about it, and nothing more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.session import Session

if TYPE_CHECKING:
    from ctip_desktop.operations.changes import Changes

Where = Mapping[str, Any]


class Page(QWidget):
    """One screen of the window, built when it is first opened.

    Attributes:
        session: the open workspace and the door for writes.
        least: how low the page can be, in lengths of the design. With large text in a low window it scrolls as a whole instead of being cut.
        under: the entry of the rail that is lit, where it depends on what `open` was told; empty: as `PageSpec` says.
        title: what the window says while the page is shown; may be changed by `open`, then emit `renamed`.

    Signals:
        go(str, dict): open another page by name with arguments for its `open`.
        ask(str, dict): open a dialog by name with plain arguments (`ui/dialogs/registry.py`).
        undoable(str): something was deleted or changed in bulk; the shell offers to take it back. The text says what.
        back(): return to where the person came from.
        renamed(): the title is different now.

    A subclass overrides what it needs of `open`, `refresh`, `flush`, `holds`, `is_at`, `place` and `take_focus`.
    """

    least = 0
    under = ""

    go = Signal(str, dict)
    ask = Signal(str, dict)
    undoable = Signal(str)
    back = Signal()
    renamed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.title = ""
        self.stale = True

    def open(self, **where: Any) -> None:
        """Show a place in this page: a record, a section, a filter. Called each time somebody comes here; arguments are the page's own."""

    def refresh(self, changes: Changes | None) -> None:
        """Show what is true now. `changes` names what was written; None means anything may be different."""

    def flush(self) -> None:
        """Write what is typed but not written yet. Called before lock, quit, rebuild and leaving the page."""

    def place(self) -> Where:
        """Arguments for `open` that bring the person back to the present place."""
        return {}

    def is_at(self, where: Where) -> bool:
        """Whether these arguments of `open` lead to what is shown now: going back from here never leads here again."""
        return dict(where) == dict(self.place())

    def holds(self) -> bool:
        """Whether something typed could be written nowhere. The person stays here then, and the page shows what to do; asked after `flush`, before
        another page is opened and before the program ends. Only the lock does not wait: what is in `place` brings the text back."""
        return False

    def take_focus(self) -> None:
        """Put the keyboard where a person begins on this page."""
        self.setFocus()

    def on_changes(self, changes: Changes | None) -> None:
        """Refresh now when shown, else when shown next; the shell calls this."""
        if self.isVisible():
            self.stale = False
            self.refresh(changes)
        else:
            self.stale = True

    def on_shown(self) -> None:
        """Refresh if something was written while the page was out of sight; the shell calls this."""
        if self.stale:
            self.stale = False
            self.refresh(None)
