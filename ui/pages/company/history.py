"""Who changed what, when, on which laptop. Nothing in it can be changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu

from ctip_desktop.dataclass import dataclass
from ctip_desktop.queries.records import HistoryEntry, history, show
from ui.icons import icon
from ui.pages.company.change_words import ChangeWords, worth_telling
from ui.pages.company.part import Part
from ui.session import Session
from ui.theme import px
from ui.widgets.base import row
from ui.widgets.button import Button
from ui.widgets.field import Field
from ui.widgets.table import Column, RowsModel, Table
from ui.widgets.table_delegate import Cell
from ui.words import moment_words, near_day

_MOST = 2000


@dataclass(frozen=True, slots=True)
class Line:
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


class HistoryPart(Part):
    """A table of the changes of one record: the company, a form, a contact, a talk or an opportunity of it."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._chosen: UUID | None = None

    def fill(self) -> None:
        self.heading(self.tr("History"), Button(self.tr("See it as it was"), icon="clock", clicked=lambda: self._look_back(None)))
        records = QComboBox()
        records.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for words, record in self._records():
            records.addItem(words, record)
        place = next((n for n in range(records.count()) if records.itemData(n) == self._chosen), 0)  # findData compares no UUIDs
        records.setCurrentIndex(place)
        self.body.addWidget(Field(self.tr("Of"), records))
        self.model: RowsModel[Line] = RowsModel(_columns(), lambda line: line.key)
        self.table = Table(self.tr("Changes, newest first"), self.model)
        self.table.setMinimumHeight(px(400))
        self.table.opened.connect(self._look_back)
        self.table.put_menu(self._menu)
        self.table.chosen.connect(lambda line: self.erase_answer.setEnabled(line is not None and bool(line.path)))
        self.body.addLayout(self._erasing())
        self.body.addWidget(self.table, 1)
        self._show(records.currentData())
        records.currentIndexChanged.connect(lambda _place: self._show(records.currentData()))

    def _records(self) -> Iterator[tuple[str, UUID]]:
        """Everything about the company that has changes of its own: forms, people, talks, ideas."""
        for form in (self.company.company, *self.company.forms):
            if form.record is not None:
                yield form.title, form.record
        for contact in self.company.contacts:
            yield self.tr("Contact: {name}").format(name=contact.name), contact.id
        for talk in self.company.talks:
            subject = talk.subject or talk.channel_label
            day = near_day(talk.on, self.today) if talk.on else ""
            yield self.tr("Conversation: {subject}").format(subject=", ".join(part for part in (subject, day) if part)), talk.id
        for one in self.company.opportunities:
            yield self.tr("Opportunity: {title}").format(title=one.title), one.id

    def _erasing(self) -> QHBoxLayout:
        """What can be erased for good: the answer of the chosen line, or the whole record."""
        self.erase_answer = Button(self.tr("Erase this answer"), clicked=self._erase_answer)
        self.erase_answer.setEnabled(False)
        self.erase_answer.setToolTip(self.tr("Choose a line first."))
        self.erase_record = Button(self.tr("Erase the whole record"), clicked=lambda: self._erase(""))
        line = row(gap=8)
        line.addWidget(self.erase_answer)
        line.addWidget(self.erase_record)
        line.addStretch()
        return line

    def _menu(self, line: Line) -> QMenu | None:
        if not line.path:
            return None
        menu = QMenu(self)
        menu.addAction(icon("x", "bad"), self.tr("Erase this answer for good"), lambda: self._erase(line.path))
        return menu

    def _erase_answer(self) -> None:
        line = self.table.current()
        if line is not None and line.path:
            self._erase(line.path)

    def _erase(self, path: str) -> None:
        if self._chosen is not None:
            self.ask.emit("erase", {"record": self._chosen.hex, **({"path": path} if path else {})})

    def _show(self, record: UUID | None) -> None:
        self._chosen = record
        if record is None:
            return
        words = ChangeWords(self.session, self.session.ask(show, record).form)
        entries = worth_telling(self.session.ask(history, record))[:_MOST]
        self.model.show_rows([_line(place, one, words, self.today) for place, one in enumerate(entries)])

    def _look_back(self, line: Line | None) -> None:
        """The record as it was: on the day of a change, else on the last day on which it was different."""
        at = line.at.astimezone().date().isoformat() if line is not None else ""
        self.go.emit("as_of", {"record": self._chosen, "at": at, "company": self.company.id})


def _tr(text: str) -> str:
    return QCoreApplication.translate("HistoryPart", text)


def _columns() -> tuple[Column[Line], ...]:
    return (
        Column(_tr("When"), lambda line: Cell(line.when), 130),
        Column(_tr("Who"), lambda line: Cell(line.who, line.device), 160),
        Column(_tr("What"), lambda line: Cell(line.what, line.aside), 300),
        Column(_tr("Was changed to"), lambda line: Cell(line.text), 0),
    )


def _line(place: int, one: HistoryEntry, words: ChangeWords, today: date) -> Line:
    return Line(place, one.at, moment_words(one.at, today), one.by, one.device, *words.of(one), _erasable(one))


def _erasable(one: HistoryEntry) -> str:
    """The question of a change, or its note: a source goes with its question."""
    return "" if one.erased or one.value is None or "~" in one.name else one.name.partition(".source.")[0]
