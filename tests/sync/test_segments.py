"""Sealed segments: what is committed cannot be changed, what is hidden cannot be guessed, and two views make one."""

import random
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from ctip_desktop.errors import BadBundle
from ctip_desktop.sync import codec
from ctip_desktop.sync.segments import START, Segment, check_signature, combine, header, hide, root, seal, shown, text_of
from ctip_desktop.workspace.devices import device_id
from ctip_desktop.workspace.seen import Saw

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw()
OTHER = bytes([7]) * 16


def made(count, **more):
    """A sealed segment of `count` changes."""
    rnd = random.Random(count)
    columns = (
        [rnd.randbytes(16) for _ in range(count)],
        [f"question_{i % 7}" for i in range(count)],
        [1_760_000_000_000 + i * (-1) ** i for i in range(count)],
        [f'"ស្រី {i}"' for i in range(count)],
    )
    fixed = {"saw": {OTHER: Saw(((1, 4), (9, 12)), b"tip tip!")}} | more
    return seal(Segment(device_id(PUBLIC), "Lina Tarvo", 5, 3, START, fixed.pop("saw"), *columns, **fixed), KEY)[0]


def test_the_signed_header_is_plain_text_that_a_person_can_read():
    lines = header(made(3)).decode().split("\n")
    assert lines[:6] == ["ctip-segment 1", f"device {device_id(PUBLIC).hex()}", "author Lina Tarvo", "first 5", "count 3", "height 3"]
    assert lines[7] == f"saw {OTHER.hex()} {b'tip tip!'.hex()} 1-4 9-12"
    assert lines[-1] == ""
    assert lines[-2].startswith("root ")


@pytest.mark.parametrize("count", [1, 31, 32, 33, 64, 100, 4096])
def test_a_segment_travels_and_its_signature_holds(count):
    seg = made(count)
    (again,) = codec.decode(codec.encode([seg]))
    assert again == replace(seg, **{c: getattr(again, c) for c in ("records", "fields", "ats", "values")})
    assert [list(c) for c in again.columns] == [list(c) for c in seg.columns]
    check_signature(PUBLIC, again.signature, text_of(again, PUBLIC))


DAMAGES = {
    "value": lambda s: replace(s, values=['"other"', *s.values[1:]]),
    "record": lambda s: replace(s, records=[OTHER, *s.records[1:]]),
    "order of fields": lambda s: replace(s, fields=list(reversed(s.fields))),
    "time": lambda s: replace(s, ats=[0, *s.ats[1:]]),
    "author": lambda s: replace(s, author="Eve"),
    "height": lambda s: replace(s, height=9),
    "numbers": lambda s: replace(s, first=2),
    "context": lambda s: replace(s, saw={OTHER: Saw(((1, 12),), b"tip tip!")}),
    "tip": lambda s: replace(s, saw={OTHER: Saw(((1, 4), (9, 12)), b"TIP TIP!")}),
    "previous": lambda s: replace(s, prev=bytes([1]) * 32),
    "seed": lambda s: replace(s, proof=bytes(16)),
    "extra line": lambda s: replace(s, extra=("needs 7",)),
    "one change less": lambda s: replace(s, records=s.records[1:], fields=s.fields[1:], ats=s.ats[1:], values=s.values[1:]),
    "device": lambda s: replace(s, device=OTHER, saw={}),
}


@pytest.mark.parametrize("what", DAMAGES)
def test_whatever_is_changed_is_noticed(what):
    seg = DAMAGES[what](made(40))
    with pytest.raises(BadBundle):
        check_signature(PUBLIC, seg.signature, text_of(seg, PUBLIC))


MALFORMED = {
    "number 0": {"first": 0},
    "number beyond all": {"first": 1 << 40},
    "height 0": {"height": 0},
    "previous too short": {"prev": b"x"},
    "author with a line break": {"author": "Lina\nheight 9"},
    "author too long": {"author": "x" * 201},
    "claims to have seen itself": {"saw": {device_id(PUBLIC): Saw(((1, 2),), bytes(8))}},
    "ranges that overlap": {"saw": {OTHER: Saw(((1, 4), (4, 9)), bytes(8))}},
    "ranges that touch": {"saw": {OTHER: Saw(((1, 4), (5, 9)), bytes(8))}},
    "ranges backwards": {"saw": {OTHER: Saw(((4, 1),), bytes(8))}},
    "no ranges": {"saw": {OTHER: Saw((), bytes(8))}},
    "no tip": {"saw": {OTHER: Saw(((1, 4),), b"")}},
    "a name too short": {"saw": {b"x": Saw(((1, 4),), bytes(8))}},
    "an extra line that shadows one of ours": {"extra": ("height 99",)},
    "an extra line with a line break": {"extra": ("a\nb",)},
    "time before 1970": {"ats": [-1] * 3},
    "time beyond all": {"ats": [1 << 53] * 3},
    "record too short": {"records": [b"x"] * 3},
    "field empty": {"fields": [""] * 3},
    "field too long": {"fields": ["f" * 201] * 3},
    "field with a line break": {"fields": ["a\nb"] * 3},
    "value too long": {"values": ["1" * ((1 << 20) + 1)] * 3},
    "columns of different length": {"values": ["1"] * 2},
    "hidden but there": {"proof": [bytes(32)]},
    "proof of another size": {"proof": bytes(15)},
    "groups missing": {"proof": []},
    "slots missing": {"proof": [[bytes(16)]]},
    "slots of another size": {"proof": [[bytes(16), bytes(17), bytes(16)]]},
    "signature too short": {"signature": b"x"},
}


@pytest.mark.parametrize("what", MALFORMED)
def test_a_malformed_segment_is_refused_before_anything_relies_on_it(what):
    with pytest.raises(BadBundle):
        text_of(replace(made(3), **MALFORMED[what]), PUBLIC)


def test_a_withheld_change_leaves_nothing_behind_and_the_signature_holds():
    seg = made(100)
    view = hide(seg, {3, 40, *range(64, 96)})
    check_signature(PUBLIC, view.signature, text_of(view, PUBLIC))
    raw = codec.inflate(codec.encode([view]))
    for i in (3, 40, 70):
        assert seg.records[i] not in raw
        assert seg.values[i].encode() not in raw
    assert shown(view).count(False) == 34
    assert isinstance(view.proof[2], bytes), "a wholly hidden group costs 32 bytes"
    assert len(view.proof[2]) == 32


@settings(max_examples=60, deadline=None)
@given(count=st.integers(1, 100), seed=st.integers(0, 10_000))
def test_two_views_combine_to_whatever_either_shows(count, seed):
    rnd, seg = random.Random(seed), made(count)
    one, two, three = ({i for i in range(count) if rnd.random() < rnd.random()} for _ in range(3))
    a, b = hide(hide(seg, one), three), hide(seg, two)
    both = combine(*(codec.decode(codec.encode([v]))[0] for v in (a, b)))
    assert root(a) == root(b) == root(both) == root(seg)
    assert {i for i, x in enumerate(shown(both)) if not x} == (one | three) & two
    assert [x for x in both.values if x is not None] == [v for i, v in enumerate(seg.values) if i not in (one | three) & two]
