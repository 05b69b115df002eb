"""What became of a file that somebody wanted to save: where it is, or why not.

One sentence at a time: no old refusal stays above a file that is there.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from ctip_desktop.errors import WorldError
from ui.widgets.note_bar import NoteBar


class SavedNote(NoteBar):
    """Hidden until the first file."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "ok", parent=parent)
        self.add_close(self.tr("Close"))
        self.hide()

    def save(self, path: Path, write: Callable[[], object]) -> None:
        """Write a file and say what became of it."""
        try:
            write()
        except WorldError as error:
            self.show_error(error)
            return
        self.show_note(self.tr("It is in {folder}.").format(folder=path.parent), "ok", strong=self.tr("{name} was saved.").format(name=path.name))
        self.show()
