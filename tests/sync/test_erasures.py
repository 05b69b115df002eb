"""Scenes of erasing, on the team of `team.py`: what is erased is a function of the erasing changes that count, and of nothing else."""

import json
import random
from collections.abc import Iterator
from itertools import permutations

import pytest

from ctip_desktop.sync import codec, erasing, receipts
from ctip_desktop.sync.erasures import slots_of
from ctip_desktop.sync.segments import combine
from ctip_desktop.workspace import journal
from ctip_desktop.workspace.cells import ERASE
from tests.sync.team import RECORDS, Laptop, Team

R, S = RECORDS


@pytest.fixture
def team() -> Iterator[Team]:
    made = Team(3)
    yield made
    made.close()


def values(laptop: Laptop, record: bytes, field: str) -> list[str | None]:
    """All versions, the oldest first."""
    return [v for (v,) in laptop.run("select value from change where record=? and field=? order by at", record, field)]


def test_every_version_goes_and_what_is_left_says_when_and_by_whom(team):
    a, b, _ = team.laptops
    for value in ("first", "second"):
        team.edit(a, R, "a", value)
    team.edit(a, R, "b", "stays")
    team.give(a, b)
    team.edit(b, R, "a", "third")
    team.give(b, a)
    assert len(team.erase(b, R, frozenset({"a"}))) == 3
    team.give(b, a)
    for laptop in (a, b):
        assert values(laptop, R, "a") == [None] * 3
        assert laptop.heads(R, "a") == [None]
        assert laptop.heads(R, "b") == ['"stays"']
        authors = laptop.run("select distinct author from segment where n in (select segment from change where value is null) order by 1")
        assert [author for (author,) in authors] == ["L0", "L1"]
    assert a.digest() == b.digest()


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_value_edit_and_erasure_arrive_in_any_order(team, order):
    a, b, c = team.laptops
    team.edit(a, R, "a", 1)
    team.give(a, b)
    team.edit(b, R, "a", 2)
    team.give(b, a)
    team.erase(a, R)
    segs = a.segments()
    assert len(segs) == 3
    for i in order:
        c.merge([segs[i]], [a.public, b.public])
        team.check(c)
    assert values(c, R, "a") == [None, None]
    team.give(a, b)
    assert a.digest() == b.digest() == c.digest()


def test_content_that_arrives_after_the_erasure_is_erased_on_arrival_and_no_conflict_comes_of_it(team):
    a, b, c = team.laptops
    team.edit(a, R, "a", "secret")
    full = a.segments()
    team.edit(c, R, "a", "other")
    team.erase(a, R)
    later = [seg for seg in a.segments() if seg.first > 1]
    b.merge(later, [a.public])
    assert b.heads(R, "a") == []
    b.merge(full, [a.public])
    assert values(b, R, "a") == [None]
    team.give(c, b)
    assert set(b.heads(R, "a")) == {None, '"other"'}
    assert not b.conflicts()


def test_an_answer_given_meanwhile_elsewhere_stays(team):
    a, b, _ = team.laptops
    team.edit(a, R, "a", "old")
    team.give(a, b)
    team.edit(b, R, "a", "new")
    team.erase(a, R)
    team.settle_all()
    assert b.heads(R, "a")[0] == '"new"'
    assert values(a, R, "a") == [None, '"new"']
    assert not a.conflicts()


def test_an_erasure_taken_back_restores_from_whoever_has_the_value_and_counts_again_when_taken_in(team):
    a, b, c = team.laptops
    team.edit(a, R, "a", "kept by c")
    team.give(a, b)
    team.give(a, c)
    team.erase(a, R)
    team.give(a, b)
    assert values(b, R, "a") == [None]
    b.set_aside(team.imports[b.name])
    assert values(b, R, "a") == []  # missing now, and its receipt says so
    b.seal()
    stated = receipts.read(receipts.own_statement(b.db, b.own, number=1, at=0, digest=b.digest()))
    assert stated is not None
    assert stated.headers != stated.held
    team.give(c, b)
    assert values(b, R, "a") == ['"kept by c"']
    team.check(b)
    b.take_in(b.aside())
    assert values(b, R, "a") == [None]
    team.settle_all()


def test_an_erasure_of_an_untrusted_laptop_does_nothing_until_its_card_is_trusted(team):
    a, b, _ = team.laptops
    team.edit(a, R, "a", "here")
    team.give(a, b)
    a.db.exec_driver_sql("update device set trusted=0 where id=?", (b.id,))
    team.erase(b, R)
    a.merge(b.segments(), [b.public])
    assert values(a, R, "a") == ['"here"']
    a.trust(b.public)
    assert values(a, R, "a") == [None]
    assert a.digest() == b.digest()


def write(laptop: Laptop, record: bytes, text: str) -> None:
    journal.write(laptop.db, [(record, ERASE, text)], by=laptop.writer, at=laptop.team.tick())


MALFORMED = r"""
null
7
"x"
[]
[1
{
1e999
{"x": 1}
{"H": 1}
{"H": {"0": 1}}
{"H": {"0": ["a"]}}
{"H": {"-1": ["a", 1]}}
{"H": {"x": ["a", 1]}}
{"H": {"9999": ["a", 1]}}
{"H": {"00000": ["a", T]}}
{"H": {"0": ["a", 1.5]}}
{"H": {"0": ["a", true]}}
{"H": {"0": ["a", -1]}}
{"H": {"0": ["a", 99999999999999999999]}}
{"H": {"0": ["a", 0]}}
{"H": {"0": ["b", T]}}
{"H": {"0": ["", 1]}}
{"H": {"0": ["a\n", 1]}}
{"H": {"0": [1, 1]}}
{"H": {"1": ["~form", U]}}
"""


@pytest.mark.parametrize("text", [*MALFORMED.split("\n")[1:-1], "[" * 9999])
def test_a_malformed_or_mismatching_erasure_of_a_genuine_device_does_nothing(team, text):
    a, b, c = team.laptops
    team.edit(b, R, "a", 1)
    team.edit(b, R, "~form", ["x", "1"])
    team.give(b, a)
    (digest, at), (_, later) = b.run("select s.hash, c.at from segment s join change c on c.segment=s.n order by c.seq")
    write(a, R, text.replace("H", digest.hex()).replace("T", str(at)).replace("U", str(later)))
    a.seal()
    b.merge(a.segments(), [a.public])
    for laptop in (a, b):
        assert values(laptop, R, "a") == ["1"]
        assert values(laptop, R, "~form") == ['["x", "1"]']
    c.merge(b.segments(), [a.public, b.public])
    assert b.digest() == c.digest()


def test_an_erasure_names_slots_of_its_own_record_only(team):
    a, b, _ = team.laptops
    team.edit(b, S, "a", "of the other record")
    team.give(b, a)
    ((digest, at),) = b.run("select s.hash, c.at from segment s join change c on c.segment=s.n")
    write(a, R, json.dumps({digest.hex(): {"0": ["a", at]}}))
    team.give(a, b)
    for laptop in (a, b):
        assert values(laptop, S, "a") == ['"of the other record"']


def test_contradicting_erasures_come_out_alike_whatever_is_known_of_the_content(team):
    """One names the slot rightly, one wrongly: who has the value goes by the value, and who never had it takes the same of the two."""
    a, b, c = team.laptops
    team.edit(a, R, "b", 1)
    a.seal()
    ((digest, at),) = a.run("select s.hash, c.at from segment s join change c on c.segment=s.n")
    write(a, R, json.dumps({digest.hex(): {"0": ["b", at]}}))
    a.seal()
    write(a, R, json.dumps({digest.hex(): {"0": ["z", 0]}}))
    segs = a.segments()
    for laptop in (b, c):
        laptop.merge(segs, [a.public])
        segs = list(reversed(segs))
    assert values(b, R, "b") == values(c, R, "b") == [None]
    assert b.digest() == c.digest()


def test_reserved_fields_stay(team):
    a, *_ = team.laptops
    team.edit(a, R, "~form", ["company", "1"])
    team.edit(a, R, "a", 1)
    assert len(team.erase(a, R)) == 1
    assert values(a, R, "~form") == ['["company", "1"]']
    assert team.erase(a, R) == set()


def test_a_long_history_is_named_in_several_changes(team):
    a, b, _ = team.laptops
    rows = [(R, "a", str(i)) for i in range(2 * erasing.SLOTS_IN_ONE + 1)]
    for row in rows:
        row_at = team.tick()
        journal.write(a.db, [row], by=a.writer, at=row_at)
    done = erasing.forget(a.db, a.own, a.writer, team.tick(), {R: None})
    assert done.values == len(rows)
    assert len(values(a, R, ERASE)) == 3
    b.merge(a.segments(), [a.public])
    assert set(values(b, R, "a")) == {None}
    assert a.digest() == b.digest()


def test_what_could_test_guesses_goes_too_and_the_signature_still_holds(team):
    a, b, _ = team.laptops
    for i in range(70):
        team.edit(a, R if i == 40 else S, "a", i)
    (full,) = a.segments()
    assert isinstance(full.proof, bytes)
    team.erase(a, R)
    (view,) = [seg for seg in a.segments() if seg.first == 1]
    assert isinstance(view.proof, list)
    kinds = [len(part) if isinstance(part, bytes) else [len(slot) for slot in part].count(32) for part in view.proof]
    assert kinds == [16, 1, 16]
    assert full.proof not in codec.inflate(codec.encode([view]))
    b.merge([view], [a.public])  # root and signature are checked there
    assert combine(view, full) == full


def test_a_partner_who_never_had_the_value_agrees_with_those_who_had(team):
    a, b, p = team.laptops
    team.partner = p
    team.edit(a, R, "secret", "hotline")
    team.edit(a, R, "a", 1)
    team.give(a, p)
    team.erase(a, R, frozenset({"secret"}))
    team.give(a, b)
    team.give(a, p)
    assert values(p, R, "secret") == [None]
    team.check(p)
    assert a.digest() == p.digest() == b.digest()
    team.edit(p, R, "secret", "new")  # it knows of the erased one, so this is no conflict
    team.give(p, a)
    assert a.heads(R, "secret") == ['"new"']


def test_what_was_withheld_arrives_later_beside_what_is_erased_and_no_gap_is_left(team):
    a, _, p = team.laptops
    team.partner = p
    team.edit(a, R, "secret", "hotline")
    team.edit(a, R, "a", "erased")
    team.erase(a, R, frozenset({"a"}))
    team.give(a, p)
    assert (values(p, R, "secret"), values(p, R, "a")) == ([], [None])
    team.partner = None
    team.give(p, a)
    team.give(a, p)
    assert (values(p, R, "secret"), values(p, R, "a")) == (['"hotline"'], [None])
    assert not p.run("select 1 from segment where hidden is not null")
    team.edit(p, R, "a", "new")
    team.give(p, a)
    team.check(a)
    assert a.heads(R, "a") == ['"new"']  # not a second version beside the erased one
    assert a.digest() == p.digest()


def test_any_text_is_read_without_an_error():
    rnd = random.Random(5)
    for _ in range(300):
        text = "".join(rnd.choice('{}[]":,0a~ \\') for _ in range(rnd.randrange(40)))
        assert list(slots_of(text)) == []
    assert list(slots_of(None)) == []
