"""The one text function: everything that puts words on a page goes through `Setter`.

A text is a row of pieces: plain strings, `Span` (other weight, colour or size), `Mark` (a symbol) and `Pill` (a framed word). There is no markup, so
nothing a person typed can be taken for a command. Lines break at words; a word longer than its cell breaks at a cluster, never inside one.
Sizes, lines and widths are in points; y grows downwards.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from ctip_desktop.dataclass import dataclass
from ctip_desktop.reports.fonts import Fonts, Run, clusters

if TYPE_CHECKING:
    from ctip_desktop.reports.pen import Pen

ASCENT, DESCENT = 1.069, 0.293  # of Noto Sans, in ems: lines of every script are set around this middle


@dataclass(frozen=True, slots=True)
class Style:
    """Size and line height in points, weight, and a colour of `resources/tokens.json`."""

    size: float
    line: float
    bold: bool = False
    color: str = "text"

    def but(self, *, bold: bool | None = None, color: str | None = None) -> Style:
        """The same with another weight or colour."""
        return replace(self, bold=self.bold if bold is None else bold, color=color or self.color)


COVER = Style(26, 32, bold=True)
H1 = Style(21, 26, bold=True)
H2 = Style(12, 16, bold=True)
H3 = Style(9.5, 13, bold=True)
KICKER = Style(8.5, 11, color="text2")
SUBTITLE = Style(9.5, 13.5, color="text2")
BODY = Style(9, 13)
LEAD = Style(10, 14.5)
TABLE = Style(8.5, 11.5)
SECOND = Style(7.5, 10.5, color="text2")
HEAD = Style(7.5, 10, bold=True, color="text2")
CAPTION = Style(7.5, 10.5, color="text2")
KEY = Style(17, 21, bold=True)


@dataclass(frozen=True, slots=True)
class Span:
    """Words that differ from the text around them. sub: set lower in rank, in the colour of second text."""

    text: str
    bold: bool | None = None
    color: str | None = None
    size: float | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A symbol in the text line. size: its square, in points; it is followed by a thin gap. words: what it says where no word beside it does."""

    icon: str
    size: float = 9.0
    color: str | None = None
    gap: float = 3.0
    words: str = ""


@dataclass(frozen=True, slots=True)
class Pill:
    """Words in a frame, with a symbol before them. frame: solid, dashed or dotted."""

    text: str
    icon: str = ""
    frame: str = "solid"
    color: str = "text2"
    size: float = 7.5


Piece = str | Span | Mark | Pill
Rich = Piece | Sequence[Piece]


def pieces(rich: Rich) -> tuple[Piece, ...]:
    """A rich text as a row of pieces."""
    return (rich,) if isinstance(rich, str | Span | Mark | Pill) else tuple(rich)


def plain(rich: Rich) -> str:
    """The words of a rich text, without symbols."""
    return "".join(p if isinstance(p, str) else "" if isinstance(p, Mark) else p.text for p in pieces(rich))


@dataclass(frozen=True, slots=True)
class Ink:
    """One run on a line, ready to draw."""

    run: Run
    size: float
    color: str
    width: float


Atom = Ink | Mark | Pill


@dataclass(frozen=True, slots=True)
class _Unit:
    """What stands between two places where a line may break. `width` counts without the spaces at its end, `full` with them."""

    atoms: tuple[Atom, ...]
    width: float
    full: float
    ends_line: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One set line: its atoms, ink width, height, and where its baseline lies below its top."""

    atoms: tuple[Atom, ...]
    width: float
    height: float
    baseline: float


@dataclass(frozen=True)
class Paragraph:
    """Lines set to one width."""

    lines: tuple[Line, ...]
    style: Style

    @cached_property
    def height(self) -> float:
        """Sum of the line heights."""
        return sum(line.height for line in self.lines)

    @cached_property
    def width(self) -> float:
        """Width of the longest line."""
        return max((line.width for line in self.lines), default=0.0)

    @property
    def baseline(self) -> float:
        """Baseline of the first line below the top."""
        return self.lines[0].baseline if self.lines else 0.0

    @cached_property
    def words(self) -> str:
        """The text in lower case, symbols left out."""
        return "".join(_words(atom) for line in self.lines for atom in line.atoms).lower().replace("\u00a0", " ")

    def cut(self, room: float, least: int = 2) -> tuple[Paragraph, Paragraph] | None:
        """The lines that fit into `room`, and the rest; None unless at least `least` lines stand on each side."""
        used, count = 0.0, 0
        while count < len(self.lines) and used + self.lines[count].height <= room:
            used += self.lines[count].height
            count += 1
        count = min(count, len(self.lines) - least)
        if count < least:
            return None
        return Paragraph(self.lines[:count], self.style), Paragraph(self.lines[count:], self.style)

    def draw(self, pen: Pen, x: float, y: float, width: float = 0.0, align: str = "start") -> None:
        """Draw with the top at y. align: start, end or middle of `width`."""
        for line in self.lines:
            left = x + {"start": 0.0, "end": width - line.width, "middle": (width - line.width) / 2}[align]
            for atom in line.atoms:
                left += pen.atom(atom, left, y + line.baseline, self.style, self.words if isinstance(atom, Mark) else "")
            y += line.height


def _words(atom: Atom) -> str:
    return atom.run.text if isinstance(atom, Ink) else "" if isinstance(atom, Mark) else f"{atom.text} "


class Setter:
    """Sets texts into lines with the fonts of one print."""

    def __init__(self, fonts: Fonts) -> None:
        self.fonts = fonts

    def set(self, rich: Rich, style: Style, width: float) -> Paragraph:
        """Break a text into lines of at most `width` points."""
        lines: list[Line] = []
        held: list[_Unit] = []
        used = 0.0
        for unit in self._fitting(self._units(pieces(rich), style), width):
            if held and used + unit.width > width + 0.01:
                lines.append(self._line(held, style))
                held, used = [], 0.0
            held.append(unit)
            used += unit.full
            if unit.ends_line:
                lines.append(self._line(held, style))
                held, used = [], 0.0
        if held or not lines:
            lines.append(self._line(held, style))
        return Paragraph(tuple(lines), style)

    def width(self, rich: Rich, style: Style) -> float:
        """Width of the text on one line."""
        return self.set(rich, style, 1e9).width

    def pill(self, pill: Pill) -> float:
        """Width of a framed word with its padding and the gap after it."""
        return self.fonts.width(pill.text, pill.size, bold=False) + (pill.size + 3 if pill.icon else 0) + 8 + 3

    def _units(self, row: tuple[Piece, ...], style: Style) -> Iterator[_Unit]:
        """The text of all pieces, cut at the places where a line may break."""
        atoms: list[Atom] = []
        for index, (piece, text) in enumerate(parts := list(_parts(row))):
            if isinstance(piece, str | Span):
                atoms.extend(self._inks(piece, text.rstrip("\n"), style))
            else:
                atoms.append(piece)
            following = parts[index + 1] if index + 1 < len(parts) else None
            if following is None or text.endswith("\n") or _may_break(piece, text, *following):
                yield self._unit(tuple(atoms), ends_line=text.endswith("\n"))
                atoms = []

    def _inks(self, piece: str | Span, text: str, style: Style) -> Iterator[Ink]:
        span = piece if isinstance(piece, Span) else Span(piece)
        bold = style.bold if span.bold is None else span.bold
        size = span.size or style.size
        for run in self.fonts.runs(text, bold=bold):
            yield Ink(run, size, span.color or style.color, run.width * size / 1000)

    def _unit(self, atoms: tuple[Atom, ...], *, ends_line: bool = False) -> _Unit:
        full = sum(self._advance(a) for a in atoms)
        trailing = 0.0
        if atoms and isinstance(last := atoms[-1], Ink):
            spaces = len(last.run.text) - len(last.run.text.rstrip(" "))
            trailing = spaces * last.run.face.width(" ") * last.size / 1000
        elif atoms and isinstance(atoms[-1], Mark | Pill):
            trailing = 3.0
        return _Unit(atoms, full - trailing, full, ends_line)

    def _advance(self, atom: Atom) -> float:
        if isinstance(atom, Ink):
            return atom.width
        return atom.size + atom.gap if isinstance(atom, Mark) else self.pill(atom)

    def _fitting(self, units: Iterator[_Unit], width: float) -> Iterator[_Unit]:
        """Units wider than the line, broken between clusters."""
        for unit in units:
            if unit.width <= width:
                yield unit
            else:
                yield from self._broken(unit)

    def _broken(self, unit: _Unit) -> Iterator[_Unit]:
        for atom in unit.atoms:
            if not isinstance(atom, Ink):
                yield self._unit((atom,))
                continue
            for cluster in clusters(atom.run.text):
                run = Run(atom.run.face, cluster, atom.run.face.width(cluster))
                yield self._unit((replace(atom, run=run, width=run.width * atom.size / 1000),))
        if unit.ends_line:
            yield _Unit((), 0.0, 0.0, ends_line=True)

    def _line(self, units: list[_Unit], style: Style) -> Line:
        atoms = tuple(a for unit in units for a in unit.atoms)
        width = sum(u.full for u in units[:-1]) + (units[-1].width if units else 0.0)
        factor = max((_tall(a) for a in atoms), default=1.0)
        largest = max((a.size for a in atoms if isinstance(a, Ink)), default=style.size)
        height = max(style.line, largest * 1.25) if factor == 1.0 else max(style.line, largest * factor)
        if any(isinstance(a, Pill) for a in atoms):
            height = max(height, 13.0)
        baseline = (height - (ASCENT + DESCENT) * style.size) / 2 + ASCENT * style.size
        return Line(_joined(atoms), width, height, baseline)


TALL = {"NotoSansThai": 1.55, "NotoSansKhmer": 1.75, "NotoSansLao": 1.75, "NotoSansMyanmar": 1.75}
TALL |= {"NotoSansDevanagari": 1.55, "NotoSansBengali": 1.55, "NotoSansSinhala": 1.55, "NotoNaskhArabic": 1.7}


def _tall(atom: Atom) -> float:
    """Line height of a script as a multiple of the size (design of the printed pages, section 3)."""
    return TALL.get(atom.run.face.family, 1.0) if isinstance(atom, Ink) else 1.0


def _joined(atoms: tuple[Atom, ...]) -> tuple[Atom, ...]:
    """Neighbouring runs of the same face, size and colour as one, so that words are whole for whoever copies the text."""
    out: list[Atom] = []
    for atom in atoms:
        last = out[-1] if out else None
        if isinstance(atom, Ink) and isinstance(last, Ink) and _alike(last, atom):
            run = Run(last.run.face, last.run.text + atom.run.text, last.run.width + atom.run.width)
            out[-1] = Ink(run, last.size, last.color, last.width + atom.width)
        else:
            out.append(atom)
    return tuple(out)


def _alike(a: Ink, b: Ink) -> bool:
    return a.run.face is b.run.face and a.size == b.size and a.color == b.color


def _parts(row: tuple[Piece, ...]) -> Iterator[tuple[Piece, str]]:
    """Every piece, its text cut where a line may break inside it."""
    for piece in row:
        if isinstance(piece, Mark | Pill):
            yield piece, ""
            continue
        for part in break_up(piece if isinstance(piece, str) else piece.text):
            yield piece, part


def _may_break(piece: Piece, text: str, following: Piece, after: str) -> bool:
    """Whether a line may break between two parts: inside one piece always, else only after a space. A symbol stays with its word."""
    if isinstance(piece, Mark):
        return False
    if following is piece or isinstance(piece, Pill):
        return True
    return text.endswith((" ", "-", "\u200b")) or (bool(text) and bool(after) and _between(text[-1], after[0]))


CLOSING = frozenset("!%),.:;?]}»’”\u3001\u3002\u3009\u300b\u300d\u300f\u3011\uff01\uff09\uff0c\uff1a\uff1b\uff1fๆฯะาำๅ។៕၊။।॥")
OPENING = frozenset("([{«‘“\u3008\u300a\u300c\u300e\u3010\uff08เแโใไເແໂໃໄ")


def break_up(text: str) -> Iterator[str]:
    """Text cut after every place where a line may break: spaces, hyphens and slashes in words, and between the clusters of scripts without spaces."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    held = ""
    for cluster in clusters(text):
        if held and _breaks_before(held, cluster):
            yield held
            held = ""
        held += cluster
        if cluster == "\n":
            yield held
            held = ""
    if held:
        yield held


def _breaks_before(held: str, cluster: str) -> bool:
    last, first = held[-1], cluster[0]
    if first in " \n\u200b":
        return False
    if last in " \u200b":
        return True
    if last in "-/\u2013\u2014":
        return len(held) > 2 and first.isalpha()
    return _between(last, first)


def _between(last: str, first: str) -> bool:
    """Whether two touching characters may be parted: at least one is of a script that is written without spaces."""
    if first in CLOSING or last in OPENING or first in "\u00a0\u2060" or last in "\u00a0\u2060":
        return False
    return (_spaceless(last) and _spaceless(first)) or (_ideograph(last) and first.isalnum()) or (_ideograph(first) and last.isalnum())


def _ideograph(character: str) -> bool:
    return 0x2E80 <= ord(character) <= 0x9FFF or 0xF900 <= ord(character) <= 0xFAFF


def _spaceless(character: str) -> bool:
    """Scripts written without spaces between words: Thai, Lao, Burmese, Khmer, Chinese and Japanese."""
    code = ord(character)
    return 0x0E01 <= code <= 0x0EFF or 0x1000 <= code <= 0x109F or 0x1780 <= code <= 0x17DD or _ideograph(character) or _mark_of_spaceless(character)


def _mark_of_spaceless(character: str) -> bool:
    return unicodedata.category(character) in ("Mn", "Mc") and 0x0E31 <= ord(character) <= 0x17DD
