"""The ZIP inside a bundle: stored members, nothing else. Written with the standard library, read by a strict reader of our own.

The reader walks the local headers from the first byte and refuses whatever the writer would not have written (compression, encryption,
extra fields, data descriptors, doubled or unexpected names). So there is one view of the content, and no member can be larger than the file.
"""

from __future__ import annotations

import re
import struct
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from zlib import crc32

from ctip_desktop.sync.refusal import damaged, too_large

NAME = re.compile(r"manifest\.json|manifest\.sig|changes\.zst|blobs/[0-9a-f]{64}")
MOST_MEMBERS = 10_000
_LOCAL = struct.Struct("<4s5H3I2H")
_STORED = 0
_UTF8 = 0x800


def write_archive(members: Mapping[str, bytes]) -> bytes:
    """A ZIP of these members, stored, in this order, with no times."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue()


def read_archive(untrusted: bytes) -> dict[str, bytes]:
    """The members. Raises BadBundle."""
    out: dict[str, bytes] = {}
    for name, data in _members(memoryview(untrusted)):
        if name in out or not NAME.fullmatch(name):
            raise damaged("unexpected member")
        if len(out) == MOST_MEMBERS:
            raise too_large(f"more than {MOST_MEMBERS:,} parts")
        out[name] = bytes(data)
    return out


def _members(view: memoryview) -> Iterator[tuple[str, memoryview]]:
    at = 0
    while bytes(view[at : at + 4]) == b"PK\x03\x04":
        if at + _LOCAL.size > len(view):
            raise damaged("truncated member")
        _, _, flags, method, _, _, crc, packed, size, name_size, extra_size = _LOCAL.unpack_from(view, at)
        start = at + _LOCAL.size + name_size
        at = start + size
        if flags & ~_UTF8 or method != _STORED or packed != size or extra_size or at > len(view):
            raise damaged("unexpected kind of member")
        if crc32(view[start:at]) != crc:
            raise damaged("check sum of a member")
        yield bytes(view[start - name_size : start]).decode("ascii", "replace"), view[start:at]
    if bytes(view[at : at + 4]) != b"PK\x01\x02":
        raise damaged("no archive")
