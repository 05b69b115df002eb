"""The company page: header, sub-navigation, parts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QStackedWidget, QWidget

from ctip_desktop.errors import NotFound
from ctip_desktop.operations import records
from ctip_desktop.operations.changes import Changes
from ctip_desktop.queries.check_again import to_check
from ctip_desktop.queries.companies import company_page
from ctip_desktop.queries.registers import RegisterForm, registers_about
from ui.pages.company.entries import EntriesPart
from ui.pages.company.forms import CheckPart, DeskPart
from ui.pages.company.header import CompanyHeader
from ui.pages.company.history import HistoryPart
from ui.pages.company.nav import FORM, REGISTER, CompanyNav
from ui.pages.company.opportunities import OpportunitiesPart
from ui.pages.company.overview import OverviewPart
from ui.pages.company.part import Part
from ui.pages.company.people import ContactsPart, TalksPart
from ui.pages.company.picker import PartPicker
from ui.pages.company.stage import StagePart
from ui.pages.page import Page, Where
from ui.session import Session
from ui.theme import look
from ui.widgets.base import column, row

PARTS: dict[str, type[Part]] = {
    "overview": OverviewPart,
    "desk_research": DeskPart,
    "stage": StagePart,
    "contacts": ContactsPart,
    "talks": TalksPart,
    "due_diligence": CheckPart,
    "opportunities": OpportunitiesPart,
    "history": HistoryPart,
}
"""Name of a part and its class; built when first opened."""


class CompanyPage(Page):
    """One company at a time."""

    least = 380

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._company: UUID | None = None
        self._part = "overview"
        self._parts: dict[str, Part] = {}
        self._registers: dict[str, RegisterForm] = {}
        self.header = CompanyHeader()
        self.nav = CompanyNav()
        self._stack = QStackedWidget()
        self._stack.setMinimumSize(1, 1)  # else the widest part would push the others out of the window
        outer = column(self, gap=0)
        outer.addWidget(self.header)
        self.picker = PartPicker()
        self.picker.wanted.connect(self.show_part)
        holder = column(margins=(20, 8, 20, 0) if look().large else (0, 0, 0, 0), gap=0)
        holder.addWidget(self.picker)
        outer.addLayout(holder)
        middle = row(gap=0)
        middle.addWidget(self.nav)
        middle.addWidget(self._stack, 1)
        outer.addLayout(middle, 1)
        self.nav.setVisible(not look().large)
        self.picker.setVisible(look().large)
        self.nav.wanted.connect(self.show_part)
        self.header.go.connect(self.go)
        self.header.ask.connect(self.ask)
        self.header.delete_wanted.connect(self._delete)
        self.header.chip_pressed.connect(self._follow)

    # --- page contract ---------------------------------------------------

    def open(self, company: UUID | str | None = None, part: str = "", **_other: Any) -> None:
        wanted = UUID(hex=company) if isinstance(company, str) else company
        if wanted is not None and wanted != self._company:
            self._company = wanted
            self._part = "overview"
        self._part = part if part in PARTS or part.startswith(REGISTER) else self._part
        self.stale = True

    def place(self) -> Where:
        return {"company": self._company, "part": self._part}

    def take_focus(self) -> None:
        if self.nav.isVisibleTo(self):
            self.nav.take_focus()
        else:
            self.picker.setFocus()

    def refresh(self, changes: Changes | None) -> None:
        if self._company is None:
            return
        try:
            found = self.session.ask(company_page, self._company, self.session.workspace.now().astimezone().date())
        except NotFound:
            self.go.emit("companies", {})
            return
        self.title = found.name
        self.renamed.emit()
        self.header.show_company(found)
        self._registers = {f"{REGISTER}{each.form}": each for each in self.session.ask(registers_about, "company", found.id)}
        self.nav.show_company(found, tuple(self._registers.values()))
        self.nav.light(self._part)
        self.picker.show_parts(self.nav.words(), self._part)
        part = self._part_now()
        part.show_company(found)
        self._stack.setCurrentWidget(part)

    # --- parts -----------------------------------------------------------

    def show_part(self, name: str) -> None:
        """Open another part of the same company, or a form about it."""
        if name.startswith(FORM):
            self.show_part("overview")  # it has no part of its own: the way back leads to where all forms stand
            self._part_now().fill_in(name.removeprefix(FORM))
            return
        self._part = name
        self.refresh(None)

    @property
    def part(self) -> Part:
        """The part shown."""
        return self._part_now()

    def _part_now(self) -> Part:
        if self._part not in PARTS and self._part not in self._registers:
            self._part = "overview"
        if self._part not in self._parts:
            known = self._registers.get(self._part)
            part = EntriesPart(self.session, known) if known is not None else PARTS[self._part](self.session)
            part.go.connect(self.go)
            part.ask.connect(self.ask)
            part.undoable.connect(self.undoable)
            part.part.connect(self.show_part)
            self._parts[self._part] = part
            self._stack.addWidget(part)
        return self._parts[self._part]

    def _follow(self, chip: str) -> None:
        """To where what a chip says is done."""
        assert self._company is not None
        again = self.session.ask(to_check, self._company) if chip == "check_again" else ()
        if again:
            record, path = again[0]
            self.go.emit("wizard", {"record": record, "path": path})
        elif chip == "to_settle":
            self.go.emit("exchange", {"part": "settle"})
        else:
            self.show_part("talks" if chip == "overdue" else "due_diligence")

    def _delete(self) -> None:
        assert self._company is not None
        name = self.title
        if self.session.do(records.delete, self._company) is not None:
            self.undoable.emit(self.tr("{company} was deleted.").format(company=name))
            self.go.emit("companies", {})
