"""The decision x-ray of one opportunity: its place explained down to the marks, answers and sources, and other weights to try.

Tried weights live in the fields of this dialog alone: they are in no draft, no setting and no record, and closing it forgets them.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ctip_desktop.errors import NotFound
from ctip_desktop.queries import opportunities
from ctip_desktop.queries.records import show
from ctip_desktop.queries.xray import Xray, xray
from ui.dialogs.dialog import Dialog
from ui.pages.opportunities import xray_parts as parts
from ui.pages.opportunities.weights import WeightsCard
from ui.session import Session
from ui.theme import look, px
from ui.widgets.base import Label, clear, column, row
from ui.widgets.button import Button
from ui.widgets.note_bar import NoteBar
from ui.widgets.ranking_paint import why_words
from ui.words import said_words

_WIDTH = 1080
_SIDE = 336


class XrayDialog(Dialog):
    """opportunity: hex id, empty for the first of the ranking; kind: of the round, empty for the newest with a result."""

    def __init__(self, session: Session, opportunity: str = "", kind: str = "", parent: QWidget | None = None) -> None:
        self._opportunity = UUID(hex=opportunity) if opportunity else _first(session)
        self._round = next((each.id for each in session.ask(opportunities.rounds) if each.kind == kind), None)
        title = session.ask(show, self._opportunity).title if self._opportunity else "…"
        super().__init__(session, _tr("Why this place? {0}").format(title), _tr("Close"), width=_WIDTH, lead=" ", parent=parent)
        self.found: Xray | None = None
        self.cancel_button.hide()
        self.card_button = Button(_tr("Open score card"), icon="bars", clicked=self._open_card)
        self.buttons.insertWidget(0, self.card_button)
        self.weights = WeightsCard()
        self.weights.tried.connect(self._read)
        self.weights.change_wanted.connect(self._change)
        self._arrange()
        session.changed.connect(self._again)
        self._read(None)
        self.main_button.setFocus()

    def _arrange(self) -> None:
        self.what_if = NoteBar(_tr("These weights are only tried and not saved. The agreed result stays as it is."), "warn", strong=_tr("What if"))
        self.blind = NoteBar("", "", icon="eyeoff")
        self.body.addWidget(self.what_if)
        self.body.addWidget(self.blind)
        self._top, self._left, self._firm, self._below = column(gap=4), column(gap=12), column(gap=12), column(gap=12)
        self.body.addLayout(self._top)
        halves = column(gap=12) if look().large else row(gap=12)
        side = QWidget()
        if not look().large:
            side.setFixedWidth(px(_SIDE))
        beside = column(side, gap=12)
        beside.addLayout(self._firm)
        beside.addWidget(self.weights)
        beside.addStretch()
        self._left.addStretch()
        halves.addLayout(self._left, 1)
        halves.addWidget(side)
        self.body.addLayout(halves)
        self.body.addLayout(self._below)
        self.body.addStretch()

    # --- showing ---------------------------------------------------------

    def _again(self, _changes: Any) -> None:
        """Something was written, perhaps the weights: what was tried is forgotten."""
        if self.session.is_open:
            self.weights.forget()
            self._read(None)

    def _read(self, weights: dict[str, float] | None) -> None:
        if self._opportunity is None:
            self._show_nothing()
            return
        try:
            found = self.session.ask(xray, self._opportunity, self._round, weights=weights)
        except NotFound as error:
            self.show_error(error)
            return
        first = self.found is None
        self.found = found
        self.lead.setText(_tr("Round {0}: {1}").format(found.round.number, found.round.title) if found.round else _tr("No round has begun"))
        self.what_if.setVisible(found.what_if)
        self.blind.setVisible(bool(found.hidden_sheets))
        self.blind.show_note(_tr("This round is blind. %n other sheets appear when you hand in yours.", found.hidden_sheets))
        if found.method is not None and not found.what_if:
            self.weights.show_method(found.method, closed=found.round is not None and found.round.closed)
        self.weights.setVisible(found.method is not None and found.row is not None)
        self._show_words(found)
        self._show_cards(found)
        if first:
            self._show_below(found)

    def _show_nothing(self) -> None:
        for part in (self.what_if, self.blind, self.weights, self.card_button):
            part.hide()
        clear(self._top)
        self._top.addWidget(NoteBar(_tr("Write down an idea on the long list first."), "info", strong=_tr("There is no opportunity yet")))

    def _show_words(self, found: Xray) -> None:
        clear(self._top)
        if found.row is None:
            self._top.addWidget(NoteBar(why_words(found.outside) if found.outside else "", "info", strong=_tr("It has no place yet")))
            return
        for sentence in found.explanation:
            self._top.addWidget(Label(said_words(sentence), wrap=True))
        if found.row.provisional:
            words = _tr("Still open: {0}. A missing mark is never zero: each block is the mean of what is answered.")
            self._top.addWidget(NoteBar(words.format(", ".join(found.row.open_factors)), "warn", icon="half", strong=_tr("Provisional")))

    def _show_cards(self, found: Xray) -> None:
        _refill(self._left, [parts.total_card(found) if found.blocks else None], stretch=True)
        shown = found.row is not None
        _refill(self._firm, [parts.firm_card(found), parts.change_card(found), parts.disputed_card(found)] if shown else [parts.disputed_card(found)])

    def _show_below(self, found: Xray) -> None:
        """What does not hang on the weights."""
        companies = [parts.company_card(company, self._leave) for company in found.companies]
        _refill(self._below, [parts.idea_card(found, self._leave), *companies, parts.decisions_card(found, self._leave)])

    # --- acting ----------------------------------------------------------

    def _leave(self, page: str, where: dict[str, Any]) -> None:
        """Open a page; from there the way back leads here again."""
        self.aside.emit(page, where)

    def _open_card(self) -> None:
        kind = self.found.round.kind if self.found and self.found.round else ""
        self._leave("score_card", {"opportunity": self._opportunity, "kind": kind})

    def _change(self) -> None:
        self._leave("programme", {"part": "scoring"})


def _first(session: Session) -> UUID | None:
    """The first of the ranking, else of the long list."""
    ranked = [row.id for row in session.ask(opportunities.ranking).rows]
    return next(iter(ranked or [row.id for row in session.ask(opportunities.long_list)]), None)


def _refill(box: QVBoxLayout, cards: list[QWidget | None], *, stretch: bool = False) -> None:
    clear(box)
    for card in cards:
        if card is not None:
            box.addWidget(card)
    if stretch:
        box.addStretch()


def _tr(text: str, n: int = -1) -> str:
    return QCoreApplication.translate("Xray", text, None, n)
