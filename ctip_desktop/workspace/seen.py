"""Which changes? Arithmetic on ranges of sequence numbers, and the contexts made of them.

Per stream (a device, or a branch of a forked one) a sorted tuple of closed ranges. `((1, 57),)` is the ordinary case, a plain version
vector; gaps are changes that are missing, withheld, set aside or refused. A `Context` is what the author of a segment could read: per
stream the ranges, and the *tip*: the first 8 bytes of the hash of the segment that holds the last of these numbers. The tip says which
branch is meant when a device turns out to have forked (a restored or copied file numbers its changes twice).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

Ranges = tuple[tuple[int, int], ...]
Seen = dict[bytes, Ranges]

TIP = 8
"""Bytes of a segment's hash that name a tip."""

_NO_LIMIT = 1 << 62


class Saw(NamedTuple):
    """One line of a context: numbers of one stream, and the tip (8 bytes, or empty when nobody said)."""

    ranges: Ranges
    tip: bytes = b""


Context = dict[bytes, Saw]


def has(ranges: Ranges, number: int) -> bool:
    """Is the number in one of the ranges?"""
    i = bisect_right(ranges, (number, _NO_LIMIT)) - 1
    return i >= 0 and number <= ranges[i][1]


def tidy(ranges: Iterable[tuple[int, int]]) -> Ranges:
    """Sorted, merged, without empty ones."""
    out: list[tuple[int, int]] = []
    for low, high in sorted(ranges):
        if out and low <= out[-1][1] + 1:
            out[-1] = (out[-1][0], max(out[-1][1], high))
        elif low <= high:
            out.append((low, high))
    return tuple(out)


def minus(a: Ranges, b: Ranges) -> Ranges:
    """What is in `a` and not in `b`; both tidy."""
    out: list[tuple[int, int]] = []
    for low, high in a:
        for cut_low, cut_high in b:
            if cut_low > high:
                break
            if cut_high >= low:
                out.append((low, cut_low - 1))
                low = cut_high + 1
        out.append((low, high))
    return tuple(r for r in out if r[0] <= r[1])


def common(a: Ranges, b: Ranges) -> Ranges:
    """What is in both."""
    return minus(a, minus(a, b))


def common_all(many: Iterable[Seen]) -> Seen:
    """What everybody has; nothing when nobody is asked."""
    first, *rest = list(many) or [{}]
    out = dict(first)
    for other in rest:
        out = {d: r for d, mine in out.items() if (r := common(mine, other.get(d, ())))}
    return out


def less(a: Seen, b: Seen) -> Seen:
    """What is in `a` and not in `b`, stream by stream."""
    return {d: r for d, mine in a.items() if (r := minus(mine, b.get(d, ())))}


def count(seen: Seen) -> int:
    """How many changes."""
    return sum(high - low + 1 for ranges in seen.values() for low, high in ranges)


def spell_ranges(ranges: Ranges) -> str:
    """`1-57 60-61`, as in headers and receipts."""
    return " ".join(f"{low}-{high}" for low, high in ranges)


def unspell_ranges(text: str) -> Ranges:
    """The ranges of `1-57 60-61`. Raises ValueError for anything else."""
    out: list[tuple[int, int]] = []
    for part in text.split():
        low, high = part.split("-")
        out.append((int(low), int(high)))
    return tidy(out)


def spell(seen: Seen) -> dict[str, str]:
    """For JSON: hex id → ranges."""
    return {d.hex(): spell_ranges(r) for d, r in sorted(seen.items())}


def unspell(text: dict[str, str]) -> Seen:
    """Back from `spell`. Raises ValueError."""
    return {bytes.fromhex(d): unspell_ranges(r) for d, r in text.items()}


def pack_context(context: Context) -> bytes:
    """The bytes of the column `segment.saw`: msgpack of id → [ranges, tip], ids in order."""
    from msgspec import msgpack

    return msgpack.encode({d: (saw.ranges, saw.tip) for d, saw in sorted(context.items())})


def unpack_context(data: bytes) -> Context:
    """Back from `pack_context`. Raises msgspec.DecodeError."""
    from msgspec import msgpack

    return msgpack.decode(data, type=dict[bytes, Saw])


def pack_ranges(ranges: Ranges) -> bytes:
    """The bytes of the column `segment.hidden`."""
    from msgspec import msgpack

    return msgpack.encode(ranges)


def unpack_ranges(data: bytes) -> Ranges:
    """Back from `pack_ranges`. Raises msgspec.DecodeError."""
    from msgspec import msgpack

    return msgpack.decode(data, type=Ranges)
