"""A few questions of a form in a dialog: for a record that is begun in passing. The whole form is in the wizard."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from textwrap import shorten
from types import MappingProxyType
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from ctip_desktop.errors import WorldError
from ctip_desktop.forms.model import Answer, Form, OutcomeTable, Question
from ctip_desktop.forms.sheet import Sheet
from ctip_desktop.operations import records
from ctip_desktop.operations.changes import Changes
from ctip_desktop.queries.records import show
from ui.dialogs.asked import Asked, kept_answer, show_kept
from ui.dialogs.dialog import WIDTH, Dialog
from ui.forms.around import SessionSurroundings
from ui.forms.choice_field import RowsField
from ui.forms.fields import Field
from ui.forms.make_field import make_field
from ui.forms.new_records import write_with_new
from ui.forms.results import ResultsShown, chosen_in
from ui.session import Session
from ui.widgets.button import Button
from ui.words import title_words

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


class QuickForm(Dialog):
    """Asks some questions of a form and makes one record.

    Attributes:
        form: the form's name. names: its questions, in the order asked; `more` are asked after "More questions" was pressed.
        options_shown: with more options than this, a list opens from one line. whys: question → the reason that is asked for beside its answer.
    """

    form = ""
    names: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    options_shown = _ROWS
    whys: Mapping[str, str] = MappingProxyType({})

    def __init__(
        self, session: Session, title: str, main: str, *, about: UUID | None = None, given: Mapping[str, Answer] | None = None, parent: QWidget | None
    ) -> None:
        super().__init__(session, title, main, width=WIDTH, parent=parent)
        self.about = about
        form = session.workspace.catalogue.form(self.form)
        self.sheet = Sheet.new(form, today=session.workspace.now().date())
        self._at_first = dict(given or {})
        for name, answer in self._at_first.items():
            self.sheet = self.sheet.answer(name, answer)
        self._around = around = surroundings(session, about)
        self.asked: dict[str, Asked] = {}
        for name in (*self.names, *self.more):
            self._add(name, make_field(_compact(form.question(name), self.options_shown), around))
        self._results = [self._add_result(form, table) for table in form.outcomes]
        self._more_button = Button(self.tr("More questions"), "link", clicked=self.show_more)
        self.body.addWidget(self._more_button)
        self._more_button.setVisible(bool(self.more))
        self._open = False
        self.body.addStretch()
        self._show_relevant()
        self.asked[self.names[0]].field.first().setFocus()

    def _add(self, name: str, field: Field) -> None:
        asked = Asked(field, self.sheet.label(name), self.sheet.hint(name), why=self.whys.get(name, ""))
        field.set_choices(self.sheet.choices(name))
        if isinstance(field, RowsField):
            field.arrows_choose = True
        asked.show_answer(self.sheet.get(name))
        field.committed.connect(lambda: self._answered(name))
        asked.reasoned.connect(lambda: self._answered(name))
        self.asked[name] = asked
        self.body.addWidget(asked)

    def _add_result(self, form: Form, table: OutcomeTable) -> ResultsShown:
        """What the answers point to, above the question where a person chooses; else below the questions."""
        shown, chosen = ResultsShown({table.name}), chosen_in(form, table)
        place = self.body.indexOf(self.asked[chosen]) if chosen in self.asked else self.body.count()
        self.body.insertWidget(place, shown)
        return shown

    def show_more(self) -> None:
        """Ask the remaining questions too."""
        self._open = True
        self._more_button.hide()
        self._show_relevant()
        self.asked[self.more[0]].field.first().setFocus()

    def _answered(self, name: str) -> None:
        asked = self.asked[name]
        self.sheet = self.sheet.answer(name, asked.answer())
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
            shown = self._open or name in self.names or name in needed or name in beside or self._is_new(name)
            asked.setVisible(shown and self.sheet.relevant(name))
            asked.need(name in needed)
            if asked.field.question.check:
                asked.doubt(self._doubt(name))
        for results in self._results:
            results.show_sheet(self.sheet)

    def _doubt(self, name: str) -> str:
        """What is unlikely about an answer, also when a reason says already why it is right."""
        bare = self.sheet.answer(name, replace(self.sheet.get(name), note=""))
        problem = bare.problem(name) if bare.relevant(name) else None
        return problem.message if problem is not None and problem.kind == "soft" else ""

    def _take_fields(self) -> None:
        for name, asked in self.asked.items():
            self.sheet = self.sheet.answer(name, asked.answer())
        self._show_relevant()

    def take(self) -> bool:
        """Take every field over into the sheet; False when something must be put right first, and says so."""
        self._take_fields()
        wrong = [name for name in self.asked if not self._check(name)]
        problems = [p for p in self.sheet.problems() if p.path in self.asked and p.path not in wrong]
        missing = [p for p in problems if p.kind == "required"]
        for problem in missing:
            self.asked[problem.path].complain(problem.message)
        unfit = {*wrong, *(problem.path for problem in missing)}
        first = next((self.asked[name] for name in self.asked if name in unfit), None)  # as they stand, not what is wrong before what is missing
        if first is not None:
            self.point_to(first.field.first(), first)
        return first is None and self._reasons_there([problem.path for problem in problems if problem.kind == "soft" and self._is_new(problem.path)])

    def _is_new(self, name: str) -> bool:
        """Whether a person has answered it here: what was proposed is not asked about."""
        return self.sheet.get(name).value != self._at_first.get(name, Answer()).value

    def _reasons_there(self, unlikely: Sequence[str]) -> bool:
        """Whether every unlikely answer has its reason; else the keyboard goes to the first that has none."""
        for name in reversed(unlikely):
            self.asked[name].show()
            self.asked[name].miss_reason()
            self.point_to(self.asked[name].reason, self.asked[name])
        return not unlikely

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
        return {name: kept_answer(asked) for name, asked in self.asked.items()}

    def restore(self, draft: Mapping[str, Any]) -> None:
        for name, kept in draft.items():
            if name in self.asked:
                answer = show_kept(self.asked[name], kept)
                self.sheet = self.sheet.answer(name, answer)
                self._open = self._open or (name in self.more and answer != Answer() and self._is_new(name))
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
        self._subject: Asked | None = None
        if about is None:
            field = make_field(Question(name="about", type="ref", ref="company", label=question), surroundings(session))
            self._subject = Asked(field, question, "", needed=True)
            field.committed.connect(self._subject_chosen)
            self.body.insertWidget(0, self._subject)
            field.first().setFocus()
        else:
            self.lead.setText(session.ask(show, about).title)
            self.lead.show()

    def take(self) -> bool:
        if self._subject is not None:
            chosen = self._subject.field.answer().value
            self.about = self._around.about = UUID(hex=str(chosen)) if chosen else None
            self._subject.complain("" if chosen else self._subject.field.complaint() or self.tr("Choose the company first."))
        fine = super().take() and self.about is not None
        if self._subject is not None and self.about is None:
            self.point_to(self._subject.field.first(), self._subject)
        return fine

    def _subject_chosen(self) -> None:
        """A contact that is named below belongs to this company."""
        chosen = self._subject.field.answer().value if self._subject is not None else None
        self._around.about = UUID(hex=str(chosen)) if chosen else None
        if self._subject is not None and chosen:
            self._subject.complain("")

    def draft(self) -> Mapping[str, Any] | None:
        return {**(super().draft() or {}), "": kept_answer(self._subject) if self._subject else None}

    def restore(self, draft: Mapping[str, Any]) -> None:
        if self._subject is not None and (kept := draft.get("")):
            show_kept(self._subject, kept)
        super().restore({name: kept for name, kept in draft.items() if name})
