"""Step 1: how to start. Each way asks only what it needs."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, QSysInfo, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from ctip_desktop.dataclass import dataclass
from ui.pages.first_run.join import JoinDetails
from ui.pages.first_run.step import Step
from ui.widgets.base import ElidedLabel, Label, column, row
from ui.widgets.button import Button
from ui.widgets.field import Field
from ui.widgets.option_row import OptionRow, OptionRows
from ui.widgets.passphrase import PassphraseEdit

if TYPE_CHECKING:  # read when somebody joins
    from ctip_desktop.sync.identity import Card

SUFFIX = ".ctip"


@dataclass(frozen=True, slots=True)
class Begin:
    """What the person chose. way: create, join, open, restore or sample; path: the workspace to make or open; card: of the colleague whose programme
    is joined; backup: the file to restore from."""

    way: str
    programme: str = ""
    person: str = ""
    device: str = ""
    path: Path | None = None
    card: Card | None = None
    backup: Path | None = None
    passphrase: str = ""


def file_name(programme: str) -> str:
    """A plain file name for a programme: letters and digits of any script, joined by hyphens."""
    words = re.findall(r"\w+", unicodedata.normalize("NFKC", programme).lower())
    return ("-".join(words)[:60] or "programme") + SUFFIX


def free_place(folder: Path, programme: str) -> Path:
    """A path in the folder where no file lies yet."""
    wanted = folder / file_name(programme)
    number = 2
    while wanted.exists():
        wanted = folder / f"{Path(file_name(programme)).stem}-{number}{SUFFIX}"
        number += 1
    return wanted


def usual_folder() -> Path:
    """Where workspaces lie when nobody says otherwise."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)) / "CTIP Desktop"


class FilePick(QWidget):
    """A file chosen by a dialog; the field shows its name.

    Signals:
        picked(): another file was chosen.
    """

    picked = Signal()

    def __init__(self, label: str, kinds: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path: Path | None = None
        self._kinds = kinds
        self._label = label
        self._name = QLineEdit(readOnly=True)
        self._name.setPlaceholderText(self.tr("No file chosen"))
        self._name.setAccessibleName(label)
        self.button = Button(self.tr("Choose file"), clicked=self.choose)
        line = row(self)
        line.addWidget(self._name, 1)
        line.addWidget(self.button)

    def choose(self) -> None:
        """Ask for a file."""
        found, _kind = QFileDialog.getOpenFileName(self, self._label, str(Path.home()), self._kinds)
        if found:
            self.take(Path(found))

    def take(self, path: Path) -> None:
        """Use this file."""
        self.path = path
        self._name.setText(path.name)
        self._name.setToolTip(str(path))
        self.picked.emit()


class StartStep(Step):
    """Create, join, open, restore, look around."""

    def __init__(self, folder: Path | None = None, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Welcome. How do you want to start?"), "", self.tr("Next: passphrase"), parent=parent)
        self._folder = folder or usual_folder()
        self.back_button.hide()
        self.options = OptionRows(
            [
                self._create_row(),
                self._join_row(),
                self._open_row(),
                self._restore_row(),
                OptionRow(
                    "sample", self.tr("Look around with sample data"), self.tr("All names are invented. Nothing is kept when you leave."), icon="eye"
                ),
            ]
        )
        self.middle.addWidget(self.options)
        self.foot.insertWidget(1, Label(self.tr("You can change your name and the text size later."), "caption"))
        self.options.chosen.connect(self._way_changed)
        self.options.choose("create")

    # --- the five ways ---------------------------------------------------

    def _create_row(self) -> OptionRow:
        details = QWidget()
        box = column(details, gap=8)
        self.programme, self.person, self.device = QLineEdit(), QLineEdit(), QLineEdit(QSysInfo.machineHostName())
        box.addWidget(Field(self.tr("Name of the programme"), self.programme))
        people = row(gap=12)
        people.addWidget(Field(self.tr("Your name"), self.person))
        people.addWidget(Field(self.tr("Name of this laptop"), self.device))
        box.addLayout(people)
        place = row()
        self._place = ElidedLabel("", "caption", mode=Qt.TextElideMode.ElideMiddle)
        place.addWidget(self._place, 1)
        place.addWidget(Button(self.tr("Other folder"), "link", clicked=self._choose_folder))
        box.addLayout(place)
        for field in (self.programme, self.person, self.device):
            field.textChanged.connect(self._check)
        hint = self.tr("You are the first person. Colleagues join you later with your card.")
        return OptionRow("create", self.tr("Create a new programme"), hint, icon="plus", details=details)

    def _join_row(self) -> OptionRow:
        self.join = JoinDetails()
        self.join.changed.connect(self._check)
        hint = self.tr("It is on another laptop. Ask for a card: Exchange, Give my card.")
        return OptionRow("join", self.tr("Join a colleague’s programme"), hint, icon="users", details=self.join)

    def _open_row(self) -> OptionRow:
        self.existing = FilePick(self.tr("Programme file"), self.tr("Programme files (*.ctip)"))
        self.existing.picked.connect(self._check)
        hint = self.tr("It is on this laptop or on a stick.")
        return OptionRow("open", self.tr("Open a programme file"), hint, icon="file", details=self.existing)

    def _restore_row(self) -> OptionRow:
        details = QWidget()
        box = column(details, gap=8)
        self.backup = FilePick(self.tr("Backup file"), self.tr("Backups (*.ctipbackup)"))
        self.backup.picked.connect(self._check)
        self.old_passphrase = PassphraseEdit()
        self.old_passphrase.add_switch(self.tr("Show the passphrase"), self.tr("Hide the passphrase"))
        self.old_passphrase.textChanged.connect(self._check)
        box.addWidget(self.backup)
        box.addWidget(Field(self.tr("Passphrase of the backup"), self.old_passphrase))
        hint = self.tr("Your old laptop is broken, lost or replaced.")
        return OptionRow("restore", self.tr("Restore from a backup"), hint, icon="undo", details=details)

    # --- what was chosen -------------------------------------------------

    def begin(self) -> Begin:
        """What the person chose, ready to be done."""
        way = self.options.value
        if way == "create":
            programme = self.programme.text().strip()
            return Begin(way, programme, self.person.text().strip(), self.device.text().strip(), free_place(self._folder, programme))
        if way == "join" and self.join.card is not None:
            card = self.join.card
            path = free_place(self._folder, card.programme)
            return Begin(way, card.programme, self.join.person.text().strip(), self.join.device.text().strip(), path, card)
        if way == "open":
            return Begin(way, path=self.existing.path)
        if way == "restore":
            source = self.backup.path
            target = free_place(self._folder, source.stem) if source is not None else None
            return Begin(way, path=target, backup=source, passphrase=self.old_passphrase.text())
        return Begin(way)

    def take_focus(self) -> None:
        if self.options.value == "create":
            self.programme.setFocus()
        elif self.options.value == "join":
            self.join.take_focus()
        elif self.options.value == "open":
            self.existing.button.setFocus()
        else:
            self.options.take_focus()

    def _way_changed(self, way: str) -> None:
        words = {
            "create": self.tr("Next: passphrase"),
            "join": self.tr("Next: passphrase"),
            "open": self.tr("Next: unlock"),
            "restore": self.tr("Restore"),
            "sample": self.tr("Look around"),
        }
        self.next_button.say(words[way])
        self.note.hide()
        self._check()

    def _check(self) -> None:
        begin = self.begin()
        complete = {
            "create": bool(begin.programme and begin.person),
            "join": begin.card is not None and bool(begin.person),
            "open": begin.path is not None,
            "restore": begin.backup is not None and bool(begin.passphrase),
            "sample": True,
        }
        missing = self.tr("Fill in the fields of the way you chose.")
        self.allow(complete=complete.get(begin.way, False), why=missing)
        if begin.way == "create" and begin.path is not None:
            self._place.setText(self.tr("Kept as {file}").format(file=begin.path))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on from every field, also from a choice."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        if self.next_button.isEnabled():
            self.next.emit()
        elif self.options.value == "create":
            (self.person if self.programme.text().strip() else self.programme).setFocus()
        elif self.options.value == "join":
            self.join.take_focus()

    def _choose_folder(self) -> None:
        found = QFileDialog.getExistingDirectory(self, self.tr("Folder for the programme file"), str(self._folder))
        if found:
            self._folder = Path(found)
            self._check()
