"""Long list, ranking, cut line, other weights, moves, comparison: what a person does there, on a real workspace."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics, QImage, QPainter
from PySide6.QtWidgets import QLabel

from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import programme, records, rounds
from ctip_desktop.queries import opportunities
from ctip_desktop.queries.opportunity_views import Unranked
from ctip_desktop.reports import words as printed
from ctip_desktop.said import Said
from tests.ui import workspaces
from ui.dialogs.cut_line import CutLineDialog
from ui.dialogs.opportunity import NewOpportunity
from ui.pages.opportunities import OpportunitiesPage
from ui.session import Session
from ui.theme import px
from ui.widgets.button import Button
from ui.widgets.ranking_chart import Cut, Outside
from ui.widgets.ranking_paint import ranking_words, why_words
from ui.words import one_place


@pytest.fixture
def session(scored):
    return scored


@pytest.fixture
def page(qtbot, session):
    one = OpportunitiesPage(session)
    qtbot.addWidget(one)
    session.changed.connect(one.on_changes)
    one.resize(1162, 738)
    one.open()
    one.show()
    one.activateWindow()
    qtbot.waitUntil(one.isActiveWindow)
    return one


def test_the_page_opens_on_the_ranking_of_the_newest_round(page):
    assert page.current == "ranking"
    assert [line.title for line in page.ranking.chart.lines][:2] == ["Worker voice line for fishing vessels", "Recruitment without fees, East Talven"]
    assert page.ranking.note.isVisible()  # round 2 has no agreed sheets yet


def test_before_anything_is_scored_the_page_opens_on_the_long_list(qtbot, tmp_path, tasks):
    with workspaces.make(tmp_path / "new.ctip") as ws:
        empty = OpportunitiesPage(Session(ws, tasks))
        qtbot.addWidget(empty)
        empty.open()
        assert empty.current == "list"
        assert empty.list._stack.currentIndex() == 2


def test_a_line_of_the_ranking_says_in_words_what_is_drawn(page):
    index = page.ranking.chart.model().index(0, 0)
    words = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert words.startswith("1, Worker voice line for fishing vessels, Selan Pearl Fisheries, up 1, Development value 3.8")
    assert "total 7.7" in words


def test_the_table_has_the_same_numbers_as_the_bars(qtbot, page):
    qtbot.mouseClick(page.ranking.as_table, Qt.MouseButton.LeftButton)
    assert page.ranking.table.isVisible()
    shown = [page.ranking.model.index(0, column).data() for column in range(page.ranking.model.columnCount())]
    assert shown[0] == "1"
    assert "Worker voice line for fishing vessels" in shown[1]
    assert "7.67" in shown[2]  # the total is in sight without scrolling
    assert shown[3] == "3.80"
    seen = page.ranking.table.viewport().width()
    assert page.ranking.table.columnViewportPosition(2) + page.ranking.table.columnWidth(2) <= seen


def test_the_table_shows_what_has_no_place_with_the_reason_and_needs_no_scrolling(qtbot, page, session):
    about = page.list.rows()[0].companies[0].id
    made = session.do(records.create, "opportunity", about=about, answers={"title": Answer.of("Zero fees at the pier")})
    page.show_view("ranking")
    page.ranking._toggle_table()
    model = page.ranking.model
    place = model.position(made.created[0])
    assert isinstance(model.row_at(model.index(place, 0)), Outside)
    words = model_words(page, place)
    assert words[0] == "–"
    assert words[1].startswith("Zero fees at the pier")
    assert words[2] == "No total yet, No sheet is handed in yet."
    assert page.ranking.table.columnSpan(place, 2) == model.columnCount() - 2
    assert page.ranking._side.isHidden()
    assert page.ranking.details.isVisible()
    qtbot.waitUntil(lambda: page.ranking.table.horizontalScrollBar().maximum() == 0)
    opened = []
    page.ranking.opened.connect(opened.append)
    page.ranking.table.opened.emit(model.row_at(model.index(place, 0)))
    assert opened == [made.created[0]]


def model_words(page, row):
    model = page.ranking.model
    line = model.row_at(model.index(row, 0))
    return [column.cell(line).whole() for column in model.columns]


def test_while_other_weights_are_tried_nobody_moves_the_line(qtbot, session, page):
    session.do(rounds.draw_cut, "programme", 1, "Staff for one")
    page.refresh(None)
    wanted = []
    page.ranking.cut_wanted.connect(wanted.append)
    page.ranking._try({"development": 3.0})
    place, cut = next((n, line) for n, line in enumerate(page.ranking.chart.lines) if isinstance(line, Cut))
    assert cut.fixed
    page.ranking.chart.setCurrentIndex(page.ranking.chart.model().index(place, 0))
    qtbot.keyClick(page.ranking.chart, Qt.Key.Key_Return)
    qtbot.keyClick(page.ranking.chart, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert wanted == []
    page.ranking._try(None)
    page.ranking.chart.setCurrentIndex(page.ranking.chart.model().index(place, 0))
    qtbot.keyClick(page.ranking.chart, Qt.Key.Key_Return)
    assert wanted == [1]


def test_an_empty_ranking_leads_to_the_long_list(qtbot, tmp_path, tasks):
    with workspaces.make(tmp_path / "new.ctip") as ws:
        empty = OpportunitiesPage(Session(ws, tasks))
        qtbot.addWidget(empty)
        for part in ("ranking", "moves"):
            empty.open(part=part)
            [button] = [one for one in empty.views[part].findChildren(Button) if one.words == "Go to the long list"]
            button.click()
            assert empty.current == "list"


def test_the_cut_line_needs_a_reason(qtbot, session, page):
    dialog = CutLineDialog(session, "programme", 3)
    qtbot.addWidget(dialog)
    dialog.main_button.click()
    assert not dialog.missing.isHidden()
    assert session.ask(opportunities.ranking).cut is None
    dialog.reason.setPlainText("Staff for three until June")
    dialog.main_button.click()
    cut = session.ask(opportunities.ranking).cut
    assert (cut.after, cut.reason, cut.by) == (3, "Staff for three until June", "Lina Tarvo")
    assert [n for n, line in enumerate(page.ranking.chart.lines) if isinstance(line, Cut)] == [3]


def test_alt_arrows_and_dragging_ask_for_the_new_place_of_the_line(qtbot, session, page):
    rounds.draw_cut(session.workspace, "programme", 3, "Staff for three")
    page.refresh(None)
    chart = page.ranking.chart
    with qtbot.waitSignal(chart.cut_wanted) as up:
        qtbot.keyClick(chart, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert up.args == [2]
    line = chart.visualRect(chart.model().index(3, 0)).center()
    target = chart.visualRect(chart.model().index(1, 0)).center() + QPoint(0, 8)
    qtbot.mousePress(chart.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(60, line.y()))
    qtbot.mouseMove(chart.viewport(), QPoint(60, target.y()))
    with qtbot.waitSignal(chart.cut_wanted) as dragged:
        qtbot.mouseRelease(chart.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(60, target.y()))
    assert dragged.args == [2]


def test_dragging_the_line_asks_the_shell_for_the_dialog(qtbot, page):
    with qtbot.waitSignal(page.ask) as asked:
        page.ranking.cut_wanted.emit(2)
    assert asked.args == ["cut_line", {"kind": "programme", "after": 2}]


def test_other_weights_are_tried_and_never_kept(qtbot, session, page):
    before = session.ask(opportunities.ranking)
    card = page.ranking.weights
    card.button.click()
    card.fields["development"].setValue(10)
    card._pause.timeout.emit()
    assert page.ranking.ranking.what_if
    assert page.ranking.note.text().startswith("What if")
    assert session.ask(opportunities.ranking) == before
    card.button.click()
    assert not page.ranking.ranking.what_if


def test_weights_read_as_they_were_written_and_a_closed_round_says_that_it_keeps_its_own(session, page):
    card = page.ranking.weights
    assert card.closed.isHidden()
    programme.set_weights(session.workspace, {"development": 2, "business": 0.25})
    page.refresh(None)
    assert [label.text() for label in card.findChildren(QLabel) if label.text() in ("2", "0.25", "1")] == ["2", "0.25", "1", "1"]
    first = next(each for each in session.ask(opportunities.rounds) if each.closed)
    page.ranking.show_round(first)
    assert "keeps its weights" in card.closed.text()
    assert not card.closed.isHidden()


def test_a_stopped_company_is_below_the_ranking_whatever_the_score(qtbot, session, page):
    company = session.ask(opportunities.long_list)[0].companies[0].id
    title = session.ask(opportunities.long_list)[0].title
    records.create(session.workspace, "due_diligence", about=company, answers={"company_cases_check": Answer.of("stop")})
    page.refresh(None)
    outside = [line for line in page.ranking.chart.lines if isinstance(line, Outside)]
    assert [(line.row.title, line.stopped) for line in outside] == [(title, True)]


def test_when_every_idea_is_stopped_the_ranking_does_not_deny_the_sheets(session, page):
    for company in {one.companies[0].id for one in session.ask(opportunities.long_list) if one.companies}:
        records.create(session.workspace, "due_diligence", about=company, answers={"company_cases_check": Answer.of("stop")})
    page.refresh(None)
    assert not page.ranking.ranking.rows
    assert any("Every sheet is kept." in label.text() for label in page.ranking.note.findChildren(QLabel))
    said = " ".join(label.text() for label in page.ranking.how.findChildren(QLabel))
    assert "0 people scored" not in said


def test_totals_are_rounded_as_on_paper(page):
    row = replace(page.ranking.ranking.rows[0], total=8.25)
    assert "total 8.3" in ranking_words(page.ranking, row)
    for total, words in ((8.25, "8.3"), (2.25, "2.3"), (8.35, "8.4"), (0.05, "0.1")):
        assert one_place(total) == printed.one_place(total) == words


def test_enter_on_a_line_opens_its_score_card(qtbot, page, ideas):
    with qtbot.waitSignal(page.go) as gone:
        qtbot.keyClick(page.ranking.chart, Qt.Key.Key_Return)
    assert gone.args == ["score_card", {"opportunity": ideas["Worker voice line for fishing vessels"], "kind": "programme"}]


def test_the_long_list_is_found_by_typing(qtbot, page):
    page.show_view("list")
    qtbot.keyClicks(page.list.search, "okavi")
    page.list.search.search_now()
    assert [page.list.model.index(row, 0).data() for row in range(page.list.model.rowCount())] == ["Recruitment without fees, East Talven"]
    qtbot.keyClicks(page.list.search, "zzz")
    page.list.search.search_now()
    assert page.list._stack.currentIndex() == 1


def test_how_ranks_moved_says_each_line_in_words(qtbot, page):
    page.show_view("moves")
    drawing = page.moves.drawing
    assert drawing.accessibleName().endswith("Worker voice line for fishing vessels. Internal: place 2, Programme team: place 1")
    qtbot.keyClick(drawing, Qt.Key.Key_Down)
    assert "Recruitment without fees" in drawing.accessibleName()
    page.moves.as_table.click()
    assert page.moves.table.isVisible()


def test_two_ideas_are_compared_factor_by_factor(qtbot, page):
    page.show_view("compare")
    assert page.compare.found.left.title == "Worker voice line for fishing vessels"
    assert page.compare.table.rows.rowCount() == 15
    header = page.compare.table.horizontalHeader()
    assert header.height() >= 2 * header.fontMetrics().height()  # a long title stands on two lines, uncut
    left, right = page.compare.found.left.id, page.compare.found.right.id
    page.compare._swap()
    assert (page.compare.found.left.id, page.compare.found.right.id) == (right, left)


def test_a_new_idea_needs_a_title_and_a_company_only(qtbot, session, ideas):
    company = next(iter(session.ask(opportunities.long_list))).companies[0]
    dialog = NewOpportunity(session, company=company.id.hex)
    qtbot.addWidget(dialog)
    dialog.main_button.click()
    assert len(session.ask(opportunities.long_list)) == len(ideas)
    qtbot.keyClicks(dialog.asked["title"].field.first(), "Crew rest house")
    dialog.main_button.click()
    added = next(row for row in session.ask(opportunities.long_list) if row.title == "Crew rest house")
    assert [link.title for link in added.companies] == [company.title]
    assert added.status == "spotted"


def test_a_company_page_can_begin_an_idea_here(qtbot, session, page):
    company = session.ask(opportunities.long_list)[0].companies[0]
    with qtbot.waitSignal(page.ask) as asked:
        page.open(part="list", about=company.id, add=True, title="Crew rest house")
    name, arguments = asked.args
    assert name == "opportunity"
    dialog = NewOpportunity(session, **arguments)
    qtbot.addWidget(dialog)
    dialog.main_button.click()
    assert "Crew rest house" in [row.title for row in session.ask(opportunities.long_list)]


def test_on_a_narrow_window_the_cards_beside_the_bars_open_in_their_place(qtbot, page):
    page.resize(820, 620)
    assert not page.ranking._side.isVisible()
    page.ranking.details.click()
    assert page.ranking._side.isVisible()
    assert not page.ranking._left.isVisible()
    page.ranking.back_to.click()
    assert page.ranking._left.isVisible()
    assert page.ranking.chart.bars.narrow


def test_a_round_without_a_sheet_is_named_and_the_one_before_it_is_shown(qtbot, session):
    rounds.begin(session.workspace, "donor")
    page = OpportunitiesPage(session)
    qtbot.addWidget(page)
    page.open()
    assert page.place()["kind"] == "programme"
    assert page._sub.text() == "Round 3 has no sheet yet"
    page.rounds.setCurrentIndex(page.rounds.findData("donor"))
    page._choose_round(0)
    assert page.ranking.note.text() == "Round 3 has no sheet yet."
    marks = dict.fromkeys(workspaces.FACTORS, Answer.of(3))
    rounds.agree(session.workspace, page.list.rows()[0].id, "donor", marks, "We talked")
    page.open(kind="programme")
    assert page._sub.text() == "", "an agreed sheet is a sheet, too"


def test_headings_of_a_comparison_are_cut_where_it_can_be_seen(page):
    page.show_view("compare")
    titles = [page.compare.table.rows.columns[place].title for place in (1, 2)]
    assert all(len(title) <= 40 for title in titles)
    for title in titles:  # two lines at most, and whole words
        box = page.compare.table.horizontalHeader().fontMetrics().boundingRect(QRect(0, 0, 190 - 24, 999), Qt.TextFlag.TextWordWrap, title)
        assert box.height() <= 46, title
    shown = [page.compare.table.rows.index(place, 3).data() for place in range(page.compare.table.rows.rowCount())]
    assert all("-" not in words and (not words or "." in words) for words in shown)


class _Seen:
    """Notes what a line of the ranking writes, and where."""

    def __init__(self, delegate, monkeypatch) -> None:
        self.words: dict[str, object] = {}
        real = type(delegate)._text

        def note(this, painter, rect, text, *args, **kwargs) -> None:
            self.words[text] = rect
            real(this, painter, rect, text, *args, **kwargs)

        monkeypatch.setattr(type(delegate), "_text", note)


def test_the_provisional_chip_never_covers_the_company(qtbot, session, page, monkeypatch):
    chart = page.ranking.chart
    row = replace(
        chart.lines[0], provisional=True, companies=tuple(replace(c, title="A company with a very long name " * 3) for c in chart.lines[0].companies)
    )
    seen = _Seen(chart.bars, monkeypatch)
    painter = QPainter(image := QImage(1000, 60, QImage.Format.Format_RGB32))
    chart.bars._paint_names(painter, QRect(0, 0, 1000, 48), row, 300, on=False)
    painter.end()
    assert image.width() == 1000
    company, chip = next(rect for words, rect in seen.words.items() if words.startswith("A company")), seen.words["Provisional"]
    assert not company.intersects(chip)


def test_the_ranking_leaves_the_longest_title_its_room_and_every_button_is_as_high(qtbot, page, look):
    page.resize(1280, 760)
    page.show()
    chart = page.ranking.chart
    qtbot.waitUntil(lambda: not chart.bars.narrow)
    chart.bars.titles = ("Worker voice line for fishing vessels",)
    begin, _ = chart.bars.chart_span(px(790))
    assert begin - px(70) >= QFontMetrics(look.font(13, bold=True)).horizontalAdvance(chart.bars.titles[0])
    chart.bars.titles = ("A very long title " * 9,)
    assert chart.bars.chart_span(px(790))[1] >= px(300), "the bars keep their room"
    heights = {chart.bars.button_rect(QRect(0, 0, px(790), px(line)), Qt.LayoutDirection.LeftToRight).height() for line in (41, 48)}
    assert heights == {px(28)}


def test_with_large_text_the_idea_stays_readable_and_the_last_columns_go(qtbot, look, session):
    look.choose(scheme="light", percent=200)
    page = OpportunitiesPage(session)
    qtbot.addWidget(page)
    page.resize(1162, 738)
    page.open(part="list")
    page.show()
    table = page.list.table
    assert table.columnWidth(0) >= px(200)
    hidden = [table.isColumnHidden(place) for place in range(table.model().columnCount())]
    assert hidden == sorted(hidden)
    assert hidden[-1]


@pytest.mark.parametrize("percent", [100, 150])
def test_the_fields_for_other_weights_fit_beside_the_bars(qtbot, look, session, percent):
    look.choose(percent=percent)
    one = OpportunitiesPage(session)
    qtbot.addWidget(one)
    one.resize(1162, 738)
    one.open()
    one.show()
    if percent > 100:
        one.ranking.details.click()
    one.ranking.weights.button.click()
    side = one.ranking._side
    qtbot.waitUntil(lambda: 0 < side.widget().width() <= side.viewport().width())
    assert one.ranking.weights.minimumSizeHint().width() <= side.viewport().width()


def test_a_parked_idea_keeps_its_place_and_says_that_it_rests(page, session):
    first = page.ranking.chart.lines[0]
    given = {"status": Answer.of("parked"), "status_reason": Answer.of("No money this year")}
    assert session.do(records.answer_many, first.id, given) is not None
    page.refresh(None)
    line = page.ranking.chart.lines[0]
    assert (line.id, line.rank, line.aside) == (first.id, first.rank, "parked")
    assert ", Parked, " in ranking_words(page, line)
    assert "Parked" not in ranking_words(page, page.ranking.chart.lines[1])
    page.ranking._toggle_table()
    assert page.ranking.table.rows.columns[1].cell(line).sub == "Parked · Selan Pearl Fisheries"
    assert page.ranking.chart.grab().toImage() != QImage()


def test_a_new_idea_is_marked_on_the_long_list(page, session):
    page.show_view("list")
    company = page.list.rows()[0].companies[0].id
    made = session.do(records.create, "opportunity", about=company, answers={"title": Answer.of("Zero fees at the pier")})
    assert page.list.table.current().title == "Zero fees at the pier"
    assert page.list.table.current().id in made.created


def test_on_a_small_window_with_large_text_no_heading_and_no_button_is_cut(qtbot, look, session):
    look.choose(percent=150)
    page = OpportunitiesPage(session)
    qtbot.addWidget(page)
    page.open()
    page.resize(955, 560)
    page.show()
    shown = [one for one in (*page.findChildren(Button), *page.findChildren(QLabel)) if one.isVisible() and one.y() < px(40) and one.parent() is page]
    assert len(shown) >= 3
    assert [one.text() for one in shown if one.width() < one.sizeHint().width()] == []


def test_comparing_needs_two_ideas_and_says_how_to_get_them(qtbot, tmp_path, tasks):
    with workspaces.make(tmp_path / "new.ctip") as ws:
        empty = OpportunitiesPage(Session(ws, tasks))
        qtbot.addWidget(empty)
        empty.open(part="compare")
        assert empty.compare._bar.isHidden()
        assert empty.compare._stack.currentIndex() == 1


def test_an_idea_that_shares_its_place_says_with_which(page):
    first, second, *rest = page.ranking.ranking.rows
    shared = (replace(first, tied=True), replace(second, rank=1, tied=True))
    page.ranking.ranking = replace(page.ranking.ranking, rows=(*shared, *rest))
    page.ranking._show_chosen(shared[0])
    words = [label.text() for label in page.ranking.chosen.findChildren(QLabel)]
    assert "It shares its place with “Recruitment without fees, East Talven”." in words


def test_an_idea_that_rests_without_a_sheet_says_so_with_the_reason():
    idea = Unranked(UUID(int=1), "Training", (), Said("No sheet is handed in yet."))
    assert why_words(replace(idea, aside="parked", note="Hotel closed for winter")) == "Parked: Hotel closed for winter"
    assert why_words(replace(idea, aside="", note="")) == "No sheet is handed in yet."


def test_from_the_long_list_the_card_opens_where_marks_can_be_given(qtbot, page, ideas, monkeypatch):
    kinds = list(page._rounds)
    shown, later = page._rounds[kinds[0]], page._rounds[kinds[-1]]
    monkeypatch.setattr(
        page, "_rounds", {"internal": replace(shown, closed=True), "donor": replace(later, kind="donor", started=False, closed=False)}
    )
    page._kind = "internal"
    for part, kind in (("list", "donor"), ("ranking", "internal")):
        page.current = part
        with qtbot.waitSignal(page.go) as gone:
            page._open_card(ideas["Worker voice line for fishing vessels"])
        assert gone.args[1]["kind"] == kind


def test_ctrl_tab_turns_to_the_next_view_from_anywhere_on_the_page(qtbot, page):
    seen = []
    for _view in page.views:
        qtbot.keyClick(page.focusWidget() or page, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
        seen.append(page.current)
    assert set(seen) == set(page.views)
    assert len(seen) == len(page.views)
