"""One thing to settle, ready to be shown: both versions in words, with the note and the sources of each, and what stood before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from PySide6.QtCore import QCoreApplication, QLocale

from ctip_desktop.errors import WorldError
from ctip_desktop.forms.model import Answer, Choice, Question, Source
from ctip_desktop.queries.disputed_names import own_names
from ctip_desktop.queries.exchange import exchanges
from ctip_desktop.queries.records import Conflict, HistoryEntry, OpenSheet, Version, conflicts, history, sheet, stood_before
from ctip_desktop.queries.today import to_settle
from ctip_desktop.workspace.cells import DELETED, NOTE, STATUS, answer_of, is_reserved, question_of
from ui.forms.around import SessionSurroundings
from ui.forms.wording import answer_words
from ui.session import Session
from ui.words import day_words

MOST_SOURCES = 5


def _tr(text: str) -> str:
    return QCoreApplication.translate("SettleView", text)


@dataclass(frozen=True, slots=True)
class Side:
    """One version. index: what settling calls it. before: what stood there before it, in words."""

    index: int
    text: str
    who: str
    device: str
    at: datetime
    mine: bool
    note: str = ""
    sources: tuple[Source, ...] = ()
    before: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """A conflict with everything a person needs to decide.

    path: of the answer below the record it belongs to; empty for what is no answer. question: None when there is no third way.
    explains: a reason can be kept as the note beside the answer. origin: the bundle that brought the other version, in words.
    """

    conflict: Conflict
    place: str
    label: str
    sides: tuple[Side, ...]
    path: str = ""
    question: Question | None = None
    choices: tuple[Choice, ...] = ()
    is_note: bool = False
    explains: bool = False
    answer: Answer = field(default_factory=Answer)
    origin: str = ""

    @property
    def can_choose_again(self) -> bool:
        """Whether another choice can be written after it was settled."""
        return bool(self.path) or self.conflict.name == DELETED

    @property
    def other(self) -> Side | None:
        """The first version that was not written here."""
        return next((side for side in self.sides if not side.mine), None)


def open_cases(session: Session) -> tuple[Conflict, ...]:
    """What is to be settled: answers before their notes, record by record."""
    return tuple(sorted(session.ask(conflicts), key=lambda one: (one.title.casefold(), one.owner, question_of(one.name), one.name.endswith(NOTE))))


class CaseReader:
    """Reads one conflict out of the workspace."""

    def __init__(self, session: Session, around: SessionSurroundings) -> None:
        self._session = session
        self._around = around

    def read(self, conflict: Conflict, others: Iterable[Conflict]) -> Case:
        """The case of a conflict; `others` are all that are open, to see whether its note is one of them."""
        entries = self._entries(conflict)
        opened = self._opened(conflict)
        name = question_of(conflict.name)
        question = self._question(conflict, name)
        path = name if conflict.record == conflict.owner else self._row_path(opened, conflict, name)
        known = opened is not None and bool(path) and path in opened.sheet.paths()
        answer = opened.sheet.get(path) if opened is not None and known else Answer()
        is_note = conflict.name.endswith(NOTE)
        noted = any(one.record == conflict.record and one.name == name + NOTE for one in others)
        befores = [self._before(conflict, question, last) for last in self._session.ask(stood_before, conflict)]
        sides = tuple(
            replace(self._side(place, version, conflict, question, path, answer, entries), before=before)
            for place, (version, before) in enumerate(zip(conflict.versions, befores, strict=True))
        )
        return Case(
            conflict=conflict,
            place=self._place(conflict),
            label=self._label(conflict, question),
            sides=sides,
            path=path if known else "",
            question=question,
            choices=opened.sheet.choices(path) if opened is not None and known else (),
            is_note=is_note,
            explains=known and question is not None and not is_note and not noted,
            answer=answer,
            origin=self._origin(entries, conflict.name if conflict.record == conflict.owner else path),
        )

    # --- reading ---------------------------------------------------------

    def _entries(self, conflict: Conflict) -> Sequence[HistoryEntry]:
        try:
            return self._session.ask(history, conflict.owner)
        except WorldError:
            return ()

    def _opened(self, conflict: Conflict) -> OpenSheet | None:
        try:
            return self._session.ask(sheet, conflict.owner)
        except WorldError:
            return None

    def _question(self, conflict: Conflict, name: str) -> Question | None:
        if is_reserved(conflict.name):
            return None
        base = conflict.form.partition(".")[0]
        try:
            form = self._session.workspace.catalogue.form(base)
        except WorldError:
            return None
        return next((one for one in form.walk() if one.name == name), None)

    def _row_path(self, opened: OpenSheet | None, conflict: Conflict, name: str) -> str:
        ending = f"[{conflict.record}].{name}"
        return next((path for path in opened.sheet.paths() if path.endswith(ending)), "") if opened is not None else ""

    def _place(self, conflict: Conflict) -> str:
        base = conflict.form.partition(".")[0]
        title = next((form.title for form in self._session.workspace.catalogue.forms() if form.name == base), base)
        named = self._session.ask(own_names).get(conflict.owner, "")
        same = (one.subject.title for one in self._session.ask(to_settle) if (one.record, one.field) == (conflict.record, conflict.name))
        place = ", ".join(dict.fromkeys(filter(None, (next(same, ""), named or conflict.title, title))))
        return _tr("{place}. This is its name on this laptop; the name itself is in dispute.").format(place=place) if named else place

    def _label(self, conflict: Conflict, question: Question | None) -> str:
        if question is None or not conflict.name.endswith(NOTE):
            return conflict.label
        return _tr("{question}: the note beside it").format(question=question.label)

    def _origin(self, entries: Sequence[HistoryEntry], path: str) -> str:
        bundle = next((entry.bundle for entry in entries if entry.name == path and entry.bundle), "")
        one = next((each for each in self._session.ask(exchanges) if bundle and each.bundle == bundle), None)
        return _tr("from bundle {n}, {people}").format(n=one.number, people=", ".join(one.people)) if one is not None else ""

    # --- one version -----------------------------------------------------

    def _side(
        self, place: int, version: Version, conflict: Conflict, question: Question | None, path: str, answer: Answer, entries: Sequence[HistoryEntry]
    ) -> Side:
        device = self._session.workspace.device
        mine = version.device == device.name and version.by == self._session.workspace.person
        return Side(
            index=place,
            text=self._words(conflict, question, version.value),
            who=version.by,
            device=version.device,
            at=version.at,
            mine=mine,
            note="" if conflict.name.endswith(NOTE) else _own_note(entries, path, version),
            sources=_own_sources(entries, path, version, answer),
        )

    def _words(self, conflict: Conflict, question: Question | None, value: Any) -> str:
        if conflict.name == DELETED:
            return _tr("Deleted") if value is True else _tr("Kept and changed")
        if conflict.name == STATUS:
            return _tr("Finished") if value == "finished" else _tr("Draft")
        if question is None or conflict.name.endswith(NOTE):
            return str(value or "") or _tr("Nothing written")
        return answer_words(question, answer_of(value), QLocale(), self._around.title) or _tr("No answer")

    def _before(self, conflict: Conflict, question: Question | None, last: Version | None) -> str:
        if last is None or conflict.name == DELETED:  # what is deleted or changed was simply there
            return ""
        return ", ".join((self._words(conflict, question, last.value), day_words(last.at.astimezone().date()), last.by))


def _own_note(entries: Sequence[HistoryEntry], path: str, version: Version) -> str:
    """The newest note that the same person wrote on the same laptop."""
    by_them = (one for one in entries if one.name == path + NOTE and (one.by, one.device) == (version.by, version.device))
    return next((str(one.value or "") for one in by_them), "")


def _own_sources(entries: Sequence[HistoryEntry], path: str, version: Version, answer: Answer) -> tuple[Source, ...]:
    """The sources that still stand and that the same person added on the same laptop."""
    name = f"{path}.source.title"
    titles = {str(one.value) for one in entries if one.name == name and (one.by, one.device) == (version.by, version.device)}
    return tuple(source for source in answer.sources if source.title in titles)[:MOST_SOURCES]
