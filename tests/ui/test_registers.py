"""Registers: find, add, sort, choose columns, delete and take back, hand out."""

from __future__ import annotations

import csv
from itertools import pairwise

import openpyxl
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QPushButton

from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import records, undo
from ctip_desktop.queries.records import list_records
from ui.dialogs.add_record import AddRecord
from ui.pages.registers import RegistersPage
from ui.pages.registers.columns import ABOUT, shown_at_first
from ui.words import title_words

CONCERNS = (
    ("Selan", "company", "deal_breaker", "Our name in the press", "open", "2026-09-01"),
    ("Selan", "programme", "concern", "Audit reports stay secret", "in_talks", "2026-08-01"),
    ("Okavi", "company", "wish", "=1+1 training days", "resolved", "2026-07-15"),
)


@pytest.fixture
def concerns(workspace, company):
    made = []
    for name, side, kind, text, status, day in CONCERNS:
        answers = {"side": side, "kind": kind, "text": text, "status": status, "raised_on": day}
        about = company(name)
        made.append(
            records.create(workspace, "concern", about=about, answers={k: Answer.of(v) for k, v in answers.items()}, status="finished").created[0]
        )
    return made


@pytest.fixture
def page(qtbot, session, concerns):
    made = RegistersPage(session)
    qtbot.addWidget(made)
    made.resize(1162, 738)
    made.open(form="concern")
    made.show()
    made.on_shown()
    return made


def texts(page: RegistersPage, heading: str = "") -> list[str]:
    model = page.view.model
    place = next((n for n, column in enumerate(model.columns) if column.title == heading), 0)
    return [model.index(n, place).data() for n in range(model.rowCount())]


def test_every_register_has_a_table_and_says_how_many_entries_it_has(page):
    words = dict(page.nav.words())
    assert words["concern"] == "Concern, 3"
    for name in words:
        page.show_register(name)
        assert page.view.form.name == name
        assert page.view.model.columnCount() > 1


def test_the_newest_day_comes_first_and_headings_sort(page):
    assert texts(page) == ["Our name in the press", "Audit reports stay secret", "=1+1 training days"]
    page.view.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert texts(page)[0] == "=1+1 training days"


def test_an_organisation_typed_by_name_stands_where_companies_stand(page, workspace, company):
    given = {"from_company": company("Selan").hex, "to_name": "Ministry of Labour", "kind": "Trains recruiters", "ours": "made"}
    records.create(workspace, "relation", answers={name: Answer.of(value) for name, value in given.items()})
    page.show_register("relation")
    place = {column.title: n for n, column in enumerate(page.view.model.columns)}
    assert not page.view.table.isColumnHidden(place["From"])
    assert not page.view.table.isColumnHidden(place["To"])
    assert page.view.table.isColumnHidden(place["Or to which other organisation"])
    assert (texts(page, "From"), texts(page, "To")) == (["Selan Pearl Fisheries"], ["Ministry of Labour"])


def test_words_choices_and_subjects_filter_together(page, company):
    filters = page.view.filters
    filters.search.setText("our name")
    filters.search.search_now()
    assert texts(page) == ["Our name in the press"]
    filters.clear()
    filters.buttons["status"].choose(frozenset({"open", "resolved"}))
    assert texts(page) == ["Our name in the press", "=1+1 training days"]
    filters.only_about(company("Okavi"))
    assert texts(page) == ["=1+1 training days"]
    assert page.view._count.text() == "1 of 3 shown"


def test_when_nothing_fits_one_button_shows_everything_again(page):
    page.view.filters.search.setText("zzz")
    page.view.filters.search.search_now()
    empty = page.view._middle.currentWidget()
    empty.action.click()
    assert len(texts(page)) == 3


def test_an_empty_register_offers_to_add_the_first_entry(qtbot, page):
    page.show_register("interest")
    with qtbot.waitSignal(page.ask) as asked:
        page.view._middle.currentWidget().action.click()
    assert asked.args == ["add_record", {"form": "interest", "about": ""}]


def test_chosen_columns_are_remembered_for_each_register(qtbot, page, session):
    before = page.view.columns_shown()
    assert "raised_by" not in before
    action = next(a for a in page.view.columns_menu().actions() if a.text() == "Who raised it")
    action.trigger()
    again = RegistersPage(session)
    qtbot.addWidget(again)
    again.open(form="concern")
    assert again.view.columns_shown() == before | {"raised_by"}
    again.show_register("decision")
    assert "raised_by" not in again.view.columns_shown()


def test_a_deleted_entry_can_be_taken_back(qtbot, page, session):
    page.view.table.setFocus()
    with qtbot.waitSignal(page.undoable) as said:
        qtbot.keyClick(page.view.table, Qt.Key.Key_Delete)
    assert said.args[0].endswith("was deleted.")
    page.refresh(None)
    assert len(texts(page)) == 2
    session.undo()
    page.refresh(None)
    assert len(texts(page)) == 3


def test_enter_opens_the_whole_form_and_the_way_back_finds_the_entry(qtbot, page, concerns):
    page.view.choose(concerns[1])
    with qtbot.waitSignal(page.go) as gone:
        qtbot.keyClick(page.view.table, Qt.Key.Key_Return)
    assert gone.args == ["wizard", {"record": concerns[1]}]
    assert page.place() == {"form": "concern", "chosen": concerns[1]}


def test_the_menu_leads_to_what_an_entry_is_about(qtbot, page, company, concerns):
    page.view.choose(concerns[2])
    actions = page.view._menu(page.view.table.current()).actions()
    with qtbot.waitSignal(page.go) as gone:
        next(a for a in actions if a.text() == "Go to Okavi Garments").trigger()
    assert gone.args == ["company", {"company": company("Okavi")}]


def test_unknown_is_shown_as_unknown_and_never_as_empty(page, workspace, concerns):
    from ctip_desktop.forms.model import State

    records.answer(workspace, concerns[0], "raised_on", Answer(None, State.UNKNOWN))
    page.refresh(None)
    heading = page.view.model.columns[page.view._names.index("raised_on")].title
    assert "Unknown" in texts(page, heading)


def test_a_list_for_a_spreadsheet_runs_nothing(page, tmp_path):
    page.view.export(tmp_path / "list.csv")
    with (tmp_path / "list.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    assert len(lines) == 4
    assert lines[3][0] == "'=1+1 training days"
    page.view.export(tmp_path / "list.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "list.xlsx").active
    cells = [cell for row in sheet.rows for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert "=1+1 training days" in {cell.value for cell in cells}


def test_only_what_is_shown_is_handed_out(page, tmp_path):
    page.view.filters.buttons["status"].choose(frozenset({"open"}))
    page.view.export(tmp_path / "list.csv")
    assert len((tmp_path / "list.csv").read_text("utf-8-sig").splitlines()) == 2


def test_a_list_that_cannot_be_written_says_so_and_one_that_is_there_says_where(page, tmp_path):
    page.view.export(tmp_path / "no such folder" / "list.csv")
    assert "no such folder" in page.view.note.text()
    page.view.export(tmp_path / "list.csv")
    assert page.view.note.text() == f"list.csv was saved. It is in {tmp_path}."


# --- typing along the first row ---------------------------------------------


def type_row(qtbot, page, **texts):
    for name, text in texts.items():
        cell = page.view.quick.cells["~about" if name == "about" else name]
        cell.setFocus()
        cell.setText(text)  # by keys, the list of choices would open, which this platform cannot show
        cell.textEdited.emit(text)
    return cell


def test_an_entry_is_typed_along_the_row_and_enter_adds_it(qtbot, page, workspace, company):
    quick = page.view.quick
    cell = type_row(qtbot, page, text="A clinic at the port", about="Okavi Garments", side="comp", kind="Wish", raised_on="5 Sep 2026")
    with qtbot.waitSignal(quick.added) as added:
        qtbot.keyClick(cell, Qt.Key.Key_Return)
    line = next(line for line in list_records(workspace, "concern") if "clinic" in line.title)
    assert (line.id, line.about, line.status) == (added.args[0], company("Okavi"), "finished")
    assert page.view.table.current().entry.values["side"] == "company"
    assert page.view.table.current().entry.values["raised_on"] == "2026-09-05"
    assert quick.typed() == {"~about": "Okavi Garments"}, "the next one is often about the same"


def test_a_value_that_cannot_be_read_is_said_beside_its_cell_and_stays(qtbot, page, workspace):
    before = len(list_records(workspace, "concern"))
    cell = type_row(qtbot, page, about="Okavi Garments", side="company", kind="wish", text="More time", raised_on="when it rains")
    qtbot.keyClick(cell, Qt.Key.Key_Return)
    quick = page.view.quick
    assert quick._words.isVisible()
    assert quick._words.text() == "This is not a date. Write it like 13 Oct 2026."
    assert cell.accessibleDescription() == quick._words.text()
    assert cell.text() == "when it rains"
    assert quick.typed()["text"] == "More time"
    assert len(list_records(workspace, "concern")) == before
    type_row(qtbot, page, raised_on="1 Oct 2026")
    assert not quick._words.isVisible()
    qtbot.keyClick(cell, Qt.Key.Key_Return)
    assert len(list_records(workspace, "concern")) == before + 1


def test_enter_adds_at_once_while_choices_are_offered(qtbot, page, workspace):
    before = len(list_records(workspace, "concern"))
    cell = type_row(qtbot, page, about="Okavi Garments", text="More time", side="company", kind="wish")
    QCoreApplication.sendEvent(cell.completer().popup(), QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier))
    assert len(list_records(workspace, "concern")) == before + 1


def test_a_bad_word_that_ctrl_z_brings_back_is_marked_again(qtbot, page):
    cell = type_row(qtbot, page, about="Okavi Garments", side="company", kind="wish", text="More time", raised_on="")
    qtbot.keyClicks(cell, "soon")
    qtbot.keyClick(cell, Qt.Key.Key_Return)
    quick = page.view.quick
    assert quick._words.isVisible()
    cell.selectAll()
    qtbot.keyClicks(cell, "1 Oct 2026")
    assert not quick._words.isVisible()
    while cell.text() != "soon" and cell.isUndoAvailable():
        cell.undo()
    assert cell.text() == "soon"
    assert quick._words.isVisible()
    assert cell.property("state") == "error"


def test_what_is_needed_is_asked_for_even_in_a_column_that_is_hidden(qtbot, page, workspace):
    page.view.show_columns(page.view.columns_shown() - {"kind"})
    cell = type_row(qtbot, page, about="Okavi Garments", side="company", text="More time")
    qtbot.keyClick(cell, Qt.Key.Key_Return)
    assert "kind" in page.view.columns_shown()
    assert page.view.quick._words.isVisible()
    assert page.view.quick._wrong == "kind"


def test_without_a_subject_it_says_so_unless_the_filter_shows_one(qtbot, page, workspace, company):
    cell = type_row(qtbot, page, side="company", kind="wish", text="A bus for the night shift")
    qtbot.keyClick(cell, Qt.Key.Key_Return)
    assert page.view.quick._wrong == "~about"
    page.view.filters.only_about(company("Okavi"))
    qtbot.keyClick(cell, Qt.Key.Key_Return)
    assert next(line for line in list_records(workspace, "concern") if "bus" in line.title).about == company("Okavi")


def test_why_an_entry_is_asked_for_stands_above_its_questions(qtbot, session):
    dialog = AddRecord(session, "decision", told="A stop criterion is met: 4 attempts found no reply.")
    qtbot.addWidget(dialog)
    assert dialog.body.itemAt(0).widget().text() == "A stop criterion is met: 4 attempts found no reply."


def test_several_columns_are_ticked_in_one_go_with_the_space_bar(qtbot, page):
    menu = page.view.columns_menu()
    qtbot.addWidget(menu)
    before = page.view.columns_shown()
    for action in menu.actions()[:2]:  # the menu itself cannot be shown on this platform
        menu.setActiveAction(action)
        QCoreApplication.sendEvent(menu, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier))
    assert len(page.view.columns_shown() ^ before) == 2


def test_insert_on_the_list_of_registers_leads_to_the_row(qtbot, page):
    page.nav.setFocus()
    qtbot.keyClick(page, Qt.Key.Key_Insert)
    assert page.view.quick.isAncestorOf(page.window().focusWidget())


def test_ctrl_z_after_adding_is_about_the_entry_and_not_about_the_words(qtbot, page, workspace):
    cell = type_row(qtbot, page, text="They may lose buyers", about="okavi")
    qtbot.keyClick(cell, Qt.Key.Key_Return)
    first = page.view.quick.cells["text"]
    assert not any(each.isUndoAvailable() for each in page.view.quick.cells.values())
    undo = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    undo.ignore()
    first.event(undo)
    assert not undo.isAccepted()
    qtbot.keyClicks(first, "Another")
    first.event(undo)
    assert undo.isAccepted()


def test_a_cell_beyond_the_edge_comes_into_sight_with_the_keyboard(qtbot, page):
    quick, table = page.view.quick, page.view.table
    page.view.show_columns(frozenset(page.view._names))
    table.resize(400, 300)
    quick.resize(400, quick.height())
    bar = table.horizontalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    last = [cell for _, cell in quick._visible()][-1]
    quick._bring_into_sight(last)
    assert bar.value() > 0


def test_escape_clears_the_row_and_insert_leads_there(qtbot, page):
    page.activateWindow()
    page.view.table.setFocus()
    qtbot.keyClick(page.view.table, Qt.Key.Key_Insert)
    cell = type_row(qtbot, page, text="Half a thought", raised_on="soon")
    assert page.place()["typed"] == {"text": "Half a thought", "raised_on": "soon"}
    qtbot.keyClick(cell, Qt.Key.Key_Escape)
    assert page.view.quick.typed() == {}
    assert not page.view.quick._words.isVisible()


def test_what_is_typed_comes_back_with_the_place(qtbot, page, session):
    type_row(qtbot, page, text="Half a thought")
    again = RegistersPage(session)
    qtbot.addWidget(again)
    again.open(**page.place())
    assert again.view.quick.typed() == {"text": "Half a thought"}


def test_the_cells_stand_over_their_columns(page):
    header = page.view.table.horizontalHeader()
    for place, name in enumerate(page.view._names):
        if name in page.view.quick.cells and not page.view.table.isColumnHidden(place):
            cell = page.view.quick.cells[name].geometry()
            assert header.sectionViewportPosition(place) <= cell.left()
            assert cell.right() <= header.sectionViewportPosition(place) + header.sectionSize(place)


def test_headings_are_the_questions_of_the_form(page):
    titles = [column.title for column in page.view.model.columns]
    assert "Whose concern is it" in titles
    assert page.view.filters.buttons["side"].text().startswith("Whose concern is it")


# --- adding ----------------------------------------------------------------


def test_an_entry_about_a_company_is_added_from_the_register(qtbot, session, workspace, company):
    dialog = AddRecord(session, "concern")
    qtbot.addWidget(dialog)
    dialog.keep()
    assert dialog.about is None  # it asks what the entry is about first
    dialog.subject.choose("company", company("Kestrin").hex)
    for name, value in (("side", "company"), ("kind", "wish"), ("text", "A training in Vietnamese")):
        dialog.asked[name].field.show_answer(Answer.of(value))
    dialog.keep()
    line = next(line for line in list_records(workspace, "concern") if "Vietnamese" in line.title)
    assert line.about == company("Kestrin")
    assert line.status == "finished"


def test_what_belongs_to_the_programme_is_not_asked_about(qtbot, session, workspace):
    dialog = AddRecord(session, "relation")
    qtbot.addWidget(dialog)
    assert dialog.subject is None
    assert dialog.about == workspace.programme_id


def test_what_was_chosen_survives_a_lock(qtbot, session, company):
    dialog = AddRecord(session, "concern")
    qtbot.addWidget(dialog)
    dialog.subject.choose("company", company("Kestrin").hex)
    dialog.asked["text"].field.show_answer(Answer.of("A training in Vietnamese"))
    again = AddRecord(session, "concern")
    qtbot.addWidget(again)
    again.restore(dialog.draft())
    assert again.subject.chosen() == company("Kestrin")
    assert again.asked["text"].field.answer().value == "A training in Vietnamese"


@pytest.mark.parametrize(("form", "state"), [("concern", "status"), ("milestone", "reached_on"), ("contribution", "partner")])
def test_where_an_entry_stands_has_room_before_anything_else(catalogue, form, state):
    assert state in shown_at_first(catalogue.form(form), about=True)


@pytest.mark.parametrize(
    ("kept", "shown"),
    [
        ("2026-10-15: Supporter", "15 Oct 2026: Supporter"),
        ("Money: 12000.0 USD", "Money: 12,000 USD"),
        ("Money: 2500.0 USD", "Money: 2,500 USD"),
        ("Money: 7500.5 USD", "Money: 7,500.50 USD"),
        ("Money: 9000.0 USD, 1 of 2", "Money: 9,000 USD, 1 of 2"),
        ("Money: 12000.25 USD", "Money: 12,000.25 USD"),
        ("Work plan 2026 ILO", "Work plan 2026 ILO"),
        ("Wave 2026, 500 USD", "Wave 2026, 500 USD"),
        ("Visit, 2026-13-45", "Visit, 2026-13-45"),
        ("Version 1.0.2, 2.05", "Version 1.0.2, 2.05"),
    ],
)
def test_a_title_shows_its_day_as_days_are_shown_elsewhere(kept, shown):
    assert title_words(kept) == shown


def test_an_amount_names_its_currency_also_in_what_is_handed_out(page, workspace, company, tmp_path):
    about = records.create(workspace, "partnership", about=None, answers={"name": Answer.of("Fair start")}).created[0]
    given = {"kind": "money", "value": 12500, "currency": "USD"}
    records.create(workspace, "contribution", about=about, answers={name: Answer.of(value) for name, value in given.items()})
    page.show_register("contribution")
    place = page.view._names.index("value")
    assert page.view.model.index(0, place).data() == "12,500 USD"
    page.view.show_columns(frozenset({"value"}))
    page.view.export(tmp_path / "list.xlsx")
    _heading, row = openpyxl.load_workbook(tmp_path / "list.xlsx").active.values
    assert (12500, "USD") in pairwise(row), "a spreadsheet gets the number, and the currency beside it"


def test_what_was_promised_in_a_talk_is_a_column(page, workspace, company, tmp_path):
    given = {"date": "2026-10-01", "channel": "call", "summary": "They want training"}
    lines = [{"promise": Answer.of("Send the outline")}, {"promise": Answer.of("Name a day"), "promise_by": Answer.of("they")}]
    made = {name: Answer.of(value) for name, value in given.items()}
    records.create(workspace, "conversation", about=company("Okavi"), answers=made, rows={"promises": lines})
    page.show_register("conversation")
    place = page.view._names.index("promises")
    assert "Send the outline; Name a day" in [page.view.model.index(n, place).data() for n in range(page.view.model.rowCount())]
    page.view.filters.search.setText("name a day")
    page.view._filter()
    assert len(page.view.shown()) == 1


def test_the_names_offered_under_a_narrow_cell_are_not_squeezed(qtbot, page):
    cell = page.view.quick.cells["~about"]
    page.view.quick._watch(cell.completer(), "O")
    assert cell.completer().popup().minimumWidth() >= 280


def test_whoever_comes_back_from_an_entry_finds_the_filters_as_they_were(page):
    page.view.filters.buttons["status"].choose(frozenset({"open"}))
    page.view.filters.search.setText("name")
    page.view.filters.search.search_now()
    assert texts(page) == ["Our name in the press"]
    left = page.place()
    page.open(**left)
    assert texts(page) == ["Our name in the press"]
    page.view.filters.clear()
    assert len(texts(page)) == 3
    page.open(**left)
    assert texts(page) == ["Our name in the press"]
    page.open(form="concern")
    assert len(texts(page)) == 3


def test_an_empty_register_says_once_what_belongs_in_it_and_what_comes_before(qtbot, session):
    made = RegistersPage(session)
    qtbot.addWidget(made)
    made.open(form="milestone")
    made.show()
    summary = made.view.form.summary
    said = [label.text() for label in made.view.findChildren(QLabel) if label.isVisible() and label.text().startswith(summary)]
    assert said == [f"{summary} It belongs to a partnership, and none is here yet."]
    assert not made.view.add_button.isVisible()
    with qtbot.waitSignal(made.go) as gone:
        made.view.nothing.action.click()
    assert gone.args == ["partnerships", {}]
    made.show_register("landscape")
    assert made.view.add_button.isVisible()
    with qtbot.waitSignal(made.ask):
        made.view.nothing.action.click()


def test_a_register_without_an_entry_about_the_company_still_names_it(page, company):
    page.open(form="concern", about=company("Tasini"))
    assert page.view.filters.buttons[ABOUT].text() == "About: Tasini Ceramics"
    assert page.view.model.rowCount() == 0


def test_a_checklist_is_one_list_over_all_companies_once_somebody_filled_it_in(qtbot, page, workspace, company):
    assert "due_diligence" not in dict(page.nav.words())
    made = [records.create(workspace, "due_diligence", about=company(name)).created[0] for name in ("Selan", "Okavi")]
    page.refresh(None)
    assert dict(page.nav.words())["due_diligence"] == "Due diligence, 2"
    page.show_register("due_diligence")
    assert page.view.quick is None  # filled in step by step
    assert page.view.model.columns[0].title == "About"
    assert sorted(name.split()[0] for name in texts(page)) == ["Okavi", "Selan"]
    page.view.choose(made[0])
    with qtbot.waitSignal(page.go) as opened:
        page.view.table.setFocus()
        qtbot.keyClick(page.view.table, Qt.Key.Key_Return)
    assert opened.args == ["wizard", {"record": made[0]}]


def test_when_the_last_record_of_a_checklist_is_gone_its_list_says_so_until_one_goes_on(page, workspace, company):
    made = records.create(workspace, "due_diligence", about=company("Selan")).created[0]
    page.open(form="due_diligence")
    records.delete(workspace, made)
    page.refresh(None)
    assert page.view.form.name == "due_diligence"
    assert "due_diligence" in dict(page.nav.words())
    assert "Nothing here yet" in [one.text() for one in page.view.findChildren(QLabel) if one.isVisible()]
    undo.undo(workspace)
    page.refresh(None)
    assert [name.split()[0] for name in texts(page)] == ["Selan"]
    records.delete(workspace, made)
    page.show_register("contact")
    assert "due_diligence" not in dict(page.nav.words())


def test_the_register_that_is_open_is_in_sight_in_the_list_also_when_it_is_the_last(qtbot, session, workspace, company):
    records.create(workspace, "due_diligence", about=company("Selan"))
    made = RegistersPage(session)
    qtbot.addWidget(made)
    made.resize(1162, 480)
    made.open(form="due_diligence")
    made.show()
    chosen = next(button for button in made.nav.findChildren(QPushButton) if button.isChecked())
    qtbot.waitUntil(lambda: not chosen.visibleRegion().isEmpty())
    assert chosen.accessibleName() == "Due diligence, 1"


def test_an_entry_without_an_answer_stands_last_whichever_way_its_column_is_sorted(page, workspace, company):
    records.create(workspace, "concern", about=company("Okavi"), answers={"text": Answer.of("No kind yet")})
    page.refresh(None)
    place = page.view._names.index("kind")
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        page.view.table.sortByColumn(place, order)
        assert texts(page)[-1] == "No kind yet"
