"""The structure of a finished file: what a screen reader says, in which order, and what is only decoration.

The drawing code says what it is drawing: `with tags.piece("P"): …`, `with tags.artifact(): …`. The pen says when words or shapes follow. From that
every stroke of a page belongs either to one element of the structure tree or to an artifact; nothing is left between the two. Shapes are
decoration, except in a figure. Words that stand in no piece become a paragraph.

Terms as in PDF 1.7, 14.6 to 14.8. Design of the printed pages, section 11.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from ctip_desktop.dataclass import dataclass

Box = tuple[float, float, float, float]  # left, bottom, right, top, in points from the lower left corner of the page

_GROUPING = frozenset({"Document", "Table", "THead", "TBody", "TR", "L", "LI"})  # these hold elements and no words of their own
_WHOLE = frozenset({"Figure", "Form"})  # what is drawn in these belongs to them, shapes and all
_EMPTY = frozenset({"TH", "TD"})  # these stand in the tree though nothing is in them, so that rows keep their cells


@dataclass(frozen=True, slots=True, eq=False)
class Tag:
    """A place in the structure. The same tag taken up again, also on a later page, goes on with its element.

    name: P, H1, L, LI, Table, TR, TH, TD, Figure, … alt: the words for somebody who cannot see it. language: BCP 47, where it is not that of the
    document. scope: of a TH, Column or Row. columns: how many columns a cell covers. box: where a figure stands on its page. blank: what a
    Form leaves for a pen, `cb` a box to tick, `tv` room to write.
    """

    name: str
    alt: str = ""
    language: str = ""
    scope: str = ""
    columns: int = 1
    box: Box | None = None
    blank: str = ""


class _Element:
    """One element of the tree. kids: elements, and pieces of content as page and number on it. heading: its level as asked for, 0 once settled."""

    __slots__ = ("heading", "kids", "name", "number", "tag")

    def __init__(self, tag: Tag, name: str) -> None:
        self.tag = tag
        self.name = name
        self.number = 0  # of its object in the file
        self.heading = int(name[1:]) if name[0] == "H" and name[1:].isdigit() else 0
        self.kids: list[_Element | tuple[int, int]] = []

    @property
    def counts(self) -> bool:
        """Whether there is anything in it."""
        return self.name in _EMPTY or any(isinstance(kid, tuple) or kid.counts for kid in self.kids)

    @property
    def page(self) -> int:
        """The page of its last content; -1 when nothing is in it."""
        return max((kid[0] if isinstance(kid, tuple) else kid.page for kid in reversed(self.kids)), default=-1)


class Tags:
    """The structure of one file, made while its pages are drawn on a ReportLab canvas."""

    def __init__(self, canvas: Any) -> None:
        self._canvas = canvas
        self._open = [_Element(Tag("Document"), "Document")]
        self._taken: dict[Tag, _Element] = {}
        self._whole: _Element | None = None  # the open figure
        self._hidden = ""  # the open artifact, as it is written
        self._marked: _Element | str | None = None  # what the content of the page belongs to at this point
        self._pages: list[list[_Element]] = [[]]  # for each page the owner of each marked content
        self._level = 0  # of the last heading

    # ------------------------------------------------------------ what the drawing code says
    @contextmanager
    def piece(self, *path: Tag | str) -> Iterator[None]:
        """What is drawn now belongs to this element, the last of the path from the open one. In a figure or an artifact it belongs to those."""
        if self._hidden or self._whole is not None:
            yield
            return
        before = len(self._open)
        for step in path:
            self._open.append(self._take(step if isinstance(step, Tag) else Tag(step)))
        self._whole = self._open[-1] if self._open[-1].name in _WHOLE else None
        try:
            yield
        finally:
            del self._open[before:]
            self._whole = None

    @contextmanager
    def artifact(self, kind: str = "") -> Iterator[None]:
        """What is drawn now is decoration. kind: Header or Footer of the page. In a figure it stays with the figure."""
        if self._hidden or self._whole is not None:
            yield
            return
        self._hidden = f"/Artifact <</Type /Pagination /Subtype /{kind}>> BDC" if kind else "/Artifact BMC"
        try:
            yield
        finally:
            self._hidden = ""

    # ------------------------------------------------------------ what the pen says
    def words(self) -> None:
        """Words follow."""
        if self._hidden:
            self._mark(self._hidden)
        elif (inner := self._open[-1]).name in _GROUPING:
            last = self._marked if inner.kids and inner.kids[-1] is self._marked else None
            self._mark(last or self._add(inner, Tag("P"), "P"))
        else:
            self._mark(inner)

    def shapes(self) -> None:
        """Lines or areas follow."""
        self._mark(self._whole or self._hidden or "/Artifact BMC")

    def turn_page(self) -> None:
        """The page is done. Writes it and begins the next."""
        self._mark(None)
        document = self._canvas._doc
        name = document.thisPageName()
        self._canvas.showPage()
        page = document.idToObject[name]
        page.__NoDefault__ = (*page.__NoDefault__, "StructParents", "Tabs")  # keys that ReportLab would not write
        page.StructParents, page.Tabs = len(self._pages) - 1, "/S"
        page.Contents = _packed(page.stream)
        self._pages.append([])

    def finish(self) -> None:
        """All pages are done: put the tree into the file."""
        _Writer(self._canvas._doc, self._pages[:-1]).write(self._open[0])

    # ------------------------------------------------------------ inside
    def _take(self, tag: Tag) -> _Element:
        element = self._taken.get(tag)
        if element is None:
            element = self._taken[tag] = self._place(tag)
        return element

    def _place(self, tag: Tag) -> _Element:
        """A new element. A caption goes into the table before it, when that stands on the same page."""
        inner, name = self._open[-1], tag.name
        last = inner.kids[-1] if inner.kids else None
        if name == "Caption":
            before = last.name if isinstance(last, _Element) and last.page == len(self._pages) - 1 else ""
            if isinstance(last, _Element) and before == "Table" and not any(isinstance(k, _Element) and k.name == "Caption" for k in last.kids):
                return self._add(last, tag, name)
            name = "Caption" if before == "Figure" else "P"
        return self._add(inner, tag, name)

    def _add(self, inner: _Element, tag: Tag, name: str) -> _Element:
        element = _Element(tag, name)
        inner.kids.append(element)
        return element

    def _mark(self, owner: _Element | str | None) -> None:
        """End the marked content before and begin that of another owner; nothing to do while the owner stays the same."""
        if owner is self._marked or (isinstance(owner, str) and owner == self._marked):
            return
        write = self._canvas._code.append
        if self._marked is not None:
            write("EMC")
        if isinstance(owner, str):
            write(owner)
        elif owner is not None:
            self._settle_headings()
            page = self._pages[-1]
            owner.kids.append((len(self._pages) - 1, len(page)))
            write(f"/{owner.name} <</MCID {len(page)}>> BDC")
            page.append(owner)
        self._marked = owner

    def _settle_headings(self) -> None:
        """A heading that has content is at most one level below the one before."""
        for element in self._open:
            if element.heading:
                self._level = min(element.heading, self._level + 1)
                element.name, element.heading = f"H{self._level}", 0


class _Entry:
    """An object of the file, written as it stands."""

    def __init__(self) -> None:
        self.text = ""

    def __str__(self) -> str:
        return self.text


class _Writer:
    """Writes the tree as objects of a ReportLab document."""

    def __init__(self, document: Any, pages: Sequence[Sequence[_Element]]) -> None:
        self._document = document
        self._pages = pages
        self._numbers = document.idToObjectNumberAndVersion
        self._entries: dict[int, _Entry] = {}

    def write(self, top: _Element) -> None:
        """The root, the elements, and the tree that leads from the content of a page back to them."""
        root, root_number = self._entry("structure")
        self._number(top)
        self._write(top, root_number)
        parents = []
        for index, owners in enumerate(self._pages):
            entry, number = self._entry(f"parents{index}")
            entry.text = f"[{' '.join(f'{owner.number} 0 R' for owner in owners)}]"
            parents.append(f"{index} {number} 0 R")
        tree = f"/ParentTree <</Nums [{' '.join(parents)}]>> /ParentTreeNextKey {len(parents)}"
        root.text = f"<</Type /StructTreeRoot /K {top.number} 0 R {tree}>>"
        self._document.Catalog.StructTreeRoot = f"{root_number} 0 R"
        self._document.Catalog.MarkInfo = "<</Marked true>>"

    def _entry(self, name: str) -> tuple[_Entry, int]:
        entry = _Entry()
        self._document.Reference(entry, name)
        return entry, self._numbers[name][0]

    def _number(self, element: _Element) -> None:
        """Numbers from the top down, so that an element can name its kids."""
        entry, element.number = self._entry(f"element{len(self._entries)}")
        self._entries[element.number] = entry
        for kid in element.kids:
            if isinstance(kid, _Element) and kid.counts:
                self._number(kid)

    def _write(self, element: _Element, parent: int) -> None:
        pages = {kid[0] for kid in element.kids if isinstance(kid, tuple)}
        only = pages.pop() if len(pages) == 1 else None
        kids = []
        for kid in element.kids:
            if isinstance(kid, tuple):
                kids.append(str(kid[1]) if only is not None else f"<</Type /MCR /Pg {self._page(kid[0])} /MCID {kid[1]}>>")
            elif kid.number:
                kids.append(f"{kid.number} 0 R")
                self._write(kid, element.number)
        page = f" /Pg {self._page(only)}" if only is not None else ""
        held = f" /K {kids[0]}" if len(kids) == 1 else f" /K [{' '.join(kids)}]" if kids else ""
        self._entries[element.number].text = f"<</S /{element.name} /P {parent} 0 R{page}{held}{_attributes(element.tag)}>>"

    def _page(self, index: int) -> str:
        return f"{self._numbers[f'Page{index + 1}'][0]} 0 R"


def _attributes(tag: Tag) -> str:
    """What is said of an element beside its place."""
    out = f" /Alt {_string(tag.alt)}" if tag.alt else ""
    if tag.language:
        out += f" /Lang {_string(tag.language)}"
    said = []
    if tag.scope or tag.columns > 1:
        scope = f" /Scope /{tag.scope}" if tag.scope else ""
        span = f" /ColSpan {tag.columns}" if tag.columns > 1 else ""
        said.append(f"<</O /Table{scope}{span}>>")
    if tag.box:
        said.append(f"<</O /Layout /BBox [{' '.join(f'{c:.2f}' for c in tag.box)}]>>")
    if tag.blank:
        said.append(f"<</O /PrintField /Role /{tag.blank}>>")
    return f"{out} /A [{' '.join(said)}]" if len(said) > 1 else f"{out} /A {said[0]}" if said else out


def _packed(stream: str) -> Any:
    """The drawing of a page, packed without the detour over printable characters that the library takes: a fifth smaller."""
    from reportlab.pdfbase.pdfdoc import PDFStream, PDFZCompress

    return PDFStream(content=stream, filters=[PDFZCompress])


def _string(text: str) -> str:
    """A text string of the file: plain where it can be, else UTF-16 in hexadecimal digits."""
    if text.isascii() and text.isprintable():
        return "(" + text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") + ")"
    return f"<FEFF{text.encode('utf-16-be', 'replace').hex().upper()}>"
