"""A few questions of a form in a dialog: for a record that is begun in passing. The whole form is in the wizard."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from textwrap import shorten
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from ctip_desktop.errors import WorldError
from ctip_desktop.forms.model import Answer, Question
from ctip_desktop.forms.sheet import Sheet
from ctip_desktop.operations import records
from ctip_desktop.operations.changes import Changes
from ctip_desktop.queries.records import show
from ctip_desktop.workspace.cells import decode, encode
from ui.dialogs.dialog import WIDTH, Dialog
from ui.forms.around import SessionSurroundings
from ui.forms.fields import Field
from ui.forms.make_field import make_field
from ui.forms.new_records import write_with_new
from ui.forms.point_field import RefField
from ui.session import Session
from ui.widgets.base import IconLabel, Label, column, row
from ui.widgets.button import Button
from ui.words import title_words

_SHORT = frozenset({"date", "dateTime", "time", "integer", "decimal"})
_ROWS = 5
"""Options that are shown below one another."""

_NAMED = re.compile(r"\$\{(\w+)\}")
"""A question that another one's rule names: "or who else?" is asked together with the question before it."""

SAID = 80
"""Letters of a title that are repeated when it was added."""


def surroundings(session: Session, about: UUID | None = None) -> SessionSurroundings:
    """What the fields of a dialog may ask. There is no record yet, so sources wait for the wizard."""
    made = SessionSurroundings(session, lambda: None)
    made.about = about
    return made


def _compact(question: Question, most: int) -> Question:
    """Long lists of options open from one line here, so that the dialog stays short."""
    many = question.type == "select_one" and len(question.choices) > most
    return replace(question, appearance="minimal") if many else question


class _Asked(QWidget):
    """One question: label, field, and a sentence when something is wrong."""

    def __init__(self, field: Field, label: str, hint: str, *, needed: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        box = column(self, gap=4)
        title = row(gap=6)
        words = Label(label, "strong", wrap=True)
        words.setBuddy(field.first())
        title.addWidget(words, 1)
        self._needed = Label(self.tr("needed"), "caption")
        title.addWidget(self._needed)
        box.addLayout(title)
        self.need(needed)  # in its place first: shown alone it would be a window of its own
        if hint:
            box.addWidget(Label(hint, "caption", wrap=True))
        line = row()
        line.addWidget(field)
        if field.question.type in _SHORT or not isinstance(field.first(), QLineEdit | QPlainTextEdit):
            line.addStretch()
        box.addLayout(line)
        field.first().setAccessibleName(label)
        self._problem = QWidget()
        line = row(self._problem, gap=7)
        line.addWidget(IconLabel("alert", "bad", 15))
        self._words = Label("", "error", wrap=True)
        line.addWidget(self._words, 1)
        box.addWidget(self._problem)
        self._problem.hide()

    def need(self, needed: bool) -> None:
        """Say whether it must be answered; other answers can change that."""
        self._needed.setVisible(needed)

    def complain(self, sentence: str) -> None:
        """Say what is wrong, or nothing."""
        self._words.setText(sentence)
        self._problem.setVisible(bool(sentence))
        self.field.mark_error(bool(sentence))


def _kept(field: Field) -> dict[str, str]:
    """An answer for a draft; a record that is only planned stays a typed name."""
    planned = isinstance(field, RefField) and field.planned
    return {"answer": encode(Answer() if planned else field.answer()), "text": field.typed_text()}


def _show_kept(field: Field, kept: Mapping[str, Any]) -> Answer:
    """Show an answer of a draft, or the words that were not one yet."""
    answer = decode(kept["answer"])
    field.show_answer(answer)
    if answer == Answer() and kept["text"]:
        field.put_text(kept["text"])
    return answer


class QuickForm(Dialog):
    """Asks some questions of a form and makes one record.

    Attributes:
        form: the form's name. names: its questions, in the order asked; `more` are asked after "More questions" was pressed.
        options_shown: with more options than this, a list opens from one line.
    """

    form = ""
    names: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    options_shown = _ROWS

    def __init__(
        self, session: Session, title: str, main: str, *, about: UUID | None = None, given: Mapping[str, Answer] | None = None, parent: QWidget | None
    ) -> None:
        super().__init__(session, title, main, width=WIDTH, parent=parent)
        self.about = about
        form = session.workspace.catalogue.form(self.form)
        self.sheet = Sheet.new(form, today=session.workspace.now().date())
        for name, answer in (given or {}).items():
            self.sheet = self.sheet.answer(name, answer)
        around = surroundings(session, about)
        self.asked: dict[str, _Asked] = {}
        for name in (*self.names, *self.more):
            self._add(name, make_field(_compact(form.question(name), self.options_shown), around))
        self._more_button = Button(self.tr("More questions"), "link", clicked=self.show_more)
        self.body.addWidget(self._more_button)
        self._more_button.setVisible(bool(self.more))
        self._open = False
        self.body.addStretch()
        self._show_relevant()
        self.asked[self.names[0]].field.first().setFocus()

    def _add(self, name: str, field: Field) -> None:
        asked = _Asked(field, self.sheet.label(name), self.sheet.hint(name))
        field.set_choices(self.sheet.choices(name))
        field.show_answer(self.sheet.get(name))
        field.committed.connect(lambda: self._answered(name))
        self.asked[name] = asked
        self.body.addWidget(asked)

    def show_more(self) -> None:
        """Ask the remaining questions too."""
        self._open = True
        self._more_button.hide()
        self._show_relevant()
        self.asked[self.more[0]].field.first().setFocus()

    def _answered(self, name: str) -> None:
        asked = self.asked[name]
        self.sheet = self.sheet.answer(name, asked.field.answer())
        self._check(name)
        self._show_relevant()

    def _check(self, name: str) -> bool:
        asked = self.asked[name]
        problem = self.sheet.problem(name) if self.sheet.relevant(name) else None
        wrong = asked.field.complaint() or (problem.message if problem is not None and problem.kind in ("hard", "type") else "")
        asked.complain(wrong)
        return not wrong

    def _show_relevant(self) -> None:
        needed = {name for name in self.asked if self.sheet.required(name)}
        beside = {other for name in needed for other in _NAMED.findall(self.asked[name].field.question.required)}
        for name, asked in self.asked.items():
            shown = self._open or name in self.names or name in needed or name in beside
            asked.setVisible(shown and self.sheet.relevant(name))
            asked.need(name in needed)

    def take(self) -> bool:
        """Take every field over into the sheet; False when something must be put right first, and says so."""
        for name, asked in self.asked.items():
            self.sheet = self.sheet.answer(name, asked.field.answer())
        wrong = [name for name in self.asked if not self._check(name)]
        missing = [p for p in self.sheet.problems() if p.kind == "required" and p.path in self.asked and p.path not in wrong]
        for problem in missing:
            self.asked[problem.path].complain(problem.message)
        first = wrong or [problem.path for problem in missing]
        if first:
            self.point_to(self.asked[first[0]].field.first(), self.asked[first[0]])
        return not first

    def answers(self) -> dict[str, Answer]:
        """What is kept: every relevant answer of the sheet that is not empty."""
        every = {name: self.sheet.get(name) for name in self.sheet.paths() if self.sheet.relevant(name)}
        return {name: answer for name, answer in every.items() if answer != Answer()}

    def write(self) -> Changes | None:
        """Make the record. A subclass may do more."""
        return self.session.attempt(records.create, self.form, about=self.about, answers=self.answers(), status="finished")

    def keep(self) -> None:
        if not self.take():
            return
        try:
            changes = write_with_new(self.session, self, self.write)
        except WorldError as error:
            self.show_error(error)
            return
        self.kept(changes)
        self.say_added(changes)
        self.accept()

    def say_added(self, changes: Changes | None) -> None:
        """That it is there now, with the way back."""
        if changes is not None and changes.created:
            title = shorten(title_words(self.session.ask(show, changes.created[0]).title), SAID, placeholder="…")
            if title[:1].isdigit():
                title = f"{self.session.workspace.catalogue.form(self.form).title}, {title}"
            self.undoable.emit(self.tr("“{title}” was added.").format(title=title))

    def kept(self, changes: Changes | None) -> None:
        """After the record was made."""

    def draft(self) -> Mapping[str, Any] | None:
        return {name: _kept(asked.field) for name, asked in self.asked.items()}

    def restore(self, draft: Mapping[str, Any]) -> None:
        for name, kept in draft.items():
            if name in self.asked:
                answer = _show_kept(self.asked[name].field, kept)
                self.sheet = self.sheet.answer(name, answer)
                self._open = self._open or (name in self.more and answer != Answer())
        self._show_relevant()


class SubjectForm(QuickForm):
    """A quick form about a company. When it is not said which, that is the first question."""

    def __init__(
        self,
        session: Session,
        title: str,
        main: str,
        question: str,
        company: str = "",
        *,
        given: Mapping[str, Answer] | None = None,
        parent: QWidget | None,
    ) -> None:
        about = UUID(hex=company) if company else None
        super().__init__(session, title, main, about=about, given=given, parent=parent)
        self._subject: _Asked | None = None
        if about is None:
            field = make_field(Question(name="about", type="ref", ref="company", label=question), surroundings(session))
            self._subject = _Asked(field, question, "", needed=True)
            field.committed.connect(self._subject_chosen)
            self.body.insertWidget(0, self._subject)
            field.first().setFocus()
        else:
            self.lead.setText(session.ask(show, about).title)
            self.lead.show()

    def take(self) -> bool:
        if self._subject is not None:
            chosen = self._subject.field.answer().value
            self.about = UUID(hex=str(chosen)) if chosen else None
            self._subject.complain("" if chosen else self.tr("Choose the company first."))
        fine = super().take() and self.about is not None
        if self._subject is not None and self.about is None:
            self.point_to(self._subject.field.first(), self._subject)
        return fine

    def _subject_chosen(self) -> None:
        if self._subject is not None and self._subject.field.answer().value:
            self._subject.complain("")

    def draft(self) -> Mapping[str, Any] | None:
        field = self._subject.field if self._subject else None
        return {**(super().draft() or {}), "": _kept(field) if field else None}

    def restore(self, draft: Mapping[str, Any]) -> None:
        if self._subject is not None and (kept := draft.get("")):
            _show_kept(self._subject.field, kept)
        super().restore({name: kept for name, kept in draft.items() if name})
