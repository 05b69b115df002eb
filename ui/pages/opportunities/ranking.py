"""The ranking: bars, what holds each place, weights, other weights to try, how it is worked out, the cut line."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from ctip_desktop.practice.ranking import whole_percent
from ctip_desktop.queries import opportunities
from ctip_desktop.queries.opportunities import Ranking, RankingRow, RoundView
from ui.pages.opportunities.ranking_table import Line, idea_of, make_table
from ui.pages.opportunities.weights import WeightsCard
from ui.pages.score_card_marks import short_block
from ui.session import Session
from ui.theme import px
from ui.widgets.base import Label, Scroller, clear, column, row
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.empty import Empty
from ui.widgets.note_bar import NoteBar
from ui.widgets.ranking_chart import RankingChart
from ui.widgets.ranking_paint import series
from ui.widgets.score_block import BlockSign
from ui.widgets.table import RowsModel, Table
from ui.words import said_words

_SIDE = 232
_NARROW = 1000
"""Lengths of the design: the side, and what is narrow."""


class RankingView(QWidget):
    """One round in order.

    Signals:
        opened(UUID): the score card of an opportunity. explained(UUID): its decision x-ray. change_wanted(): the programme's own weights.
        cut_wanted(int): the line should stand after that many; a reason is still to be asked.
        list_wanted: nothing is ranked yet, ideas are scored from the list.
    """

    opened = Signal(object)
    explained = Signal(object)
    change_wanted = Signal()
    cut_wanted = Signal(int)
    list_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._round: RoundView | None = None
        self.ranking: Ranking | None = None
        self.chart = RankingChart()
        self.chart.opened.connect(self.opened)
        self.chart.explained.connect(self.explained)
        self.chart.cut_wanted.connect(self.cut_wanted)
        self.chart.chosen.connect(self._show_chosen)
        self.model: RowsModel[Line] = RowsModel((), idea_of)
        self.table: Table | None = None
        self._as_table_on = False
        self.weights = WeightsCard()
        self.weights.tried.connect(self._try)
        self.weights.change_wanted.connect(self.change_wanted)
        self._details_open = False
        self._was_narrow = False
        self._build()

    def take_focus(self) -> None:
        """Put the keyboard on the bars, or on the table in their place."""
        (self.table if self.table is not None and self._as_table_on else self.chart).setFocus()

    def show_round(self, current: RoundView | None) -> None:
        """Read the ranking of a round; weights that were tried are forgotten."""
        self._round = current
        self.weights.forget()
        self._read(None)

    # --- building ----------------------------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._stack = QStackedWidget()
        column(self).addWidget(self._stack)
        self._empty = Empty(
            self.tr("Nothing is ranked yet"),
            self.tr("Open the score card of an idea on the long list and hand in your sheet. The ranking is made from the sheets."),
            icon="bars",
            action=self.tr("Go to the long list"),
            clicked=self.list_wanted.emit,
        )
        whole = QWidget()
        lines = column(whole, gap=8)
        halves = row(gap=16)
        self._left = QWidget()
        left = column(self._left, gap=8)
        self.note = NoteBar()
        left.addWidget(self.note)
        left.addWidget(self._make_card(), 1)
        halves.addWidget(self._left, 1)
        halves.addWidget(self._make_side())
        lines.addLayout(halves, 1)
        self.as_table = Button(self.tr("Show as table"), "quiet", size="small", icon="list", clicked=self._toggle_table)
        self.details = Button(self.tr("Weights and reasons"), "quiet", size="small", icon="sliders", clicked=self._toggle_details)
        self.draw = Button(self.tr("Draw the cut line"), size="small", clicked=self._draw)
        foot = row(gap=8)
        foot.addWidget(self.as_table)
        foot.addWidget(self.details)
        foot.addStretch()
        foot.addWidget(self.draw)
        left.addLayout(foot)
        self._stack.addWidget(whole)
        self._stack.addWidget(self._empty)

    def _make_card(self) -> QFrame:
        card = QFrame()
        card.setProperty("role", "card")
        lines = column(card, margins=(1, 1, 1, 1), gap=0)
        self._head = QFrame()
        self._head.setProperty("role", "table-head")
        self._head_line = row(self._head, margins=(15, 6, 15, 6), gap=10)
        lines.addWidget(self._head)
        self._views = QStackedWidget()
        self._views.addWidget(self.chart)
        lines.addWidget(self._views, 1)
        return card

    def _make_side(self) -> QWidget:
        self._side = Scroller(margins=(0, 0, 0, 0), gap=12)
        self._side.setFixedWidth(px(_SIDE))
        self.chosen = Card(gap=6)
        self.how = Card(gap=6)
        self.back_to = Button(self.tr("Back to the ranking"), size="small", icon="left", clicked=self._toggle_details)
        self._side.body.addWidget(self.back_to)
        for part in (self.chosen, self.weights, self.how):
            self._side.body.addWidget(part)
        self._side.body.addStretch()
        return self._side

    # --- showing -----------------------------------------------------------------------------------------------------------------------------

    def _read(self, weights: dict[str, float] | None) -> None:
        self.ranking = self._session.ask(opportunities.ranking, self._round.id if self._round else None, weights=weights)
        found = self.ranking
        anything = bool(found.rows or found.excluded or found.unscored)
        self._stack.setCurrentIndex(0 if anything and found.round is not None else 1)
        self._show_head(found)
        self.chart.show_ranking(found)
        self._fill_table(found)
        if not found.what_if:
            self.weights.show_method(found.method, closed=found.round is not None and found.round.closed)
        self._show_note(found)
        self._show_how(found)
        self.draw.setVisible(found.cut is None and bool(found.rows) and not found.what_if)

    def _show_note(self, found: Ranking) -> None:
        if found.what_if:
            self.note.show_note(self.tr("These weights are only tried. The agreed result stays as it is."), "warn", strong=self.tr("What if"))
        elif found.rows and not found.agreed:
            self.note.show_note(self.tr("Some places come from means of handed-in sheets. They count when a sheet is agreed."), "info")
        elif found.round is not None and not found.rows:
            words = self.tr("Round {0} has no sheet yet.")
            if found.round.people_scored:
                words = self.tr("No idea has a place in round {0} now. Each line says why. Every sheet is kept.")
            self.note.show_note(words.format(found.round.number), "info")
        self.note.setVisible(found.what_if or not found.rows or not found.agreed)

    def _show_head(self, found: Ranking) -> None:
        clear(self._head_line)
        words = self.tr("Place, move since round {0}").format(found.previous.number) if found.previous else self.tr("Place")
        narrow = self.width() < px(_NARROW)
        if not narrow:
            self._head_line.addWidget(Label(words, "group"), 1)
        first = found.rows[0] if found.rows else None
        if first is not None and first.burden is not None:
            self._key(BlockSign("burden", burden=True), self.tr("Burden") if narrow else self.tr("Burden (more is worse)"))
        for place, block in enumerate(first.values if first else ()):
            self._key(BlockSign(series(place), burden=False), short_block(block.label))
        if narrow:
            self._head_line.addStretch()
            return
        self._head_line.addSpacing(px(8))
        self._head_line.addWidget(Label(self.tr("Total"), "group"))
        self._head_line.addSpacing(px(6))
        self._head_line.addWidget(Label(self.tr("Stays in place"), "group"))

    def _key(self, sign: QWidget, words: str) -> None:
        line = row(gap=6)
        line.addWidget(sign)
        line.addWidget(Label(words, "caption2"))
        self._head_line.addLayout(line)

    def _show_chosen(self, one: RankingRow | None) -> None:
        clear(self.chosen.body)
        self.chosen.setVisible(one is not None)
        if one is None or self.ranking is None:
            return
        self.chosen.add(Label(one.title, "strong", wrap=True))
        if one.aside:
            words = self.tr("It rests now. Its place stays as it was scored.") if one.aside == "parked" else self.tr("It was stopped.")
            self.chosen.add(Label(words, "warn", wrap=True))
        if one.tied:
            others = ", ".join(f"“{each.title}”" for each in self.ranking.rows if each.rank == one.rank and each.id != one.id)
            self.chosen.add(Label(self.tr("It shares its place with {0}.").format(others), wrap=True))
        stays = self.tr("Keeps place {0} in {1} % of {2:,} tries with other weights.")
        self.chosen.add(Label(stays.format(one.rank, whole_percent(one.stays), self.ranking.draws), wrap=True))
        if one.provisional:
            self.chosen.add(Label(self.tr("Provisional, open: {0}").format(", ".join(one.open_factors)), "warn", wrap=True))
        flips = self.ranking.flips if one.rank == 1 else [flip for flip in self.ranking.flips if flip.first.id == one.id]
        if flips:
            self.chosen.add(Label(self.tr("What would change it"), "strong"))
            self.chosen.add(Label(said_words(flips[0].sentence), wrap=True))
        if one.agreed_reason:
            self.chosen.add(Label(self.tr("Agreed because"), "strong"), Label(one.agreed_reason, wrap=True))
        for button in (
            Button(self.tr("Why this place?"), size="small", icon="help", clicked=lambda: self.explained.emit(one.id)),
            Button(self.tr("Open score card"), size="small", clicked=lambda: self.opened.emit(one.id)),
        ):
            start = row()
            start.addWidget(button)
            start.addStretch()
            self.chosen.add(start)

    def _show_how(self, found: Ranking) -> None:
        clear(self.how.body)
        self.how.add(Label(self.tr("How it is worked out"), "strong"), Label(said_words(found.sentence), wrap=True))
        scored = found.people if found.rows or found.round is None else found.round.people_scored
        people = self.tr("1 person scored.") if scored == 1 else self.tr("%n people scored.", "", scored)
        self.how.add(Label(self.tr("Score card version {0}. {1}").format(found.form_version, people), "caption2", wrap=True))

    def _fill_table(self, found: Ranking) -> None:
        if self.table is not None:
            self._views.removeWidget(self.table)
            self.table.deleteLater()
        self.model, self.table = make_table(found)
        self.table.opened.connect(lambda line: self.opened.emit(idea_of(line)))
        self._views.addWidget(self.table)
        if self._as_table_on:
            self._views.setCurrentWidget(self.table)

    # --- acting ------------------------------------------------------------------------------------------------------------------------------

    def _try(self, weights: Any) -> None:
        self._read(weights)

    def _draw(self) -> None:
        one = self.chart.current()
        rows = self.ranking.rows if self.ranking else ()
        place = next((n + 1 for n, each in enumerate(rows) if one is not None and each.id == one.id), len(rows))
        self.cut_wanted.emit(place)

    def _toggle_table(self) -> None:
        on = self._as_table_on = not self._as_table_on
        self.as_table.say(self.tr("Show as bars") if on else self.tr("Show as table"))
        self._head.setVisible(not on)
        shown: QWidget | None = self.table if on else self.chart
        if shown is not None:
            self._views.setCurrentWidget(shown)
            shown.setFocus()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._details_open = False
        self._fit()

    def _toggle_details(self) -> None:
        """On narrow windows the cards beside the bars open in their place."""
        self._details_open = not self._details_open
        self._fit()

    def _fit(self) -> None:
        narrow = self.width() < px(_NARROW) or self._as_table_on  # a table needs the whole width for its columns
        self.details.setVisible(narrow)
        self.back_to.setVisible(narrow)
        self._left.setVisible(not (narrow and self._details_open))
        self._side.setVisible(not narrow or self._details_open)
        self._side.setFixedWidth(self.width() if narrow else px(_SIDE))
        small = self.width() < px(_NARROW)
        if self.ranking is not None and small != self._was_narrow:
            self._was_narrow = small
            self._show_head(self.ranking)

    def minimumSizeHint(self) -> QSize:
        return QSize(px(420), px(240))
