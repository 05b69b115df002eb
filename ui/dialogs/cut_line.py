"""The cut line: how many opportunities go on, and why. People below the line should understand it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QPlainTextEdit, QSpinBox, QWidget

from ctip_desktop.errors import WorldError
from ctip_desktop.operations import rounds
from ctip_desktop.queries import opportunities
from ui.dialogs.dialog import Dialog
from ui.session import Session
from ui.theme import px
from ui.widgets.base import Label, clear, column, restyle
from ui.widgets.in_line import inset
from ui.words import one_place

REASON_LIMIT = 1_000


class CutLineDialog(Dialog):
    """Asks for the place of the line and for the reason; without a reason nothing is kept."""

    def __init__(self, session: Session, kind: str = "", after: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(session, _tr("Draw the cut line"), _tr("Keep the line"), parent=parent)
        self._kind = kind
        round_ = next((each for each in session.ask(opportunities.rounds) if each.kind == kind), None)
        self.ranking = session.ask(opportunities.ranking, round_.id if round_ else None)
        self.after = QSpinBox()
        self.after.setRange(0, len(self.ranking.rows))
        self.after.setAccessibleName(_tr("How many go on?"))
        self.after.setFixedWidth(px(90))
        self.after.setValue(after)
        inset(self.after)
        self.reason = QPlainTextEdit()
        self.reason.setAccessibleName(_tr("Why is the line there?"))
        self.reason.setPlaceholderText(_tr("For example: staff for four until June"))
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(px(84))
        if self.ranking.cut is not None:
            self.reason.setPlainText(self.ranking.cut.reason)
        self.missing = Label(_tr("Write why the line is there. People below the line should understand it."), "error", wrap=True)
        self.missing.hide()
        self._build()
        self.after.valueChanged.connect(lambda _value: self._show_sides())
        self.reason.textChanged.connect(self._put_right)
        self._show_sides()
        self.reason.setFocus()

    def keep(self) -> None:
        reason = self.reason.toPlainText().strip()[:REASON_LIMIT]
        if not reason:
            self.missing.show()
            restyle(self.reason, state="error")
            self.point_to(self.reason, self.missing)
            return
        try:
            self.session.attempt(rounds.draw_cut, self._kind, self.after.value(), reason)
        except WorldError as error:
            self.show_error(error)
            return
        self.accept()

    def _put_right(self) -> None:
        self.missing.hide()
        restyle(self.reason, state="")

    def draft(self) -> Mapping[str, Any] | None:
        return {"after": self.after.value(), "reason": self.reason.toPlainText()}

    def restore(self, draft: Mapping[str, Any]) -> None:
        self.after.setValue(int(draft.get("after", 0)))
        self.reason.setPlainText(str(draft.get("reason", "")))

    def _build(self) -> None:
        for words, part in ((_tr("How many go on?"), self.after), (_tr("Why is the line there?"), self.reason)):
            label = Label(words, "strong")
            label.setBuddy(part)
            self.body.addWidget(label)
            self.body.addWidget(part)
        self.body.addWidget(self.missing)
        self._sides = column(gap=2)
        self.body.addLayout(self._sides)
        self.body.addStretch()

    def _show_sides(self) -> None:
        """Name what stands right above and right below: that is where the line matters."""
        clear(self._sides)
        rows, after = self.ranking.rows, self.after.value()
        sides = []
        if 0 < after <= len(rows):
            sides.append((_tr("Last above the line: {0}, {1}"), rows[after - 1]))
        if after < len(rows):
            sides.append((_tr("First below the line: {0}, {1}"), rows[after]))
        for words, one in sides:
            self._sides.addWidget(Label(words.format(one.title, one_place(one.total)), "sub", wrap=True))
        if 0 < after < len(rows) and rows[after - 1].rank == rows[after].rank:
            self._sides.addWidget(Label(_tr("These two share a place. The line parts them."), "warn", wrap=True))


def _tr(text: str) -> str:
    return QCoreApplication.translate("CutLineDialog", text)
