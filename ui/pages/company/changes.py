"""A table of the changes of one record, newest first: who wrote what, when, on which laptop."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from PySide6.QtCore import QCoreApplication

from ctip_desktop.dataclass import dataclass
from ctip_desktop.queries.records import HistoryEntry, history, show
from ui.pages.company.change_words import ChangeWords, worth_telling
from ui.session import Session
from ui.widgets.table import Column, RowsModel, Table
from ui.widgets.table_delegate import Cell
from ui.words import moment_words

_MOST = 2000


@dataclass(frozen=True, slots=True)
class Change:
    """One change, in words. path: what can be erased with it, empty when nothing can."""

    key: int
    at: datetime
    when: str
    who: str
    device: str
    what: str
    aside: str
    text: str
    path: str


class ChangesTable(Table):
    """The newest 2,000 changes of a record. Nothing in it can be changed."""

    def __init__(self, session: Session, today: date) -> None:
        super().__init__(_tr("Changes, newest first"), RowsModel(_columns(), lambda change: change.key))
        self._session = session
        self._today = today

    def show_record(self, record: UUID) -> None:
        """The changes of this record in place of those shown before."""
        words = ChangeWords(self._session, self._session.ask(show, record).form)
        entries = worth_telling(self._session.ask(history, record))[:_MOST]
        self.rows.show_rows([_change(place, one, words, self._today) for place, one in enumerate(entries)])


def _columns() -> tuple[Column[Change], ...]:
    return (
        Column(_tr("When"), lambda change: Cell(change.when), 130),
        Column(_tr("Who"), lambda change: Cell(change.who, change.device), 120),
        Column(_tr("What"), lambda change: Cell(change.what, change.aside), 200),
        Column(_tr("Was changed to"), lambda change: Cell(change.text), 0, least=180),
    )


def _change(place: int, one: HistoryEntry, words: ChangeWords, today: date) -> Change:
    return Change(place, one.at, moment_words(one.at, today), one.by, one.device, *words.of(one), _erasable(one))


def _erasable(one: HistoryEntry) -> str:
    """The question of a change, or its note: a source goes with its question."""
    return "" if one.erased or one.value is None or "~" in one.name else one.name.partition(".source.")[0]


def _tr(text: str) -> str:
    return QCoreApplication.translate("ChangesTable", text)
