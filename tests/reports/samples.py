"""Invented pages of an invented programme, as the queries would give them: the ones of the printed designs, and hard cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID, uuid5

from ctip_desktop.forms.model import Asks, Share, State
from ctip_desktop.practice.due_diligence import Result
from ctip_desktop.practice.maturity import PATH, Stage, StageCount
from ctip_desktop.queries.company_views import (
    CheckItem,
    Chip,
    CompanyPage,
    ContactView,
    DeskPanel,
    DueDiligencePanel,
    Fact,
    GoalView,
    OpportunityLine,
    PlacementView,
    StageAction,
    StagePanel,
)
from ctip_desktop.queries.views import AnswerView, FormState, Promised, SourceView, Talk

SPACE = UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")
TODAY = date(2026, 10, 13)
NOW = datetime(2026, 10, 13, 11, 20).astimezone()
LONG_AGO = datetime(2026, 1, 1).astimezone()


def ident(name: str) -> UUID:
    """The same id for the same name, in every run."""
    return uuid5(SPACE, name)


KINDS = {"company": "Company itself", "government": "Government", "media": "Media", "ngo": "NGO", "database": "Database", "own_visit": "Own visit"}
SOURCES = {
    1: ("company", "Yearly report 2025", "2026-03", 7),
    2: ("company", "Supplier list", "2025-06", 16),
    3: ("company", "Human-rights policy, 8 pages", "2023-03-03", 43),
    4: ("company", "Website, read 12 Sep 2026", "2026-09", 1),
    5: ("database", "Trade register extract", "2026-01", 9),
    6: ("company", "Audit summary, 3 sites", "2025-11", 11),
    7: ("government", "Company and court register", "2026-03", 7),
    8: ("government", "Labour office letter", "2024-08", 26),
    9: ("ngo", "Report on crew agencies", "2025-05", 17),
    10: ("own_visit", "Talk with the sourcing team", "2026-09-18", 1),
    11: ("own_visit", "Visit, Port Selan", "2026-09-24", 1),
    12: ("government", "Labour office, port desk", "2026-07", 3),
}


def source(number: int) -> SourceView:
    kind, title, on, months = SOURCES[number]
    return SourceView(ident(f"source {number}"), number, kind, KINDS[kind], title, "", on, months, "")


def answer(
    path: str,
    label: str,
    text: str = "",
    *,
    form: str = "desk_research",
    section: str = "places",
    state: State | None = None,
    note: str = "",
    sources: tuple[int, ...] = (),
    share: Share | None = Share.DONOR,
    asks: Asks = Asks.COMPANY,
    sensitive: bool = False,
    stale: bool = False,
    to_settle: bool = False,
) -> AnswerView:
    """One answer. Without a text it was not asked."""
    found = tuple(source(n) for n in sources)
    months = min((s.months for s in found if s.months is not None), default=None)
    state = state or (State.ANSWERED if text else State.NOT_ASKED)
    return AnswerView(ident(form), form, path, section, label, text, state, note, found, months, stale, to_settle, share, asks, sensitive)


def form_state(form: str, answered: int = 0, asked: int = 0, to_settle: int = 0) -> FormState:
    return FormState(form, form, ident(form), "draft", answered, asked, 0, to_settle, False, NOW)


def desk_answers() -> tuple[AnswerView, ...]:
    return (
        answer(
            "sites",
            "Where it is, how big",
            "3 sites in Maravel: plant in Port Selan 620 people, cold store in Lume Bay 180, 41 vessels about 600",
            sources=(1,),
        ),
        answer(
            "supply_more",
            "Suppliers",
            "22 known: 14 vessel owners, 6 for ice and feed, 2 crew agencies",
            sources=(2,),
            stale=True,
            share=Share.INTERNAL,
        ),
        answer("history", "History", "Family boat yard since 1994, exports since 2009", sources=(4,)),
        answer("products", "Products", "Frozen tuna and squid, canned fish", sources=(4,), share=Share.PUBLIC),
        answer("business_goals", "Income and goals", "Export contracts with 5 buyers; wants to sell to shops directly by 2028", sources=(10,)),
        answer("company_values", "Values it names", "“Clean sea, fair crew”", sources=(4,), share=Share.PUBLIC),
        answer("policies", "Policies", "Human-rights policy (2023, 8 pages, not public); supplier code (2025)", sources=(3,), stale=True),
        answer("value_chain", "Value chain", "Catch, landing, plant, cold store, export. No view past the importer", sources=(10,)),
        answer("competitors", "Competitors", "Brightwater Aqua Farms, Pelagra Canning", sources=(5,), share=Share.INTERNAL),
        answer("affiliates", "Firms close to it", "Owns 60 % of the cold store in Lume Bay", sources=(7,), share=None),
        answer(
            "hiring_ways",
            "How it finds workers",
            "Two local crew agencies. Who pays the fees is not clear",
            section="hiring",
            sources=(9,),
            stale=True,
            share=Share.INTERNAL,
        ),
        answer(
            "treatment",
            "How it treats workers",
            "Written contracts on all vessels seen; pay slips on 3 of 5",
            section="hiring",
            sources=(11,),
            share=Share.INTERNAL,
            sensitive=True,
        ),
        answer(
            "dispute_note",
            "How disputes end",
            "Through the port labour office. No channel at sea",
            section="hiring",
            sources=(12,),
            share=Share.INTERNAL,
        ),
        answer("turnover", "What is its turnover?", state=State.NOT_APPLICABLE, note="a family firm, no figures are published", section="hiring"),
    )


def open_answers() -> tuple[AnswerView, ...]:
    return (
        answer(
            "recruit",
            "Who recruits the crews before the agencies do?",
            state=State.UNKNOWN,
            note="Looked in 2 places, not found. Joram Pesk asks on 15 Oct.",
        ),
        answer("investors", "What do investors think of the company?", state=State.UNKNOWN, note="No rating found. Consumers: mixed [4]."),
        answer("tiers", "What is known of suppliers beyond the first tier?", note="Planned for the second visit."),
        answer(
            "commitment",
            "How committed is it to countering trafficking?",
            "Some steps",
            to_settle=True,
            note="“Words only” (12 Sep) and “some steps” (18 Sep).",
        ),
    )


ACTIONS: dict[Stage, tuple[tuple[str, str, tuple[int, ...]], ...]] = {
    Stage.FOLLOWER: (("mat_01", "yes", (1,)), ("mat_02", "yes", (1,)), ("mat_03", "no", ()), ("mat_04", "yes", (3,))),
    Stage.MATURE: (("mat_05", "yes", (8,)), ("mat_06", "no", ()), ("mat_07", "yes", (2,)), ("mat_08", "yes", (6,)), ("mat_09", "yes", (11,))),
    Stage.LEADER: (("mat_10", "no", ()), ("mat_11", "yes", (8,)), ("mat_12", "?", ()), ("mat_13", "?", ()), ("mat_14", "", ())),
    Stage.INNOVATOR: (("mat_15", "no", ()), ("mat_16", "", ()), ("mat_17", "", ()), ("mat_18", "?", ()), ("mat_19", "n/a", ()), ("mat_20", "", ())),
}
STATES = {"yes": State.ANSWERED, "no": State.ANSWERED, "?": State.UNKNOWN, "": State.NOT_ASKED, "n/a": State.NOT_APPLICABLE}


def stage_action(stage: Stage, name: str, value: str, sources: tuple[int, ...]) -> StageAction:
    text = {"yes": "Yes", "no": "No"}.get(value, "")
    view = answer(name, f"Question {name}?", text, form="maturity", section=stage.value, state=STATES[value], sources=sources)
    return StageAction(stage, name, view.label, view.state, {"yes": True, "no": False}.get(value), view)


def placement(stage: Stage, by: str, on: date) -> PlacementView:
    return PlacementView(ident(f"{by} {on}"), stage, by, on, "They showed the supplier training to us.", "mature", False)


def stage_panel() -> StagePanel:
    actions = tuple(stage_action(stage, *a) for stage, rows in ACTIONS.items() for a in rows)
    counts = tuple(_count(stage, [a for a in actions if a.stage is stage]) for stage in PATH)
    team, company = placement(Stage.MATURE, "team", date(2026, 9, 18)), placement(Stage.LEADER, "company", date(2026, 10, 7))
    goal_text = "a channel where workers on vessels can speak up, tested in one port"
    goal = GoalView(ident("goal"), goal_text, Stage.LEADER, "2027-06", date(2026, 10, 7), "Anek Toru", "no")
    sentence = "Suggested from the answers: Mature. Our team agreed on 18 Sep. The company sees itself one stage further. Talk about it on 15 Oct."
    reason = "Four of five actions of Mature are shown."
    return StagePanel(
        form_state("maturity", 12, 20), counts, actions, Stage.MATURE, False, reason, sentence, team, company, (team, company), (), goal
    )


def _count(stage: Stage, actions: list[StageAction]) -> StageCount:
    def number(state: State) -> int:
        return sum(a.state is state for a in actions)

    shown, no = sum(a.shown is True for a in actions), sum(a.shown is False for a in actions)
    return StageCount(stage, shown, no, number(State.UNKNOWN), number(State.NOT_APPLICABLE), number(State.NOT_ASKED))


CHECKS = (
    ("Court cases", "Case against the company", Result.CLEAR, "None found in 2 registers", (7,), Share.STRICT),
    ("Court cases", "Investigation running", Result.CLEAR, "None found", (7,), Share.INTERNAL),
    ("Key people", "Case against owners, directors, managers", Result.CLEAR, "5 people looked up, none found", (7,), Share.INTERNAL),
    ("Standards", "Human-rights policy", Result.CLEAR, "Yes, 2023", (3,), Share.DONOR),
    ("Standards", "Goals that can be measured", Result.NOT_CHECKED, "Yes, but without a source", (), Share.DONOR),
    ("Standards", "Stands by fair labour standards", Result.NOT_CHECKED, "Two answers came together", (), Share.DONOR),
    ("Standards", "Reports openly on progress", Result.NOT_CHECKED, "Not asked yet", (), Share.DONOR),
    ("What it brings", "Clear and extensive for our goals", Result.CLEAR, "41 vessels, one port, own trainers", (10,), Share.DONOR),
    ("Business links", "Owners, subsidiaries, partners", Result.WATCH, "One crew agency is under review by the labour office", (12,), Share.INTERNAL),
    ("Business links", "Reputation", Result.WATCH, "Mixed: delayed pay on 2 vessels in 2024, paid since", (9,), Share.INTERNAL),
    ("Risk", "Security", Result.NOT_CHECKED, "Not asked yet", (), Share.INTERNAL),
    ("Risk", "Reputational", Result.NOT_CHECKED, "Not asked yet", (), Share.INTERNAL),
)


def check_panel() -> DueDiligencePanel:
    items = []
    for index, (section, label, result, found, sources, share) in enumerate(CHECKS):
        text = found if result is not Result.NOT_CHECKED else ""
        view = answer(f"item_{index}", label, text, form="due_diligence", section=section, sources=sources, share=share, asks=Asks.TEAM)
        items.append(CheckItem(f"item_{index}", section, label, result, found, (view,)))
    counts = {r: sum(i.result is r for i in items) for r in Result}
    return DueDiligencePanel(
        form_state("due_diligence", 7, 12),
        Result.WATCH,
        "One item is to watch.",
        counts[Result.CLEAR],
        counts[Result.WATCH],
        counts[Result.STOP],
        counts[Result.NOT_CHECKED],
        tuple(items),
        date(2026, 9, 28),
        date(2027, 9, 28),
        False,
        "",
        "",
        "",
    )


def talk(
    on: date | None, channel: str, subject: str, people: str = "Anek Toru", follow_up: str = "", due: date | None = None, done: bool = False
) -> Talk:
    promised = (Promised(follow_up, due, done),) if follow_up else ()
    return Talk(ident(f"{on} {subject}"), on, channel, channel.capitalize(), subject, people, "Lina Tarvo", promised)


def talks() -> tuple[Talk, ...]:
    return (
        talk(date(2026, 10, 7), "call", "Audit reports, first own view of the stage, goal agreed", "Anek Toru", "Send goal in writing", None, True),
        talk(date(2026, 9, 24), "visit", "Saw contracts and pay slips on 5 vessels", "Anek Toru, 2 captains"),
        talk(
            date(2026, 9, 18),
            "meeting",
            "Stage, supplier training, wishes for training at sea",
            "Sourcing team (4)",
            "Training outline",
            date(2026, 10, 15),
        ),
        talk(date(2026, 7, 4), "call", "Supplier code, date for the visit"),
        talk(date(2026, 5, 11), "meeting", "Supplier code"),
        talk(date(2026, 3, 10), "call", "Audit dates"),
        talk(date(2026, 1, 23), "meeting", "Training plan"),
        talk(date(2025, 12, 1), "call", "Who to ask"),
        talk(date(2025, 8, 11), "visit", "Port and cold store"),
        talk(date(2025, 7, 15), "call", "First visit"),
        talk(date(2025, 6, 18), "meeting", "Who we are"),
        talk(date(2025, 3, 28), "call", "First call"),
    )


def about(name: str = "Selan Pearl Fisheries", local: str = "", nda: bool = False) -> tuple[AnswerView, ...]:
    def one(path: str, label: str, text: str, share: Share | None) -> AnswerView:
        return answer(path, label, text, form="company", section="identity", share=share, asks=Asks.TEAM)

    rows = [
        one("name", "What is the company called?", name, Share.DONOR),
        one("local_name", "What is it called in the local language?", local, Share.DONOR),
        one("sector", "Which sector does it work in?", "Seafood and fishing", Share.PUBLIC),
        one("country", "In which country is its main office?", "Maravel", Share.PUBLIC),
        one("place", "In which town?", "Port Selan", Share.PARTNERS),
        one("staff", "How many people work there?", "1,400", Share.DONOR),
        one("ungp_level", "How firmly does it stand?", "Internal policy", Share.DONOR),
        one("owner", "Who leads for us?", "Lina Tarvo", Share.INTERNAL),
        one("nda", "Is there an NDA?", "Yes" if nda else "No", Share.INTERNAL),
    ]
    return tuple(row for row in rows if row.text)


def company(name: str = "Selan Pearl Fisheries", *, local: str = "", nda: bool = False) -> CompanyPage:
    """The company of the printed design."""
    desk = desk_answers()
    return CompanyPage(
        id=ident(name),
        name=name,
        local_name=local,
        place="Port Selan",
        country_label="Maravel",
        sector_label="Seafood and fishing",
        facts=(Fact("staff", "People", "1,400"), Fact("ungp_level", "UNGP", "Internal policy")),
        chips=(Chip("nda", "NDA signed" if nda else "No NDA"),),
        flags=frozenset(),
        step="due_diligence",
        step_label="Due diligence",
        engaging=True,
        next_step=talk(
            date(2026, 10, 7),
            "call",
            "Visit",
            follow_up="Visit in Port Selan with Joram Pesk. Three questions are open for it: who pays the crew agencies, how workers can speak up"
            " at sea, and the date of the labour law check",
            due=date(2026, 10, 15),
        ),
        company=form_state("company", 8, 20),
        forms=(form_state("desk_research", 14, 18, 1), form_state("maturity", 12, 20), form_state("due_diligence", 7, 12)),
        about=about(name, local, nda),
        stage=stage_panel(),
        due_diligence=check_panel(),
        desk=DeskPanel(form_state("desk_research", 14, 18, 1), 13, 2, 1, 2, 13, 43, desk),
        open_points=open_answers(),
        contacts=(ContactView(ident("anek"), "Anek Toru", "sourcing", "", "yes", "Yes", True, date(2026, 10, 7)),),
        talks=talks(),
        longest_silence=112,
        opportunities=(OpportunityLine(ident("voice"), "Worker voice line for fishing vessels", "due_diligence", "Due diligence", 1, 8.7, False),),
        score_cards=(),
        documents=(),
        created=LONG_AGO,
        changed=NOW,
    )


def empty_company() -> CompanyPage:
    """A company nobody has looked at yet."""
    full = company("Ondel Retail")
    stage = replace(
        stage_panel(),
        actions=(),
        counts=(),
        suggestion=None,
        sentence="",
        team=None,
        company=None,
        placements=(),
        goal=None,
        form=form_state("maturity", 0, 20),
    )
    check = replace(check_panel(), items=(), clear=0, watch=0, stop=0, not_checked=0, checked_on=None, recheck=None, result=Result.NOT_CHECKED)
    desk = DeskPanel(form_state("desk_research", 0, 18), 0, 0, 0, 18, 0, None, ())
    full = replace(full, facts=(), about=about("Ondel Retail")[:1], stage=stage, due_diligence=check, desk=desk, open_points=(), contacts=())
    return replace(full, talks=(), opportunities=(), next_step=None, longest_silence=None, forms=(), company=form_state("company", 1, 20))


# ---------------------------------------------------------------- ranking
