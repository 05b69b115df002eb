"""Before a file goes into the protected data: its name and size, and a button."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QFrame, QWidget

from ui.widgets.base import ElidedLabel, IconLabel, row
from ui.widgets.button import Button

LARGEST = 25 * 1024 * 1024
"""Bytes; the same limit as in the workspace, said here before anything is read."""


class TakeIn(QFrame):
    """Asks whether a file should be taken in.

    Signals:
        taken(Path): yes.
    """

    taken = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "sunken")
        self.file = Path()
        self.refused = False
        self._icon = IconLabel("clip", "text2", 14)
        self.words = ElidedLabel("")
        self.take = Button(self.tr("Take it in"), size="small", clicked=self._take)
        self.no = Button(self.tr("Not now"), "quiet", size="small", clicked=self.hide)
        line = row(self, margins=(10, 6, 6, 6))
        line.addWidget(self._icon)
        line.addWidget(self.words, 1)
        line.addWidget(self.take)
        line.addWidget(self.no)
        self.hide()

    def offer(self, file: Path) -> None:
        """Show name and size. A folder, and a file that is too large or not there, is said to be so."""
        self.file = file
        folder = file.is_dir()
        try:
            size = -1 if folder else file.stat().st_size
        except OSError:
            size = -1
        shown = QLocale().formattedDataSize(max(0, size), 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)
        if folder:
            words = self.tr("{0} is a folder. Choose one file in it.").format(file.name or file)
        elif size < 0:
            words = self.tr("{0} is not there. Choose the file, or say what it is.").format(file.name or file)
        elif size > LARGEST:
            words = self.tr("{0} has {1}. A file can have 25 MB. Attach the pages that matter.").format(file.name, shown)
        else:
            words = self.tr("{0}, {1}. It is kept inside the protected data.").format(file.name, shown)
        self.words.setText(words)
        self.refused = not 0 <= size <= LARGEST
        self.take.setVisible(not self.refused)
        self.show()
        if self.take.isVisible():
            self.take.setFocus()

    def _take(self) -> None:
        self.hide()
        self.taken.emit(self.file)
