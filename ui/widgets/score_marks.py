"""The marks of several people for one factor: a line from lowest to highest, a ring for each other person, a diamond for you, mean and split."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ctip_desktop.dataclass import dataclass
from ui.icons import paint
from ui.theme import look, px
from ui.words import one_place


@dataclass(frozen=True, slots=True)
class Marks:
    """What is drawn. `split`: how far apart people are when it is two or more, else 0. `hidden`: others' marks are not shown yet."""

    own: float | None = None
    others: tuple[float, ...] = ()
    mean: float | None = None
    split: float = 0.0
    hidden: bool = False


class ScoreMarks(QWidget):
    """Drawn marks on the scale from low to high. The scale is never mirrored."""

    def __init__(self, name: str, *, low: float = 1, high: float = 5, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._low, self._high = low, high
        self.marks = Marks()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_marks(self.marks)

    def show_marks(self, marks: Marks) -> None:
        """Draw other marks."""
        self.marks = marks
        words = self.spoken()
        self.setAccessibleName(f"{self._name}: {words}")
        self.setToolTip(words)
        self.update()

    def spoken(self) -> str:
        """The same in words."""
        marks = self.marks
        if marks.hidden:
            return self.tr("The marks of others appear when you hand in your sheet.")
        parts = []
        if marks.own is not None:
            parts.append(self.tr("you {0}").format(_short(marks.own)))
        if marks.others:
            parts.append(self.tr("others {0}").format(", ".join(_short(one) for one in sorted(marks.others))))
        if marks.mean is not None:
            parts.append(self.tr("mean {0}").format(one_place(marks.mean)))
        if marks.split:
            parts.append(self.tr("people differ by {0}").format(_short(marks.split)))
        return "; ".join(parts) or self.tr("no marks yet")

    def sizeHint(self) -> QSize:
        return QSize(px(142), px(28))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        painter.setPen(QPen(look().colour("line-strong"), 1))
        painter.drawLine(QPointF(self._x(self._low), middle), QPointF(self._x(self._high), middle))
        if self.marks.hidden:
            paint(painter, "eyeoff", "text3", QRect(px(72), round(middle) - px(8), px(16), px(16)))
        self._paint_spread(painter, middle)
        self._paint_numbers(painter)

    def _x(self, value: float) -> float:
        share = (value - self._low) / (self._high - self._low)
        return px(8) + share * px(54)

    def _paint_spread(self, painter: QPainter, middle: float) -> None:
        colour, marks = look().colour, self.marks
        every = [*marks.others, *([marks.own] if marks.own is not None else [])]
        if len(every) > 1:
            painter.setPen(QPen(colour("text2"), px(3)))
            painter.drawLine(QPointF(self._x(min(every)), middle), QPointF(self._x(max(every)), middle))
        painter.setBrush(colour("surface"))
        painter.setPen(QPen(colour("text2"), 1.5))
        for value in sorted(set(marks.others)):
            painter.drawEllipse(QPointF(self._x(value), middle), px(5), px(5))
        if marks.own is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("accent"))
            painter.drawPolygon(diamond(self._x(marks.own), middle, px(4.5)))

    def _paint_numbers(self, painter: QPainter) -> None:
        marks = self.marks
        if marks.mean is not None:
            painter.setFont(look().font(13, bold=True))
            painter.setPen(look().colour("text"))
            painter.drawText(QRect(px(70), 0, px(34), self.height()), Qt.AlignmentFlag.AlignCenter, one_place(marks.mean))
        if marks.split:
            chip = QRectF(px(104), (self.height() - px(20)) / 2, px(37), px(20))
            painter.setBrush(look().colour("warn-bg"))
            painter.setPen(QPen(look().colour("warn-line"), 1))
            painter.drawRoundedRect(chip, px(10), px(10))
            paint(painter, "split", "warn", QRect(px(110), round(chip.center().y()) - px(6), px(12), px(12)))
            painter.setFont(look().font(12))
            painter.setPen(look().colour("warn"))
            painter.drawText(chip.adjusted(px(18), 0, -px(4), 0), Qt.AlignmentFlag.AlignCenter, _short(marks.split))


def diamond(x: float, y: float, half: float) -> QPolygonF:
    """A square standing on its corner."""
    return QPolygonF([QPointF(x, y - half), QPointF(x + half, y), QPointF(x, y + half), QPointF(x - half, y)])


class MarkKey(QWidget):
    """One sign of the legend with its words: `own`, `other` or `split`."""

    def __init__(self, kind: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self._words = words
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(px(20) + self.fontMetrics().horizontalAdvance(self._words) + px(6), px(22))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = self.width() - px(8) if rtl else px(8)
        middle = self.height() / 2
        if self._kind == "split":
            paint(painter, "split", "text2", QRect(x - px(7), round(middle) - px(7), px(14), px(14)))
        elif self._kind == "own":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look().colour("accent"))
            painter.drawPolygon(diamond(x, middle, px(5)))
        else:
            painter.setPen(QPen(look().colour("text2"), 1.5))
            painter.drawEllipse(QPointF(x, middle), px(5), px(5))
        painter.setPen(look().colour("text2"))
        painter.setFont(look().font(13))
        words = self.rect().adjusted(0 if rtl else px(20), 0, -px(20) if rtl else 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, self._words)


def spread(values: Sequence[float]) -> float:
    """How far apart marks are, when it is two or more; else 0."""
    gap = max(values) - min(values) if len(values) > 1 else 0.0
    return gap if gap >= 2 else 0.0


def _short(value: float) -> str:
    return str(int(value)) if value == int(value) else one_place(value)
