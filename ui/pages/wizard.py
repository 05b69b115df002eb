"""The wizard as a page: reads a record, writes every answer at once, comes back to the same question after a lock or a crash."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from ctip_desktop.errors import ChangedMeanwhile, WorldError
from ctip_desktop.forms.model import Answer, Form
from ctip_desktop.forms.sheet import Sheet
from ctip_desktop.operations import own_forms, records
from ctip_desktop.operations.changes import Changes
from ctip_desktop.queries.own_forms import newer, without_place
from ctip_desktop.queries.records import heads
from ctip_desktop.queries.records import sheet as open_sheet
from ctip_desktop.workspace.sheets import Heads
from ui.forms.around import SessionSurroundings
from ui.forms.new_records import write_answer
from ui.forms.question_card import QuestionCard
from ui.forms.standing import Standing, read_standing
from ui.forms.wizard import Wizard
from ui.pages.page import Page, Where
from ui.pages.undo_here import UndoHere
from ui.pages.wizard_again import Again
from ui.pages.wizard_bars import WizardBars
from ui.pages.wizard_menu import offer_menu
from ui.pages.wizard_place import PLACES, keep, keep_place, leave_place, open_place, place_of, read_back, written
from ui.pages.wizard_records import new_key, only_record, open_form
from ui.pages.wizard_saved import say_saved, two_versions
from ui.pages.wizard_typed import begun_cards, bring_back, in_memory, typed_in
from ui.session import Session
from ui.widgets.base import clear, column
from ui.widgets.soon import Soon

__all__ = ["PLACES", "WizardPage", "open_place"]

WHY = "wizard.why"
_SOON = 1_000  # milliseconds after a key or a move until place and typing are remembered, also while somebody types on
_NOTHING: Heads = frozenset()


class WizardPage(Page):
    """One form about one subject. The record is made with the first answer, so that looking leaves nothing behind."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.record: UUID | None = None
        self.about: UUID | None = None
        self.form: Form | None = None
        self.wizard: Wizard | None = None
        self.around: SessionSurroundings | None = None
        self._standing = Standing()
        self._heads: dict[str, Heads] = {}
        self._rejected: dict[str, Answer] = {}  # typed here while something else came in; nothing is lost
        self._writing = False
        self._trouble = ""
        self._place_kept = True
        self._undo_here = UndoHere(self, session)
        self._again = Again(self, self._do, lambda path: self._heads.get(path, _NOTHING), self._reopen)
        self.bars = WizardBars()
        self.bars.reopen.connect(self._reopen)
        self.bars.stay.connect(self._stay)
        self.bars.leave.connect(self._leave)
        self.bars.go_on.connect(self._go_on)
        self._holder = column(gap=0)
        outer = column(self, gap=0)
        outer.addWidget(self.bars)
        outer.addLayout(self._holder, 1)
        self._half: Mapping[str, Any] = {}  # what is kept of the typing that is no answer yet
        self._remember = Soon(self, _SOON, self._keep_place)

    # --- the contract of a page --------------------------------------------------------------------------------------------------------------

    def open(self, **where: Any) -> None:
        """record: UUID of a record; or form and about, for one that may not be there yet. path: the question to go to, else the last place.
        typed, sources: what could not be written before (`in_memory`); it is tried again."""
        self.flush()
        leave_place(self.session, self.form, self._key)
        self.record, self.about = where.get("record"), where.get("about")
        name = str(where.get("form", ""))
        if self.record is None:
            self.record = only_record(self.session, name, self.about)
        self._undo_here.begin()
        self._build(name if self.record is None else "")
        before = self._before()
        if self.wizard is not None:
            path = str(where.get("path", "") or ("" if self.wizard.beside.locked else before.get("path", "")))
            bring_back(self.wizard, before, where)
            if self.wizard.not_kept():
                self._say_saved()
            if path and self.wizard.outline.place(path) is not None:
                self.wizard.go_to(path)
            else:
                self.wizard.begin()

    def place(self) -> dict[str, Any]:
        """Text that could be written nowhere goes along in memory alone, for coming back after the lock."""
        if self.form is None:
            return {}
        here: dict[str, Any] = {"record": self.record} if self.record is not None else {"form": self.form.name, "about": self.about}
        here["path"] = self.wizard.path if self.wizard is not None else ""
        return {**here, **in_memory(self.wizard)} if self.wizard is not None and self._lost() else here

    def holds(self) -> bool:
        if lost := self._lost():
            self.bars.show_stuck()
        return bool(lost)

    def _lost(self) -> list[QuestionCard]:
        """The cards whose text is neither an answer nor kept beside the answers: the disk is full."""
        return begun_cards(self.wizard) if self.wizard is not None and not self._place_kept else []

    def is_at(self, where: Where) -> bool:
        here = ("record", self.record) if where.get("record") else ("form", self.form.name if self.form is not None else "")
        return self.wizard is not None and where.get(here[0]) == here[1] and where.get("about", self.about) == self.about

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes the form, as the cross does; a list or a line that is open above it takes the key first."""
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)

    def refresh(self, changes: Changes | None) -> None:
        if not self._writing and self.wizard is not None and self.record is not None:
            self._read(for_good=changes is None)

    def flush(self) -> None:
        if self.wizard is not None and self.session.is_open:
            self.wizard.commit()
            self._remember.stop()
            self._keep_place()
            self._say_saved()

    def take_focus(self) -> None:
        wizard = self.wizard
        if wizard is not None and wizard.current == wizard.last:
            wizard.go_end()
        elif wizard is not None and (card := wizard.card(wizard.path)) is not None:
            card.take_focus()

    # --- reading -----------------------------------------------------------------------------------------------------------------------------

    def _build(self, form_name: str) -> None:
        clear(self._holder)
        self.bars.stuck.hide()
        self.wizard, self._place_kept = None, True
        opened = open_form(self.session, self.record, form_name, self.about)
        self.record, self.about, self.form, self._heads = opened.record, opened.about, opened.sheet.form, dict(opened.heads)
        self._rejected = read_back(self._before().get("rejected", {}))
        self._make_wizard(self.form)
        assert self.around is not None
        self.around.facts = opened.facts
        self._show(opened.sheet, opened.status)
        self._show_version(opened.status)

    def _make_wizard(self, form: Form) -> None:
        around = SessionSurroundings(self.session, self._make_record, self)
        around.form, around.about, around.existing, around.at_once = form.name, self.about, self.record, True
        around.source_written.connect(self._read)
        subject = around.title(self.about.hex) if self.about is not None else ""
        wizard = Wizard(form, around, subject, why_open=bool(self.session.workspace.setting(WHY, True)))
        wizard.answered.connect(self._answered)
        wizard.settled.connect(self._settled)
        wizard.waiting.connect(self._waits)
        wizard.row_added.connect(self._row_added)
        wizard.again.connect(self._again.act)
        wizard.row_removed.connect(lambda _repeat, row: self._do(records.remove_row, UUID(row)))
        wizard.undo_wanted.connect(self.session.undo)
        wizard.close_wanted.connect(self._close)
        wizard.finish_wanted.connect(self._finish)
        wizard.header.more.clicked.connect(lambda: offer_menu(self, form, self.record, wizard.header.more))
        wizard.place_changed.connect(self._remember.ask)
        wizard.typing.connect(self._remember.ask)
        wizard.why_changed.connect(lambda open_: keep(self.session.workspace, WHY, open_))
        self.wizard, self.around = wizard, around
        self._holder.addWidget(wizard)
        self.title = f"{form.title}, {subject}" if subject else form.title
        self.renamed.emit()

    def _read(self, *, for_good: bool = False) -> None:
        """Read the record again and show what is different; what is being typed stays. for_good: if it is gone, it was erased, not taken back."""
        if self.record is None:
            return
        opened = self.session.ask(open_sheet, self.record)
        if opened.deleted and for_good:
            self._leave()
            return
        if self.form is None or opened.deleted or opened.sheet.form.version != self.form.version:
            self._begin_anew(deleted=opened.deleted)
            return
        self._heads = dict(opened.heads)
        assert self.around is not None
        self.around.facts = opened.facts
        self._show(opened.sheet, opened.status)

    def _begin_anew(self, *, deleted: bool) -> None:
        """Somebody went on with a newer version of the form: other questions are asked. Or its first answer was taken back: nobody has begun it."""
        path, form = self.wizard.path if self.wizard is not None else "", self.form.name if self.form is not None else ""
        self.wizard = None
        self.open(form=form, about=self.about, path=path, **({} if deleted else {"record": self.record}))

    def _show(self, sheet: Sheet, status: str) -> None:
        assert self.wizard is not None
        assert self.around is not None
        self._standing = read_standing(self.session, self.record, sheet, self.around) if self.record is not None else Standing()
        elsewhere = self.around.kept_elsewhere()
        beside = replace(self._standing.beside, elsewhere=elsewhere, locked=(closed := status == "finished" and sheet.form.closes))
        for path, typed in self._rejected.items():
            beside = replace(beside, versions={**beside.versions, path: two_versions(self.session, self.wizard, path, typed, sheet)})
        self._standing = replace(self._standing, beside=replace(self._standing.beside, elsewhere=elsewhere))
        self.wizard.show_sheet(sheet, beside)
        if self.about is None and self.record is not None and sheet.title() != sheet.form.title:
            self.wizard.show_subject(sheet.title())  # a record about nothing else is named by itself
        self.bars.finished.setVisible(closed)

    def _show_version(self, status: str) -> None:
        """A newer version is offered once, when the form is opened; a finished one stays as it is."""
        record = self.record
        self.bars.show_newer(self.session.ask(newer, record) if record is not None and status != "finished" else None)
        self.bars.show_without_place(self.session.ask(without_place, record) if record is not None else ())

    def _go_on(self) -> None:
        self.flush()
        if self.record is not None and not self.holds() and self._do(own_forms.go_on, self.record) is not None:
            self._read()

    # --- writing -----------------------------------------------------------------------------------------------------------------------------

    def _make_record(self) -> UUID | None:
        """The record, made now when something else than an answer needs it: a source, a row."""
        if self.record is None and self.form is not None:
            self._made(self._do(records.create, self.form.name, about=self.about, defaults=False))
        return self.record

    def _answered(self, path: str, answer: Answer) -> None:
        """Keep an answer. When something else came in meanwhile, both stand side by side until the person chooses."""
        self._writing = True
        try:
            write_answer(self.session, self.around, answer, lambda: self._write(path, answer))
        except ChangedMeanwhile:
            self._rejected[path] = answer
            self._read()
        except WorldError as error:
            self._not_saved(path, error)
        else:
            self._written(path, answer)
        finally:
            self._writing = False

    def _write(self, path: str, answer: Answer) -> Changes | None:
        """The first answer makes the record. What both ask is written to the record this one is about."""
        assert self.form is not None
        assert self.around is not None
        kept_here = path not in self.around.facts
        if self.record is None:
            first = {path: answer} if kept_here else {}
            self._made(made := self.session.attempt(records.create, self.form.name, about=self.about, answers=first, defaults=False))
            if kept_here:
                return made
        assert self.record is not None
        return self.session.attempt(records.answer, *self.around.home(self.record, path), answer, expect=self._heads.get(path, _NOTHING))

    def _made(self, changes: Changes | None) -> None:
        if changes is not None and self.around is not None:
            self.record = self.around.existing = changes.created[0]
            self._heads = dict(self.session.ask(open_sheet, self.record).heads)

    def _written(self, path: str, answer: Answer) -> None:
        assert self.wizard is not None
        assert self.wizard.sheet is not None
        assert self.record is not None
        assert self.around is not None
        self._heads[path] = self.session.ask(heads, *self.around.home(self.record, path))
        self._rejected.pop(path, None)
        beside = self._standing.beside
        counted = {**beside.changes, path: len(self.around.history(path))}
        others = {other: versions for other, versions in beside.versions.items() if other != path}  # a new answer settles what stood side by side
        ages = {other: age for other, age in beside.ages.items() if other != path}  # a new answer is young
        self._standing = replace(self._standing, beside=replace(beside, changes=counted, versions=others, ages=ages))
        self.wizard.show_sheet(self.wizard.sheet.answer(path, answer), self._standing.beside)
        self._say_saved()
        if self._half:
            self._keep_place()

    def _not_saved(self, path: str, error: WorldError) -> None:
        """The text stays in its field and is tried again when the field is left."""
        assert self.wizard is not None
        card = self.wizard.built_card(path)
        if card is not None and self.wizard.sheet is not None:
            card.not_written(self.wizard.sheet.get(path))
        self._trouble = error.what
        self._keep_place()
        self._say_saved()
        self.session.failed.emit(error)

    def _waits(self, _path: str) -> None:
        """Typed text that cannot be kept as an answer yet is kept beside the answers, at once."""
        self._keep_place()
        self._say_saved()

    def _settled(self, path: str, keep: int | None) -> None:
        """Keep one of several versions."""
        if (typed := self._rejected.pop(path, None)) is not None:
            if keep == 1:
                self._answered(path, typed)
            self._read()
            return
        cell = self._standing.cells.get(path)
        if cell is None or keep is None:
            return
        self._do(records.settle, cell.record, cell.field, keep=keep, expect=cell.heads)
        self._read()

    def _row_added(self, repeat: str) -> None:
        record = self._make_record()
        if record is not None:
            self._do(records.add_row, record, repeat)

    def _finish(self) -> None:
        record = self._make_record()
        if record is not None and self._do(records.finish, record) is not None:
            self._close()

    def _reopen(self) -> None:
        if self.record is not None and self._do(records.reopen, self.record) is not None:
            self._show_version("draft")
            if self.wizard is not None and self.wizard.current == self.wizard.last:
                self.wizard.begin()  # it was opened to change something
            self.take_focus()  # the button that had it is gone

    def _close(self) -> None:
        self.flush()
        if not self.holds():
            self.back.emit()

    def _stay(self) -> None:
        self.bars.stuck.hide()
        if self.wizard is not None and (waiting := begun_cards(self.wizard)):
            self.wizard.go_to(waiting[0].path)

    def _leave(self) -> None:
        """Close; the form is read anew when it is opened again."""
        clear(self._holder)
        self.wizard = None
        self.bars.stuck.hide()
        self.back.emit()

    def _do(self, operation: Any, *args: Any, **kwargs: Any) -> Changes | None:
        changes = self.session.do(operation, *args, **kwargs)
        if changes is not None:
            self._say_saved()
        return changes

    def _say_saved(self) -> None:
        if self.wizard is not None and say_saved(self.wizard, self.session, self._trouble, begun=self.record is not None, kept=self._place_kept):
            self._trouble = ""
            self.bars.stuck.hide()

    # --- coming back -------------------------------------------------------------------------------------------------------------------------

    def _keep_place(self) -> None:
        """Remember question and typed text, for coming back after a lock, a crash or tomorrow. On a full disk `_place_kept` says so."""
        if self.wizard is None or not self.session.is_open:
            return
        typed = typed_in(self.wizard)
        self._half = typed["half"]
        if self.record is None and not any(typed.values()) and not self._before():
            return  # looking leaves nothing behind
        now = self.session.workspace.now().isoformat(timespec="seconds")
        answered = self.wizard.sheet.progress.answered if self.wizard.sheet is not None else 0
        open_now = {"open": self.isVisible(), "title": self.title, "answers": answered}
        mine = {"path": self.wizard.path, "at": now, "rejected": written(self._rejected), **typed, **open_now}
        before, self._place_kept = self._place_kept, keep_place(self.session.workspace, self._key, mine, instead_of=self._new_key)
        if self._lost() or self._place_kept != before:
            self._say_saved()

    def hideEvent(self, event: QHideEvent) -> None:
        """The person went somewhere else: nothing has to be offered when the program starts again."""
        super().hideEvent(event)
        leave_place(self.session, self.form, self._key)

    @property
    def _new_key(self) -> str:
        """What is remembered about a form whose record is not made yet."""
        return new_key(self.form.name if self.form is not None else "", self.about)

    @property
    def _key(self) -> str:
        return self.record.hex if self.record is not None else self._new_key

    def _before(self) -> Mapping[str, Any]:
        """What was remembered about this record."""
        return place_of(self.session.workspace, self._key)
