"""The changes of a bundle by subject: companies as headings that fold, one line for each change, and for what makes a new one its first answers.
Arrow keys walk, Left and Right fold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractItemModel, QCoreApplication, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget

from ctip_desktop.forms.catalogue import Catalogue
from ctip_desktop.sync.exchange import Group, Item
from ctip_desktop.workspace.cells import CHECKED
from ui.icons import paint
from ui.pages.exchange.wording import form_title
from ui.theme import look, px
from ui.words import moment_words

Index = QModelIndex | QPersistentModelIndex
LINE = int(Qt.ItemDataRole.UserRole) + 1
_ROW = 35


@dataclass(frozen=True, slots=True)
class Shown:
    """What a line says. strong: a heading. kind: one of the kinds of `Item`, empty for headings."""

    text: str
    end: str = ""
    day: str = ""
    kind: str = ""
    strong: bool = False
    settle: int = 0

    def whole(self) -> str:
        """Everything in words."""
        return ", ".join(part for part in (self.text, self.end, self.day) if part)


class Line(NamedTuple):
    """One line below a heading: a change, or one of the answers a new record brings; `MORE` stands for the rest of them."""

    item: Item
    fact: int = -1


MORE = -2


_ICONS = {
    "new": ("plus", "ok"),
    "changed": ("pencil", "info"),
    "to_settle": ("split", "two"),
    "settled": ("okc", "ok"),
    "deleted": ("x", "bad"),
    "fact": ("dash", "text3"),
}


class ChangesModel(QAbstractItemModel):
    """Two levels: groups, and their items. Internal ids: 0 for a group, else the number of the group and 1."""

    def __init__(self, catalogue: Catalogue, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._today = today
        self._every: tuple[Group, ...] = ()
        self.groups: tuple[Group, ...] = ()
        self._lines: tuple[tuple[Line, ...], ...] = ()

    def show_groups(self, groups: Sequence[Group]) -> None:
        """Show these changes."""
        self._every = tuple(groups)
        self.filter("")

    def filter(self, kind: str) -> None:
        """Only items of one kind (`changed` covers what was settled or deleted); empty: all."""
        wanted = {"changed": ("changed", "settled", "deleted")}.get(kind, (kind,))
        self.beginResetModel()
        kept = (replace(group, items=tuple(item for item in group.items if not kind or item.kind in wanted)) for group in self._every)
        self.groups = tuple(group for group in kept if group.items)
        self._lines = tuple(tuple(line for item in group.items for line in _lines(group, item)) for group in self.groups)
        self.endResetModel()

    def item_at(self, index: Index) -> Item | None:
        """The change of a line, None for a heading."""
        line = self._line_at(index)
        return line.item if line is not None else None

    def _line_at(self, index: Index) -> Line | None:
        return self._lines[index.internalId() - 1][index.row()] if index.isValid() and index.internalId() else None

    # --- Qt's contract ---------------------------------------------------

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008 - Qt's own signature
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, child: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008 - PySide has an overload without argument
        owner = child.internalId() if child.isValid() else 0
        return self.createIndex(owner - 1, 0, 0) if owner else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        if not parent.isValid():
            return len(self.groups)
        return 0 if parent.internalId() else len(self._lines[parent.row()])

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in (LINE, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        below = self._line_at(index)
        line = self._below(below) if below is not None else self._heading(self.groups[index.row()])
        return line if role == LINE else line.text if role == Qt.ItemDataRole.DisplayRole else line.whole()

    # --- words -----------------------------------------------------------

    def _heading(self, group: Group) -> Shown:
        return Shown(group.title, self.tr("%n changes", "", sum(item.count for item in group.items)), strong=True, settle=group.to_settle)

    def _below(self, line: Line) -> Shown:
        if line.fact == MORE:
            return Shown(self.tr("%n more", "", line.item.count - len(line.item.facts)), kind="fact")
        if line.fact >= 0:
            label, said = line.item.facts[line.fact]
            return Shown(self.tr("{question} – {new}").format(question=label, new=_short(said)), kind="fact")
        return self._line(line.item)

    def _line(self, item: Item) -> Shown:
        ends = {
            "new": self.tr("new"),
            "changed": self.tr("changed"),
            "to_settle": self.tr("differs from yours"),
            "settled": self.tr("settled"),
            "deleted": self.tr("deleted"),
        }
        return Shown(self._text(item), ends.get(item.kind, item.kind), moment_words(item.at, self._today), item.kind)

    def _text(self, item: Item) -> str:
        title = form_title(item.form, self._catalogue)
        if item.kind in ("new", "deleted"):
            named = self.tr("{form}: {title}").format(form=title, title=item.title) if item.title != title else title
            return self.tr("{what}, %n changes", "", item.count).format(what=named) if item.count > 1 else named
        if item.kind == "to_settle" and item.old and item.new:
            return self.tr("{question} – {old} here, {new} there").format(question=item.label, old=_short(item.old), new=_short(item.new))
        if item.old and item.new and not item.field.startswith(CHECKED):
            return self.tr("{question} – {old} becomes {new}").format(question=item.label, old=_short(item.old), new=_short(item.new))
        return self.tr("{question} – {new}").format(question=item.label, new=_short(item.new)) if item.new else item.label


def _lines(group: Group, item: Item) -> Iterator[Line]:
    """What makes the subject itself is told answer by answer; a form about it is one line, and its answers stand beside."""
    yield Line(item)
    if item.kind == "new" and item.record == group.record:
        yield from (Line(item, place) for place in range(len(item.facts)))
        if item.facts and item.count > len(item.facts):
            yield Line(item, MORE)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 80 else f"{line[:79]}…"


class ChangesDelegate(QStyledItemDelegate):
    """Paints headings on a sunken ground, changes with icon, words, kind and day."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(px(200), px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(LINE)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        whole = QRect(0, option.rect.top(), option.widget.width() if option.widget is not None else option.rect.right(), option.rect.height())
        painter.save()
        painter.fillRect(whole, look().colour("tint" if chosen else "sunken" if line.strong else "surface"))
        painter.setPen(look().colour("line"))
        painter.drawLine(whole.bottomLeft(), whole.bottomRight())
        self._edge(painter, option, whole, chosen=chosen)
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        room = QRect(whole.left() + px(12), whole.top(), whole.width() - px(24), whole.height())
        folded = isinstance(option.widget, QTreeView) and not option.widget.isExpanded(index)
        _Pen(painter, room, rtl=rtl).line(line, folded=folded)
        painter.restore()

    def _edge(self, painter: QPainter, option: QStyleOptionViewItem, whole: QRect, *, chosen: bool) -> None:
        if not chosen:
            return
        bar = QRect(whole.left(), whole.top(), 3, whole.height())
        painter.fillRect(QStyle.visualRect(option.direction, whole, bar), look().colour("accent"))
        if option.widget is not None and option.widget.hasFocus():
            painter.setPen(QPen(look().colour("accent"), 2))
            painter.drawRect(whole.adjusted(1, 1, -1, -1))


class _Pen:
    """Puts pieces into a line from both ends."""

    def __init__(self, painter: QPainter, room: QRect, *, rtl: bool) -> None:
        self._painter, self._all, self._room, self._rtl = painter, room, QRect(room), rtl

    def line(self, line: Shown, *, folded: bool) -> None:
        """One line."""
        if line.strong:
            self._icon("left" if folded and self._rtl else "right" if folded else "down", "text2")
            self._words(line.text, 13, "text", bold=True, reserve=px(190))
            self._words(line.end, 12, "text2")
            if line.settle:
                self._chip(line.settle)
            return
        self._room.adjust(0 if self._rtl else px(22), 0, -px(22) if self._rtl else 0, 0)
        self._icon(*_ICONS.get(line.kind, ("dash", "text2")))
        self._end(line.day, px(78))
        self._end(line.end, px(112))
        self._words(line.text, 13, "text")

    def _place(self, width: int) -> QRect:
        left = self._room.right() - width + 1 if self._rtl else self._room.left()
        return QRect(left, self._room.top(), width, self._room.height())

    def _used(self, width: int) -> None:
        self._room.adjust(0 if self._rtl else width, 0, -width if self._rtl else 0, 0)

    def _icon(self, name: str, colour: str) -> None:
        side = px(15)
        place = self._place(side)
        paint(self._painter, name, colour, QRect(place.left(), place.center().y() - side // 2, side, side))
        self._used(side + px(8))

    def _words(self, text: str, size: int, colour: str, *, bold: bool = False, reserve: int = 0) -> None:
        font = look().font(size, bold=bold)
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, self._room.width() - reserve))
        width = metrics.horizontalAdvance(shown) + 1
        self._painter.setFont(font)
        self._painter.setPen(look().colour(colour))
        self._painter.drawText(self._place(width), int(Qt.AlignmentFlag.AlignCenter), shown)
        self._used(width + px(8))

    def _end(self, text: str, width: int) -> None:
        font = look().font(12)
        left = self._room.left() if self._rtl else self._room.right() - width + 1
        place = QRect(left, self._room.top(), width, self._room.height())
        side = Qt.AlignmentFlag.AlignLeft if self._rtl else Qt.AlignmentFlag.AlignRight
        self._painter.setFont(font)
        self._painter.setPen(look().colour("text2"))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, width)
        self._painter.drawText(place, int(side | Qt.AlignmentFlag.AlignVCenter), shown)
        self._room.adjust(width if self._rtl else 0, 0, 0 if self._rtl else -width, 0)

    def _chip(self, count: int) -> None:
        font = look().font(12)
        words = QCoreApplication.translate("ChangesTree", "{n} to settle").format(n=count)
        width, high = QFontMetrics(font).horizontalAdvance(words) + px(36), px(22)
        left = self._all.left() if self._rtl else self._all.right() - width
        frame = QRect(left, self._all.center().y() - high // 2, width, high)
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._painter.setPen(look().colour("two-line"))
        self._painter.setBrush(look().colour("two-bg"))
        self._painter.drawRoundedRect(frame, high / 2, high / 2)
        side = px(13)
        icon_left = frame.right() - px(10) - side if self._rtl else frame.left() + px(10)
        paint(self._painter, "split", "two", QRect(icon_left, frame.center().y() - side // 2, side, side))
        self._painter.setFont(font)
        self._painter.setPen(look().colour("two"))
        text = frame.adjusted(px(10), 0, -px(28), 0) if self._rtl else frame.adjusted(px(28), 0, -px(8), 0)
        self._painter.drawText(text, int(Qt.AlignmentFlag.AlignCenter), words)


class ChangesTree(QTreeView):
    """Signals:
    chosen(object): the change of the current line, None for a heading.
    """

    chosen = Signal(object)

    def __init__(self, name: str, model: ChangesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "changes")
        self.setAccessibleName(name)
        self.changes = model
        self.setModel(model)
        self.setItemDelegate(ChangesDelegate(self))
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setUniformRowHeights(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
        self.clicked.connect(self._fold)
        self.selectionModel().currentChanged.connect(lambda index: self.chosen.emit(model.item_at(index)))
        model.modelReset.connect(self._begin)

    def _begin(self) -> None:
        self.expandAll()
        first = self.model().index(0, 0)
        inner = self.model().index(0, 0, first) if first.isValid() and self.changes.groups else first
        if self.changes.groups:
            self.setCurrentIndex(inner)
        else:
            self.chosen.emit(None)

    def _fold(self, index: QModelIndex) -> None:
        if self.changes.item_at(index) is None:
            self.setExpanded(index, not self.isExpanded(index))
