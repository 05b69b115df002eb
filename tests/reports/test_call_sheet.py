"""The call sheet for a visit: what is open, what has aged, what was promised, on one page for the team."""

from __future__ import annotations

import pytest

from ctip_desktop.errors import BadInput, NotFound, WorldError
from ctip_desktop.queries.visits import visit_pack
from ctip_desktop.reports.build import Options, build
from tests.reports.coast import NEVER, Coast
from tests.reports.reading_back import packed, pages_of


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_without_a_choice_the_sheet_holds_what_fits_on_one_page(coast: Coast, paper: str) -> None:
    report = build(coast.ws, "visit_pack", about=coast.pearl, options=Options(paper=paper))
    (page,) = pages_of(report.pdf)
    assert (report.leaks, report.missing) == ((), ())
    assert "Selan Pearl Fisheries" in page
    assert "What does it want to reach in a few years?" in page
    assert "Send the training outline" in page
    assert "Name a date for the port (was due 1 Sep 2026)" in page
    assert "Anek Toru, Sustainability lead, champion" in page
    assert "Holds names and internal notes" in page


def test_only_the_questions_that_were_picked_are_on_it(coast: Coast) -> None:
    pack = visit_pack(coast.ws, coast.pearl)
    picked = [q for q in pack.open if q.form in ("listening", "expectations")][:3]
    keys = tuple((q.record or q.form, q.path) for q in picked)
    (page,) = pages_of(build(coast.ws, "visit_pack", about=coast.pearl, options=Options(questions=keys)).pdf)
    assert all(packed(q.label) in packed(page) for q in picked)
    assert [q.label for q in pack.open if q not in picked and len(q.label) > 20 and packed(q.label) in packed(page)] == []
    by_form = tuple((q.form, q.path) for q in picked)
    (again,) = pages_of(build(coast.ws, "visit_pack", about=coast.pearl, options=Options(questions=by_form)).pdf)
    assert again == page


def test_questions_the_team_asks_itself_and_secret_findings_are_never_on_it(coast: Coast) -> None:
    page = " ".join(pages_of(build(coast.ws, "visit_pack", about=coast.pearl).pdf))
    assert "How does it treat its workers?" not in page
    assert [words for words in NEVER if packed(words) in packed(page)] == []


def test_names_can_be_left_out_of_it(coast: Coast) -> None:
    report = build(coast.ws, "visit_pack", about=coast.pearl, options=Options(people=False))
    assert report.leaks == ()
    assert "Anek Toru" not in " ".join(pages_of(report.pdf))


def test_it_is_for_the_team_only_and_needs_a_company(coast: Coast) -> None:
    for reader in ("partner", "donor", "public"):
        with pytest.raises(WorldError, match="A call sheet is for the team only"):
            build(coast.ws, "visit_pack", about=coast.pearl, audience=reader)
    with pytest.raises(BadInput, match="Which company"):
        build(coast.ws, "visit_pack")
    with pytest.raises(NotFound):
        build(coast.ws, "visit_pack", about=coast.fees)
