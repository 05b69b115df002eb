"""The history of a partnership: the steps it came by, what happened on which day, and who changed what in its record."""

from __future__ import annotations

from functools import partial
from itertools import groupby

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ctip_desktop.queries.partner_history import Happening, PartnershipHistory, StayView, partnership_history
from ui.pages.company.changes import ChangesTable
from ui.pages.company.rows import icon_row
from ui.pages.partnerships.tab import Tab, entry_row
from ui.theme import px
from ui.widgets.base import Label
from ui.widgets.card import ListCard
from ui.widgets.empty import Empty
from ui.words import day_words

_ICONS = {
    "talk": "note",
    "agreement": "file",
    "nda": "lock",
    "milestone": "target",
    "concern": "flag",
    "decision": "okc",
    "pulse": "users",
    "start": "partner",
    "end": "stop",
}
_TAB_OF = {"pulse": "relationship", "start": "overview", "end": "overview"}


class HistoryTab(Tab):
    """Steps, days, changes. Nothing in it can be changed; long is not bad."""

    def fill(self) -> None:
        found = self.session.ask(partnership_history, self.page.id)
        self.body.addWidget(self._steps(found))
        if not found.happenings:
            hint = self.tr("Conversations, agreements, milestones and decisions stand here by their day.")
            self.body.addWidget(Empty(self.tr("Nothing with a day yet"), hint, icon="clock"))
        for year, happened in groupby(found.happenings, key=lambda each: each.on.year):
            card = ListCard(str(year))
            for each in happened:
                card.add_row(self._row(each))
            self.body.addWidget(card)
        self.body.addWidget(self._changes())

    def _steps(self, found: PartnershipHistory) -> QWidget:
        card = ListCard(self.tr("The way so far"))
        card.add_row(icon_row("clock", found.text))
        for stay in found.stays:
            card.add_row(icon_row("check" if stay.until else "half", stay.label, stay_words(stay), self._days(stay)))
        return card

    def _days(self, stay: StayView) -> str:
        days = self.tr("%n days", "", stay.days)
        if stay.usual_days is None:
            return days
        return self.tr("{days}, {usual}").format(days=days, usual=self.tr("usually %n days", "", stay.usual_days))

    def _row(self, each: Happening) -> QWidget:
        pressed = partial(self.open_record, each.record) if each.record is not None else partial(self.tab.emit, _TAB_OF.get(each.kind, "overview"))
        return entry_row(_ICONS.get(each.kind, "info"), each.title, each.detail, pressed, end=day_words(each.on))

    def _changes(self) -> QWidget:
        card = ListCard(self.tr("Changes of its record"))
        card.add_action(Label(self.tr("Who wrote what, when, on which laptop"), "caption2"))
        self.table = ChangesTable(self.session, self.today)
        self.table.setMinimumHeight(px(280))
        self.table.show_record(self.page.id)
        card.add_row(self.table)
        return card


def stay_words(stay: StayView) -> str:
    """From when to when it was on a step."""
    if stay.until is None:
        return _tr("since {day}").format(day=day_words(stay.since))
    return _tr("{start} to {end}").format(start=day_words(stay.since), end=day_words(stay.until))


def _tr(text: str) -> str:
    return QCoreApplication.translate("HistoryTab", text)
