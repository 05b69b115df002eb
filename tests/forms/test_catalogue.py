"""The catalogue: which form in which version."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ctip_desktop.errors import BadForm, NotFound
from ctip_desktop.forms.catalogue import Catalogue
from ctip_desktop.forms.model import Form, Kind, Question, Section


def form(version: str = "1", *, kind: str = "integer", name: str = "desk", question: str = "staff") -> Form:
    section = Section("s", "S", (Question(question, kind, "How many?"),))
    return Form(name, version, "Desk", Kind.CHECKLIST, (section,), contract=("staff",), origin=f"{name}-{version}.yaml")


def test_the_newest_version_counts_and_older_ones_can_still_be_read():
    catalogue = Catalogue([form("2"), form("10"), form("9")])
    assert catalogue.form("desk").version == "10"
    assert catalogue.form("desk", "2").version == "2"
    assert catalogue.versions("desk") == ("2", "9", "10")
    assert [one.version for one in catalogue.forms()] == ["10"]


def test_an_unknown_form_or_version_is_named_with_a_proposal():
    with pytest.raises(NotFound, match="Did you mean “desk”"):
        Catalogue([form()]).form("desc")
    with pytest.raises(NotFound, match="no version “7”"):
        Catalogue([form()]).form("desk", "7")


def test_a_tailored_version_may_add_and_reword_but_not_drop_what_the_program_reads():
    catalogue = Catalogue([form()])
    assert catalogue.with_form(form("1-north")).form("desk").version == "1-north"
    assert len(catalogue.forms()) == 1
    with pytest.raises(BadForm, match="“staff” is missing"):
        catalogue.with_form(form("2", question="people"))
    with pytest.raises(BadForm, match="of type text; in version 1, whose contract names it, it is integer"):
        catalogue.with_form(form("2", kind="text"))
    with pytest.raises(BadForm, match="Its kind is survey"):
        catalogue.with_form(replace(form("2"), kind=Kind.SURVEY))


def test_a_form_of_an_own_name_is_taken_as_it_is():
    assert [one.name for one in Catalogue([form()]).with_form(form(name="ours", question="x")).forms()] == ["desk", "ours"]


def test_the_same_version_twice_is_refused():
    with pytest.raises(BadForm, match="twice in version 1"):
        Catalogue([form(), form()])


def test_the_forms_that_ship_can_be_read():
    assert isinstance(Catalogue.built_in(), Catalogue)
