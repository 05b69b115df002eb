"""Organisations on a ring and the relations between them. The thicker a line, the more the relation contributes; dashes: not through us.

Keys: ←→ walk round the ring, Enter opens; it can be enlarged. The same is in a table beside it, the version for screen readers.
"""

from __future__ import annotations

from math import cos, pi, sin

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ctip_desktop.queries.relations import EdgeView, Node, RelationMap
from ui.theme import look, px
from ui.widgets.table_delegate import fitted

_THICK = {"large": 4.5, "medium": 3.0, "small": 1.5, "none": 1.0}
_DOT = 9
_NAME = 150
_LARGEST = 1.5
"""Names and dots grow to this; the ring grows further."""


class RelationDrawing(QWidget):
    """Signals: opened(Node): Enter or double click; chosen(Node): another one is current."""

    opened = Signal(object)
    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._nodes: tuple[Node, ...] = ()
        self._edges: tuple[EdgeView, ...] = ()
        self._current = 0
        self._ground: QPixmap | None = None
        self._zoom = 1.0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._name()

    def show_map(self, found: RelationMap) -> None:
        """Draw a map; the current organisation stays current."""
        before = self.current()
        self._nodes, self._edges = _ordered(found), found.edges
        keys = [node.key for node in self._nodes]
        self._current = keys.index(before.key) if before is not None and before.key in keys else 0
        self._ground = None
        self._name()
        self.update()

    def enlarge(self, zoom: float) -> None:
        """Draw names and dots larger, less than the room grows: what is crowded comes apart."""
        self._zoom = min(_LARGEST, zoom)
        self._ground = None
        self.update()

    def place_now(self) -> QPointF:
        """Where the current organisation is drawn."""
        return self._place(self._current)

    def current(self) -> Node | None:
        """The organisation with the keyboard."""
        return self._nodes[self._current] if self._current < len(self._nodes) else None

    def walk(self, step: int) -> None:
        """Go round the ring."""
        if self._nodes:
            self._choose((self._current + step) % len(self._nodes))

    def sizeHint(self) -> QSize:
        return QSize(px(640), px(460))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(420), px(320))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}.get(key, 0)
        node = self.current()
        if step and self._nodes:
            self.walk(step)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and node is not None:
            self.opened.emit(node)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus()
        place = self._at(event.position())
        if place >= 0:
            self._choose(place)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        place = self._at(event.position())
        if place >= 0:
            self.opened.emit(self._nodes[place])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._ground = None

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self._ground = None

    def paintEvent(self, event: QPaintEvent) -> None:
        """The whole map is drawn once; walking round it only draws what is tied to the current organisation over it."""
        painter = QPainter(self)
        if self._ground is None:
            self._ground = self._paint_ground()
        painter.drawPixmap(0, 0, self._ground)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        node = self.current()
        if node is None:
            return
        near = [edge for edge in self._edges if node.key in (edge.a, edge.b)]
        tied = {node.key} | {key for edge in near for key in (edge.a, edge.b)}
        places = {each.key: self._place(n) for n, each in enumerate(self._nodes) if each.key in tied}
        for edge in near:
            self._paint_edge(painter, edge, places, near=True)
        for n, each in enumerate(self._nodes):
            if each.key in tied:
                self._paint_dot(painter, each, places[each.key], current=n == self._current)
        painter.fillRect(self._written(node, places[node.key], current=True), look().colour("surface"))
        self._paint_name(painter, node, places[node.key], current=True)

    def _paint_ground(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        places = {node.key: self._place(n) for n, node in enumerate(self._nodes)}
        for edge in self._edges:
            self._paint_edge(painter, edge, places, near=False)
        for node in self._nodes:
            self._paint_dot(painter, node, places[node.key], current=False)
        for node in self._named(places):
            self._paint_name(painter, node, places[node.key], current=False)
        painter.end()
        return picture

    def _named(self, places: dict[str, QPointF]) -> list[Node]:
        """Whose names have room, the most tied first: none is written over another one, nor over a dot. The current one is always named, and all
        are in the table."""
        side = self._px(_DOT)
        taken = [QRectF(at.x() - side, at.y() - side, 2 * side, 2 * side) for at in places.values()]
        found = []
        for node in sorted(self._nodes, key=lambda each: -each.relations):
            box = self._written(node, places[node.key], current=False)
            if not any(box.intersects(other) for other in taken):
                taken.append(box)
                found.append(node)
        return found

    def _written(self, node: Node, at: QPointF, *, current: bool) -> QRectF:
        """Where the letters of a name stand."""
        box, align = self._name_box(at)
        letters = QFontMetricsF(look().font(round(12 * self._zoom), bold=current))
        unused = max(0.0, box.width() - letters.horizontalAdvance(node.name) - 1)
        box.adjust(*((0, 0, -unused, 0) if align == Qt.AlignmentFlag.AlignLeft else (unused, 0, 0, 0)))
        return box

    def _paint_edge(self, painter: QPainter, edge: EdgeView, places: dict[str, QPointF], *, near: bool) -> None:
        line = Qt.PenStyle.DashLine if edge.ours == "not_ours" else Qt.PenStyle.SolidLine
        painter.setPen(QPen(look().colour("accent" if near else "line-strong"), _THICK.get(edge.contribution, 1.0), line))
        painter.drawLine(places[edge.a], places[edge.b])

    def _paint_dot(self, painter: QPainter, node: Node, at: QPointF, *, current: bool) -> None:
        shades, side = look(), self._px(_DOT)
        strong = current and self.hasFocus()
        painter.setPen(QPen(shades.colour("accent" if strong else "line-strong"), 3 if strong else 1.5))
        painter.setBrush(shades.colour("accent" if node.broker else "surface"))
        if node.company is None:
            painter.drawRect(QRectF(at.x() - side + 1, at.y() - side + 1, 2 * side - 2, 2 * side - 2))
        else:
            painter.drawEllipse(at, side, side)

    def _paint_name(self, painter: QPainter, node: Node, at: QPointF, *, current: bool) -> None:
        shades = look()
        box, align = self._name_box(at)
        painter.setPen(shades.colour("text"))
        painter.setFont(shades.font(round(12 * self._zoom), bold=current))
        words = fitted(painter.fontMetrics(), node.name, int(box.width()))
        painter.drawText(box, align | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute, words)

    def _name_box(self, at: QPointF) -> tuple[QRectF, Qt.AlignmentFlag]:
        """Names stand outside the ring."""
        away, high, wide = self._px(_DOT + 6), self._px(18), self._px(_NAME)
        if at.x() >= self.width() / 2 - 1:
            return QRectF(at.x() + away, at.y() - high / 2, wide, high), Qt.AlignmentFlag.AlignLeft
        return QRectF(at.x() - away - wide, at.y() - high / 2, wide, high), Qt.AlignmentFlag.AlignRight

    def _place(self, n: int) -> QPointF:
        angle = 2 * pi * (n + 0.5) / max(1, len(self._nodes)) - pi / 2
        across = max(px(40), self.width() / 2 - self._px(_NAME + _DOT + 12))
        up = max(px(40), self.height() / 2 - self._px(28))
        return QPointF(self.width() / 2 + across * cos(angle), self.height() / 2 + up * sin(angle))

    def _at(self, point: QPointF) -> int:
        reach = self._px(_DOT + 5)
        near = (n for n in range(len(self._nodes)) if (self._place(n) - point).manhattanLength() <= 2 * reach)
        return next(near, -1)

    def _px(self, length: float) -> int:
        return px(round(length * self._zoom))

    def _choose(self, place: int) -> None:
        self._current = place
        self._name()
        self.update()
        self.chosen.emit(self._nodes[place])

    def _name(self) -> None:
        node = self.current()
        words = node_words(node) if node is not None else ""
        self.setAccessibleName(self.tr("Relation map: {node}").format(node=words) if words else self.tr("Relation map"))
        self.setToolTip(words)


def _tr(text: str, n: int = -1) -> str:
    return QCoreApplication.translate("RelationDrawing", text, None, n)


def node_words(node: Node) -> str:
    """One organisation in words."""
    parts = [node.name, _tr("%n relations", node.relations)]
    if node.isolated:
        parts.append(_tr("stands alone"))
    if node.broker:
        parts.append(_tr("connects others"))
    return ", ".join(parts)


def _ordered(found: RelationMap) -> tuple[Node, ...]:
    """Those that are tied stand near one another: each group is walked from its most tied member on."""
    around: dict[str, list[str]] = {node.key: [] for node in found.nodes}
    for edge in found.edges:
        around[edge.a].append(edge.b)
        around[edge.b].append(edge.a)
    by_key = {node.key: node for node in found.nodes}
    order: list[str] = []
    seen: set[str] = set()
    for start in sorted(found.nodes, key=lambda node: (-node.relations, node.name.casefold())):
        waiting = [start.key]
        while waiting:
            key = waiting.pop()
            if key not in seen:
                seen.add(key)
                order.append(key)
                waiting.extend(sorted(around[key], key=lambda other: by_key[other].name, reverse=True))
    return tuple(by_key[key] for key in order)
