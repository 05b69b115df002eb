"""A record as it was on a day: every answer as it read then, and what is different today. Nothing can be changed here; Escape goes back.

Source: evidence ages, and a figure of last year must be explainable; the history is the only witness (our own addition).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from itertools import groupby
from types import MappingProxyType
from typing import Any
from uuid import UUID

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QHBoxLayout, QSizePolicy, QWidget

from ctip_desktop.errors import NotFound
from ctip_desktop.forms.model import Answer, Question, State
from ctip_desktop.operations.changes import Changes
from ctip_desktop.queries.as_of import AnswerThen, RecordThen, as_of
from ctip_desktop.queries.companies import company_page
from ctip_desktop.queries.records import show
from ui.dialogs.quick_form import surroundings
from ui.forms.choice_field import QuietCombo
from ui.forms.date_field import DateField
from ui.pages.as_of_said import ThenAndNow, days_with, said
from ui.pages.company.rows import Press
from ui.pages.page import Page, Where
from ui.session import Session
from ui.theme import look
from ui.widgets.base import ElidedLabel, IconLabel, Label, Scroller, clear, column, row
from ui.widgets.button import IconButton
from ui.widgets.card import ListCard
from ui.widgets.chip import Chip
from ui.widgets.empty import Empty
from ui.widgets.note_bar import NoteBar
from ui.words import day_words, part_date

_HOMES = MappingProxyType({"partnership": "partnerships", "opportunity": "opportunities", "company": "companies"})
"""Form → entry of the rail."""


class AsOfPage(Page):
    """Looks back at one record; for a company also at the forms about it."""

    least = 340

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.title = self.tr("As it was")
        self._record: UUID | None = None
        self._company: UUID | None = None
        self._at: date | None = None
        self._of = ""  # the company, when it is a form about one
        self._days: tuple[date, ...] = ()
        self.then: RecordThen | None = None
        outer = column(self, gap=0)
        top = column(margins=(24, 12, 24, 8), gap=8)
        head = row(gap=8)
        self._heading, self._sub = ElidedLabel("", "title"), Label("", "sub")
        head.addWidget(self._heading)
        head.addWidget(self._sub)
        head.addStretch()
        top.addLayout(head)
        self.banner = NoteBar(tone="warn", icon="clock")
        self.banner.add_action(self.tr("Back to today"), self.back.emit)
        top.addWidget(self.banner)
        top.addLayout(self._controls())
        self.trouble = Label("", "error", wrap=True)
        self.trouble.hide()
        top.addWidget(self.trouble)
        outer.addLayout(top)
        self._scroller = Scroller(margins=(24, 4, 24, 16), gap=12)
        outer.addWidget(self._scroller, 1)

    def _controls(self) -> QHBoxLayout:
        line = row(gap=8)
        line.setDirection(QBoxLayout.Direction.TopToBottom if look().large else QBoxLayout.Direction.LeftToRight)
        self.forms = QuietCombo()
        self.forms.setAccessibleName(self.tr("Of"))
        self.forms.setSizeAdjustPolicy(QuietCombo.SizeAdjustPolicy.AdjustToContents)
        self.forms.activated.connect(lambda _place: self._other_form())
        line.addWidget(self.forms)
        days = row(gap=6)
        self.earlier = IconButton("left", self.tr("To the change before"), clicked=lambda: self.turn(-1))
        self.day = DateField(Question("day", "date", label=self.tr("On which day?")), surroundings(self.session))
        self.day.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.day.committed.connect(self._day_typed)
        self.day.line.returnPressed.connect(self._day_typed)
        self.later = IconButton("right", self.tr("To the next change"), clicked=lambda: self.turn(1))
        for part in (self.earlier, self.day, self.later):
            days.addWidget(part)
        self._place = Label("", "sub")
        days.addWidget(self._place)
        days.addStretch()
        line.addLayout(days)
        self.only = QCheckBox(self.tr("Only what is different today"))
        self.only.toggled.connect(lambda _on: self._show_answers())
        line.addWidget(self.only)
        line.addStretch()
        return line

    # --- page contract ---------------------------------------------------

    def open(self, record: UUID | str | None = None, at: str = "", company: UUID | None = None, **_other: Any) -> None:
        """record: whose past; at: an ISO day, else the last one on which it was different; company: offers the forms about it, too."""
        wanted = UUID(hex=record) if isinstance(record, str) else record
        if wanted is None:
            return
        if wanted != self._record:
            self._at = None
        self._record, self._company = wanted, company
        self._at = date.fromisoformat(at) if at else self._at
        self.under = "" if company is not None else self._home_of(wanted)
        self.trouble.hide()
        self.stale = True

    def _home_of(self, record: UUID) -> str:
        """The entry of the rail where one came from."""
        try:
            found = self.session.ask(show, record)
            forms = (found.form, self.session.ask(show, found.about).form if found.about is not None else "")
        except NotFound:
            return ""
        return next((_HOMES[name] for name in forms if name in _HOMES), "")

    def place(self) -> Where:
        return {"record": self._record, "at": self._at.isoformat() if self._at else "", "company": self._company}

    def take_focus(self) -> None:
        self.day.first().setFocus()

    def refresh(self, changes: Changes | None) -> None:
        if self._record is None:
            return
        try:
            self._days = days_with(self.session, self.session.ask(as_of, self._record, self._today))
            if self._at is None:
                self._at = next((day for day in reversed(self._days) if day < self._today), self._today)
            self.then = self.session.ask(as_of, self._record, self._at)
        except NotFound:
            self.back.emit()
            return
        self._offer_forms()
        self._show_head(self.then, self._at)
        self._show_answers()

    @property
    def _today(self) -> date:
        return self.session.workspace.now().astimezone().date()

    # --- showing ---------------------------------------------------------

    def _offer_forms(self) -> None:
        self.forms.setVisible(self._company is not None)
        self._of = ""
        if self._company is None:
            return
        found = self.session.ask(company_page, self._company, self._today)
        self._of = found.name
        self.forms.clear()
        for form in (found.company, *found.forms):
            if form.record is not None:
                self.forms.addItem(form.title, form.record.hex)
        self.forms.setCurrentIndex(self.forms.findData(self._record.hex if self._record else ""))

    def _show_head(self, then: RecordThen, at: date) -> None:
        form = self.session.workspace.catalogue.form(then.form)
        self.title = self.tr("{record}, as it was").format(record=then.title)
        self.renamed.emit()
        self._heading.setText(then.title)
        self._sub.setText(self._of if self._of and self._of != then.title else form.title)
        words = self.tr("Nothing can be changed here. What is different today is marked.")
        self.banner.show_note(words, "warn", strong=self.tr("You see it as it was at the end of {day}.").format(day=day_words(at)))
        self.day.show_answer(Answer.of(at.isoformat()))
        self.earlier.setEnabled(any(day < at for day in self._days))
        self.later.setEnabled(any(day > at for day in self._days))
        count = sum(day <= at for day in self._days)
        self._place.setText(self.tr("day {n} of {all} with changes").format(n=count, all=len(self._days)) if self._days else "")

    def _show_answers(self) -> None:
        clear(self._scroller.body)
        then = self.then
        if then is None:
            return
        shown = [each for each in then.answers if not (self.only.isChecked() and each.same)]
        lines = [one for one in said(self.session, then, self._at or self._today, self._today) if not (self.only.isChecked() and one.same)]
        if lines:
            self._scroller.body.addWidget(self._worked_out(lines))
        nothing = self._nothing(then, shown)
        if nothing is not None:
            self._scroller.body.addWidget(nothing)
        else:
            self._scroller.body.addWidget(Label(self._difference(then), "sub", wrap=True))
        for section, found in groupby(shown, key=lambda each: each.section):
            self._scroller.body.addWidget(self._section(section, found))
        self._scroller.body.addStretch()

    def _difference(self, then: RecordThen) -> str:
        if not then.changed_since:
            return self.tr("It reads the same today.")
        return self.tr("%n answers are different today.", "", then.changed_since)

    def _nothing(self, then: RecordThen, shown: list[AnswerThen]) -> Empty | None:
        """Why there is no answer to show."""
        first = self._days[0] if self._days else None
        if not then.there:
            go = partial(self.go_to, first) if first is not None else None
            sentence = self.tr("It was not there on this day")
            hint = self.tr("It was not begun yet, or it was deleted.")
            return Empty(sentence, hint, icon="clock", action=self.tr("Go to its first day") if go else "", clicked=go)
        if shown:
            return None
        if then.answers:
            clicked = partial(self.only.setChecked, False)
            return Empty(self.tr("It reads the same today"), icon="okc", action=self.tr("Show every answer"), clicked=clicked)
        return Empty(self.tr("Nothing was answered on this day"), icon="circle")

    def _section(self, words: str, found: Iterable[AnswerThen]) -> QWidget:
        card = ListCard(words)
        for each in found:
            card.add_row(self._row(each))
        return card

    def _worked_out(self, lines: Iterable[ThenAndNow]) -> QWidget:
        card = ListCard(self.tr("Where it stood"))
        for one in lines:
            card.add_row(self._line(one, "strong"))
        return card

    def _row(self, each: AnswerThen) -> QWidget:
        then, now = each.text or state_words(each.state), each.now or state_words(each.state_now)
        pressed = partial(self.go.emit, "wizard", {"record": self._record, "path": each.path})
        one = ThenAndNow(each.label, then, self._written(each), then if each.same else now)
        line = self._line(one, "" if each.text else "sub", pressed)
        line.setToolTip(self.tr("Opens the answer of today."))
        return line

    def _line(self, one: ThenAndNow, role: str, pressed: Callable[[], object] | None = None) -> Press:
        differs = "" if one.same else self.tr("Today: {answer}").format(answer=one.now)
        line = Press(", ".join(part for part in (f"{one.label} {one.then}", differs) if part), pressed)
        line.line.addWidget(IconLabel("dash" if one.same else "swap", "text3" if one.same else "accent", 15), 0, Qt.AlignmentFlag.AlignTop)
        box = column(gap=1)
        box.addWidget(Label(one.label, "caption2", wrap=True))
        box.addWidget(Label(one.then, role, wrap=True))
        box.addWidget(Label(one.written, "caption", wrap=True))
        line.line.addLayout(box, 3)
        today = column(gap=3)
        if differs:
            today.addWidget(Chip(self.tr("different today"), "swap"), 0, Qt.AlignmentFlag.AlignLeading)
            today.addWidget(Label(differs, "strong", wrap=True))
        line.line.addLayout(today, 2)
        for part in (box, today):
            line.line.setAlignment(part, Qt.AlignmentFlag.AlignTop)
        return line

    def _written(self, each: AnswerThen) -> str:
        """Who wrote it and when, its note, and how many sources stood beside it."""
        wrote = self.tr("{person}, {day}").format(person=each.by, day=day_words(each.at.astimezone().date())) if each.at is not None else ""
        sources = self.tr("%n sources", "", each.sources) if each.sources else ""
        checked = self.tr("checked {day}").format(day=part_date(each.checked)) if each.checked else ""
        return " · ".join(part for part in (wrote, checked, each.note, sources) if part)

    # --- going -----------------------------------------------------------

    def turn(self, by: int) -> None:
        """To the change before, or to the next one."""
        at = self._at or self._today
        found = [day for day in self._days if (day > at if by > 0 else day < at)]
        if found:
            self.go_to(found[0] if by > 0 else found[-1])

    def go_to(self, day: date) -> None:
        """To a day. After today nothing was written yet."""
        self.trouble.setVisible(day > self._today)
        self.trouble.setText(self.tr("This day is still to come. Choose today or an earlier day."))
        if day <= self._today:
            self._at = day
            self.refresh(None)

    def _day_typed(self) -> None:
        value = self.day.answer().value
        if isinstance(value, str):
            day = date.fromisoformat(value)
            if day != self._at:
                self.go_to(day)
            return
        self.trouble.setText(self.day.complaint() or self.tr("Write the day you want to see."))
        self.trouble.show()

    def _other_form(self) -> None:
        record = self.forms.currentData()
        if isinstance(record, str):
            self._record = UUID(hex=record)
            self.refresh(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.back.emit()
            return
        super().keyPressEvent(event)


def state_words(state: State) -> str:
    """A state in words, for answers without a value."""
    words = {State.UNKNOWN: _tr("Unknown"), State.NOT_APPLICABLE: _tr("Not applicable")}
    return words.get(state, _tr("Not asked yet"))


def _tr(text: str) -> str:
    return QCoreApplication.translate("AsOfPage", text)
