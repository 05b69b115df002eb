"""How a line of the ranking is drawn, and the same in words. Words first, then shape, then colour."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QLocale, QModelIndex, QObject, QPersistentModelIndex, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ctip_desktop.practice.ranking import BlockValue, whole_percent
from ctip_desktop.queries.opportunities import RankingRow
from ui.forms.typed import show_date
from ui.icons import paint
from ui.theme import look, px
from ui.words import one_place, said_words

if TYPE_CHECKING:
    from ctip_desktop.queries.opportunity_views import Unranked

Index = QModelIndex | QPersistentModelIndex
LINE = Qt.ItemDataRole.UserRole
NARROW = 760
"""Below this width the bars stand in a line of their own."""

_SERIES = ("dev", "biz", "gov")
_LEADING = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
_TRAILING = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignTrailing


def series(place: int) -> str:
    """The colour token of a value block by its place; more than three begin again."""
    return _SERIES[place % len(_SERIES)]


def ranking_words(owner: QObject, line: Any) -> str:
    """A line of the ranking in words."""
    if isinstance(line, RankingRow):
        return _row_words(owner, line)
    if hasattr(line, "stopped"):
        return f"{outside_words(line.stopped)}: {line.row.title}, {', '.join(c.title for c in line.row.companies)}: {why_words(line.row)}"
    return owner.tr("Cut line: {0} go on. Reason: {1}").format(line.go_on, line.line.reason)


def _row_words(owner: QObject, row: RankingRow) -> str:
    parts = [owner.tr("{0}, shared place").format(row.rank) if row.tied else str(row.rank), row.title, *(c.title for c in row.companies)]
    if row.aside:
        parts.append(aside_words(row.aside))
    if row.move:
        parts.append(owner.tr("up {0}").format(row.move) if row.move > 0 else owner.tr("down {0}").format(-row.move))
    for block in (*row.values, *([row.burden] if row.burden else [])):
        parts.append(f"{block.label} {_number(block.value)}")
    parts.append(owner.tr("total {0}").format(one_place(row.total)))
    parts.append(owner.tr("keeps its place in {0} % of tries with other weights").format(whole_percent(row.stays)))
    if row.provisional:
        parts.append(owner.tr("provisional, open: {0}").format(", ".join(row.open_factors)))
    return ", ".join(parts)


def aside_words(aside: str) -> str:
    """What is said of an idea that keeps its place but rests or was stopped; empty for a live one."""
    words = {"parked": QCoreApplication.translate("Ranking", "Parked"), "cut_off": QCoreApplication.translate("Ranking", "Stopped")}
    return words.get(aside, "")


def why_words(line: Unranked) -> str:
    """Why an idea has no place; of one that rests or was stopped, in the team's own words."""
    if line.aside and line.note:
        return f"{aside_words(line.aside)}: {line.note}"
    return said_words(line.reason)


def outside_words(stopped: bool) -> str:
    """What stands before an idea without a place: due diligence keeps it out, or its marks make no total yet."""
    return QCoreApplication.translate("Ranking", "Not ranked") if stopped else QCoreApplication.translate("Ranking", "No total yet")


def _number(value: float | None) -> str:
    return "–" if value is None else one_place(value)


class BarDelegate(QStyledItemDelegate):
    """Draws rows, the cut line and the lines below. `axis`: largest burden and largest sum of values."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        self.axis: tuple[float, float] = (5.0, 15.0)
        self.places = 0
        self.titles: tuple[str, ...] = ()
        self.compared = False
        self._rtl = False

    @property
    def narrow(self) -> bool:
        """Whether the bars stand in a line of their own."""
        return self._view.viewport().width() < px(NARROW)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        ranked = isinstance(index.data(LINE), RankingRow)
        height = (88 if self.narrow else 48) if ranked else 48 if hasattr(index.data(LINE), "stopped") else 41
        return QSize(px(200), px(height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view: Any = option
        line = index.data(LINE)
        self._rtl = view.direction == Qt.LayoutDirection.RightToLeft
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(view.direction)
        self._paint_ground(painter, view, ranked=isinstance(line, RankingRow), cut=hasattr(line, "go_on"))
        if isinstance(line, RankingRow):
            self._paint_row(painter, view.rect, line, on=bool(view.state & QStyle.StateFlag.State_Selected))
        elif hasattr(line, "go_on"):
            self._paint_cut(painter, view.rect, line)
        else:
            self._paint_outside(painter, view.rect, line)
        painter.restore()

    def button_rect(self, rect: QRect, direction: Qt.LayoutDirection) -> QRect:
        """Where the button of a line that is no opportunity is drawn."""
        self._rtl = direction == Qt.LayoutDirection.RightToLeft
        return self._button_at(rect)

    # --- places ------------------------------------------------------------------------------------------------------------------------------

    def _at(self, rect: QRect, start: float, width: float) -> QRect:
        """A part of a line; mirrored as a whole when the language runs from right to left."""
        left = rect.right() + 1 - start - width if self._rtl else rect.left() + start
        return QRect(round(left), rect.top(), round(width), rect.height())

    def _button_at(self, rect: QRect) -> QRect:
        """As high in every line."""
        line = self._at(rect, rect.width() - px(12) - px(92), px(92))
        return QRect(line.left(), line.top() + (line.height() - px(28)) // 2, line.width(), px(28))

    def chart_span(self, width: int) -> tuple[int, int]:
        """Where the bars begin and how wide they are."""
        if self.narrow:
            return px(64), width - px(64) - px(16)
        begin = max(px(250), round(width * 0.355), min(self._names_width() + px(74), round(width * 0.42)))
        return begin, width - begin - px(150)

    def _names_width(self) -> int:
        """What the longest title needs, also when it is the chosen one."""
        letters = QFontMetrics(look().font(13, bold=True))
        return max((letters.horizontalAdvance(title) for title in self.titles), default=0)

    # --- drawing -----------------------------------------------------------------------------------------------------------------------------

    def _paint_ground(self, painter: QPainter, view: Any, *, ranked: bool, cut: bool) -> None:
        colour, rect = look().colour, view.rect
        selected = bool(view.state & QStyle.StateFlag.State_Selected)
        hovered = bool(view.state & QStyle.StateFlag.State_MouseOver)
        ground = "tint" if selected and ranked else "sunken" if cut else "hover" if hovered and ranked else "surface"
        painter.fillRect(rect, colour(ground))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, colour("line"))
        if selected and ranked:
            painter.fillRect(self._at(rect, 0, 3), colour("accent"))
        if selected and view.state & QStyle.StateFlag.State_HasFocus and not ranked:
            painter.setPen(QPen(colour("accent"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -2))
        if cut:
            painter.setPen(QPen(colour("text2"), 2, Qt.PenStyle.DashLine))
            painter.drawLine(rect.topLeft() + QPoint(0, 1), rect.topRight() + QPoint(0, 1))

    def _paint_row(self, painter: QPainter, rect: QRect, row: RankingRow, *, on: bool) -> None:
        head = QRect(rect.left(), rect.top(), rect.width(), px(48))
        begin, width = self.chart_span(rect.width())
        self._paint_place(painter, head, row)
        limit = rect.width() - px(150) if self.narrow else begin
        self._paint_names(painter, head, row, limit - px(70), on=on)
        bars = QRect(rect.left(), rect.top() + px(46), rect.width(), px(34)) if self.narrow else head
        self._paint_bars(painter, bars, row, begin, width)
        end = rect.width() - px(16)
        self._text(painter, self._at(head, end - px(134), px(46)), one_place(row.total), "text", bold=True, size=15, flags=_TRAILING)
        self._paint_firmness(painter, self._at(head, end - px(82), px(82)), row)

    def _paint_place(self, painter: QPainter, rect: QRect, row: RankingRow) -> None:
        place = f"={row.rank}" if row.tied else str(row.rank)
        self._text(painter, self._at(rect, px(8), px(24)), place, "text", bold=True, size=15, flags=Qt.AlignmentFlag.AlignCenter)
        move = self._at(rect, px(32), px(28))
        if row.move:
            where = self._at(rect, px(32), px(12))
            where = QRect(where.left(), where.center().y() - px(6), px(12), px(12))
            paint(painter, "aup" if row.move > 0 else "adown", "text2", where)
            self._text(painter, self._at(rect, px(44), px(14)), str(abs(row.move)), "text2", flags=Qt.AlignmentFlag.AlignCenter)
        elif self.compared:
            self._text(painter, move, "–" if row.move == 0 else self.tr("new"), "text2", size=12, flags=_LEADING)

    def _paint_names(self, painter: QPainter, rect: QRect, row: RankingRow, width: int, *, on: bool) -> None:
        top = self._at(rect, px(64), width).adjusted(0, px(7), 0, -rect.height() // 2)
        self._text(painter, top, row.title, "text", bold=on)
        companies = ", ".join(company.title for company in row.companies)
        chips = [words for words in (aside_words(row.aside), self.tr("Provisional") if row.provisional else "") if words]
        room = width - sum(self._chip_width(painter, words) + px(6) for words in chips)
        low = self._at(rect, px(64), room).adjusted(0, rect.height() // 2, 0, -px(6))
        self._text(painter, low, companies, "text2", size=12)
        start = px(64) + min(painter.fontMetrics().horizontalAdvance(companies), room)
        for words in chips:
            self._chip(painter, rect, words, start + px(6), low.center().y())
            start += px(6) + self._chip_width(painter, words)

    def _chip_width(self, painter: QPainter, words: str) -> int:
        painter.setFont(look().font(11))
        return painter.fontMetrics().horizontalAdvance(words) + px(14)

    def _chip(self, painter: QPainter, rect: QRect, words: str, start: int, middle: int) -> None:
        chip = self._at(rect, start, self._chip_width(painter, words))
        chip = QRect(chip.left(), middle - px(8), chip.width(), px(16))
        painter.setPen(QPen(look().colour("warn-line"), 1))
        painter.setBrush(look().colour("warn-bg"))
        painter.drawRoundedRect(chip, px(8), px(8))
        self._text(painter, chip, words, "warn", size=11, flags=Qt.AlignmentFlag.AlignCenter)

    def _paint_bars(self, painter: QPainter, rect: QRect, row: RankingRow, begin: int, width: int) -> None:
        burden, values = max(self.axis[0], 0.1), max(self.axis[1], 0.1)
        scale = width / (burden + values)
        zero = begin + burden * scale
        bar = rect.adjusted(0, (rect.height() - px(22)) // 2, 0, -((rect.height() - px(22)) // 2))
        if row.burden is not None and not row.burden.grey:
            size = row.burden.length * scale
            self._paint_burden(painter, self._at(bar, zero - size, size), row.burden)
        start = zero
        for place, block in enumerate(row.values):
            size = max(0.0, block.part or 0.0) * scale
            self._paint_block(painter, self._at(bar, start, size), block, series(place))
            start += size
        painter.setPen(QPen(look().colour("text"), 2))
        x = self._at(bar, zero, 0).left()
        painter.drawLine(x, bar.top() - px(6), x, bar.bottom() + px(7))

    def _paint_block(self, painter: QPainter, rect: QRect, block: BlockValue, token: str) -> None:
        inner = rect.adjusted(1, 0, 0, 0)
        if block.grey or inner.width() < 1:
            return
        painter.fillRect(inner, look().colour(token))
        if inner.width() > px(24):
            self._text(painter, inner, _number(block.value), "on-series", flags=Qt.AlignmentFlag.AlignCenter)

    def _paint_burden(self, painter: QPainter, rect: QRect, block: BlockValue) -> None:
        hatch(painter, QRectF(rect))
        words = _number(block.value)
        painter.setFont(look().font(13))
        width = painter.fontMetrics().horizontalAdvance(words) + px(10)
        if rect.width() > width:
            patch = QRect(rect.center().x() - width // 2, rect.top() + px(3), width, rect.height() - px(6))
            painter.fillRect(patch, look().colour("surface"))
            self._text(painter, patch, words, "text", flags=Qt.AlignmentFlag.AlignCenter)

    def _paint_firmness(self, painter: QPainter, rect: QRect, row: RankingRow) -> None:
        words = self.tr("{0} %").format(whole_percent(row.stays))
        top = rect.adjusted(0, px(7), 0, -rect.height() // 2)
        self._text(painter, top, words, "text2", size=12, flags=Qt.AlignmentFlag.AlignCenter)
        y = rect.bottom() - px(15)
        painter.setPen(QPen(look().colour("line"), 2))
        painter.drawLine(QPoint(rect.left() + px(4), y), QPoint(rect.right() - px(4), y))
        painter.setPen(QPen(look().colour("text2"), px(4), c=Qt.PenCapStyle.RoundCap))
        painter.drawLine(QPointF(self._rank_x(rect, row.rank_low), y), QPointF(self._rank_x(rect, row.rank_high), y))
        painter.setPen(QPen(look().colour("text"), 1.5))
        painter.setBrush(look().colour("surface"))
        painter.drawEllipse(QPointF(self._rank_x(rect, row.rank), y), px(4), px(4))

    def _rank_x(self, rect: QRect, rank: int) -> float:
        share = (rank - 1) / max(1, self.places - 1)
        inside = rect.width() - px(12)
        return rect.right() - px(6) - share * inside if self._rtl else rect.left() + px(6) + share * inside

    def _paint_cut(self, painter: QPainter, rect: QRect, cut: Any) -> None:
        grip = self._at(rect, px(16), px(14))
        paint(painter, "lock" if cut.fixed else "grip", "text2", QRect(grip.left(), grip.center().y() - px(7), px(14), px(14)))
        head = self.tr("Cut line: {0} go on").format(cut.go_on)
        painter.setFont(look().font(13, bold=True))
        width = painter.fontMetrics().horizontalAdvance(head)
        self._text(painter, self._at(rect, px(40), width + px(4)), head, "text", bold=True)
        when = show_date(cut.line.on.isoformat(), QLocale()) if cut.line.on else ""
        signed = ", ".join(part for part in (cut.line.by, when) if part)
        reason = self.tr("Reason: {0}. {1}").format(cut.line.reason.rstrip(". "), signed)
        space = rect.width() - px(40) - width - px(12) - px(116)
        self._text(painter, self._at(rect, px(40) + width + px(12), max(0, space)), reason, "text2")
        if not cut.fixed:
            self._paint_button(painter, rect, self.tr("Change"))

    def _paint_outside(self, painter: QPainter, rect: QRect, line: Any) -> None:
        sign = self._at(rect, px(16), px(14))
        paint(painter, "minusc" if line.stopped else "circle", "text2", QRect(sign.left(), sign.center().y() - px(7), px(14), px(14)))
        head = outside_words(line.stopped)
        painter.setFont(look().font(13, bold=True))
        width = painter.fontMetrics().horizontalAdvance(head)
        place = self._at(rect, px(40), width + px(4)).adjusted(0, px(7), 0, -rect.height() // 2)
        self._text(painter, place, head, "text2", bold=True)
        companies = ", ".join(company.title for company in line.row.companies)
        about = " · ".join(part for part in (line.row.title, companies) if part)
        space = max(0, rect.width() - px(40) - px(116))
        top = self._at(rect, px(40) + width + px(10), max(0, space - width - px(10))).adjusted(0, px(7), 0, -rect.height() // 2)
        low = self._at(rect, px(40), space).adjusted(0, rect.height() // 2, 0, -px(6))
        self._text(painter, top, about, "text")
        self._text(painter, low, why_words(line.row), "text2", size=12)
        self._paint_button(painter, rect, self.tr("Open"))

    def _paint_button(self, painter: QPainter, rect: QRect, words: str) -> None:
        button = self._button_at(rect)
        painter.setPen(QPen(look().colour("line-strong"), 1))
        painter.setBrush(look().colour("surface"))
        painter.drawRoundedRect(button, px(6), px(6))
        self._text(painter, button, words, "text", flags=Qt.AlignmentFlag.AlignCenter)

    def _text(self, painter: QPainter, rect: QRect, text: str, token: str, *, size: int = 13, bold: bool = False, flags: Any = _LEADING) -> None:
        painter.setFont(look().font(size, bold=bold))
        painter.setPen(look().colour(token))
        painter.drawText(rect, flags, painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width()))


def hatch(painter: QPainter, rect: QRectF) -> None:
    """Burden: diagonal lines in an outline, never a solid colour. Drawn by hand, so that the lines grow with the text."""
    frame = rect.adjusted(0.5, 0.5, -0.5, -0.5)
    gap = px(5) if rect.width() > px(20) else px(4)
    painter.save()
    painter.setPen(QPen(look().colour("burden"), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(frame)
    painter.setClipRect(frame, Qt.ClipOperation.IntersectClip)
    start = frame.left()
    while start < frame.right() + frame.height():
        painter.drawLine(QPointF(start, frame.top()), QPointF(start - frame.height(), frame.bottom()))
        start += gap
    painter.restore()
