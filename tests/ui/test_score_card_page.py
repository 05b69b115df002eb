"""The score card: own marks by mouse and keyboard, a blind round, the agreed sheet, closing a round."""

from __future__ import annotations

import shutil

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStackedWidget

from ctip_desktop.forms.model import Answer, State
from ctip_desktop.operations import records, rounds, undo
from ctip_desktop.queries import opportunities
from ctip_desktop.queries.records import show
from ctip_desktop.workspace.workspace import Workspace
from tests.ui import workspaces
from ui.pages.score_card import ScoreCardPage
from ui.pages.score_card_frame import Agreement
from ui.session import Session
from ui.theme import look, px
from ui.widgets.base import Label
from ui.widgets.scale import CANNOT_JUDGE
from ui.widgets.score_block import Detail

MARKS = (5, 4, 3, 4, 4, 4, 5, 3, 4, 3, 3, 2, 4, 3, 3)
OTHER = (5, 2, 3, 4, 4, 4, 5, 3, 4, 3, 3, 4, 4, 3, 3)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("card")
    with workspaces.make(folder / "lantern.ctip") as ws:
        idea = workspaces.opportunity(ws, "Worker voice line", workspaces.company(ws, "Selan Pearl Fisheries"))
        rounds.begin(ws, "internal", blind=True)
        workspaces.sheet(ws, idea, "internal", "Joram Pesk", MARKS)
        workspaces.sheet(ws, idea, "internal", "Mira Osei", OTHER)
    return folder, idea


@pytest.fixture
def session(made, tmp_path, tasks):
    shutil.copytree(made[0], tmp_path / "w")
    with Workspace.open(tmp_path / "w" / "lantern.ctip", workspaces.PASS, state=tmp_path / "w" / "state") as ws:
        one = Session(ws, tasks)
        one.errors = []
        one.failed.connect(one.errors.append)
        yield one


@pytest.fixture
def page(qtbot, session, made):
    one = ScoreCardPage(session)
    qtbot.addWidget(one)
    session.changed.connect(one.on_changes)
    one.resize(1162, 738)
    one.open(opportunity=made[1], kind="internal")
    one.show()
    one.activateWindow()
    qtbot.waitUntil(one.isActiveWindow)
    return one


def rows(page):
    return {one.factor.name: one for one in page.blocks.rows()}


def test_in_a_blind_round_nothing_of_the_others_is_shown(page):
    assert page.view.hidden
    assert page.hidden.isVisible()
    assert "2 other sheets appear when you hand in yours" in page.hidden.text()
    for one in page.blocks.rows():
        assert one.marks.marks.others == ()
        assert one.marks.marks.mean is None
    assert not page.disputed.isVisible()


def test_keys_mark_and_arrows_go_to_the_next_factor(qtbot, session, page):
    first = rows(page)["alignment"].scale
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_4)
    qtbot.keyClick(first, Qt.Key.Key_Down)
    second = QApplication.focusWidget()
    assert second is rows(page)["scalable"].scale
    qtbot.keyClick(second, Qt.Key.Key_0)
    kept = show(session.workspace, page.view.own.id).answers
    assert kept["alignment"].answer.value == 4
    assert kept["scalable"].answer.state == "unknown"
    assert rows(page)["scalable"].scale.mark() == CANNOT_JUDGE


def test_a_mark_by_mouse_is_in_the_workspace_and_its_meaning_in_words(qtbot, session, page):
    scale = rows(page)["local_priorities"].scale
    qtbot.mouseClick(scale, Qt.MouseButton.LeftButton, pos=scale.cell(4).center())
    assert show(session.workspace, page.view.own.id).answers["local_priorities"].answer.value == 4
    assert "4 of 5, between “" in scale.accessibleName()
    assert page.footer.provisional.isVisible()


def test_only_one_sheet_is_made_per_person_and_round(qtbot, session, page):
    for name in ("alignment", "scalable", "innovative"):
        rows(page)[name].scale.marked.emit(3)
    assert len(page.view.sheets) <= 3
    assert page.view.own.answered == 3


def test_after_handing_in_the_others_appear_and_the_own_sheet_stays_as_it_is(qtbot, page):
    for name, mark in zip(workspaces.FACTORS, MARKS, strict=True):
        rows(page)[name].scale.marked.emit(mark)
    page.footer.main.click()
    assert not page.view.hidden
    marks = rows(page)["scalable"].marks.marks
    assert sorted(marks.others) == [2, 4]
    assert marks.split == 2
    assert page.disputed.isVisible()
    assert "Could grow to other regions (2 to 4)" in page.disputed.text()
    assert not rows(page)["scalable"].scale.isEnabled()
    assert not page.footer.main.isVisible()


def test_an_empty_sheet_is_not_handed_in_and_the_page_says_why(page):
    page.footer.main.click()
    assert "The sheet is empty." in page.handing.text()
    rows(page)["alignment"].scale.marked.emit(3)
    assert page.handing.isHidden()
    rows(page)["alignment"].scale.marked.emit(None)
    page.footer.main.click()
    assert "The sheet is empty." in page.handing.text()
    assert QApplication.focusWidget() is rows(page)["alignment"].scale
    assert page.view.hidden


def test_the_agreed_sheet_needs_a_reason_and_is_never_a_mean(qtbot, session, page):
    page.bar.choice.button("agreed").click()
    assert all(one.scale.mark() is None for one in page.blocks.rows())
    page.draft.marks = dict(zip(workspaces.FACTORS, MARKS, strict=True))
    page.footer.main.click()
    assert page.agreement.reason.property("state") == "error"
    assert session.ask(opportunities.ranking).rows[0].basis == "sheets" if session.ask(opportunities.ranking).rows else True
    qtbot.keyClicks(page.agreement.reason, "The port office confirmed it")
    page.footer.main.click()
    assert page.view.agreed_reason == "The port office confirmed it"
    assert "The agreed sheet is kept." in page.handing.text()  # beside the button, wherever the page is scrolled to
    assert not page.footer.main.isVisibleTo(page)  # there is nothing to keep a second time
    rows(page)["alignment"].scale.marked.emit(3)
    assert page.handing.isHidden()
    assert page.footer.main.isVisibleTo(page)
    assert page.view.agreed_total.value == pytest.approx(sum((20 / 5, 12 / 3, 7 / 2)) - 15 / 5)


def test_an_agreed_sheet_without_a_mark_is_not_kept(qtbot, page):
    page.bar.choice.button("agreed").click()
    qtbot.keyClicks(page.agreement.reason, "We talked")
    page.footer.main.click()
    assert "The sheet is empty." in page.handing.text()
    assert page.view.agreed_sheet is None


def test_marks_where_everybody_agrees_are_taken_by_a_button_only(page):
    for name, mark in zip(workspaces.FACTORS, MARKS, strict=True):
        rows(page)[name].scale.marked.emit(mark)
    page.footer.main.click()
    page.bar.choice.button("agreed").click()
    page.agreement.same.click()
    assert page.draft.marks["alignment"] == 5
    assert "scalable" not in page.draft.marks  # 2 and 4: people decide


def test_a_round_closes_only_with_agreed_sheets(qtbot, session, page):
    page.header.close_round.click()
    assert "no agreed sheet yet" in session.errors[0].what
    page.bar.choice.button("agreed").click()
    page.draft.marks = dict(zip(workspaces.FACTORS, MARKS, strict=True))
    qtbot.keyClicks(page.agreement.reason, "We talked")
    page.footer.main.click()
    page.header.close_round.click()
    assert page.view.round.closed
    assert not any(one.scale.isEnabled() for one in page.blocks.rows())


def test_what_all_cannot_judge_is_agreed_on_too(session, page):
    for name, mark in zip(workspaces.FACTORS, MARKS, strict=True):
        rows(page)[name].scale.marked.emit(CANNOT_JUDGE if name == "risk" else mark)
    page.footer.main.click()
    for one in page.view.sheets:
        records.answer(session.workspace, one.id, "risk", Answer(None, State.UNKNOWN))
    page.refresh(None)
    page.bar.choice.button("agreed").click()
    page.agreement.same.click()
    assert page.draft.marks["risk"] == CANNOT_JUDGE


def test_tab_goes_from_the_reason_over_every_factor_to_the_buttons(page):
    page.bar.choice.button("agreed").click()
    first, last = page.blocks.rows()[0], page.blocks.rows()[-1]
    first.toggle()
    page.agreement.reason.setFocus()
    seen = [page.agreement.reason]
    while seen[-1] is not page.footer.main and len(seen) < 80:
        QTest.keyClick(seen[-1], Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
    order = [seen.index(part) for part in (page.agreement.same, first.more, first.scale, first._detail.note, last.scale, page.footer.close_button)]
    assert order == sorted(order)


def test_a_note_that_comes_moves_no_factor_under_the_pointer(page):
    page.bar.choice.button("agreed").click()
    scale = rows(page)["alignment"].scale
    QApplication.processEvents()
    before = scale.mapTo(page, QPoint(0, 0))
    page.agreement.same.click()
    scale.marked.emit(3)
    assert page.handing.isHidden()
    assert "not kept yet" in page.agreement.standing.text()
    QApplication.processEvents()
    assert scale.mapTo(page, QPoint(0, 0)) == before


def test_a_tab_counts_who_scored_this_idea_and_escape_leaves_the_card(qtbot, session, page):
    other = workspaces.opportunity(session.workspace, "A helpline", workspaces.company(session.workspace, "Okavi"))
    page.open(opportunity=other, kind="internal")
    assert page.header.tabs.tabToolTip(0).endswith("0 people scored")
    with qtbot.waitSignal(page.back):
        QTest.keyClick(page.blocks.rows()[0].scale, Qt.Key.Key_Escape)


def test_one_sheet_leads_to_the_next_and_undo_names_the_idea(session, page):
    other = workspaces.opportunity(session.workspace, "A helpline", workspaces.company(session.workspace, "Okavi"))
    for name, mark in zip(workspaces.FACTORS, MARKS, strict=True):
        rows(page)[name].scale.marked.emit(mark)
    assert page.footer.close_button.words == "Save and close"
    page.footer.main.click()
    assert (page.footer.main.words, page.footer.main.toolTip(), page.footer.close_button.words) == ("Score the next idea", "A helpline", "Close")
    assert undo.undo(session.workspace).label.endswith("Hand in the sheet of “Worker voice line”")
    rounds.hand_in(session.workspace, page.view.own.id)
    page.refresh(None)
    page.footer.main.click()
    assert page.opportunity == other
    rounds.agree(session.workspace, other, "internal", {"alignment": Answer.of(3)}, "We talked")
    assert undo.undo(session.workspace).label.endswith("Keep the agreed sheet of “A helpline”")


def test_a_round_that_has_not_begun_can_be_begun(qtbot, page):
    page.header.tabs.setCurrentIndex(1)
    assert page._not_begun.isVisible()
    page._not_begun.action.click()
    assert not page._not_begun.isVisible()
    assert page.view.round.kind == "programme"


def test_the_note_beside_a_mark_is_kept(qtbot, session, page):
    one = rows(page)["risk"]
    one.scale.marked.emit(2)
    one.toggle()
    qtbot.keyClicks(one._detail.note, "Union sits at the table")
    page.flush()
    assert show(session.workspace, page.view.own.id).answers["risk"].answer.note == "Union sits at the table"


def test_the_formula_shows_a_sum_that_can_be_checked(page):
    for name, mark in zip(workspaces.FACTORS, MARKS, strict=True):
        rows(page)[name].scale.marked.emit(mark)
    assert page.footer.formula.accessibleName() == "Development 4.00, Business 4.00, Government 3.50, Burden 3.00; total 8.50"


def test_open_factors_are_named_before_handing_in_and_the_sheet_can_be_taken_back(qtbot, page):
    rows(page)["alignment"].scale.marked.emit(4)
    page.footer.main.click()
    assert not page.view.own.handed_in
    assert page.handing.isVisible()
    assert "14 factors are open." in page.handing.text()
    assert "Could grow to other regions" in page.handing.text()
    page.handing.hand_in.click()
    assert page.view.own.handed_in
    assert "Handed in on " in page.handing.text()
    assert "14 factors are open." in page.handing.text()
    assert not any(one.scale.isEnabled() for one in page.blocks.rows())
    assert all(one.note.isReadOnly() for one in page.blocks.rows() if hasattr(one, "note"))
    page.handing.take_back.click()
    assert not page.view.own.handed_in
    assert rows(page)["alignment"].scale.isEnabled()
    assert page.handing.isHidden()


def test_a_card_opens_on_the_newest_round_with_a_sheet_handed_in(qtbot, session, made):
    rounds.begin(session.workspace, "programme")
    one = ScoreCardPage(session)
    qtbot.addWidget(one)
    one.open(opportunity=made[1])
    assert one.place()["kind"] == "internal"


def other_idea(session):
    """A second idea with a sheet of a colleague, in the same programme."""
    idea = workspaces.opportunity(session.workspace, "Training for supervisors", workspaces.company(session.workspace, "Okavi Garments"))
    workspaces.sheet(session.workspace, idea, "internal", "Joram Pesk", OTHER)
    return idea


def test_the_reason_of_one_idea_never_stands_on_the_sheet_of_another(qtbot, session, page):
    second = other_idea(session)
    page.bar.choice.button("agreed").click()
    page.draft.marks = dict(zip(workspaces.FACTORS, MARKS, strict=True))
    qtbot.keyClicks(page.agreement.reason, "The fleet owner agrees")
    page.footer.main.click()
    page.flush()
    page.open(opportunity=second, kind="internal", sheet="agreed")
    assert page.agreement.reason.text() == ""
    assert all(one.scale.mark() is None for one in page.blocks.rows())


def test_an_agreed_sheet_that_was_begun_is_there_again_on_this_laptop(qtbot, session, page, made):
    page.bar.choice.button("agreed").click()
    rows(page)["alignment"].scale.marked.emit(4)
    qtbot.keyClicks(page.agreement.reason, "The port office confirmed it")
    page.flush()
    assert "not kept yet" in page.agreement.standing.text()
    later = ScoreCardPage(session)  # as after a lock, a crash, or another page
    qtbot.addWidget(later)
    later.open(opportunity=made[1], kind="internal", sheet="agreed")
    assert rows(later)["alignment"].scale.mark() == 4
    assert later.agreement.text() == "The port office confirmed it"
    assert later.view.agreed_sheet is None


def test_a_mark_of_the_agreed_sheet_is_in_the_file_at_once(session, page):
    page.bar.choice.button("agreed").click()
    rows(page)["risk"].scale.marked.emit(2)
    (begun,) = session.workspace.setting("agreed_sheets_begun").values()
    assert begun["marks"] == {"risk": 2}


def test_keeping_the_agreed_sheet_says_so_and_twice_keeps_one_sheet(qtbot, session, page):
    page.bar.choice.button("agreed").click()
    page.draft.marks = dict(zip(workspaces.FACTORS, MARKS, strict=True))
    page.footer.main.click()
    assert page.agreement.missing.isVisible()
    qtbot.keyClicks(page.agreement.reason, "We talked")
    assert page.agreement.missing.isHidden()
    page.footer.main.click()
    first = page.view.agreed_sheet
    assert "kept" in page.handing.text()
    assert session.workspace.setting("agreed_sheets_begun") is None
    page.footer.main.click()
    assert page.view.agreed_sheet == first
    session.undo()
    assert "not kept yet" in page.agreement.standing.text()
    assert rows(page)["alignment"].scale.mark() == MARKS[0]


def test_the_reason_beside_an_agreed_mark_stays_when_the_sheet_is_kept_again(qtbot, session, page):
    page.bar.choice.button("agreed").click()
    page.draft.marks = dict(zip(workspaces.FACTORS, MARKS, strict=True))
    rows(page)["risk"].noted.emit("risk", "The union sits at the table")
    qtbot.keyClicks(page.agreement.reason, "We talked")
    page.footer.main.click()
    rows(page)["alignment"].scale.marked.emit(3)
    page.footer.main.click()
    kept = show(session.workspace, page.view.agreed_sheet).answers
    assert kept["alignment"].answer.value == 3
    assert kept["risk"].answer.note == "The union sits at the table"


def test_a_card_says_whose_it_is_before_the_round_has_begun(page):
    page.header.tabs.setCurrentIndex(2)
    page.view = None
    page.refresh(None)
    assert page.header.title.text() == "Worker voice line"
    assert page.header.companies.text() == "Selan Pearl Fisheries"
    assert page.title == "Worker voice line, score card"


def test_beginning_or_choosing_a_round_leaves_the_keyboard_on_the_card(page):
    page.header.tabs.setCurrentIndex(1)
    assert QApplication.focusWidget() is page._not_begun.action
    page._not_begun.action.click()
    assert QApplication.focusWidget() is page.blocks.rows()[0].scale


def test_going_on_scoring_leads_to_the_first_open_factor_and_nothing_is_handed_in(qtbot, page):
    rows(page)["alignment"].scale.marked.emit(4)
    page.footer.main.click()
    assert QApplication.focusWidget() is page.handing.go_on
    qtbot.keyClick(page.handing.go_on, Qt.Key.Key_Space)
    assert QApplication.focusWidget() is rows(page)["scalable"].scale
    assert not page.view.own.handed_in


def test_a_digit_on_the_arrow_before_a_factor_is_its_mark(qtbot, session, page):
    one = rows(page)["innovative"]
    one.more.setFocus()
    qtbot.keyClick(one.more, Qt.Key.Key_5)
    assert one.scale.mark() == 5
    assert one.scale.hasFocus()
    assert not one.open


def test_a_note_is_kept_a_moment_after_the_last_key(qtbot, session, page):
    one = rows(page)["risk"]
    one.scale.marked.emit(2)
    one.toggle()
    one._detail._soon.setInterval(1)
    qtbot.keyClicks(one._detail.note, "Union sits at the table")
    qtbot.waitUntil(lambda: show(session.workspace, page.view.own.id).answers["risk"].answer.note == "Union sits at the table")


@pytest.mark.parametrize("width", [1010, 1075, 1162])
def test_no_factor_is_cut_also_beside_a_scroll_bar(qtbot, page, width):
    page.resize(width, 600)
    page.blocks.rows()[0].toggle()
    QApplication.processEvents()
    cut = [one.factor.label for one in page.blocks.rows() if one.label.height() < one.label.heightForWidth(one.label.width())]
    assert cut == []


def test_the_total_and_the_words_of_the_sum_are_not_cut(page):
    page.resize(1075, 738)
    page.bar.choice.button("agreed").click()
    QApplication.processEvents()
    assert [one.text() for one in page.footer.formula.findChildren(Label) if one.isVisible() and one.width() < one.sizeHint().width()] == []


@pytest.mark.parametrize("width", [700, 960, 1162])
def test_every_round_is_in_sight_with_whole_words(page, width):
    page.resize(width, 600)
    QApplication.processEvents()
    tabs = page.header.tabs
    assert tabs.tabRect(tabs.count() - 1).right() <= tabs.width()
    assert all(tabs.tabText(place).startswith(f"Round {place + 1}") for place in range(tabs.count()))
    assert all(tabs.tabRect(place).width() > 40 for place in range(tabs.count()))
    assert tabs.height() >= 24


@pytest.mark.parametrize("sheet", ["mine", "agreed"])
def test_the_rounds_are_there_when_a_card_is_opened_before_its_window_is_shown(qtbot, session, made, sheet):
    """As after the lock: the page is made, opened and shown at once."""
    window = QStackedWidget()
    qtbot.addWidget(window)
    window.resize(1162, 738)
    window.show()
    one = ScoreCardPage(session)
    one.open(opportunity=made[1], kind="internal", sheet=sheet)
    window.addWidget(one)
    window.setCurrentWidget(one)
    one.take_focus()
    QApplication.processEvents()
    assert all(one.header.tabs.tabRect(place).width() > 40 for place in range(3))
    assert one.header.tabs.isVisible()
    assert one.header.tabs.tabRect(2).right() <= one.header.tabs.width()
    assert one.header.tabs.height() >= 24


def test_in_a_small_window_names_keep_their_lines_and_nothing_is_moved_sideways(page):
    page.resize(967, 568)
    page.bar.choice.button("agreed").click()
    QApplication.processEvents()
    tops = [one.mapTo(page.blocks, QPoint(0, 0)).y() for one in page.blocks.rows()]
    assert tops == sorted(tops), "as the arrows go"
    assert page.blocks.minimumSizeHint().width() <= 967 - 48, "else it is moved sideways"
    assert max(one.label.heightForWidth(one.label.width()) for one in page.blocks.rows()) <= 2 * page.fontMetrics().lineSpacing()
    assert [one.text() for one in page.footer.formula.findChildren(Label) if one.isVisible() and one.width() < one.sizeHint().width()] == []


@pytest.mark.parametrize(("percent", "width", "height"), [(100, 1024, 560), (150, 960, 560), (200, 900, 560), (200, 1240, 700)])
def test_large_text_cuts_no_round_no_factor_and_no_total(page, percent, width, height):
    look().choose(percent=percent)
    page.close()
    again = ScoreCardPage(page.session)
    page.session.changed.connect(again.on_changes)
    again.setMinimumSize(100, 100)  # as in the window, which is not made wider by its pages
    again.resize(width, height)
    again.open(opportunity=page.view.opportunity.id, kind="internal")
    again.show()
    QTest.keyClick(again.blocks.rows()[0].scale, Qt.Key.Key_4)
    QApplication.processEvents()
    try:
        assert again.footer.provisional.isVisible()
        bar = again.header.tabs
        assert bar.tabRect(0).left() >= 0
        assert bar.tabRect(bar.count() - 1).right() <= bar.width()
        assert bar.tabText(0)
        for card in again.blocks.cards.values():
            assert card.mean.mapTo(again, card.mean.rect().topRight()).x() < width
            assert all(one.marks.mapTo(again, one.marks.rect().topRight()).x() < width for one in card.rows.values())
        said = [*again.footer.findChildren(Label), again.footer.close_button, again.footer.main, again.header.close_round]
        assert [part.text() for part in said if part.isVisible() and part.width() < part.sizeHint().width()] == []
    finally:
        again.close()
        look().choose(percent=100)


def test_a_note_and_a_reason_are_kept_while_somebody_types_on_without_a_rest(qtbot, monkeypatch):
    for module in ("ui.widgets.score_block", "ui.pages.score_card_frame"):
        monkeypatch.setattr(f"{module}.SOON", 200)
    details, agreed, kept = Detail(), Agreement(), []
    for part, field, said in ((details, details.note, details.note_left), (agreed, agreed.reason, agreed.typed)):
        qtbot.addWidget(part)
        said.connect(kept.append)

        def typed_on(field=field):
            qtbot.keyClick(field, "a")
            return bool(kept)

        qtbot.waitUntil(typed_on)
        kept.clear()


def test_the_title_of_a_card_is_read_whole_in_a_narrow_window(qtbot, page):
    page.header.say("Worker voice line for fishing vessels of three ports and their crews")
    page.header.make_small(True)
    page.header.setFixedWidth(px(520))
    assert not page.header.whole.isHidden()
    assert page.header.title.isHidden()
    qtbot.waitUntil(lambda: page.header.whole.height() >= page.header.whole.heightForWidth(page.header.whole.width()))
    page.header.make_small(False)
    assert page.header.whole.isHidden()
