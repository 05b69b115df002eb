"""The board: one list of cards for each step, phases over them. Cards are dragged, or moved with Alt+← and Alt+→.

Keys: ↑↓ walk in a column, ←→ between columns, Enter opens, Alt+←→ moves the card, Shift+F10 opens the menu.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDragMoveEvent, QDropEvent, QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QMenu, QScrollArea, QWidget

from ctip_desktop.queries.pipeline import Card, Column
from ui.theme import px
from ui.widgets.base import ElidedLabel, Label, column, restyle, row
from ui.widgets.board_paint import CARD, CardDelegate, spoken
from ui.widgets.chip import Count

Index = QModelIndex | QPersistentModelIndex
MIME = "application/x-ctip-opportunity"
WIDTH = 170


class _Cards(QAbstractListModel):
    """The cards of one column. place, of: the column's place among all columns, for what a screen reader says."""

    def __init__(self, label: str, today: date, parent: QWidget) -> None:
        super().__init__(parent)
        self.label, self.today = label, today
        self.place, self.of = 1, 1
        self.cards: tuple[Card, ...] = ()

    def put(self, cards: tuple[Card, ...]) -> None:
        """Show other cards; nothing happens when they are the same."""
        if cards == self.cards:
            return
        self.beginResetModel()
        self.cards = cards
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.cards)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        card = self.cards[index.row()]
        if role == CARD:
            return card
        if role == Qt.ItemDataRole.DisplayRole:
            return card.title
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return spoken(card, self.label, self.place, self.of, self.today)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        data.setData(MIME, self.cards[indexes[0].row()].id.bytes)
        return data

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction


class ColumnList(QListView):
    """The cards of one step.

    Signals:
        opened(Card); stepped(int, bool): ← (-1) or → (+1), True when the card should come along; dropped(UUID): a card was let go here;
        entered(): the keyboard came into this column.
    """

    opened = Signal(object)
    stepped = Signal(int, bool)
    dropped = Signal(object)
    entered = Signal()

    def __init__(self, label: str, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards = _Cards(label, today, self)
        self._menu: Callable[[Card], QMenu | None] | None = None
        self.setModel(self.cards)
        self.setItemDelegate(CardDelegate(today, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("role", "cards")
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(False)
        self.doubleClicked.connect(lambda _index: self._open())

    def put_menu(self, menu: Callable[[Card], QMenu | None]) -> None:
        """What Shift+F10 and the right button offer for a card."""
        self._menu = menu

    def current(self) -> Card | None:
        """The current card."""
        place = self.currentIndex().row()
        return self.cards.cards[place] if 0 <= place < len(self.cards.cards) else None

    def choose(self, place: int) -> None:
        """Make a card current: the nearest there is."""
        if self.cards.cards:
            self.setCurrentIndex(self.cards.index(min(max(0, place), len(self.cards.cards) - 1), 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, alt = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        side = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(key), 0)
        if side:
            self.stepped.emit(-side if self.isRightToLeft() else side, alt)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.selectionModel().hasSelection():  # a card that is current alone would have the keyboard without showing it
            self.choose(self.currentIndex().row())
        self.entered.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        card = self.current()
        menu = self._menu(card) if self._menu is not None and card is not None else None
        if menu is not None:
            by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
            menu.popup(event.globalPos() if by_mouse else self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center()))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._welcome(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._welcome(event)

    def dropEvent(self, event: QDropEvent) -> None:
        card = dropped_card(event)
        if card is not None:
            event.setDropAction(Qt.DropAction.CopyAction)  # the list keeps its card until the move is written
            event.accept()
            self.dropped.emit(card)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _welcome(self, event: QDragMoveEvent | QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()

    def _open(self) -> None:
        card = self.current()
        if card is not None:
            self.opened.emit(card)


def dropped_card(event: QDropEvent) -> UUID | None:
    """The opportunity in a drop, None for anything else."""
    data = bytes(event.mimeData().data(MIME).data())
    return UUID(bytes=data) if len(data) == 16 else None  # bytes of an id


class BoardColumn(QFrame):
    """Heading, usual days, and the list of one step."""

    def __init__(self, step: Column, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.step = step.step
        self.setFixedWidth(px(WIDTH))
        box = column(self, gap=2)
        head = row(gap=8)
        head.addWidget(ElidedLabel(step.label, "strong"))
        self._count = Count(0)
        head.addWidget(self._count)
        head.addStretch(1)
        box.addLayout(head)
        self._usual = Label("", "caption2")
        box.addWidget(self._usual)
        frame = QFrame()
        frame.setProperty("role", "sunken")
        self.list = ColumnList(step.label, today)
        column(frame, margins=(8, 8, 8, 4)).addWidget(self.list)
        box.addSpacing(px(4))
        box.addWidget(frame, 1)

    def show_step(self, step: Column, place: int, of: int) -> None:
        """Show the cards there are now."""
        self.list.cards.place, self.list.cards.of = place, of
        self.list.cards.put(step.cards)
        self.list.setAccessibleName(self.tr("{step}, %n cards", "", len(step.cards)).format(step=step.label))
        self._count.setText(str(len(step.cards)))
        self._usual.setText(self.tr("usually %n days", "", step.usual_days) if step.usual_days is not None else " ")


class Board(QScrollArea):
    """All columns side by side.

    Signals:
        opened(Card); moved(UUID, str): a card should go to a step; nothing is changed yet.
    """

    opened = Signal(object)
    moved = Signal(object, str)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._menu: Callable[[Card], QMenu | None] = lambda _card: None
        self._columns: list[BoardColumn] = []
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Pipeline"))

    def put_menu(self, menu: Callable[[Card], QMenu | None]) -> None:
        """What Shift+F10 and the right button offer for a card."""
        self._menu = menu

    @property
    def columns(self) -> Sequence[BoardColumn]:
        """The columns from the first step to the last."""
        return self._columns

    def show_columns(self, steps: Sequence[Column]) -> None:
        """Show these steps with their cards; the current card stays current, wherever it is now."""
        before = self.current()
        if [one.step for one in steps] != [one.step for one in self._columns]:
            self._build(steps)
        for place, (one, step) in enumerate(zip(self._columns, steps, strict=True), 1):
            one.show_step(step, place, len(steps))
        if before is not None:
            self.choose(before.id)
        self._bring_into_sight()

    def _bring_into_sight(self) -> None:
        """When no column with a card is in sight (a search found one far to the right), show the first that has one."""
        filled = [one for one in self._columns if one.list.cards.cards]
        if self.isVisible() and filled and all(one.visibleRegion().isEmpty() for one in filled):
            self.ensureWidgetVisible(filled[0], px(24), 0)

    def current(self) -> Card | None:
        """The card with the keyboard, or the one that had it last."""
        at = self.window().focusWidget()  # also while a dialog stands before the window
        focused = next((one.list for one in self._columns if one.list is at), None)
        return focused.current() if focused is not None else None

    def choose(self, card: UUID) -> bool:
        """Put the keyboard on a card and show it; False when it is not on the board."""
        for one in self._columns:
            place = next((n for n, each in enumerate(one.list.cards.cards) if each.id == card), -1)
            if place >= 0:
                one.list.setFocus()
                one.list.choose(place)
                return True
        return False

    def take_focus(self) -> None:
        """Put the keyboard on the first card."""
        first = next((one for one in self._columns if one.list.cards.cards), None)
        if first is not None:
            first.list.setFocus()

    def _build(self, steps: Sequence[Column]) -> None:
        content = QWidget()
        line = row(content, margins=(24, 0, 24, 8), gap=12)
        self._columns = []
        for _phase, found in groupby(steps, key=lambda step: step.phase):
            line.addLayout(self._phase(list(found)))
        line.addStretch()
        self.setWidget(content)

    def _phase(self, steps: Sequence[Column]) -> Any:
        box = column(gap=8)
        heading = Label(steps[0].phase_label, "group")
        box.addWidget(heading)
        rule = QFrame()
        rule.setProperty("role", "phase")
        rule.setFixedHeight(px(2))
        box.addWidget(rule)
        columns = row(gap=12)
        for step in steps:
            columns.addWidget(self._column(step))
        box.addLayout(columns, 1)
        return box

    def _column(self, step: Column) -> BoardColumn:
        made = BoardColumn(step, self._today)
        place = len(self._columns)
        self._columns.append(made)
        made.list.put_menu(lambda card: self._menu(card))
        made.list.opened.connect(self.opened)
        made.list.stepped.connect(lambda side, along: self._step(place, side, along=along))
        made.list.dropped.connect(lambda card: self._drop(card, made))
        made.list.entered.connect(lambda: self.ensureWidgetVisible(made, px(24), 0))
        return made

    def _step(self, place: int, side: int, *, along: bool) -> None:
        here = self._columns[place]
        if along:
            card = here.list.current()
            if card is not None and 0 <= place + side < len(self._columns):
                self.moved.emit(card.id, self._columns[place + side].step)
            return
        others = self._columns[place + 1 :] if side > 0 else self._columns[place - 1 :: -1] if place else []
        there = next((one for one in others if one.list.cards.cards), None)
        if there is not None:
            there.list.setFocus()
            there.list.choose(here.list.currentIndex().row())

    def _drop(self, card: UUID, column_: BoardColumn) -> None:
        if card not in {each.id for each in column_.list.cards.cards}:
            self.moved.emit(card, column_.step)


class Tray(QFrame):
    """A place at the foot of the board where cards can be let go.

    Signals:
        dropped(UUID): a card was let go here.
    """

    dropped = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "tray")
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(MIME):
            restyle(self, on="true")
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: Any) -> None:
        restyle(self, on="false")

    def dropEvent(self, event: QDropEvent) -> None:
        restyle(self, on="false")
        card = dropped_card(event)
        if card is not None:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.dropped.emit(card)
