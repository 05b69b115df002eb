"""A second reader of bundles, written from docs/bundle-format.md alone: age, ZIP, Zstandard, MessagePack, SHA-2, SHAKE and Ed25519.

It imports nothing of the program's sync, so it fails when the document and the program part ways.
"""

import io
import json
import shutil
import struct
import subprocess
import zipfile
from hashlib import sha256, shake_256
from pathlib import Path
from uuid import UUID

import msgspec
import pyrage
import pytest
import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from ctip_desktop.sync import erasing, exchange
from ctip_desktop.workspace import blobs


def verify(key: bytes, signature: bytes, text: bytes) -> None:
    Ed25519PublicKey.from_public_bytes(key).verify(signature, text)


def device_of(key: bytes) -> bytes:
    return sha256(b"ctip device" + key).digest()[:16]


def pieces(data: bytes) -> list[bytes]:
    return [data[i : i + 16] for i in range(0, len(data), 16)]


def numbers(column: bytes) -> list[int]:
    width, body = column[0], column[1:]
    rows = len(body) // width
    return [sum(body[i * rows + r] << 8 * (width - 1 - i) for i in range(width)) for r in range(rows)]


def leaf(salt, record, time, field, value) -> bytes:
    return sha256(b"L" + salt + record + struct.pack(">Q", time) + field.encode() + b"\n" + value.encode()).digest()


def root(count: int, proof, rows: list) -> bytes:
    """`rows`: (record, time, field, value) or None where hidden."""
    groups = [rows[i : i + 32] for i in range(0, count, 32)]
    if isinstance(proof, bytes):
        proof = pieces(shake_256(b"S" + proof).digest(16 * len(groups)))
    hashes = b""
    for part, group in zip(proof, groups, strict=True):
        if isinstance(part, bytes) and len(part) == 32:
            hashes += part
            continue
        slots = part if isinstance(part, list) else pieces(shake_256(b"s" + part).digest(512))[: len(group)]
        hashes += sha256(b"G" + b"".join(s if len(s) == 32 else leaf(s, *row) for s, row in zip(slots, group, strict=True))).digest()
    return sha256(b"R" + struct.pack(">I", count) + hashes).digest()


def is_open(proof, count: int) -> list[bool]:
    if isinstance(proof, bytes):
        return [True] * count
    out = []
    for i, part in enumerate(proof):
        size = min(32, count - 32 * i)
        out += [len(x) == 16 for x in part] if isinstance(part, list) else [len(part) == 16] * size
    return out


def read(plain_zip: bytes):
    """(cover, changes, attachments), everything verified."""
    members = {name: zipfile.ZipFile(io.BytesIO(plain_zip)).read(name) for name in zipfile.ZipFile(io.BytesIO(plain_zip)).namelist()}
    cover = json.loads(members["manifest.json"])
    keys = {device_of(bytes.fromhex(k)): bytes.fromhex(k) for k in cover["keys"]}
    verify(keys[bytes.fromhex(cover["from"])], members["manifest.sig"], b"ctip-bundle 1\n" + members["manifest.json"])
    assert cover["format"] == 1
    assert set(cover["parts"]) == set(members) - {"manifest.json", "manifest.sig"}
    for name, part in cover["parts"].items():
        assert (len(members[name]), sha256(members[name]).hexdigest()) == (part["size"], part["sha256"])
    for receipt in cover["receipts"]:
        key = bytes.fromhex(receipt["key"])
        verify(key, bytes.fromhex(receipt["signature"]), b"ctip-receipt 1\n" + receipt["text"].encode())
        assert json.loads(receipt["text"])["device"] == device_of(key).hex()
    changes = read_changes(zstandard.decompress(members["changes.zst"]), keys)
    return cover, changes, {name[6:]: data for name, data in members.items() if name.startswith("blobs/")}


def read_changes(raw: bytes, keys: dict) -> list[tuple]:
    ids, segments, record_ids, records, field_names, fields, steps, values = msgspec.msgpack.decode(raw)
    records = [pieces(record_ids)[i] for i in numbers(records)]
    fields = [field_names[i] for i in numbers(fields)]
    times, time = [], 0
    for step in numbers(steps):
        time += step // 2 if step % 2 == 0 else -(step + 1) // 2
        times.append(time)
    rows = iter(zip(records, times, fields, values, strict=True))
    out, ends = [], {}
    for device, author, first, count, height, prev, saw, signature, proof, extra in segments:
        here = [next(rows) if o else None for o in is_open(proof, count)]
        lines = ["ctip-segment 1", f"device {ids[device].hex()}", f"author {author}", f"first {first}", f"count {count}", f"height {height}"]
        lines.append(f"prev {prev.hex()}")
        for stream, tip, flat in sorted(saw, key=lambda line: ids[line[0]]):
            lines.append(f"saw {ids[stream].hex()} {tip.hex()} " + " ".join(f"{a}-{b}" for a, b in zip(flat[::2], flat[1::2], strict=True)))
        lines += [*extra, f"root {root(count, proof, here).hex()}", ""]
        header = "\n".join(lines).encode()
        verify(keys[ids[device]], signature, header)
        assert prev == ends.get(ids[device], bytes(32))
        ends[ids[device]] = sha256(header).digest()
        out += [(ids[device], n, row) for n, row in enumerate(here, first)]
    assert next(rows, None) is None
    return out


@pytest.fixture
def sent(pair):
    """A bundle with relayed work, contexts, an attachment and several scripts."""
    lina, joram = pair
    company = joram.company("ស្រី មុំ Fisheries")
    joram.gives(lina)
    with lina.ws.writing() as connection:
        photo = blobs.put(connection, b"photo" * 99, "image/png")
    lina.write(company, town="ระนอง", photo=photo, **{f"question_{i}": i for i in range(70)})
    path = lina.folder / "for age.ctipbundle"
    identity = pyrage.x25519.Identity.generate()
    exchange.make(lina.ws, path, to=[joram.ws.device.id], to_age=[str(identity.to_public())])
    return lina, joram, path, identity, photo


def test_the_document_is_enough_to_read_a_bundle(sent):
    lina, joram, path, identity, photo = sent
    cover, changes, attachments = read(pyrage.decrypt(path.read_bytes(), [identity]))
    assert cover["from"] == lina.ws.device.id.hex
    assert set(cover["to"]) == {joram.ws.device.id.hex, str(identity.to_public())}
    assert attachments == {photo: b"photo" * 99}
    assert {(row[2], row[3]) for _, _, row in changes} >= {("town", '"ระนอง"'), ("name", '"ស្រី មុំ Fisheries"'), ("question_69", "69")}
    here = lina.run("select d.id, c.seq, c.record, c.at, c.field, c.value from change c join device d on d.n=c.device")
    assert {(d, n, row) for d, n, row in changes} == {(d, n, (r, at, f, v)) for d, n, r, at, f, v in here}


def test_an_erased_value_is_a_leaf_and_its_coordinates_stand_in_the_erasing_change(sent):
    """Read by section 8 alone: the signature holds, the value is not there, and who erased it says where it stood."""
    lina, joram, path, identity, _ = sent
    company = UUID(bytes=lina.run("select record from change where field='question_7'")[0][0])
    before = {(d, n): row for d, n, row in read(pyrage.decrypt(path.read_bytes(), [identity]))[1]}
    erasing.erase(lina.ws, company, "question_7")
    exchange.make(lina.ws, path, to=[joram.ws.device.id], to_age=[str(identity.to_public())])
    plain = pyrage.decrypt(path.read_bytes(), [identity])
    cover, changes, _ = read(plain)
    gone = [(device, n) for device, n, row in changes if row is None]
    assert [before[one][2] for one in gone] == ["question_7"]
    record, time, field, _ = before[gone[0]]
    (value,) = [row[3] for _, _, row in changes if row is not None and row[2] == "~erase" and row[0] == record]
    ((digest, places),) = json.loads(value).items()
    assert list(places.values()) == [[field, time]]
    ids, segments, *_ = msgpack_of(plain)
    named = [s for s in segments if ids[s[0]] == gone[0][0] and s[2] + int(next(iter(places))) == gone[0][1]]
    assert len(named) == 1
    part = named[0][8][int(next(iter(places))) // 32]
    assert len(part[int(next(iter(places))) % 32]) == 32
    assert digest in {h.hex() for (h,) in lina.run("select hash from segment")}
    journal, state = json.loads(cover["receipts"][0]["text"])["digest"]
    lines: dict[bytes, list[str]] = {}
    heads = "head h join change c on c.device=h.device and c.seq=h.seq join device d on d.n=h.device"
    query = f"select h.record, h.field, d.id, h.seq, c.value is null from {heads}"
    for record, field, device, seq, erased in lina.run(query):
        lines.setdefault(record, []).append(f"{field}\n{device.hex()} {seq} {erased}\n")
    assert state == sha256(b"".join(r + sha256("".join(sorted(x)).encode()).digest() for r, x in sorted(lines.items()))).hexdigest()
    assert len(journal) == 64


def msgpack_of(plain_zip: bytes):
    return msgspec.msgpack.decode(zstandard.decompress(zipfile.ZipFile(io.BytesIO(plain_zip)).read("changes.zst")))


@pytest.mark.skipif(shutil.which("age") is None, reason="the age tool is not installed")
def test_the_stock_age_tool_opens_a_bundle_with_the_right_key_only(sent, tmp_path):
    _, _, path, identity, _ = sent
    right, wrong = tmp_path / "right.txt", tmp_path / "wrong.txt"
    right.write_text(f"{identity}\n")
    wrong.write_text(f"{pyrage.x25519.Identity.generate()}\n")
    done = subprocess.run(["age", "-d", "-i", right, path], capture_output=True, check=True)
    assert read(done.stdout)[0]["format"] == 1
    refused = subprocess.run(["age", "-d", "-i", wrong, path], capture_output=True, check=False)
    assert refused.returncode != 0
    assert refused.stdout == b""


def test_the_receipt_states_the_digests_as_the_document_says(sent):
    lina, _, path, identity, _ = sent
    cover, _, _ = read(pyrage.decrypt(path.read_bytes(), [identity]))
    journal, state = json.loads(cover["receipts"][0]["text"])["digest"]
    hashes = sorted(h for (h,) in lina.run("select hash from segment where status=0"))
    assert journal == sha256(b"".join(hashes)).hexdigest()
    lines: dict[bytes, list[str]] = {}
    for record, field, device, seq in lina.run("select h.record, h.field, d.id, h.seq from head h join device d on d.n=h.device"):
        lines.setdefault(record, []).append(f"{field}\n{device.hex()} {seq} 0\n")
    assert state == sha256(b"".join(r + sha256("".join(sorted(x)).encode()).digest() for r, x in sorted(lines.items()))).hexdigest()


def test_the_card_is_signed_as_the_document_says(pair):
    lina, _ = pair
    lines = exchange.card(lina.ws).text.splitlines()
    assert [line.split(":")[0] for line in lines] == [
        "CTIP card 1",
        "person",
        "device",
        "programme",
        "programme-id",
        "age",
        "key",
        "words",
        "signature",
    ]
    signed = b"ctip-card 1\n" + "\n".join(lines[1:7]).encode()
    verify(bytes.fromhex(lines[6].split(": ")[1]), bytes.fromhex(lines[8].split(": ")[1]), signed)
    words = (Path(__file__).resolve().parents[2] / "resources" / "words.txt").read_text().split()
    assert lines[7] == "words: " + " ".join(words[b] for b in sha256(signed).digest()[:8])
