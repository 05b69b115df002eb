"""The company profile: stage on the path, what is open, what is known with its age, due diligence, conversations, sources.

Layout after the pictures 01 of the printed pages. It draws a `CompanyPrint` and nothing else, so a value that was filtered out cannot appear.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ctip_desktop.forms.model import State
from ctip_desktop.practice.due_diligence import Result
from ctip_desktop.practice.maturity import CAPTIONS, LABELS, PATH, Stage
from ctip_desktop.queries.company_views import DueDiligencePanel, OpportunityLine, StageAction
from ctip_desktop.queries.views import Talk
from ctip_desktop.reports.audience import Audience
from ctip_desktop.reports.blocks import Box, Figure, Heading, SideBySide, Text, Title, caption, key_figures, quiet
from ctip_desktop.reports.charts import StageCell, StageMarker, StagePath, TalkMark, talk_line
from ctip_desktop.reports.company_print import CheckLine, CheckPrint, CompanyPrint, OpenLine, Placed, StagePrint, stage_words
from ctip_desktop.reports.facts import STATE_WORDS, fact_signs, fact_table, source_list
from ctip_desktop.reports.flow import Block, Laid, Room
from ctip_desktop.reports.pen import Pen
from ctip_desktop.reports.promise_words import talk_promises
from ctip_desktop.reports.sparse import FEW, Little
from ctip_desktop.reports.tables import Cell, Column, Row, Table, second
from ctip_desktop.reports.text import BODY, CAPTION, SECOND, Mark, Piece, Pill, Rich, Span, Style
from ctip_desktop.reports.words import count, day, listed, one_place, upper_first

SHORT_ACTIONS = {
    "mat_01": "supported a project",
    "mat_02": "awareness campaign",
    "mat_03": "donated money",
    "mat_04": "goods or services",
    "mat_05": "follows labour law",
    "mat_06": "code for itself",
    "mat_07": "code for suppliers",
    "mat_08": "audits against it",
    "mat_09": "trained suppliers",
    "mat_10": "impact assessment",
    "mat_11": "labour inspections",
    "mat_12": "social audits",
    "mat_13": "workers can speak up",
    "mat_14": "works with the industry",
    "mat_15": "rights due diligence",
    "mat_16": "dialogue with unions",
    "mat_17": "no fees for workers",
    "mat_18": "puts harm right",
    "mat_19": "reports openly",
    "mat_20": "built into business",
}
"""Short words for the twenty actions; a programme's own action is printed with its full question."""

MANY = 6  # more untouched questions than this are one paragraph instead of as many rows
PATH_DETAILS = {
    Stage.FOLLOWER: "gives support to projects",
    Stage.MATURE: "follows rules, works with suppliers",
    Stage.LEADER: "own operations and stakeholders",
    Stage.INNOVATOR: "builds it into the business",
}
RESULT_SIGNS = {Result.CLEAR: "clear", Result.WATCH: "watch", Result.STOP: "stop_sign", Result.NOT_CHECKED: "not_checked"}
RESULT_WORDS = {Result.CLEAR: "clear", Result.WATCH: "watch", Result.STOP: "stop", Result.NOT_CHECKED: "not checked"}


class CompanyLayout:
    """Lays one company print. today: the day the print is made."""

    def __init__(self, shown: CompanyPrint, audience: Audience, today: date) -> None:
        self._p = shown
        self._audience = audience
        self._today = today
        self._number = 0

    def blocks(self) -> list[Block]:
        """The whole profile, without the last page."""
        internal = self._audience is Audience.INTERNAL
        kicker = "Company profile" if self._p.named else "Company profile, name withheld"
        parts: list[Block] = [Title(kicker, self._p.title, tuple("  ·  ".join(_together(part) for part in line) for line in self._p.header))]
        if self._lines < FEW:
            parts.append(self._little())
        if internal:
            parts += [self._figures(), *self._next()]
        parts += self._stage()
        parts += self._open()
        parts += self._facts()
        parts += self._check()
        if self._p.talks is not None:
            parts += self._talks(self._p.talks)
        if self._p.opportunities is not None:
            parts += self._opportunities(self._p.opportunities)
        return parts + self._sources()

    @property
    def _lines(self) -> int:
        return sum(len(lines) for _, lines in self._p.facts)

    def _little(self) -> Little:
        """What is known so far, and what to do about the rest."""
        p = self._p
        known = ["the name"] if p.named else []
        known += ["the first facts about it"] if any(not part.casefold().startswith("step: ") for line in p.header for part in line) else []
        known += [count(self._lines, "answer")] if self._lines else []
        known += ["where it stands on the path"] if p.stage and p.stage.placed else []
        known += ["when it was checked"] if p.check and p.check.checked_on else []
        known += [count(len(p.talks), "conversation")] if p.talks else []
        open_ = p.open_count
        missing = f"{count(open_, 'question')} of our research {'is' if open_ == 1 else 'are'} still open." if open_ else ""
        if p.bound:
            missing = "An agreement says what may be told of this company. The rest is not printed."
        do = "Begin the desk research, or take the call sheet to the next visit: it lists what is open."
        return Little(self._audience, f"{upper_first(listed(known))}." if known else "Nothing that may be shown.", missing, do)

    def _heading(self, title: str, note: str = "") -> Heading:
        self._number += 1
        return Heading(title, self._number, note)

    def _figures(self) -> SideBySide:
        check, stage = self._p.check, self._p.stage
        stale = sum(line.stale for _, lines in self._p.facts for line in lines)
        shown = sum(1 for a in stage.actions if a.shown) if stage else 0
        known = sum(1 for a in stage.actions if a.state is not State.NOT_ASKED) if stage else 0
        sources = f"desk research answered, {count(stale, 'answer')} to check again" if stale else "desk research answered"
        figures = [(str(self._p.answered), f"of {self._p.asked}", sources) if self._p.asked else ("–", "", "desk research not begun")]
        if stage and stage.actions:
            figures.append((str(known), f"of {len(stage.actions)}", f"stage actions answered, {shown} shown"))
        else:
            figures.append(("–", "", "stage actions not asked yet"))
        if check and check.panel and check.panel.items:
            panel = check.panel
            total = len(panel.items)
            words = f"due diligence checked, {panel.watch} to watch, {panel.stop} stop, {panel.not_checked} open"
            figures.append((str(total - panel.not_checked), f"of {total}", words))
        else:
            figures.append(("–", "", "due diligence not begun"))
        talks = len(self._p.talks or ())
        last = f"last on {day(self._p.talks[0].on)}" if self._p.talks and self._p.talks[0].on else "none so far"
        figures.append((str(talks), "", f"{'conversation' if talks == 1 else 'conversations'}, {last}"))
        return key_figures(figures)

    def _next(self) -> list[Block]:
        words = self._p.next_step or "No next step is agreed yet."
        step = Box((Text((Span("Next step. ", bold=True), words), BODY, 0, 0),), bar="accent")
        if not self._p.to_settle:
            return [step]
        settle = Box(
            (
                Text((Pill(f"{self._p.to_settle} to settle", "split", color="two"),), CAPTION, 0, 0),
                Text("Two answers came together. Both are kept until a person settles it.", SECOND, 3, 0),
            )
        )
        return [SideBySide((step, settle), (320, 160))]

    # ------------------------------------------------------------ stage
    def _stage(self) -> list[Block]:
        stage = self._p.stage
        if stage is None:
            return []
        parts: list[Block] = [self._heading("Stage on the path")]
        parts.append(caption("The stage shows where a company is on a path. It is not a grade.", before=0, after=6, keep=True))
        if stage.in_words and not stage.neutral:
            parts += [Text(_placed_sentence(stage.placed, stage))]
        else:
            parts += [_PathBlock(stage, self._audience), *_path_legend(stage)]
            if not stage.placed:
                parts.append(quiet("Nobody has placed the company on the path yet."))
        if stage.sentence:
            parts.append(Text(stage.sentence, before=6))
        beside = [p for p in stage.placed if p.stage not in PATH]
        parts += [Text(f"{_by(p, self._audience)}: {LABELS[p.stage].lower()}, {day(p.on)}.") for p in beside]
        if stage.goal:
            parts.append(Text((Span("Next goal, agreed with the company: ", bold=True), stage.goal)))
        elif not stage.in_words:
            parts.append(quiet("No next goal is agreed yet."))
        return parts

    # ------------------------------------------------------------ open and unknown
    def _open(self) -> list[Block]:
        lines, number = self._p.open_lines, self._p.open_count
        if self._audience is Audience.PARTNER and lines:
            rows = tuple(Row((line.label,)) for line in lines)
            return [self._heading("To talk about"), Table((Column("Question", 492),), rows)]
        if number is None:
            return []
        if self._audience is not Audience.INTERNAL:
            words = f"{count(number, 'question')} of our research {'is' if number == 1 else 'are'} still open." if number else "No question is open."
            return [self._heading("Open and unknown"), Text(words)]
        note = f"{count(number, 'desk research question')}, printed first because they need a person" if number else ""
        if not lines:
            words = "No question is open." if self._p.answered else "The desk research is not begun."
            return [self._heading("Open and unknown"), quiet(words)]
        columns = (Column("State", 79), Column("Question", 207), second("What we did so far", 206))
        rows = tuple(Row((_open_state(line), line.label, line.note or Span("–", color="text2"))) for line in lines if not _untouched(line))
        rest = [line.label for line in lines if _untouched(line)]
        if len(rest) <= MANY:
            rows += tuple(Row((_open_state(line), line.label, Span("–", color="text2"))) for line in lines if _untouched(line))
            return [self._heading("Open and unknown", note), Table(columns, rows)]
        untouched = Text((Mark("not_asked"), Span(f"Not asked yet, {len(rest)}: ", bold=True), "  ·  ".join(rest)), before=6)
        return [self._heading("Open and unknown", note), *([Table(columns, rows)] if rows else []), untouched]

    # ------------------------------------------------------------ facts
    def _facts(self) -> list[Block]:
        internal = self._audience is Audience.INTERNAL
        note = f"{self._p.answered} of {self._p.asked} answered" if internal else ""
        head = self._heading("What we know, with sources and their age", note)
        if not self._p.facts:
            bound = "The agreement leaves no fact to be told." if self._p.bound else "No fact is marked for this reader."
            return [head, quiet("Nothing is known yet." if internal else bound)]
        return [head, fact_table(self._p.facts, self._audience), fact_signs(self._audience)]

    # ------------------------------------------------------------ due diligence
    def _check(self) -> list[Block]:
        check = self._p.check
        if check is None:
            return []
        if check.panel is None:
            return [self._heading("Due diligence"), Text(f"Check done on {day(check.checked_on)}.")]
        panel = check.panel
        done = len(panel.items) - panel.not_checked
        if not panel.items or done == 0:
            return [self._heading("Due diligence"), quiet("Nothing is checked yet. “Not checked” never counts as clear.")]
        note = f"{done} of {len(panel.items)} checked" + ("" if panel.not_checked == 0 else ", not finished")
        so_far = "Result" if panel.not_checked == 0 else "Result so far"
        sentence: Rich = (
            Span(f"{so_far}: {RESULT_WORDS[panel.result]}. ", bold=True),
            "The result is the most serious single item. “Not checked” never counts as clear.",
        )
        again = [Text(_recheck(panel), keep=True)] if panel.recheck else []
        return [self._heading("Due diligence", note), _Tally(panel), Text(sentence, keep=True), *again, self._check_table(check)]

    def _check_table(self, check: CheckPrint) -> Table:
        part = Column("Part", 86, style=Style(7.5, 11.5, bold=True))
        columns = (part, Column("Question", 156), Column("Result", 74), second("What was found", 176))
        return Table(columns, tuple(self._check_row(line) for line in check.lines))

    def _check_row(self, line: CheckLine) -> Row:
        strong = line.result in (Result.WATCH, Result.STOP)
        result: Rich = (Mark(RESULT_SIGNS[line.result], 9), Span(RESULT_WORDS[line.result], bold=strong))
        found: list[Piece] = [line.found or ("" if line.held else "–")]
        if line.held:
            found = [Pill("not printed", "eyeoff", "dashed")]
        if line.sources:
            found.append(" " + " ".join(f"[{s.number}]" for s in line.sources))
        return Row((line.label, result, tuple(found)), group=line.section or "–")

    # ------------------------------------------------------------ conversations
    def _talks(self, talks: Sequence[Talk]) -> list[Block]:
        dated = [TalkMark(t.on, _talk_kind(t.channel)) for t in talks if t.on is not None and t.on <= self._today]
        if not talks:
            return [self._heading("Conversations"), quiet("No conversation is recorded.")]
        newest = max((mark.on for mark in dated), default=None)
        ago = (self._today - newest).days if newest else None
        when = "" if ago is None else ", last talk today" if ago == 0 else f", last talk {count(ago, 'day')} ago"
        rows = tuple(_talk_row(talk) for talk in talks[:4])
        columns = (second("Date", 62), second("How", 70), second("With", 96), Column("About", 144), second("Follow-up", 120))
        return [
            self._heading("Conversations", f"{len(talks)} in all{when}"),
            *([talk_line(dated, self._today)] if dated else []),
            caption(_talk_legend(dated, self._p.silence, len(talks))),
            Table(columns, rows),
        ]

    # ------------------------------------------------------------ opportunities, sources
    def _opportunities(self, lines: Sequence[OpportunityLine]) -> list[Block]:
        head = self._heading("Opportunities", str(len(lines)) if lines else "")
        if not lines:
            return [head, quiet("No opportunity with this company yet.")]
        columns = (Column("Opportunity", 252), Column("Where it is", 120), Column("Place", 50, "end"), Column("Total", 70, "end"))
        return [head, Table(columns, tuple(_opportunity_row(line) for line in lines))]

    def _sources(self) -> list[Block]:
        sources = self._p.sources
        if self._audience is not Audience.INTERNAL or not sources:
            return []
        oldest = max((s.months for s in sources if s.months is not None), default=None)
        note = f"{len(sources)}" + (f", oldest {count(oldest, 'month')}" if oldest is not None else "")
        return [self._heading("Sources", note), *source_list(sources)]


class _PathBlock:
    """The stage path with its actions."""

    def __init__(self, stage: StagePrint, audience: Audience) -> None:
        self._stage = stage
        self._audience = audience

    def lay(self, room: Room) -> list[Laid]:
        """One figure."""
        markers = tuple(
            StageMarker(PATH.index(p.stage), p.by, f"{_by(p, self._audience)}{', ' + day(p.on) if p.on else ''}")
            for p in self._stage.placed
            if p.stage in PATH
        )
        return StagePath(tuple(self._cell(stage) for stage in PATH), markers).lay_out(room.setter).lay(room)

    def _cell(self, stage: Stage) -> StageCell:
        if self._stage.neutral:
            return StageCell(CAPTIONS[stage], "", "", ())
        actions = [a for a in self._stage.actions if a.stage is stage]
        shown = sum(1 for a in actions if a.shown)
        lines = tuple(_action(a) for a in actions)
        return StageCell(LABELS[stage], PATH_DETAILS[stage], f"{shown} of {len(actions)} shown" if actions else "", lines)


def _action(action: StageAction) -> Rich:
    sign = {True: "shown", False: "no", None: STATE_WORDS[action.state][0]}[action.shown]
    numbers = "".join(f" [{s.number}]" for s in action.answer.sources[:2])
    return (Mark(sign, 8.5, gap=3), SHORT_ACTIONS.get(action.name, action.label), Span(numbers, color="text2", size=7.5))


def _path_legend(stage: StagePrint) -> list[Block]:
    if not stage.actions:
        return []
    signs = (("shown", "shown"), ("no", "no"), ("unknown", "unknown: looked, not found"), ("not_asked", "not asked yet"))
    row: list[Piece] = []
    for sign, words in (*signs, ("not_applicable", "not applicable")):
        row += [Mark(sign, 8.5, gap=2.5), f"{words.replace(' ', chr(160))}   "]
    return [caption(tuple(row))]


def _placed_sentence(placed: Sequence[Placed], stage: StagePrint) -> str:
    if not placed:
        return "Nobody has placed the company on the path yet."
    parts = [f"{'our team sees it at' if p.by == 'team' else 'the company sees itself at'} “{stage_words(p, neutral=stage.neutral)}”" for p in placed]
    sentence = f"{listed(parts)}."
    return sentence[0].upper() + sentence[1:]


def _by(placed: Placed, audience: Audience) -> str:
    return "Our team" if placed.by == "team" else "You" if audience is Audience.PARTNER else "The company"


def _together(words: str) -> str:
    """A short fact that does not part at a line end."""
    return words.replace(" ", "\u00a0") if len(words) <= 36 else words


def _untouched(line: OpenLine) -> bool:
    """Nobody asked, nothing was written down."""
    return line.state is State.NOT_ASKED and not line.to_settle and not line.note


def _open_state(line: OpenLine) -> Rich:
    if line.to_settle:
        return (Mark("split", 9, "two"), "To settle".replace(" ", "\u00a0"))
    sign, words = STATE_WORDS[line.state]
    return (Mark(sign, 9), words.replace(" ", "\u00a0"))


def _recheck(panel: DueDiligencePanel) -> Rich:
    done = f"Checked on {day(panel.checked_on)}, to" if panel.checked_on else "To"
    words = f"{done} be checked again on {day(panel.recheck)}."
    return (Mark("stale", 9, "warn"), Span(f"{words} That day has passed.", bold=True, color="warn")) if panel.recheck_due else words


class _Tally:
    """Four counts in one frame: clear, watch, stop, not checked."""

    def __init__(self, panel: DueDiligencePanel) -> None:
        self._counts = ((panel.clear, Result.CLEAR), (panel.watch, Result.WATCH), (panel.stop, Result.STOP), (panel.not_checked, Result.NOT_CHECKED))

    def lay(self, room: Room) -> list[Laid]:
        """One figure, 26 high."""

        def draw(pen: Pen, x: float, y: float) -> None:
            pen.rect(x, y, 492, 26, stroke="line-strong", radius=3)
            for index, (number, result) in enumerate(self._counts):
                left = x + 123 * index
                if index:
                    pen.line(left, y, left, y + 26, color="line")
                row: Rich = (Mark(RESULT_SIGNS[result], 11, gap=5), Span(f"{number}  ", bold=True, size=12), Span(RESULT_WORDS[result], size=8.5))
                pen.text(row, left + 11, y + 17.5, Style(9, 13))

        words = "Due diligence, items by result. " + ", ".join(f"{RESULT_WORDS[result]}: {number}" for number, result in self._counts)
        return Figure(26, draw, words, 4, 6, keep=True).lay(room)


def _talk_kind(channel: str) -> str:
    words = channel.casefold()
    known = {"call": ("phone", "call", "video", "online"), "visit": ("visit", "site", "field"), "meeting": ("meeting", "person", "workshop", "event")}
    return next((kind for kind, parts in known.items() if any(part in words for part in parts)), "other")


def _talk_legend(dated: Sequence[TalkMark], silence: int | None, number: int) -> Rich:
    signs = {"call": ("ring", "text"), "meeting": ("square", "text2"), "visit": ("diamond", "accent"), "other": ("dot", "text2")}
    row: list[Piece] = []
    for kind, (sign, color) in signs.items():
        if kinds := sum(1 for mark in dated if mark.kind == kind):
            row += [Mark(sign, 8, color, 2), f"{kind},\u00a0{kinds}   "]
    if silence:
        row.append(f"Longest time without a talk: {count(silence, 'day')}. ")
    row.append("The last four are listed." if number > 4 else "")
    return tuple(row)


def _talk_row(talk: Talk) -> Row:
    cells: tuple[Cell, ...] = (day(talk.on) or "no date", talk.channel_label, talk.people or "–", talk.subject, talk_promises(talk))
    return Row(cells)


def _opportunity_row(line: OpportunityLine) -> Row:
    total: Rich = Span("Not scored yet", color="text2", size=7.5)
    if line.total is not None:
        total = (Mark("provisional", 8, "warn"), one_place(line.total)) if line.provisional else one_place(line.total)
    return Row((line.title, line.status_label, str(line.rank) if line.rank else "–", total))
