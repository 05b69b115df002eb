"""Reading a list that somebody sent: CSV in any encoding, XLS, XLSX, ODS. Everything in it is untrusted text.

What is sniffed (encoding, delimiter, header row, sheet) is told, so that a person can see it and overrule it.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeVar

import ftfy
from charset_normalizer import from_bytes
from python_calamine import CalamineWorkbook

from ctip_desktop.dataclass import dataclass
from ctip_desktop.errors import BadInput
from ctip_desktop.interop.containers import MOST_CELLS, Protected, TooLarge, check_container
from ctip_desktop.interop.led_by_zeros import led_by_zeros
from ctip_desktop.workspace.files import read_whole

MOST_BYTES = 50_000_000
MOST_ROWS = 200_000
MOST_COLUMNS = 500
MOST_CHARACTERS = 100_000  # in one cell
DELIMITERS = ",;\t|"
SHEETS = frozenset({".xls", ".xlsx", ".xlsm", ".ods"})
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""The part of a container in which an encrypted workbook lies ([MS-OFFCRYPTO] 1.3.3)."""
HEADER_SEARCH = 20  # rows looked at for the header
Row = TypeVar("Row", bound=Sequence[object])


@dataclass(frozen=True, slots=True)
class Table:
    """A list as text.

    Attributes:
        name: the file's name.
        columns: header texts, made unique.
        rows: cell texts, each row as long as `columns`; blank rows are left out.
        numbers: the row number in the file of each row (1 = first line), for messages.
        encoding, delimiter: how a text file was read; empty for a workbook.
        sheet: the sheet that was read; `sheets` are all there are.
        header_row: number of the header row in the file, 1 = first, 0 = the list has none.
        repaired: how many cells held wrongly decoded letters (“NÂº” for “Nº”) that could be put right.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    header_row: int = 1
    repaired: int = 0


def read_table(
    path: Path, *, sheet: str | None = None, encoding: str | None = None, delimiter: str | None = None, header_row: int | None = None
) -> Table:
    """The list in a file. header_row 0: it has no headings. Raises BadInput when it is none, too large, protected or empty."""
    raw = _bytes_of(path)
    if path.suffix.lower() in SHEETS or raw[:4] in (b"PK\x03\x04", _OLE):
        lines, chosen, sheets = _workbook(raw, path.name, sheet)
        return _table(path.name, lines, header_row, sheet=chosen, sheets=sheets)
    text, encoding = _decode(raw, path.name, encoding)
    delimiter = delimiter or _sniff(text)
    return _table(path.name, _csv_lines(text, delimiter, path.name), header_row, encoding=encoding, delimiter=delimiter)


def _bytes_of(path: Path) -> bytes:
    found = read_whole(path, MOST_BYTES)
    if found is None:
        raise BadInput(f"“{path.name}” is larger than {MOST_BYTES // 1_000_000} MB.", kept="Nothing was changed.", next_step="Split the list.")
    return found


def _decode(raw: bytes, name: str, encoding: str | None) -> tuple[str, str]:
    """UTF-8 when it is UTF-8, else the likeliest encoding."""
    if b"\x00" in raw[:1000] and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise BadInput(f"“{name}” is not a list.", kept="Nothing was changed.", next_step="Choose a CSV, XLS, XLSX or ODS file.")
    for guess in [encoding] if encoding else ["utf-8-sig", "utf-16"] if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig"]:
        try:
            return raw.decode(guess), "utf-8" if guess == "utf-8-sig" else guess
        except (UnicodeDecodeError, LookupError):
            continue
    best = from_bytes(raw[:1_000_000]).best()
    if encoding or best is None:
        raise BadInput(
            f"The letters in “{name}” cannot be read.", kept="Nothing was changed.", next_step="Save the list as “CSV UTF-8” and try again."
        )
    return raw.decode(best.encoding, errors="replace"), best.encoding


def _sniff(text: str) -> str:
    """The delimiter that cuts the first lines into the most, and the most even, columns."""

    lines = text[:100_000].replace("\r\n", "\n").replace("\r", "\n").split("\n")[:50]

    def evenness(delimiter: str) -> tuple[int, int]:
        counts = [len(row) for row in csv.reader(lines, delimiter=delimiter) if any(row)]
        usual = max(set(counts), key=counts.count) if counts else 0
        return (counts.count(usual) if usual > 1 else 0, usual)

    return max(DELIMITERS, key=evenness)


def _csv_lines(text: str, delimiter: str, name: str) -> list[list[str]]:
    csv.field_size_limit(max(csv.field_size_limit(), 10 * MOST_CHARACTERS))
    try:
        return list(_limited(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), name))
    except csv.Error as error:
        raise BadInput(f"“{name}” is not a proper CSV list.", kept="Nothing was changed.", details=str(error)) from error


def _workbook(raw: bytes, name: str, sheet: str | None) -> tuple[list[list[str]], str, tuple[str, ...]]:
    if raw.startswith(_OLE) and _ENCRYPTED in raw:
        raise BadInput(
            f"“{name}” is protected with a password.",
            kept="Nothing was changed.",
            next_step="Open it in your spreadsheet program and save a copy without the password.",
        )
    try:
        check_container(raw)
        return _read_workbook(raw, name, sheet)
    except TooLarge as error:
        raise _too_large(name, str(error)) from error
    except Protected as error:
        raise BadInput(
            f"“{name}” is protected with a password.", next_step="Open it in Excel, take the password away, save it, and try again."
        ) from error
    except BadInput:
        raise
    except BaseException as error:  # the reader ends on damaged files with errors of its own, some of which are no `Exception`
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        raise BadInput(
            f"“{name}” is not a workbook that can be read.",
            kept="Nothing was changed.",
            next_step="Open it in your spreadsheet program, save it again, or save it as CSV.",
            details=type(error).__name__,
        ) from error


def _read_workbook(raw: bytes, name: str, sheet: str | None) -> tuple[list[list[str]], str, tuple[str, ...]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
    sheets = tuple(book.sheet_names)
    if sheet is not None and sheet not in sheets:
        raise BadInput(f"“{name}” has no sheet “{sheet[:60]}”.", kept="Nothing was changed.", next_step=f"It has: {', '.join(sheets[:20])}.")
    chosen = sheet or next(iter(sheets), "")
    found = book.get_sheet_by_name(chosen)
    if found.total_height * found.total_width > MOST_CELLS:
        raise _too_large(name, "its sheet reaches too far")
    led = led_by_zeros(raw, chosen)
    lines = enumerate(_limited(found.to_python(skip_empty_area=False), name))
    return [[led.get((at, place)) or _text(cell) for place, cell in enumerate(row)] for at, row in lines], chosen, sheets


def _too_large(name: str, details: str) -> BadInput:
    return BadInput(
        f"“{name}” is too large to be read as a list.",
        kept="Nothing was changed.",
        next_step="Copy the filled part into a new sheet, or split the list.",
        details=details,
    )


def _limited(lines: Iterable[Row], name: str) -> Iterable[Row]:
    for number, line in enumerate(lines, 1):
        if number > MOST_ROWS or len(line) > MOST_COLUMNS:
            what = f"“{name}” has more than {MOST_ROWS:,} rows or {MOST_COLUMNS} columns."
            raise BadInput(what, kept="Nothing was changed.", next_step="Split the list.")
        yield line


def _text(cell: object) -> str:
    """A workbook cell as a person would type it: 12.0 is 12, a date is ISO."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(sep=" ", timespec="minutes")
    return "" if cell is None else str(cell)


def tidy(text: str) -> str:
    """Wrongly decoded letters put right, NFC, ordinary blanks, no control characters except line breaks, no stray blanks at the ends."""
    text = unicodedata.normalize("NFC", ftfy.fix_encoding(text)).replace("\r\n", "\n").replace("\r", "\n")
    kept = (" " if c.isspace() and c != "\n" else c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
    return "".join(kept).strip()


def _table(
    name: str,
    lines: list[list[str]],
    header_row: int | None,
    *,
    encoding: str = "",
    delimiter: str = "",
    sheet: str = "",
    sheets: tuple[str, ...] = (),
) -> Table:
    cells = [[tidy(cell) for cell in line] for line in lines]
    repaired = sum(ftfy.fix_encoding(cell) != cell for line in lines for cell in line)
    start = _header(cells) + 1 if header_row is None else header_row
    head = cells[start - 1] if 0 < start <= len(cells) else [""] * max(map(_width, cells), default=0) if start == 0 else []
    width = _width(head) if start else len(head)
    if not width:
        raise BadInput(f"“{name}” is empty.", kept="Nothing was changed.", next_step="Choose a file with a row of column names and rows below it.")
    body = [(number, tuple((row + [""] * width)[:width])) for number, row in enumerate(cells[start:], start + 1) if any(row[:width])]
    columns, rows, numbers = _unique(head[:width]), tuple(r for _, r in body), tuple(n for n, _ in body)
    return Table(name, columns, rows, numbers, encoding, delimiter, sheet, sheets, start, repaired)


def _width(row: Sequence[str]) -> int:
    """Up to the last filled cell."""
    return max((place for place, text in enumerate(row, 1) if text), default=0)


def _header(cells: list[list[str]]) -> int:
    """The first of the leading rows with the most filled, different, wordlike cells."""

    def wordlike(row: list[str]) -> int:
        filled = [c for c in row if c]
        return len({c.casefold() for c in filled if not c.replace(".", "").replace(",", "").isdigit() and len(c) < 100})

    return max(range(min(len(cells), HEADER_SEARCH)), key=lambda i: (min(wordlike(cells[i]), _usual(cells)), -i), default=0)


def _usual(cells: list[list[str]]) -> int:
    """How many cells are filled in most rows: a title line above the header has fewer."""
    return sorted(sum(map(bool, row)) for row in cells[:HEADER_SEARCH])[-1] if cells else 0


def _unique(names: Sequence[str]) -> tuple[str, ...]:
    seen: dict[str, int] = {}
    out = []
    for position, name in enumerate(names, 1):
        name = name or f"column {position}"
        seen[name] = seen.get(name, 0) + 1
        out.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(out)
