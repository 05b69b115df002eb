"""Scenes of merging that a person could tell, on the team of `team.py`."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from ctip_desktop.sync import codec, receipts
from ctip_desktop.sync.segments import hide, seal, text_of
from ctip_desktop.workspace.seen import Saw
from tests.sync.team import DELETED, RECORDS, Team

R, S = RECORDS


@pytest.fixture
def team() -> Iterator[Team]:
    made = Team(4)
    yield made
    made.close()


def test_the_same_answer_on_two_laptops_is_no_conflict_and_the_next_change_covers_both(team):
    a, b, *_ = team.laptops
    for laptop, note in ((a, "x"), (b, "y")):
        team.edit(laptop, R, "a", "yes")
        team.edit(laptop, R, "a.note", note)
    team.give(a, b)
    assert b.conflicts() == {(R, "a.note")}
    assert len(b.heads(R, "a")) == 2
    team.edit(b, R, "a", "no")
    team.give(b, a)
    assert a.heads(R, "a") == ['"no"']


def test_a_settlement_that_arrives_before_its_sides_never_flashes_a_conflict(team):
    a, b, c, d = team.laptops
    for i, x in enumerate((a, b, c)):
        team.edit(x, R, "a", i)
    team.give(a, c)
    team.give(b, c)
    assert len(c.heads(R, "a")) == 3
    team.edit(c, R, "a", "settled")
    segs = c.segments()
    d.merge([s for s in segs if s.device == c.id], [c.public])
    assert d.conflicts() == frozenset()
    assert set(receipts.missing(d.db)) == {a.id, b.id}
    d.merge(segs, [x.public for x in (a, b, c)])
    assert d.heads(R, "a") == ['"settled"']
    assert not receipts.missing(d.db)
    assert d.digest() == c.digest()


def test_settling_differently_is_a_smaller_conflict(team):
    a, b, c, _ = team.laptops
    for i, x in enumerate((a, b, c)):
        team.edit(x, R, "a", i)
    for x in (a, b):
        team.give(c, x)
    team.give(a, b)
    team.give(b, a)
    team.edit(a, R, "a", "one way")
    team.edit(b, R, "a", "the other")
    team.give(a, b)
    assert set(b.heads(R, "a")) == {'"one way"', '"the other"'}


def test_an_import_is_taken_back_and_comes_again_by_another_way(team):
    a, b, c, _ = team.laptops
    team.edit(a, R, "a", 1)
    team.give(a, b)
    team.give(a, c)
    for _ in range(9):  # heights above those of the import
        team.edit(b, S, "b", 0)
        b.seal()
    before = b.digest()
    team.edit(a, R, "a", 2)
    team.edit(a, R, "b", 2)
    team.give(a, b)
    team.give(a, c)
    b.set_aside(team.imports[b.name])
    assert b.digest() == before
    assert b.heads(R, "a") == ["1"]
    team.give(c, b)
    assert b.digest() == before, "stays set aside"
    team.edit(b, R, "a", 3)
    team.give(b, a)
    assert a.conflicts() == {(R, "a")}, "never a silent overwrite of what was set aside"
    b.take_in(b.aside())
    assert b.digest() == a.digest()


def test_a_partner_never_overwrites_what_was_withheld_from_it(team):
    a, p, *_ = team.laptops
    team.partner = p
    team.edit(a, R, "secret", "hotline")
    team.edit(a, R, "a", 1)
    team.give(a, p)
    assert p.heads(R, "secret") == []
    assert p.heads(R, "a") == ["1"]
    team.edit(p, R, "secret", "guess")
    team.give(p, a)
    assert a.conflicts() == {(R, "secret")}
    team.partner = None
    team.give(a, p)
    assert p.digest() == a.digest(), "a looser mark later sends what was withheld by itself"


def test_views_that_arrive_one_after_the_other_make_the_whole(team):
    a, b, *_ = team.laptops
    for i in range(100):
        team.edit(a, R, f"f{i}", i)
    (whole,) = a.segments()
    for shown in ({*range(40)}, {*range(30, 70)}, {*range(100)}):
        b.merge(codec.decode(codec.encode([hide(whole, {*range(100)} - shown)])), [a.public])
        assert {int(v[0]) for i in range(100) if (v := b.heads(R, f"f{i}"))} >= shown
    assert b.digest() == a.digest()
    assert b.run("select hidden from segment where card<>?", b.own.n) == [(None,)]


def test_a_copied_file_becomes_a_new_device_and_both_halves_survive(team):
    a, b, *_ = team.laptops
    team.edit(a, R, "a", 0)
    team.give(a, b)
    team.backup(a)
    team.edit(a, R, "a", 1)
    team.edit(a, R, "b", 1)
    team.give(a, b)
    a = team.restore(0, noticed=False)
    team.edit(a, R, "a", 2)
    team.give(a, b)  # the same numbers again, signed: a fork
    assert b.conflicts() == {(R, "a")}
    old = a.id
    team.give(b, a)
    assert a.id != old, "it learns from its own changes coming back"
    team.settle_all()
    assert a.conflicts() == {(R, "a")}
    assert a.heads(R, "b") == ["1"]


@pytest.mark.parametrize("to", ["somebody", "everybody"])
def test_a_restored_laptop_notices_by_what_is_taken_for_granted_or_by_its_own_changes(team, to):
    a, b, *_ = team.laptops
    team.edit(a, R, "a", 0)
    team.give(a, b)
    team.backup(a)
    team.edit(a, R, "a", 1)
    team.give(a, b)
    a = team.restore(0, noticed=False)
    old = a.id
    team.edit(b, R, "b", 1)
    team.receive(a, team.send(b, [a] if to == "somebody" else []))
    assert a.id != old
    team.give(a, b)
    team.give(b, a)
    assert a.heads(R, "a") == ["1"]
    assert a.digest() == b.digest()


@pytest.mark.parametrize("again", range(6))  # which branch has the smaller hash is chance
def test_a_branch_never_replaces_the_other_even_before_it_is_known(team, again):
    a, b, c, d = team.laptops
    team.edit(a, R, "a", 0)
    for x in (b, c, d):
        team.give(a, x)
    team.backup(a)
    team.edit(a, R, "a", 1)
    team.give(a, b)
    team.edit(b, R, "a", 2)  # b saw the first branch and settles on 2
    a = team.restore(0, noticed=False)
    team.edit(a, R, "a", 3)
    team.give(a, c)  # c and d see the second
    team.give(a, d)
    c.merge([s for s in b.segments() if s.device == b.id], [b.public])
    assert set(c.heads(R, "a")) >= {"3", "2"}, "the tip says that b meant another branch, although c has never seen it"
    team.give(b, d)
    assert set(d.heads(R, "a")) == {"3", "2"}
    team.settle_all()


def test_a_context_that_names_a_branch_is_understood_once_its_tip_arrives(team):
    from ctip_desktop.workspace import journal

    a, b, c, _ = team.laptops
    team.edit(a, R, "b", 0)
    team.give(a, b)
    team.give(a, c)
    team.backup(a)
    team.edit(a, R, "a", 1)
    a.seal()
    team.edit(a, S, "a", 1)
    team.give(a, b)
    *_, first, tip = a.segments()
    a = team.restore(0, noticed=False)
    team.edit(a, S, "b", 3)
    team.give(a, b)  # b knows both branches now and names them
    team.edit(b, R, "a", 2)
    c.merge([first, *(s for s in b.segments() if s.device == b.id)], [a.public, b.public])
    assert c.conflicts() == {(R, "a")}, "c cannot know yet that b had read the first branch"
    c.merge([tip], [a.public])
    assert c.heads(R, "a") == ["2"]
    before = team.fingerprint(c)
    journal.recompute_all(c.db)
    assert team.fingerprint(c) == before


def test_only_what_each_segment_had_seen_is_replaced(team):
    a, b, c, _ = team.laptops
    for i in range(3):  # raises a's height
        team.edit(a, S, "b", i)
        a.seal()
    team.edit(b, R, "a", "b")
    team.edit(a, R, "a", "a")
    team.give(b, a)
    team.edit(a, S, "a", 1)
    team.give(b, c)
    team.give(a, c)
    assert c.conflicts() == {(R, "a")}


def test_an_earlier_change_that_saw_still_replaces_when_a_later_one_did_not(team):
    a, b, c, _ = team.laptops
    team.edit(b, R, "a", "x")
    team.give(b, a)
    x = b.segments()
    team.edit(a, R, "a", "saw x")
    a.set_aside(team.imports[a.name])
    team.edit(a, R, "a", "later")
    for segs in ([s for s in a.segments() if s.device == a.id], x):
        c.merge(segs, [a.public, b.public])
    assert c.heads(R, "a") == ['"later"']


def test_in_a_run_whose_later_part_had_read_less_nothing_unread_is_replaced(team):
    a, b, c, _ = team.laptops
    team.edit(b, R, "a", "x")
    team.give(b, c)
    team.give(b, a)
    team.edit(a, S, "a", "read x, wrote elsewhere")
    a.set_aside(team.imports[a.name])
    team.edit(a, R, "a", "had not read x")
    team.give(a, c)
    assert c.conflicts() == {(R, "a")}


def test_a_circle_of_forged_contexts_leaves_a_head(team):
    a, b, c, _ = team.laptops
    team.edit(a, R, "a", 1)
    team.edit(b, R, "a", 2)
    (one,), (two,) = a.segments(), b.segments()
    one, _ = seal(replace(one, saw={b.id: Saw(((1, 9),), bytes(8))}), a.own.key)
    two, _ = seal(replace(two, saw={a.id: Saw(((1, 9),), bytes(8))}), b.own.key)
    c.merge([one, two], [a.public, b.public])
    assert len(c.heads(R, "a")) == 2


def test_header_lines_of_a_newer_version_are_kept_and_passed_on(team):
    a, b, c, _ = team.laptops
    team.edit(a, R, "~hologram", {"x": 1})
    (seg,) = a.segments()
    seg, _ = seal(replace(seg, extra=("needs 7", "colour green")), a.own.key)
    b.merge([seg], [a.public])
    (again,) = codec.decode(codec.encode(b.segments()))
    assert again.extra == ("needs 7", "colour green")
    assert text_of(again, a.public) == text_of(seg, a.public)
    c.merge([again], [a.public])
    assert c.heads(R, "~hologram") == ['{"x": 1}']


def test_unsealed_changes_survive_a_restore(team):
    a, b, *_ = team.laptops
    team.edit(a, R, "a", 1)
    team.backup(a)
    old = a.id
    a = team.restore(0, noticed=True)
    assert a.heads(R, "a") == ["1"]
    assert a.id != old
    team.edit(b, R, DELETED, True)
    team.settle_all()


def test_ten_thousand_changes_in_conflict_and_in_small_segments_agree_with_computing_one_by_one(team):
    from ctip_desktop.workspace import journal

    a, b, *_ = team.laptops
    cells = [(bytes([i // 50]) * 16, f"q{i % 50}") for i in range(5_000)]
    for laptop in (a, b):
        for start in range(0, len(cells), 500):
            rows = [(r, f, f'"{laptop.name}"') for r, f in cells[start : start + 500]]
            journal.write(laptop.db, rows, by=laptop.writer, at=team.tick())
            laptop.seal()
    b.merge(codec.decode(codec.encode(a.segments())), [a.public])
    assert len(b.conflicts()) == 5_000
    before = team.fingerprint(b)
    journal.recompute_all(b.db)
    assert team.fingerprint(b) == before
