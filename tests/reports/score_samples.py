"""Invented rankings and score cards, as the queries would give them: the ones of the printed designs, and hard cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType

from ctip_desktop.practice.due_diligence import Result
from ctip_desktop.practice.ranking import Block, BlockValue, Method
from ctip_desktop.queries.company_views import (
    CompanyPage,
)
from ctip_desktop.queries.opportunity_views import (
    BlockView,
    CutLine,
    Disagreement,
    FactorView,
    FlipView,
    Mark,
    Ranking,
    RankingRow,
    RankMovement,
    RoundView,
    ScoreCardView,
    SheetState,
    TotalView,
    Unranked,
)
from ctip_desktop.queries.views import Link
from ctip_desktop.said import Said
from tests.reports.samples import NOW, company, ident

BLOCKS = (
    Block("development", "Development value", ("alignment", "scalable", "innovative", "sustainability", "systemic")),
    Block("business", "Business value", ("business_goals", "champion", "reputation")),
    Block("government", "Government value", ("local_priorities", "law_enforcement")),
    Block("burden", "Burden: risk and cost", ("difficulty", "risk", "staff_intensity", "resources", "time_horizon"), True),
)
METHOD = Method(BLOCKS, MappingProxyType({b.name: 1.0 for b in BLOCKS}))
LINES = (
    ("Worker voice line for fishing vessels", "Selan Pearl Fisheries", 3, (4.0, 4.0, 3.5), 2.8, 0.87, 1, 2),
    ("Recruitment without fees", "Okavi Garments", 2, (4.2, 3.3, 3.5), 2.8, 0.71, 1, 3),
    ("Net-to-plate tracing pilot", "Brightwater Aqua Farms", 1, (3.8, 4.1, 2.5), 2.6, 0.54, 2, 5),
    ("Safe transport code for drivers", "Harrowmere Logistics", 5, (3.4, 3.0, 4.0), 2.7, 0.49, 3, 6),
    ("Training for hotel supervisors", "Hotel Meridel", 5, (3.0, 3.3, 3.5), 2.3, 0.46, 3, 7),
    ("Supplier code for farms", "Dunmara Cocoa", 4, (3.6, 2.7, 3.0), 2.4, 0.58, 5, 8),
    ("Job fair information desk", "Ondel Retail", 8, (2.2, 3.3, 2.5), 1.6, 0.62, 6, 8),
    ("Regional recruiter register", "Tavo Recruiters", 7, (4.4, 2.3, 3.5), 4.2, 0.80, 8, 8),
)


def block_value(index: int, value: float | None, weight: float = 1.0) -> BlockValue:
    block = BLOCKS[index]
    part = None if value is None else value * weight * (-1 if block.burden else 1)
    return BlockValue(block.name, block.label, block.burden, value, weight, part, len(block.factors), len(block.factors))


def round_view(number: int, kind: str, title: str, on: date | None, closed: bool) -> RoundView:
    started = on is not None or closed
    return RoundView(
        ident(f"round {number}"), True, kind, number, title, number == 1, closed, started, on, on, ("Lina Tarvo", "Joram Pesk"), 4 if started else 0
    )


ROUNDS = (
    round_view(1, "internal", "Internal", date(2026, 9, 2), True),
    round_view(2, "programme", "Programme team", date(2026, 10, 9), True),
    round_view(3, "donor", "Donor", None, False),
)


def ranking_row(place: int, line: tuple[str, str, int, tuple[float, float, float], float, float, int, int]) -> RankingRow:
    title, name, before, values, burden, stays, low, high = line
    provisional = place == 3
    return RankingRow(
        ident(title),
        title,
        (Link(ident(name), name),),
        place,
        False,
        before - place,
        before,
        tuple(block_value(i, v) for i, v in enumerate(values)),
        block_value(3, burden),
        sum(values) - burden,
        provisional,
        ("Time until first results",) if provisional else (),
        11 if provisional else 15,
        15,
        "agreed",
        4,
        stays,
        low,
        high,
        place <= 4,
        Result.CLEAR,
        ident(f"sheet {title}"),
        "Agreed after a long talk about vessels",
    )


def ranking() -> Ranking:
    """The ranking of the printed design."""
    rows = tuple(ranking_row(place, line) for place, line in enumerate(LINES, 1))
    movements = tuple(RankMovement(r.id, r.title, (r.previous_rank, r.rank, None)) for r in rows)
    voice, code = Link(ident(LINES[0][0]), LINES[0][0]), Link(ident(LINES[3][0]), LINES[3][0])
    return Ranking(
        round=ROUNDS[1],
        previous=ROUNDS[0],
        rounds=ROUNDS,
        rows=rows,
        cut=CutLine(4, "staff for four until June 2027. Place 5 is close, ask again in January.", "Lina Tarvo", date(2026, 10, 12)),
        excluded=(
            Unranked(
                ident("camp"),
                "Guest worker camp kitchens",
                (Link(ident("Camp Ostrana"), "Camp Ostrana"),),
                Said("A court case against Camp Ostrana is open."),
            ),
        ),
        unscored=(
            Unranked(
                ident("rest"),
                "Crew rest house",
                (Link(ident("Brightwater Aqua Farms"), "Brightwater Aqua Farms"),),
                Said("No sheet is handed in yet."),
                "parked",
                "Waits for a cost figure, expected in November.",
            ),
        ),
        method=METHOD,
        sentence=Said("Value minus burden, means, all weights 1."),
        form_version="2",
        sheets=32,
        people=4,
        agreed=True,
        agreed_on=date(2026, 10, 9),
        flips=(
            FlipView(
                "development",
                "Development value",
                1,
                3.5,
                Link(rows[1].id, rows[1].title),
                Said("If Development counts 3.5 times as much, “Recruitment without fees” comes first."),
            ),
        ),
        movements=movements,
        disagreements=(
            Disagreement(voice, "innovative", "A new way of doing things", 2, 5, 3, "known on land, new at sea"),
            Disagreement(voice, "risk", "How risky is it?", 2, 4, 3, "one person keeps 4, reason noted"),
            Disagreement(code, "sustainability", "Will last after we leave", 2, 4, 3, "depends on a renewed contract"),
        ),
        axis=(4.2, 11.5),
        draws=1000,
        what_if=False,
    )


def ranked_companies(unnamed: tuple[str, ...] = ("Hotel Meridel", "Tavo Recruiters")) -> list[CompanyPage]:
    names = dict.fromkeys([line[1] for line in LINES] + ["Camp Ostrana"])
    return [company(name, nda=name in unnamed) for name in names]


# ---------------------------------------------------------------- score card
FACTORS: dict[str, tuple[tuple[str, str, tuple[float, ...], float | None, str], ...]] = {
    "development": (
        ("alignment", "Serves our programme's goals", (4, 5, 5, 5), 5, "Works on two of our three goals directly"),
        (
            "scalable",
            "Could grow to other regions",
            (3, 4, 4, 4),
            4,
            "Between “one more port could copy it” (3) and “asked for by another country” (5)",
        ),
        ("innovative", "A new way of doing things", (2, 3, 3, 5), 3, "Known elsewhere, new for this place"),
        (
            "sustainability",
            "Will last after we leave",
            (4, 4, 4, 4),
            4,
            "Between “costs covered for a year” (3) and “paid from the normal budget” (5)",
        ),
        (
            "systemic",
            "Changes the system, not one case",
            (4, 4, 4, 5),
            4,
            "Between “changes a rule of one firm” (3) and “changes a rule of the port” (5)",
        ),
    ),
    "business": (
        ("business_goals", "Helps the company's own goals", (3, 4, 4, 4), 4, "Between “fits one goal” (3) and “in the yearly plan” (5)"),
        ("champion", "Someone inside will push it", (4, 4, 4, 5), 4, "Between “a manager agrees” (3) and “a director leads it” (5)"),
        ("reputation", "Helps its standing", (3, 4, 4, 4), 4, "Between “known to buyers” (3) and “buyers ask for it” (5)"),
    ),
    "government": (
        (
            "local_priorities",
            "Serves what local government wants",
            (3, 4, 4, 4),
            4,
            "Between “on a list of local plans” (3) and “local government asked for it” (5)",
        ),
        ("law_enforcement", "Makes law enforcement better", (3, 3, 4), 3, "Gives one office better information"),
    ),
    "burden": (
        ("difficulty", "How hard is it?", (2, 3, 3, 3), 3, "Needs skills we can hire"),
        ("risk", "How risky is it?", (2, 2, 3, 4), 3, "Harm is possible, safeguards are known"),
        ("staff_intensity", "Staff time it takes", (3, 4, 4, 4), 4, "Between “half a post” (3) and “more than one post” (5)"),
        ("resources", "What it needs beyond what we have", (2, 2, 3), 2, "Between “nothing new” (1) and “one more grant” (3)"),
        ("time_horizon", "Time until first results", (2, 2, 2, 3), 2, "Between “three months” (1) and “one year” (3)"),
    ),
}
PEOPLE = ("Lina Tarvo", "Joram Pesk", "Mirel Oska", "Danu Reth")


def factor(name: str, label: str, values: tuple[float, ...], agreed: float | None, meaning: str, reason: str = "") -> FactorView:
    marks = tuple(Mark(v, False, f"private note {i} on {name}", ident(PEOPLE[i]), PEOPLE[i]) for i, v in enumerate(values))
    missing = 4 - len(values)
    agreed_mark = Mark(agreed, False, "", ident("agreed"), "") if agreed is not None else None
    low, high = (min(values), max(values)) if values else (None, None)
    mean = sum(values) / len(values) if values else None
    disputed = high is not None and low is not None and high - low >= 2
    return FactorView(
        name, label, "", MappingProxyType({}), None, marks, mean, low, high, len(values), missing, disputed, agreed_mark, reason, meaning
    )


def score_card(*, closed: bool = True) -> ScoreCardView:
    """The score card of the printed design."""
    reasons = {
        "innovative": "Such lines exist on land, not at sea. For the port it is new, for us it is not.",
        "risk": "Calls go to a third party. One person keeps 4: “crews may still be asked who called”.",
    }
    blocks = []
    for index, block in enumerate(BLOCKS):
        factors = tuple(factor(*f, reasons.get(f[0], "")) for f in FACTORS[block.name])
        value = block_value(index, (4.0, 4.0, 3.5, 2.8)[index])
        blocks.append(BlockView(block.name, block.label, block.burden, 1.0, factors, None, value, value))
    total = TotalView(8.7, False, (), 15, 15, "4.0 + 4.0 + 3.5 − 2.8 = 8.7")
    sheets = tuple(SheetState(ident(p), p, True, NOW - timedelta(days=6), 15, 15) for p in PEOPLE)
    chosen = ROUNDS[1] if closed else replace(ROUNDS[1], closed=False)
    return ScoreCardView(
        opportunity=Link(ident(LINES[0][0]), LINES[0][0]),
        companies=(Link(ident("Selan Pearl Fisheries"), "Selan Pearl Fisheries"),),
        rounds=ROUNDS,
        round=replace(chosen, blind=True),
        viewer="Lina Tarvo",
        form_version="2",
        method=METHOD,
        sentence=Said("Value minus burden, means, all weights 1."),
        own=None,
        sheets=sheets,
        hidden=False,
        hidden_sheets=0,
        blocks=tuple(blocks),
        own_total=None,
        mean_total=total,
        agreed_sheet=ident("agreed"),
        agreed_on=date(2026, 10, 9),
        agreed_reason="Agreed after we heard two captains",
        agreed_total=total,
        disputed=("innovative", "risk"),
    )
