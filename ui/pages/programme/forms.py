"""The forms in use, with version and how many records there are."""

from __future__ import annotations

from ctip_desktop.queries.programme import programme
from ui.pages.programme.part import Part
from ui.widgets.base import Label
from ui.widgets.card import ListCard
from ui.widgets.fact_row import FactRow


class FormsPart(Part):
    """A list to read; forms come with the program."""

    def fill(self) -> None:
        view = self.session.ask(programme)
        counts = dict(view.counts)
        lead = self.tr("What is asked is data, not code. A record keeps the version of the form it was filled in with.")
        self.heading(self.tr("Forms"), lead)
        card = ListCard(self.tr("In use"), len(view.forms))
        catalogue = self.session.workspace.catalogue
        for name, version, title in sorted(view.forms, key=lambda one: one[2].casefold()):
            count = counts.get(name, 0)
            summary = catalogue.form(name).summary
            version_words = Label(self.tr("version {n}").format(n=version), "caption2")
            records = Label(self.tr("%n records", "", count) if count else self.tr("none yet"), "caption2")
            card.add_row(FactRow("list", title, summary, records, version_words))
        self.body.addWidget(card)
