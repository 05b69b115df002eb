"""The map of relations on paper, for the team: a ring of organisations with the relations between them, and both as tables.

Source: TMS learning brief (about 2021), lines 151 to 161. Organisations have numbers on the ring, so that no name is cut.
"""

from __future__ import annotations

from math import cos, pi, sin
from typing import TYPE_CHECKING

from ctip_desktop.reports.audience import Audience
from ctip_desktop.reports.blocks import Figure, Heading, Title, caption, quiet
from ctip_desktop.reports.flow import Block
from ctip_desktop.reports.job import Context, Draft, Report, finish, refuse, shielded
from ctip_desktop.reports.pen import Pen
from ctip_desktop.reports.tables import Column, Row, Table
from ctip_desktop.reports.text import CAPTION, Span
from ctip_desktop.reports.words import count, day
from ctip_desktop.tasks import Progress

if TYPE_CHECKING:
    from ctip_desktop.queries.partner_views import EdgeView, Node, RelationMap
    from ctip_desktop.workspace.workspace import Workspace

HEIGHT = 300.0
MIDDLE = 246.0  # of the measure
ACROSS, UP = 200.0, 126.0  # half the width and height of the ring
DOT = 5.0
AWAY = 13.0  # a number from its dot
THICK = {"large": 2.2, "medium": 1.4, "small": 0.8}
MOST_DRAWN = 120  # organisations: more cannot be told apart on a ring


def make(ws: Workspace, context: Context, progress: Progress) -> Report:
    """The map as it is now. Raises WorldError."""
    from ctip_desktop.queries import relations

    return relation_report(relations.relation_map(ws), context, progress)


def relation_report(found: RelationMap, context: Context, progress: Progress | None = None) -> Report:
    """The print of a map."""
    refuse(context, (Audience.INTERNAL,), "The map of relations")
    shield, _ = shielded(context)
    return finish(Draft("Map of relations", "Map of relations", _blocks(found)), shield.ledger, context, progress)


def _blocks(found: RelationMap) -> list[Block]:
    title = Title("Map of relations", "Who works with whom", (found.text,))
    if not found.nodes:
        return [title, quiet("Write relations in the register, or begin a partnership.")]
    numbers = {node.key: number for number, node in enumerate(found.nodes, start=1)}
    drawn = [_ring(found, numbers), _legend()] if len(found.nodes) <= MOST_DRAWN else [quiet("Too many organisations for a drawing: see the tables.")]
    return [title, *drawn, Heading("Organisations", note=str(len(found.nodes))), _organisations(found, numbers), *_relations(found, numbers)]


def _ring(found: RelationMap, numbers: dict[str, int]) -> Figure:
    angles = {node.key: 2 * pi * (n + 0.5) / len(found.nodes) - pi / 2 for n, node in enumerate(found.nodes)}

    def place(key: str, more: float = 0.0) -> tuple[float, float]:
        return MIDDLE + (ACROSS + more) * cos(angles[key]), HEIGHT / 2 + (UP + more) * sin(angles[key])

    def draw(pen: Pen, x: float, y: float) -> None:
        for edge in found.edges:
            (ax, ay), (bx, by) = place(edge.a), place(edge.b)
            dash = (4.0, 2.5) if edge.ours == "not_ours" else ()
            pen.line(x + ax, y + ay, x + bx, y + by, color="line-strong", width=THICK.get(edge.contribution, 0.8), dash=dash)
        for node in found.nodes:
            at_x, at_y = place(node.key)
            _dot(pen, node, x + at_x, y + at_y)
            out_x, out_y = place(node.key, AWAY)
            pen.text(str(numbers[node.key]), x + out_x, y + out_y + 2.6, CAPTION.but(color="text"), align="middle")

    said = "; ".join(f"{edge.a_name} and {edge.b_name}" for edge in found.edges) or "no relation yet"
    return Figure(HEIGHT, draw, f"Ring of {count(len(found.nodes), 'organisation')}. Tied: {said}.", 6, 4)


def _dot(pen: Pen, node: Node, x: float, y: float) -> None:
    """A company is round, a name alone square; who ties many is filled."""
    fill = "accent" if node.broker else "white"
    if node.company is None:
        pen.rect(x - DOT + 1, y - DOT + 1, 2 * DOT - 2, 2 * DOT - 2, fill=fill, stroke="accent")
    else:
        pen.circle(x, y, DOT, fill=fill, stroke="accent", width=1.2)


def _legend() -> Block:
    words = "Round: a company of the list. Square: a name alone. Filled: ties groups that have no other tie. Thick line: contributes a lot."
    return caption(f"{words} Dashes: the relation came about without us. Numbers: see the table.")


def _organisations(found: RelationMap, numbers: dict[str, int]) -> Table:
    columns = (Column("No.", 32, "end"), Column("Organisation", 220), Column("Relations", 60, "end"), Column("", 180))
    return Table(columns, tuple(Row((str(numbers[node.key]), node.name, f"{node.relations:,}", _place_words(node))) for node in found.nodes), name=1)


def _place_words(node: Node) -> str:
    return "ties groups" if node.broker else "stands alone" if node.isolated else ""


def _relations(found: RelationMap, numbers: dict[str, int]) -> list[Block]:
    head = Heading("Relations", note=str(len(found.edges)))
    if not found.edges:
        return [head, quiet("No relation is written down yet.")]
    columns = (Column("Between", 184), Column("Kind", 84), Column("Since", 64), Column("Came about", 84), Column("Contributes", 76))
    return [head, Table(columns, tuple(_relation(edge) for edge in found.edges))]


def _relation(edge: EdgeView) -> Row:
    quiet_dash = Span("–", color="text2")
    cells = (edge.kind, day(edge.since), edge.ours_label, edge.contribution_label)
    return Row((f"{edge.a_name} and {edge.b_name}", *(words or quiet_dash for words in cells)))
