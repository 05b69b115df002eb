"""Import of a list: what may be there already stands beside what it resembles, and the person decides per row."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from ctip_desktop.forms.model import Answer, Question
from ctip_desktop.interop.spreadsheet import Decision
from ctip_desktop.operations import records
from ctip_desktop.queries.records import list_records, show
from ui.dialogs.import_preview import remarks_of
from ui.dialogs.import_rows import _cell
from ui.widgets.table import Table

LIST = 'name,country,website\n"OKAVI GARMENTS CO., LTD.",TH,okavi.example\nOkavi Garment,TH,\nLumo Shoes,TH,\n'


@pytest.fixture
def importing(shell, session, tmp_path):
    given = {"name": Answer.of("Okavi Garments"), "country": Answer.of("TH")}
    records.create(session.workspace, "company", answers=given)
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    dialog = shell.show_dialog("import_list", {})
    dialog.take_file(tmp_path / "list.csv")
    dialog.main_button.click()
    return dialog


def test_each_row_stands_beside_what_it_resembles(importing):
    said = [label.text() for label in importing.preview.alike.findChildren(QLabel)]
    assert "Row 2: OKAVI GARMENTS CO., LTD." in said
    assert "resembles “Okavi Garments” (there already): the same but for spelling or legal form" in said
    assert importing.main_button.words == "Take in 3 rows"


def test_the_decisions_hold(importing, session):
    before = len(session.ask(list_records, "company"))
    importing.preview.alike.decide(2, Decision.SAME)
    importing.preview.alike.decide(3, Decision.SKIP)
    assert importing.main_button.words == "Take in 2 rows"
    importing.main_button.click()
    assert importing.step == 3
    after = session.ask(list_records, "company")
    assert len(after) == before + 1
    okavi = next(one for one in after if one.title == "Okavi Garments")
    assert show(session.workspace, okavi.id).answers["website"].answer.value == "okavi.example"
    left = [importing.receipt.model.index(0, column).data() for column in range(4)]
    assert left[0].strip() == "3"
    assert "left out" in left[1], "what a person left out is listed, too"
    assert importing.receipt.model.rowCount() == 1
    assert "1 rows filled gaps" in importing.receipt.note.text() or "1 row filled" in importing.receipt.note.text()


def test_one_choice_for_all(importing):
    alike = importing.preview.alike
    alike._all.setCurrentIndex(alike._all.findData("skip"))
    alike._all.activated.emit(2)
    assert set(alike.decisions().values()) == {Decision.SKIP}


def test_the_first_rows_are_shown_as_they_were_understood(shell, tmp_path):
    (tmp_path / "list.csv").write_text("name,country,sector\nLumo Shoes,Thailand,Apparel\n", encoding="utf-8")
    dialog = shell.show_dialog("import_list", {})
    dialog.take_file(tmp_path / "list.csv")
    dialog.main_button.click()
    (row,) = dialog.preview.first.rows
    assert ("Lumo Shoes", "") in row.cells
    assert ("Thailand", "") in row.cells
    assert ("Garments and textiles", "in the list: Apparel") in row.cells
    assert dialog.preview.first.isVisible()


def test_numbers_and_days_read_in_the_preview_as_everywhere(shell, tmp_path):
    (tmp_path / "list.csv").write_text("name,workers,country\nLumo Shoes,1400,Thailand\n", encoding="utf-8")
    dialog = shell.show_dialog("import_list", {})
    dialog.take_file(tmp_path / "list.csv")
    dialog.main_button.click()
    (row,) = dialog.preview.first.rows
    assert ("1,400", "") in row.cells
    day = Question(name="on", type="date", label="On which day?")
    assert _cell(day, Answer.of("2026-05-03"), "2026-05-03") == ("3 May 2026", "")
    assert _cell(day, Answer.of("2026-05-03"), "3.5.2026") == ("3 May 2026", "in the list: 3.5.2026")


def test_several_columns_kept_as_notes_are_shown_whole_in_one_column(shell, tmp_path, qtbot):
    (tmp_path / "list.csv").write_text('Firma,Bemerkung,Kundennummer\nLumo Shoes,"zwei\nZeilen",K3\n', encoding="utf-8")
    dialog = shell.show_dialog("import_list", {})
    dialog.take_file(tmp_path / "list.csv")
    dialog.mapping.choose("Kundennummer", "notes")
    dialog.main_button.click()
    (row,) = dialog.preview.first.rows
    assert ("zwei ↵ Zeilen ↵ Kundennummer: K3", "") in row.cells
    assert "Bemerkung and 1 more" in [dialog.preview.first.findChild(Table).model().headerData(n, Qt.Orientation.Horizontal) for n in range(3)]


def test_rows_swallowed_by_an_open_quotation_mark_are_named(shell, tmp_path):
    (tmp_path / "list.csv").write_text('name,country,staff\nLumo Shoes,TH,"forty\nAcme Works,TH,60\n', encoding="utf-8")
    dialog = shell.show_dialog("import_list", {})
    dialog.take_file(tmp_path / "list.csv")
    dialog.mapping.choose("staff", "staff")
    dialog.main_button.click()
    (swallowed,) = [one for one in remarks_of(dialog.plan) if "quotation mark" in one.reason]
    assert "↵ Acme Works" in swallowed.value


def test_the_sentence_that_no_column_is_mapped_goes_when_one_is(shell, tmp_path):
    (tmp_path / "list.csv").write_text("Wer,Wo\nLumo Shoes,TH\n", encoding="utf-8")
    dialog = shell.show_dialog("import_list", {})
    dialog.take_file(tmp_path / "list.csv")
    dialog.main_button.click()
    assert dialog.note.isVisible()
    dialog.mapping.mapped.emit()
    assert not dialog.note.isVisible()
