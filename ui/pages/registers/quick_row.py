"""Inline quick entry: one cell above each column. Enter adds the entry, Escape clears the row; what cannot be read is said beside its cell and stays.

The cells follow the columns of the table: their order, width, visibility and sideways scroll.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QRect, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QCompleter, QFrame, QWidget

from ctip_desktop.errors import WorldError
from ctip_desktop.forms.model import Answer, Form, Kind, Question
from ctip_desktop.forms.sheet import Sheet
from ctip_desktop.operations import records
from ui.dialogs.quick_form import surroundings
from ui.forms.about_field import PROGRAMME
from ui.forms.fields import Found
from ui.pages.registers.columns import ABOUT, asked
from ui.pages.registers.typed_cells import TYPED, Finder, Unread, one_titled, read_cell
from ui.session import Session
from ui.theme import px
from ui.widgets.base import Label, restyle
from ui.widgets.plain_line import PlainLine
from ui.widgets.table import Table

_HIGH = 40
_CELL = 30
_SAID = 22
_OFFERED = 280
_LIMIT = 2_000


class QuickRow(QFrame):
    """A row of fields over a table.

    names: what each column of the table is, in its order.

    Signals:
        added(UUID): an entry was made. columns_wanted(object): the names of columns that have to be shown, because their answers are needed.
    """

    added = Signal(object)
    columns_wanted = Signal(object)

    def __init__(self, session: Session, form: Form, names: Sequence[str], table: Table, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "table-head")
        self._session, self._form, self._table = session, form, table
        self._around = surroundings(session)
        self._questions = {question.name: question for question in asked(form) if question.type in TYPED}
        self._choices = Sheet.new(form, today=session.workspace.now().date())
        self._names = tuple(names)
        self.about: UUID | None = None
        self.cells = {name: self._cell(name, place) for place, name in enumerate(self._names) if name == ABOUT or name in self._questions}
        self._lead = Label(self.tr("New entry"), "sub", parent=self)
        self._words = Label("", "error", parent=self)
        self._words.hide()
        self._wrong = ""
        self._failed: set[str] = set()
        self._followed: tuple[list[tuple[int, int, bool]], int] | None = None
        self.setAccessibleName(self.tr("New entry: type along the row, Enter adds it, Escape clears it"))
        self.setFixedHeight(px(_HIGH))
        header = table.horizontalHeader()
        self._soon = QTimer(self, singleShot=True, interval=0)  # headings that share the room out tell of each column in turn, and of what they undo
        self._soon.timeout.connect(self.follow)
        for signal in (header.sectionResized, header.geometriesChanged):
            signal.connect(self._follow_soon)
        for signal in (header.sectionMoved, table.horizontalScrollBar().valueChanged):
            signal.connect(self.follow)  # a method, so that the connection ends with this row: a table that is being deleted still tells

    # --- cells -----------------------------------------------------------

    def _cell(self, name: str, place: int) -> PlainLine:
        cell = PlainLine(self)
        cell.installEventFilter(self)
        heading = self._table.rows.columns[place].title
        label = self._questions[name].label if name in self._questions else self.tr("What is it about?")
        cell.setPlaceholderText(self.tr("New: {heading}").format(heading=heading) if place == 0 else heading)
        cell.setAccessibleName(self.tr("New entry, {question}").format(question=label))
        cell.setToolTip(label)
        cell.setMaxLength(_LIMIT)
        cell.setFixedHeight(px(_CELL))
        cell.textChanged.connect(lambda _text: self._changed(name))
        cell.editingFinished.connect(lambda: self._left(name))
        self._offer(cell, name)
        return cell

    def _offer(self, cell: PlainLine, name: str) -> None:
        """Choices and titles are offered while one types."""
        question = self._questions.get(name)
        if question is not None and question.type == "select_one":
            words = [choice.label for choice in self._choices.choices(name)]
        elif question is None or question.type == "ref":
            words = []
        else:
            return
        model = QStringListModel(words, cell)
        completer = QCompleter(model, cell)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        cell.setCompleter(completer)
        cell.textEdited.connect(partial(self._watch, completer))
        if not words:
            cell.textEdited.connect(
                lambda text: model.setStringList([each.title for each in self._finder(name)(text.strip())] if text.strip() else [])
            )

    def _watch(self, completer: QCompleter, _text: str) -> None:
        """The list of a cell is made at its first letter: most cells need none."""
        offered = completer.popup()
        if offered is not None:
            offered.installEventFilter(self)
            offered.setMinimumWidth(px(_OFFERED))  # a narrow cell must not squeeze the names

    def _finder(self, name: str) -> Finder:
        if name == ABOUT:
            return self._subjects
        return partial(self._around.find, self._questions[name].ref)

    def _titles(self, name: str, text: str) -> list[str]:
        return [each.title for each in self._finder(name)(text)] if text else []

    def _subjects(self, text: str) -> Sequence[Found]:
        return [found for form in self._form.about if form != PROGRAMME for found in self._around.find(form, text)]

    def _follow_soon(self, *_what: int) -> None:
        self._soon.start()

    def follow(self, *_what: int) -> None:
        """Stand over the columns as they are now."""
        header, table = self._table.horizontalHeader(), self._table
        places = [(header.sectionViewportPosition(n), header.sectionSize(n), table.isColumnHidden(n)) for n in range(len(self._names))]
        if (places, self.width()) == self._followed:  # headings tell much more often than they change
            return
        self._followed = (places, self.width())
        self._lead.setGeometry(px(24), px(5), header.sectionSize(0) - px(24), px(_CELL))
        self._lead.setVisible(self._names[0] not in self.cells)
        for place, name in enumerate(self._names):
            if name not in self.cells:
                continue
            left, width, hidden = places[place]
            if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
                left = self.width() - left - width
            inset = px(10) if place == 0 else px(3)
            self.cells[name].setGeometry(QRect(left + inset, px(5), max(px(24), width - inset - px(3)), px(_CELL)))
            self.cells[name].setVisible(not hidden)
        self._place_words()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.follow()

    def _visible(self) -> Iterator[tuple[str, PlainLine]]:
        shown = (name for place, name in enumerate(self._names) if not self._table.isColumnHidden(place))
        return ((name, self.cells[name]) for name in shown if name in self.cells)

    def take_focus(self) -> None:
        """Put the keyboard on the first cell."""
        first = next(self._visible(), None)
        if first is not None:
            first[1].setFocus()

    # --- typing ----------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.add()
        elif event.key() == Qt.Key.Key_Escape:
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self._table.setFocus()
        else:
            super().keyPressEvent(event)

    def typed(self) -> dict[str, str]:
        """What stands in the cells, for the way back after a lock."""
        return {name: cell.text() for name, cell in self.cells.items() if cell.text()}

    def put(self, typed: Mapping[str, str]) -> None:
        """Show what was typed before."""
        for name, text in typed.items():
            if name in self.cells:
                self.cells[name].setText(text)

    def clear(self) -> None:
        """Empty every cell."""
        self._failed.clear()
        for cell in self.cells.values():
            cell.clear()
            restyle(cell, state="")
        self._say("", "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter over the words that are offered takes the marked one; while none is marked, what is typed is meant, and the entry is added. A cell
        that gets the keyboard is brought into sight."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, PlainLine):
            self._bring_into_sight(watched)
        enter = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and isinstance(watched, QAbstractItemView) and not watched.currentIndex().isValid():
            watched.hide()
            self.add()
            return True
        return super().eventFilter(watched, event)

    def _bring_into_sight(self, cell: QWidget) -> None:
        """Scroll the table sideways as far as a cell needs it."""
        place, bar = cell.geometry(), self._table.horizontalScrollBar()
        room = self._table.viewport().width()
        away = min(0, place.left()) or max(0, min(place.right() - room + px(8), place.left()))
        if away:
            right = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            bar.setValue(bar.value() + (-away if right else away))

    def _changed(self, name: str) -> None:
        """A cell that could not be read is looked at again at every letter, also at one that Ctrl+Z brings back."""
        if name not in self._failed:
            return
        try:
            self._read(name)
        except Unread as error:
            self._say(name, str(error))
            return
        restyle(self.cells[name], state="")
        self.cells[name].setAccessibleDescription("")
        if name == self._wrong:
            self._say("", "")

    def _left(self, name: str) -> None:
        """Something that cannot be read is said as soon as the cell is left."""
        if not self.cells[name].isVisible():
            return
        try:
            self._read(name)
        except Unread as error:
            self._say(name, str(error))

    def _read(self, name: str) -> Answer:
        question: Question = self._questions[name] if name in self._questions else Question(name=ABOUT, type="ref", label="")
        choices = self._choices.choices(name) if name in self._questions else ()
        return read_cell(question, choices, self.cells[name].text(), self._around.locale, self._finder(name) if question.type == "ref" else _nobody)

    def _say(self, name: str, sentence: str) -> None:
        """Say what is wrong below its cell; the cell keeps its text."""
        self._wrong = name
        if name:
            self._failed.add(name)
            restyle(self.cells[name], state="error")
            self.cells[name].setAccessibleDescription(sentence)
        self._words.setText(sentence)
        self._words.setVisible(bool(sentence))
        self.setFixedHeight(px(_HIGH + (_SAID if sentence else 0)))
        self._place_words()

    def _place_words(self) -> None:
        if not self._wrong:
            return
        cell = self.cells[self._wrong].geometry()
        width = min(self._words.sizeHint().width(), self.width())
        left = min(max(0, cell.left()), max(0, self.width() - width - px(8)))
        self._words.setGeometry(left, cell.bottom() + px(3), width, px(_SAID - 2))

    # --- adding ----------------------------------------------------------

    def add(self) -> None:
        """Make the entry, or say beside the first cell that stands in the way what is wrong."""
        if not self.typed():
            return
        try:
            answers = {name: answer for name in self._questions if name in self.cells and (answer := self._said(name)) != Answer()}
            about = self._about()
        except _Wrong as wrong:
            self._complain(wrong.name, wrong.sentence)
            return
        problem = self._problem(answers)
        if problem is not None:
            self._complain(*problem)
            return
        try:
            changes = self._session.attempt(records.create, self._form.name, about=about, answers=answers, status="finished")
        except WorldError as error:
            self._complain(next(iter(self.cells)), error.what)
            return
        kept = self.cells[ABOUT].text() if ABOUT in self.cells else ""
        self.clear()
        for cell in self.cells.values():
            cell.empty()  # Ctrl+Z now takes back the entry
        self.put({ABOUT: kept})  # entries are often written one after the other about the same
        self.take_focus()
        if changes is not None and changes.created:
            self.added.emit(changes.created[0])

    def _said(self, name: str) -> Answer:
        try:
            return self._read(name)
        except Unread as error:
            raise _Wrong(name, str(error)) from error

    def _about(self) -> UUID | None:
        """What the entry is about: typed, else what the filter shows, else the programme where that is possible."""
        text = self.cells[ABOUT].text().strip() if ABOUT in self.cells else ""
        if text:
            try:
                return UUID(hex=one_titled(self._subjects, text))
            except Unread as error:
                raise _Wrong(ABOUT, str(error)) from error
        if self.about is not None:
            return self.about
        if PROGRAMME in self._form.about:
            return self._session.workspace.programme_id
        if self._form.about:
            raise _Wrong(ABOUT, self.tr("What is it about? Type the name of a company, an opportunity or a partnership that is here."))
        return None

    def _problem(self, answers: Mapping[str, Answer]) -> tuple[str, str] | None:
        """The first cell that keeps the entry from being made, and why."""
        sheet = Sheet.new(self._form, today=self._session.workspace.now().date())
        for name, answer in answers.items():
            sheet = sheet.answer(name, answer)
        found = [problem for problem in sheet.problems() if problem.kind in ("type", "hard", "required")]
        here = next(((problem.path, problem.message) for problem in found if problem.path in self.cells), None)
        if here is None and found:
            return next(iter(self.cells)), self.tr("{question}: {problem} Use the button Add.").format(
                question=sheet.label(found[0].path), problem=found[0].message
            )
        return here

    def _complain(self, name: str, sentence: str) -> None:
        if self._table.isColumnHidden(self._names.index(name)):
            self.columns_wanted.emit(frozenset({name}))
            self.follow()
        self._say(name, sentence)
        self.cells[name].setFocus()


class _Wrong(Exception):
    """A cell that cannot be taken."""

    def __init__(self, name: str, sentence: str) -> None:
        super().__init__(sentence)
        self.name, self.sentence = name, sentence


def _nobody(_text: str) -> Sequence[Found]:
    return ()


def may_be_typed(form: Form) -> bool:
    """Whether a row can make an entry of the form: nothing that is needed waits for a field of its own. A checklist is filled step by step."""
    if form.kind is Kind.CHECKLIST:
        return False
    needed = [question for question in asked(form) if question.required in ("yes", "true()")]
    return all(question.type in TYPED for question in needed)
