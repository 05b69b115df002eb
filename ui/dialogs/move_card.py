"""Move an opportunity to a step that asks for words, or when the rules have something to say first. A person decides."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any
from uuid import UUID

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ctip_desktop.errors import WorldError
from ctip_desktop.forms.model import Answer, Question
from ctip_desktop.operations import decisions
from ctip_desktop.queries.pipeline import check_move
from ctip_desktop.queries.rankings import GONE
from ctip_desktop.queries.records import show
from ui.dialogs.dialog import Dialog
from ui.dialogs.quick_form import surroundings
from ui.forms.make_field import make_field
from ui.session import Session
from ui.theme import px
from ui.widgets.base import Label, column, restyle
from ui.widgets.button import Button
from ui.widgets.note_bar import NoteBar

REASON_LIMIT = 5_000

ASKS_WHY = ("decision", "parked", "cut_off")
"""Steps at which words are asked for; needed only where the form needs them."""

_MOVES = MappingProxyType({"no": "cut_off", "not_now": "parked"})
"""Where a decision asks the card of an idea to go."""


class MoveCard(Dialog):
    """The day, the reason, and before them what the rules say. Nothing is moved until the main button is pressed."""

    def __init__(self, session: Session, opportunity: str = "", to: str = "parked", reason: str = "", parent: QWidget | None = None) -> None:
        steps = {choice.name: choice.label for choice in session.workspace.catalogue.form("opportunity").question("status").choices}
        label = steps.get(to, to)
        super().__init__(session, _tr("Move to {step}").format(step=label), _tr("Move it"), parent=parent)
        self._to, self._label = to, label
        self._opportunity = UUID(hex=opportunity) if opportunity else None
        self.title = session.ask(show, self._opportunity).title if self._opportunity else ""
        self.lead.setText(self.title)
        self.lead.setVisible(bool(self.title))
        self.needed = False
        self._by_hand = not reason and self._opportunity is not None  # after a decision the reason is brought along, and the day is known
        if self._opportunity is not None:
            self._warn()
        self._ask()
        self.reason.setPlainText(reason)

    def _warn(self) -> None:
        """What the rules say, before anything is asked."""
        assert self._opportunity is not None
        found = self.session.ask(check_move, self._opportunity, self._to)
        self.needed = found.needs_reason
        for sentence in found.warnings:
            self.body.addWidget(NoteBar(sentence, "warn"))
        if found.warnings:
            self.main_button.say(_tr("Move it all the same"))
        if found.holds:
            words = self.tr("The programme asks for a commitment first. You can change this rule on the Programme page.")
            self.body.addWidget(NoteBar(words, "bad"))
            self.main_button.setEnabled(False)
            self.main_button.setToolTip(words)

    def _ask(self) -> None:
        question = Question(name="status_on", type="date", label=self.tr("Since when?"))
        self.day = make_field(question, surroundings(self.session))
        self.day.show_answer(Answer.of(self.session.workspace.now().astimezone().date().isoformat()))
        self.reason = QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(px(96))
        self.missing, self.wrong_day = Label("", "error", wrap=True), Label("", "error", wrap=True)
        asked = ((self._why(), self.reason, self.reason, self.missing), (question.label, self.day, self.day.first(), self.wrong_day))
        for words, part, first, problem in asked:
            label = Label(words, "strong", wrap=True)
            first.setAccessibleName(words)
            label.setBuddy(first)
            lines = column(gap=4)
            lines.addWidget(label)
            if part is self.reason and self._to == "decision" and not self.needed:
                lines.addWidget(Label(self.tr("You can leave this empty."), "caption2", wrap=True))
            lines.addWidget(part)
            lines.addWidget(problem)
            problem.hide()
            self.body.addLayout(lines)
        if self._to == "parked" and self._by_hand:
            self.again = Button(self.tr("Name a day to look at it again…"), "link", clicked=self._decide)
            self.body.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeading)
        self.body.addStretch()
        self.reason.textChanged.connect(self._check_reason)
        self.day.edited.connect(self._check_day)
        self.day.committed.connect(self._check_day)
        self.reason.setFocus()

    def _decide(self) -> None:
        """Write it down as a decision, which has such a day; after that the move is offered with the same reason."""
        assert self._opportunity is not None
        given = {"kind": "go_on", "choice": "not_now", "reasons": self.reason.toPlainText().strip()[:REASON_LIMIT]}
        asked = {"form": "decision", "about": self._opportunity.hex, "given": {name: text for name, text in given.items() if text}}
        self.accept()
        self.ask.emit("add_record", asked)

    def _why(self) -> str:
        words = {"decision": self.tr("What is to be decided?"), "parked": self.tr("Why does it rest?"), "cut_off": self.tr("Why does it stop?")}
        return words.get(self._to, self.tr("Why does it move? You can leave this empty."))

    def keep(self) -> None:
        reason = self.reason.toPlainText().strip()[:REASON_LIMIT]
        if self.needed and not reason:
            self._say_reason(self.tr("Write why, so that others can learn from it."))
            self.point_to(self.reason, self.missing)
            return
        if self.day.complaint() or (day := _day(self.day.answer().value)) is None:
            self._say_day(self.day.complaint() or self.tr("Write a whole day, like 13 Oct 2026."))
            self.point_to(self.day.first(), self.wrong_day)
            return
        if day > self.session.workspace.now().astimezone().date():
            self._say_day(self.tr("This day is still to come. Choose today or an earlier day."))
            self.point_to(self.day.first(), self.wrong_day)
            return
        self._move(reason, day)

    def _move(self, reason: str, day: date) -> None:
        assert self._opportunity is not None
        try:
            self.session.attempt(decisions.move, self._opportunity, self._to, reason, day)
        except WorldError as error:
            self.show_error(error)
            return
        self.undoable.emit(self.tr("“{title}” was moved to “{step}”.").format(title=self.title, step=self._label))
        self.accept()

    def _say_reason(self, sentence: str) -> None:
        self.missing.setText(sentence)
        self.missing.setVisible(bool(sentence))
        restyle(self.reason, state="error" if sentence else "")

    def _say_day(self, sentence: str) -> None:
        self.wrong_day.setText(sentence)
        self.wrong_day.setVisible(bool(sentence))
        self.day.mark_error(bool(sentence))

    def _check_reason(self) -> None:
        """The sentence goes as soon as something is written."""
        if self.reason.toPlainText().strip():
            self._say_reason("")

    def _check_day(self) -> None:
        """The sentence goes as soon as the day can be read."""
        if not self.day.complaint():
            self._say_day("")

    def draft(self) -> Mapping[str, Any] | None:
        return {"reason": self.reason.toPlainText(), "day": str(self.day.answer().value or ""), "day typed": self.day.typed_text()}

    def restore(self, draft: Mapping[str, Any]) -> None:
        self.reason.setPlainText(str(draft.get("reason", "")))
        self.day.show_answer(Answer.of(str(draft.get("day", ""))))
        if not draft.get("day"):
            self.day.put_text(str(draft.get("day typed", "")))


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def move_after(session: Session, about: UUID | None, chosen: str, reason: str = "") -> Mapping[str, str]:
    """What `MoveCard` takes after a decision. A decision moves nothing by itself; Stop, or not now, about an idea: the move is offered, with the
    reasons just written. Empty when there is nothing to move."""
    to = _MOVES.get(chosen, "")
    subject = session.ask(show, about) if to and about is not None else None
    if subject is None or subject.form != "opportunity" or subject.answers["status"].answer.value in (*GONE, to):
        return {}
    return {"opportunity": subject.id.hex, "to": to, "reason": reason}


def _tr(text: str) -> str:
    return QCoreApplication.translate("MoveCard", text)
