"""The work list: groups of rows, each with what it is about, when it is due and what its press does.

A row is one button that paints all of it: with a widget for each word, Home would be built and laid out for longer than the whole program takes
to start. Arrow keys walk over all groups, Enter presses a row.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QScrollBar, QSizePolicy, QWidget

from ctip_desktop.dataclass import dataclass
from ui.icons import paint
from ui.theme import look, px
from ui.widgets.base import clear, column
from ui.widgets.button import Button
from ui.widgets.card import ListCard
from ui.widgets.enter import enter_presses

_EDGE, _GAP, _ICON, _CHIP_ICON = 13, 12, 17, 14
_ACTION, _ACTION_PAD, _ACTION_HEIGHT, _CHIP_HEIGHT = 92, 13, 30, 22
_SMALL = 12
_NO_END = 10_000


_LEAST = -1
"""No width: what a row takes at least, with one line of each."""


@dataclass(frozen=True, slots=True)
class Work:
    """One row. key: given back when it is pressed. due: words; late: a promised date has passed."""

    key: Hashable
    title: str
    sub: str
    action: str
    icon: str
    due: str = ""
    late: bool = False
    colour: str = "text2"


@dataclass(frozen=True, slots=True)
class WorkGroup:
    """Rows of one kind. total may be more than the rows shown; see_all: words of the link at the end, empty = none."""

    key: str
    title: str
    rows: tuple[Work, ...]
    total: int
    see_all: str = ""
    tone: str = ""


class WorkRow(QAbstractButton):
    """One row of the work list. A screen reader hears a button with its action, what it is about and when it is due."""

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.work = work
        self._heights: dict[int, int] = {}  # by width
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(", ".join(part for part in (f"{work.action}: {work.title}", work.sub, work.due) if part))

    def sizeHint(self) -> QSize:
        return QSize(px(420), self._least_height())

    def heightForWidth(self, width: int) -> int:
        """Words that do not fit stand on more lines; none are cut."""
        if width not in self._heights:  # layouts ask for the same width some twenty times before the first picture
            room = _room(self.work, width)
            words = _high(self.work.title, look().font(), room) + _high(self.work.sub, look().font(_SMALL), room)
            self._heights[width] = max(words + px(8), self._least_height())
        return self._heights[width]

    def minimumSizeHint(self) -> QSize:
        return QSize(px(240), self._least_height())

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._heights.clear()
        super().changeEvent(event)

    def _least_height(self) -> int:
        if _LEAST not in self._heights:
            words = QFontMetrics(look().font()).height() + QFontMetrics(look().font(_SMALL)).height()
            self._heights[_LEAST] = max(words + px(8), px(_ACTION_HEIGHT) + px(10))
        return self._heights[_LEAST]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not enter_presses(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _RowPainter(painter, self.work, self.rect(), self.layoutDirection()).paint(
            warm=self.underMouse() or self.isDown(), down=self.isDown(), focus=self.hasFocus()
        )


def _high(words: str, font: QFont, width: int) -> int:
    """What words take from top to bottom, one line at least."""
    metrics = QFontMetrics(font)
    if metrics.horizontalAdvance(words) <= width:  # most do: no need to lay them out
        return metrics.height()
    return max(metrics.height(), metrics.boundingRect(QRect(0, 0, width, _NO_END), int(Qt.TextFlag.TextWordWrap), words).height())


def _action_width(work: Work) -> int:
    return max(px(_ACTION), QFontMetrics(look().font()).horizontalAdvance(work.action) + 2 * px(_ACTION_PAD))


def _due_width(work: Work) -> int:
    """Nothing without a day; a late one stands on a chip with an icon."""
    if not work.due:
        return 0
    words = QFontMetrics(look().font(_SMALL if work.late else 13)).horizontalAdvance(work.due) + 1
    return words + (px(_CHIP_ICON) + px(5) + 2 * px(9) if work.late else 0)


def _room(work: Work, width: int) -> int:
    """What is left for the words of a row."""
    end = _action_width(work) + px(_GAP) + (_due_width(work) + px(_GAP) if work.due else 0)
    return max(px(80), width - 2 * px(_EDGE) - px(_ICON) - px(_GAP) - end)


class _RowPainter:
    """Paints one row from its end to its start, so that the words get what is left."""

    def __init__(self, painter: QPainter, work: Work, rect: QRect, direction: Qt.LayoutDirection) -> None:
        self._painter, self._work, self._rect, self._look = painter, work, rect, look()
        self._rtl = direction == Qt.LayoutDirection.RightToLeft
        self._start, self._end = rect.left() + px(_EDGE), rect.right() + 1 - px(_EDGE)

    def paint(self, *, warm: bool, down: bool, focus: bool) -> None:
        """All of it. warm: the mouse is over it."""
        if warm:
            self._painter.fillRect(self._rect.adjusted(0, 1, 0, 0), self._colour("hover"))
        self._painter.fillRect(QRect(self._rect.left(), self._rect.top(), self._rect.width(), 1), self._colour("line"))
        self._action("pressed" if down else "hover" if warm else "surface")
        self._due()
        self._words()
        if focus:
            self._frame(QRectF(self._rect).adjusted(1, 2, -1, -1), "accent", None, 6, 2.0)

    def _action(self, ground: str) -> None:
        box = self._take(_action_width(self._work), px(_ACTION_HEIGHT), _GAP)
        self._frame(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), "line-strong", ground, 6, 1.0)
        self._text(box, self._work.action, self._look.font(), "text", Qt.AlignmentFlag.AlignCenter)

    def _due(self) -> None:
        if not self._work.due:
            return
        font = self._look.font(_SMALL if self._work.late else 13)
        if not self._work.late:
            self._text(self._take(_due_width(self._work), self._rect.height(), _GAP), self._work.due, font, "text2", self._middle)
            return
        pad, icon = px(9), px(_CHIP_ICON)
        box = self._take(_due_width(self._work), px(_CHIP_HEIGHT), _GAP)
        self._frame(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), "warn-line", "warn-bg", 11, 1.0)
        self._icon("clock", "warn", box.left() + pad, box, icon)
        self._text(self._shift(box.adjusted(pad + icon + px(5), 0, -pad, 0), box), self._work.due, font, "warn", self._middle)

    def _words(self) -> None:
        icon = px(_ICON)
        whole = QRect(self._start, self._rect.top(), self._end - self._start, self._rect.height())
        self._icon(self._work.icon, self._work.colour, self._start, self._rect, icon)
        left = self._start + icon + px(_GAP)
        width = max(whole.right() + 1 - left, _room(self._work, self._rect.width()))
        title, sub = self._look.font(), self._look.font(_SMALL)
        upper, lower = _high(self._work.title, title, width), _high(self._work.sub, sub, width)
        top = self._rect.top() + 1 + (self._rect.height() - 1 - upper - lower) // 2
        self._wrapped(QRect(left, top, width, upper), self._work.title, title, "text")
        self._wrapped(QRect(left, top + upper, width, lower), self._work.sub, sub, "text2")

    def _wrapped(self, box: QRect, words: str, font: QFont, colour: str) -> None:
        self._painter.setFont(font)
        self._painter.setPen(self._colour(colour))
        self._painter.drawText(self._mirror(box), int(self._middle | Qt.TextFlag.TextWordWrap), words)

    # --- small things ----------------------------------------------------

    @property
    def _middle(self) -> Qt.AlignmentFlag:
        return Qt.AlignmentFlag.AlignVCenter | (Qt.AlignmentFlag.AlignRight if self._rtl else Qt.AlignmentFlag.AlignLeft)

    def _take(self, width: int, height: int, gap: int) -> QRect:
        """A box at the end of what is left."""
        box = QRect(self._end - width, self._rect.top() + (self._rect.height() + 1 - height) // 2, width, height)
        self._end -= width + px(gap)
        return self._mirror(box)

    def _mirror(self, box: QRect) -> QRect:
        if not self._rtl:
            return box
        return QRect(self._rect.left() + self._rect.right() + 1 - box.left() - box.width(), box.top(), box.width(), box.height())

    def _shift(self, inner: QRect, outer: QRect) -> QRect:
        """The part of a box beside its icon, which is at the other side when reading from the right."""
        return inner if not self._rtl else QRect(outer.left() + outer.right() - inner.right(), inner.top(), inner.width(), inner.height())

    def _icon(self, name: str, colour: str, left: int, box: QRect, size: int) -> None:
        place = QRect(left, box.top() + (box.height() + 1 - size) // 2, size, size)
        if self._rtl:
            place.moveLeft(box.left() + box.right() + 1 - left - size if box is not self._rect else self._mirror(place).left())
        paint(self._painter, name, colour, place)

    def _text(self, box: QRect, words: str, font: QFont, colour: str, alignment: Qt.AlignmentFlag) -> None:
        self._painter.setFont(font)
        self._painter.setPen(self._colour(colour))
        shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        self._painter.drawText(box, int(alignment | Qt.TextFlag.TextSingleLine), shown)

    def _frame(self, box: QRectF, line: str, ground: str | None, radius: int, width: float) -> None:
        self._painter.setPen(QPen(self._colour(line), width))
        self._painter.setBrush(self._colour(ground) if ground else Qt.BrushStyle.NoBrush)
        self._painter.drawRoundedRect(box, px(radius), px(radius))

    def _colour(self, token: str) -> QColor:
        return self._look.colour(token)


class WorkList(QWidget):
    """Groups below one another.

    Signals:
        wanted(object): the key of the row that was pressed.
        see_all(str): the key of the group whose link was pressed.
    """

    wanted = Signal(object)
    see_all = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._box = column(self, gap=12)
        self._rows: list[WorkRow] = []
        self._groups: tuple[WorkGroup, ...] = ()

    @property
    def rows(self) -> tuple[WorkRow, ...]:
        """The rows shown, in order."""
        return tuple(self._rows)

    @property
    def groups(self) -> tuple[WorkGroup, ...]:
        """The groups shown, in order."""
        return self._groups

    def show_groups(self, groups: Sequence[WorkGroup]) -> None:
        """Show these groups; empty ones vanish. The focus stays at the same place."""
        wanted = tuple(group for group in groups if group.rows)
        if wanted == self._groups:
            return
        self._groups = wanted
        place = self._focused()
        bar = self._scroll_bar() if self._rows else None  # nothing was looked at yet
        seen = bar.value() if bar is not None else 0
        clear(self._box)
        self._rows = []
        for group in wanted:
            self._box.addWidget(self._card(group))
        self._box.addStretch()
        if place >= 0 and self._rows:
            row = self._rows[min(place, len(self._rows) - 1)]
            QTimer.singleShot(0, row, row.setFocus)  # the new rows can take it once they are shown
        if bar is not None:  # what has the keyboard when its row goes is scrolled to; what one looked at stays
            QTimer.singleShot(0, bar, lambda: bar.setValue(seen))

    def _scroll_bar(self) -> QScrollBar | None:
        """Of the area it is scrolled in."""
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        return around.verticalScrollBar() if around is not None else None

    def _card(self, group: WorkGroup) -> ListCard:
        card = ListCard(group.title, group.total, group.tone)
        if group.see_all:
            link = Button(group.see_all, "link", clicked=lambda: self.see_all.emit(group.key))
            link.setAccessibleName(f"{group.see_all}: {group.title}")
            card.add_action(link)
        for work in group.rows:
            card.add_content(self._row(work))
        return card

    def _row(self, work: Work) -> WorkRow:
        line = WorkRow(work)
        line.clicked.connect(lambda: self.wanted.emit(work.key))
        self._rows.append(line)
        return line

    def _focused(self) -> int:
        focused = self.window().focusWidget()
        return next((place for place, row in enumerate(self._rows) if row is focused), -1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        place = self._focused()
        if step and place >= 0:
            self._rows[min(max(place + step, 0), len(self._rows) - 1)].setFocus(Qt.FocusReason.TabFocusReason)
            return
        super().keyPressEvent(event)
