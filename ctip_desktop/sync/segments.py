"""One device's run of changes, sealed: salted commitments, one signature, and views that hide single changes without breaking it.

    leaf = SHA256("L" salt16 record16 at8 field LF value)     group = SHA256("G" up to 32 leaves)     root = SHA256("R" count4 group…)
    group seeds = SHAKE256("S" seed16)     salts of a group = SHAKE256("s" group seed)

16 bytes of seed open a whole segment. `proof` says how the root is reached: `bytes(16)` is the seed, all open; or a list with, per group,
`bytes(16)` its seed (open), `bytes(32)` its hash (hidden), or a list with, per change, `bytes(16)` its salt (open) or `bytes(32)` its leaf
(hidden). A withheld and an erased change look alike: salt, record, field, time and value are gone, the leaf remains.
docs/bundle-format.md is the exact description.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256, shake_256
from itertools import chain
from typing import TYPE_CHECKING, Any, cast
from unicodedata import category

from ctip_desktop.dataclass import dataclass
from ctip_desktop.sync.refusal import damaged
from ctip_desktop.workspace.devices import device_id
from ctip_desktop.workspace.seen import TIP, Context, Saw, spell_ranges

if TYPE_CHECKING:  # loaded by those who sign and check
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

GROUP = 32
"""Changes under one group hash."""
MOST = 4096
"""Changes in one segment."""
START = bytes(32)
"""`prev` of a device's first segment."""
MOST_NUMBER = 1 << 40
MOST_TIME = 1 << 53
MOST_NAME = 200
MOST_VALUE = 1 << 20
MOST_EXTRA = 100
NOT_IN_A_LINE = frozenset({"Cc", "Cs", "Zl", "Zp"})
KNOWN_LINES = frozenset({"ctip-segment", "device", "author", "first", "count", "height", "prev", "saw", "root"})

Proof = bytes | list[bytes | list[bytes]]


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of one device's changes made under one context.

    Attributes:
        height: 1 + the greatest height its author had seen (Lamport); makes *saw* free of circles.
        prev: hash of the same device's segment before.
        saw: changes of other devices that its author had read, exactly.
        records, fields, ats, values: one entry per change, None where hidden. `ats` are milliseconds since 1970 by the
            device's clock, for display; `values` are JSON text, forwarded byte for byte.
        extra: header lines of a newer version: signed, kept, passed on.
    """

    device: bytes
    author: str
    first: int
    height: int
    prev: bytes
    saw: Context
    records: Sequence[bytes | None]
    fields: Sequence[str | None]
    ats: Sequence[int | None]
    values: Sequence[str | None]
    proof: Proof = b""
    signature: bytes = b""
    extra: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.records)

    @property
    def last(self) -> int:
        """Number of the last change."""
        return self.first + len(self.records) - 1

    @property
    def columns(self) -> tuple[Sequence[Any], ...]:
        """records, fields, ats, values."""
        return self.records, self.fields, self.ats, self.values


def is_one_line(text: str) -> bool:
    """No control characters and no line breaks of any script; joiners inside names stay allowed."""
    return text.isprintable() or all(category(c) not in NOT_IN_A_LINE for c in text)


# -- commitments -----------------------------------------------------------------------------------------------------------------


def _cut(data: bytes) -> list[bytes]:
    return [data[i : i + 16] for i in range(0, len(data), 16)]


def group_seeds(seed: bytes, count: int) -> list[bytes]:
    """The seed of each group of a segment of `count` changes."""
    return _cut(shake_256(b"S" + seed).digest(16 * -(-count // GROUP)))


def salts(group_seed: bytes) -> list[bytes]:
    """The 32 salts of a group."""
    return _cut(shake_256(b"s" + group_seed).digest(16 * GROUP))


def _leaves(seg: Segment, some_salts: Iterable[bytes], a: int, b: int) -> list[bytes]:
    """Leaves of the changes a … b-1, all of which are open."""
    times = struct.pack(f">{b - a}Q", *seg.ats[a:b])
    records = cast("Sequence[bytes]", seg.records[a:b])
    rows = zip(range(0, 8 * (b - a), 8), some_salts, records, seg.fields[a:b], seg.values[a:b], strict=False)
    return [sha256(b"L" + s + r + times[i : i + 8] + f"{f}\n{v}".encode()).digest() for i, s, r, f, v in rows]


def _leaf(seg: Segment, i: int, slot: bytes) -> bytes:
    return slot if len(slot) == 32 else _leaves(seg, [slot], i, i + 1)[0]


def _groups(count: int) -> range:
    return range(0, count, GROUP)


def _group_hash(leaves: Iterable[bytes]) -> bytes:
    return sha256(b"G" + b"".join(leaves)).digest()


def _hash_of_group(seg: Segment, a: int, part: bytes | list[bytes]) -> bytes:
    if isinstance(part, list):
        return _group_hash(_leaf(seg, i, slot) for i, slot in enumerate(part, a))
    if len(part) == 16:
        return _group_hash(_leaves(seg, salts(part), a, min(len(seg), a + GROUP)))
    return part


def root(seg: Segment) -> bytes:
    """The commitment to all changes, the same for every view. The shape must have been checked."""
    n = len(seg)
    if isinstance(seg.proof, bytes):
        every_salt = chain.from_iterable(map(salts, group_seeds(seg.proof, n)))
        joined = b"".join(_leaves(seg, every_salt, 0, n))
        hashes = [sha256(b"G" + joined[i : i + 32 * GROUP]).digest() for i in range(0, 32 * n, 32 * GROUP)]
    else:
        hashes = [_hash_of_group(seg, a, part) for a, part in zip(_groups(n), seg.proof, strict=True)]
    return sha256(b"R" + struct.pack(">I", n) + b"".join(hashes)).digest()


# -- the signed text -------------------------------------------------------------------------------------------------------------


def _saw_line(name: bytes, saw: Saw) -> str:
    return f"saw {name.hex()} {saw.tip.hex()} {spell_ranges(saw.ranges)}"


def header(seg: Segment) -> bytes:
    """The signed text: plain lines, so that a verifier in any language needs no canonical encoder."""
    lines = [
        "ctip-segment 1",
        f"device {seg.device.hex()}",
        f"author {seg.author}",
        f"first {seg.first}",
        f"count {len(seg)}",
        f"height {seg.height}",
        f"prev {seg.prev.hex()}",
        *(_saw_line(name, seg.saw[name]) for name in sorted(seg.saw)),
        *seg.extra,
        f"root {root(seg).hex()}",
        "",
    ]
    return "\n".join(lines).encode()


def seal(seg: Segment, key: Ed25519PrivateKey) -> tuple[Segment, bytes]:
    """The segment with fresh salts and its signature, and its hash."""
    salted = replace(seg, proof=os.urandom(16))
    text = header(salted)
    return replace(salted, signature=key.sign(text)), sha256(text).digest()


def text_of(seg: Segment, public_key: bytes) -> bytes:
    """The text whose signature is still to be checked; its SHA-256 is the segment's hash. Raises BadBundle for a malformed segment."""
    check_shape(seg)
    if device_id(public_key) != seg.device:
        raise damaged("key does not belong to the device")
    return header(seg)


def check_signature(public_key: bytes, signature: bytes, text: bytes) -> None:
    """Raises BadBundle unless `signature` is this key's over this text."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, text)
    except (InvalidSignature, ValueError):
        raise damaged("signature of a segment does not match") from None


# -- shape: everything that `header` and the tables rely on ------------------------------------------------------------------------


def check_numbers(seg: Segment) -> None:
    """Raises BadBundle unless the numbers, ids and lengths on the head are ones that the tables can hold. Cheap: before anything is asked."""
    if not _head_is_sound(seg):
        raise damaged("malformed segment")


def check_shape(seg: Segment) -> None:
    """Raises BadBundle for a segment from outside that is not well formed; its types were checked by the decoder."""
    if not (_head_is_sound(seg) and all(_saw_is_sound(name, saw) for name, saw in seg.saw.items())):
        raise damaged("malformed segment")
    if not (_names_are_sound(seg) and _columns_are_sound(seg, shown(seg))):
        raise damaged("malformed change")


def _head_is_sound(seg: Segment) -> bool:
    return (
        0 < len(seg) <= MOST
        and 0 < seg.first <= seg.last < MOST_NUMBER
        and 0 < seg.height < MOST_NUMBER
        and len(seg.prev) == 32
        and len(seg.device) == 16
        and len(seg.signature) == 64
        and seg.device not in seg.saw
    )


def _saw_is_sound(name: bytes, saw: Saw) -> bool:
    flat = [n for pair in saw.ranges for n in pair]
    rising = flat == sorted(flat) and all(a + 1 < b for a, b in zip(flat[1::2], flat[2::2], strict=False))
    return len(name) == 16 and len(saw.tip) == TIP and bool(flat) and flat[0] > 0 and flat[-1] < MOST_NUMBER and rising


def _names_are_sound(seg: Segment) -> bool:
    lines_are_new = not any(line.split(" ")[0] in KNOWN_LINES for line in seg.extra)
    short = len(seg.author) <= MOST_NAME and len(seg.extra) <= MOST_EXTRA and all(len(x) <= MOST_VALUE for x in seg.extra)
    return short and lines_are_new and all(map(is_one_line, (seg.author, *seg.extra)))


def _columns_are_sound(seg: Segment, is_open: Sequence[bool]) -> bool:
    columns: Iterable[Sequence[Any]] = seg.columns
    if not all(is_open):
        if any((x is not None) != o for column in seg.columns for x, o in zip(column, is_open, strict=True)):
            return False
        columns = [[x for x in column if x is not None] for column in seg.columns]
    records, fields, ats, values = columns
    if {len(column) for column in (records, fields, ats, values)} != {sum(is_open)}:
        return False
    return not records or (
        set(map(len, records)) == {16}
        and min(ats) >= 0
        and max(ats) < MOST_TIME
        and max(map(len, values)) <= MOST_VALUE
        and all(0 < len(field) <= MOST_NAME and field.isprintable() for field in set(fields))
    )


def shown(seg: Segment) -> list[bool]:
    """Per change: is it open? Raises BadBundle for a proof that does not fit the segment."""
    return shape_of(seg.proof, len(seg))


def shape_of(proof: Proof, count: int) -> list[bool]:
    """Per change of a segment of `count`: does this proof leave it open? Raises BadBundle for a malformed proof."""
    if isinstance(proof, bytes):
        if len(proof) != 16:
            raise damaged("malformed proof")
        return [True] * count
    if len(proof) != len(_groups(count)):
        raise damaged("malformed proof")
    return [is_open for a, part in zip(_groups(count), proof, strict=True) for is_open in _group_shape(part, min(count - a, GROUP))]


def _group_shape(part: bytes | list[bytes], size: int) -> list[bool]:
    slots = part if isinstance(part, list) else [part] * size
    if len(slots) != size or not set(map(len, slots)) <= {16, 32}:
        raise damaged("malformed proof")
    return [len(slot) == 16 for slot in slots]


# -- views -----------------------------------------------------------------------------------------------------------------------


def hide(seg: Segment, positions: set[int]) -> Segment:
    """The view without the changes at these positions (0 = first change). Root, header and signature stay valid."""
    if not positions:
        return seg
    parts: list[bytes | list[bytes]] = list(seg.proof) if isinstance(seg.proof, list) else list(group_seeds(seg.proof, len(seg)))
    proof: Proof = [_hide_in_group(seg, a, part, positions) for a, part in zip(_groups(len(seg)), parts, strict=True)]
    records, fields, ats, values = ([None if i in positions else x for i, x in enumerate(column)] for column in seg.columns)
    return replace(seg, proof=proof, records=records, fields=fields, ats=ats, values=values)


def _hide_in_group(seg: Segment, a: int, part: bytes | list[bytes], positions: set[int]) -> bytes | list[bytes]:
    b = min(len(seg), a + GROUP)
    if positions.isdisjoint(range(a, b)) or (isinstance(part, bytes) and len(part) == 32):
        return part
    slots = salts(part)[: b - a] if isinstance(part, bytes) else part
    slots = [_leaf(seg, i, slot) if i in positions else slot for i, slot in enumerate(slots, a)]
    return slots if any(len(slot) == 16 for slot in slots) else _group_hash(slots)


def combine(mine: Segment, theirs: Segment) -> Segment:
    """Two verified views of one segment: whatever either shows."""
    if isinstance(mine.proof, bytes):
        return mine
    if isinstance(theirs.proof, bytes):
        return theirs
    records, fields, ats, values = (
        [y if x is None else x for x, y in zip(one, other, strict=True)] for one, other in zip(mine.columns, theirs.columns, strict=True)
    )
    proof: Proof = [_fuller(p, q) for p, q in zip(mine.proof, theirs.proof, strict=True)]
    return replace(mine, proof=proof, records=records, fields=fields, ats=ats, values=values)


def _fuller(p: bytes | list[bytes], q: bytes | list[bytes]) -> bytes | list[bytes]:
    """What opens more of a group. A seed (16 bytes) opens all of it, a hash (32) nothing."""
    if isinstance(p, list) and isinstance(q, list):
        return [min(x, y, key=len) for x, y in zip(p, q, strict=True)]
    theirs_opens_all = isinstance(q, bytes) and len(q) == 16
    mine_opens_nothing = isinstance(p, bytes) and len(p) == 32
    return q if theirs_opens_all or mine_opens_nothing else p


def open_rows(seg: Segment) -> Iterator[tuple[int, bytes, str, int, str]]:
    """(number, record, field, time, value) of every change that is open in this view."""
    numbered = zip(range(seg.first, seg.last + 1), seg.records, seg.fields, seg.ats, seg.values, strict=True)
    rows = numbered if isinstance(seg.proof, bytes) else (row for row in numbered if row[1] is not None)
    return cast("Iterator[tuple[int, bytes, str, int, str]]", rows)
