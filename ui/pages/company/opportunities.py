"""The opportunities this company takes part in, and their score cards."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from ctip_desktop.queries.companies import OpportunityLine, ScoreCardLine
from ui.pages.company.part import Part
from ui.pages.company.rows import icon_row
from ui.pages.registry import exists
from ui.widgets.button import Button
from ui.widgets.card import ListCard
from ui.widgets.empty import Empty
from ui.words import one_place


class OpportunitiesPart(Part):
    """Opportunities with their rank in the newest round."""

    def fill(self) -> None:
        ends = [Button(self.tr("Where interests meet"), icon="link", clicked=self._meet)] if exists("opportunities") else []
        ends += [Button(self.tr("Make an opportunity"), "main", icon="plus", clicked=self._make)] if exists("opportunities") else []
        self.heading(self.tr("Opportunities"), *ends)
        if not self.company.opportunities:
            hint = self.tr("The offers under “Stage on the path” are a place to begin.")
            self.body.addWidget(
                Empty(
                    self.tr("No opportunity yet"),
                    hint,
                    icon="idea",
                    action=self.tr("See the offers"),
                    clicked=partial(self.part.emit, "stage"),
                )
            )
            return
        card = ListCard(self.tr("With this company"), len(self.company.opportunities))
        for one in self.company.opportunities:
            card.add_row(icon_row("idea", one.title, one.status_label, self._rank(one), partial(self._open, one)))
        self.body.addWidget(card)
        if self.company.score_cards:
            sheets = ListCard(self.tr("Score cards"), len(self.company.score_cards))
            for sheet in self.company.score_cards:
                sheets.add_row(self._sheet_row(sheet))
            self.body.addWidget(sheets)

    def _rank(self, one: OpportunityLine) -> str:
        if one.rank is None or one.total is None:
            return self.tr("not scored yet")
        words = self.tr("place {rank}, total {total}").format(rank=one.rank, total=one_place(one.total))
        return self.tr("{result}, provisional").format(result=words) if one.provisional else words

    def _sheet_row(self, sheet: ScoreCardLine) -> QWidget:
        who = self.tr("agreed sheet") if sheet.agreed else sheet.assessor
        done = self.tr("{done} of {all} factors").format(done=sheet.answered, all=sheet.of)
        where = {"opportunity": sheet.opportunity.id}
        pressed = partial(self.go.emit, "score_card", where) if exists("score_card") else None
        return icon_row("bars", sheet.opportunity.title, f"{sheet.round} · {who}", done, pressed)

    def _open(self, one: OpportunityLine) -> None:
        if exists("score_card"):
            self.go.emit("score_card", {"opportunity": one.id})
        else:
            self.go.emit("wizard", {"record": one.id})

    def _meet(self) -> None:
        self.go.emit("opportunities", {"part": "interests", "company": self.company.id})

    def _make(self) -> None:
        self.go.emit("opportunities", {"add": True, "about": self.company.id, "title": ""})
