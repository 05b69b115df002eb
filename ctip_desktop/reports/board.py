"""The pipeline on paper, for the team: every step with its opportunities, who leads them, how long they are there, what comes next, and what rests.

Days are told without judgement (Five learnings brief, about 2019, lines 684 to 690). The donor reads what is on the way in the report on all
partnerships.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from ctip_desktop.reports.audience import Audience
from ctip_desktop.reports.blocks import Heading, Title, caption, quiet
from ctip_desktop.reports.flow import Block
from ctip_desktop.reports.job import Context, Draft, Report, finish, refuse, shielded
from ctip_desktop.reports.tables import Cell, Column, Group, Row, Table, second
from ctip_desktop.reports.text import Mark, Piece, Rich, Span
from ctip_desktop.reports.words import count, day
from ctip_desktop.tasks import Progress

if TYPE_CHECKING:
    from ctip_desktop.queries.partner_views import Board, Card
    from ctip_desktop.workspace.workspace import Workspace

_COLUMNS = (Column("Opportunity", 176), second("Country, our lead", 96), Column("Days here", 48, "end"), Column("What comes next", 172))
_ASIDE = (Column("Opportunity", 176), second("Country, our lead", 96), Column("Why", 220))


def make(ws: Workspace, context: Context, progress: Progress) -> Report:
    """The board as it is now. Raises WorldError."""
    from ctip_desktop.queries import pipeline

    return board_report(pipeline.pipeline(ws, today=context.today), context, progress)


def board_report(board: Board, context: Context, progress: Progress | None = None) -> Report:
    """The print of a board."""
    refuse(context, (Audience.INTERNAL,), "The pipeline with names and reasons")
    shield, _ = shielded(context)
    if not context.options.people:
        owners = tuple(dict.fromkeys(card.owner for card in board.every if card.owner))
        shield.ledger.leave_out("Names of our people", "left out by choice", *owners, count=len(owners), hard=True)
    blocks = BoardLayout(board, context.today, people=context.options.people).blocks()
    return finish(Draft("Pipeline", "Pipeline", blocks), shield.ledger, context, progress)


class BoardLayout:
    """Lays one board. people: whether leads are named."""

    def __init__(self, board: Board, today: date, *, people: bool) -> None:
        self._board = board
        self._today = today
        self._people = people

    def blocks(self) -> list[Block]:
        """The way, then what stands beside it."""
        aside = f"  ·  {len(self._board.parked)} parked  ·  {len(self._board.stopped)} stopped"
        title = Title("Pipeline", "Opportunities on the way", (f"{self._board.open} open, {self._board.running} running{aside}",))
        if not self._board.total:
            return [title, quiet("There is no opportunity yet.")]
        rows: list[Row | Group] = []
        for step in self._board.columns:
            if step.cards:
                usual = f"usually {count(step.usual_days, 'day')} here" if step.usual_days is not None else ""
                rows.append(Group((f"{step.label}, {len(step.cards)}", Span(f"   {usual}", bold=False, color="text2", size=7.5))))
                rows += [self._row(card) for card in step.cards]
        parts: list[Block] = [title, Table(_COLUMNS, tuple(rows)) if rows else quiet("No opportunity is on the way.")]
        parts.append(caption("Days are told without judgement: long is not bad."))
        return [*parts, *self._rest("Parked", self._board.parked), *self._rest("Stopped", self._board.stopped)]

    def _rest(self, title: str, cards: Iterable[Card]) -> list[Block]:
        rows = tuple(Row((_named(card), self._where(card), card.reason or Span("–", color="text2"))) for card in cards)
        return [Heading(title, note=str(len(rows))), Table(_ASIDE, rows)] if rows else []

    def _row(self, card: Card) -> Row:
        days = f"{card.days:,}" if card.days is not None else "–"
        return Row((_named(card), self._where(card), days, self._next(card)))

    def _where(self, card: Card) -> str:
        return ", ".join(part for part in (card.country_label, card.owner if self._people else "") if part) or "–"

    def _next(self, card: Card) -> Cell:
        """What was promised, and what a person has to decide first."""
        pieces: list[Piece] = []
        if card.next is not None:
            late = card.next.on < self._today
            words = f"{card.next.text}, by {day(card.next.on)}"
            pieces.append(Span(words, bold=True, color="warn") if late else words)
        if card.explore_until:
            pieces.append(f"{_apart(pieces)}Exploring until {day(card.explore_until)}")
        if card.deal_breakers:
            pieces += [_apart(pieces), Mark("watch", 8.5, "warn"), f"{count(card.deal_breakers, 'open deal-breaker')}"]
        for criterion in card.to_decide:
            pieces += [_apart(pieces), Mark("watch", 8.5, "warn"), f"To decide: {criterion}"]
        if card.gate:
            pieces.append(f"{_apart(pieces)}{card.gate}")
        return tuple(pieces) if pieces else Span("–", color="text2")


def _apart(pieces: list[Piece]) -> str:
    return "\n" if pieces else ""


def _named(card: Card) -> Rich:
    companies = "; ".join(link.title for link in card.companies)
    hidden = (" ", Mark("eyeoff", 8), Span("not to be named outside", color="text2", size=7.5)) if card.hidden else ()
    return (Span(card.title, bold=True), *((Span(f"\n{companies}", color="text2", size=7.5),) if companies else ()), *hidden)
