"""A name that somebody types a part of: what it fits, and the keys that take the first of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter

_TAKING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


def fitting(typed: str, names: Sequence[str]) -> list[int]:
    """The places of the names that hold what was typed: the one that is exactly that first, then those that begin with it."""
    wanted = " ".join(typed.split()).casefold()
    plain = [" ".join(name.split()).casefold() for name in names]
    found = [place for place, name in enumerate(plain) if wanted and wanted in name]
    return sorted(found, key=lambda place: (plain[place] != wanted, not plain[place].startswith(wanted)))


def dress(completer: QCompleter) -> None:
    """Let the list of a line look like that of a drop-down."""
    popup = completer.popup()
    if popup is not None:
        popup.setObjectName("popup")


def takes(event: QEvent, completer: QCompleter | None) -> bool:
    """Whether this key takes a typed name: Enter or Tab, while no row of the open list is chosen (then the list takes that one)."""
    if not (isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _TAKING):
        return False
    if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
        return False
    popup = completer.popup() if completer is not None else None
    return popup is None or not (popup.isVisible() and popup.currentIndex().isValid())


def ends_here(event: QEvent) -> bool:
    """Whether the key has done its work once a name was taken: Enter must not also press the main button, Tab goes on to the next field."""
    return isinstance(event, QKeyEvent) and event.key() != Qt.Key.Key_Tab
