"""Who changed what, when, on which laptop. Nothing in it can be changed."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QComboBox

from ctip_desktop.dataclass import dataclass
from ctip_desktop.forms.model import Answer, Form, State
from ctip_desktop.queries.records import HistoryEntry, history, show
from ctip_desktop.workspace.cells import answer_of
from ui.forms.wording import answer_words
from ui.pages.company.part import Part
from ui.session import Session
from ui.theme import px
from ui.widgets.button import Button
from ui.widgets.field import Field
from ui.widgets.table import Column, RowsModel, Table
from ui.widgets.table_delegate import Cell
from ui.words import moment_words

_MOST = 2000


@dataclass(frozen=True, slots=True)
class Line:
    """One change, in words."""

    key: int
    at: datetime
    when: str
    who: str
    device: str
    what: str
    text: str


class HistoryPart(Part):
    """A table of the changes of one record: the company, or a form about it."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._chosen: UUID | None = None

    def fill(self) -> None:
        self.heading(self.tr("History"), Button(self.tr("See it as it was"), icon="clock", clicked=lambda: self._look_back(None)))
        records = QComboBox()
        for form in (self.company.company, *self.company.forms):
            if form.record is not None:
                records.addItem(form.title, form.record)
        place = next((n for n in range(records.count()) if records.itemData(n) == self._chosen), 0)  # findData compares no UUIDs
        records.setCurrentIndex(place)
        self.body.addWidget(Field(self.tr("Of"), records))
        self.model: RowsModel[Line] = RowsModel(_columns(), lambda line: line.key)
        self.table = Table(self.tr("Changes, newest first"), self.model)
        self.table.setMinimumHeight(px(400))
        self.table.opened.connect(self._look_back)
        self.body.addWidget(self.table, 1)
        self._show(records.currentData())
        records.currentIndexChanged.connect(lambda _place: self._show(records.currentData()))

    def _show(self, record: UUID | None) -> None:
        self._chosen = record
        if record is None:
            return
        form = self.session.workspace.catalogue.form(self.session.ask(show, record).form)
        entries = self.session.ask(history, record)[:_MOST]
        self.model.show_rows([_line(place, one, form, self.today) for place, one in enumerate(entries)])

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
        Column(_tr("What"), lambda line: Cell(line.what), 300),
        Column(_tr("Is now"), lambda line: Cell(line.text), 0),
    )


def _line(place: int, one: HistoryEntry, form: Form, today: date) -> Line:
    label, text = change_words(one, form)
    return Line(place, one.at, moment_words(one.at, today), one.by, one.device, label, text)


def change_words(one: HistoryEntry, form: Form) -> tuple[str, str]:
    """What a change was about, and what stands there since, both in words."""
    if one.erased:
        return one.name, _tr("erased")
    if one.name.startswith("~"):
        return _reserved(one)
    name, _, tail = one.name.partition("]")[2].lstrip(".").partition(".") if "[" in one.name else one.name.partition(".")
    questions = {question.name: question for question in form.walk()}
    if name not in questions:
        return one.name, "" if one.value is None else str(one.value)
    label = questions[name].label
    if tail:
        part = _tr("note") if tail == "note" else _tr("source")
        return f"{label} ({part})", "" if one.value is None else str(one.value)
    answer: Answer = answer_of(one.value)
    if answer.state is State.NOT_ASKED:
        return label, _tr("cleared")
    return label, answer_words(questions[name], answer, QLocale(), lambda record: record)


def _reserved(one: HistoryEntry) -> tuple[str, str]:
    if one.name == "~status":
        return _tr("State"), _tr("finished") if one.value == "finished" else _tr("draft")
    if one.name == "~deleted":
        return _tr("Record"), _tr("deleted") if one.value is True else _tr("brought back")
    return _tr("Record"), _tr("made")
