"""Begin a review round: who scores, what it is called, whether marks stay hidden at first, who takes part."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QWidget

from ctip_desktop.errors import WorldError
from ctip_desktop.operations import rounds
from ctip_desktop.queries import opportunities
from ui.dialogs.dialog import Dialog
from ui.session import Session
from ui.theme import px
from ui.widgets.base import Label
from ui.widgets.empty import Empty
from ui.widgets.field import Field
from ui.widgets.option_row import OptionRow, OptionRows

_FIRST = "internal"
_LONGEST = 200


class NewRound(Dialog):
    """One of the rounds that were not begun yet."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, _tr("Begin a round"), _tr("Begin the round"), parent=parent)
        begun = {one.kind for one in session.ask(opportunities.rounds) if one.recorded}
        kinds = session.workspace.catalogue.form("round").question("kind").choices
        self._words = {choice.name: choice.label for choice in kinds}
        left = [choice for choice in kinds if choice.name not in begun]
        self.kinds = OptionRows([OptionRow(choice.name, choice.label, choice.hint, narrow=True) for choice in left])
        self.name = QLineEdit(maxLength=_LONGEST)
        self.blind = QCheckBox(_tr("Marks of others appear only after one's own sheet is handed in"))
        self.participants = QPlainTextEdit()
        self.participants.setTabChangesFocus(True)
        self.participants.setFixedHeight(px(76))
        if left:
            self._build(left[0].name)
        else:
            self.body.addWidget(Empty(_tr("Every round was begun already"), _tr("Close it, or open it again, in the list of rounds."), icon="okc"))
            self.main_button.hide()
            self.cancel_button.say(_tr("Close"))
            self.cancel_button.setFocus()

    def _build(self, first: str) -> None:
        self.body.addWidget(Label(self.tr("Who scores in it?"), "strong"))
        self.body.addWidget(self.kinds)
        self.body.addWidget(Field(self.tr("What do we call it?"), self.name, hint=self.tr("For example: Programme team, autumn 2026")))
        self.body.addWidget(self.blind)
        self.body.addWidget(Field(self.tr("Who takes part? One in each line"), self.participants))
        self.body.addStretch()
        self.kinds.chosen.connect(self._chosen)
        self.kinds.choose(first)
        self.kinds.take_focus()

    def _chosen(self, kind: str) -> None:
        self.name.setPlaceholderText(self._words[kind])
        self.blind.setChecked(kind == _FIRST)

    def keep(self) -> None:
        people = [line.strip() for line in self.participants.toPlainText().splitlines() if line.strip()]
        name, blind = self.name.text().strip(), self.blind.isChecked()
        try:
            self.session.attempt(rounds.begin, self.kinds.value, name=name, blind=blind, participants=people)
        except WorldError as error:
            self.show_error(error)
            return
        self.accept()

    def draft(self) -> Mapping[str, Any] | None:
        return {"kind": self.kinds.value, "name": self.name.text(), "blind": self.blind.isChecked(), "people": self.participants.toPlainText()}

    def restore(self, draft: Mapping[str, Any]) -> None:
        self.kinds.choose(str(draft.get("kind", "")))
        self.name.setText(str(draft.get("name", "")))
        self.blind.setChecked(bool(draft.get("blind")))
        self.participants.setPlainText(str(draft.get("people", "")))


def _tr(text: str) -> str:
    return QCoreApplication.translate("NewRound", text)
