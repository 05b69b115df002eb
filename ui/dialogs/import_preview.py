"""The rehearsal of an import, and its result: counts, and every row that stays out or was read differently, with its number and reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from ctip_desktop.dataclass import dataclass
from ctip_desktop.interop.spreadsheet import Decision, ImportResult, Lookalike, Plan, going_in
from ctip_desktop.interop.tables import Table as List
from ui.dialogs.import_alike import AlikeView
from ui.dialogs.import_mapping import named
from ui.dialogs.import_rows import FirstRows
from ui.theme import px
from ui.widgets.base import IconLabel, Label, column, row
from ui.widgets.card import Card
from ui.widgets.note_bar import NoteBar
from ui.widgets.table import Column, RowsModel, Table
from ui.widgets.table_delegate import Cell

_MOST = 2000


@dataclass(frozen=True, slots=True)
class Remark:
    """One line of the table: a row of the list and what is to be said about it."""

    key: int
    row: int
    kind: str
    column: str
    value: str
    reason: str


def _tr(text: str) -> str:
    return QCoreApplication.translate("PreviewView", text)


_ICONS = {"failed": "stop", "skipped": "stop", "duplicate": "layers", "remark": "info"}


def remarks_of(plan: Plan, skipped: Sequence[Lookalike] = ()) -> list[Remark]:
    """Rows that stay out first, those a person left out after them, then duplicates, then cells that were read differently."""
    lines = [("failed", p.row, p.column, p.value, p.reason) for p in plan.failed]
    lines += [("skipped", one.row, "", one.title, _tr("You left it out. It resembles “{name}”.").format(name=one.of_title)) for one in skipped]
    lines += [("duplicate", d.row, "", d.title, _same_as(d.of_row)) for d in plan.duplicates]
    lines += [("remark", p.row, p.column, " ↵ ".join(p.value.splitlines()), p.reason) for p in plan.remarks]
    return [Remark(key, number, kind, where, value, reason) for key, (kind, number, where, value, reason) in enumerate(lines[:_MOST])]


def _same_as(number: int) -> str:
    return _tr("The same as row {n}.").format(n=number) if number else _tr("It is there already.")


def _read_words(plan: Plan) -> str:
    """How many cells are not taken in as they are written, and in which columns."""
    if not plan.remarks:
        return ""
    where = named(tuple(dict.fromkeys(one.column for one in plan.remarks if one.column)))
    return _tr("Cells read differently, or kept as a note: {n} ({columns}).").format(columns=where, n=f"{len(plan.remarks):,}")


class PreviewView(QWidget):
    """What would happen.

    Signals:
        changed(): duplicates are wanted, or not any more.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan: Plan | None = None
        box = column(self, gap=12)
        self.note = NoteBar(self.tr("Nothing has been changed yet."), "info")
        box.addWidget(self.note)
        card = Card(gap=6)
        self.ready, self.resembling, self.failed, self.twice = Label("", "section"), Label(""), Label("", "sub"), Label("", "sub")
        self.unused, self.read = Label("", "sub", wrap=True), Label("", "sub", wrap=True)
        self._lines: dict[Label, QWidget] = {}
        counted = (("okc", self.ready), ("alert", self.resembling), ("stop", self.failed), ("layers", self.twice), ("info", self.read))
        for icon, label in (*counted, ("info", self.unused)):
            self._lines[label] = holder = QWidget()
            line = row(holder, gap=10)
            line.addWidget(IconLabel(icon, "text2", 16))
            line.addWidget(label, 1)
            card.add(holder)
        self.duplicates = QCheckBox(self.tr("Take the duplicates in as well"))
        self.duplicates.toggled.connect(lambda _on: self.changed.emit())
        card.add(self.duplicates)
        box.addWidget(card)
        self.first = FirstRows()
        box.addWidget(self.first)
        self.alike = AlikeView()
        self.alike.changed.connect(self.changed)
        box.addWidget(self.alike)
        self.model: RowsModel[Remark] = RowsModel(_columns(), lambda one: one.key)
        self.table = Table(self.tr("Rows to look at"), self.model)
        self.table.setMinimumHeight(px(220))
        box.addWidget(self.table, 1)
        box.addStretch()

    @property
    def with_duplicates(self) -> bool:
        """Whether duplicates go in too."""
        return self.duplicates.isChecked()

    def wanted(self) -> int:
        """How many rows would change something."""
        return going_in(self._plan, self.alike.decisions(), duplicates=self.with_duplicates) if self._plan is not None else 0

    def show_plan(self, plan: Plan, given: List) -> None:
        """Show a rehearsal of the list that was found in the file."""
        self._plan = plan
        self.first.show_plan(plan, given)
        fresh = sum(1 for one in plan.ready if not one.duplicate)
        self.ready.setText(self.tr("%n rows can go in", "", fresh) if fresh else self.tr("Nothing new is in this list"))
        self.duplicates.setChecked(False)
        self._count(self.resembling, self.tr("%n may be there already: decide below", "", len(plan.lookalikes)), len(plan.lookalikes))
        self._count(self.failed, self.tr("%n rows are not taken in: why is told below", "", len(plan.failed)), len(plan.failed))
        self._count(self.twice, self.tr("%n rows are the same as another row or as what is there", "", len(plan.duplicates)), len(plan.duplicates))
        unused = self.tr("%n columns are left out: {names}", "", len(plan.left_out)).format(names=named(plan.left_out))
        self._count(self.unused, unused, len(plan.left_out))
        self._count(self.read, _read_words(plan), len(plan.remarks))
        self.duplicates.setVisible(bool(plan.duplicates))
        self.alike.show_plan(plan)
        found = remarks_of(plan)
        self.model.show_rows(found)
        self.table.setVisible(bool(found))

    def _count(self, label: Label, words: str, count: int) -> None:
        """A line of the summary; nothing is said about none."""
        label.setText(words)
        self._lines[label].setVisible(count > 0)


class ResultView(QWidget):
    """What happened."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = column(self, gap=12)
        self.note = NoteBar("", "ok")
        self._box.addWidget(self.note)
        self.model: RowsModel[Remark] = RowsModel(_columns(), lambda one: one.key)
        self.table = Table(self.tr("Rows that stayed out"), self.model)
        self._box.addWidget(self.table, 1)
        self._box.addStretch()

    def show_result(self, result: ImportResult, plan: Plan, decisions: Mapping[int, Decision]) -> None:
        """Say how many went in, and show those that did not."""
        went = self.tr("%n rows went in.", "", result.created)
        left = result.left_out + len(plan.failed)
        stayed = self.tr("%n rows stayed out; they are listed below.", "", left) if left else self.tr("None stayed out.")
        joined = self.tr("%n rows filled gaps of what is there.", "", result.joined) if result.joined else ""
        companies = self.tr("%n companies were added for them.", "", result.subjects) if result.subjects else ""
        self.note.show_note(" ".join(part for part in (companies, joined, stayed, _read_words(plan)) if part), "ok", strong=went)
        skipped = [one for one in plan.lookalikes if decisions.get(one.row) is Decision.SKIP]
        found = [one for one in remarks_of(plan, skipped) if one.kind in {"failed", "skipped"} or (one.kind == "duplicate" and result.left_out)]
        self.model.show_rows(found)
        self.table.setVisible(bool(found))


def _columns() -> tuple[Column[Remark], ...]:
    words = {"failed": _tr("stays out"), "skipped": _tr("left out"), "duplicate": _tr("twice"), "remark": _tr("read differently")}
    return (
        Column(_tr("Row"), lambda one: Cell(f"{one.row:,}", end=True), 56, lambda one: one.row, end=True),
        Column(_tr("What"), lambda one: Cell(words[one.kind], icon=_ICONS[one.kind]), 136),
        Column(_tr("Cell"), lambda one: Cell(one.value or "–", one.column), 180),
        Column(_tr("Why"), lambda one: _sentences(one.reason), 0),
    )


def _sentences(reason: str) -> Cell:
    """The first sentence, and below it what was done about it."""
    first, stop, rest = reason.partition(". ")
    return Cell(first + stop.strip(), rest)
