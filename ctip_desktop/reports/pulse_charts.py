"""The charts of the relationship pulse: both views of each quality with the partner's trend, and the fit check.

Design of the printed pages, section 7. Ours is a ring, the partner a diamond, so that they hold in grey; every number stands beside its mark.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ctip_desktop.dataclass import dataclass
from ctip_desktop.practice.fit_check import ADVICE, Cell, Position, Thresholds
from ctip_desktop.reports.blocks import Figure
from ctip_desktop.reports.pen import Pen, Point
from ctip_desktop.reports.tables import Drawn
from ctip_desktop.reports.text import CAPTION, Span, Style
from ctip_desktop.reports.words import one_place

Area = tuple[float, float, float, float]  # left, top, right, bottom
Spot = tuple[float, float, str]  # of a word: where, and how it is aligned

PER_POINT = 37.0
SIDE = 172.0  # of the fit check
LETTER = 4.9  # width of one letter of a word in the fit check
SMALL = Style(7.5, 10)
BOLD = Style(8, 11, bold=True)


def scale_at(value: float) -> float:
    """Where a mean from 1 to 5 stands: 1 at 8."""
    return 8 + PER_POINT * (value - 1)


def ours_sign(pen: Pen, x: float, y: float) -> None:
    """Our view."""
    pen.circle(x, y, 4.6, fill="white", stroke="accent", width=1.9)


def partner_sign(pen: Pen, x: float, y: float) -> None:
    """The partner's view."""
    pen.diamond(x, y, 5.8, fill="biz")


def dumbbell(theirs: float | None, ours: float | None, few: str) -> Drawn:
    """Both means of one quality on the scale from 1 to 5. few: what stands in place of the partner's mean."""
    known = [f"{who} {one_place(value)}" for who, value in (("partner", theirs), ("programme", ours)) if value is not None]
    words = f"Scale 1 to 5: {', '.join((*known, *((few,) if theirs is None and few else ()))) or 'no mean'}"

    def draw(pen: Pen, x: float, y: float, width: float, height: float) -> None:
        middle = y + height / 2
        for value in range(1, 6):
            pen.line(x + scale_at(value), middle - 7, x + scale_at(value), middle + 7, color="line", width=0.75)
        if theirs is not None and ours is not None:
            pen.line(x + scale_at(theirs), middle, x + scale_at(ours), middle, color="line-strong", width=2.2)
        if ours is not None:
            ours_sign(pen, x + scale_at(ours), middle)
        if theirs is not None:
            partner_sign(pen, x + scale_at(theirs), middle)
        elif few:
            _too_few(pen, few, x, middle, ours)

    return Drawn(21.0, draw, words)


def _too_few(pen: Pen, few: str, x: float, middle: float, ours: float | None) -> None:
    """A dotted frame in place of the partner's mean; its words stand where our mark leaves room."""
    words, start = few.removesuffix(" answers"), ours is None or ours >= 3
    pen.rect(x + 4, middle - 6, scale_at(5), 12, stroke="text2", dash=(1, 1.4), radius=2.5)
    pen.rect(x + (6 if start else scale_at(5) - 50), middle - 5, 52, 10, fill="white")
    pen.text(words, x + (9 if start else scale_at(5) - 1), middle + 2.6, Style(7.5, 10, color="text2"), align="start" if start else "end")


def gap_cell(gap: float | None, *, wide: bool) -> Drawn:
    """Ours minus the partner's; framed from the wide gap on."""

    def draw(pen: Pen, x: float, y: float, width: float, height: float) -> None:
        middle, right = y + height / 2, x + width - 6
        if gap is None:
            pen.text("–", right, middle + 3, Style(8.5, 11.5, color="text2"), align="end")
            return
        words = f"{'+' if gap > 0 else '−' if gap < 0 else ''}{one_place(abs(gap))}"
        if wide:
            pen.rect(x + width - 34, middle - 7.5, 32, 15, stroke="warn", width=1.0, radius=2.5)
        pen.text(Span(words, bold=wide, color="warn" if wide else None), right, middle + 3, Style(8.5, 11.5), align="end")

    return Drawn(15.0, draw)


def trend_cell(values: Sequence[float | None], change: float | None) -> Drawn:
    """The partner's means of the last waves as a line 42 wide, and the change since the wave before. A wave that is not shown is a gap in it."""
    shown = list(values)[-4:]

    def draw(pen: Pen, x: float, y: float, width: float, height: float) -> None:
        middle = y + height / 2
        step = 42 / max(1, len(shown) - 1)
        points = [(x + 4 + i * step, middle - 7 * (v - 3.5)) for i, v in enumerate(shown) if v is not None]
        points = [(px, min(max(py, y - 2), y + height + 2)) for px, py in points]
        for start, end in pairwise(points):
            pen.line(*start, *end, color="text2", width=1.1)
        for index, (px, py) in enumerate(points if len(shown) > 1 else ()):
            last = index == len(points) - 1 and shown[-1] is not None
            pen.circle(px, py, 2.6 if last else 1.4, fill="text")
        pen.text(_changed(change), x + width - 4, middle + 2.6, Style(7.5, 10, color="text2"), align="end")

    rounds = ", ".join("not shown" if value is None else one_place(value) for value in shown)
    return Drawn(16.0, draw, f"Rounds, the oldest first: {rounds or 'none'}{_changed_words(change)}")


def _changed_words(change: float | None) -> str:
    if change is None:
        return ""
    return f"; change: {'none' if abs(change) < 0.05 else 'up' if change > 0 else 'down'} {one_place(abs(change))}"


def _changed(change: float | None) -> str:
    if change is None:
        return "–"
    sign = "=" if abs(change) < 0.05 else "↑" if change > 0 else "↓"
    return f"{sign} {one_place(abs(change))}"


@dataclass(frozen=True, slots=True)
class FitPlot:
    """The fit check as a square: both axes 1 to 5, the lines with their band, both views now, and the partner's earlier ones."""

    partner: Position | None
    ours: Position | None
    earlier: tuple[Position, ...]
    lines: Thresholds

    def figure(self) -> Figure:
        """The square with its axes, 210 wide."""
        known = (*self._named(), *((f"partner, {n} earlier", p) for n, p in enumerate(reversed(self.earlier), 1)))
        words = [f"{who}: quality {one_place(p.quality)}, direction {one_place(p.direction)}" for who, p in known if p]
        lines = f"The lines stand at quality {one_place(self.lines.quality)} and direction {one_place(self.lines.direction)}."
        return Figure(SIDE + 46, self._draw, f"Fit check, relationship quality over right track, both 1 to 5. {'; '.join(words)}. {lines}", 2, 2)

    def _named(self) -> tuple[tuple[str, Position | None], ...]:
        return (("partner", self.partner), ("ours", self.ours))

    def _draw(self, pen: Pen, x: float, y: float) -> None:
        left, top = x + 26, y + 18
        unit = SIDE / 4
        self._ground(pen, left, top, unit)
        known = (*self.earlier, *([self.partner] if self.partner else []))
        track = [(left + unit * (p.direction - 1), top + unit * (5 - p.quality)) for p in known]
        for start, end in pairwise(track):
            pen.line(*start, *end, color="biz", width=0.9, dash=(2, 2))
        for place in track[: len(self.earlier)]:
            pen.polygon(_diamond(*place, 3.2), fill="white", stroke="biz", width=0.9)
        marks = [(name, (left + unit * (p.direction - 1), top + unit * (5 - p.quality))) for name, p in self._named() if p is not None]
        for name, at in marks:
            (partner_sign if name == "partner" else ours_sign)(pen, *at)
        for name, (spot_x, spot_y, align) in labels(marks, left, top, track[: len(self.earlier)]):
            pen.text(Span(name, bold=True), spot_x, spot_y, SMALL, align=align)

    def _ground(self, pen: Pen, left: float, top: float, unit: float) -> None:
        band, across = self.lines.band * unit, left + unit * (self.lines.direction - 1)
        down = top + unit * (5 - self.lines.quality)
        pen.rect(across - band, top, 2 * band, SIDE, fill="sunken")
        pen.rect(left, down - band, SIDE, 2 * band, fill="sunken")
        pen.line(across, top, across, top + SIDE, color="text2", dash=(3, 2))
        pen.line(left, down, left + SIDE, down, color="text2", dash=(3, 2))
        pen.rect(left, top, SIDE, SIDE, stroke="text2")
        for value in range(1, 6):
            pen.text(str(value), left + unit * (value - 1), top + SIDE + 11, CAPTION, align="middle")
            pen.text(str(value), left - 5, top + unit * (5 - value) + 3, CAPTION, align="end")
        pen.text(Span("On the right track", bold=True), left + SIDE / 2, top + SIDE + 22, SMALL, align="middle")
        pen.text(Span("Relationship quality", bold=True), left - 12, top - 7, SMALL)
        for cell, (cx, cy, align) in _corners(left, top).items():
            pen.text(ADVICE[cell].title, cx, cy, BOLD, align=align)


def labels(marks: Sequence[tuple[str, Point]], left: float, top: float, earlier: Sequence[Point] = ()) -> list[tuple[str, Spot]]:
    """Where the words of the marks stand in the square that begins at left, top: over no mark, no advice and no other word where that is possible.

    earlier: the partner's marks of the rounds before, which have no words.
    """
    taken = [
        *(words_area(ADVICE[cell].title, spot) for cell, spot in _corners(left, top).items()),
        *(_around(at) for at in (*earlier, *(at for _, at in marks))),
    ]
    out = []
    for name, at in marks:
        spots = _beside(name, at, left)
        spot = next((spot for spot in spots if _is_free(words_area(name, spot), taken, left, top)), spots[0])
        taken.append(words_area(name, spot))
        out.append((name, spot))
    return out


def _corners(left: float, top: float) -> dict[Cell, Spot]:
    """Where the advice of each corner stands."""
    right, low = left + SIDE - 6, top + SIDE - 7
    corners: dict[Cell, Spot] = {Cell.CHANGE_IDEA: (left + 6, top + 12, "start"), Cell.CONTINUE: (right, top + 12, "end")}
    return corners | {Cell.STOP: (left + 6, low, "start"), Cell.REPAIR: (right, low, "end")}


def _beside(name: str, mark: Point, left: float) -> tuple[Spot, ...]:
    """Where the word of a mark may stand, the best first: above, below, behind, before, then farther off; never over the side of the square."""
    (x, y), half = mark, LETTER * len(name) / 2 + 2
    middle = min(max(x, left + half), left + SIDE - half)
    near: tuple[Spot, ...] = ((middle, y - 9, "middle"), (middle, y + 14, "middle"), (x + 9, y + 2.6, "start"), (x - 9, y + 2.6, "end"))
    return (*near, *((middle, y + far, "middle") for far in (-20, 25, -31, 36, -42, 47)))


def words_area(words: str, spot: Spot) -> Area:
    """The room of a word of the square."""
    x, y, align = spot
    width = LETTER * len(words)
    start = x - {"start": 0.0, "middle": width / 2, "end": width}[align]
    return (start, y - 7, start + width, y + 2)


def _around(mark: Point) -> Area:
    return (mark[0] - 6, mark[1] - 6, mark[0] + 6, mark[1] + 6)


def _is_free(area: Area, taken: Sequence[Area], left: float, top: float) -> bool:
    """Whether it lies in the square and over nothing else."""
    inside = area[0] > left and area[2] < left + SIDE and area[1] > top and area[3] < top + SIDE
    return inside and not any(overlap(area, other) for other in taken)


def overlap(one: Area, other: Area) -> bool:
    """Whether two rooms share any place."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _diamond(x: float, y: float, r: float) -> tuple[tuple[float, float], ...]:
    return ((x, y - r), (x + r, y), (x, y + r), (x - r, y))
