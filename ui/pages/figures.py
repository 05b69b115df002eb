"""Figures: what the records add up to, each with its formula, its source, and the records behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ctip_desktop.operations.changes import Changes
from ctip_desktop.practice.figures import AREAS
from ctip_desktop.queries.figures import Figure, figures
from ctip_desktop.queries.records import RecordLine, list_records
from ui.pages.company.rows import Press, icon_row
from ui.pages.page import Page, Where
from ui.session import Session
from ui.theme import px
from ui.widgets.bar import Bar
from ui.widgets.base import ElidedLabel, Label, Scroller, clear, column, row
from ui.widgets.button import Button
from ui.widgets.card import Card, ListCard
from ui.widgets.two_columns import TwoColumns
from ui.words import one_place, part_date, percent, title_words

MOST_LISTED = 60
"""Records listed behind one figure; the rest is counted."""

PAGES = {"company": ("company", "company"), "partnership": ("partnerships", "partnership")}
"""Forms whose records have a page of their own; the others are opened as forms."""

_SHARE, _MONTHS, _SCORE = "share", "months", "score"

_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}

WRITTEN = {
    "co_creation": ("meetings", "people", "organisations", "workshops", "meeting_months"),
    "contribution": ("private_secured", "private_match", "our_share", "support_cover"),
    "relation": ("relations_large",),
    "impact_areas": tuple(f"impact_{area}" for area in AREAS),
    "milestone": ("outcome_share",),
    "agreement": ("time_to_start",),
}
"""Register → the figures made from it; the others come from the pages of companies, ideas and partnerships."""

PLACES = {
    "long_list": ("opportunities", {}),
    "prioritised": ("opportunities", {}),
    "referral_share": ("companies", {}),
    **{name: ("registers", {"form": form}) for form, names in WRITTEN.items() for name in names},
}
"""Where what a figure is made from is written down."""


class FiguresPage(Page):
    """Every figure at the start side; the chosen one explained beside."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.title = self.tr("Figures")
        self._chosen = ""
        self._figures: dict[str, Figure] = {}
        self.rows: dict[str, Press] = {}
        outer = column(self, gap=0)
        scroller = self._scroller = Scroller(margins=(24, 12, 24, 16), gap=12)
        outer.addWidget(scroller)
        head = row()
        head.addWidget(Label(self.title, "title"), 1)
        head.addWidget(Button(self.tr("Change targets"), icon="target", clicked=lambda: self.ask.emit("programme_targets", {})))
        scroller.body.addLayout(head)
        scroller.body.addWidget(Label(self.tr("Choose a figure to see how it is made and which records are behind it."), "sub", wrap=True))
        self._columns = TwoColumns(440)
        scroller.body.addWidget(self._columns)
        scroller.body.addStretch()

    # --- page contract ---------------------------------------------------

    def open(self, figure: str = "", **_other: Any) -> None:
        """figure: the name of the one to explain."""
        self._chosen = figure or self._chosen
        self.stale = True

    def place(self) -> Where:
        return {"figure": self._chosen} if self._chosen else {}

    def take_focus(self) -> None:
        chosen = self.rows.get(self._chosen)
        if chosen is not None:
            chosen.setFocus()

    def refresh(self, changes: Changes | None) -> None:
        self._figures = {each.name: each for each in self.session.ask(figures)}
        if self._chosen not in self._figures:
            self._chosen = next(iter(self._figures), "")
        held = any(line.hasFocus() for line in self.rows.values())
        self._show_list()
        self._explain()
        if held:  # its words may be others now, so that nobody else would know it again
            self.take_focus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows go from figure to figure, before the page scrolls by them."""
        step = _STEPS.get(Qt.Key(event.key()), 0) if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress else 0
        names = list(self.rows)
        now = next((n for n, name in enumerate(names) if self.rows[name] is watched), -1)
        if step == 0 or now < 0:
            return super().eventFilter(watched, event)
        name = names[max(0, min(len(names) - 1, now + step))]
        self.rows[name].setFocus()
        self._scroller.ensureWidgetVisible(self.rows[name])
        self.choose(name)
        return True

    # --- parts -----------------------------------------------------------

    def choose(self, name: str) -> None:
        """Explain another figure."""
        self._chosen = name
        self._explain()
        QTimer.singleShot(0, self, self._bring_into_sight)  # once the card has its height

    def _bring_into_sight(self) -> None:
        """Beside the list the explanation begins where the window does; below the list it is scrolled to."""
        bar, first = self._scroller.verticalScrollBar(), self._columns.side.itemAt(0)
        if self._columns.below:
            if first is not None and (card := first.widget()) is not None:
                self._scroller.ensureWidgetVisible(card, 0, 0)
            return
        self._columns.side.setContentsMargins(0, max(0, bar.value() - self._columns.y() + px(12)) if bar.value() > self._columns.y() else 0, 0, 0)

    def _show_list(self) -> None:
        clear(self._columns.wide)
        self.rows.clear()
        card = ListCard(self.tr("Figures"), len(self._figures))
        for each in self._figures.values():
            line = self._row(each)
            self.rows[each.name] = line
            line.installEventFilter(self)
            card.add_row(line)
        self._columns.wide.addWidget(card)
        self._columns.wide.addStretch()

    def _row(self, each: Figure) -> Press:
        value = self.value_words(each)
        line = Press(", ".join(part for part in (each.label, value, each.text) if part), partial(self.choose, each.name))
        words = column(gap=2)
        head = row(gap=8)
        head.addWidget(ElidedLabel(each.label), 1)
        head.addWidget(Label(value, "strong" if each.value is not None else "sub"))
        words.addLayout(head)
        if isinstance(each.value, int | float) and each.target:
            most = max(each.value, each.target)
            words.addWidget(Bar(each.value / most, each.target / most, width=0))
        if each.text and f"{value} ".find(f"{each.text} ") != 0:
            words.addWidget(Label(each.text, "caption", wrap=True))
        line.line.addLayout(words, 1)
        return line

    def value_words(self, each: Figure) -> str:
        """The value in words; what is not known is said so and is never zero."""
        if each.value is None:
            return self.tr("not known yet")
        if isinstance(each.value, str):
            return each.value[:1].upper() + each.value[1:]
        if each.unit == _SHARE:
            return percent(each.value)
        if each.unit == _SCORE:
            return one_place(each.value)
        number = _number(each.value)
        value = self.tr("{number} months").format(number=number) if each.unit == _MONTHS else number
        if each.target is None:
            return value
        return self.tr("{value} of {target}").format(value=value, target=f"{each.target:,.0f}")

    def _explain(self) -> None:
        side = self._columns.side
        clear(side)
        each = self._figures.get(self._chosen)
        if each is None:
            return
        card = Card()
        card.add(Label(each.label, "section", wrap=True), Label(self.value_words(each), "figure"))
        for label, text in ((self.tr("How it is made"), each.formula), (self.tr("Where the rule comes from"), each.source)):
            card.add(Label(label, "caption2"), Label(text, wrap=True))
        numbers = _numbers([value for _name, value in each.parts])
        for (name, value), number in zip(each.parts, numbers, strict=True):
            line = row(gap=8)
            line.addWidget(Label(part_date(name), "sub", wrap=True), 1)
            line.addWidget(Label(number if value is not None else self.tr("not known yet")))
            card.add(line)
        side.addWidget(card)
        if each.value is None and not each.left_out:
            self._nothing_yet(card, each)
        known = self._lines()
        self._records(self.tr("Records behind it"), each.records, known, each)
        self._records(self.tr("Not counted: something is missing"), each.left_out, known, each)
        side.addStretch()

    def _nothing_yet(self, card: Card, each: Figure) -> None:
        """What to do about a figure that nothing is written down for."""
        place = PLACES.get(each.name, ("partnerships", {}))
        card.add(Label(self.tr("Nothing is written down for it yet."), wrap=True))
        card.add(Button(self.tr("Go where it is written down"), icon="right", clicked=partial(self.go.emit, *place)))

    def _records(self, title: str, ids: Sequence[UUID], known: dict[UUID, RecordLine], figure: Figure) -> None:
        found = [known[each] for each in ids if each in known]
        if not found:
            return
        card = ListCard(title, len(found))
        titles = {form.name: form.title for form in self.session.workspace.catalogue.forms()}
        same = Counter(line.title for line in found)
        seen: Counter[str] = Counter()
        for line in found[:MOST_LISTED]:
            form = titles.get(line.form, line.form)
            page, name = PAGES.get(line.form, ("wizard", "record"))
            seen[line.title] += 1
            words = title_words(line.title) or form
            if same[line.title] > 1:
                words = self.tr("{title}, {n} of {all}").format(title=words, n=seen[line.title], all=same[line.title])
            about = known[line.about].title if line.about in known else ""
            sub = " · ".join(part for part in (form, title_words(about)) if part)
            card.add_row(icon_row("file", words, sub, self._added(figure, line.id), partial(self.go.emit, page, {name: line.id})))
        if len(found) > MOST_LISTED:
            more = Label(self.tr("and %n more", "", len(found) - MOST_LISTED), "sub")
            more.setContentsMargins(14, 8, 14, 8)
            card.add_row(more)
        self._columns.side.addWidget(card)

    def _added(self, figure: Figure, record: UUID) -> str:
        """What a single record adds to a figure."""
        found = figure.each.get(record)
        if found is None:
            return ""
        if figure.unit == _SCORE:
            return self.tr("{mark} of 10").format(mark=_number(found))
        return self.tr("{number} months").format(number=_number(found)) if figure.unit == _MONTHS else _number(found)

    def _lines(self) -> dict[UUID, RecordLine]:
        """Every record by its id, for its title."""
        forms = [form.name for form in self.session.workspace.catalogue.forms()]
        return {line.id: line for form in forms for line in self.session.ask(list_records, form)}


def _number(value: float) -> str:
    """At most two places, none that are zero."""
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def _numbers(values: Sequence[float | None]) -> list[str]:
    """Numbers that stand below each other, all with two places when one of them has any; "" for what is not known."""
    places = 2 if any(value is not None and round(value, 2) != round(value) for value in values) else 0
    return ["" if value is None else f"{value:,.{places}f}" for value in values]
