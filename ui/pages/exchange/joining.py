"""For somebody who has just joined a colleague's programme: the three steps until everything is here."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ctip_desktop.errors import WorldError
from ctip_desktop.queries.exchange import colleagues, exchanges
from ctip_desktop.sync import exchange
from ctip_desktop.sync.exchange import Colleague
from ui.opening import JOINING
from ui.pages.exchange.wording import first_name
from ui.session import Session
from ui.widgets.button import Button
from ui.widgets.card import ListCard
from ui.widgets.chip import Chip
from ui.widgets.fact_row import FactRow


def joining(session: Session) -> Colleague | None:
    """Whose programme was joined; None when that was not so, or when a first bundle is here: whoever made it, it brought the programme."""
    card = session.workspace.setting(JOINING)
    if not isinstance(card, str) or not card:
        return None
    try:
        found = session.ask(exchange.look_at, card)
    except WorldError:
        return None
    return None if any(one.direction == "in" for one in session.ask(exchanges)) else found


class JoinCard(ListCard):
    """Signals:
    ask(str, dict): open a dialog. importing(): import a bundle.
    """

    ask = Signal(str, dict)
    importing = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        found = joining(session)
        assert found is not None
        name = first_name(found.person)
        super().__init__(self.tr("Join {name}: three steps").format(name=name), parent=parent)
        self._add_colleague(session, found, name)
        give = Button(self.tr("Give my card"), icon="card", clicked=lambda: self.ask.emit("my_card", {}))
        give.setObjectName("join give")
        sub = self.tr("{name} adds it in the same way. Then {name} can make a bundle that only you can open.").format(name=name)
        self.add_row(FactRow("card", self.tr("2. Give {name} your card").format(name=name), sub, give))
        bring = Button(self.tr("Import a bundle"), icon="down2", clicked=self.importing.emit)
        bring.setObjectName("join import")
        sub = self.tr("The first one brings everything the programme has: companies, forms, settings.")
        self.add_row(FactRow("down2", self.tr("3. Import {name}’s first bundle").format(name=name), sub, bring))

    def _add_colleague(self, session: Session, found: Colleague, name: str) -> None:
        card = str(session.workspace.setting(JOINING))
        title = self.tr("1. Call {name} and compare the words").format(name=name)
        sub = self.tr("The card you joined with is at hand. The same words mean that it is really {name}’s.").format(name=name)
        end: QWidget
        newer = any(one.person == found.person for one in session.ask(colleagues))  # of a laptop that was restored meanwhile
        if found.known or newer:
            end = Chip(self.tr("done"), "check", "ok")
        else:
            end = Button(self.tr("Compare and add"), "main", icon="user", clicked=lambda: self.ask.emit("add_colleague", {"text": card}))
            end.setObjectName("join add")
        self.add_row(FactRow("user", title, sub, end))
