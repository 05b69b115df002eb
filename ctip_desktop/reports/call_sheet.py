"""The call sheet for one visit: what to ask, what to ask again, what was promised, who is met. One page, for the team only.

Filter first: a question whose answer may never be printed stands without it, and names of people stand only when they are wanted.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from ctip_desktop.dataclass import dataclass
from ctip_desktop.reports.audience import Audience, Filter
from ctip_desktop.reports.blocks import Box, Bullets, Columns, Heading, Text, Title, quiet
from ctip_desktop.reports.flow import Block, Laid, Room
from ctip_desktop.reports.job import Context, Draft, QuestionKey, Report, finish, refuse, shielded
from ctip_desktop.reports.paper import TICK, Rules, SignLines
from ctip_desktop.reports.promise_words import promise_words
from ctip_desktop.reports.tables import Column, Drawn, Group, Row, Table, second
from ctip_desktop.reports.text import BODY, SECOND, Mark, Piece, Rich, Span
from ctip_desktop.reports.words import count, day
from ctip_desktop.tasks import Progress

if TYPE_CHECKING:
    from ctip_desktop.queries.company_views import CompanyPage
    from ctip_desktop.queries.visits import OpenConcern, Question, VisitPack
    from ctip_desktop.workspace.workspace import Workspace

EVERYTHING = 10_000  # questions: the ones that were picked are chosen out of all
FITTING = (22, 17, 13, 9)  # questions on one page, fewer where they need more room
PEOPLE = "Names and contacts of people"
HANDLING = "Holds names and internal notes. Do not hand on, do not leave it behind."
MOST_PEOPLE, MOST_PROMISES, MOST_TALKS, MOST_WORRIES = 4, 5, 2, 3


@dataclass(frozen=True, slots=True)
class AskLine:
    """One question on the sheet. said: the aged answer, empty when open or when it may not be printed; months: its age."""

    topic: str
    label: str
    said: str
    months: int | None
    unknown: bool


@dataclass(frozen=True, slots=True)
class CallSheet:
    """Everything a call sheet may show."""

    company: str
    about: str
    aged: tuple[AskLine, ...]
    open: tuple[AskLine, ...]
    more: int
    promises: tuple[tuple[str, date | None], ...]
    people: tuple[str, ...]
    last: tuple[str, ...]
    worries: tuple[str, ...]
    silent: int  # concerns that must not be spoken of there


def make(ws: Workspace, company: UUID, context: Context, progress: Progress) -> Report:
    """The sheet for a company with the questions of the options; without any, with all that fit. Raises NotFound, WorldError."""
    from ctip_desktop.queries import companies
    from ctip_desktop.queries.visits import visit_pack

    refuse(context, (Audience.INTERNAL,), "A call sheet")
    page = companies.company_page(ws, company, context.today)
    if context.options.questions:
        return call_sheet_report(visit_pack(ws, company, today=context.today, page=EVERYTHING), page, context, progress)
    for fitting in FITTING:
        report = call_sheet_report(visit_pack(ws, company, today=context.today, page=fitting), page, context, progress)
        if report.pages == 1:
            break
    return report


def call_sheet_report(pack: VisitPack, page: CompanyPage, context: Context, progress: Progress | None = None) -> Report:
    """The sheet of a pack; `context.options.questions` picks out of it."""
    shield, _ = shielded(context)
    shown = call_sheet(pack, page, shield, context.options.questions, people=context.options.people)
    blocks, notes = _Layout(shown, context.today).blocks()
    draft = Draft(
        shown.company, "Call sheet", blocks, one_page=True, notes=notes, handling="Holds names and internal notes. Do not hand on or leave it behind."
    )
    return finish(draft, shield.ledger, context, progress)


# ---------------------------------------------------------------- filter
def call_sheet(pack: VisitPack, page: CompanyPage, shield: Filter, chosen: Sequence[QuestionKey] = (), *, people: bool = True) -> CallSheet:
    """Filter a pack. chosen: record or form, and path; empty = every question of the pack."""
    wanted = frozenset(chosen)
    aged, still = ([q for q in asked if not wanted or _keys(q) & wanted] for asked in (pack.aged, pack.open))
    promises = tuple((promise_words(promise.text, promise.theirs), promise.due) for promise in pack.promises)
    talks = page.talks[:MOST_TALKS]
    names = tuple(", ".join(filter(None, (c.name, c.job, "champion" if c.champion == "yes" else ""))) for c in page.contacts if c.active)
    if not people and names:
        shield.ledger.leave_out(PEOPLE, "left out by choice", *(c.name for c in page.contacts), count=len(names), hard=True)
    return CallSheet(
        page.name,
        ", ".join(filter(None, (page.place, page.country_label, page.sector_label))),
        tuple(_line(question, shield) for question in aged),
        tuple(_line(question, shield) for question in still),
        pack.more if not wanted else 0,
        promises,
        names if people else (),
        tuple(f"{day(t.on) or 'No date'}, {t.channel_label.lower()}: {t.subject}" for t in talks),
        tuple(f"{each.kind_label}, {each.side_label.lower()}: {each.text}" for each in pack.concerns if _may_speak(each)),
        sum(not _may_speak(each) for each in pack.concerns),
    )


def _may_speak(concern: OpenConcern) -> bool:
    """The sheet lies on the table there: what we keep to ourselves is counted and not written out."""
    return concern.theirs or concern.may_share is True


def _keys(question: Question) -> frozenset[QuestionKey]:
    named: QuestionKey = (question.form, question.path)
    return frozenset({named, (question.record, question.path)} if question.record else {named})


def _line(question: Question, shield: Filter) -> AskLine:
    said = shield.value(question.form, question.path.rpartition(".")[2], "Answers to ask again", question.answer)
    return AskLine(question.form_title, question.label, said, question.months, question.unknown)


# ---------------------------------------------------------------- layout
class _Layout:
    """Lays one call sheet. today: the day it is made."""

    def __init__(self, shown: CallSheet, today: date) -> None:
        self._p = shown
        self._today = today

    def blocks(self) -> tuple[list[Block], list[Block]]:
        """The sheet, and what moves to a second page when it does not fit."""
        lines = SignLines(("Date", "With", "Our people"))
        head: list[Block] = [Title("Call sheet for a visit", self._p.company, (self._p.about,) if self._p.about else ()), lines]
        return [*head, self._beside(), *self._aged(), *self._open()], self._end()

    def _beside(self) -> Block:
        return Columns(((240.0, (Box(self._promises(), bar="accent", before=0, after=0),)), (240.0, self._people())))

    def _promises(self) -> tuple[Block, ...]:
        promised = tuple(self._promise(text, due) for text, due in self._p.promises[:MOST_PROMISES])
        listed = [Bullets(promised)] if promised else [quiet("No promise is open.")]
        rest = len(self._p.promises) - MOST_PROMISES
        return (_small_head("Promised and not done yet", 0), *listed, *([Text(f"and {rest} more", SECOND)] if rest > 0 else []), *self._worries())

    def _worries(self) -> list[Block]:
        shown, silent = self._p.worries[:MOST_WORRIES], self._p.silent
        more = len(self._p.worries) - len(shown)
        rest = [f"{more} more" if more else "", f"{count(silent, 'concern')} not to be spoken of there" if silent else ""]
        if not (shown or silent):
            return []
        return [_small_head("Not settled yet", 6), *([Bullets(shown)] if shown else []), *(Text(words, SECOND, 1, 1) for words in rest if words)]

    def _people(self) -> tuple[Block, ...]:
        known = [Bullets(self._p.people[:MOST_PEOPLE])] if self._p.people else [quiet("No active contact is named.")]
        talks = [Text(words, SECOND, 1, 1) for words in self._p.last or ("No conversation is recorded.",)]
        return (_small_head("Who we know there", 0), *known, _small_head("Last talks", 6), *talks)

    def _promise(self, text: str, due: date | None) -> Rich:
        if due is None:
            return text
        late = due < self._today
        return (f"{text} ", Span(f"({'was ' if late else ''}due {day(due)})", bold=late, color="warn" if late else "text2", size=7.5))

    def _aged(self) -> list[Block]:
        if not self._p.aged:
            return []
        columns = (Column("Question", 196), second("What we know, and how old it is", 150), Column("Still right? What is new?", 146))
        rows = tuple(Row(((TICK, line.label), _said(line), "")) for line in self._p.aged)
        return [Heading("Ask again: it may have changed", note=count(len(rows), "question")), Table(columns, rows)]

    def _open(self) -> list[Block]:
        lines = self._p.open
        if not lines:
            return [Heading("Still open"), quiet("Nothing is picked." if self._p.aged else "Nothing is open and nothing has aged.")]
        columns = (Column("Question", 256), Column("Answer, and who said it", 236))
        rows: list[Row] = []
        for line in lines:
            unknown: tuple[Piece, ...] = (Span("  asked before, nobody knew", color="text2", size=7.5),) if line.unknown else ()
            rows.append(Row(((TICK, line.label, *unknown), "")))
        more = f", {self._p.more} more do not fit here" if self._p.more else ""
        return [
            Heading("Still open", note=f"{count(len(lines), 'question')}{more}"),
            _Roomy(columns, tuple(rows), tuple(line.topic for line in lines)),
        ]

    def _end(self) -> list[Block]:
        reminder = "Listen first. Write no names of workers, and nothing about a person who was harmed."
        return [_small_head("What we promise now, and by when", 12), Rules(1), Text(reminder, SECOND, 6, 0)]


def _small_head(words: str, before: float) -> Text:
    return Text(Span(words, bold=True), BODY, before, 2, tag="H3")


def _said(line: AskLine) -> Rich:
    age = count(line.months, "month") if line.months is not None else "no date"
    return (line.said or "known, not printed", "  ", Mark("stale", 7.5, "warn", 2), Span(age, bold=True, color="warn"))


@dataclass(frozen=True, slots=True)
class _Roomy:
    """A table with room to write in its last column, grouped by form; rows become tight before anything moves to another page."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    topics: tuple[str, ...]

    def lay(self, room: Room) -> list[Laid]:
        """The table's pieces, every row at least as high as a line of handwriting."""
        height = 12.0 if room.tight or len(self.rows) > 16 else 20.0
        rows: list[Row | Group] = []
        last = ""
        for topic, row in zip(self.topics, self.rows, strict=True):
            if topic != last:
                rows.append(Group(topic))
                last = topic
            rows.append(Row((row.cells[0], Drawn(height, lambda pen, x, y, w, h: None))))
        return Table(self.columns, tuple(rows)).lay(room)
