"""Write a talk down while it goes on, with the keyboard alone: one line for each thing said, kept as one conversation with all that came out of it.

Nothing typed is lost: a second after the last key it is put aside in the encrypted file, and it comes back after a lock, a crash or Escape.
Source: Five learnings brief (about 2019), lines 345 to 370.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from ctip_desktop.errors import NotFound, WorldError
from ctip_desktop.operations import talks
from ctip_desktop.operations.talks import TalkNotes
from ctip_desktop.queries.records import list_records, show
from ctip_desktop.queries.visits import EVERYTHING, VisitPack, visit_pack
from ui.dialogs.dialog import WIDEST, Dialog
from ui.dialogs.talk_beside import TalkBeside
from ui.dialogs.talk_editor import TalkEditor
from ui.dialogs.talk_head import TalkHead
from ui.dialogs.talk_reading import ReadLine, TalkReader
from ui.dialogs.talks_begun import ASIDE
from ui.session import Session
from ui.theme import look, px
from ui.widgets.base import Label, column, row
from ui.widgets.note_bar import NoteBar
from ui.widgets.soon import Soon
from ui.words import moment_words

_SOON = 1000  # milliseconds after a key until it is put aside, also while somebody types on
_MOST = 20  # companies with something put aside


class QuickCapture(Dialog):
    """company: hex id; asked first when empty."""

    puts_aside = False  # it does so by itself, also while one types

    def __init__(self, session: Session, company: str = "", parent: QWidget | None = None) -> None:
        super().__init__(session, _tr("Write while you talk"), _tr("Keep the talk"), width=WIDEST, parent=parent)
        self._fixed = UUID(hex=company) if company else None
        self._kept = False
        self.head = TalkHead(session, self._fixed)
        self.beside = TalkBeside()
        self.reader = TalkReader(session.workspace.catalogue, (), self._today)
        self.editor = TalkEditor(self._read, self._next_number)
        self._aside = Soon(self, _SOON, self.put_aside)
        self._arrange()
        self._connect()
        self._show_company()
        self.bring_back()
        (self.editor if self.head.company is not None else self.head.first()).setFocus()

    # --- building --------------------------------------------------------

    def _arrange(self) -> None:
        if self._fixed is not None:
            self.lead.setText(self.session.ask(show, self._fixed).title)
            self.lead.show()
        self.back_note = NoteBar(tone="info")
        self.back_note.add_action(self.tr("Begin anew"), self.begin_anew)
        self.back_note.hide()
        self.body.addWidget(self.back_note)
        self.body.addWidget(self.head)
        reminder = self.tr("Write no names or stories of persons affected. This is no case file.")
        self.body.addWidget(NoteBar(reminder, "warn", icon="shield"))
        both = row(gap=16)
        both.setDirection(QBoxLayout.Direction.TopToBottom if look().large else QBoxLayout.Direction.LeftToRight)
        left = column(gap=6)
        self.editor.setMinimumHeight(px(200))
        left.addWidget(self.editor, 1)
        self.said = Label("", "sub", wrap=True)
        left.addWidget(self.said)
        both.addLayout(left, 3)
        both.addWidget(self.beside, 2)
        self.body.addLayout(both, 1)
        self.hint = Label(self.tr("Ctrl+Enter keeps the talk. What you type is put aside as you go."), "caption2")
        self.buttons.insertWidget(0, self.hint)
        self.hint.setVisible(not look().large)

    def _connect(self) -> None:
        self.editor.keep_wanted.connect(self.keep)
        self.editor.moved.connect(self._say_line)
        self.editor.textChanged.connect(self._aside.ask)
        self.head.edited.connect(self._head_edited)
        self.head.picked.connect(self._show_company)
        self.beside.wanted.connect(lambda n: self.editor.put_line(f"#{n} "))
        self.finished.connect(lambda _result: self._leave())

    # --- reading ---------------------------------------------------------

    @property
    def _today(self) -> date:
        return self.session.workspace.now().astimezone().date()

    @property
    def _on(self) -> date:
        """The day of the talk; today while it cannot be read."""
        return self.head.on() or self._today

    def _read(self, typed: str) -> ReadLine:
        return self.reader.line(typed, self._on)

    def _next_number(self) -> int:
        """The first open question that no line answers yet."""
        numbers = {self._read(line).line.number for line in self.editor.toPlainText().splitlines()}
        return next((n for n in range(1, len(self.reader.questions) + 1) if n not in numbers), 1)

    def _show_company(self) -> None:
        """The open questions and promises of the company that is chosen."""
        pack = self._pack()
        questions = (*pack.aged, *pack.open) if pack is not None else ()
        self.reader = TalkReader(self.session.workspace.catalogue, questions, self._today)
        self.beside.show_open(pack.promises if pack is not None else (), questions)
        self.head.offer_contacts([line.title for line in self.session.ask(list_records, "contact", pack.company.id)] if pack is not None else [])
        self.editor.viewport().update()
        self._say_line()

    def _pack(self) -> VisitPack | None:
        company = self.head.company
        try:
            return self.session.ask(visit_pack, company, page=EVERYTHING) if company is not None else None
        except NotFound:  # deleted meanwhile
            return None

    def _head_edited(self) -> None:
        self._aside.ask()
        self.editor.update()
        self._say_line()

    def _say_line(self) -> None:
        """What the line with the caret becomes, in words, for those who do not see the strip beside it."""
        one = self.editor.line_now()
        self.said.setText("" if one.empty else ". ".join(part for part in (one.said, one.trouble) if part))
        self.editor.setAccessibleDescription(self.said.text())

    # --- keeping ---------------------------------------------------------

    def keep(self) -> None:
        if not self.head.take():
            return
        company, on = self.head.company, self.head.on()
        assert company is not None
        assert on is not None
        lines, heard = self.reader.every(self.editor.toPlainText(), on)
        who, who_else = self.head.people(self.session.ask(list_records, "contact", company))
        notes = TalkNotes(on, self.head.channel, tuple(lines), who, who_else, self.session.workspace.person, tuple(heard), self.beside.kept)
        try:
            self.session.attempt(talks.keep, company, notes)
        except WorldError as error:
            self.show_error(error)
            return
        self._kept = True
        self.forget()
        self.undoable.emit(self.tr("The talk was kept. Answers put into forms: {count}.").format(count=len(heard)))
        self.accept()

    # --- what is put aside -----------------------------------------------

    def put_aside(self) -> bool:
        """Keep what is typed in the encrypted file, until the talk is kept. When that fails it is said, and the text stays on the page."""
        if not self.session.is_open or self._kept:
            return self._kept
        try:
            self._put_aside()
        except WorldError as error:
            self.show_error(error)
            return False
        return True

    def _put_aside(self) -> None:
        if not self.editor.toPlainText().strip():
            self.forget()
            return
        kept = {name: one for name, one in self._all_aside().items() if name != self._name}
        latest = dict(list(kept.items())[-_MOST + 1 :])
        self.session.workspace.set_setting(ASIDE, {**latest, self._name: {**self.draft(), "at": self.session.workspace.now().isoformat()}})

    def bring_back(self) -> None:
        """Show what was put aside for this company, and say so."""
        kept = self._all_aside().get(self._name)
        if isinstance(kept, dict) and kept.get("text"):
            self.restore(kept)
            when = moment_words(datetime.fromisoformat(str(kept["at"])), self._today)
            self.back_note.show_note(self.tr("What you typed {when} is here again. It is not kept as a talk yet.").format(when=when))
            self.back_note.show()

    def begin_anew(self) -> None:
        """Clear the page. Ctrl+Z in the field brings the text back."""
        self.editor.selectAll()
        self.editor.textCursor().removeSelectedText()
        self.back_note.hide()
        self.forget()
        self.editor.setFocus()

    def forget(self) -> None:
        """Nothing of this talk is put aside any more."""
        every = self._all_aside()
        if self._name in every:
            self.session.workspace.set_setting(ASIDE, {name: one for name, one in every.items() if name != self._name})

    @property
    def _name(self) -> str:
        return self._fixed.hex if self._fixed is not None else ""

    def _all_aside(self) -> dict[str, Any]:
        found = self.session.workspace.setting(ASIDE, {})
        return found if isinstance(found, dict) else {}

    def reject(self) -> None:
        """Close it. When what is typed cannot be put aside, that is said once, and the next try closes all the same."""
        if self.session.is_open and not self._refused and not self.put_aside():
            self._refused = True
            return
        super().reject()

    def _leave(self) -> None:
        self._aside.stop()
        if self.put_aside():
            self.session.refresh()  # Home names what is put aside

    def unfinished(self) -> bool:
        return not self._kept and bool(self.editor.toPlainText().strip())

    def draft(self) -> Mapping[str, Any]:
        return {**self.head.draft(), "text": self.editor.toPlainText(), "kept": [promise.hex for promise in self.beside.kept]}

    def restore(self, draft: Mapping[str, Any]) -> None:
        self.back_note.hide()
        self.head.restore(draft)
        self._show_company()
        self.beside.tick({str(promise) for promise in draft.get("kept", ())})
        self.editor.setPlainText(str(draft.get("text", "")))
        self.editor.moveCursor(self.editor.textCursor().MoveOperation.End)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to the lines; only Ctrl+Enter keeps the talk."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.keep()
            else:
                self.editor.setFocus()
            return
        super().keyPressEvent(event)


def _tr(text: str) -> str:
    return QCoreApplication.translate("QuickCapture", text)
