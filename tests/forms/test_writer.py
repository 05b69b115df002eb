"""A form written as text and read again is the same form."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctip_desktop.forms.catalogue import Catalogue
from ctip_desktop.forms.model import Form
from ctip_desktop.forms.reader import read_form
from ctip_desktop.forms.writer import write_form

SHIPPED = Catalogue.built_in()


@pytest.mark.parametrize("name", SHIPPED.names())
def test_every_shipped_form_comes_back(name: str) -> None:
    form = SHIPPED.form(name)
    assert read_form(write_form(form), form.origin) == form


words = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"]), min_size=1).map(str.strip).filter(bool)


@given(title=words, hint=words)
def test_any_words_come_back(title: str, hint: str) -> None:
    form = SHIPPED.form("goal")
    first = replace(form.sections[0], hint=hint.replace("${", ""))
    changed: Form = replace(form, title=title, sections=(first, *form.sections[1:]))
    assert read_form(write_form(changed), form.origin) == changed


def test_that_not_knowing_is_no_answer_is_written_and_read_back() -> None:
    programme = SHIPPED.form("programme")
    assert not programme.question("gate").unknown
    assert read_form(write_form(programme), "again").question("gate").unknown is False
    assert SHIPPED.form("company").question("staff").unknown
