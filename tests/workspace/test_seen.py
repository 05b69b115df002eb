"""Ranges arithmetic agrees with sets of numbers."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ctip_desktop.workspace.seen import (
    Ranges,
    Saw,
    common,
    common_all,
    count,
    has,
    less,
    minus,
    pack_context,
    pack_ranges,
    spell,
    tidy,
    unpack_context,
    unpack_ranges,
    unspell,
)

ranges = st.lists(st.tuples(st.integers(1, 40), st.integers(1, 40)), max_size=6).map(tidy)
streams = st.dictionaries(st.sampled_from([b"a" * 16, b"b" * 16, b"c" * 16]), ranges.filter(bool), max_size=3)


def numbers(r: Ranges) -> set[int]:
    return {n for low, high in r for n in range(low, high + 1)}


@given(ranges, ranges)
def test_minus_and_common_are_those_of_sets(a: Ranges, b: Ranges) -> None:
    assert numbers(minus(a, b)) == numbers(a) - numbers(b)
    assert numbers(common(a, b)) == numbers(a) & numbers(b)
    assert minus(a, b) == tidy(minus(a, b))


@given(ranges, st.integers(0, 45))
def test_has_is_membership(a: Ranges, n: int) -> None:
    assert has(a, n) == (n in numbers(a))


@given(st.lists(streams, max_size=4))
def test_common_all_is_what_everybody_has(many: list[dict[bytes, Ranges]]) -> None:
    everybody = common_all(many)
    for id_, r in everybody.items():
        assert all(numbers(r) <= numbers(one.get(id_, ())) for one in many)
    assert count(everybody) == sum(len(set.intersection(*(numbers(m.get(i, ())) for m in many))) for i in (many[0] if many else {}))


@given(streams, streams)
def test_spelling_packing_and_subtracting_go_back(a: dict[bytes, Ranges], b: dict[bytes, Ranges]) -> None:
    assert unspell(spell(a)) == a
    assert all(unpack_ranges(pack_ranges(r)) == r for r in a.values())
    context = {i: Saw(r, b"12345678") for i, r in a.items()}
    assert unpack_context(pack_context(context)) == context
    assert all(not numbers(r) & numbers(b.get(i, ())) for i, r in less(a, b).items())
