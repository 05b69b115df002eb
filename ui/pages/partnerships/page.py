"""The page: the list, and one partnership with its tabs."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget, QWidget

from ctip_desktop.errors import NotFound
from ctip_desktop.operations import records
from ctip_desktop.operations.changes import Changes
from ctip_desktop.queries.partnerships import PartnershipPage, partnership_page
from ui.pages.page import Page, Where
from ui.pages.partnerships.header import PartnershipHeader
from ui.pages.partnerships.history import HistoryTab
from ui.pages.partnerships.list import PartnershipList
from ui.pages.partnerships.money import ContributionsTab
from ui.pages.partnerships.overview import OverviewTab
from ui.pages.partnerships.relationship import RelationshipTab
from ui.pages.partnerships.tab import Tab
from ui.pages.partnerships.trust import AgreementsTab, ConcernsTab, DecisionsTab, PeopleTab
from ui.pages.partnerships.work import IndicatorsTab, MilestonesTab
from ui.pages.registry import exists
from ui.session import Session
from ui.widgets.base import Line, column
from ui.widgets.tabs import Tabs

TABS: dict[str, type[Tab]] = {
    "overview": OverviewTab,
    "relationship": RelationshipTab,
    "milestones": MilestonesTab,
    "contributions": ContributionsTab,
    "concerns": ConcernsTab,
    "agreements": AgreementsTab,
    "indicators": IndicatorsTab,
    "decisions": DecisionsTab,
    "people": PeopleTab,
    "history": HistoryTab,
}
"""Name of a tab and its class; built when first opened."""


class PartnershipsPage(Page):
    """List → one partnership → its tabs."""

    least = 380

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.title = self.tr("Partnerships")
        self._partnership: UUID | None = None
        self._tab = "overview"
        self._tabs: dict[str, Tab] = {}
        self.list = PartnershipList(session)
        self.list.opened.connect(lambda one: self.go.emit("partnerships", {"partnership": one}))
        self.list.new_wanted.connect(lambda: self.ask.emit("add_record", {"form": "partnership"}))
        self.list.begin_wanted.connect(lambda idea: self.ask.emit("add_record", {"form": "partnership", "about": idea.hex}))
        self.list.idea_wanted.connect(lambda: self.go.emit("opportunities", {"add": True}))
        self.list.map_wanted.connect(lambda: self.go.emit("relations", {}))
        self.list.map_button.setVisible(exists("relations"))
        self.header = PartnershipHeader()
        self.header.go.connect(self.go)
        self.header.ask.connect(self.ask)
        self.header.tab.connect(self.show_tab)
        self.header.to_list.connect(lambda: self.go.emit("partnerships", {}))
        self.header.delete_wanted.connect(self._delete)
        self._arrange()

    def _arrange(self) -> None:
        one = QWidget()
        box = column(one, gap=0)
        box.addWidget(self.header)
        self.tabs = Tabs(self.tr("Parts of this partnership"))
        self.tabs.put_words(("",) * len(TABS))
        self.tabs.currentChanged.connect(lambda place: self.show_tab(list(TABS)[place]))
        self.tabs.turn_inside(one)
        holder = column(margins=(24, 0, 24, 0), gap=0)
        holder.addWidget(self.tabs)
        box.addLayout(holder)
        box.addWidget(Line())
        self._inside = QStackedWidget()
        box.addWidget(self._inside, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(one)
        column(self, gap=0).addWidget(self._stack)

    # --- page contract ---------------------------------------------------

    def open(self, partnership: UUID | str | None = None, tab: str = "", add: bool = False, **_other: Any) -> None:
        """partnership: the one to show, None for the list; tab: a name of `TABS`; add: ask for a new one."""
        wanted = UUID(hex=partnership) if isinstance(partnership, str) else partnership
        if wanted != self._partnership:
            self._partnership, self._tab = wanted, "overview"
        self._tab = tab if tab in TABS else self._tab
        self.stale = True
        if add:
            self.ask.emit("add_record", {"form": "partnership"})

    def place(self) -> Where:
        return {"partnership": self._partnership, "tab": self._tab} if self._partnership is not None else {}

    def take_focus(self) -> None:
        if self._partnership is None:
            self.list.take_focus()
        else:
            self.tabs.setFocus()

    def minimumSizeHint(self) -> QSize:
        return QSize(480, 320)

    def refresh(self, changes: Changes | None) -> None:
        found = self._read()
        if found is None:
            self._partnership = None
            self.title = self.tr("Partnerships")
            self.list.refresh()
        else:
            self.title = found.name
            self.header.show_page(found)
            self._name_tabs(found)
            self._show(found)
        self._stack.setCurrentIndex(0 if found is None else 1)
        self.renamed.emit()

    def _read(self) -> PartnershipPage | None:
        if self._partnership is None:
            return None
        try:
            return self.session.ask(partnership_page, self._partnership)
        except NotFound:
            return None

    # --- tabs ------------------------------------------------------------

    def show_tab(self, name: str) -> None:
        """Open another tab of the same partnership."""
        self._tab = name
        if self._partnership is not None:
            self.refresh(None)

    @property
    def tab(self) -> Tab:
        """The tab shown."""
        if self._tab not in self._tabs:
            made = TABS[self._tab](self.session)
            made.go.connect(self.go)
            made.ask.connect(self.ask)
            made.undoable.connect(self.undoable)
            made.tab.connect(self.show_tab)
            self._tabs[self._tab] = made
            self._inside.addWidget(made)
        return self._tabs[self._tab]

    def _show(self, found: PartnershipPage) -> None:
        self.tabs.show_place(list(TABS).index(self._tab))
        self.tab.show_page(found)
        self._inside.setCurrentWidget(self.tab)

    def _name_tabs(self, found: PartnershipPage) -> None:
        open_ = len(found.concern_summary.open)
        words = (
            self.tr("Overview"),
            self.tr("Relationship"),
            _counted(self.tr("Milestones"), len(found.milestones)),
            _counted(self.tr("Contributions"), len(found.funding.rows)),
            _counted(self.tr("Concerns"), open_),
            _counted(self.tr("Agreements"), len(found.agreements) + len(found.ndas)),
            _counted(self.tr("Indicators"), len(found.indicators)),
            _counted(self.tr("Decisions"), len(found.decisions)),
            _counted(self.tr("People and talks"), len(found.contacts) + len(found.talks)),
            self.tr("History"),
        )
        self.tabs.put_words(words)

    def _delete(self) -> None:
        assert self._partnership is not None
        name = self.title
        if self.session.do(records.delete, self._partnership) is not None:
            self.undoable.emit(self.tr("{partnership} was deleted.").format(partnership=name))
            self.go.emit("partnerships", {})


def _counted(words: str, count: int) -> str:
    return f"{words} {count}" if count else words
