"""Dialogs: a record begun in passing, a list brought in, a search over everything. What is typed survives errors and a lock."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt

from ctip_desktop.errors import WorldError
from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import records
from ctip_desktop.queries.companies import company_page
from ctip_desktop.queries.records import list_records, show
from ui.dialogs.import_preview import remarks_of

LIST = """Supplier;Land;Stadt;Beschäftigte
Brightwater Aqua Farms;Thailand;Lume Bay;420
;Thailand;Ramun;10
Okavi Garments;Cambodia;East Talven;
Tasini Ceramics Ltd;Viet Nam;East Talven;many
Brightwater Aqua Farms;Thailand;Lume Bay;420
"""


@pytest.fixture
def gone(shell):
    """Where the shell was sent."""
    places = []
    shell.go = lambda name, where=None: places.append((name, where))  # the page itself has its own tests
    return places


# --- quick forms -----------------------------------------------------------------------------------------------------------------


def test_a_company_needs_only_its_name_and_its_page_opens(qtbot, shell, session, gone):
    dialog = shell.show_dialog("add_company", {})
    dialog.go.connect(lambda name, where: gone.append((name, where)))
    dialog.main_button.click()
    assert dialog.isVisible()
    assert dialog.asked["name"]._words.text()
    dialog.asked["name"].field.first().setText("Brightwater Aqua Farms")
    dialog.main_button.click()
    made = next(line for line in session.ask(list_records, "company") if line.title == "Brightwater Aqua Farms")
    assert gone[-1] == ("company", {"company": made.id})


def test_a_name_that_is_there_already_is_shown_before_a_second_one_is_made(shell):
    dialog = shell.show_dialog("add_company", {})
    dialog.asked["name"].field.first().setText("okavi garments")
    dialog.asked["name"].field.committed.emit()
    assert dialog.same.isVisible()
    assert "Okavi Garments" in dialog.same.text()


def test_a_name_with_another_legal_form_or_nearly_the_same_is_shown_too(shell, gone, company):
    dialog = shell.show_dialog("add_company", {})
    dialog.go.connect(lambda name, where: gone.append((name, where)))
    for typed, words in (("OKAVI Garments Co., Ltd.", "with this name"), ("Okavi Garment", "with nearly this name")):
        dialog.asked["name"].field.first().setText(typed)
        dialog.asked["name"].field.committed.emit()
        assert words in dialog.same.text()
    dialog._open_button.click()
    assert gone[-1] == ("company", {"company": company("Okavi")})


def test_a_talk_that_keeps_a_promise_is_one_step_back(shell, session, workspace, company):
    talk = {"date": "2026-10-01", "channel": "call", "summary": "x", "follow_up": "Send two pages", "follow_up_due": "2026-10-20"}
    promise = records.create(workspace, "conversation", about=company(), answers={n: Answer.of(v) for n, v in talk.items()}).created[0]
    before = len(session.ask(list_records, "conversation", company()))
    dialog = shell.show_dialog("record_conversation", {"company": company().hex, "promise": promise.hex})
    dialog.asked["channel"].field.show_answer(Answer.of("call"))
    dialog.asked["summary"].field.first().setPlainText("They have it")
    dialog.main_button.click()
    assert not dialog.isVisible()
    assert session.ask(show, promise).answers["follow_up_done"].answer.value == "yes"
    session.undo()
    assert session.ask(show, promise).answers["follow_up_done"].answer.value != "yes"
    assert len(session.ask(list_records, "conversation", company())) == before


def test_the_cursor_goes_to_the_first_question_that_is_missing(shell, company):
    dialog = shell.show_dialog("add_record", {"form": "contribution", "about": company().hex})
    dialog.take()
    unfit = [name for name, asked in dialog.asked.items() if asked.isVisibleTo(dialog) and asked._problem.isVisibleTo(dialog)]
    assert len(unfit) > 2
    assert dialog.asked[unfit[0]].isAncestorOf(dialog.focusWidget())


def test_who_chooses_a_type_is_asked_why_at_once(shell):
    dialog = shell.show_dialog("add_record", {"form": "partnership_type"})
    assert dialog.asked["reason"].isVisibleTo(dialog)


def test_more_questions_are_asked_only_when_wanted(shell):
    dialog = shell.show_dialog("add_company", {})
    assert not dialog.asked["website"].isVisible()
    dialog.show_more()
    assert dialog.asked["website"].isVisible()


def test_a_conversation_without_a_company_asks_with_which(shell, session, company):
    dialog = shell.show_dialog("record_conversation", {})
    dialog.asked["channel"].field.show_answer(Answer.of("call"))
    dialog.asked["summary"].field.first().setPlainText("First talk.")
    dialog.main_button.click()
    assert dialog.isVisible()
    dialog._subject.field.show_answer(Answer.of(company("Okavi").hex))
    dialog.main_button.click()
    assert not dialog.isVisible()
    (talk,) = session.ask(list_records, "conversation", company("Okavi"))
    assert session.ask(show, talk.id).answers["summary"].answer.value == "First talk."
    assert session.ask(show, talk.id).answers["our_people"].answer.value == "Lina Tarvo"


def test_a_company_that_is_not_here_is_said_with_what_to_do(shell, session):
    dialog = shell.show_dialog("record_conversation", {})
    dialog._subject.field.first().setText("Blue Quay Foods")
    dialog.main_button.click()
    assert dialog.isVisible()
    assert "“Blue Quay Foods” is not here yet" in dialog._subject._words.text()
    dialog.reject()


def test_a_promise_is_written_with_the_keyboard_alone_what_who_by_when(qtbot, shell, session, company):
    dialog = shell.show_dialog("record_conversation", {"company": company().hex})
    dialog.asked["channel"].field.show_answer(Answer.of("call"))
    dialog.asked["summary"].field.first().setPlainText("They want training")
    (line,) = dialog.promises.lines
    line.text.setFocus()
    qtbot.keyClicks(line.text, "Send the outline")
    for field in (line.by, line.due.first()):
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        assert dialog.focusWidget() is field, "no field is jumped over"
    qtbot.keyClicks(line.due.first(), "1 Oct 2026")
    dialog.main_button.click()
    assert dialog.isVisible(), "a promise cannot be due before the talk"
    assert "before the talk" in line._said.text()
    line.due.put_text("20 Oct 2026")
    dialog.main_button.click()
    assert not dialog.isVisible()
    found = session.ask(company_page, company(), date(2026, 10, 13)).promises
    assert ("Send the outline", date(2026, 10, 20), False) in [(each.text, each.due, each.theirs) for each in found]


def test_a_refused_write_keeps_what_was_typed(shell, monkeypatch):
    dialog = shell.show_dialog("add_company", {})
    dialog.asked["name"].field.first().setText("Brightwater")

    def refuse(*_arguments, **_more):
        raise WorldError("The drive is full.", next_step="Make room.")

    monkeypatch.setattr(shell._session, "attempt", refuse)
    dialog.main_button.click()
    assert dialog.note.isVisible()
    assert "The drive is full." in dialog.note.text()
    assert dialog.asked["name"].field.typed_text() == "Brightwater"


def test_a_draft_comes_back_as_it_was_also_text_that_cannot_be_read_yet(shell, company):
    dialog = shell.show_dialog("record_conversation", {"company": company().hex})
    dialog.asked["date"].field.put_text("some day in spr")
    dialog.asked["summary"].field.first().setPlainText("Half a")
    dialog.asked["channel"].field.show_answer(Answer.of("call"))
    draft = dialog.draft()
    dialog.reject()
    back = shell.show_dialog("record_conversation", {"company": company().hex}, draft)
    assert back.asked["summary"].field.answer() == Answer.of("Half a")
    assert back.asked["channel"].field.answer() == Answer.of("call")
    assert back.asked["date"].field.typed_text() == "some day in spr"


def test_escape_closes_and_enter_keeps(qtbot, shell, session):
    dialog = shell.show_dialog("add_company", {})
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    dialog = shell.show_dialog("add_company", {})
    dialog.asked["name"].field.first().setText("Velora Staffing")
    qtbot.keyClick(dialog.asked["name"].field.first(), Qt.Key.Key_Return)
    assert any(line.title == "Velora Staffing" for line in session.ask(list_records, "company"))


# --- import ----------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def importing(shell, tmp_path):
    file = tmp_path / "list.csv"
    file.write_text(LIST, encoding="cp1252")
    dialog = shell.show_dialog("import_list", {})
    dialog.take_file(file)
    return dialog


def map_columns(dialog) -> None:
    for column, target in {"Supplier": "name", "Land": "country", "Stadt": "place", "Beschäftigte": "staff"}.items():
        dialog.mapping.choose(column, target)


def test_a_list_is_read_and_what_was_found_is_shown(importing):
    assert importing.step == 1
    table = importing.mapping.table
    assert (table.delimiter, table.header_row, len(table.rows)) == (";", 1, 5)
    assert "Beschäftigte" in table.columns
    assert importing.mapping.mapping()["Supplier"] == "name"


def test_the_rehearsal_names_every_row_that_stays_out_with_number_and_reason(importing, session):
    map_columns(importing)
    importing.main_button.click()
    assert importing.step == 2
    assert importing.preview.ready.text() == "2 rows can go in"
    assert importing.preview.failed.text() == "1 row is not taken in: why is told below"
    assert importing.preview.twice.text() == "2 rows are the same as another row or as what is there"
    assert importing.preview.resembling.isVisible() == bool(importing.plan.lookalikes)
    assert [row.row for row in importing.preview.first.rows] == [2, 5]
    found = remarks_of(importing.plan)
    assert [(one.kind, one.row) for one in found if one.kind != "remark"] == [("failed", 3), ("duplicate", 4), ("duplicate", 6)]
    assert len(session.ask(list_records, "company")) == 5


def test_the_good_rows_go_in_and_the_others_stay_listed(qtbot, importing, session):
    map_columns(importing)
    importing.main_button.click()
    assert importing.main_button.words == "Take in 2 rows"
    with qtbot.waitSignal(session.changed):
        importing.main_button.click()
    assert importing.step == 3
    said = "2 rows went in. 3 rows stayed out; they are listed below. Cells read differently, or kept as a note: 1 (“Beschäftigte”)."
    assert importing.receipt.note.text() == said
    titles = [line.title for line in session.ask(list_records, "company")]
    assert titles.count("Brightwater Aqua Farms") == 1
    assert "Tasini Ceramics Ltd" in titles
    session.undo()
    assert len(session.ask(list_records, "company")) == 5


def test_duplicates_go_in_when_wanted(importing):
    map_columns(importing)
    importing.main_button.click()
    importing.preview.duplicates.setChecked(True)
    assert importing.main_button.words == "Take in 4 rows"


def test_the_guess_about_the_file_can_be_corrected(importing):
    importing.mapping.reread.emit({"encoding": "cp1252", "delimiter": ",", "header_row": 1})
    assert len(importing.mapping.table.columns) == 1
    importing._back()
    assert importing.step == 0


def test_a_file_that_is_no_list_is_one_plain_sentence(shell, tmp_path):
    file = tmp_path / "picture.csv"
    file.write_bytes(b"")
    dialog = shell.show_dialog("import_list", {})
    dialog.take_file(file)
    assert dialog.note.isVisible()
    assert dialog.step == 0
    assert dialog.main_button.isEnabled()


def test_real_lists_are_read_alike_from_every_kind_of_file(shell, shared_data):
    counts = set()
    for ending in ("csv", "xls", "xlsx"):
        dialog = shell.show_dialog("import_list", {})
        dialog.take_file(shared_data / "supplier_lists" / f"12.{ending}")
        dialog.main_button.click()
        counts.add(dialog.preview.wanted())
        dialog.reject()
    assert counts == {15}


# --- search ----------------------------------------------------------------------------------------------------------------------


def search(shell, text: str):
    dialog = shell.show_dialog("search", {})
    dialog.box.setText(text)
    dialog.box.search_now()
    return dialog


def test_search_finds_companies_first_and_people_with_their_company(qtbot, shell, company):
    dialog = search(shell, "selan")
    assert dialog.table.current().title == "Selan Pearl Fisheries"
    dialog = search(shell, "ressa")
    hit = dialog.table.current()
    assert (hit.title, hit.page, hit.where) == ("Ressa Omark", "company", {"company": company(), "part": "contacts"})
    assert "Selan Pearl Fisheries" in hit.sub


def test_arrows_choose_and_enter_opens(qtbot, shell):
    dialog = search(shell, "selan")
    went = []
    dialog.go.connect(lambda name, where: went.append(name))
    qtbot.keyClick(dialog.box, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.box, Qt.Key.Key_Up)
    qtbot.keyClick(dialog.box, Qt.Key.Key_Return)
    assert went == ["company"]
    assert not dialog.isVisible()


def test_pages_are_found_by_name_and_nothing_found_is_said(shell):
    assert search(shell, "compan").table.current() is not None
    dialog = search(shell, "qqqqq")
    assert dialog.nothing.isVisible()
    assert not dialog.main_button.isEnabled()


def test_several_promises_of_one_talk_are_kept_with_who_and_when(qtbot, shell, session, company):
    dialog = shell.show_dialog("record_conversation", {"company": company().hex})
    dialog.asked["channel"].field.show_answer(Answer.of("call"))
    dialog.asked["summary"].field.first().setPlainText("They have it")
    first = dialog.promises.lines[0]
    first.text.setText("Send the list")
    first.by.setCurrentIndex(first.by.findData("they"))
    first.due.put_text("soon")
    dialog.main_button.click()
    assert dialog.isVisible()
    first.due.put_text("20 Oct 2026")
    draft = dialog.draft()
    dialog.promises.add()
    dialog.main_button.click()
    assert not dialog.isVisible()
    kept = [each for each in session.ask(company_page, company(), date(2026, 10, 13)).promises if each.due == date(2026, 10, 20)]
    assert [(each.text, each.theirs) for each in kept] == [("Send the list", True)]
    again = shell.show_dialog("record_conversation", {"company": company().hex, "promise": kept[0].record.hex})
    assert again.keeps_promise.text() == "They kept their promise: Send the list"
    again.restore(draft)
    assert [line.text.text() for line in again.promises.lines] == ["Send the list"]
