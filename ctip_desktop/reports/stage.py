"""The stage sheet: where a company is on the path, the next step that was agreed, and how we can help. One page, for the company or for the team.

Layout after picture 02 of the printed pages. It draws a `StageSheet` and nothing else.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from ctip_desktop.practice.maturity import CAPTIONS, LABELS, PATH, Stage
from ctip_desktop.reports.audience import Audience
from ctip_desktop.reports.blocks import Box, Bullets, Columns, Heading, Pairs, Subheading, Text, Title, caption, quiet
from ctip_desktop.reports.charts import StageCell, StageMarker, StagePath
from ctip_desktop.reports.company import PATH_DETAILS, SHORT_ACTIONS
from ctip_desktop.reports.company_print import Placed
from ctip_desktop.reports.flow import Block, Laid, Room
from ctip_desktop.reports.job import Context, Draft, Report, finish, refuse, shielded, silent
from ctip_desktop.reports.paper import TICK, Rules, SignLines
from ctip_desktop.reports.stage_print import ActionLine, StageSheet, stage_sheet
from ctip_desktop.reports.tables import Column, Row, Table, second
from ctip_desktop.reports.text import BODY, H2, LEAD, SECOND, Mark, Piece, Rich, Span
from ctip_desktop.reports.words import day
from ctip_desktop.tasks import Progress

if TYPE_CHECKING:
    from ctip_desktop.queries.company_views import CompanyPage
    from ctip_desktop.workspace.workspace import Workspace

NEUTRAL_DETAILS = {
    Stage.FOLLOWER: "gives money, goods, time or a voice",
    Stage.MATURE: "follows law and codes, works with suppliers",
    Stage.LEADER: "in its own operations and with others",
    Stage.INNOVATOR: "makes it part of how the company earns",
}
NEUTRAL_SIGNS = {"shown": ("dot_full", "known"), "no": ("no", "to talk about")}  # and what they say to somebody who cannot see them
HALF = 234.0
DESCRIBES = "The path describes. It does not grade, and nobody is compared with anybody. A company can be in several cells at once. "


def make(ws: Workspace, company: UUID, context: Context, progress: Progress) -> Report:
    """The stage sheet of a company. Raises NotFound, WorldError."""
    from ctip_desktop.queries import companies

    return stage_report(companies.company_page(ws, company, context.today), context, progress)


def stage_report(page: CompanyPage, context: Context, progress: Progress | None = None) -> Report:
    """The stage sheet from a company page."""
    refuse(context, (Audience.INTERNAL, Audience.PARTNER), "A stage sheet")
    shield, names = shielded(context, silent((page,), context), own=(page.id,))
    shown = stage_sheet(page, shield, names, people=context.options.people)
    version = next((f"{form.title} form, version {form.version}" for form in context.forms if form.name == "maturity"), "")
    blocks, notes = StageLayout(shown, context.programme, context.today).blocks()
    handling = "For you and for us. We show it to nobody else unless you agree." if shown.neutral else ""
    draft = Draft(shown.title, "Stage sheet", blocks, (), shown.title, one_page=True, notes=notes, handling=handling, version=version)
    return finish(draft, shield.ledger, context, progress)


class StageLayout:
    """Lays one stage sheet. today: the day it is made."""

    def __init__(self, shown: StageSheet, programme: str, today: date) -> None:
        self._p = shown
        self._programme = programme
        self._today = today

    def blocks(self) -> tuple[list[Block], list[Block]]:
        """The sheet, and what moves to a second page when it does not fit."""
        parts: list[Block] = [
            self._title(),
            Heading("Where you are on the path" if self._p.neutral else "Stage on the path"),
            _Path(self._p),
            self._legend(),
        ]
        parts += [self._box(), Columns(((HALF, self._goal()), (HALF, self._help())), 24.0, 16.0)]
        if self._p.neutral:
            return [*parts, *self._facts()], self._signatures()
        return [*parts, *self._team()], []

    def _title(self) -> Title:
        below = (
            f"Made on {day(self._today)} for our talk. Please correct what is not right."
            if self._p.neutral
            else "For our team: both views, with what is shown"
        )
        return Title("Stage sheet", self._p.title, (below,))

    def _legend(self) -> Block:
        if self._p.neutral:
            return caption(
                (
                    Mark("dot_full", 8.5, gap=2.5),
                    "you told us, you showed us, or it is public   ",
                    Mark("no", 8.5, gap=2.5, words="to talk about"),
                    "to talk about, if it is useful to you",
                )
            )
        row: list[Piece] = []
        for sign, words in (
            ("shown", "shown"),
            ("no", "no"),
            ("unknown", "unknown"),
            ("not_asked", "not asked yet"),
            ("not_applicable", "not applicable"),
        ):
            row += [Mark(sign, 8.5, gap=2.5), f"{words.replace(' ', chr(160))}   "]
        return caption(tuple(row))

    def _box(self) -> Box:
        stages = {one.by: one.stage for one in self._p.placed}
        if not self._p.neutral:
            words: Rich = self._p.sentence or "Nobody has placed the company on the path yet."
        elif len(stages) == 2:
            same = stages["team"] == stages["company"]
            said = "We read it in the same way." if same else "We read it a little differently from you. We would like to learn why."
            words = (DESCRIBES, Span(said, bold=True))
        else:
            words = DESCRIBES + ("" if stages else "You choose where you see yourself.")
        return Box((Text(words, BODY, 0, 0),), bar="accent")

    def _goal(self) -> tuple[Block, ...]:
        goal = self._p.goal
        head = Subheading("The next step we agreed", H2, 0)
        if self._p.goal_withheld:
            return (head, quiet("The next step is not in this print."))
        if goal is None:
            return (
                head,
                quiet("No next step is agreed yet. We would like to find one with you." if self._p.neutral else "No next goal is agreed yet."),
            )
        agreed = ", ".join(filter(None, (day(goal.agreed), goal.who)))
        rows = tuple((name, value) for name, value in (("By", goal.until), ("Agreed", agreed)) if value)
        return (head, Text(goal.text, LEAD, 0, 4), *([Pairs(rows)] if rows else []))

    def _help(self) -> tuple[Block, ...]:
        head = Subheading("How we can help from here" if self._p.neutral else "What we can offer", H2, 0)
        if not self._p.offers:
            return (head, quiet("We listen first. Tell us what would help." if self._p.neutral else "No offer without a stage on the path."))
        after = f"For the step after that: {'; '.join(offer.title[0].lower() + offer.title[1:] for offer in self._p.after)}."
        return (head, Bullets(tuple(offer.title for offer in self._p.offers)), *([Text(after, SECOND, 3, 0)] if self._p.after else []))

    def _facts(self) -> list[Block]:
        head = Heading("What we understood about you")
        if not self._p.facts:
            return [head, quiet("We have nothing to confirm yet. Please tell us what we should know.")]
        columns = (Column("What you told us or showed us", 300), second("From", 106), Column("Please tick if right", 86))
        return [head, Table(columns, tuple(Row((words, origin, TICK)) for words, origin in self._p.facts), middle=True)]

    def _signatures(self) -> list[Block]:
        names = (f"For {self._p.title}, name and date", f"For {self._programme}, name and date")
        return [Subheading("What would you add or change?", before=12), Rules(2), SignLines(names, before=10.0)]

    def _team(self) -> list[Block]:
        head = Heading("Opportunities", note=str(len(self._p.opportunities)) if self._p.opportunities else "")
        columns = (Column("Opportunity", 372), second("Where it is", 120))
        rows = tuple(Row(line) for line in self._p.opportunities)
        promised = f"Next step: {self._p.next_step}." if self._p.next_step else "No next step is promised."
        return [head, Table(columns, rows) if rows else quiet("No opportunity with this company yet."), Text(promised, before=8)]


class _Path:
    """The path with the markers and lists of one sheet."""

    def __init__(self, shown: StageSheet) -> None:
        self._p = shown

    def lay(self, room: Room) -> list[Laid]:
        """One figure."""
        markers = tuple(StageMarker(PATH.index(one.stage), one.by, self._marker(one)) for one in self._p.placed if one.stage in PATH)
        return StagePath(tuple(self._cell(stage) for stage in PATH), markers).lay_out(room.setter).lay(room)

    def _marker(self, placed: Placed) -> str:
        who = {"team": "Our reading", "company": "Your own view"} if self._p.neutral else {"team": "Our team", "company": "The company"}
        return f"{who[placed.by]}{', ' + day(placed.on) if placed.on else ''}"

    def _cell(self, stage: Stage) -> StageCell:
        lines = [line for line in self._p.actions if line.stage is stage]
        if self._p.neutral:
            lines.sort(key=lambda line: line.sign != "shown")
            return StageCell(CAPTIONS[stage], NEUTRAL_DETAILS[stage], "", tuple(self._action(line) for line in lines))
        shown = sum(line.sign == "shown" for line in lines)
        counted = f"{shown} of {len(lines)} shown" if lines else ""
        return StageCell(LABELS[stage], PATH_DETAILS[stage], counted, tuple(self._action(line) for line in lines))

    def _action(self, line: ActionLine) -> Rich:
        sign, words = NEUTRAL_SIGNS[line.sign] if self._p.neutral else (line.sign, "")
        return (Mark(sign, 8.5, gap=3, words=words), SHORT_ACTIONS.get(line.name, line.label))
