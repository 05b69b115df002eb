"""Saying who reads a form, undoing it, and what a new agreement of non-disclosure begins with."""

from __future__ import annotations

from uuid import UUID

import pytest

from ctip_desktop.errors import BadInput, NotFound, WorldError
from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import programme, records, undo
from ctip_desktop.operations.sharing import share
from ctip_desktop.practice.nda import DEFAULT
from ctip_desktop.practice.sharing import AS_FORM
from ctip_desktop.queries.naming import told
from ctip_desktop.queries.records import sheet
from ctip_desktop.queries.sharing import sharing, sharing_view
from ctip_desktop.workspace.workspace import Workspace


@pytest.fixture
def ws(real: Workspace) -> Workspace:
    """With the forms that ship."""
    return real


@pytest.fixture
def company(ws: Workspace) -> UUID:
    return records.create(ws, "company", answers={"name": Answer.of("Okavi Garments")}).created[0]


def choice(ws, form: str) -> str:
    return next(each.choice for each in sharing_view(ws).forms if each.form == form)


def shareable(ws, record) -> set[str]:
    return set(sheet(ws, record).sheet.get("shareable").value or ())


def test_until_somebody_says_otherwise_the_forms_decide(ws) -> None:
    assert not sharing(ws).rules
    assert sharing_view(ws).ruled == ()
    assert choice(ws, "milestone") == AS_FORM


def test_it_is_said_changed_taken_back_and_said_again(ws) -> None:
    share(ws, "milestone", "team")
    assert sharing(ws).closed("milestone", "donor")
    share(ws, "milestone", "donor")
    assert choice(ws, "milestone") == "donor"
    undo.undo(ws)
    assert choice(ws, "milestone") == "team"
    undo.undo(ws)
    assert choice(ws, "milestone") == AS_FORM
    assert not sharing(ws).rules
    share(ws, "milestone", "partner")
    assert choice(ws, "milestone") == "partner"
    share(ws, "milestone", AS_FORM)
    assert not sharing(ws).rules
    assert len(sheet(ws, ws.programme_id).sheet.rows("sharing")) == 1


def test_saying_that_nothing_is_different_writes_nothing(ws) -> None:
    assert share(ws, "goal", AS_FORM).nothing


def test_another_choice_or_form_is_refused(ws) -> None:
    with pytest.raises(BadInput, match="not one of the choices"):
        share(ws, "milestone", "everybody")
    with pytest.raises(NotFound):
        share(ws, "no_such_form", "team")
    assert not sharing(ws).rules


def test_what_was_changed_meanwhile_is_not_overwritten(ws) -> None:
    heads = next(each.heads for each in sharing_view(ws).forms if each.form == "goal")
    share(ws, "goal", "team")
    with pytest.raises(WorldError):
        share(ws, "goal", "public", expect=heads)
    assert choice(ws, "goal") == "team"


def test_a_line_begun_by_hand_counts_and_the_same_form_twice_shares_the_least(ws) -> None:
    line = {"sharing_form": Answer.of("goal"), "sharing_reader": Answer.of("donor")}
    records.add_row(ws, ws.programme_id, "sharing", line)
    assert not sharing(ws).closed("goal", "donor")
    records.add_row(ws, ws.programme_id, "sharing", {"sharing_form": Answer.of("goal")})  # nobody said who
    assert sharing(ws).closed("goal", "donor")
    share(ws, "goal", "donor")
    assert choice(ws, "goal") == "donor"
    assert not sharing(ws).closed("goal", "donor")


def test_a_new_agreement_begins_with_what_the_programme_chose(ws, company) -> None:
    usual = records.create(ws, "nda", about=company).created[0]
    assert shareable(ws, usual) == DEFAULT
    programme.keep(ws, {"nda_shareable": Answer.of(("existence", "results"))})
    later = records.create(ws, "nda", about=company).created[0]
    assert shareable(ws, later) == {"existence", "results"}
    assert shareable(ws, usual) == DEFAULT
    programme.keep(ws, {"nda_shareable": Answer.none()})
    assert sheet(ws, records.create(ws, "nda", about=company).created[0]).sheet.get("shareable").is_none
    chosen = records.create(ws, "nda", about=company, answers={"shareable": Answer.of(("name",))}).created[0]
    assert shareable(ws, chosen) == {"name"}


def test_an_agreement_that_says_nothing_leaves_no_more_than_the_programme_wants(ws, company) -> None:
    programme.keep(ws, {"nda_shareable": Answer.of(("existence", "name"))})
    silent = records.create(ws, "nda", about=company, defaults=False).created[0]
    assert shareable(ws, silent) == set()
    assert told(ws)[company].items == {"existence"}


def test_none_of_these_in_an_agreement_leaves_nothing(ws, company) -> None:
    records.create(ws, "nda", about=company, answers={"shareable": Answer.none()})
    assert told(ws)[company].items == frozenset()
