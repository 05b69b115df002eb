"""Which column is which question: one line per column with examples from the list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QSpinBox, QWidget

from ctip_desktop.forms.model import Form
from ctip_desktop.interop.spreadsheet import SOURCE_PARTS, UNMAPPABLE
from ctip_desktop.interop.tables import Table
from ui.theme import px
from ui.widgets.base import ElidedLabel, Label, clear, column, row
from ui.widgets.card import Card
from ui.widgets.field import Field

_EXAMPLES = 3
_MOST_COLUMNS = 200
ENCODINGS = ("utf-8", "utf-16", "cp1252", "cp1251", "cp874", "cp1258", "shift_jis", "gb18030", "big5", "euc_kr", "latin-1")
DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}


class MappingView(QWidget):
    """What was found out about the file, and the columns.

    Signals:
        reread(dict): read the file again with these options (encoding, delimiter, header_row, sheet).
        mapped(): the person said of a column which question it answers.
    """

    reread = Signal(dict)
    mapped = Signal()

    def __init__(self, form: Form, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = form
        self.table = Table("", (), (), ())
        self._boxes: dict[str, QComboBox] = {}
        self._box = column(self, gap=12)
        self._found = QWidget()
        self._found_line = row(self._found, gap=12)
        self._box.addWidget(self._found)
        card = Card(gap=6)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(px(16))
        self._grid.setVerticalSpacing(px(6))
        self._grid.setColumnStretch(1, 1)
        card.add(Label(self.tr("Which column is which question?"), "section"), self._grid)
        self._box.addWidget(card)
        self._box.addStretch()

    def show_table(self, table: Table, suggested: Mapping[str, str]) -> None:
        """Show a list that was read, with the columns whose names say what they are."""
        self.table = table
        self._show_found()
        self._show_columns(suggested)

    def mapping(self) -> dict[str, str]:
        """Column → question."""
        return {name: str(box.currentData()) for name, box in self._boxes.items() if box.currentData()}

    def choose(self, name: str, target: str) -> None:
        """Say which question a column is."""
        box = self._boxes[name]
        box.setCurrentIndex(max(0, box.findData(target)))

    # --- what was found --------------------------------------------------

    def _show_found(self) -> None:
        clear(self._found_line)
        table = self.table
        rows = self.tr("{n} rows, {c} columns").format(n=f"{len(table.rows):,}", c=len(table.columns))
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
        heading.setRange(1, 100)
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
        box.activated.connect(self.mapped)
        self._boxes[name] = box
        for where, widget in enumerate((title, examples, box)):
            self._grid.addWidget(widget, line, where)
        if target:
            self.choose(name, target)

    def _targets(self) -> QComboBox:
        box = QComboBox()
        box.addItem(self.tr("leave out"), "")
        for question in self._form.walk():
            if question.type not in UNMAPPABLE:
                box.addItem(question.label, question.name)
        box.insertSeparator(box.count())
        parts = {"title": self.tr("title"), "link": self.tr("link"), "date": self.tr("date"), "kind": self.tr("kind")}
        for part in SOURCE_PARTS:
            box.addItem(self.tr("Source of the name: {part}").format(part=parts[part]), f"name.source.{part}")
        return box
