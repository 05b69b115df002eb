"""A programme's own form is added, filled in, replaced by a newer version; nothing that was answered is lost."""

from __future__ import annotations

from uuid import UUID

import pytest

from ctip_desktop.errors import BadForm, BadInput, NotFound
from ctip_desktop.forms.model import Answer, State
from ctip_desktop.operations import own_forms, records
from ctip_desktop.operations.undo import undo
from ctip_desktop.queries import own_forms as queries
from ctip_desktop.queries.companies import company_page
from ctip_desktop.queries.records import check, search, show
from ctip_desktop.workspace.own_forms import LARGEST, pack, unpack
from ctip_desktop.workspace.workspace import Workspace

VISIT = """
form: site_visit
version: "1"
title: Site visit
kind: checklist
about: [company]
contract: [guards]
record_title: "Visit: ${noticed}"
sections:
  - name: arrival
    label: Arrival
    questions:
      - {name: guards, type: select_one yes_no, label: Are there guards at the gate?}
      - {name: beds, type: integer, label: How many beds are there?}
      - {name: noticed, type: text, label: What did you notice?}
      - name: rooms
        type: repeat
        label: Rooms
        questions:
          - {name: room, type: text, label: Which room?}
"""
SECOND = (
    VISIT.replace('version: "1"', 'version: "2"')
    .replace("{name: beds, type: integer, label: How many beds are there?}", "{name: canteen, type: text, label: Where do people eat?}")
    .replace("Which room?", "Which room did you see?")
)


@pytest.fixture
def company(real: Workspace) -> UUID:
    return records.create(real, "company", answers={"name": Answer.of("Blue Tide")}).created[0]


def visited(ws: Workspace, company: UUID) -> UUID:
    given = {"guards": Answer.of("yes"), "beds": Answer.of(40), "noticed": Answer.of("Locked windows")}
    rows = {"rooms": [{"room": Answer.of("Upper floor")}]}
    return records.create(ws, "site_visit", about=company, answers=given, rows=rows).created[0]


def test_an_own_form_is_filled_in_from_the_company_page_like_every_other(real: Workspace, company: UUID) -> None:
    own_forms.add(real, VISIT, "visit.yaml")
    record = visited(real, company)
    page = company_page(real, company, real.now().date())
    (state,) = [one for one in page.forms if one.form == "site_visit"]
    assert (state.title, state.record, state.answered, state.asked) == ("Site visit", record, 5, 5)
    assert show(real, record).title == "Visit: Locked windows"
    assert [hit.id for hit in search(real, "locked wind")] == [record]
    assert check(real).ok


def test_the_form_is_here_again_after_closing(real: Workspace, company: UUID) -> None:
    own_forms.add(real, VISIT, "visit.yaml")
    key = real.secret.key
    path, state, shipped = real.path, real._state, real.catalogue
    kept = bytes(key)
    real.close()
    with Workspace.open(path, key=kept, state=state) as again:
        assert again.catalogue.names() == shipped.names()
        assert again.catalogue.form("site_visit").title == "Site visit"


def test_answers_that_do_not_fit_the_newer_version_are_named_before_going_on(real: Workspace, company: UUID) -> None:
    own_forms.add(real, VISIT, "visit.yaml")
    record = visited(real, company)
    changed = VISIT.replace('version: "1"', 'version: "2"').replace("{name: beds, type: integer,", "{name: beds, type: select_one many,")
    own_forms.add(real, changed + "lists: {many: [{name: few, label: Few}, {name: lots, label: Many}]}\n", "visit.yaml")
    found = queries.newer(real, record)
    assert found is not None
    assert [(one.path, one.label, one.text) for one in found.misfits] == [("beds", "How many beds are there?", "40")]
    assert (found.carried, found.without_place) == (4, ())
    own_forms.go_on(real, record)
    assert show(real, record).answers["beds"].answer.value == 40


def test_adding_the_same_again_changes_nothing(real: Workspace) -> None:
    assert own_forms.add(real, VISIT, "visit.yaml").label == "Add the form “Site visit”"
    assert own_forms.add(real, VISIT, "copy of visit.yaml").nothing
    assert len(queries.own_forms(real)) == 1


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (VISIT.replace("site_visit", "company"), "There is a form of the program called “company”"),
        (VISIT.replace("site_visit", "source"), "There is a form of the program called “source”"),
        (VISIT.replace("site_visit", "questionnaire"), "There is a form of the program called “questionnaire”"),
        (VISIT.replace("Arrival", "Coming in"), "here already in version 1"),
        (SECOND.replace("{name: guards,", "{name: watch,").replace("[guards]", "[watch]"), "“guards” is missing"),
        (SECOND.replace("kind: checklist", "kind: register"), "Its kind is register"),
        (VISIT.replace("type: integer", "type: number"), "visit.yaml:14: There is no question type “number”"),
    ],
    ids=["name of ours", "sources", "name of its own kind", "same version, other text", "contract", "kind", "broken"],
)
def test_a_form_that_cannot_be_used_is_refused_with_the_reason(real: Workspace, text: str, sentence: str) -> None:
    own_forms.add(real, VISIT, "visit.yaml")
    with pytest.raises(BadForm) as told:
        own_forms.add(real, text, "visit.yaml")
    assert sentence in f"{told.value} {told.value.problems}"
    assert [one.version for one in queries.own_forms(real)] == ["1"]


def test_undo_takes_the_form_away_and_what_was_filled_in_stays(real: Workspace, company: UUID) -> None:
    own_forms.add(real, VISIT, "visit.yaml")
    undo(real)
    assert "site_visit" not in real.catalogue.names()
    own_forms.add(real, VISIT, "visit.yaml")
    assert "site_visit" in real.catalogue.names()


def test_a_form_that_is_filled_in_is_not_taken_away(real: Workspace, company: UUID) -> None:
    own_forms.add(real, VISIT, "visit.yaml")
    (one,) = queries.own_forms(real)
    record = visited(real, company)
    with pytest.raises(BadInput, match="filled in 1 time"):
        own_forms.remove(real, one.record)
    records.delete(real, record)
    own_forms.remove(real, one.record)
    assert queries.own_forms(real) == ()
    with pytest.raises(NotFound):
        own_forms.remove(real, one.record)


def test_a_record_keeps_its_version_until_somebody_goes_on_with_the_newer_one(real: Workspace, company: UUID) -> None:
    own_forms.add(real, VISIT, "visit.yaml")
    record = visited(real, company)
    created = show(real, record).created
    assert queries.newer(real, record) is None
    own_forms.add(real, SECOND, "visit.yaml")
    assert show(real, record).version == "1"
    found = queries.newer(real, record)
    assert found is not None
    assert (found.version, found.newest, found.carried, found.asked_anew) == ("1", "2", 3, 1)
    assert [(one.label, one.text) for one in found.without_place] == [("How many beds are there?", "40")]

    own_forms.go_on(real, record)
    seen = show(real, record)
    assert (seen.version, seen.created) == ("2", created)
    assert seen.answers["noticed"].answer.value == "Locked windows"
    assert seen.answers["beds"].answer.value == 40
    assert [(one.path, one.label, one.text) for one in queries.without_place(real, record)] == [("beds", "How many beds are there?", "40")]
    assert queries.newer(real, record) is None
    assert check(real).ok
    undo(real)
    assert show(real, record).version == "1"


def test_a_finished_record_is_opened_again_first(real: Workspace, company: UUID) -> None:
    own_forms.add(real, VISIT, "visit.yaml")
    record = visited(real, company)
    records.finish(real, record)
    own_forms.add(real, SECOND, "visit.yaml")
    with pytest.raises(BadInput, match="is finished"):
        own_forms.go_on(real, record)


def test_a_note_or_an_unknown_without_a_place_is_told_too(real: Workspace, company: UUID) -> None:
    own_forms.add(real, VISIT, "visit.yaml")
    record = visited(real, company)
    records.answer(real, record, "beds", Answer(None, State.UNKNOWN, "Nobody would say"))
    own_forms.add(real, SECOND, "visit.yaml")
    own_forms.go_on(real, record)
    assert [one.text for one in queries.without_place(real, record)] == ["unknown"]


def test_a_text_that_unpacks_to_gigabytes_is_refused() -> None:
    import zlib
    from base64 import b85encode

    assert unpack(pack(VISIT)) == VISIT
    bomb = b85encode(zlib.compress(b"\0" * (LARGEST + 1))).decode()
    for bad in (bomb, "nonsense", "", None, 7, b85encode(zlib.compress(b"\xff")).decode()):
        with pytest.raises(BadForm):
            unpack(bad)
    with pytest.raises(BadInput, match="too large"):
        pack("x" * (LARGEST + 1))
