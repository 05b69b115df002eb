"""A list as a CSV or XLSX file that a spreadsheet opens without running anything: what people typed stays text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from ctip_desktop.errors import BadInput
from ctip_desktop.workspace.files import write_atomically

Value = None | str | int | float | date
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
MOST_CHARACTERS = 32_767
"""What one cell of a workbook holds."""


def write_list(path: Path, headings: Sequence[str], rows: Iterable[Sequence[Value]]) -> Path:
    """Write a list as the ending of the path says, `.csv` or `.xlsx`. Raises BadInput for another ending, WorldError when it cannot be written."""
    kind = path.suffix.lower()
    if kind not in (".csv", ".xlsx"):
        raise BadInput(f"A list cannot be written as “{path.suffix}”.", kept="Nothing was written.", next_step="Choose .csv or .xlsx.")
    write_atomically(path, as_csv(headings, rows) if kind == ".csv" else as_xlsx(headings, rows))
    return path


def as_csv(headings: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """UTF-8 with a mark at the start, so that spreadsheets read every script. Text that would start a formula gets an apostrophe before it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([harmless(heading) for heading in headings])
    writer.writerows([_csv_cell(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(headings: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """One sheet. Numbers and days are numbers and days; everything else is a text cell, whatever it begins with."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "A2"
    for row in ([*headings], *rows):
        sheet.append([_xlsx_cell(sheet, value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) else text


def _csv_cell(value: Value) -> str:
    if isinstance(value, str):
        return harmless(value)
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def _xlsx_cell(sheet: WriteOnlyWorksheet, value: Value) -> object:
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, value="")
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)[:MOST_CHARACTERS]
    cell.data_type = "s"
    return cell
