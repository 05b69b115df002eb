"""Step 4: where backups go. A stick or another drive helps when the laptop is lost; a folder beside the file only when the file breaks."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from ui.pages.first_run.step import Step
from ui.widgets.base import row
from ui.widgets.button import Button
from ui.widgets.note_bar import NoteBar
from ui.widgets.path_line import PathLine


class BackupStep(Step):
    """A folder."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("Where should backups go?"),
            self.tr("A backup is made when you close the program, and tested now and then. It is encrypted like your data."),
            self.tr("Open the programme"),
            parent=parent,
        )
        self.back_button.hide()
        self.folder = Path()
        self._name = PathLine()
        self._name.setAccessibleName(self.tr("Folder for backups"))
        self.button = Button(self.tr("Choose folder"), clicked=self.choose)
        line = row()
        line.addWidget(self._name, 1)
        line.addWidget(self.button)
        self.middle.addLayout(line)
        self._same_drive = NoteBar(self.tr("This folder is on the same drive as your data. A stick or a second drive is safer."), "info")
        self.middle.addWidget(self._same_drive)

    def show_folder(self, folder: Path, workspace: Path) -> None:
        """Propose a folder; `workspace` tells whether it is on the same drive."""
        self.folder = folder
        self._workspace = workspace
        self._name.show_place(str(folder))
        self._same_drive.setVisible(_drive(folder) == _drive(workspace))

    def choose(self) -> None:
        """Ask for a folder."""
        found = QFileDialog.getExistingDirectory(self, self.tr("Folder for backups"), str(self.folder.parent))
        if found:
            self.show_folder(Path(found), self._workspace)


def _drive(path: Path) -> int:
    while not path.exists() and path != path.parent:
        path = path.parent
    return path.stat().st_dev
