"""One register: its entries as a table, filtered, sorted, added to, opened, deleted, handed out."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QEvent, QLocale, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHeaderView, QLayout, QMenu, QStackedWidget, QWidget

from ctip_desktop.errors import NotFound
from ctip_desktop.forms.model import Form, Kind
from ctip_desktop.interop.list_export import write_list
from ctip_desktop.operations import records
from ctip_desktop.queries.records import sheet
from ctip_desktop.queries.registers import entries, register_counts
from ui.icons import icon
from ui.kept_views import COLUMNS, ORDER, Shown, list_in
from ui.pages.list_views import ListViews
from ui.pages.registers.columns import ABOUT, LEAD, Line, asked, columns_of, exported, exported_names, lines_of, names_of, shown_at_first
from ui.pages.registers.filters import RegisterFilters
from ui.pages.registers.nothing import NothingYet, needed_first
from ui.pages.registers.quick_row import QuickRow, may_be_typed
from ui.session import Session
from ui.theme import px
from ui.widgets.base import Label, column
from ui.widgets.button import Button
from ui.widgets.empty import Empty
from ui.widgets.flow import head_line
from ui.widgets.save_list import SaveList
from ui.widgets.saved_note import SavedNote
from ui.widgets.table import RowsModel, Table
from ui.widgets.tick_menu import TickMenu
from ui.words import title_words

_COLUMNS = "register_columns"
_VIEWS = "register_views_"
"""Settings of the workspace: form → names of the columns shown; with the name of the form, its named views."""


class RegisterView(QWidget):
    """The entries of one form.

    Signals:
        go(str, dict), ask(str, dict), undoable(str): as a page's.
        counted(int): how many entries there are.
    """

    go = Signal(str, dict)
    ask = Signal(str, dict)
    undoable = Signal(str)
    counted = Signal(int)

    def __init__(self, session: Session, form: Form, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.form = form
        self._about = form.about not in ((), ("programme",))
        self._names = names_of(form, about=self._about)
        self._lines: list[Line] = []
        self._locale = QLocale()
        self.filters = RegisterFilters(form, about=self._about)
        self.filters.changed.connect(self._filter)
        self.filters.end.clicked.connect(self._open_columns)
        self.quick: QuickRow | None = None
        self.views = ListViews(session, f"{_VIEWS}{form.name}", self.tr("All entries"), self.shown_as, self._put)
        self.views.ask.connect(self.ask)
        self._make_table()
        self.quick = QuickRow(session, form, self._names, self.table) if may_be_typed(form) else None
        self._arrange()

    # --- parts -----------------------------------------------------------

    def _make_table(self) -> None:
        self.model: RowsModel[Line] = RowsModel(columns_of(self.form, about=self._about), lambda line: line.entry.id)
        self.table = Table(self.form.title, self.model, row_height=34)
        self.table.setProperty("wide", "true")
        self.table.make_sortable(*self._first_order())
        self.table.wrap_headings()
        self.table.opened.connect(self._open)
        self.table.put_menu(self._menu)
        self.show_columns(self._kept_columns())
        self.table.horizontalHeader().sortIndicatorChanged.connect(lambda *_order: self.views.follow())
        self.table.viewport().installEventFilter(self)

    def _first_order(self) -> tuple[int, Qt.SortOrder]:
        """The newest day first where the entries have one, else by name."""
        day = next((q.name for q in asked(self.form) if q.type == "date"), "")
        return (self._names.index(day), Qt.SortOrder.DescendingOrder) if day else (0, Qt.SortOrder.AscendingOrder)

    def _arrange(self) -> None:
        outer = column(self, gap=0)
        top = column(margins=(24, 12, 24, 10), gap=10)
        top.addLayout(self._header())
        self._summary = Label(self.form.summary, "sub", wrap=True)
        top.addWidget(self._summary)
        top.addWidget(self.filters)
        top.addWidget(self.views.note)
        self.note = SavedNote()
        top.addWidget(self.note)
        outer.addLayout(top)
        self._middle = QStackedWidget()
        frame = QFrame()
        frame.setProperty("role", "list")
        inside = column(frame, margins=(0, 1, 0, 0), gap=0)
        if self.quick is not None:
            inside.addWidget(self.quick)
            self.quick.added.connect(self._added)
            self.quick.columns_wanted.connect(lambda names: self._show_others(self.columns_shown() | names))
        inside.addWidget(self.table)
        none_fit = Empty(self.tr("No entry fits these filters"), icon="filter", action=self.tr("Clear filters"), clicked=self.filters.clear)
        self.nothing = NothingYet(self.form)
        assert self.nothing.action is not None
        self.nothing.action.clicked.connect(self._begin)
        for part in (frame, none_fit, self.nothing):
            self._middle.addWidget(part)
        outer.addWidget(self._middle, 1)

    def _header(self) -> QLayout:
        self._count = Label("", "sub")
        self.export_button = SaveList(self.form.title)
        self.export_button.wanted.connect(self.export)
        if self.form.kind is Kind.REGISTER:
            self.export_button.offer_pdf(self.print_list)
        self.add_button = Button(self.tr("Add"), "main", icon="plus", clicked=self.add)
        self.add_button.setAccessibleName(self.tr("Add: {register}").format(register=self.form.title))
        return head_line((Label(self.form.title, "title"), self._count, self.views.button), (self.export_button, self.add_button))

    # --- showing ---------------------------------------------------------

    def refresh(self) -> None:
        """Read the entries again."""
        self._lines = lines_of(self.form, self.session.ask(entries, self.form.name), self._locale)
        self.filters.offer(self._lines)
        self.nothing.show_needed(None if self._lines else needed_first(self.form, self.session.ask(register_counts)))
        self.add_button.setVisible(self.nothing.before is None)
        self._filter()

    def only_about(self, subject: UUID | None) -> None:
        """Show what is about one record; None: everything."""
        if subject is not None:
            self.filters.only_about(subject, self._title(subject))
        elif self.filters.active:
            self.filters.clear()

    def _title(self, record: UUID) -> str:
        try:
            return self.session.ask(sheet, record).title
        except NotFound:
            return ""

    def choose(self, record: UUID) -> None:
        """Make an entry current."""
        self.table.choose(record)

    def take_focus(self) -> None:
        """Put the keyboard on the entries, or on the button that adds the first."""
        first = self.add_button if self.nothing.before is None else self.nothing.action
        (self.table if self._lines else first or self.table).setFocus()

    def shown(self) -> list[Line]:
        """The lines in the table, from top to bottom."""
        return [line for n in range(self.model.rowCount()) if (line := self.model.row_at(self.model.index(n, 0))) is not None]

    def _filter(self) -> None:
        fitting = self.filters.let_through(self._lines)
        if self.quick is not None:
            self.quick.about = self._subject()
        before: Line | None = self.table.current()
        self.model.show_rows(fitting)
        if before is not None:
            self.table.choose(before.entry.id)
        if self.table.current() is None and fitting:
            self.table.setCurrentIndex(self.model.index(0, 0))
        total, active = len(self._lines), self.filters.active
        self.filters.clear_button.setVisible(active)
        words = self.tr("{shown} of {total} shown").format(shown=f"{len(fitting):,}", total=f"{total:,}")
        self._count.setText(words if active else f"{total:,}")
        self._middle.setCurrentIndex(0 if fitting else 1 if total else 2)
        self.filters.setVisible(total > 0)
        self.views.button.setVisible(total > 0)
        self.views.follow()
        self._summary.setVisible(total > 0 and bool(self.form.summary))  # an empty register says it in the middle
        self.export_button.setVisible(total > 0)
        self.counted.emit(total)

    # --- columns ---------------------------------------------------------

    def _kept_columns(self) -> frozenset[str]:
        kept = self.session.workspace.setting(_COLUMNS, {}).get(self.form.name)
        known = frozenset(kept or ()) & frozenset(self._names)
        return known or shown_at_first(self.form, about=self._about)

    def show_columns(self, names: frozenset[str]) -> None:
        """Show these columns; the first one always is."""
        for place, name in enumerate(self._names):
            self.table.setColumnHidden(place, bool(place) and name not in names)
        self._share_room()
        if self.quick is not None:
            self.quick.follow()

    def _share_room(self) -> None:
        """The first column takes the rest of the room; when there is too little, the table scrolls sideways instead."""
        header = self.table.horizontalHeader()
        others = sum(header.sectionSize(n) for n in range(1, len(self._names)) if not self.table.isColumnHidden(n))
        fits = self.table.viewport().width() - others >= px(LEAD)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch if fits else QHeaderView.ResizeMode.Interactive)
        if not fits:
            header.resizeSection(0, px(LEAD))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The table became wider or narrower."""
        if event.type() == QEvent.Type.Resize:
            self._share_room()
        return super().eventFilter(watched, event)

    def columns_shown(self) -> frozenset[str]:
        """The names of the columns shown."""
        return frozenset(name for place, name in enumerate(self._names) if not self.table.isColumnHidden(place))

    def _open_columns(self) -> None:
        self.columns_menu().popup(self.filters.end.mapToGlobal(QPoint(0, self.filters.end.height() + 2)))

    def columns_menu(self) -> QMenu:
        """Every column but the first, to be ticked."""
        menu = TickMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for place, name in enumerate(self._names[1:], start=1):
            action = menu.addAction(self.model.columns[place].title.replace("&", "&&"))
            action.setToolTip(self.model.columns[place].tip)
            action.setCheckable(True)
            action.setChecked(not self.table.isColumnHidden(place))
            action.triggered.connect(partial(self._toggle_column, name))
        return menu

    def _toggle_column(self, name: str) -> None:
        names = self.columns_shown() ^ {name}
        if not self.views.current:  # what is tried in a view is the view's
            kept = dict(self.session.workspace.setting(_COLUMNS, {}))
            self.session.workspace.set_setting(_COLUMNS, {**kept, self.form.name: sorted(names)})
        self._show_others(names)

    def _show_others(self, names: frozenset[str]) -> None:
        self.show_columns(names)
        self.views.follow()

    # --- views -----------------------------------------------------------

    def shown_as(self) -> Shown:
        """What is shown and how, as plain values."""
        header = self.table.horizontalHeader()
        down = header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
        return {**self.filters.chosen(), COLUMNS: sorted(self.columns_shown()), ORDER: [self._names[header.sortIndicatorSection()], down]}

    def place(self) -> dict[str, Any]:
        """The view that is chosen and what is shown, for `bring_back`; empty while everything is."""
        return {"view": self.views.current, "shown": self.shown_as()} if self.views.current or self.filters.active else {}

    def bring_back(self, view: str, shown: Shown) -> None:
        """Show what `place` told."""
        self.views.current = view
        self._put(shown)

    def _put(self, shown: Shown | None) -> None:
        """Show what a view shows, or everything in the person's own columns."""
        self.filters.put(shown or {})
        kept = frozenset(name for name in self._names if name in list_in(shown, COLUMNS))
        self.show_columns(kept or self._kept_columns())
        by, down = (*list_in(shown, ORDER), "", False)[:2]
        first = self._first_order()
        order = (self._names.index(by), Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder) if by in self._names else first
        self.table.sortByColumn(*order)

    # --- entries ---------------------------------------------------------

    def _begin(self) -> None:
        """The first entry, or what must be there before it."""
        before = self.nothing.before
        if before is None:
            self.add()
        else:
            self.go.emit(before.page, dict(before.where))

    def add(self) -> None:
        """Ask for a new entry; about the record the filter shows, if it shows one."""
        subject = self._subject()
        self.ask.emit("add_record", {"form": self.form.name, "about": subject.hex if subject is not None else ""})

    def _subject(self) -> UUID | None:
        """The one record the filter shows, if it shows one."""
        chosen = self.filters.buttons[ABOUT].chosen if ABOUT in self.filters.buttons else frozenset()
        return UUID(hex=next(iter(chosen))) if len(chosen) == 1 else None

    def _added(self, record: UUID) -> None:
        """An entry was typed in: it is current, also when the filters would hold it back."""
        self.refresh()
        if self.model.position(record) < 0 and self.filters.active:
            self.filters.clear()
        self.choose(record)

    def _open(self, line: Line) -> None:
        self.go.emit("wizard", {"record": line.entry.id})

    def _menu(self, line: Line) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(icon("list"), self.tr("Open"), partial(self._open, line))
        if (where := place_of(line)) is not None:
            title = line.texts[ABOUT].replace("&", "&&")
            menu.addAction(icon("right"), self.tr("Go to {subject}").format(subject=title), partial(self.go.emit, *where))
        menu.addSeparator()
        menu.addAction(icon("x", "bad"), self.tr("Delete"), partial(self.delete, line))
        return menu

    def delete(self, line: Line) -> None:
        """Delete an entry; it can be taken back."""
        if self.session.do(records.delete, line.entry.id) is not None:
            words = title_words(line.entry.title) or self.form.title
            self.undoable.emit(self.tr("{entry} was deleted.").format(entry=words))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.table.current()
        if event.key() == Qt.Key.Key_Delete and current is not None and self.table.hasFocus():
            self.delete(current)
            return
        if event.key() == Qt.Key.Key_Insert and self.quick is not None:
            self.quick.take_focus()
            return
        super().keyPressEvent(event)

    # --- handing out -----------------------------------------------------

    def print_list(self) -> None:
        """Make a PDF of the lines and columns shown, in their order."""
        columns = [name for name in self._names if name in self.columns_shown()]
        shown = {"columns": columns, "records": [line.entry.id.hex for line in self.shown()]}
        self.ask.emit("make_report", {"kind": "list", "about": self.form.name, **shown})

    def export(self, path: Path) -> None:
        """Write the lines and columns shown to a file."""
        questions = {q.name: q for q in asked(self.form)}
        names = exported_names(self.form, [name for name in self._names if name in self.columns_shown()])
        headings = [questions[n].label if n in questions else self.model.columns[self._names.index(n)].title for n in names]
        rows: list[Any] = [[exported(line, questions[n]) if n in questions else line.texts[n] for n in names] for line in self.shown()]
        self.note.save(path, lambda: write_list(path, headings, rows))


def place_of(line: Line) -> tuple[str, dict[str, Any]] | None:
    """Page and place of what an entry is about; None when it has no page of its own."""
    subject = line.entry.about
    if subject is None:
        return None
    pages = {"company": ("company", "company"), "partnership": ("partnerships", "partnership"), "opportunity": ("score_card", "opportunity")}
    page, name = pages.get(subject.form, ("wizard", "record"))
    return page, {name: subject.id}
