"""Numbers that an XLSX shows with zeros or a plus before them: a telephone number kept as a number, with the format `0000000000` or `+0`.

The number alone would lose them. Only such formats are looked for; without one of them nothing is read twice (ECMA-376 part 1, 18.8.30 and 18.8.31).
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any

from openpyxl import load_workbook

_STYLES = "xl/styles.xml"
_CODE = re.compile(rb"formatCode=\"((?:[^\"&]|&quot;)*)\"")
_LED = re.compile(r"\"?\\?(\+?)\"?(0+)\s*(?:;@)?")


def led_by_zeros(raw: bytes, sheet: str) -> dict[tuple[int, int], str]:
    """(row, column), both from 0 → what is shown there. Empty for what is no XLSX. The container must have been checked."""
    if not _has_such_a_format(raw):
        return {}
    with warnings.catch_warnings():  # about styles and print headers, which have no meaning here
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
        try:
            return {(row, at): text for row, at, number, code in _numbers(book[sheet]) if (text := shown(number, code))}
        finally:
            book.close()


def shown(number: int, code: str) -> str:
    """What a whole number looks like in a format of zeros, or empty for another format."""
    found = _LED.fullmatch(code)
    if found is None or number < 0 or not (found[1] or len(found[2]) > 1):
        return ""
    return f"{found[1]}{number:0{len(found[2])}d}"


def _has_such_a_format(raw: bytes) -> bool:
    if not raw.startswith(b"PK"):
        return False
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        styles = packed.read(_STYLES) if _STYLES in packed.namelist() else b""
    codes = (code.replace(b"&quot;", b'"').decode("utf-8", "replace") for code in _CODE.findall(styles))
    return any(shown(1, code) for code in codes)


def _numbers(sheet: Any) -> Iterator[tuple[int, int, int, str]]:
    """openpyxl tells nobody the type of a sheet that is only read; a sheet of charts has no cells."""
    for cells in sheet.iter_rows() if hasattr(sheet, "iter_rows") else ():
        for cell in cells:
            if isinstance(cell.value, int | float) and not isinstance(cell.value, bool) and float(cell.value).is_integer():
                yield cell.row - 1, cell.column - 1, int(cell.value), cell.number_format
