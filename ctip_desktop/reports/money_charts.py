"""The charts of the report on all partnerships: private money by quarter, kinds of partnership, opportunities on each step.

Design of the printed pages, section 7. Columns and bars start at 0; promised money is hatched on top of received money.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from ctip_desktop.dataclass import dataclass
from ctip_desktop.queries.portfolio import Gift
from ctip_desktop.reports.blocks import Figure
from ctip_desktop.reports.flow import Laid, Room
from ctip_desktop.reports.partner_charts import axis_step
from ctip_desktop.reports.pen import Pen
from ctip_desktop.reports.text import CAPTION, Span, Style
from ctip_desktop.reports.words import MONTHS

COLUMN, PITCH, TALL = 36.0, 62.0, 108.0
SMALL = Style(7.5, 10)
BOLD = Style(7.5, 10, bold=True)
QUARTERS = 4


@dataclass(frozen=True, slots=True)
class Quarter:
    """Private money up to the end of one quarter."""

    label: str
    received: float
    promised: float


def quarters(gifts: Sequence[Gift], today: date) -> tuple[Quarter, ...]:
    """Sums since the start at the end of the last four quarters, the running one up to today. A gift without a day counts from the first one on."""
    private = [gift for gift in gifts if gift.source == "private"]
    out = []
    for first, last in _quarters(today):
        known = [gift for gift in private if gift.on is None or gift.on <= last]
        received = sum(gift.value for gift in known if gift.state == "received")
        label = f"{MONTHS[first.month - 1]}–{MONTHS[first.month + 1]} {first.year % 100:02}"
        out.append(Quarter(label, received, sum(gift.value for gift in known) - received))
    return tuple(out)


def _quarters(today: date) -> list[tuple[date, date]]:
    """First and last day of the last four quarters, the oldest first."""
    first = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    found = []
    for _ in range(QUARTERS):
        following = date(first.year + first.month // 10, (first.month + 2) % 12 + 1, 1)
        found.append((first, following - timedelta(days=1)))
        before = first - timedelta(days=1)
        first = date(before.year, (before.month - 1) // 3 * 3 + 1, 1)
    return found[::-1]


@dataclass(frozen=True, slots=True)
class QuarterColumns:
    """Private money by quarter with its target as a dashed line."""

    quarters: tuple[Quarter, ...]
    target: float | None
    unit: float  # amounts are divided by it
    places: int

    def lay(self, room: Room) -> list[Laid]:
        """One figure."""
        words = "; ".join(f"{q.label}: received {self._words(q.received)}, promised {self._words(q.promised)}" for q in self.quarters)
        target = f" Target {self._words(self.target)}." if self.target else ""
        return Figure(TALL + 40, self._draw, f"Columns, private money since the start by quarter. {words}.{target}").lay(room)

    def _words(self, value: float) -> str:
        return f"{value / self.unit:,.{self.places}f}"

    def _draw(self, pen: Pen, x: float, y: float) -> None:
        top = max([q.received + q.promised for q in self.quarters] + [self.target or 0.0], default=0.0) or 1.0
        base, scale, left = y + TALL + 18, TALL / top, x + 30
        step, value = axis_step(top), 0.0
        while value <= top + 1e-9:
            at = base - value * scale
            pen.line(left, at, left + PITCH * QUARTERS, at, color="line-strong" if not value else "line")
            pen.text(self._words(value) if value else "0", left - 4, at + 3, SMALL, align="end")
            value += step
        for index, quarter in enumerate(self.quarters):
            self._column(pen, quarter, left + PITCH * index + (PITCH - COLUMN) / 2, base, scale)
        if self.target:
            at = base - self.target * scale
            pen.line(left, at, left + PITCH * QUARTERS, at, color="text", width=1.4, dash=(5, 3))
            pen.text(f"target {self._words(self.target)}", left, at - 4, BOLD)

    def _column(self, pen: Pen, quarter: Quarter, x: float, base: float, scale: float) -> None:
        received, promised = quarter.received * scale, quarter.promised * scale
        if received:
            pen.rect(x, base - received, COLUMN, received, fill="accent")
        if promised:
            pen.hatch(x, base - received - promised, COLUMN, promised, color="accent")
            pen.rect(x, base - received - promised, COLUMN, promised, stroke="accent")
        if received > 14:
            pen.text(self._words(quarter.received), x + COLUMN / 2, base - received + 10, Style(7.5, 10, bold=True, color="white"), align="middle")
        if total := quarter.received + quarter.promised:
            words, at = self._words(total), base - received - promised - 4
            width = pen.setter.width(words, BOLD)
            pen.rect(x + COLUMN / 2 - width / 2 - 2, at - 8, width + 4, 10, fill="white")
            pen.text(words, x + COLUMN / 2, at, BOLD, align="middle")
        pen.text(quarter.label, x + COLUMN / 2, base + 11, SMALL, align="middle")


@dataclass(frozen=True, slots=True)
class CountBars:
    """Counts by name as bars, the number at the end."""

    counts: tuple[tuple[str, int], ...]

    def lay(self, room: Room) -> list[Laid]:
        """One figure."""
        most = max((number for _, number in self.counts), default=1)

        def draw(pen: Pen, x: float, y: float) -> None:
            for index, (name, number) in enumerate(self.counts):
                top = y + 24 * index
                width = max(2.0, (room.width - 30) * number / most)
                pen.text(name, x, top + 9, SMALL)
                pen.rect(x, top + 12, width, 8, fill="accent")
                pen.text(Span(str(number), bold=True), x + width + 5, top + 19, Style(8, 10))

        words = "; ".join(f"{name}: {number}" for name, number in self.counts)
        return Figure(24.0 * len(self.counts) + 2, draw, f"Bars. {words}.").lay(room)


@dataclass(frozen=True, slots=True)
class StepCount:
    """One step of the pipeline: how many stand there, and a quiet line below."""

    name: str
    number: int
    below: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class StepColumns:
    """How many opportunities stand on each step, side by side; no step is better than another."""

    steps: tuple[StepCount, ...]

    def lay(self, room: Room) -> list[Laid]:
        """One figure."""
        gap = 6.0
        each = (room.width - gap * (len(self.steps) - 1)) / max(1, len(self.steps))
        most = max((step.number for step in self.steps), default=1) or 1

        def draw(pen: Pen, x: float, y: float) -> None:
            base = y + 42
            for index, step in enumerate(self.steps):
                left, height = x + index * (each + gap), 26 * step.number / most
                if height:
                    fill, edge = ("accent", "") if step.strong else ("tint", "accent")
                    pen.rect(left, base - height, min(each, 66.0), height, fill=fill, stroke=edge)
                pen.line(left, base, left + each, base, color="line-strong")
                pen.text(Span(str(step.number), bold=True), left, base - height - 3, Style(9, 12))
                name = pen.setter.set(step.name, SMALL, each)
                name.draw(pen, left, base + 3)
                pen.text(step.below, left, base + 3 + name.height + 8, CAPTION, width=each)

        words = "; ".join(f"{step.name}: {step.number}{f', {step.below}' if step.below else ''}" for step in self.steps)
        names = max((room.setter.set(step.name, SMALL, each).height for step in self.steps), default=10.0)
        return Figure(
            50.0 + names + (12 if any(step.below for step in self.steps) else 0), draw, f"Columns, opportunities on each step. {words}."
        ).lay(room)


def scaled(most: float) -> tuple[float, int, str]:
    """What amounts are divided by, with how many decimals, and its word: millions, thousands or nothing."""
    if most >= 1_000_000:
        return 1_000_000.0, 2, "million "
    return (1_000.0, 0, "thousand ") if most >= 10_000 else (1.0, 0, "")
