"""What ties the named views of a list to the list: the menu, what is kept, and what the list shows now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal

from ctip_desktop.errors import WorldError
from ui.kept_views import COLUMNS, MOST, ORDER, KeptViews, Shown
from ui.session import Session
from ui.widgets.note_bar import NoteBar
from ui.widgets.view_button import ViewButton

ARRANGED = frozenset({COLUMNS, ORDER})
"""What of a view arranges the list and holds nothing back."""


class ListViews(QObject):
    """Knows which view of one list is chosen.

    setting: where its views are kept; everything: what the list without a view is called; shown: what it shows now; put: show this; None: all of
    it, as the person has arranged it. The page shows `button` and `note`, and calls `follow` whenever it shows something else.

    Signals:
        ask(str, dict): as a page's.
    """

    ask = Signal(str, dict)

    def __init__(self, session: Session, setting: str, everything: str, shown: Callable[[], Shown], put: Callable[[Shown | None], object]) -> None:
        super().__init__()
        self.current = ""
        self._setting = setting
        self._views = KeptViews(session, setting)
        self._shown, self._put = shown, put
        self._known = frozenset(self._views.every())
        self._dropped: tuple[str, Shown] | None = None
        self.button = ViewButton(everything)
        self.button.wanted.connect(self.open)
        self.button.keep_wanted.connect(lambda: self.ask.emit("name_view", {"views": setting, "shown": dict(shown())}))
        self.button.same_wanted.connect(self._keep_so)
        self.button.rename_wanted.connect(lambda: self.ask.emit("name_view", {"views": setting, "old": self.current}))
        self.button.drop_wanted.connect(self._drop)
        self.note = NoteBar(tone="")
        self._back = self.note.add_action(self.tr("Bring it back"), self._bring_back)
        self.note.add_close(self.tr("Close"))
        self.note.hide()

    def open(self, name: str) -> None:
        """Show a view; an empty name, or one that is gone, shows everything."""
        self.note.hide()
        found = self._views.every().get(name)
        self.current = name if found is not None else ""
        self._put(found)
        self.follow()

    def follow(self) -> None:
        """The list shows something else, or the views are others: one that is new here was just named, so it is the one that is shown."""
        views = self._views.every()
        new = views.keys() - self._known
        self._known = frozenset(views)
        if len(new) == 1:
            self.current = new.pop()
        elif self.current not in views:
            self.current = ""
        shown = told(self._shown())
        changed = shown != told(views[self.current]) if self.current else bool(shown.keys() - ARRANGED)
        self.button.show_views(tuple(views), self.current, changed=changed, room=len(views) < MOST)

    def _keep_so(self) -> None:
        self._try(lambda: self._views.keep(self.current, self._shown()))

    def _drop(self) -> None:
        name, self._dropped = self.current, None

        def drop() -> None:
            self._dropped = name, self._views.drop(name)

        if self._try(drop):
            self._back.show()
            self.note.show_note(self.tr("The view “{view}” was deleted. The list stays as it is.").format(view=name), "")
            self.note.show()

    def _bring_back(self) -> None:
        name, shown = self._dropped or ("", {})
        if name and self._try(lambda: self._views.keep(name, shown)):
            self.button.setFocus()

    def _try(self, write: Callable[[], object]) -> bool:
        """Write, and say so when it cannot be written."""
        self.note.hide()
        try:
            write()
        except WorldError as error:
            self._back.hide()
            self.note.show_error(error)
            return False
        self.follow()
        return True


def told(shown: Shown) -> dict[str, Any]:
    """What a view shows, to be compared: without the words of the values, which another form may call otherwise, and without what is empty."""
    return {name: sorted(value) if isinstance(value, Mapping) else value for name, value in shown.items() if value}
