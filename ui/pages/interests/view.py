"""The view: filters, the map or the table, and a bar that says what is chosen and what can be done with it."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLayout, QMenu, QScrollArea, QStackedWidget, QWidget

from ctip_desktop.operations import interests as operations
from ctip_desktop.operations import records
from ctip_desktop.queries.interests import InterestMap, interest_map
from ctip_desktop.queries.opportunity_views import RoundView
from ctip_desktop.queries.views import Facet
from ui.pages.interests.chosen_bar import ChosenBar
from ui.pages.interests.drawing import NOTHING, InterestDrawing
from ui.pages.interests.lines import TableLine, columns, lines_of
from ui.session import Session
from ui.theme import look, px
from ui.widgets.base import Label, column
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.empty import Empty
from ui.widgets.filter_button import FilterButton, Option
from ui.widgets.flow import head_line
from ui.widgets.note_bar import NoteBar
from ui.widgets.segmented import Segmented
from ui.widgets.table import RowsModel, Table

_WISH = 220
"""The least room for what a company wants."""

_GO_FIRST = 2, 4, 5
"""Columns of the table that are left out, in this order, while there is too little room: for when, idea, opportunity."""


class InterestsView(QWidget):
    """A view of the opportunities page.

    Signals:
        go(str, dict), ask(str, dict), undoable(str): as a page's.
    """

    go = Signal(str, dict)
    ask = Signal(str, dict)
    undoable = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._every: InterestMap = NOTHING
        self.shown: InterestMap = NOTHING
        self.drawing = InterestDrawing()
        self.model: RowsModel[TableLine] = RowsModel(columns(), lambda line: line.key)
        self.table = Table(self.tr("Interests, goals and their pairs"), self.model)
        self.bar = ChosenBar()
        self._arrange()
        self._connect()
        self.show_form("table" if look().large else "map")

    # --- what the page calls ---------------------------------------------

    def show_round(self, _current: RoundView | None) -> None:
        """Read everything; it is the same in every round."""
        self._every = self._session.ask(interest_map)
        for button, facets in (
            (self.company, self._every.companies()),
            (self.horizon, self._every.horizons()),
            (self.country, self._every.countries()),
        ):
            button.offer([self._option(facet) for facet in facets])
        self._narrow()

    def choose_company(self, company: UUID) -> None:
        """Show one company alone."""
        self.company.choose(frozenset({company.hex}), quiet=True)

    def take_focus(self) -> None:
        """Put the keyboard on the map or the table."""
        (self.table if self.switch.current() == "table" else self.drawing).setFocus()

    # --- building --------------------------------------------------------

    def _arrange(self) -> None:
        outer = column(self, gap=8)
        outer.addLayout(self._filters())
        self.goals_note = NoteBar(tone="info")
        self._take = self.goals_note.add_action(self.tr("Take them over"), self._take_goals)
        outer.addWidget(self.goals_note)
        self._legend = Label(self.tr("Choose what a company wants and a goal of ours. Where both meet, tie them."), "caption", wrap=True)
        outer.addWidget(self._legend)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._area.setWidget(self.drawing)
        listed = Card(margins=(1, 1, 1, 1))
        listed.add(self.table)
        hint = self.tr(
            "Write down what a company wants, in its own words, and what our programme wants to reach. Where both meet, a partnership can begin."
        )
        nothing = Empty(self.tr("No interest yet"), hint, icon="target", action=self.tr("Add an interest"), clicked=self._add_interest)
        no_fit = Empty(self.tr("Nothing fits these filters"), icon="filter", action=self.tr("Clear filters"), clicked=self.clear_filters)
        self.stack = QStackedWidget()
        for part in (self._area, listed, nothing, no_fit):
            self.stack.addWidget(part)
        outer.addWidget(self.stack, 1)
        outer.addWidget(self.bar)

    def _filters(self) -> QLayout:
        self.company, self.horizon, self.country = (FilterButton(words) for words in (self.tr("Company"), self.tr("For when"), self.tr("Country")))
        self._hidden = Label("", "caption")
        self.switch = Segmented([("map", self.tr("Map")), ("table", self.tr("Table"))], self.tr("View"), clearable=False)
        self.add_interest = Button(self.tr("Add an interest"), icon="plus", clicked=self._add_interest)
        self.add_goal = Button(self.tr("Add a goal"), icon="plus", clicked=lambda: self.ask.emit("add_record", {"form": "project_goal"}))
        return head_line((self.company, self.horizon, self.country, self._hidden), (self.switch, self.add_interest, self.add_goal))

    def _connect(self) -> None:
        for button in (self.company, self.horizon, self.country):
            button.changed.connect(self._narrow)
        self.switch.chosen.connect(self.show_form)
        self.drawing.chosen.connect(self._show_chosen)
        self.drawing.opened.connect(self.open_chosen)
        self.drawing.untie.connect(self.untie)
        self.drawing.moved.connect(self._reveal)
        self.table.make_sortable(0, Qt.SortOrder.AscendingOrder)
        self.table.chosen.connect(self._line_chosen)
        self.table.opened.connect(lambda _line: self.open_chosen())
        self.table.put_menu(self._menu)
        self.bar.tie.connect(self.tie)
        self.bar.untie.connect(self.untie)
        self.bar.pursue.connect(self.pursue)
        self.bar.go.connect(self.go)

    @staticmethod
    def _option(facet: Facet) -> Option:
        return Option(facet.name, facet.label or "–", facet.count)

    # --- showing ---------------------------------------------------------

    def show_form(self, name: str) -> None:
        """The map or the table."""
        self.switch.choose(name if name in ("map", "table") else "map")
        chosen = self.drawing.pair or self.drawing.interest or self.drawing.goal
        if self.switch.current() == "table" and chosen is not None:
            self.table.choose(chosen.id)
        self._show_part()
        self._show_chosen()

    def clear_filters(self) -> None:
        """Show everything."""
        for button in (self.company, self.horizon, self.country):
            button.choose(frozenset(), quiet=True)
        self._narrow()

    def _narrow(self) -> None:
        chosen = {"companies": self.company.chosen, "horizons": self.horizon.chosen, "countries": self.country.chosen}
        self.shown = self._every.where(**chosen)
        self._hidden.setText(self.tr("%n not shown", "", self.shown.hidden) if self.shown.hidden else "")
        self.drawing.show_map(self.shown)
        self.model.show_rows(lines_of(self.shown))
        self._offer_goals()
        self._show_part()
        self._show_chosen()

    def _offer_goals(self) -> None:
        wanted = bool(self._every.unused) and not self._every.goals
        self.goals_note.setVisible(wanted)
        if wanted:
            words = self.tr("The programme's own record names %n goals. Take them over to tie interests to them.", "", len(self._every.unused))
            self.goals_note.show_note(words)

    def _show_part(self) -> None:
        table = self.switch.current() == "table"
        empty = not (self.shown.interests or self.shown.goals)
        self.stack.setCurrentIndex((3 if self.shown.hidden else 2) if empty else int(table))
        if table and not self.table.selectionModel().hasSelection():
            self.table.selectRow(0)
        self._legend.setVisible(not empty and not table)

    def _show_chosen(self) -> None:
        if self.switch.current() == "table":
            line = self.table.current()
            self.bar.show_chosen(line.interest, line.goal, line.pair) if line is not None else self.bar.show_chosen(None, None, None)
        else:
            self.bar.show_chosen(self.drawing.interest, self.drawing.goal, self.drawing.pair)
        self.bar.setVisible(self.stack.currentIndex() < 2)

    def _line_chosen(self, line: TableLine | None) -> None:
        if line is not None and self.switch.current() == "table":
            self.drawing.choose(line.interest.id if line.interest else None, line.goal.id if line.goal else None)
        self._show_chosen()

    def _reveal(self, rect: QRect) -> None:
        self._area.ensureVisible(rect.center().x(), rect.center().y(), rect.width() // 2, rect.height() // 2 + 12)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """What a company wants stays readable: while there is too little room, other columns go."""
        widths = [px(column.width) for column in self.model.columns]
        room = self.width() - px(_WISH) - sum(widths)
        for place in _GO_FIRST:
            hidden = room < 0
            self.table.setColumnHidden(place, hidden)
            room += widths[place] if hidden else 0

    # --- doing -----------------------------------------------------------

    def open_chosen(self) -> None:
        """Enter: what a pair became or its form, else tie the two, else the form of the one that is chosen."""
        pair = self.bar.pair
        if pair is not None:
            self.go.emit("wizard", {"record": pair.opportunity.id if pair.opportunity else pair.id})
        elif self.bar.interest is not None and self.bar.goal is not None:
            self.tie()
        elif self.switch.current() == "table":
            thing = self.bar.interest or self.bar.goal
            if thing is not None:
                self.go.emit("wizard", {"record": thing.id})

    def tie(self) -> None:
        """Make a pair of the two that are chosen: the dialog asks for the idea."""
        interest, goal = self.bar.interest, self.bar.goal
        if interest is not None and goal is not None and self.bar.pair is None:
            self.ask.emit("add_pair", {"company": interest.company.id.hex, "interest": interest.id.hex, "goal": goal.id.hex})

    def untie(self) -> None:
        """Delete the pair; the interest and the goal stay."""
        pair = self.bar.pair
        if pair is not None and self._session.do(records.delete, pair.id) is not None:
            self.undoable.emit(self.tr("The pair was deleted. What it was made of stays."))

    def pursue(self) -> None:
        """Make an opportunity out of the pair and open it."""
        pair = self.bar.pair
        changes = self._session.do(operations.pursue, pair.id) if pair is not None else None
        if changes is not None:
            self.go.emit("wizard", {"record": changes.created[0]})

    def _take_goals(self) -> None:
        self._session.do(operations.take_goals, self._every.unused)

    def _add_interest(self) -> None:
        chosen = next(iter(self.company.chosen), "") if len(self.company.chosen) == 1 else ""
        self.ask.emit("add_record", {"form": "interest", "about": chosen})

    def _menu(self, line: TableLine) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, thing in (
            (self.tr("Open the interest"), line.interest),
            (self.tr("Open the goal"), line.goal),
            (self.tr("Open the pair"), line.pair),
        ):
            if thing is not None:
                menu.addAction(words, partial(self.go.emit, "wizard", {"record": thing.id}))
        if line.pair is not None and line.pair.opportunity is None:
            menu.addAction(self.tr("Make it an opportunity"), self.pursue)
        if line.pair is not None:
            menu.addAction(self.tr("Untie"), self.untie)
        return menu
