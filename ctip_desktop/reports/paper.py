"""What is left for a pen on a page: boxes to tick, writing lines, lines to sign on. Design of the printed pages, section 6."""

from __future__ import annotations

from ctip_desktop.dataclass import dataclass
from ctip_desktop.reports.flow import Laid, Room
from ctip_desktop.reports.pen import Pen
from ctip_desktop.reports.text import Mark, Style

BOX = 15.0  # points, the side of a box to tick
LINE = 22.0  # from one writing line to the next

TICK = Mark("box", 9)
"""A small box before a line of text."""


@dataclass(frozen=True, slots=True)
class SignLines:
    """Writing lines beside each other with their names below."""

    names: tuple[str, ...]
    before: float = 2.0

    def lay(self, room: Room) -> list[Laid]:
        """One piece that is never split."""
        gap = 16.0
        each = (room.width - gap * (len(self.names) - 1)) / len(self.names)
        below = [room.setter.set(name, Style(7.5, 10, color="text2"), each) for name in self.names]
        height = 18.0 + max(words.height for words in below)

        def draw(pen: Pen, x: float, y: float) -> None:
            for index, words in enumerate(below):
                left = x + index * (each + gap)
                pen.line(left, y + 16, left + each, y + 16, color="line-strong")
                with pen.tags.piece("P"):
                    words.draw(pen, left, y + 26 - words.baseline)

        return [Laid(height, draw, self.before, 6.0)]


@dataclass(frozen=True, slots=True)
class Rules:
    """Empty writing lines over the full width."""

    number: int

    def lay(self, room: Room) -> list[Laid]:
        """One piece that is never split."""

        def draw(pen: Pen, x: float, y: float) -> None:
            with pen.figure("Lines to write on", x, y, room.width, LINE * self.number, blank="tv"):
                for index in range(1, self.number + 1):
                    pen.line(x, y + LINE * index, x + room.width, y + LINE * index, color="line-strong")

        return [Laid(LINE * self.number, draw, 0.0, 4.0)]
