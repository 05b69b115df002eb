"""Several of many options, and an order of options: lists that stay fast with hundreds of entries."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QCheckBox, QFrame, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ctip_desktop.forms.model import Answer, Choice, Question
from ui.forms.fields import Field, Surroundings
from ui.theme import px
from ui.widgets.base import FocusFrame, Label, column, row
from ui.widgets.button import IconButton
from ui.widgets.search_box import SearchBox

NAME = Qt.ItemDataRole.UserRole


class ManyField(Field):
    """Several of many options: a line to search in, a list with a box per option, and what is chosen in words."""

    wide = True

    def __init__(self, question: Question, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(question, around, parent)
        self.model = QStandardItemModel(self)
        self._found = QSortFilterProxyModel(self)
        self._found.setSourceModel(self.model)
        self._found.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.search = SearchBox(self.tr("Find an option"), self)
        self.search.searched.connect(self._find)
        self.search.installEventFilter(self)
        self.list = _list(self, question.label)
        self.list.setModel(self._found)
        self.chosen = Label("", "strong", wrap=True)
        self.none = QCheckBox(self.tr("None of these"), self)
        self.none.setAccessibleDescription(question.label)
        self.none.setVisible(question.offers_none)
        self.none.clicked.connect(self._none)
        self.model.itemChanged.connect(self._changed)
        lines = column(self, gap=6)
        lines.addWidget(self.chosen)
        lines.addWidget(self.search)
        self._frame = _framed(self.list, self)
        lines.addWidget(self._frame)
        self.nothing = Label("", "caption2", wrap=True)
        lines.addWidget(self.nothing)
        self.nothing.setVisible(False)
        lines.addWidget(self.none)
        self._silent = False
        self.set_choices(question.choices)

    def answer(self) -> Answer:
        """The chosen names in the order of the list, or that it is none of them."""
        if self.none.isChecked():
            return Answer.none()
        return Answer.of(tuple(str(item.data(NAME)) for item in self._items() if item.checkState() == Qt.CheckState.Checked))

    def show_answer(self, answer: Answer) -> None:
        """Tick the chosen options."""
        names = answer.value if isinstance(answer.value, tuple) else ()
        self.none.setChecked(answer.is_none)
        self._silent = True
        for item in self._items():
            item.setCheckState(Qt.CheckState.Checked if item.data(NAME) in names else Qt.CheckState.Unchecked)
        self._silent = False
        self._say()

    def first(self) -> QWidget:
        """The line to search in."""
        return self.search

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Fill the list anew and keep what is chosen."""
        before = self.answer()
        self._silent = True
        self.model.clear()
        for choice in choices:
            item = QStandardItem(choice.label)
            item.setData(choice.name, NAME)
            item.setToolTip(choice.hint)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.model.appendRow(item)
        self._silent = False
        self.show_answer(before)

    def _find(self, words: str) -> None:
        """Show the options that hold the words, the first one ready for Space; without any, say so in place of an empty list."""
        self._found.setFilterFixedString(words)
        self.list.setCurrentIndex(self._found.index(0, 0))
        some = self._found.rowCount() > 0
        self.nothing.setText("" if some else self.tr("Nothing matches “{words}”. Clear the line to see all options.").format(words=words))
        self.nothing.setVisible(not some)
        self._frame.setVisible(some)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter ticks the first option that fits the words, and marks them for the next ones; without words it belongs to the form."""
        if watched is not self.search or not _is_enter(event) or not self.search.text().strip():
            return super().eventFilter(watched, event)
        self.search.search_now()
        self._found.setData(self._found.index(0, 0), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
        self.search.selectAll()
        return True

    def _items(self) -> list[QStandardItem]:
        return [self.model.item(place) for place in range(self.model.rowCount())]

    def _changed(self, _item: QStandardItem) -> None:
        if not self._silent:
            self.none.setChecked(False)
            self._say()
            self.committed.emit()

    def _none(self, on: bool) -> None:
        self.show_answer(Answer.none() if on else Answer())
        self.committed.emit()

    def _say(self) -> None:
        words = [item.text() for item in self._items() if item.checkState() == Qt.CheckState.Checked]
        self.chosen.setText(", ".join(words))
        self.chosen.setVisible(bool(words))


class RankField(Field):
    """Options in an order, first is highest: drag a row, or Alt+↑ and Alt+↓, or the two buttons."""

    wide = True

    def __init__(self, question: Question, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(question, around, parent)
        self._ranked = False
        self.model = QStandardItemModel(self)
        self.list = _Ranking(question.label, self)
        self.list.setModel(self.model)
        up = IconButton("aup", self.tr("Move up"), clicked=lambda: self.move_current(-1))
        down = IconButton("adown", self.tr("Move down"), clicked=lambda: self.move_current(1))
        buttons = column()
        buttons.addWidget(up)
        buttons.addWidget(down)
        buttons.addStretch()
        line = row(self)
        line.addWidget(_framed(self.list, self), 1)
        line.addLayout(buttons)
        self.set_choices(question.choices)
        self.model.rowsRemoved.connect(self._dropped)

    def answer(self) -> Answer:
        """The names in order; nothing until the person has moved or confirmed one."""
        return Answer.of(tuple(self._names()) if self._ranked else None)

    def show_answer(self, answer: Answer) -> None:
        """Show the order; options that are not in it stay below."""
        names = answer.value if isinstance(answer.value, tuple) else ()
        self._ranked = bool(names)
        self._fill(sorted(self.question.choices, key=lambda c: names.index(c.name) if c.name in names else len(names)))

    def first(self) -> QWidget:
        """The list."""
        return self.list

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Fill the list anew."""
        self._fill(choices)

    def move_current(self, step: int) -> None:
        """Move the current option one place."""
        place = self.list.currentIndex().row()
        target = place + step
        if place < 0 or not 0 <= target < self.model.rowCount():
            return
        self.model.blockSignals(True)
        item = self.model.takeRow(place)
        self.model.insertRow(target, item)
        self.model.blockSignals(False)
        self.model.layoutChanged.emit()
        self.list.setCurrentIndex(self.model.index(target, 0))
        self._keep()

    def _fill(self, choices: Sequence[Choice]) -> None:
        self.model.blockSignals(True)
        self.model.clear()
        for choice in choices:
            item = QStandardItem(choice.label)
            item.setData(choice.name, NAME)
            item.setDropEnabled(False)
            self.model.appendRow(item)
        self.model.blockSignals(False)
        self.model.layoutChanged.emit()
        self.list.setFixedHeight(max(1, len(choices)) * px(28) + px(4))

    def _names(self) -> list[str]:
        return [str(self.model.item(place).data(NAME)) for place in range(self.model.rowCount())]

    def _dropped(self, _parent: QModelIndex, _first: int, _last: int) -> None:
        if self.model.rowCount() == len(self.question.choices):
            self._keep()

    def _keep(self) -> None:
        self._ranked = True
        self.committed.emit()


class _Ranking(QListView):
    def __init__(self, name: str, field: RankField) -> None:
        super().__init__(field)
        self._field = field
        self.setAccessibleName(name)
        self.setProperty("role", "options")
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDragDropOverwriteMode(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QFrame.Shape.NoFrame)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+↑ and Alt+↓ move the option."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._field.move_current(step)
        else:
            super().keyPressEvent(event)


class _WholeLine(QStyledItemDelegate):
    """Ticks an option wherever its line is pressed: the words belong to the box, as they do beside any other box."""

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> bool:
        """The box alone would take the press; here the whole line does. Keys stay as they are."""
        if not isinstance(event, QMouseEvent):
            return super().editorEvent(event, model, option, index)
        if event.type() != QEvent.Type.MouseButtonRelease or event.button() != Qt.MouseButton.LeftButton:
            return False
        ticked = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) == Qt.CheckState.Checked
        return model.setData(index, Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)


def _list(parent: QWidget, name: str) -> QListView:
    view = QListView(parent)
    view.setItemDelegate(_WholeLine(view))
    view.setAccessibleName(name)
    view.setProperty("role", "options")
    view.setUniformItemSizes(True)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setFixedHeight(px(168))
    return view


def _framed(view: QWidget, parent: QWidget) -> QFrame:
    """A frame with round corners; a view of its own would paint over them."""
    frame = QFrame(parent)
    frame.setProperty("role", "choice")
    column(frame, margins=(4, 4, 4, 4)).addWidget(view)
    view.installEventFilter(FocusFrame(frame))
    return frame


def _is_enter(event: QEvent) -> bool:
    """Enter pressed alone: with Ctrl it finishes the form."""
    if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
        return False
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
