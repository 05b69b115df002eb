"""Numbers of questions: the same on screen and paper, without gaps, whatever is hidden."""

from __future__ import annotations

import re

import pytest

from ctip_desktop.forms.catalogue import Catalogue
from ctip_desktop.forms.model import Form, Kind, Question, Section
from ctip_desktop.forms.numbering import numbers, openers

BUILT_IN = Catalogue.built_in()


def form(*questions: Question) -> Form:
    return Form("visit", "1", "Visit", Kind.CHECKLIST, (Section("one", "One", questions),))


def test_a_question_that_another_answer_opens_has_a_letter_behind_the_number_before_it():
    asked = form(
        Question("a", "text", "A?"),
        Question("total", "calculate", calculation="1"),
        Question("b", "select_one", "B?"),
        Question("c", "text", "C?", relevant="${a} != ''"),
        Question("d", "text", "D?", relevant="${a} = 'x'"),
        Question("e", "text", "E?"),
    )
    assert [numbers(asked)[name] for name in "abcde"] == ["1.1", "1.2", "1.2a", "1.2b", "1.3"]
    assert numbers(asked)["total"] == ""


def test_a_small_question_inside_the_card_of_the_answer_that_opens_it_has_none():
    asked = form(Question("a", "select_one", "A?"), Question("year", "integer", "Year?", relevant="${a} = 'yes'"), Question("b", "text", "B?"))
    assert [numbers(asked)[name] for name in ("a", "year", "b")] == ["1.1", "", "1.2"]
    assert openers(asked.sections[0]) == {"year": "a"}


@pytest.mark.parametrize("name", BUILT_IN.names())
def test_what_is_always_asked_is_numbered_without_gaps_in_every_form(name):
    form = BUILT_IN.form(name)
    found = numbers(form)
    for index, section in enumerate(form.sections, 1):
        plain = [found[question.name] for question in section.questions if re.fullmatch(r"\d+\.\d+", found[question.name])]
        assert plain == [f"{index}.{number}" for number in range(1, len(plain) + 1)]
