"""The verification box at the end of a report: a state of the data, eight words, and a square code that holds both.

The words follow from the state of the data, the reader, the time, the versions of the forms, and every word printed before the box. The team keeps
them with the list of its prints and reads them out on request. Design of the printed pages, section 5.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256

from ctip_desktop.dataclass import dataclass
from ctip_desktop.reports.blocks import Heading
from ctip_desktop.reports.flow import Block, Laid, Room
from ctip_desktop.reports.pen import Pen
from ctip_desktop.reports.tags import Tag
from ctip_desktop.reports.text import BODY, SECOND, Span, Style

CODE = 78.0  # points, the side of the square code
QUIET = 2  # white modules around the code inside its square
HEIGHT = CODE + 22.0
DOMAIN = b"ctip report words 1\n"


def proof(state: str, about: Sequence[str]) -> list[Block]:
    """The section with the box. about: what the words cover beside the printed text."""
    return [Heading("Is this the real report?"), VerificationBox(state, tuple(about))]


@dataclass(frozen=True, slots=True)
class VerificationBox:
    """The box; its words are made when it is drawn, from what stands before it."""

    state: str
    about: tuple[str, ...]

    def lay(self, room: Room) -> list[Laid]:
        """One piece that is never split."""
        return [Laid(HEIGHT, self._draw, 4.0, 4.0)]

    def _draw(self, pen: Pen, x: float, y: float) -> None:
        from ctip_desktop.sync.identity import words

        covered = DOMAIN + "\n".join((self.state, *self.about)).encode() + pen.fingerprint()
        pen.words = words(sha256(covered).digest())
        pen.rect(x, y, 492, HEIGHT, stroke="text", width=0.9, radius=4)
        with pen.figure(f"Square code. It holds the state {self.state} and the words {' '.join(pen.words)}.", x + 17, y + 11, CODE, CODE):
            _code(pen, x + 17, y + 11, f"{self.state} {' '.join(pen.words)}")
        self._words(pen, x + 105, y + 10)

    def _words(self, pen: Pen, x: float, y: float) -> None:
        lead = (Span("Ask us to read these eight words to you. ", bold=True), "Use a phone number you already know. If one word differs, ")
        with pen.tags.piece("P"):
            used = pen.text((*lead, "this is not our report."), x, y + 10, BODY, width=372)
        top, listed = y + used + 14, Tag("L")
        for index, word in enumerate(pen.words):
            left, base = x + 98 * (index % 4), top + 16 * (index // 4)
            with pen.tags.piece(listed, "LI"):
                with pen.tags.piece("Lbl"):
                    pen.text(str(index + 1), left, base, SECOND)
                with pen.tags.piece("LBody"):
                    pen.text(word, left + 8, base, Style(10, 14, bold=True))
        below = f"The square code holds the same words and the state {self.state}. It holds no link and needs no network."
        with pen.tags.piece("P"):
            pen.text(below, x, top + 34, SECOND, width=376)


def _code(pen: Pen, x: float, y: float, text: str) -> None:
    import segno

    rows = list(segno.make(text, micro=False, error="m", boost_error=False).matrix_iter(border=QUIET))
    module = CODE / len(rows)
    for down, row in enumerate(rows):
        for start, length in _runs(row):
            pen.rect(x + start * module, y + down * module, length * module, module, fill="text")


def _runs(row: Iterable[int]) -> list[tuple[int, int]]:
    """Dark runs of a row as start and length: fewer rectangles, and no hairlines between them."""
    runs: list[tuple[int, int]] = []
    for index, dark in enumerate(row):
        if not dark:
            continue
        if runs and sum(runs[-1]) == index:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((index, 1))
    return runs
