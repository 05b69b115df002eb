"""From a real workspace to checked prints: the sample programme, every company, every reader."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest

from ctip_desktop.errors import BadInput, NotFound, WorldError
from ctip_desktop.queries import companies, opportunities
from ctip_desktop.queries.naming import told
from ctip_desktop.queries.records import list_records
from ctip_desktop.reports.audience import Audience
from ctip_desktop.reports.build import SUBJECTS, Kind, Options, build
from ctip_desktop.tasks import Cancelled, Progress, Step
from ctip_desktop.workspace.workspace import Workspace
from tests.reports.reading_back import packed, text_of


@pytest.fixture
def ws(sample: Workspace) -> Workspace:
    return sample


@pytest.mark.parametrize("reader", list(Audience))
def test_every_company_can_be_printed_for_every_reader_without_a_leak(ws: Workspace, reader: Audience) -> None:
    for row in companies.company_list(ws).rows:
        report = build(ws, "company", about=row.id, audience=reader)
        assert (report.leaks, report.missing) == ((), ()), row.name
        text = packed(text_of(report.pdf))
        page = companies.company_page(ws, row.id, ws.now().date())
        people = [person.name.split(" (")[0] for person in page.contacts]
        if reader is not Audience.INTERNAL:
            assert [name for name in people if packed(name) in text] == []
        if reader is Audience.PUBLIC:
            assert packed(row.name) not in text
            assert packed(row.local_name or row.name) not in text


def test_the_ranking_with_its_cards_for_team_and_donor(ws: Workspace) -> None:
    closed = next(r for r in reversed(opportunities.rounds(ws)) if r.closed)
    for reader in (Audience.INTERNAL, Audience.DONOR):
        report = build(ws, "ranking", audience=reader, options=Options(round=closed.id, cards=True))
        assert (report.leaks, report.missing) == ((), ())
        text = packed(text_of(report.pdf))
        ranking = opportunities.ranking(ws, closed.id)
        assert all(packed(row.title) in text for row in ranking.rows)
        stopped = [u.title for u in ranking.excluded if packed(u.title) in text]
        assert bool(stopped) is (reader is Audience.INTERNAL)


@pytest.mark.parametrize(("kind", "reader"), [("partnership", "donor"), ("partnership", "partner"), ("pulse", "partner"), ("stage", "partner")])
def test_one_page_prints_of_the_whole_sample_for_others_are_without_a_leak(ws: Workspace, kind: str, reader: str) -> None:
    for line in list_records(ws, SUBJECTS[Kind(kind)]):
        report = build(ws, kind, about=line.id, audience=reader)
        assert (report.leaks, report.missing, report.pages) == ((), (), 1), line.title


@pytest.mark.parametrize("reader", ["internal", "donor", "public"])
def test_the_report_on_all_partnerships_of_the_sample(ws: Workspace, reader: str) -> None:
    report = build(ws, "portfolio", audience=reader)
    assert (report.leaks, report.missing) == ((), ())
    hidden = [row.name for row in companies.company_list(ws).rows if row.id in told(ws) and not told(ws)[row.id].may("name")]
    text = packed(text_of(report.pdf))
    assert hidden
    assert reader == "internal" or [name for name in hidden if packed(name) in text] == []


def test_one_score_card(ws: Workspace) -> None:
    row = opportunities.ranking(ws).rows[0]
    report = build(ws, "score_card", about=row.id)
    assert report.title == row.title
    assert report.leaks == ()


def test_a_company_under_an_agreement_is_not_named_for_the_donor(ws: Workspace) -> None:
    secret = [
        row
        for row in companies.company_list(ws).rows
        if any(c.text == "NDA signed" for c in companies.company_page(ws, row.id, ws.now().date()).chips)
    ]
    assert secret
    for row in secret:
        report = build(ws, "company", about=row.id, audience="donor")
        assert report.title.startswith("Company A, ")
        assert packed(row.name) not in packed(text_of(report.pdf))


def test_a_person_can_leave_a_name_out_that_a_mark_would_allow(ws: Workspace) -> None:
    row = next(r for r in companies.company_list(ws).rows if r.name.startswith("Selan"))
    assert build(ws, "company", about=row.id, audience="donor").title == row.name
    report = build(ws, "company", about=row.id, audience="donor", options=Options(unnamed=frozenset({row.id})))
    assert report.title.startswith("Company A")
    assert report.leaks == ()


def test_what_is_asked_for_wrongly_is_one_plain_sentence(ws: Workspace) -> None:
    some = companies.company_list(ws).rows[0].id
    with pytest.raises(BadInput, match="There is no print “poster”"):
        build(ws, "poster")
    with pytest.raises(BadInput, match="There is no reader “press”"):
        build(ws, "ranking", audience="press")
    with pytest.raises(BadInput, match="Which company"):
        build(ws, "company")
    with pytest.raises(BadInput, match="There is no paper “a3”"):
        build(ws, "company", about=some, options=Options(paper="a3"))
    with pytest.raises(NotFound):
        build(ws, "company", about=uuid4())
    with pytest.raises(WorldError, match="for the team and the donor only"):
        build(ws, "ranking", audience="partner")


def test_making_a_print_says_what_it_does_and_can_be_cancelled(ws: Workspace) -> None:
    steps: list[Step] = []
    some = companies.company_list(ws).rows[0].id
    build(ws, "company", about=some, progress=Progress(steps.append))
    assert [step.done for step in steps] == [0, 1, 2, 3, 4]
    assert steps[3].sentence == "Looking for withheld values in the finished file"
    cancelled = Progress()
    cancelled.cancel()
    with pytest.raises(Cancelled):
        build(ws, "company", about=some, progress=cancelled)


def test_the_pdf_library_is_not_imported_before_a_print_is_made() -> None:
    code = "import sys, ctip_desktop.reports.build; sys.exit(any(m.split('.')[0] in ('reportlab', 'pypdfium2') for m in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=Path(__file__).parents[2]).returncode == 0
