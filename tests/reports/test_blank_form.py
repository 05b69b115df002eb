"""Forms on paper: any form for the team, only what it is asked for a company, and nobody's single answers."""

from __future__ import annotations

from datetime import date

import pytest

from ctip_desktop.errors import BadInput, NotFound, WorldError
from ctip_desktop.forms.model import Answer, Asks, State
from ctip_desktop.forms.sheet import Sheet
from ctip_desktop.practice.maturity import CAPTIONS, LABELS, PATH
from ctip_desktop.reports.build import Options, Report, build
from ctip_desktop.reports.form_print import paper_form
from ctip_desktop.reports.job import shielded
from tests.reports.coast import Coast
from tests.reports.reading_back import built_in, context, packed, text_of

SILENT = ("calculate", "hidden", "note")
FORMS = [form.name for form in built_in()]
ASKED = [form.name for form in built_in() if any(q.asks is not Asks.TEAM and q.type not in SILENT for q in form.walk())]


def printed(coast: Coast, form: str, reader: str = "internal", **options: object) -> Report:
    about = coast.pearl if options.pop("company", False) else None
    report = build(coast.ws, "blank_form", about=about, audience=reader, options=Options(form=form, **options))  # type: ignore[arg-type]  # test options
    assert (report.leaks, report.missing) == ((), ())
    return report


@pytest.mark.parametrize("name", FORMS)
def test_every_form_can_be_printed_for_the_team_with_all_its_questions(coast: Coast, name: str) -> None:
    text = packed(text_of(printed(coast, name).pdf))
    form = coast.ws.catalogue.form(name)
    asked = [q.label for section in form.sections for q in section.questions if q.type not in SILENT and not q.calculation and "${" not in q.label]
    assert [label for label in asked if packed(label) not in text] == []


@pytest.mark.parametrize("name", ASKED)
def test_what_the_team_asks_itself_is_never_on_a_form_for_a_company(coast: Coast, name: str) -> None:
    text = packed(text_of(printed(coast, name, "partner").pdf))
    form = coast.ws.catalogue.form(name)
    theirs = {packed(q.label) for q in form.walk() if q.asks is not Asks.TEAM}
    ours = [q.label for q in form.walk() if q.asks is Asks.TEAM and len(q.label) > 12 and packed(q.label) not in theirs]
    assert [label for label in ours if packed(label) in text] == []


@pytest.mark.parametrize("name", [name for name in FORMS if name not in ASKED])
def test_a_form_of_the_team_alone_is_refused_for_a_company(coast: Coast, name: str) -> None:
    with pytest.raises(WorldError, match=r"holds only questions our team asks itself\. It is never printed for a company"):
        printed(coast, name, "partner")


def test_the_guiding_questions_are_refused_for_a_company_whoever_it_is(coast: Coast) -> None:
    with pytest.raises(WorldError, match="never printed for a company"):
        printed(coast, "guiding_questions", "partner", company=True)
    assert "Questions for us" in text_of(printed(coast, "guiding_questions").pdf)


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_the_pulse_is_one_page_that_asks_for_no_name(coast: Coast, paper: str) -> None:
    report = printed(coast, "pulse", "partner", paper=paper)
    text = text_of(report.pdf)
    assert report.pages == 1
    assert "Please do not write your name." in text
    assert "To fill in by hand" in text
    assert "Which sign stands for the person?" not in text


def test_the_questions_of_a_partner_are_numbered_without_a_gap(coast: Coast) -> None:
    form, (shield, _names) = coast.ws.catalogue.form("pulse"), shielded(context("partner"))
    numbers = [item.number for section in paper_form(form, shield).sections for item in section.items]
    assert numbers == [str(n) for n in range(1, len(numbers) + 1)]


def test_a_list_too_long_for_boxes_says_what_can_be_written(coast: Coast) -> None:
    text = text_of(printed(coast, "company").pdf)
    assert packed("One of: Agriculture; Seafood and fishing;") in packed(text)
    assert packed("Choose the one that brings most of its work. One of:") in packed(text)
    assert "Afghanistan" not in text  # nobody needs a list of all countries


def test_a_company_reads_the_path_in_neutral_words(coast: Coast) -> None:
    text = text_of(printed(coast, "maturity", "partner", company=True).pdf)
    assert all(CAPTIONS[stage] in text for stage in PATH)
    assert [LABELS[stage] for stage in PATH if f"{LABELS[stage]}:" in text] == []
    assert "Company: Selan Pearl Fisheries" in text
    assert "names of workers or of people who were harmed" in text


def test_a_form_can_be_printed_with_the_answers_of_a_record(coast: Coast) -> None:
    text = text_of(printed(coast, "", record=coast.desk).pdf)
    for words in ("Form, filled in: Selan Pearl Fisheries", "Family boat yard since 1994", "Port Selan", "1350"):
        assert words in text


@pytest.mark.parametrize(("reader", "said"), [("internal", "Not applicable: It has one site"), ("partner", "The answer is not printed.")])
def test_what_does_not_apply_is_no_empty_line_and_the_reason_is_for_the_team(coast: Coast, reader: str, said: str) -> None:
    form, (shield, _names) = coast.ws.catalogue.form("maturity"), shielded(context(reader))
    sheet = Sheet.of(form, {"mat_01": Answer(None, State.NOT_APPLICABLE, "It has one site")}, today=date(2026, 10, 13))
    first = paper_form(form, shield, sheet).sections[0].items[0]
    assert first.gap == said


def test_answers_marked_for_others_are_not_filled_in_for_a_company(coast: Coast) -> None:
    report = printed(coast, "", "partner", record=coast.desk)
    text = text_of(report.pdf)
    assert "Two workers told us of a broker" not in text
    assert "The answer is not printed." in text
    assert report.left_out


def test_what_one_person_answered_is_printed_for_nobody(coast: Coast) -> None:
    from ctip_desktop.queries.records import list_records

    reply = list_records(coast.ws, "pulse")[0].id
    for reader in ("internal", "partner"):
        with pytest.raises(WorldError, match="The answers of one person are printed for nobody"):
            printed(coast, "", reader, record=reply)


def test_without_a_form_or_with_an_unknown_one_it_is_one_plain_sentence(coast: Coast) -> None:
    with pytest.raises(BadInput, match="Which form"):
        printed(coast, "")
    with pytest.raises(NotFound, match="There is no form “poster”"):
        printed(coast, "poster")
    with pytest.raises(WorldError, match="A paper form is for the team and the partner only"):
        printed(coast, "pulse", "donor")
