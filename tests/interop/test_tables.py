"""Lists as people send them."""

from __future__ import annotations

import datetime as dt
import os
import re
import sys
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ctip_desktop.errors import BadInput, NotFound, WorldError
from ctip_desktop.interop.tables import Table, read_table


def written(folder: Path, data: bytes, name: str = "list.csv") -> Table:
    path = folder / name
    path.write_bytes(data)
    return read_table(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_delimiter_and_encoding_gives_the_same_list(tmp_path: Path, encoding: str, delimiter: str) -> None:
    lines = [["name", "place"], ["Công ty Hải Sản", "Cảng Mới"], ["บริษัท ทะเลดี", "ท่าเรือ"], ["Selan Pearl", "Port Selan"]]
    table = written(tmp_path, "\r\n".join(delimiter.join(line) for line in lines).encode(encoding))
    assert table.columns == ("name", "place")
    assert [list(row) for row in table.rows] == lines[1:]


def test_an_old_encoding_is_guessed_and_told_and_a_person_can_overrule_it(tmp_path: Path) -> None:
    text = "name;place\nCafé Señora del Río;São João\nBäckerei Müller;Zürich\n" * 4
    guessed = written(tmp_path, text.encode("cp1252"))
    assert guessed.encoding.startswith("cp125")
    assert ("Bäckerei Müller", "Zürich") in guessed.rows
    assert ("Café Señora del Río", "São João") in read_table(tmp_path / "list.csv", encoding="cp1252").rows


def test_wrongly_decoded_letters_are_put_right_and_counted(tmp_path: Path) -> None:
    table = written(tmp_path, "name,address\nA,NÂº 280\n".encode())
    assert table.rows == (("A", "Nº 280"),)
    assert table.repaired == 1


def test_title_lines_above_the_header_and_blank_rows_are_passed_over(tmp_path: Path) -> None:
    table = written(tmp_path, b"Our suppliers 2026\n\nname,country,staff\nSelan,TH,120\n,,\nOkavi,VN,90\n")
    assert table.columns == ("name", "country", "staff")
    assert table.header_row == 3
    assert table.numbers == (4, 6)


def test_non_breaking_and_stray_blanks_disappear(tmp_path: Path) -> None:
    assert written(tmp_path, "name, place \n Selan\u00a0Pearl ,\u2003Port  \n".encode()).rows == (("Selan Pearl", "Port"),)


def test_a_workbook_gives_numbers_and_dates_as_people_type_them(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["name", "staff", "since"], ["Selan", 120, dt.datetime(2024, 5, 3)], ["Okavi", 2.5, None]):
        sheet.append(row)
    book.save(tmp_path / "list.xlsx")
    assert read_table(tmp_path / "list.xlsx").rows == (("Selan", "120", "2024-05-03"), ("Okavi", "2.5", ""))


@pytest.mark.parametrize("data", [b"", b"\n\n", b"PK\x03\x04 not a workbook", b"\xd0\xcf\x11\xe0 nor this", b"\x00\x01\x02\x03"])
def test_what_is_no_list_gets_a_plain_sentence(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(BadInput) as caught:
        written(tmp_path, data)
    assert caught.value.kept == "Nothing was changed."


def test_a_missing_file_gets_a_plain_sentence(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"There is no “nowhere\.csv”"):
        read_table(tmp_path / "nowhere.csv")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(st.binary(max_size=400), st.sampled_from(["list.csv", "list.xls", "list.xlsx", "list"]))
def test_no_bytes_at_all_break_the_reader(tmp_path: Path, data: bytes, name: str) -> None:
    try:
        table = written(tmp_path, data, name)
    except WorldError:
        return
    assert all(len(row) == len(table.columns) for row in table.rows)
    assert len(set(table.columns)) == len(table.columns)


def test_the_same_list_in_three_formats_gives_the_same_rows(shared_data: Path) -> None:
    tables = [read_table(shared_data / "supplier_lists" / f"12.{ending}") for ending in ("csv", "xls", "xlsx")]
    assert len(tables[0].rows) == 15
    assert tables[0].rows == tables[1].rows == tables[2].rows


def test_a_list_without_headings_is_taken_from_its_first_line(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Okavi Garments,TH\nLumo Shoes,TH,Mill Lane\n", encoding="utf-8")
    table = read_table(path, header_row=0)
    assert table.columns == ("column 1", "column 2", "column 3")
    assert table.rows == (("Okavi Garments", "TH", ""), ("Lumo Shoes", "TH", "Mill Lane"))
    assert (table.numbers, table.header_row) == ((1, 2), 0)


def test_a_workbook_with_a_password_is_named_as_such(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600))
    with pytest.raises(BadInput, match=r"“list\.xlsx” is protected with a password\. Nothing was changed\. Open it"):
        read_table(path)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_what_has_no_end_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "endless.csv").symlink_to("/dev/zero")
    for name in ("pipe.csv", "endless.csv"):
        with pytest.raises(WorldError, match=f"“{re.escape(name)}” is not an ordinary file"):
            read_table(tmp_path / name)


def test_a_folder_and_a_link_to_itself_get_a_plain_sentence(tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(WorldError, match=r"“folder\.csv” is a folder"):
        read_table(tmp_path / "folder.csv")
    try:
        (tmp_path / "loop.csv").symlink_to(tmp_path / "loop.csv")
    except OSError:
        pytest.skip("this system lets nobody make links")
    with pytest.raises(WorldError, match=r"“loop\.csv”"):
        read_table(tmp_path / "loop.csv")


def test_a_sheet_that_is_not_there_is_not_replaced_by_another(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["name"])
    book.save(tmp_path / "list.xlsx")
    with pytest.raises(BadInput, match="has no sheet “Other”"):
        read_table(tmp_path / "list.xlsx", sheet="Other")


def test_a_number_keeps_the_zeros_and_the_plus_that_the_workbook_shows(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["name", "mobile"], [], ["Ana", 812345678], ["Bo", 66812345678], ["Cy", 12], ["Di", "0812"]):
        sheet.append(row)
    sheet["B3"].number_format, sheet["B4"].number_format, sheet["B5"].number_format = "0000000000", '"+"0', "0"
    book.save(tmp_path / "list.xlsx")
    assert [row[1] for row in read_table(tmp_path / "list.xlsx").rows] == ["0812345678", "+66812345678", "12", "0812"]
