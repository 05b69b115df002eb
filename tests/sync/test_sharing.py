"""Who reads what travels with a bundle. Two laptops that say it differently settle it; until then the narrower one counts on both."""

from __future__ import annotations

import itertools
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ctip_desktop.forms.catalogue import Catalogue
from ctip_desktop.operations import records
from ctip_desktop.operations.sharing import share
from ctip_desktop.practice.sharing import AS_FORM, CHOICES, DONOR, PARTNER, line_id
from ctip_desktop.queries.records import conflicts, sheet
from ctip_desktop.queries.sharing import sharing, sharing_view
from ctip_desktop.sync import exchange

from .conftest import Laptop

READERS = (PARTNER, DONOR, "public")


def choice(laptop: Laptop, form: str) -> str:
    return next(each.choice for each in sharing_view(laptop.ws).forms if each.form == form)


def test_it_travels_in_a_bundle_and_is_in_force_there(pair) -> None:
    lina, joram = pair
    share(lina.ws, "milestone", "team")
    lina.gives(joram)
    assert choice(joram, "milestone") == "team"
    assert sharing(joram.ws).closed("milestone", DONOR)
    joram.gives(lina)
    assert lina.digest == joram.digest


def test_the_same_on_both_laptops_is_nothing_to_settle(pair) -> None:
    lina, joram = pair
    for each in pair:
        share(each.ws, "milestone", "partner")
    lina.gives(joram)
    joram.gives(lina)
    assert not conflicts(lina.ws)
    assert lina.digest == joram.digest
    assert len(sheet(lina.ws, lina.ws.programme_id).sheet.rows("sharing")) == 1


def differ(pair: tuple[Laptop, Laptop]) -> None:
    """Lina opens desk research to partner and donor, Joram keeps it for the donor."""
    lina, joram = pair
    share(lina.ws, "desk_research", "partner_donor")
    share(joram.ws, "desk_research", "donor")
    lina.gives(joram)
    joram.gives(lina)


def test_two_answers_share_the_least_until_somebody_chooses(pair) -> None:
    lina, joram = pair
    differ(pair)
    for each in pair:
        assert len(conflicts(each.ws)) == 1
        assert sharing(each.ws).closed("desk_research", PARTNER)
        assert not sharing(each.ws).closed("desk_research", DONOR)
        assert choice(each, "desk_research") == ""
    share(lina.ws, "desk_research", "partner_donor")
    lina.gives(joram)
    for each in pair:
        assert not conflicts(each.ws)
        assert not sharing(each.ws).closed("desk_research", PARTNER)


def test_it_can_be_settled_like_any_other_answer(pair) -> None:
    lina, joram = pair
    differ(pair)
    found = conflicts(lina.ws)[0]
    assert found.label == "Who may read its answers? (Desk research)"
    line = line_id(lina.ws.programme_id, "desk_research")
    keep = next(place for place, version in enumerate(found.versions) if version.value == "donor")
    records.settle(lina.ws, line, "sharing_reader", keep=keep, expect=found.heads)
    assert choice(lina, "desk_research") == "donor"
    lina.gives(joram)
    assert choice(joram, "desk_research") == "donor"
    assert not conflicts(joram.ws)


def test_as_the_form_says_against_the_public_opens_nothing_more(pair) -> None:
    lina, joram = pair
    share(lina.ws, "desk_research", "team")
    lina.gives(joram)
    share(lina.ws, "desk_research", "public")
    share(joram.ws, "desk_research", AS_FORM)
    joram.gives(lina)
    rule = sharing(lina.ws).of("desk_research")
    assert rule is not None
    assert not any(rule.closes(reader) or rule.opens(reader) for reader in READERS)


@pytest.mark.parametrize("value", ["everybody", 4, {"state": "unknown"}, None])
def test_what_a_colleagues_program_wrote_and_nobody_knows_is_the_team_only(pair, value) -> None:
    lina, joram = pair
    share(lina.ws, "milestone", "public")
    lina.write(line_id(lina.ws.programme_id, "milestone"), sharing_reader=value)
    lina.gives(joram)
    for each in pair:
        assert all(sharing(each.ws).closed("milestone", reader) for reader in READERS)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None)
@given(said=st.lists(st.tuples(st.booleans(), st.sampled_from([*CHOICES, AS_FORM]), st.booleans()), max_size=5))
def test_in_any_order_both_laptops_end_alike_and_share_no_more_than_each_standing_answer(catalogue: Catalogue, said) -> None:
    with tempfile.TemporaryDirectory() as folder:
        lina, joram = (Laptop(Path(folder), name, catalogue) for name in ("Lina", "Joram"))
        lina.meets(joram)
        for first, word, sends in said:
            one, other = (lina, joram) if first else (joram, lina)
            share(one.ws, "goal", word)
            if sends:
                one.gives(other)
        lina.gives(joram)
        joram.gives(lina)
        assert sharing(lina.ws) == sharing(joram.ws)
        standing = lina.versions(line_id(lina.ws.programme_id, "goal"), "sharing_reader")
        for word, reader in itertools.product(standing, READERS):
            if word != AS_FORM and reader not in CHOICES[word]:
                assert sharing(lina.ws).closed("goal", reader)
        lina.ws.close()
        joram.ws.close()


def test_the_list_before_an_import_names_the_form_of_a_changed_line(pair) -> None:
    lina, joram = pair
    share(lina.ws, "milestone", "team")
    lina.gives(joram)
    share(lina.ws, "milestone", "donor")
    (item,) = [item for group in exchange.preview(joram.ws, lina.sends(joram)).items for item in group.items if item.label]
    assert item.label.endswith("(Milestone)")
