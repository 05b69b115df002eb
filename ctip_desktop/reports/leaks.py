"""The last look before a file may be saved: the finished PDF is read back and searched for every withheld value.

Searched are the text of every page, what the structure says in its place to somebody who cannot see it (descriptions, replacements, titles), the
metadata, the bookmarks, the attachments and the targets of links. Upper and lower case, compatible characters, spaces, line breaks and hyphens at
line ends do not hide a value.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import field
from typing import Any
from xml.sax.saxutils import unescape

from ctip_desktop.dataclass import dataclass
from ctip_desktop.reports.audience import SHORTEST_SECRET, Secret

# the last two are how the reader marks a hyphen at a line end
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufe00-\ufe0f\ufffe\x02]")
LINE_HYPHEN = re.compile("(?<=\\w)[-\u2010\u2011]\\s*[\r\n]+\\s*")
# read back, such words may stand in either direction and their order may be turned, so each is looked for alone
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
LAM_ALEF = re.compile("([\u0622\u0623\u0625\u0627])(\u0644)")
SENTENCE = re.compile(r"[\n\r]+|(?<=[.!?;。။៕।])\s+")
METADATA = re.compile(rb"<x:xmpmeta.*?</x:xmpmeta>", re.DOTALL)  # stands in the file as it is
AROUND = 30  # characters shown on both sides of what was found
ASIDE = " | "  # where a name was that may stand there
WHOLE_WORD = 8  # shorter single words count only as whole words, so that "note" is not found in "noted"


@dataclass(frozen=True, slots=True)
class Leak:
    """A withheld value in the file. where: "page 2", "description on page 2", "title", "attachment NAME"; what: its label.

    value: the words themselves, around: what stands about them there, as far as it can be told. Both are for the screen of the team alone: no message
    and no text of this object holds them.
    """

    where: str
    what: str
    value: str = field(default="", repr=False)
    around: str = field(default="", repr=False)

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


@dataclass(frozen=True, slots=True)
class _Place:
    """One searched place: its words with single spaces, and with no spaces at all."""

    where: str
    spaced: str
    packed: str

    @staticmethod
    def of(where: str, text: str) -> _Place:
        spaced = _plain(text)
        return _Place(where, spaced, _packed(spaced))

    def without(self, names: tuple[str, ...]) -> _Place:
        """The place with each of these names put aside, however it is broken over lines; the longest come first."""
        spaced, packed = self.spaced, self.packed
        for name in map(_plain, names):
            spaced, packed = spaced.replace(name, ASIDE), packed.replace(_packed(name), ASIDE)
        return _Place(self.where, spaced, packed)


def find_leaks(pdf: bytes, secrets: Iterable[Secret]) -> tuple[Leak, ...]:
    """Every withheld value of four characters or more that the file holds."""
    places = [_Place.of(where, text) for where, text in read_back(pdf)]
    found = [
        Leak(place.where, secret.label, part, _around(place, part))
        for secret in secrets
        for place in (one.without(secret.within) if secret.within else one for one in places)
        if (part := next((p for p in _searched(secret.value) if _found(place, p)), None)) is not None
    ]
    return tuple(dict.fromkeys(found))


def _around(place: _Place, value: str) -> str:
    """The words about a value; empty when it is broken over lines so that its place cannot be told."""
    spaced = _plain(value)
    at = place.spaced.find(spaced)
    if at < 0:
        return ""
    start, end = max(0, at - AROUND), at + len(spaced) + AROUND
    return ("… " if start else "") + place.spaced[start:end].strip() + (" …" if end < len(place.spaced) else "")


def read_back(pdf: bytes) -> Iterator[tuple[str, str]]:
    """Every text a reader or a program can get out of the file, with its place."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        for number, page in enumerate(document, 1):
            yield f"page {number}", page.get_textpage().get_text_range()
            yield f"description on page {number}", " | ".join(dict.fromkeys(_descriptions(page)))
            yield f"link on page {number}", "\n".join(_links(document, page))
        for name, value in document.get_metadata_dict().items():
            yield name.lower(), value
        for packet in METADATA.findall(pdf):
            yield "metadata", unescape(packet.decode("utf-8", "replace"))
        for entry in document.get_toc():
            yield "bookmark", entry.get_title()
        yield from _attachments(document)
    finally:
        document.close()


def _descriptions(page: Any) -> Iterator[str]:
    """All that the elements of the structure tree with content on a page say of themselves."""
    import pypdfium2.raw as raw

    readers = (
        raw.FPDF_StructElement_GetAltText,
        raw.FPDF_StructElement_GetActualText,
        raw.FPDF_StructElement_GetExpansion,
        raw.FPDF_StructElement_GetTitle,
        raw.FPDF_StructElement_GetID,
        raw.FPDF_StructElement_GetLang,
    )
    tree = raw.FPDF_StructTree_GetForPage(page)
    try:
        count = raw.FPDF_StructTree_CountChildren(tree) if tree else 0
        pending = [raw.FPDF_StructTree_GetChildAtIndex(tree, index) for index in range(count)]
        while pending:
            element = pending.pop()
            if element:
                yield from (text for read in readers if (text := _utf_16(read, element)))
                children = max(0, raw.FPDF_StructElement_CountChildren(element))
                pending += [raw.FPDF_StructElement_GetChildAtIndex(element, index) for index in range(children)]
    finally:
        if tree:
            raw.FPDF_StructTree_Close(tree)


def _utf_16(read: Callable[..., int], element: Any) -> str:
    import ctypes

    length = read(element, None, 0)
    if length <= 2:
        return ""
    buffer = ctypes.create_string_buffer(length)
    read(element, buffer, length)
    return buffer.raw[:length].decode("utf-16-le", "replace").rstrip("\0")


def _attachments(document: Any) -> Iterator[tuple[str, str]]:
    for index in range(document.count_attachments()):
        attachment = document.get_attachment(index)
        yield "name of an attachment", attachment.get_name()
        data = bytes(attachment.get_data())
        for encoding in ("utf-8", "utf-16-le", "latin-1"):
            yield f"attachment {index + 1}", data.decode(encoding, "ignore")


def _links(document: Any, page: Any) -> Iterator[str]:
    """Targets of the links on a page."""
    import ctypes

    import pypdfium2.raw as raw

    position, link = ctypes.c_int(0), raw.FPDF_LINK()
    while raw.FPDFLink_Enumerate(page, position, link):
        action = raw.FPDFLink_GetAction(link)
        length = raw.FPDFAction_GetURIPath(document, action, None, 0) if action else 0
        if length:
            buffer = ctypes.create_string_buffer(length)
            raw.FPDFAction_GetURIPath(document, action, buffer, length)
            yield buffer.value.decode("utf-8", "replace")


def _searched(value: str) -> Iterator[str]:
    """The value, then its lines and sentences."""
    yield value
    parts = [part for part in SENTENCE.split(value) if part]
    if len(parts) > 1:
        yield from (part for part in parts if len(part) >= 12 and len(part.split()) >= 3)


def _found(place: _Place, value: str) -> bool:
    spaced = _plain(value)
    packed = _packed(spaced)
    if len(spaced) < SHORTEST_SECRET:
        return False
    if RIGHT_TO_LEFT.search(spaced):
        return packed in place.packed or all(word in place.packed or _turned(word) in place.packed for word in spaced.split())
    if not (spaced.isascii() and " " not in spaced and len(spaced) < WHOLE_WORD):
        return packed in place.packed
    return re.search(rf"(?<!\w){re.escape(spaced)}(?!\w)", place.spaced) is not None


def _turned(word: str) -> str:
    """A word from its end; lam with its alef is one sign there, which reads as both letters in their order."""
    return LAM_ALEF.sub(r"\2\1", word[::-1])


def _plain(text: str) -> str:
    """Compatible forms, lower case, no invisible characters, words broken at a line end joined, single spaces."""
    text = LINE_HYPHEN.sub("", unicodedata.normalize("NFKC", text))
    text = INVISIBLE.sub("", text).casefold()
    return " ".join(text.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"').split())


def _packed(text: str) -> str:
    """Without spaces and hyphens: a value is found however it was broken over lines."""
    return re.sub(r"[\s\-\u2010-\u2015]", "", text)
