"""A form on paper, empty or with the answers of a record: boxes to tick, lines to write on, for places without a computer.

Layout after the pictures 07 of the printed pages: boxes of 15, 39 apart, writing lines 22 high. It draws a `PaperForm` and nothing else.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from ctip_desktop.dataclass import dataclass
from ctip_desktop.errors import BadInput, NotFound
from ctip_desktop.reports.audience import Audience
from ctip_desktop.reports.blocks import Box, Heading, SideBySide, Text, Title, laid
from ctip_desktop.reports.flow import Block, Draw, Laid, Room
from ctip_desktop.reports.form_print import ROWS, PaperForm, PaperItem, paper_form, without_names
from ctip_desktop.reports.job import Context, Draft, Report, finish, refuse, shielded
from ctip_desktop.reports.paper import BOX, LINE, Rules, SignLines
from ctip_desktop.reports.pen import Pen
from ctip_desktop.reports.tables import Cell, Column, Drawn, Row, Structure, Table
from ctip_desktop.reports.tags import Tag
from ctip_desktop.reports.text import BODY, LEAD, SECOND, Paragraph, Rich, Span, Style
from ctip_desktop.reports.words import lower_first
from ctip_desktop.tasks import Progress

if TYPE_CHECKING:
    from ctip_desktop.forms.model import Choice, Form
    from ctip_desktop.forms.sheet import Sheet
    from ctip_desktop.workspace.workspace import Workspace

QUESTION = Style(9, 12, bold=True)
SMALL = Style(7.5, 9.5)
MOST_COLUMNS = 7  # of a grid: more boxes would leave no room for the questions
APART = 42.0  # from one box to the next
NUMBER = 30.0  # room for the number of a question in a grid
INDENT = 16.0


def make(ws: Workspace, about: UUID | None, context: Context, progress: Progress) -> Report:
    """A form of `context.options`. about: the company it is for, if any. Raises BadInput, NotFound, WorldError."""
    from ctip_desktop.queries import companies, records
    from ctip_desktop.queries.handouts import companies_behind

    refuse(context, (Audience.INTERNAL, Audience.PARTNER), "A paper form")
    opened = records.sheet(ws, context.options.record) if context.options.record else None
    sheet = opened.sheet if opened is not None else None
    form = sheet.form if sheet is not None else _form(ws, context.options.form)
    name = companies.company_page(ws, about, context.today).name if about is not None else ""
    if opened is not None and opened.about is not None and not name and context.audience is Audience.INTERNAL:
        name = records.sheet(ws, opened.about).title
    behind = companies_behind(ws, opened.about, context.today) if opened is not None and opened.about is not None else ()
    readers = {each for each in (about, *(behind if len(behind) == 1 else ())) if each is not None}
    return form_report(form, context, sheet, name, progress, about if opened is not None and opened.about == about else None, readers)


def _form(ws: Workspace, name: str) -> Form:
    if not name:
        raise BadInput("Which form? This print needs one.", next_step="Choose the form first.")
    try:
        return ws.catalogue.form(name)
    except NotFound:
        raise NotFound(f"There is no form “{name}”.", next_step="Look for its name in the list of forms.") from None


def form_report(
    form: Form,
    context: Context,
    sheet: Sheet | None = None,
    company: str = "",
    progress: Progress | None = None,
    about: UUID | None = None,
    readers: Collection[UUID] = (),
) -> Report:
    """A form on paper. sheet: with these answers; company, about: whom it is for; about: the company that the answers
    are about, when it is the same. readers: companies whose own paper it is; no other is named to them."""
    refuse(context, (Audience.INTERNAL, Audience.PARTNER), "A paper form")
    shield, names = shielded(context, own=() if about is None else (about,), named_too=readers)
    shown = without_names(paper_form(form, shield, sheet), names)
    blocks = PaperLayout(shown, context.programme, company, team=shield.internal).blocks()
    partner = context.audience is Audience.PARTNER
    whom = "people of the partner" if shown.survey else "the company"
    dropped = " Not printed here: questions our team asks itself." if partner and shown.dropped else ""
    print_ = "filled in" if shown.filled else "blank"
    handling = f"For {whom if partner else 'our team'}. {shown.title}, version {shown.version}, {print_} print.{dropped}"
    document = f"{shown.title}{': ' + company if company else ''}"
    draft = Draft(shown.title, document, blocks, company=company, one_page=True, handling=handling, by_hand=partner)
    return finish(draft, shield.ledger, context, progress)


class PaperLayout:
    """Lays one paper form."""

    def __init__(self, shown: PaperForm, programme: str, company: str, *, team: bool) -> None:
        self._p = shown
        self._programme = programme
        self._company = company
        self._team = team

    def blocks(self) -> list[Block]:
        """The whole form."""
        about = f": {self._company}" if self._company else ""
        kicker = "Form to fill in by hand" if not self._p.filled else f"Form, filled in{about}"
        parts: list[Block] = [Title(kicker, self._p.title, (self._p.summary,) if self._p.summary and self._team else ())]
        parts += self._intro()
        for section in self._p.sections:
            parts.append(Heading(section.label, note=section.hint))
            for kind, group in itertools.groupby(section.items, key=_alike):
                items = list(group)
                parts += [_Grid(tuple(items))] if kind[0] and len(items) > 1 else [_Item(item) for item in items]
        return [*parts, *self._end()]

    def _intro(self) -> list[Block]:
        if self._p.survey:
            words = "Please do not write your name. Put the sheet in the envelope and close it. "
            rest = "If fewer than three people answer, nobody sees a result. Thank you."
            return [Box((Text((Span(words, bold=True), rest), BODY, 0, 0),), before=4, after=8)]
        lines = SignLines((f"Company{': ' + self._company if self._company else ''}", "Filled in by", "Date"))
        return [lines] if not self._p.filled else []

    def _end(self) -> list[Block]:
        if self._team or self._p.survey:
            return []
        never = "names of workers or of people who were harmed, nor anything from passports, medical papers or case files."
        use = f"The team of {self._programme} reads it. You may ask to see it and to correct it."
        no = Text((Span("Please do not write ", bold=True), never), BODY, 0, 0)
        why = Text((Span("What we do with it. ", bold=True), use), BODY, 0, 0)
        boxes = SideBySide((Box((no,), bar="warn"), Box((why,))), (240.0, 240.0))
        return [boxes, Heading("Something to add?"), Rules(2), SignLines(("Name and role", "Date", "Signature or stamp"), before=16)]


def _alike(item: PaperItem) -> tuple[tuple[str, ...], str]:
    """Questions that follow each other and have the same few answers stand in one grid; the others, each with its own number, alone."""
    if item.kind == "scale" and len(item.steps) <= MOST_COLUMNS:
        return (tuple(f"{value} {words}" for value, words in item.steps), "")
    if item.kind == "choice" and not item.many and len(item.choices) <= 4 and all(len(choice.label) <= 14 for choice in item.choices):
        return (tuple(choice.label for choice in item.choices), "" if item.open_box else "closed")
    return ((), item.number or item.label)


@dataclass(frozen=True, slots=True)
class _Grid:
    """Questions with the same answers: the answers above, a box in each column, "cannot say" at the end."""

    items: tuple[PaperItem, ...]

    def lay(self, room: Room) -> list[Laid]:
        """The head, then a piece for each question; the head comes again after a page break."""
        first = self.items[0]
        heads = [(value, words) for value, words in first.steps] or [("", choice.label) for choice in first.choices]
        names = [value for value, _ in first.steps] or [choice.name for choice in first.choices]
        heads += [("?", "cannot say")] if first.open_box else []
        columns = (Column("", NUMBER), Column("", 492 - NUMBER - APART * len(heads)), *(Column("", APART, "middle") for _ in heads))
        head: tuple[Cell, ...] = ("", "", *(_head(value, words) for value, words in heads))
        same = len({item.hint for item in self.items}) == 1  # then it is about the boxes, and the head of the columns says it
        rows = [Row(head, head=True), *(self._row(item, names, hint=not same) for item in self.items)]
        tags = Structure(len(columns))
        pieces = Table(columns, tuple(rows), head=False, middle=True, name=1).laid(room, tags)
        out = [pieces[0]]
        for item, piece in zip(self.items, pieces[1:], strict=True):
            out += _with_remark(replace(piece, head=pieces[0], keep=False), item, room, tags)
        return out

    def _row(self, item: PaperItem, names: Sequence[str], *, hint: bool) -> Row:
        label: list[Span] = [Span(item.label, bold=True, size=9)]
        if item.hint and hint:
            label.append(Span(f"\n{item.hint}", size=7.5, color="text2"))
        ticks = [_box_cell(ticked=name in item.chosen) for name in names]
        ticks += [_box_cell(ticked=item.unknown)] if item.open_box else []
        return Row((Span(item.number, color="accent", bold=True), tuple(label), *ticks))


def _with_remark(piece: Laid, item: PaperItem, room: Room, tags: Structure | None = None) -> list[Laid]:
    """A question with the line for a remark below it, which stays on its page. tags: of the table it stands in."""
    if not item.comment:
        return [piece]
    words = room.setter.set(item.comment, SECOND, room.width / 2)

    def draw(pen: Pen, x: float, y: float) -> None:
        with tags.wide(pen) if tags else pen.tags.piece("P"):
            words.draw(pen, x + 22, y + 5)
            pen.line(x + 28 + words.width, y + 15, x + room.width, y + 15, color="line-strong")
            if item.remark:
                pen.text(item.remark, x + 32 + words.width, y + 12, BODY)

    return [replace(piece, keep=True), Laid(19.0, draw, head=piece.head)]


def _head(value: str, words: str) -> Rich:
    return (Span(value, bold=True, size=9), Span(f"{chr(10) if value else ''}{words.lower()}", size=7.5, color="text2"))


def _box_cell(*, ticked: bool) -> Drawn:
    def draw(pen: Pen, x: float, y: float, width: float, height: float) -> None:
        box(pen, x + (width - BOX) / 2, y + (height - BOX) / 2, ticked=ticked)

    return Drawn(BOX + 6, draw)


def box(pen: Pen, x: float, y: float, *, ticked: bool) -> None:
    """A box to tick; ticked: with a cross."""
    with pen.figure("Box, ticked" if ticked else "Box, empty", x, y, BOX, BOX, blank="cb"):
        pen.rect(x, y, BOX, BOX, fill="white", stroke="text", width=1.0, radius=2)
        if ticked:
            pen.line(x + 3, y + 3, x + BOX - 3, y + BOX - 3, color="text", width=1.8)
            pen.line(x + 3, y + BOX - 3, x + BOX - 3, y + 3, color="text", width=1.8)


@dataclass(frozen=True, slots=True)
class _Item:
    """One question with its own boxes, lines or table."""

    item: PaperItem

    def lay(self, room: Room) -> list[Laid]:
        """The question with its answer as one piece; the rows of a table each as one."""
        item = self.item
        label: list[Span] = [Span(f"{item.number}  " if item.number else "", color="accent", bold=True), Span(item.label)]
        notes = " ".join(part for part in ("Only if it applies." if item.sometimes else "", item.hint) if part)
        head = room.setter.set(tuple(label), QUESTION, room.width)
        hint = room.setter.set(notes, SECOND, room.width - INDENT) if notes else None
        top = head.height + (hint.height if hint else 0.0)
        if item.kind == "table":
            return [_head_piece(head, hint, top), *self._table(room)]
        height, draw = self._answer(room)

        def whole(pen: Pen, x: float, y: float) -> None:
            _question(pen, x, y, head, hint)
            draw(pen, x + INDENT, y + top)

        return _with_remark(Laid(top + height, whole, 7.0, 0.0 if item.comment else 7.0), item, room)

    def _answer(self, room: Room) -> tuple[float, Draw]:
        item, width = self.item, room.width - INDENT
        if item.gap:
            gap = room.setter.set(Span(item.gap), SECOND, width)
            return gap.height, laid(gap, Tag("P")).draw
        if item.kind == "scale":
            pairs = [(f"{value}  {words}".strip(), value in item.chosen) for value, words in item.steps]
            return _boxes([*pairs, ("cannot say", item.unknown)], width, room)
        if item.kind == "choice":
            pairs = [(_words(choice), choice.name in item.chosen) for choice in item.choices]
            return _boxes([*pairs, ("cannot say", item.unknown)] if item.open_box else pairs, width, room)
        return self._lines(width, room)

    def _lines(self, width: float, room: Room) -> tuple[float, Draw]:
        """Writing lines; what is written stands on them."""
        item = self.item
        wide = width if item.kind == "text" else 180.0
        written = room.setter.set(item.written, LEAD, wide - 6) if item.written else None
        lines = max(1, min(item.lines, 2) if room.tight else item.lines)
        if written and len(written.lines) > lines:
            inside = laid(written, Tag("P")).draw
            return written.height + 6, lambda pen, x, y: inside(pen, x + 3, y + 3)

        def draw(pen: Pen, x: float, y: float) -> None:
            with pen.figure("" if written else "Lines to write on", x, y, wide, LINE * lines, blank="tv"):
                for index in range(1, lines + 1):
                    pen.line(x, y + LINE * index, x + wide, y + LINE * index, color="line-strong")
            if written:
                with pen.tags.piece("P"):
                    written.draw(pen, x + 3, y + LINE - written.height / len(written.lines) - 1)

        return LINE * lines + 2, draw

    def _table(self, room: Room) -> Iterator[Laid]:
        """A grid to write in: its columns, the answers that are there, and empty rows."""
        item = self.item
        number = max(1, len(item.columns))
        columns = tuple(Column(name, (room.width - INDENT) / number) for name in item.columns)
        empty = [Row(tuple(Drawn(LINE - 6, lambda pen, x, y, w, h: None) for _ in range(number))) for _ in range(ROWS if not item.rows else 1)]
        return iter(_indented(piece) for piece in Table(columns, (*(Row(row) for row in item.rows), *empty)).lay(room.narrowed(room.width - INDENT)))


def _words(choice: Choice) -> str:
    """A choice with its short hint."""
    return f"{choice.label}, {lower_first(choice.hint)}" if choice.hint and len(choice.hint) <= 40 else choice.label


def _head_piece(head: Paragraph, hint: Paragraph | None, height: float) -> Laid:
    return Laid(height, lambda pen, x, y: _question(pen, x, y, head, hint), 7.0, 2.0, keep=True)


def _question(pen: Pen, x: float, y: float, head: Paragraph, hint: Paragraph | None) -> None:
    """The question, and below it when it applies and what helps to answer."""
    with pen.tags.piece("P"):
        head.draw(pen, x, y)
    if hint:
        with pen.tags.piece("P"):
            hint.draw(pen, x + INDENT, y + head.height)


def _indented(piece: Laid) -> Laid:
    head = _indented(piece.head) if piece.head is not None else None
    return replace(piece, draw=lambda pen, x, y: piece.draw(pen, x + INDENT, y), head=head)


def _boxes(pairs: Sequence[tuple[str, bool]], width: float, room: Room) -> tuple[float, Draw]:
    """Boxes with their words, as many in a row as fit in equal columns."""
    longest = max(room.setter.width(words, BODY) for words, _ in pairs)
    across = max(1, min(4, int(width // (min(longest, width / 2) + BOX + 18))))
    each = width / across
    texts = [room.setter.set(words, BODY, each - BOX - 12) for words, _ in pairs]
    rows = [range(start, min(start + across, len(pairs))) for start in range(0, len(pairs), across)]
    heights = [max(BOX + 5, max(texts[i].height for i in row) + 5) for row in rows]

    def draw(pen: Pen, x: float, y: float) -> None:
        top, listed = y + 4, Tag("L")
        for row, height in zip(rows, heights, strict=True):
            for place, index in enumerate(row):
                with pen.tags.piece(listed, "LI"):
                    with pen.tags.piece("Lbl"):
                        box(pen, x + each * place, top, ticked=pairs[index][1])
                    with pen.tags.piece("LBody"):
                        texts[index].draw(pen, x + each * place + BOX + 6, top + 1)
            top += height

    return sum(heights) + 4, draw
