"""The page: heading, rounds, five views."""

from __future__ import annotations

from typing import Any, Protocol
from uuid import UUID

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from ctip_desktop.operations.changes import Changes
from ctip_desktop.queries import opportunities
from ctip_desktop.queries.opportunities import RoundView
from ui.forms.choice_field import QuietCombo
from ui.pages.interests import InterestsView
from ui.pages.opportunities.compare import CompareView
from ui.pages.opportunities.long_list import LongList
from ui.pages.opportunities.moves import MovesView
from ui.pages.opportunities.ranking import RankingView
from ui.pages.page import Page
from ui.pages.registry import exists
from ui.session import Session
from ui.theme import px
from ui.widgets.base import ElidedLabel, Label, Line, column
from ui.widgets.button import Button
from ui.widgets.flow import head_line
from ui.widgets.tabs import Tabs

VIEWS = ("list", "ranking", "moves", "compare", "interests")

_NARROW = 740  # below it the heading keeps its words and the report button its sign


class View(Protocol):
    """What the page knows of a view."""

    def show_round(self, current: RoundView | None) -> None:
        """Read and show what belongs to a round."""

    def take_focus(self) -> None:
        """Put the keyboard where a person begins in it."""


class OpportunitiesPage(Page):
    """Opens on the ranking once something is scored, on the long list before."""

    least = 380

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.title = self.tr("Opportunities")
        self._kind = ""
        self._rounds: dict[str, RoundView] = {}
        self.list = LongList(session)
        self.ranking = RankingView(session)
        self.moves = MovesView(session)
        self.compare = CompareView(session)
        self.interests = InterestsView(session)
        self.views: dict[str, Any] = dict(zip(VIEWS, (self.list, self.ranking, self.moves, self.compare, self.interests), strict=True))
        self.current = ""
        self._build()

    # --- the contract of a page --------------------------------------------------------------------------------------------------------------

    def open(self, **where: Any) -> None:
        """part: list, ranking, moves, compare or interests; kind: the round; left and right: two ideas to compare; company: whose interests alone;
        about with add: begin an idea."""
        self._kind = str(where.get("kind", self._kind))
        self._read_rounds()
        started = any(each.started for each in self._rounds.values())
        if "left" in where or "right" in where:
            self.compare.choose(where.get("left"), where.get("right"))
        if where.get("company"):
            self.interests.choose_company(where["company"])
        self.show_view(str(where.get("part", "") or self.current or ("ranking" if started else "list")))
        if where.get("add"):
            about: UUID | None = where.get("about")
            self.ask.emit("opportunity", {"company": about.hex if about else "", "title": str(where.get("title", ""))})

    def place(self) -> dict[str, Any]:
        return {"part": self.current, "kind": self._kind}

    def refresh(self, changes: Changes | None) -> None:
        self._read_rounds()
        self._show_current()
        if changes is not None and changes.created:
            self.list.choose(changes.created)

    def take_focus(self) -> None:
        self.views[self.current or "list"].take_focus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        words = self.tr("Make a report")
        self._report.say("" if self.width() < px(_NARROW) else words)
        self._report.setAccessibleName(words)
        self._report.setToolTip("" if self._report.words else words)

    def minimumSizeHint(self) -> QSize:
        return QSize(px(480), px(320))

    def show_view(self, name: str) -> None:
        """Show one of the views."""
        self.current = name if name in self.views else VIEWS[0]
        self.tabs.show_place(VIEWS.index(self.current))
        self.stack.setCurrentWidget(self.views[self.current])
        self._show_current()

    # --- building ----------------------------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        outer = column(self, margins=(24, 12, 24, 16), gap=8)
        self._sub = ElidedLabel("", "sub")
        self.rounds = QuietCombo()
        self.rounds.setAccessibleName(self.tr("Round"))
        self.rounds.activated.connect(self._choose_round)
        self._report = Button(self.tr("Make a report"), icon="report", clicked=self._make_report)
        if not exists("reports"):
            self._report.hide()
        new = Button(self.tr("New opportunity"), "main", icon="plus", clicked=lambda: self.ask.emit("opportunity", {}))
        outer.addLayout(head_line((Label(self.title, "title"), self.rounds, self._sub), (self._report, new)))
        outer.addLayout(self._make_tabs())
        self.stack = QStackedWidget()
        for view in self.views.values():
            self.stack.addWidget(view)
        outer.addWidget(self.stack, 1)
        self._connect()

    def _make_tabs(self) -> Any:
        self.tabs = Tabs(self.tr("Views"))
        self.tabs.put_words(self._words(0))
        self.tabs.currentChanged.connect(lambda place: self.show_view(VIEWS[place]))
        self.tabs.turn_inside(self)
        lines = column(gap=0)
        lines.addWidget(self.tabs)
        lines.addWidget(Line())
        return lines

    def _connect(self) -> None:
        self.list.opened.connect(lambda idea: self.go.emit("wizard", {"record": idea}))
        self.list.score_wanted.connect(self._open_card)
        self.list.then_wanted.connect(lambda idea: self.go.emit("as_of", {"record": idea}))
        self.list.new_wanted.connect(lambda: self.ask.emit("opportunity", {}))
        self.ranking.opened.connect(self._open_card)
        self.ranking.explained.connect(lambda idea: self.ask.emit("xray", {"opportunity": idea.hex, "kind": self._kind}))
        self.ranking.change_wanted.connect(lambda: self.go.emit("programme", {"part": "scoring"}))
        self.ranking.cut_wanted.connect(lambda after: self.ask.emit("cut_line", {"kind": self._kind, "after": after}))
        self.ranking.list_wanted.connect(lambda: self.show_view("list"))
        self.moves.list_wanted.connect(lambda: self.show_view("list"))
        self.compare.opened.connect(self._open_card)
        self.interests.go.connect(self.go)
        self.interests.ask.connect(self.ask)
        self.interests.undoable.connect(self.undoable)

    # --- behind the scenes -------------------------------------------------------------------------------------------------------------------

    def _read_rounds(self) -> None:
        self._rounds = {each.kind: each for each in self.session.ask(opportunities.rounds)}
        if self._kind not in self._rounds:
            self._kind = self._newest()
        self.rounds.clear()
        for each in self._rounds.values():
            self.rounds.addItem(self.tr("Round {0}: {1}").format(each.number, each.title), each.kind)
        self.rounds.setCurrentIndex(max(0, self.rounds.findData(self._kind)))
        self.rounds.setMinimumWidth(min(self.rounds.sizeHint().width(), px(300)))

    def _newest(self) -> str:
        """The newest round with sheets that were handed in or agreed on, empty before any round."""
        found = self.session.ask(opportunities.ranking).round
        return found.kind if found is not None and found.kind in self._rounds else ""

    def _waiting_words(self) -> str:
        """Says when a later round than the one shown was begun and has no sheet yet."""
        shown = self._rounds.get(self._kind)
        newest = self._rounds.get(self._newest())  # also one that has agreed sheets alone
        last = max((each.number for each in (shown, newest) if each is not None), default=0)
        later = [each for each in self._rounds.values() if shown is not None and each.number > last]
        return self.tr("Round {0} has no sheet yet").format(later[-1].number) if later else ""

    def _choose_round(self, _place: int) -> None:
        self._kind = str(self.rounds.currentData())
        self._show_current()

    def _show_current(self) -> None:
        by_round = self.current in ("ranking", "compare") and bool(self._rounds)
        self.rounds.setVisible(by_round)
        self._sub.setText(self._waiting_words() if by_round else "")
        self._sub.setVisible(by_round)
        view: Any = self.views[self.current or "list"]
        view.show_round(self._rounds.get(self._kind))
        count = len(self.list.rows())
        self.tabs.put_words(self._words(count))

    def _words(self, ideas: int) -> tuple[str, ...]:
        """The names of the views; the long list says how long it is."""
        first = self.tr("Long list {0}").format(ideas) if ideas else self.tr("Long list")
        return first, self.tr("Ranking"), self.tr("How ranks moved"), self.tr("Compare two"), self.tr("Where interests meet")

    def _open_card(self, idea: UUID) -> None:
        """In the round that is shown; from the long list, which shows none, in the one where marks can be given now."""
        still_open = [each.kind for each in self._rounds.values() if not each.closed] if self.current == "list" else []
        self.go.emit("score_card", {"opportunity": idea, "kind": still_open[-1] if still_open else self._kind})

    def _make_report(self) -> None:
        self.ask.emit("make_report", {"kind": "interests" if self.current == "interests" else "ranking"})
