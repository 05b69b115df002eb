"""The journal: what is a head, what is a conflict, and that nobody claims to have seen what was not on the screen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ctip_desktop.errors import BadInput, ChangedMeanwhile
from ctip_desktop.workspace import journal
from ctip_desktop.workspace.causality import ASIDE, COUNTS
from ctip_desktop.workspace.journal import MOST, Writer
from ctip_desktop.workspace.seen import unpack_context
from tests.workspace.journals import Laptop, Team

R = bytes([1]) * 16
S = bytes([2]) * 16


@pytest.fixture
def team() -> Iterator[Team]:
    team = Team(3)
    yield team
    team.close()


def texts(laptop: Laptop, record: bytes = R, field: str = "a") -> list[str | None]:
    return [head.text for head in journal.heads(laptop.connection, record, field)]


def test_a_later_own_answer_replaces_the_earlier_one(team: Team) -> None:
    ana = team.laptops[0]
    ana.edit(R, "a", '"one"')
    ana.edit(R, "a", '"two"')
    assert texts(ana) == ['"two"']
    ana.check()


def test_two_people_who_had_not_read_each_other_conflict_and_a_third_settles(team: Team) -> None:
    ana, ben, cleo = team.laptops
    ana.edit(R, "a", '"north"')
    ben.edit(R, "a", '"south"')
    for laptop in team.laptops:
        laptop.take(ana.hand_over())
        laptop.take(ben.hand_over())
    assert all(journal.conflicts(x.connection) == {(R, "a")} for x in team.laptops)
    assert texts(cleo) == ['"south"', '"north"']  # latest by the clocks is shown first
    cleo.edit(R, "a", '"east"')
    for laptop in (ana, ben):
        laptop.take(cleo.hand_over())
        assert texts(laptop) == ['"east"']
        laptop.check()


def test_the_same_value_on_two_laptops_is_no_conflict(team: Team) -> None:
    ana, ben, _ = team.laptops
    ana.edit(R, "a", '"same"')
    ben.edit(R, "a", '"same"')
    ana.take(ben.hand_over())
    assert len(texts(ana)) == 2
    assert not journal.conflicts(ana.connection)


def test_a_settlement_that_arrives_before_its_sides_shows_no_conflict(team: Team) -> None:
    ana, ben, cleo = team.laptops
    ana.edit(R, "a", '"north"')
    ben.edit(R, "a", '"south"')
    ana.take(ben.hand_over())
    ana.edit(R, "a", '"east"')
    everything = ana.hand_over()
    cleo.take([s for s in everything if any(c[4] == '"east"' for c in s[1])])
    assert texts(cleo) == ['"east"']
    cleo.take(everything)
    assert texts(cleo) == ['"east"']
    cleo.check()


def test_an_edit_after_setting_an_import_aside_conflicts_and_overwrites_nothing(team: Team) -> None:
    ana, ben, _ = team.laptops
    ben.edit(R, "a", '"from ben"')
    ana.take(ben.hand_over())
    ana.turn(ana.foreign(), ASIDE)
    assert texts(ana) == []
    ana.edit(R, "a", '"own"')
    ana.turn(ana.aside(), COUNTS)
    assert journal.conflicts(ana.connection) == {(R, "a")}
    ana.check()


def test_expect_refuses_when_another_head_stands_there_now(team: Team) -> None:
    ana, ben, _ = team.laptops
    ana.edit(R, "a", '"shown"')
    shown = journal.tips(ana.connection, R, "a")
    ben.edit(R, "a", '"arrives while the dialog is open"')
    ana.take(ben.hand_over())
    before = ana.derived()
    with pytest.raises(ChangedMeanwhile):
        journal.write(ana.connection, [(R, "a", '"typed"')], by=ana.writer, at=9, expect={(R, "a"): shown})
    assert ana.derived() == before
    now = journal.tips(ana.connection, R, "a")
    journal.write(ana.connection, [(R, "a", '"typed"')], by=ana.writer, at=9, expect={(R, "a"): now})
    assert texts(ana) == ['"typed"']


def test_expecting_nothing_holds_only_for_an_empty_cell(team: Team) -> None:
    ana = team.laptops[0]
    journal.write(ana.connection, [(R, "a", "1")], by=ana.writer, at=1, expect={(R, "a"): frozenset()})
    with pytest.raises(ChangedMeanwhile):
        journal.write(ana.connection, [(R, "a", "2")], by=ana.writer, at=2, expect={(R, "a"): frozenset()})


def test_a_full_run_is_followed_by_another_with_a_greater_height(team: Team) -> None:
    ana, ben, _ = team.laptops
    written = journal.write(ana.connection, [(R, f"q{i}", "1") for i in range(MOST + 10)], by=ana.writer, at=1)
    assert [w.seq for w in written] == list(range(1, MOST + 11))
    runs = ana.connection.exec_driver_sql("select first, last, height, hash from segment order by first").all()
    assert [tuple(r) for r in runs] == [(1, MOST, 1, None), (MOST + 1, MOST + 10, 2, None)]
    ben.take(ana.hand_over())
    assert len(journal.heads(ben.connection, R, f"q{MOST + 9}")) == 1


def test_another_person_at_the_same_laptop_opens_another_run(team: Team) -> None:
    ana = team.laptops[0]
    ana.edit(R, "a", "1")
    journal.write(ana.connection, [(R, "a", "2")], by=Writer(ana.me, "Somebody else"), at=2)
    assert ana.connection.exec_driver_sql("select author from segment order by first").scalars() == ["L0", "Somebody else"]
    assert texts(ana) == ["2"]


def test_one_write_to_the_same_cell_twice_leaves_the_second(team: Team) -> None:
    ana = team.laptops[0]
    journal.write(ana.connection, [(R, "a", "1"), (R, "a", "2")], by=ana.writer, at=1)
    assert texts(ana) == ["2"]


def test_what_was_shown_before_is_reported_for_undo(team: Team) -> None:
    ana = team.laptops[0]
    first = journal.write(ana.connection, [(R, "a", '"x"')], by=ana.writer, at=1)
    second = journal.write(ana.connection, [(R, "a", '"y"'), (S, "b", "1")], by=ana.writer, at=2)
    assert [w.before for w in (*first, *second)] == [None, '"x"', None]


def test_contexts_carry_the_tip_of_each_stream(team: Team) -> None:
    ana, ben, _ = team.laptops
    ben.edit(R, "a", "1")
    ana.take(ben.hand_over())
    ana.edit(R, "a", "2")
    ben_hash = ben.connection.exec_driver_sql("select hash from segment").scalar_one()
    saw = unpack_context(ana.connection.exec_driver_sql("select saw from segment where card=?", (ana.me,)).scalar_one())
    assert saw == {ben.id: (((1, 1),), ben_hash[:8])}


def test_a_tip_that_is_on_another_branch_covers_nothing_of_this_one(team: Team) -> None:
    """Ben's laptop was copied. Cleo read number 1 of one copy; Ana holds number 1 of the other: Cleo's entry must not replace it."""
    ana, ben, cleo = team.laptops
    copy = Laptop(team, "L1")
    try:
        ben.edit(R, "a", '"original"')
        copy.edit(R, "a", '"copy"')
        cleo.take(ben.hand_over())
        cleo.edit(R, "a", '"cleo"')
        ana.take(copy.hand_over())
        ana.take([s for s in cleo.hand_over() if s[0][0] == cleo.id])
        assert set(texts(ana)) == {'"copy"', '"cleo"'}
    finally:
        copy.connection.driver.close()


def test_rekey_makes_unsealed_changes_again_under_the_new_name(team: Team) -> None:
    ana = team.laptops[0]
    ana.edit(R, "a", '"sealed"')
    ana.seal()
    ana.edit(R, "a", '"open"')
    ana.edit(S, "b", '"open too"')
    new = Writer(ana.number(b"new device......"), "L0")
    touched = journal.rekey(ana.connection, ana.me, new)
    assert touched == {R, S}
    assert texts(ana) == ['"open"']
    assert journal.heads(ana.connection, S, "b")[0].device == b"new device......"
    rows = ana.connection.exec_driver_sql("select first, last from segment where card=?", (ana.me,)).all()
    assert [tuple(r) for r in rows] == [(1, 1)]
    before = ana.derived()
    journal.recompute_all(ana.connection)
    assert before == ana.derived()


@pytest.mark.parametrize(
    ("record", "field", "text"),
    [(R, "", "1"), (R, "x" * 201, "1"), (R, "line\nbreak", "1"), (b"short", "a", "1"), (R, "a", '"\ud800"')],
)
def test_what_could_not_travel_is_refused(team: Team, record: bytes, field: str, text: str) -> None:
    ana = team.laptops[0]
    with pytest.raises(BadInput):
        journal.write(ana.connection, [(record, field, text)], by=ana.writer, at=1)
    assert ana.derived() == (set(), frozenset())


steps = st.lists(
    st.one_of(
        st.tuples(st.just("edit"), st.integers(0, 2), st.sampled_from([R, S]), st.sampled_from("ab"), st.sampled_from("123")),
        st.tuples(st.just("give"), st.integers(0, 2), st.integers(0, 2), st.integers(0, 7)),
        st.tuples(st.just("aside"), st.integers(0, 2)),
        st.tuples(st.just("in"), st.integers(0, 2)),
    ),
    max_size=25,
)


@given(steps)
@settings(max_examples=120, deadline=None)
def test_any_history_gives_the_heads_that_an_all_knowing_oracle_gives(history: list[tuple]) -> None:
    team = Team(3)
    try:
        for step in history:
            play(team, step)
        for laptop in team.laptops:
            laptop.check()
        everything = [laptop.hand_over() for laptop in team.laptops]
        for laptop in team.laptops:
            laptop.turn(laptop.aside(), COUNTS)
            for segments in everything:
                laptop.take(segments)
            laptop.check()
        states = [sorted((f, h.text or "") for f in "ab" for h in journal.heads(x.connection, R, f)) for x in team.laptops]
        assert states[0] == states[1] == states[2]
    finally:
        team.close()


def play(team: Team, step: tuple) -> None:
    match step:
        case ("edit", who, record, field, value):
            team.laptops[who].edit(record, field, value)
        case ("give", who, to, lost):
            segments = team.laptops[who].hand_over()
            team.laptops[to].take([s for i, s in enumerate(segments) if i != lost])
        case ("aside", who):
            team.laptops[who].turn(team.laptops[who].foreign(), ASIDE)
        case ("in", who):
            team.laptops[who].turn(team.laptops[who].aside(), COUNTS)
