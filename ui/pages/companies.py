"""Companies: find one, see a few facts beside the list, open it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLayout, QMenu, QStackedWidget, QWidget

from ctip_desktop.interop.list_export import write_list
from ctip_desktop.operations import records
from ctip_desktop.operations.changes import Changes
from ctip_desktop.queries.companies import CompanyRow, company_list
from ctip_desktop.queries.exchange import exchanges
from ui.icons import icon
from ui.kept_views import COLUMNS, ORDER, Shown, list_in
from ui.pages.companies_columns import SHOWN, columns, listed
from ui.pages.companies_filters import CompanyFilters
from ui.pages.companies_many import ManyBar
from ui.pages.companies_pane import CompanyPane
from ui.pages.list_views import ListViews
from ui.pages.page import Page, Where
from ui.pages.registry import exists
from ui.session import Session
from ui.theme import look, px
from ui.widgets.base import IconLabel, Label, column, row
from ui.widgets.button import Button
from ui.widgets.empty import Empty
from ui.widgets.flow import head_line
from ui.widgets.save_list import SaveList
from ui.widgets.saved_note import SavedNote
from ui.widgets.side_pane import WIDTH
from ui.widgets.table import RowsModel, Table
from ui.widgets.tick_menu import TickMenu

_PANE_FROM = 1100
_PANE_WIDE_FROM = 1366
_PANE_NARROW = 285
_WALK = 80  # milliseconds: walking down the list does not ask for each company on the way
_COLUMNS = "company_columns"
_VIEWS = "company_views"
"""Settings of the workspace: the places of the columns shown; the named views."""


class CompaniesPage(Page):
    """Table, filters, side pane."""

    least = 340

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.title = self.tr("Companies")
        self._pane_wanted = True
        self._wanted: UUID | None = None
        self._walk = QTimer(self, singleShot=True, interval=_WALK)
        self._walk.timeout.connect(lambda: self._show_pane(None))
        self.views = ListViews(session, _VIEWS, self.tr("All companies"), self.shown_as, self._put)
        self.views.ask.connect(self.ask)
        self._make_filters()
        self._make_table()
        self._arrange()

    # --- parts -----------------------------------------------------------

    def _make_filters(self) -> None:
        self.line = CompanyFilters()
        self.search, self.filters, self.columns_button = self.line.search, self.line.buttons, self.line.end
        self.line.changed.connect(lambda: self.refresh(None))
        self.line.clear_button.clicked.connect(self.clear_filters)
        self.columns_button.clicked.connect(self._open_columns)
        self.search.returnPressed.connect(self._open_found)

    def _make_table(self) -> None:
        today = self.session.workspace.now().date()
        self.model: RowsModel[CompanyRow] = RowsModel(columns(today), lambda one: one.id)
        self.table = Table(self.tr("Companies"), self.model)
        self.table.setProperty("wide", "true")  # lines up with the page margin
        self.table.make_sortable(0, Qt.SortOrder.AscendingOrder)
        self.table.opened.connect(self._open_row)
        self.table.chosen.connect(self._row_chosen)
        self.table.pane_wanted.connect(self._toggle_pane)
        self.table.put_menu(self._row_menu)
        self.table.choose_several()
        self.table.several.connect(self._show_many)
        self.table.horizontalHeader().sortIndicatorChanged.connect(lambda *_order: self.views.follow())
        self._show_columns(self._own_columns())
        self.pane = CompanyPane(self.session)
        self.pane.closed.connect(self._toggle_pane)
        self.pane.go.connect(self.go)
        self.pane.ask.connect(self.ask)

    def _arrange(self) -> None:
        outer = column(self, gap=0)
        top = column(margins=(24, 12, 24, 12), gap=12)
        top.addLayout(self._header())
        top.addWidget(self.line)
        top.addWidget(self.views.note)
        self.note = SavedNote()
        top.addWidget(self.note)
        outer.addLayout(top)
        middle = row(gap=0)
        self._middle = QStackedWidget()
        left = QFrame()
        left.setProperty("role", "list")
        box = column(left, margins=(0, 1, 0, 0), gap=0)
        box.addWidget(self.table, 1)
        box.addWidget(self._many_bar())
        box.addWidget(self._foot())
        self._none_fit = Empty(self.tr("No company fits these filters"), icon="filter", action=self.tr("Clear filters"), clicked=self.clear_filters)
        self._none_yet = Empty(
            self.tr("No companies yet"),
            self.tr("Add one by hand, or bring in a list you have: CSV or Excel."),
            icon="company",
            action=self.tr("Import a list"),
            clicked=lambda: self.ask.emit("import_list", {}),
        )
        self._bring_back = self._none_yet.add_action(self.tr("An import was taken back: see Exchange"), lambda: self.go.emit("exchange", {}))
        for part in (left, self._none_fit, self._none_yet):
            self._middle.addWidget(part)
        middle.addWidget(self._middle, 1)
        middle.addWidget(self.pane)
        outer.addLayout(middle, 1)

    def _header(self) -> QLayout:
        self._count = Label("", "sub")
        bring = Button(self.tr("Import a list"), icon="down2", clicked=lambda: self.ask.emit("import_list", {}))
        add = Button(self.tr("Add a company"), "main", icon="plus", clicked=lambda: self.ask.emit("add_company", {}))
        self.save_button = SaveList(self.title)
        self.save_button.wanted.connect(self.export)
        if exists("reports"):
            self.save_button.offer_pdf(self.print_list)
        return head_line((Label(self.title, "title"), self._count, self.views.button), (self.save_button, bring, add))

    def _many_bar(self) -> ManyBar:
        self.many = ManyBar(self.title)
        self.many.lead_wanted.connect(lambda: self._ask_for_chosen("set_lead"))
        self.many.delete_wanted.connect(lambda: self._ask_for_chosen("delete_companies"))
        self.many.one_wanted.connect(self._choose_one)
        self.many.save_button.wanted.connect(lambda path: self._write(path, self.table.chosen_rows()))
        if exists("reports"):
            self.many.save_button.offer_pdf(lambda: self._print(self.table.chosen_rows()))
        return self.many

    def _foot(self) -> QWidget:
        foot = QFrame()
        foot.setProperty("role", "footer")
        line = row(foot, margins=(24, 7, 24, 7), gap=8)
        line.addWidget(IconLabel("info", "text3", 14))
        line.addWidget(Label(self.tr("The stage shows where a company is on a path. It is not a grade."), "caption"), 1)
        return foot

    def _open_found(self) -> None:
        """Enter in the search opens the line that is marked: the first that fits, or the one chosen since."""
        found = self.table.current()
        if self.search.text() and found is not None:
            self._open_row(found)

    # --- page contract ---------------------------------------------------

    def open(
        self,
        add: bool = False,
        text: str = "",
        flags: str = "",
        chosen: UUID | None = None,
        view: str = "",
        shown: Shown | None = None,
        **_other: Any,
    ) -> None:
        """text, flags: filter by these, beside what is filtered already; chosen: the current row; view, shown: the view that was chosen and what
        was shown, as `place` told it, when somebody comes back."""
        if shown is not None:
            self.views.current = view
            self._put(shown)
        if text:
            self.search.setText(text)
            self.search.search_now()
        if flags:
            self.filters["flags"].choose(frozenset({flags}))
        self._wanted = chosen
        if chosen is not None:
            self.table.choose(chosen)
        if add:
            self.ask.emit("add_company", {})

    def place(self) -> Where:
        current = self.table.current()
        here = {"chosen": current.id} if current is not None else {}
        return {**here, "view": self.views.current, "shown": self.shown_as()} if self.views.current or self.line.active else here

    def take_focus(self) -> None:
        self.search.setFocus()

    def refresh(self, changes: Changes | None) -> None:
        found = self.session.ask(company_list, **self.line.asked())
        rows = self.line.by_talk(found.rows, self.session.workspace.now().date())
        self.model.show_rows(rows)
        if self._wanted is not None:
            self.table.choose(self._wanted)
            self._wanted = None
        self.line.offer(found.facets)
        self.views.follow()
        self._show_counts(len(rows), found.total)
        self.table.choose_some()
        self._show_pane(changes)

    # --- showing ---------------------------------------------------------

    def _show_counts(self, shown: int, total: int) -> None:
        filtered = self.line.active
        self.line.clear_button.setVisible(filtered)
        self._count.setText(self.tr("{shown} of {total} shown").format(shown=f"{shown:,}", total=f"{total:,}") if filtered else f"{total:,}")
        self._middle.setCurrentIndex(0 if shown else 1 if total else 2)
        self.views.button.setVisible(total > 0)
        self.save_button.setVisible(shown > 0)
        self._bring_back.setVisible(not total and any(one.taken_back is not None for one in self.session.ask(exchanges)))

    def clear_filters(self) -> None:
        """Let everything through again."""
        self.line.put({})
        self.refresh(None)
        self.search.setFocus()

    def _open_columns(self) -> None:
        menu = TickMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for place, one in enumerate(self.model.columns[1:], start=1):
            action = menu.addAction(one.title)
            action.setCheckable(True)
            action.setChecked(not self.table.isColumnHidden(place))
            action.triggered.connect(partial(self._toggle_column, place))
        menu.popup(self.columns_button.mapToGlobal(QPoint(0, self.columns_button.height() + 2)))

    def _toggle_column(self, place: int) -> None:
        shown = self._columns_shown() ^ {place}
        if not self.views.current:  # what is tried in a view is the view's
            self.session.workspace.set_setting(_COLUMNS, sorted(shown))
        self._show_columns(shown)
        self.views.follow()

    def _columns_shown(self) -> frozenset[int]:
        return frozenset(n for n in range(len(self.model.columns)) if not self.table.isColumnHidden(n))

    def _show_columns(self, shown: frozenset[int]) -> None:
        for place in range(len(self.model.columns)):
            self.table.setColumnHidden(place, place not in shown)
        self.table.keep_least()

    def _own_columns(self) -> frozenset[int]:
        """The columns the person has chosen where no view says others."""
        kept = self.session.workspace.setting(_COLUMNS)
        return frozenset(kept) if kept else SHOWN

    # --- views -----------------------------------------------------------

    def shown_as(self) -> Shown:
        """What is shown and how, as plain values."""
        header = self.table.horizontalHeader()
        down = header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
        return {**self.line.chosen(), COLUMNS: sorted(self._columns_shown()), ORDER: [header.sortIndicatorSection(), down]}

    def _put(self, shown: Shown | None) -> None:
        """Show what a view shows, or everything in the person's own columns."""
        self.line.put(shown or {})
        places = range(len(self.model.columns))
        kept = frozenset(n for n in list_in(shown, COLUMNS) if n in places)
        self._show_columns(kept | {0} if kept else self._own_columns())
        by, down = (*list_in(shown, ORDER), 0, False)[:2]
        by = by if by in places and self.model.columns[by].sort is not None else 0
        self.table.sortByColumn(by, Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder)
        self.refresh(None)

    # --- rows ------------------------------------------------------------

    def _open_row(self, one: CompanyRow) -> None:
        self.go.emit("company", {"company": one.id})

    def shown(self) -> list[CompanyRow]:
        """The companies in the table, from top to bottom."""
        return [one for n in range(self.model.rowCount()) if (one := self.model.row_at(self.model.index(n, 0))) is not None]

    def export(self, path: Path) -> None:
        """Write the companies and columns shown to a file."""
        self._write(path, self.shown())

    def _write(self, path: Path, companies: list[CompanyRow]) -> None:
        held = listed(self._columns_shown())
        headings, rows = [one[2] for one in held], [[value(row) for *_, value in held] for row in companies]
        self.note.save(path, lambda: write_list(path, headings, rows))

    def print_list(self) -> None:
        """Make a PDF of the companies shown, in their order."""
        self._print(self.shown())

    def _print(self, companies: list[CompanyRow]) -> None:
        asked = [question for _, question, *_ in listed(self._columns_shown()) if question]
        shown = {"columns": asked, "records": [one.id.hex for one in companies]}
        self.ask.emit("make_report", {"kind": "list", "about": "company", **shown})

    def _row_chosen(self, _one: CompanyRow | None) -> None:
        self._walk.start()

    def _toggle_pane(self) -> None:
        self._pane_wanted = not self._pane_wanted
        self._show_pane(None)
        self.table.setFocus()

    def _show_pane(self, changes: Changes | None) -> None:
        current: CompanyRow | None = self.table.current()
        visible = self._pane_wanted and current is not None and self.window().width() >= _PANE_FROM and not look().large
        self.pane.setFixedWidth(px(WIDTH if self.window().width() >= _PANE_WIDE_FROM else _PANE_NARROW))
        self.pane.setVisible(visible)
        if visible and current is not None:
            self.pane.show_company(current.id, changes)

    def _row_menu(self, one: CompanyRow) -> QMenu:
        if self.many.count > 1:
            return self._many_menu()
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        company = {"company": one.id.hex}
        menu.addAction(icon("company"), self.tr("Open company"), partial(self._open_row, one))
        menu.addAction(icon("pencil"), self.tr("Record a conversation"), partial(self.ask.emit, "record_conversation", company))
        menu.addAction(icon("user"), self.tr("Add a contact"), partial(self.ask.emit, "add_contact", company))
        if exists("reports"):
            menu.addAction(icon("report"), self.tr("Make a report"), partial(self.ask.emit, "make_report", {"kind": "company", "about": one.id.hex}))
        menu.addSeparator()
        menu.addAction(icon("x", "bad"), self.tr("Delete"), partial(self.delete, one))
        return menu

    # --- several at once -------------------------------------------------

    def _show_many(self, count: int) -> None:
        begun = count > 1 and self.many.isHidden()
        self.many.show_count(count)
        if begun:  # the bar takes room from the list
            QTimer.singleShot(0, self, lambda: self.table.scrollTo(self.table.currentIndex()))

    def _ask_for_chosen(self, dialog: str) -> None:
        self.ask.emit(dialog, {"companies": [one.id.hex for one in self.table.chosen_rows()]})

    def _choose_one(self) -> None:
        self.table.setFocus()
        if (current := self.table.current()) is not None:
            self.table.choose(current.id)

    def _delete_chosen(self) -> None:
        chosen = self.table.chosen_rows()  # the keyboard can be on a row that is not chosen
        if len(chosen) == 1:
            self.delete(chosen[0])
        elif chosen:
            self._ask_for_chosen("delete_companies")

    def _many_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(icon("user"), self.many.lead_button.words, self.many.lead_wanted.emit)
        menu.addAction(icon("save"), self.many.save_button.words).setMenu(self.many.save_button.menu())
        menu.addSeparator()
        menu.addAction(icon("x", "bad"), self.many.delete_button.words, self.many.delete_wanted.emit)
        return menu

    def delete(self, one: CompanyRow) -> None:
        """Delete a company; it can be taken back."""
        if self.session.do(records.delete, one.id) is not None:
            self.undoable.emit(self.tr("{company} was deleted.").format(company=one.name))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.table.hasFocus():
            self._delete_chosen()
            return
        if event.key() == Qt.Key.Key_Escape and self.many.count > 1:
            self._choose_one()
            return
        if event.key() == Qt.Key.Key_Escape and self.pane.isVisible():
            self._toggle_pane()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_pane(None)
