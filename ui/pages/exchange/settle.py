"""Settling: one case after the other. Keys 1 to 3 choose, Ctrl+Enter confirms."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QWidget

from ctip_desktop.errors import WorldError
from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import records
from ctip_desktop.queries.records import Conflict, sheet
from ui.dialogs.quick_form import surroundings
from ui.pages.exchange.case_form import NEW, CaseForm
from ui.pages.exchange.cases import Case, CaseReader, open_cases
from ui.pages.exchange.header import ViewHeader, footer
from ui.session import Session
from ui.theme import look
from ui.widgets.base import Label, Scroller, clear, column, row
from ui.widgets.button import Button
from ui.widgets.empty import Empty

DRAFT = "settle.draft"
"""Setting of this laptop: what was chosen and typed for a case that is not settled yet."""


class SettleView(QWidget):
    """One case at a time, with the way to the one before and the next.

    Signals:
        up(): back to the overview.
    """

    up = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._cases: tuple[Conflict, ...] = ()
        self._place = 0
        self._writing = False
        self.form: CaseForm | None = None
        self._arrange()
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut).activated.connect(self.settle)

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
        outer.addWidget(self._stack, 1)
        outer.addWidget(self._footer())

    def _footer(self) -> QFrame:
        self.foot, line = footer()
        self.later = Button(self.tr("Decide later"), clicked=self._later)
        self.main = Button("", "main", clicked=self.settle)
        line.addWidget(self.later)
        line.addStretch()
        if not look().large:
            line.addLayout(self._keys())
        line.addWidget(self.main)
        return self.foot

    def _keys(self) -> QHBoxLayout:
        keys = row(gap=4)
        middle = Qt.AlignmentFlag.AlignVCenter
        for key in ("1", "2", "3"):
            keys.addWidget(Label(key, "key"), 0, middle)
        keys.addWidget(Label(self.tr("choose,"), "sub"))
        keys.addWidget(Label("Ctrl+Enter", "key"), 0, middle)
        keys.addWidget(Label(self.tr("confirm"), "sub"))
        keys.addSpacing(8)
        return keys

    # --- showing ---------------------------------------------------------

    def open(self, record: UUID | None = None, field: str = "") -> None:
        """Show a case; the first one when it is not said which, or when it is settled already."""
        self._cases = open_cases(self._session)
        wanted = [place for place, one in enumerate(self._cases) if one.record == record and (not field or one.name == field)]
        self._place = wanted[0] if wanted else 0
        self._show()

    def refresh(self) -> None:
        """Something was written: keep the case on the screen if it is still the same."""
        if self._writing:
            return
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
        elif self.calm.action is not None:
            self.calm.action.setFocus()

    def _show(self) -> None:
        clear(self.scroller.body)
        self.form = None
        one = self.current
        if one is not None:
            around = surroundings(self._session, one.owner)
            self.form = CaseForm(CaseReader(self._session, around).read(one, self._cases), around)
            self.form.chose.connect(self._show_choice)
            self.scroller.body.addWidget(self.form, 1)
            self.form.restore(self._session.workspace.setting(DRAFT) or {})
        self._stack.setCurrentWidget(self.scroller if one is not None else self.calm)
        self.foot.setVisible(one is not None)
        self._show_title()
        self._show_choice()

    def _show_title(self) -> None:
        count = len(self._cases)
        self.header.title.setText(self.tr("Settle {n} of {all}").format(n=self._place + 1, all=count) if count else self.tr("To settle"))
        self.header.caption.setText(f"· {self.case.origin}" if self.case is not None and self.case.origin else "")
        self.previous.setVisible(count > 1)
        self.next.setVisible(count > 1)
        self.previous.setEnabled(self._place > 0)
        self.next.setEnabled(self._place + 1 < count)

    def _show_choice(self) -> None:
        chosen = self.form is not None and self.form.choice is not None
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
            return
        self._writing = True  # the case must not be shown anew while its reason is still to be written
        try:
            self._write(form, new)
        except WorldError as error:
            self._writing = False
            self.refresh()  # other versions may stand there by now
            self._show_error(error)
            return
        self._writing = False
        self._session.workspace.set_setting(DRAFT, None)
        self.refresh()
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

    # --- moving on -------------------------------------------------------

    def _later(self) -> None:
        if self._place + 1 < len(self._cases):
            self._step(1)
        else:
            self.flush()
            self.up.emit()

    def _step(self, by: int) -> None:
        self.flush()
        self._place = min(max(self._place + by, 0), len(self._cases) - 1)
        self._show()
        self.take_focus()

    def flush(self) -> None:
        """Keep what was chosen and typed for coming back."""
        if self.form is not None and self.form.choice is not None and self._session.is_open:
            self._session.workspace.set_setting(DRAFT, self.form.draft())
