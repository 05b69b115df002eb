"""Add one entry to a register: the form's own questions in a dialog, the needed ones first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ctip_desktop.errors import NotFound
from ctip_desktop.forms.model import Answer, Form, Question
from ctip_desktop.practice.concerns import before_agreement
from ctip_desktop.queries.partnerships import partnership_page
from ctip_desktop.queries.records import show
from ui.dialogs.quick_form import QuickForm, surroundings
from ui.forms.about_field import PROGRAMME, AboutField
from ui.forms.make_field import SILENT
from ui.session import Session
from ui.widgets.note_bar import NoteBar

_FIRST = 6
"""Questions asked before "More questions" is pressed; needed ones always are."""

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
        self.names, self.more = asked_first(asked)
        answers = {name: Answer.of(text) for name, text in (given or {}).items() if text}
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
            self.body.insertWidget(0, NoteBar(before_agreement(open_), "warn"))

    def _ask_about(self, form: Form) -> None:
        catalogue = self.session.workspace.catalogue
        forms = [(name, catalogue.form(name).title) for name in form.about]
        self.subject = AboutField(forms, surroundings(self.session), self.session.workspace.programme_id)
        self.body.insertWidget(0, self.subject)
        self.subject.take_focus()

    def take(self) -> bool:
        if self.subject is None:
            return super().take()
        self.about = self.subject.chosen()
        self.subject.complain("" if self.about else self.tr("Choose what it is about first."))
        fine = super().take()
        if self.about is None:
            self.point_to(self.subject.first(), self.subject)
        return fine and self.about is not None

    def draft(self) -> Mapping[str, Any] | None:
        return {**(super().draft() or {}), "": list(self.subject.kept()) if self.subject is not None else None}

    def restore(self, draft: Mapping[str, Any]) -> None:
        kept = draft.get("")
        if self.subject is not None and kept:
            self.subject.choose(*kept)
        super().restore({name: value for name, value in draft.items() if name})


def asked_first(form: Form) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of the questions asked at once, in reading order, and of those asked on demand. Lines of repeats and files wait for the wizard."""
    inside = {column.name for question in form.walk() for column in question.questions}
    every = [question for question in form.walk() if question.type not in _NOT_HERE and question.name not in inside]
    needed = {question.name for question in every if _needed(question)}
    first = needed | {question.name for question in [one for one in every if one.name not in needed][: max(0, _FIRST - len(needed))]}
    return tuple(q.name for q in every if q.name in first), tuple(q.name for q in every if q.name not in first)


def _needed(question: Question) -> bool:
    return question.required in ("yes", "true()")


def _tr(text: str) -> str:
    return QCoreApplication.translate("AddRecord", text)
