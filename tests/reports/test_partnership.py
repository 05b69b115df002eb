"""The partnership on one page: agreements decide before marks, sums never tell a hidden amount, nobody outside the team reads a name of a person."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from ctip_desktop.errors import WorldError
from ctip_desktop.forms.catalogue import Catalogue
from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import records
from ctip_desktop.practice.nda import Shareable
from ctip_desktop.queries import companies, partnerships
from ctip_desktop.queries.naming import Told
from ctip_desktop.queries.records import list_records
from ctip_desktop.reports.audience import Audience
from ctip_desktop.reports.build import Options, build
from ctip_desktop.reports.job import Report
from ctip_desktop.reports.partnership import partnership_report
from tests.reports.coast import HIDDEN, NEVER, Coast
from tests.reports.reading_back import context, packed, text_of


def printed(coast: Coast, about: UUID, reader: str = "internal", **options: object) -> Report:
    report = build(coast.ws, "partnership", about=about, audience=reader, options=Options(**options))  # type: ignore[arg-type]  # test options
    assert (report.leaks, report.missing) == ((), ())
    return report


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("reader", ["partner", "donor", "public"])
def test_it_is_one_page_for_everybody_outside_the_team(coast: Coast, reader: str, paper: str) -> None:
    for about in (coast.fees, coast.coaching, coast.vessels):
        report = printed(coast, about, reader, paper=paper)
        assert report.pages == 1
        text = packed(text_of(report.pdf))
        assert [words for words in (*NEVER, "Lina Tarvo", "Anek Toru") if packed(words) in text] == []


def test_an_agreement_hides_the_name_everywhere_also_inside_other_words(coast: Coast) -> None:
    text = text_of(printed(coast, coast.fees, "donor").pdf)
    assert packed(HIDDEN) not in packed(text)
    assert "Company A electronics, Viet Nam" in text.replace("\n", " ")
    assert "New rule used in 12 offices of Company A" in text
    assert "Okavi Garments" in text
    coaching = printed(coast, coast.coaching, "donor")
    assert coaching.title == "Line leaders at Company A"


def test_the_team_reads_all_of_it(coast: Coast) -> None:
    text = text_of(printed(coast, coast.fees).pdf)
    for words in (
        HIDDEN,
        "Our lead: Lina Tarvo",
        "Our buyer would drop us for this",
        "80,500",
        "1 deal-breaker open",
        "Recruiters who signed the code",
    ):
        assert words in text
    assert "Lina Tarvo" not in text_of(printed(coast, coast.fees, people=False).pdf)


def test_sums_are_told_when_no_hidden_amount_follows_from_them(tmp_path: Path, catalogue: Catalogue) -> None:
    with Coast(tmp_path, catalogue).closing() as own:
        own.ended()  # small enough to be held back in place of this one
        text = text_of(printed(own, own.fees, "donor").pdf)
    assert "Private 306,625" in text
    assert "Private to donor: 2.3 to 1." in text
    assert "80,500" not in text
    assert "28,125" not in text


def test_what_the_report_on_all_holds_back_the_page_of_one_does_not_tell(tmp_path: Path, catalogue: Catalogue) -> None:
    with Coast(tmp_path, catalogue).closing() as own:
        over = own.ended()
        report = text_of(build(own.ws, "portfolio", audience="donor").pdf)
        assert "596,000" in report  # the sum over all, with the hidden 91,375
        for about, hidden in ((over, "10,000"), (own.vessels, "188,000"), (own.coaching, "91,375")):
            page = printed(own, about, "donor")
            assert hidden not in text_of(page.pdf)
            assert hidden in text_of(printed(own, about).pdf)
        assert "held back" in text_of(printed(own, own.vessels, "donor").pdf)
        assert any("by subtraction" in line.why for line in printed(own, own.vessels, "donor").left_out)


@pytest.mark.parametrize("label", ["Fenwick Circuits", "The FENWICK, a factory", "Fenwick CT", "Company of Viet Nam (fenwick-ct)"])
def test_words_in_place_of_a_name_that_hold_the_name_are_not_used(tmp_path: Path, catalogue: Catalogue, label: str) -> None:
    with Coast(tmp_path, catalogue).closing() as own:
        agreement = next(line.id for line in list_records(own.ws, "nda"))
        records.answer(own.ws, agreement, "anonymous_label", Answer.of(label))
        for kind, about in (("company", own.fenwick), ("partnership", own.coaching), ("portfolio", None)):
            report = build(own.ws, kind, about=about, audience="donor")
            assert "fenwick" not in packed(text_of(report.pdf)).casefold()
            assert "Company A" in text_of(report.pdf)
            assert report.leaks == ()


def test_a_large_amount_stands_on_one_line(tmp_path: Path, catalogue: Catalogue) -> None:
    with Coast(tmp_path, catalogue).closing() as own:
        own._give(own.vessels, own.pearl, "cash", 123_456_789.5, "pledged", "private", "strategic")
        single = text_of(printed(own, own.vessels).pdf).split("one by one")[1]
    assert "123,456,789.5" in single


def test_the_amount_of_a_single_hidden_giver_is_told_in_no_sum(coast: Coast) -> None:
    report = printed(coast, coast.coaching, "donor")
    assert "91,375" not in text_of(report.pdf)
    assert "withheld" in text_of(report.pdf)
    assert any(line.what == "Sums that would tell a hidden amount" for line in report.left_out)


def test_the_donor_reads_about_the_relationship_in_words_and_no_number(coast: Coast) -> None:
    text = text_of(printed(coast, coast.fees, "donor").pdf)
    assert "The partner sees things to mend in the relationship, and is not sure of the direction yet." in text
    assert "3.4 of 5" not in text
    assert "stop investing" not in text
    assert "gives the relationship 3.4 of 5, we 4.2" in text_of(printed(coast, coast.fees, "partner").pdf)


def test_a_mean_of_the_pulse_is_rounded_as_on_the_screen(tmp_path: Path, catalogue: Catalogue) -> None:
    with Coast(tmp_path, catalogue).closing() as own:
        for number, mark in enumerate((2, 2, 2, 3)):
            own._pulse(own.fees, f"person {number}", (4, 4, 4, 4, 5, mark), "partner", "2027-1", "2026-11-01", number)
        assert "Right direction: 2.3." in text_of(printed(own, own.fees).pdf)


def test_two_answers_to_a_pulse_show_nothing_to_anybody(coast: Coast) -> None:
    for reader in ("internal", "partner", "donor"):
        assert "Fewer than 3 people of the partner answered, so nothing is shown." in text_of(printed(coast, coast.vessels, reader).pdf)


def test_doing_no_harm_is_told_without_the_person_to_call(coast: Coast) -> None:
    text = text_of(printed(coast, coast.fees, "donor").pdf)
    assert "Agreed in writing by all partners on 4 Mar 2026. Rules for a case of trafficking exist." in text
    assert "Petra" not in text


def test_an_agreement_can_forbid_to_say_that_a_partnership_exists(coast: Coast) -> None:
    page = partnerships.partnership_page(coast.ws, coast.fees)
    secret = replace(page, shareable=Shareable(frozenset(), (coast.fees,)))
    pages = [companies.company_page(coast.ws, each.company.id, coast.ws.now().date()) for each in page.right_partners]
    with pytest.raises(WorldError, match="forbids to say that this partnership exists"):
        partnership_report(secret, pages, context("donor"))
    assert partnership_report(secret, pages, context("internal")).leaks == ()


def test_without_the_records_of_agreements_what_a_company_says_of_itself_counts(coast: Coast) -> None:
    page = companies.company_page(coast.ws, coast.marisol, coast.ws.now().date())
    told = {coast.marisol: Told(frozenset({"existence"}), "")}
    for given in (None, told):
        made = replace(context(Audience.DONOR), told=given)
        found = partnerships.partnership_page(coast.ws, coast.vessels)
        report = partnership_report(replace(found, right_partners=(replace(found.right_partners[0], company=_link(page)),)), [page], made)
        assert packed("Hotel Marisol") not in packed(text_of(report.pdf))


def _link(page: companies.CompanyPage):
    from ctip_desktop.queries.views import Link

    return Link(page.id, page.name)


@pytest.mark.parametrize("reader", ["donor", "public"])
def test_a_profile_under_an_agreement_holds_only_what_the_agreement_leaves(tmp_path: Path, catalogue: Catalogue, reader: str) -> None:
    with Coast(tmp_path, catalogue).closing() as own:
        own.make("desk_research", own.fenwick, history="Moved from the coast in 2012", company_values="Every voice counts", staff_total=3100)
        own.make("placement", own.fenwick, by="team", stage="leader", date="2026-09-18", reason="x")
        report = build(own.ws, "company", about=own.fenwick, audience=reader)
        text = text_of(report.pdf)
        for words in ("2012", "Every voice", "3,100", "Leader", "Tarn Valley", "Fenwick"):
            assert words not in text, words
        assert "Company A, electronics" in text
        assert "An agreement says what may be told of this company" in text
        assert any(line.why == "an agreement forbids it" for line in report.left_out)
        assert report.leaks == ()
        for free in ("internal", "partner"):
            assert "An agreement says" not in text_of(build(own.ws, "company", about=own.fenwick, audience=free).pdf)
        assert "Every voice counts" in text_of(build(own.ws, "company", about=own.fenwick).pdf)
        agreement = next(line.id for line in list_records(own.ws, "nda"))
        records.answer(own.ws, agreement, "ends_on", Answer.of("2026-02-01"))
        if reader == "donor":
            assert "Every voice counts" in text_of(build(own.ws, "company", about=own.fenwick, audience=reader).pdf)
