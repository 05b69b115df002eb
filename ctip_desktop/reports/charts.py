"""The charts of the prints, drawn with a `Pen` and exact to the point (design of the printed pages, section 7).

A stage is a place on a path: four equal white cells, only the markers above them differ. Burden is hatched and never solid. Every number of a
chart is printed in it or in a table beside it.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import date

from ctip_desktop.dataclass import dataclass
from ctip_desktop.reports.blocks import Figure
from ctip_desktop.reports.flow import Draw
from ctip_desktop.reports.pen import Pen
from ctip_desktop.reports.symbols import spoken
from ctip_desktop.reports.text import CAPTION, Mark, Rich, Setter, Span, Style
from ctip_desktop.reports.words import MONTHS, count, day, lower_first, short_number

CELL = 123.0
UNIT = 12.4  # points per unit of value in the ranking
SHIFT_ABOVE = 18.0
CHART = Style(7.5, 10)


# ---------------------------------------------------------------- stage path
@dataclass(frozen=True, slots=True)
class StageCell:
    """One cell of the path: name, caption, and the line above its actions ("4 of 5 shown")."""

    name: str
    caption: str
    counted: str
    actions: tuple[Rich, ...]


@dataclass(frozen=True, slots=True)
class StageMarker:
    """Who placed the company in which cell. by: `team` or `company`."""

    cell: int
    by: str
    words: str


@dataclass(frozen=True, slots=True)
class StagePath:
    """Four equal cells with markers above them and lists of actions below."""

    cells: tuple[StageCell, ...]
    markers: tuple[StageMarker, ...]

    def lay_out(self, setter: Setter) -> Figure:
        """The whole figure with its height."""
        same = len(self.markers) == 2 and self.markers[0].cell == self.markers[1].cell
        above = (20.5 if self.markers else 0.0) + (SHIFT_ABOVE if same else 0.0)
        names = [setter.set(c.name, Style(9, 13, bold=True), CELL - 16) for c in self.cells]
        captions = [setter.set(c.caption, CAPTION, CELL - 16) for c in self.cells]
        cell_height = max(46.0, max(n.height + c.height for n, c in zip(names, captions, strict=True)) + 12)
        lists = [self._list(cell, setter) for cell in self.cells]
        list_height = max((height for height, _ in lists), default=0.0)

        def draw(pen: Pen, x: float, y: float) -> None:
            top = y + above
            for index, marker in enumerate(self.markers):
                self._marker(pen, marker, x, top - (SHIFT_ABOVE if same and marker.by == "company" and index else 0.0))
            for index, (name, caption, (_, inner)) in enumerate(zip(names, captions, lists, strict=True)):
                left = x + index * CELL
                pen.rect(left, top, CELL, cell_height, fill="white", stroke="line-strong")
                name.draw(pen, left + 8, top + 5)
                caption.draw(pen, left + 8, top + 5 + name.height)
                if list_height:
                    pen.rect(left, top + cell_height, CELL, list_height, stroke="line")
                    inner(pen, left, top + cell_height)
            for marker in self.markers:
                self._pointer(pen, marker, x, top)

        return Figure(above + cell_height + list_height, draw, self.words())

    def words(self) -> str:
        """All values in words: who stands where, then every place with its caption and its actions."""
        marks = [f"{marker.words}: {self.cells[marker.cell].name}." for marker in self.markers]
        return " ".join(["Path of four places, none is a rating.", *marks, *(_cell_words(n, c) for n, c in enumerate(self.cells, 1))])

    def _list(self, cell: StageCell, setter: Setter) -> tuple[float, Draw]:
        if not cell.actions:
            return 0.0, lambda pen, x, y: None
        head = setter.set(cell.counted, Style(7.5, 11, bold=True), CELL - 16)
        rows = [setter.set(action, Style(8, 12), CELL - 14) for action in cell.actions]
        above = 8 + head.height if cell.counted else 5.0
        height = 6 + above + sum(row.height for row in rows)

        def draw(pen: Pen, x: float, y: float) -> None:
            head.draw(pen, x + 8, y + 4)
            top = y + above
            for row in rows:
                row.draw(pen, x + 8, top)
                top += row.height

        return height, draw

    def _marker(self, pen: Pen, marker: StageMarker, x: float, top: float) -> None:
        team = marker.by == "team"
        style = Style(7.5, 10, bold=team, color="accent" if team else "text")
        label = pen.setter.set(marker.words, style, 170)
        width, center = label.width + 28, x + (marker.cell + 0.5) * CELL
        left = min(max(center - width / 2, x), x + 4 * CELL - width)
        y = top - 20.5
        if team:
            pen.rect(left, y, width, 15, fill="tint", stroke="accent", width=0.9, radius=7.5)
        else:
            pen.rect(left, y, width, 15, fill="white", stroke="text", width=0.9, dash=(2.5, 1.8), radius=7.5)
        pen.icon("users" if team else "company", left + 7, y + 3, 9, color=style.color)
        label.draw(pen, left + 19, y + 2.4)

    def _pointer(self, pen: Pen, marker: StageMarker, x: float, top: float) -> None:
        center = x + (marker.cell + 0.5) * CELL
        tip = ((center - 4, top - 5.5), (center + 4, top - 5.5), (center, top))
        if marker.by == "team":
            pen.polygon(tip, fill="accent")
        elif not any(m.by == "team" and m.cell == marker.cell for m in self.markers):
            pen.polygon(tip, fill="white", stroke="text", width=0.9)


def _cell_words(number: int, cell: StageCell) -> str:
    caption = f", {lower_first(cell.caption)}" if cell.caption else ""
    after = [part for part in (cell.counted, "; ".join(spoken(action) for action in cell.actions)) if part]
    return f"Place {number}, {cell.name}{caption}{': ' if after else ''}{': '.join(after)}."


# ---------------------------------------------------------------- age of a source
def age_line(pen: Pen, x: float, y: float, months: int | None, *, stale: bool) -> None:
    """A line for 0 to 36 months with a mark at 12; a disc up to 12 months, a ring when older. y: the middle."""
    pen.line(x, y, x + 38, y, color="line-strong", width=0.75)
    pen.line(x + 38 / 3, y - 3.5, x + 38 / 3, y + 3.5, color="line-strong", width=0.75)
    if months is None:
        return
    at = x + 38 * min(months, 36) / 36
    if months > 12:
        pen.circle(at, y, 2.6, fill="white", stroke="text", width=1.2)
    else:
        pen.circle(at, y, 2.6, fill="text")


def age_words(months: int | None, *, stale: bool) -> Rich:
    """The age in words; past its shelf life with an hourglass and bold."""
    if months is None:
        return Span("no date", color="text2")
    words = count(months, "month") if months else "under 1 month"
    if stale:
        return (Mark("stale", 8, "warn", 2), Span(words, bold=True, color="warn"))
    return Span(words, color="text2")


# ---------------------------------------------------------------- score scale
@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of one factor: how many sheets gave each value, the agreed value, how many could not judge. `counted` False: only the range."""

    values: tuple[tuple[float, int], ...]
    agreed: float | None
    cannot_judge: int = 0
    counted: bool = True


SCALE_WIDTH = 116.0


def scale_at(value: float) -> float:
    """Where a value from 1 to 5 stands: 1 at 8, 5 at 88."""
    return 8 + 20 * (value - 1)


def score_scale(pen: Pen, x: float, middle: float, marks: Marks) -> None:
    """Range, rings with the number of sheets, the agreed value as a diamond, "cannot judge" as a dashed ring at 106."""
    pen.line(x + 8, middle, x + 88, middle, color="line", width=0.75)
    for tick in range(1, 6):
        pen.line(x + scale_at(tick), middle - 3, x + scale_at(tick), middle + 3, color="line-strong", width=0.75)
    given = [value for value, _ in marks.values]
    if given and min(given) != max(given):
        pen.line(x + scale_at(min(given)), middle, x + scale_at(max(given)), middle, color="text2", width=2.2)
    for value, number in marks.values if marks.counted else ():
        if value != marks.agreed:
            _ring(pen, x + scale_at(value), middle, str(number))
    if marks.agreed is not None:
        same = dict(marks.values).get(marks.agreed, 0) if marks.counted else 0
        pen.diamond(x + scale_at(marks.agreed), middle, 7.2)
        if same:
            pen.text(str(same), x + scale_at(marks.agreed), middle + 2.7, Style(7.5, 10, bold=True, color="white"), align="middle")
    if marks.cannot_judge:
        pen.circle(x + 106, middle, 5.2, fill="white", stroke="text2", width=0.9, dash=(1.6, 1.4))
        words = "?" if marks.cannot_judge == 1 else str(marks.cannot_judge)
        pen.text(words, x + 106, middle + 2.7, Style(7.5, 10, color="text2"), align="middle")


def _ring(pen: Pen, x: float, y: float, words: str) -> None:
    pen.circle(x, y, 5.2, fill="white", stroke="text", width=0.9)
    pen.text(words, x, y + 2.7, Style(7.5, 10), align="middle")


def scale_words(marks: Marks) -> str:
    """The marks in words."""
    given = [value for value, _ in marks.values]
    if marks.counted:
        sheets = ", ".join(f"{short_number(value)} from {count(number, 'sheet')}" for value, number in marks.values)
    else:
        sheets = f"sheets from {short_number(min(given))} to {short_number(max(given))}" if given else ""
    agreed = f"agreed {short_number(marks.agreed)}" if marks.agreed is not None else "not agreed"
    cannot = f"cannot judge: {count(marks.cannot_judge, 'sheet')}" if marks.cannot_judge else ""
    return f"Scale 1 to 5: {'; '.join(part for part in (sheets, agreed, cannot) if part)}"


# ---------------------------------------------------------------- time line of talks
@dataclass(frozen=True, slots=True)
class TalkMark:
    """One talk on the time line. kind: call, meeting, visit or other."""

    on: date
    kind: str


PER_MONTH = 24.2


def talk_line(talks: Sequence[TalkMark], today: date) -> Figure:
    """Talks over the last nineteen months: ring = call, square = meeting, diamond = visit; a long silence as dashes."""
    shown = sorted((t for t in talks if _months(t.on, today) <= 19.4), key=lambda t: t.on)
    start = min((t.on for t in shown), default=today)
    span = max(6.0, _months(start, today) + 0.8)
    scale = min(PER_MONTH * 3, 470 / span)
    levels = _levels([_x(t.on, today, scale) for t in shown])
    height = 46 + 11 * max(levels, default=0)

    def draw(pen: Pen, x: float, y: float) -> None:
        base = y + height - 14
        now = x + 476
        _months_axis(pen, x, base, today, start, scale)
        pen.line(now, y + 8, now, base, color="accent", width=1)
        pen.text(day(today).rsplit(" ", 1)[0], now - 3, y + 6, Style(7.5, 10, bold=True, color="accent"), align="end")
        _silence(pen, now, base - 16, shown, today, scale)
        for talk, level in zip(shown, levels, strict=True):
            at = now + _x(talk.on, today, scale)
            pen.line(at, base - 12 - 11 * level, at, base, color="line-strong", width=0.75)
            _talk_sign(pen, at, base - 16 - 11 * level, talk.kind)

    kinds = ", ".join(f"{day(t.on)} {t.kind}" for t in shown)
    return Figure(height, draw, f"Time line of talks until {day(today)}: {kinds or 'none'}.{_silence_words(shown)}", keep=True)


def _months(first: date, last: date) -> float:
    return (last - first).days / 30.44


def _x(on: date, today: date, scale: float) -> float:
    """Points from the line of today, negative to the past."""
    return -_months(on, today) * scale


def _levels(places: Sequence[float]) -> list[int]:
    """Signs closer than 10 points are stacked upwards."""
    levels: list[int] = []
    for index, place in enumerate(places):
        near = {levels[i] for i in range(index) if place - places[i] < 10}
        levels.append(next(level for level in range(len(places) + 1) if level not in near))
    return levels


def _months_axis(pen: Pen, x: float, base: float, today: date, start: date, scale: float) -> None:
    now = x + 476
    pen.line(x, base, x + 492, base, color="line-strong", width=0.75)
    first = (start.year * 12 + start.month - 1) // 3 * 3
    for index in range(first, today.year * 12 + today.month + 1, 3):
        on = date(index // 12, index % 12 + 1, 1)
        at = now + _x(on, today, scale)
        if at < x or at > x + 480:
            continue
        pen.line(at, base - 26, at, base, color="line", width=0.75)
        words = f"{MONTHS[on.month - 1]} {on.year}" if on.month <= 3 or index == first else MONTHS[on.month - 1]
        pen.text(words, at + 2, base + 10, CAPTION)


def _silence(pen: Pen, now: float, y: float, shown: Sequence[TalkMark], today: date, scale: float) -> None:
    """The longest time without a talk, when it was above ninety days."""
    if (longest := _longest_silence(shown)) is None:
        return
    index, days = longest
    left, right = (now + _x(shown[i].on, today, scale) for i in (index, index + 1))
    pen.line(left + 7, y, right - 7, y, color="text2", width=0.9, dash=(2, 2))
    pen.text(f"{days} days", (left + right) / 2, y - 4, CAPTION, align="middle")


def _longest_silence(shown: Sequence[TalkMark]) -> tuple[int, int] | None:
    """After which talk, and how many days, when they were above ninety."""
    days = [(b.on - a.on).days for a, b in itertools.pairwise(shown)]
    return (days.index(max(days)), max(days)) if days and max(days) > 90 else None


def _silence_words(shown: Sequence[TalkMark]) -> str:
    longest = _longest_silence(shown)
    return f" Longest time without a talk: {longest[1]} days." if longest else ""


def _talk_sign(pen: Pen, x: float, y: float, kind: str) -> None:
    if kind == "visit":
        pen.diamond(x, y, 5)
    elif kind == "meeting":
        pen.rect(x - 3.8, y - 3.8, 7.6, 7.6, fill="text2")
    elif kind == "call":
        pen.circle(x, y, 4, fill="white", stroke="text", width=1.2)
    else:
        pen.circle(x, y, 2.6, fill="text2")
