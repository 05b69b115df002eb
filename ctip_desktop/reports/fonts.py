"""The fonts of a print: one face per cluster of characters, so that no name is printed as boxes.

Fonts come from `resources/fonts/` and from nowhere else: the same print on every laptop. A face is opened when the first character needs it.
A character that no font has is printed as a replacement sign and listed in `Fonts.missing`, so that the person can be told.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from ctip_desktop.dataclass import dataclass
from ctip_desktop.reports.joining import joined
from ctip_desktop.resources import data, resource

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

SCRIPTS: tuple[tuple[int, int, str], ...] = (
    (0x0530, 0x058F, "NotoSansArmenian"),
    (0x0590, 0x05FF, "NotoSansHebrew"),
    (0x0600, 0x077F, "NotoNaskhArabic"),
    (0x08A0, 0x08FF, "NotoNaskhArabic"),
    (0x0900, 0x097F, "NotoSansDevanagari"),
    (0x0980, 0x09FF, "NotoSansBengali"),
    (0x0A00, 0x0A7F, "NotoSansGurmukhi"),
    (0x0A80, 0x0AFF, "NotoSansGujarati"),
    (0x0B80, 0x0BFF, "NotoSansTamil"),
    (0x0C00, 0x0C7F, "NotoSansTelugu"),
    (0x0C80, 0x0CFF, "NotoSansKannada"),
    (0x0D00, 0x0D7F, "NotoSansMalayalam"),
    (0x0D80, 0x0DFF, "NotoSansSinhala"),
    (0x0E00, 0x0E7F, "NotoSansThai"),
    (0x0E80, 0x0EFF, "NotoSansLao"),
    (0x1000, 0x109F, "NotoSansMyanmar"),
    (0x10A0, 0x10FF, "NotoSansGeorgian"),
    (0x1100, 0x11FF, "NotoSansKR"),
    (0x1200, 0x139F, "NotoSansEthiopic"),
    (0x1780, 0x17FF, "NotoSansKhmer"),
    (0x19E0, 0x19FF, "NotoSansKhmer"),
    (0x2190, 0x2BFF, "NotoSansSymbols2"),
    (0x2E80, 0x9FFF, "NotoSansSC"),
    (0xA8E0, 0xA8FF, "NotoSansDevanagari"),
    (0xA9E0, 0xA9FF, "NotoSansMyanmar"),
    (0xAA60, 0xAA7F, "NotoSansMyanmar"),
    (0xAC00, 0xD7FF, "NotoSansKR"),
    (0xF900, 0xFAFF, "NotoSansSC"),
    (0xFB50, 0xFDFF, "NotoNaskhArabic"),
    (0xFE70, 0xFEFF, "NotoNaskhArabic"),
    (0xFF00, 0xFFEF, "NotoSansSC"),
)
"""First and last code point, family. Noto Sans itself (Latin, Greek, Cyrillic, Vietnamese) is always asked first."""

LANGUAGES: Mapping[str, str] = MappingProxyType(
    {
        "NotoSansArmenian": "hy",
        "NotoSansHebrew": "he",
        "NotoNaskhArabic": "und-Arab",
        "NotoSansDevanagari": "und-Deva",
        "NotoSansBengali": "bn",
        "NotoSansGurmukhi": "pa",
        "NotoSansGujarati": "gu",
        "NotoSansTamil": "ta",
        "NotoSansTelugu": "te",
        "NotoSansKannada": "kn",
        "NotoSansMalayalam": "ml",
        "NotoSansSinhala": "si",
        "NotoSansThai": "th",
        "NotoSansLao": "lo",
        "NotoSansMyanmar": "my",
        "NotoSansGeorgian": "ka",
        "NotoSansKR": "ko",
        "NotoSansEthiopic": "und-Ethi",
        "NotoSansKhmer": "km",
        "NotoSansSC": "und-Hani",
    }
)
"""The language of words set in a family; for a script of several languages only the script is known (BCP 47)."""

ONE_BY_ONE: Mapping[str, str] = MappingProxyType(
    {
        "NotoSansDevanagari": "Devanagari",
        "NotoSansBengali": "Bengali",
        "NotoSansGurmukhi": "Gurmukhi",
        "NotoSansGujarati": "Gujarati",
        "NotoSansTamil": "Tamil",
        "NotoSansTelugu": "Telugu",
        "NotoSansKannada": "Kannada",
        "NotoSansMalayalam": "Malayalam",
        "NotoSansSinhala": "Sinhala",
        "NotoSansMyanmar": "Burmese",
        "NotoSansKhmer": "Khmer",
    }
)
"""Families whose letters form stacks or change places in writing, by the name of the script. Here they stand one after the other: words can be
read, but do not look as they should until texts are set by a shaping engine (docs/decisions/0031)."""

FIRST_STACKED = "\u0900"
RIGHT_TO_LEFT = frozenset({"NotoSansHebrew", "NotoNaskhArabic"})
FALLBACKS = ("NotoSansSC", "NotoSansKR", "NotoSansSymbols2", "NotoSansSymbols", "NotoSansDevanagari", "NotoNaskhArabic")
INVISIBLE = frozenset(
    chr(c) for c in (0xAD, 0x61C, *range(0x180B, 0x1810), *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF)
) | frozenset(chr(c) for c in (*range(0xFE00, 0xFE10), *range(0xE0020, 0xE0080)))

_TONES = frozenset(chr(c) for c in range(0x1F3FB, 0x1F400))
_FLAG_LETTERS = frozenset(chr(c) for c in range(0x1F1E6, 0x1F200))


@dataclass(frozen=True, slots=True)
class Run:
    """Characters set in one face, and their width in thousandths of the font size."""

    face: Face
    text: str
    width: float

    @property
    def language(self) -> str:
        """The language its script tells, empty for that of the document and for signs."""
        known = self.face.language
        return known if known and any(c.isalpha() for c in self.text) else ""


class Face:
    """One weight of one family."""

    def __init__(self, family: str, weight: str) -> None:
        self.family = family
        self.name = f"{family}-{weight}"
        self.right_to_left = family in RIGHT_TO_LEFT
        self.language = LANGUAGES.get(family, "")

    @cached_property
    def _font(self) -> TTFont:
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.ttfonts import TTFont

        if self.name in pdfmetrics.getRegisteredFontNames():
            return pdfmetrics.getFont(self.name)
        font = TTFont(self.name, io.BytesIO(data("fonts", f"{self.name}.ttf")), shapable=False)
        pdfmetrics.registerFont(font)
        return font

    def has(self, text: str) -> bool:
        """Whether every character has a glyph."""
        glyphs = self._font.face.charToGlyph
        return all(ord(c) in glyphs for c in text)

    def width(self, text: str) -> float:
        """Width in thousandths of the font size."""
        widths, default = self._font.face.charWidths, self._font.face.defaultWidth
        return float(sum(widths.get(ord(c), default) for c in text))

    def draw(self, canvas: Any, x: float, y: float, text: str, size: float) -> None:
        """Put text on the page, left end of the baseline at x, y (PDF coordinates)."""
        line = canvas.beginText(x, y)
        line.setFont(self._font.fontName, size)
        line.textOut("".join(reversed(list(clusters(text)))) if self.right_to_left else text)
        canvas.drawText(line)


def clusters(text: str) -> Iterator[str]:
    """Text in pieces that are never parted: a character with the marks on it, joiners, Khmer, Burmese or Sinhala stacks, and everything that makes
    one emoji (skin tone, flag, family)."""
    piece = ""
    for c in text:
        if piece and (unicodedata.category(c) in ("Mn", "Mc", "Me") or c in INVISIBLE or _joins(piece, c)):
            piece += c
            continue
        if piece:
            yield piece
        piece = c
    if piece:
        yield piece


def _joins(piece: str, c: str) -> bool:
    """Whether a character belongs to the stack before it: after Khmer coeng, Burmese virama, a zero-width joiner; the tone of a skin; the second
    letter of a flag."""
    if c in _TONES:
        return unicodedata.category(piece[0]) == "So"
    return piece[-1] in "\u17d2\u1039\u200d" or (c in _FLAG_LETTERS and piece in _FLAG_LETTERS)


class Fonts:
    """The faces of one print, the characters no face has, and the scripts whose letters are printed one by one."""

    def __init__(self) -> None:
        self._faces: dict[tuple[str, bool], Face] = {}
        self._runs: dict[tuple[str, bool], tuple[Run, ...]] = {}
        self.missing: set[str] = set()
        self.one_by_one: set[str] = set()

    def runs(self, text: str, *, bold: bool) -> tuple[Run, ...]:
        """Text cut where the face changes. Control and invisible characters are left out."""
        key = (text, bold)
        if key not in self._runs:
            self._runs[key] = tuple(self._cut(text, bold))
        return self._runs[key]

    def width(self, text: str, size: float, *, bold: bool) -> float:
        """Width in points."""
        return sum(run.width for run in self.runs(text, bold=bold)) * size / 1000

    def base(self, *, bold: bool = False) -> Face:
        """The face of Latin text."""
        return self._face("NotoSans", bold)

    def _cut(self, text: str, bold: bool) -> Iterator[Run]:
        face: Face | None = None
        held = ""
        for cluster in clusters(text):
            shown = "".join(" " if unicodedata.category(c) == "Cc" else c for c in cluster if c not in INVISIBLE)
            if not shown:
                continue
            found, shown = self._pick(shown, bold, face)
            if face is not None and found is not face:
                yield self._run(face, held)
                held = ""
            face, held = found, held + shown
        if face is not None:
            yield self._run(face, held)

    def _run(self, face: Face, text: str) -> Run:
        """Arabic letters joined; of scripts whose letters would need more than that it is noted that they are printed one by one."""
        if face.family == "NotoNaskhArabic" and face.has(together := joined(text)):
            text = together
        if text and max(text) >= FIRST_STACKED:
            self.one_by_one |= _stacked_scripts(text)
        return Run(face, text, face.width(text))

    def _pick(self, cluster: str, bold: bool, previous: Face | None) -> tuple[Face, str]:
        """The face for one cluster; neutral characters stay with the face before them."""
        turned = previous is not None and previous.right_to_left and cluster[0].isdigit()
        if previous is not None and not turned and not cluster[0].isalpha() and previous.has(cluster):
            return previous, cluster
        for family in self._families(cluster[0]):
            face = self._face(family, bold)
            if face.has(cluster):
                return face, cluster
        return self._partly(cluster, bold)

    def _partly(self, cluster: str, bold: bool) -> tuple[Face, str]:
        """A cluster no face has as a whole: its parts that one face has, a replacement sign for the rest."""
        for family in self._families(cluster[0]):
            face = self._face(family, bold)
            if face.has(cluster[0]):
                self.missing.update(c for c in cluster if not face.has(c))
                return face, "".join(c for c in cluster if face.has(c))
        self.missing.update(cluster)
        return self.base(bold=bold), REPLACEMENT

    def _families(self, character: str) -> Iterator[str]:
        yield "NotoSans"
        code = ord(character)
        yield from (family for first, last, family in SCRIPTS if first <= code <= last)
        if code > 0x24F:
            yield from FALLBACKS

    def _face(self, family: str, bold: bool) -> Face:
        key = (family, bold)
        if key not in self._faces:
            has_bold = bold and resource("fonts", f"{family}-Bold.ttf").is_file()
            self._faces[key] = Face(family, "Bold" if has_bold else "Regular")
        return self._faces[key]


def _stacked_scripts(text: str) -> set[str]:
    """Names of the scripts in a text that are printed one letter after the other, whichever face has them."""
    codes = [ord(c) for c in text if c.isalpha()]
    return {ONE_BY_ONE[family] for first, last, family in SCRIPTS if family in ONE_BY_ONE and any(first <= code <= last for code in codes)}


def coverage(texts: Iterator[str] | tuple[str, ...]) -> tuple[str, ...]:
    """The characters of these texts that no font has, in code point order: to warn before a print is made."""
    fonts = Fonts()
    for text in texts:
        fonts.runs(text, bold=False)
    return tuple(sorted(fonts.missing))
