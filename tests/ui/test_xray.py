"""The decision x-ray on screen: a place explained down to marks and sources, other weights tried without a trace, a blind round that stays blind."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from ctip_desktop.forms.model import Answer, Source
from ctip_desktop.operations import records, rounds
from ctip_desktop.queries import opportunities, rows
from ctip_desktop.queries.records import list_records
from ctip_desktop.workspace.digest import digest
from tests.ui import workspaces
from ui.dialogs.xray import XrayDialog
from ui.pages.opportunities import OpportunitiesPage
from ui.pages.score_card import ScoreCardPage
from ui.widgets.xray_marks import RankBar, rank_words

VOICE = "Worker voice line for fishing vessels"
FEES = "Recruitment without fees, East Talven"


@pytest.fixture
def session(scored):
    return scored


def opened(qtbot, session, idea, kind=""):
    dialog = XrayDialog(session, idea.hex, kind)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def words(dialog):
    return "\n".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisibleTo(dialog))


def snapshot(session):
    """Everything a what-if could leave behind: records, changes and settings of this laptop."""
    with session.workspace.reading() as connection:
        settings = connection.exec_driver_sql("select * from setting order by 1").all()
        changes = connection.exec_driver_sql("select count(*) from change").scalar()
        return digest(connection), changes, settings


def test_every_part_of_the_total_says_who_marked_it_how(qtbot, session, ideas):
    dialog = opened(qtbot, session, ideas[VOICE])
    said = words(dialog)
    assert "Place 1 of 5 with a total of 7.67." in said
    assert "Joram Pesk 5, Mira Osei 5" in said
    assert "2 apart" in said
    parts = sum(factor.share for factor in dialog.found.factors)
    assert parts == pytest.approx(dialog.found.row.total)
    assert sum(block.part for block in dialog.found.blocks) == pytest.approx(dialog.found.row.total)


def test_notes_and_sources_beside_a_mark_are_shown(qtbot, session, ideas):
    ws = session.workspace
    sheet = next(line.id for line in list_records(ws, "score_card", about=ideas[VOICE]) if line.title == "Mira Osei")
    records.answer(ws, sheet, "alignment", Answer.of(4, "Two of our four goals"))
    records.add_source(ws, sheet, "alignment", Source(kind="report", title="Programme plan", date="2026-03"))
    with ws.reading() as connection:
        kind = rows.by_id(connection, [sheet.bytes])[sheet.bytes].text("round")
    said = words(opened(qtbot, session, ideas[VOICE], kind))
    assert "Mira Osei: “Two of our four goals”" in said
    assert "Source: Programme plan, Mar 2026" in said


def test_how_firm_a_place_is_stands_in_words_and_is_the_same_every_time(qtbot, session, ideas):
    first, again = (opened(qtbot, session, ideas[FEES]) for _ in range(2))
    bar = first.findChild(RankBar)
    assert sum(bar.draws) == 1000
    assert bar.draws == again.findChild(RankBar).draws
    assert rank_words(bar.draws) in words(first)
    assert bar.accessibleName() == rank_words(bar.draws)


def test_the_smallest_change_of_a_weight_is_said(qtbot, session, ideas):
    assert "comes first." in words(opened(qtbot, session, ideas[VOICE]))
    last = words(opened(qtbot, session, ideas["Regional recruiter register"]))
    assert "What would put it first" in last


def test_other_weights_are_tried_and_leave_no_trace(qtbot, session, ideas):
    before = snapshot(session)
    dialog = opened(qtbot, session, ideas[FEES])
    agreed = dialog.found.row
    qtbot.mouseClick(dialog.weights.button, Qt.MouseButton.LeftButton)
    assert dialog.weights.unsaved.isVisible()
    dialog.weights.fields["development"].setValue(5.0)
    qtbot.waitUntil(lambda: dialog.found.what_if)
    assert dialog.what_if.isVisible()
    assert dialog.found.row.total != agreed.total
    assert dialog.draft() is None, "what was tried must not be kept through a lock either"
    qtbot.mouseClick(dialog.weights.reset, Qt.MouseButton.LeftButton)
    assert not dialog.found.what_if
    assert dialog.found.row == agreed
    dialog.weights.sliders["business"].setValue(40)
    assert dialog.weights.fields["business"].value() == 4.0
    qtbot.waitUntil(lambda: dialog.found.what_if)
    dialog.accept()
    assert snapshot(session) == before
    assert session.ask(opportunities.ranking).what_if is False


def test_trying_in_the_ranking_leaves_no_trace_either(qtbot, session):
    before = snapshot(session)
    page = OpportunitiesPage(session)
    qtbot.addWidget(page)
    page.resize(1162, 738)
    page.open(part="ranking")
    page.show()
    card = page.ranking.weights
    card.button.click()
    card.fields["government"].setValue(0.0)
    qtbot.waitUntil(lambda: page.ranking.ranking.what_if)
    assert page.ranking.note.isVisible()
    card.reset.click()
    assert not page.ranking.ranking.what_if
    assert card.trying
    card.fields["government"].setValue(0.0)
    qtbot.waitUntil(lambda: page.ranking.ranking.what_if)
    page.open(part="list")
    page.open(part="ranking")
    assert not page.ranking.ranking.what_if
    assert snapshot(session) == before


def test_an_open_factor_makes_it_provisional_in_words(qtbot, session, ideas):
    ws = session.workspace
    for line in list_records(ws, "score_card", about=ideas[VOICE]):
        records.answer(ws, line.id, "time_horizon", Answer())
    said = words(opened(qtbot, session, ideas[VOICE], "programme"))
    assert "Provisional" in said
    assert "Still open: Time until first results. A missing mark is never zero" in said
    assert "It counts as missing, not as zero." in said


def test_marks_of_others_stay_hidden_in_a_blind_round(qtbot, session, ideas):
    ws = session.workspace
    rounds.begin(ws, "donor", blind=True)
    workspaces.sheet(ws, ideas[VOICE], "donor", "Joram Pesk", (5,) * 15)
    dialog = opened(qtbot, session, ideas[VOICE], "donor")
    said = words(dialog)
    assert "This round is blind." in said
    assert "Joram Pesk" not in said
    assert "It has no place yet" in said
    assert not dialog.weights.isVisible()


def test_space_on_a_line_of_the_ranking_and_a_button_on_the_score_card_open_it(qtbot, session, ideas):
    page = OpportunitiesPage(session)
    qtbot.addWidget(page)
    page.open(part="ranking")
    page.show()
    with qtbot.waitSignal(page.ask) as asked:
        qtbot.keyClick(page.ranking.chart, Qt.Key.Key_Space)
    assert asked.args == ["xray", {"opportunity": ideas[VOICE].hex, "kind": "programme"}]
    card = ScoreCardPage(session)
    qtbot.addWidget(card)
    card.open(opportunity=ideas[FEES], kind="internal")
    with qtbot.waitSignal(card.ask) as asked:
        qtbot.mouseClick(card.header.why, Qt.MouseButton.LeftButton)
    assert asked.args == ["xray", {"opportunity": ideas[FEES].hex, "kind": "internal"}]


def test_the_score_card_opened_from_the_x_ray_leads_back_to_it(qtbot, shell, ideas):
    shell.go("opportunities")
    dialog = shell.show_dialog("xray", {"opportunity": ideas[VOICE].hex})
    qtbot.mouseClick(dialog.card_button, Qt.MouseButton.LeftButton)
    assert (shell.current_name, shell.current.place()["opportunity"]) == ("score_card", ideas[VOICE])
    assert not shell.open_dialogs()
    shell.back()
    assert shell.current_name == "opportunities"
    (again,) = shell.open_dialogs()
    assert (again["name"], again["arguments"]) == ("xray", {"opportunity": ideas[VOICE].hex})


def test_a_weight_above_the_most_is_put_right_and_said(qtbot, session, ideas):
    dialog = opened(qtbot, session, ideas[FEES])
    qtbot.mouseClick(dialog.weights.button, Qt.MouseButton.LeftButton)
    field = dialog.weights.fields["development"]
    assert not dialog.weights.limit.isVisible()
    field.selectAll()
    qtbot.keyClicks(field, "99")
    assert (field.value(), dialog.weights.limit.isVisible()) == (10.0, True)
    field.selectAll()
    qtbot.keyClicks(field, "3")
    assert (field.value(), dialog.weights.limit.isVisible()) == (3.0, False)
