"""The company profile: what each reader finds on it, and what nobody may find."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ctip_desktop.forms.catalogue import Catalogue
from ctip_desktop.forms.model import Asks, Share, State
from ctip_desktop.practice.due_diligence import Result
from ctip_desktop.practice.maturity import Stage
from ctip_desktop.queries.answers import figure
from ctip_desktop.queries.company_views import CheckItem, CompanyPage
from ctip_desktop.queries.records import Version
from ctip_desktop.reports.audience import Audience
from ctip_desktop.reports.build import Report, company_report
from ctip_desktop.reports.settling import in_words, sentence
from tests.reports.reading_back import context, packed, pages_of, text_of
from tests.reports.samples import NOW, answer, company, desk_answers, empty_company, open_answers, placement, stage_panel, talks


def made(page: CompanyPage, audience: Audience | str = Audience.INTERNAL, **options: object) -> tuple[Report, str]:
    report = company_report(page, context(audience, **options))
    return report, text_of(report.pdf)


def test_the_team_finds_every_value_on_its_print() -> None:
    _, text = made(company())
    shown = [a.text for a in desk_answers()] + [a.label for a in (*desk_answers(), *open_answers())] + [a.note for a in open_answers()]
    shown += [t.subject for t in talks()[:4]] + ["Anek Toru", "Lina Tarvo", "Worker voice line for fishing vessels", "K7QD-2M4P", "112 days"]
    shown += [
        "Yearly report 2025",
        "Labour office, port desk",
        "not finished",
        "5 people looked up, none found",
        "a family firm, no figures are published",
    ]
    missing = [value for value in shown if packed(value) not in packed(text)]
    assert missing == []


def test_a_local_name_that_is_the_name_is_said_once() -> None:
    page = company("Selan Pearl Fisheries")
    assert made(replace(page, local_name=page.name))[1].count(page.name) == made(replace(page, local_name=""))[1].count(page.name)


def test_states_are_said_in_words() -> None:
    _, text = made(company())
    for words in ("Unknown", "Not asked yet", "Not applicable", "To settle", "1 to settle", "not checked", "16 months", "Two answers came together"):
        assert words in text, words


def test_every_page_says_its_number_its_reader_and_the_state_of_the_data() -> None:
    report, _ = made(company())
    pages = pages_of(report.pdf)
    assert len(pages) == report.pages == 4
    for number, page in enumerate(pages, 1):
        assert f"{number} of 4" in page
        assert "Our team only" in page
        assert "Made 13 Oct 2026 by Lina Tarvo. Data of 13 Oct 2026, state K7QD-2M4P" in page
    assert "How to read this report" in pages[-1]
    assert "What is left out: page 4." in pages[0]


def test_a_section_that_goes_on_says_so_on_both_pages() -> None:
    report, _ = made(company())
    pages = pages_of(report.pdf)
    assert "continued on page 3" in pages[1]
    assert "4 Due diligence, continued" in pages[2]
    assert pages[2].count("What was found") == 1


def test_strict_answers_are_not_even_on_the_print_of_the_team() -> None:
    report, text = made(company())
    assert "None found in 2 registers" not in text
    assert "not printed" in text
    assert ("Due-diligence answers", "marked “never leaves this program”") in [(line.what, line.why) for line in report.left_out]


def test_the_note_beside_a_strict_question_nobody_answered_is_not_printed_in_other_words() -> None:
    page = company()
    strict = answer("cases", "Is a case running?", form="due_diligence", share=Share.STRICT, note="The list of the court names no people.")
    item = CheckItem("cases", "Court cases", strict.label, Result.NOT_CHECKED, strict.note, (strict,))
    report, text = made(replace(page, due_diligence=replace(page.due_diligence, items=(item, *page.due_diligence.items[1:]))))
    assert "names no people" not in text
    assert report.leaks == ()


def test_the_team_reads_both_answers_and_the_donor_that_they_are_being_settled() -> None:
    page = company()
    view = answer("commitment", "How committed is it?", "Some steps", to_settle=True)
    page = replace(page, desk=replace(page.desk, answers=(view,)))
    both = {(view.record, view.path): "“Words only” (Joram Pesk, 12 Sep 2026) and “Some steps” (Lina Tarvo, 18 Sep 2026)"}
    team = text_of(company_report(page, context(), None, both).pdf)
    assert "“Words only” (Joram Pesk, 12 Sep 2026) and “Some steps” (Lina Tarvo, 18 Sep 2026)" in team
    report, donor = made(page, Audience.DONOR)
    assert "being settled" in donor
    assert "Some steps" not in donor
    assert report.leaks == ()


def test_versions_are_told_in_the_words_of_the_form() -> None:
    form = Catalogue.built_in().form("due_diligence")
    at = NOW
    versions = [
        Version("words", "Joram Pesk", "South", at),
        Version({"state": "unknown"}, "Lina Tarvo", "North", at),
        Version(None, "Ana", "West", at),
    ]
    told = sentence(versions, form, "standards", people=False)
    assert told == "“In words” (13 Oct 2026), “unknown” (13 Oct 2026) and “no answer” (13 Oct 2026)"
    assert in_words(["yes", "other"], form, "policy") == "Yes, other"
    assert in_words(12, None, "staff") == "12"


def test_the_team_can_leave_people_out() -> None:
    report, text = made(company(), people=False)
    assert "Anek Toru" not in text
    assert "by Lina Tarvo" not in text
    assert report.leaks == ()


DONOR_NEVER = [
    *(a.text for a in desk_answers() if a.share in (Share.INTERNAL, None) and a.text),
    *(a.note for a in (*desk_answers(), *open_answers()) if a.note),
    *(t.subject for t in talks() if t.subject not in ("Supplier code", "Visit", "First visit")),
    "Anek Toru",
    "Lina Tarvo",
    "Joram Pesk",
    "Yearly report 2025",
    "One crew agency is under review by the labour office",
    "They showed the supplier training",
    "delayed pay",
    "None found in 2 registers",
    "Our team only",
]


@pytest.mark.parametrize("reader", [Audience.DONOR, Audience.PARTNER, Audience.PUBLIC])
def test_what_no_other_reader_may_find(reader: Audience) -> None:
    report, text = made(company(), reader)
    assert [value for value in DONOR_NEVER if packed(value) in packed(text)] == []
    assert report.leaks == ()


def test_the_donor_reads_marked_facts_counts_and_the_stage_in_words() -> None:
    report, text = made(company(), Audience.DONOR)
    for words in (
        "Selan Pearl Fisheries",
        "For the donor",
        "Family boat yard since 1994",
        "Frozen tuna and squid",
        "4 questions of our research are still open.",
        "Our team sees it at “Mature (meets rules)” and the company sees itself at “Leader (works for change)”.",
        "Check done on 28 Sep 2026.",
        "Conversations",
        "What is left out, and why",
    ):
        assert words in text, words
    assert {(line.what, line.why) for line in report.left_out} >= {
        ("Answers about the company", "without a sharing mark"),
        ("Conversations", "stays with our team"),
    }
    assert "2 of 5" not in text
    assert "watch" not in text


def test_a_partner_reads_its_own_view_in_neutral_words() -> None:
    _, text = made(company(), Audience.PARTNER)
    for words in (
        "For Selan Pearl Fisheries",
        "You, 7 Oct 2026",
        "Works for change",
        "Frozen tuna and squid",
        "This print holds only what you told us",
    ):
        assert words in text, words
    for words in ("Follower", "Mature", "Leader", "Innovator", "Our team, 18 Sep", "Family boat yard", "due diligence", "Due diligence"):
        assert words not in text, words


def test_the_public_reads_what_is_marked_public_and_no_name() -> None:
    _, text = made(company(), Audience.PUBLIC)
    assert "Company A, seafood and fishing, Maravel" in text
    assert "Clean sea, fair crew" in text
    for words in ("Selan Pearl", "Port Selan", "Stage", "Leader", "questions", "Check done"):
        assert words not in text, words


def test_an_agreement_hides_name_and_place_everywhere() -> None:
    report, text = made(company(nda=True, local="บริษัท ไข่มุกเซลัน จำกัด"), Audience.DONOR)
    assert report.leaks == ()
    assert report.title == "Company A, seafood and fishing, Maravel"
    for words in ("Selan", "Pearl", "ไข่มุกเซลัน"):
        assert words not in text
        assert words.encode() not in report.pdf
    assert "Where it is, how big" not in text


def test_places_inside_other_answers_of_an_unnamed_company_are_told_as_a_country() -> None:
    page = company(nda=True)
    told = answer("history", "History", "Began as a boat yard in Port Selan", sources=(4,))
    _, text = made(replace(page, desk=replace(page.desk, answers=(told,))), Audience.DONOR)
    assert "Began as a boat yard in a place in Maravel" in text


def test_a_name_inside_a_marked_answer_stops_the_print() -> None:
    page = company()
    told = answer("history", "History", "Anek Toru’s family founded it", sources=(4,))
    report, _ = made(replace(page, desk=replace(page.desk, answers=(told,))), Audience.DONOR)
    assert [str(leak) for leak in report.leaks] == ["page 1: Names and contacts of people"]


def test_empty_sections_stay_with_one_quiet_sentence() -> None:
    _, text = made(empty_company())
    for words in (
        "The desk research is not begun.",
        "Nothing is known yet.",
        "No conversation is recorded.",
        "No opportunity with this company yet.",
        "Nobody has placed the company on the path yet.",
        "No next goal is agreed yet.",
        "“Not checked” never counts as clear.",
        "No next step is agreed yet.",
    ):
        assert words in text, words
    assert "0 of 0" not in text


@pytest.mark.parametrize("reader", list(Audience))
def test_an_empty_company_can_be_printed_for_everybody(reader: Audience) -> None:
    report, _ = made(empty_company(), reader)
    assert report.pages == 1
    assert report.leaks == ()


def test_both_views_in_the_same_cell_are_shown() -> None:
    page = company()
    panel = replace(stage_panel(), company=placement(Stage.MATURE, "company", stage_panel().company.on))  # type: ignore[union-attr]  # set in the sample
    _, text = made(replace(page, stage=panel))
    assert "Our team, 18 Sep 2026" in text
    assert "The company, 7 Oct 2026" in text


def test_a_company_that_does_not_engage_now_is_beside_the_path() -> None:
    page = company()
    panel = replace(stage_panel(), team=placement(Stage.NOT_ENGAGING, "team", stage_panel().team.on), company=None)  # type: ignore[union-attr]  # set
    _, text = made(replace(page, stage=panel))
    assert "Our team: not engaging now, 18 Sep 2026." in text


def test_a_passed_recheck_day_is_said() -> None:
    page = company()
    _, text = made(replace(page, due_diligence=replace(page.due_diligence, recheck_due=True)))
    assert "That day has passed." in text


def test_a_stop_is_the_result() -> None:
    page = company()
    _, text = made(replace(page, due_diligence=replace(page.due_diligence, result=Result.STOP, stop=1, not_checked=0)))
    assert "Result: stop." in text


def test_cells_of_one_row_of_a_repeat_are_one_fact() -> None:
    page = company()
    cells = tuple(
        answer(f"sites[r1].{name}", label, text) for name, label, text in (("site_place", "Place", "Lume Bay"), ("site_work", "What", "Cold store"))
    )
    _, text = made(replace(page, desk=replace(page.desk, answers=cells)))
    assert "Lume Bay, Cold store" in text


def test_a_cell_of_a_row_that_is_not_marked_is_left_out_alone() -> None:
    page = company()
    cells = (answer("sites[r1].a", "Place", "Lume Bay"), answer("sites[r1].b", "Secret part", "Hidden pier", share=Share.INTERNAL))
    _, text = made(replace(page, desk=replace(page.desk, answers=cells)), Audience.DONOR)
    assert "Lume Bay" in text
    assert "Hidden pier" not in text


marks = st.sampled_from([None, *Share])


@settings(max_examples=25)
@given(st.lists(st.tuples(marks, st.booleans(), st.sampled_from(list(Asks)), marks), min_size=1, max_size=12), st.sampled_from(list(Audience)))
def test_no_withheld_value_appears_for_any_marks(rows: list[tuple[Share | None, bool, Asks, Share | None]], reader: Audience) -> None:
    answers = tuple(
        answer(f"q{i}", f"Question {i}", f"Answerword{i:03d}x", note=f"Noteword{i:03d}x", share=share, sensitive=sensitive, asks=asks)
        for i, (share, sensitive, asks, _) in enumerate(rows)
    )
    about = tuple(answer(f"a{i}", f"About {i}", f"Aboutword{i:03d}x", form="company", share=share) for i, (*_, share) in enumerate(rows))
    opened = tuple(answer(f"o{i}", f"Open {i}", state=State.UNKNOWN, note=f"Openword{i:03d}x", share=row[0]) for i, row in enumerate(rows))
    page = company()
    page = replace(page, desk=replace(page.desk, answers=answers), about=(*page.about, *about), open_points=opened)
    report, text = made(page, reader)
    assert report.leaks == ()
    for i, (share, sensitive, asks, _) in enumerate(rows):
        seen = reader is Audience.INTERNAL and share is not Share.STRICT
        if reader is not Audience.INTERNAL and share is not None and not sensitive:
            readers = {Share.PUBLIC: set(Audience), Share.PARTNERS: {Audience.PARTNER}, Share.DONOR: {Audience.DONOR}}.get(share, set())
            own = asks is Asks.TEAM and reader is Audience.PARTNER and share is not Share.PUBLIC
            seen = reader in readers and not own
        assert (f"Answerword{i:03d}x" in text) is seen
        assert (f"Noteword{i:03d}x" in text) is (reader is Audience.INTERNAL and share is not Share.STRICT)
        assert (f"Openword{i:03d}x" in text) is (reader is Audience.INTERNAL and share is not Share.STRICT)
        assert f"Aboutword{i:03d}x" not in text


def test_two_head_counts_that_differ_stand_in_one_line_with_their_dates() -> None:
    found = company()
    counted = answer("staff_total", "How many people work for it in all?", "1,350", sources=(1,))
    page = replace(found, desk=replace(found.desk, answers=(counted, *found.desk.answers)))
    text = text_of(company_report(page, context()).pdf)
    assert "1,350 (desk research, Mar 2026); 1,400 (company record, written this month)" in text
    assert "1,400 people" not in text
    same = replace(page, desk=replace(page.desk, answers=(replace(counted, text="1,400"), *found.desk.answers)))
    assert "company record" not in text_of(company_report(same, context()).pdf)


def test_numbers_stand_as_people_write_them() -> None:
    assert [figure(value) for value in (60.0, 38_000_000.0, 12.5, 0.0, 1400)] == ["60", "38,000,000", "12.5", "0", "1,400"]
