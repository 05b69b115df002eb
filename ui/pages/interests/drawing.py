"""Interests of companies at the start, goals of ours at the end, the pairs of both in the middle, joined by lines.

An interest and a goal can be chosen at the same time; what they are to each other follows. Keys: ↑↓ within a column, ←→ to the next one (along a line
where there is one), Enter ties the two or opens what they became, Delete unties. The table beside it is the same for screen readers.
"""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QCoreApplication, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ctip_desktop.queries.interests import Goal, Interest, InterestMap, Pair
from ui.pages.interests.layout import BOX, HEADING, Placed, Thing, place
from ui.theme import look, px
from ui.words import day_words

SIDES = ("interest", "pair", "goal")
NOTHING = InterestMap((), (), (), 0, ())


class InterestDrawing(QWidget):
    """Signals: chosen(): others are; opened(): Enter or double click; untie(): Delete on a pair; moved(QRect): the box with the keyboard."""

    chosen = Signal()
    opened = Signal()
    untie = Signal()
    moved = Signal(QRect)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._map = NOTHING
        self._placed: Placed = place(NOTHING, 1)
        self._side = "interest"
        self._interest: UUID | None = None
        self._goal: UUID | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setSizePolicy(policy)
        self._name()

    # --- what is shown ---------------------------------------------------

    def show_map(self, found: InterestMap) -> None:
        """Draw a map; what is chosen stays chosen while it is there."""
        self._map = found
        self._interest = self._interest if found.interest(self._interest) else None
        self._goal = self._goal if found.goal(self._goal) else None
        self._replace()

    @property
    def interest(self) -> Interest | None:
        """The interest that is chosen."""
        return self._map.interest(self._interest)

    @property
    def goal(self) -> Goal | None:
        """The goal that is chosen."""
        return self._map.goal(self._goal)

    @property
    def pair(self) -> Pair | None:
        """The pair of the two that are chosen."""
        return self._map.pair(self._interest, self._goal)

    @property
    def side(self) -> str:
        """The column with the keyboard: interest, pair or goal."""
        return self._side

    def choose(self, interest: UUID | None, goal: UUID | None, side: str = "") -> None:
        """Choose an interest and a goal, each or neither."""
        self._interest, self._goal = interest, goal
        self._side = side or self._side
        self._name()
        self.update()
        self.chosen.emit()
        here = self._current_id()
        if here is not None and here in self._placed.rects:
            self.moved.emit(self._mirrored(self._placed.rects[here]).toAlignedRect())

    def minimumSizeHint(self) -> QSize:
        return QSize(px(560), int(self._placed.height))

    def sizeHint(self) -> QSize:
        return QSize(px(900), int(self._placed.height))

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width():
            self._replace()

    def _replace(self) -> None:
        self._placed = place(self._map, self.width())
        self._name()
        self.updateGeometry()
        self.update()

    def _current_id(self) -> UUID | None:
        if self._side == "pair":
            return self.pair.id if self.pair is not None else None
        return self._interest if self._side == "interest" else self._goal

    # --- keys and mouse --------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        up_down = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(key, 0)
        across = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(key, 0) * (-1 if self.isRightToLeft() else 1)
        if up_down:
            self._step(up_down)
        elif across:
            self._cross(across)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif key == Qt.Key.Key_Delete and self.pair is not None:
            self.untie.emit()
        else:
            super().keyPressEvent(event)

    def _step(self, step: int) -> None:
        """To the next box of the column; the first one when none is chosen."""
        things = [thing for thing, _ in self._placed.column(self._side)]
        if things:
            ids = [thing.id for thing in things]
            here = self._current_id()
            self._take(things[(ids.index(here) + step) % len(ids)] if here in ids else things[0])

    def _cross(self, across: int) -> None:
        """To the next column: to the pair that is there, else past the middle."""
        wanted = SIDES.index(self._side) + across
        if not 0 <= wanted < len(SIDES):
            return
        if SIDES[wanted] == "pair" and (found := self._pair_near()) is not None:
            self._take(found)
            return
        side = SIDES[wanted] if SIDES[wanted] != "pair" else SIDES[wanted + across]
        column = self._placed.column(side)
        there = self._interest if side == "interest" else self._goal
        if column:
            self._take(next((thing for thing, _ in column if thing.id == there), column[0][0]))

    def _pair_near(self) -> Pair | None:
        """The pair of what is chosen, else one of the box with the keyboard."""
        here = self._current_id()
        return self.pair or next((each for each in self._map.pairs if here in (each.interest.id, each.goal.id)), None)

    def _take(self, thing: Thing) -> None:
        if isinstance(thing, Pair):
            self.choose(thing.interest.id, thing.goal.id, "pair")
        elif isinstance(thing, Interest):
            self.choose(thing.id, self._goal, "interest")
        else:
            self.choose(self._interest, thing.id, "goal")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus()
        thing = self._at(event.position())
        if thing is not None:
            self._take(thing)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._at(event.position()) is not None:
            self.opened.emit()

    def _at(self, point: QPointF) -> Thing | None:
        every = (pair for side in SIDES for pair in self._placed.column(side))
        return next((thing for thing, rect in every if self._mirrored(rect).contains(point)), None)

    # --- drawing ---------------------------------------------------------

    def _mirrored(self, rect: QRectF) -> QRectF:
        """As it stands on the screen: from right to left the first column is on the right."""
        return QRectF(self.width() - rect.right(), rect.top(), rect.width(), rect.height()) if self.isRightToLeft() else rect

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shown = event.rect()
        chosen = {self._interest, self._goal, self.pair.id if self.pair is not None else None}
        self._paint_lines(painter, shown)
        self._paint_headings(painter)
        for side in SIDES:
            for thing, rect in self._placed.column(side):
                if rect.bottom() >= shown.top() and rect.top() <= shown.bottom():
                    focused = self.hasFocus() and side == self._side and thing.id == self._current_id()
                    self._paint_box(painter, thing, self._mirrored(rect), on=thing.id in chosen, focused=focused)

    def _paint_headings(self, painter: QPainter) -> None:
        painter.setPen(look().colour("text2"))
        painter.setFont(look().font(12, bold=True))
        for y, name in self._placed.headings:
            box = self._mirrored(QRectF(0, y, self._placed.interests[0][1].width(), px(HEADING)))
            words = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, int(box.width()))
            painter.drawText(box, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_lines(self, painter: QPainter, shown: QRect) -> None:
        """The lines of the pairs of which a box is in sight: lines that come from nowhere and go nowhere tell nothing."""
        top, bottom = shown.top() - px(BOX), shown.bottom() + px(BOX)
        plain, strong = QPen(look().colour("line-strong"), 1.2), QPen(look().colour("accent"), 2.0)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for each in self._placed.joined:
            if each.in_sight(top, bottom):
                near = each.pair.interest.id == self._interest or each.pair.goal.id == self._goal
                painter.setPen(strong if near else plain)
                painter.drawPath(self._curve(each.start, each.middle))
                painter.drawPath(self._curve(each.middle, each.end))

    def _curve(self, start: QRectF, end: QRectF) -> QPainterPath:
        a, b = QPointF(start.right(), start.center().y()), QPointF(end.left(), end.center().y())
        if self.isRightToLeft():
            a, b = QPointF(self.width() - a.x(), a.y()), QPointF(self.width() - b.x(), b.y())
        half = (b.x() - a.x()) / 2
        path = QPainterPath(a)
        path.cubicTo(a + QPointF(half, 0), b - QPointF(half, 0), b)
        return path

    def _paint_box(self, painter: QPainter, thing: Thing, rect: QRectF, *, on: bool, focused: bool) -> None:
        shades = look()
        gone = isinstance(thing, Interest) and not thing.open
        style = Qt.PenStyle.DashLine if gone or (isinstance(thing, Pair) and thing.opportunity is None) else Qt.PenStyle.SolidLine
        painter.setPen(QPen(shades.colour("accent" if on or focused else "line-strong"), 3 if focused else 2 if on else 1, style))
        painter.setBrush(shades.colour("tint" if on else "surface"))
        painter.drawRoundedRect(rect, px(6), px(6))
        inside = rect.adjusted(px(10), px(6), -px(10), -px(6))
        words, caption = box_words(thing)
        painter.setPen(shades.colour("text" if words else "text2"))
        painter.setFont(shades.font(13, bold=on))
        text = painter.fontMetrics().elidedText(words or _tr("No idea written yet"), Qt.TextElideMode.ElideRight, int(inside.width() * 1.85))
        flags = int(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)
        painter.drawText(inside, flags, text)
        painter.setPen(shades.colour("text2"))
        painter.setFont(shades.font(11))
        small = painter.fontMetrics().elidedText(caption, Qt.TextElideMode.ElideRight, int(inside.width()))
        painter.drawText(inside, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignBottom, small)

    def _name(self) -> None:
        """What a screen reader says: the box with the keyboard, and what else is chosen."""
        thing: Thing | None = {"interest": self.interest, "goal": self.goal, "pair": self.pair}[self._side]
        words = thing_words(thing) if thing is not None else ""
        self.setAccessibleName(self.tr("Where interests meet: {thing}").format(thing=words) if words else self.tr("Where interests meet"))
        self.setToolTip(words)


def _tr(text: str, n: int = -1) -> str:
    return QCoreApplication.translate("InterestDrawing", text, None, n)


def box_words(thing: Thing) -> tuple[str, str]:
    """The words of a box and the line below them."""
    if isinstance(thing, Pair):
        step = thing.status_label
        return " ".join(thing.idea.split()), _tr("Opportunity: {step}").format(step=step) if thing.opportunity else _tr("not an opportunity yet")
    if isinstance(thing, Interest):
        parts = [thing.horizon_label or _tr("nobody said for when"), _tr("our own reading") if thing.ours else ""]
        parts += [] if thing.open else [_tr("met or gone")]
    else:
        parts = [thing.country_label or _tr("everywhere"), _tr("until {day}").format(day=day_words(thing.until)) if thing.until else ""]
    return thing.text, " · ".join(part for part in parts if part)


def thing_words(thing: Thing) -> str:
    """A box in words, with where it belongs."""
    words, caption = box_words(thing)
    if isinstance(thing, Pair):
        both = _tr("What {company} wants, “{interest}”, meets our goal “{goal}”.")
        whole = both.format(company=thing.interest.company.title, interest=thing.interest.text.rstrip("."), goal=thing.goal.text.rstrip("."))
        idea = _tr("The idea: “{idea}” ({state}).").format(idea=words.rstrip("."), state=caption) if words else f"{caption[:1].upper()}{caption[1:]}."
        return f"{whole} {idea}"
    who = _tr("{company} wants: “{interest}”").format(company=thing.company.title, interest=words) if isinstance(thing, Interest) else words
    who = _tr("Our goal: “{goal}”").format(goal=words) if isinstance(thing, Goal) else who
    return ", ".join((who, caption, _tr("%n pairs", thing.pairs)))
