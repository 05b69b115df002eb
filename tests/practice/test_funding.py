"""The funding split, reproduced with the figures of the sources."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctip_desktop.practice import funding
from ctip_desktop.practice.funding import Contribution


def given_(
    number: int, value: float | None, source: str = "private", use: str = "support_cost", currency: str = "SEK", **more: object
) -> Contribution:
    return Contribution(UUID(int=number), value, currency, "received", source, use, **more)  # type: ignore[arg-type]  # test shorthand


def test_92_percent_of_the_private_target_are_secured_as_in_the_crest_evaluation() -> None:
    found = funding.private_secured([given_(1, 80.0), Contribution(UUID(int=2), 12.0, "SEK", "pledged", "private", "strategic")], "SEK", 100.0)
    assert found.share == 0.92
    assert found.of_records == (UUID(int=1), UUID(int=2))


def test_the_donor_gives_52_million_and_private_money_matches_it() -> None:
    """CREST brief, line 35: SEK 52,086,020."""
    found = funding.donor_match([given_(1, 52_086_020.0), given_(2, 52_086_020.0, "donor", "strategic")], "SEK")
    assert (found.whole, found.share) == (52_086_020, 1)


def test_our_share_of_an_activity_many_pay_for_is_12_percent() -> None:
    """TMS learning brief, line 132."""
    found = funding.our_share([given_(1, 120.0, "donor", ours=True), given_(2, 500.0), given_(3, 380.0, "donor")], "SEK")
    assert found.share == 0.12


def test_donor_money_on_direct_support_warns_and_private_money_does_not() -> None:
    said = funding.warnings(
        [given_(1, 5.0, "donor", "direct_support"), given_(2, 5.0, "private", "direct_support"), given_(3, 5.0, "donor", "strategic")]
    )
    assert [each.record for each in said] == [UUID(int=1)]


def test_a_value_in_kind_without_a_basis_warns() -> None:
    assert [each.record for each in funding.warnings([given_(1, 5.0, kind="in_kind"), given_(2, 5.0, kind="in_kind", basis="market")])] == [
        UUID(int=1)
    ]


def test_private_cover_of_support_costs_looks_at_support_costs_alone() -> None:
    found = funding.support_cover([given_(1, 75.0), given_(2, 25.0, "donor"), given_(3, 900.0, "donor", "strategic")], "SEK")
    assert found.share == 0.75


def test_what_is_not_classified_or_in_another_currency_is_counted_apart() -> None:
    found = funding.support_cover([given_(1, 75.0), given_(2, 25.0, ""), given_(3, 10.0, currency="THB"), given_(4, None)], "SEK")
    assert found.share == 1
    assert found.left_out == (UUID(int=2), UUID(int=3), UUID(int=4))


@pytest.mark.parametrize("target", [None, 0.0])
def test_without_a_target_there_is_no_share(target: float | None) -> None:
    assert funding.private_secured([given_(1, 75.0)], "SEK", target).share is None


amounts = st.builds(
    Contribution,
    st.uuids(),
    st.one_of(st.none(), st.floats(0, 1e9)),
    st.sampled_from(["SEK", "THB", ""]),
    st.just("received"),
    st.sampled_from(["donor", "private", ""]),
    st.sampled_from(["direct_support", "support_cost", "strategic", "overhead", ""]),
    ours=st.booleans(),
)


@given(st.lists(amounts, max_size=12, unique_by=lambda each: each.id))
def test_every_contribution_is_either_counted_or_named_as_left_out(found: list[Contribution]) -> None:
    part = funding.our_share(found, "SEK")
    assert sorted([*part.of_records, *part.left_out]) == sorted(each.id for each in found)
    assert part.share is None or 0 <= part.share <= 1 + 1e-9
