"""Passphrase and recovery key."""

from __future__ import annotations

from ui.opening import RECOVERY_LATER
from ui.pages.programme.part import Part
from ui.widgets.button import Button
from ui.widgets.card import ListCard
from ui.widgets.chip import Chip
from ui.widgets.fact_row import FactRow


class SecurityPart(Part):
    """What opens the data on this laptop."""

    def fill(self) -> None:
        self.heading(
            self.tr("Security"),
            self.tr("Your data is encrypted on this laptop. Nobody can open it without one of these, not even the programme office."),
        )
        card = ListCard(self.tr("What opens the data"))
        change = Button(self.tr("Change"), clicked=lambda: self.ask.emit("change_passphrase", {}))
        change.setAccessibleName(self.tr("Change the passphrase"))
        card.add_row(FactRow("key", self.tr("Passphrase"), self.tr("Change it when somebody may have seen it."), change))
        later = bool(self.session.workspace.setting(RECOVERY_LATER))
        chip = Chip(self.tr("not on paper yet"), "alert", "warn") if later else Chip(self.tr("on paper"), "check", "ok")
        show = Button(self.tr("Show and print"), clicked=lambda: self.ask.emit("recovery_key", {}))
        show.setAccessibleName(self.tr("Show and print the recovery key"))
        hint = self.tr("The only way back when the passphrase is forgotten. A new passphrase makes a new key.")
        card.add_row(FactRow("print", self.tr("Recovery key"), hint, chip, show))
        self.body.addWidget(card)
        facts = ListCard(self.tr("What the program does for you"))
        for icon, words in (
            ("lock", self.tr("It locks by itself and forgets the key. Nothing typed is lost.")),
            ("shield", self.tr("Bundles are encrypted for the colleagues you choose, and signed by you.")),
            ("globe", self.tr("It never connects to the internet.")),
        ):
            facts.add_row(FactRow(icon, words))
        self.body.addWidget(facts)
