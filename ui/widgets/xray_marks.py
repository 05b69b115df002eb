"""Two small drawings of the decision x-ray: what one factor adds to the total, and how often each place was taken under other weights."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ctip_desktop.practice.ranking import whole_percent
from ui.theme import look, px
from ui.widgets.ranking_paint import hatch

_BAR = 12
_HEIGHT = 84
_LEAST = 46
_MOST_PLACES = 10


class ShareBar(QWidget):
    """What one factor adds, as a length beside the others. The number stands beside it, so that the drawing has no words of its own."""

    def __init__(self, share: float | None, most: float, token: str, *, burden: bool, width: int = 96, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = min(1.0, abs(share) / most) if share is not None and most else 0.0
        self._token, self._burden = token, burden
        self.setFixedSize(px(width), px(_BAR + 4))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, top = self.width() * self._share, (self.height() - px(_BAR)) / 2
        painter.setPen(QPen(look().colour("line"), 1))
        painter.drawLine(0, self.height() // 2, self.width(), self.height() // 2)
        start = self.width() - width if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else 0.0
        bar = QRectF(start, top, width, px(_BAR))
        if width < 1:
            return
        if self._burden:
            painter.fillRect(bar, look().colour("surface"))
            hatch(painter, bar)
        else:
            painter.fillRect(bar, look().colour(self._token))


class RankBar(QWidget):
    """One column for each place, as high as the share of draws in which it was taken; the place now is filled, the others are outlined."""

    def __init__(self, draws: Sequence[int], rank: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.draws, self.rank = tuple(draws), rank
        self._shown = range(max(0, min(rank - _MOST_PLACES // 2, len(draws) - _MOST_PLACES)), len(draws))[:_MOST_PLACES]
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(rank_words(draws))
        self.setToolTip(rank_words(draws))

    def sizeHint(self) -> QSize:
        return QSize(px(_LEAST) * len(self._shown), px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(26) * len(self._shown), px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(look().font(11))
        step = self.width() / max(1, len(self._shown))
        ground = self.height() - painter.fontMetrics().height() - px(4)
        for n, place in enumerate(self._shown):
            at = len(self._shown) - 1 - n if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else n
            self._paint_place(painter, place, at * step, step, ground)
        painter.setPen(QPen(look().colour("line-strong"), 1))
        painter.drawLine(0, ground, self.width(), ground)
        if self.hasFocus():
            painter.setPen(QPen(look().colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def _paint_place(self, painter: QPainter, place: int, left: float, step: float, ground: int) -> None:
        """One column on the ground, its share above and its number below."""
        line, share, now = painter.fontMetrics().height(), self.draws[place] / max(1, sum(self.draws)), place + 1 == self.rank
        high = max(1.0, (ground - line) * share)
        if self.draws[place]:
            painter.setPen(QPen(look().colour("accent" if now else "line-strong"), 1))
            painter.setBrush(look().colour("accent" if now else "surface"))
            painter.drawRect(QRectF(left + step * 0.2, ground - high, step * 0.6, high))
            painter.setPen(look().colour("text2"))
            words = f"{whole_percent(share)} %"
            painter.drawText(QRectF(left, ground - high - line, step, line), Qt.AlignmentFlag.AlignCenter, words)
        painter.setPen(look().colour("text" if now else "text2"))
        painter.drawText(QRectF(left, ground + px(2), step, line), Qt.AlignmentFlag.AlignCenter, str(place + 1))


def rank_words(draws: Sequence[int]) -> str:
    """How often each place was taken, in words; places never taken are left out."""
    said = [_tr("place {0} in {1} draws").format(place, f"{count:,}") for place, count in enumerate(draws, 1) if count]
    return _tr("Of {0} draws of other weights: {1}.").format(f"{sum(draws):,}", ", ".join(said))


def _tr(text: str) -> str:
    return QCoreApplication.translate("RankBar", text)
