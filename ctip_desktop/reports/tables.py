"""Tables: head on sunken fill, no vertical lines, state cells that never wrap, group rows that keep two rows and come again after a break.

Measures: design of the printed pages, section 6.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace

from ctip_desktop.dataclass import dataclass
from ctip_desktop.reports.flow import Laid, Room
from ctip_desktop.reports.pen import Pen
from ctip_desktop.reports.tags import Tag
from ctip_desktop.reports.text import HEAD, SECOND, TABLE, Paragraph, Rich, Style

CellDraw = Callable[[Pen, float, float, float, float], None]  # pen, x, y, width, height of the row's content


@dataclass(frozen=True, slots=True)
class Column:
    """One column: head, width in points, alignment (start, end, middle), style of its cells. ticks: words of an axis, by their x in the head."""

    head: Rich
    width: float
    align: str = "start"
    style: Style = TABLE
    ticks: tuple[tuple[float, str], ...] = ()


def second(head: Rich, width: float, align: str = "start") -> Column:
    """A column of second text."""
    return Column(head, width, align, SECOND)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A cell that is drawn: its least height and how. words: what it says, for those who cannot see it; without any only its text is read."""

    height: float
    draw: CellDraw
    words: str = ""

    def put(self, pen: Pen, x: float, y: float, w: float, h: float) -> None:
        """Draw, as a figure when it has words."""
        if not self.words:
            self.draw(pen, x, y, w, h)
            return
        with pen.figure(self.words, x, y, w, h):
            self.draw(pen, x, y, w, h)


Cell = Rich | Drawn


@dataclass(frozen=True, slots=True)
class Row:
    """One row. group: text for the first column, printed when it differs from the row above and again after a page break. head: names the columns."""

    cells: tuple[Cell, ...]
    group: Rich = ""
    total: bool = False
    head: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A row that names the rows below it; `end` is set at the given x positions with their own texts."""

    name: Rich
    more: tuple[tuple[float, Rich, str], ...] = ()


class Structure:
    """The elements of one table, shared by all its pieces; `columns` of them."""

    def __init__(self, columns: int) -> None:
        self._table, self._head, self._body, self._first = Tag("Table"), Tag("THead"), Tag("TBody"), Tag("TR")
        self._heads = tuple(Tag("TH", scope="Column") for _ in range(columns))

    def head(self, pen: Pen, column: int) -> AbstractContextManager[None]:
        """The cell that names a column."""
        return pen.tags.piece(self._table, self._head, self._first, self._heads[column])

    def cell(self, pen: Pen, row: Tag, cell: Tag, *, head: bool = False) -> AbstractContextManager[None]:
        """A cell of a row. head: the row names the columns."""
        return pen.tags.piece(self._table, self._head if head else self._body, row, cell)

    def wide(self, pen: Pen, *, names: bool = False) -> AbstractContextManager[None]:
        """A row of one cell over all columns. names: it names the rows below."""
        cell = Tag("TH", scope="Column", columns=len(self._heads)) if names else Tag("TD", columns=len(self._heads))
        return self.cell(pen, Tag("TR"), cell)


@dataclass(frozen=True, slots=True)
class _Tags:
    """The elements of one row: a row that is parted stays one."""

    row: Tag
    cells: tuple[Tag, ...]
    head: bool


def _row_tags(row: Row, texts: Sequence[Paragraph | Drawn], name: int) -> _Tags:
    """A row of heads names columns; else the cell in column `name`, when something is written in it, names the row."""
    if row.head:
        return _Tags(Tag("TR"), tuple(Tag("TH", scope="Column") for _ in texts), head=True)
    own = texts[name]
    named = isinstance(own, Paragraph) and bool(own.words.strip())
    return _Tags(Tag("TR"), tuple(Tag("TH", scope="Row") if named and index == name else Tag("TD") for index in range(len(texts))), head=False)


@dataclass(frozen=True, slots=True)
class Table:
    """A table over the full width of its columns. name: the column whose cells name their rows."""

    columns: tuple[Column, ...]
    rows: tuple[Row | Group, ...]
    head: bool = True
    before: float = 4.0
    after: float = 6.0
    middle: bool = False  # cells stand in the middle of their row instead of at its top
    name: int = 0

    def lay(self, room: Room) -> list[Laid]:
        """The head, then a piece for every row."""
        return self.laid(room, Structure(len(self.columns)))

    def laid(self, room: Room, tags: Structure) -> list[Laid]:
        """The pieces with elements that others add to."""
        head = self._head(room, tags) if self.head else None
        out: list[Laid] = [head] if head else []
        group_head: Laid | None = head
        last_group: Rich = ""
        for index, row in enumerate(self.rows):
            keep = self._keeps(index)
            if isinstance(row, Group):
                piece = self._group(row, room, tags)
                group_head = _both(head, piece)
                out.append(replace(piece, head=head))
                continue
            repeated, final = row.group == last_group, index == len(self.rows) - 1
            laid_row = self._row(row, room, tags, final=final, group="" if repeated else row.group)
            top = self._row(row, room, tags, final=final, group=row.group) if repeated and row.group else None
            out.append(replace(laid_row, keep=keep, head=group_head, on_top=top))
            last_group = row.group
        if out:
            out[0] = replace(out[0], before=self.before)
            out[-1] = replace(out[-1], after=self.after)
        return out

    def _keeps(self, index: int) -> bool:
        """The first row stays with the second, the first below a group row with the next, the last but one with the last."""
        if index == len(self.rows) - 1:
            return False
        previous = self.rows[index - 1] if index else None
        following = self.rows[index + 1]
        if isinstance(following, Group):
            return False
        return previous is None or isinstance(previous, Group) or index == len(self.rows) - 2

    def _head(self, room: Room, tags: Structure) -> Laid:
        set_cells = [room.setter.set(c.head, HEAD, c.width - 8) for c in self.columns]
        height = max(p.height for p in set_cells) + 6
        width = self._width

        def draw(pen: Pen, x: float, y: float) -> None:
            pen.rect(x, y, width, height, fill="sunken")
            for index, ((left, column), paragraph) in enumerate(zip(self._lefts(x), set_cells, strict=True)):
                with tags.head(pen, index):
                    paragraph.draw(pen, left + 4, y + 3, column.width - 8, column.align)
                    for at, words in column.ticks:
                        pen.text(words, left + at, y + 3 + paragraph.baseline, HEAD, align="middle")

        return Laid(height, draw, before=self.before, keep=True)

    def _group(self, group: Group, room: Room, tags: Structure) -> Laid:
        style = Style(8, 11, bold=True)
        name = room.setter.set(group.name, style, self._width - 8)
        height = name.height + (5 if room.tight or self.middle else 8)
        top = (height - name.height) / 2 + 0.5
        width = self._width

        def draw(pen: Pen, x: float, y: float) -> None:
            with tags.wide(pen, names=True):
                name.draw(pen, x + 4, y + top)
                for left, text, align in group.more:
                    pen.text(text, x + left, y + top + name.baseline, SECOND, align=align)
            pen.line(x, y + height, x + width, y + height, color="line-strong")

        return Laid(height, draw, keep=True)

    def _row(self, row: Row, room: Room, tags: Structure, *, final: bool, group: Rich = "") -> Laid:
        cells = (group, *row.cells) if row.group else row.cells
        pad = (1.0 if room.tight else 1.5) if self.middle else 2.0 if room.tight else 3.5
        columns = self.columns
        set_cells = [_set(cell, column, room, bold=row.total) for cell, column in zip(cells, columns, strict=True)]
        own = _row_tags(row, set_cells, self.name)
        return self._set_row(tuple(set_cells), (tags, own), pad, room.body / 3, final=final, total=row.total)

    def _set_row(
        self, cells: tuple[Paragraph | Drawn, ...], tags: tuple[Structure, _Tags], pad: float, limit: float, *, final: bool, total: bool
    ) -> Laid:
        whole, own = tags
        content = max(c.height for c in cells)
        height, width = content + 2 * pad + 0.5, self._width
        baseline = max((c.baseline for c in cells if isinstance(c, Paragraph) and c.lines), default=0.0)

        def draw(pen: Pen, x: float, y: float) -> None:
            if total:
                pen.line(x, y, x + width, y, color="line-strong")
            for (left, column), cell, tag in zip(self._lefts(x), cells, own.cells, strict=True):
                with whole.cell(pen, own.row, tag, head=own.head):
                    if isinstance(cell, Drawn):
                        cell.put(pen, left, y + pad, column.width, content)
                        continue
                    down = (content - cell.height) / 2 if self.middle else max(0.0, min(baseline - cell.baseline, content - cell.height))
                    cell.draw(pen, left + 4, y + pad + down, column.width - 8, column.align)
            pen.line(x, y + height, x + width, y + height, color="line-strong" if final else "line", width=0.75 if final else 0.5)

        def split(space: float) -> tuple[Laid, Laid] | None:
            if content < limit:
                return None
            parts = [_cut(cell, space - 2 * pad) for cell in cells]
            upper, lower = tuple(p[0] for p in parts), tuple(p[1] for p in parts)
            if not any(isinstance(c, Paragraph) and c.lines for c in upper) or max(c.height for c in upper) > space - 2 * pad:
                return None
            first = self._set_row(upper, tags, pad, limit, final=False, total=total)
            return first, self._set_row(lower, tags, pad, limit, final=final, total=total)

        return Laid(height, draw, split=split if content >= limit else None)

    @property
    def _width(self) -> float:
        return sum(c.width for c in self.columns)

    def _lefts(self, x: float) -> Iterator[tuple[float, Column]]:
        for column in self.columns:
            yield x, column
            x += column.width


def _set(cell: Cell, column: Column, room: Room, *, bold: bool) -> Paragraph | Drawn:
    if isinstance(cell, Drawn):
        return cell
    return room.setter.set(cell, column.style.but(bold=True) if bold else column.style, column.width - 8)


def _cut(cell: Paragraph | Drawn, room: float) -> tuple[Paragraph | Drawn, Paragraph | Drawn]:
    """A cell of a row that is too tall for a page: what fits, and the rest. A drawn cell stays in the upper part."""
    if isinstance(cell, Drawn):
        return cell, Drawn(0.0, lambda pen, x, y, w, h: None)
    empty = Paragraph((), cell.style)
    if cell.height <= room:
        return cell, empty
    return cell.cut(room, 1) or (empty, cell)


def _both(head: Laid | None, group: Laid) -> Laid:
    """Table head and group row as one, repeated after a break."""
    if head is None:
        return group

    def draw(pen: Pen, x: float, y: float) -> None:
        head.draw(pen, x, y)
        group.draw(pen, x, y + head.height)

    return Laid(head.height + group.height, draw)


def rows_of(cells: Sequence[tuple[Cell, ...]]) -> tuple[Row, ...]:
    """Plain rows."""
    return tuple(Row(c) for c in cells)
