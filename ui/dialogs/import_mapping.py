"""What each row is, and which column is which question: one line per column with examples from the list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QSpinBox, QWidget

from ctip_desktop.forms.model import Evidence, Form, Question
from ctip_desktop.interop.spreadsheet import ABOUT, COMPANY, SOURCE_PARTS, UNMAPPABLE, left_out, note_of
from ctip_desktop.interop.tables import Table
from ui.theme import px
from ui.widgets.base import ElidedLabel, Label, clear, column, row
from ui.widgets.card import Card
from ui.widgets.field import Field
from ui.widgets.in_line import inset
from ui.widgets.note_bar import NoteBar

_EXAMPLES = 3
_MOST_COLUMNS = 200
_MOST_NAMED, _LONGEST_NAME = 6, 40
_MAIN = "@"
"""Stands for the answer that notes and sources go beside, until it is known which one that is."""
ENCODINGS = ("utf-8", "utf-16", "cp1252", "cp1251", "cp874", "cp1258", "shift_jis", "gb18030", "big5", "euc_kr", "latin-1")
DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}


class MappingView(QWidget):
    """What was found out about the file, what each row is, and the columns.

    Signals:
        reread(dict): read the file again with these options (encoding, delimiter, header_row, sheet).
        mapped(): the person said of a column which question it answers.
        form_chosen(str): the rows are for this form.
    """

    reread = Signal(dict)
    mapped = Signal()
    form_chosen = Signal(str)

    def __init__(self, forms: Sequence[Form], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = forms[0]
        self.form_box = QComboBox()
        for form in forms:
            self.form_box.addItem(form.title, form.name)
        self.form_box.setAccessibleName(self.tr("What is each row?"))
        self.form_box.activated.connect(lambda _place: self.form_chosen.emit(self.form_box.currentData()))
        self.table = Table("", (), (), ())
        self._boxes: dict[str, QComboBox] = {}
        self._box = column(self, gap=12)
        self._found = QWidget()
        self._found_line = row(self._found, gap=12)
        self._box.addWidget(self._found)
        self.left_out = NoteBar("", "warn")
        self.left_out.add_action(self.tr("Keep as notes"), self._keep_as_notes)
        self._box.addWidget(self.left_out)
        card = Card(gap=6)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(px(16))
        self._grid.setVerticalSpacing(px(6))
        self._grid.setColumnStretch(1, 1)
        kind = row(gap=12)
        kind.addWidget(Label(self.tr("What is each row?"), "section"))
        kind.addWidget(self.form_box)
        kind.addStretch()
        card.add(kind, Label(self.tr("Which column is which question?"), "section"), self._grid)
        self._box.addWidget(card)
        self._box.addStretch()

    def show_table(self, table: Table, form: Form, suggested: Mapping[str, str]) -> None:
        """Show a list that was read, with the columns whose names say what they are."""
        self.table, self._form = table, form
        self.form_box.setCurrentIndex(self.form_box.findData(form.name))
        self._show_found()
        self._show_columns(suggested)
        self._tell_left_out()

    def mapping(self) -> dict[str, str]:
        """Column → question. A note and a source go beside the answer that the list is about."""
        chosen = {name: str(box.currentData()) for name, box in self._boxes.items() if box.currentData()}
        main = self._main_answer([target for targets in chosen.values() for target in targets.split(",") if target in _known(self._form)])
        return {name: targets.replace(_MAIN, main) for name, targets in chosen.items() if main or _MAIN not in targets}

    def _main_answer(self, targets: Sequence[str]) -> str:
        """Of the questions that are answered, the first that wants evidence, else the first."""
        wants = (name for name in targets if _known(self._form)[name].evidence is Evidence.WANTED)
        return next(wants, next(iter(targets), ""))

    def choose(self, name: str, target: str) -> None:
        """Say which question a column is."""
        box = self._boxes[name]
        box.setCurrentIndex(max(0, box.findData(target)))

    def _said(self) -> None:
        self._tell_left_out()
        self.mapped.emit()

    # --- what nobody asked for -------------------------------------------

    def _tell_left_out(self) -> None:
        """Which columns go nowhere, before anything is taken in: a heading that no question knows is easily overlooked."""
        names = self._left_out()
        self.left_out.setVisible(bool(names))
        if names:
            self.left_out.show_note(named(names), strong=self.tr("%n columns are left out", "", len(names)))

    def _left_out(self) -> tuple[str, ...]:
        return left_out(self.table, {name: str(box.currentData()) for name, box in self._boxes.items()})

    def _keep_as_notes(self) -> None:
        for name in self._left_out():
            if name in self._boxes:
                self.choose(name, note_of(self._form) or f"{_MAIN}.note")
        self._tell_left_out()
        self.mapped.emit()

    # --- what was found --------------------------------------------------

    def _show_found(self) -> None:
        clear(self._found_line)
        table = self.table
        rows = f"{self.tr('%n rows', '', len(table.rows))}, {self.tr('%n columns', '', len(table.columns))}"
        self._found_line.addWidget(Label(rows, "strong"), 0, Qt.AlignmentFlag.AlignBottom)
        self._found_line.addStretch()
        if table.encoding:
            self._add_choice(self.tr("Letters read as"), "encoding", {name: name for name in (table.encoding, *ENCODINGS)}, table.encoding)
            self._add_choice(
                self.tr("Parted by"), "delimiter", {**DELIMITERS, table.delimiter: DELIMITERS.get(table.delimiter, table.delimiter)}, table.delimiter
            )
        if len(table.sheets) > 1:
            self._add_choice(self.tr("Sheet"), "sheet", {name: name for name in table.sheets}, table.sheet)
        heading = QSpinBox()
        heading.setRange(0, 100)
        heading.setSpecialValueText(self.tr("none"))
        inset(heading)
        heading.setValue(table.header_row)
        heading.editingFinished.connect(lambda: self._again(header_row=heading.value()) if heading.value() != self.table.header_row else None)
        self._found_line.addWidget(Field(self.tr("Heading is line"), heading))

    def _add_choice(self, label: str, option: str, values: Mapping[str, str], now: str) -> None:
        box = QComboBox()
        for value, words in values.items():
            box.addItem(words, value)
        box.setCurrentIndex(box.findData(now))
        box.activated.connect(lambda _place: self._again(**{option: box.currentData()}))
        self._found_line.addWidget(Field(label, box))

    def _again(self, **changed: Any) -> None:
        table = self.table
        options: dict[str, Any] = {"header_row": table.header_row}
        if table.encoding:
            options |= {"encoding": table.encoding, "delimiter": table.delimiter}
        if table.sheet:
            options["sheet"] = table.sheet
        self.reread.emit(options | changed)

    # --- columns ---------------------------------------------------------

    def _show_columns(self, suggested: Mapping[str, str]) -> None:
        clear(self._grid)
        self._boxes.clear()
        for place, words in enumerate((self.tr("Column"), self.tr("For example"), self.tr("Goes to"))):
            self._grid.addWidget(Label(words, "group"), 0, place)
        for line, name in enumerate(self.table.columns[:_MOST_COLUMNS], start=1):
            self._add_column(line, name, suggested.get(name, ""))

    def _add_column(self, line: int, name: str, target: str) -> None:
        title = ElidedLabel(name, "strong")
        title.setFixedWidth(px(150))
        place = self.table.columns.index(name)
        values = dict.fromkeys(cells[place] for cells in self.table.rows if cells[place])
        examples = ElidedLabel(" · ".join(list(values)[:_EXAMPLES]) or self.tr("empty"), "sub")
        box = self._targets()
        box.setAccessibleName(self.tr("{column} goes to").format(column=name))
        box.setFixedWidth(px(330))
        box.activated.connect(self._said)
        self._boxes[name] = box
        for where, widget in enumerate((title, examples, box)):
            self._grid.addWidget(widget, line, where)
        if target:
            self.choose(name, target)

    def _targets(self) -> QComboBox:
        box = QComboBox()
        box.addItem(self.tr("leave out"), "")
        if self._form.name != COMPANY:
            box.addItem(self.tr("Which company is it about?"), ABOUT)
        for section in self._form.sections:
            for question in section.questions:
                self._offer(box, question)
        box.insertSeparator(box.count())
        parts = {"title": self.tr("title"), "link": self.tr("link"), "date": self.tr("date"), "kind": self.tr("kind")}
        box.addItem(self.tr("Note to the answer"), f"{_MAIN}.note")
        for part in SOURCE_PARTS:
            box.addItem(self.tr("Source of the answer: {part}").format(part=parts[part]), f"{_MAIN}.source.{part}")
        return box

    def _offer(self, box: QComboBox, question: Question) -> None:
        """A question, or each column of a list inside the form. A year is mostly that of the source, too."""
        for one in question.questions or (question,):
            if one.type not in UNMAPPABLE:
                words = one.label if one is question else f"{one.label} – {question.label}"
                box.addItem(words, one.name)
                if one.name.endswith("_year"):
                    both = self.tr("{question}, and the date of its source").format(question=one.label)
                    box.addItem(both, f"{one.name},{_MAIN}.source.date")


def named(names: Sequence[str]) -> str:
    """The names of columns in one line; of many only the first."""
    first = ", ".join(f"“{_short(name)}”" for name in names[:_MOST_NAMED])
    more = len(names) - _MOST_NAMED
    return f"{first} {QCoreApplication.translate('MappingView', 'and %n more', '', more)}" if more > 0 else first


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else name[:_LONGEST_NAME] + "…"


def _known(form: Form) -> dict[str, Question]:
    return {question.name: question for question in form.walk()}
