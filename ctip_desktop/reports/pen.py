"""Drawing on a page in points with y growing downwards, in the colours of the light palette. Charts, tables and page furniture know only this.

Everything is lines, rectangles, circles, polygons and text: no pictures, so a print stays sharp, small and readable for programs.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from hashlib import sha256
from typing import Any

from ctip_desktop.reports.icons import BOX, Step, outline
from ctip_desktop.reports.symbols import SPOKEN, SYMBOLS
from ctip_desktop.reports.tags import Tag, Tags
from ctip_desktop.reports.text import Atom, Ink, Mark, Pill, Rich, Setter, Style
from ctip_desktop.resources import text as resource_text

Dash = Sequence[float]
Point = tuple[float, float]


def light_palette() -> Mapping[str, str]:
    """The colours of print: names of `resources/tokens.json` to hexadecimal values."""
    palette: dict[str, str] = json.loads(resource_text("tokens.json"))["light"]
    return {**palette, "white": "#FFFFFF"}


class Pen:
    """Draws on the current page of a PDF canvas. Colours are names of the palette."""

    def __init__(self, canvas: Any, page_height: float, setter: Setter, palette: Mapping[str, str]) -> None:
        self.canvas = canvas
        self.setter = setter
        self.tags = Tags(canvas)
        self._height = page_height
        self._palette = palette
        self._outlines: dict[str, tuple[Step, ...]] = {}
        self._colors: dict[str, Any] = {}
        self._bookmarks = 0
        self._drawn = sha256()
        self.words: tuple[str, ...] = ()  # of the verification box, once it is drawn

    def fingerprint(self) -> bytes:
        """A hash of all words drawn so far, in their order."""
        return self._drawn.digest()

    def figure(self, words: str, x: float, y: float, w: float, h: float, *, blank: str = "") -> AbstractContextManager[None]:
        """What is drawn now, in a rectangle with its top left corner at x, y, is one figure with these words; without words it is decoration.

        blank: it is left for a pen, `cb` to tick, `tv` to write.
        """
        if not words:
            return self.tags.artifact()
        return self.tags.piece(Tag("Form" if blank else "Figure", words, box=(x, self._height - y - h, x + w, self._height - y), blank=blank))

    def line(
        self, x1: float, y1: float, x2: float, y2: float, *, color: str = "line", width: float = 0.75, dash: Dash = (), round_ends: bool = False
    ) -> None:
        """A straight line."""
        self.tags.shapes()
        self._stroke(color, width, dash)
        self.canvas.setLineCap(1 if round_ends else 0)
        self.canvas.line(x1, self._height - y1, x2, self._height - y2)

    def rect(
        self, x: float, y: float, w: float, h: float, *, fill: str = "", stroke: str = "", width: float = 0.75, dash: Dash = (), radius: float = 0
    ) -> None:
        """A rectangle with its top left corner at x, y."""
        self._paint(fill, stroke, width, dash)
        bottom = self._height - y - h
        if radius:
            self.canvas.roundRect(x, bottom, w, h, min(radius, w / 2, h / 2), stroke=bool(stroke), fill=bool(fill))
        else:
            self.canvas.rect(x, bottom, w, h, stroke=bool(stroke), fill=bool(fill))

    def circle(self, x: float, y: float, r: float, *, fill: str = "", stroke: str = "", width: float = 0.75, dash: Dash = ()) -> None:
        """A circle around x, y."""
        self._paint(fill, stroke, width, dash)
        self.canvas.circle(x, self._height - y, r, stroke=bool(stroke), fill=bool(fill))

    def polygon(self, points: Sequence[Point], *, fill: str = "", stroke: str = "", width: float = 0.75, closed: bool = True) -> None:
        """A polygon, or an open line through the points."""
        self._paint(fill, stroke, width, ())
        self.canvas.setLineJoin(1)
        path = self.canvas.beginPath()
        path.moveTo(points[0][0], self._height - points[0][1])
        for x, y in points[1:]:
            path.lineTo(x, self._height - y)
        if closed:
            path.close()
        self.canvas.drawPath(path, stroke=bool(stroke), fill=bool(fill))

    def diamond(self, x: float, y: float, r: float, *, fill: str = "accent", stroke: str = "") -> None:
        """A square on its tip, `r` from centre to tip."""
        self.polygon(((x, y - r), (x + r, y), (x, y + r), (x - r, y)), fill=fill, stroke=stroke)

    def hatch(self, x: float, y: float, w: float, h: float, *, color: str = "burden", gap: float = 3.5, width: float = 0.6) -> None:
        """Lines at 45 degrees rising to the end, `gap` apart along x, their ends computed (nothing is clipped)."""
        offset = -h + gap / 2
        while offset < w:
            x1, x2 = max(0.0, offset), min(w, offset + h)
            if x2 > x1:
                self.line(x + x1, y + h - (x1 - offset), x + x2, y + h - (x2 - offset), color=color, width=width)
            offset += gap

    def icon(self, name: str, x: float, y: float, size: float, *, color: str = "text") -> None:
        """A shipped symbol in a square with its top left corner at x, y. `*` before the name: filled."""
        filled = name.startswith("*")
        key = name.lstrip("*")
        if key not in self._outlines:
            self._outlines[key] = outline(key)
        scale = size / BOX
        self._paint(color if filled else "", "" if filled else color, 1.75 * scale * 1.12, ())
        self.canvas.setLineCap(1)
        self.canvas.setLineJoin(1)
        path = self.canvas.beginPath()
        for step in self._outlines[key]:
            points = [c for px, py in step.points for c in (x + px * scale, self._height - (y + py * scale))]
            {"move": path.moveTo, "line": path.lineTo, "curve": path.curveTo, "close": path.close}[step.kind](*points)
        self.canvas.drawPath(path, stroke=not filled, fill=filled)

    def text(self, rich: Rich, x: float, y: float, style: Style, *, width: float = 0.0, align: str = "start") -> float:
        """One line of text with its baseline at y. align start, end or middle: what x is. With `width` it wraps. Returns its height."""
        paragraph = self.setter.set(rich, style, width or 1e9)
        left = {"start": x, "end": x - paragraph.width, "middle": x - paragraph.width / 2}[align]
        paragraph.draw(self, left, y - paragraph.baseline, paragraph.width, align)
        return paragraph.height

    def atom(self, atom: Atom, x: float, y: float, style: Style, beside: str = "") -> float:
        """One run, symbol or framed word on the baseline y; returns how far it moves on. beside: the words around it, in lower case."""
        if isinstance(atom, Ink):
            if atom.run.language:
                with self.tags.piece(Tag("Span", language=atom.run.language)):
                    return self._ink(atom, x, y)
            return self._ink(atom, x, y)
        if isinstance(atom, Mark):
            top = y - style.size * 0.36 - atom.size / 2
            said = atom.words or SPOKEN.get(atom.icon, "")
            with self.figure("" if said.lower() in beside else said, x, top, atom.size, atom.size):
                self.symbol(atom.icon, x, top, atom.size, atom.color or style.color)
            return atom.size + atom.gap
        return self._pill(atom, x, y)

    def _ink(self, atom: Ink, x: float, y: float) -> float:
        self._drawn.update(atom.run.text.encode())
        self.tags.words()
        self.canvas.setFillColor(self._color(atom.color))
        atom.run.face.draw(self.canvas, x, self._height - y, atom.run.text, atom.size)
        return atom.width

    def symbol(self, name: str, x: float, y: float, size: float, color: str) -> None:
        """A state symbol or an icon in a square with its top left corner at x, y."""
        if name in SYMBOLS:
            SYMBOLS[name](self, x, y, size, color)
        else:
            self.icon(name, x, y, size, color=color)

    def bookmark(self, title: str, level: int, y: float) -> None:
        """An entry of the outline that leads to this height of the page."""
        self._bookmarks += 1
        key = f"b{self._bookmarks}"
        self.canvas.bookmarkHorizontal(key, 0, self._height - y + 8)
        self.canvas.addOutlineEntry(title, key, level, closed=False)

    def _pill(self, pill: Pill, x: float, y: float) -> float:
        width = self.setter.pill(pill) - 3
        top, height = y - pill.size * 0.36 - 5.5, 11.0
        dash = {"solid": (), "dashed": (2.5, 1.8), "dotted": (1, 1.4)}[pill.frame]
        self.rect(x, top, width, height, stroke=pill.color, width=0.75, dash=dash, radius=2.5)
        left = x + 4
        if pill.icon:
            self.symbol(pill.icon, left, top + (height - pill.size) / 2, pill.size, pill.color)
            left += pill.size + 3
        self.text(pill.text, left, y - 0.2, Style(pill.size, 10, color=pill.color))
        return width + 3

    def _stroke(self, color: str, width: float, dash: Dash) -> None:
        self.canvas.setStrokeColor(self._color(color))
        self.canvas.setLineWidth(width)
        self.canvas.setDash(list(dash))

    def _paint(self, fill: str, stroke: str, width: float, dash: Dash) -> None:
        self.tags.shapes()
        if fill:
            self.canvas.setFillColor(self._color(fill))
        if stroke:
            self._stroke(stroke, width, dash)
            self.canvas.setLineCap(0)

    def _color(self, name: str) -> Any:
        from reportlab.lib.colors import HexColor

        if name not in self._colors:
            self._colors[name] = HexColor(self._palette[name])
        return self._colors[name]
