"""Overview: what comes next, who it is, what is open, how far the forms are."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ctip_desktop.queries.views import FormState, OpenPromise
from ui.pages.company.part import Part
from ui.pages.company.people import CHANNEL_ICONS
from ui.pages.company.rows import Press, answer_row, fact_row, icon_row, progress_icon
from ui.theme import px
from ui.widgets.bar import Bar
from ui.widgets.base import IconLabel, Label, column, row
from ui.widgets.button import Button
from ui.widgets.card import Card, ListCard
from ui.words import near_day, promise_words

_SHOWN = 6
_TALKS = 4
_PROMISES = 5


class OverviewPart(Part):
    """Two columns."""

    def fill(self) -> None:
        self.heading(self.tr("Overview"), Button(self.tr("Edit the facts"), icon="pencil", clicked=partial(self.fill_in, "company")))
        left, right = self.columns(5, 4)
        for part in (self._next_step(), self._facts(), self._open_points()):
            if part is not None:
                left.addWidget(part)
        for part in (self._forms(), self._talks(), self._opportunities()):
            if part is not None:
                right.addWidget(part)
        left.addStretch()
        right.addStretch()

    def _next_step(self) -> QWidget | None:
        """Every promise that is not kept yet, each to be kept on its own."""
        step, promises = self.company.next_step, self.company.promises
        if not promises:
            return None
        card = Card(gap=4)
        card.add(Label(self.tr("Next step") if len(promises) == 1 else self.tr("Promised and not done yet"), "strong"))
        for place, promise in enumerate(promises[:_PROMISES]):
            channel = step.channel if place == 0 and step is not None else ""
            card.add(self._promise(promise, CHANNEL_ICONS.get(channel, "flag")))
        if len(promises) > _PROMISES:
            card.add(Button(self.tr("See all"), "link", clicked=partial(self.part.emit, "talks")))
        return card

    def _promise(self, promise: OpenPromise, icon: str) -> QWidget:
        whole = QWidget()
        line = row(whole, gap=10)
        line.addWidget(IconLabel(icon, "text2", 16), 0, Qt.AlignmentFlag.AlignTop)
        words = column(gap=0)
        words.addWidget(Label(promise_words(promise.text, promise.theirs), wrap=True))
        if promise.due is not None:
            words.addWidget(Label(self.tr("due {day}").format(day=near_day(promise.due, self.today)), "caption2"))
        line.addLayout(words, 1)
        record = {"company": self.company.id.hex, "promise": promise.record.hex}
        keep = Button(self.tr("Record it"), size="small", clicked=partial(self.ask.emit, "record_conversation", record))
        keep.setAccessibleDescription(promise_words(promise.text, promise.theirs))
        line.addWidget(keep, 0, Qt.AlignmentFlag.AlignTop)
        return whole

    def _facts(self) -> QWidget:
        card = ListCard(self.tr("Who it is"))
        if (link := self.fix_link(self.company.company)) is not None:
            card.add_action(link)
        for answer in self.company.about:
            card.add_row(fact_row(answer, partial(self.fill_in, "company", path=answer.path)))
        return card

    def _open_points(self) -> QWidget | None:
        points = self.company.open_points
        if not points:
            return None
        card = ListCard(self.tr("Open points"), len(points))
        card.add_action(Button(self.tr("See all"), "link", clicked=partial(self.part.emit, "desk_research")))
        for answer in points[:_SHOWN]:
            card.add_row(answer_row(answer, partial(self.go.emit, "wizard", {"record": answer.record, "path": answer.path})))
        return card

    def _forms(self) -> QWidget:
        card = ListCard(self.tr("Forms"))
        for form in self.company.forms:
            card.add_row(self._form_row(form))
        return card

    def _form_row(self, form: FormState) -> QWidget:
        counted = self.tr("{done} of {all}").format(done=form.answered, all=form.asked)
        line = Press(f"{form.title}, {counted}", partial(self.fill_in, form.form))
        line.line.addWidget(IconLabel(progress_icon(form), "two" if form.to_settle else "text2", 15))
        line.line.addWidget(Label(form.title, wrap=True), 1)
        if (link := self.fix_link(form)) is not None:
            line.line.addWidget(link)
        else:  # both would leave no room for the name
            bar = Bar(form.answered / form.asked if form.asked else 0.0)
            bar.setFixedWidth(px(70))
            line.line.addWidget(bar)
        words = Label(counted, "sub")
        words.setMinimumWidth(px(56))
        words.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        line.line.addWidget(words)
        return line

    def _talks(self) -> QWidget | None:
        if not self.company.talks:
            return None
        card = ListCard(self.tr("Last talks"))
        card.add_action(Button(self.tr("See all"), "link", clicked=partial(self.part.emit, "talks")))
        for talk in self.company.talks[:_TALKS]:
            icon = CHANNEL_ICONS.get(talk.channel, "note")
            day = near_day(talk.on, self.today) if talk.on else ""
            card.add_row(icon_row(icon, talk.subject or talk.channel_label, "", day, partial(self.go.emit, "wizard", {"record": talk.id})))
        return card

    def _opportunities(self) -> QWidget | None:
        if not self.company.opportunities:
            return None
        card = ListCard(self.tr("Opportunities"))
        for one in self.company.opportunities:
            card.add_row(icon_row("idea", one.title, one.status_label, "", partial(self.part.emit, "opportunities")))
        return card
