"""Milestones and indicators: what was agreed to happen, and how far it is."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ctip_desktop.practice.milestones import Count
from ctip_desktop.queries.partner_views import IndicatorView, MilestoneView
from ui.pages.company.rows import Press
from ui.pages.partnerships.tab import Tab, money
from ui.theme import px
from ui.widgets.bar import Bar
from ui.widgets.base import ElidedLabel, Label, column, row
from ui.widgets.button import Button
from ui.widgets.card import Card, ListCard
from ui.widgets.chip import Chip
from ui.widgets.trend import Trend
from ui.words import day_words, near_day

_NEWEST = 3
"""Readings listed below an indicator; a link leads to all of them."""

KIND_ICONS = {"activity": "clock", "output": "box", "outcome": "target"}


class MilestonesTab(Tab):
    """Milestones by their day, with the share that are outcomes."""

    def fill(self) -> None:
        if not self.page.milestones:
            hint = self.tr("Agree on changes, not only on work done. Money can be tied to them.")
            self.nothing(self.tr("No milestone yet"), hint, self.tr("Add a milestone"), "milestone", "target")
            return
        self.heading(self.tr("Milestones"), self.tr("Add a milestone"), "milestone")
        self.body.addWidget(self._summary())
        card = ListCard(self.tr("By day"), len(self.page.milestones))
        for each in self.page.milestones:
            card.add_row(self._row(each))
        self.body.addWidget(card)

    def _summary(self) -> QWidget:
        found = self.page.milestone_summary
        card = Card()
        line = row(gap=24)
        line.addLayout(_count(self.tr("Are outcomes"), found.outcomes, self.tr("without a kind")))
        line.addLayout(_count(self.tr("Reached"), found.reached, ""))
        line.addLayout(_count(self.tr("Reached in time"), found.on_time, self.tr("without a day")))
        for tied in found.tied:
            box = column(gap=2)
            box.addWidget(Label(self.tr("Money tied to outcomes"), "caption2"))
            share = self.tr("{part} of {whole}").format(part=money(tied.outcomes, tied.currency), whole=money(tied.all, tied.currency))
            box.addWidget(Label(share, "strong"))
            line.addLayout(box)
        line.addStretch()
        card.add(line)
        return card

    def _row(self, each: MilestoneView) -> QWidget:
        sub = [each.kind_label, *each.chain, self.tr("indicator: {name}").format(name=each.indicator.title) if each.indicator else ""]
        chips = []
        if each.payment is not None:
            chips.append(Chip(money(each.payment, each.currency), "money"))
        if each.overdue and each.due:
            chips.append(Chip(self.tr("due since {day}").format(day=near_day(each.due, self.today)), "clock", "warn"))
        if each.reached is not None:
            chips.append(Chip(self._reached(each, each.reached), "check"))
        end = self.tr("due {day}").format(day=near_day(each.due, self.today)) if each.due and not each.reached and not each.overdue else ""
        icon = KIND_ICONS.get(each.kind, "circle")
        words = " · ".join(part for part in sub if part)
        action = None if each.reached is not None else self.change(self.tr("Reached…"), each.text, each.id, "reached")
        return self.entry(icon, each.text, words, each.id, chips=chips, end=end, action=action)

    def _reached(self, each: MilestoneView, day: date) -> str:
        words = self.tr("reached {day}").format(day=near_day(day, self.today))
        if each.due is None:
            return words
        late = (day - each.due).days
        return self.tr("{words}, %n days late", "", late).format(words=words) if late > 0 else self.tr("{words}, in time").format(words=words)


class IndicatorsTab(Tab):
    """Indicators with their readings, the way from baseline to target, and when the next reading is due."""

    def fill(self) -> None:
        if not self.page.indicators:
            hint = self.tr("Choose few: one or two that workers would notice.")
            self.nothing(self.tr("No indicator yet"), hint, self.tr("Add an indicator"), "indicator", "bars")
            return
        self.heading(self.tr("Indicators"), self.tr("Add an indicator"), "indicator")
        for each in self.page.indicators:
            self.body.addWidget(self._card(each))

    def _card(self, each: IndicatorView) -> QWidget:
        card = Card()
        head = row(gap=8)
        head.addWidget(ElidedLabel(each.name, "strong"), 1)
        if each.overdue and each.due:
            head.addWidget(Chip(self.tr("reading due since {day}").format(day=near_day(each.due, self.today)), "clock", "warn"))
        add = Button(self.tr("Add a reading"), size="small", icon="plus", clicked=partial(self._add_reading, each))
        add.setAccessibleName(self.tr("Add a reading: {name}").format(name=each.name))
        head.addWidget(add)
        edit = Button(self.tr("Open"), "quiet", size="small", clicked=partial(self.open_record, each.id))
        edit.setAccessibleName(self.tr("Open {name}").format(name=each.name))
        head.addWidget(edit)
        card.add(head, self._line(each))
        for reading in list(reversed(each.readings))[:_NEWEST]:
            day = day_words(reading.on) if reading.on else self.tr("day not known")
            words = self.tr("{value} {unit}").format(value=f"{reading.value:,.10g}", unit=each.unit)
            card.add(self.entry("bars", words, reading.note, reading.id, end=day))
        if (twice := _day_read_twice(each)) is not None:
            card.add(Label(self.tr("{day} has two readings. Keep the one that holds.").format(day=day_words(twice)), "warn", wrap=True))
        if len(each.readings) > _NEWEST:
            every = Button(self.tr("All %n readings", "", len(each.readings)), "link", clicked=partial(self._all_readings, each))
            every.setAccessibleName(self.tr("All readings: {name}").format(name=each.name))
            card.add(every)
        return card

    def _line(self, each: IndicatorView) -> QWidget:
        frame = Press(self.spoken(each))
        line = frame.line
        line.setContentsMargins(0, px(2), 0, px(2))
        line.addWidget(Trend([reading.value for reading in each.readings], target=each.target, width=120, height=40))
        box = column(gap=4)
        box.addWidget(Label(self.spoken(each), "sub", wrap=True))
        if each.reached is not None:
            box.addWidget(Bar(each.reached, 1.0 if each.reached <= 1 else 1 / each.reached, width=0))
        line.addLayout(box, 1)
        return frame

    def spoken(self, each: IndicatorView) -> str:
        """The state of an indicator in words."""
        now = "" if each.value is None else self.tr("now {value} {unit}").format(value=f"{each.value:,.10g}", unit=each.unit)
        parts = [now or self.tr("No reading yet")]
        if each.baseline is not None:
            parts.append(self.tr("began at {value}").format(value=f"{each.baseline:,.10g}"))
        if each.target is not None:
            parts.append(self.tr("target {value}").format(value=f"{each.target:,.10g}"))
        if each.good is not None:
            parts.append(self.tr("moving as wanted") if each.good else self.tr("moving the other way"))
        return ", ".join(parts)

    def _all_readings(self, each: IndicatorView) -> None:
        self.go.emit("registers", {"form": "reading", "about": each.id})

    def _add_reading(self, each: IndicatorView) -> None:
        self.ask.emit("add_record", {"form": "reading", "about": each.id.hex})


def _day_read_twice(each: IndicatorView) -> date | None:
    """The newest day with more than one reading."""
    days = [reading.on for reading in each.readings if reading.on is not None]
    return max((day for day in days if days.count(day) > 1), default=None)


def _count(label: str, count: Count, unknown: str) -> QVBoxLayout:
    box = column(gap=2)
    box.addWidget(Label(label, "caption2"))
    words = f"{count.part} / {count.of}" if count.of else "–"
    if count.unknown and unknown:
        words = f"{words} (+{count.unknown} {unknown})"
    box.addWidget(Label(words, "strong"))
    return box
