"""Who we know there, and what was said."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from ctip_desktop.queries.companies import ContactView
from ctip_desktop.queries.views import Talk
from ui.pages.company.part import Part
from ui.pages.company.rows import Press
from ui.widgets.base import IconLabel, Label, column
from ui.widgets.button import Button
from ui.widgets.card import ListCard
from ui.widgets.chip import Avatar, Chip
from ui.widgets.empty import Empty
from ui.words import ago, day_words, near_day, promise_words

CHANNEL_ICONS = {"call": "phone", "video": "phone", "message": "mail", "visit": "pin", "event": "users", "workshop": "users", "meeting": "users"}


class ContactsPart(Part):
    """People at the company; a champion is worth a chip."""

    def fill(self) -> None:
        add = Button(self.tr("Add a contact"), "main", icon="plus", clicked=self._add)
        self.heading(self.tr("Contacts"), add)
        if not self.company.contacts:
            hint = self.tr("A name and a job are enough to begin.")
            self.body.addWidget(Empty(self.tr("No contact yet"), hint, icon="users", action=self.tr("Add a contact"), clicked=self._add))
            return
        card = ListCard(self.tr("People at the company"), len(self.company.contacts))
        for contact in self.company.contacts:
            card.add_row(self._row(contact))
        self.body.addWidget(card)

    def _row(self, contact: ContactView) -> QWidget:
        job = ", ".join(part for part in (contact.job, contact.unit) if part)
        sub = " · ".join(part for part in (job, contact.decides_label.lower()) if part)
        line = Press(f"{contact.name}, {sub}", partial(self.go.emit, "wizard", {"record": contact.id}))
        line.line.addWidget(Avatar(contact.name))
        words = column(gap=0)
        words.addWidget(Label(contact.name, wrap=True))
        words.addWidget(Label(sub or self.tr("job not known yet"), "caption2", wrap=True))
        line.line.addLayout(words, 1)
        if contact.champion in ("yes", "possible"):
            line.line.addWidget(Chip(self.tr("Champion: {word}").format(word=contact.champion_label.lower()), "flag"))
        if not contact.active:
            line.line.addWidget(Chip(self.tr("no longer our contact"), "pause"))
        last = self.tr("last talk {when}").format(when=ago(contact.last_talk, self.today)) if contact.last_talk else self.tr("no talk yet")
        line.line.addWidget(Label(last, "sub"))
        return line

    def _add(self) -> None:
        self.ask.emit("add_contact", {"company": self.company.id.hex})


class TalksPart(Part):
    """Conversations, newest first, with the promises made in them."""

    def fill(self) -> None:
        self.heading(
            self.tr("Conversations"),
            Button(self.tr("Prepare a visit"), icon="list", clicked=partial(self._ask_for, "visit_pack")),
            Button(self.tr("Write while you talk"), icon="pencil", clicked=partial(self._ask_for, "quick_capture")),
            Button(self.tr("Record a conversation"), "main", icon="note", clicked=self._record),
        )
        if not self.company.talks:
            hint = self.tr("First talks are for listening. Write down what was said and what you promised.")
            words = self.tr("Record a conversation")
            self.body.addWidget(Empty(self.tr("No conversation yet"), hint, icon="note", action=words, clicked=self._record))
            return
        card = ListCard(self.tr("Newest first"), len(self.company.talks))
        if self.company.longest_silence is not None:
            card.add_action(Label(self.tr("longest time without a talk: {n} days").format(n=self.company.longest_silence), "caption2"))
        for talk in self.company.talks:
            card.add_row(self._row(talk))
        self.body.addWidget(card)

    def _row(self, talk: Talk) -> QWidget:
        when = day_words(talk.on) if talk.on else self.tr("day not known")
        line = Press(f"{talk.channel_label}, {when}, {talk.subject}", partial(self.go.emit, "wizard", {"record": talk.id}))
        line.line.addWidget(IconLabel(CHANNEL_ICONS.get(talk.channel, "note"), "text2", 16))
        words = column(gap=1)
        words.addWidget(Label(talk.subject or talk.channel_label, wrap=True))
        sub = [talk.channel_label if talk.subject else "", self.tr("with {people}").format(people=talk.people) if talk.people else "", talk.by]
        words.addWidget(Label(" · ".join(part for part in sub if part), "caption2", wrap=True))
        line.line.addLayout(words, 1)
        if talk.promises:
            line.line.addWidget(self._promise(talk))
        line.line.addWidget(Label(when, "sub"))
        return line

    def _promise(self, talk: Talk) -> Chip:
        tip = "\n".join(promise_words(each.text, each.theirs) for each in talk.open or talk.promises)
        if not talk.open:
            return Chip(self.tr("%n promises kept", "", len(talk.promises)), "check", tip=tip)
        late = talk.due is not None and talk.due < self.today
        words = self.tr("due {day}").format(day=near_day(talk.due, self.today)) if talk.due else self.tr("promised")
        return Chip(words, "clock", "warn" if late else "", tip=tip)

    def _record(self) -> None:
        self._ask_for("record_conversation")

    def _ask_for(self, dialog: str) -> None:
        self.ask.emit(dialog, {"company": self.company.id.hex})
