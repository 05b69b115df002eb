"""Reads the structure of a finished print back, as a screen reader gets it: elements, their words, and what is decoration."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2
import pypdfium2.raw as raw

LOST = -1


@dataclass
class Node:
    """One element with its content on one page. kids: elements, texts by marked content, or None for an empty cell."""

    name: str
    alt: str
    lang: str
    scope: str
    columns: int
    kids: list[Node | str | None] = field(default_factory=list)
    marked: list[int] = field(default_factory=list)

    def all(self) -> Iterator[Node]:
        """This element and all below it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.all()

    def numbers(self) -> Iterator[int]:
        """Its marked contents in reading order."""
        own = iter(self.marked)
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.numbers()
            elif kid is not None:
                yield next(own)

    def said(self) -> str:
        """What is read out: the description of a figure instead of what is in it."""
        if self.alt:
            return f"{self.alt} "
        return "".join(kid.said() if isinstance(kid, Node) else kid or "" for kid in self.kids)

    def find(self, *names: str) -> list[Node]:
        """All elements of these names."""
        return [node for node in self.all() if node.name in names]


@dataclass
class Sheet:
    """One page: its tree, and the texts of its artifacts. loose: objects that are neither in the tree nor an artifact, or in two places."""

    top: Node
    artifacts: list[str]
    loose: list[str]


def sheets_of(pdf: bytes) -> list[Sheet]:
    """The structure of every page."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_sheet(page) for page in document]
    finally:
        document.close()


def nodes_of(pdf: bytes) -> list[Node]:
    """All elements of all pages; one that stands on several pages comes once for each."""
    return [node for sheet in sheets_of(pdf) for node in sheet.top.all()]


def said_of(pdf: bytes) -> str:
    """Everything that is read out, with single spaces."""
    return " ".join(" ".join(sheet.top.said() for sheet in sheets_of(pdf)).split())


def _sheet(page: Any) -> Sheet:
    words: dict[int, str] = {}
    artifacts, loose = [], []
    text_page = page.get_textpage()
    for item in page.get_objects():
        text = _text(item, text_page)
        name, number = _mark(item)
        if name == "Artifact":
            artifacts.append(text)
        elif number == LOST:
            loose.append(text or "a drawing")
        else:
            words[number] = words.get(number, "") + text
    tree = raw.FPDF_StructTree_GetForPage(page)
    tops = [_node(raw.FPDF_StructTree_GetChildAtIndex(tree, i), words) for i in range(raw.FPDF_StructTree_CountChildren(tree))]
    raw.FPDF_StructTree_Close(tree)
    assert [top.name for top in tops] == ["Document"]
    claimed = [number for node in tops[0].all() for number in node.marked]
    loose += [f"content {number}" for number in words.keys() ^ set(claimed)] + [f"content {n} twice" for n in claimed if claimed.count(n) > 1]
    return Sheet(tops[0], [text for text in artifacts if text], loose)


def _mark(item: Any) -> tuple[str, int]:
    """The marked content an object stands in; nothing of ours stands in two."""
    marks = [raw.FPDFPageObj_GetMark(item, index) for index in range(raw.FPDFPageObj_CountMarks(item))]
    if len(marks) != 1:
        return "", LOST
    length, number = ctypes.c_ulong(0), ctypes.c_int(LOST)
    buffer = (ctypes.c_ushort * 64)()
    raw.FPDFPageObjMark_GetName(marks[0], buffer, 128, length)
    raw.FPDFPageObjMark_GetParamIntValue(marks[0], b"MCID", number)
    return bytes(buffer)[: length.value].decode("utf-16-le").rstrip("\0"), number.value


def _text(item: Any, text_page: Any) -> str:
    return _utf_16(lambda i, b, n: raw.FPDFTextObj_GetText(i, text_page, b, n), item, ctypes.c_ushort) if item.type == raw.FPDF_PAGEOBJ_TEXT else ""


def _node(element: Any, words: dict[int, str]) -> Node:
    attributes = _attributes(element)
    node = Node(
        _utf_16(raw.FPDF_StructElement_GetType, element),
        _utf_16(raw.FPDF_StructElement_GetAltText, element),
        _utf_16(raw.FPDF_StructElement_GetLang, element),
        str(attributes.get("Scope", "")),
        int(attributes.get("ColSpan", 1)),
    )
    for index in range(raw.FPDF_StructElement_CountChildren(element)):
        number = raw.FPDF_StructElement_GetChildMarkedContentID(element, index)
        child = raw.FPDF_StructElement_GetChildAtIndex(element, index)
        if number != LOST:
            node.marked.append(number)
            node.kids.append(words.get(number, ""))
        else:
            node.kids.append(_node(child, words) if child else None)
    return node


def _attributes(element: Any) -> dict[str, str | float]:
    found: dict[str, str | float] = {}
    for index in range(max(0, raw.FPDF_StructElement_GetAttributeCount(element))):
        group = raw.FPDF_StructElement_GetAttributeAtIndex(element, index)
        for name in (b"Scope", b"ColSpan"):
            if not (value := raw.FPDF_StructElement_Attr_GetValue(group, name)):
                continue
            number, length = ctypes.c_float(0), ctypes.c_ulong(0)
            buffer = ctypes.create_string_buffer(64)
            if raw.FPDF_StructElement_Attr_GetNumberValue(value, number):
                found[name.decode()] = number.value
            elif raw.FPDF_StructElement_Attr_GetStringValue(value, buffer, 64, length):
                found[name.decode()] = buffer.raw[: length.value].decode("utf-16-le").rstrip("\0")
    return found


def _utf_16(read: Callable[..., int], item: Any, unit: Any = ctypes.c_char) -> str:
    length = read(item, None, 0)
    if length <= 2:
        return ""
    buffer = (unit * length)()
    read(item, buffer, length)
    return bytes(buffer)[:length].decode("utf-16-le", "replace").rstrip("\0")
