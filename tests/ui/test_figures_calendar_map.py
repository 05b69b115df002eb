"""Figures open what is behind them, the calendar tells what is due and hands out no names unasked, the map is drawn and written."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtWidgets import QWidget

from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import records
from ctip_desktop.queries.calendar import undated
from ctip_desktop.queries.promises import open_promises
from ctip_desktop.queries.relations import relation_map
from ctip_desktop.workspace import sheets
from tests.ui import partners
from tests.ui.test_partnerships import said
from ui.pages.company.rows import Press
from ui.pages.figures import _numbers
from ui.widgets.button import Button
from ui.widgets.relation_map import RelationDrawing


@pytest.fixture
def found(workspace, company):
    idea = partners.opportunity(workspace, company("Okavi"), "Recruitment without fees", "running", "2025-11-01")
    return partners.life(workspace, company("Okavi"), idea)


@pytest.fixture
def relations(workspace, company):
    about = workspace.programme_id
    ends = {"from_company": company("Okavi").hex, "to_name": "Garment Workers' Circle"}
    partners.make(workspace, "relation", about, **ends, ours="made", kind="Grievance talks", contribution="large")
    ends = {"from_company": company("Okavi").hex, "to_company": company("Kestrin").hex}
    partners.make(workspace, "relation", about, **ends, ours="not_ours", kind="Sells to it")


def test_a_figure_opens_the_records_behind_it(qtbot, shell, found):
    shell.go("figures", {"figure": "partnerships"})
    page = shell.current
    assert "Recruitment without fees" in said(page)
    record = next(row for row in page._columns.side.parentWidget().findChildren(Press) if row.accessibleName().startswith("Recruitment"))
    with qtbot.waitSignal(page.go) as gone:
        qtbot.keyClick(record, Qt.Key.Key_Return)
    assert gone.args == ["partnerships", {"partnership": found}]


def test_a_figure_low_in_the_list_is_explained_where_one_looks(qtbot, shell, found):
    shell.go("figures")
    page = shell.current
    shell.resize(1280, 500)
    page._columns.resize(1000, 2000)
    bar = page._scroller.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    page.choose(list(page.rows)[-1])
    qtbot.waitUntil(lambda: page._columns.below or page._columns.side.contentsMargins().top() > 0)


def test_numbers_below_each_other_have_the_same_places():
    assert _numbers([1.75, 0.3, None]) == ["1.75", "0.30", ""]
    assert _numbers([83900, 36000]) == ["83,900", "36,000"]


def test_what_is_not_known_is_never_shown_as_zero(shell):
    shell.go("figures")
    page = shell.current
    unknown = [each for each in page._figures.values() if each.value is None]
    assert unknown
    assert {page.value_words(each) for each in unknown} == {"not known yet"}


def test_each_figure_can_be_chosen_by_keyboard(qtbot, shell, found):
    shell.go("figures")
    page = shell.current
    for name, row in list(page.rows.items()):
        qtbot.keyClick(row, Qt.Key.Key_Return)
        assert page.place() == {"figure": name}


def test_records_of_one_title_behind_a_figure_are_told_apart_and_say_what_they_add(shell, workspace):
    for mark in (8, 9):
        partners.make(workspace, "impact_areas", workspace.programme_id, wave="2026", food=mark)
    shell.go("figures", {"figure": "impact_food"})
    rows = [row.accessibleName() for row in shell.current._columns.side.parentWidget().findChildren(Press) if "of 10" in row.accessibleName()]
    assert len(set(rows)) == 2
    assert {row.rpartition(", ")[2] for row in rows} == {"8 of 10", "9 of 10"}
    assert any(row.startswith("2026, 1 of 2") for row in rows)
    assert "from 2 people" in said(shell.current)


def test_arrows_go_from_figure_to_figure(qtbot, shell, found):
    shell.go("figures")
    page = shell.current
    first, second = list(page.rows)[:2]
    page.rows[first].setFocus()
    qtbot.keyClick(page.rows[first], Qt.Key.Key_Down)
    assert page.place() == {"figure": second}
    qtbot.keyClick(page.rows[second], Qt.Key.Key_Up)
    assert page.place() == {"figure": first}


def test_after_undo_the_figure_in_the_frame_is_the_one_explained(qtbot, shell, found, workspace, company):
    shell.go("figures", {"figure": "long_list"})
    page = shell.current
    partners.opportunity(workspace, company("Kestrin"), "Pay slip reader", "spotted", "2026-10-01")
    page.refresh(None)
    page.rows["long_list"].setFocus()
    before = page.rows["long_list"].accessibleName()
    shell.undo()
    page.refresh(None)
    assert page.rows["long_list"].accessibleName() != before  # so that it could not be known again by its words
    qtbot.waitUntil(lambda: shell.window().focusWidget() is page.rows["long_list"])
    assert page.place() == {"figure": "long_list"}


def test_a_figure_without_a_record_says_where_to_write_one_down(qtbot, shell):
    shell.go("figures", {"figure": "relations_large"})
    page = shell.current
    assert "Nothing is written down for it yet." in said(page)
    go = next(button for button in page.findChildren(Button) if "Go where" in button.text())
    with qtbot.waitSignal(page.go) as gone:
        go.click()
    assert gone.args == ["registers", {"form": "relation"}]


def test_the_calendar_lists_what_is_due_and_opens_it(shell, found):
    shell.go("calendar")
    words = said(shell.current)
    assert "Recruiters in both factories are paid by the company" in words
    assert "A second factory joins" in words
    assert "The day has passed" in words


def test_a_calendar_file_holds_names_only_when_asked(shell, found, tmp_path):
    shell.go("calendar")
    page = shell.current
    page.export(tmp_path / "plain.ics")
    text = (tmp_path / "plain.ics").read_text("utf-8")
    assert "BEGIN:VEVENT" in text
    assert "Recruitment" not in text
    page.with_names.setChecked(True)
    page.export(tmp_path / "named.ics")
    assert "Recruitment without fees" in (tmp_path / "named.ics").read_text("utf-8")


def test_a_calendar_says_where_it_is_or_why_it_is_not_and_never_both(shell, found, tmp_path):
    shell.go("calendar")
    page = shell.current
    page.export(tmp_path / "no such folder" / "x.ics")
    assert page.note.isVisible()
    assert "no such folder" in page.note.text()
    page.export(tmp_path / "x.ics")
    assert page.note.text() == f"x.ics was saved. It is in {tmp_path}."


def test_a_promise_without_a_day_stands_at_the_end_of_the_calendar_until_it_is_kept(qtbot, shell, workspace, company):
    lines = {"promises": [{"promise": "Send the posters", "promise_by": "we"}]}
    talk = partners.make(workspace, "conversation", company("Okavi"), lines, date="2026-10-01", channel="call")
    shell.go("calendar", {"kinds": ()})
    page = shell.current
    assert "Promised, and no day is named yet" in said(page)
    line = next(row for row in page.findChildren(Press) if row.accessibleName().startswith("Send the posters"))
    with qtbot.waitSignal(page.go) as gone:
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert gone.args == ["wizard", {"record": talk, "path": "promises"}]
    shell.go("calendar", {"kinds": ("pulse",)})
    assert "Send the posters" not in said(shell.current)
    with workspace.reading() as connection:
        row = next(sheets.row_name(each.record) for each in open_promises(connection) if each.text == "Send the posters")
    records.answer(workspace, talk, f"promises[{row}].promise_done", Answer.of("yes"))
    assert undated(workspace) == ()


def test_the_calendar_can_begin_with_the_promises_and_opens_them_at_the_promise(qtbot, shell, found, workspace, company):
    partners.make(
        workspace, "conversation", company("Okavi"), date="2026-10-01", channel="call", follow_up="Send two pages", follow_up_due="2026-10-20"
    )
    shell.go("calendar", {"kinds": ("follow_up",)})
    page = shell.current
    rows = [row for row in page.findChildren(Press) if row.accessibleName().startswith("Send two pages")]
    assert len(rows) == 1
    assert "A second factory joins" not in said(page)
    with qtbot.waitSignal(page.go) as gone:
        qtbot.keyClick(rows[0], Qt.Key.Key_Return)
    assert gone.args[1]["path"] == "promises"
    assert page.place() == {"kinds": ("follow_up",)}


def test_the_map_and_the_table_show_the_same_relations(shell, relations):
    shell.go("relations", {"view": "map"})
    page = shell.current
    assert {node.name for node in page.drawing._nodes} >= {"Okavi Garments", "Garment Workers' Circle", "Kestrin Electronics"}
    page.show_view("table")
    rows = {tuple(page.model.index(n, c).data() for c in (0, 1, 4)) for n in range(page.model.rowCount())}
    assert rows == {("Okavi Garments", "Garment Workers' Circle", "A lot"), ("Okavi Garments", "Kestrin Electronics", "not judged")}


def test_the_keyboard_walks_the_map_and_opens_a_company(qtbot, shell, relations, company):
    shell.go("relations", {"view": "map"})
    page = shell.current
    while page.drawing.current().name != "Okavi Garments":
        qtbot.keyClick(page.drawing, Qt.Key.Key_Right)
    assert page.drawing.accessibleName() == "Relation map: Okavi Garments, 2 relations, connects others"
    with qtbot.waitSignal(page.go) as gone:
        qtbot.keyClick(page.drawing, Qt.Key.Key_Return)
    assert gone.args == ["company", {"company": company("Okavi")}]


def test_an_organisation_that_is_no_company_opens_its_relations_in_the_table(qtbot, shell, relations):
    shell.go("relations", {"view": "map"})
    page = shell.current
    while page.drawing.current().name != "Garment Workers' Circle":
        qtbot.keyClick(page.drawing, Qt.Key.Key_Right)
    qtbot.keyClick(page.drawing, Qt.Key.Key_Return)
    assert page.switch.current() == "table"
    assert [page.model.index(n, 1).data() for n in range(page.model.rowCount())] == ["Garment Workers' Circle"]
    page.clear_button.click()
    assert page.model.rowCount() == 2


def test_the_map_is_filtered_and_what_fits_nothing_leads_back(qtbot, shell, relations):
    shell.go("relations", {"view": "map"})
    page = shell.current
    page.ours.choose(frozenset({"made"}))
    assert {node.name for node in page.drawing._nodes} == {"Okavi Garments", "Garment Workers' Circle"}
    assert "1 of 2 relations shown" in said(page)
    page.search.setText("kestrin")
    page.search.search_now()
    page.stack.currentWidget().action.click()
    assert page.model.rowCount() == 2


def test_the_map_is_enlarged_by_keys_and_the_current_organisation_stays_in_sight(qtbot, shell, relations):
    shell.go("relations", {"view": "map"})
    page = shell.current
    before = page.drawing.width()
    for _ in range(3):
        qtbot.keyClick(page.drawing, Qt.Key.Key_Plus)
    qtbot.waitUntil(lambda: page.drawing.width() > 1.8 * before)
    for _ in range(len(page.drawing._nodes)):
        qtbot.keyClick(page.drawing, Qt.Key.Key_Right)
        assert page.area.viewport().rect().contains(page.drawing.mapTo(page.area.viewport(), page.drawing.place_now().toPoint()))
    qtbot.keyClick(page.drawing, Qt.Key.Key_0)
    qtbot.waitUntil(lambda: page.drawing.width() <= page.area.viewport().width())
    assert not page.smaller.isEnabled()


def test_the_relations_are_saved_as_a_list(shell, relations, tmp_path):
    shell.go("relations", {"view": "table"})
    shell.current.export(tmp_path / "relations.csv")
    text = (tmp_path / "relations.csv").read_text("utf-8-sig")
    assert text.splitlines()[0] == "From,To,What it is,Through us,Contribution,Since"
    assert "Okavi Garments,Garment Workers' Circle,Grievance talks,We made it,A lot," in text


def test_an_empty_map_offers_to_begin(qtbot, shell):
    shell.go("relations")
    with qtbot.waitSignal(shell.current.ask) as asked:
        shell.current.stack.currentWidget().action.click()
    assert asked.args == ["add_record", {"form": "relation"}]


@pytest.mark.parametrize("page", ["figures", "calendar", "relations"])
def test_everything_on_these_pages_can_be_said(shell, found, relations, page):
    from tests.ui.test_accessible import nameless

    shell.go(page)
    assert nameless(shell) == []


def test_no_name_on_a_crowded_map_is_written_over_another_and_room_brings_more(qtbot, workspace):
    for n in range(60):
        ends = {"from_name": f"Harbour office number {n}", "to_name": f"Harbour office number {(n * 7 + 1) % 60}"}
        partners.make(workspace, "relation", workspace.programme_id, **ends, kind="Trains", ours="made")
    drawing = RelationDrawing()
    qtbot.addWidget(drawing)
    drawing.show_map(relation_map(workspace))

    def named(width: int, height: int) -> int:
        drawing.resize(width, height)
        places = {node.key: drawing._place(n) for n, node in enumerate(drawing._nodes)}
        found = drawing._named(places)
        boxes = [
            drawing._name_box(places[node.key])[0].adjusted(1, 1, -1, -1) for node in found if abs(places[node.key].y() - height / 2) < height / 4
        ]
        assert not any(one.intersects(other) for n, one in enumerate(boxes) for other in boxes[n + 1 :])
        dots = {key: QRectF(at.x() - 8, at.y() - 8, 16, 16) for key, at in places.items()}
        written = {node.key: drawing._written(node, places[node.key], current=False) for node in found}
        assert not any(name.intersects(dot) for key, name in written.items() for other, dot in dots.items() if other != key)
        return len(found)

    assert 10 < named(700, 460) < named(2100, 1380) <= 60


def test_the_corner_between_the_scroll_bars_of_the_map_is_empty(shell, relations):
    shell.go("relations", {"view": "map"})
    assert type(shell.current.area.cornerWidget()) is QWidget
