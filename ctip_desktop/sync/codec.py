"""`changes.zst`: segments as columns of msgpack, compressed with Zstandard.

    [ids, segments, record ids, record index, field names, field index, time steps, values]

Columns of whole numbers are a width byte and then the bytes by significance, so that the quiet high bytes become runs. Hidden changes have
no rows. Decoding only checks that the columns fit together; shape, root and signature of each segment are checked by `segments`.
docs/bundle-format.md is the exact description.
"""

from __future__ import annotations

import struct
from collections.abc import Hashable, Iterable, Sequence
from itertools import islice
from typing import Any, NamedTuple, TypeVar

import msgspec
import zstandard

from ctip_desktop.sync.refusal import damaged, too_large
from ctip_desktop.sync.segments import MOST, Proof, Segment, shape_of
from ctip_desktop.workspace.seen import Context, Saw

LEVEL = 19
MOST_CHANGES = 2_000_000
MOST_BYTES = 1 << 28
MOST_RATIO = 200
SMALL = 1 << 20
"""Below this size any ratio is allowed: a megabyte harms nobody."""

_T = TypeVar("_T", bound=Hashable)
_Line = tuple[int, bytes, tuple[int, ...]]


class _Head(NamedTuple):
    """A segment without its columns."""

    device: int
    author: str
    first: int
    size: int
    height: int
    prev: bytes
    saw: list[_Line]
    signature: bytes
    proof: Proof
    extra: list[str]


class _Body(NamedTuple):
    ids: list[bytes]
    heads: list[_Head]
    record_ids: bytes
    records: bytes
    field_names: list[str]
    fields: bytes
    steps: bytes
    values: list[str]


# -- out -------------------------------------------------------------------------------------------------------------------------


def encode(segments: Sequence[Segment]) -> bytes:
    """The compressed bytes of these segments, in this order."""
    records, fields, ats, values = ([x for s in segments for x in s.columns[i] if x is not None] for i in range(4))
    record_ids, record_index = _dictionary(records)
    field_names, field_index = _dictionary(fields)
    ids = sorted({s.device for s in segments} | {name for s in segments for name in s.saw})
    number = {name: n for n, name in enumerate(ids)}
    heads = [_head(s, number) for s in segments]
    columns = (pack_numbers(record_index), field_names, pack_numbers(field_index), pack_numbers(_steps(ats)), values)
    raw = msgspec.msgpack.encode([ids, heads, b"".join(record_ids), *columns])
    return zstandard.ZstdCompressor(level=LEVEL, write_content_size=True).compress(raw)


def _head(seg: Segment, number: dict[bytes, int]) -> _Head:
    saw = [(number[name], one.tip, tuple(n for pair in one.ranges for n in pair)) for name, one in sorted(seg.saw.items())]
    return _Head(number[seg.device], seg.author, seg.first, len(seg), seg.height, seg.prev, saw, seg.signature, seg.proof, list(seg.extra))


def _dictionary(values: Iterable[_T]) -> tuple[list[_T], list[int]]:
    """(distinct values in order of appearance, position of each value among them)."""
    where: dict[_T, int] = {}
    index = [where.setdefault(v, len(where)) for v in values]
    return list(where), index


def _steps(ats: Iterable[int]) -> list[int]:
    """Differences, zigzag: 0, -1, 1, -2 … become 0, 1, 2, 3 …"""
    out, previous = [], 0
    for at in ats:
        out.append((at - previous) * 2 if at >= previous else (previous - at) * 2 - 1)
        previous = at
    return out


def pack_numbers(numbers: Sequence[int]) -> bytes:
    """A column of whole numbers ≥ 0: width byte, then all highest bytes, …, all lowest bytes."""
    size = max(1, (max(numbers, default=0).bit_length() + 7) // 8)
    raw = b"".join(n.to_bytes(size, "big") for n in numbers)
    return bytes([size]) + b"".join(raw[i::size] for i in range(size))


# -- in --------------------------------------------------------------------------------------------------------------------------


def decode(untrusted: bytes) -> list[Segment]:
    """The segments, not verified yet. Raises BadBundle."""
    raw = inflate(untrusted)
    try:
        return _segments(msgspec.msgpack.decode(raw, type=_Body))
    except (msgspec.DecodeError, IndexError, ValueError, OverflowError) as e:
        raise damaged(f"malformed columns: {type(e).__name__}") from e


def inflate(untrusted: bytes) -> bytes:
    """The decompressed bytes. Raises BadBundle for damage and for sizes that no honest bundle has."""
    try:
        size = zstandard.frame_content_size(untrusted)
        if not 0 <= size <= min(MOST_BYTES, max(SMALL, MOST_RATIO * len(untrusted))):
            raise too_large(f"its changes claim {size:,} bytes")
        return zstandard.ZstdDecompressor(max_window_size=1 << 27).decompress(untrusted, max_output_size=size)
    except zstandard.ZstdError as e:
        raise damaged("changes.zst cannot be decompressed") from e


def unpack_numbers(column: bytes, count: int) -> Sequence[int]:
    """The numbers of a column of `count` rows. Raises BadBundle when it has another length."""
    size, body = (column[0], column[1:]) if column else (0, b"")
    if not 0 < size <= 8 or len(body) != size * count:
        raise damaged("malformed column")
    if size == 1:
        return body
    wide = bytearray(8 * count)
    for i in range(size):
        wide[8 - size + i :: 8] = body[i * count : (i + 1) * count]
    return struct.unpack(f">{count}Q", wide)


def _segments(body: _Body) -> list[Segment]:
    if any(not 0 < head.size <= MOST for head in body.heads):
        raise damaged("malformed segment")
    if sum(head.size for head in body.heads) > MOST_CHANGES:
        raise too_large(f"more than {MOST_CHANGES:,} changes")
    layout = [shape_of(head.proof, head.size) for head in body.heads]
    columns = _columns(body, sum(map(sum, layout)))
    return [_segment(head, body.ids, is_open, columns) for head, is_open in zip(body.heads, layout, strict=True)]


def _columns(body: _Body, count: int) -> tuple[Any, ...]:
    """Iterators over the rows of all open changes: record, field, time, value."""
    if len(body.values) != count:
        raise damaged("malformed columns")
    known = [body.record_ids[i : i + 16] for i in range(0, len(body.record_ids), 16)]
    records = [known[i] for i in unpack_numbers(body.records, count)]
    fields = [body.field_names[i] for i in unpack_numbers(body.fields, count)]
    return iter(records), iter(fields), iter(_times(unpack_numbers(body.steps, count))), iter(body.values)


def _times(steps: Iterable[int]) -> list[int]:
    out, at = [], 0
    for step in steps:
        at += -(step + 1 >> 1) if step & 1 else step >> 1
        out.append(at)
    return out


def _segment(head: _Head, ids: list[bytes], is_open: list[bool], columns: tuple[Any, ...]) -> Segment:
    if all(is_open):
        parts = [list(islice(column, len(is_open))) for column in columns]
    else:
        parts = [[next(column) if o else None for o in is_open] for column in columns]
    records, fields, ats, values = parts
    device, saw = ids[_index(head.device)], _context(head.saw, ids)
    return Segment(
        device, head.author, head.first, head.height, head.prev, saw, records, fields, ats, values, head.proof, head.signature, tuple(head.extra)
    )


def _context(lines: list[_Line], ids: list[bytes]) -> Context:
    context = {ids[_index(d)]: Saw(tuple(zip(flat[::2], flat[1::2], strict=True)), tip) for d, tip, flat in lines}
    if len(context) != len(lines):
        raise damaged("the same device twice in a context")
    return context


def _index(n: int) -> int:
    """No counting from the end of a list."""
    if n < 0:
        raise damaged("malformed number")
    return n
