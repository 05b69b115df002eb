"""Concerns, agreements and decisions: what could end it, what was signed, what people decided."""

from __future__ import annotations

from functools import partial
from textwrap import shorten

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ctip_desktop.practice.concerns import before_agreement
from ctip_desktop.queries.partner_views import AgreementView, ConcernView, DecisionView
from ui.pages.partnerships.tab import Tab, money
from ui.widgets.base import Label
from ui.widgets.button import Button
from ui.widgets.card import ListCard
from ui.widgets.chip import Chip
from ui.widgets.empty import Empty
from ui.widgets.note_bar import NoteBar
from ui.words import day_words, near_day, percent

_LONG = 240
"""Letters of a concern in its row; the whole text stands in the entry."""


class ConcernsTab(Tab):
    """Open deal-breakers first. They warn before an agreement and lock nothing."""

    def fill(self) -> None:
        if not self.page.concerns:
            hint = self.tr("Worries said early are easier to solve. Write down those of both sides.")
            self.nothing(self.tr("No concern written down"), hint, self.tr("Add a concern"), "concern", "flag")
            return
        self.heading(self.tr("Concerns"), self.tr("Add a concern"), "concern")
        self._notes()
        waiting = [each for each in self.page.concerns if each.open]
        settled = [each for each in self.page.concerns if not each.open]
        for words, found in ((self.tr("Open"), waiting), (self.tr("Settled"), settled)):
            if found:
                card = ListCard(words, len(found))
                for each in found:
                    card.add_row(self._row(each))
                self.body.addWidget(card)

    def _notes(self) -> None:
        summary = self.page.concern_summary
        if summary.deal_breakers:
            self.body.addWidget(NoteBar(before_agreement(len(summary.deal_breakers)), "bad"))
        if summary.early is not None:
            words = self.tr("{share} of the dated concerns were raised before the agreement.").format(share=percent(summary.early))
            self.body.addWidget(Label(words, "sub", wrap=True))
        names = {"company": self.tr("the company"), "programme": self.tr("our programme")}
        for side in summary.silent:
            if side in names:
                self.body.addWidget(
                    Label(self.tr("Nothing is written down from {side} yet. Ask both sides.").format(side=names[side]), "sub", wrap=True)
                )

    def _row(self, each: ConcernView) -> QWidget:
        about = self.tr("about {what}").format(what=each.about.title) if each.about else ""
        sub = " · ".join(part for part in (each.side_label, ", ".join(each.topics), each.agreed or each.solution, about) if part)
        tone = "bad" if each.open and each.kind == "deal_breaker" else ""
        chips = [Chip(each.kind_label, "flag" if each.kind == "deal_breaker" else "", tone)] if each.kind_label else []
        chips.append(Chip(each.status_label))
        if each.loose:
            chips.append(Chip(self.tr("not confirmed by both"), "alert", "warn"))
        end = ""
        if each.open and each.days is not None:
            end = self.tr("open for %n days", "", each.days) if each.days else self.tr("since today")
        elif each.settled is not None:
            end = day_words(each.settled)
        text = shorten(each.text, _LONG, placeholder="…")
        action = self.change(self.tr("Settle…"), text, each.id, "settled") if each.open else None
        return self.entry("flag", text, sub, each.id, chips=chips, end=end, wrap=True, action=action)


class AgreementsTab(Tab):
    """What was signed, what it changed, and what may still be said."""

    def fill(self) -> None:
        open_ = len(self.page.concern_summary.deal_breakers)
        if open_:
            note = NoteBar(before_agreement(open_), "bad")
            note.add_action(self.tr("See them"), partial(self.tab.emit, "concerns"))
            self.body.addWidget(note)
        for caution in self.page.before_signing:
            self.body.addWidget(NoteBar(caution.text, "bad" if caution.holds else "warn"))
        self.offer_begin()
        self.heading(self.tr("Agreements"), self.tr("Add an agreement"), "agreement")
        if self.page.agreements:
            card = ListCard(self.tr("Newest first"), len(self.page.agreements))
            for each in self.page.agreements:
                card.add_row(self._agreement(each))
            self.body.addWidget(card)
        else:
            self.body.addWidget(
                Label(self.tr("Nothing is signed yet. Smaller agreements below one umbrella are easier to change."), "sub", wrap=True)
            )
        self.heading(self.tr("Non-disclosure agreements"), self.tr("Add a non-disclosure agreement"), "nda")
        self._ndas()

    def _agreement(self, each: AgreementView) -> QWidget:
        chips = [Chip(self.tr("in force"), "check") if each.in_force else Chip(self.tr("not in force"), "dash")]
        if each.exit_clause is False:
            chips.append(Chip(self.tr("no way out"), "alert"))
        changed = self.tr("changed: {what}").format(what=", ".join(each.changed)) if each.changed else ""
        parties = ", ".join(line.strip() for line in each.parties.splitlines() if line.strip())
        why = self.tr("signed with an open deal-breaker: {why}").format(why=each.why) if each.why else ""
        sub = " · ".join(part for part in (parties, money(each.value, each.currency), changed, each.reason, why) if part)
        title = each.kind_label or self.tr("Agreement")
        return self.entry("file", title, sub, each.id, chips=chips, end=_period(each), wrap=True)

    def _ndas(self) -> None:
        if not self.page.ndas:
            self.body.addWidget(Label(self.tr("None. Everything marked for sharing may be told."), "sub", wrap=True))
            return
        card = ListCard(self.tr("Newest first"), len(self.page.ndas))
        for each in self.page.ndas:
            chips = [Chip(self.tr("in force"), "lock") if each.in_force else Chip(self.tr("not in force"), "dash")]
            may = self.tr("May still be told: {items}").format(items=", ".join(each.shareable)) if each.shareable else self.tr("Nothing may be told")
            title = each.parties or self.tr("Non-disclosure agreement")
            card.add_row(self.entry("lock", title, may, each.id, chips=chips, end=_period(each), wrap=True))
        self.body.addWidget(card)
        if self.page.anonymous_label:
            one = len(self.page.right_partners) == 1
            words = self.tr("The name is hidden from everybody outside. In reports it stands as “{label}”.")
            many = self.tr("The names are hidden from everybody outside. In reports they stand as “{label}”. The letters may differ.")
            words = (words if one else many).format(label=self.page.anonymous_label)
            self.body.addWidget(NoteBar(words, "info", icon="eyeoff"))


class DecisionsTab(Tab):
    """What people decided, newest first, with the reasons and what was doubted."""

    def fill(self) -> None:
        if not self.page.decisions:
            hint = self.tr("Yes, explore first, no, or not now. A reason written down helps the next team.")
            self.nothing(self.tr("No decision yet"), hint, self.tr("Record a decision"), "decision", "okc")
            return
        self.heading(self.tr("Decisions"), self.tr("Record a decision"), "decision")
        for each in self.page.decisions:
            card = ListCard(self.tr("{kind}: {choice}").format(kind=each.kind_label, choice=each.choice_label))
            if each.review_due and each.review:
                card.add_action(Chip(self.tr("review due since {day}").format(day=near_day(each.review, self.today)), "clock", "warn"))
            card.add_action(Label(day_words(each.on) if each.on else "", "sub"))
            self._lines(card, each)
            self.body.addWidget(card)

    def _lines(self, card: ListCard, each: DecisionView) -> None:
        called = self.tr("{kind}: {choice}").format(kind=each.kind_label, choice=each.choice_label)
        lines = [("users", each.deciders, each.reasons)]
        if each.conditions:
            lines.append(("list", each.conditions, self.tr("Conditions")))
        if each.explore_question:
            until = self.tr("until {day}").format(day=day_words(each.explore_until)) if each.explore_until else ""
            found = each.explore_result or self.tr("no result yet")
            lines.append(("search", each.explore_question, ", ".join(part for part in (self.tr("Explore"), until, found) if part)))
        if each.dissent:
            lines.append(("split", each.dissent, self.tr("Seen differently")))
        for icon, title, sub in lines:
            card.add_row(self.entry(icon, title or self.tr("nobody named"), sub, each.id, called=called, wrap=True))


class PeopleTab(Tab):
    """The partner's contacts and the conversations with them."""

    def fill(self) -> None:
        risk = self.page.key_person.text
        if risk:
            self.body.addWidget(NoteBar(risk, "info"))
        if not self.page.contacts:
            self._nobody()
        else:
            card = ListCard(self.tr("Contacts"), len(self.page.contacts))
            for each in self.page.contacts:
                chips = [Chip(self.tr("no longer our contact"), "pause")] if each.active is False else []
                if each.champion:
                    chips.append(Chip(self.tr("Champion: {word}").format(word=each.champion.lower()), "flag"))
                sub = ", ".join(part for part in (each.job, each.company.title) if part)
                card.add_row(self.entry("user", each.name, sub, each.id, chips=chips))
            if self.page.right_partners:
                card.add_action(Button(self.tr("Add a contact"), size="small", icon="plus", clicked=self._add_contact))
            self.body.addWidget(card)
        self._talks(self.body)

    def _add_contact(self) -> None:
        """Ask for a contact of the partner; with several partners the dialog asks which."""
        partners = self.page.right_partners
        self.ask.emit("add_contact", {"company": partners[0].company.id.hex} if len(partners) == 1 else {})

    def _nobody(self) -> None:
        hint = self.tr("At least two people on each side keep it alive when one leaves.")
        if not self.page.right_partners:
            action, clicked = self.tr("Name the partner first"), partial(self.open_record, self.page.id)
            self.body.addWidget(Empty(self.tr("No contact yet"), hint, icon="users", action=action, clicked=clicked))
            return
        self.body.addWidget(Empty(self.tr("No contact yet"), hint, icon="users", action=self.tr("Add a contact"), clicked=self._add_contact))

    def _talks(self, box: QVBoxLayout) -> None:
        if not self.page.talks:
            return
        card = ListCard(self.tr("Conversations"), len(self.page.talks))
        for talk in self.page.talks:
            sub = " · ".join(part for part in (talk.channel_label, talk.people, talk.by) if part)
            end = near_day(talk.on, self.today) if talk.on else ""
            card.add_row(self.entry("note", talk.subject or talk.channel_label, sub, talk.id, end=end))
        box.addWidget(card)


def _period(each: AgreementView) -> str:
    """From when to when."""
    return " – ".join(day_words(day) for day in (each.signed, each.ends) if day is not None)
