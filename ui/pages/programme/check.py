"""Check the file: everything in it against its own record, and five words to compare with a colleague."""

from __future__ import annotations

from ctip_desktop.queries.records import CheckResult, check
from ctip_desktop.sync.identity import words
from ui.pages.programme.part import Part
from ui.widgets.base import Label
from ui.widgets.button import Button
from ui.widgets.card import Card, ListCard
from ui.widgets.fact_row import FactRow

_WORDS = 5


class CheckPart(Part):
    """Runs the check and shows what it found."""

    result: CheckResult | None = None

    def fill(self) -> None:
        lead = self.tr("Every change, every figure and every attachment is checked. Lists that can be worked out anew are worked out anew.")
        self.button = Button(self.tr("Check now"), "main", icon="shield", clicked=self.check)
        self.heading(self.tr("Check the file"), lead, self.button)
        found, self.result = self.result, None  # the words are those of this moment; after the next change they are others
        if found is not None:
            self.body.addWidget(self._well(found) if found.ok else self._findings(found))

    def check(self) -> None:
        """Check everything."""
        ws = self.session.workspace
        self.running.run(lambda _progress: check(ws), self.tr("Checking the file"), self._checked, failed=self.refuse, can_cancel=False)

    def _checked(self, result: CheckResult) -> None:
        self.result = result
        self.refresh()

    def _well(self, result: CheckResult) -> Card:
        card = Card(margins=(1, 1, 1, 12), gap=6)
        card.add(FactRow("okc", self.tr("All is well."), self.tr("Nothing is damaged and nothing is missing."), colour="ok", strong=True))
        inner = Label(" – ".join(words(bytes.fromhex(result.digest), _WORDS)), "words", wrap=True)
        inner.setContentsMargins(14, 0, 14, 0)
        hint = Label(self.tr("If a colleague reads the same five words after the same check, both laptops hold the same."), "caption2", wrap=True)
        hint.setContentsMargins(14, 0, 14, 0)
        card.add(inner, hint)
        return card

    def _findings(self, result: CheckResult) -> ListCard:
        card = ListCard(self.tr("Found"), len(result.findings))
        for finding in result.findings:
            card.add_row(FactRow("alert", finding, colour="bad"))
        hint = self.tr(
            "Make a backup of the file as it is. Then restore the last backup that was tried out, and import the bundles since then again."
        )
        card.add_row(FactRow("info", self.tr("What to do"), hint))
        return card
