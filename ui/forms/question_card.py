"""One question on a card: number, label, hint, input, state, note, sources, earlier answers, messages, two versions.

The card writes nothing. It emits `answered` when the focus leaves an input, when a choice is made, or two seconds after the last key.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ctip_desktop.forms.model import Answer, Evidence, Question, State
from ui.dialogs.confirm_value import ConfirmValue
from ui.forms.aged_note import AgedNote
from ui.forms.card_view import CardView
from ui.forms.conflict_card import ConflictCard
from ui.forms.evidence import Evidence as EvidenceList
from ui.forms.fields import Field, Surroundings, same_value
from ui.forms.followups import place_follow_up
from ui.forms.make_field import SILENT, make_field
from ui.forms.messages import Message
from ui.forms.note_field import NoteField
from ui.forms.state_line import HistoryList, StateLine
from ui.forms.suggestion import Suggestion
from ui.forms.text_field import LineField
from ui.forms.wording import value_words
from ui.theme import px
from ui.widgets.base import Label, column, restyle, row

PAUSE = 2_000
"""Milliseconds after the last key until the answer is written."""


class QuestionCard(QFrame):
    """A question and its answer.

    Signals:
        answered(str, Answer): path, and value, state and note as they are now.
        settled(str, int | None): path and the version a person keeps; None when a new answer will be written.
        next_wanted(str): Ctrl+Enter; go to the question after this path.
        why_wanted(str): show why this is asked.
        typing(str): something is being typed that is not written yet.
        waiting(str): typed text that is no answer yet came, changed or went away; it should be kept apart.
        again(str, str): path of an answer that has aged, and what is to be done with it (`aged_note`).
    """

    answered = Signal(str, object)
    settled = Signal(str, object)
    next_wanted = Signal(str)
    why_wanted = Signal(str)
    typing = Signal(str)
    waiting = Signal(str)
    again = Signal(str, str)

    def __init__(
        self, question: Question, path: str, number: str, around: Surroundings, *, nested: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.question = question
        self.path = path
        self.number = number
        self.around = around
        self.nested = nested
        self.view = CardView(choices=question.choices)
        self.shown_once = False
        self.setProperty("role", "question-card")
        self.setProperty("nested", "true" if nested else "false")
        self.setProperty("rtl", "true" if self.isRightToLeft() else "false")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.commit)
        self._state = State.NOT_ASKED
        self._shown = Answer()  # what the field says without anything typed
        self._told = ""
        self.unsaved = False  # whether writing failed: the inputs hold more than the workspace
        self.label = Label(question.label, "strong" if nested else "question", wrap=True)
        self.hint = Label(question.hint, "sub", wrap=True)
        self.conflict: ConflictCard | None = None
        self.aged: AgedNote | None = None  # built when the answer has aged
        self.body: QVBoxLayout = self._frame()
        self.field: Field | None = None if question.type in SILENT else make_field(question, around, self)
        self.followups = column(gap=12)
        if self.field is not None:
            self._add_input(self.field)

    # --- showing -----------------------------------------------------------------------------------------------------------------------------

    def show_view(self, view: CardView) -> None:
        """Show the question as it stands. Text that is being typed stays."""
        before, self.view = self.view, view
        self.shown_once = True
        self.label.setText(view.label or self.question.label)
        self.hint.setText(view.hint or self.question.hint)
        self.hint.setVisible(bool(self.hint.text()))
        if self.field is None:
            return
        self._show_answer(self.field, view, before)
        self.field.setEnabled(not view.readonly)
        self._show_beside(view)
        self._show_age(view)
        self._show_conflict(view)
        self._show_message()

    def _show_age(self, view: CardView) -> None:
        if self.aged is None and view.age is not None:
            self.aged = AgedNote(self.question.label, self)
            self.aged.chosen.connect(lambda what: self.again.emit(self.path, what))
            self.body.insertWidget(self.body.indexOf(self.suggested), self.aged)
        if self.aged is not None:
            self.aged.show_age(view.age, self.around.locale)

    def _show_answer(self, field: Field, view: CardView, before: CardView) -> None:
        """Show the kept answer, unless something else was typed since: that stays until it is written, or the person takes it away."""
        came_in = len(view.versions) > 1 and view.versions != before.versions  # then the typed answer is one of the versions
        mine = self.typed and not came_in
        if view.choices != before.choices and view.choices:
            field.set_choices(view.choices)
        if not mine or same_value(field.answer(), view.answer):
            self._state = view.answer.state
            if not field.complaint():
                field.show_answer(view.answer)
                self._shown = field.answer()

    @property
    def typed(self) -> bool:
        """Whether the inputs hold something that is not kept."""
        return self.field is not None and (self.unsaved or bool(self.field.complaint()) or not same_value(self.field.answer(), self._shown))

    def add_follow_up(self, card: QuestionCard) -> None:
        """Put a follow-up into this card."""
        place_follow_up(self.followups, card, card.field)

    def focus_target(self) -> QWidget:
        """What gets the focus when somebody comes to this question."""
        if self.conflict is not None:
            return self.conflict.first()
        if self.aged is not None and self.aged.asks:
            return self.aged.right
        return self.field.first() if self.field is not None else self

    def take_focus(self) -> None:
        """Put the focus on the input."""
        self.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)

    # --- answering ---------------------------------------------------------------------------------------------------------------------------

    def answer(self) -> Answer:
        """Value, state and note as they stand in the inputs. Untouched it says what is kept, also what it cannot show: the form changed."""
        assert self.field is not None
        inside = self.field.answer()
        if inside == self._shown and self._state == self.view.answer.state and not self.unsaved:
            inside = self.view.answer
        elif inside.value is None and self._state in (State.UNKNOWN, State.NOT_APPLICABLE) and not self._typed_over():
            inside = Answer(None, self._state)
        return replace(inside, note=self.note.text(), sources=self.view.answer.sources)

    def commit(self) -> None:
        """Hand over what is typed, if it differs from what is kept. Text that cannot be read stays and says so."""
        self._pause.stop()
        if self.field is None:
            return
        now, before = self.answer(), self.view.answer
        if not self.field.complaint():
            self.unsaved = False
            if now != before:
                self.view, self._state, self._shown = replace(self.view, answer=now), now.state, self.field.answer()
                self.answered.emit(self.path, now)
        self._show_message()
        self._tell_waiting()

    def not_written(self, kept: Answer) -> None:
        """Writing failed: what is kept is still this, and the inputs are tried again when they are left."""
        self.view = replace(self.view, answer=kept)
        self.unsaved = True

    def _tell_waiting(self) -> None:
        if self.unreadable != self._told:
            self._told = self.unreadable
            self.waiting.emit(self.path)

    @property
    def unreadable(self) -> str:
        """Typed text that is no answer yet; it is kept apart when the program locks or closes."""
        return self.field.typed_text() if self.field is not None and self.field.complaint() else ""

    def restore_text(self, text: str) -> None:
        """Put unreadable text back where it was."""
        if self.field is not None:
            self.field.put_text(text)
            self._pause.stop()
            self._told = self.unreadable
            self._show_message()

    def restore_answer(self, answer: Answer) -> None:
        """Put an answer back that could not be written, and try again."""
        if self.field is None:
            return
        self.field.show_answer(answer)
        self._state = answer.state
        self.note.show_note(answer.note)
        self.commit()

    def choose_state(self, state: State) -> None:
        """Unknown, not applicable, or not asked any more. The value before stays in the history."""
        assert self.field is not None
        self._pause.stop()
        self._state = state
        self.field.show_answer(Answer(None, state))
        self.field.put_text("")
        if state is State.NOT_APPLICABLE and not self.note.text():
            self.note.ask(self.note.why_not_applicable())
        self.commit()
        self._show_beside(replace(self.view, answer=replace(self.view.answer, state=state)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter goes on; a plain Enter never sends the form."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.commit()
                self.next_wanted.emit(self.path)
            event.accept()
        elif event.key() == Qt.Key.Key_F10 and event.modifiers() & Qt.KeyboardModifier.ShiftModifier and self.field is not None:
            self.state_line.open_menu()
        else:
            super().keyPressEvent(event)

    # --- building ----------------------------------------------------------------------------------------------------------------------------

    def _frame(self) -> QVBoxLayout:
        outer = row(self, margins=(0, 0, 0, 0) if self.nested else (16, 14, 16, 16), gap=0)
        if not self.nested:
            number = Label(self.number, "sub")
            number.setMinimumWidth(px(34))
            outer.addWidget(number, 0, Qt.AlignmentFlag.AlignTop)
        body = column(gap=8)
        head = column(gap=2)
        head.addWidget(self.label)
        head.addWidget(self.hint)
        body.addLayout(head)
        outer.addLayout(body, 1)
        return body

    def _add_input(self, field: Field) -> None:
        question = self.question
        with_sources = question.evidence is not Evidence.NONE
        self.suggested = Suggestion(question.label, self)  # right after the input also for Tab
        self.suggested.taken.connect(self._take_suggestion)
        self.state_line = StateLine(question.label, with_unknown=not field.has_unknown, with_sources=with_sources, small=self.nested, parent=self)
        self.state_line.leave_out_unknown(not question.offers_unknown, kept=not question.unknown_choice)
        self.note = NoteField(question.label, self)
        self.history: HistoryList | None = None
        self.message = Message(self)
        self.evidence: EvidenceList | None = None  # built when there is a source, or one is missing or wanted
        self._with_sources = with_sources
        self._shown = field.answer()
        self.label.setBuddy(field.first())
        self._place(field)
        self.body.addWidget(self.suggested)
        self.body.addWidget(self.message)
        self.body.addLayout(self.followups)
        self.body.addWidget(self.note)
        self._connect(field)

    def _place(self, field: Field) -> None:
        if field.wide and not self.nested:
            self.body.addWidget(field)
            self.body.addWidget(self.state_line)
            return
        line = row(gap=8)
        grows = self.nested or (isinstance(field, LineField) and not field.short)
        line.addWidget(field, 1 if grows else 0)
        line.addWidget(self.state_line, 0 if grows else 1)
        self.body.addLayout(line)

    def _connect(self, field: Field) -> None:
        field.edited.connect(self._typed)
        field.committed.connect(self.commit)
        self.note.edited.connect(self._typed)
        self.note.committed.connect(self.commit)
        self.state_line.state_chosen.connect(self.choose_state)
        self.state_line.note_wanted.connect(lambda: self.note.ask())
        self.state_line.history_wanted.connect(self._toggle_history)
        self.state_line.clear_wanted.connect(lambda: self.choose_state(State.NOT_ASKED))
        self.state_line.why_wanted.connect(lambda: self.why_wanted.emit(self.path))
        self.message.confirm_wanted.connect(self._confirm)
        self.message.note_wanted.connect(lambda: self.note.ask(self.tr("Why is there no source?")))
        self.state_line.source_wanted.connect(lambda: self.make_evidence().add())

    def make_evidence(self) -> EvidenceList:
        """The list of sources, built when it is first needed."""
        if self.evidence is None:
            self.evidence = EvidenceList(self.question, self.around, self)
            self.evidence.added.connect(lambda source: self.around.add_source(self.path, source))
            self.evidence.changed.connect(lambda source: self.around.edit_source(self.path, source))
            self.evidence.removed.connect(lambda source: self.around.remove_source(self.path, source))
            self.evidence.closing.connect(self.take_focus)
            self.evidence.edited.connect(lambda: self.typing.emit(self.path))
            self.body.addWidget(self.evidence)
        return self.evidence

    # --- behind the scenes -------------------------------------------------------------------------------------------------------------------

    def _typed(self) -> None:
        self._pause.start()
        self.message.hide()
        self.typing.emit(self.path)

    def _typed_over(self) -> bool:
        return self.field is not None and bool(self.field.typed_text())

    def _show_beside(self, view: CardView) -> None:
        answer = view.answer if not self.unsaved else replace(view.answer, state=self._state)
        if not self.unsaved:
            self.note.show_note(answer.note, closed=view.readonly, why=answer.state is State.NOT_APPLICABLE)
        offered = view.suggestion if answer.state is State.NOT_ASKED and not view.readonly and not self.unsaved else None
        self.suggested.say(value_words(self.question, offered, self.around.locale, self.around.title, view.choices))
        missing = view.trouble is not None and view.trouble.kind == "evidence"
        sourced = bool(answer.sources) or missing
        self.state_line.show_state(answer.state, noted=bool(answer.note), sourced=sourced, changes=view.changes, readonly=view.readonly)
        if self._with_sources and (sourced or self.evidence is not None):
            self.make_evidence().show_sources(answer.sources, missing=missing, closed=view.readonly)

    def _show_conflict(self, view: CardView) -> None:
        several = len(view.versions) > 1
        if self.conflict is not None:
            self.body.removeWidget(self.conflict)
            self.conflict.deleteLater()
            self.conflict = None
        if several:
            self.conflict = ConflictCard(view.versions, self.around.locale, self)
            self.conflict.kept.connect(self._keep)
            self.conflict.new_wanted.connect(self._write_new)
            self.conflict.later.connect(lambda: self.next_wanted.emit(self.path))
            self.body.insertWidget(1, self.conflict)
        self._show_input(not several)

    def _keep(self, index: int) -> None:
        """One of the versions is right; what was begun here instead of it goes."""
        assert self.field is not None
        self._pause.stop()
        self._shown = self.field.answer()
        self.settled.emit(self.path, index)

    def _show_input(self, shown: bool) -> None:
        assert self.field is not None
        self.field.setVisible(shown)
        self.state_line.setVisible(shown)
        if self.evidence is not None and not shown:
            self.evidence.hide()

    def _write_new(self) -> None:
        self._show_input(True)
        assert self.field is not None
        self.field.first().setFocus()

    def _show_message(self) -> None:
        assert self.field is not None
        complaint, trouble = self.field.complaint(), self.view.trouble
        self.message.show_trouble(complaint, self.view, self.question.choices)
        self._put_message_where_it_belongs()
        wrong = bool(complaint) or (trouble is not None and trouble.kind in ("hard", "type"))
        self.field.mark_error(wrong)
        several = self.conflict is not None
        error = wrong or (trouble is not None and trouble.kind == "evidence" and not self.view.readonly)
        restyle(self, state="two" if several else "error" if error and not self.nested else "")
        self.field.first().setAccessibleDescription(". ".join(part for part in (self.hint.text(), self.message.spoken()) if part))

    def _put_message_where_it_belongs(self) -> None:
        """A missing source is said under the sources, everything else under the input."""
        gap = self.view.trouble is not None and self.view.trouble.kind == "evidence"
        before = self.body.indexOf(self.followups)
        at_end = self.body.indexOf(self.message) > before
        if gap != at_end:
            self.body.removeWidget(self.message)
            self.body.insertWidget(self.body.count() if gap else before, self.message)

    def _take_suggestion(self) -> None:
        assert self.field is not None
        self.field.show_answer(Answer.of(self.view.suggestion))
        self._state = State.ANSWERED
        self.commit()
        self.take_focus()

    def _confirm(self) -> None:
        dialog = ConfirmValue(self.view.trouble.message if self.view.trouble else "", self)
        dialog.accepted.connect(lambda: self._confirmed(dialog.reason))
        dialog.open()  # never exec: locking must not wait for a dialog

    def _confirmed(self, reason: str) -> None:
        self.note.show_note("; ".join(part for part in (self.note.text(), reason) if part))
        self.commit()

    def _toggle_history(self) -> None:
        if self.history is None:
            self.history = HistoryList(self)
            self.body.insertWidget(self.body.indexOf(self.note) + 1, self.history)
        self.history.toggle(lambda: self.around.history(self.path), self.around.locale)
