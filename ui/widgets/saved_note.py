"""What became of a file that somebody wanted to save: where it is, with the way to it, or why not.

One sentence at a time: no old refusal stays above a file that is there.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from ctip_desktop.errors import WorldError
from ui.widgets.note_bar import NoteBar


class SavedNote(NoteBar):
    """Hidden until the first file."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "ok", parent=parent)
        self._path = Path()
        self.open_button = self.add_action(self.tr("Open"), lambda: self._open(self._path))
        self.folder_button = self.add_action(self.tr("Show in folder"), lambda: self._open(self._path.parent))
        self.add_close(self.tr("Close"))
        self.hide()

    def save(self, path: Path, write: Callable[[], object]) -> None:
        """Write a file and say what became of it."""
        try:
            write()
        except WorldError as error:
            self.show_error(error)
            return
        self.tell(path)

    def tell(self, path: Path) -> None:
        """Say where a file is that was written."""
        self._path = path
        self.show_note(self.tr("It is in {folder}.").format(folder=path.parent), "ok", strong=self.tr("{name} was saved.").format(name=path.name))
        self._offer(there=True)
        self.show()

    def show_error(self, error: WorldError) -> None:
        self._offer(there=False)
        super().show_error(error)

    def _offer(self, *, there: bool) -> None:
        for button in (self.open_button, self.folder_button):
            button.setVisible(there)
            button.setAccessibleName(f"{button.text()}: {self._path.name}")

    def _open(self, path: Path) -> None:
        """Hand it to the program this laptop has for such files."""
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            where = self.tr("It is in {folder}.").format(folder=self._path.parent)
            self.show_note(where, "warn", strong=self.tr("This laptop opened no program for it."))
