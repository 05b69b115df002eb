"""The list of partnerships."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QLayout, QStackedWidget, QWidget

from ctip_desktop.practice.fit_check import ADVICE
from ctip_desktop.practice.pulse import tenths
from ctip_desktop.queries.partnerships import Beginnings, PartnershipRow, beginnings, partnerships
from ctip_desktop.queries.views import Flag
from ctip_desktop.workspace.search import plain
from ui.session import Session
from ui.theme import px
from ui.widgets.base import Label, clear, column, row
from ui.widgets.button import Button
from ui.widgets.empty import Empty
from ui.widgets.filter_button import FilterButton, Option
from ui.widgets.flow import head_line
from ui.widgets.note_bar import NoteBar
from ui.widgets.search_box import SearchBox
from ui.widgets.table import Column, RowsModel, Table
from ui.widgets.table_delegate import Cell, Mark
from ui.words import day_words, near_day

_SEARCH = 250
_NAME = 240
"""Lengths of the design: the search field, and what the name keeps also in large text."""

_OFFERED = 3
"""Ideas that are offered at once."""


def _tr(text: str, n: int = -1) -> str:
    return QCoreApplication.translate("PartnershipList", text, None, n)


class PartnershipList(QWidget):
    """Signals: opened(UUID); new_wanted(); begin_wanted(UUID): a partnership from this idea; idea_wanted(): none is there; map_wanted()."""

    opened = Signal(object)
    new_wanted = Signal()
    begin_wanted = Signal(object)
    idea_wanted = Signal()
    map_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._every: tuple[PartnershipRow, ...] = ()
        self._no_idea = False
        self._begin: list[Button] = []
        today = session.workspace.now().astimezone().date()
        self.search = SearchBox(self.tr("Name, partner or country"))
        self.search.searched.connect(lambda _text: self._filter())
        self.search.returnPressed.connect(self._open_found)
        self.status = FilterButton(self.tr("Where it stands"))
        self.status.changed.connect(self._filter)
        self.model: RowsModel[PartnershipRow] = RowsModel(_columns(today), lambda one: one.id)
        self.table = Table(self.tr("Partnerships"), self.model)
        self.table.setProperty("wide", "true")
        self.table.make_sortable(0, Qt.SortOrder.AscendingOrder)
        self.table.opened.connect(lambda one: self.opened.emit(one.id))
        self._arrange()

    def _arrange(self) -> None:
        outer = column(self, gap=0)
        top = column(margins=(24, 12, 24, 12), gap=12)
        top.addLayout(self._header())
        line = row(gap=8)
        self.search.setFixedWidth(px(_SEARCH))
        self.clear_button = Button(self.tr("Clear filters"), "link", clicked=self.clear)
        line.addWidget(self.search)
        line.addWidget(self.status)
        line.addWidget(self.clear_button)
        line.addStretch()
        self._bar = QWidget()
        self._bar.setLayout(line)
        top.addWidget(self._bar)
        self._decided = column(gap=8)
        top.addLayout(self._decided)
        outer.addLayout(top)
        frame = QFrame()
        frame.setProperty("role", "list")
        column(frame, margins=(0, 1, 0, 0), gap=0).addWidget(self.table)
        none_fit = Empty(self.tr("No partnership fits these filters"), icon="filter", action=self.tr("Clear filters"), clicked=self.clear)
        none_yet = Empty(
            self.tr("No partnership yet"),
            self.tr("It begins when partners agree to work on one idea. Until then it is an opportunity in the pipeline."),
            icon="partner",
            action=self.tr("New partnership"),
            clicked=self.new_wanted.emit,
        )
        no_idea = Empty(
            self.tr("No partnership yet"),
            self.tr("It grows from an idea with a company. Write the idea down first."),
            icon="partner",
            action=self.tr("New opportunity"),
            clicked=self.idea_wanted.emit,
        )
        self.stack = QStackedWidget()
        for part in (frame, none_fit, none_yet, no_idea):
            self.stack.addWidget(part)
        outer.addWidget(self.stack, 1)

    def _header(self) -> QLayout:
        self._count = Label("", "sub")
        self.map_button = Button(self.tr("Relation map"), icon="link", clicked=self.map_wanted.emit)
        self.new_button = Button(self.tr("New partnership"), "main", icon="plus", clicked=self.new_wanted.emit)
        return head_line((Label(self.tr("Partnerships"), "title"), self._count), (self.map_button, self.new_button))

    def refresh(self) -> None:
        """Read the list again."""
        self._every = self.session.ask(partnerships)
        words = {one.status: one.status_label for one in self._every if one.status}
        counts = {name: sum(one.status == name for one in self._every) for name in words}
        self.status.offer([Option(name, label, counts[name]) for name, label in sorted(words.items(), key=lambda pair: pair[1])])
        self._show_beginnings(self.session.ask(beginnings))
        self._filter()

    def _show_beginnings(self, found: Beginnings) -> None:
        """Ideas that go on and have no partnership yet; without any idea a partnership cannot begin."""
        clear(self._decided)
        self._begin = []
        self._no_idea = not found.ideas
        self.new_button.setEnabled(bool(found.ideas))
        self.new_button.setToolTip("" if found.ideas else self.tr("Write down an opportunity first."))
        for link in found.decided[:_OFFERED]:
            note = NoteBar(self.tr("It was decided to go on with “{idea}”. It has no partnership yet.").format(idea=link.title), "info", icon="idea")
            begin = note.add_action(self.tr("Begin the partnership"), partial(self.begin_wanted.emit, link.id))
            begin.setAccessibleName(f"{begin.words}: {link.title}")
            self._decided.addWidget(note)
            QWidget.setTabOrder(self._begin[-1] if self._begin else self.new_button, begin)  # made anew, it would come after everything else
            self._begin.append(begin)
        more = len(found.decided) - _OFFERED
        if more > 0:
            self._decided.addWidget(Label(self.tr("%n more ideas that go on have no partnership yet.", "", more), "sub", wrap=True))

    def clear(self) -> None:
        """Show everything."""
        self.status.choose(frozenset(), quiet=True)
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self._filter()

    def take_focus(self) -> None:
        """Put the keyboard on the list."""
        shown = self.stack.currentWidget()
        action = shown.action if isinstance(shown, Empty) else None
        (self._begin[0] if action and self._begin else action or self.table).setFocus()

    def _open_found(self) -> None:
        """Enter in the search opens the line that is marked: the first that fits, or the one chosen since."""
        found = self.table.current()
        if self.search.text() and found is not None:
            self.table.opened.emit(found)

    def _filter(self) -> None:
        words = plain(self.search.text()).split()
        fitting = [one for one in self._every if all(word in _searched(one) for word in words)]
        fitting = [one for one in fitting if not self.status.chosen or one.status in self.status.chosen]
        self.model.show_rows(fitting)
        if self.table.current() is None and fitting:
            self.table.setCurrentIndex(self.model.index(0, 0))
        active = bool(words or self.status.chosen)
        self.clear_button.setVisible(active)
        total = len(self._every)
        self._count.setText(self.tr("{shown} of {total} shown").format(shown=len(fitting), total=total) if active else f"{total:,}")
        self.stack.setCurrentIndex(0 if fitting else 1 if total else 3 if self._no_idea else 2)
        self._bar.setVisible(total > 0)


def _searched(one: PartnershipRow) -> str:
    return plain(" ".join((one.name, *(link.title for link in one.partners), one.country_label, one.sector_label, one.lead)))


def _columns(today: date) -> tuple[Column[PartnershipRow], ...]:
    return (
        Column(_tr("Partnership"), _name, 0, lambda one: one.name.casefold(), least=_NAME),
        Column(_tr("Where it stands"), _status, 140, lambda one: one.status_label),
        Column(_tr("Country, sector"), lambda one: Cell(one.country_label or "–", one.sector_label), 160, lambda one: one.country_label.casefold()),
        Column(_tr("Relationship"), _relationship, 170),
        Column(_tr("Fit check"), _fit, 150),
        Column(_tr("Next pulse"), lambda one: _pulse(one, today), 130, lambda one: one.pulse_due or date.max),
    )


def _name(one: PartnershipRow) -> Cell:
    return Cell(one.name, ", ".join(partner.title for partner in one.partners), _marks(one))


def _status(one: PartnershipRow) -> Cell:
    """Where it stands; one that is over names the day it ended or was handed over."""
    if one.status in ("ended", "handed_over"):
        return Cell(one.status_label, _tr("on {day}").format(day=day_words(one.ended)) if one.ended else _tr("day not known"))
    return Cell(one.status_label, _tr("since {day}").format(day=day_words(one.started)) if one.started else "")


def _relationship(one: PartnershipRow) -> Cell:
    """Both numbers of the partner, apart."""
    if one.quality is None:
        return Cell(_tr("not shown yet"), colour="text2")
    direction = _tr("right direction {value}").format(value=tenths(one.direction)) if one.direction is not None else ""
    return Cell(_tr("quality {value}").format(value=tenths(one.quality)), direction)


def _fit(one: PartnershipRow) -> Cell:
    if one.cell is None:
        return Cell("–", colour="text3")
    return Cell(ADVICE[one.cell].title, _tr("talk first") if one.talk_first else "")


def _pulse(one: PartnershipRow, today: date) -> Cell:
    if one.pulse_due is None:
        return Cell("–", colour="text3")
    late = one.pulse_due < today
    return Cell(near_day(one.pulse_due, today), icon="clock" if late else "", colour="warn" if late else "text")


def _marks(one: PartnershipRow) -> tuple[Mark, ...]:
    found = []
    if one.deal_breakers:
        found.append(Mark("flag", "bad", _tr("%n open deal-breakers", one.deal_breakers)))
    if one.to_decide:
        found.append(Mark("alert", "warn", _tr("to decide: {what}").format(what="; ".join(one.to_decide))))
    if one.overdue:
        found.append(Mark("clock", "warn", _tr("%n milestones or readings overdue", one.overdue)))
    if one.key_person:
        found.append(Mark("user", "text2", one.key_person))
    if one.hidden:
        found.append(Mark("eyeoff", "text2", _tr("the name must not be told to others")))
    if Flag.TO_SETTLE in one.flags:
        found.append(Mark("split", "two", _tr("two answers to settle")))
    return tuple(found)
