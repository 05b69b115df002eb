"""Programme → Forms: a form of the programme's own is added from a file, used, and taken away."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLabel, QPushButton

from ctip_desktop.operations import records
from tests.cli.test_own_forms import SURVEY, workbook
from tests.operations.test_own_forms import VISIT


@pytest.fixture
def part(shell):
    shell.go("programme", {"part": "forms"})
    return shell.current.part


def words(widget) -> str:
    QCoreApplication.processEvents()  # what was drawn anew is shown
    return " | ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget) and label.text())


def test_without_own_forms_it_says_what_to_do(part):
    assert "No own forms yet" in words(part)
    assert "Own form |" not in words(part)


def test_a_form_is_added_and_stands_on_the_company_page(shell, part, company, tmp_path):
    file = tmp_path / "visit.yaml"
    file.write_text(VISIT, encoding="utf-8")
    part.add_file(file)
    assert "“Site visit”, version 1, was added." in part.note.text()
    assert "Site visit" in words(part)
    shell.go("company", {"company": company()})
    names = [name for name, _ in shell.current.nav.words()]
    assert "form:site_visit" in names
    shell.current.show_part("form:site_visit")
    assert shell.current_name == "wizard"
    assert shell.current.form.name == "site_visit"


def test_after_adding_the_keyboard_stands_where_the_next_is_added(part, tmp_path):
    file = tmp_path / "visit.yaml"
    file.write_text(VISIT, encoding="utf-8")
    add = next(one for one in part.findChildren(QPushButton) if one.text().startswith("Add a form") or "Add a form" in one.accessibleName())
    add.setFocus()
    part.add_file(file)
    QCoreApplication.processEvents()
    assert "was added" in part.note.text()
    assert "Add a form" in part.window().focusWidget().accessibleName() + getattr(part.window().focusWidget(), "text", str)()


def test_a_picture_is_no_form_and_is_not_to_be_saved_as_text(part, tmp_path):
    file = tmp_path / "team.png"
    file.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    part.add_file(file)
    told = part.note.text()
    assert "“team.png” is no form." in told
    assert "Excel file" in told
    assert "UTF-8" not in told


def test_an_xlsform_with_errors_names_each(part, tmp_path):
    broken = [*SURVEY, ("select_one nowhere", "where", "Where?", ""), ("integer", "rooms", "Rooms?", "selected(${guards},'x'")]
    part.add_file(workbook(tmp_path / "night.xlsx", broken))
    told = part.note.text()
    assert "night.xlsx: 2 things must be put right. Nothing was added." in told
    listed = words(part)
    assert "To put right in night.xlsx" in listed
    assert "Sheet survey, row 6, column type: The list “nowhere”" in listed
    assert "Sheet survey, row 7" in listed


def pressed(part, text: str) -> None:
    next(one for one in part.findChildren(QPushButton) if one.text() == text and one.isVisibleTo(part)).click()


def test_a_form_with_something_not_supported_can_be_added_without_it(part, tmp_path):
    part.add_file(workbook(tmp_path / "night.xlsx", [*SURVEY, ("geotrace", "way", "Which way?", "")]))
    told = part.note.text()
    assert "night.xlsx: 1 thing must be put right. Nothing was added." in told
    assert "Sheet survey, row 6, column type: The type “geotrace” is not supported: lines on a map are not supported." in words(part)
    assert "No own forms yet" in words(part)
    pressed(part, "Add it without them")
    assert "“Night visit”, version 1, was added." in part.note.text()
    assert not part._partly.isVisibleTo(part)
    assert "Night visit" in words(part)


def test_what_was_offered_is_gone_when_another_form_is_broken(part, tmp_path):
    part.add_file(workbook(tmp_path / "night.xlsx", [*SURVEY, ("geotrace", "way", "Which way?", "")]))
    assert part._partly.isVisibleTo(part)
    part.add_file(workbook(tmp_path / "other.xlsx", [*SURVEY, ("integr", "rooms", "Rooms?", "")]))
    assert "There is no question type “integr”" in part.note.text()
    assert "geotrace" not in words(part)
    assert not part._partly.isVisibleTo(part)


def test_a_newer_version_that_drops_a_name_of_the_contract_is_refused_by_name(shell, part, tmp_path):
    file = tmp_path / "visit.yaml"
    file.write_text(VISIT, encoding="utf-8")
    part.add_file(file)
    file.write_text(
        VISIT.replace('version: "1"', 'version: "2"').replace("name: guards", "name: watchmen").replace("[guards]", "[]"), encoding="utf-8"
    )
    part.add_file(file)
    told = part.note.text()
    assert "cannot take the place of version 1. “guards” is missing; the contract of version 1 names it." in told
    assert "Keep these questions" in told
    assert part.session.workspace.catalogue.form("site_visit").version == "1"
    assert "Could not save" not in words(shell), "nothing that was typed is in danger"


def test_an_own_form_goes_out_as_excel_and_comes_back_the_same(session, part, tmp_path):
    part.add_file(workbook(tmp_path / "night.xlsx", SURVEY))
    kept = session.workspace.catalogue.form("night_visit")
    part.save_copy(kept, tmp_path / "copy.xlsx")
    assert "“Night visit” was saved as copy.xlsx." in part.note.text()
    part.add_file(tmp_path / "copy.xlsx")
    assert "is here already in version 1" in part.note.text()


def test_the_same_again_and_taking_away(part, tmp_path):
    file = workbook(tmp_path / "night.xlsx", SURVEY)
    part.add_file(file)
    part.add_file(file)
    assert "is here already in version 1" in part.note.text()
    next(one for one in part.findChildren(QPushButton) if one.text() == "Take away").click()
    QCoreApplication.processEvents()
    assert "No own forms yet" in words(part)


def test_a_form_that_is_filled_in_is_not_taken_away_and_nothing_is_called_unsaved(shell, part, workspace, company, tmp_path):
    part.add_file(workbook(tmp_path / "night.xlsx", SURVEY))
    records.create(workspace, "night_visit", about=company())
    QCoreApplication.processEvents()
    pressed(part, "Take away")
    assert "is filled in 1 time" in part.note.text()
    assert shell.rail._saved.text() == "All changes saved"


def test_what_is_filled_in_is_counted_at_its_own_version(part, workspace, company, tmp_path):
    file = tmp_path / "visit.yaml"
    file.write_text(VISIT, encoding="utf-8")
    part.add_file(file)
    records.create(workspace, "site_visit", about=company())
    file.write_text(VISIT.replace('version: "1"', 'version: "2"'), encoding="utf-8")
    part.add_file(file)
    assert "1 record | earlier version 1" in words(part)
    assert "none yet | version 2" in words(part)


def test_versions_stand_in_their_order_and_an_older_one_is_not_said_to_be_filled_in(part, tmp_path):
    file = tmp_path / "visit.yaml"
    for version in ("1", "10", "2"):
        file.write_text(VISIT.replace('version: "1"', f'version: "{version}"'), encoding="utf-8")
        part.add_file(file)
    said = words(part)
    assert "“Site visit”, version 2, was added." in part.note.text()
    assert "Version 10 is newer, and is the one that is filled in." in part.note.text()
    assert said.index("earlier version 1 ") < said.index("earlier version 2") < said.index("version 10")
