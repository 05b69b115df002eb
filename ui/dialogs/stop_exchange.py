"""Stop exchanging with a laptop: because a person left, or because the laptop was lost."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ctip_desktop.errors import WorldError
from ctip_desktop.queries.exchange import colleagues
from ctip_desktop.sync import exchange
from ui.dialogs.dialog import Dialog
from ui.forms.choice_field import QuietCombo
from ui.session import Session
from ui.widgets.base import Label
from ui.widgets.empty import Empty
from ui.widgets.option_row import OptionRow, OptionRows

KEEP, ASIDE = "keep", "aside"


class StopExchange(Dialog):
    """Two ways; both are undone by adding the card again."""

    def __init__(self, session: Session, device: str = "", parent: QWidget | None = None) -> None:
        super().__init__(session, _tr("Stop exchange"), _tr("Stop exchange"), parent=parent)
        found = session.ask(colleagues)
        self.who = QuietCombo()
        self.who.setAccessibleName(_tr("With whom?"))
        for one in found:
            self.who.addItem(f"{one.person} · {one.name}", one.device.hex)
        self.who.setCurrentIndex(max(0, self.who.findData(device)))
        self.ways = OptionRows(
            [
                OptionRow(KEEP, _tr("Keep the work"), _tr("The person left, or has another laptop now. What was written there goes on counting.")),
                OptionRow(
                    ASIDE, _tr("Set the work aside"), _tr("The laptop was lost or stolen. What was written there stays here and counts no more.")
                ),
            ]
        )
        self.ways.choose(KEEP)
        if not found:
            self.body.addWidget(Empty(_tr("There is nobody to stop with"), icon="users"))
            self.main_button.hide()
            return
        label = Label(self.tr("With whom?"), "strong")
        label.setBuddy(self.who)
        self.body.addWidget(label)
        self.body.addWidget(self.who)
        self.body.addWidget(
            Label(self.tr("No more bundles go to this laptop, and none of its bundles come in. Adding its card again undoes this."), "sub", wrap=True)
        )
        self.body.addWidget(self.ways)
        self.body.addStretch()
        self.ways.take_focus()

    def keep(self) -> None:
        device = UUID(hex=str(self.who.currentData()))
        try:
            self.session.ask(exchange.forget, device, keep_work=self.ways.value == KEEP)
        except WorldError as error:
            self.show_error(error)
            return
        self.accept()
        self.session.refresh()


def _tr(text: str) -> str:
    return QCoreApplication.translate("StopExchange", text)
