"""What the programme is and wants, and what is in the file."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ctip_desktop.queries.programme import ProgrammeView, Setting, programme
from ui.pages.programme.part import Part
from ui.widgets.base import Label, column
from ui.widgets.button import Button
from ui.widgets.card import Card, ListCard
from ui.widgets.fact_row import FactRow


class RecordPart(Part):
    """Goals, countries, sectors, currency, and reminders; they travel to all colleagues."""

    def fill(self) -> None:
        view = self.session.ask(programme)
        change = Button(self.tr("Change"), "main", icon="pencil", clicked=lambda: self.ask.emit("programme_record", {}))
        self.heading(self.tr("Our programme"), self.tr("This travels with the next bundle. Every print carries the name."), change)
        self.body.addWidget(self._facts(view))
        rules = Button(self.tr("Change"), icon="pencil", clicked=lambda: self.ask.emit("programme_rules", {}))
        rules.setAccessibleName(self.tr("Change reminders and rules"))
        self.heading(self.tr("Reminders and rules"), "", rules)
        self.body.addWidget(self._rules(view))
        targets = Button(self.tr("Change"), icon="pencil", clicked=lambda: self.ask.emit("programme_targets", {}))
        targets.setAccessibleName(self.tr("Change targets"))
        self.heading(self.tr("Targets"), self.tr("A target is a help to look, not a mark. Figures show how far we are."), targets)
        self.body.addWidget(self._numbers(view.targets))
        looks = Button(self.tr("Change"), icon="pencil", clicked=lambda: self.ask.emit("programme_relationships", {}))
        looks.setAccessibleName(self.tr("Change how we look at relationships"))
        self.heading(self.tr("Relationships"), self.tr("A rule suggests. People decide, and write it down."), looks)
        self.body.addWidget(self._numbers(view.relationships))
        self.heading(self.tr("What is in the file"))
        self.body.addWidget(self._counts(view))

    def _facts(self, view: ProgrammeView) -> Card:
        card = Card(gap=10)
        facts = (
            (self.tr("Name"), (view.name,)),
            (self.tr("What it wants to reach"), view.goals),
            (self.tr("Countries"), (", ".join(view.countries),)),
            (self.tr("Sectors"), (", ".join(view.sectors),)),
            (self.tr("Currency"), (view.currency,)),
        )
        for label, lines in facts:
            card.add(self._fact(label, [line for line in lines if line]))
        return card

    def _fact(self, label: str, lines: list[str]) -> QWidget:
        holder = QWidget()
        box = column(holder, gap=1)
        box.addWidget(Label(label, "caption2"))
        for line in lines:
            box.addWidget(Label(line, wrap=True))
        if not lines:
            box.addWidget(Label(self.tr("Not said yet"), "caption"))
        return holder

    def _rules(self, view: ProgrammeView) -> ListCard:
        rules = view.rules
        card = ListCard(self.tr("In force now"))
        gates = {
            "off": self.tr("The level plays no part."),
            "warn": self.tr("A low level is shown as a warning."),
            "require": self.tr("An idea goes on only from internal policy upwards."),
        }
        for icon, title, sub in (
            ("clock", self.tr("Remind after %n days without a talk", "", rules.reminder_days), ""),
            ("stale", self.tr("Check answers again after %n months", "", rules.shelf_life), self.tr("Some questions have a time of their own.")),
            ("shield", self.tr("Repeat due diligence after %n months", "", rules.recheck_months), ""),
            ("flag", self.tr("Commitment to the UN Guiding Principles"), gates.get(rules.ungp_gate, rules.ungp_gate)),
            ("lock", self.tr("Lock after %n minutes of rest", "", rules.lock_minutes), self.tr("A laptop can choose another time for itself.")),
        ):
            card.add_row(FactRow(icon, title, sub))
        return card

    def _numbers(self, settings: Sequence[Setting]) -> Card:
        card = Card(gap=10)
        for one in settings:
            card.add(self._fact(one.label, [one.words] if one.words else []))
        return card

    def _counts(self, view: ProgrammeView) -> Card:
        titles = {name: title for name, _version, title in view.forms}
        shown = [f"{titles.get(form, form)} {count:,}" for form, count in view.counts if form in titles]
        card = Card()
        card.add(Label(" · ".join(shown) or self.tr("Nothing yet"), "sub", wrap=True))
        return card
