"""Before a visit: what to ask is ticked and printed on one page, by keyboard, with the same check as every print."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from ctip_desktop.forms.model import Answer, Asks, State
from ctip_desktop.operations import records
from ctip_desktop.tasks import Step
from tests.reports.reading_back import packed, pages_of
from tests.ui import partners, sample
from tests.ui.test_accessible import nameless
from tests.ui.test_reports_page import words
from ui.dialogs.visit_pack import VisitDialog


@pytest.fixture
def concerns(workspace, company):
    partners.make(workspace, "concern", company(), side="company", kind="fear", text="Its name in the newspaper", raised_on="2026-01-01")
    partners.make(workspace, "concern", company(), side="programme", kind="deal_breaker", text="No talks with crews alone", raised_on="2026-01-01")


@pytest.fixture
def dialog(shell, company, concerns):
    return shell.show_dialog("visit_pack", {"company": company().hex})


def ticked(dialog) -> list[str]:
    return [tick.question.label for tick in dialog.choices.questions.ticks if tick.box.isChecked()]


def sheet(dialog) -> str:
    dialog.choices.questions._wait.stop()
    dialog.make()
    return " ".join(pages_of(dialog.report.pdf))


def test_the_company_page_leads_to_it(qtbot, shell, company):
    shell.go("company", {"company": company(), "part": "talks"})
    asked = []
    shell.current.ask.connect(lambda name, arguments: asked.append((name, arguments)))
    shell.current.part._ask_for("visit_pack")
    assert asked == [("visit_pack", {"company": company().hex})]
    assert "visit_pack" in {one["name"] for one in shell.open_dialogs()}


def test_what_has_aged_comes_first_and_what_fits_on_one_page_is_ticked(dialog):
    first = dialog.choices.questions.ticks[0]
    assert first.question.months > 12
    assert f"({first.question.months} months old)" in words(dialog.choices.questions)
    assert dialog.report.pages == 1
    assert 10 < len(ticked(dialog)) < len(dialog.choices.questions.ticks)
    assert "Leak check passed." in words(dialog.left_out)


def test_nothing_the_team_asks_itself_and_nothing_sensitive_can_be_ticked(dialog, workspace):
    for tick in dialog.choices.questions.ticks:
        question = workspace.catalogue.form(tick.question.form).question(tick.question.path)
        assert question.asks is not Asks.TEAM
        assert not question.sensitive


def test_only_what_is_ticked_is_on_the_sheet(dialog):
    picker = dialog.choices.questions
    picker.none.click()
    assert packed(picker.ticks[0].question.label) not in packed(sheet(dialog))
    picker.ticks[-1].box.click()
    text = packed(sheet(dialog))
    assert packed(picker.ticks[-1].question.label) in text
    assert packed(picker.ticks[0].question.label) not in text


def test_promises_and_concerns_are_shown_and_what_was_told_in_trust_stays_off_the_sheet(dialog):
    said = words(dialog.choices.questions)
    for text in ("Send the training outline", "Its name in the newspaper", "No talks with crews alone", "it is not on the sheet"):
        assert text in said
    text = packed(sheet(dialog))
    assert packed("Its name in the newspaper") in text
    assert packed("No talks with crews alone") not in text


def test_too_many_for_one_page_is_said(dialog):
    picker = dialog.choices.questions
    for tick in picker.ticks:
        tick.box.setChecked(True)
    sheet(dialog)
    assert f"{len(picker.ticks)} of {len(picker.ticks)} ticked. They take {dialog.report.pages} pages." in words(picker)
    picker.fitting.click()
    sheet(dialog)
    assert dialog.report.pages == 1
    assert "pages" not in picker.said.text()


def test_the_boxes_are_one_tab_stop_walked_with_the_arrows(qtbot, dialog):
    boxes = [tick.box for tick in dialog.choices.questions.ticks]
    assert dialog.focusWidget() is boxes[0]
    qtbot.keyClick(boxes[0], Qt.Key.Key_Down)
    assert dialog.focusWidget() is boxes[1]
    before = boxes[1].isChecked()
    qtbot.keyClick(boxes[1], Qt.Key.Key_Space)
    assert boxes[1].isChecked() is not before
    assert sum(bool(box.focusPolicy() & Qt.FocusPolicy.TabFocus) for box in boxes) == 1
    qtbot.keyClick(boxes[1], Qt.Key.Key_Up)
    qtbot.keyClick(boxes[0], Qt.Key.Key_Up)
    assert dialog.focusWidget() is boxes[0]


def test_a_tick_makes_the_sheet_anew_after_a_moment(qtbot, dialog):
    before = dialog.report
    with qtbot.waitSignal(dialog.choices.questions.changed):
        dialog.choices.questions.ticks[0].box.click()
    assert dialog.report is not before


def test_another_company_brings_other_questions(dialog, company):
    before = {tick.question.record for tick in dialog.choices.questions.ticks}
    dialog.choices.subject.choose(company("Okavi").hex)
    dialog.choices.changed.emit()
    assert {tick.question.record for tick in dialog.choices.questions.ticks} != before
    assert "Okavi Garments" in sheet(dialog)


def test_without_a_company_it_asks_for_one_first(shell):
    dialog = shell.show_dialog("visit_pack", {})
    assert "Choose the company first" in words(dialog)
    assert not dialog.main_button.isEnabled()
    assert dialog.choices.questions.ticks == []


def test_a_company_with_nothing_open_says_so(shell, workspace, company, monkeypatch):
    for form in ("listening", "expectations", "desk_research", "maturity"):
        chosen = workspace.catalogue.form(form)
        answers = {q.name: Answer(state=State.NOT_APPLICABLE) for s in chosen.sections for q in s.questions if not q.calculation and q.type != "note"}
        records.create(workspace, form, about=company("Okavi"), answers={n: a for n, a in answers.items() if chosen.question(n).type != "repeat"})
    dialog = shell.show_dialog("visit_pack", {"company": company("Okavi").hex})
    assert {workspace.catalogue.form(t.question.form).question(t.question.path).type for t in dialog.choices.questions.ticks} <= {"repeat"}


def test_it_is_saved_like_every_print_and_listed(shell, dialog, workspace, tmp_path):
    dialog.save(tmp_path / "visit")
    assert (tmp_path / "visit.pdf").read_bytes().startswith(b"%PDF")
    assert "visit.pdf was saved." in shell._saved.text()
    shell.go("reports")
    assert "visit.pdf" in words(shell.current)


def test_the_words_of_a_question_tick_it_too(qtbot, dialog):
    tick = dialog.choices.questions.ticks[0]
    assert tick.box.isChecked()
    qtbot.mouseClick(tick, Qt.MouseButton.LeftButton, pos=tick.rect().center())
    assert not tick.box.isChecked()


def test_the_ticks_come_back_after_a_lock(shell, dialog):
    dialog.choices.questions.none.click()
    dialog.choices.questions.ticks[2].box.click()
    draft = dialog.draft()
    label = dialog.choices.questions.ticks[2].question.label
    dialog.reject()
    again = shell.show_dialog("visit_pack", {"company": draft["about"]}, draft)
    assert ticked(again) == [label]


def test_the_reports_page_opens_the_same_dialog(qtbot, shell):
    shell.go("reports")
    with qtbot.waitSignal(shell.current.ask) as asked:
        shell.current.buttons["visit_pack"].click()
    assert asked.args == ["visit_pack", {"company": ""}]


@pytest.mark.parametrize("percent", [100, 150])
def test_everything_in_it_can_be_said(shell, look, company, concerns, percent):
    look.choose(percent=percent)
    assert nameless(shell.show_dialog("visit_pack", {"company": company().hex})) == []


def test_long_answers_push_questions_off_until_one_page_holds_the_rest_unless_a_person_ticked(shell, workspace, company):
    rows = [{"supplier_name": Answer.of(f"Vessel owner {n} of a port with a very long name")} for n in range(12)]
    record = records.create(workspace, "desk_research", about=company("Okavi"), rows={"suppliers": rows}).created[0]
    workspace._clock = lambda: sample.NOW + timedelta(days=900)
    actions = [q for q in workspace.catalogue.form("maturity").walk() if q.type.startswith("select_one")][:6]
    records.create(workspace, "maturity", about=company("Okavi"), answers={q.name: Answer.of(q.choices[0].name) for q in actions})
    workspace._clock = lambda: sample.NOW + timedelta(days=1800)
    dialog = shell.show_dialog("visit_pack", {"company": company("Okavi").hex})
    assert record in {tick.question.record for tick in dialog.choices.questions.ticks if tick.question.months}
    assert dialog.report.pages == 1
    for tick in dialog.choices.questions.ticks:
        tick.box.setChecked(True)
    sheet(dialog)
    assert dialog.report.pages > 1
    assert len(ticked(dialog)) == len(dialog.choices.questions.ticks)


@pytest.mark.parametrize("percent", [150, 200])
def test_with_large_text_every_button_of_the_call_sheet_stays_on_a_small_screen(qtbot, session, company, concerns, the_look, percent):
    the_look.choose(percent=percent)
    made = VisitDialog(session, company().hex)
    qtbot.addWidget(made)
    made.show()
    made.running._show(Step("The finished file is read again and searched for every answer that was left out", 10, 1000))
    made.running.show()
    qtbot.waitUntil(made.running.isVisible)
    made.layout().activate()
    assert made.layout().minimumSize().width() <= 1024
