"""Whatever comes on a stick: one plain sentence, and not a bit of the state changes."""

import contextlib
import io
import json
import random
import struct
import zipfile
from dataclasses import replace

import msgspec
import pyrage
import pytest
import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from ctip_desktop.errors import BadBundle, FileTooNew, WorldError
from ctip_desktop.sync import archive, bundle, codec, exchange
from ctip_desktop.sync.identity import Keys
from ctip_desktop.sync.segments import seal
from ctip_desktop.tasks import Progress
from ctip_desktop.workspace.devices import device_id
from ctip_desktop.workspace.seen import Saw

DAMAGED = "This bundle is damaged or cut off: it did not arrive whole."
NOT_OURS = "This file is not a bundle of this program."
NO_KEY = "This bundle was made for somebody else, or for another programme: there is no key for it here."
CHANGED = "The signature of this bundle is not that of the laptop it names: somebody changed it."


class Post:
    """A genuine bundle from Lina to Joram, and the means of somebody who wants to harm: everything but Lina's key, unless said."""

    def __init__(self, lina, joram) -> None:
        self.lina, self.joram = lina, joram
        for i in range(4):
            lina.write(lina.company(f"Company {i}"), town="Ranong", workers=str(i))
        self.path = lina.sends(joram)
        self.data = self.path.read_bytes()
        kept = joram.ws.keys()
        self.age = Keys.of(kept.sign, kept.age).age
        kept = lina.ws.keys()
        self.lina_key = Keys.of(kept.sign, kept.age).sign
        self.members = archive.read_archive(pyrage.decrypt(self.data, [self.age]))
        self.state = self.snapshot()

    def snapshot(self) -> tuple:
        tables = ("device", "segment", "change", "head", "conflict", "aside", "receipt", "exchange", "record", "blob")
        counts = self.joram.run("select " + ", ".join(f"(select count(*) from {t})" for t in tables))
        return self.joram.digest, self.joram.ws.device, counts

    def encrypt(self, plain: bytes) -> bytes:
        return pyrage.encrypt(plain, [self.age.to_public()])

    def zipped(self, members) -> bytes:
        return self.encrypt(archive.write_archive(members))

    def resigned(self, key=None, changes=None, **cover) -> bytes:
        """Another cover and other changes, signed by `key` (Lina's own when None)."""
        members = dict(self.members)
        if changes is not None:
            members["changes.zst"] = changes
        manifest = json.loads(members["manifest.json"])
        manifest["parts"] = {n: {"size": len(d), "sha256": bundle.sha256(d).hexdigest()} for n, d in members.items() if not n.startswith("manifest")}
        members["manifest.json"] = json.dumps(manifest | cover).encode()
        members["manifest.sig"] = (key or self.lina_key).sign(b"ctip-bundle 1\n" + members["manifest.json"])
        return self.zipped(members)

    def with_body(self, change) -> bytes:
        """Other columns inside, everything else genuine."""
        body = msgspec.msgpack.decode(codec.inflate(self.members["changes.zst"]))
        change(body)
        return self.resigned(changes=zstandard.compress(msgspec.msgpack.encode(body)))

    def refused(self, data: bytes, kind=BadBundle) -> WorldError:
        path = self.path.with_name("bad.ctipbundle")
        path.write_bytes(data)
        for door in (exchange.preview, exchange.bring_in):
            with pytest.raises(kind) as error:
                door(self.joram.ws, path)
            assert error.value.what.endswith(".")
            assert error.value.kept
            assert error.value.next_step
        assert self.snapshot() == self.state
        return error.value


@pytest.fixture
def post(pair):
    return Post(*pair)


def test_cut_short_emptied_or_something_else(post):
    for data in (post.data[:-1], post.data[: len(post.data) // 2], post.data[:40], post.data + b"x"):
        said = post.refused(data)
        assert said.what == DAMAGED
        assert said.next_step == "Copy it again from the stick or the mail. If that does not help, ask Lina to send it again."


def test_another_kind_of_file_is_not_called_a_bundle(post):
    for data in (b"", b"age", b"%PDF-1.7 report", b"Dear colleague", b"PK\x03\x04" + bytes(100), bytes(1000), post.data[1:]):
        said = post.refused(data)
        assert said.what == NOT_OURS
        assert ".ctipbundle" in said.next_step


def test_any_flipped_bit_is_noticed(post):
    rnd = random.Random(1)
    for i in rnd.sample(range(len(post.data)), 60):
        said = post.refused(post.data[:i] + bytes([post.data[i] ^ 1 << rnd.randrange(8)]) + post.data[i + 1 :])
        assert said.what in (DAMAGED, NOT_OURS, NO_KEY)


def test_parts_exchanged_added_left_out_or_renamed(post):
    m = post.members
    for members in (
        {},
        m | {"../../x": b""},
        m | {"blobs/" + "0" * 64: b"x"},
        m | {"notes.txt": b"x"},
        {n: d for n, d in m.items() if n != "changes.zst"},
        {n: d for n, d in m.items() if n != "manifest.sig"},
        m | {"changes.zst": codec.encode([])},
        m | {"manifest.json": m["manifest.json"].replace(b'"number": 1', b'"number": 9')},
        m | {"manifest.json": b"[" * 100_000},
        m | {"manifest.json": b"null"},
        m | {"manifest.json": b"\xff"},
        m | {"manifest.sig": bytes(64)},
        m | {"manifest.sig": b""},
    ):
        assert post.refused(post.zipped(members)).what in (DAMAGED, CHANGED)


def test_zip_tricks(post):
    def zipped(**how) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", **how) as z:
            for name, data in post.members.items():
                z.writestr(name, data)
        return out.getvalue()

    plain = archive.write_archive(post.members)
    twice = plain[: plain.index(b"PK\x01\x02")]
    crc = bytearray(plain)
    crc[14] ^= 1
    size = bytearray(plain)
    size[18:26] = struct.pack("<II", 0xFFFFFFF0, 0xFFFFFFF0)
    for data in (
        zipped(compression=zipfile.ZIP_DEFLATED),
        b"x" + plain,
        twice + plain,
        twice[:50],
        plain[:20],
        bytes(crc),
        bytes(size),
        twice,
        b"".join(archive.write_archive({f"blobs/{i:064x}": b""})[:100] for i in range(11_000)) + plain,
    ):
        said = post.refused(post.encrypt(data)).what
        assert said == DAMAGED or "too large" in said


def test_a_stranger_cannot_speak_for_a_colleague_nor_readdress_a_bundle(post, laptop):
    stranger = Ed25519PrivateKey.generate()
    public = stranger.public_key().public_bytes_raw()
    keys = [*json.loads(post.members["manifest.json"])["keys"], public.hex()]
    assert "signature" in str(post.refused(post.resigned(stranger)))
    assert "signature" in str(post.refused(post.resigned(stranger, **{"from": device_id(public).hex()})))
    own_cover = {"from": device_id(public).hex(), "keys": keys, "base": {post.joram.ws.device.id.hex: "1-9"}}
    assert "card you have not added" in str(post.refused(post.resigned(stranger, **own_cover)))
    assert "another laptop" in str(post.refused(post.resigned(to=[bytes(16).hex()])))
    assert "another programme" in str(post.refused(post.resigned(programme=bytes(16).hex())))


def test_a_newer_format_says_so(post):
    assert "newer version" in str(post.refused(post.resigned(format=2), FileTooNew))
    assert "newer version" in str(post.refused(post.resigned(Ed25519PrivateKey.generate(), format=99, to=7), FileTooNew))


def test_a_cover_that_is_signed_and_malformed(post):
    for cover in (
        {"format": 0},
        {"format": "1"},
        {"number": 0},
        {"number": -1},
        {"made": -1},
        {"made": 1 << 60},
        {"from": "zz"},
        {"from": "00"},
        {"keys": ["00"]},
        {"keys": []},
        {"base": {"00": "1-2"}},
        {"base": {"00" * 16: "x"}},
        {"base": {"00" * 16: "0-5"}},
        {"base": {"00" * 16: "5-1"}},
        {"receipts": [7]},
        {"receipts": [{"text": "x", "key": "", "signature": ""}] * 10_001},
        {"to": "everybody"},
        {"parts": {}},
        {"programme": 5},
    ):
        assert post.refused(post.resigned(**cover)).what in (DAMAGED, CHANGED)


def test_receipts_that_are_forged_broken_or_older_are_left_out_and_stop_nothing(post):
    text = json.dumps({"device": post.lina.ws.device.id.hex, "number": 99, "at": 1, "headers": {}})
    nonsense = [
        {"text": text, "key": bytes(32).hex(), "signature": bytes(64).hex()},
        {"text": "{" * 50_000, "key": "zz", "signature": ""},
        {"text": text, "key": post.lina_key.public_key().public_bytes_raw().hex(), "signature": bytes(64).hex()},
    ]
    for body in (
        "7",
        text.replace("{}", '{"zz": "1-2"}'),
        text.replace("{}", '{"00": "a-b"}'),
        text.replace("99", "-1"),
        text.replace(": 1,", ": -1,"),
    ):
        signature = post.lina_key.sign(b"ctip-receipt 1\n" + body.encode()).hex()
        nonsense.append({"text": body, "key": post.lina_key.public_key().public_bytes_raw().hex(), "signature": signature})
    path = post.path.with_name("odd.ctipbundle")
    path.write_bytes(post.resigned(receipts=nonsense))
    exchange.bring_in(post.joram.ws, path)
    assert post.joram.run("select count(*) from receipt") == [(0,)]


def test_sizes_that_no_honest_bundle_has(post, monkeypatch):
    assert "too large" in str(post.refused(post.resigned(changes=zstandard.compress(bytes(1 << 26), 19))))
    unknown = zstandard.ZstdCompressor(write_content_size=False).compress(b"x" * 100)
    assert "too large" in post.refused(post.resigned(changes=unknown)).what
    assert post.refused(post.resigned(changes=b"not zstd")).what == DAMAGED
    hidden = [0, "Lina", 1, 4096, 1, bytes(32), [], bytes(64), [bytes(32)] * 128, []]
    assert "too large" in str(post.refused(post.with_body(lambda b: b.__setitem__(1, [hidden] * 500))))
    monkeypatch.setattr(bundle, "MOST_FILE", 100)
    assert "too large" in str(post.refused(post.data))


COLUMNS = {
    "a segment less": lambda b: b[1].pop(),
    "a value less": lambda b: b[7].pop(),
    "a value more": lambda b: b[7].append("1"),
    "an empty column": lambda b: b.__setitem__(3, b""),
    "width 0": lambda b: b.__setitem__(3, b"\0" + b[3][1:]),
    "width 9": lambda b: b.__setitem__(3, b"\x09" + b[3][1:]),
    "an index beyond the records": lambda b: b.__setitem__(2, b[2][:16]),
    "a record id cut": lambda b: b.__setitem__(2, b[2][:-1]),
    "an index beyond the fields": lambda b: b.__setitem__(4, b[4][:1]),
    "a field emptied": lambda b: b[4].__setitem__(0, ""),
    "a field with a line break": lambda b: b[4].__setitem__(0, "a\nb"),
    "a device beyond the ids": lambda b: b[1][0].__setitem__(0, 99),
    "a device counted from the end": lambda b: b[1][0].__setitem__(0, -1),
    "an id cut": lambda b: b[0].__setitem__(0, b"x"),
    "no changes in a segment": lambda b: b[1][0].__setitem__(3, 0),
    "too many changes in a segment": lambda b: b[1][0].__setitem__(3, 4097),
    "fewer changes than there are": lambda b: b[1][0].__setitem__(3, 1),
    "first number 0": lambda b: b[1][0].__setitem__(2, 0),
    "a number beyond all": lambda b: b[1][0].__setitem__(2, 1 << 63),
    "a context that ends in the middle": lambda b: b[1][0].__setitem__(6, [[0, bytes(8), [1, 2, 3]]]),
    "a context twice": lambda b: b[1][0].__setitem__(6, [[0, bytes(8), [1, 2]]] * 2),
    "a context of itself": lambda b: b[1][0].__setitem__(6, [[b[1][0][0], bytes(8), [1, 2]]]),
    "another author": lambda b: b[1][0].__setitem__(1, "Eve"),
    "another seed": lambda b: b[1][0].__setitem__(8, bytes(16)),
    "a proof of nothing": lambda b: b[1][0].__setitem__(8, []),
    "hidden and there": lambda b: b[1][0].__setitem__(8, [bytes(32)]),
    "another signature": lambda b: b[1][0].__setitem__(7, bytes(64)),
    "a line of our own as an extra": lambda b: b[1][0].__setitem__(9, ["height 99"]),
    "a number for a text": lambda b: b[7].__setitem__(0, 7),
    "a text for a number": lambda b: b[1][0].__setitem__(2, "1"),
    "one item less": lambda b: b.pop(),
    "values exchanged": lambda b: b[7].reverse(),
}


@pytest.mark.parametrize("what", COLUMNS)
def test_malformed_columns_behind_a_good_signature(post, what):
    assert post.refused(post.with_body(COLUMNS[what])).what == DAMAGED


def test_random_damage_in_the_columns_never_crashes_and_never_counts(post):
    raw, rnd = codec.inflate(post.members["changes.zst"]), random.Random(3)
    for _ in range(150):
        part = bytearray(raw)
        for _ in range(rnd.randint(1, 4)):
            part[rnd.randrange(len(part))] ^= 1 << rnd.randrange(8)
        post.path.with_name("bad.ctipbundle").write_bytes(post.resigned(changes=zstandard.compress(bytes(part))))
        try:
            exchange.preview(post.joram.ws, post.path.with_name("bad.ctipbundle"))
            assert bytes(part) == raw
        except WorldError:
            pass
    assert post.snapshot() == post.state


@settings(max_examples=100)
@given(
    st.recursive(
        st.none() | st.integers(-9, 1 << 63) | st.binary(max_size=40) | st.text(max_size=9), lambda x: st.lists(x, max_size=9), max_leaves=60
    )
)
def test_any_structure_instead_of_columns_is_refused(structure):
    with pytest.raises(WorldError):
        codec.decode(zstandard.compress(msgspec.msgpack.encode([structure] * 8)))


@settings(max_examples=100)
@given(st.binary(max_size=300))
def test_any_bytes_instead_of_an_archive_are_refused_or_empty(data):
    for untrusted in (data, b"PK\x03\x04" + data, archive.write_archive({"changes.zst": data})[:-20] + data):
        with contextlib.suppress(WorldError):
            assert set(archive.read_archive(untrusted)) <= {"changes.zst"}


def test_a_genuine_colleague_with_a_broken_program_does_no_harm(post):
    """Signed by Lina, well formed, and nonsense: contexts that contradict themselves, forged heights, values that are not JSON."""
    (*_, seg) = codec.decode(post.members["changes.zst"])
    circle = replace(seg, saw={bytes([9]) * 16: Saw(((1, 1 << 39),), bytes(8))}, height=(1 << 40) - 1)
    overlap = replace(seg, prev=seal(circle, post.lina_key)[1], first=seg.first + 3, height=seg.height + 1)
    odd = replace(seg, values=["[" * 5_000, "{", "NaN", "1e999", '{"state":"maybe"}', *seg.values[5:]], height=seg.height + 2)
    made = [seal(s, post.lina_key)[0] for s in (circle, overlap, odd)]
    path = post.path.with_name("odd.ctipbundle")
    path.write_bytes(post.resigned(changes=codec.encode([*codec.decode(post.members["changes.zst"]), *made])))
    receipt = exchange.bring_in(post.joram.ws, path, Progress())
    assert receipt.changes > 0
    assert post.joram.shows(post.lina.company("Company 3"), "workers") is not None
    exchange.take_back(post.joram.ws, receipt.bundle)
    assert post.joram.digest.state == post.state[0].state
