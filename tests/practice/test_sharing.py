"""A programme's own word on who reads a form: it closes anything, opens little, and in doubt nobody outside reads."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctip_desktop.forms.catalogue import Catalogue
from ctip_desktop.forms.model import Asks, Kind, Share
from ctip_desktop.practice.sharing import AS_FORM, CHOICES, DONOR, PARTNER, PUBLIC, Rule, openable, rule, sharing

OUTSIDE = (PARTNER, DONOR, PUBLIC)
said = st.sampled_from([*CHOICES, AS_FORM, "Everybody", "", None, 4, True])


def test_as_the_form_says_is_no_rule() -> None:
    assert rule([AS_FORM]) is None
    assert sharing([(("milestone",), (AS_FORM,))]).of("milestone") is None


@pytest.mark.parametrize("value", ["Everybody", "", None, 7, "PUBLIC", ("public",)])
def test_a_value_nobody_knows_is_the_team_only(value: object) -> None:
    found = rule([value])
    assert found is not None
    assert all(found.closes(reader) and not found.opens(reader) for reader in OUTSIDE)


def test_a_line_without_an_answer_is_the_team_only_also_beside_one_that_has_one() -> None:
    for lines in ([(("goal",), ())], [(("goal",), ()), (("goal",), ("public",))], [(("goal",), ("public",)), (("goal",), ())]):
        found = sharing(lines).of("goal")
        assert found is not None
        assert found.closes(DONOR)


def test_two_answers_share_only_what_both_allow() -> None:
    found = rule(["partner_donor", "donor"])
    assert found is not None
    assert found.readers == {DONOR}
    doubt = rule(["public", AS_FORM])
    assert doubt is not None
    assert not doubt.closes(DONOR)
    assert not doubt.opens(DONOR)


@given(st.lists(said, min_size=1), said)
def test_one_more_answer_never_shares_more(first: list[object], more: object) -> None:
    before, after = rule(first), rule([*first, more])
    for reader in OUTSIDE:
        assert not (before is not None and before.closes(reader)) or (after is not None and after.closes(reader))
        if after is not None and after.opens(reader):
            assert before is not None
            assert before.opens(reader)


def test_nothing_strict_sensitive_unmarked_about_people_or_of_the_team_can_be_opened() -> None:
    opened = 0
    for form in Catalogue.built_in().forms():
        names = openable(form)
        assert not names or form.kind is not Kind.SURVEY
        for question in form.walk():
            if question.name in names:
                opened += 1
                assert question.share not in (None, Share.STRICT), (form.name, question.name)
                assert question.asks is not Asks.TEAM, (form.name, question.name)
                assert not question.sensitive, (form.name, question.name)
                assert question.type != "ref", (form.name, question.name)
                assert all(column.name in names for column in question.questions), (form.name, question.name)
    assert opened > 30
    assert "agreed_with" not in openable(Catalogue.built_in().form("goal"))
    assert "suppliers" not in openable(Catalogue.built_in().form("desk_research"))


@pytest.mark.parametrize(
    ("readers", "words"),
    [
        ((), "the programme shares this form with the team only"),
        ((DONOR,), "the programme shares this form with the team and the donor only"),
        ((PARTNER, DONOR), "the programme shares this form with the team, the partner and the donor only"),
    ],
)
def test_the_reason_is_one_plain_sentence(readers: tuple[str, ...], words: str) -> None:
    assert Rule(frozenset(readers)).words == words
