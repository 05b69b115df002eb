"""The named views of a list in one menu: choose one, keep what is shown as one, rename and delete the one that is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from ui.icons import icon
from ui.widgets.base import restyle
from ui.widgets.button import Button
from ui.widgets.letter_menu import LetterMenu


class ViewButton(Button):
    """Says which view is shown. A letter in its menu goes to the view that begins with it.

    everything: what the list without a view is called.

    Signals:
        wanted(str): show this view; empty: everything. keep_wanted(): what is shown, as a new view. same_wanted(): what is shown, as the view that
            is chosen. rename_wanted(), drop_wanted(): the view that is chosen.
    """

    wanted = Signal(str)
    keep_wanted = Signal()
    same_wanted = Signal()
    rename_wanted = Signal()
    drop_wanted = Signal()

    def __init__(self, everything: str, parent: QWidget | None = None) -> None:
        super().__init__("", "filter", trailing="down", parent=parent)
        self._everything = everything
        self._names: tuple[str, ...] = ()
        self._current = ""
        self._changed = False
        self._room = True
        self.clicked.connect(self._open)
        self.show_views((), "")

    def show_views(self, names: Sequence[str], current: str, *, changed: bool = False, room: bool = True) -> None:
        """The views there are, which is chosen (empty: none), whether the list shows something else, whether one more can be kept."""
        self._names, self._current, self._changed, self._room = tuple(names), current, changed, room
        words = self.tr("View: {view}, changed") if changed else self.tr("View: {view}")
        self.say(words.format(view=current) if current else self.tr("Views"))
        restyle(self, on="true" if current else "false")

    def menu_now(self) -> LetterMenu:
        """The menu as it is now."""
        menu = LetterMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._choice(menu, "", self._everything)
        for name in self._names:
            self._choice(menu, name, name)
        menu.addSeparator()
        keep = menu.addAction(icon("plus"), self.tr("Keep what is shown as a view…"), self.keep_wanted.emit)
        keep.setEnabled(self._room)
        if self._current:
            view = self._current.replace("&", "&&")
            if self._changed:
                menu.addAction(icon("save"), self.tr("Keep the change"), self.same_wanted.emit)
            menu.addAction(icon("pencil"), self.tr("Rename “{view}”…").format(view=view), self.rename_wanted.emit)
            menu.addAction(icon("x", "bad"), self.tr("Delete “{view}”").format(view=view), self.drop_wanted.emit)
        return menu

    def _choice(self, menu: LetterMenu, name: str, words: str) -> QAction:
        action = menu.addAction(words.replace("&", "&&"), partial(self.wanted.emit, name))
        action.setCheckable(True)
        action.setChecked(name == self._current and (bool(name) or not self._changed))
        return action

    def _open(self) -> None:
        self.menu_now().popup(self.mapToGlobal(QPoint(0, self.height() + 2)))
