"""Where the tour goes: a stop for every page, view, tab, dialog and empty state. A new screen gets a line in the group it belongs to.

Groups are functions that yield stops; `SAMPLE`, `BEGUN` and `EMPTY` say which of them are walked in which programme. `tests/ui/test_tour.py` holds
that every page and every dialog of the registries has a stop.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from ctip_desktop.dataclass import dataclass
from ctip_desktop.queries import exchange, opportunities, records
from ctip_desktop.reports.audience import Audience
from ctip_desktop.reports.build import READERS, SUBJECTS, Kind, Options
from ctip_desktop.workspace.workspace import Workspace
from ui.dialogs.registry import DIALOGS
from ui.pages.registers.groups import register_groups

if TYPE_CHECKING:
    from ui.shell import Shell

COMPANY_PARTS = ("overview", "desk_research", "stage", "contacts", "talks", "due_diligence", "opportunities", "history")
IDEA_VIEWS = ("list", "ranking", "moves", "compare", "interests")
PARTNERSHIP_TABS = (
    "overview",
    "relationship",
    "milestones",
    "contributions",
    "concerns",
    "agreements",
    "indicators",
    "decisions",
    "people",
    "history",
)
PROGRAMME_PARTS = ("record", "people", "scoring", "forms", "sharing", "settings", "backups", "security", "check", "about")
EMPTY_PAGES = (
    "home",
    "companies",
    "opportunities",
    "pipeline",
    "partnerships",
    "relations",
    "figures",
    "calendar",
    "reports",
    "exchange",
    "programme",
    "help",
)
REGISTERS_EVERYWHERE = ("contact", "conversation", "concern", "milestone", "cut_off")
"""Registers shown in every look; the others look the same but for their columns, so that one look is enough."""


@dataclass(frozen=True, slots=True)
class Stop:
    """One screen: its picture's name, the page or the dialog, and its arguments. once: in the first look only."""

    name: str
    page: str = ""
    dialog: str = ""
    where: Mapping[str, Any] | None = None
    once: bool = False

    def show(self, shell: Shell) -> None:
        """Go there."""
        if self.dialog:
            shell.show_dialog(self.dialog, self.where or {})
        else:
            shell.go(self.page, dict(self.where or {}))


def page(name: str, page_name: str, *, once: bool = False, **where: Any) -> Stop:
    """A stop at a page."""
    return Stop(name, page_name, "", where, once)


def dialog(name: str, *, title: str = "", **arguments: Any) -> Stop:
    """A stop at a dialog; `title` tells several pictures of one dialog apart."""
    return Stop(f"dialog-{title or name.replace('_', '-')}", "", name, arguments)


def named(ws: Workspace, form: str, title: str) -> UUID:
    """A record of a form by its title."""
    return next(line.id for line in records.list_records(ws, form) if line.title == title)


class Paper(NamedTuple):
    """One print: for whom, and about what."""

    kind: Kind
    audience: Audience
    about: UUID | None
    options: Options


def papers(ws: Workspace) -> list[Paper]:
    """Every print for every reader who gets it, about the records of the sample that show most."""
    about = {
        "company": named(ws, "company", "Selan Pearl Fisheries"),
        "opportunity": named(ws, "opportunity", "Worker voice line for fishing vessels"),
        "partnership": named(ws, "partnership", "Recruitment without fees"),
    }
    brief = named(ws, "evaluation_brief", "A look from outside at half time")
    goal = next(line.id for line in records.list_records(ws, "project_goal"))
    options = {Kind.RANKING: Options(cards=True), Kind.LIST: Options(form="concern"), Kind.BLANK_FORM: Options(form="pulse")}
    sheets = {Audience.INTERNAL: brief, Audience.DONOR: brief, Audience.PUBLIC: goal}
    found = []
    for kind in Kind:
        for audience in READERS[kind]:
            chosen = Options(record=sheets[audience]) if kind is Kind.RECORD else options.get(kind, Options())
            found.append(Paper(kind, audience, about.get(SUBJECTS.get(kind, "")), chosen))
    return found


def _registers(ws: Workspace) -> list[str]:
    """The forms of the registers page, in its order."""
    return [form.name for group in register_groups(ws.catalogue.forms()) for form in group.forms]


# -- the sample, in the order of the rail ------------------------------------------------------------------------------------------------------------


def companies(ws: Workspace) -> Iterator[Stop]:
    """The list, one company with all its parts, and one under an agreement on secrecy."""
    company = named(ws, "company", "Selan Pearl Fisheries")
    yield page("home", "home")
    yield page("companies", "companies", chosen=company)
    yield from (page(f"company-{part}", "company", company=company, part=part) for part in COMPANY_PARTS)
    yield page("as-of", "as_of", record=records.list_records(ws, "desk_research", about=company)[0].id, company=company)
    yield page("company-secret", "company", company=named(ws, "company", "Kestrin Electronics"), part="overview")


def forms(ws: Workspace) -> Iterator[Stop]:
    """Filling in: a dossier, a checklist, two answers that came together, and one form of each kind of the whole practice."""
    company = named(ws, "company", "Selan Pearl Fisheries")
    partnership = named(ws, "partnership", "Recruitment without fees")
    yield page("wizard-desk-research", "wizard", form="desk_research", about=company, path="staff")
    yield page("wizard-due-diligence", "wizard", form="due_diligence", about=company, path="policy")
    yield from (page("wizard-conflict", "wizard", record=each.owner, path=each.name) for each in records.conflicts(ws)[:1])
    yield page("wizard-listening", "wizard", form="listening", about=company, path="goals_soon")
    yield page("wizard-guiding-questions", "wizard", form="guiding_questions", about=company, path="gq_23")
    for form in ("requirements", "do_no_harm", "success"):
        yield page(f"wizard-{form.replace('_', '-')}", "wizard", once=True, form=form, about=partnership)
    yield page("wizard-scale-readiness", "wizard", once=True, form="scale_readiness", about=named(ws, "partnership", "Eyes on the night ferry"))
    pulse = next((line.id for line in records.list_records(ws, "pulse", about=partnership)), None)
    if pulse is not None:
        yield page("wizard-pulse", "wizard", record=pulse, path="rp_1")


def ideas(ws: Workspace) -> Iterator[Stop]:
    """Opportunities in every view, the score card, the pipeline."""
    idea = opportunities.ranking(ws).rows[0].id
    yield from (page(f"opportunities-{view}", "opportunities", part=view) for view in IDEA_VIEWS)
    yield page("score-card", "score_card", opportunity=idea)
    yield page("score-card-agreed", "score_card", opportunity=idea, kind="programme", sheet="agreed")
    yield dialog("xray", opportunity=idea.hex)
    yield from (page(f"pipeline-{view}", "pipeline", view=view) for view in ("list", "board"))


def partnerships(ws: Workspace) -> Iterator[Stop]:
    """The list, every tab of the partnership of the pictures, and the others where they show something of their own."""
    fees = named(ws, "partnership", "Recruitment without fees")
    yield page("partnerships", "partnerships")
    yield from (page(f"partnership-{tab}", "partnerships", partnership=fees, tab=tab) for tab in PARTNERSHIP_TABS)
    for title, tab, name in (
        ("One set of terms for agencies", "relationship", "suppressed"),
        ("One set of terms for agencies", "agreements", "secret"),
        ("Eyes on the night ferry", "relationship", "good"),
        ("Eyes on the night ferry", "indicators", "two-years"),
        ("Safety talks on the ring road", "relationship", "stop"),
        ("Safety talks on the ring road", "decisions", "ended"),
        ("Contract in the pocket", "overview", "handed-over"),
        ("Safe transport code", "overview", "preparing"),
        ("Safe transport code", "relationship", "no-pulse"),
    ):
        yield page(f"partnership-{name}", "partnerships", once=True, partnership=named(ws, "partnership", title), tab=tab)
    yield from (page(f"relations-{view}", "relations", view=view) for view in ("map", "table"))


def overviews(ws: Workspace) -> Iterator[Stop]:
    """Figures, calendar and every register."""
    yield page("figures", "figures")
    yield page("figures-varies-most", "figures", once=True, figure="varies_most")
    yield page("calendar", "calendar")
    for form in _registers(ws):
        yield page(f"registers-{form.replace('_', '-')}", "registers", once=form not in REGISTERS_EVERYWHERE, form=form)
    yield page("registers-due-diligence", "registers", once=True, form="due_diligence")


def ours(ws: Workspace) -> Iterator[Stop]:
    """Reports, help, exchange, programme."""
    yield page("reports", "reports")
    yield page("help", "help", topic="exchange")
    yield page("help-form", "help", once=True, topic="form/maturity")
    yield page("exchange", "exchange")
    yield page("exchange-import", "exchange", part="import")
    yield from (page("exchange-settle", "exchange", part="settle", record=each.record, field=each.name) for each in records.conflicts(ws)[:1])
    yield from (page(f"programme-{part}", "programme", part=part) for part in PROGRAMME_PARTS)


def dialogs(ws: Workspace) -> Iterator[Stop]:
    """Every dialog, with what it is usually opened with."""
    company = named(ws, "company", "Selan Pearl Fisheries").hex
    fees = named(ws, "partnership", "Recruitment without fees").hex
    idea = named(ws, "opportunity", "Safe transport code for drivers").hex
    yield dialog("search")
    yield from (dialog(name) for name in ("add_company", "import_list", "name_view"))
    many = [line.id.hex for line in records.list_records(ws, "company")]
    yield from (dialog(name, companies=many) for name in ("set_lead", "delete_companies"))
    yield dialog("fill_form", company=company)
    yield from (dialog(name, company=company) for name in ("add_contact", "add_goal", "opportunity", "place_stage", "record_conversation"))
    yield from (dialog(name, company=company) for name in ("add_pair", "visit_pack", "quick_capture"))
    yield dialog("add_record", form="concern", about=fees)
    yield dialog("add_record", title="add-record-decision", form="decision", about=fees, given={"kind": "fit_check"})
    yield from (dialog("change_record", record=each.id.hex, what="settled") for each in records.list_records(ws, "concern", UUID(hex=fees))[:1])
    yield dialog("begin_pulse", partnership=fees)
    yield dialog("move_card", opportunity=idea, to="parked")
    yield dialog("move_card", title="move-card-deal-breaker", opportunity=idea, to="running")
    yield dialog("cut_line", kind="programme", after=4)
    yield from (
        dialog(name)
        for name in ("new_round", "weights", "programme_record", "programme_rules", "programme_targets", "programme_relationships", "nda_default")
    )
    yield dialog("change_sharing", form="desk_research")
    yield dialog("make_report", kind="company", about=company)
    yield dialog("make_report", title="make-report-list", kind="list", about="concern")
    yield dialog(
        "make_report",
        title="make-report-sheet",
        kind="record",
        record=named(ws, "evaluation_brief", "A look from outside at half time").hex,
        audience="donor",
    )
    yield dialog("take_out")
    yield dialog("look_back", company=company)
    yield from (dialog(name) for name in ("make_bundle", "my_card", "add_colleague"))
    yield from (dialog("take_back", bundle=each.bundle) for each in [one for one in exchange.exchanges(ws) if one.can_take_back][:1])
    yield from (dialog("stop_exchange", device=each.device.hex) for each in exchange.colleagues(ws)[:1])
    if "erase" in DIALOGS:
        yield dialog("erase", record=named(ws, "contact", "Mina Tolvar").hex)
    yield from (dialog(name) for name in ("change_passphrase", "recovery_key", "restore_backup"))


# -- a programme with one company, one opportunity and one partnership, and nothing else -------------------------------------------------------------


def begun(ws: Workspace) -> Iterator[Stop]:
    """What a company, an idea and a partnership show before anything was written about them."""
    company, partnership = (records.list_records(ws, form)[0].id for form in ("company", "partnership"))
    yield page("begun-home", "home")
    yield from (page(f"begun-company-{part}", "company", once=True, company=company, part=part) for part in COMPANY_PARTS)
    yield from (page(f"begun-opportunities-{view}", "opportunities", once=True, part=view) for view in IDEA_VIEWS)
    yield page("begun-pipeline", "pipeline", view="board")
    yield page("begun-partnerships", "partnerships")
    yield from (page(f"begun-partnership-{tab}", "partnerships", once=True, partnership=partnership, tab=tab) for tab in PARTNERSHIP_TABS)


# -- a programme in which nothing was written down yet -----------------------------------------------------------------------------------------------


def empty(ws: Workspace) -> Iterator[Stop]:
    """What a person sees before there is anything: it must say what to do."""
    yield from (page(f"empty-{name}", name) for name in EMPTY_PAGES)
    yield from (page(f"empty-opportunities-{view}", "opportunities", once=True, part=view) for view in IDEA_VIEWS[1:])
    yield from (page(f"empty-programme-{part}", "programme", once=True, part=part) for part in PROGRAMME_PARTS[1:])
    for form in _registers(ws)[:3]:
        yield page(f"empty-registers-{form.replace('_', '-')}", "registers", once=True, form=form)


Group = Callable[[Workspace], Iterator[Stop]]

SAMPLE: Sequence[Group] = (companies, forms, ideas, partnerships, overviews, ours, dialogs)
BEGUN: Sequence[Group] = (begun,)
EMPTY: Sequence[Group] = (empty,)


def stops(groups: Sequence[Group], ws: Workspace) -> list[Stop]:
    """The stops of some groups, in order."""
    return [stop for group in groups for stop in group(ws)]
