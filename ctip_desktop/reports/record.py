"""One record as a sheet to read: what the rules say, every answer with its source, lists as tables, and what is still open.

For everything that is kept form by form: a decision, a due-diligence check, requirements and gaps, an agreement, minutes of a meeting, a learning or
an evaluation brief (mission, section 9). It draws a `RecordPrint` and nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from ctip_desktop.reports.audience import Audience
from ctip_desktop.reports.blocks import Box, Bullets, Heading, Subheading, Text, Title, caption, quiet
from ctip_desktop.reports.facts import answer_table, fact_signs, fact_table, source_list
from ctip_desktop.reports.flow import Block
from ctip_desktop.reports.job import Context, Draft, Report, finish, shielded
from ctip_desktop.reports.names import named
from ctip_desktop.reports.record_print import LinesPrint, PartPrint, RecordPrint, allow, record_print
from ctip_desktop.reports.tables import Column, Row, Table
from ctip_desktop.reports.text import BODY, Mark, Span
from ctip_desktop.reports.words import count
from ctip_desktop.tasks import Progress

if TYPE_CHECKING:
    from ctip_desktop.queries.handouts import Handout
    from ctip_desktop.workspace.workspace import Workspace

WIDTH = 492.0
MOST_COLUMNS = 5  # of a list as a table; with more, each line is a paragraph


def make(ws: Workspace, record: UUID, context: Context, progress: Progress) -> Report:
    """The sheet of a record. Raises NotFound, WorldError."""
    from ctip_desktop.queries.handouts import handout

    return record_report(handout(ws, record, context.today), context, progress)


def record_report(given: Handout, context: Context, progress: Progress | None = None) -> Report:
    """The sheet from what was read. Raises WorldError for a reader who does not get it."""
    shield, names = shielded(context)
    allow(given, shield, context.told or {})
    for company in given.companies:
        names.add(named(company, shield))
    shown = record_print(given, shield, names)
    title = shown.title if shown.title.casefold() == shown.form.casefold() else f"{shown.form}: {shown.title}"
    draft = Draft(shown.title, title, RecordLayout(shown, context.audience).blocks(), ((shown.form, f"version {shown.version}"),))
    return finish(draft, shield.ledger, context, progress)


class RecordLayout:
    """Lays one record."""

    def __init__(self, shown: RecordPrint, audience: Audience) -> None:
        self._p = shown
        self._audience = audience

    def blocks(self) -> list[Block]:
        """The whole sheet."""
        parts: list[Block] = [Title(self._p.form, self._p.title, (self._below(),)), *self._said()]
        for number, part in enumerate(self._p.parts, start=1):
            parts += [Heading(part.label, number), *self._part(part)]
        if not self._p.parts:
            parts.append(quiet("Nothing is written down yet."))
        if self._p.kept:
            parts.append(Heading("Kept from an earlier version of the form"))
            parts.append(Bullets(tuple(f"{label}{'' if label.endswith('?') else ':'} {text}" for label, text in self._p.kept)))
        if self._p.aged and any(part.facts for part in self._p.parts):
            parts.append(fact_signs(self._audience))
        if self._p.unanswered:
            parts.append(Text(f"{count(self._p.unanswered, 'answer')} {'is' if self._p.unanswered == 1 else 'are'} open, unknown or “no”."))
        return [*parts, *([Heading("Sources", note=str(len(self._p.sources))), *source_list(self._p.sources)] if self._p.sources else [])]

    def _below(self) -> str:
        about = f"About {self._p.subject}" if self._p.subject else "About the programme"
        return f"{about}  ·  not finished" if self._p.begun else about

    def _said(self) -> list[Block]:
        """What the rules of the form suggest, before the answers they are made of."""
        if not (self._p.said or self._p.scores):
            return []
        lines: list[Block] = []
        for label, reasons in self._p.said.items():
            first, *more = reasons if len(reasons) == 1 else ("", *reasons)
            lines.append(Text((Span(f"{label}. ", bold=True), first), BODY, 0, 3))
            lines += [Bullets(tuple(more))] if more else []
        scores = [Text("  ·  ".join(self._p.scores), BODY, 0, 3)] if self._p.scores else []
        return [Box((*lines, *scores, caption("The rule is a help. People decide.", before=0, after=0)), bar="accent", before=4, after=4)]

    def _part(self, part: PartPrint) -> list[Block]:
        blocks: list[Block] = [self._facts(part)] if part.facts else []
        for label, lines in part.lists:
            blocks += [Subheading(label), *_list(lines)]
        for sign, words, labels in (("unknown", "Unknown", part.unknown), ("not_asked", "Not asked yet", part.not_asked)):
            if labels:
                blocks.append(Text((Mark(sign), Span(f"{words}, {len(labels)}: ", bold=True), "  ·  ".join(labels)), before=6))
        return blocks

    def _facts(self, part: PartPrint) -> Block:
        return fact_table([("", part.facts)], self._audience) if self._p.aged else answer_table(part.facts, self._audience)


def _list(lines: LinesPrint) -> list[Block]:
    """A list with one question as points, with a few as a table, with many as a paragraph for each line."""
    if len(lines.heads) == 1:
        return [Bullets(tuple(row[0] or "–" for row in lines.rows))]
    if len(lines.heads) <= MOST_COLUMNS:
        columns = tuple(Column(head, WIDTH / len(lines.heads)) for head in lines.heads)
        return [Table(columns, tuple(Row(tuple(cell or Span("–", color="text2") for cell in row)) for row in lines.rows))]
    told = ([f"{head} {cell}" for head, cell in zip(lines.heads, row, strict=True) if cell] for row in lines.rows)
    return [Bullets(tuple("  ·  ".join(each) for each in told))]
