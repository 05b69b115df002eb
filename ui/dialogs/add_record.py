"""Add one entry to a register: the form's own questions in a dialog, the needed ones first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ctip_desktop.errors import NotFound
from ctip_desktop.forms.model import Answer, Form, Question
from ctip_desktop.operations.changes import Changes
from ctip_desktop.practice.concerns import before_agreement
from ctip_desktop.queries.partnerships import first_facts, partnership_page
from ctip_desktop.queries.programme import programme
from ctip_desktop.queries.records import show
from ctip_desktop.queries.sharing import proposed
from ui.dialogs.move_card import move_after
from ui.dialogs.quick_form import QuickForm, surroundings
from ui.forms.about_field import PROGRAMME, AboutField
from ui.forms.make_field import SILENT
from ui.forms.results import chosen_in, read_names
from ui.session import Session
from ui.theme import px
from ui.widgets.base import Label, restyle
from ui.widgets.note_bar import NoteBar

_FIRST = 6
"""Questions asked before "More questions" is pressed; needed ones always are."""

REASON_LIMIT = 5_000
"""Letters of a reason."""

_REASON = "why before"
"""Where a draft keeps the reason; no question has a name with a space."""

_WHY = "reason"
"""The question why somebody chose as they did."""

_CURRENCY = {"contribution": "currency", "agreement": "currency", "milestone": "payment_currency"}
"""Form → its question for the currency of an amount."""

_NOT_HERE = SILENT | {"repeat", "file", "image", "audio", "video"}


class AddRecord(QuickForm):
    """Makes one finished record of any form. about: hex id of its subject, asked first when empty; given: answers already known, as text; told: a
    sentence that stands above the questions: why it is asked now."""

    options_shown = 2

    def __init__(
        self,
        session: Session,
        form: str = "contact",
        about: str = "",
        given: Mapping[str, str] | None = None,
        told: str = "",
        parent: QWidget | None = None,
    ) -> None:
        asked = session.workspace.catalogue.form(form)
        self.form = form
        self._same = _same(asked)
        first, later = asked_first(asked)
        known = {self._same, _known(session, asked, about)}
        self.names, self.more = (tuple(name for name in names if name not in known) for names in (first, later))
        self.reason: QPlainTextEdit | None = None
        self._follows: Mapping[str, str] = {}
        answers = {name: Answer.of(text) for name, text in {**_taken_over(session, form, about), **(given or {})}.items() if text}
        answers = {**session.ask(proposed, form), **answers}
        subject = UUID(hex=about) if about else session.workspace.programme_id if asked.about == (PROGRAMME,) else None
        super().__init__(session, _tr("Add: {register}").format(register=asked.title), _tr("Add it"), about=subject, given=answers, parent=parent)
        self.subject: AboutField | None = None
        if subject is None and asked.about:
            self._ask_about(asked)
        elif about:
            self.lead.setText(session.ask(show, UUID(hex=about)).title)
            self.lead.show()
            self._warn(UUID(hex=about))
        if told:
            self.body.insertWidget(0, NoteBar(told, "info"))

    def _warn(self, partnership: UUID) -> None:
        """Before an agreement what is not settled is told once more; it locks nothing."""
        if self.form != "agreement":
            return
        try:
            open_ = len(self.session.ask(partnership_page, partnership).concern_summary.deal_breakers)
        except NotFound:
            return
        if open_:
            self._ask_why(open_)

    def _ask_why(self, open_: int) -> None:
        """The reason is asked where it is missed; it becomes the note beside the first answer."""
        self.reason = QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(px(64))
        words = self.tr("Why do you sign before they are settled?") if open_ > 1 else self.tr("Why do you sign before it is settled?")
        self.reason.setAccessibleName(words)
        label = Label(words, "strong", wrap=True)
        label.setBuddy(self.reason)
        self._no_reason = Label("", "error", wrap=True)
        self._no_reason.hide()
        self.reason.textChanged.connect(lambda: self._say_reason(""))
        for place, part in enumerate((NoteBar(before_agreement(open_), "warn"), label, self.reason, self._no_reason)):
            self.body.insertWidget(place, part)
        self.reason.setFocus()

    def _say_reason(self, sentence: str) -> None:
        self._no_reason.setText(sentence)
        self._no_reason.setVisible(bool(sentence))
        if self.reason is not None:
            restyle(self.reason, state="error" if sentence else "")

    def _take_reason(self) -> bool:
        """Whether the reason is written, when one is asked for."""
        if self.reason is None or self.reason.toPlainText().strip():
            return True
        self._say_reason(self.tr("Write why, or settle the deal-breaker first."))
        self.point_to(self.reason, self._no_reason)
        return False

    def answers(self) -> dict[str, Answer]:
        found = super().answers()
        if self._same and self.about is not None:
            found[self._same] = Answer.of(self.about.hex)
        if self.reason is not None:
            first = self.names[0]
            found[first] = replace(found.get(first, Answer()), note=self.reason.toPlainText().strip()[:REASON_LIMIT])
        return found

    def _ask_about(self, form: Form) -> None:
        catalogue = self.session.workspace.catalogue
        forms = [(name, catalogue.form(name).title) for name in form.about]
        self.subject = AboutField(forms, surroundings(self.session), self.session.workspace.programme_id)
        self.subject.changed.connect(self._take_over)
        self.body.insertWidget(0, self.subject)
        self.subject.take_focus()

    def _take_over(self) -> None:
        """What the chosen subject says already goes into the fields that are still empty."""
        chosen = self.subject.chosen() if self.subject is not None else None
        if chosen is None:  # nothing is chosen yet, or the field is only left, also when everything is locked
            return
        for name, text in _taken_over(self.session, self.form, chosen.hex).items():
            if name in self.asked and self.asked[name].answer() == Answer() and not self.asked[name].field.typed_text():
                self.asked[name].show_answer(Answer.of(text))
                self.asked[name].field.committed.emit()

    def kept(self, changes: Changes | None) -> None:
        """A partnership that begins is what the person works on next; a decision against an idea, that its card is moved."""
        if self.form == "partnership" and changes is not None and changes.created:
            self.go.emit("partnerships", {"partnership": changes.created[0]})
        if self.form == "decision":
            found = self.answers()
            chosen, reasons = (str(found.get(name, Answer()).value or "") for name in ("choice", "reasons"))
            self._follows = move_after(self.session, self.about, chosen, reasons)

    def accept(self) -> None:
        super().accept()
        if self._follows:
            self.ask.emit("move_card", dict(self._follows))

    def take(self) -> bool:
        if self.subject is None:
            return super().take() & self._take_reason()
        self.about = self.subject.chosen()
        self.subject.complain("" if self.about else self.tr("Choose one of the list first."))
        fine = super().take()
        if self.about is None:
            self.point_to(self.subject.first(), self.subject)
        return fine and self.about is not None

    def draft(self) -> Mapping[str, Any] | None:
        reason = self.reason.toPlainText() if self.reason is not None else ""
        return {**(super().draft() or {}), "": list(self.subject.kept()) if self.subject is not None else None, _REASON: reason}

    def restore(self, draft: Mapping[str, Any]) -> None:
        kept = draft.get("")
        if self.subject is not None and kept:
            self.subject.choose(*kept)
        if self.reason is not None:
            self.reason.setPlainText(str(draft.get(_REASON, "")))
        super().restore({name: value for name, value in draft.items() if name not in ("", _REASON)})


def asked_first(form: Form) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of the questions asked at once, in reading order, and of those asked on demand. Lines of repeats and files wait for the wizard."""
    inside = {column.name for question in form.walk() for column in question.questions}
    every = [question for question in form.walk() if question.type not in _NOT_HERE and question.name not in inside]
    needed = {question.name for question in every if _needed(question)}
    needed |= {name for table in form.outcomes if table.hit == "first" for name in read_names(form, table)}  # else a suggestion could not be made
    if any(table.hit == "first" and chosen_in(form, table) for table in form.outcomes):
        needed |= {question.name for question in every if question.name == _WHY}  # who chooses otherwise says why, at once
    first = needed | {question.name for question in [one for one in every if one.name not in needed][: max(0, _FIRST - len(needed))]}
    return tuple(q.name for q in every if q.name in first), tuple(q.name for q in every if q.name not in first)


def _taken_over(session: Session, form: str, about: str) -> Mapping[str, str]:
    """What a new partnership takes over from its idea; money begins in the currency of the programme."""
    if form in _CURRENCY:
        own = session.ask(programme).currency
        return {_CURRENCY[form]: own} if own else {}
    return session.ask(first_facts, UUID(hex=about)) if form == "partnership" and about else {}


def _same(form: Form) -> str:
    """The question that asks once more for the one thing a record is about, like the opportunity a partnership grew from; empty without one."""
    return next((q.name for q in form.walk() if q.type == "ref" and (q.ref,) == form.about == (q.name,)), "")


def _known(session: Session, form: Form, about: str) -> str:
    """The question which company it is, where that is the company the record is about: there it stays empty. Else an empty text."""
    asks = {q.ref: q.name for q in form.walk() if q.type == "ref" and q.ref in form.about and len(form.about) > 1}
    return asks.get(session.ask(show, UUID(hex=about)).form, "") if asks and about else ""


def _needed(question: Question) -> bool:
    return question.required in ("yes", "true()")


def _tr(text: str) -> str:
    return QCoreApplication.translate("AddRecord", text)
