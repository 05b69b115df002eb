"""The window: first run, unlock, or the shell; its keys; and locking, which never waits and never loses a word."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QStackedWidget, QWidget

from ctip_desktop.errors import WorldError
from ui.auto_lock import DEFAULT_MINUTES, AutoLock, minutes_at_first, minutes_of
from ui.backup_watch import BackupWatch, keep_up
from ui.dialog_keeper import DialogKeeper
from ui.home_ahead import HomeAhead, keep_home
from ui.opening import Opening
from ui.pages.page import Where
from ui.preferences import Preferences
from ui.session import Session
from ui.theme import USUAL, look
from ui.widgets.plain_line import redo_typing

if TYPE_CHECKING:  # loaded when they are shown, so that the first screen comes at once
    from ctip_desktop.workspace.workspace import Workspace
    from ui.pages.sample import Sample
    from ui.shell import Shell

_SIZE = 1366, 768
_MINIMUM = 1024, 600
_TITLE_BAR = 32
"""Pixels a desktop adds above a window; none of them says so before the window is shown."""

_PAGES = 9

_AFTER_PICTURE = 120
"""Milliseconds until what the first picture does without: the numbers in the rail, the programme's time until the lock."""

_ZOOM_REST = 250
"""Milliseconds without another step after which the text gets its new size: the window is built anew for it."""


def after_picture(owner: QObject, work: Callable[[], object]) -> None:
    """Call a moment after what is being built now has been painted, however long that takes."""
    QTimer.singleShot(0, owner, lambda: QTimer.singleShot(_AFTER_PICTURE, owner, work))


class MainWindow(QMainWindow):
    """Holds one of three things: the first run, the unlock screen, the shell."""

    def __init__(self, session: Session, preferences: Preferences, auto_lock: AutoLock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.preferences = preferences
        self.auto_lock = auto_lock
        self.shell: Shell | None = None
        self._path: Path | None = None
        self._return_to: tuple[str, Where] | None = None
        self._sample: Sample | None = None
        self._opening = Opening()
        self._backups = BackupWatch(session, self)
        self._home = HomeAhead(session, auto_lock, self)
        self._dialogs = DialogKeeper(session, self)
        self._zoomed = 0
        self._zoom_rest = QTimer(self, singleShot=True, interval=_ZOOM_REST)
        self._zoom_rest.timeout.connect(self._apply_zoom)
        self._owner = ("", "")
        self._minutes = DEFAULT_MINUTES
        self._root = QStackedWidget()
        self.setCentralWidget(self._root)
        self.setMinimumSize(*_MINIMUM)
        self.resize(*_SIZE)
        self.restoreGeometry(preferences.geometry)
        self._fit_screen()
        self.setWindowTitle("CTIP Desktop")
        self._make_keys()
        auto_lock.due.connect(self.lock)
        session.changed.connect(lambda _changes: self._watch_minutes())
        look().changing.connect(self._forget_unseen)
        look().changed.connect(self._keep_look)
        look().changed.connect(lambda: QTimer.singleShot(0, self._rebuild))

    def _fit_screen(self) -> None:
        """No larger than the screen leaves room for beside its own bars and the window's frame, and on the screen as a whole."""
        room = self.screen().availableGeometry()
        room.setHeight(room.height() - _TITLE_BAR)
        self.setMinimumSize(min(_MINIMUM[0], room.width()), min(_MINIMUM[1], room.height()))
        self.resize(self.size().boundedTo(room.size()))
        if not room.contains(self.geometry()):
            self.move(room.topLeft())

    def prepare(self) -> None:
        """Load what will be needed beside the first screen."""
        self._opening.prepare(self.session.tasks)

    # --- what is shown ---------------------------------------------------

    def show_first_run(self) -> None:
        """Nothing is open and nothing is known: begin."""
        from ui.pages.first_run import FirstRun

        first = FirstRun(self.session.tasks, self._opening)
        first.opened.connect(self.enter)
        first.joined.connect(lambda workspace: self.enter(workspace, ("exchange", {})))
        first.made.connect(self._begun)
        first.unlock_wanted.connect(self.show_unlock)
        first.sample_wanted.connect(self.show_sample)
        if self._path is not None and self._path.exists():
            first.left.connect(partial(self.show_unlock, self._path))
            first.offer_back()
        self._put(first)
        self.setWindowTitle("CTIP Desktop")
        first.take_focus()

    def _begun(self, workspace: Path) -> None:
        """From now on the next start goes on with it, wherever the first run ends."""
        self.preferences.remember(workspace)
        self.preferences.begun = workspace

    def show_sample(self) -> None:
        """Make the invented programme and open it."""
        from ui.pages.sample import OpenSample, Sample

        self._end_sample()
        self._sample = Sample(self._opening)
        making = OpenSample(self._sample, self.session.tasks)
        making.opened.connect(self.enter)
        making.left.connect(self.show_first_run)
        self._put(making)
        making.begin()

    def show_unlock(self, path: Path) -> None:
        """Ask for the passphrase of a workspace."""
        from ui.pages.unlock import Unlock

        self._path = path
        unlock = Unlock(path, self.session.tasks, self._opening, owner=self._owner, minutes=self._minutes)
        if self._sample is not None and self._sample.path == path:
            unlock.say_sample(self._sample.passphrase)
        unlock.opened.connect(self.enter)
        unlock.other_wanted.connect(self.show_first_run)
        if self.preferences.begun == path:
            unlock.say_begun()
        self._put(unlock)
        self.setWindowTitle("CTIP Desktop")
        unlock.take_focus()

    def enter(self, workspace: Workspace, at: tuple[str, Where] | None = None) -> None:
        """Show the unlocked workspace, at the place where it was locked if it is the same one, else at this one."""
        same = self._path == workspace.path
        self._path = workspace.path
        if self._sample is None or self._sample.path != workspace.path:
            self._end_sample()
            self.preferences.remember(workspace.path)
            if self.preferences.begun is not None:
                self.preferences.begun = None
        self.session.open(workspace)
        on = QCoreApplication.translate("MainWindow", "{person} on {laptop}")
        self._owner = (workspace.programme, on.format(person=workspace.person, laptop=workspace.device.name))
        self._minutes = minutes_at_first(workspace)
        place = (self._return_to if same else None) or at
        self._return_to = None
        self._show_shell(place)
        self._dialogs.reopen()
        self.auto_lock.start(self._minutes)
        after_picture(self, self._watch_minutes)
        if self._sample is None:
            self._backups.start()
            self._home.start()

    def _show_shell(self, place: tuple[str, Where] | None) -> None:
        from ui.shell import Shell

        shell = Shell(self.session)
        shell.lock_wanted.connect(self.lock)
        shell.titled.connect(self._title)
        workspace = self.session.workspace
        shell.rail.show_owner(workspace.programme, workspace.person, workspace.device.name)
        self.shell = shell
        self._dialogs.watch(shell)
        after_picture(shell, shell.show_counts)
        name, where = place or (shell.names[0], {})
        self._put(shell, lambda: shell.go(name, where))

    def _put(self, widget: QWidget, fill: Callable[[], object] = lambda: None) -> None:
        """Show this in place of what is shown. fill: called while it is there and not seen, so that it is laid out once, and whole when painted."""
        if widget is not self.shell:
            self.shell = None
        others = [other for place in range(self._root.count()) if (other := self._root.widget(place)) is not None]
        self._root.addWidget(widget)
        fill()
        self._root.setCurrentWidget(widget)
        for old in others:
            self._root.removeWidget(old)
            old.deleteLater()

    def _title(self, title: str) -> None:
        self.setWindowTitle(f"{title} – {self.session.workspace.programme} – CTIP Desktop")

    # --- lock ------------------------------------------------------------

    def lock(self) -> None:
        """Write what is typed, close dialogs, forget the key, ask for the passphrase. Asks nothing."""
        if not self.session.is_open or self.shell is None:
            return
        self.auto_lock.stop()
        self._backups.stop()
        self._home.stop()
        self._dialogs.keep()
        self._close_dialogs()
        self._clear_clipboard()
        self.shell.flush()
        self._return_to = self.shell.place()  # after writing: with what could not be written
        assert self._path is not None
        self.show_unlock(self._path)
        self.repaint()  # the screen is locked now; closing the file may have to wait for a backup in progress
        self.session.lock()

    def _clear_clipboard(self) -> None:
        """What was copied out of the data does not outlive the lock; a card is made to be handed on."""
        clipboard = QGuiApplication.clipboard()
        if clipboard.ownsClipboard() and not clipboard.text().startswith("CTIP card "):
            clipboard.clear()

    def _close_dialogs(self) -> None:
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, QDialog) and widget.isVisible():
                widget.done(QDialog.DialogCode.Rejected)
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()

    def _forget_unseen(self) -> None:
        """All pages will be built anew: to style those nobody sees would hold the window up for seconds."""
        if self.shell is not None and self.session.is_open:
            self.shell.flush()
            self.shell.drop_unseen()

    def _rebuild(self) -> None:
        """Colours or text size changed: build the pages anew at the same place."""
        if self.shell is None or not self.session.is_open:
            return
        self.shell.flush()
        self._show_shell(self.shell.place())

    def _keep_look(self) -> None:
        self.preferences.scheme, self.preferences.percent = look().scheme, look().percent

    def _watch_minutes(self) -> None:
        """The time until the lock may have been changed here or by the programme."""
        if not self.session.is_open:  # locked before it came to that
            return
        minutes = minutes_of(self.session.workspace)
        if minutes != self._minutes:
            self._minutes = minutes
            self.auto_lock.start(minutes)

    # --- keys ------------------------------------------------------------

    def _make_keys(self) -> None:
        for number in range(1, _PAGES + 1):
            self._key(f"Alt+{number}", partial(self._open_page, number))
        self._key("Alt+Left", lambda: self.shell.back() if self.shell else None)
        self._key("Ctrl+L", self.lock)
        self._key("Ctrl+Q", self.close)
        self._key("Ctrl+K", lambda: self.shell.search() if self.shell else None)
        self._key("Ctrl+N", lambda: self.shell.new() if self.shell else None)
        self._key("Ctrl+Z", lambda: self.shell.undo() if self.shell else None)
        self._key("Ctrl+Shift+Z", lambda: self.shell.redo() if self.shell else None)
        self._key("Ctrl+Y", lambda: None if redo_typing(self.focusWidget()) or self.shell is None else self.shell.redo())
        self._key("F6", lambda: self.shell.move_focus() if self.shell else None)
        self._key(QKeySequence(QKeySequence.StandardKey.ZoomIn), lambda: self._zoom(1))
        self._key("Ctrl+=", lambda: self._zoom(1))
        self._key(QKeySequence(QKeySequence.StandardKey.ZoomOut), lambda: self._zoom(-1))
        self._key("Ctrl+0", self._usual_size)

    def _key(self, keys: str | QKeySequence, pressed: Callable[[], object]) -> None:
        QShortcut(QKeySequence(keys), self).activated.connect(pressed)

    def _open_page(self, number: int) -> None:
        if self.shell is not None and number <= len(self.shell.names):
            self.shell.go(self.shell.names[number - 1])

    def _zoom(self, direction: int) -> None:
        """Steps that follow quickly on one another are taken at once."""
        self._zoomed += direction
        self._zoom_rest.start()

    def _apply_zoom(self) -> None:
        steps, self._zoomed = self._zoomed, 0
        look().step(steps)

    def _usual_size(self) -> None:
        """Back to the size of the text as it was designed."""
        self._zoom_rest.stop()
        self._zoomed = 0
        if look().percent != USUAL:
            look().choose(percent=USUAL)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Write what is typed and close the file. The window stays when something typed could be written nowhere; the page says what to do."""
        self.preferences.geometry = self.saveGeometry()
        held = False
        try:
            if self.shell is not None and self.session.is_open:
                self.shell.flush()
                held = self.shell.current is not None and self.shell.current.holds()
                if not held:
                    self._dialogs.keep()
                    self._last_backup()
        finally:
            if not held:
                self.session.lock()
                self.session.tasks.join()
                self._end_sample()
        if held:
            event.ignore()
        else:
            super().closeEvent(event)

    def _last_backup(self) -> None:
        self._backups.stop()
        self._home.stop()
        if self._sample is None:
            self.hide()
            keep_home(self.session.workspace)
            with suppress(WorldError):  # it is remembered, and Home says so at the next start
                keep_up(self.session.workspace, closing=True)

    def _end_sample(self) -> None:
        if self._sample is not None:
            self._sample.close()
            self._sample = None
