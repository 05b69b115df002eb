"""The stage suggestion: it follows the answers, says why, and never compares companies."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctip_desktop.practice import maturity
from ctip_desktop.practice.maturity import PATH, Stage, StageCount

SIZES = (4, 5, 5, 6)


def counts(*shown: int, unknown: tuple[int, ...] = (0, 0, 0, 0)) -> list[StageCount]:
    return [StageCount(stage, yes, no=size - yes - open_, unknown=open_) for stage, size, yes, open_ in zip(PATH, SIZES, shown, unknown, strict=True)]


@pytest.mark.parametrize(
    ("shown", "stage", "mixed"),
    [
        ((3, 4, 1, 0), Stage.MATURE, False),
        ((0, 0, 0, 0), None, False),
        ((1, 1, 1, 1), None, False),
        ((2, 0, 0, 0), Stage.FOLLOWER, False),
        ((4, 5, 5, 6), Stage.INNOVATOR, False),
        ((2, 3, 3, 3), Stage.INNOVATOR, False),
        ((2, 2, 3, 0), None, True),  # leader is half shown, mature is not
        ((1, 4, 0, 0), None, True),
        ((4, 5, 2, 6), None, True),
    ],
)
def test_the_suggestion_is_cumulative_and_names_a_mixed_profile(shown, stage, mixed):
    found = maturity.suggest(counts(*shown))
    assert (found.stage, found.mixed) == (stage, mixed)
    assert ("Mixed profile" in found.reason) == mixed


def test_the_reason_is_in_words_and_numbers():
    assert maturity.suggest(counts(3, 4, 1, 0)).reason == "Mature: 4 of 5 actions are shown, and at least half at every stage before it."
    assert maturity.suggest(counts(1, 4, 0, 0)).reason == "Mixed profile: Mature has 4 of 5 shown, but Follower only 1 of 4."


def test_unknown_is_not_no_it_is_said_that_it_could_change_the_suggestion():
    with_no = maturity.suggest(counts(3, 2, 0, 0))
    with_unknown = maturity.suggest(counts(3, 2, 0, 0, unknown=(0, 2, 0, 0)))
    assert with_no.stage is with_unknown.stage is Stage.FOLLOWER
    assert not with_no.can_change
    assert with_unknown.can_change
    assert "2 actions are still open" in with_unknown.reason


def test_an_action_that_does_not_apply_is_not_shown():
    few = [StageCount(Stage.FOLLOWER, 1, no=1, not_applicable=2), *counts(0, 0, 0, 0)[1:]]
    assert maturity.suggest(few).stage is None
    assert not StageCount(Stage.FOLLOWER, 0, not_applicable=4).half_shown


@given(st.tuples(*(st.integers(0, size) for size in SIZES)), st.sampled_from(range(4)))
def test_showing_one_more_action_of_a_reached_stage_never_loses_it(shown, index):
    before = maturity.suggest(counts(*shown))
    if before.stage and shown[index] < SIZES[index]:
        more = tuple(yes + (place == index) for place, yes in enumerate(shown))
        after = maturity.suggest(counts(*more))
        assert after.mixed or (after.stage and PATH.index(after.stage) >= PATH.index(before.stage))


def test_stages_cannot_be_sorted_or_compared():
    with pytest.raises(TypeError, match="places on a path"):
        sorted([Stage.MATURE, Stage.FOLLOWER])
    with pytest.raises(TypeError):
        max(Stage)


def test_two_offers_at_each_stage_and_none_without_one():
    assert all(len(maturity.offers(stage)) == 2 for stage in PATH)
    assert maturity.offers(None) == maturity.offers(Stage.NOT_ENGAGING) == ()


def test_a_company_reads_captions_not_the_names_of_the_source():
    assert [maturity.CAPTIONS[stage] for stage in PATH] == ["Supports projects", "Meets rules", "Works for change", "Builds it into the business"]
    assert not {caption.lower() for caption in maturity.CAPTIONS.values()} & {label.lower() for label in maturity.LABELS.values()}


def test_a_difference_of_views_is_something_to_talk_about():
    assert maturity.differ(Stage.MATURE, Stage.LEADER) == "The company sees itself one stage further. Talk about the difference."
    assert maturity.differ(Stage.INNOVATOR, Stage.MATURE) == "The company sees itself 2 stages back. Talk about the difference."
    assert maturity.differ(Stage.MATURE, Stage.MATURE) == maturity.differ(None, Stage.MATURE) == ""
    assert "differently" in maturity.differ(Stage.NOT_ENGAGING, Stage.MATURE)
