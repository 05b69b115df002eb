"""The state symbols of print, each with its word beside it: shape before colour, so that they hold in grey.

Design of the printed pages, section 9. Every symbol is drawn in a square with its top left corner at x, y.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from ctip_desktop.reports.text import Mark, Rich, Style, pieces, plain

if TYPE_CHECKING:
    from ctip_desktop.reports.pen import Pen

Symbol = Callable[["Pen", float, float, float, str], None]


def _middle(x: float, y: float, size: float) -> tuple[float, float, float]:
    """Centre and unit (a ninth of the square)."""
    return x + size / 2, y + size / 2, size / 9


def _tick(pen: Pen, x: float, y: float, size: float, color: str, width: float) -> None:
    cx, cy, u = _middle(x, y, size)
    points = ((cx - 1.9 * u, cy + 0.1 * u), (cx - 0.5 * u, cy + 1.5 * u), (cx + 2 * u, cy - 1.5 * u))
    pen.polygon(points, stroke=color, width=width * u, closed=False)


def shown(pen: Pen, x: float, y: float, size: float, color: str) -> None:
    """Filled disc with a white tick."""
    cx, cy, u = _middle(x, y, size)
    pen.circle(cx, cy, 4 * u, fill=color)
    _tick(pen, x, y, size, "white", 1.1)


def clear(pen: Pen, x: float, y: float, size: float, color: str) -> None:
    """Ring with a tick."""
    cx, cy, u = _middle(x, y, size)
    pen.circle(cx, cy, 3.8 * u, stroke=color, width=0.9 * u)
    _tick(pen, x, y, size, color, 0.9)


def no(pen: Pen, x: float, y: float, size: float, color: str) -> None:
    """Empty ring."""
    cx, cy, u = _middle(x, y, size)
    pen.circle(cx, cy, 3.7 * u, stroke=color, width=0.9 * u)


def unknown(pen: Pen, x: float, y: float, size: float, color: str) -> None:
    """Ring with a question mark."""
    cx, cy, u = _middle(x, y, size)
    pen.circle(cx, cy, 3.9 * u, stroke=color, width=0.85 * u)
    hook = ((-1.3, -1.0), (-1.1, -1.9), (-0.2, -2.3), (0.9, -2.0), (1.3, -1.1), (0.8, -0.3), (0.0, 0.3), (0.0, 0.9))
    pen.polygon([(cx + px * u, cy + py * u) for px, py in hook], stroke=color, width=0.85 * u, closed=False)
    pen.circle(cx, cy + 2.2 * u, 0.5 * u, fill=color)


def not_asked(pen: Pen, x: float, y: float, size: float, color: str) -> None:
    """Short dash."""
    cx, cy, u = _middle(x, y, size)
    pen.line(cx - 2.4 * u, cy, cx + 2.4 * u, cy, color=color, width=1.0 * u)


def not_applicable(pen: Pen, x: float, y: float, size: float, color: str) -> None:
    """Square with a diagonal."""
    cx, cy, u = _middle(x, y, size)
    pen.rect(cx - 3.4 * u, cy - 3.4 * u, 6.8 * u, 6.8 * u, stroke=color, width=0.9 * u)
    pen.line(cx - 3.4 * u, cy + 3.4 * u, cx + 3.4 * u, cy - 3.4 * u, color=color, width=0.9 * u)


def not_checked(pen: Pen, x: float, y: float, size: float, color: str) -> None:
    """Dashed ring."""
    cx, cy, u = _middle(x, y, size)
    pen.circle(cx, cy, 3.8 * u, stroke=color, width=0.9 * u, dash=(1.6 * u, 1.38 * u))


def watch(pen: Pen, x: float, y: float, size: float, color: str) -> None:
    """Triangle with a bar and a dot."""
    cx, cy, u = _middle(x, y, size)
    pen.polygon(((cx, cy - 3.9 * u), (cx + 4.2 * u, cy + 3.5 * u), (cx - 4.2 * u, cy + 3.5 * u)), stroke=color, width=1.0 * u)
    pen.line(cx, cy - 1.5 * u, cx, cy + 1.1 * u, color=color, width=1.0 * u)
    pen.circle(cx, cy + 2.3 * u, 0.5 * u, fill=color)


def stop(pen: Pen, x: float, y: float, size: float, color: str) -> None:
    """Filled octagon with a white bar."""
    cx, cy, u = _middle(x, y, size)
    a, b = 1.7 * u, 4.1 * u
    corners = ((-a, -b), (a, -b), (b, -a), (b, a), (a, b), (-a, b), (-b, a), (-b, -a))
    pen.polygon([(cx + px, cy + py) for px, py in corners], fill=color)
    pen.rect(cx - 2.3 * u, cy - 0.65 * u, 4.6 * u, 1.3 * u, fill="white")


def provisional(pen: Pen, x: float, y: float, size: float, color: str) -> None:
    """Half a disc in a ring."""
    cx, cy, u = _middle(x, y, size)
    pen.circle(cx, cy, 3.7 * u, stroke=color, width=0.9 * u)
    half = [(cx, cy - 3.7 * u)]
    for px, py in ((1.42, -3.42), (2.62, -2.62), (3.42, -1.42), (3.7, 0), (3.42, 1.42), (2.62, 2.62), (1.42, 3.42), (0, 3.7)):
        half.append((cx + px * u, cy + py * u))
    pen.polygon(half, fill=color)


def hatched(pen: Pen, x: float, y: float, size: float, color: str) -> None:
    """A small hatched bar: the burden."""
    pen.hatch(x, y + size * 0.1, size * 1.2, size * 0.85, color=color, gap=2.4, width=0.5)
    pen.rect(x, y + size * 0.1, size * 1.2, size * 0.85, stroke=color, width=0.6)


def ring(pen: Pen, x: float, y: float, size: float, color: str) -> None:
    """A call, or single sheets: the ring of the charts."""
    cx, cy, u = _middle(x, y, size)
    pen.circle(cx, cy, 3.4 * u, fill="white", stroke=color, width=1.2 * u)


def square(pen: Pen, x: float, y: float, size: float, color: str) -> None:
    """A meeting."""
    cx, cy, u = _middle(x, y, size)
    pen.rect(cx - 3.3 * u, cy - 3.3 * u, 6.6 * u, 6.6 * u, fill=color)


def diamond(pen: Pen, x: float, y: float, size: float, color: str) -> None:
    """A visit, or an agreed value."""
    cx, cy, u = _middle(x, y, size)
    pen.diamond(cx, cy, 4.3 * u, fill=color)


def dot(pen: Pen, x: float, y: float, size: float, color: str) -> None:
    """Another kind of talk."""
    cx, cy, u = _middle(x, y, size)
    pen.circle(cx, cy, 2.3 * u, fill=color)


def dot_full(pen: Pen, x: float, y: float, size: float, color: str) -> None:
    """Filled disc without a tick: told or shown, for a company."""
    cx, cy, u = _middle(x, y, size)
    pen.circle(cx, cy, 3.9 * u, fill=color)


def box(pen: Pen, x: float, y: float, size: float, color: str) -> None:
    """An empty box to tick."""
    cx, cy, u = _middle(x, y, size)
    pen.rect(cx - 3.9 * u, cy - 3.9 * u, 7.8 * u, 7.8 * u, fill="white", stroke=color, width=0.9 * u, radius=1.2 * u)


def letter(name: str, color_name: str) -> Symbol:
    """A filled square with the letter of a value block."""

    def draw(pen: Pen, x: float, y: float, size: float, color: str) -> None:
        pen.rect(x, y, size * 1.15, size, fill=color_name)
        pen.text(name, x + size * 0.575, y + size / 2 + 2.5, Style(7, 8, bold=True, color="white"), align="middle")

    return draw


SPOKEN: Mapping[str, str] = MappingProxyType(
    {
        "shown": "shown",
        "no": "no",
        "unknown": "unknown",
        "not_asked": "not asked yet",
        "not_applicable": "not applicable",
        "provisional": "provisional",
        "stale": "check again",
        "eyeoff": "name withheld",
        "split": "to settle",
        "box": "box to tick",
    }
)
"""What a symbol says to somebody who cannot see it, where no text beside it says the same."""


def spoken(rich: Rich) -> str:
    """A rich text with its symbols in words: for the description of a figure."""
    parts: list[str] = []
    row, beside = pieces(rich), plain(rich).lower()
    for index, piece in enumerate(row):
        if not isinstance(piece, Mark):
            parts.append(piece if isinstance(piece, str) else piece.text)
        elif (said := piece.words or SPOKEN.get(piece.icon, "")) and said not in beside:
            parts.append(f" ({said})" if index == len(row) - 1 else f"{said}: ")
    return " ".join("".join(parts).split())


SYMBOLS: Mapping[str, Symbol] = MappingProxyType(
    {
        "shown": shown,
        "clear": clear,
        "no": no,
        "unknown": unknown,
        "not_asked": not_asked,
        "not_applicable": not_applicable,
        "not_checked": not_checked,
        "watch": watch,
        "stop_sign": stop,
        "provisional": provisional,
        "hatched": hatched,
        "ring": ring,
        "square": square,
        "diamond": diamond,
        "dot": dot,
        "box": box,
        "dot_full": dot_full,
        "block_development": letter("D", "dev"),
        "block_business": letter("B", "biz"),
        "block_government": letter("G", "gov"),
    }
)
