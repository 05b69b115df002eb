"""The report on all partnerships: what was reached, the money, the partnerships, what is on the way, the figures with their sources.

Layout after the pictures 08 of the printed pages. It draws a `PortfolioPrint` and nothing else. Stages stand as four equal cells, in the order of the
path and never ranked.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from ctip_desktop.dataclass import dataclass
from ctip_desktop.practice.maturity import CAPTIONS, LABELS, PATH
from ctip_desktop.reports.amounts import HELD_BACK, SHOWN
from ctip_desktop.reports.audience import Audience
from ctip_desktop.reports.blocks import Bullets, Columns, Heading, Subheading, Together, Under, caption, key_figures, quiet
from ctip_desktop.reports.charts import StageCell, StagePath
from ctip_desktop.reports.company import PATH_DETAILS
from ctip_desktop.reports.company_print import named_company
from ctip_desktop.reports.flow import Block, Laid, Room
from ctip_desktop.reports.job import Context, Draft, Report, finish, refuse, shielded, silent
from ctip_desktop.reports.money_charts import CountBars, QuarterColumns, StepColumns, StepCount, quarters, scaled
from ctip_desktop.reports.partnership import indicator_row
from ctip_desktop.reports.pen import Pen
from ctip_desktop.reports.portfolio_print import LinePrint, PortfolioPrint, WayLine, portfolio_print
from ctip_desktop.reports.sparse import Little
from ctip_desktop.reports.tables import Cell, Column, Row, Table, second
from ctip_desktop.reports.tags import Tag
from ctip_desktop.reports.text import COVER, H2, H3, Mark, Piece, Pill, Rich, Span, Style
from ctip_desktop.reports.words import amount, count, day, listed, lower_first, millions, month, number_words, one_place, percent
from ctip_desktop.tasks import Progress

if TYPE_CHECKING:
    from ctip_desktop.practice.figures import Figure
    from ctip_desktop.queries.company_views import CompanyPage
    from ctip_desktop.queries.partner_views import Board
    from ctip_desktop.queries.portfolio import Portfolio
    from ctip_desktop.workspace.workspace import Workspace

READER_WORDS = {Audience.INTERNAL: "our team", Audience.DONOR: "the donor", Audience.PUBLIC: "everybody"}
WHITE = "white"
MOST_STEPS = 7  # side by side
SHORT_TABLE = 12  # rows that are not parted


def make(ws: Workspace, context: Context, progress: Progress) -> Report:
    """The report on all partnerships. Raises WorldError."""
    from ctip_desktop.queries import companies, figures, pipeline, portfolio

    refuse(context, READER_WORDS, "The partnerships report")
    found = portfolio.portfolio(ws, context.today)
    board = pipeline.pipeline(ws, today=context.today)
    named = dict.fromkeys([link.id for line in found.lines for link in line.partners] + [link.id for card in board.every for link in card.companies])
    pages = [companies.company_page(ws, company, context.today) for company in named]
    return portfolio_report(found, figures.figures(ws, today=context.today), board, pages, context, progress)


def portfolio_report(
    found: Portfolio, figures: Sequence[Figure], board: Board, companies: Sequence[CompanyPage], context: Context, progress: Progress | None = None
) -> Report:
    """The report from its queries. companies: all that stand in it, for the marks of their names; those with words of their own come first."""
    refuse(context, READER_WORDS, "The partnerships report")
    told = context.told or {}
    shield, names = shielded(context, silent(companies, context))
    for page in sorted(companies, key=lambda page: not (page.id in told and told[page.id].label)):
        names.add(named_company(page, shield))
    shown = portfolio_print(found, figures, board, shield, names, context.told or {})
    blocks = PortfolioLayout(shown, context).blocks()
    rules: list[tuple[str, Rich]] = [
        (form.title, f"version {form.version}") for form in context.forms if form.name in ("partnership", "contribution")
    ]
    if shown.money:
        rules += [("Money", f"{shown.currency}; other currencies are not added")] if shown.currency else []
        rules += [("In kind", "market price, cost, or the giver’s statement")]
    rules.append(("Relationship", "from three answers of a side on"))
    return finish(Draft("Partnerships report", "Partnerships report", blocks, tuple(rules)), shield.ledger, context, progress)


class PortfolioLayout:
    """Lays one report."""

    def __init__(self, shown: PortfolioPrint, context: Context) -> None:
        self._p = shown
        self._c = context
        self._figures = {each.name: each for each in shown.figures}

    def blocks(self) -> list[Block]:
        """The whole report, without the last page."""
        parts: list[Block] = [
            _Cover(self._cover_facts(), self._c.programme, listed(self._p.countries[:4])),
            *self._little(),
            self._keys(),
            *self._short(),
        ]
        parts += [*self._charts(), *self._results(), *self._stages(), *self._lines(), *self._split(), *self._way(), *self._end()]
        return [*parts, *self._all_figures()]

    def _little(self) -> list[Block]:
        """What to do while no partnership runs."""
        if self._p.running:
            return []
        here = (
            "The opportunities on the way, and the figures that can be counted already."
            if self._p.way
            else "The figures that can be counted already."
        )
        missing = "No partnership is running, so there are no results and no shared money."
        return [
            Little(
                self._c.audience, here, missing, "Begin a partnership from an opportunity that goes on. Then write down money, milestones, results."
            )
        ]

    def _cover_facts(self) -> tuple[tuple[str, str], ...]:
        made = self._c.made_at
        return (("Reader", READER_WORDS[self._c.audience]), ("Made on", day(made)), ("Data until", day(made)), ("Partnerships", str(self._p.running)))

    # ------------------------------------------------------------ first page
    def _keys(self) -> Block:
        found = [self._key("partnerships", "partnerships", "running")]
        secured = self._figures.get("private_secured")
        if self._p.money and secured is not None and self._p.gifts:
            total = sum(gift.value for gift in self._p.gifts if gift.source == "private")
            share = (
                f"private money, {percent(float(secured.value))} of {millions(self._p.target or 0)}"
                if secured.value is not None and self._p.target
                else "private money"
            )
            found.append((millions(total), self._p.currency, share))
        match = self._figures.get("private_match")
        if self._p.money and match is not None and isinstance(match.value, float):
            found.append((one_place(match.value), "to 1", "private money to donor money"))
        reached = sum(line.reached for line in self._p.lines or ())
        every = sum(line.milestones for line in self._p.lines or ())
        if every:
            found.append((str(reached), f"of {every}", "milestones reached"))
        for name, words in (("people", "people met"), ("organisations", "organisations met")):
            if len(found) < 4 and (figure := self._figures.get(name)) and figure.value is not None:
                found.append((figure.text or number_words(float(figure.value)), "", words))
        return key_figures(found[:4])

    def _key(self, name: str, unit: str, words: str) -> tuple[str, str, str]:
        figure = self._figures.get(name)
        value, aim = (figure.value, figure.target) if figure else (None, None)
        target = f", target {number_words(aim)}" if aim else ""
        unit = unit.removesuffix("s") if value == 1 else unit
        return (number_words(value) if isinstance(value, int | float) else "–", unit, f"{words}{target}")

    def _short(self) -> list[Block]:
        said: list[Rich] = []
        made = self._figures.get("partnerships")
        if made and made.target and isinstance(made.value, int | float):
            more = int(made.value - made.target)
            head = f"{count(more, 'partnership')} more than planned." if more > 0 else "As many partnerships as planned." if not more else ""
            head = head or f"{count(-more, 'partnership')} fewer than planned."
            said.append((Span(f"{head} ", bold=True), f"{number_words(made.value)} run, the target is {number_words(made.target)}."))
        secured = self._figures.get("private_secured")
        if self._p.money and secured and isinstance(secured.value, float):
            said.append((Span(f"{percent(secured.value)} of the private target is secured. ", bold=True), self._received()))
        active = self._figures.get("active_partners")
        if active and active.text:
            said.append((Span(f"Active partners: {active.text}. ", bold=True), "Twelve months ago and today."))
        return [Heading("In short"), Bullets(tuple(said))] if said else []

    def _received(self) -> str:
        given = [gift for gift in self._p.gifts if gift.source == "private"]
        received = sum(gift.value for gift in given if gift.state == "received")
        rest = sum(gift.value for gift in given) - received
        return f"{self._p.currency} {millions(received)} is received, {millions(rest)} is promised."

    def _charts(self) -> list[Block]:
        left: tuple[Block, ...] = ()
        if self._p.money and any(gift.source == "private" for gift in self._p.gifts):
            found = quarters(self._p.gifts, self._c.today)
            unit, places, word = scaled(max([q.received + q.promised for q in found] + [self._p.target or 0.0]))
            note = Span(f"   {word}{self._p.currency}, sum since the start", bold=False, size=8, color="text2")
            legend = caption("Solid: received. Hatched: promised. Number on top: both together.", before=0)
            left = (Subheading(("Private money", note), H2, 0), QuarterColumns(found, self._p.target, unit, places), legend)
        right: tuple[Block, ...] = ()
        if self._p.kinds:
            bars = CountBars(tuple((name.lower(), number) for name, number in self._p.kinds))
            small = caption(f"{count(self._p.running, 'partnership')}. A type may change over time.", before=0)
            right = (Subheading("Kinds of partnership", H2, 0), bars, small)
        columns = [(width, blocks) for width, blocks in ((278.0, left), (190.0, right)) if blocks]
        return [Under("Money and kinds", Columns(tuple(columns), 24.0, 16.0))] if columns else []

    def _results(self) -> list[Block]:
        if not self._p.indicators:
            return (
                []
                if self._c.audience is Audience.PUBLIC
                else [Heading("Results against targets"), quiet("The programme has no indicators of its own yet.")]
            )
        columns = (Column("Indicator", 168), *(Column(name, 54, "end") for name in ("Start", "Now", "Target")), Column("Reached (mark: target)", 162))
        return [Heading("Results against targets"), Table(columns, tuple(indicator_row(one) for one in self._p.indicators), middle=True)]

    # ------------------------------------------------------------ partnerships and money
    def _lines(self) -> list[Block]:
        lines = self._p.lines
        if lines is None:
            return []
        head = Heading(f"The {len(lines)} partnerships" if len(lines) > 1 else "Partnerships", note="running")
        if not lines:
            return [head, quiet("No partnership is running yet.")]
        columns = [Column("Partnership", 110), Column("Partner", 104), second("Country", 50), second("Kind", 58), second("Since", 46)]
        columns += [second("Mile-\nstones", 38, "end"), Column(f"Private {self._p.currency or 'money'}", 86, "end")]
        rows = [self._line(line) for line in lines]
        if self._p.money and self._p.gifts:
            rows += self._sums(lines)
        table = Table(tuple(columns), tuple(rows))
        return [*([Together((head, table))] if len(rows) <= SHORT_TABLE else [head, table]), *self._line_notes(lines)]

    def _line(self, line: LinePrint) -> Row:
        sign: tuple[Piece, ...] = (" ", Mark("eyeoff", 8, "text2", 0)) if line.unnamed else ()
        money: Rich = "–"
        if line.private is not None:
            money = amount(line.private) if line.told == SHOWN else Pill(line.told, "eyeoff", "dashed", size=7)
        reached = f"{line.reached} of {line.milestones}" if line.milestones else "–"
        since = month(line.since) if line.since else "–"
        return Row((line.name, (line.partners or "–", *sign), line.country or "–", line.kind or "–", since, reached, money))

    def _sums(self, lines: Sequence[LinePrint]) -> list[Row]:
        hidden = [line.private or 0.0 for line in lines if line.told != SHOWN and line.private is not None]
        total = sum(gift.value for gift in self._p.gifts if gift.source == "private")
        rest = total - sum(line.private or 0.0 for line in lines)
        kept: list[Row] = []
        if hidden or rest > 0:
            small = Span(self._together(len(hidden)), color="text2")
            kept.append(Row((small, "", "", "", "", "", Span(amount(sum(hidden) + rest), color="text2"))))
        return [*kept, Row(("Sum", "", "", "", "", "", amount(total)), total=True)]

    def _together(self, hidden: int) -> str:
        """What the line above the sum adds up."""
        found = [f"{count(hidden, 'amount')} not shown"] if hidden else []
        if self._p.aside:
            found.append(f"{count(self._p.aside, 'partnership')} not running now")
        return f"{' and '.join(found)}, together" if hidden or self._p.aside > 1 else " and ".join(found) or "Not in the list"

    def _line_notes(self, lines: Sequence[LinePrint]) -> list[Block]:
        said = []
        if any(line.unnamed for line in lines):
            said.append("Struck eye: the name is not shown because of an agreement, or because nobody has agreed to it yet.")
        if any(line.told == HELD_BACK for line in lines):
            said.append("Held back: it would tell a withheld amount by subtraction.")
        if self._p.not_named:
            said.append(f"{count(self._p.not_named, 'partnership')} must not be named at all.")
        if self._p.others:
            given = count(self._p.others, "contribution")
            said.append(f"{given} in other currencies: not added." if self._p.currency else f"{given} not added: the programme has no currency yet.")
        return [caption(" ".join(said))] if said else []

    def _split(self) -> list[Block]:
        if not self._p.money or not self._p.gifts:
            return []
        columns = (Column(self._p.currency, 52), *(Column(name, 88, "end") for name in ("Cash", "In kind", "Sum", "Received", "Promised")))
        rows = tuple(self._source(label, name) for label, name in (("Private", "private"), ("Donor", "donor")))
        cover = self._figures.get("support_cover")
        said = f"Private money covers {percent(cover.value)} of partnership support costs." if cover and isinstance(cover.value, float) else ""
        return [Heading("Money by kind and by source"), Table(columns, rows), *([caption(said)] if said else [])]

    def _source(self, label: str, name: str) -> Row:
        given = [gift for gift in self._p.gifts if gift.source == name]
        cash = sum(gift.value for gift in given if gift.kind == "cash")
        total = sum(gift.value for gift in given)
        received = sum(gift.value for gift in given if gift.state == "received")
        cells: tuple[Cell, ...] = (
            label,
            amount(cash),
            amount(total - cash),
            Span(amount(total), bold=True),
            amount(received),
            amount(total - received),
        )
        return Row(cells)

    # ------------------------------------------------------------ on the way
    def _way(self) -> list[Block]:
        board = self._p.board
        resting = ((len(board.parked), "parked"), (len(board.stopped), "stopped"))
        aside = ", ".join(f"{number} {word}" for number, word in resting if number)
        steps = self._steps(aside)
        head = Heading("On the way", note="; ".join(part for part in ("opportunities in each step", aside) if part))
        if not steps:
            return [head, quiet("No opportunity is on the way.")]
        return [head, StepColumns(tuple(steps)), *self._usual(), *self._opportunities()]

    def _steps(self, aside: str) -> list[StepCount]:
        """The steps somebody stands on; more than fit side by side are counted by phase."""
        columns = [column for column in self._p.board.columns if column.cards]
        if len(columns) <= MOST_STEPS:
            return [StepCount(c.label, len(c.cards), aside if c.phase == "run" else "", c.phase == "run") for c in columns]
        phases: dict[str, StepCount] = {}
        for c in columns:
            before = phases.get(c.phase)
            number = len(c.cards) + (before.number if before else 0)
            phases[c.phase] = StepCount(c.phase_label, number, aside if c.phase == "run" else "", c.phase == "run")
        return list(phases.values())

    def _usual(self) -> list[Block]:
        """How long a step usually takes, where enough was counted to say so."""
        columns = [column for column in self._p.board.columns if column.cards and column.phase not in ("run", "end")]
        known = [f"{lower_first(column.label)} {count(column.usual_days, 'day')}" for column in columns if column.usual_days]
        return [caption(f"A step usually takes: {'; '.join(known)}.", before=2)] if known else []

    def _opportunities(self) -> list[Block]:
        if not self._p.way:
            return []
        columns = (Column("Step", 92, style=Style(7.5, 11.5, bold=True)), Column("Opportunity", 190), Column("Company", 150), second("Country", 60))
        return [Table(columns, tuple(_way_row(line) for line in self._p.way))]

    def _stages(self) -> list[Block]:
        stages = self._p.stages
        if stages is None or not any(stages.values()):
            return []
        internal = self._c.audience is Audience.INTERNAL
        beside = [(self._p.not_placed, "not placed yet"), (self._p.beside, "not engaging now")] if internal else []
        note = ", ".join(f"{count(number, 'company', 'companies')} {words}" for number, words in beside if number)
        cells = [
            StageCell(LABELS[s] if internal else CAPTIONS[s], f"{PATH_DETAILS[s]}\n{count(stages[s], 'company', 'companies')}", "", ()) for s in PATH
        ]
        small = caption("Places on a path, in its order. They are not grades, and no place is better than another.", before=2)
        return [Heading("Companies on the path", note=note), _Cells(tuple(cells)), small]

    def _end(self) -> list[Block]:
        left: list[Block] = [Subheading("What we learned", H2, 0)]
        left.append(Bullets(self._p.lessons) if self._p.lessons else quiet("No lesson is written down for this reader."))
        right: list[Block] = [Subheading("What comes next", H2, 0)]
        right.append(
            Bullets(tuple(f"{text}, {day(on)}" for text, on in self._p.next)) if self._p.next else quiet("No milestone is due for this reader.")
        )
        if self._c.audience is Audience.PUBLIC and not self._p.lessons:
            return []
        return [Under("What we learned", Columns(((234.0, tuple(left)), (234.0, tuple(right))), 24.0, 16.0))]

    # ------------------------------------------------------------ figures
    def _all_figures(self) -> list[Block]:
        known = [each for each in self._p.figures if each.value is not None or each.text]
        empty = [each.label for each in self._p.figures if each.value is None and not each.text]
        columns = (Column("Figure", 138), Column("Now", 96, "end"), Column("Target", 42, "end"), second("How it is counted", 216))
        rows = tuple(_figure_row(tuple(alike)) for _, alike in groupby(known, _kind_of_figure))
        head = Heading("All figures", note="with what is counted; nothing to count is not zero")
        rest = [caption(f"Nothing to count yet: {listed([name[:1].lower() + name[1:] for name in empty])}.")] if empty else []
        return [head, Table(columns, rows) if rows else quiet("There is nothing to count yet."), *rest]


def _kind_of_figure(figure: Figure) -> tuple[str, str]:
    """Figures of one kind for several things, as "Impact: Environment", stand in one row."""
    kind, several, _ = figure.label.partition(": ")
    return (kind, figure.formula) if several else (figure.label, figure.name)


def _figure_row(alike: Sequence[Figure]) -> Row:
    """One figure; or several of one kind: from the lowest to the highest, each named beside how they are counted."""
    first = alike[0]
    values = [float(each.value) for each in alike if isinstance(each.value, int | float)]
    if len(alike) == 1 or len(values) < len(alike):
        return Row((first.label, _figure_words(first), _target_words(first), first.formula))
    kind = first.label.partition(": ")[0]
    each = "; ".join(f"{figure.label.partition(': ')[2]} {one_place(value)}" for figure, value in zip(alike, values, strict=True))
    return Row((kind, Span(f"{one_place(min(values))} to {one_place(max(values))}", bold=True), "–", f"{first.formula}: {each}"))


def _figure_words(figure: Figure) -> Rich:
    value = figure.value
    if value is None:
        return Pill("withheld", "eyeoff", "dashed") if figure.text == "withheld" else "–"
    if isinstance(value, str):
        return Span(value, bold=True)
    words = percent(value) if figure.unit == "share" else number_words(round(float(value), 1))
    if figure.unit == "months":
        words = count(int(value), "month") if value == int(value) else f"{words} months"
    if figure.text.startswith("at least"):
        words = figure.text
    small = figure.text if figure.text and figure.text != words and figure.unit in ("share", "count") and "of" in figure.text else ""
    return (Span(words, bold=True), *((Span(f"\n{small}", size=7.5, color="text2"),) if small else ()))


def _target_words(figure: Figure) -> str:
    if figure.target is None:
        return "–"
    return percent(figure.target) if figure.unit == "share" else number_words(figure.target)


def _way_row(line: WayLine) -> Row:
    sign: tuple[Piece, ...] = (" ", Mark("eyeoff", 8, "text2", 0)) if line.unnamed and line.companies else ()
    return Row((line.title, (line.companies or "–", *sign), line.country or "–"), group=line.step)


@dataclass(frozen=True, slots=True)
class _Cells:
    """Four equal cells without markers."""

    cells: tuple[StageCell, ...]

    def lay(self, room: Room) -> list[Laid]:
        """One figure."""
        return StagePath(self.cells, ()).lay_out(room.setter).lay(room)


@dataclass(frozen=True, slots=True)
class _Cover:
    """The filled block at the head of the first page: programme, name of the report, and four facts."""

    facts: tuple[tuple[str, str], ...]
    programme: str
    countries: str

    def lay(self, room: Room) -> list[Laid]:
        """One piece that is never split; a long name of the programme makes it higher."""
        first = "  ·  ".join(part for part in (self.programme, self.countries) if part)
        head = room.setter.set(first, Style(9, 12, color=WHITE), room.width - 36)
        more, listed = max(0.0, head.height - 12.0), Tag("L")

        def draw(pen: Pen, x: float, y: float) -> None:
            pen.rect(x, y, room.width, 128 + more, fill="accent", radius=3)
            with pen.tags.piece("P"):
                head.draw(pen, x + 18, y + 22 - head.baseline)
            pen.bookmark("Partnerships report", 0, y)
            y += more
            with pen.tags.piece("H1"):
                pen.text("Partnerships report", x + 18, y + 54, COVER.but(color=WHITE))
            pen.line(x + 18, y + 86, x + room.width - 18, y + 86, color=WHITE)
            for index, (name, value) in enumerate(self.facts):
                left = x + 18 + 116 * index
                with pen.tags.piece(listed, "LI"):
                    with pen.tags.piece("Lbl"):
                        pen.text(name, left, y + 100, Style(7.5, 10, color=WHITE))
                    with pen.tags.piece("LBody"):
                        pen.text(value, left, y + 114, H3.but(color=WHITE))

        return [Laid(128.0 + more, draw, after=12.0, section="Partnerships report")]
