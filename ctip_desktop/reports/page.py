"""The page: paper sizes, the header with the shape of its reader, the footer, and the PDF around the pages.

Measures: design of the printed pages, sections 2 and 5. The same input gives the same bytes: the time printed in the file is the one handed in.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from datetime import datetime
from types import MappingProxyType
from typing import Any

from ctip_desktop.dataclass import dataclass
from ctip_desktop.reports.audience import Audience
from ctip_desktop.reports.flow import REPEATED, Block, Page, Room, paginate
from ctip_desktop.reports.fonts import Fonts, clusters
from ctip_desktop.reports.metadata import describe
from ctip_desktop.reports.pen import Pen, light_palette
from ctip_desktop.reports.text import CAPTION, H3, Paragraph, Rich, Setter, Span, Style

MEASURE = 492.0
HEADER_RULE = 42.0
HEADER_ROOM = 24.0  # height of the words above it
BODY_TOP = 58.0


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper size in points; charts and tables have the same measure on both."""

    name: str
    width: float
    height: float
    bottom: float  # of the body, from the top of the page
    footer: float  # the rule, from the top of the page

    @property
    def margin(self) -> float:
        """Left and right."""
        return (self.width - MEASURE) / 2

    @property
    def body(self) -> float:
        """Height of the body."""
        return self.bottom - BODY_TOP


A4 = Paper("A4", 595.28, 841.89, 783.6, 797)
LETTER = Paper("Letter", 612, 792, 733.8, 747)
PAPERS: Mapping[str, Paper] = MappingProxyType({"a4": A4, "letter": LETTER})


@dataclass(frozen=True, slots=True)
class Tab:
    """How a reader is named on every page: words, icon and the shape of the tab."""

    words: str
    icon: str
    fill: str = ""
    stroke: str = ""
    width: float = 0.0
    dash: tuple[float, ...] = ()
    ink: str = "text"


def tab(audience: Audience, company: str = "") -> Tab:
    """The tab of an audience; a partner is named."""
    return {
        Audience.INTERNAL: Tab("Our team only", "lock", fill="text", ink="white"),
        Audience.PARTNER: Tab(f"For {company}" if company else "For one partner", "partner", fill="white", stroke="text", width=1.5),
        Audience.DONOR: Tab("For the donor", "file", fill="tint", stroke="accent", width=0.75, ink="accent"),
        Audience.PUBLIC: Tab("Public", "globe", stroke="text", width=0.75, dash=(3, 2)),
    }[audience]


BY_HAND = Tab("To fill in by hand", "pencil", fill="white", stroke="text", width=0.75)
"""The tab of a paper form."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands on every page. footer: its first line, given the page of a named anchor; made: its second line."""

    programme: str
    document: str
    tab: Tab
    footer: Callable[[Mapping[str, int]], str]
    made: str
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """A finished file."""

    pdf: bytes
    pages: int
    missing: tuple[str, ...]  # characters no font has
    words: tuple[str, ...] = ()  # of the verification box
    one_by_one: tuple[str, ...] = ()  # scripts whose letters are not set as they are written


@dataclass(frozen=True, slots=True)
class Meta:
    """What the file says about itself. It never holds more than the first page shows."""

    title: str
    author: str
    subject: str
    made_at: datetime  # with its time zone


@dataclass(frozen=True, slots=True)
class _Stamp:
    """The time in the file, in the form the PDF library reads it: half hours of a time zone are kept, also west of Greenwich."""

    YMDhms: tuple[int, int, int, int, int, int]
    dhh: int
    dmm: int

    @staticmethod
    def of(at: datetime) -> _Stamp:
        offset = at.utcoffset()
        minutes = int(offset.total_seconds() // 60) if offset else 0
        sign = -1 if minutes < 0 else 1
        hours, rest = divmod(abs(minutes), 60)
        return _Stamp((at.year, at.month, at.day, at.hour, at.minute, at.second), sign * hours, rest)


def make(blocks: Sequence[Block], paper: Paper, frame: Frame, meta: Meta) -> Made:
    """Lay the blocks on pages and write the file. Rows are set tight whenever that saves a page."""
    fonts = Fonts()
    setter = Setter(fonts)
    pages = paginate(blocks, Room(setter, MEASURE, paper.body))
    buffer = io.BytesIO()
    canvas = _canvas(buffer, paper, fonts, meta)
    pen = Pen(canvas, paper.height, setter, light_palette())
    anchors = {piece.anchor: number for number, page in enumerate(pages, 1) for _, piece in page.pieces if piece.anchor}
    for number, page in enumerate(pages, 1):
        _header(pen, paper, frame, first=number == 1)
        _body(pen, paper, page, number)
        with pen.tags.artifact("Footer"):
            _footer(pen, paper, frame, anchors, number, len(pages))
        pen.tags.turn_page()
    pen.tags.finish()
    canvas.save()
    return Made(buffer.getvalue(), len(pages), tuple(sorted(fonts.missing)), pen.words, tuple(sorted(fonts.one_by_one)))


def count_pages(blocks: Sequence[Block], paper: Paper) -> int:
    """How many pages the blocks fill."""
    return len(paginate(blocks, Room(Setter(Fonts()), MEASURE, paper.body)))


def _canvas(buffer: io.BytesIO, paper: Paper, fonts: Fonts, meta: Meta) -> Any:
    from reportlab.pdfgen.canvas import Canvas

    base = fonts.base()
    base.width("")  # opens the font, so that the file never falls back to a built-in one
    canvas = Canvas(buffer, pagesize=(paper.width, paper.height), pageCompression=1, invariant=1, lang="en", initialFontName=base.name)
    canvas._doc._timeStamp = _Stamp.of(meta.made_at)
    canvas.setTitle(meta.title)
    canvas.setAuthor(meta.author)
    canvas.setSubject(meta.subject)
    canvas.setCreator("CTIP Desktop")
    canvas.setProducer("CTIP Desktop")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.showOutline()
    describe(canvas._doc, meta.title, meta.author, meta.made_at)
    return canvas


def _header(pen: Pen, paper: Paper, frame: Frame, *, first: bool) -> None:
    """The head of a page is decoration, but for whom the print is made is said once, before all else."""
    left, right = paper.margin, paper.width - paper.margin
    shape = frame.tab
    style = Style(7.5, 10.5, bold=True, color=shape.ink)
    label = _short(pen, shape.words, lambda words: words, style, 200)
    width = label.width + 30
    height = max(16.0, 6 + label.height)
    top = HEADER_RULE - height
    if shape.dash:
        pen.rect(right - width, top, width, height, stroke=shape.stroke, width=shape.width, dash=shape.dash, radius=2.5)
    else:
        _tab_shape(pen, right - width, top, width, height, shape)
    pen.icon(shape.icon, right - width + 8, top + (height - 9) / 2, 9, color=shape.ink)
    with pen.tags.piece("P") if first else pen.tags.artifact("Header"):
        label.draw(pen, right - width + 20.5, top + (height - label.height) / 2)
    pen.line(left, HEADER_RULE, right, HEADER_RULE, color="accent", width=1)
    draft = (Span("Draft  ", bold=True, color="warn"),) if frame.draft else ()
    programme = Span(frame.programme, bold=True)
    text = _short(pen, frame.document, lambda words: (programme, "  ·  ", *draft, words), CAPTION, MEASURE - width - 12)
    with pen.tags.artifact("Header"):
        text.draw(pen, left, HEADER_RULE - 5.5 - text.height)


def _short(pen: Pen, words: str, around: Callable[[str], Rich], style: Style, width: float) -> Paragraph:
    """Words that fit above the rule; of a very long name the end is left out here, it stands whole in the title."""
    kept = list(clusters(words))
    paragraph = pen.setter.set(around(words), style, width)
    while kept and paragraph.height > HEADER_ROOM:
        del kept[-max(1, len(kept) // 12) :]
        paragraph = pen.setter.set(around(f"{''.join(kept).rstrip()}…"), style, width)
    return paragraph


def _tab_shape(pen: Pen, x: float, y: float, w: float, h: float, shape: Tab) -> None:
    """A tab standing on the rule: round above, square below."""
    pen.rect(x, y, w, h, fill=shape.fill, stroke=shape.stroke, width=shape.width or 0.75, radius=2.5)
    if shape.fill:
        inset = shape.width / 2
        pen.rect(x + inset, y + h - 4, w - 2 * inset, 4, fill=shape.fill)
        if shape.stroke:
            pen.line(x, y + h - 5, x, y + h, color=shape.stroke, width=shape.width)
            pen.line(x + w, y + h - 5, x + w, y + h, color=shape.stroke, width=shape.width)


def _body(pen: Pen, paper: Paper, page: Page, number: int) -> None:
    left = paper.margin
    if page.continues:
        with pen.tags.artifact():
            pen.text(f"{page.continues}, continued", left, BODY_TOP + 10, H3)
    for top, piece in page.pieces:
        with pen.tags.artifact() if piece.anchor == REPEATED else nullcontext():
            piece.draw(pen, left, BODY_TOP + top)
    if page.goes_on:
        with pen.tags.artifact():
            pen.text(f"continued on page {number + 1}", left + MEASURE, BODY_TOP + page.filled + 11, CAPTION, align="end")


def _footer(pen: Pen, paper: Paper, frame: Frame, anchors: Mapping[str, int], number: int, total: int) -> None:
    left, right = paper.margin, paper.width - paper.margin
    pen.line(left, paper.footer, right, paper.footer, color="line-strong")
    first = pen.setter.set(frame.footer(anchors), CAPTION, MEASURE - 60)
    first.draw(pen, left, paper.footer + 3)
    second = pen.setter.set(frame.made, CAPTION, MEASURE - 60)
    second.draw(pen, left, paper.footer + 3 + first.height)
    pen.text(f"{number} of {total}", right, paper.footer + 3 + first.baseline, CAPTION.but(bold=True, color="text"), align="end")
