"""The long list: every idea there is, found by typing, with its state and its newest place."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QMenu, QStackedWidget, QWidget

from ctip_desktop.practice.due_diligence import Result
from ctip_desktop.queries import opportunities
from ctip_desktop.queries.opportunities import LongListRow, RoundView
from ctip_desktop.queries.views import Flag
from ctip_desktop.workspace.search import plain
from ui.session import Session
from ui.theme import px
from ui.widgets.base import column, row
from ui.widgets.button import Button
from ui.widgets.empty import Empty
from ui.widgets.search_box import SearchBox
from ui.widgets.table import Column, RowsModel, Table
from ui.widgets.table_delegate import Cell, Mark
from ui.words import one_place

_IDEA = 240
"""The least room for the title of an idea."""


class LongList(QWidget):
    """A table of ideas.

    Signals:
        opened(UUID): the idea's form. score_wanted(UUID): its score card. then_wanted(UUID): as it was. new_wanted: the list is empty and a new idea
            is wanted.
    """

    opened = Signal(object)
    score_wanted = Signal(object)
    then_wanted = Signal(object)
    new_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._every: tuple[LongListRow, ...] = ()
        self.search = SearchBox(self.tr("Title, company, problem or country"))
        self.search.searched.connect(lambda _text: self._filter())
        self.model: RowsModel[LongListRow] = RowsModel(_columns(), lambda one: one.id)
        self.table = Table(self.tr("Long list of opportunities"), self.model)
        self.table.make_sortable(0, Qt.SortOrder.AscendingOrder)
        self.table.opened.connect(lambda one: self.opened.emit(one.id))
        self.table.put_menu(self._menu)
        self.score = Button(self.tr("Open score card"), icon="bars", clicked=self._open_score)
        self._arrange()
        self._fit()

    def take_focus(self) -> None:
        """Put the keyboard on the list."""
        self.table.setFocus()

    def show_round(self, _current: RoundView | None) -> None:
        """Read the list; it is the same in every round."""
        self._every = self._session.ask(opportunities.long_list)
        self._filter()

    def choose(self, ideas: Collection[UUID]) -> None:
        """Mark one of these, when the list shows it: what was just made is what a person goes on with."""
        for one in self._every:
            if one.id in ideas and self.model.position(one.id) >= 0:
                self.table.choose(one.id)
                return

    def rows(self) -> tuple[LongListRow, ...]:
        """Every idea, also those the search hides; read now if they were not yet."""
        if not self._every:
            self._every = self._session.ask(opportunities.long_list)
        return self._every

    def _arrange(self) -> None:
        lines = column(self, gap=8)
        bar = row()
        bar.addWidget(self.search, 1)
        bar.addWidget(self.score)
        lines.addLayout(bar)
        frame = QFrame()
        frame.setProperty("role", "card")
        column(frame, margins=(1, 1, 1, 1)).addWidget(self.table)
        nothing = Empty(
            self.tr("No ideas yet"),
            self.tr("An idea needs a title and a company. Everything else can come later."),
            icon="idea",
            action=self.tr("New opportunity"),
            clicked=self.new_wanted.emit,
        )
        none_fits = Empty(self.tr("No idea fits these words"), icon="search", action=self.tr("Clear the search"), clicked=self.search.clear)
        self._stack = QStackedWidget()
        for part in (frame, none_fits, nothing):
            self._stack.addWidget(part)
        lines.addWidget(self._stack, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The title of an idea stays readable: while there is too little room, the last columns go first."""
        widths = [px(column.width) for column in self.model.columns]
        room = self.width() - px(_IDEA) - sum(widths)
        for place in range(len(widths) - 1, 0, -1):
            hidden = room < 0
            self.table.setColumnHidden(place, hidden)
            room += widths[place] if hidden else 0

    def _filter(self) -> None:
        words = plain(self.search.text()).split()
        fitting = [one for one in self._every if all(word in _searched(one) for word in words)]
        self.model.show_rows(fitting)
        self._stack.setCurrentIndex(0 if fitting else 1 if self._every else 2)
        if fitting and not self.table.currentIndex().isValid():
            self.table.choose(fitting[0].id)
        self.score.setEnabled(bool(fitting))

    def _open_score(self) -> None:
        one = self.table.current()
        if one is not None:
            self.score_wanted.emit(one.id)

    def _menu(self, one: LongListRow) -> QMenu:
        menu = QMenu(self)
        menu.addAction(self.tr("Open the idea"), lambda: self.opened.emit(one.id))
        menu.addAction(self.tr("Open score card"), lambda: self.score_wanted.emit(one.id))
        menu.addAction(self.tr("See it as it was"), lambda: self.then_wanted.emit(one.id))
        return menu


def _searched(one: LongListRow) -> str:
    parts = (one.title, *(company.title for company in one.companies), one.problem, one.country_label, one.sector_label, one.status_label, one.source)
    return plain(" ".join(parts))


def _tr(text: str) -> str:
    return QCoreApplication.translate("LongList", text)


def _columns() -> list[Column[LongListRow]]:
    return [
        Column(
            _tr("Idea"), lambda one: Cell(one.title, ", ".join(c.title for c in one.companies), _marks(one)), sort=lambda one: one.title.casefold()
        ),
        Column(_tr("Country, sector"), lambda one: Cell(one.country_label, one.sector_label), 150, lambda one: one.country_label.casefold()),
        Column(_tr("Kind"), lambda one: Cell(one.type_label), 130, lambda one: one.type_label.casefold()),
        Column(_tr("Step"), lambda one: Cell(one.status_label), 130, lambda one: one.status_label.casefold()),
        Column(_tr("Due diligence"), lambda one: _checked(one), 130, lambda one: str(one.due_diligence or "")),
        Column(_tr("Place"), lambda one: _place(one), 130, lambda one: one.rank or 10_000),
        Column(_tr("Total"), _total_cell, 70, lambda one: -(one.total or -1e9), end=True),
    ]


def _idea(one: LongListRow) -> Cell:
    return Cell(one.title, ", ".join(company.title for company in one.companies), _marks(one))


def _marks(one: LongListRow) -> tuple[Mark, ...]:
    meanings = {
        Flag.TO_SETTLE: ("split", "two", _tr("two answers came together")),
        Flag.OVERDUE: ("clock", "warn", _tr("a follow-up is overdue")),
        Flag.CHECK_AGAIN: ("stale", "warn", _tr("check again")),
        Flag.DRAFT: ("pencil", "text3", _tr("not finished")),
    }
    return tuple(Mark(*meanings[flag]) for flag in Flag if flag in one.flags)


def _total_cell(one: LongListRow) -> Cell:
    return Cell("" if one.total is None else one_place(one.total), end=True)


def _place(one: LongListRow) -> Cell:
    if one.rank is None:
        return Cell(_tr("not ranked") if one.round else _tr("not scored"), colour="text2")
    return Cell(str(one.rank), _tr("provisional") if one.provisional else one.round)


def _checked(one: LongListRow) -> Cell:
    words = {
        Result.CLEAR: ("okc", _tr("Clear")),
        Result.WATCH: ("eye", _tr("Watch")),
        Result.STOP: ("stop", _tr("Stop")),
        Result.NOT_CHECKED: ("circle", _tr("Not checked")),
    }
    if one.due_diligence is None:
        return Cell(_tr("Not checked"), icon="circle", colour="text2")
    sign, text = words.get(one.due_diligence, ("circle", str(one.due_diligence)))
    return Cell(text, icon=sign)
