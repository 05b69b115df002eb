"""Before a workbook is read: how large would it become? A few kilobytes can claim gigabytes, which would end the program.

XLSX and ODS are ZIP files of XML. Every member is unpacked once, in portions, and thrown away; what is counted is the bytes, and how far the
sheets reach, because a reader makes room for every cell between the first and the last.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

MOST_UNPACKED = 400_000_000
"""Bytes of all members together."""

MOST_MEMBERS = 2_000
MOST_CELLS = 10_000_000
"""Cells from the first corner to the last filled cell."""

_PORTION = 1 << 20
_OVERLAP = 4096
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # MS-OFFCRYPTO 2.3.4.4: the stream that holds the workbook
_LOCAL = struct.Struct("<4s5H3I2H")
_STORED, _DEFLATED = 0, 8
_XLSX = re.compile(r"xl/(worksheets|chartsheets|dialogsheets)/.*", re.IGNORECASE)
_ODS = "content.xml"

_PLACE = re.compile(rb"\br\s{0,99}=\s{0,99}[\"']([A-Za-z]{0,9})(\d{1,12})")
"""The place of a cell (`r="AB12"`) or of a row (`r="12"`) in XLSX."""

_ROW = re.compile(rb"<table:table-row\b([^>]*)>(.*?)</table:table-row>", re.DOTALL)
_CELL = re.compile(rb"<table:(?:covered-)?table-cell\b([^>]*?)(/?)>")
_TIMES = re.compile(rb"-repeated\s{0,99}=\s{0,99}[\"'](\d{1,12})")
"""In ODS a row or cell can stand for many: empty ones always do, at the end of every sheet."""


class TooLarge(Exception):
    """No honest list or form is of this size. `str` says in which respect."""


class NoContainer(Exception):
    """Not a ZIP file that a spreadsheet program would write."""


class Protected(NoContainer):
    """An XLSX with a password: Office packs it, encrypted, into the container of its old formats."""

    def __init__(self) -> None:
        super().__init__("it is protected with a password")


def check_container(raw: bytes) -> None:
    """Raises TooLarge, NoContainer or Protected. Anything else that is no ZIP file (XLS) passes: it cannot be larger than it is."""
    if raw.startswith(_OLE) and _ENCRYPTED in raw:
        raise Protected
    if not raw.startswith(b"PK"):
        return
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, struct.error) as error:
        raise NoContainer(type(error).__name__) from error
    if len(members) > MOST_MEMBERS:
        raise TooLarge(f"more than {MOST_MEMBERS:,} parts")
    room = MOST_UNPACKED
    for member in members:
        for portion in _reach_checked(member, _unpacked(raw, member)):
            room -= portion
            if room < 0:
                raise TooLarge(f"more than {MOST_UNPACKED // 1_000_000} MB unpacked")


def _unpacked(raw: bytes, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """The content in portions, as long as it really is, whatever the directory says."""
    if member.compress_type not in (_STORED, _DEFLATED) or member.flag_bits & 1:
        raise NoContainer("encrypted, or packed in another way")
    start = member.header_offset
    if start < 0 or start + _LOCAL.size > len(raw):
        raise NoContainer("a part is missing")
    *_, name_size, extra_size = _LOCAL.unpack_from(raw, start)
    begin = start + _LOCAL.size + name_size + extra_size
    packed = memoryview(raw)[begin : begin + member.compress_size]
    return _inflated(packed) if member.compress_type == _DEFLATED else (bytes(packed[i : i + _PORTION]) for i in range(0, len(packed), _PORTION))


def _inflated(packed: memoryview) -> Iterator[bytes]:
    machine, rest = zlib.decompressobj(-zlib.MAX_WBITS), bytes(packed)
    try:
        while rest and not machine.eof:
            yield machine.decompress(rest, _PORTION)
            rest = machine.unconsumed_tail
    except zlib.error as error:
        raise NoContainer("a part is damaged") from error


def _reach_checked(member: zipfile.ZipInfo, portions: Iterator[bytes]) -> Iterator[int]:
    """The size of each portion; of a sheet also how far it reaches is looked at."""
    sheet = _Xlsx() if _XLSX.fullmatch(member.filename) else _Ods() if member.filename == _ODS else None
    for portion in portions:
        yield len(portion)
        if sheet is not None:
            sheet.read(portion)
            if sheet.rows * sheet.columns > MOST_CELLS:
                raise TooLarge("its sheet reaches too far")


class _Xlsx:
    """How far a sheet reaches, read portion by portion."""

    def __init__(self) -> None:
        self.rows = self.columns = 1
        self._rest = b""

    def read(self, portion: bytes) -> None:
        text = self._rest + portion
        for letters, digits in _PLACE.findall(text):
            self.rows = max(self.rows, int(digits))
            if letters:
                self.columns = max(self.columns, _column(letters))
        self._rest = text[-_OVERLAP:]


class _Ods:
    """The same for all sheets of an ODS file together, row by row."""

    def __init__(self) -> None:
        self.rows = self.columns = self._passed = 0
        self._rest = b""

    def read(self, portion: bytes) -> None:
        text, end = self._rest + portion, 0
        for row in _ROW.finditer(text):
            self._row(_times(row[1]), row[2])
            end = row.end()
        self._rest = text[end:]

    def _row(self, times: int, content: bytes) -> None:
        place = width = 0
        for attributes, closed in _CELL.findall(content):
            place += _times(attributes)
            if not closed or b"office:" in attributes:
                width = place
        self._passed += times
        if width:
            self.rows, self.columns = self._passed, max(self.columns, width)


def _times(attributes: bytes) -> int:
    found = _TIMES.search(attributes)
    return int(found[1]) if found else 1


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
