"""How opportunities are scored: the rounds, the weights, and the rule in a sentence."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from ctip_desktop.errors import WorldError
from ctip_desktop.operations import rounds as operations
from ctip_desktop.queries import opportunities
from ctip_desktop.queries.opportunities import RoundView
from ctip_desktop.queries.programme import Rules, rules
from ui.pages.programme.part import Part
from ui.widgets.base import Label
from ui.widgets.button import Button
from ui.widgets.card import Card, ListCard
from ui.widgets.chip import Chip
from ui.widgets.fact_row import FactRow
from ui.words import day_words, said_words


class ScoringPart(Part):
    """Rounds are begun and closed here; a closed round keeps the weights it was closed with."""

    def fill(self) -> None:
        found = self.session.ask(opportunities.rounds)
        lead = self.tr("Three rounds are usual: internal, programme team, donor. A round ends when people agreed on a sheet for each opportunity.")
        begin = Button(self.tr("Begin a round"), "main", icon="plus", clicked=lambda: self.ask.emit("new_round", {}))
        if not self._kinds_left(found):
            begin.setEnabled(False)
            begin.setToolTip(self.tr("Every round was begun already."))
        self.heading(self.tr("Rounds"), lead, begin)
        self.body.addWidget(self._rounds(found))
        change = Button(self.tr("Change"), icon="pencil", clicked=lambda: self.ask.emit("weights", {}))
        change.setAccessibleName(self.tr("Change weights and calculation"))
        self.heading(self.tr("Weights and calculation"), self.tr("They are named in every ranking. Closed rounds keep theirs."), change)
        self.body.addWidget(self._weights(self.session.ask(rules)))

    def _kinds_left(self, found: tuple[RoundView, ...]) -> list[str]:
        begun = {one.kind for one in found if one.recorded}
        kinds = self.session.workspace.catalogue.form("round").question("kind").choices
        return [choice.name for choice in kinds if choice.name not in begun]

    def _rounds(self, found: tuple[RoundView, ...]) -> ListCard:
        card = ListCard(self.tr("Rounds"), len(found) or None)
        if not found:
            card.add_row(FactRow("bars", self.tr("No round yet"), self.tr("Begin the internal round, then everybody fills in score cards.")))
        for one in found:
            card.add_row(self._round(one))
        return card

    def _round(self, one: RoundView) -> FactRow:
        parts = [self.tr("%n people handed in", "", one.people_scored)]
        if one.opened_on is not None:
            parts.append(self.tr("open since {day}").format(day=day_words(one.opened_on)))
        if one.closed_on is not None and one.closed:
            parts.append(self.tr("closed on {day}").format(day=day_words(one.closed_on)))
        if one.blind:
            parts.append(self.tr("marks stay hidden until one hands in"))
        ends: list[QWidget] = [Chip(self.tr("closed"), "lock") if one.closed else Chip(self.tr("open"), "pencil", "tint")]
        turn = self.tr("Open again") if one.closed else self.tr("Close")
        button = Button(turn, size="small", clicked=partial(self._turn, one))
        button.setAccessibleName(f"{turn}: {one.title}")
        ends.append(button)
        return FactRow("bars", self.tr("Round {n}: {title}").format(n=one.number, title=one.title), ", ".join(parts), *ends)

    def _turn(self, one: RoundView) -> None:
        """Close a round, or open it again. What is missing is said in place."""
        try:
            self.session.attempt(operations.reopen if one.closed else operations.close, one.id if one.recorded else one.kind)
        except WorldError as error:
            self.refuse(error)
            return
        said = self.tr("{round} is open again.") if one.closed else self.tr("{round} is closed. Its marks do not change any more.")
        self.tell(said.format(round=one.title))

    def _weights(self, found: Rules) -> Card:
        method = found.method
        card = Card(gap=8)
        for block in method.blocks:
            weight = method.weights.get(block.name, 1.0)
            said = {0.0: self.tr("does not count"), 1.0: self.tr("counts once")}.get(weight, self.tr("counts {n} times").format(n=f"{weight:g}"))
            card.add(Label(self.tr("{block}: {said}").format(block=block.label, said=said), wrap=True))
        card.add(Label(said_words(found.method_sentence), "sub", wrap=True))
        return card
