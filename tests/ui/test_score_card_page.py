"""The score card: own marks by mouse and keyboard, a blind round, the agreed sheet, closing a round."""

from __future__ import annotations

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ctip_desktop.operations import rounds
from ctip_desktop.queries import opportunities
from ctip_desktop.queries.records import show
from ctip_desktop.workspace.workspace import Workspace
from tests.ui import workspaces
from ui.pages.score_card import ScoreCardPage
from ui.session import Session
from ui.widgets.scale import CANNOT_JUDGE

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
    return {one.factor.name: one for one in page._rows()}


def test_in_a_blind_round_nothing_of_the_others_is_shown(page):
    assert page.view.hidden
    assert page.hidden.isVisible()
    assert "2 other sheets appear when you hand in yours" in page.hidden.text()
    for one in page._rows():
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


def test_an_empty_sheet_cannot_be_handed_in(page, session):
    rows(page)["alignment"].scale.marked.emit(3)
    rows(page)["alignment"].scale.marked.emit(None)
    page.footer.main.click()
    assert "no marks yet" in session.errors[0].what
    assert page.view.hidden


def test_the_agreed_sheet_needs_a_reason_and_is_never_a_mean(qtbot, session, page):
    page.bar.choice.button("agreed").click()
    assert all(one.scale.mark() is None for one in page._rows())
    page.draft = dict(zip(workspaces.FACTORS, MARKS, strict=True))
    page.footer.main.click()
    assert page.agreement.reason.property("state") == "error"
    assert session.ask(opportunities.ranking).rows[0].basis == "sheets" if session.ask(opportunities.ranking).rows else True
    qtbot.keyClicks(page.agreement.reason, "The port office confirmed it")
    page.footer.main.click()
    assert page.view.agreed_reason == "The port office confirmed it"
    assert page.view.agreed_total.value == pytest.approx(sum((20 / 5, 12 / 3, 7 / 2)) - 15 / 5)


def test_marks_where_everybody_agrees_are_taken_by_a_button_only(page):
    for name, mark in zip(workspaces.FACTORS, MARKS, strict=True):
        rows(page)[name].scale.marked.emit(mark)
    page.footer.main.click()
    page.bar.choice.button("agreed").click()
    page.agreement.same.click()
    assert page.draft["alignment"] == 5
    assert "scalable" not in page.draft  # 2 and 4: people decide


def test_a_round_closes_only_with_agreed_sheets(session, page):
    page.header.close_round.click()
    assert "no agreed sheet yet" in session.errors[0].what
    page.bar.choice.button("agreed").click()
    page.draft = dict(zip(workspaces.FACTORS, MARKS, strict=True))
    page.agreement.reason.setText("We talked")
    page.footer.main.click()
    page.header.close_round.click()
    assert page.view.round.closed
    assert not any(one.scale.isEnabled() for one in page._rows())


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
    assert "Handed in at " in page.handing.text()
    assert "14 factors are open." in page.handing.text()
    assert not any(one.scale.isEnabled() for one in page._rows())
    assert all(one.note.isReadOnly() for one in page._rows() if hasattr(one, "note"))
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
