"""Home: what needs a person today, then out of the way."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLayout, QStackedWidget, QVBoxLayout, QWidget

from ctip_desktop.queries.home import home
from ctip_desktop.queries.home_views import Home, Today
from ui.dialogs.talks_begun import talks_begun
from ui.opening import RECOVERY_LATER
from ui.pages.home_cards import backup_card, colleagues_card, figures_card, recovery_card
from ui.pages.home_resume import ResumeBar
from ui.pages.home_work import dialog_of, groups_of, list_of, place_of
from ui.pages.page import Page
from ui.pages.registry import exists
from ui.session import Session
from ui.theme import look, px
from ui.widgets.base import Label, Scroller, clear, column, row
from ui.widgets.button import Button
from ui.widgets.empty import Empty
from ui.widgets.flow import FlowLayout
from ui.widgets.search_button import SearchButton
from ui.widgets.work_list import WorkList
from ui.words import long_day

if TYPE_CHECKING:
    from ctip_desktop.operations.changes import Changes

_SIDE = 372
_ONE_COLUMN = 900
_NO_LIMIT = 16_777_215  # Qt's own


class HomePage(Page):
    """Work list at the start side, portfolio, exchange and backup at the end side."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.title = self.tr("Home")
        self.work = WorkList(self.tr("Work for today"))
        self.work.wanted.connect(self._do)
        self.work.see_all.connect(lambda group: self.go.emit(*list_of(group)))
        self._middle = QStackedWidget()
        self._side = QWidget()
        self._side_box: QVBoxLayout = column(self._side, gap=12)
        self._arrange()

    def _arrange(self) -> None:
        outer = column(self, gap=0)
        scroller = Scroller(margins=(24, 12, 24, 16), gap=12)
        outer.addWidget(scroller)
        scroller.body.addWidget(self._header())
        scroller.body.addWidget(ResumeBar(self.session, self.go.emit))
        scroller.body.addWidget(self._actions())
        self._columns = row(gap=16)
        self._columns.addWidget(self._middle, 1)
        self._columns.addWidget(self._side)
        scroller.body.addLayout(self._columns, 1)
        self._show_columns()
        self._middle.addWidget(self.work)

    @cached_property
    def _calm(self) -> Empty:
        calm = Empty(self.tr("Nothing needs you today"), self.tr("Drafts, promises and answers to settle will be listed here."), icon="okc")
        self._middle.addWidget(calm)
        return calm

    @cached_property
    def _start(self) -> Empty:
        start = Empty(
            self.tr("Begin with a company"),
            self.tr("Add one by hand, or bring in a list you have."),
            icon="company",
            action=self.tr("Add a company"),
            clicked=lambda: self.ask.emit("add_company", {}),
        )
        start.add_action(self.tr("Import a list"), lambda: self.ask.emit("import_list", {}))
        self._middle.addWidget(start)
        return start

    def _header(self) -> QWidget:
        holder, words = QWidget(), QWidget()
        self._head = row(holder, gap=16)
        line = FlowLayout(words, gap=16)
        line.addWidget(Label(self.tr("What needs you today"), "title"))
        self._date = Label("", "sub")
        line.addWidget(self._date)
        self._add_place(line, "calendar", self.tr("Calendar"))
        self._add_place(line, "figures", self.tr("Figures"))
        self.search = SearchButton(self.tr("Search everything"), "Ctrl+K", clicked=lambda: self.ask.emit("search", {}))
        self._head.addWidget(words, 1)
        self._head.addWidget(self.search)
        return holder

    def _actions(self) -> QWidget:
        holder = QWidget()
        line = FlowLayout(holder, gap=8)
        self.record = Button(self.tr("Record a conversation"), "main", icon="pencil", clicked=lambda: self.ask.emit("record_conversation", {}))
        line.addWidget(self.record)
        line.addWidget(Button(self.tr("Add a company"), icon="company", clicked=lambda: self.ask.emit("add_company", {})))
        line.addWidget(Button(self.tr("Fill in a form"), icon="list", clicked=lambda: self.ask.emit("fill_form", {})))
        self._add_link(line, "exchange", self.tr("Import a bundle"), "down2", part="import")
        self._add_link(line, "exchange", self.tr("Make a bundle"), "up2", part="make")
        self._add_link(line, "reports", self.tr("Make a report"), "report")
        return holder

    def _add_place(self, line: QLayout, page: str, words: str) -> None:
        if exists(page):
            line.addWidget(Button(words, "link", clicked=lambda: self.go.emit(page, {})))

    def _add_link(self, line: QLayout, page: str, words: str, icon: str, **where: str) -> None:
        if exists(page):
            line.addWidget(Button(words, icon=icon, clicked=lambda: self.go.emit(page, where)))

    def _show_columns(self) -> None:
        below = look().large or self.width() < px(_ONE_COLUMN)
        for line in (self._head, self._columns):
            line.setDirection(QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight)
        self._side.setMinimumWidth(0 if below else px(_SIDE))
        self._side.setMaximumWidth(_NO_LIMIT if below else px(_SIDE))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_columns()

    # --- page contract ---------------------------------------------------

    def refresh(self, changes: Changes | None) -> None:
        workspace = self.session.workspace
        now = workspace.now()
        found = self.session.ask(home, now)
        self._date.setText(long_day(now.astimezone().date()))
        cut_short, talks = self.session.cut_short(), talks_begun(self.session)
        self.work.show_groups(groups_of(found, now.astimezone().date(), cut_short, talks))
        self._middle.setCurrentWidget(self.work if cut_short or talks else self._which(found))
        self._show_side(found.today)

    def take_focus(self) -> None:
        if self.work.rows:
            self.work.rows[0].setFocus()
        else:
            self.record.setFocus()

    def _which(self, found: Home) -> QWidget:
        if not found.nothing:
            return self.work
        return self._calm if found.companies else self._start

    def _show_side(self, found: Today) -> None:
        clear(self._side_box)
        today = self.session.workspace.now().astimezone().date()
        if self.session.workspace.setting(RECOVERY_LATER):
            self._side_box.addWidget(recovery_card(lambda: self.ask.emit("recovery_key", {})))
        if found.figures:
            self._side_box.addWidget(figures_card(found.figures))
        if found.colleagues:
            self._side_box.addWidget(colleagues_card(found.colleagues, today))
        self._side_box.addWidget(backup_card(found.backup, lambda: self._backups(make=True), lambda: self._backups()))
        self._side_box.addStretch()

    def _backups(self, **where: object) -> None:
        self.go.emit("programme", {"part": "backups", **where})

    # --- what a row does -------------------------------------------------

    def _do(self, key: Any) -> None:
        kind, item = key
        dialog = dialog_of(kind, item)
        if dialog is not None:
            self.ask.emit(*dialog)
        else:
            self.go.emit(*place_of(kind, item))
