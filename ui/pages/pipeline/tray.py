"""The tray at the foot of the board: what rests and what was stopped, each with its reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QWidget

from ctip_desktop.queries.pipeline import Card
from ui.theme import px
from ui.widgets.base import ElidedLabel, IconLabel, Label, Scroller, clear, column, row
from ui.widgets.board import Tray
from ui.widgets.board_paint import companies_words, here_words
from ui.widgets.button import Button
from ui.words import day_words

_NAMED = 2
_HEIGHT = 190


class PipelineTray(QFrame):
    """Two places where cards can be let go, and on demand the list of what lies there.

    Signals:
        moved(UUID, str): a card should be parked or stopped; opened(Card).
    """

    moved = Signal(object, str)
    opened = Signal(object)

    def __init__(self, menu: Callable[[Card], QMenu], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "footer")
        self._menu = menu
        self._words: dict[str, tuple[Label, ElidedLabel]] = {}
        self._shown: tuple[tuple[Card, ...], tuple[Card, ...]] | None = None
        outer = column(self, gap=0)
        self._list = Scroller(margins=(24, 8, 24, 8), gap=6)
        self._list.setFixedHeight(px(_HEIGHT))
        self._list.hide()
        outer.addWidget(self._list)
        line = row(margins=(16, 6, 24, 6), gap=16)
        for step, icon, words in (("parked", "pause", self.tr("Parked")), ("cut_off", "minusc", self.tr("Stopped"))):
            line.addWidget(self._place(step, icon, words), 1)
        self.toggle = Button(self.tr("Open"), "quiet", trailing="up", clicked=self._toggle)
        line.addWidget(self.toggle)
        outer.addLayout(line)

    def _place(self, step: str, icon: str, words: str) -> Tray:
        place = Tray()
        line = row(place, margins=(8, 6, 8, 6), gap=8)
        line.addWidget(IconLabel(icon, "text2", 15))
        title, names = Label(words, "strong"), ElidedLabel("", "sub")
        line.addWidget(title)
        line.addWidget(names, 1)
        place.dropped.connect(lambda card: self.moved.emit(card, step))
        self._words[step] = (title, names)
        return place

    def show_cards(self, parked: Sequence[Card], stopped: Sequence[Card]) -> None:
        """Show what lies aside; nothing happens when it is the same."""
        if (tuple(parked), tuple(stopped)) == self._shown:
            return
        self._shown = tuple(parked), tuple(stopped)
        for step, words, cards in (("parked", self.tr("Parked"), parked), ("cut_off", self.tr("Stopped"), stopped)):
            title, names = self._words[step]
            title.setText(self.tr("{place} {count}").format(place=words, count=len(cards)))
            names.setText(self._named(cards))
        self.toggle.setVisible(bool(parked or stopped))
        clear(self._list.body)
        for words, cards in ((self.tr("Parked"), parked), (self.tr("Stopped"), stopped)):
            self._add_group(words, cards)
        self._list.body.addStretch()
        if not (parked or stopped):
            self._list.hide()

    def _named(self, cards: Sequence[Card]) -> str:
        if not cards:
            return self.tr("Let a card go here, and say why.")
        names = ", ".join(card.title for card in cards[:_NAMED])
        more = len(cards) - _NAMED
        return self.tr("{names} and %n more", "", more).format(names=names) if more > 0 else names

    def _add_group(self, words: str, cards: Sequence[Card]) -> None:
        if not cards:
            return
        self._list.body.addWidget(Label(words, "group"))
        for card in cards:
            self._list.body.addLayout(self._row(card))

    def _row(self, card: Card) -> QHBoxLayout:
        line = row(gap=12)
        words = column(gap=0)
        words.addWidget(ElidedLabel(self.tr("{title}, {companies}").format(title=card.title, companies=companies_words(card))))
        why = card.reason or self.tr("no reason written")
        again = self.tr("Look again on {day}").format(day=day_words(card.look_again)) if card.look_again else ""
        words.addWidget(ElidedLabel(" · ".join(part for part in (again, why) if part), "caption2"))
        line.addLayout(words, 1)
        line.addWidget(Label(here_words(card), "sub"))
        back = Button(self.tr("Move to …"), size="small")
        back.setAccessibleName(self.tr("Move {title} to another step").format(title=card.title))
        back.put_menu(self._menu(card))
        line.addWidget(back)
        show = Button(self.tr("Open"), "quiet", size="small", clicked=partial(self.opened.emit, card))
        show.setAccessibleName(self.tr("Open {title}").format(title=card.title))
        line.addWidget(show)
        return line

    def _toggle(self) -> None:
        opening = self._list.isHidden()
        self._list.setVisible(opening)
        self.toggle.say(self.tr("Close") if opening else self.tr("Open"))
        self.toggle.trail("down" if opening else "up")
