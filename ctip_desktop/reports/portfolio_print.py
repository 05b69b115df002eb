"""The report on all partnerships as one reader may see it: agreements first, then marks, then sums that tell no hidden amount.

Every number uses all records; what is not shown is a name, a line or a single amount, and it is counted. With one or two hidden amounts the smallest
others are held back, too, so that none follows by subtraction; where that is not possible, money is left out as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from ctip_desktop.dataclass import dataclass
from ctip_desktop.practice.due_diligence import Result
from ctip_desktop.practice.figures import Figure
from ctip_desktop.practice.maturity import Stage
from ctip_desktop.queries.naming import Told
from ctip_desktop.queries.partner_views import Board, Card
from ctip_desktop.queries.portfolio import Gift, LessonView, PartnershipLine, Portfolio
from ctip_desktop.reports.amounts import SHOWN, SUBTRACTION, WITHHELD, Kept, kept_back, private
from ctip_desktop.reports.audience import Audience, Filter, Grant, Topic
from ctip_desktop.reports.names import FORBIDDEN, Names
from ctip_desktop.reports.partnership_print import IndicatorLine, indicator_line, title_of
from ctip_desktop.reports.words import amount

MONEY = "Amounts of money"
PUBLIC_FIGURES = frozenset({"partnerships", "active_partners", "meetings", "people", "organisations"})
"""Plain counts; everything else in the figures is marked for the donor at most."""

MONEY_FIGURES = frozenset({"private_secured", "private_match", "our_share", "support_cover"})
MOST_LESSONS, MOST_NEXT = 4, 5


@dataclass(frozen=True, slots=True)
class LinePrint:
    """One partnership of the table. private: private money, None without any; told: shown, withheld or held back."""

    name: str
    partners: str
    unnamed: bool
    country: str
    kind: str
    since: date | None
    reached: int
    milestones: int
    private: float | None
    told: str


@dataclass(frozen=True, slots=True)
class WayLine:
    """One opportunity on the way. step empty: it stands beside the way."""

    step: str
    title: str
    companies: str
    unnamed: bool
    country: str


@dataclass(frozen=True, slots=True)
class PortfolioPrint:
    """Everything a portfolio print may show. lines, way: None where this reader gets no single ones; money: whether amounts are told at all."""

    countries: tuple[str, ...]
    running: int
    figures: tuple[Figure, ...]
    money: bool
    gifts: tuple[Gift, ...]
    currency: str
    target: float | None
    others: int
    kinds: tuple[tuple[str, int], ...]
    lines: tuple[LinePrint, ...] | None
    not_named: int  # running partnerships an agreement forbids to name at all
    aside: int  # partnerships with private money that do not run now: in the sums, not in the lines
    indicators: tuple[IndicatorLine, ...]
    board: Board
    way: tuple[WayLine, ...] | None
    stages: Mapping[Stage, int] | None
    not_placed: int
    beside: int  # companies that stand beside the path
    lessons: tuple[str, ...]
    next: tuple[tuple[str, date], ...]


def portfolio_print(
    found: Portfolio, figures: Sequence[Figure], board: Board, shield: Filter, names: Names, told: Mapping[UUID, Told]
) -> PortfolioPrint:
    """Filter the portfolio. All companies in it are known to `names`."""
    internal, public = shield.internal, shield.audience is Audience.PUBLIC
    running = [line for line in found.lines if line.running]
    sayable = [line for line in running if internal or "existence" in line.may]
    unsaid = [line.name for line in found.lines if line.running and line not in sayable]
    if unsaid:
        shield.ledger.leave_out("Partnerships", "an agreement forbids to say that they exist", *unsaid, count=len(unsaid))
    aside = [line for line in found.lines if not line.running and private(line)]
    kept = _money(found, sayable, shield, told)
    lines = way = None
    if public or shield.closed("partnership"):
        _no_partnerships(sayable, shield)
    else:
        lines = tuple(_line(line, kept.state.get(line.id, SHOWN), shield, names, money=kept.sums) for line in sayable)
    if public or shield.closed("opportunity"):
        _no_opportunities(board, shield)
    else:
        way = _way(board, shield, names)
    kinds: dict[str, int] = {}
    for line in running:
        kinds[line.type_label or "no type chosen"] = kinds.get(line.type_label or "no type chosen", 0) + 1
    return PortfolioPrint(
        () if shield.closed("programme") else found.countries,
        len(running),
        tuple(_figure(each, shield, money=kept.sums) for each in figures if not public or each.name in PUBLIC_FIGURES),
        kept.sums,
        tuple(gift for line in found.lines for gift in line.gifts) if kept.sums else (),
        found.currency,
        None if shield.closed("programme") else found.target_private,
        found.others,
        tuple(sorted(kinds.items(), key=lambda pair: (-pair[1], pair[0]))) if not public and not shield.closed("partnership_type") else (),
        lines,
        len(unsaid),
        sum(internal or "existence" in line.may for line in aside),
        _indicators(found, shield, names),
        board,
        way,
        found.stages if shield.sees(Topic.STAGE) is not Grant.NONE else None,
        found.not_placed,
        found.beside,
        _lessons(found.lessons, shield, names),
        _next(sayable, shield, names) if not public and not shield.closed("partnership") else (),
    )


# ---------------------------------------------------------------- money
def _money(found: Portfolio, shown: Sequence[PartnershipLine], shield: Filter, told: Mapping[UUID, Told]) -> Kept:
    """Whether sums may be told, and which amounts of partnerships are withheld or held back. shown: those that have a line."""
    if shield.internal:
        return Kept({}, sums=True)
    level = shield.sees(Topic.CONTRIBUTIONS)
    if level is Grant.NONE or (level is Grant.MARKED and not shield.may("contribution", "value")):
        number = sum(len(line.gifts) for line in found.lines if line.running)
        shield.ledger.leave_out(MONEY, shield.closed("contribution") or "marked “team only”", count=number)
        return Kept({}, sums=False)
    kept = kept_back(found.lines, told)
    for line in shown:
        if line.id in kept.state:
            why = FORBIDDEN if kept.state[line.id] == WITHHELD else SUBTRACTION
            shield.ledger.leave_out(MONEY, why, amount(private(line)))
    if not kept.sums:
        shield.ledger.leave_out("Sums of money", "would tell a hidden amount", count=1)
    return kept


# ---------------------------------------------------------------- lines
def _line(line: PartnershipLine, state: str, shield: Filter, names: Names, *, money: bool) -> LinePrint:
    partners = "; ".join(names.of(link.id, short=True) for link in line.partners)
    may = line.may if not shield.internal else frozenset({"country", "activity", "period", "money"})
    return LinePrint(
        title_of(line.name, "partnership", shield, names) or "A partnership, name withheld",
        partners,
        any(names.withheld(link.id) for link in line.partners),
        line.country_label if "country" in may else "",
        line.type_label.lower() if "activity" in may and not shield.closed("partnership_type") else "",
        line.started if "period" in may else None,
        line.reached if "activity" in may else 0,
        line.milestones if "activity" in may else 0,
        private(line) or None,
        state if money else WITHHELD,
    )


def _no_partnerships(lines: Sequence[PartnershipLine], shield: Filter) -> None:
    """The public reads no single partnership, nor whoever the programme keeps them from."""
    if lines:
        why = shield.closed("partnership") or "marked for other readers"
        shield.ledger.leave_out("Single partnerships", why, *(line.name for line in lines), count=len(lines))


def _no_opportunities(board: Board, shield: Filter) -> None:
    """The same of opportunities."""
    if board.every:
        why = shield.closed("opportunity") or "marked for other readers"
        shield.ledger.leave_out("Opportunities", why, *(card.title for card in board.every), count=len(board.every))
    _reasons(board.every, shield)


def _figure(figure: Figure, shield: Filter, *, money: bool) -> Figure:
    """A figure for this reader: without money where none is told, and the variance of a quality only by its name."""
    if figure.name in MONEY_FIGURES and not money:
        return replace(figure, value=None, text="withheld")
    if not shield.may("programme", "target_partnerships"):
        figure = replace(figure, target=None, text=figure.text if "of" not in figure.text.split() else "")
    return figure if shield.internal else replace(figure, parts=())


def _indicators(found: Portfolio, shield: Filter, names: Names) -> tuple[IndicatorLine, ...]:
    lines = []
    for each in found.indicators:
        readable = shield.internal or not each.share_with or bool({"public", shield.audience.value} & each.share_with)
        if not readable:
            shield.ledger.leave_out("Indicators", "marked for other readers", each.name)
        elif name := names.masked(shield.value("indicator", "name", "Indicators", each.name)):
            lines.append(indicator_line(each, name, shield))
    return tuple(lines)


# ---------------------------------------------------------------- on the way
def _way(board: Board, shield: Filter, names: Names) -> tuple[WayLine, ...]:
    """Opportunities that are on the way and not running yet, by step."""
    cards = [(column.label, card) for column in board.columns if column.phase not in ("run", "end") for card in column.cards]
    lines = []
    for step, card in cards:
        if card.due_diligence is Result.STOP and shield.sees(Topic.STOPPED) is not Grant.ALL:
            lines.append(WayLine(step, "One opportunity, name withheld", "", True, ""))
            shield.ledger.leave_out("Opportunities", "due diligence stays with our team", card.title, hard=True)
            continue
        if not all(names.exists(link.id) for link in card.companies):
            lines.append(WayLine(step, "One opportunity, name withheld", "", True, ""))
            shield.ledger.leave_out("Opportunities", FORBIDDEN, card.title)
            continue
        companies = "; ".join(names.of(link.id, short=True) for link in card.companies)
        unnamed = any(names.withheld(link.id) for link in card.companies)
        title = title_of(card.title, "opportunity", shield, names) or "An opportunity, title withheld"
        place = card.country_label if all(names.may(link.id, "country") for link in card.companies) else ""
        lines.append(WayLine(step, title, companies, unnamed, place))
    _reasons((*board.parked, *board.stopped, *(card for _, card in cards)), shield)
    return tuple(lines)


def _reasons(cards: Iterable[Card], shield: Filter) -> None:
    """Why something rests or stopped, who leads it, what is promised: for the team only."""
    if not shield.internal:
        for card in cards:
            promised = card.next.text if card.next else ""
            shield.ledger.keep_secret("Notes on opportunities", card.reason, card.gate, promised, *card.to_decide)


def _lessons(found: Sequence[LessonView], shield: Filter, names: Names) -> tuple[str, ...]:
    lines = []
    for each in found:
        if not shield.internal and "lessons" not in each.may:
            shield.ledger.leave_out("Lessons", FORBIDDEN, each.text)
        elif words := names.masked(shield.value("lesson", "text", "Lessons", each.text)):
            lines.append(words)
    return tuple(lines[:MOST_LESSONS])


def _next(lines: Iterable[PartnershipLine], shield: Filter, names: Names) -> tuple[tuple[str, date], ...]:
    """The next milestone of each partnership, the earliest first."""
    found = []
    for line in lines:
        if line.next and (shield.internal or {"activity", "period"} <= line.may):
            text = names.masked(shield.value("milestone", "text", "Milestones", line.next[0]))
            name = title_of(line.name, "partnership", shield, names)
            if text:
                found.append((f"{text}{f', “{name}”' if name else ''}", line.next[1]))
    return tuple(sorted(found, key=lambda pair: (pair[1], pair[0]))[:MOST_NEXT])
