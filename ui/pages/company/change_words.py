"""A change in words: what it was about, and what was written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from PySide6.QtCore import QCoreApplication, QLocale

from ctip_desktop.errors import WorldError
from ctip_desktop.forms.model import Form, State
from ctip_desktop.queries.records import HistoryEntry, show
from ctip_desktop.workspace.cells import CHECKED, ERASE, answer_of
from ui.forms.typed import show_date
from ui.forms.wording import answer_words
from ui.session import Session
from ui.words import part_date

_SOURCE = ".source."
_WRITTEN_WITH_IT = ("~parent", "~about")
"""Written together with `~form` when something is made: one line says it."""


def worth_telling(entries: Iterable[HistoryEntry]) -> list[HistoryEntry]:
    """The changes a person would call changes."""
    return [one for one in entries if not one.name.endswith(_WRITTEN_WITH_IT)]


class Told(NamedTuple):
    """A change: the question, its note or source when it is about that, and what was written."""

    what: str
    aside: str
    text: str


class ChangeWords:
    """Words for the changes of records of one form; titles of other records are read once."""

    def __init__(self, session: Session, form: str) -> None:
        self._session = session
        self._form = session.workspace.catalogue.form(form)
        self._sources = session.workspace.catalogue.form("source")
        self._titles: dict[str, str] = {}

    def of(self, one: HistoryEntry) -> Told:
        """A source and a note name the question they belong to."""
        if "~" in one.name:
            return self._reserved(one)
        path, is_source, field = one.name.partition(_SOURCE)
        told = self._source(path, field, one) if is_source else self._answer(path, one)
        return told._replace(text=_tr("erased for good")) if one.erased else told

    def _answer(self, path: str, one: HistoryEntry) -> Told:
        name, _, tail = _last(path).partition(".")
        if tail == "note":
            return Told(self._label(name), _tr("note"), str(one.value or "") or _tr("cleared"))
        return Told(self._label(name), "", self._value(self._form, name, one))

    def _source(self, path: str, field: str, one: HistoryEntry) -> Told:
        part = next((each.label for each in self._sources.walk() if each.name == field), "")
        aside = _tr("source: {part}").format(part=part) if part else _tr("source")
        said = self._value(self._sources, field, one)
        return Told(self._label(_last(path).partition(".")[0]), aside, part_date(said) if field == "date" else said)

    def _value(self, form: Form, name: str, one: HistoryEntry) -> str:
        question = next((each for each in form.walk() if each.name == name), None)
        if question is None:
            return "" if one.value is None else str(one.value)
        answer = answer_of(one.value)
        if answer.state is State.NOT_ASKED:
            return _tr("cleared")
        return answer_words(question, answer, QLocale(), self._title)

    def _label(self, name: str) -> str:
        return next((each.label for each in self._form.walk() if each.name == name), name)

    def _title(self, record: str) -> str:
        if record not in self._titles:
            try:
                self._titles[record] = self._session.ask(show, UUID(record)).title
            except (ValueError, WorldError):
                self._titles[record] = ""
        return self._titles[record]

    def _reserved(self, one: HistoryEntry) -> Told:
        path, _, name = one.name.rpartition("~")
        if f"~{name}".startswith(CHECKED):
            found = isinstance(one.value, list) and bool(one.value)
            day = show_date(str(one.value[0]), QLocale()) if found else ""
            words = _tr("still right on {day}").format(day=day) if found else _tr("not checked any more")
            return Told(self._label(name.partition(".")[2]), "", words)
        line, is_source, _rest = path.partition(_SOURCE)
        told = self._source(line, "", one) if is_source else Told(self._line_of(path), "", "")
        if f"~{name}" == ERASE:
            return told._replace(text=_tr("%n answers erased for good", one.value if isinstance(one.value, int) else 0))
        if name == "status":
            return Told(_tr("State"), "", _tr("finished") if one.value == "finished" else _tr("draft"))
        if name == "deleted":
            return told._replace(text=_tr("deleted") if one.value is True else _tr("brought back"))
        return told._replace(text=_tr("made"))

    def _line_of(self, path: str) -> str:
        """The repeat whose line it is, or the record itself."""
        return _tr("{question} (one line)").format(question=self._label(path.partition("[")[0])) if "[" in path else _tr("Record")


def _last(path: str) -> str:
    """The part of a path behind the last line of a repeat: `sites[1f].place` is `place`."""
    return path.rpartition("]")[2].lstrip(".") if "]" in path else path


def _tr(text: str, n: int = -1) -> str:
    return QCoreApplication.translate("ChangeWords", text, "", n)
