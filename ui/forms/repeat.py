"""The rows of a repeat: a table, and the questions of the chosen row below it. The cost does not grow with the number of rows."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from ctip_desktop.forms.model import Answer, Question, State
from ctip_desktop.forms.sheet import Sheet
from ui.forms.aged_note import AgedNote
from ui.forms.card_view import Beside, card_view
from ui.forms.fields import Surroundings
from ui.forms.make_field import SILENT
from ui.forms.none_line import NoneLine
from ui.forms.note_field import NoteField
from ui.forms.outline import repeat_of
from ui.forms.question_card import PAUSE, QuestionCard
from ui.forms.wording import answer_words
from ui.theme import px
from ui.widgets.base import Label, clear, column, row
from ui.widgets.button import Button

Index = QModelIndex | QPersistentModelIndex
SHOWN = 8
"""Rows visible before the table scrolls."""
_NOTED = (State.UNKNOWN, State.NOT_APPLICABLE)
"""What may be said of a list as a whole with a reason beside it."""
_BESIDE = 30
"""Length of the design that a heading leaves free beside its words, see the style sheet."""


class RepeatCard(QFrame):
    """Rows of one repeat.

    Signals:
        card_made(QuestionCard): the cards of the chosen row were built; whoever owns this connects them.
        row_added(str): a row is wanted; the repeat's name. row_removed(str, str): repeat and row. row_opened(str): the first question of a row that
        was just added; whoever owns this goes there.
        answered(str, Answer): what is said of the list as a whole: there are none. again(str, str): what is to be done with a list that has aged.
        next_wanted(str): Ctrl+Enter beside the rows; go to the question after this one.
    """

    card_made = Signal(object)
    row_added = Signal(str)
    row_removed = Signal(str, str)
    row_opened = Signal(str)
    answered = Signal(str, object)
    again = Signal(str, str)
    next_wanted = Signal(str)

    def __init__(self, question: Question, number: str, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.question = question
        self.path = question.name
        self.around = around
        self.cards: dict[str, QuestionCard] = {}
        self.parked: dict[str, QuestionCard] = {}
        """Cards of other rows that hold something which is not kept; they come back with their row."""
        self.row = ""
        self._await_new = False
        self._sheet: Sheet | None = None
        self._beside = Beside()
        self.setProperty("role", "question-card")
        self.model = _Rows(question, around, self)
        self.table = _RowTable(question.label, self.model, self)
        self.add = Button(self.tr("Add a row"), "link", icon="plus", clicked=self.add_row)
        self.add.setAccessibleName(self.tr("Add a row to: {0}").format(question.label))
        self.remove = Button(self.tr("Remove this row"), "quiet", icon="x", clicked=self.remove_row)
        self.none = NoneLine(question, self)
        self.none.chosen.connect(self._say_of_whole)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._commit_note)
        self.note = NoteField(question.label, self)
        self.note.edited.connect(self._pause.start)
        self.note.committed.connect(self._commit_note)
        self.aged = AgedNote(question.label, self)
        self.aged.chosen.connect(lambda what: self.again.emit(question.name, what))
        self._build(number)

    def show_sheet(self, sheet: Sheet, beside: Beside) -> None:
        """Show the rows as they stand; a row that was just added is opened."""
        before = self.model.rows
        self._sheet, self._beside = sheet, beside
        rows = tuple(sheet.rows(self.question.name))
        self._show_whole(sheet, beside, bool(rows))
        self.model.put(sheet, rows)
        self._fit(len(rows))
        fresh = [name for name in rows if name not in before]
        if self._await_new and fresh:
            self._await_new = False
            self.open_row(fresh[-1], focus=True)
        elif self.row not in rows:
            self.open_row(rows[0] if rows and not before else "")
        elif rows != before:
            self._mark_row()
        for path, card in self.cards.items():
            _show(card, path, sheet, beside)

    def _show_whole(self, sheet: Sheet, beside: Beside, lines: bool) -> None:
        """What is said of the list as a whole; a finished form is only read."""
        said = sheet.get(self.question.name)
        self.none.show_answer(said, readonly=beside.locked)
        self.none.setVisible(not lines)
        self.note.show_note(said.note, closed=beside.locked, why=said.state is State.NOT_APPLICABLE)
        self.aged.show_age(beside.ages.get(self.question.name), self.around.locale)
        self.add.setVisible(not beside.locked)
        self.remove.setVisible(not beside.locked)

    def _say_of_whole(self, answer: Answer) -> None:
        """There are none, unknown, or not applicable; the note stays, and why it is not applicable is asked at once."""
        note = self.note.text()
        self.answered.emit(self.question.name, replace(answer, note=note))
        if answer.state in _NOTED and not note:
            self.note.ask(self.note.why_not_applicable() if answer.state is State.NOT_APPLICABLE else "")

    def _commit_note(self) -> None:
        """Write the note beside what is said of the list as a whole."""
        self._pause.stop()
        said = self._sheet.get(self.question.name) if self._sheet is not None else Answer()
        if not self._beside.locked and said.note != self.note.text():
            self.answered.emit(self.question.name, replace(said, note=self.note.text()))

    def take_focus(self) -> None:
        """Put the focus where the list is gone on with."""
        first = self.aged.right if self.aged.asks else self.table if self.add.isHidden() else self.add
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_row(self, name: str, *, focus: bool = False) -> None:
        """Show the questions of a row below the table."""
        self.commit()
        self.row = name
        self._park()
        clear(self._editor)
        self.cards = {}
        self._row_head.setVisible(bool(name))
        if not name or self._sheet is None:
            return
        self._mark_row()
        for column_question in self.model.columns:
            self._add_card(column_question, name)
        if focus and self.cards:
            self.row_opened.emit(next(iter(self.cards)))

    def _mark_row(self) -> None:
        """Mark the open row in the table, and say which of how many it is."""
        if self.row:
            place = self.model.rows.index(self.row)
            self.table.select(place)
            self._title.setText(self.tr("Row {0} of {1}").format(place + 1, len(self.model.rows)))

    def commit(self) -> None:
        """Write what is typed in the open row, and beside the list."""
        self._commit_note()
        for card in self.all_cards():
            card.commit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter goes on, as in every question."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.next_wanted.emit(self.question.name)
        else:
            super().keyPressEvent(event)

    def all_cards(self) -> list[QuestionCard]:
        """The cards of the open row, and those of others that hold something which is not kept."""
        return [*self.cards.values(), *self.parked.values()]

    def _park(self) -> None:
        rows = self.model.rows
        self.parked = {path: card for path, card in self.parked.items() if _row_of(path) in rows}
        for path, card in self.cards.items():
            begun = card.evidence is not None and card.evidence.begun()
            if (card.typed or begun) and _row_of(path) in rows:
                self._editor.removeWidget(card)
                card.hide()
                self.parked[path] = card

    def add_row(self) -> None:
        """Ask for one more row."""
        if self._beside.locked:
            return
        self.commit()
        self._await_new = True
        self.row_added.emit(self.question.name)

    def remove_row(self) -> None:
        """Ask to take the open row away; undo brings it back."""
        if self.row and not self._beside.locked:
            self.row_removed.emit(self.question.name, self.row)
            (self.table if self.model.rows else self.add).setFocus(Qt.FocusReason.OtherFocusReason)  # else it falls into the next question

    def _add_card(self, question: Question, name: str) -> None:
        assert self._sheet is not None
        path = f"{self.question.name}[{name}].{question.name}"
        parked = self.parked.pop(path, None)
        card = parked or QuestionCard(question, path, "", self.around, nested=True, parent=self)
        self.cards[path] = card
        self._editor.addWidget(card)
        _show(card, path, self._sheet, self._beside)
        if parked is None:
            self.card_made.emit(card)

    def _build(self, number: str) -> None:
        outer = row(self, margins=(16, 14, 16, 16), gap=0)
        label = Label(number, "sub")
        label.setMinimumWidth(px(34))
        outer.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
        body = column(gap=8)
        title = Label(self.question.label, "question", wrap=True)
        title.setBuddy(self.table)
        body.addWidget(title)
        if self.question.hint:
            body.addWidget(Label(self.question.hint, "sub", wrap=True))
        frame = QFrame(self)
        frame.setProperty("role", "choice")
        column(frame, margins=(1, 1, 1, 1)).addWidget(self.table)
        self._frame = frame
        body.addWidget(frame)
        start = row()
        start.addWidget(self.add)
        start.addWidget(self.none)
        start.addStretch()
        body.addLayout(start)
        body.addWidget(self.note)
        body.addWidget(self.aged)
        self._row_head = QWidget(self)
        head = row(self._row_head)
        self._title = Label("", "group")
        head.addWidget(self._title, 1)
        head.addWidget(self.remove)
        body.addWidget(self._row_head)
        self._editor = column(gap=12)
        body.addLayout(self._editor)
        outer.addLayout(body, 1)
        self._row_head.hide()
        stops = (self.table, self.add, *self.none.buttons, self.note.line, self.aged.right, self.aged.change, self.aged.next)
        for before, after in pairwise(stops):
            self.setTabOrder(before, after)
        self.table.row_chosen.connect(lambda place: self.open_row(self.model.rows[place]))
        self.table.remove_wanted.connect(self.remove_row)
        self.table.add_wanted.connect(self.add_row)
        self.table.enter_wanted.connect(lambda: next(iter(self.cards.values())).take_focus() if self.cards else None)

    def _fit(self, count: int) -> None:
        self._frame.setVisible(count > 0)
        room = max(self.table.width(), px(240))
        wide = len(self.model.columns) * px(120) > room
        bar = self.table.horizontalScrollBar().sizeHint().height() if wide else 0
        head = self.table.fit_header(max(px(120), room // max(1, len(self.model.columns))))
        self.table.setFixedHeight(px(32) * min(count, SHOWN) + head + px(1) + bar)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The words above the columns take two lines where there is little room."""
        super().resizeEvent(event)
        self._fit(len(self.model.rows))


def _row_of(path: str) -> str:
    inside = repeat_of(path)
    return inside[1] if inside else ""


def _show(card: QuestionCard, path: str, sheet: Sheet, beside: Beside) -> None:
    view = card_view(sheet, path, beside)
    if view != card.view or not card.shown_once:
        card.show_view(view)
    card.setVisible(sheet.relevant(path))


class _Rows(QAbstractTableModel):
    """Reads a cell only when it is painted."""

    def __init__(self, question: Question, around: Surroundings, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[str, ...] = ()
        self.columns = [one for one in question.questions if one.type not in SILENT]
        self._repeat = question.name
        self._around = around
        self._sheet: Sheet | None = None

    def put(self, sheet: Sheet, rows: tuple[str, ...]) -> None:
        self._sheet = sheet
        if rows == self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(max(0, len(rows) - 1), max(0, len(self.columns) - 1)))
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return self.columns[section].label if orientation == Qt.Orientation.Horizontal else str(section + 1)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole) or self._sheet is None:
            return None
        question = self.columns[index.column()]
        path = f"{self._repeat}[{self.rows[index.row()]}].{question.name}"
        return answer_words(question, self._sheet.get(path), self._around.locale, self._around.title)


class _RowTable(QTableView):
    """Insert adds, Delete removes, Enter goes into the row."""

    row_chosen = Signal(int)
    remove_wanted = Signal()
    add_wanted = Signal()
    enter_wanted = Signal()

    def __init__(self, name: str, model: _Rows, parent: QWidget) -> None:
        super().__init__(parent)
        self._silent = False
        self.setAccessibleName(name)
        self.setProperty("role", "rows")
        self.setModel(model)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(px(32))
        self.horizontalHeader().setMinimumSectionSize(px(120))  # rather scroll sideways than cut every word
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        wrapped = int(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextWordWrap)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag(wrapped))
        self.horizontalHeader().setHighlightSections(False)
        self.selectionModel().currentRowChanged.connect(self._moved)

    def fit_header(self, width: int) -> int:
        """Give the heading as many lines as the longest words need in a column of this width, three at most. Returns its height."""
        header, model = self.horizontalHeader(), self.model()
        titles = [str(model.headerData(place, Qt.Orientation.Horizontal)) for place in range(model.columnCount())]
        words = header.fontMetrics()
        longest = max((words.boundingRect(0, 0, width - px(_BESIDE), 0, Qt.TextFlag.TextWordWrap, title).height() for title in titles), default=0)
        height = max(px(31), min(longest, 3 * words.lineSpacing()) + px(12))
        header.setFixedHeight(height)
        return height

    def select(self, place: int) -> None:
        """Mark a row, without a signal."""
        self._silent = True
        self.selectRow(place)
        self._silent = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See the class."""
        if event.key() == Qt.Key.Key_Insert:
            self.add_wanted.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.remove_wanted.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.enter_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _moved(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid() and not self._silent:
            self.row_chosen.emit(current.row())
