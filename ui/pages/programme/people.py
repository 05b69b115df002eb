"""Who works with us: one line for each laptop, with what it has. Cards are added and taken off here."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from ctip_desktop.queries.programme import PersonView, people
from ui.pages.programme.part import Part
from ui.widgets.button import Button
from ui.widgets.card import ListCard
from ui.widgets.chip import Avatar, Chip
from ui.widgets.fact_row import FactRow
from ui.words import ago, day_words


class PeoplePart(Part):
    """This laptop first, then colleagues, then those no bundles go to any more."""

    def fill(self) -> None:
        found = self.session.ask(people)
        give = Button(self.tr("Give my card"), icon="card", clicked=lambda: self.ask.emit("my_card", {}))
        add = Button(self.tr("Add a colleague"), "main", icon="plus", clicked=lambda: self.ask.emit("add_colleague", {}))
        self.heading(self.tr("People and cards"), self.tr("Each laptop has a card. Bundles go only to laptops whose card you added."), give, add)
        card = ListCard(self.tr("Laptops"), len(found))
        for one in found:
            card.add_row(self._row(one))
        self.body.addWidget(card)
        if len(found) == 1:
            hint = self.tr("Exchange cards first: give yours, add theirs. Then you can send each other bundles.")
            self.tell(hint, self.tr("You work alone so far."), "info")

    def _row(self, one: PersonView) -> FactRow:
        ends: list[QWidget] = []
        if one.own:
            ends.append(Chip(self.tr("this laptop"), "check", "tint"))
        elif not one.trusted:
            ends.append(Chip(self.tr("no bundles"), "pause"))
        else:
            day = one.last_exchange.astimezone().date() if one.last_exchange is not None else None
            ends.append(Chip(ago(day, self.today), "clock" if day else "dash", tip=self.tr("The last exchange")))
            stop = Button(self.tr("Stop exchange"), size="small", clicked=partial(self.ask.emit, "stop_exchange", {"device": one.device.hex}))
            stop.setAccessibleName(self.tr("Stop exchange with {name}").format(name=one.person))
            ends.append(stop)
        title = f"{one.person} · {one.name}" if one.name else one.person
        return FactRow(Avatar(one.person, 28), title, self._sub(one), *ends)

    def _sub(self, one: PersonView) -> str:
        if one.own:
            return self.tr("Your own changes are signed with this laptop's key.")
        if not one.trusted:
            return (
                self.tr("Known from bundles of others. Add the card to exchange.")
                if not one.has_card
                else self.tr("Its card was taken off the list.")
            )
        added = self.tr("Card added on {day}.").format(day=day_words(one.added_at.astimezone().date())) if one.added_at is not None else ""
        if one.missing is None:
            return self.tr("{added} No bundle from there yet.").format(added=added).strip()
        if one.missing == 0:
            return self.tr("{added} Has all of your changes.").format(added=added).strip()
        return self.tr("{added} %n of your changes not confirmed yet.", "", one.missing).format(added=added).strip()
