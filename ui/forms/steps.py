"""The list of steps beside the questions: state, title, and how far each one is."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ctip_desktop.dataclass import dataclass
from ui.icons import paint
from ui.theme import look, px

Index = QModelIndex | QPersistentModelIndex
_STEP = Qt.ItemDataRole.UserRole


class StepState(StrEnum):
    """What the icon of a step says."""

    OPEN = "open"
    STARTED = "started"
    DONE = "done"
    FIX = "fix"
    SETTLE = "settle"
    CONFIRM = "confirm"
    WAITS = "waits"


_ICON = {
    StepState.OPEN: ("circle", "text3"),
    StepState.STARTED: ("half", "accent"),
    StepState.DONE: ("okc", "accent"),
    StepState.FIX: ("alert", "bad"),
    StepState.SETTLE: ("split", "two"),
    StepState.CONFIRM: ("info", "info"),
    StepState.WAITS: ("circle", "text3"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step as it is shown. `line` says how far it is."""

    title: str
    line: str
    state: StepState


class StepList(QListView):
    """Steps in any order; the current one is marked.

    Signals:
        chosen(int): the person went to a step by mouse or keyboard.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _Steps(self)
        self.setModel(self._model)
        self.setItemDelegate(_StepDelegate(self))
        self.setProperty("role", "steps")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(self.tr("Steps"))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._silent = False
        self.selectionModel().currentChanged.connect(self._moved)

    def show_steps(self, steps: Sequence[Step], current: int) -> None:
        """Show the steps, with a mark on the current one; no signal."""
        self._silent = True
        if tuple(steps) != self._model.steps:
            self._model.put(tuple(steps))
            self.scheduleDelayedItemsLayout()  # a longer line may need a second one
        self.setCurrentIndex(self._model.index(current, 0))
        self._silent = False

    def steps(self) -> tuple[Step, ...]:
        """What is shown."""
        return self._model.steps

    def _moved(self, current: QModelIndex, _before: QModelIndex) -> None:
        if not self._silent and current.isValid():
            self.chosen.emit(current.row())


class _Steps(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.steps: tuple[Step, ...] = ()

    def put(self, steps: tuple[Step, ...]) -> None:
        if len(steps) != len(self.steps):
            self.beginResetModel()
            self.steps = steps
            self.endResetModel()
            return
        before, self.steps = self.steps, steps
        for row, (old, new) in enumerate(zip(before, steps, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(row, 0), self.index(row, 0))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.steps)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        step = self.steps[index.row()]
        if role == _STEP:
            return step
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{index.row() + 1}. {step.title}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{index.row() + 1}. {step.title}: {step.line}"
        return step.line if role == Qt.ItemDataRole.ToolTipRole else None


class _StepDelegate(QStyledItemDelegate):
    """Long words take a second line; what is longer than two is cut."""

    def __init__(self, view: StepList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        step: Step = index.data(_STEP)
        bar = self._view.verticalScrollBar().sizeHint().width()  # always kept free: else the bar that comes would ask for other heights, for ever
        room = self._view.width() - bar - px(2 * 8 + 39 + 6)
        title = _fitted(f"{index.row() + 1}. {step.title}", look().font(13, bold=True), room)[1]  # as high as when it is the current one
        return QSize(px(200), max(px(46), title + _fitted(step.line, look().font(12), room)[1] + px(12)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        step: Step = index.data(_STEP)
        view: Any = option
        rect: QRect = view.rect.adjusted(px(8), px(1), -px(8), -px(1))
        on = bool(view.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, rect, view, on)
        rtl = view.direction == Qt.LayoutDirection.RightToLeft
        name, token = _ICON[step.state]
        icon = QRect(0, 0, px(16), px(16))
        icon.moveCenter(QRect(rect.left(), rect.top(), px(40), rect.height()).center())
        words = rect.adjusted(px(39), px(4), -px(6), -px(4))
        if rtl:
            icon.moveCenter(QRect(rect.right() - px(40), rect.top(), px(40), rect.height()).center())
            words = rect.adjusted(px(6), px(4), -px(39), -px(4))
        paint(painter, name, token, icon)
        self._words(painter, words, f"{index.row() + 1}. {step.title}", step, on)
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRect, view: Any, on: bool) -> None:
        colour = look().colour
        painter.setPen(Qt.PenStyle.NoPen)
        if on or view.state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(colour("tint" if on else "hover"))
            painter.drawRoundedRect(rect, px(6), px(6))
        if on:
            painter.setBrush(colour("accent"))
            start = rect.right() - 2 if view.direction == Qt.LayoutDirection.RightToLeft else rect.left()
            painter.drawRect(QRect(start, rect.top() + px(4), 3, rect.height() - px(8)))
        if view.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(colour("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), px(5), px(5))

    def _words(self, painter: QPainter, rect: QRect, title: str, step: Step, on: bool) -> None:
        flags = int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.AlignmentFlag.AlignLeading) | int(Qt.TextFlag.TextWordWrap)
        lines = ((title, look().font(13, bold=on), "text"), (step.line, look().font(12), "text2"))
        fitted = [(*_fitted(text, font, rect.width()), font, token) for text, font, token in lines]
        top = rect.top() + max(0, rect.height() - sum(height for _shown, height, _font, _token in fitted)) // 2
        for shown, height, font, token in fitted:
            painter.setFont(font)
            painter.setPen(look().colour(token))
            painter.drawText(QRect(rect.left(), top, rect.width(), height), flags, shown)
            top += height


def _fitted(text: str, font: QFont, width: int) -> tuple[str, int]:
    """The words as they fit into two lines, and how high they are."""
    words = QFontMetrics(font)
    shown = words.elidedText(text, Qt.TextElideMode.ElideRight, max(1, width * 9 // 5))
    return shown, words.boundingRect(QRect(0, 0, max(1, width), 1000), int(Qt.TextFlag.TextWordWrap), shown).height()
