"""One record as a sheet: everything for the team, what is marked for the donor and the public, and nothing of what must stay inside."""

from __future__ import annotations

import re
from uuid import UUID

import pytest

from ctip_desktop.errors import BadInput, WorldError
from ctip_desktop.forms.model import ONE_PERSONS
from ctip_desktop.queries.records import list_records
from ctip_desktop.reports.audience import Audience
from ctip_desktop.reports.build import READERS, Kind, Options, Report, build
from ctip_desktop.workspace.workspace import Workspace
from tests.reports.coast import Coast
from tests.reports.reading_back import packed, text_of

UNNAMED = "Kestrin Electronics"  # of the sample: an agreement forbids to name it


def sheet(ws: Workspace, form: str, reader: Audience = Audience.INTERNAL, place: int = 0) -> str:
    report = build(ws, Kind.RECORD, about=list_records(ws, form)[place].id, audience=reader)
    report.check()
    return text_of(report.pdf)


def made_or_refused(ws: Workspace, record: UUID, reader: Audience) -> Report | None:
    """The print; None when it is refused, which must say why and what to do."""
    try:
        return build(ws, Kind.RECORD, about=record, audience=reader)
    except WorldError as refused:
        if not (refused.what and refused.next_step):
            raise
        return None


def test_the_team_reads_what_the_rules_say_before_the_answers_they_are_made_of(sample: Workspace) -> None:
    text = sheet(sample, "requirements")
    assert text.index("Not agreed yet") < text.index("The six that matter most")
    assert "The rule is a help. People decide." in text


def test_the_team_reads_notes_sources_and_what_nobody_answered(coast: Coast) -> None:
    report = build(coast.ws, Kind.RECORD, about=coast.desk)
    text = text_of(report.pdf)
    assert "About Selan Pearl Fisheries · not finished" in text
    assert "Family boat yard since 1994" in text
    assert re.search(r"\[\d\] Own website", text)
    assert "Not asked yet, " in text
    assert "620" in text, "the lines of a list stand in it"


def test_an_unknown_answer_is_told_as_unknown_and_never_as_no(coast: Coast) -> None:
    text = sheet(coast.ws, "maturity")
    label = coast.ws.catalogue.form("maturity").question("mat_10").label
    assert f"Unknown, 1: {label}" in text
    assert text.count(label) == 1


def test_answers_without_sources_that_do_not_grow_old_have_no_columns_for_them(sample: Workspace) -> None:
    assert "Age of the source" not in sheet(sample, "evaluation_brief")
    assert "Age of the source" in sheet(sample, "do_no_harm")


def test_the_donor_reads_a_brief_with_its_lists(sample: Workspace) -> None:
    text = sheet(sample, "evaluation_brief", Audience.DONOR)
    assert "For the donor" in text
    assert "Much time for each partnership" in text
    assert "Done with the first rules" in text


@pytest.mark.parametrize("reader", [Audience.DONOR, Audience.PUBLIC])
def test_whatever_is_printed_for_others_names_nobody_who_must_not_be_named(sample: Workspace, reader: Audience) -> None:
    people = [line.title for line in list_records(sample, "contact")]
    printed = 0
    for form in sample.catalogue.forms():
        for line in list_records(sample, form.name)[:2]:
            report = made_or_refused(sample, line.id, reader)
            if report is None:
                continue
            printed += 1
            text = packed(text_of(report.pdf)).casefold()
            assert report.leaks == (), (form.name, reader)
            assert packed(UNNAMED).casefold() not in text, form.name
            assert not any(packed(name).casefold() in text for name in people), form.name
    assert printed > 2


@pytest.mark.parametrize(
    "form", ["due_diligence", "conversation", "contact", "concern", "contribution", "nda", "company", "partnership", "opportunity"]
)
def test_what_stays_with_the_team_is_refused_with_a_reason(sample: Workspace, form: str) -> None:
    with pytest.raises(WorldError, match="team only"):
        build(sample, Kind.RECORD, about=list_records(sample, form)[0].id, audience=Audience.DONOR)


def test_what_an_agreement_binds_is_not_printed_for_others(coast: Coast) -> None:
    (lesson,) = [line for line in list_records(coast.ws, "lesson") if line.about == coast.fees]
    with pytest.raises(WorldError, match="An agreement of non-disclosure covers"):
        build(coast.ws, Kind.RECORD, about=lesson.id, audience=Audience.DONOR)
    assert "Fenwick Circuits" in text_of(build(coast.ws, Kind.RECORD, about=lesson.id).pdf)


@pytest.mark.parametrize("reader", READERS[Kind.RECORD])
def test_the_answers_of_one_person_are_printed_for_nobody(coast: Coast, reader: Audience) -> None:
    forms = [form.name for form in coast.ws.catalogue.forms() if form.kind in ONE_PERSONS and list_records(coast.ws, form.name)]
    assert "pulse" in forms
    for form in forms:
        with pytest.raises(WorldError, match="one person"):
            build(coast.ws, Kind.RECORD, about=list_records(coast.ws, form)[0].id, audience=reader)


def test_a_sheet_needs_a_record(coast: Coast) -> None:
    with pytest.raises(BadInput, match="Which record"):
        build(coast.ws, Kind.RECORD)
    with pytest.raises(WorldError):
        build(coast.ws, Kind.RECORD, options=Options(record=coast.ws.device.id))
