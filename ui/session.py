"""The open workspace of the window: every write goes through `do`, everyone who shows data listens to `changed`."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QObject, Signal

from ctip_desktop.errors import BadInput, ChangedMeanwhile, NotFound, WorldError
from ui.tasks import Tasks

if TYPE_CHECKING:  # the first screen comes without the core
    from ctip_desktop.operations.changes import Changes
    from ctip_desktop.workspace.workspace import Workspace

P = ParamSpec("P")
T = TypeVar("T")


class Saved(StrEnum):
    """What the save line says."""

    SAVED = "saved"
    SAVING = "saving"
    FAILED = "failed"


REFUSED = (BadInput, NotFound, ChangedMeanwhile)
"""What cannot be done as it was asked. Nothing that was kept is in danger: who asked says it in place, the save line stays as it was."""


class Session(QObject):
    """Holds the workspace while it is unlocked, and is the one door for writes.

    Signals:
        changed(Changes): something was written; screens refresh what it names.
        failed(WorldError): an operation was refused by the world; the window shows it in place.
        save_state(Saved, str): the save line, with a sentence when it failed.
        locked(), unlocked(): the workspace was closed or opened again.
    """

    changed = Signal(object)
    failed = Signal(object)
    save_state = Signal(object, str)
    locked = Signal()
    unlocked = Signal()

    def __init__(self, workspace: Workspace | None = None, tasks: Tasks | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.tasks = tasks or Tasks(self)
        self.state = Saved.SAVED
        self.undo_after = 0
        """Undo goes no further back than this operation: an open form takes back what was done in it, never what it stands on."""

    @property
    def workspace(self) -> Workspace:
        """The open workspace. Raises RuntimeError while it is locked: no screen may ask then."""
        if self._workspace is None:
            raise RuntimeError("The workspace is locked.")
        return self._workspace

    @property
    def is_open(self) -> bool:
        """Whether a workspace is unlocked."""
        return self._workspace is not None

    def open(self, workspace: Workspace) -> None:
        """Take an unlocked workspace."""
        self._workspace = workspace
        self.undo_after = 0
        self.unlocked.emit()

    def lock(self) -> None:
        """Close the workspace and forget its key. Screens flush before this (see `ui/auto_lock.py`)."""
        if self._workspace is None:
            return
        self.tasks.join()
        workspace, self._workspace = self._workspace, None
        workspace.close()
        self.locked.emit()

    def do(self, operation: Callable[Concatenate[Workspace, P], Changes | None], *args: P.args, **kwargs: P.kwargs) -> Changes | None:
        """Run a write. On a `WorldError` the window shows it, the save line says what could not be saved, and None comes back; the caller keeps
        its text."""
        try:
            return self.attempt(operation, *args, **kwargs)
        except WorldError as error:
            self.failed.emit(error)
            return None

    def attempt(self, operation: Callable[Concatenate[Workspace, P], Changes | None], *args: P.args, **kwargs: P.kwargs) -> Changes | None:
        """Run a write and let a `WorldError` reach the caller, who shows it beside the field it belongs to."""
        before = self.state
        self._say(Saved.SAVING)
        try:
            changes = operation(self.workspace, *args, **kwargs)
        except REFUSED:
            self._say(before)
            raise
        except WorldError as error:
            self._say(Saved.FAILED, error.what)
            raise
        self._say(Saved.SAVED)
        if changes is not None:
            self.changed.emit(changes)
        return changes

    def ask(self, query: Callable[Concatenate[Workspace, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a query on the open workspace."""
        return query(self.workspace, *args, **kwargs)

    def refresh(self, changes: Changes | None = None) -> None:
        """Tell the screens about a write that did not go through `do`: by long work, or of a setting. None: anything may be different."""
        self.changed.emit(changes)

    def undo(self) -> Changes | None:
        """Take back the last operation of this laptop, if there is one."""
        from ctip_desktop.operations.undo import undo

        return self.do(undo, after=self.undo_after)

    def redo(self) -> Changes | None:
        """Do again what was taken back last, if nothing else was done since."""
        from ctip_desktop.operations.undo import redo

        return self.do(redo, after=self.undo_after)

    def cut_short(self) -> str:
        """The list whose import was cut off when the program or the laptop went out."""
        from ctip_desktop.operations.undo import cut_short

        return self.ask(cut_short)

    def undo_size(self, *, again: bool = False) -> int:
        """Of how many answers and entries the last operation is made; again: the one that was taken back last."""
        from ctip_desktop.operations.undo import size

        return self.ask(size, after=self.undo_after, again=again)

    def _say(self, state: Saved, sentence: str = "") -> None:
        self.state = state
        self.save_state.emit(state, sentence)
