"""Desk research and due diligence beside the sub-navigation: how far they are, what is known, what a person has to do."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import groupby

from PySide6.QtWidgets import QWidget

from ctip_desktop.forms.model import State
from ctip_desktop.practice.due_diligence import Result
from ctip_desktop.queries.companies import CheckItem
from ctip_desktop.queries.sensitive import MONTHS, DueAnswer, sensitive_due
from ui.pages.companies_columns import CHECK_ICONS, CHECK_WORDS
from ui.pages.company.part import Part
from ui.pages.company.rows import Press, answer_row, go_on_words, icon_row, progress_icon, state_words
from ui.widgets.base import IconLabel, Label, row
from ui.widgets.button import Button
from ui.widgets.card import Card, ListCard
from ui.widgets.chip import Chip
from ui.widgets.empty import Empty
from ui.widgets.flow import FlowLayout
from ui.widgets.note_bar import NoteBar
from ui.words import day_words

_MOST_DUE = 20
_TONE = {Result.CLEAR: "ok", Result.WATCH: "warn", Result.STOP: "bad"}


class DeskPart(Part):
    """Every relevant question of desk research in reading order, whatever its state."""

    def fill(self) -> None:
        panel = self.company.desk
        begun = panel.form.record is not None
        progress = self.tr("{done} of {all} answered").format(done=panel.form.answered, all=panel.form.asked)
        words = go_on_words(panel.form) or self.tr("Begin the form")
        begin = partial(self.fill_in, "desk_research")
        self.heading(
            self.tr("Desk research"),
            Chip(progress, progress_icon(panel.form)),
            *self.fix_links(panel.form),
            Button(words, "main", clicked=begin),
            self.more_button("desk_research"),
        )
        if not begun:
            hint = self.tr("It asks what to learn about a company before and around the first talk.")
            self.body.addWidget(Empty(self.tr("Nobody has begun desk research"), hint, icon="search", action=words, clicked=begin))
            return
        self.body.addWidget(self._figures())
        card = ListCard(self.tr("What we know"))
        for answer in panel.answers:
            card.add_row(answer_row(answer, partial(self.fill_in, "desk_research", path=answer.path)))
        self.body.addWidget(card)

    def _figures(self) -> Card:
        panel = self.company.desk
        card = Card()
        holder = QWidget()
        line = FlowLayout(holder, gap=12)
        share = panel.share_with_source
        figures = [
            ("check", self.tr("{n} answered").format(n=panel.answered)),
            ("help", self.tr("{n} unknown").format(n=panel.unknown)),
            ("minusc", self.tr("{n} not applicable").format(n=panel.not_applicable)),
            ("circle", self.tr("{n} open").format(n=panel.open)),
        ]
        if share is not None:
            figures.append(("link", self.tr("{share} % with a source").format(share=round(share * 100))))
        if panel.oldest is not None:
            figures.append(("stale", self.tr("oldest source {n} months old").format(n=panel.oldest)))
        for name, words in figures:
            line.addWidget(_figure(name, words))
        card.add(holder)
        return card


def _figure(icon: str, words: str) -> QWidget:
    """An icon and its words, which stay together."""
    whole = QWidget()
    line = row(whole, gap=6)
    line.addWidget(IconLabel(icon, "text2", 15))
    line.addWidget(Label(words, "sub"))
    return whole


class CheckPart(Part):
    """Due diligence: the worst item is the result, and not checked never counts as clear."""

    def fill(self) -> None:
        panel = self.company.due_diligence
        begun = panel.form.record is not None
        words = go_on_words(panel.form) or self.tr("Begin the check")
        begin = partial(self.fill_in, "due_diligence")
        progress = self.tr("{done} of {all} answered").format(done=panel.form.answered, all=panel.form.asked)
        self.heading(
            self.tr("Due diligence"),
            Chip(progress, progress_icon(panel.form)),
            *self.fix_links(panel.form),
            Chip(self.tr("Team only"), "lock"),
            Button(words, "main", clicked=begin),
            self.more_button("due_diligence"),
        )
        if not begun:
            hint = self.tr("Court cases, key people, standards, what the partner brings, business links, security and reputation.")
            self.body.addWidget(Empty(self.tr("Nobody has begun the check"), hint, icon="shield", action=words, clicked=begin))
            return
        self.body.addWidget(self._result())
        if panel.recheck_due and panel.recheck is not None:
            due = self.tr("It was due on {day}.").format(day=day_words(panel.recheck))
            self.body.addWidget(NoteBar(due, "warn", strong=self.tr("Check again.")))
        to_review = self.session.ask(sensitive_due, self.company.id)
        if to_review:
            self.body.addWidget(self._sensitive(to_review))
        for section, items in groupby(panel.items, key=lambda item: item.section):
            self.body.addWidget(self._section(section, list(items)))

    def _result(self) -> Card:
        panel = self.company.due_diligence
        card = Card(gap=6)
        holder = QWidget()
        line = FlowLayout(holder, gap=10)
        line.addWidget(Label(self.tr("Result of the check"), "strong"))
        line.addWidget(Chip(self.tr(CHECK_WORDS[panel.result]), CHECK_ICONS[panel.result], _TONE.get(panel.result, "")))
        for result, count in (
            (Result.CLEAR, panel.clear),
            (Result.WATCH, panel.watch),
            (Result.STOP, panel.stop),
            (Result.NOT_CHECKED, panel.not_checked),
        ):
            line.addWidget(_figure(CHECK_ICONS[result], f"{count} {self.tr(CHECK_WORDS[result]).lower()}"))
        card.add(holder, Label(panel.reason, wrap=True))
        if panel.decision_label:
            decided = self.tr("Decided: {decision}").format(decision=panel.decision_label)
            card.add(Label(". ".join(part for part in (decided, panel.conditions) if part), wrap=True))
        if panel.decision_reason:
            card.add(Label(self.tr("Why: {reason}").format(reason=panel.decision_reason), wrap=True))
        dates = [self.tr("Done on {day}").format(day=day_words(panel.checked_on)) if panel.checked_on else ""]
        dates.append(self.tr("check again by {day}").format(day=day_words(panel.recheck)) if panel.recheck else "")
        card.add(Label(" · ".join(part for part in dates if part) or self.tr("Not finished yet"), "caption"))
        return card

    def _sensitive(self, due: Sequence[DueAnswer]) -> ListCard:
        """Answers kept for two years: a person decides to erase them, or writes a note why they stay."""
        card = ListCard(self.tr("Sensitive answers to look at again"))
        words = self.tr("Kept for %n months. Erase what is not needed any more. To keep an answer, open it and write in the note why.", "", MONTHS)
        lead = Press(words)
        lead.line.addWidget(Label(words, "sub", wrap=True), 1)
        card.add_row(lead)
        for one in due[:_MOST_DUE]:
            pressed = partial(self.fill_in, "due_diligence", path=one.path)
            line = icon_row("stale", one.label, self.tr("written {day}").format(day=day_words(one.written)), "", pressed)
            erase = Button(self.tr("Erase"), size="small", clicked=partial(self.ask.emit, "erase", {"record": one.record.hex, "path": one.path}))
            erase.setAccessibleName(self.tr("Erase for good: {question}").format(question=one.label))
            line.line.addWidget(erase)
            card.add_row(line)
        if len(due) > _MOST_DUE:
            card.add_row(icon_row("more", self.tr("%n more", "", len(due) - _MOST_DUE)))
        return card

    def _section(self, section: str, items: list[CheckItem]) -> ListCard:
        card = ListCard(section)
        for item in items:
            path = item.answers[0].path if item.answers else ""
            pressed = partial(self.fill_in, "due_diligence", path=path)
            result = self.tr(CHECK_WORDS[item.result])
            card.add_row(icon_row(CHECK_ICONS[item.result], item.label, _fact(item), result, pressed))
        return card


def _fact(item: CheckItem) -> str:
    """What was found. That nobody could find out is a fact, too; that nobody asked is told by the judgement."""
    fact = item.answers[0] if item.answers else None
    state = state_words(fact) if fact is not None and fact.state in (State.UNKNOWN, State.NOT_APPLICABLE) else ""
    return ". ".join(part for part in (state, item.found) if part)
