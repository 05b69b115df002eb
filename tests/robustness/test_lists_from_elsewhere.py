"""A list that somebody sent may be anything: one plain sentence within seconds, in little memory, or what stands in it."""

from __future__ import annotations

import io
import sys
import time
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from ctip_desktop.errors import BadForm, BadInput
from ctip_desktop.interop import containers
from ctip_desktop.interop.tables import Table, read_table
from ctip_desktop.interop.xlsform import check_xlsform

SECONDS, MEGABYTES = 60, 1200
"""Far above what is needed, far below what a bomb takes."""


def most_memory() -> float:
    """Megabytes this process has held at most; 0 on Windows, which does not tell."""
    if sys.platform == "win32":
        return 0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 1 << 20)


def refused(path: Path) -> BadInput:
    began, before = time.process_time(), most_memory()
    with pytest.raises(BadInput) as caught:
        read_table(path)
    assert caught.value.what.endswith(".")
    assert caught.value.kept == "Nothing was changed."
    assert time.process_time() - began < SECONDS
    assert most_memory() - before < MEGABYTES
    return caught.value


def read_or_refused(path: Path) -> Table | None:
    """The list, which can be written out again; or None after a plain sentence. Anything else fails the test."""
    try:
        found = read_table(path)
    except BadInput as caught:
        said = caught
    else:
        str(found).encode()
        return found
    assert said.what.endswith(".")
    assert said.kept == "Nothing was changed."
    return None


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def workbook(path: Path, *rows: list[object]) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def with_sheet(path: Path, sheet: bytes) -> Path:
    """A workbook whose only sheet is this XML."""
    plain = io.BytesIO()
    Workbook().save(plain)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, sheet if name == "xl/worksheets/sheet1.xml" else source.read(name))
    return path


SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'


def test_a_list_of_200_001_rows_is_refused(tmp_path: Path) -> None:
    assert "200,000 rows" in refused(written(tmp_path / "long.csv", b"name,place\n" + b"Selan,Port\n" * 200_001)).what


@pytest.fixture
def little_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tenth, to be quick."""
    monkeypatch.setattr(containers, "MOST_UNPACKED", containers.MOST_UNPACKED // 10)


@pytest.mark.usefixtures("little_room")
def test_a_workbook_that_unpacks_to_gigabytes_is_refused(tmp_path: Path) -> None:
    row = b'<row><c t="inlineStr"><is><t>%s</t></is></c></row>' % (b"x" * 10_000)
    assert "too large" in refused(with_sheet(tmp_path / "bomb.xlsx", SHEET % (row * 6_000))).what


def test_a_sheet_that_claims_to_be_as_large_as_a_sheet_can_be_is_refused(tmp_path: Path) -> None:
    cells = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    assert "too large" in refused(with_sheet(tmp_path / "wide.xlsx", SHEET % cells)).what
    with pytest.raises(BadForm, match="reaches too far"):
        check_xlsform((tmp_path / "wide.xlsx").read_bytes(), "wide.xlsx")
    row = with_sheet(tmp_path / "row.xlsx", SHEET % b'<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>1</v></c></row>')
    assert "500 columns" in refused(row).what


ODS = (
    b'<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    b'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    b'<office:body><office:spreadsheet><table:table table:name="A">%s</table:table></office:spreadsheet></office:body></office:document-content>'
)
HEAD = b'<table:table-row><table:table-cell office:value-type="string"><text:p>name</text:p></table:table-cell>%s</table:table-row>'
REST = b'<table:table-cell table:number-columns-repeated="16383"/>'
FILLED = (
    b'<table:table-row table:number-rows-repeated="%d">'
    b'<table:table-cell table:number-columns-repeated="%d" office:value-type="string"><text:p>x</text:p>'
)
EMPTY = b'<table:table-row table:number-rows-repeated="1048573"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'


def ods(path: Path, *rows: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        target.writestr("META-INF/manifest.xml", "<manifest/>")
        target.writestr("content.xml", ODS % b"".join(rows))
    return path


def test_an_ods_row_that_stands_for_a_million_is_refused_the_empty_end_of_every_sheet_is_not(tmp_path: Path) -> None:
    close = b"</table:table-cell></table:table-row>"
    assert read_table(ods(tmp_path / "fine.ods", HEAD % REST, FILLED % (2, 1) + close, EMPTY)).rows == (("x",), ("x",))
    refused(ods(tmp_path / "bomb.ods", HEAD % REST, FILLED % (1_048_570, 16_384) + close))


@pytest.mark.usefixtures("little_room")
def test_a_directory_that_lies_about_sizes_does_not_help(tmp_path: Path) -> None:
    path = with_sheet(tmp_path / "liar.xlsx", SHEET % (b'<row><c t="inlineStr"><is><t>x</t></is></c></row>' * 900_000))
    raw = path.read_bytes()
    size = (len(SHEET) - 2 + 49 * 900_000).to_bytes(4, "little")
    assert raw.count(size) >= 1
    path.write_bytes(raw.replace(size, (1000).to_bytes(4, "little")))
    refused(path)


def test_entities_and_outside_files_in_a_workbook_bring_nothing_in(tmp_path: Path) -> None:
    secret = written(tmp_path / "secret.txt", b"sentinel-of-the-disk")
    head = f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a SYSTEM "{secret.as_uri()}"><!ENTITY b "{"b" * 1000}">]>'.encode()
    cell = b'<row><c t="inlineStr"><is><t>name&a;&b;</t></is></c></row>'
    path = with_sheet(tmp_path / "entities.xlsx", head + SHEET % (cell * 3))
    found = str(read_or_refused(path))
    assert "sentinel" not in found
    assert "bbbb" not in found


def test_formulas_merged_cells_and_old_dates_are_read_as_they_are_shown(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(["name", "since", "staff", "at"])
    sheet.append(["Selan", date(1900, 1, 1), "=1+1", datetime(2026, 3, 1, 9, 30)])
    sheet.append(["Okavi", "1872-05-01", '=HYPERLINK("http://x.example")', -400_000])
    sheet.append(["Merged", None, None, None])
    sheet["B3"].number_format = "yyyy-mm-dd"
    sheet["D3"].number_format = "yyyy-mm-dd"
    sheet.merge_cells("A4:D4")
    book.save(tmp_path / "odd.xlsx")
    table = read_table(tmp_path / "odd.xlsx")
    assert table.columns == ("name", "since", "staff", "at")
    assert [row[0] for row in table.rows] == ["Selan", "Okavi", "Merged"]
    assert table.rows[0][1] == "1900-01-01"
    assert table.rows[1][1] == "1872-05-01"
    assert all("=" not in cell for row in table.rows for cell in row)


def test_a_cell_of_5_megabytes_and_zero_bytes_are_told_or_taken_out(tmp_path: Path) -> None:
    big = written(tmp_path / "big.csv", b"name,place\nSelan," + b"x" * 5_000_000 + b"\n")
    refused(big)
    zeros = read_table(written(tmp_path / "zeros.csv", b"name,place\n" + b"Selan,Port\n" * 200 + b"Oka\0vi,Po\0rt\n"))
    assert zeros.rows[-1] == ("Okavi", "Port")
    assert "is not a list" in refused(written(tmp_path / "binary.csv", b"name\0place\n")).what


def test_half_quotes_bare_returns_and_one_endless_line(tmp_path: Path) -> None:
    for n, data in enumerate((b'name,"place\n' + b"a,b\n" * 50_000, b"name,place\r" * 100, b"a," * 1_000_000, b'"' * 100_001, b"\xef\xbb\xbf", b"")):
        found = read_or_refused(written(tmp_path / f"{n}.csv", data))
        assert found is None or all(len(row) == len(found.columns) for row in found.rows)


@settings(max_examples=60)
@given(
    st.binary(max_size=400),
    st.sampled_from((".csv", ".xlsx", ".xls", ".ods", ".txt")),
    st.sampled_from((b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\xff\xfe", b"name,place\n")),
)
def test_any_bytes_give_a_list_or_one_sentence(tmp_path_factory: pytest.TempPathFactory, data: bytes, ending: str, head: bytes) -> None:
    path = written(tmp_path_factory.getbasetemp() / f"any{ending}", head + data)
    found = read_or_refused(path)
    assert found is None or all(len(row) == len(found.columns) for row in found.rows)


@pytest.fixture(scope="module")
def sound_workbook(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Made once: a workbook carries the time it was written, and examples must all start from the same bytes."""
    return workbook(tmp_path_factory.mktemp("sound") / "sound.xlsx", ["name", "place"], ["Selan", "Port"], ["Okavi", 7]).read_bytes()


@settings(max_examples=40)
@given(changes=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=6))
def test_a_workbook_with_any_bytes_changed_gives_a_list_or_one_sentence(
    sound_workbook: bytes, tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[float, int]]
) -> None:
    raw = bytearray(sound_workbook)
    for place, byte in changes:
        raw[int(place * len(raw))] = byte
    found = read_or_refused(written(tmp_path_factory.getbasetemp() / "changed.xlsx", bytes(raw)))
    assert found is None or all(len(row) == len(found.columns) for row in found.rows)
