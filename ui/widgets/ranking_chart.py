"""The ranking as drawn bars: burden hatched at one side of zero, value blocks at the other, totals, moves, firmness, the cut line.

Keys: ↑↓ walk, Enter opens, Space explains the place, Alt+↑ and Alt+↓ move the cut line. The same numbers are in `ranking_table`, the version for
screen readers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QListView, QWidget

from ctip_desktop.dataclass import dataclass
from ctip_desktop.queries.opportunities import CutLine, Ranking, RankingRow, Unranked
from ui.theme import look
from ui.widgets.ranking_paint import LINE, BarDelegate, ranking_words, why_words

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Cut:
    """The cut line as a line of the chart; `go_on`: how many opportunities stand above it; `fixed`: while other weights are tried nobody moves it."""

    line: CutLine
    go_on: int
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Outside:
    """An opportunity without a place. stopped: by due diligence; else it is not scored yet."""

    row: Unranked
    stopped: bool


Line = RankingRow | Cut | Outside


def lines_of(ranking: Ranking) -> tuple[Line, ...]:
    """Everything the chart shows, from top to bottom."""
    rows: list[Line] = list(ranking.rows)
    if ranking.cut is not None and ranking.rows:
        place = min(max(0, ranking.cut.after), len(rows))
        rows.insert(place, Cut(ranking.cut, place, fixed=ranking.what_if))
    rows += [Outside(one, stopped=True) for one in ranking.excluded]
    rows += [Outside(one, stopped=False) for one in ranking.unscored]
    return tuple(rows)


class RankingChart(QListView):
    """The bars.

    Signals:
        chosen(RankingRow | None): another opportunity is current.
        opened(UUID): Enter, double click, or "Open".
        explained(UUID): Space: why it stands where it does.
        cut_wanted(int): the cut line should stand after that many opportunities; a reason is still to be asked.
    """

    chosen = Signal(object)
    opened = Signal(object)
    explained = Signal(object)
    cut_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _Lines(self)
        self._drag: int | None = None
        self._may_cut = True
        self.setModel(self._model)
        self.bars = BarDelegate(self)
        self.setItemDelegate(self.bars)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Ranking of opportunities"))
        self.setAccessibleDescription(self.tr("“Show as table” has the same numbers as a table."))
        self.selectionModel().currentChanged.connect(self._moved)
        self.doubleClicked.connect(lambda index: self._open(index.row()))

    def show_ranking(self, ranking: Ranking) -> None:
        """Draw a ranking; the current opportunity stays current."""
        before = self.current()
        self.bars.axis = ranking.axis
        self.bars.places = len(ranking.rows)
        self.bars.titles = tuple(row.title for row in ranking.rows)
        self.bars.compared = ranking.previous is not None
        self._may_cut = not ranking.what_if
        self._model.put(lines_of(ranking))
        keep = next((n for n, one in enumerate(self.lines) if isinstance(one, RankingRow) and before is not None and one.id == before.id), 0)
        if self.lines:
            self.setCurrentIndex(self._model.index(keep, 0))

    @property
    def lines(self) -> tuple[Line, ...]:
        """What is drawn."""
        return self._model.lines

    def current(self) -> RankingRow | None:
        """The current opportunity, None on other lines."""
        line = self._line(self.currentIndex().row())
        return line if isinstance(line, RankingRow) else None

    @property
    def may_cut(self) -> bool:
        """Whether the line can be drawn or moved: never while other weights are tried."""
        return self._may_cut

    def cut_place(self) -> int | None:
        """After how many opportunities the line stands, None when there is none."""
        return next((line.go_on for line in self.lines if isinstance(line, Cut)), None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._step_cut(step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex().row())
        elif event.key() == Qt.Key.Key_Space and (idea := id_of(self._line(self.currentIndex().row()))) is not None:
            self.explained.emit(idea)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        line = self._line_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and isinstance(line, Cut) and self.may_cut:
            self._drag = line.go_on
            self.viewport().setCursor(Qt.CursorShape.SizeVerCursor)
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag is not None:
            self._drag = self._gap_at(event.position().toPoint())
            self.viewport().update()
            return
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        line = self._line_at(point)
        button = self.bars.button_rect(self.visualRect(self.indexAt(point)), self.layoutDirection())
        on_button = not isinstance(line, RankingRow | None) and button.contains(point)
        drag, self._drag = self._drag, None
        self.viewport().unsetCursor()
        self.viewport().update()
        if drag is not None and drag != self.cut_place():
            self.cut_wanted.emit(drag)
        elif isinstance(line, Cut) and on_button and self.may_cut:
            self.cut_wanted.emit(line.go_on)
        elif isinstance(line, Outside) and on_button:
            self.opened.emit(line.row.id)
        super().mouseReleaseEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._drag is not None:
            painter = QPainter(self.viewport())
            painter.setPen(QPen(look().colour("accent"), 3, Qt.PenStyle.DashLine))
            y = self._gap_y(self._drag)
            painter.drawLine(0, y, self.viewport().width(), y)

    def _step_cut(self, step: int) -> None:
        count = sum(isinstance(line, RankingRow) for line in self.lines)
        place = self.cut_place()
        current = self.current()
        start = place if place is not None else (self.lines.index(current) + 1 if current is not None else count)
        wanted = start + step if place is not None else start
        if self.may_cut and 0 <= wanted <= count:
            self.cut_wanted.emit(wanted)

    def _open(self, place: int) -> None:
        line = self._line(place)
        if isinstance(line, Cut):
            if self.may_cut:
                self.cut_wanted.emit(line.go_on)
        elif isinstance(line, Outside):
            self.opened.emit(line.row.id)
        elif line is not None:
            self.opened.emit(line.id)

    def _line(self, place: int) -> Line | None:
        return self.lines[place] if 0 <= place < len(self.lines) else None

    def _line_at(self, point: QPoint) -> Line | None:
        return self._line(self.indexAt(point).row())

    def _ranked(self) -> Sequence[QRect]:
        places = (n for n, line in enumerate(self.lines) if isinstance(line, RankingRow))
        return [self.visualRect(self._model.index(n, 0)) for n in places]

    def _gap_at(self, point: QPoint) -> int:
        """After how many opportunities a point lies."""
        return sum(point.y() > rect.center().y() for rect in self._ranked())

    def _gap_y(self, after: int) -> int:
        rects = self._ranked()
        return rects[after - 1].bottom() if after and rects else 1

    def _moved(self, current: QModelIndex, _before: QModelIndex) -> None:
        line = self._line(current.row())
        self.chosen.emit(line if isinstance(line, RankingRow) else None)


class _Lines(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: tuple[Line, ...] = ()

    def put(self, lines: tuple[Line, ...]) -> None:
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.lines[index.row()]
        if role == LINE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return ranking_words(self, line)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(line, RankingRow):
            return ", ".join(company.title for company in line.companies)
        if role == Qt.ItemDataRole.ToolTipRole and not isinstance(line, RankingRow):
            return why_words(line.row) if isinstance(line, Outside) else line.line.reason
        return None


def id_of(line: Line | None) -> UUID | None:
    """The opportunity of a line."""
    if isinstance(line, Outside):
        return line.row.id
    return line.id if isinstance(line, RankingRow) else None
