"""Contributions: who gives what for what, and what the funding rules say."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ctip_desktop.practice.funding import DONOR, Part
from ctip_desktop.queries.partner_views import ContributionView
from ui.pages.partnerships.tab import Tab, money
from ui.widgets.base import Label, column, row
from ui.widgets.card import Card, ListCard
from ui.widgets.chip import Chip
from ui.widgets.note_bar import NoteBar
from ui.words import day_words, one_place, percent


class ContributionsTab(Tab):
    """The ledger with its checks. A warning never locks anything."""

    def fill(self) -> None:
        funding = self.page.funding
        if not funding.rows:
            hint = self.tr("Money and help in kind, promised or received, of companies, donors and ourselves.")
            self.nothing(self.tr("No contribution yet"), hint, self.tr("Add a contribution"), "contribution", "money")
            return
        self.heading(self.tr("Contributions"), self.tr("Add a contribution"), "contribution")
        self.body.addWidget(self._summary())
        for text in dict.fromkeys(notice.text for notice in funding.notices):
            count = sum(notice.text == text for notice in funding.notices)
            self.body.addWidget(NoteBar(text, "warn", strong=self.tr("%n contributions to look at.", "", count)))
        card = ListCard(self.tr("Newest first"), len(funding.rows))
        for each in funding.rows:
            card.add_row(self._row(each))
        self.body.addWidget(card)

    def _summary(self) -> QWidget:
        funding = self.page.funding
        card = Card()
        line = row(gap=24)
        for words, part in (
            (self.tr("Cost of the partnership paid privately"), funding.cover),
            (self.tr("Private money to donor money"), funding.match),
            (self.tr("Our own share"), funding.ours),
        ):
            shown = self._part(words, part)
            line.addLayout(shown, 1)
            line.setAlignment(shown, Qt.AlignmentFlag.AlignTop)
        card.add(line)
        return card

    def _part(self, words: str, part: Part | None) -> QVBoxLayout:
        box = column(gap=2)
        box.addWidget(Label(words, "caption2", wrap=True))
        if part is None or part.share is None:
            box.addWidget(Label(self.tr("not known yet"), "sub"))
            return box
        part_words, whole_words = money(part.part, part.currency), money(part.whole, part.currency)
        if part is self.page.funding.match:  # one beside the other, not a part of it
            figure = self.tr("{number} to 1").format(number=one_place(part.share))
            amounts = self.tr("{private} private, {donor} from donors").format(private=part_words, donor=whole_words)
        else:
            figure, amounts = percent(part.share), self.tr("{part} of {whole}").format(part=part_words, whole=whole_words)
        box.addWidget(Label(figure, "figure"))
        box.addWidget(Label(amounts, "caption2", wrap=True))
        if part.left_out:
            box.addWidget(Label(self.tr("%n not counted: no amount, class or another currency", "", len(part.left_out)), "caption", wrap=True))
        return box

    def _row(self, each: ContributionView) -> QWidget:
        why = self.tr("why: {reason}").format(reason=each.why) if each.why else ""
        sub = " · ".join(part for part in (each.kind_label, each.source_label, each.use_label, each.basis_label, why) if part)
        chips = [Chip(each.state_label, "check" if each.state == "received" else "clock")] if each.state_label else []
        if each.warnings:
            chips.insert(0, Chip(self.tr("look at it"), "alert", "warn", tip=" ".join(each.warnings)))
        title = self.tr("{amount} from {giver}").format(
            amount=money(each.value, each.currency) or self.tr("no amount yet"), giver=each.giver or self.tr("somebody not named")
        )
        explain = each.warnings and each.source == DONOR
        action = self.change(self.tr("Say why…"), title, each.id, "explained") if explain else None
        end = day_words(each.on) if each.on else ""
        return self.entry("money", title, sub, each.id, chips=chips, end=end, action=action, wrap=bool(why))
