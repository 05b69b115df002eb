"""Import of a list in the window: companies, and what people wrote down about them; odd files; one row and none."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFileDialog

from ctip_desktop.interop import spreadsheet
from ctip_desktop.operations import records as operations
from ctip_desktop.operations import undo
from ctip_desktop.queries.records import list_records, show
from ctip_desktop.tasks import Progress
from ui.widgets.button import Button

SAID = (
    "Company,Value,Year,Original Source,Comments\n"
    "Lumo Shoes,All staff are trained,2019,https://lumo.example/statement,Read on page 3\n"
    "Okavi Garments,Nothing yet,2020,https://okavi.example,\n"
)


@pytest.fixture
def importing(shell, tmp_path):
    def take(text: str, name: str = "list.csv"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        dialog = shell.show_dialog("import_list", {})
        dialog.take_file(tmp_path / name)
        return dialog

    return take


def choose_form(dialog, name: str) -> None:
    box = dialog.mapping.form_box
    box.setCurrentIndex(box.findData(name))
    box.activated.emit(box.currentIndex())


def test_answers_go_to_their_companies_with_source_date_and_note(importing, session):
    dialog = importing(SAID)
    choose_form(dialog, "desk_research")
    targets = {
        "Value": "statement_says",
        "Year": "statement_year,@.source.date",
        "Original Source": "@.source.link",
        "Comments": "@.note",
    }
    for column, target in targets.items():
        dialog.mapping.choose(column, target)
    assert dialog.mapping.mapping()["Company"] == "about", "the company's name says which company"
    dialog.main_button.click()
    assert dialog.preview.first.rows[0].cells[0] == ("Lumo Shoes", "")
    dialog.main_button.click()
    assert dialog.receipt.note.text() == "2 rows went in. 1 company was added for them. None stayed out."
    lumo = next(one for one in session.ask(list_records, "company") if one.title == "Lumo Shoes")
    (research,) = session.ask(list_records, "desk_research", about=lumo.id)
    view = show(session.workspace, research.id)
    (row,) = view.rows["statements"]
    says = view.answers[f"statements[{row}].statement_says"].answer
    assert (says.value, says.note) == ("All staff are trained", "Read on page 3")
    assert (says.sources[0].link, says.sources[0].date) == ("https://lumo.example/statement", "2019")


def test_people_of_companies_can_be_brought_in(importing, session):
    dialog = importing("Company,Name\nLumo Shoes,Ana Weber\n")
    choose_form(dialog, "contact")
    dialog.main_button.click()
    dialog.main_button.click()
    assert any(one.title == "Ana Weber" for one in session.ask(list_records, "contact"))


def test_a_list_with_nothing_new_cannot_be_taken_in(importing, session):
    for _ in range(2):
        dialog = importing("name,country\nLumo Shoes,TH\n")
        dialog.main_button.click()
        if dialog.main_button.isEnabled():
            dialog.main_button.click()
            dialog.accept()
    assert dialog.preview.ready.text() == "Nothing new is in this list"
    assert not dialog.main_button.isEnabled(), "or Undo would take back the list before"
    assert dialog.preview.twice.text() == "1 row is the same as another row or as what is there"
    dialog.preview.duplicates.setChecked(True)
    assert dialog.main_button.isEnabled()


def test_one_row_is_one_row(importing, qtbot):
    dialog = importing("name,country\nLumo Shoes,TH\n")
    dialog.main_button.click()
    assert dialog.preview.ready.text() == "1 row can go in"
    assert dialog.main_button.words == "Take in 1 row"
    dialog.main_button.click()
    with qtbot.waitSignal(dialog.undoable) as said:
        dialog.main_button.click()
    assert said.args == ["1 row went in."]


def test_a_hundred_columns_each_keep_their_height(importing, qtbot):
    dialog = importing(",".join(f"col {n}" for n in range(100)) + "\n" + ",".join(str(n) for n in range(100)) + "\n")
    qtbot.waitExposed(dialog)
    boxes = list(dialog.mapping._boxes.values())
    assert len(boxes) == 100
    assert all(box.height() >= box.sizeHint().height() for box in boxes)


def test_without_a_column_for_the_name_it_is_said_where_the_columns_are(importing):
    dialog = importing("country,sector\nTH,Seafood and fishing\n")
    dialog.main_button.click()
    assert dialog.step == 1
    assert "No column is “What is the company called?”" in dialog.note.text()


def test_a_list_without_headings_can_be_told(importing):
    dialog = importing("Lumo Shoes,TH\nOkavi Garments,TH\n")
    dialog.mapping.reread.emit({"encoding": "utf-8", "delimiter": ",", "header_row": 0})
    assert dialog.mapping.table.columns == ("column 1", "column 2")
    dialog.mapping.choose("column 1", "name")
    dialog.main_button.click()
    assert dialog.main_button.words == "Take in 2 rows"


def test_the_next_list_is_looked_for_where_the_last_one_was(shell, tmp_path, monkeypatch):
    (tmp_path / "list.csv").write_text("name\nLumo Shoes\n", encoding="utf-8")
    begun: list[str] = []

    def choose(_parent, _title, folder, _kinds):
        begun.append(folder)
        return str(tmp_path / "list.csv"), ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", choose)
    for _ in range(2):
        shell.show_dialog("import_list", {}).main_button.click()
    assert begun == [str(Path.home()), str(tmp_path)]


def test_a_long_list_is_taken_back_in_sight_and_the_page_waits(importing, shell, session, monkeypatch):
    monkeypatch.setattr("ui.shell.LONG", 2)
    before = {one.title for one in session.ask(list_records, "company")}
    dialog = importing("name\nLumo Shoes\nTarn Boats\nSelm Glass\n")
    dialog.main_button.click()
    dialog.main_button.click()
    dialog.accept()
    shell.undo()
    assert {one.title for one in session.ask(list_records, "company")} == before
    assert shell.undo_bar.text() == "Taken back: Import 3 rows from “list.csv”"
    assert shell.current is None or shell.current.isEnabled()


def test_taking_back_can_be_stopped_and_then_nothing_is_taken_back(importing, shell, session, monkeypatch):
    monkeypatch.setattr("ui.shell.LONG", 2)
    dialog = importing("name\nLumo Shoes\nTarn Boats\nSelm Glass\n")
    dialog.main_button.click()
    dialog.main_button.click()
    dialog.accept()
    there = session.ask(list_records, "company")
    prepare = session.tasks.prepare

    def stopped(work):
        job = prepare(work)
        job.cancel()
        return job

    monkeypatch.setattr(session.tasks, "prepare", stopped)
    shell.undo()
    assert session.ask(list_records, "company") == there
    assert shell.undo_bar.text() == "Stopped. Nothing was taken back."
    monkeypatch.undo()
    shell.undo()
    assert len(session.ask(list_records, "company")) == len(there) - 3


def test_what_went_in_before_a_stop_is_known_and_the_rest_can_follow(importing, session, monkeypatch):
    monkeypatch.setattr("ctip_desktop.interop.spreadsheet.BATCH", 1)
    before = len(session.ask(list_records, "company"))
    dialog = importing("name\nLumo Shoes\nTarn Boats\nSelm Glass\n")
    dialog.main_button.click()
    dialog.progress.follow, follow = lambda job, *args, **named: _stop_after_one(follow, job, *args, **named), dialog.progress.follow
    dialog.main_button.click()
    assert len(session.ask(list_records, "company")) == before + 1
    assert dialog.step == 2
    assert dialog.note.text().startswith("Stopped. Rows that went in before stay")
    assert not dialog.preview.note.isVisible(), "something has been changed"
    assert dialog.main_button.words == "Take in 2 rows"
    del dialog.progress.follow
    dialog.main_button.click()
    assert len(session.ask(list_records, "company")) == before + 3


def _stop_after_one(follow, job, *args, can_cancel=True):
    follow(job, *args, can_cancel=can_cancel)
    if can_cancel:
        job.step.connect(lambda step: job.cancel())


def test_closing_in_the_middle_stops_first(importing, session, monkeypatch):
    monkeypatch.setattr("ctip_desktop.interop.spreadsheet.BATCH", 1)
    dialog = importing("name\nLumo Shoes\nTarn Boats\nSelm Glass\n")
    dialog.main_button.click()

    start = session.tasks.start

    def begin(job) -> None:
        monkeypatch.setattr(session.tasks, "start", start)  # the rehearsal that follows runs to its end
        job.step.connect(lambda _step: dialog.reject())
        job.run()

    monkeypatch.setattr(session.tasks, "start", begin)
    dialog.main_button.click()
    assert dialog.isVisible()
    assert dialog.main_button.words == "Take in 2 rows"


def test_a_heading_nobody_knows_is_said_and_kept_as_a_note_on_one_click(importing, session):
    dialog = importing("Firma;Land;Bemerkung;Ansprechpartner;Leer\nHafenwerk;DE;war freundlich;Frau Lind;\n")
    assert dialog.mapping.left_out.isVisible()
    assert dialog.mapping.left_out.text() == "1 column is left out “Ansprechpartner”"
    dialog.main_button.click()
    assert dialog.preview.unused.text() == "1 column is left out: “Ansprechpartner”"
    dialog.back_button.click()
    (keep,) = [button for button in dialog.mapping.left_out.findChildren(Button) if button.words == "Keep as notes"]
    keep.click()
    assert not dialog.mapping.left_out.isVisible()
    dialog.main_button.click()
    dialog.main_button.click()
    company = next(one for one in session.ask(list_records, "company") if one.title == "Hafenwerk")
    notes = show(session.workspace, company.id).answers["notes"].answer.value
    assert notes == "war freundlich\nAnsprechpartner: Frau Lind"


def test_a_column_left_out_by_hand_is_said_at_once(importing):
    dialog = importing("name,country\nLumo Shoes,TH\n")
    assert not dialog.mapping.left_out.isVisible()
    box = dialog.mapping.findChildren(QComboBox)[-1]
    box.setCurrentIndex(0)
    box.activated.emit(0)
    assert "“country”" in dialog.mapping.left_out.text()


def test_enter_pressed_twice_does_not_close_the_dialog_while_it_tries_out(importing, session, monkeypatch, qtbot):
    dialog = importing("name\nLumo Shoes\n")
    waiting = []
    monkeypatch.setattr(session.tasks, "start", waiting.append)
    dialog.main_button.setFocus()
    for _ in range(3):
        qtbot.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert len(waiting) == 1
    waiting[0].run()
    assert dialog.step == 2


def test_the_rehearsal_says_how_far_it_is(importing, session, monkeypatch):
    dialog = importing("name\n" + "".join(f"Company {n}\n" for n in range(250)))
    steps = []

    def begin(job) -> None:
        job.step.connect(steps.append)
        job.run()

    monkeypatch.setattr(session.tasks, "start", begin)
    dialog.main_button.click()
    assert [(step.done, step.total) for step in steps] == [(0, 250), (100, 250), (200, 250)]


def test_while_rows_go_in_nothing_says_that_nothing_was_changed(importing, session, monkeypatch):
    dialog = importing("name\nLumo Shoes\n")
    dialog.main_button.click()
    assert dialog.preview.note.isVisible()
    waiting: list = []
    monkeypatch.setattr(session.tasks, "start", waiting.append)
    dialog.main_button.click()
    assert waiting
    assert not dialog.preview.note.isVisible()


def test_a_list_that_was_cut_short_by_a_crash_is_said_until_the_rest_is_in(importing, shell, session, monkeypatch):
    """The laptop goes out after the first batch: nothing that would tidy up runs any more."""
    monkeypatch.setattr("ctip_desktop.interop.spreadsheet.BATCH", 1)
    assert not shell.show_dialog("import_list", {}).note.isVisible()
    dialog = importing("name\nLumo Shoes\nTarn Boats\n", "coast.csv")
    dialog.main_button.click()
    went_out, ways = RuntimeError("out"), operations.create_many
    set_setting = session.workspace.set_setting

    def once(*given, **named):
        ways(*given, **named)
        monkeypatch.setattr(session.workspace, "set_setting", lambda *_given: None)
        raise went_out

    monkeypatch.setattr(operations, "create_many", once)
    with pytest.raises(RuntimeError):
        spreadsheet.run(session.workspace, dialog.plan, Progress())
    monkeypatch.setattr(operations, "create_many", ways)
    monkeypatch.setattr(session.workspace, "set_setting", set_setting)
    undo.gather(session.workspace)  # as at the next opening

    shell.go("home")
    line = next(one for one in shell.current.work.rows if "coast.csv" in one.work.title)
    assert "was not taken in to its end" in line.work.title
    again = importing("name\nLumo Shoes\nTarn Boats\n", "coast.csv")
    again.main_button.click()
    assert again.main_button.words == "Take in 1 row"
    fresh = shell.show_dialog("import_list", {})
    assert fresh.note.isVisible()
    assert "coast.csv" in fresh.note.text()
    again.main_button.click()
    assert not shell.show_dialog("import_list", {}).note.isVisible()
    shell.go("home")
    assert not any("coast.csv" in one.work.title for one in shell.current.work.rows)


def test_words_that_are_no_choice_are_counted_before_and_after(importing):
    dialog = importing("Company name,Sector\nLumo Shoes,Fishing\nHafenwerk,Falconry\nKilim,Agriculture\n")
    dialog.main_button.click()
    assert dialog.preview.read.text() == "Cells read differently, or kept as a note: 2 (“Sector”)."
    assert dialog.preview.read.isVisible()
    dialog.main_button.click()
    assert "2 (“Sector”)" in dialog.receipt.note.text()
