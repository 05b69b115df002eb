"""Answers with their sources and the age of these, as a table, and the numbered list of the sources behind them.

Layout after the pictures 01 of the printed pages; the age of a source: design of the printed pages, section 7.
"""

from __future__ import annotations

from collections.abc import Sequence

from ctip_desktop.forms.model import State
from ctip_desktop.queries.views import SourceView
from ctip_desktop.reports.audience import Audience
from ctip_desktop.reports.blocks import Columns, Text, caption
from ctip_desktop.reports.charts import age_line, age_words
from ctip_desktop.reports.company_print import FactLine
from ctip_desktop.reports.flow import Block, Laid, Room
from ctip_desktop.reports.pen import Pen
from ctip_desktop.reports.tables import Column, Drawn, Group, Row, Table, second
from ctip_desktop.reports.tags import Tag
from ctip_desktop.reports.text import SECOND, Mark, Piece, Pill, Rich, Setter, Span, Style
from ctip_desktop.reports.words import lower_first, partial_day

STATE_WORDS = {
    State.UNKNOWN: ("unknown", "Unknown"),
    State.NOT_ASKED: ("not_asked", "Not asked yet"),
    State.NOT_APPLICABLE: ("not_applicable", "Not applicable"),
    State.ANSWERED: ("shown", "Answered"),
}


def fact_table(facts: Sequence[tuple[str, Sequence[FactLine]]], audience: Audience) -> Table:
    """Facts under the label of their section; an empty label has no row of its own."""
    columns = (Column("Question", 112), Column("Answer", 164), second("Source, date", 112), Column("Age of the source", 104))
    rows: list[Row | Group] = []
    for label, lines in facts:
        rows += [Group(label)] if label else []
        rows += [_fact_row(line, audience) for line in lines]
    return Table(columns, tuple(rows))


def answer_table(facts: Sequence[FactLine], audience: Audience) -> Table:
    """Answers that have no sources and do not grow old."""
    columns = (Column("Question", 172), Column("Answer", 320))
    return Table(columns, tuple(Row((line.label, _answer(line, audience))) for line in facts))


def fact_signs(audience: Audience) -> Text:
    """What the signs of the table mean."""
    end = "Age line: 0 to 36 months, mark at 12. Filled dot: up to 12 months. Ring: older."
    signs: tuple[Piece, ...] = (end, " ", Mark("stale", 7.5, "warn", 2), "and bold: check again. Numbers in brackets: sources, at the end.")
    return caption(signs if audience is Audience.INTERNAL else end)


def _fact_row(line: FactLine, audience: Audience) -> Row:
    age = _age(line) if line.sources or line.months is not None else Span("–", color="text2")
    return Row((line.label, _answer(line, audience), _evidence_words(line, audience), age))


def _answer(line: FactLine, audience: Audience) -> Rich:
    answer: list[Piece] = []
    if line.state is State.NOT_APPLICABLE:
        answer += [Mark("not_applicable", 9), "Not applicable"]
    answer.append(line.text)
    if line.to_settle:
        words = "two answers to settle" if audience is Audience.INTERNAL else "being settled"
        answer += [" ", Pill(words, "split", color="two")]
    if line.note:
        answer.append(Span(f"{' ' if line.text else ': '}{line.note}", color="text2", size=7.5))
    return tuple(answer)


def _evidence_words(line: FactLine, audience: Audience) -> Rich:
    """The sources, and when somebody looked last."""
    words = _source_words(line.sources, audience)
    return (words, f"; checked {partial_day(line.checked)}") if line.checked else words


def _source_words(sources: Sequence[SourceView], audience: Audience) -> str | Span:
    if not sources:
        return Span("no source", color="text2")
    shown = [f"{_number_of(s, audience)}{lower_first(s.kind_label)}{', ' + partial_day(s.date) if s.date else ''}" for s in sources[:2]]
    more = [f"{len(sources) - 2} more"] if len(sources) > 2 else []
    return "; ".join(shown + more)


def _number_of(source: SourceView, audience: Audience) -> str:
    return f"[{source.number}] " if audience is Audience.INTERNAL else ""


def _age(line: FactLine) -> Drawn:
    def draw(pen: Pen, x: float, y: float, width: float, height: float) -> None:
        age_line(pen, x + 4, y + 6, line.months, stale=line.stale)
        pen.text(age_words(line.months, stale=line.stale), x + 50, y + 8.7, Style(7.5, 10.5))

    return Drawn(11.5, draw)


def source_list(sources: Sequence[SourceView]) -> list[Block]:
    """The sources with their numbers, four beside each other."""
    listed = Tag("L")
    rows = [sources[i : i + 4] for i in range(0, len(sources), 4)]
    return [Columns(tuple((114.0, (_SourceBlock(source, listed),)) for source in row), before=2, after=4) for row in rows]


class _SourceBlock:
    """One source: number, title, kind and date. listed: the list of all of them."""

    def __init__(self, source: SourceView, listed: Tag) -> None:
        self._source = source
        self._listed = listed

    def lay(self, room: Room) -> list[Laid]:
        """One piece that is never split."""
        return [self._laid(room.setter, room.width)]

    def _laid(self, setter: Setter, width: float) -> Laid:
        source = self._source
        number = setter.set(f"[{source.number}]", Style(7.5, 10.5, bold=True), 24)
        title = setter.set(source.title or "no title", Style(7.5, 10.5), width - 22)
        below = setter.set(f"{lower_first(source.kind_label)}{', ' + partial_day(source.date) if source.date else ''}", SECOND, width - 22)

        def draw(pen: Pen, x: float, y: float) -> None:
            with pen.tags.piece(self._listed, "LI"):
                with pen.tags.piece("Lbl"):
                    number.draw(pen, x, y)
                with pen.tags.piece("LBody"):
                    title.draw(pen, x + 22, y)
                    below.draw(pen, x + 22, y + title.height)

        return Laid(title.height + below.height, draw)
