"""The relationship pulse: both views of each quality, the gap, the trend, what the rule says, and which quality varies most.

Layout after picture 06 of the printed pages. Means come from three people on; nobody's answer and nobody's name is ever printed: the query gives
none, and this layout sees nothing else. The partner's version has no fit check and no rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from ctip_desktop.dataclass import dataclass
from ctip_desktop.practice.fit_check import FitCheck, Position, Thresholds
from ctip_desktop.practice.pulse import DIRECTION, LABELS, Line, Pulse, Wave
from ctip_desktop.reports.audience import Audience, Filter, Grant, Topic
from ctip_desktop.reports.blocks import Box, Columns, Heading, Space, Subheading, Text, Title, Under, caption, quiet
from ctip_desktop.reports.flow import Block
from ctip_desktop.reports.job import Context, Draft, Report, finish, refuse
from ctip_desktop.reports.names import Names
from ctip_desktop.reports.partnership import named_partners
from ctip_desktop.reports.partnership_print import title_of
from ctip_desktop.reports.pulse_charts import FitPlot, dumbbell, gap_cell, scale_at, trend_cell
from ctip_desktop.reports.sparse import Little
from ctip_desktop.reports.tables import Cell, Column, Row, Table
from ctip_desktop.reports.text import BODY, H2, SECOND, Mark, Pill, Rich, Span
from ctip_desktop.reports.words import listed, month, one_place
from ctip_desktop.tasks import Progress

if TYPE_CHECKING:
    from ctip_desktop.practice.figures import Figure
    from ctip_desktop.queries.company_views import CompanyPage
    from ctip_desktop.queries.partner_views import PartnershipPage
    from ctip_desktop.workspace.workspace import Workspace

MEANS = {
    "rp_1": "same understanding of goals",
    "rp_2": "help beyond money",
    "rp_3": "both sides content",
    "rp_4": "honest, shares information",
    "rp_5": "adviser, resource or contact",
    DIRECTION: "asked on its own",
}
COMMENTS = "Comments of the pulse"
MOST_QUOTES = 4
NO_GAP = 0.05  # prints as 0.0


@dataclass(frozen=True, slots=True)
class PulsePrint:
    """Everything a pulse print may show. fit: None where this reader gets no fit check; varies: which quality varies most over all partnerships."""

    title: str
    partners: str
    pulse: Pulse
    few: int
    quotes: tuple[tuple[str, str], ...]
    fit: FitCheck | None
    earlier: tuple[Position, ...]
    lines: Thresholds
    varies: tuple[str, tuple[tuple[str, float], ...]] | None


def make(ws: Workspace, partnership: UUID, context: Context, progress: Progress) -> Report:
    """The pulse of a partnership. Raises NotFound, WorldError."""
    from ctip_desktop.queries import companies, figures, partnerships

    page = partnerships.partnership_page(ws, partnership, context.today)
    pages = [companies.company_page(ws, each.company.id, context.today) for each in page.right_partners]
    varies = next(each for each in figures.figures(ws, today=context.today) if each.name == "varies_most")
    return pulse_report(page, pages, context, varies, progress)


def pulse_report(
    page: PartnershipPage, companies: Sequence[CompanyPage], context: Context, varies: Figure | None = None, progress: Progress | None = None
) -> Report:
    """The pulse from a partnership's page. varies: the figure "quality that varies most"."""
    refuse(context, (Audience.INTERNAL, Audience.PARTNER), "A relationship pulse")
    shield, names = named_partners(page, companies, context)
    for form in ("partnership", "pulse"):
        shield.require(form)
    shown = pulse_print(page, shield, names, varies)
    version = next((f"{form.title} form, version {form.version}" for form in context.forms if form.name == "pulse"), "")
    blocks, notes = PulseLayout(shown, context.audience).blocks()
    more = "" if shield.internal else " It has no fit check and no rule."
    company = names.of(page.right_partners[0].company.id) if len(page.right_partners) == 1 else "the partners"
    draft = Draft(
        shown.title,
        f"Relationship pulse: {shown.title}",
        blocks,
        company=company,
        one_page=True,
        notes=notes,
        handling=f"No single answer is shown.{more}" if not shield.internal else "No single answer is shown. The partner’s version has no fit check.",
        version=version,
    )
    return finish(draft, shield.ledger, context, progress)


def pulse_print(page: PartnershipPage, shield: Filter, names: Names, varies: Figure | None = None) -> PulsePrint:
    """Filter the pulse of a partnership."""
    rule, newest = shield.sees(Topic.FIT) is Grant.ALL, page.pulse.newest
    if not rule:
        shield.ledger.keep_secret("The fit check", page.fit.text, *(met.text for met in page.to_decide))
    people = [*page.lead_ours, *(contact.name for contact in page.contacts)]
    shield.ledger.keep_secret("Names and contacts of people", *people, hard=True)
    quotes = newest.partner.quotes if newest and shield.sees(Topic.QUOTES) in (Grant.ALL, Grant.OWN) else ()
    earlier = tuple(theirs for theirs, _ in page.fit_path[:-1] if theirs is not None)
    partners = [names.of(each.company.id, short=True) for each in page.right_partners]
    return PulsePrint(
        title_of(page.name, "partnership", shield, names),
        listed(partners),
        replace(page.pulse, waves=tuple(replace(wave, name=names.masked(wave.name)) for wave in page.pulse.waves)),
        page.suppress_under,
        tuple((LABELS.get(item, item), names.masked(text)) for item, text in quotes[:MOST_QUOTES]),
        page.fit if rule else None,
        earlier if rule else (),
        page.thresholds,
        (str(varies.value), varies.parts) if rule and varies and varies.value else None,
    )


class PulseLayout:
    """Lays one pulse."""

    def __init__(self, shown: PulsePrint, audience: Audience) -> None:
        self._p = shown
        self._audience = audience
        self._ours = "Ours" if audience is Audience.INTERNAL else "The programme"
        self._theirs = "Partner" if audience is Audience.INTERNAL else "You"

    def blocks(self) -> tuple[list[Block], list[Block]]:
        """The page, and what moves to a second page when it does not fit."""
        newest = self._p.pulse.newest
        if newest is None:
            title = Title("Relationship pulse", self._p.title, (self._p.partners,))
            do = "Begin a pulse: print the paper form for the partner, and fill in our own answers. Numbers are shown from three answers on."
            return [title, Little(self._audience, "", "Nobody has answered a relationship pulse yet.", do)], []
        parts: list[Block] = [
            self._title(newest),
            Heading("Six questions, two views", note=""),
            self._legend(),
            self._table(newest),
            self._note(newest),
        ]
        if not newest.partner.index.shown:
            parts.append(self._suppressed())
        if self._p.fit is not None:
            parts.append(Under("Fit check", Columns(((210.0, self._plot()), (264.0, self._rule())), 18.0, 12.0)))
        else:
            parts += [Columns(((492.0, self._said()),))] if self._p.quotes else []
        return [*parts, *self._talk()], self._varies()

    def _title(self, newest: Wave) -> Title:
        answered = f"{_people(newest.partner.people.count)} of the partner and {_people(newest.ours.people.count)} of the programme answered"
        when = f", {month(newest.on)}" if newest.on else ""
        lines: list[Rich] = [f"{self._p.partners}  ·  {answered}", *([summary] if (summary := self._summary()) else [])]
        return Title(f"Relationship pulse, round {newest.name}{when}", self._p.title, tuple(lines))

    def _summary(self) -> Rich:
        """The largest and smallest gap, and what went down twice."""
        gaps = [(abs(line.gap), line) for line in self._p.pulse.lines if line.gap is not None]
        falls = [line.label.lower() for line in self._p.pulse.lines if line.falls >= 2]
        if not gaps:
            return ""
        most, least = max(gaps, key=lambda pair: pair[0]), min(gaps, key=lambda pair: pair[0])
        down = f" Down twice running: {listed(falls)}." if falls else ""
        if most[0] < NO_GAP:
            return (Span("Both sides say the same.", bold=True, color="text"), Span(down, color="text"))
        first = Span(f"Largest gap: {most[1].label.lower()}, {one_place(most[0])}. ", bold=True, color="text")
        return (first, Span(f"Smallest: {least[1].label.lower()}, {one_place(least[0])}.{down}", color="text"))

    def _legend(self) -> Text:
        signs: Rich = (
            Mark("diamond", 9, "biz"),
            f"{self._theirs.lower()}   ",
            Mark("ring", 9, "accent"),
            f"{self._ours.lower()}   ",
            "frame: gap of 1.0 or more",
        )
        return Text(signs, SECOND, 0, 4, keep=True)

    # ------------------------------------------------------------ the six questions
    def _table(self, newest: Wave) -> Table:
        waves = len(self._p.pulse.waves)
        columns = (
            Column("Indicator", 130),
            Column("", 164, ticks=tuple((scale_at(value), str(value)) for value in range(1, 6))),
            Column(self._theirs, 42, "end"),
            Column(self._ours if self._audience is Audience.INTERNAL else "Theirs", 38, "end"),
            Column("Gap", 44, "end"),
            Column(f"{self._theirs}, {min(waves, 4)} rounds" if waves > 1 else "First round", 74),
        )
        return Table(columns, tuple(self._row(line, newest) for line in self._p.pulse.lines), middle=True)

    def _row(self, line: Line, newest: Wave) -> Row:
        few = f"fewer than {self._p.few} answers" if not line.theirs.shown else ""
        cells: tuple[Cell, ...] = (
            (Span(line.label, bold=True), Span(f"\n{MEANS.get(line.item, '')}", size=7.5, color="text2")),
            dumbbell(line.theirs.value, line.ours.value, few),
            Span(_mean(line.theirs.value), bold=True),
            _mean(line.ours.value),
            gap_cell(line.gap, wide=line.wide),
            trend_cell(line.trend, line.change),
        )
        return Row(cells)

    def _note(self, newest: Wave) -> Text:
        rounds = [f"{wave.name}{f', {month(wave.on)}' if wave.on else ''} ({wave.partner.people.count})" for wave in self._p.pulse.waves[-4:]]
        scale = "Trust counts 1 contact point, 3 useful resource, 5 trusted adviser."
        change = "Change: against the round before. Gaps and changes are counted before rounding."
        return caption(f"Numbers are means, 1 to 5. Rounds, with people of the partner: {listed(rounds)}. {change} {scale}")

    def _suppressed(self) -> Text:
        pill = Pill(f"fewer than {self._p.few} answers", "users", "dotted")
        return Text((pill, f" Under {self._p.few} people of a side nothing is shown, so that nobody’s answer can be told."), BODY, 6, 6)

    # ------------------------------------------------------------ what the rule says
    def _plot(self) -> tuple[Block, ...]:
        fit = self._p.fit
        assert fit is not None
        head = Subheading("Fit check", H2, 0)
        if fit.partner is None and fit.ours is None:
            return (head, quiet("There is nothing to plot yet."))
        return (head, FitPlot(fit.partner, fit.ours, self._p.earlier, self._p.lines).figure())

    def _rule(self) -> tuple[Block, ...]:
        fit, lines = self._p.fit, self._p.lines
        assert fit is not None
        high = f"High and right mean {one_place(lines.quality)} and {one_place(lines.direction)} or more."
        band = f"Grey band: {lines.band:g} to each side, too close to call."
        small = f"{high} {band} Small diamonds: earlier rounds. Quality is the mean of the first five questions."
        said: Rich = (Span(fit.text, bold=fit.talk_first), " The rule is a help. People decide.")
        return (Subheading("What the rule says", H2, 0), Text(said, BODY, 0, 3), Text(small, SECOND, 2, 0), *self._said())

    def _said(self) -> tuple[Block, ...]:
        if not self._p.quotes:
            return ()
        head: Rich = ("What people said", Span("   not by name, each person agreed", bold=False, size=8, color="text2"))
        quotes = tuple(
            Box((Text(Span(label, bold=True), SECOND, 0, 1), Text(f"“{text}”", BODY, 0, 0)), frame="white", before=2, after=2)
            for label, text in self._p.quotes
        )
        return (Space(4), Subheading(head, before=6), *quotes)

    def _talk(self) -> list[Block]:
        hints = [hint.text for hint in self._p.pulse.hints]
        if not hints or self._audience is not Audience.INTERNAL:
            return []
        labels = {line.item: line.label for line in self._p.pulse.lines}
        words = " ".join(f"{labels[hint.item]}: {hint.text}" for hint in self._p.pulse.hints[:4])
        return [Box((Text((Span("For the next talk. ", bold=True), words), BODY, 0, 0),), bar="accent", before=8, after=4)]

    def _varies(self) -> list[Block]:
        """For the team only: which quality varies most between the partner's people, and between partnerships."""
        said: list[Block] = []
        if self._audience is Audience.INTERNAL and (divided := self._p.pulse.divided):
            said.append(Text(Span(f"Among the partner’s people: {divided.label.lower()} varies most.", bold=True), SECOND, 6, 2))
        if self._p.varies is None:
            return said
        most, parts = self._p.varies
        spread = ", ".join(f"{label.lower()} {one_place(value)}" for label, value in parts)
        over_all = Span(f"Over all partnerships: {most} varies most between partners. ", bold=True)
        return [*said, Text((over_all, f"Variance of the partners’ means: {spread}."), SECOND, 6, 2)]


def _mean(value: float | None) -> str:
    return "–" if value is None else one_place(value)


def _people(words: str) -> str:
    """The number of people, which is only told from the limit on: "4 people", "1 or 2 people", "nobody"."""
    return "nobody" if words in ("none", "0") else f"{words} {'person' if words == '1' else 'people'}"
