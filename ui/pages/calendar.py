"""Calendar: what is due, by day, and the same as a file for another calendar."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QCheckBox, QWidget

from ctip_desktop.operations.changes import Changes
from ctip_desktop.queries.calendar import BACK, LABELS, Due, DueKind, Undated, as_ics, calendar, undated
from ctip_desktop.workspace.files import write_atomically
from ui.pages.company.rows import icon_row
from ui.pages.page import Page, Where
from ui.session import Session
from ui.widgets.ask_place import ask_place
from ui.widgets.base import Label, Scroller, column, row
from ui.widgets.button import Button
from ui.widgets.card import ListCard
from ui.widgets.empty import Empty
from ui.widgets.filter_button import FilterButton, Option
from ui.widgets.refill import refill
from ui.widgets.saved_note import SavedNote
from ui.words import near_day, promise_words

AHEAD = timedelta(days=365)
"""After what passed unkept, a year to come is shown."""

ICONS = {
    DueKind.FOLLOW_UP: "phone",
    DueKind.MILESTONE: "target",
    DueKind.READING: "bars",
    DueKind.PULSE: "pulse",
    DueKind.REVIEW: "okc",
    DueKind.EXPLORE: "search",
    DueKind.RECHECK: "shield",
    DueKind.GOAL: "flag",
    DueKind.AGREEMENT_ENDS: "file",
    DueKind.NDA_ENDS: "lock",
}


PLACES = {DueKind.MILESTONE: "due", DueKind.REVIEW: "review_on"}
"""The question a form is opened at: what is due is told there, and whether it is done."""


class CalendarPage(Page):
    """A list by month. Amber only for a promise whose day has passed."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.title = self.tr("Calendar")
        self._found: tuple[Due, ...] = ()
        self._undated: tuple[Undated, ...] = ()
        outer = column(self, gap=0)
        top = column(margins=(24, 12, 24, 8), gap=10)
        head = row(gap=8)
        head.addWidget(Label(self.title, "title"))
        self._count = Label("", "sub")
        head.addWidget(self._count)
        head.addStretch()
        self.export_button = Button(self.tr("Save for another calendar (.ics)"), icon="save", clicked=self._export)
        head.addWidget(self.export_button)
        top.addLayout(head)
        line = row(gap=12)
        self.kinds = FilterButton(self.tr("Kind"))
        self.kinds.offer([Option(kind.value, label) for kind, label in LABELS.items()])
        self.kinds.changed.connect(lambda: self.refresh(None))
        line.addWidget(self.kinds)
        self.with_names = QCheckBox(self.tr("Put names into the file"))
        self.with_names.setToolTip(self.tr("The file is not protected. Without names it says only what kind of thing is due."))
        line.addWidget(self.with_names)
        line.addStretch()
        top.addLayout(line)
        self.note = SavedNote()
        top.addWidget(self.note)
        outer.addLayout(top)
        self._scroller = Scroller(margins=(24, 4, 24, 16), gap=12)
        outer.addWidget(self._scroller, 1)

    def place(self) -> Where:
        return {"kinds": tuple(sorted(self.kinds.chosen))}

    def open(self, kinds: Iterable[str] | None = None, **_other: Any) -> None:
        """kinds: only these; empty = all."""
        if kinds is not None:
            self.kinds.choose(frozenset(kinds), quiet=True)
            self.stale = True

    def take_focus(self) -> None:
        self.kinds.setFocus()

    def refresh(self, changes: Changes | None) -> None:
        today = self._today
        chosen = [DueKind(name) for name in self.kinds.chosen]
        self._found = self.session.ask(calendar, today - BACK, today + AHEAD, kinds=chosen)
        self._undated = self.session.ask(undated) if not chosen or DueKind.FOLLOW_UP in chosen else ()
        self._count.setText(f"{len(self._found) + len(self._undated):,}")
        self.export_button.setEnabled(bool(self._found))
        with refill(self._scroller):
            self._fill()

    def _fill(self) -> None:
        if not self._found and not self._undated:
            self._scroller.body.addWidget(self._empty())
        passed = [each for each in self._found if each.days < 0]
        if passed:
            self._add(self.tr("The day has passed"), passed)
        for (year, month), found in groupby((each for each in self._found if each.days >= 0), key=lambda each: (each.on.year, each.on.month)):
            self._add(self.locale().toString(QDate(year, month, 1), "MMMM yyyy"), list(found))
        if self._undated:
            self._add_undated(self._undated)

    @property
    def _today(self) -> date:
        return self.session.workspace.now().astimezone().date()

    def _empty(self) -> Empty:
        if self.kinds.chosen:
            return Empty(self.tr("Nothing of this kind is due"), icon="filter", action=self.tr("Clear filters"), clicked=self.kinds.clear)
        hint = self.tr("Promises, milestones, readings and reviews with a day stand here.")
        record = partial(self.ask.emit, "record_conversation", {})
        return Empty(self.tr("Nothing is due"), hint, icon="cal", action=self.tr("Record a conversation"), clicked=record)

    def _add(self, words: str, found: list[Due]) -> None:
        card = ListCard(words, len(found))
        for each in found:
            sub = " · ".join(part for part in (each.label, each.subject.title if each.subject else "") if part)
            late = each.days < 0 and each.kind is DueKind.FOLLOW_UP
            end = near_day(each.on, self._today)
            record, path = each.place or (each.record, PLACES.get(each.kind, ""))
            opened = partial(self.go.emit, "wizard", {"record": record, **({"path": path} if path else {})})
            words = promise_words(each.text, each.theirs) or each.label
            card.add_row(icon_row(ICONS[each.kind], words, sub, end, opened, colour="warn" if late else "text2"))
        self._scroller.body.addWidget(card)

    def _add_undated(self, found: tuple[Undated, ...]) -> None:
        """They are in no file for another calendar: a day is missing."""
        card = ListCard(self.tr("Promised, and no day is named yet"), len(found))
        for each in found:
            opened = partial(self.go.emit, "wizard", {"record": each.place[0], "path": each.place[1]})
            sub = " · ".join(part for part in (LABELS[DueKind.FOLLOW_UP], each.subject.title if each.subject else "") if part)
            card.add_row(icon_row(ICONS[DueKind.FOLLOW_UP], promise_words(each.text, each.theirs), sub, self.tr("no day"), opened))
        self._scroller.body.addWidget(card)

    def _export(self) -> None:
        path = ask_place(self, self.tr("Save a calendar that is not protected"), Path.home() / "ctip.ics", ".ics")
        if path is not None:
            self.export(path)

    def export(self, path: Path) -> None:
        """Write what is shown to a file; with names only when that was ticked."""
        text = as_ics(self._found, made=self.session.workspace.now(), with_titles=self.with_names.isChecked())
        self.note.save(path, lambda: write_atomically(path, text.encode()))
