"""The unlocked window: rail, pages built on first use, notes in place, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QMenu, QScrollArea, QStackedWidget, QWidget
from shiboken6 import delete

from ctip_desktop.errors import WorldError
from ui.focus_keeper import FocusKeeper
from ui.icons import icon
from ui.pages.page import Page, Where
from ui.pages.registry import PageSpec, pages
from ui.rail import Rail
from ui.session import REFUSED, Saved, Session
from ui.theme import look, px
from ui.widgets.base import column, row
from ui.widgets.note_bar import NoteBar
from ui.widgets.running import Running
from ui.widgets.undo_bar import UndoBar
from ui.words import title_words

if TYPE_CHECKING:  # what only a dialog or a count needs is loaded after the first picture
    from pathlib import Path

    from ctip_desktop.operations.changes import Changes
    from ui.dialogs.dialog import Dialog
    from ui.widgets.saved_note import SavedNote

_NARROW_WINDOW = 1180
_HISTORY = 50
LONG = 1000
"""Answers and entries in one step from which on taking it back shows how far it is, and can be stopped."""


class Shell(QWidget):
    """Shows one page at a time and keeps the others.

    Signals:
        lock_wanted(): the lock button of the rail.
        titled(str): what the window's title should say. dialog_shown(Dialog): a dialog was opened.
    """

    lock_wanted = Signal()
    titled = Signal(str)
    dialog_shown = Signal(object)

    def __init__(self, session: Session, specs: Sequence[PageSpec] | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("window")
        self._session = session
        self._specs = {spec.name: spec for spec in (pages() if specs is None else specs)}
        self._pages: dict[str, Page] = {}
        self._current = ""
        self._history: list[tuple[str, Where]] = []
        self._waiting: tuple[tuple[str, Where], dict[str, Any]] | None = None  # a place one left from a dialog, and that dialog
        self._saved: SavedNote | None = None
        self.rail = Rail(list(self._specs.values()))
        self.note = NoteBar(tone="bad")
        self._unsaved = False
        self.undo_bar = UndoBar()
        self.undoing = Running(session)
        self._stack = QStackedWidget()
        self._stack.setMinimumSize(1, 1)  # else the widest page, once built, would push every other out of the window
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        line = row(self, gap=0)
        line.addWidget(self.rail)
        right = self._right = column(gap=0)
        self.note.add_close(self.tr("Close"))
        self.note.hide()
        right.addWidget(_scrolled(self._stack) if look().large else self._stack, 1)
        right.addWidget(self.note)  # below the page, like the way back: above it, it would push away what somebody is about to press
        right.addWidget(self.undo_bar)
        self.undoing.setContentsMargins(px(24), px(8), px(24), px(8))
        right.addWidget(self.undoing)
        line.addLayout(right, 1)

    def _connect(self) -> None:
        self.rail.wanted.connect(self.go)
        self.rail.lock_wanted.connect(self.lock_wanted)
        self._session.changed.connect(self._on_changes)
        self._session.failed.connect(self._show_error)
        self._session.save_state.connect(self._show_saved)
        self.undo_bar.undo.connect(self.undo)
        self.undo_bar.redo.connect(self.redo)
        self._session.tasks.broke.connect(lambda _error: self._stack.setEnabled(True))
        FocusKeeper(lambda: self.current, self.rail, self)

    @property
    def current(self) -> Page | None:
        """The page shown."""
        return self._pages.get(self._current)

    @property
    def current_name(self) -> str:
        """The name of the page shown, empty before the first."""
        return self._current

    @property
    def names(self) -> tuple[str, ...]:
        """The pages of the rail, in order; Alt+1 is the first."""
        return tuple(name for name, spec in self._specs.items() if spec.rail)

    def has(self, name: str) -> bool:
        """Whether there is such a page."""
        return name in self._specs

    def go(self, name: str, where: Where | None = None) -> None:
        """Open a page, at a place in it if given. The way back leads to where the person is now."""
        if self.current is not None:
            self.current.flush()
            if self.current.holds():
                return
            if name != self._current or not self.current.is_at(where or {}):
                self._history = [*self._history[-_HISTORY:], (self._current, dict(self.current.place()))]
        self._show(name, where or {})

    def back(self) -> None:
        """Return to the place before this one; to the first page when nothing is known before it, as after a lock."""
        if self.current is None:
            return
        self.current.flush()
        if self.current.holds():
            return
        step = self._before()
        if step[0] != self._current or not self.current.is_at(step[1]):
            self._show(*step)
        if self._waiting is not None and self._waiting[0] is step:
            state, self._waiting = self._waiting[1], None
            self.show_dialog(state["name"], state["arguments"], state["draft"])

    def _before(self) -> tuple[str, Where]:
        """Take the last place that is not this one."""
        while self._history:
            step = self._history.pop()
            if step[0] != self._current or self.current is None or not self.current.is_at(step[1]):
                return step
        return next(iter(self._specs)), {}

    def company_here(self) -> Where:
        """The company whose page is open, as a dialog takes it; empty on any other page."""
        company = self.current.place().get("company") if self.current is not None and self._current == "company" else None
        return {"company": company.hex} if company is not None else {}

    def flush(self) -> None:
        """Let every page write what is typed."""
        for page in self._pages.values():
            page.flush()

    def place(self) -> tuple[str, Where]:
        """Where the person is, for coming back after a lock or a rebuild."""
        page = self.current
        return (self._current, dict(page.place())) if page is not None else (next(iter(self._specs)), {})

    def drop_unseen(self) -> None:
        """Take every page but the one shown apart, at once; they are built anew when somebody goes there. What was typed must be written before."""
        for name in [name for name in self._pages if name != self._current]:
            delete(self._pages.pop(name))

    def move_focus(self) -> None:
        """F6: rail, then the page, then the rail again."""
        if self.rail.isVisible() and not self.rail.isAncestorOf(self.focusWidget() or self):
            self.rail.take_focus()
        elif self.current is not None:
            self.current.take_focus()

    def undo(self) -> None:
        """Take back the last operation and say which it was: where the way back was offered, so that both are never read at once."""
        if self.current is not None:
            self.current.flush()
        if self._session.undo_size() >= LONG:
            from ctip_desktop.operations.undo import undo

            self._turn_beside(undo, self.tr("Taking it back"), self._tell_undone, self.tr("Stopped. Nothing was taken back."))
        else:
            self._tell_undone(self._session.undo())

    def redo(self) -> None:
        """Do again what was taken back last, and say which it was."""
        if self.current is not None:
            self.current.flush()
        if self._session.undo_size(again=True) >= LONG:
            from ctip_desktop.operations.undo import redo

            self._turn_beside(redo, self.tr("Doing it again"), self._tell_redone, self.tr("Stopped. Nothing was done again."))
        else:
            self._tell_redone(self._session.redo())

    def _turn_beside(self, turn: Callable[..., Changes | None], what: str, tell: Callable[[Changes | None], None], stopped: str) -> None:
        """A long list goes out or in while one can see how far it is. Until then nothing else is written."""

        def done(changes: Changes | None) -> None:
            self._go_on()
            self._session.refresh()
            tell(changes)

        def nothing() -> None:
            self._go_on()
            self.undo_bar.tell(stopped)

        self.undo_bar.hide()
        self._stack.setEnabled(False)
        self.undoing.run(partial(turn, self._session.workspace), what, done, failed=self._not_undone, stopped=nothing)

    def _not_undone(self, error: WorldError) -> None:
        self._go_on()
        self._show_error(error)

    def _go_on(self) -> None:
        self._stack.setEnabled(True)
        if self.current is not None:
            self.current.take_focus()

    def _tell_undone(self, changes: Changes | None) -> None:
        if changes is not None:
            self.undo_bar.tell(self.tr("Taken back: {what}").format(what=title_words(changes.label)), again=self._session.undo_size(again=True) > 0)

    def _tell_redone(self, changes: Changes | None) -> None:
        if changes is not None:
            self.undo_bar.offer(self.tr("Done again: {what}").format(what=title_words(changes.label)))

    # --- dialogs ---------------------------------------------------------

    def show_dialog(self, name: str, arguments: Mapping[str, Any], draft: Mapping[str, Any] | None = None) -> Dialog:
        """Open a dialog by name, with what was typed before if it comes back after a lock."""
        from ui.dialogs.registry import build

        dialog = build(name, self._session, arguments, self)
        dialog.go.connect(self.go)
        dialog.ask.connect(self.show_dialog)
        dialog.undoable.connect(self.undo_bar.offer)
        dialog.aside.connect(partial(self._go_aside, dialog))
        dialog.saved.connect(self._tell_saved)
        if draft is not None:
            dialog.restore(draft)
        dialog.show()
        self.dialog_shown.emit(dialog)
        if draft is not None:
            QTimer.singleShot(0, dialog, dialog.go_on_typing)
        return dialog

    def dialogs(self) -> list[Dialog]:
        """The dialogs that are open."""
        from ui.dialogs.dialog import Dialog

        return [dialog for dialog in self.findChildren(Dialog) if dialog.isVisible()]

    def open_dialogs(self) -> list[dict[str, Any]]:
        """Name, arguments and draft of each open dialog, as plain JSON values."""
        return [dialog.state() for dialog in self.dialogs()]

    def _go_aside(self, dialog: Dialog, name: str, where: Where) -> None:
        """A dialog leads somewhere and waits."""
        state, before = dialog.state(), self._history[-1:]
        dialog.reject()
        self.go(name, where)
        if self._history[-1:] and (not before or self._history[-1] is not before[0]):
            self._waiting = (self._history[-1], state)

    def _tell_saved(self, path: Path) -> None:
        """Where a file is that a dialog wrote; below the page one stays on."""
        if self._saved is None:
            from ui.widgets.saved_note import SavedNote

            self._saved = SavedNote()
            self._right.addWidget(self._saved)
        self._saved.tell(path)

    def search(self) -> None:
        """Ctrl+K."""
        if "search" not in {d["name"] for d in self.open_dialogs()}:
            self.show_dialog("search", {})

    def new(self) -> None:
        """Ctrl+N: what can be made."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        here = self.company_here()
        for words, icon_name, dialog, where in (
            (self.tr("Company"), "company", "add_company", {}),
            (self.tr("Conversation"), "pencil", "record_conversation", here),
            (self.tr("Contact"), "user", "add_contact", here),
        ):
            menu.addAction(icon(icon_name), words, partial(self.show_dialog, dialog, where))
        if self.has("opportunities"):
            menu.addAction(icon("idea"), self.tr("Opportunity"), partial(self.go, "opportunities", {"add": True}))
        menu.setTitle(self.tr("New"))
        menu.popup(self.mapToGlobal(QPoint(self.rail.width() + px(24), px(56))))

    def _show(self, name: str, where: Where) -> None:
        spec = self._specs[name]
        page = self._pages.get(name) or self._build(spec)
        self._current = name
        self.note.hide()
        if self._saved is not None:
            self._saved.hide()
        self.undo_bar.page_changed()
        self.rail.setVisible(not spec.whole)
        page.open(**where)
        self.rail.light(page.under or spec.under or name)
        self._stack.setCurrentWidget(page)
        self._stack.setMinimumHeight(max(1, px(page.least) if look().large else 1))
        page.on_shown()
        self._tell_title()
        page.take_focus()

    def _build(self, spec: PageSpec) -> Page:
        page = spec.build(self._session)
        page.title = page.title or spec.title
        page.go.connect(self.go)
        page.ask.connect(self.show_dialog)
        page.undoable.connect(self.undo_bar.offer)
        page.back.connect(self.back)
        page.renamed.connect(self._tell_title)
        self._pages[spec.name] = page
        self._stack.addWidget(page)
        return page

    def _tell_title(self) -> None:
        if self.current is not None:
            self.titled.emit(self.current.title)

    def _on_changes(self, changes: Changes | None) -> None:
        if changes is not None:  # Undo would take back this, not what the bar speaks of
            self.undo_bar.hide()
        for page in list(self._pages.values()):  # a page that leaves may open another one
            page.on_changes(changes)
        self.show_counts()

    def show_counts(self) -> None:
        """The numbers in the rail: changes not sent yet, answers to settle."""
        if not self._session.is_open:  # locked before it came to that
            return
        from ctip_desktop.queries.exchange import colleagues, unsent
        from ctip_desktop.queries.records import conflicts

        somebody = bool(self._session.ask(colleagues))
        self.rail.show_unsent(self._session.ask(unsent).changes if somebody else 0)
        self.rail.put_count("exchange", len(self._session.ask(conflicts)))

    def _show_error(self, error: WorldError) -> None:
        self._unsaved = self._session.state is Saved.FAILED or isinstance(error, REFUSED)
        self.note.show_error(error)

    def _show_saved(self, state: Saved, sentence: str) -> None:
        """On the save line; what could not be saved is told only until something could be."""
        self.rail.show_saved(state, sentence)
        if state is Saved.SAVED and self._unsaved:
            self._unsaved = False
            self.note.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F1, where no page has a use of its own for it: the handbook at what this page is about. Shift+F10: the menu."""
        if event.key() == Qt.Key.Key_F1 and self.has("help") and self._current != "help":
            self.go("help", {"topic": self._specs[self._current].topic} if self._current else {})
            return
        if event.key() == Qt.Key.Key_F10 and event.modifiers() & Qt.KeyboardModifier.ShiftModifier and QGuiApplication.platformName() != "windows":
            self._offer_menu()  # Windows asks for the menu by itself, other systems only for a key that few laptops have
            return
        super().keyPressEvent(event)

    def _offer_menu(self) -> None:
        """Shift+F10: the menu of what has the keyboard, as the right button opens it."""
        at = self.focusWidget()
        if at is not None:
            middle = at.rect().center()
            QCoreApplication.sendEvent(at, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, middle, at.mapToGlobal(middle)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.rail.make_narrow(narrow=self.width() < px(_NARROW_WINDOW) or look().large)


def _scrolled(pages: QWidget) -> QScrollArea:
    """Where the pages stand with large text: one that needs more height than a low window has scrolls as a whole."""
    area = QScrollArea()
    area.setWidget(pages)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area
