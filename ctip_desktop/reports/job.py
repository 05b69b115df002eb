"""What every print shares: the choices of a person, the finished report, and the way from blocks to a checked file.

The file stays in memory. `Report.save` refuses while the leak check finds a withheld value, and writes the file in one step.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import field
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from ctip_desktop.dataclass import dataclass
from ctip_desktop.errors import BadInput, WorldError
from ctip_desktop.forms.model import Form
from ctip_desktop.practice.sharing import AS_THE_FORMS, Sharing
from ctip_desktop.reports.audience import Audience, Filter, FormMarks, Grant, Ledger, LeftOut, Secret, Topic, grant, vocabulary
from ctip_desktop.reports.leaks import Leak, find_leaks
from ctip_desktop.reports.names import Names, named
from ctip_desktop.reports.words import day, listed, lower_first
from ctip_desktop.tasks import Progress
from ctip_desktop.workspace.files import write_atomically

if TYPE_CHECKING:
    from ctip_desktop.queries.company_views import CompanyPage
    from ctip_desktop.queries.naming import CompanyNames, Told
    from ctip_desktop.reports.flow import Block
    from ctip_desktop.reports.page import Frame, Made, Meta, Paper
    from ctip_desktop.reports.text import Rich


class PaperName(StrEnum):
    """The paper sizes there are."""

    A4 = "a4"
    LETTER = "letter"


MOST_NAMED = 5  # kinds of left-out values that a footer names

READER_NAMES = {
    Audience.INTERNAL: "the team",
    Audience.PARTNER: "the partner",
    Audience.DONOR: "the donor",
    Audience.PUBLIC: "the public",
}

ABOUT = "~about"
"""Among the columns of a list: what an entry is about."""

QuestionKey = tuple[UUID | str, str]
"""A question of a visit pack: its record, or the name of its form while nobody has begun it, and its path."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a person can choose beside the reader.

    paper: a4 or letter. round: of a ranking or score card, None = the newest with a result. cards: a ranking is followed by the score card of every
    ranked opportunity. people: names of people on prints for the team. draft: the word "Draft" in the header. ask: what a donor is asked to say.
    unnamed: companies whose names are withheld though a mark would allow them. questions: those of a visit pack, empty = all. form: of a paper form
    or a list; record: prints its answers on the form, or as a sheet. columns: of a list, in their order, empty = those it begins with, and what its
    entries are about; `ABOUT` is the column of that. records: of a list, in their order, None = all.
    """

    paper: str = "a4"
    round: UUID | None = None
    cards: bool = False
    people: bool = True
    draft: bool = False
    ask: str = ""
    unnamed: frozenset[UUID] = frozenset()
    questions: tuple[QuestionKey, ...] = ()
    form: str = ""
    record: UUID | None = None
    columns: tuple[str, ...] = ()
    records: tuple[UUID, ...] | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A finished print. missing: characters no font has, printed as a replacement sign. words: the eight of its verification box, if it has one.

    one_by_one: scripts whose letters stand one after the other instead of in their stacks.
    """

    pdf: bytes = field(repr=False)
    left_out: tuple[LeftOut, ...]
    leaks: tuple[Leak, ...]
    pages: int
    title: str
    missing: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    one_by_one: tuple[str, ...] = ()

    def check(self) -> None:
        """Raises WorldError, naming the place, while the file holds a value that is left out."""
        if not self.leaks:
            return
        found = list(dict.fromkeys(map(str, self.leaks)))
        places = "; ".join(found[:5]) + (f"; and {len(found) - 5} more" if len(found) > 5 else "")
        raise WorldError(
            f"The finished file holds something that must be left out ({places}).",
            kept="No file was written.",
            next_step="Look for a name or a note inside another answer, change that answer, and make the print again.",
        )

    def save(self, path: Path) -> None:
        """Write the file in one step. Raises WorldError when the leak check failed or the place cannot be written."""
        self.check()
        write_atomically(path, self.pdf)


@dataclass(frozen=True, slots=True)
class Context:
    """What every print needs beside its data.

    state: what the data say at that moment, as a short sign that another laptop can compare. told: what agreements leave of companies, None when
    nobody looked: then a company that is said to have one is not named. sharing: what the programme says of whole forms. companies: all of them by
    their names, for a print that others read.
    """

    programme: str
    person: str
    made_at: datetime
    audience: Audience
    options: Options
    forms: tuple[Form, ...] = ()
    state: str = ""
    told: Mapping[UUID, Told] | None = None
    sharing: Sharing = AS_THE_FORMS
    companies: tuple[CompanyNames, ...] = ()

    @property
    def today(self) -> date:
        """The day the print is made."""
        return self.made_at.date()


@dataclass(frozen=True, slots=True)
class Draft:
    """A print before it is set: title, what it is called in the header, blocks, and the rules named on its last page.

    company: named on the tab of a print for a partner. one_page: must fit a page, first by tight rows, then by moving `notes` to a second page.
    handling: first line of the footer instead of the usual one. version: of the form that rules the page. by_hand: a paper form.
    """

    title: str
    document: str
    blocks: Sequence[Block]
    rules: tuple[tuple[str, Rich], ...] = ()
    company: str = ""
    one_page: bool = False
    notes: Sequence[Block] = ()
    handling: str = ""
    version: str = ""
    by_hand: bool = False


Choice = TypeVar("Choice", bound=StrEnum)


def one_of(choices: type[Choice], wanted: str, what: str) -> Choice:
    """The choice of that name. Raises BadInput naming those there are."""
    try:
        return choices(wanted)
    except ValueError:
        raise BadInput(f"There is no {what} “{wanted}”.", next_step=f"Choose one of: {', '.join(choices)}.") from None


def needed(about: UUID | None, what: str) -> UUID:
    """What a print is about. Raises BadInput while nothing is chosen."""
    if about is None:
        raise BadInput(f"Which {what}? This print needs one.", next_step=f"Choose the {what} first.")
    return about


def shielded(context: Context, forbidden: Iterable[UUID] = (), own: Iterable[UUID] = (), named_too: Iterable[UUID] = ()) -> tuple[Filter, Names]:
    """The filter of one print and its names. forbidden: companies that must not be named; own: those a print for a partner is for. named_too: others
    that a partner reads by name there."""
    ledger = Ledger(vocabulary(context.forms))
    forbidden, own = set(forbidden), tuple(own)
    sharing = context.sharing if _may_open(context, forbidden, own) else context.sharing.narrowing()
    shield = Filter(context.audience, ledger, FormMarks(context.forms, sharing))
    own = (*own, *named_too) if context.audience is Audience.PARTNER else ()
    others = [named(each, shield) for each in context.companies]
    return shield, Names(shield, forbidden={*forbidden, *context.options.unnamed}, own=own, told=context.told or {}, others=others)


def _may_open(context: Context, forbidden: Collection[UUID], own: Sequence[UUID]) -> bool:
    """Whether the programme may open more than the forms do: in a print about one company, which no agreement binds unless it reads about itself."""
    bound = {*forbidden, *(context.told or ())}
    return len(own) == 1 and (context.audience is Audience.PARTNER or own[0] not in bound)


def silent(pages: Iterable[CompanyPage], context: Context) -> set[UUID]:
    """Companies that are only said to have an agreement, while nobody looked at the agreements."""
    from ctip_desktop.reports.company_print import has_agreement_not_to_name

    return {page.id for page in pages if has_agreement_not_to_name(page)} if context.told is None else set()


def refuse(context: Context, allowed: Collection[Audience], what: str) -> None:
    """Refuse a print that a reader never gets. Raises WorldError."""
    if context.audience in allowed:
        return
    names = listed([READER_NAMES[one] for one in Audience if one in allowed])
    raise WorldError(f"{what} is for {names} only.", kept="Nothing was written.", next_step="Choose another reader or another print.")


# ---------------------------------------------------------------- from blocks to a checked file
def finish(draft: Draft, ledger: Ledger, context: Context, progress: Progress | None = None) -> Report:
    """Set the blocks, write the file, read it back and look for withheld values. Raises Cancelled."""
    from ctip_desktop.reports import page

    progress = progress or Progress()
    progress.say("Laying the pages", 1, 4)
    paper = page.PAPERS[one_of(PaperName, context.options.paper, "paper")]
    left_out = ledger.left_out
    blocks = _one_page(draft, paper) if draft.one_page else _with_end(draft, left_out, context, paper)
    progress.say("Writing the pages", 2, 4)
    made = page.make(blocks, paper, _frame(draft, left_out, context), _meta(draft, context))
    progress.say("Looking for withheld values in the finished file", 3, 4)
    leaks = _leaks(made, ledger.secrets, draft, context)
    progress.say("Done", 4, 4)
    return Report(made.pdf, left_out, leaks, made.pages, draft.title, made.missing, made.words, made.one_by_one)


def _one_page(draft: Draft, paper: Paper) -> list[Block]:
    """Blocks and notes on one page when they fit, with tight rows if need be; else the notes stand on a second page."""
    from ctip_desktop.reports import page
    from ctip_desktop.reports.blocks import Fresh, Heading

    together = [*draft.blocks, *draft.notes]
    whole = page.count_pages(together, paper)
    if not draft.notes or whole == 1 or page.count_pages(draft.blocks, paper) > 1:
        return together
    return [*draft.blocks, Fresh(Heading("More")), *draft.notes]


def _with_end(draft: Draft, left_out: Sequence[LeftOut], context: Context, paper: Paper) -> list[Block]:
    """Blocks with what is left out behind them; three pages or more end with the page that says how to read them.

    A few lines that would need a second page alone stay away: the footer says what is left out.
    """
    from ctip_desktop.reports import page, reading

    blocks = [*draft.blocks, *_short_end(left_out, context.audience)]
    pages = page.count_pages(blocks, paper)
    if pages == 2 and len(left_out) <= MOST_NAMED and page.count_pages(draft.blocks, paper) == 1:
        return list(draft.blocks)
    if pages >= 3:
        blocks = [*draft.blocks, *reading.last_page(context.audience, _state(context), draft.rules, left_out, _proof(draft, context))]
    return blocks


def _short_end(left_out: Sequence[LeftOut], audience: Audience) -> list[Block]:
    """What is left out, at the end of a print that has no last page of its own."""
    from ctip_desktop.reports import reading
    from ctip_desktop.reports.blocks import Heading

    if not left_out or grant(Topic.LEFT_OUT, audience) is Grant.SHORT:
        return reading.left_out_table(left_out, audience) if left_out else []
    head = Heading("What is left out, and why", note=reading.left_out_note(left_out), anchor="left out")
    return [head, *reading.left_out_table(left_out, audience)]


def _proof(draft: Draft, context: Context) -> list[Block]:
    """The verification box; it covers all that is printed before it, the reader, the time, the forms and the state of the data."""
    from ctip_desktop.reports.verification import proof

    if not context.state:
        return []
    versions = (f"{form.name} {form.version}" for form in context.forms)
    return proof(context.state, (draft.document, context.audience, context.made_at.isoformat(), *versions))


def _leaks(made: Made, secrets: Sequence[Secret], draft: Draft, context: Context) -> tuple[Leak, ...]:
    """Search the file; the programme's own name and the person who made a team print are on every page and no secret there."""
    own = {context.programme.casefold(), draft.company.casefold()}
    if context.audience is Audience.INTERNAL:
        own.add(context.person.casefold())
    return find_leaks(made.pdf, [s for s in secrets if s.value.casefold() not in own])


def _state(context: Context) -> tuple[tuple[str, Rich], ...]:
    made = context.made_at
    offset = made.strftime("%z")
    zone = f" (UTC{offset[:3]}:{offset[3:]})" if offset else ""
    rows: list[tuple[str, Rich]] = [("Made", f"{day(made)}, {made:%H:%M}{zone}"), ("Data of", day(made))]
    if context.state:
        rows.append(("State", context.state))
    return tuple(rows)


def _frame(draft: Draft, left_out: Sequence[LeftOut], context: Context) -> Frame:
    from ctip_desktop.reports.page import BY_HAND, Frame, tab

    internal = context.audience is Audience.INTERNAL

    def footer(anchors: Mapping[str, int]) -> str:
        if draft.handling:
            return draft.handling
        first = "Holds names and internal notes. Do not hand on." if internal else ""
        return " ".join(part for part in (first, left_out_words(left_out, context.audience, anchors)) if part)

    by = f" by {context.person}" if internal and context.options.people and context.person and not draft.by_hand else ""
    state = f", state {context.state}" if context.state else ""
    data = f". Data of {day(context.made_at)}{state}" if not draft.by_hand or context.options.record else ""
    made = f"Made {day(context.made_at)}{by}{data}" + (f". {draft.version}" if draft.version else "")
    company = draft.company if context.audience is Audience.PARTNER else ""
    shape = BY_HAND if draft.by_hand else tab(context.audience, company)
    return Frame(context.programme, draft.document, shape, footer, made, context.options.draft)


def left_out_words(left_out: Sequence[LeftOut], audience: Audience, anchors: Mapping[str, int]) -> str:
    """What the footer says about what is left out: where the table stands, or what it is when there is no table."""
    if not left_out:
        return "Nothing is left out."
    if grant(Topic.LEFT_OUT, audience) is Grant.SHORT:
        return "Some details are left out."
    if "left out" not in anchors:
        named = [f"{lower_first(line.what)} ({line.count:,})" for line in left_out[:MOST_NAMED]]
        return f"Left out: {', '.join(named)}{' and more' if len(left_out) > MOST_NAMED else ''}."
    where = f"page {anchors['left out']}"
    return f"What is left out: {where}." if audience is Audience.INTERNAL else f"Some details are left out: what and why on {where}."


def _meta(draft: Draft, context: Context) -> Meta:
    from ctip_desktop.reports.page import Meta

    return Meta(draft.document, context.programme, "", context.made_at)
