"""The Programme page: parts beside one another, each built when it is first opened."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QBoxLayout, QFrame, QStackedWidget, QWidget

from ctip_desktop.operations.changes import Changes
from ui.pages.page import Page, Where
from ui.pages.programme.about import AboutPart
from ui.pages.programme.backups import BackupsPart
from ui.pages.programme.check import CheckPart
from ui.pages.programme.forms import FormsPart
from ui.pages.programme.part import Part
from ui.pages.programme.people import PeoplePart
from ui.pages.programme.record import RecordPart
from ui.pages.programme.scoring import ScoringPart
from ui.pages.programme.security import SecurityPart
from ui.pages.programme.settings import SettingsPart
from ui.pages.programme.sharing import SharingPart
from ui.session import Session
from ui.theme import look
from ui.widgets.base import Label, column, row
from ui.widgets.sub_nav import Entry, SubNav

PARTS: dict[str, type[Part]] = {
    "record": RecordPart,
    "people": PeoplePart,
    "scoring": ScoringPart,
    "forms": FormsPart,
    "sharing": SharingPart,
    "settings": SettingsPart,
    "backups": BackupsPart,
    "security": SecurityPart,
    "check": CheckPart,
    "about": AboutPart,
}
"""Name of a part and its class."""


class ProgrammePage(Page):
    """One part at a time."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.title = self.tr("Programme")
        self._name = "record"
        self._parts: dict[str, Part] = {}
        outer = column(self, gap=0)
        outer.addWidget(self._header())
        middle = row(gap=0)
        middle.setDirection(QBoxLayout.Direction.TopToBottom if look().large else QBoxLayout.Direction.LeftToRight)
        self.nav = SubNav(self.tr("Parts of this page"), self._entries())
        self.nav.wanted.connect(self.show_part)
        self._stack = QStackedWidget()
        middle.addWidget(self.nav)
        middle.addWidget(self._stack, 1)
        outer.addLayout(middle, 1)

    def _header(self) -> QFrame:
        head = QFrame()
        head.setProperty("role", "header")
        line = row(head, margins=(24, 12, 24, 12), gap=12)
        line.addWidget(Label(self.title, "title"))
        self._who = Label("", "sub")
        line.addWidget(self._who, 1)
        return head

    def _entries(self) -> list[Entry]:
        together, laptop = self.tr("For everybody"), self.tr("On this laptop")
        return [
            ("record", self.tr("Our programme"), "target", together),
            ("people", self.tr("People and cards"), "users", together),
            ("scoring", self.tr("Rounds and weights"), "bars", together),
            ("forms", self.tr("Forms"), "list", together),
            ("sharing", self.tr("Sharing"), "eye", together),
            ("settings", self.tr("Settings"), "sliders", laptop),
            ("backups", self.tr("Backups"), "save", laptop),
            ("security", self.tr("Security"), "key", laptop),
            ("check", self.tr("Check the file"), "shield", laptop),
            ("about", self.tr("About"), "info", laptop),
        ]

    # --- page contract ---------------------------------------------------

    def open(self, part: str = "", make: bool = False, **_other: Any) -> None:
        """part: record, people, scoring, forms, sharing, settings, backups, security, check or about. make: make a backup at once."""
        self._name = part if part in PARTS else self._name
        self.refresh(None)
        if make and isinstance(self.part, BackupsPart):
            self.part.make()

    def place(self) -> Where:
        return {"part": self._name}

    def refresh(self, changes: Changes | None) -> None:
        self._who.setText(self.session.workspace.programme)
        self.nav.light(self._name)
        if changes is not None:  # what was said may be true no more, as after Undo; who writes here speaks afterwards
            self.part.note.hide()
        self.part.refresh()
        self._stack.setCurrentWidget(self.part)

    def take_focus(self) -> None:
        self.nav.take_focus()

    # --- parts -----------------------------------------------------------

    def show_part(self, name: str) -> None:
        """Open another part."""
        self.go.emit("programme", {"part": name})

    @property
    def part(self) -> Part:
        """The part shown."""
        if self._name not in self._parts:
            part = PARTS[self._name](self.session)
            part.go.connect(self.go)
            part.ask.connect(self.ask)
            self._parts[self._name] = part
            self._stack.addWidget(part)
        return self._parts[self._name]
