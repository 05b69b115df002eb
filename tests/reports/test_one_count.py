"""How far the desk research is reads the same in the form, on the company page and on paper."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from ctip_desktop.forms.catalogue import Catalogue
from ctip_desktop.forms.model import Answer, State
from ctip_desktop.forms.sheet import Sheet
from ctip_desktop.operations import records
from ctip_desktop.queries.companies import company_page
from ctip_desktop.queries.records import facts, sheet
from ctip_desktop.reports.audience import Audience, Filter, Ledger
from ctip_desktop.reports.company_print import company_print
from ctip_desktop.reports.names import Names
from ctip_desktop.workspace.workspace import Workspace

TODAY = date(2026, 10, 13)


@pytest.fixture
def ws(tmp_path: Path, catalogue: Catalogue):
    made = tmp_path / "lantern.ctip"
    with Workspace.create(
        made, programme="Lantern Coast", person="Lina Tarvo", passphrase="lantern river seven basket", catalogue=catalogue
    ) as workspace:
        yield workspace


def company(ws: Workspace) -> UUID:
    return records.create(ws, "company", answers={"name": Answer.of("Okavi Garments"), "staff": Answer.of(900)}).created[0]


def on_the_page(ws: Workspace, okavi: UUID) -> tuple[int, int]:
    form = company_page(ws, okavi, TODAY).desk.form
    return form.answered, form.asked


def test_a_form_nobody_has_begun_counts_what_the_company_answers_already(ws):
    okavi = company(ws)
    known = {name: fact.answer for name, fact in facts(ws, "desk_research", okavi).items()}
    opens = Sheet.of(ws.catalogue.form("desk_research"), known, today=TODAY).progress
    assert on_the_page(ws, okavi) == (opens.answered, opens.asked)
    assert opens.answered == 1


def test_lines_of_lists_and_what_nobody_knows_count_alike_everywhere(ws):
    okavi = company(ws)
    rows = {"sites": [{"site_place": Answer.of("Talven"), "site_staff": Answer.of(40)}, {"site_place": Answer.of("Selan")}]}
    answers = {"history": Answer(None, State.UNKNOWN), "suppliers": Answer.none(), "business_model": Answer(None, State.NOT_APPLICABLE)}
    research = records.create(ws, "desk_research", about=okavi, answers=answers, rows=rows).created[0]
    form = sheet(ws, research).sheet.progress
    page = company_page(ws, okavi, TODAY)
    shield = Filter(Audience.INTERNAL, Ledger())
    printed = company_print(page, shield, Names(shield), {})
    assert on_the_page(ws, okavi) == (form.answered, form.asked) == (printed.answered, printed.asked)
