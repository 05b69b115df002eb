"""How a card of the board is painted: title, company, what is next, how long it has been there, small signs with their meaning in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ctip_desktop.practice.due_diligence import Result
from ctip_desktop.queries.pipeline import Card
from ctip_desktop.queries.views import Flag
from ui.icons import paint
from ui.theme import Look, look, px
from ui.widgets.table_delegate import Mark, fitted
from ui.words import due_words, near_day, promise_words

CARD = int(Qt.ItemDataRole.UserRole) + 7
TITLE_LINES, COMPANY_LINES = 3, 2
_EDGE = 10
_GAP = 8
_ICON, _BESIDE_ICON = 13, 6
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute)


def _tr(text: str, n: int = -1) -> str:
    return QCoreApplication.translate("Board", text, None, n)


def companies_words(card: Card) -> str:
    """Its companies in one line."""
    return ", ".join(company.title for company in card.companies) or _tr("no company yet")


def next_words(card: Card, today: date) -> tuple[str, str, str]:
    """Icon, words and colour of what is next. Amber only for a promise whose day has passed."""
    if card.explore_until is not None:
        return "search", _tr("Explore, {day}").format(day=near_day(card.explore_until, today)), "text2"
    if card.next is not None:
        due = due_words(card.next.on, card.next.days, today)
        what = promise_words(card.next.text, card.next.theirs)
        return "cal", _tr("{day}: {what}").format(what=what, day=due), "warn" if card.next.days < 0 else "text2"
    return "dash", _tr("No next step"), "text3"


def here_words(card: Card) -> str:
    """How long it has been on this step, without judgement."""
    if card.days is None:
        return _tr("since when is not known")
    return _tr("here %n days", card.days) if card.days else _tr("since today")


def marks_of(card: Card) -> tuple[Mark, ...]:
    """Signs of what a person should know, each with its meaning."""
    found = []
    if card.deal_breakers:
        found.append(Mark("flag", "bad", _tr("%n open deal-breakers", card.deal_breakers)))
    if card.due_diligence is Result.STOP:
        found.append(Mark("stop", "bad", _tr("due diligence says stop")))
    elif card.due_diligence is Result.WATCH:
        found.append(Mark("eye", "warn", _tr("due diligence says watch")))
    if card.to_decide:
        found.append(Mark("alert", "warn", _tr("to decide: {what}").format(what="; ".join(card.to_decide))))
    if card.gate:
        found.append(Mark("shield", "warn", card.gate))
    if card.hidden:
        found.append(Mark("eyeoff", "text2", _tr("the company's name must not be told to others")))
    known = ((Flag.TO_SETTLE, "split", "two", _tr("two answers to settle")), (Flag.CHECK_AGAIN, "stale", "text2", _tr("answers to check again")))
    found += [Mark(icon, colour, words) for flag, icon, colour, words in known if flag in card.flags]
    return tuple(found)


def spoken(card: Card, column: str, place: int, of: int, today: date) -> str:
    """Everything a card shows, in words; place: the column's place among all columns."""
    where = _tr("column {name}, {place} of {of}").format(name=column, place=place, of=of)
    parts = (card.title, companies_words(card), where, here_words(card), next_words(card, today)[1], *(mark.meaning for mark in marks_of(card)))
    return ", ".join(parts)


class CardDelegate(QStyledItemDelegate):
    """Paints the cards of one column. today: the day the words count from."""

    def __init__(self, today: date, parent: QListView) -> None:
        super().__init__(parent)
        self.today = today
        self._view = parent
        self._cut: dict[tuple[str, int, bool], list[str]] = {}
        self._high: dict[tuple[str, str, str, int], int] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        card: Card = index.data(CARD)
        width = self._view.viewport().width()
        shown = card.title, companies_words(card), next_words(card, self.today)[1], width
        if shown not in self._high:
            title, companies, following, _width = shown
            room = width - 2 * px(_EDGE) - px(4)
            lines, below = len(self._lines(title, room, bold=True)), len(self._lines(companies, room, bold=False))
            below += len(self._lines(following, room - px(_ICON + _BESIDE_ICON), bold=False))
            bold, plain = QFontMetrics(look().font(13, bold=True)), QFontMetrics(look().font(12))
            self._high[shown] = lines * bold.lineSpacing() + (below + 1) * plain.lineSpacing() + px(2 * _EDGE + 10 + _GAP)
        return QSize(width, self._high[shown])

    def _lines(self, text: str, width: int, *, bold: bool) -> list[str]:
        """The lines of a title, of companies or of what is next; cut once for each width: the list asks for every height whenever it is laid out."""
        if (text, width, bold) not in self._cut:
            self._cut[text, width, bold] = cut_lines(text, width, bold=bold)
        return self._cut[text, width, bold]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        card: Card = index.data(CARD)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = option.rect.adjusted(0, 0, 0, -px(_GAP))
        self._ground(painter, option, frame)
        self._words(painter, card, frame.adjusted(px(_EDGE), px(_EDGE), -px(_EDGE), -px(_EDGE)), option.direction)
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, frame: QRect) -> None:
        shades = look()
        widget: QWidget | None = option.widget
        chosen = bool(option.state & QStyle.StateFlag.State_Selected) and widget is not None and widget.hasFocus()
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.setBrush(shades.colour("hover" if hovered and not chosen else "surface"))
        painter.setPen(QPen(shades.colour("accent"), 2) if chosen else QPen(shades.colour("line"), 1))
        painter.drawRoundedRect(QRectF(frame).adjusted(1, 1, -1, -1), 8, 8)

    def _words(self, painter: QPainter, card: Card, room: QRect, direction: Qt.LayoutDirection) -> None:
        shades, side = look(), _LEFT if direction == Qt.LayoutDirection.LeftToRight else _RIGHT
        gap = shades.px(5)
        y = self._lines_of(painter, card.title, "text", room, side, bold=True)
        y = self._lines_of(painter, companies_words(card), "text2", room.adjusted(0, y - room.top(), 0, 0), side, bold=False) + gap
        high = painter.fontMetrics().lineSpacing()
        icon, words, colour = next_words(card, self.today)
        sign, rest = _split(QRect(room.left(), y, room.width(), high), shades.px(_ICON), direction)
        paint(painter, icon, colour, sign)
        for line in self._lines(words, rest.width(), bold=False):
            y = _line(painter, shades, line, "text2" if colour == "text3" else colour, QRect(rest.left(), y, rest.width(), high), side)
        y += gap
        row, marks = QRect(room.left(), y, room.width(), high), marks_of(card)
        beside = row.adjusted(0, 0, -len(marks) * (shades.px(_ICON) + shades.px(4)), 0)  # of the signs, never under them
        _line(painter, shades, here_words(card), "text2", QStyle.visualRect(direction, row, beside), side)
        _signs(painter, marks, row, direction)

    def _lines_of(self, painter: QPainter, text: str, colour: str, room: QRect, side: int, *, bold: bool) -> int:
        painter.setFont(look().font(13 if bold else 12, bold=bold))
        high = painter.fontMetrics().lineSpacing()
        y = room.top()
        for line in self._lines(text, room.width(), bold=bold):
            y = _line(painter, look(), line, colour, QRect(room.left(), y, room.width(), high), side)
        return y


def cut_lines(text: str, width: int, *, bold: bool) -> list[str]:
    """A title (bold), companies or what is next cut into lines that fit, three or two at most; the last one ends in "…" when there is no room."""
    metrics = QFontMetrics(look().font(13 if bold else 12, bold=bold))
    most = TITLE_LINES if bold else COMPANY_LINES
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if not line or metrics.horizontalAdvance(longer) <= width:
            line = longer
        else:
            lines.append(line)
            line = word
    lines.append(line)
    return lines if len(lines) <= most else [*lines[: most - 1], " ".join(lines[most - 1 :])]


def _line(painter: QPainter, shades: Look, text: str, colour: str, room: QRect, side: int) -> int:
    """One line of text; returns where the next begins."""
    painter.setPen(shades.colour(colour))
    painter.drawText(room, side, fitted(painter.fontMetrics(), text, room.width()))
    return room.bottom() + 1


def _split(row: QRect, side: int, direction: Qt.LayoutDirection) -> tuple[QRect, QRect]:
    """Room for an icon at the start, and the rest."""
    icon = QRect(row.left(), row.center().y() - side // 2, side, side)
    rest = row.adjusted(side + px(_BESIDE_ICON), 0, 0, 0)
    return QStyle.visualRect(direction, row, icon), QStyle.visualRect(direction, row, rest)


def _signs(painter: QPainter, marks: Sequence[Mark], row: QRect, direction: Qt.LayoutDirection) -> None:
    """Small signs at the end of a line."""
    if not marks:
        return
    side = px(_ICON)
    for place, mark in enumerate(reversed(marks)):
        corner = QPoint(row.right() - side - place * (side + px(4)), row.center().y() - side // 2)
        paint(painter, mark.icon, mark.colour, QStyle.visualRect(direction, row, QRect(corner, QSize(side, side))))
