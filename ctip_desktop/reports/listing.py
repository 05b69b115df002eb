"""A register on paper, for the team: the chosen entries as a table, in their order on the screen.

For every list that is kept entry by entry: talks, concerns and deal-breakers, milestones, indicators, contributions, agreements, decisions (mission,
section 9). Others get these facts in the prints that are made for them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from ctip_desktop.errors import BadInput, WorldError
from ctip_desktop.forms.model import ONE_PERSONS, Share
from ctip_desktop.reports.audience import Audience, Filter
from ctip_desktop.reports.blocks import Title, quiet
from ctip_desktop.reports.flow import Block
from ctip_desktop.reports.job import ABOUT, Context, Draft, Options, Report, finish, refuse, shielded
from ctip_desktop.reports.tables import Cell, Column, Row, Table
from ctip_desktop.reports.text import Mark, Piece, Span
from ctip_desktop.reports.words import count, title_words, written_day
from ctip_desktop.tasks import Progress

if TYPE_CHECKING:
    from ctip_desktop.queries.registers import Register, RegisterRow
    from ctip_desktop.workspace.workspace import Workspace

WIDTH = 492.0
MOST_COLUMNS = 6  # more stand as small lines in the widest cell of their row
_NARROW = {"number": 54.0, "date": 62.0}
_DIGIT, _WIDEST_NUMBER = 5.0, 110.0
_LEAST = 46.0  # of a column of words
_LETTER, _HEAD_LETTER, _PADDING, _WIDEST_WORD = 5.3, 4.7, 9.0, 96.0  # room for the longest word of a column, so that none is broken
_WEIGHTS = {"choice": 0.8, "choices": 0.9}


def make(ws: Workspace, about: UUID | None, context: Context, progress: Progress) -> Report:
    """The register of `context.options.form`. about: the record its entries are about, None for all. Raises BadInput, NotFound, WorldError."""
    from ctip_desktop.queries import records, registers

    if not context.options.form:
        raise BadInput("Which list? This print needs one.", next_step="Choose the list first.")
    if ws.catalogue.form(context.options.form).kind in ONE_PERSONS:
        raise WorldError("The answers of one person are printed for nobody.", kept="Nothing was written.", next_step="Print the results of all.")
    found = registers.register(ws, context.options.form, about=about)
    return list_report(found, context, title_words(records.show(ws, about).title) if about is not None else "", progress, ws.programme_id)


def list_report(found: Register, context: Context, subject: str = "", progress: Progress | None = None, programme: UUID | None = None) -> Report:
    """The print of a register. subject: the record all its entries are about, empty for a register of the whole programme; programme: its id."""
    refuse(context, (Audience.INTERNAL,), "A list")
    shield, _ = shielded(context)
    document = f"{found.title}: {subject}" if subject else found.title
    blocks = ListLayout(found, shield, context.options, subject, programme).blocks()
    return finish(Draft(document, document, blocks), shield.ledger, context, progress)


class ListLayout:
    """Lays one register. columns: names of those to print in this order, empty = those it begins with; records: entries to print in this order, None
    = all; programme: its id, which no entry needs to name."""

    def __init__(self, found: Register, shield: Filter, options: Options, subject: str, programme: UUID | None = None) -> None:
        self._found = found
        self._subject = subject
        self._rows = self._chosen(options.records)
        places = {each.name: place for place, each in enumerate(found.columns)}
        chosen = options.columns or [each.name for each in found.columns if each.shown]
        self._places = [places[name] for name in chosen if name in places and self._may(shield, places[name])]
        told = not options.columns or ABOUT in options.columns or not self._places
        self._tell_about = told and not subject and any(row.about and row.about.id != programme for row in self._rows)

    def _chosen(self, records: Sequence[UUID] | None) -> list[RegisterRow]:
        by_id = {row.id: row for row in self._found.rows}
        return list(self._found.rows) if records is None else [by_id[id_] for id_ in records if id_ in by_id]

    def _may(self, shield: Filter, place: int) -> bool:
        """A question that never leaves the program stays here, too."""
        if self._found.columns[place].share != Share.STRICT:
            return True
        words = [row.cells[place].text for row in self._rows if row.cells[place].text]
        shield.ledger.leave_out(f"Answers of “{self._found.title}”", "marked “never leaves this program”", *words, count=len(words), hard=True)
        return False

    def blocks(self) -> list[Block]:
        """Title, then the table."""
        shown = len(self._rows)
        number = count(shown, "entry", "entries") if shown == self._found.total else f"{shown:,} of {count(self._found.total, 'entry', 'entries')}"
        title = Title(f"List: {self._subject}" if self._subject else "List", self._found.title, (number,))
        if not self._rows:
            return [title, quiet("Nothing is written down yet." if not self._found.total else "No entry is chosen.")]
        return [title, self._table()]

    def _table(self) -> Table:
        used = [place for place in self._places if any(row.cells[place].text for row in self._rows)] or self._places[:1]
        main = used[: MOST_COLUMNS - self._tell_about]
        rest = used[len(main) :]
        widest = max(range(len(main)), key=lambda n: self._weight(main[n]), default=0)
        widths = self._widths(main, main[widest] if rest else None)
        columns = [Column(self._found.columns[place].label, width, self._align(place)) for place, width in zip(main, widths, strict=True)]
        if self._tell_about:
            columns.insert(0, Column("About", WIDTH - sum(widths)))
        if not columns:
            return Table((Column("Entry", WIDTH),), tuple(Row((row.title or "–",)) for row in self._rows))
        return Table(tuple(columns), tuple(self._row(row, main, rest, widest) for row in self._rows))

    def _row(self, row: RegisterRow, main: Sequence[int], rest: Sequence[int], widest: int) -> Row:
        cells: list[Cell] = [_words(row.cells[place].text) for place in main]
        if main and (rest or row.contested):
            cells[widest] = self._with_more(row, main[widest], rest)
        return Row((_words(title_words(row.about.title) if row.about else ""), *cells) if self._tell_about else tuple(cells))

    def _with_more(self, row: RegisterRow, place: int, rest: Sequence[int]) -> Cell:
        """A cell with the columns for which there is no room, each behind its question, and the sign of two answers."""
        more = "  ·  ".join(f"{self._found.columns[each].label} {row.cells[each].text}" for each in rest if row.cells[each].text)
        pieces: list[Piece] = [row.cells[place].text or "–"]
        pieces += [Span(f"\n{more}", color="text2", size=7.5)] if more else []
        if row.contested:
            pieces += [" ", Mark("split", 9, "two"), "to settle"]
        return tuple(pieces)

    def _align(self, place: int) -> str:
        return "end" if self._found.columns[place].kind == "number" else "start"

    def _weight(self, place: int) -> float:
        """Texts get the room: how long they are on the whole, within reason."""
        kind = self._found.columns[place].kind
        if kind in _NARROW:
            return 0.0
        longest = sorted(len(row.cells[place].text) for row in self._rows)[len(self._rows) * 3 // 4]
        return _WEIGHTS.get(kind, 1.0) * min(max(longest, 10), 60)

    def _widths(self, places: Sequence[int], wide: int | None) -> list[float]:
        """Widths in points. wide: a column that holds others, too."""
        fixed = {place: self._fixed(place, kind) for place in places if (kind := self._found.columns[place].kind) in _NARROW}
        room = WIDTH - sum(fixed.values()) - (90.0 if self._tell_about else 0.0)
        weights = {place: self._weight(place) * (3 if place == wide else 1) for place in places}
        whole = sum(weights.values()) or 1.0
        if len(fixed) == len(places):
            return [room / len(places) + fixed[place] for place in places]
        least = {place: self._longest_word(place) for place in places if place not in fixed}
        tight = min(1.0, room / sum(least.values()))
        room -= tight * sum(least.values())
        return [fixed.get(place) or tight * least[place] + room * weights[place] / whole for place in places]

    def _longest_word(self, place: int) -> float:
        """The width of the longest word of a column, within reason."""
        texts = (self._found.columns[place].label, *(row.cells[place].text for row in self._rows))
        longest = max((len(word) for text in texts for word in text.split()), default=0)
        return max(_LEAST, min(_LETTER * longest + _PADDING, _WIDEST_WORD))

    def _fixed(self, place: int, kind: str) -> float:
        """The width of a number or a day: a number is never broken over lines, nor a word of its question."""
        longest = max(len(row.cells[place].text) for row in self._rows)
        head = max(len(word) for word in (self._found.columns[place].label or "–").split())
        least = max(_NARROW[kind], min(_HEAD_LETTER * head + _PADDING, _WIDEST_WORD))
        return max(least, min(_DIGIT * longest + 10.0, _WIDEST_NUMBER)) if kind == "number" else least


def _words(text: str) -> Cell:
    return written_day(text) or Span("–", color="text2")
