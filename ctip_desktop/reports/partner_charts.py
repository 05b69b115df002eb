"""The charts around partnerships, exact to the point: milestones on a line, contributions by source, share of a target.

Design of the printed pages, section 7. Every number of a chart is printed in it or in a table beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ctip_desktop.dataclass import dataclass
from ctip_desktop.reports.blocks import Figure
from ctip_desktop.reports.flow import Laid, Room
from ctip_desktop.reports.pen import Pen
from ctip_desktop.reports.tables import Drawn
from ctip_desktop.reports.text import CAPTION, Span, Style
from ctip_desktop.reports.words import amount, day, percent

SMALL = Style(7.5, 10)
SMALL_BOLD = Style(7.5, 10, bold=True)
LINE_AT = 27.0  # of the milestone line, below its top
CLOSE = 13.0  # milestones nearer than this are moved apart


# ---------------------------------------------------------------- milestones
@dataclass(frozen=True, slots=True)
class MilestoneMark:
    """One milestone on the line. outcome: a diamond, else a circle; reached: filled."""

    number: int
    on: date
    outcome: bool
    reached: bool


def milestone_line(marks: Sequence[MilestoneMark], today: date, width: float = 492.0) -> Figure:
    """Milestones by their day, numbered as in the table below, with today as a line in accent."""
    first, last = min(m.on for m in marks), max(m.on for m in marks)
    first, last = min(first, today), max(last, today)
    span = max(1, (last - first).days)

    def at(on: date) -> float:
        return 12 + (width - 30) * (on - first).days / span

    places = _apart([at(m.on) for m in marks], width - 12)
    numbered = _numbered(places)

    def draw(pen: Pen, x: float, y: float) -> None:
        base, now = y + LINE_AT, x + at(today)
        pen.line(x + 6, base, x + width - 6, base, color="text2", width=0.9)
        for year in range(first.year + 1, last.year + 1):
            pen.line(x + at(date(year, 1, 1)), base - 3, x + at(date(year, 1, 1)), base + 3, color="text2")
            pen.text(str(year), x + at(date(year, 1, 1)), base + 13, SMALL, align="middle")
        pen.line(now, base - 14, now, base + 10, color="accent", width=1.6)
        pen.text(day(today).rsplit(" ", 1)[0], now, base - 19, Style(7.5, 10, bold=True, color="accent"), align="middle")
        for index, (mark, place) in enumerate(zip(marks, places, strict=True)):
            _milestone(pen, mark, x + place, base, number=index in numbered)

    words = "; ".join(f"{m.number}{', outcome' if m.outcome else ''}: {day(m.on)}, {'reached' if m.reached else 'not reached'}" for m in marks)
    return Figure(44.0, draw, f"Time line of milestones, today is {day(today)}. {words}.", keep=True)


def _apart(places: Sequence[float], end: float) -> list[float]:
    """The places, each at least `CLOSE` behind the one before it, or as far as their number leaves room; none behind the end of the line."""
    close = min(CLOSE, (end - min(places, default=0.0)) / max(1, len(places) - 1))
    out: list[float] = []
    for place in places:
        out.append(max(place, out[-1] + close) if out else place)
    for index in range(len(out) - 1, -1, -1):
        out[index] = min(out[index], end - close * (len(out) - 1 - index))
    return out


def _numbered(places: Sequence[float]) -> set[int]:
    """Which of them get their number: all with room for it, and the first and the last."""
    chosen: list[int] = []
    for index, place in enumerate(places):
        if not chosen or place - places[chosen[-1]] >= CLOSE - 0.01:
            chosen.append(index)
    if chosen and (last := len(places) - 1) != chosen[-1]:
        chosen[-1:] = [last] if len(chosen) > 1 else [chosen[0], last]
    return set(chosen)


def _milestone(pen: Pen, mark: MilestoneMark, x: float, y: float, *, number: bool) -> None:
    if mark.outcome:
        pen.diamond(x, y, 6.2, fill="text" if mark.reached else "white", stroke="text")
    elif mark.reached:
        pen.circle(x, y, 4.6, fill="text")
    else:
        pen.circle(x, y, 4.6, fill="white", stroke="text", width=1.2)
    if number:
        pen.text(str(mark.number), x, y - 9, SMALL_BOLD, align="middle")


# ---------------------------------------------------------------- contributions
@dataclass(frozen=True, slots=True)
class SourceBar:
    """Contributions of one source in one currency: cash and in kind."""

    label: str
    cash: float
    in_kind: float

    @property
    def total(self) -> float:
        """Both together."""
        return self.cash + self.in_kind


@dataclass(frozen=True, slots=True)
class ContributionBars:
    """One bar for each source on a shared axis from 0; cash solid, in kind hatched."""

    bars: tuple[SourceBar, ...]

    def lay(self, room: Room) -> list[Laid]:
        """One figure."""
        top = max((bar.total for bar in self.bars), default=0.0)
        step = axis_step(top)
        scale = (room.width - 16) / max(top, step)

        def draw(pen: Pen, x: float, y: float) -> None:
            for index, bar in enumerate(self.bars):
                self._bar(pen, bar, x, y + 30 * index, room.width, scale, "text3" if index else "accent")
            self._axis(pen, x, y + 30 * len(self.bars) + 4, step, top, scale)

        words = "; ".join(f"{bar.label} {amount(bar.total)}: cash {amount(bar.cash)}, in kind {amount(bar.in_kind)}" for bar in self.bars)
        return Figure(30.0 * len(self.bars) + 20, draw, f"Bars, contributions by source. {words}.").lay(room)

    def _bar(self, pen: Pen, bar: SourceBar, x: float, y: float, width: float, scale: float, ink: str) -> None:
        pen.text(Span(f"{bar.label} {amount(bar.total)}", bold=True), x, y + 9, Style(8, 10))
        pen.text(f"cash {amount(bar.cash)}, in kind {amount(bar.in_kind)}", x + width, y + 9, CAPTION, align="end")
        cash, kind = bar.cash * scale, bar.in_kind * scale
        if cash:
            pen.rect(x, y + 14, cash, 13, fill=ink)
        if kind:
            left = x + cash + (0.75 if cash else 0)
            pen.hatch(left, y + 14, kind, 13, color=ink)
            pen.rect(left, y + 14, kind, 13, stroke=ink)

    def _axis(self, pen: Pen, x: float, y: float, step: float, top: float, scale: float) -> None:
        pen.line(x, y, x + max(top, step) * scale, y, color="line-strong")
        value = 0.0
        while value <= max(top, step) + 1e-9:
            pen.line(x + value * scale, y, x + value * scale, y + 3, color="line-strong")
            pen.text(amount(value), x + value * scale, y + 12, SMALL, align="start" if not value else "middle")
            value += step


def axis_step(top: float) -> float:
    """1, 2 or 5 times a power of ten, so that the axis has two to four steps."""
    if top <= 0:
        return 1.0
    size = 10.0 ** (len(str(int(top))) - 1)
    return next(step for step in (size / 2, size, 2 * size, 5 * size) if top / step <= 4)


# ---------------------------------------------------------------- share of a target
def share_bar(share: float | None, width: float, start: float | None = None, missing: str = "no target") -> Drawn:
    """How far a value is on its way to the target, clamped at 110 %; the mark is the target. start: where it began, as a share of the track.
    missing: why there is no share."""
    track = width - 50

    def draw(pen: Pen, x: float, y: float, w: float, h: float) -> None:
        middle, unit = y + h / 2, track / 1.1
        if share is None:
            pen.text(Span(missing, color="text2"), x + 4, middle + 2.6, SMALL)
            return
        pen.rect(x + 4, middle - 3.5, unit, 7, fill="pressed")
        pen.rect(x + 4, middle - 3.5, unit * min(max(share, 0.0), 1.1), 7, fill="accent")
        if start:
            pen.rect(x + 4 + unit * start - 0.8, middle - 3.5, 1.6, 7, fill="white")
            pen.line(x + 4 + unit * start, middle + 4, x + 4 + unit * start, middle + 7, color="text")
        pen.rect(x + 4 + unit - 0.8, middle - 6, 1.6, 12, fill="text")
        pen.text(percent(share), x + w - 4, middle + 2.6, SMALL, align="end")

    return Drawn(12.0, draw, missing if share is None else _share_words(share, start))


def _share_words(share: float, start: float | None) -> str:
    return f"{percent(share)} of the target{f', it began at {percent(start)}' if start else ''}"
