"""The plain blocks of a page: headings, paragraphs, boxes, key figures, columns. Measures: design of the printed pages, sections 2, 3 and 8."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ctip_desktop.dataclass import dataclass
from ctip_desktop.reports.flow import Block, Draw, Laid, Room
from ctip_desktop.reports.pen import Pen
from ctip_desktop.reports.tags import Tag
from ctip_desktop.reports.text import BODY, CAPTION, H1, H2, H3, KEY, KICKER, SECOND, SUBTITLE, Paragraph, Rich, Span, Style


def stacked(pieces: Sequence[Laid]) -> tuple[float, Draw]:
    """Pieces below each other as one that is never split: its height and how to draw it."""
    tops: list[float] = []
    height, gap = 0.0, 0.0
    for index, piece in enumerate(pieces):
        height += max(gap, piece.before) if index else 0.0
        tops.append(height)
        height += piece.height
        gap = piece.after

    def draw(pen: Pen, x: float, y: float) -> None:
        for top, piece in zip(tops, pieces, strict=True):
            piece.draw(pen, x, y + top)

    return height, draw


def laid(paragraph: Paragraph, tag: Tag, *, before: float = 0.0, after: float = 0.0, keep: bool = False) -> Laid:
    """A set paragraph as a piece that splits between lines, two lines at least on each side. tag: the element of all its parts.

    A caption stays below what it is about, and whole unless it is long: a reader who turns the page finds its table there no more.
    """

    def draw(pen: Pen, x: float, y: float) -> None:
        with pen.tags.piece(tag):
            paragraph.draw(pen, x, y)

    def split(room: float) -> tuple[Laid, Laid] | None:
        parts = paragraph.cut(room)
        if parts is None:
            return None
        return laid(parts[0], tag, before=before), laid(parts[1], tag, after=after, keep=keep)

    below = tag.name == "Caption"
    may_split = not keep and len(paragraph.lines) >= (12 if below else 4)
    return Laid(paragraph.height, draw, before, after, keep, below, split=split if may_split else None)


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph. tag: its kind in the structure of the file: P, Caption, or H3 for a small heading."""

    text: Rich
    style: Style = BODY
    before: float = 4.0
    after: float = 4.0
    keep: bool = False
    tag: str = "P"

    def lay(self, room: Room) -> list[Laid]:
        """One piece that may split between lines."""
        paragraph = room.setter.set(self.text, self.style, room.width)
        return [laid(paragraph, Tag(self.tag), before=self.before, after=self.after, keep=self.keep)]


def caption(text: Rich, *, before: float = 4.0, after: float = 4.0, keep: bool = False) -> Text:
    """Small text under a chart or table."""
    return Text(text, CAPTION, before, after, keep, "Caption")


def quiet(sentence: str) -> Text:
    """The one sentence of an empty section."""
    return Text(sentence, BODY.but(color="text2"))


@dataclass(frozen=True, slots=True)
class Title:
    """The head of a print: what it is, its name, one or more lines below. The name is the first bookmark."""

    kicker: str
    title: str
    below: tuple[Rich, ...] = ()

    def lay(self, room: Room) -> list[Laid]:
        """One piece that is never split."""
        rows = [
            *([laid(room.setter.set(self.kicker, KICKER, room.width), Tag("P"))] if self.kicker else []),
            laid(room.setter.set(self.title, H1, room.width), Tag("H1")),
            *(laid(room.setter.set(line, SUBTITLE, room.width), Tag("P")) for line in self.below),
        ]
        height, inner = stacked(rows)

        def draw(pen: Pen, x: float, y: float) -> None:
            pen.bookmark(self.title, 0, y)
            inner(pen, x, y)

        return [Laid(height, draw, after=9.0, section=self.title)]


@dataclass(frozen=True, slots=True)
class Heading:
    """A section heading with its number in accent and a quiet note beside it; it stays with what follows. number 0: none."""

    title: str
    number: int = 0
    note: str = ""
    anchor: str = ""

    @property
    def section(self) -> str:
        """Number and title, as repeated after a page break."""
        return f"{self.number} {self.title}" if self.number else self.title

    def lay(self, room: Room) -> list[Laid]:
        """One piece that keeps with the next."""
        number = (Span(f"{self.number} ", color="accent"),) if self.number else ()
        note = (Span(f"   {self.note}", bold=False, color="text2", size=8),) if self.note else ()
        paragraph = room.setter.set((*number, f" {self.title}" if self.number else self.title, *note), H2, room.width)

        def draw(pen: Pen, x: float, y: float) -> None:
            pen.bookmark(self.section, 1, y)
            with pen.tags.piece("H2"):
                paragraph.draw(pen, x, y)

        return [Laid(paragraph.height, draw, before=16.0, after=5.0, keep=True, section=self.section, anchor=self.anchor)]


@dataclass(frozen=True, slots=True)
class Subheading:
    """A heading inside a section or column."""

    title: Rich
    style: Style = H3
    before: float = 10.0

    def lay(self, room: Room) -> list[Laid]:
        """One piece that keeps with the next."""
        tag = Tag("H2" if self.style == H2 else "H3")
        return [laid(room.setter.set(self.title, self.style, room.width), tag, before=self.before, after=3.0, keep=True)]


@dataclass(frozen=True, slots=True)
class Box:
    """A framed text. bar: a 3 point bar at its start edge, `accent` for the next step, `warn` for a disagreement; fill: without a frame."""

    blocks: tuple[Block, ...]
    bar: str = ""
    fill: str = ""
    frame: str = "line"
    before: float = 12.0
    after: float = 12.0

    def lay(self, room: Room) -> list[Laid]:
        """One piece that is never split; what is taller than a page stands there without its frame."""
        height, draw = self.inner(room, 0.0)
        if height > room.body:
            return [piece for block in self.blocks for piece in block.lay(room)]
        return [Laid(height, draw, self.before, self.after)]

    def inner(self, room: Room, least: float) -> tuple[float, Draw]:
        """Height (at least `least`) and drawing, also used for boxes side by side."""
        start = 13.0 if self.bar else 9.0
        pieces = [p for block in self.blocks for p in block.lay(room.narrowed(room.width - start - 9.0))]
        content, inside = stacked(pieces)
        height, width = max(content + 14.0, least), room.width

        def draw(pen: Pen, x: float, y: float) -> None:
            pen.rect(x, y, width, height, fill=self.fill, stroke="" if self.fill else self.frame, radius=3)
            if self.bar:
                pen.rect(x, y, 3, height, fill=self.bar)
            inside(pen, x + start, y + 7.0)

        return height, draw


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Boxes beside each other, equally high. widths: of each, in points."""

    boxes: tuple[Box, ...]
    widths: tuple[float, ...]
    gap: float = 12.0
    before: float = 12.0
    after: float = 12.0

    def lay(self, room: Room) -> list[Laid]:
        """One piece that is never split."""
        tallest = max(box.inner(room.narrowed(w), 0.0)[0] for box, w in zip(self.boxes, self.widths, strict=True))
        drawn = [box.inner(room.narrowed(w), tallest)[1] for box, w in zip(self.boxes, self.widths, strict=True)]

        def draw(pen: Pen, x: float, y: float) -> None:
            for inner, width in zip(drawn, self.widths, strict=True):
                inner(pen, x, y)
                x += width + self.gap

        return [Laid(tallest, draw, self.before, self.after)]


def key_figures(figures: Sequence[tuple[str, str, str]], width: float = 492.0) -> SideBySide:
    """Boxes with a large number, what it is out of, and one sentence."""
    gap = 8.0
    each = (width - gap * (len(figures) - 1)) / len(figures)
    boxes = []
    for number, unit, sentence in figures:
        first = Text((Span(number), Span(f"  {unit}" if unit else "", bold=False, size=9, color="text2")), KEY, 0, 0)
        boxes.append(Box((first, Text(sentence, SECOND, 4.0, 0))))
    return SideBySide(tuple(boxes), (each,) * len(boxes), gap)


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns beside each other with their own blocks; never split, so for short things; what is taller than a page stands below each other."""

    columns: tuple[tuple[float, tuple[Block, ...]], ...]
    gap: float = 12.0
    before: float = 8.0
    after: float = 8.0

    def lay(self, room: Room) -> list[Laid]:
        """One piece that is never split, or the pieces of all columns."""
        drawn = [(width, *stacked([p for b in blocks for p in b.lay(room.narrowed(width))])) for width, blocks in self.columns]
        if max(height for _, height, _ in drawn) > room.body:
            return [piece for _, blocks in self.columns for block in blocks for piece in block.lay(room)]

        def draw(pen: Pen, x: float, y: float) -> None:
            for width, _, inner in drawn:
                inner(pen, x, y)
                x += width + self.gap

        return [Laid(max(height for _, height, _ in drawn), draw, self.before, self.after)]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Names and values in two columns without lines."""

    rows: tuple[tuple[str, Rich], ...]
    first: float = 78.0

    def lay(self, room: Room) -> list[Laid]:
        """One piece per row."""
        listed = Tag("L")
        return [self._row(name, value, room, listed) for name, value in self.rows]

    def _row(self, name: str, value: Rich, room: Room, listed: Tag) -> Laid:
        style = Style(7.8, 11)
        left = room.setter.set(name, style.but(color="text2"), self.first - 8)
        right = room.setter.set(value, style, room.width - self.first)

        def draw(pen: Pen, x: float, y: float) -> None:
            with pen.tags.piece(listed, "LI"):
                with pen.tags.piece("Lbl"):
                    left.draw(pen, x, y)
                with pen.tags.piece("LBody"):
                    right.draw(pen, x + self.first, y)

        return Laid(max(left.height, right.height), draw, 2.5, 2.5)


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list with discs."""

    items: tuple[Rich, ...]

    def lay(self, room: Room) -> list[Laid]:
        """One piece per item, which may split between lines."""
        listed = Tag("L")
        return [_bullet(room.setter.set(item, BODY, room.width - 12), (listed, Tag("LI"), Tag("LBody")), disc=True) for item in self.items]


def _bullet(paragraph: Paragraph, path: tuple[Tag, ...], *, disc: bool) -> Laid:
    """An item of a list, or the rest of one after a break: without its disc."""

    def draw(pen: Pen, x: float, y: float) -> None:
        if disc:
            pen.circle(x + 3, y + 7, 1.5, fill="text")
        with pen.tags.piece(*path):
            paragraph.draw(pen, x + 12, y)

    def split(room: float) -> tuple[Laid, Laid] | None:
        parts = paragraph.cut(room)
        return None if parts is None else (_bullet(parts[0], path, disc=disc), _bullet(parts[1], path, disc=False))

    return Laid(paragraph.height, draw, 3.0, 3.0, split=split if len(paragraph.lines) >= 4 else None)


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing of a fixed height. words: all it says, for those who cannot see it; without any it is decoration."""

    height: float
    draw: Draw
    words: str
    before: float = 6.0
    after: float = 6.0
    keep: bool = False

    def lay(self, room: Room) -> list[Laid]:
        """One piece that is never split."""

        def draw(pen: Pen, x: float, y: float) -> None:
            with pen.figure(self.words, x, y, room.width, self.height):
                self.draw(pen, x, y)

        return [Laid(self.height, draw, self.before, self.after, self.keep)]


@dataclass(frozen=True, slots=True)
class Space:
    """Empty height."""

    height: float

    def lay(self, room: Room) -> list[Laid]:
        """One piece."""
        return [Laid(self.height, lambda pen, x, y: None)]


@dataclass(frozen=True, slots=True)
class Fresh:
    """A block that begins a new page."""

    block: Block

    def lay(self, room: Room) -> list[Laid]:
        """The block's pieces, the first on a new page."""
        pieces = self.block.lay(room)
        return [replace(pieces[0], fresh=True), *pieces[1:]] if pieces else []


@dataclass(frozen=True, slots=True)
class Together:
    """Short blocks that are not parted by a page break, as a heading with a small table."""

    blocks: tuple[Block, ...]

    def lay(self, room: Room) -> list[Laid]:
        """The blocks' pieces, each kept with the next."""
        pieces = [piece for block in self.blocks for piece in block.lay(room)]
        return [*(replace(piece, keep=True) for piece in pieces[:-1]), *pieces[-1:]]


@dataclass(frozen=True, slots=True)
class Under:
    """A block that begins a section of its own without a heading above it, so that a break before it is no break of the section before."""

    section: str
    block: Block

    def lay(self, room: Room) -> list[Laid]:
        """The block's pieces."""
        return [replace(piece, section=self.section) for piece in self.block.lay(room)]
