"""The page: board or list, filters, tray."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLayout, QMenu, QStackedWidget, QWidget

from ctip_desktop.operations import decisions
from ctip_desktop.operations.changes import Changes
from ctip_desktop.queries import pipeline as queries
from ctip_desktop.queries.pipeline import Board as BoardView
from ctip_desktop.queries.pipeline import Card, Column
from ctip_desktop.queries.views import Flag
from ui.dialogs.move_card import ASKS_WHY
from ui.icons import icon
from ui.pages.page import Page, Where
from ui.pages.pipeline.table import Line, columns, lines_of
from ui.pages.pipeline.tray import PipelineTray
from ui.pages.registry import exists
from ui.session import Session
from ui.theme import look, px
from ui.widgets.base import Label, column
from ui.widgets.board import Board
from ui.widgets.button import Button
from ui.widgets.empty import Empty
from ui.widgets.filter_button import FilterButton, Option
from ui.widgets.flow import FlowLayout, head_line
from ui.widgets.search_box import SearchBox
from ui.widgets.segmented import Segmented
from ui.widgets.table import RowsModel, Table

ALWAYS = ("spotted", "first_talks", "concept", "scored", "due_diligence", "decision", "co_creation", "agreement", "running")
"""Steps with a column of their own; the others have one while a card is there. Every step is in the menu of a card."""

_VIEW = "pipeline.view"
_SEARCH = 220


class PipelinePage(Page):
    """Where every opportunity stands. Moving is never judged; days are told without colour."""

    least = 340

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.title = self.tr("Pipeline")
        self._today = session.workspace.now().astimezone().date()
        self._every: BoardView | None = None
        self._board: BoardView | None = None
        self._wanted: UUID | None = None
        self._labels = {choice.name: choice.label for choice in session.workspace.catalogue.form("opportunity").question("status").choices}
        self._make_views()
        self._make_filters()
        self._arrange()
        self.show_view(str(session.workspace.setting(_VIEW, "list" if look().large else "board")))

    # --- parts -----------------------------------------------------------

    def _make_views(self) -> None:
        self.board = Board(self._today)
        self.board.opened.connect(self._open)
        self.board.moved.connect(self.move_card)
        self.board.put_menu(self._menu)
        self.model: RowsModel[Line] = RowsModel(columns(self._today), lambda line: line.card.id)
        self.table = Table(self.tr("Pipeline"), self.model)
        self.table.setProperty("wide", "true")
        self.table.make_sortable(1, Qt.SortOrder.AscendingOrder)
        self.table.opened.connect(lambda line: self._open(line.card))
        self.table.put_menu(lambda line: self._menu(line.card))
        self.tray = PipelineTray(self._move_menu)
        self.tray.moved.connect(self.move_card)
        self.tray.opened.connect(self._open)

    def _make_filters(self) -> None:
        self.search = SearchBox(self.tr("Find on the board"))
        self.search.searched.connect(lambda _text: self._narrow())
        self.filters = {
            "owners": FilterButton(self.tr("Lead")),
            "countries": FilterButton(self.tr("Country")),
            "flags": FilterButton(self.tr("Needs")),
        }
        needs = {
            Flag.TO_SETTLE: self.tr("two answers to settle"),
            Flag.OVERDUE: self.tr("a promise is overdue"),
            Flag.CHECK_AGAIN: self.tr("answers to check again"),
            Flag.DRAFT: self.tr("a form is not finished"),
        }
        self.filters["flags"].offer([Option(flag.value, words) for flag, words in needs.items()])
        for button in self.filters.values():
            button.changed.connect(self._narrow)
        self.clear_button = Button(self.tr("Clear filters"), "link", clicked=self.clear_filters)

    def _arrange(self) -> None:
        outer = column(self, gap=0)
        top = column(margins=(24, 12, 24, 12), gap=12)
        top.addLayout(self._header())
        top.addWidget(self._filter_line())
        outer.addLayout(top)
        frame = QFrame()
        frame.setProperty("role", "list")
        column(frame, margins=(0, 1, 0, 0), gap=0).addWidget(self.table)
        none_fit = Empty(self.tr("No card fits these filters"), icon="filter", action=self.tr("Clear filters"), clicked=self.clear_filters)
        none_yet = Empty(
            self.tr("No opportunity yet"),
            self.tr("An opportunity needs a title and a company. It begins on the first step."),
            icon="board",
            action=self.tr("New opportunity"),
            clicked=self._new,
        )
        self.stack = QStackedWidget()
        for part in (self.board, frame, none_fit, none_yet):
            self.stack.addWidget(part)
        outer.addWidget(self.stack, 1)
        outer.addWidget(self.tray)

    def _header(self) -> QLayout:
        self._count = Label("", "sub")
        self.switch = Segmented([("board", self.tr("Board")), ("list", self.tr("List"))], self.tr("View"), clearable=False)
        self.switch.chosen.connect(self.show_view)
        report = Button(self.tr("Make a report"), icon="report", clicked=lambda: self.ask.emit("make_report", {"kind": "pipeline"}))
        new = Button(self.tr("New opportunity"), "main", icon="plus", clicked=self._new)
        return head_line((Label(self.title, "title"), self._count), (self.switch, report, new))

    def _filter_line(self) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder, gap=8)
        self.search.setFixedWidth(px(_SEARCH))
        self._hint = Label(self.tr("Drag a card, or choose it and press Alt with ← or →"), "caption")
        self._hint.setFixedHeight(px(32))
        for part in (self.search, *self.filters.values(), self.clear_button, self._hint):
            flow.addWidget(part)
        return holder

    # --- page contract ---------------------------------------------------

    def open(self, chosen: UUID | str | None = None, view: str = "", flags: str = "", **_other: Any) -> None:
        """chosen: the current card; view: board or list; flags: the name of a `Flag` to filter by."""
        if view:
            self.show_view(view)
        if flags:
            self.filters["flags"].choose(frozenset({flags}), quiet=True)
        self._wanted = UUID(hex=chosen) if isinstance(chosen, str) else chosen
        self.refresh(None)
        self.stale = False

    def place(self) -> Where:
        current = self.current()
        return {"view": self.view, **({"chosen": current.id} if current is not None else {})}

    def take_focus(self) -> None:
        if self.stack.currentWidget() is self.board:
            if self.board.current() is None:
                self.board.take_focus()
        elif self.view == "list":
            self.table.setFocus()

    def refresh(self, changes: Changes | None) -> None:
        self._every = self.session.ask(queries.pipeline)
        for name, facets in (("owners", self._every.owners), ("countries", self._every.countries)):
            self.filters[name].offer([Option(each.name, each.label, each.count) for each in facets])
        self._narrow()
        if self._wanted is not None:
            self.choose(self._wanted)
            self._wanted = None

    def _narrow(self) -> None:
        """Show the cards that fit the filters; nothing is read again, and the columns stay."""
        if self._every is None:
            return
        chosen = {name: button.chosen for name, button in self.filters.items()}
        found = queries.narrow(
            self._every,
            text=self.search.text(),
            owners=chosen["owners"],
            countries=chosen["countries"],
            flags=frozenset(Flag(name) for name in chosen["flags"]),
        )
        self._board = found
        self._fill_view()
        self.tray.show_cards(found.parked, found.stopped)
        self._show_counts(found)

    def _fill_view(self) -> None:
        """Fill the view that is shown; the other one when somebody turns to it."""
        if self._board is None or self._every is None:
            return
        if self.view == "board":
            kept = {step.step for step in shown_steps(self._every)}
            self.board.show_columns([step for step in self._board.columns if step.step in kept])
        else:
            self.model.show_rows(lines_of(self._board))

    # --- showing ---------------------------------------------------------

    @property
    def view(self) -> str:
        """Board or list."""
        return self.switch.current()

    def show_view(self, name: str) -> None:
        """Show the board or the list; remembered."""
        self.switch.choose(name if name in ("board", "list") else "board")
        self.session.workspace.set_setting(_VIEW, self.view)
        self._fill_view()
        if self._board is not None:
            self._show_counts(self._board)

    def current(self) -> Card | None:
        """The current card in either view."""
        if self.view == "board":
            return self.board.current()
        line: Line | None = self.table.current()
        return line.card if line is not None else None

    def choose(self, card: UUID) -> None:
        """Make a card current."""
        if self.view == "board":
            self.board.choose(card)
        else:
            self.table.choose(card)

    def clear_filters(self) -> None:
        """Show every card again."""
        for button in self.filters.values():
            button.choose(frozenset(), quiet=True)
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self._narrow()

    def _show_counts(self, found: BoardView) -> None:
        shown = sum(len(step.cards) for step in found.columns) + len(found.parked) + len(found.stopped)
        filtered = any(button.chosen for button in self.filters.values()) or bool(self.search.text())
        self.clear_button.setVisible(filtered)
        words = self.tr("{open} open, {running} running").format(open=found.open, running=found.running)
        self._count.setText(self.tr("{shown} of {total} shown").format(shown=shown, total=found.total) if filtered else words)
        place = (0 if self.view == "board" else 1) if shown else 2 if found.total else 3
        self.stack.setCurrentIndex(place)
        self.tray.setVisible(place < 2)
        self._hint.setVisible(place == 0)

    # --- moving ----------------------------------------------------------

    def move_card(self, card: UUID, to: str) -> None:
        """Move a card. Words are asked for at a decision and for what is laid aside, and when the rules have something to say."""
        check = self.session.ask(queries.check_move, card, to)
        if to in ASKS_WHY or check.warnings or check.holds:
            self.ask.emit("move_card", {"opportunity": card.hex, "to": to})
            return
        if self.session.do(decisions.move, card, to) is not None:
            self.refresh(None)
            self.choose(card)
            title = next((each.title for each in self._every.every if each.id == card), "") if self._every is not None else ""
            self.undoable.emit(self.tr("“{title}” was moved to “{step}”.").format(title=title, step=self._labels.get(to, to)))

    def _menu(self, card: Card) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(icon("list"), self.tr("Open the opportunity"), partial(self._open, card))
        menu.addAction(icon("bars"), self.tr("Open score card"), partial(self.go.emit, "score_card", {"opportunity": card.id}))
        if card.partnership is not None and exists("partnerships"):
            where = {"partnership": card.partnership}
            menu.addAction(icon("partner"), self.tr("Open the partnership"), partial(self.go.emit, "partnerships", where))
        for company in card.companies:
            words = self.tr("Open {company}").format(company=company.title).replace("&", "&&")
            menu.addAction(icon("company"), words, partial(self.go.emit, "company", {"company": company.id}))
        menu.addSeparator()
        decide = {"form": "decision", "about": card.id.hex, "given": {"kind": "cut_off" if card.to_decide else "go_on"}}
        menu.addAction(icon("okc"), self.tr("Record a decision"), partial(self.ask.emit, "add_record", decide))
        menu.addMenu(self._move_menu(card))
        return menu

    def _move_menu(self, card: Card) -> QMenu:
        """Every step there is, also those without a column."""
        menu = QMenu(self.tr("Move to"), self)
        for step, label in self._labels.items():
            action = menu.addAction(label.replace("&", "&&"), partial(self.move_card, card.id, step))
            action.setEnabled(step != card.step)
        return menu

    def _open(self, card: Card) -> None:
        self.go.emit("wizard", {"record": card.id})

    def _new(self) -> None:
        self.ask.emit("opportunity", {})


def shown_steps(board: BoardView) -> list[Column]:
    """The steps that have a column now."""
    return [step for step in board.columns if step.step in ALWAYS or step.cards]
