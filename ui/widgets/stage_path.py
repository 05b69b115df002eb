"""The stage path: four equal cells, one neutral colour, a marker for the team's view and one for the company's own. A place, not a grade."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ctip_desktop.dataclass import dataclass
from ui.icons import paint
from ui.theme import look, px
from ui.widgets.table_delegate import STAGES, paint_squares

_PAD = 10
_MARKER = 22


@dataclass(frozen=True, slots=True)
class StageCell:
    """One stage: its name, a short caption, and how many of its actions are shown by answers ("3 of 4 actions shown")."""

    name: str
    caption: str
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Marker:
    """Where somebody places the company. place: 0 to 3; words: "Our team: Mature, 18 Sep"; said: the same for a screen reader."""

    place: int
    words: str
    said: str = ""


class StagePath(QWidget):
    """Cells and markers. The accessible name says it all in one sentence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cells: tuple[StageCell, ...] = ()
        self._team: Marker | None = None
        self._company: Marker | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_path(self, cells: tuple[StageCell, ...], team: Marker | None, company: Marker | None) -> None:
        """Show stages and the two markers, either of which may be missing."""
        self._cells, self._team, self._company = cells, team, company
        words = [marker.said or marker.words for marker in (team, company) if marker is not None]
        self.setAccessibleName(". ".join(words) or self.tr("Not placed yet"))
        self.setToolTip("" if words else self.tr("Not placed yet"))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._top(width) + self._cell_height(width)

    def sizeHint(self) -> QSize:
        return QSize(px(620), self.heightForWidth(px(620)))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(320), self.heightForWidth(max(self.width(), px(320))))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(0.5, self._top(self.width()) + 0.5, self.width() - 1, self._cell_height(self.width()) - 1)
        path = QPainterPath()
        path.addRoundedRect(frame, px(6), px(6))
        painter.fillPath(path, look().colour("surface"))
        self._paint_cells(painter, path)
        painter.setPen(QPen(look().colour("line-strong"), 1))
        painter.drawPath(path)
        self._paint_markers(painter)

    def _top(self, width: int) -> int:
        lines = len(self._marker_rects(width, 0)) and (2 if self._collide(width) else 1)
        return lines * px(_MARKER + 4) + px(4) if lines else 0

    def _cell_rect(self, place: int, width: int) -> QRect:
        step = width / max(1, len(self._cells))
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            place = len(self._cells) - 1 - place
        left, right = round(place * step), round((place + 1) * step)
        return QRect(left, 0, right - left, self._cell_height(width))

    def _cell_height(self, width: int) -> int:
        room = width // max(1, len(self._cells)) - 2 * px(_PAD)
        name = QFontMetrics(look().font(13, bold=True)).height()
        caption = QFontMetrics(look().font(12))
        tallest = max((_wrapped(caption, cell.caption, room) for cell in self._cells), default=caption.height())
        shown = caption.height() + px(4) if any(cell.shown for cell in self._cells) else 0
        return name + tallest + shown + px(18)

    def _paint_cells(self, painter: QPainter, clip: QPainterPath) -> None:
        painter.save()
        painter.setClipPath(clip)
        for place, cell in enumerate(self._cells):
            rect = self._cell_rect(place, self.width()).translated(0, self._top(self.width()))
            if self._team is not None and self._team.place == place:
                painter.fillRect(rect, look().colour("tint"))
            if place:
                painter.setPen(QPen(look().colour("line-strong"), 1))
                painter.drawLine(rect.topLeft(), rect.bottomLeft())
            self._paint_words(painter, cell, rect.adjusted(px(_PAD), px(8), -px(_PAD), -px(8)))
        painter.restore()

    def _paint_words(self, painter: QPainter, cell: StageCell, room: QRect) -> None:
        flags = int(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
        painter.setFont(look().font(13, bold=True))
        painter.setPen(look().colour("text"))
        painter.drawText(room, flags, cell.name)
        painter.setFont(look().font(12))
        painter.setPen(look().colour("text2"))
        painter.drawText(room.adjusted(0, QFontMetrics(look().font(13, bold=True)).height(), 0, 0), flags, cell.caption)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignBottom), cell.shown)

    def _marker_rects(self, width: int, line: int) -> list[tuple[Marker, QRect]]:
        """Where the markers go: over the middle of their cells; when both are over one cell, side by side. line: height of a second line, or 0."""
        markers = [m for m in (self._team, self._company) if m is not None]
        together = len(markers) == 2 and markers[0].place == markers[1].place
        metrics = QFontMetrics(look().font(12))
        found = []
        for number, marker in enumerate(markers):
            wide = metrics.horizontalAdvance(marker.words) + px(36)
            side = (2 * number - 1) if together and not line else 0
            left = self._cell_rect(marker.place, width).center().x() - wide // 2 + side * (wide // 2 + px(4))
            found.append((marker, QRect(min(max(0, left), max(0, width - wide)), number * line, wide, px(_MARKER))))
        return found

    def _collide(self, width: int) -> bool:
        rects = [rect for _marker, rect in self._marker_rects(width, 0)]
        return len(rects) == 2 and rects[0].adjusted(-2, 0, 2, 0).intersects(rects[1])

    def _paint_markers(self, painter: QPainter) -> None:
        line = px(_MARKER + 4) if self._collide(self.width()) else 0
        for marker, rect in self._marker_rects(self.width(), line):
            self._paint_marker(painter, marker, rect)

    def _paint_marker(self, painter: QPainter, marker: Marker, rect: QRect) -> None:
        team = marker is self._team
        painter.setFont(look().font(12))
        painter.setPen(QPen(look().colour("tint-line" if team else "line-strong"), 1, Qt.PenStyle.SolidLine if team else Qt.PenStyle.DashLine))
        painter.setBrush(look().colour("tint" if team else "surface"))
        painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), rect.height() / 2, rect.height() / 2)
        at = QRect(rect.left() + px(8), rect.top() + px(4), px(14), px(14))
        paint(painter, "users" if team else "company", "accent" if team else "text2", at)
        painter.setPen(look().colour("accent" if team else "text2"))
        painter.drawText(rect.adjusted(px(27), 0, 0, 0), int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), marker.words)


class StageSquares(QWidget):
    """Four small squares in a line of text, one filled. The words beside it say the same."""

    def __init__(self, stage: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stage = stage
        self.setFixedSize(STAGES * px(12), px(12))

    def show_stage(self, stage: int) -> None:
        """0 = none, 1 to 4."""
        self._stage = stage
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_squares(QPainter(self), QPoint(1, px(1)), self._stage, px(9))


def _wrapped(metrics: QFontMetrics, words: str, width: int) -> int:
    flags = int(Qt.TextFlag.TextWordWrap)
    return metrics.boundingRect(QRect(0, 0, max(1, width), 10_000), flags, words).height()
