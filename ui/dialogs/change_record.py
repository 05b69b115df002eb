"""Say in passing what has become of an entry: a milestone reached, a concern settled, a partnership ended. The rest of it stays in the wizard."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import shorten
from types import MappingProxyType
from uuid import UUID

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import records
from ctip_desktop.operations.changes import Changes
from ctip_desktop.queries.records import OpenSheet, sheet
from ui.dialogs.move_card import move_after
from ui.dialogs.quick_form import SAID, QuickForm
from ui.session import Session
from ui.words import title_words

ASKS: Mapping[str, tuple[str, tuple[str, ...]]] = MappingProxyType(
    {
        "reached": ("milestone", ("reached_on",)),
        "settled": ("concern", ("status", "resolution", "confirmed_ours", "confirmed_theirs", "resolved_on")),
        "begun": ("partnership", ("status", "started_on")),
        "ended": ("partnership", ("status", "ended_on")),
        "explained": ("contribution", ("source_class", "use_class")),
        "explored": ("decision", ("explore_result",)),
    }
)
"""What happened: the form, and the questions that are asked then."""

_PROPOSED: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "reached": {"reached_on": "today"},
        "settled": {"status": "resolved", "resolved_on": "today"},
        "begun": {"status": "running", "started_on": "today"},
        "ended": {"status": "ended", "ended_on": "today"},
        "explained": {},
        "explored": {},
    }
)
"""What stands in the fields at first; nothing is written before the button is pressed."""


class ChangeRecord(QuickForm):
    """Answers a few questions of a record that is there already, finished or not; only what was changed is written."""

    options_shown = 2

    def __init__(self, session: Session, record: str = "", what: str = "reached", parent: QWidget | None = None) -> None:
        self.form, self.names = ASKS[what]
        self.whys = _whys(what)
        self._opened: OpenSheet | None = session.ask(sheet, UUID(hex=record)) if record else None
        self._follows: Mapping[str, str] = {}
        title, main = _words(what)
        super().__init__(session, title, main, given=self._given(session, what), parent=parent)
        self.title = shorten(_called(self._opened, what), SAID, placeholder="…") if self._opened is not None else ""
        self.lead.setText(self.title)
        self.lead.setVisible(bool(self.lead.text()))
        if what == "explained":  # the other fields are there to put it right
            self.asked["use_class"].reason.setFocus()

    def _given(self, session: Session, what: str) -> dict[str, Answer]:
        """Everything that is answered already, since rules look at it, and a proposal for what has changed."""
        given: dict[str, Answer] = {}
        if self._opened is not None:
            known = self._opened.sheet
            given = {path: known.get(path) for path in known.paths() if "[" not in path and known.get(path) != Answer()}
        today = session.workspace.now().astimezone().date().isoformat()
        for name, value in _PROPOSED[what].items():
            again = self._opened is not None and not self._opened.sheet.relevant(name)  # it was opened again: its earlier day is over
            if name == "status" or name not in given or again:
                given[name] = Answer.of(today if value == "today" else value)
        return given

    def changed(self) -> dict[str, Answer]:
        """Name → answer of what reads differently from what is kept; the notes beside the answers stay."""
        assert self._opened is not None
        found = {}
        for name in self.names:
            before = self._opened.sheet.get(name)
            now = self.asked[name].answer() if self.sheet.relevant(name) else Answer(note=before.note)
            if (now.value, now.state, now.note) != (before.value, before.state, before.note):
                found[name] = Answer(now.value, now.state, now.note)
        return found

    def write(self) -> Changes | None:
        changed = self.changed() if self._opened is not None else {}
        if self._opened is None or not changed:
            return None
        expect = {name: self._opened.heads[name] for name in changed if name in self._opened.heads}
        return self.session.attempt(records.answer_many, self._opened.id, changed, expect=expect)

    def kept(self, changes: Changes | None) -> None:
        """Exploring that ends with Stop asks, as any such decision, that the card is moved."""
        if self.form == "decision" and changes is not None and self._opened is not None:
            result = str(self.asked["explore_result"].answer().value or "")
            self._follows = move_after(self.session, self._opened.about, result)

    def accept(self) -> None:
        super().accept()
        if self._follows:
            self.ask.emit("move_card", dict(self._follows))

    def say_added(self, changes: Changes | None) -> None:
        """That it was changed, with the way back."""
        if changes is not None:
            self.undoable.emit(_tr("“{title}” was changed.").format(title=self.title))


def _called(opened: OpenSheet, what: str) -> str:
    """What the entry is called; an exploration by its question, which is answered now."""
    question = opened.sheet.get("explore_question").value if what == "explored" else None
    return str(question) if question else title_words(opened.title)


def _words(what: str) -> tuple[str, str]:
    """Title and main button."""
    return {
        "reached": (_tr("Milestone reached"), _tr("It is reached")),
        "settled": (_tr("Settle a concern"), _tr("Keep")),
        "begun": (_tr("The work has begun"), _tr("Keep")),
        "ended": (_tr("End the partnership"), _tr("Keep")),
        "explained": (_tr("Say why donor money pays for it"), _tr("Keep")),
        "explored": (_tr("What came out of exploring"), _tr("Keep")),
    }[what]


def _whys(what: str) -> Mapping[str, str]:
    """The reason that is asked for, kept as the note of this answer."""
    whys = {"ended": {"status": _tr("Why does it end?")}, "explained": {"use_class": _tr("Why does donor money pay for it?")}}
    return whys.get(what, {})


def _tr(text: str) -> str:
    return QCoreApplication.translate("ChangeRecord", text)
