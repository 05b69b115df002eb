"""Tables: a typed model with row-level updates, a two-line delegate, and the keys a person expects.

Keys: type to find, Enter opens, Space shows or hides the side pane, Shift+F10 opens the menu, which also sorts. Where several rows can be chosen:
Shift with the arrows, Ctrl+A, and Ctrl with the arrows and Space.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QSignalBlocker,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from ui.theme import px
from ui.widgets.table_delegate import CELL, Cell, CellDelegate

R = TypeVar("R")
_FEW = 100
"""Rows that come or go one by one; more are shown by a fresh start, with the same row current."""

_SEVERAL = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
_ALONE = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """One column: its heading, its width in lengths of the design (0 = takes the rest), what it shows, what it sorts by (None = not sortable; a row
    of which it gives None stands last, whichever way), the heading at length, what a column that takes the rest never goes below (the others scroll
    then), and whether its numbers, and so its heading, stand at the end."""

    title: str
    cell: Callable[[R], Cell]
    width: int = 0
    sort: Callable[[R], Any] | None = None
    tip: str = ""
    least: int = 0
    end: bool = False


class RowsModel(QAbstractTableModel, Generic[R]):
    """Rows of any dataclass, known by a key. `show_rows` changes only what is different, so that selection and scroll place stay."""

    def __init__(self, columns: Sequence[Column[R]], key: Callable[[R], Hashable], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._key = key
        self._rows: list[R] = []
        self._keys: list[Hashable] = []
        self._sorted: tuple[int, Qt.SortOrder] | None = None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == CELL:
            return self.columns[index.column()].cell(self._rows[index.row()])
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return None
        cell = self.columns[index.column()].cell(self._rows[index.row()])
        return cell.text if role == Qt.ItemDataRole.DisplayRole else cell.whole()

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.ToolTipRole:
            return self.columns[section].tip or None
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole and self.columns[section].end:
            return int(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextWordWrap)
        return None

    def row_at(self, index: Index) -> R | None:
        """The row of an index, or None."""
        return self._rows[index.row()] if index.isValid() else None

    def key_at(self, index: Index) -> Hashable:
        """The key of an index's row, or None."""
        return self._keys[index.row()] if index.isValid() else None

    def position(self, key: Hashable) -> int:
        """The place of a key, -1 when it is not shown."""
        try:
            return self._keys.index(key)
        except ValueError:
            return -1

    def show_rows(self, rows: Sequence[R]) -> None:
        """Make the model show these rows, in this order unless a column is sorted."""
        wanted = self._in_order(list(rows))
        keys = [self._key(r) for r in wanted]
        if abs(len(wanted) - len(self._rows)) > _FEW:  # without comparing thousands of keys first
            self._replace(wanted, keys)
            return
        gone, come = set(self._keys).difference(keys), set(keys).difference(self._keys)
        if len(gone) + len(come) > _FEW:
            self._replace(wanted, keys)
            return
        self._drop(gone)
        self._insert(wanted, keys, come)
        self._rearrange(wanted, keys)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if column < 0 or self.columns[column].sort is None:
            return
        if self._sorted == (column, order):  # Qt asks twice; rows that come later are put in order when they come
            return
        self._sorted = (column, order)
        places = self._places(self._rows)
        if places != list(range(len(places))):
            self._move([self._rows[n] for n in places], [self._keys[n] for n in places], {old: new for new, old in enumerate(places)})

    @property
    def sorted_by(self) -> tuple[int, Qt.SortOrder] | None:
        """The column that gives the order, and the direction."""
        return self._sorted

    def _in_order(self, rows: list[R]) -> list[R]:
        return rows if self._sorted is None else [rows[n] for n in self._places(rows)]

    def _places(self, rows: list[R]) -> list[int]:
        """Where the rows that come one after the other in the order that is asked for stand now. Rows alike keep the order they have."""
        assert self._sorted is not None
        column, order = self._sorted
        by = self.columns[column].sort
        assert by is not None
        found = [by(row) for row in rows]
        known = sorted((n for n, key in enumerate(found) if key is not None), key=found.__getitem__, reverse=order == Qt.SortOrder.DescendingOrder)
        return [*known, *(n for n, key in enumerate(found) if key is None)]

    def _replace(self, rows: list[R], keys: list[Hashable]) -> None:
        self.beginResetModel()
        self._rows, self._keys = rows, keys
        self.endResetModel()

    def _drop(self, gone: set[Hashable]) -> None:
        if not gone:
            return
        for place in range(len(self._rows) - 1, -1, -1):
            if self._keys[place] in gone:
                self.beginRemoveRows(QModelIndex(), place, place)
                del self._rows[place], self._keys[place]
                self.endRemoveRows()

    def _insert(self, wanted: list[R], keys: list[Hashable], come: set[Hashable]) -> None:
        for place, key in enumerate(keys):
            if key in come:
                at = min(place, len(self._rows))
                self.beginInsertRows(QModelIndex(), at, at)
                self._rows.insert(at, wanted[place])
                self._keys.insert(at, key)
                self.endInsertRows()

    def _rearrange(self, wanted: list[R], keys: list[Hashable]) -> None:
        old, old_keys = self._rows, self._keys
        if old_keys == keys:
            self._rows = wanted
            self._tell_changed(old, wanted)
        else:
            now = {key: place for place, key in enumerate(keys)}
            self._move(wanted, keys, {place: now[key] for place, key in enumerate(old_keys)})

    def _move(self, wanted: list[R], keys: list[Hashable], goes: Mapping[int, int]) -> None:
        """The same rows in another order. goes: old place → new place."""
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        after = [self.index(goes[i.row()], i.column()) for i in before]
        self._rows, self._keys = wanted, keys
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _tell_changed(self, old: list[R], new: list[R]) -> None:
        for place, (before, after) in enumerate(zip(old, new, strict=True)):
            if before is not after and before != after:
                self.dataChanged.emit(self.index(place, 0), self.index(place, len(self.columns) - 1))


class Table(QTableView):
    """A table of whole rows.

    Signals:
        opened(object): Enter or double click on a row.
        chosen(object): another row is current; None when there is none.
        pane_wanted(): Space.
        several(int): how many rows are chosen now, where several can be.
    """

    opened = Signal(object)
    chosen = Signal(object)
    pane_wanted = Signal()
    several = Signal(int)

    def __init__(self, name: str, model: RowsModel[Any], *, row_height: int = 40, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.rows = model
        self._menu: Callable[[Any], QMenu | None] | None = None
        self.setModel(model)
        self.setItemDelegate(CellDelegate(self))
        self._plain_look(row_height)
        self._size_columns()
        self.selectionModel().currentRowChanged.connect(self._current_changed)
        self.doubleClicked.connect(lambda index: self.opened.emit(model.row_at(index)))
        self._kept_key: Hashable = None
        self._kept: frozenset[Hashable] = frozenset()
        model.modelAboutToBeReset.connect(self._keep_current)
        model.modelReset.connect(self._restore_current)

    def _plain_look(self, row_height: int) -> None:
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        vertical = self.verticalHeader()
        vertical.hide()
        vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        vertical.setDefaultSectionSize(px(row_height))

    def _size_columns(self) -> None:
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setFixedHeight(px(31))
        header.setMinimumSectionSize(px(48))
        for place, wanted in enumerate(self.rows.columns):
            if wanted.width:
                self.setColumnWidth(place, px(wanted.width))
            else:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.keep_least()

    def keep_least(self) -> None:
        """A column that takes the rest keeps its least width; when the others leave too little they scroll. Call it after hiding columns."""
        header = self.horizontalHeader()
        for place, column in enumerate(self.rows.columns):
            if column.width or not column.least:
                continue
            others = sum(self.columnWidth(n) for n in range(len(self.rows.columns)) if n != place and not self.isColumnHidden(n))
            enough = self.viewport().width() - others >= px(column.least)
            header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch if enough else QHeaderView.ResizeMode.Fixed)
            if not enough:
                self.setColumnWidth(place, px(column.least))

    def wrap_headings(self) -> None:
        """Long headings stand on two lines."""
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap)
        header.setTextElideMode(Qt.TextElideMode.ElideNone)
        header.setFixedHeight(px(46))

    def make_sortable(self, column: int, order: Qt.SortOrder) -> None:
        """Let headings sort; start with one column."""
        self.horizontalHeader().setSortIndicatorClearable(False)
        self.horizontalHeader().setSortIndicator(column, order)
        self.setSortingEnabled(True)
        self.horizontalHeader().sortIndicatorChanged.connect(self._order_asked)

    def _order_asked(self, section: int, _order: Qt.SortOrder) -> None:
        """The current row stays in sight; the arrow stays at the column that gives the order when the heading pressed is no order."""
        if section >= 0 and self.rows.columns[section].sort is None and self.rows.sorted_by is not None:
            header = self.horizontalHeader()
            with QSignalBlocker(header):
                header.setSortIndicator(*self.rows.sorted_by)
        elif section >= 0 and self.currentIndex().isValid():
            self.scrollTo(self.currentIndex().siblingAtColumn(section))

    def put_menu(self, menu: Callable[[Any], QMenu | None]) -> None:
        """What Shift+F10 and the right button offer for a row."""
        self._menu = menu

    def choose_several(self) -> None:
        """Let several rows be chosen."""
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.selectionModel().selectionChanged.connect(lambda *_: self.several.emit(len(self._places())))
        self.rows.modelReset.connect(lambda: self.several.emit(len(self._places())))
        header = self.horizontalHeader()
        header.setSelectionModel(QItemSelectionModel(self.rows, header))  # else it looks through thousands of chosen rows each time it is painted

    def choose_some(self) -> None:
        """Where no row is chosen, choose the current one, or the first: Qt goes on from a row that is gone without choosing another."""
        if self.rows.rowCount() and not self.selectionModel().hasSelection():
            self.selectionModel().setCurrentIndex(self.rows.index(max(0, self.currentIndex().row()), 0), _ALONE)

    def chosen_rows(self) -> list[Any]:
        """The rows that are chosen, from top to bottom."""
        return [self.rows.row_at(self.rows.index(place, 0)) for place in sorted(self._places())]

    def _places(self) -> set[int]:
        chosen = self.selectionModel().selection()
        return {place for part in map(chosen.at, range(chosen.count())) for place in range(part.top(), part.bottom() + 1)}

    def current(self) -> Any:
        """The current row, or None."""
        return self.rows.row_at(self.currentIndex())

    def choose(self, key: Hashable) -> None:
        """Make the row with a key current, if it is shown."""
        place = self.rows.position(key)
        if place >= 0:
            self.selectionModel().setCurrentIndex(self.rows.index(place, 0), _ALONE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.current()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row is not None:
            self.opened.emit(row)
        elif event.key() == Qt.Key.Key_Space and row is not None and not event.modifiers() & _SEVERAL:
            self.pane_wanted.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The row the keyboard is on is shown; the mouse says itself which one it means."""
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self.choose_some()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        row = self.current()
        menu = self._menu(row) if self._menu is not None and row is not None else None
        if self.isSortingEnabled():
            menu = self._with_sorting(menu)
        if menu is None:
            return
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        below = self.visualRect(self.currentIndex()).bottomLeft() + QPoint(px(16), 0)
        menu.popup(event.globalPos() if by_mouse else self.viewport().mapToGlobal(below))

    def _with_sorting(self, menu: QMenu | None) -> QMenu:
        """The menu with the headings one can sort by, for whoever has no mouse for them."""
        menu = menu or QMenu(self)
        if menu.actions():
            menu.addSeparator()
        sorting = menu.addMenu(self.tr("Sort by"))
        for place, column in enumerate(self.rows.columns):
            if column.sort is not None and not self.isColumnHidden(place):
                by = sorting.addAction(column.title, partial(self._sort_by, place))
                by.setCheckable(True)
                by.setChecked(place == self.horizontalHeader().sortIndicatorSection())
        return menu

    def _sort_by(self, place: int) -> None:
        """Choosing the same column again turns the order round, as a click on its heading does."""
        header, up = self.horizontalHeader(), Qt.SortOrder.AscendingOrder
        again = header.sortIndicatorSection() == place and header.sortIndicatorOrder() == up
        self.sortByColumn(place, Qt.SortOrder.DescendingOrder if again else up)

    def _keep_current(self) -> None:
        self._kept_key = self.rows.key_at(self.currentIndex())
        places = self._places()
        self._kept = frozenset(self.rows.key_at(self.rows.index(place, 0)) for place in places) if len(places) > 1 else frozenset()

    def _restore_current(self) -> None:
        if self._kept_key is not None:
            self.choose(self._kept_key)
        if self._kept:
            self._choose_each(self._kept)

    def _choose_each(self, keys: frozenset[Hashable]) -> None:
        """Choose the rows with these keys that are still shown."""
        chosen, last = QItemSelection(), len(self.rows.columns) - 1
        for place in range(self.rows.rowCount()):
            if self.rows.key_at(self.rows.index(place, 0)) in keys:
                chosen.append(QItemSelectionRange(self.rows.index(place, 0), self.rows.index(place, last)))
        if chosen.count():
            self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _current_changed(self, index: QModelIndex) -> None:
        self.viewport().update()
        self.chosen.emit(self.rows.row_at(index))
