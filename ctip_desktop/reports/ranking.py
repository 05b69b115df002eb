"""The opportunity ranking: bars left and right of zero, the cut line with its reason, how totals are made, how places moved.

Layout after the pictures 03 of the printed pages. It draws a `RankingPrint` and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ctip_desktop.dataclass import dataclass
from ctip_desktop.practice.ranking import BlockRule, BlockValue, CostRule, Method, whole_percent
from ctip_desktop.queries.opportunity_views import CutLine, Disagreement, Ranking, RoundView
from ctip_desktop.reports.audience import Audience
from ctip_desktop.reports.blocks import Box, Bullets, Columns, Figure, Fresh, Heading, Pairs, Subheading, Text, Title, caption, quiet
from ctip_desktop.reports.flow import Block, Draw, Laid, Room
from ctip_desktop.reports.pen import Pen
from ctip_desktop.reports.rank_charts import Bar, Moved, RankingScale, Segment, cut_line, rank_movement, ranking_axis, ranking_head, ranking_row
from ctip_desktop.reports.ranking_print import RankingPrint, RowPrint, WithoutPlace
from ctip_desktop.reports.sparse import Little
from ctip_desktop.reports.tables import Column, Row, Table
from ctip_desktop.reports.text import BODY, CAPTION, Mark, Piece, Pill, Rich, Span, Style
from ctip_desktop.reports.words import count, day, in_words, listed, lower_first, one_place, short_number, upper_first

COLORS = {"development": ("D", "dev"), "business": ("B", "biz"), "government": ("G", "gov")}
IN_ORDER = (("D", "dev"), ("B", "biz"), ("G", "gov"))
HEAD_WORDS = "Bars by place. Left: burden, more is worse. Right: value, in blocks. Then the total, and how firm the place is under other weights."
CLOSE = 0.35  # totals nearer than this are called near equal


class RankingLayout:
    """Lays one ranking print. ask: what the donor is asked to say, until when; empty without a question."""

    def __init__(self, shown: RankingPrint, audience: Audience, ask: str = "") -> None:
        self._p = shown
        self._r = shown.ranking
        self._audience = audience
        self._ask = ask
        self._number = 0

    def blocks(self) -> list[Block]:
        """The ranking, then how to read it."""
        parts: list[Block] = [Title(self._kicker(), ranking_title(self._r), (self._subtitle(),))]
        if self._r.round is None or not self._r.rows:
            return [*parts, self._little(), *self._outside()]
        if self._ask:
            parts.append(Box((Text((Span("What we ask of you. ", bold=True), self._ask), Style(9, 13), 0, 0),), bar="accent"))
        parts += [_Bars(self._p), *self._outside(), caption(self._legend(), before=8, after=8)]
        if self._ask:
            parts.append(_AnswerBox())
        parts += [Fresh(self._heading("How the totals are made")), self._totals()]
        return parts + self._moves() + self._disagreements()

    def _heading(self, title: str, note: str = "") -> Heading:
        self._number += 1
        return Heading(title, self._number, note)

    def _little(self) -> Little:
        """What to do before anything has a place."""
        here = f"{count(len(self._p.outside), 'opportunity', 'opportunities')} without a place." if self._p.outside else ""
        return Little(
            self._audience,
            here,
            "Nothing is scored yet, so no opportunity has a place." if self._r.round is None else "No opportunity has a place in this round yet.",
            "Everybody in the round fills in a score card alone. Then agree on one sheet together, and close the round.",
        )

    def _kicker(self) -> str:
        round_name = f", {round_words(self._r.round)}" if self._r.round else ""
        return f"Opportunity ranking{round_name}"

    def _subtitle(self) -> str:
        if self._r.round is None:
            return "No round has been held yet."
        ranked, stopped, unscored = len(self._r.rows), len(self._r.excluded), len(self._r.unscored)
        number = len(self._r.rounds)
        state = f"agreed on {day(self._r.agreed_on)}" if self._r.agreed and self._r.agreed_on else "agreed" if self._r.agreed else "not agreed yet"
        parts = [f"{in_words(ranked) if ranked else 'none'} ranked"]
        parts += [f"{in_words(stopped)} stopped by due diligence"] if stopped else []
        parts += [f"{in_words(unscored)} not scored"] if unscored else []
        total = upper_first(count(ranked + stopped + unscored, "opportunity", "opportunities"))
        joining = " by " if self._r.agreed else ". Taking part: "
        people = f"{joining}{self._p.participants}" if self._p.participants else ""
        return f"Round {self._r.round.number} of {number}, {state}{people}. {total}: {', '.join(parts)}."

    def _outside(self) -> list[Block]:
        if not self._p.outside:
            return []
        columns = (Column("Without a place", 83), Column("Opportunity", 158), Column("Why", 251))
        return [Table(columns, tuple(_outside_row(line) for line in self._p.outside), before=8)]

    def _legend(self) -> Rich:
        row: list[Piece] = ["Equal totals share a place. "]
        if any(r.unnamed for r in self._p.rows):
            row += [Mark("eyeoff", 7.5, gap=2, words="not shown"), "The company’s name is not shown. "]
        if any(r.row.provisional for r in self._p.rows):
            row.append("Dashed frame: the total is provisional. ")
        if any(r.aside for r in self._p.rows):
            row.append("Parked, stopped: it keeps its place and does not go on now. ")
        draws = f"{self._r.draws:,} tries" if self._r.draws else "tries"
        row.append(f"“Stays in place”: share of {draws} with other weights in which the place stays the same. ")
        row.append("Line: range of places in 9 of 10 tries. Circle: place now.")
        return tuple(row)

    # ------------------------------------------------------------ how totals are made
    def _totals(self) -> Columns:
        method = self._r.method
        factors = sum(len(block.factors) for block in method.blocks)
        mean = method.block_rule is BlockRule.MEAN
        texts: list[Block] = [
            Text(
                f"Each opportunity has {factors} factors in {in_words(len(method.blocks))} blocks. A value goes from {method.low:.0f} (hardly) to "
                f"{method.high:.0f} (strongly). Every value has a written meaning.",
                before=0,
            ),
            Text(f"The {'mean' if mean else 'sum'} of each block is taken times its weight. {_cost_words(method)}"),
        ]
        if example := self._example():
            texts.append(Box((Text(example, BODY, 0, 0),), fill="sunken", before=6, after=6))
        texts.append(Text("A factor nobody could judge is left out of the mean. It is never zero. The total is then provisional."))
        texts.append(Text("The rule is a help. People decide."))
        return Columns(((240.0, tuple(texts)), (240.0, (self._method_table(), self._method_pairs()))), before=0)

    def _example(self) -> Rich:
        """The first complete total, written out; a rule with reversed costs is not shown as a sum of the printed values."""
        row = next((r for r in self._p.rows if not r.row.provisional and r.row.burden is not None), None)
        if row is None or self._r.method.cost is not CostRule.MINUS or row.row.burden is None:
            return ""
        parts = [_weighted(value) for value in row.row.values]
        words = f" {' + '.join(parts)} − {_weighted(row.row.burden)} = "
        return (Span(f"Example, place {row.row.rank}.", bold=True), words, Span(one_place(row.row.total), bold=True))

    def _method_table(self) -> Table:
        method = self._r.method
        rows = []
        for block in method.blocks:
            sign = "+" if not block.burden else "−" if method.cost is CostRule.MINUS else "turned round"
            mark = Mark(block_sign(block.name, burden=block.burden), 8, "burden" if block.burden else None, words=block.label)
            label: Rich = (mark, block.label)
            rows.append(Row((label, str(len(block.factors)), one_place(method.weights.get(block.name, 1.0)), sign)))
        columns = (Column("Block", 122), Column("Factors", 40, "end"), Column("Weight", 40, "end"), Column("Sign", 38, "end"))
        return Table(columns, tuple(rows), before=0)

    def _method_pairs(self) -> Pairs:
        rule = "value minus burden" if self._r.method.cost is CostRule.MINUS else "value plus burden turned round"
        kind = "means" if self._r.method.block_rule is BlockRule.MEAN else "sums"
        rows: list[tuple[str, Rich]] = [("Score card", f"version {self._r.form_version}"), ("Rule", f"{rule}, {kind}")]
        if self._r.people:
            rows.append(("Sheets", f"{count(self._r.people, 'person', 'people')}, each on their own first"))
        rows.append(("Round closes", "with one agreed sheet, no automatic mean"))
        if self._r.what_if:
            rows.append(("Weights", "tried out, not the programme’s"))
        return Pairs(tuple(rows), 74)

    # ------------------------------------------------------------ moves and firmness
    def _moves(self) -> list[Block]:
        head = self._heading("How places moved, and how firm they are")
        firm = self._firmness()
        if len([r for r in self._r.rounds if r.started]) < 2 or not self._r.movements:
            return [head, quiet("This is the first round with a result, so no place has moved."), *firm]
        return [head, Columns(((264.0, (_Movement(self._p),)), (210.0, tuple(firm))), gap=18, before=2)]

    def _firmness(self) -> list[Block]:
        parts: list[Block] = []
        if moved := [line for line in self._moved_lines() if line]:
            parts += [Subheading("Places that moved", before=0), Bullets(tuple(moved))]
        sentences = []
        if self._p.rows:
            first = self._p.rows[0]
            sentences.append(f"Place 1 stays first in {whole_percent(first.row.stays)} % of tries with other weights.")
        sentences += list(self._p.flips[:2])
        parts += [Subheading("How firm are they?", before=8), Text(" ".join(sentences) or "Nothing is ranked.")]
        parts += [Text(f"{words}. Treat them as near equal.") for words in self._near_equal()]
        return parts

    def _moved_lines(self) -> Iterator[Rich]:
        for row in self._p.rows:
            if row.row.previous_rank and row.row.move:
                yield (Span(f"{row.title}, ", bold=True), f"{row.row.previous_rank} to {row.row.rank}.")

    def _near_equal(self) -> list[str]:
        """Neighbours around the cut line whose totals are close."""
        cut = self._r.cut
        if cut is None or not 0 < cut.after < len(self._p.rows):
            return []
        near = [r for r in self._p.rows if abs(r.row.total - self._p.rows[cut.after - 1].row.total) <= CLOSE]
        if len(near) < 2 or near[-1].row.rank == near[0].row.rank:
            return []
        places = listed([str(r.row.rank) for r in near])
        return [f"Places {places} are close ({', '.join(one_place(r.row.total) for r in near)})"]

    # ------------------------------------------------------------ disagreements
    def _disagreements(self) -> list[Block]:
        head = self._heading("Where people saw it differently")
        if not self._p.disagreements:
            return [head, quiet("No factor had sheets two or more apart.")]
        columns = (
            Column("Opportunity", 132),
            Column("Factor", 124),
            Column("Sheets", 58),
            Column("What was agreed" + (", and why" if any(d.reason for d in self._p.disagreements) else ""), 178),
        )
        return [head, Table(columns, tuple(_disagreement_row(d) for d in self._p.disagreements))]


def ranking_title(ranking: Ranking) -> str:
    """A fact from the data, never a judgement."""
    number = len(ranking.rows) + len(ranking.excluded) + len(ranking.unscored)
    if ranking.round is None or not ranking.rows:
        return "No opportunity is ranked yet"
    if ranking.cut is not None:
        after = min(ranking.cut.after, len(ranking.rows))
        go_on = "goes" if after == 1 else "go"
        return f"{in_words(after, capital=True)} of {in_words(number)} opportunities {go_on} on"
    return f"{in_words(len(ranking.rows), capital=True)} of {in_words(number)} opportunities in order"


def round_words(view: RoundView) -> str:
    """A round by number and title."""
    return f"round {view.number}{': ' + view.title.lower() if view.title and str(view.number) not in view.title else ''}"


def block_sign(name: str, *, burden: bool) -> str:
    """The symbol of a block; a programme's own block has none of its own and takes the ring."""
    return "hatched" if burden else f"block_{name}" if name in COLORS else "no"


def _weighted(value: BlockValue) -> str:
    number = one_place(value.value or 0)
    return number if value.weight == 1 else f"{number} × {short_number(value.weight)}"


def _cost_words(method: Method) -> str:
    if method.cost is CostRule.MINUS:
        return "The value blocks are added. The burden block is taken away."
    return f"Each burden mark is turned round ({method.low + method.high:.0f} minus the mark), then all blocks are added."


def _outside_row(line: WithoutPlace) -> Row:
    sign, words = ("stop_sign", "Not ranked") if line.kind == "stopped" else ("no", "Not scored")
    title: Rich = ("One opportunity, ", Pill("name withheld", "eyeoff", "dashed")) if not line.title else _title_and_company(line)
    return Row(((Mark(sign, 9), Span(words.replace(" ", "\u00a0"), bold=True)), title, line.reason))


def _title_and_company(line: WithoutPlace) -> Rich:
    return (line.title, Span(f", {line.company}", color="text2")) if line.company else line.title


def _disagreement_row(d: Disagreement) -> Row:
    agreed = short_number(d.agreed) if d.agreed is not None else "not agreed yet"
    words = f"{agreed}: {d.reason}" if d.reason else agreed
    return Row((d.opportunity.title, d.label, f"{short_number(d.low)} to {short_number(d.high)}", words))


@dataclass(frozen=True, slots=True)
class _Bars:
    """The bars with head, cut line and axis; split between rows only, the head comes again, the cut line stays with the row above it."""

    shown: RankingPrint

    def lay(self, room: Room) -> list[Laid]:
        """A head, a piece for every row and the cut line, the axis."""
        bars = [_bar(row, self.shown.ranking.cut) for row in self.shown.rows]
        scale = RankingScale.of(bars)
        head = Figure(27.0, lambda pen, x, y: ranking_head(pen, x, y, scale.places), HEAD_WORDS, 4.0, 0.0, keep=True).lay(room)[0]
        out = [head]
        for index, bar in enumerate(bars):
            height, draw = ranking_row(bar, scale, room.setter)
            cut_here = self.shown.ranking.cut is not None and self.shown.ranking.cut.after == index + 1
            keep = index == 0 or cut_here or index >= len(bars) - 2
            row = Figure(height, draw if cut_here or index == len(bars) - 1 else _ruled(draw, height), bar.words(), 0.0, 0.0, keep)
            out.append(replace(row.lay(room)[0], head=head))
            if cut_here:
                cut_height, cut_draw = cut_line(*self._cut_words(), room.setter)
                out.append(Laid(cut_height, cut_draw, head=head))
        axis = ranking_axis(scale).lay(room)[0]
        return [*out, replace(axis, head=None)]

    def _cut_words(self) -> tuple[Rich, str]:
        cut = self.shown.ranking.cut
        assert cut is not None
        go_on = "goes" if cut.after == 1 else "go"
        head: list[Piece] = [Span(f"Cut line: {in_words(cut.after)} {go_on} on.", bold=True)]
        if self.shown.cut_reason:
            head.append(f"   Reason: {self.shown.cut_reason}")
        by = f" by {self.shown.cut_by}" if self.shown.cut_by else ""
        on = f" on {day(cut.on)}" if cut.on else ""
        return tuple(head), f"Drawn{by}{on}. The line is a decision. It does not come from the totals alone."


def _ruled(draw: Draw, height: float) -> Draw:
    """A row with a thin line at its foot."""

    def ruled(pen: Pen, x: float, y: float) -> None:
        pen.line(x, y + height, x + 492, y + height, color="line", width=0.5)
        draw(pen, x, y)

    return ruled


def _bar(shown: RowPrint, cut: CutLine | None) -> Bar:
    row = shown.row
    segments = tuple(
        Segment(
            *COLORS.get(value.name, IN_ORDER[index % 3]),
            value.value,
            value.value * value.weight if value.value is not None else None,
            lower_first(value.label),
        )
        for index, value in enumerate(row.values)
    )
    burden = row.burden.value if row.burden else None
    company: list[Piece] = [shown.company]
    if shown.unnamed:
        company += ["\u00a0\u00a0", Mark("eyeoff", 8)]
    return Bar(
        place=row.rank,
        tied=row.tied,
        move=row.move,
        title=shown.title,
        company=tuple(company),
        provisional=f"{row.of - row.answered} of {row.of} open" if row.provisional else "",
        segments=segments,
        burden=burden,
        burden_part=burden * row.burden.weight if burden is not None and row.burden else None,
        total=row.total,
        stays=row.stays,
        low=row.rank_low,
        high=row.rank_high,
        strong=bool(row.above_cut) if cut else False,
        aside=shown.aside,
        burden_label=lower_first(row.burden.label) if row.burden else "",
    )


@dataclass(frozen=True, slots=True)
class _Movement:
    """How places moved, in at most three rounds."""

    shown: RankingPrint

    def lay(self, room: Room) -> list[Laid]:
        """One figure."""
        ranking = self.shown.ranking
        first = max(0, len(ranking.rounds) - 3)
        rounds = [(f"Round {r.number}", _round_day(r)) for r in ranking.rounds[first:]]
        held = next((i + 1 for i, r in enumerate(ranking.rounds) if ranking.round and r.id == ranking.round.id), len(ranking.rounds))
        cut = ranking.cut.after if ranking.cut else None
        above = {row.row.id for row in self.shown.rows if row.row.above_cut}
        moved = [
            Moved(self.shown.titles.get(m.id) or "title withheld", _until(m.ranks, held)[first:], m.id in above)
            for m in ranking.movements
            if any(m.ranks[first:held])
        ]
        return rank_movement(rounds, moved, cut, room.setter).lay(room)


def _until(ranks: tuple[int | None, ...], held: int) -> tuple[int | None, ...]:
    """Places up to the printed round: a later one is another print, and may still be open."""
    return ranks[:held] + (None,) * (len(ranks) - held)


def _round_day(view: RoundView) -> str:
    return day(view.closed_on).rsplit(" ", 1)[0] if view.closed_on else "open" if view.started else "not held"


class _AnswerBox:
    """Boxes to tick for the donor's answer, never split."""

    def lay(self, room: Room) -> list[Laid]:
        """One figure, 30 high."""

        def draw(pen: Pen, x: float, y: float) -> None:
            pen.rect(x, y, 492, 30, stroke="line-strong", radius=3)
            pen.text("Your answer", x + 11, y + 18, Style(8.5, 11.5, bold=True))
            left = x + 90
            for words in ("We agree", "We agree with changes", "Please talk with us"):
                pen.rect(left, y + 9.5, 11, 11, stroke="text", width=0.75)
                left += 16
                pen.text(words, left, y + 18, Style(8.5, 11.5))
                left += pen.setter.width(words, Style(8.5, 11.5)) + 14
            pen.text("Name, date", x + 405, y + 16, CAPTION)
            pen.line(x + 405, y + 20.5, x + 481, y + 20.5, color="text", width=0.75)

        return Figure(30, draw, "Your answer: we agree, we agree with changes, please talk with us. Name, date.", 8, 8).lay(room)
