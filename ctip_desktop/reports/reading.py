"""The last page: who the print is for, the state of the data, forms and rules, signs, and the table of what is left out and why.

A print of three pages or more ends with it; a shorter one carries the table or one line. Picture 08, page 3 of the printed pages.
"""

from __future__ import annotations

from collections.abc import Sequence

from ctip_desktop.reports.audience import Audience, Grant, LeftOut, Topic, grant
from ctip_desktop.reports.blocks import Columns, Fresh, Heading, Pairs, Subheading, Text, Title, caption, quiet
from ctip_desktop.reports.flow import Block
from ctip_desktop.reports.tables import Column, Row, Table, second
from ctip_desktop.reports.text import H2, Mark, Pill, Rich, Span
from ctip_desktop.reports.words import count, upper_first

READERS = {
    Audience.INTERNAL: "It is made for our own team. It holds names and internal notes. Please do not hand it on.",
    Audience.PARTNER: "It is made for one partner, by name. It holds what this partner told us, what it agreed to share, and what is public.",
    Audience.DONOR: "It is made for the donor. It holds results and agreed facts, and no personal data. Please do not make it public.",
    Audience.PUBLIC: "It may be read by everybody. It holds only what is marked public.",
}

SHORT_LINE = {
    Audience.PARTNER: "This print holds only what you told us, what is public, and what may be shared with you.",
    Audience.PUBLIC: "This print holds only what is marked public.",
}
SIGNS_LEFT: tuple[tuple[Rich, str], ...] = (
    ((Pill("Provisional", "provisional", color="warn"),), "something is still open; the words say what"),
    ((Pill("withheld", "eyeoff", "dashed"),), "we know it, an agreement or a mark forbids it here"),
    ((Mark("unknown"), "Unknown"), "we asked or looked, and did not find it"),
    ((Mark("not_asked"), "Not asked yet"), "nobody asked so far"),
)
SIGNS_RIGHT: tuple[tuple[Rich, str], ...] = (
    ((Mark("not_applicable"), "Not applicable"), "does not fit this case"),
    ((Mark("hatched", color="burden", gap=6), "hatched"), "burden: more is worse"),
    ((Mark("stale", 9, "warn"), Span("16 months", bold=True, color="warn")), "older than the answer should be: check again"),
    ((Mark("split", 9, "two"), "To settle"), "two answers came together; a person settles it"),
)


def left_out_table(lines: Sequence[LeftOut], audience: Audience) -> list[Block]:
    """Count, what and why; for a partner and the public one line without a count, which would tell how much we hold."""
    if grant(Topic.LEFT_OUT, audience) is Grant.SHORT:
        return [quiet(SHORT_LINE[audience])] if lines else []
    if not lines:
        return [quiet("Nothing is left out.")]
    columns = (Column("Count", 44, "end"), Column("What", 260), second("Why", 188))
    rows = tuple(Row((Span(f"{line.count:,}", bold=True), line.what, upper_first(line.why))) for line in lines)
    return [Table(columns, rows, name=1), caption("Nothing is left out of the numbers: totals, places and counts use the full data.")]


def left_out_note(lines: Sequence[LeftOut]) -> str:
    """How many values are left out, for the heading."""
    number = sum(line.count for line in lines)
    return count(number, "value") if number else ""


def last_page(
    audience: Audience, state: Sequence[tuple[str, Rich]], rules: Sequence[tuple[str, Rich]], lines: Sequence[LeftOut], proof: Sequence[Block] = ()
) -> list[Block]:
    """ "How to read this report", on a page of its own. proof: the verification box."""
    left: tuple[Block, ...] = (
        Subheading("Who it is for", H2, 0),
        Text(READERS[audience]),
        Subheading("State of the data", H2, 12),
        Pairs(tuple(state)),
    )
    right: tuple[Block, ...] = (Subheading("Forms and rules used", H2, 0), Pairs(tuple(rules)))
    return [
        Fresh(Title("", "How to read this report")),
        Columns(((240.0, left), (240.0, right)), before=0),
        Heading("Signs on the pages"),
        Columns(((240.0, (_signs(SIGNS_LEFT),)), (240.0, (_signs(SIGNS_RIGHT),))), before=0),
        Heading("What is left out, and why", note=left_out_note(lines), anchor="left out"),
        *left_out_table(lines, audience),
        *proof,
    ]


def _signs(signs: Sequence[tuple[Rich, str]]) -> Table:
    rows = tuple(Row((sign, words)) for sign, words in signs)
    return Table((Column("", 108), second("", 132)), rows, head=False)
