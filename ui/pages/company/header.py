"""The header of the company page: way back, name, facts in one line, chips, actions."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QMenu, QWidget

from ctip_desktop.practice.maturity import LABELS, PATH
from ctip_desktop.queries.companies import CompanyPage
from ui.icons import icon
from ui.pages.company.rows import progress_icon
from ui.pages.company_chips import LEADS, chip_of
from ui.pages.registry import exists
from ui.theme import look
from ui.widgets.base import ElidedLabel, IconLabel, Label, clear, column, row
from ui.widgets.button import Button, IconButton
from ui.widgets.flow import FlowLayout
from ui.widgets.letter_menu import LetterMenu
from ui.widgets.stage_path import StageSquares


class CompanyHeader(QFrame):
    """Signals: go(str, dict), ask(str, dict) as a page's; delete_wanted(); chip_pressed(str): its kind, one of LEADS."""

    go = Signal(str, dict)
    ask = Signal(str, dict)
    delete_wanted = Signal()
    chip_pressed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "header")
        self._company: CompanyPage | None = None
        outer = column(self, margins=(20, 6, 20, 8), gap=4)
        outer.addLayout(self._trail())
        outer.addLayout(self._title_line())
        if look().large:  # beside the name they would be wider than the window
            outer.addWidget(self._actions)
        self._facts_holder = QWidget()
        self._facts = FlowLayout(self._facts_holder, gap=12)
        outer.addWidget(self._facts_holder)

    def _trail(self) -> QHBoxLayout:
        line = row(gap=4)
        line.addWidget(Button(self.tr("Companies"), "link", clicked=lambda: self.go.emit("companies", {})))
        line.addWidget(IconLabel("right", "text3", 12))
        self._here = ElidedLabel("", "caption2")
        line.addWidget(self._here, 1)
        return line

    def _title_line(self) -> QHBoxLayout:
        line = row(gap=8)
        self._title = ElidedLabel("", "title")
        line.addWidget(self._title)
        self._local = ElidedLabel("", "sub")
        line.addWidget(self._local)
        line.addStretch()
        self._actions = QWidget()
        self._add_actions(FlowLayout(self._actions, gap=8) if look().large else row(self._actions, gap=8))
        if not look().large:
            line.addWidget(self._actions)
        return line

    def _add_actions(self, line: QLayout) -> None:
        self.record = Button(self.tr("Record a conversation"), icon="note", clicked=self._record)
        line.addWidget(self.record)
        if exists("reports"):
            line.addWidget(Button(self.tr("Make a report"), icon="report", clicked=self._report))
        self.fill_in = Button(self.tr("Fill in a form"), "main", icon="list", trailing="down", clicked=self._open_forms)
        line.addWidget(self.fill_in)
        self._more = IconButton("more", self.tr("More"), clicked=self._open_more)
        line.addWidget(self._more)

    def show_company(self, company: CompanyPage) -> None:
        """Show who it is."""
        self._company = company
        self._here.setText(company.name)
        self._title.setText(company.name)
        self._local.setText(company.local_name if company.local_name != company.name else "")
        self._show_facts(company)
        before: QWidget = self._more
        for chip in company.chips:
            pressed = partial(self.chip_pressed.emit, chip.kind) if chip.kind in LEADS else None
            shown = chip_of(chip, pressed)
            self._facts.addWidget(shown)
            if pressed is not None:
                self.setTabOrder(before, shown)  # made anew, it would come after the parts below
                before = shown

    def _show_facts(self, company: CompanyPage) -> None:
        clear(self._facts)
        place = ", ".join(part for part in (company.place, company.country_label) if part)
        facts = {fact.name: fact.text for fact in company.facts}
        shown = (
            ("pin", place),
            ("company", company.sector_label),
            ("users", self.tr("{n} people").format(n=facts["staff"]) if "staff" in facts else ""),
            ("board", company.step_label),
            ("shield", self.tr("UNGP: {level}").format(level=facts["ungp_level"].lower()) if "ungp_level" in facts else ""),
            ("user", self.tr("Lead: {person}").format(person=facts["owner"]) if "owner" in facts else ""),
        )
        for name, words in shown:
            if words:
                self._facts.addWidget(_fact(IconLabel(name, "text2", 15), words))
        team = company.stage.team
        if team is not None:
            place_on_path = PATH.index(team.stage) + 1 if team.stage in PATH else 0
            self._facts.addWidget(_fact(StageSquares(place_on_path), self.tr("Stage: {stage}").format(stage=LABELS[team.stage])))

    # --- actions ---------------------------------------------------------

    @property
    def _id(self) -> UUID:
        assert self._company is not None
        return self._company.id

    def _record(self) -> None:
        self.ask.emit("record_conversation", {"company": self._id.hex})

    def _report(self) -> None:
        self.ask.emit("make_report", {"kind": "company", "about": self._id.hex})

    def forms_menu(self) -> QMenu:
        """Every form about the company, with how far it is."""
        assert self._company is not None
        menu = LetterMenu(self)
        for form in (*self._company.forms, self._company.company):
            words = self.tr("{form}   {done} of {all}").format(form=form.title, done=form.answered, all=form.asked)
            where = {"record": form.record} if form.record is not None else {"form": form.form, "about": self._id}
            menu.addAction(icon(progress_icon(form)), words, partial(self.go.emit, "wizard", where))
        return menu

    def _open_forms(self) -> None:
        self.forms_menu().popup(self.fill_in.mapToGlobal(QPoint(0, self.fill_in.height() + 2)))

    def _open_more(self) -> None:
        self.more_menu().popup(self._more.mapToGlobal(QPoint(0, self._more.height() + 2)))

    def more_menu(self) -> QMenu:
        """What else can be done with the company."""
        menu = QMenu(self)
        company = {"company": self._id.hex}
        menu.addAction(icon("list"), self.tr("Prepare a visit"), partial(self.ask.emit, "visit_pack", company))
        menu.addAction(icon("pencil"), self.tr("Write while you talk"), partial(self.ask.emit, "quick_capture", company))
        menu.addSeparator()
        menu.addAction(icon("user"), self.tr("Add a contact"), partial(self.ask.emit, "add_contact", company))
        menu.addAction(icon("target"), self.tr("Agree on a goal"), partial(self.ask.emit, "add_goal", company))
        if exists("opportunities"):
            where = {"add": True, "about": self._id, "title": ""}
            menu.addAction(icon("idea"), self.tr("Make an opportunity"), partial(self.go.emit, "opportunities", where))
            meet = {"part": "interests", "company": self._id}
            menu.addAction(icon("link"), self.tr("See where interests meet"), partial(self.go.emit, "opportunities", meet))
        menu.addSeparator()
        menu.addAction(icon("x", "bad"), self.tr("Delete this company"), self.delete_wanted.emit)
        menu.addAction(icon("x", "bad"), self.tr("Erase this company for good"), partial(self.ask.emit, "erase", {"record": self._id.hex}))
        return menu


def _fact(mark: QWidget, words: str) -> QWidget:
    holder = QWidget()
    line = row(holder, gap=7)
    line.addWidget(mark)
    line.addWidget(Label(words, "sub"))
    return holder
