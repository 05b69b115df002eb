"""Who reads what: the forms of which the programme says it itself, the others with what their marks say, and new agreements of non-disclosure."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from ctip_desktop.queries.sharing import FormSharing, SharingView, sharing_view
from ui.dialogs.change_sharing import as_form_words, choice_words
from ui.pages.programme.part import Part
from ui.widgets.base import Label
from ui.widgets.button import Button
from ui.widgets.card import Card, ListCard
from ui.widgets.chip import Chip
from ui.widgets.fact_row import FactRow


class SharingPart(Part):
    """Each form with its present rule in words. Prints follow it at once; it travels with the next bundle."""

    def fill(self) -> None:
        view = self.session.ask(sharing_view)
        change = Button(self.tr("Choose a form"), "main", icon="pencil", clicked=partial(self.ask.emit, "change_sharing", {}))
        lead = self.tr("Each question has a mark: who may read its answer. Here you may say it for a whole form. It travels with the next bundle.")
        self.heading(self.tr("Who reads what"), lead, change)
        self.body.addWidget(self._own(view))
        nda = Button(self.tr("Change"), icon="pencil", clicked=partial(self.ask.emit, "nda_default", {}))
        nda.setAccessibleName(self.tr("Change what stays shareable in a new agreement"))
        self.heading(self.tr("New agreements of non-disclosure"), self.tr("This may still be told. A new agreement begins with this list."), nda)
        card = Card()
        card.add(Label(" · ".join(view.nda) or self.tr("Nothing may be told."), wrap=True))
        self.body.addWidget(card)
        self._rest(view)

    def _own(self, view: SharingView) -> ListCard:
        card = ListCard(self.tr("Said by our programme"), len(view.ruled) or None)
        if not view.ruled:
            words = self.tr("The marks of the questions count. Choose a form where you want it otherwise.")
            card.add_row(FactRow("list", self.tr("As the forms say"), words))
        for one in view.ruled:
            card.add_row(self._row(one))
        return card

    def _rest(self, view: SharingView) -> None:
        rest = [one for one in view.forms if one.rule is None and one.choice and one.can_matter]
        closed = sum(one.rule is None and not one.can_matter for one in view.forms)
        self.heading(self.tr("As the forms say"))
        card = ListCard(self.tr("Forms"), len(rest))
        for one in rest:
            card.add_row(self._row(one))
        self.body.addWidget(card)
        if closed:
            self.body.addWidget(Label(self.tr("%n forms for our team only, whatever is chosen.", "", closed), "caption", wrap=True))

    def _row(self, one: FormSharing) -> FactRow:
        ends: list[QWidget] = []
        sub = as_form_words(one)
        if one.rule is not None:
            sub = (
                choice_words(one.choice)
                if one.choice
                else self.tr("Two answers came together, or one is not known. Until you choose, the least is shared.")
            )
            ends += [] if one.choice else [Chip(self.tr("to settle"), "split", "two")]
        button = Button(self.tr("Change"), size="small", clicked=partial(self.ask.emit, "change_sharing", {"form": one.form}))
        button.setAccessibleName(self.tr("Change who reads: {form}").format(form=one.title))
        ends.append(button)
        icon = "list" if one.rule is None else "lock" if not one.rule.readers else "eye"
        return FactRow(icon, one.title, sub, *ends)
