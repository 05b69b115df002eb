"""Reports: the prints there are, and those made before with their reader and day."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ctip_desktop.operations.changes import Changes
from ctip_desktop.queries.records import list_records
from ctip_desktop.reports.audience import Audience
from ctip_desktop.reports.build import SUBJECTS, Kind
from ui.dialogs.report_choices import kind_words, reader_words, readers_of
from ui.dialogs.reports_made import Made, forget, made_before
from ui.pages.page import Page
from ui.session import Session
from ui.theme import look, px
from ui.widgets.base import IconLabel, Label, Scroller, clear, column, row
from ui.widgets.button import Button, IconButton
from ui.widgets.card import Card, ListCard
from ui.widgets.chip import Chip
from ui.widgets.fact_row import FactRow
from ui.widgets.flow import FlowLayout
from ui.words import moment_words

_ICONS = {
    Kind.COMPANY: "company",
    Kind.STAGE: "flag",
    Kind.VISIT_PACK: "clip",
    Kind.RANKING: "bars",
    Kind.SCORE_CARD: "list",
    Kind.PARTNERSHIP: "partner",
    Kind.PULSE: "pulse",
    Kind.PORTFOLIO: "layers",
    Kind.PIPELINE: "board",
    Kind.INTERESTS: "idea",
    Kind.RELATIONS: "users",
    Kind.LIST: "book",
    Kind.RECORD: "file",
    Kind.BLANK_FORM: "pencil",
}

_NEEDS = {Kind.RANKING: "score_card", Kind.SCORE_CARD: "score_card", Kind.PIPELINE: "opportunity", Kind.PORTFOLIO: "partnership"}
"""What must be there before a print makes sense, where it is not what the print is about."""


class ReportsPage(Page):
    """Templates above, earlier PDFs below."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.title = self.tr("Reports")
        scroller = Scroller(margins=(24, 12, 24, 16), gap=12)
        outer = column(self, gap=0)
        outer.addWidget(scroller, 1)
        head = column(gap=2)
        head.addWidget(Label(self.title, "title"))
        lead = self.tr("A PDF is made for one kind of reader. What that reader may not see is left out, listed, and looked for in the finished file.")
        head.addWidget(Label(lead, "sub", wrap=True))
        scroller.body.addLayout(head)
        self.buttons: dict[Kind, Button] = {}
        self.missing: dict[Kind, Label] = {}  # what must be there first, beside a button that cannot be pressed
        scroller.body.addLayout(self._templates())
        self._list = column(gap=12)
        scroller.body.addLayout(self._list)
        scroller.body.addStretch()

    # --- templates -------------------------------------------------------

    def _templates(self) -> QVBoxLayout:
        """Every print, under what it is about."""
        groups = (
            (self.tr("One company"), (Kind.COMPANY, Kind.STAGE, Kind.VISIT_PACK)),
            (self.tr("Opportunities"), (Kind.RANKING, Kind.SCORE_CARD, Kind.PIPELINE)),
            (self.tr("Partnerships"), (Kind.PARTNERSHIP, Kind.PULSE, Kind.PORTFOLIO)),
            (self.tr("Answers, lists and maps"), (Kind.RECORD, Kind.LIST, Kind.BLANK_FORM, Kind.INTERESTS, Kind.RELATIONS)),
        )
        box = column(gap=8)
        for title, kinds in groups:
            box.addWidget(Label(title, "section"))
            box.addLayout(self._grid(kinds))
            box.addSpacing(px(8))
        return box

    def _grid(self, kinds: Sequence[Kind]) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(px(12))
        across = 1 if look().large else 3
        for place, kind in enumerate(kinds):
            grid.addWidget(self._template(kind), place // across, place % across)
            grid.setColumnStretch(place % across, 1)
        return grid

    def _template(self, kind: Kind) -> Card:
        words = {
            Kind.COMPANY: self.tr("What is known about one company, its stage, its offers, and what comes next."),
            Kind.STAGE: self.tr("Where a company is on the path, the next step you agreed, how you can help; for the company or your team."),
            Kind.VISIT_PACK: self.tr("What is still open, what has aged, what was promised, on one page to take along."),
            Kind.RANKING: self.tr("All opportunities by their agreed scores, the line, the reasons; with score cards if you like."),
            Kind.SCORE_CARD: self.tr("One opportunity: values, burden, ranges and where people differ."),
        }
        words |= {
            Kind.PARTNERSHIP: self.tr("Goal, partners, contributions, milestones and results of one partnership on one page."),
            Kind.PULSE: self.tr("What both sides say about the relationship, from three answers on; never one person’s answer."),
            Kind.PORTFOLIO: self.tr("All partnerships with money, results, the pipeline, stages and figures; for the donor without hidden names."),
            Kind.PIPELINE: self.tr("Every step with its opportunities: who leads, since when, what comes next, and what rests and why."),
            Kind.INTERESTS: self.tr("What companies want beside what you want: the pairs, and what has no pair yet."),
            Kind.RELATIONS: self.tr("Who works with whom: a drawing and a table."),
            Kind.LIST: self.tr("Any list as a table: conversations, concerns, milestones, contributions, agreements, decisions and the others."),
            Kind.RECORD: self.tr("The answers of one form to read: a decision, a check, minutes, a brief; for the donor what is marked."),
            Kind.BLANK_FORM: self.tr("Any form to fill in by hand where no computer is; what your team asks itself stays with your team."),
        }
        card = Card(gap=8)
        head = row(gap=10)
        head.addWidget(IconLabel(_ICONS[kind], "accent", 20))
        head.addWidget(Label(kind_words(kind), "section"), 1)
        card.add(head)
        card.add(Label(words[kind], "sub", wrap=True))
        holder = QWidget()
        chips = FlowLayout(holder, gap=6)
        for one in readers_of(kind):
            chips.addWidget(Chip(reader_words(one)[0], "lock" if one is Audience.INTERNAL else ""))
        card.add(holder)
        card.body.addStretch()
        button = Button(self.tr("Make a PDF"), "main" if kind is Kind.COMPANY else "plain", icon="report", clicked=partial(self._make, kind))
        button.setAccessibleName(self.tr("Make a PDF: {print}").format(print=kind_words(kind)))
        line = row(gap=10)
        line.addWidget(button)
        why = Label("", "caption2", wrap=True)
        line.addWidget(why, 1)
        card.body.addLayout(line)
        self.buttons[kind], self.missing[kind] = button, why
        return card

    def _make(self, kind: Kind, about: str = "") -> None:
        if kind is Kind.VISIT_PACK:
            self.ask.emit("visit_pack", {"company": about})
            return
        self.ask.emit("make_report", {"kind": kind.value, "about": about})

    def _make_again(self, one: Made) -> None:
        """The same print for the same reader; a list with the columns and entries it had."""
        if one.kind == Kind.VISIT_PACK:
            self._make(Kind.VISIT_PACK, one.about)
            return
        shown = {"columns": list(one.columns), "records": None if one.records is None else list(one.records)} if one.kind == Kind.LIST else {}
        self.ask.emit("make_report", {"kind": one.kind, "about": one.about, "audience": one.audience, **shown})

    # --- page contract ---------------------------------------------------

    def refresh(self, changes: Changes | None) -> None:
        first = {
            "company": self.tr("Add a company first."),
            "score_card": self.tr("Fill in a score card first."),
            "partnership": self.tr("Add a partnership first."),
            "opportunity": self.tr("Add an opportunity first."),
        }
        for kind in Kind:
            form = _NEEDS.get(kind) or SUBJECTS.get(kind, "")
            there = not form or bool(self.session.ask(list_records, form))
            self.buttons[kind].setEnabled(there)
            self.missing[kind].setText("" if there else first[form])
        clear(self._list)
        self._list.addWidget(self._earlier())

    def take_focus(self) -> None:
        self.buttons[Kind.COMPANY].setFocus()

    # --- earlier ones ----------------------------------------------------

    def _earlier(self) -> ListCard:
        found = made_before(self.session.workspace)
        card = ListCard(self.tr("Earlier PDFs"), len(found) or None)
        if not found:
            hint = self.tr("PDFs you save are listed here with reader and day. The list stays on this laptop.")
            card.add_row(FactRow("report", self.tr("No PDFs yet"), hint))
        for one in found:
            card.add_row(self._row(one))
        return card

    def _row(self, one: Made) -> FactRow:
        today = self.session.workspace.now().astimezone().date()
        reader = reader_words(Audience(one.audience))[0]
        sub = self.tr("{print}, {day}, {file}").format(print=kind_words(Kind(one.kind)), day=moment_words(one.at, today), file=one.path.name)
        there = one.path.is_file()
        ends: list[QWidget] = [Chip(reader, "lock" if one.audience == Audience.INTERNAL else "")]
        if there:
            ends.append(self._button(self.tr("Open"), one, partial(QDesktopServices.openUrl, QUrl.fromLocalFile(str(one.path)))))
        else:
            ends.append(Chip(self.tr("moved or deleted"), "dash"))
        ends.append(self._button(self.tr("Make again"), one, partial(self._make_again, one)))
        ends.append(IconButton("x", self.tr("Take {name} off the list").format(name=one.title), clicked=partial(self._forget, one)))
        pages = self.tr("%n pages", "", one.pages)
        left = self.tr("%n values left out", "", one.left_out) if one.left_out else self.tr("nothing left out")
        spoken = self.tr(". Words to read out: {words}").format(words=one.words) if one.words else ""
        return FactRow("report", one.title, f"{sub}; {pages}, {left}{spoken}", *ends)

    def _button(self, words: str, one: Made, clicked: Any) -> Button:
        button = Button(words, size="small", clicked=clicked)
        button.setAccessibleName(f"{words}: {one.title}")
        return button

    def _forget(self, one: Made) -> None:
        forget(self.session.workspace, one.path)
        self.refresh(None)
