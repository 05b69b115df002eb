"""The first rows of a list as they will be taken in: what was understood, and below it what stands in the list where the words differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QWidget

from ctip_desktop.dataclass import dataclass
from ctip_desktop.forms.model import Answer, Question, State
from ctip_desktop.interop.spreadsheet import ABOUT, Plan, Ready
from ctip_desktop.interop.tables import Table as List
from ctip_desktop.interop.values import fold
from ui.dialogs.import_mapping import named as all_named
from ui.forms.wording import answer_words
from ui.theme import px
from ui.widgets.base import Label, clear, column
from ui.widgets.table import Column, RowsModel, Table
from ui.widgets.table_delegate import Cell

SHOWN = 5
_MOST_COLUMNS = 5
_HEAD, _LINE = 48, 40


@dataclass(frozen=True, slots=True)
class FirstRow:
    """A row of the list by its number; cells: (what is taken in, what stands in the list if that reads differently), one for each column. Where the
    rows are about something, the first cell says what."""

    row: int
    cells: tuple[tuple[str, str], ...]


class FirstRows(QWidget):
    """A heading and a short table; hidden when no row can go in."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = column(self, gap=6)
        self.rows: list[FirstRow] = []

    def show_plan(self, plan: Plan, found: List) -> None:
        """Show how the first rows were understood, under the headings of the list itself."""
        clear(self._box)
        questions = questions_of(plan)
        self.rows = first_rows(plan, found, questions)
        self.setVisible(bool(self.rows))
        named = _by_place(plan)
        heads = [named[name] for name in (ABOUT, *(question.name for question in questions)) if name in named]
        columns: list[Column[FirstRow]] = [Column(_tr("Row"), lambda one: Cell(f"{one.row:,}", end=True), 64, end=True)]
        columns += [_column(place, head, last=place == len(heads) - 1) for place, head in enumerate(heads)]
        model: RowsModel[FirstRow] = RowsModel(tuple(columns), lambda one: one.row)
        table = Table(_tr("The first rows as they will be taken in"), model)
        model.show_rows(self.rows)
        table.setFixedHeight(px(_HEAD + _LINE * len(self.rows)))
        self._box.addWidget(Label(_tr("The first rows as they will be taken in"), "section"))
        self._box.addWidget(table)


def questions_of(plan: Plan) -> list[Question]:
    """The questions of the first columns, in the order of the form."""
    wanted = {target.strip() for targets in plan.mapping.values() for target in targets.split(",")}
    return [question for question in plan.form.walk() if question.name in wanted][:_MOST_COLUMNS]


def first_rows(plan: Plan, found: List, questions: Sequence[Question]) -> list[FirstRow]:
    """What is taken in of the first rows that can go in, in words, beside the list's own."""
    lines = dict(zip(found.numbers, found.rows, strict=True))
    places = {name: found.columns.index(columns[0]) for name, columns in _by_place(plan).items() if len(columns) == 1}
    return [FirstRow(one.row, _cells(one, questions, places, lines[one.row])) for one in [row for row in plan.ready if not row.duplicate][:SHOWN]]


def _by_place(plan: Plan) -> Mapping[str, Sequence[str]]:
    """By place, the columns of the list that go there."""
    found: dict[str, list[str]] = {}
    for name, targets in plan.mapping.items():
        for target in targets.split(","):
            found.setdefault(target.strip(), []).append(name)
    return found


def _cells(one: Ready, questions: Sequence[Question], places: Mapping[str, int], line: Sequence[str]) -> tuple[tuple[str, str], ...]:
    about = ((one.about, ""),) if one.about else ()
    written = (line[places[question.name]] if question.name in places else "" for question in questions)  # of several columns all is taken in
    return (*about, *(_cell(question, one.answers.get(question.name, Answer()), words) for question, words in zip(questions, written, strict=True)))


def _cell(question: Question, answer: Answer, written: str) -> tuple[str, str]:
    """In one line: a cell of the table has room for no more, and would show the middle of a longer text."""
    read, written = (" ↵ ".join(text.splitlines()) for text in (_words(question, answer), written))
    as_read = {fold(read), fold(str(answer.value))}  # 1400 is shown as 1,400, and a day in the words of every other screen
    return read, _tr("in the list: {words}").format(words=written) if written and fold(written) not in as_read else ""


def _words(question: Question, answer: Answer) -> str:
    if answer.state == State.UNKNOWN:
        return _tr("unknown")
    if answer.state == State.NOT_APPLICABLE:
        return _tr("not applicable")
    if answer.value is None:
        return "–"
    return answer_words(question, answer, QLocale(), str)  # what is named is not looked up before the import


def _column(place: int, names: Sequence[str], *, last: bool) -> Column[FirstRow]:
    head = names[0] if len(names) == 1 else _tr("{column} and {n} more").format(column=names[0], n=len(names) - 1)
    return Column(head, lambda one: Cell(*one.cells[place]), 0 if last else 190 if place == 0 else 130, tip=all_named(names), least=120)


def _tr(text: str) -> str:
    return QCoreApplication.translate("FirstRows", text)
