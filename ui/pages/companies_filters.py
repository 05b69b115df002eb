"""The filter line of the company list: words, and the choices that narrow it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ctip_desktop.queries.companies import CompanyFacets, CompanyRow
from ctip_desktop.queries.views import Facet, Flag
from ui.theme import px
from ui.widgets.button import Button
from ui.widgets.filter_button import FilterButton, Option
from ui.widgets.flow import FlowLayout
from ui.widgets.search_box import SearchBox

_SEARCH = 240
_TALK_DAYS = {"month": 30, "quarter": 90, "year": 365}
_NEVER = "never"
_ONLY = {"flags": frozenset(flag.value for flag in Flag), "talks": frozenset({*_TALK_DAYS, _NEVER})}
"""Filters whose values are ours and not the forms': a kept view may name one that is no more."""
_LONGEST = 200
"""Characters of the words that are looked for."""


class CompanyFilters(QWidget):
    """Says which companies are wanted.

    Signals:
        changed(): others are wanted.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = SearchBox(self.tr("Name, place, person or note"))
        self.search.searched.connect(lambda _text: self.changed.emit())
        self.buttons = {
            "sectors": FilterButton(self.tr("Sector")),
            "countries": FilterButton(self.tr("Country")),
            "stages": FilterButton(self.tr("Stage")),
            "steps": FilterButton(self.tr("Step")),
            "owners": FilterButton(self.tr("Lead")),
            "flags": FilterButton(self.tr("Needs")),
            "talks": FilterButton(self.tr("Last talk"), single=True),
        }
        talks = {
            "month": self.tr("more than a month ago"),
            "quarter": self.tr("more than three months ago"),
            "year": self.tr("more than a year ago"),
            _NEVER: self.tr("never"),
        }
        self.buttons["talks"].offer([Option(name, label) for name, label in talks.items()])
        for button in self.buttons.values():
            button.changed.connect(self.changed)
        self.clear_button = Button(self.tr("Clear filters"), "link")
        self.end = Button(self.tr("Columns"), icon="list")
        flow = FlowLayout(self, gap=8)
        self.search.setFixedWidth(px(_SEARCH))
        for part in (self.search, *self.buttons.values(), self.end, self.clear_button):
            flow.addWidget(part)

    @property
    def active(self) -> bool:
        """Whether anything is held back."""
        return bool(self.search.text()) or any(button.chosen for button in self.buttons.values())

    def asked(self) -> dict[str, Any]:
        """Arguments of `company_list`; when the last talk was is left to `by_talk`."""
        names = {name: button.chosen for name, button in self.buttons.items() if name not in _ONLY}
        return {"text": self.search.text(), **names, "flags": frozenset(Flag(name) for name in self.buttons["flags"].chosen)}

    def by_talk(self, rows: Collection[CompanyRow], today: date) -> list[CompanyRow]:
        """The rows whose last talk was when it is wanted."""
        wanted = next(iter(self.buttons["talks"].chosen), "")
        if wanted == _NEVER:
            return [one for one in rows if one.last_talk is None]
        if wanted:
            before = today - timedelta(days=_TALK_DAYS[wanted])
            return [one for one in rows if (one.last_talk or date.max) < before]
        return list(rows)

    def offer(self, facets: CompanyFacets) -> None:
        """The values there are now."""
        for name in self.buttons.keys() - {"talks"}:
            self.buttons[name].offer(_options(getattr(facets, name)))

    def chosen(self) -> dict[str, Any]:
        """What is filtered by, as plain values, each with its words: {"text": …, filter: {name: words}}. Empty while everything is let through."""
        named = {name: button.told() for name, button in self.buttons.items() if button.chosen}
        return {"text": self.search.text(), **named} if self.active else {}

    def put(self, chosen: Mapping[str, Any]) -> None:
        """Filter as it was when `chosen` was read, without a signal. Also by a value that no company has now; what is no filter is passed over."""
        for name, button in self.buttons.items():
            button.put(chosen.get(name), _ONLY.get(name))
        self.search.blockSignals(True)
        self.search.setText(str(chosen.get("text", ""))[:_LONGEST])
        self.search.blockSignals(False)


def _options(values: Collection[Facet]) -> list[Option]:
    return [Option(str(value.name), value.label, value.count) for value in values]
