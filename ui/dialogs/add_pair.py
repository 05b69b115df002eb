"""Tie an interest of a company to a goal of ours: one question, what could be done together."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ctip_desktop.forms.model import Answer
from ctip_desktop.queries.records import show
from ui.dialogs.quick_form import QuickForm
from ui.session import Session
from ui.widgets.base import Label


class AddPair(QuickForm):
    """Makes a match of two that were chosen on the map; without them it asks for both. Arguments are hex ids."""

    form = "match"

    def __init__(self, session: Session, company: str = "", interest: str = "", goal: str = "", parent: QWidget | None = None) -> None:
        both = bool(interest and goal)
        self.names = ("idea",) if both else ("interest", "goal", "idea")
        given = {name: Answer.of(id_) for name, id_ in (("interest", interest), ("goal", goal)) if id_}
        about = UUID(hex=company) if company else None
        super().__init__(session, _tr("Interests that meet"), _tr("Tie them"), about=about, given=given, parent=parent)
        if both:
            wish, aim = session.ask(show, UUID(hex=interest)).title, session.ask(show, UUID(hex=goal)).title
            words = (self.tr("The company wants: {wish}").format(wish=wish), self.tr("Our goal: {aim}").format(aim=aim))
            for place, text in enumerate(words):
                self.body.insertWidget(place, Label(text, wrap=True))

    def take(self) -> bool:
        """The company is the one whose interest it is."""
        fine = super().take()
        chosen = self.sheet.get("interest").value
        if fine and self.about is None and isinstance(chosen, str):
            self.about = self.session.ask(show, UUID(hex=chosen)).about
        return fine


def _tr(text: str) -> str:
    return QCoreApplication.translate("AddPair", text)
