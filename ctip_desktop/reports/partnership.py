"""A partnership on one page: goal, partners, contributions, milestones, results against targets, the relationship, and doing no harm.

Layout after picture 05 of the printed pages. It draws a `PartnershipPrint` and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from ctip_desktop.errors import NotFound
from ctip_desktop.reports.amounts import HELD_BACK, SHOWN, kept_back
from ctip_desktop.reports.audience import Audience
from ctip_desktop.reports.blocks import Box, Bullets, Columns, Heading, Subheading, Text, Title, Under, caption, quiet
from ctip_desktop.reports.company_print import named_company
from ctip_desktop.reports.flow import Block
from ctip_desktop.reports.job import Context, Draft, Report, finish, shielded, silent
from ctip_desktop.reports.partner_charts import ContributionBars, MilestoneMark, SourceBar, milestone_line, share_bar
from ctip_desktop.reports.partnership_print import (
    OUTCOME,
    HarmPrint,
    IndicatorLine,
    MilestoneLine,
    MoneyPrint,
    MoneySum,
    PartnerLine,
    PartnershipPrint,
    partnership_print,
)
from ctip_desktop.reports.sparse import Little
from ctip_desktop.reports.tables import Cell, Column, Row, Table, second
from ctip_desktop.reports.text import BODY, CAPTION, H2, LEAD, SECOND, Mark, Piece, Pill, Rich, Span
from ctip_desktop.reports.words import amount, day, listed, month, number_words, upper_first
from ctip_desktop.tasks import Progress

if TYPE_CHECKING:
    from ctip_desktop.forms.model import Form
    from ctip_desktop.queries.company_views import CompanyPage
    from ctip_desktop.queries.partner_views import ContributionView, PartnershipPage
    from ctip_desktop.reports.audience import Filter
    from ctip_desktop.reports.names import Names
    from ctip_desktop.workspace.workspace import Workspace

HALF = 240.0
FEW_MILESTONES = 4  # from this number on the table is set in two columns
MANY_MILESTONES = 12  # more of them stand in one table that goes on over pages


def make(ws: Workspace, partnership: UUID, context: Context, progress: Progress) -> Report:
    """The one-pager of a partnership. Raises NotFound, WorldError."""
    from ctip_desktop.queries import companies, partnerships

    page = partnerships.partnership_page(ws, partnership, context.today)
    pages = [companies.company_page(ws, each.company.id, context.today) for each in page.right_partners]
    return partnership_report(page, pages, context, _harm(ws, page), progress, _private(ws, partnership, context))


def partnership_report(
    page: PartnershipPage,
    companies: Sequence[CompanyPage],
    context: Context,
    harm: HarmPrint | None = None,
    progress: Progress | None = None,
    private: str = SHOWN,
) -> Report:
    """The one-pager from a partnership's page. companies: of its partners, for the marks of their names. private: as `partnership_print` takes it."""
    shield, names = named_partners(page, companies, context)
    harm, kinds = harm or HarmPrint(), contribution_words(context.forms)
    shown = partnership_print(page, shield, names, context.told or {}, harm, kinds, people=context.options.people, private=private)
    blocks, notes = PartnershipLayout(shown, context.audience, context.today).blocks()
    draft = Draft(shown.title, f"Partnership: {shown.title}", blocks, company=_own(page, names, context), one_page=True, notes=notes)
    return finish(draft, shield.ledger, context, progress)


def _private(ws: Workspace, partnership: UUID, context: Context) -> str:
    """Whether the private money of a partnership is held back: the donor reads a sum over all partnerships, too."""
    if context.audience is not Audience.DONOR or not context.told:
        return SHOWN
    from ctip_desktop.queries.portfolio import portfolio

    return kept_back(portfolio(ws, context.today).lines, context.told).state.get(partnership, SHOWN)


def named_partners(page: PartnershipPage, companies: Sequence[CompanyPage], context: Context) -> tuple[Filter, Names]:
    """The filter of a partnership print with its partners made known. In a print for a partner they are named to each other, unless an agreement
    binds one of several; a single partner reads its own name in any case."""
    told = context.told or {}
    free = [each.id for each in companies if each.id not in told or told[each.id].may("name")]
    shield, names = shielded(context, silent(companies, context), own=[each.id for each in companies] if len(companies) == 1 else free)
    for company in companies:
        names.add(named_company(company, shield))
    return shield, names


def contribution_words(forms: Sequence[Form]) -> Mapping[str, str]:
    """The words of kinds and sources of contributions, by stored name."""
    form = next((form for form in forms if form.name == "contribution"), None)
    words = {"cash": "Money", "in_kind": "Goods, services or time", "private": "Private", "donor": "Traditional donor"}
    questions = [form.question(name) for name in ("kind", "source_class")] if form else []
    return words | {choice.name: choice.label for question in questions for choice in question.choices}


def _own(page: PartnershipPage, names: Names, context: Context) -> str:
    """Who is named on the tab of a print for a partner."""
    alone = context.audience is Audience.PARTNER and len(page.right_partners) == 1
    return names.of(page.right_partners[0].company.id) if alone else "the partners"


def _harm(ws: Workspace, page: PartnershipPage) -> HarmPrint:
    """What the do-no-harm checklist of the partnership says."""
    from ctip_desktop.practice.evidence import first_day
    from ctip_desktop.queries import records

    record = next((form.record for form in page.forms if form.form == "do_no_harm" and form.record), None)
    if record is None:
        return HarmPrint()
    try:
        sheet = records.sheet(ws, record).sheet
    except NotFound:
        return HarmPrint()

    def yes(name: str) -> bool | None:
        return {"yes": True, "no": False}.get(str(sheet.value(name)))

    def on(name: str) -> date | None:
        return first_day(str(sheet.value(name) or ""))

    return HarmPrint(yes("agreed_in_writing"), on("agreed_on"), yes("protocol_exists"), on("briefing_on"))


class PartnershipLayout:
    """Lays one partnership print. today: the day it is made."""

    def __init__(self, shown: PartnershipPrint, audience: Audience, today: date) -> None:
        self._p = shown
        self._audience = audience
        self._today = today

    def blocks(self) -> tuple[list[Block], list[Block]]:
        """The page, and what moves to a second page when it does not fit."""
        below = ["  ·  ".join(self._p.below), self._p.leads]
        parts: list[Block] = [Title("Partnership on one page", self._p.title, tuple(line for line in below if line))]
        if not (self._p.milestones or self._p.indicators or (self._p.money and self._p.money.sums)):
            parts.append(self._little())
        if self._p.goal:
            parts.append(Box((Text((Span("Goal. ", bold=True), self._p.goal), LEAD, 0, 0),), bar="accent", before=4, after=4))
        parts.append(Columns(((HALF, self._partners()), (HALF, self._money())), before=10))
        last = Columns(((288.0, self._relationship()), (180.0, self._harm())), 24.0, 14.0)
        parts += [*self._milestones(), *self._results(), Under("How the relationship is", last)]
        return parts, [*self._team(), *self._single()]

    def _little(self) -> Little:
        """What there is of a partnership without money, milestones and results."""
        here = [word for word, there in (("the goal", self._p.goal), ("the partners", self._p.partners)) if there]
        missing = "No contribution, no milestone and no result is written down." if self._audience is Audience.INTERNAL else ""
        missing = missing or "No contribution, no milestone and no result may be shown, or none is written down yet."
        do = "Write down who contributes what, the first milestones, and an indicator with its target."
        return Little(self._audience, f"{upper_first(listed(here))}." if here else "", missing, do)

    # ------------------------------------------------------------ partners and money
    def _partners(self) -> tuple[Block, ...]:
        head = Subheading("Partners", H2, 0)
        if not self._p.partners:
            return (head, quiet("No partner is written down yet."))
        columns = (Column("", 104), second("", 136))
        return (head, Table(columns, tuple(Row((_partner_name(one), one.words or "–")) for one in self._p.partners), head=False))

    def _money(self) -> tuple[Block, ...]:
        money = self._p.money
        note = f"   {money.currency}, received and promised" if money and money.currency else ""
        head = Subheading(("Contributions", Span(note, bold=False, size=8, color="text2")), H2, 0)
        if money is None:
            return (head, quiet("Amounts are not in this print."))
        if not money.sums:
            return (head, quiet("No contribution is written down yet."))
        bars = tuple(SourceBar(one.label, one.cash, one.in_kind) for one in money.sums if one.told == SHOWN)
        legend = caption("Solid: cash. Hatched: in kind.", before=0, after=2)
        parts: list[Block] = [head]
        parts += [ContributionBars(bars), legend] if bars else []
        parts += [_not_told(one) for one in money.sums if one.told != SHOWN]
        parts += [Text(words, SECOND, 2, 2) for words in (*money.sentences, money.other) if words]
        return tuple(parts)

    def _single(self) -> list[Block]:
        money = self._p.money
        if money is None or not money.rows:
            return []
        columns = (Column("From", 142), second("Kind", 96), second("For", 86), second("State, day", 92), Column("Amount", 76, "end"))
        return [
            Heading("Contributions one by one", note=str(len(money.rows))),
            Table(columns, tuple(_contribution(money, one) for one in money.rows)),
        ]

    # ------------------------------------------------------------ milestones and results
    def _milestones(self) -> list[Block]:
        lines = self._p.milestones
        if not lines:
            return [Heading("Milestones"), quiet("No milestone is written down, or none may be shown here.")]
        reached, outcomes = sum(one.reached is not None for one in lines), sum(one.kind == OUTCOME for one in lines)
        head = Heading("Milestones", note=f"{reached} of {len(lines)} reached, {outcomes} of {len(lines)} are outcomes")
        dated = [MilestoneMark(one.number, on, one.kind == OUTCOME, one.reached is not None) for one in lines if (on := one.reached or one.due)]
        line = [milestone_line(dated, self._today)] if dated else []
        legend = caption("Circle: activity or output. Diamond: outcome. Filled: reached. Empty: next or planned.", before=2)
        return [head, *line, *self._milestone_tables(lines), legend]

    def _milestone_tables(self, lines: Sequence[MilestoneLine]) -> list[Block]:
        following = next((one.number for one in lines if one.reached is None and not _is_past(one, self._today)), 0)
        rows = tuple(Row(_milestone(one, following, self._today)) for one in lines)
        if not FEW_MILESTONES <= len(lines) <= MANY_MILESTONES:
            return [_milestone_table(rows, 492.0)]
        half = (len(lines) + 1) // 2
        columns = tuple((HALF, (_milestone_table(part, HALF),)) for part in (rows[:half], rows[half:]))
        return [Columns(columns, before=0, after=0)]

    def _results(self) -> list[Block]:
        lines = self._p.indicators
        newest = max((one.on for one in lines if one.on), default=None)
        head = Heading("Results against targets", note=f"readings until {day(newest)}" if newest else "")
        if not lines:
            words = "No indicator is written down, or none may be shown here." if self._p.results else "An agreement forbids to show results."
            return [head, quiet(words)]
        columns = (Column("Indicator", 168), *(Column(name, 54, "end") for name in ("Start", "Now", "Target")), Column("Reached (mark: target)", 162))
        return [head, Table(columns, tuple(indicator_row(one) for one in lines), middle=True)]

    # ------------------------------------------------------------ relationship, harm, what waits
    def _relationship(self) -> tuple[Block, ...]:
        head = Subheading("How the relationship is", H2, 0)
        if not self._p.relationship:
            return (head, quiet("Not in this print."))
        said = tuple(Text(words, BODY, 0, 3) for words in self._p.relationship)
        return (head, *said, *([Text(self._p.asked, CAPTION, 1, 0)] if self._p.asked else []), *self._concerns())

    def _concerns(self) -> list[Block]:
        number = self._p.open_concerns
        return [] if not number else [Text(f"{number} {'concern is' if number == 1 else 'concerns are'} open.", BODY, 4, 0)]

    def _harm(self) -> tuple[Block, ...]:
        harm, said = self._p.harm, []
        if harm.agreed is not None:
            on = f" on {day(harm.agreed_on)}" if harm.agreed_on else ""
            said.append(f"Agreed in writing by all partners{on}." if harm.agreed else "Not agreed in writing yet.")
        if harm.protocol is not None:
            said.append("Rules for a case of trafficking exist." if harm.protocol else "Rules for a case of trafficking are still to be written.")
        if harm.briefed:
            said.append(f"Staff were told about them on {day(harm.briefed)}.")
        sign: Rich = (Mark("shieldok", 10), *((" ".join(said),) if said else ()))
        return (Subheading("Do no harm", H2, 0), Text(sign, BODY, 0, 0) if said else quiet(self._no_harm_said()))

    def _no_harm_said(self) -> str:
        return "Nothing is written down yet." if self._audience is Audience.INTERNAL else "Nothing is written down, or nothing may be shown here."

    def _team(self) -> list[Block]:
        parts: list[Block] = []
        if self._p.to_do:
            parts += [Heading("What waits for us"), Bullets(self._p.to_do)]
        if self._p.concerns:
            columns = (Column("Concern", 300), second("Kind", 96), second("State", 96))
            parts += [Heading("Open concerns", note=str(len(self._p.concerns))), Table(columns, tuple(Row(one) for one in self._p.concerns))]
        return parts


def _partner_name(line: PartnerLine) -> Rich:
    sign: tuple[Piece, ...] = (" ", Mark("eyeoff", 8, "text2", 0)) if line.unnamed else ()
    more: tuple[Piece, ...] = (Span(f"\n{line.more}", size=7.5, color="text2"),) if line.more else ()
    return (Span(line.name, bold=True), *sign, *more)


def _milestone_table(rows: tuple[Row, ...], width: float) -> Table:
    columns = (Column("", 18), Column("Milestone", width - 154), second("Kind", 46), second("State", 90))
    return Table(columns, rows, after=2, name=1)


def _is_past(one: MilestoneLine, today: date) -> bool:
    """Whether its day is over. What a partnership left undone when it ended is past, but not overdue: it waits for nobody."""
    return one.due is not None and one.due < today


def _milestone(one: MilestoneLine, following: int, today: date) -> tuple[Cell, ...]:
    if one.reached:
        state: Rich = f"reached, {day(one.reached)}"
    elif _is_past(one, today):
        state = Span(f"was due {day(one.due)}", bold=one.overdue)
    elif one.due is None:
        state = "planned"
    else:
        state = f"next, {day(one.due)}" if one.number == following else f"planned, {month(one.due)}"
    return (str(one.number), Span(one.text, bold=one.kind == OUTCOME), one.kind_label, state)


def indicator_row(one: IndicatorLine) -> Row:
    """One indicator with its start, newest reading, target and how far it is."""
    start = None
    if one.start is not None and one.target and one.target > one.start > 0:
        start = one.start / one.target
    share = one.now / one.target if start is not None and one.now is not None and one.target else one.reached
    cells: tuple[Cell, ...] = (
        one.name,
        _value(one.start, one.unit),
        Span(_value(one.now, one.unit), bold=True),
        _value(one.target, one.unit),
        share_bar(share, 162, start, "no reading yet" if one.target and one.now is None else "no target"),
    )
    return Row(cells)


def _value(value: float | None, unit: str) -> str:
    if value is None:
        return "–"
    return f"{number_words(value)} %" if unit.strip() in ("%", "percent") else number_words(value)


def _not_told(one: MoneySum) -> Text:
    """A sum this reader does not get, and why."""
    why = "it would tell a hidden amount" if one.told == HELD_BACK else "by agreement"
    return Text((Pill(one.told, "eyeoff", "dashed"), f" {one.label.lower()} money, {why}"), SECOND, 2, 2)


def _contribution(money: MoneyPrint, one: ContributionView) -> Row:
    currency = "" if one.currency == money.currency else f" {one.currency}"
    state = ", ".join(part for part in (one.state_label.lower(), day(one.on)) if part)
    return Row((one.giver or "–", one.kind_label, one.use_label, state, f"{amount(one.value)}{currency}" if one.value is not None else "–"))
