"""From blocks to pages: what stays together, what is repeated after a break, and what is said at a break.

A block is laid once for a width and becomes one or more `Laid` pieces with a known height; a piece is never split unless it can split itself.
Heights in points. Design of the printed pages, section 8.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import field, replace
from typing import Protocol

from ctip_desktop.dataclass import dataclass
from ctip_desktop.reports.pen import Pen
from ctip_desktop.reports.text import Setter

Draw = Callable[[Pen, float, float], None]
CONTINUED = 14.0  # room for "continued on page 3"
REPEATED = "~head"  # anchor of a head that comes again after a break


@dataclass(frozen=True, slots=True)
class Room:
    """What a block needs to lay itself: the text setter, the width, the height of a page body, and whether rows are tight."""

    setter: Setter
    width: float
    body: float
    tight: bool = False

    def narrowed(self, width: float) -> Room:
        """The same in a column."""
        return replace(self, width=width)


@dataclass(frozen=True, slots=True)
class Laid:
    """A piece of a page with its height.

    before, after: space to the neighbours (the larger of two counts; none at the top of a page). keep: stays on the page of the next piece.
    head: drawn above when the piece comes first after a break. on_top: the piece as it looks there. split: the part that fits, and the rest.
    below: belongs to the piece before it and stays on its page. section: title of the section it belongs to, with its number.
    anchor: a name whose page other texts want to know. fresh: begins a new page.
    """

    height: float
    draw: Draw
    before: float = 0.0
    after: float = 0.0
    keep: bool = False
    below: bool = False
    head: Laid | None = None
    on_top: Laid | None = None
    split: Callable[[float], tuple[Laid, Laid] | None] | None = None
    section: str = ""
    anchor: str = ""
    fresh: bool = False


class Block(Protocol):
    """Something that can be laid into pieces."""

    def lay(self, room: Room) -> list[Laid]:
        """The pieces, top to bottom."""


@dataclass(slots=True)
class Page:
    """One page: pieces with their tops, the section that goes on from the page before, and whether its last section goes on."""

    pieces: list[tuple[float, Laid]] = field(default_factory=list)
    continues: str = ""
    goes_on: bool = False
    filled: float = 0.0


def lay_all(blocks: Sequence[Block], room: Room) -> list[Laid]:
    """All pieces, each with the section it stands in."""
    out: list[Laid] = []
    section = ""
    for block in blocks:
        for piece in block.lay(room):
            section = piece.section or section
            if piece.below and out:
                out[-1] = replace(out[-1], keep=True)
            out.append(replace(piece, section=section))
    return out


def paginate(blocks: Sequence[Block], room: Room) -> list[Page]:
    """Pages of the blocks, with tight rows whenever that saves a page."""
    pages = _fill(lay_all(blocks, room), room)
    if len(pages) > 1 and not room.tight:
        tight_room = replace(room, tight=True)
        tight = _fill(lay_all(blocks, tight_room), tight_room)
        if len(tight) < len(pages):
            return tight
    return pages


def _fill(pieces: list[Laid], room: Room) -> list[Page]:
    """Put the pieces on pages, one after the other."""
    filler = _Filler(room)
    queue = list(pieces)
    while queue:
        chain = _chain(queue)
        if queue[0].fresh and not filler.empty:
            filler.turn(queue[0])
        following = queue[chain] if chain < len(queue) else None
        if filler.fits(queue[:chain], following):
            filler.place(*queue[:chain])
            del queue[:chain]
        elif parts := filler.part(queue[:chain]):
            filler.place(*queue[: chain - 1], parts[0])
            queue[:chain] = [parts[1]]
            filler.turn(parts[1])
        elif filler.empty:
            # more than a page that wants to stay together, or one piece that is taller: better parted, or cut off at the foot, than lost in a loop
            filler.place(queue.pop(0))
        else:
            filler.turn(queue[0])
    return filler.pages


def _chain(queue: Sequence[Laid]) -> int:
    """How many pieces from the first on must stand on one page; a piece that can be parted ends the chain."""
    count = 1
    while count < len(queue) and queue[count - 1].keep and queue[count - 1].split is None:
        count += 1
    return count


class _Filler:
    """Holds the pages while they fill up."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self.pages = [Page()]
        self._gap = 0.0

    @property
    def empty(self) -> bool:
        """Whether nothing but repeated heads stands on the page."""
        return all(piece.anchor == REPEATED for _, piece in self.pages[-1].pieces)

    def fits(self, chain: Sequence[Laid], following: Laid | None) -> bool:
        """Whether the pieces fit, with room for "continued on page …" when their section goes on."""
        height, gap = 0.0, self._gap
        for index, piece in enumerate(chain):
            shown = self._shown(piece) if index == 0 else piece
            above = 0.0 if index == 0 and self.empty else max(gap, shown.before)
            height += above + shown.height
            gap = shown.after
        goes_on = following is not None and following.section == chain[-1].section
        limit = self._room.body - (CONTINUED if goes_on else 0.0)
        return self.pages[-1].filled + height <= limit + 0.01

    def place(self, *pieces: Laid) -> None:
        """Put pieces below what stands on the page."""
        for piece in pieces:
            page, shown = self.pages[-1], self._shown(piece)
            top = page.filled + (0.0 if self.empty else max(self._gap, shown.before))
            page.pieces.append((top, shown))
            page.filled = top + shown.height
            self._gap = shown.after

    def part(self, chain: Sequence[Laid]) -> tuple[Laid, Laid] | None:
        """The start of the long piece at the end of a chain that fits here, and the rest; None when it can not be parted here."""
        last = chain[-1]
        if last.split is None:
            return None
        filled, gap, first = self.pages[-1].filled, self._gap, self.empty
        for piece in chain[:-1]:
            filled += (0.0 if first else max(gap, piece.before)) + piece.height
            gap, first = piece.after, False
        parts = last.split(self._room.body - CONTINUED - filled - (0.0 if first else max(gap, last.before)))
        if parts is None:
            return None
        return replace(parts[0], head=last.head, section=last.section), replace(parts[1], head=last.head, section=last.section, keep=last.keep)

    def turn(self, following: Laid) -> None:
        """Begin a new page; say on both sides what goes on."""
        last = self.pages[-1].pieces[-1][1] if self.pages[-1].pieces else None
        goes_on = last is not None and last.section == following.section and bool(following.section) and not following.fresh
        self.pages[-1].goes_on = goes_on
        self.pages.append(Page(continues=following.section if goes_on else ""))
        self._gap = 0.0
        if goes_on:
            self.pages[-1].filled = 20.0
        if following.head is not None:
            self._repeat(following.head)

    def _repeat(self, head: Laid) -> None:
        page = self.pages[-1]
        page.pieces.append((page.filled, replace(head, anchor=REPEATED)))
        page.filled += head.height

    def _shown(self, piece: Laid) -> Laid:
        return piece.on_top if piece.on_top is not None and self.empty and len(self.pages) > 1 else piece
