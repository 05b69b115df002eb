"""Backups: how they stand, making one, trying one out, where they go, restoring one to a new file."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from ctip_desktop.errors import WorldError
from ctip_desktop.tasks import Progress
from ctip_desktop.workspace import backups
from ctip_desktop.workspace.backups import Backup
from ui.pages.exchange.wording import size_words
from ui.pages.programme.part import Part
from ui.widgets.base import IconLabel, Label, column, row
from ui.widgets.button import Button
from ui.widgets.card import Card, ListCard
from ui.widgets.chip import Chip
from ui.widgets.fact_row import FactRow
from ui.words import moment_words

_SHOWN = 8


class BackupsPart(Part):
    """A backup counts as good only after it was restored for trying."""

    _whole_list = False

    def fill(self) -> None:
        self._make = Button(self.tr("Make a backup now"), "main", icon="save", clicked=self.make)
        lead = self.tr(
            "A backup is made and checked while you work, before each import and when you close the program. It is encrypted like your data."
        )
        self.heading(self.tr("Backups"), lead, self._make)
        self.body.addWidget(self._standing())
        self.body.addWidget(self._place())
        self.body.addWidget(self._list())
        self.body.addWidget(self._taking_out())

    # --- how it stands ---------------------------------------------------

    def _standing(self) -> ListCard:
        health = self.session.ask(backups.health)
        card = ListCard(self.tr("How they stand"))
        made = self._said(health.made_at, self.tr("Newest backup: {when}"), self.tr("There is no backup yet."))
        now = self.tr("Something was changed since.") if health.changed_since and health.made_at is not None else ""
        card.add_row(FactRow("save", made, now))
        tried = self._said(
            health.rehearsed_at, self.tr("Restored to a test file and complete: {when}"), self.tr("The newest backup was not tried out yet.")
        )
        why = self.tr("Only a backup that was restored once is known to be good.")
        good = health.rehearsed_at is not None
        try_it = Button(self.tr("Try the newest"), clicked=lambda: self.rehearse(None))
        try_it.setEnabled(health.made_at is not None)
        card.add_row(FactRow("shieldok" if good else "shield", tried, why, try_it, colour="ok" if good else "text2"))
        return card

    def _said(self, when: datetime | None, known: str, unknown: str) -> str:
        return known.format(when=moment_words(when, self.today)) if when is not None else unknown

    def _place(self) -> Card:
        ws = self.session.workspace
        card = Card(gap=6)
        line = row(gap=12)
        line.addWidget(IconLabel("box", "text2", 17), 0, Qt.AlignmentFlag.AlignTop)
        words = column(gap=1)
        words.addWidget(Label(self.tr("Folder for backups"), "strong"))
        words.addWidget(Label(str(ws.backup_folder), "sub", wrap=True))
        if _drive(ws.backup_folder) == _drive(ws.path):
            words.addWidget(Label(self.tr("It is on the same drive as your data. A stick or a second drive is safer."), "caption2", wrap=True))
        line.addLayout(words, 1)
        line.addWidget(Button(self.tr("Choose folder"), clicked=self._choose))
        card.add(line)
        return card

    def _choose(self) -> None:
        found = QFileDialog.getExistingDirectory(self, self.tr("Folder for backups"), str(self.session.workspace.backup_folder))
        if found:
            self.use_folder(Path(found))

    def use_folder(self, folder: Path) -> None:
        """Keep backups there from now on."""
        try:
            self.session.ask(backups.set_folder, folder)
        except WorldError as error:
            self.refuse(error)
            return
        self.tell(self.tr("Backups go there from now on. Earlier ones stay where they are."))
        self.session.refresh()

    # --- the list --------------------------------------------------------

    def _list(self) -> ListCard:
        ws = self.session.workspace
        found = backups.listed(ws.backup_folder, ws.path.stem)
        card = ListCard(self.tr("In this folder"), len(found) or None)
        if not found and self.session.ask(backups.health).made_at is not None and not ws.backup_folder.is_dir():
            card.add_row(FactRow("alert", self.tr("The folder is not there now"), self.tr("Plug in the drive, or choose another folder.")))
        elif not found:
            card.add_row(FactRow("save", self.tr("No backups here yet"), self.tr("Make one now; it takes a moment.")))
        for one in found if self._whole_list else found[:_SHOWN]:
            card.add_row(self._row(one))
        if len(found) > _SHOWN and not self._whole_list:
            card.add_action(Button(self.tr("See all"), "link", clicked=self._see_all))
        restore = Button(self.tr("Restore another file"), "link", clicked=lambda: self.ask.emit("restore_backup", {}))
        card.add_action(restore)
        return card

    def _taking_out(self) -> ListCard:
        card = ListCard(self.tr("In open formats"))
        what = self.tr("Take everything out")
        why = self.tr("One sealed file with all records as tables and text, for another program or an archive. It is no backup.")
        card.add_row(FactRow("file", what, why, Button(self.tr("Take out"), clicked=lambda: self.ask.emit("take_out", {}))))
        return card

    def _see_all(self) -> None:
        self._whole_list = True
        self.refresh()

    def _row(self, one: Backup) -> FactRow:
        when = moment_words(one.at, self.today)
        reasons = {"before-import": self.tr("before an import"), "before-update": self.tr("before an update")}
        title = when[:1].upper() + when[1:]
        try_it = Button(self.tr("Try it"), size="small", clicked=partial(self.rehearse, one.path))
        restore = Button(self.tr("Restore"), size="small", clicked=partial(self.ask.emit, "restore_backup", {"backup": str(one.path)}))
        for button in (try_it, restore):
            button.setAccessibleName(f"{button.words}: {title}")
        chips = [Chip(reasons.get(one.reason, one.reason))] if one.reason else []
        size = size_words(one.path.stat().st_size) if one.path.is_file() else ""
        return FactRow("save", title, f"{one.path.name}, {size}", *chips, try_it, restore)

    # --- doing -----------------------------------------------------------

    def make(self) -> None:
        """Make a backup and check it."""
        ws = self.session.workspace

        def work(progress: Progress) -> Backup:
            return backups.make(ws, say=lambda done, of: progress.say("Copying", done, of))

        self.running.run(work, self.tr("Making a backup"), self._made, failed=self.refuse)

    def _made(self, made: Backup) -> None:
        self.tell(self.tr("It was copied page by page and checked: {name}").format(name=made.path.name), self.tr("Backup made."))
        self.session.refresh()

    def rehearse(self, path: Path | None) -> None:
        """Restore a backup to a test file and read it."""
        ws = self.session.workspace
        said = self.tr("Restoring to a test file")
        self.running.run(lambda _progress: backups.rehearse(ws, path), said, self._tried, failed=self.refuse, can_cancel=False)

    def _tried(self, tried: Backup) -> None:
        self.tell(tried.path.name, self.tr("Restored to a test file and complete."))
        self.session.refresh()


def _drive(path: Path) -> int:
    while not path.exists() and path != path.parent:
        path = path.parent
    return path.stat().st_dev
