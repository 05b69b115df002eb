"""The score card of one opportunity: factors with the spread of the sheets, the agreed value and what it means.

Layout after the picture 04 of the printed pages. It draws a `CardPrint` and nothing else; sheets carry no names.
"""

from __future__ import annotations

from collections.abc import Sequence

from ctip_desktop.practice.ranking import BlockValue
from ctip_desktop.queries.opportunity_views import ScoreCardView, TotalView
from ctip_desktop.reports.audience import Audience
from ctip_desktop.reports.blocks import Box, Figure, SideBySide, Subheading, Text, Title, caption, quiet
from ctip_desktop.reports.charts import SCALE_WIDTH, scale_at, scale_words, score_scale
from ctip_desktop.reports.flow import Block, Laid, Room
from ctip_desktop.reports.pen import Pen
from ctip_desktop.reports.ranking import block_sign, round_words
from ctip_desktop.reports.ranking_print import BlockPrint, CardPrint, FactorPrint
from ctip_desktop.reports.sparse import Little
from ctip_desktop.reports.tables import Column, Drawn, Group, Row, Structure, Table, second
from ctip_desktop.reports.text import CAPTION, H2, SECOND, Mark, Piece, Pill, Rich, Span, Style
from ctip_desktop.reports.words import count, day, lower_first, one_place, short_number

SCALE_COLUMN = SCALE_WIDTH + 4


def _little(card: ScoreCardView) -> Little:
    """What to do before anybody has scored."""
    factors = sum(len(block.factors) for block in card.blocks)
    missing = f"No sheet is handed in, so none of the {count(factors, 'factor')} has a value."
    do = "Each person fills in a sheet alone. When the sheets are in, agree on one together: differences are worth a talk."
    return Little(Audience.INTERNAL, "The opportunity and its factors.", missing, do)


class CardLayout:
    """Lays one score card."""

    def __init__(self, shown: CardPrint) -> None:
        self._p = shown
        self._c = shown.card

    def blocks(self) -> list[Block]:
        """The whole card."""
        parts: list[Block] = [Title(self._kicker(), self._p.title, ("  ·  ".join(p for p in self._below() if p),))]
        if self._c.hidden:
            parts.append(
                Box((Text(f"The round is still blind: {count(self._c.hidden_sheets, 'sheet')} of others are not shown.", before=0, after=0),))
            )
        total = self._c.agreed_total or self._c.mean_total
        if total is None or not total.answered:
            return [*parts, _little(self._c)]
        parts += [_Formula(self._p.blocks, total, agreed=self._c.agreed_total is not None), self._table(), caption(self._legend())]
        if total.open_factors:
            parts.append(caption(f"Still open, so the total is provisional: {', '.join(total.open_factors)}."))
        return parts + self._disagreements()

    def _kicker(self) -> str:
        kind = "agreed sheet" if self._c.agreed_total is not None else "not agreed yet"
        return f"Score card, {kind} of {round_words(self._c.round)}"

    def _below(self) -> list[str]:
        sheets = count(len([s for s in self._c.sheets if s.handed_in]), "sheet")
        blind = ", made without seeing the others" if self._c.round.blind else ""
        agreed = f"agreed on {day(self._c.agreed_on)}" if self._c.agreed_on else ""
        return [self._p.company, sheets + blind, agreed]

    def _table(self) -> Table:
        columns = (
            Column("Factor", 134),
            Column(_ScaleHead.words, SCALE_COLUMN),
            Column("Mean", 30, "end", SECOND),
            Column("Agreed", 40, "end", Style(9.5, 12, bold=True)),
            second("Meaning of the agreed value", 492 - 134 - SCALE_COLUMN - 70),
        )
        rows: list[Row | Group] = []
        for block in self._p.blocks:
            rows.append(self._group(block))
            rows += [self._row(factor) for factor in block.factors]
        return _ScaleTable(columns, tuple(rows), middle=True)

    def _group(self, shown: BlockPrint) -> Group:
        block = shown.block
        value = block.agreed or block.mean
        sign = Mark(block_sign(block.name, burden=block.burden), 8, "burden" if block.burden else None, words=block.label)
        name: list[Piece] = [sign, block.label]
        if block.burden:
            name.append(Span("  more is worse", bold=False, color="text2"))
        kind = "agreed values" if block.agreed else "means of the sheets"
        words = (
            f"mean of {count(value.answered, kind[:-1], kind)}, weight {one_place(block.weight)}"
            if value.value is not None
            else "under half answered"
        )
        number: Rich = Span(one_place(value.value), bold=True, size=9, color="text") if value.value is not None else "–"
        meaning = 134 + SCALE_COLUMN + 70 + 4
        return Group(tuple(name), ((meaning - 8, number, "end"), (meaning, words, "start")))

    def _row(self, shown: FactorPrint) -> Row:
        factor = shown.factor
        label: list[Piece] = [factor.label]
        if factor.disputed and factor.low is not None and factor.high is not None:
            label += [" ", Pill(f"{short_number(factor.low)} to {short_number(factor.high)}", "split", color="warn")]
        agreed: Rich = short_number(factor.agreed.value) if factor.agreed and factor.agreed.value is not None else Span("–", bold=False)

        def draw(pen: Pen, x: float, y: float, width: float, height: float) -> None:
            score_scale(pen, x + 4, y + height / 2, shown.marks)

        mean = one_place(factor.mean) if factor.mean is not None else "–"
        meaning = factor.meaning if factor.agreed or not factor.meaning else f"(own mark) {factor.meaning}"
        return Row((tuple(label), Drawn(18.5, draw, scale_words(shown.marks)), mean, agreed, meaning or "–"))

    def _legend(self) -> Rich:
        row: list[Piece] = [Mark("diamond", 8, "accent", 2), "agreed   "]
        if self._p.sheets_shown:
            row += [
                Mark("ring", 8, "text", 2),
                "sheets   number inside: how many sheets   bar: from lowest to highest   ? cannot judge, left out of the mean",
            ]
        else:
            row += ["bar: from the lowest to the highest sheet; single sheets are not shown"]
        return tuple(row)

    def _disagreements(self) -> list[Block]:
        factors = {f.factor.name: f for block in self._p.blocks for f in block.factors}
        disputed = [factors[name] for name in self._c.disputed if name in factors]
        parts: list[Block] = [Subheading("Where we disagreed, and what we agreed", H2, 8)]
        if not disputed:
            return [*parts, quiet("No factor had sheets two or more apart.")]
        boxes = [_disagreement(f) for f in disputed]
        for index in range(0, len(boxes), 2):
            pair = boxes[index : index + 2]
            parts.append(SideBySide(tuple(pair), (240.0,) * len(pair), before=4, after=8))
        if self._p.reason:
            parts.append(Text((Span("Agreed because: ", bold=True), self._p.reason)))
        return parts


def _disagreement(shown: FactorPrint) -> Box:
    factor = shown.factor
    low, high = short_number(factor.low or 0), short_number(factor.high or 0)
    agreed = f", agreed {short_number(factor.agreed.value)}" if factor.agreed and factor.agreed.value is not None else ", not agreed yet"
    head: Rich = (Span(factor.label, bold=True), f"  sheets {low} to {high}{agreed}")
    rows: list[Block] = [Text(head, Style(8.5, 11.5), 0, 2)]
    if shown.reason:
        rows.append(Text(shown.reason, SECOND, 0, 0))
    return Box(tuple(rows), bar="warn")


class _ScaleHead:
    """The head of the scale column: its numbers are drawn over their places."""

    words = ""

    @staticmethod
    def draw(pen: Pen, x: float, y: float) -> None:
        """1 to 5 and the question mark."""
        style = Style(7.5, 10, bold=True, color="text2")
        for value in range(1, 6):
            pen.text(str(value), x + 4 + scale_at(value), y, style, align="middle")
        pen.text("?", x + 4 + 106, y, style, align="middle")


class _ScaleTable(Table):
    """A table whose second column has a scale as its head."""

    def _head(self, room: Room, tags: Structure) -> Laid:
        base = super()._head(room, tags)
        left = self.columns[0].width

        def draw(pen: Pen, x: float, y: float) -> None:
            base.draw(pen, x, y)
            with tags.head(pen, 1):
                _ScaleHead.draw(pen, x + left, y + base.height / 2 + 2.7)

        return Laid(base.height, draw, before=base.before, keep=True)


class _Formula:
    """The total as a sum of blocks in one frame, 36 high."""

    def __init__(self, blocks: Sequence[BlockPrint], total: TotalView, *, agreed: bool) -> None:
        self._blocks = blocks
        self._total = total
        self._agreed = agreed

    def lay(self, room: Room) -> list[Laid]:
        """One figure."""
        return Figure(38.0, self._draw, self._words(), 4, 6).lay(room)

    def _words(self) -> str:
        """The sum in words."""
        parts = []
        for shown in self._blocks:
            value, label = self._value(shown), lower_first(shown.block.label.removesuffix(" value").split(":")[0])
            number = one_place(value.value) if value.value is not None else "under half answered"
            parts.append(f"{'minus' if value.part is not None and value.part < 0 else 'plus'} {label} {number} times {one_place(shown.block.weight)}")
        total = one_place(self._total.value) if self._total.value is not None else "not known"
        return f"Sum: {', '.join(parts).removeprefix('plus ')}. {self._total_name()}: {total}, {self._state()}."

    def _value(self, shown: BlockPrint) -> BlockValue:
        return (shown.block.agreed if self._agreed else None) or shown.block.mean

    def _total_name(self) -> str:
        return "Total, value minus burden" if self._agreed else "Total of the means"

    def _state(self) -> str:
        total = self._total
        return f"{total.of - total.answered} of {total.of} open" if total.provisional else f"complete, {total.answered} of {total.of}"

    def _draw(self, pen: Pen, x: float, y: float) -> None:
        pen.rect(x, y, 492, 38, stroke="line-strong", radius=3)
        step = 370 / max(len(self._blocks), 1)
        for index, shown in enumerate(self._blocks):
            left = x + 18 + step * index
            value = self._value(shown)
            if index:
                sign = "−" if value.part is not None and value.part < 0 else "+"
                pen.text(sign, left - 14, y + 27, Style(11, 14), align="middle")
            self._block(pen, left, y, shown, value)
        self._sum(pen, x, y)

    def _block(self, pen: Pen, left: float, y: float, shown: BlockPrint, value: BlockValue) -> None:
        sign = Mark(block_sign(shown.block.name, burden=shown.block.burden), 8, "burden" if shown.block.burden else None)
        label = shown.block.label.removesuffix(" value").split(":")[0]
        pen.text((sign, Span(label, color="text2")), left, y + 14, Style(7.5, 10))
        number = one_place(value.value) if value.value is not None else "–"
        pen.text(number, left, y + 29, Style(12, 14, bold=True))
        pen.text(f"× {one_place(shown.block.weight)}", left + 26, y + 29, CAPTION)

    def _sum(self, pen: Pen, x: float, y: float) -> None:
        total = self._total
        pen.text("=", x + 376, y + 27, Style(11, 14), align="middle")
        pen.text(self._total_name(), x + 388, y + 14, CAPTION)
        number = one_place(total.value) if total.value is not None else "–"
        width = pen.setter.width(number, Style(14, 16, bold=True))
        if total.provisional:
            pen.rect(x + 384, y + 17.5, width + 8, 16, stroke="warn", width=0.9, dash=(2.2, 1.6), radius=2.5)
        pen.text(number, x + 388, y + 30, Style(14, 16, bold=True))
        state = self._state()
        words: Rich = (Mark("provisional", 7, "warn", 2), Span(state, bold=True, color="warn")) if total.provisional else state
        pen.text(words, x + 388 + width + 8, y + 29, CAPTION)
