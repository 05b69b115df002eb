"""Icons: one stroke drawing per name, recoloured with a token when it is painted.

Qt's SVG knows no `currentColor`, so the black stroke of the file is replaced before rendering. An icon asks the look for its colour each time it
is painted; a change of palette needs no new icons. Pictures are kept in Qt's pixmap cache per name, colour, size and device pixel ratio.
"""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from ctip_desktop.resources import resource, text
from ui.theme import look, px


def _drawing(name: str) -> str:
    return text("icons", f"{name}.svg")


def _picture(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    key = f"icon/{name}/{colour}/{size}/{ratio}"
    picture = QPixmap()
    if not QPixmapCache.find(key, picture):
        picture = _render(name, colour, size, ratio)
        QPixmapCache.insert(key, picture)
    return picture


def _render(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    picture = QPixmap(max(1, round(size * ratio)), max(1, round(size * ratio)))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(_drawing(name).replace("#000000", colour).encode())).render(painter, QRectF(picture.rect()))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def pixmap(name: str, colour: str = "text2", size: int = 16, ratio: float = 2.0) -> QPixmap:
    """An icon as a picture, for labels and own painting. `size` is a length of the design."""
    return _picture(name, look().tokens[colour], px(size), ratio)


def paint(painter: QPainter, name: str, colour: str, where: QRect) -> None:
    """Paint an icon into a square of an own-painted widget."""
    ratio = painter.device().devicePixelRatioF()
    painter.drawPixmap(where.topLeft(), _picture(name, look().tokens[colour], where.width(), ratio))


class _TokenIcon(QIconEngine):
    """Draws in the colour a token has now; disabled and chosen states have tokens of their own."""

    def __init__(self, name: str, token: str, on: str) -> None:
        super().__init__()
        self._name = name
        self._token = token
        self._on = on

    def clone(self) -> QIconEngine:
        return _TokenIcon(self._name, self._token, self._on)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        side = min(rect.width(), rect.height())
        corner = rect.center() - QPoint((side - 1) // 2, (side - 1) // 2)
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(corner, _picture(self._name, self._colour(mode, state), side, ratio))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return _picture(self._name, self._colour(mode, state), min(size.width(), size.height()), 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        # Qt asks in device pixels and sets the ratio itself on what it gets.
        side = min(size.width(), size.height())
        return _picture(self._name, self._colour(mode, state), round(side / scale) if scale else side, scale or 1.0)

    def _colour(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        if mode == QIcon.Mode.Disabled:
            return look().tokens["disabled"]
        return look().tokens[self._on if state == QIcon.State.On else self._token]


def icon(name: str, colour: str = "text2", *, on: str = "") -> QIcon:
    """An icon by name in the colour of a token; `on` is the token of the chosen state of checkable buttons. Raises FileNotFoundError."""
    if not resource("icons", f"{name}.svg").is_file():  # fail here, where the mistake is, and not while painting
        raise FileNotFoundError(f"There is no icon named {name}.")
    return QIcon(_TokenIcon(name, colour, on or colour))
