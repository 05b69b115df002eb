"""The charts of the ranking: bars left and right of zero, the cut line, and how places moved (design of the printed pages, section 7).

Burden is hatched, left of zero; values stand right of it in a fixed order with their letters. Never sorted by hand; ties share a place.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ctip_desktop.dataclass import dataclass
from ctip_desktop.practice.ranking import whole_percent
from ctip_desktop.reports.blocks import Figure
from ctip_desktop.reports.charts import CHART
from ctip_desktop.reports.flow import Draw
from ctip_desktop.reports.pen import Pen
from ctip_desktop.reports.symbols import spoken
from ctip_desktop.reports.text import CAPTION, Mark, Paragraph, Pill, Rich, Setter, Span, Style
from ctip_desktop.reports.words import one_place, upper_first

UNIT = 12.4  # points per unit of value
Spot = tuple[float, float]  # where a circle stands on the page


@dataclass(frozen=True, slots=True)
class Segment:
    """A value block of a bar: its letter, colour, value and name; None = under half answered, drawn as a grey outline."""

    letter: str
    color: str
    value: float | None
    part: float | None
    label: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of the ranking: what it draws. move: words and icon are chosen from it; None = no place before."""

    place: int
    tied: bool
    move: int | None
    title: str
    company: Rich
    provisional: str  # words after "Provisional", empty when complete
    segments: tuple[Segment, ...]
    burden: float | None
    burden_part: float | None
    total: float
    stays: float | None
    low: int
    high: int
    strong: bool  # above the cut line
    aside: str = ""  # "Parked" or "Stopped": it keeps its place and does not go on now
    burden_label: str = "burden"

    def words(self) -> str:
        """All that the row shows."""
        moved = "new" if self.move is None else "as before" if not self.move else f"{'up' if self.move > 0 else 'down'} {abs(self.move)}"
        parts = [f"total {one_place(self.total)}"]
        parts += [f"{self.burden_label} {one_place(self.burden)}"] if self.burden is not None else []
        parts += [f"{s.label} {one_place(s.value) if s.value is not None else 'under half answered'}" for s in self.segments]
        firm = f" Stays in place in {whole_percent(self.stays)} % of tries, range {self.low} to {self.high}." if self.stays is not None else ""
        state = "".join(f" {words}." for words in (self.aside, f"Provisional, {self.provisional}" if self.provisional else "") if words)
        company = f", {said}" if (said := spoken(self.company)) else ""
        return f"Place {self.place}{' shared' if self.tied else ''}, {moved}: {self.title}{company}. {upper_first(', '.join(parts))}.{firm}{state}"


@dataclass(frozen=True, slots=True)
class RankingScale:
    """What is common to all bars: how many places, and how many points one unit is (12.4 unless a bar would not fit)."""

    places: int
    unit: float = UNIT

    @staticmethod
    def of(bars: Sequence[Bar]) -> RankingScale:
        """The scale on which all bars fit: 62 points for burden, 144 for values."""
        burden = max((abs(b.burden_part or 0) for b in bars), default=0.0)
        value = max((sum(s.part or 0 for s in b.segments) for b in bars), default=0.0)
        unit = min(UNIT, 62 / burden if burden else UNIT, 146 / value if value else UNIT)
        return RankingScale(max(len(bars), 1), unit)


ZERO = 248.0


def ranking_row(bar: Bar, scale: RankingScale, setter: Setter) -> tuple[float, Draw]:
    """Height and drawing of one row. The total stands at 412, the firmness of the place from 424."""
    name = setter.set(bar.title, Style(8.8, 11.5, bold=bar.strong), 144)
    company = setter.set(bar.company, Style(7.5, 10, color="text2"), 144)
    state = setter.set(_state_words(bar), Style(CHART.size, 13) if bar.aside else CHART, 150)
    stated = bool(bar.aside or bar.provisional)
    text_height = name.height + company.height + (state.height if stated else 0)
    height = max(44.0 if stated or len(name.lines) > 1 else 40.0, text_height + 9)

    def draw(pen: Pen, x: float, y: float) -> None:
        top = y + (height - text_height) / 2 - 1
        if bar.tied:
            pen.text(f"={bar.place}", x + 1, top + 10, Style(9, 14, bold=True))
        else:
            pen.text(str(bar.place), x + 4, top + 10, Style(11, 14, bold=True))
        _move(pen, x + 19, top + 2.5, bar)
        name.draw(pen, x + 38, top)
        company.draw(pen, x + 38, top + name.height)
        if stated:
            state.draw(pen, x + 38, top + name.height + company.height)
        _bars(pen, x, y + height / 2, bar, scale)
        _total(pen, x, y + height / 2, bar)
        if bar.stays is not None:
            _firmness(pen, x + 424, y + height / 2, bar, scale)
        pen.line(x + ZERO, y, x + ZERO, y + height, color="text", width=1.4)

    return height, draw


def _state_words(bar: Bar) -> Rich:
    """Below the names: that it rests or was stopped, and what is still open."""
    aside = (Pill(bar.aside, "pause" if bar.aside == "Parked" else "stop_sign", color="warn"), "\n" if bar.provisional else "") if bar.aside else ()
    open_ = (Mark("provisional", 7.5, "warn", 2.5), Span(f"Provisional, {bar.provisional}", bold=True, color="warn")) if bar.provisional else ()
    return (*aside, *open_)


def _move(pen: Pen, x: float, y: float, bar: Bar) -> None:
    if bar.move is None:
        pen.text("new", x - 1, y + 7, Style(7.5, 10, color="text2"))
    elif bar.move == 0:
        pen.text("=", x, y + 7, Style(7.5, 10, color="text2"))
    else:
        pen.icon("aup" if bar.move > 0 else "adown", x - 2, y + 0.2, 8, color="text2")
        pen.text(str(abs(bar.move)), x + 6, y + 7, Style(7.5, 10, color="text2"))


def _bars(pen: Pen, x: float, middle: float, bar: Bar, scale: RankingScale) -> None:
    zero, top = x + ZERO, middle - 8.5
    if bar.burden is not None:
        width = abs(bar.burden_part or 0) * scale.unit
        pen.hatch(zero - width, top, width, 17)
        pen.rect(zero - width, top, width, 17, stroke="burden", width=0.75)
        _plate(pen, zero - width / 2, middle, one_place(bar.burden))
    left = zero + 1.6
    for segment in bar.segments:
        width = (segment.part or 0) * scale.unit
        if segment.value is None:
            pen.rect(left, top, 24, 17, stroke="disabled", width=0.75, dash=(2, 1.6))
            pen.text(f"{segment.letter} ?", left + 12, middle + 2.7, Style(7.5, 10, bold=True, color="text2"), align="middle")
            left += 24 + 1.6
            continue
        pen.rect(left, top, max(width - 1.6, 0.5), 17, fill=segment.color)
        _segment_words(pen, left, middle, width - 1.6, segment)
        left += width


def _segment_words(pen: Pen, left: float, middle: float, width: float, segment: Segment) -> None:
    """Letter and number, white in the middle; the number alone when there is little room."""
    style = Style(7.5, 10, bold=True, color="white")
    for words in (f"{segment.letter} {one_place(segment.value or 0)}", one_place(segment.value or 0), segment.letter):
        if pen.setter.width(words, style) <= width - 2:
            pen.text(words, left + width / 2, middle + 2.7, style, align="middle")
            return


def _plate(pen: Pen, x: float, middle: float, words: str) -> None:
    """A number on a white plate over a hatch."""
    style = Style(7.5, 10, bold=True)
    width = pen.setter.width(words, style)
    pen.rect(x - width / 2 - 2, middle - 5.5, width + 4, 11, fill="white")
    pen.text(words, x, middle + 2.7, style, align="middle")


def _total(pen: Pen, x: float, middle: float, bar: Bar) -> None:
    words = one_place(bar.total)
    style = Style(10.5, 13, bold=True)
    width = pen.setter.width(words, style)
    if bar.provisional:
        pen.rect(x + 412 - width - 4, middle - 8, width + 8, 16, stroke="warn", width=0.9, dash=(2.2, 1.6), radius=2.5)
    pen.text(words, x + 412, middle + 3.8, style, align="end")


def _firmness(pen: Pen, x: float, middle: float, bar: Bar, scale: RankingScale) -> None:
    """Share of tries in which the place stays, over the line of places: range of nine in ten tries, ring = place now."""

    step = 63 / (scale.places - 1) if scale.places > 8 else 9.0
    line = step * max(scale.places - 1, 0)
    pen.text(f"in {whole_percent(bar.stays or 0)} %", x, middle - 2, CAPTION)
    y = middle + 7
    pen.line(x, y, x + max(line, 0), y, color="line", width=0.9)
    pen.line(x + (bar.low - 1) * step, y, x + (bar.high - 1) * step, y, color="text2", width=2.5)
    pen.circle(x + (bar.place - 1) * step, y, 2.8, fill="white", stroke="text", width=1.2)


def ranking_head(pen: Pen, x: float, y: float, places: int) -> None:
    """The head of the ranking on sunken fill, 27 high."""
    first, second = Style(7.5, 10, bold=True, color="text2"), Style(7.5, 10, color="text2")
    pen.rect(x, y, 492, 27, fill="sunken")
    pen.text("Place, move", x + 4, y + 11, first)
    pen.text("since the round before", x + 4, y + 21.5, second)
    pen.text("Burden", x + ZERO - 4, y + 11, first, align="end")
    pen.text("more is worse", x + ZERO - 4, y + 21.5, second, align="end")
    pen.text("Value", x + ZERO + 4, y + 11, first)
    left = x + ZERO + 4
    for letter, words in (("development", "development"), ("business", "business"), ("government", "government")):
        left += pen.atom(Mark(f"block_{letter}", 7, gap=3), left, y + 21.5, second)
        pen.text(words, left + 1, y + 21.5, Style(7.5, 10, color="text2"))
        left += pen.setter.width(words, second) + 6
    pen.text("Total", x + 416, y + 11, first, align="end")
    pen.text("Stays in place,", x + 424, y + 11, first)
    pen.text(f"range 1 to {places}", x + 424, y + 21.5, second)


def ranking_axis(scale: RankingScale) -> Figure:
    """The axis below the bars: a tick every 2, positive numbers on both sides."""

    def draw(pen: Pen, x: float, y: float) -> None:
        pen.line(x, y, x + 492, y, color="line-strong")
        step = 2 if scale.unit >= 8 else 4
        left, right = int(62 / scale.unit), int(150 / scale.unit)
        for value in range(-(left // step) * step, right + 1, step):
            at = x + ZERO + value * scale.unit
            pen.line(at, y, at, y + 3, color="line-strong")
            pen.text(str(abs(value)), at, y + 11, CAPTION, align="middle")

    return Figure(14.0, draw, "", before=0.0, after=6.0)


def cut_line(head: Rich, below: str, setter: Setter) -> tuple[float, Draw]:
    """Dashes over the full measure, then a sunken row with the reason, who and when."""
    first = setter.set(head, Style(8.5, 11.5), 484)
    second = setter.set(below, CAPTION, 484)
    height = max(28.0, first.height + second.height + 7)

    def draw(pen: Pen, x: float, y: float) -> None:
        pen.rect(x, y, 492, height, fill="sunken")
        pen.line(x, y, x + 492, y, color="text", width=1.4, dash=(5, 3))
        with pen.tags.piece("P"):
            first.draw(pen, x + 4, y + 4)
        with pen.tags.piece("P"):
            second.draw(pen, x + 4, y + 4 + first.height)

    return height, draw


# ---------------------------------------------------------------- rank movement
@dataclass(frozen=True, slots=True)
class Moved:
    """One opportunity over the rounds: its name and its place in each, None where it had none."""

    name: str
    places: tuple[int | None, ...]
    above_cut: bool


def place_rows(places: Sequence[int | None]) -> list[int | None]:
    """A row from 1 for each place: ideas that share a place stand below each other, never over each other."""
    rows: list[int | None] = [None] * len(places)
    free = 1
    for place, index in sorted((place, index) for index, place in enumerate(places) if place is not None):
        rows[index] = max(free, place)
        free = max(free, place) + 1
    return rows


def rank_movement(rounds: Sequence[tuple[str, str]], moved: Sequence[Moved], cut_after: int | None, setter: Setter) -> Figure:
    """Places over up to three rounds. rounds: title and words below it; a round nobody held has dashed circles."""
    moved = sorted(moved, key=lambda one: not one.above_cut)  # of two that share a place, the one that goes on stands above the line
    rows = [place_rows([m.places[i] for m in moved]) for i in range(len(rounds))]
    lowest = max((row for places in rows for row in places if row), default=1)
    held = [any(m.places[i] is not None for m in moved) for i in range(len(rounds))]
    last = max((i for i, h in enumerate(held) if h), default=0)
    # names stand right of the last round with places, so the columns move together when no round follows
    columns = (24.0, 98.0, 240.0)[: len(rounds)] if last < 2 else tuple(24.0 + 58 * i for i in range(len(rounds)))
    room = (columns[last + 1] if last + 1 < len(columns) else 264) - columns[last] - 26
    pitch = 21.5 if any(len(setter.set(m.name, _name_style(m), room).lines) > 1 for m in moved) else 18.5
    height = 30 + pitch * lowest

    def at(row: int) -> float:
        return 30 + pitch * (row - 1) + 2

    def draw(pen: Pen, x: float, y: float) -> None:
        for column, (title, below) in zip(columns, rounds, strict=True):
            pen.text(title, x + column, y + 6, Style(7.5, 10, bold=True, color="text2"), align="middle")
            pen.text(below, x + column, y + 15.5, CAPTION, align="middle")
        spots = [_spots(x, y, columns, [at(row) if row else None for row in own]) for own in zip(*rows, strict=True)]
        for item, own in zip(moved, spots, strict=True):
            _moved_lines(pen, item, own, cut=cut_after is not None)
        for item, own in zip(moved, spots, strict=True):
            _moved_circles(pen, item, own, cut_after)
            if (spot := own[last]) is not None:
                _moved_name(pen, spot[0] + 13, spot[1], item, room)
        for column, was_held in zip(columns, held, strict=True):
            for row in range(1, lowest + 1) if not was_held else ():
                pen.circle(x + column, y + at(row), 7, stroke="text2", width=0.75, dash=(2, 1.6))
        if cut_after and cut_after < lowest:
            cut = y + at(cut_after) + pitch / 2
            pen.line(x + columns[last] - 21, cut, x + columns[last] + 21, cut, color="text", width=1.4, dash=(5, 3))

    names = ". ".join(f"{m.name}: {', '.join(str(p) if p else 'no place' for p in m.places)}" for m in moved)
    held_words = ", ".join(f"{title} {below}" for title, below in rounds)
    return Figure(height, draw, f"Lines, places over the rounds: {held_words}. {names}.")


def _spots(x: float, y: float, columns: Sequence[float], heights: Sequence[float | None]) -> list[Spot | None]:
    """Where one opportunity stands in each round; None where it had no place."""
    return [None if height is None else (x + column, y + height) for column, height in zip(columns, heights, strict=True)]


def _name_style(item: Moved) -> Style:
    return Style(7.5, 8.7, bold=item.above_cut, color="text" if item.above_cut else "text2")


def _moved_name(pen: Pen, x: float, middle: float, item: Moved, width: float) -> None:
    """The name on one or two lines beside its circle; what is longer is cut, the ranking has it in full."""
    style = _name_style(item)
    name = pen.setter.set(item.name, style, width)
    if len(name.lines) > 2:
        name = Paragraph(name.lines[:2], style)
    name.draw(pen, x, middle - name.height / 2)


def _moved_lines(pen: Pen, item: Moved, spots: Sequence[Spot | None], *, cut: bool) -> None:
    for here, there in pairwise(spots):
        if here is not None and there is not None:
            ends = (here[0] + 7, here[1], there[0] - 7, there[1])
            if item.above_cut:
                pen.line(*ends, color="text2", width=1.5)
            elif not cut:
                pen.line(*ends, color="line-strong", width=0.75)
            else:
                pen.line(*ends, color="line-strong", width=0.75, dash=(3, 2))


def _moved_circles(pen: Pen, item: Moved, spots: Sequence[Spot | None], cut_after: int | None) -> None:
    newest = max((i for i, p in enumerate(item.places) if p is not None), default=0)
    for index, (spot, place) in enumerate(zip(spots, item.places, strict=True)):
        if spot is None:
            continue
        filled = item.above_cut and index == newest and cut_after is not None
        pen.circle(*spot, 7, fill="text" if filled else "white", stroke="text", width=0.75)
        style = Style(7.5, 10, bold=filled, color="white" if filled else "text")
        pen.text(str(place), spot[0], spot[1] + 2.7, style, align="middle")
