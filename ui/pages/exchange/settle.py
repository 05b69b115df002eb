"""Settling: one case after the other. Keys 1 to 3 choose, Ctrl+Enter confirms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QWidget

from ctip_desktop.errors import WorldError
from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import records
from ctip_desktop.queries.records import Conflict, sheet
from ctip_desktop.workspace.cells import DELETED, answer_of
from ui.dialogs.quick_form import surroundings
from ui.forms.around import SessionSurroundings
from ui.pages.exchange.case_form import NEW, CaseForm
from ui.pages.exchange.cases import Case, CaseReader, open_cases
from ui.pages.exchange.header import ViewHeader, footer
from ui.pages.exchange.wording import first_name
from ui.session import Session
from ui.theme import look
from ui.widgets.base import Label, Scroller, clear, column, row
from ui.widgets.button import Button
from ui.widgets.empty import Empty
from ui.widgets.note_bar import NoteBar


@dataclass(frozen=True, slots=True)
class Settled:
    """What was settled last: the case as it stood, the answer that was chosen, and the reason that was written."""

    case: Case
    words: str
    reason: str


DRAFT = "settle.draft"
"""Setting of this laptop: what was chosen and typed for each case that is not settled yet, by the conflict's id."""


class SettleView(QWidget):
    """One case at a time, with the way to the one before and the next. What was just settled is said, and can be chosen again.

    Signals:
        up(): back to the overview. make(): a bundle, so that the others' laptops agree.
    """

    up = Signal()
    make = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._cases: tuple[Conflict, ...] = ()
        self._place = self._done = 0
        self._writing = False
        self._settled: Settled | None = None
        self._again: Settled | None = None
        self.form: CaseForm | None = None
        self._arrange()
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut).activated.connect(self.settle)
        QShortcut(QKeySequence("Escape"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut).activated.connect(self._leave)

    # --- parts -----------------------------------------------------------

    def _arrange(self) -> None:
        outer = column(self, gap=0)
        self.header = ViewHeader(self.tr("Exchange"), "")
        self.header.up.connect(self.up)
        self.previous = Button(self.tr("Previous"), icon="left", clicked=lambda: self._step(-1))
        self.next = Button(self.tr("Next"), trailing="right", clicked=lambda: self._step(1))
        self.header.ends.addWidget(self.previous)
        self.header.ends.addWidget(self.next)
        outer.addWidget(self.header)
        self._stack = QStackedWidget()
        self.scroller = Scroller(margins=(24, 12, 24, 16), gap=12)
        self.calm = Empty(
            self.tr("Nothing to settle"),
            self.tr("When two people answer the same question on two laptops, both answers wait here."),
            icon="okc",
            action=self.tr("Back to Exchange"),
            clicked=self.up.emit,
        )
        self._stack.addWidget(self.scroller)
        self._stack.addWidget(self.calm)
        outer.addWidget(self._bar())
        outer.addWidget(self._stack, 1)
        outer.addWidget(self._footer())

    def _bar(self) -> QWidget:
        self.told_place = QWidget()
        self.told = NoteBar("", "ok")
        self.again_button = self.told.add_action(self.tr("Choose again"), self._choose_again)
        self.make_button = self.told.add_action(self.tr("Make a bundle"), self.make.emit)
        self.told.add_close(self.tr("Close"), self.still)
        column(self.told_place, margins=(24, 10, 24, 0)).addWidget(self.told)
        self.told_place.hide()
        return self.told_place

    def _footer(self) -> QFrame:
        self.foot, line = footer()
        self.later = Button(self.tr("Decide later"), clicked=self._later)
        self.main = Button("", "main", clicked=self.settle)
        line.addWidget(self.later)
        line.addStretch()
        self._third_key: Label | None = None
        if not look().large:
            line.addLayout(self._keys())
        line.addWidget(self.main)
        return self.foot

    def _keys(self) -> QHBoxLayout:
        keys = row(gap=4)
        middle = Qt.AlignmentFlag.AlignVCenter
        self._third_key = Label("3", "key")
        for key in (Label("1", "key"), Label("2", "key"), self._third_key):
            keys.addWidget(key, 0, middle)
        keys.addWidget(Label(self.tr("choose,"), "sub"))
        keys.addWidget(Label("Ctrl+Enter", "key"), 0, middle)
        keys.addWidget(Label(self.tr("confirm"), "sub"))
        keys.addSpacing(8)
        return keys

    # --- showing ---------------------------------------------------------

    def open(self, record: UUID | None = None, field: str = "") -> None:
        """Show a case; the first one when it is not said which, or when it is settled already."""
        self.still()
        self._done = 0
        self._cases = open_cases(self._session)
        wanted = [place for place, one in enumerate(self._cases) if one.record == record and (not field or one.name == field)]
        self._place = wanted[0] if wanted else 0
        self._show()

    def refresh(self) -> None:
        """Something was written: keep the case on the screen if it is still the same."""
        if self._writing:
            return
        self._again = None
        shown = self.current
        self._cases = open_cases(self._session)
        again = [place for place, one in enumerate(self._cases) if shown is not None and one.id == shown.id]
        self._place = again[0] if again else min(self._place, max(0, len(self._cases) - 1))
        if again and self.current == shown and self.form is not None:
            self._show_title()
        else:
            self._show()

    @property
    def current(self) -> Conflict | None:
        """The conflict shown."""
        return self._cases[self._place] if self._cases else None

    @property
    def case(self) -> Case | None:
        """The case shown."""
        return self.form.case if self.form is not None else None

    def place(self) -> dict[str, Any]:
        """Arguments for `open`."""
        one = self.current
        return {"record": one.record, "field": one.name} if one is not None else {}

    def take_focus(self) -> None:
        """The first version."""
        if self.form is not None:
            self.form.take_focus()
        elif self.told_place.isVisibleTo(self):
            self.make_button.setFocus()
        elif self.calm.action is not None:
            self.calm.action.setFocus()

    def _show(self) -> None:
        self.form = None
        one = self.current
        clear(self.scroller.body)
        if self._again is not None:
            self._show_form(self._again.case, surroundings(self._session, self._again.case.conflict.owner))
        elif one is not None:
            around = surroundings(self._session, one.owner)
            self._show_form(CaseReader(self._session, around).read(one, self._cases), around).restore(self._drafts().get(one.id, {}))
        self._stack.setCurrentWidget(self.scroller if self.form is not None else self.calm)
        self.foot.setVisible(self.form is not None)
        self._show_title()
        self._show_choice()

    def _show_form(self, case: Case, around: SessionSurroundings) -> CaseForm:
        self.form = CaseForm(case, around)
        self.form.chose.connect(self._show_choice)
        self.scroller.body.addWidget(self.form, 1)
        return self.form

    def _show_title(self) -> None:
        count = len(self._cases) if self._again is None else 0
        place, every = self._place + 1 + self._done, count + self._done
        self.header.title.setText(self.tr("Settle {n} of {all}").format(n=place, all=every) if count else self._plain_title())
        self.header.caption.setText(f"· {self.case.origin}" if self.case is not None and self.case.origin else "")
        self.previous.setVisible(count > 1)
        self.next.setVisible(count > 1)
        self.previous.setEnabled(self._place > 0)
        self.next.setEnabled(self._place + 1 < count)

    def _plain_title(self) -> str:
        return self.tr("Choose again") if self._again is not None else self.tr("To settle")

    def _show_choice(self) -> None:
        chosen = self.form is not None and self.form.choice is not None
        if self._third_key is not None:
            self._third_key.setVisible(self.form is not None and self.form.third is not None)
        self.main.setEnabled(chosen)
        self.main.setToolTip("" if chosen else self.tr("Choose an answer first."))
        self.main.say(self.form.main_words() if self.form is not None else "")

    # --- settling --------------------------------------------------------

    def settle(self) -> None:
        """Keep what was chosen, then show the next case."""
        form = self.form
        if form is None or form.choice is None:
            return
        new = form.new_answer() if form.choice == NEW else None
        if form.choice == NEW and new is None:
            form.ask_for_answer()
            self.scroller.ensureWidgetVisible(form.note)
            return
        self._writing = True  # the case must not be shown anew while its reason is still to be written
        try:
            self._write(form, new) if self._again is None else self._write_again(self._again, form, new)
        except WorldError as error:
            self._writing = False
            self.refresh()  # other versions may stand there by now
            self._show_error(error)
            return
        self._writing = False
        self._keep(form, None)
        self._done += self._again is None
        self._settled = Settled(form.case, form.chosen_words(), form.reason.text().strip() if form.case.explains else "")
        self.refresh()
        self._tell(self._settled)
        self.take_focus()

    def _show_error(self, error: WorldError) -> None:
        if self.form is not None:
            self.form.note.show_error(error)
            self.scroller.ensureWidgetVisible(self.form.note)

    def _write(self, form: CaseForm, new: Answer | None) -> None:
        one = form.case.conflict
        keep = form.choice if new is None else None
        self._session.attempt(records.settle, one.record, one.name, keep=keep, answer=new, expect=one.heads)
        reason = form.reason.text().strip()
        if reason and form.case.explains:
            now = self._session.ask(sheet, one.owner).sheet.get(form.case.path)
            note = "\n".join(part for part in (now.note, reason) if part)
            self._session.attempt(records.answer, one.owner, form.case.path, Answer(now.value, now.state, note))

    def _write_again(self, before: Settled, form: CaseForm, new: Answer | None) -> None:
        """Another choice after it was settled: an answer like any other, in place of the first choice; the reason likewise."""
        one, path = form.case.conflict, form.case.path
        assert form.choice is not None
        if one.name == DELETED:
            self._session.attempt(records.delete if form.choice == 0 else records.bring_back, one.record)
            return
        now = self._session.ask(sheet, one.owner).sheet.get(path)
        chosen = new if new is not None else answer_of(one.versions[form.choice].value)
        if form.case.is_note:
            note = new.note if new is not None else str(one.versions[form.choice].value or "")
            self._session.attempt(records.answer, one.owner, path, Answer(now.value, now.state, note))
            return
        kept = [line for line in now.note.splitlines() if line != before.reason] if before.reason else now.note.splitlines()
        note = "\n".join([*kept, *filter(None, [form.reason.text().strip()])])
        self._session.attempt(records.answer, one.owner, path, Answer(chosen.value, chosen.state, note))

    # --- what was just settled -------------------------------------------

    def _tell(self, done: Settled) -> None:
        last = not self._cases
        strong = self.tr("Settled: {question} – {answer}").format(question=done.case.label, answer=done.words)
        others = [first_name(side.who) for side in done.case.sides if not side.mine and side.who]
        said = self.tr("Make the next bundle, so that {name}’s laptop agrees.").format(name=others[0]) if others else self.tr("Make the next bundle.")
        self.told.show_note(said if last else "", "ok", strong=strong)
        self.again_button.setVisible(done.case.can_choose_again)
        self.make_button.setVisible(last)
        self.told_place.show()

    def _choose_again(self) -> None:
        """Both answers once more; until another one is chosen, the first choice stands."""
        self._again = self._settled
        self.told_place.hide()
        self._show()
        self.take_focus()

    def still(self) -> None:
        """What was said belongs to the last thing done; it goes with the next one, and when the person leaves."""
        self._settled = self._again = None
        self.told_place.hide()

    # --- moving on -------------------------------------------------------

    def _later(self) -> None:
        if self._again is not None:
            self.still()
            self._show()
            self.take_focus()
        elif self._place + 1 < len(self._cases):
            self._step(1)
        else:
            self.flush()
            self.up.emit()

    def _leave(self) -> None:
        """Escape: what was chosen and typed is kept for coming back."""
        if self._again is not None:
            self._later()
            return
        self.flush()
        self.up.emit()

    def _step(self, by: int) -> None:
        self.flush()
        self.still()
        self._place = min(max(self._place + by, 0), len(self._cases) - 1)
        self._show()
        self.take_focus()

    def flush(self) -> None:
        """Keep what was chosen and typed for coming back."""
        if self.form is not None and self.form.begun and self._again is None and self._session.is_open:
            self._keep(self.form, self.form.draft())

    def _drafts(self) -> dict[str, Any]:
        kept = self._session.workspace.setting(DRAFT)
        return kept if isinstance(kept, dict) else {}

    def _keep(self, form: CaseForm, draft: dict[str, Any] | None) -> None:
        """Beside the drafts of the other cases that are still to settle."""
        open_ = {one.id for one in self._cases}
        kept = {id_: each for id_, each in self._drafts().items() if id_ in open_ and id_ != form.case.conflict.id}
        if draft is not None:
            kept[form.case.conflict.id] = draft
        self._session.workspace.set_setting(DRAFT, kept or None)
