"""The last page and what stands around the questions: what is left, where the result is seen, how the numbers run, what the panel explains."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtWidgets import QLabel

from ctip_desktop.forms.model import Answer, Source, State
from ctip_desktop.operations import own_forms, records
from tests.operations.test_own_forms import VISIT
from tests.ui import workspaces
from tests.ui.wizard.filling import click, kept, opened
from ui.forms.card_view import Version
from ui.forms.conflict_card import ConflictCard
from ui.forms.results import explained
from ui.theme import look


def words_of(widget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def finish_of(page):
    page.wizard.go_section(page.wizard.last)
    return page.wizard.finish


def test_the_last_page_of_the_stage_form_has_no_tick_while_an_answer_is_left_to_fix(qtbot, session, company):
    page = opened(qtbot, session, form="maturity", about=company)
    click(qtbot, page, "mat_01", "yes")
    assert page.wizard.steps.list.steps()[0].line == "1 of 4, 1 without a source"
    finish = finish_of(page)
    assert not finish.done
    assert "1 answer has no source yet" in words_of(finish)
    assert finish.links[0].words == "1.1 Has the company supported a project against trafficking?"
    finish.links[0].click()
    assert page.wizard.path == "mat_01"


def test_the_tick_comes_when_nothing_is_left_to_fix(qtbot, session, company):
    page = opened(qtbot, session, form="maturity", about=company)
    click(qtbot, page, "mat_01", "yes")
    records.add_source(session.workspace, page.record, "mat_01", Source("company", "Yearly report", date="2025"))
    page.refresh(None)
    assert finish_of(page).done


def test_what_is_wrong_comes_first_then_what_is_needed_then_what_is_unknown(qtbot, session, company):
    page = opened(qtbot, session, form="due_diligence", about=company)
    click(qtbot, page, "policy", "yes")
    records.answer_many(session.workspace, page.record, {"policy_year": Answer.of(12), "reputation": Answer(None, State.UNKNOWN)})
    page.refresh(None)
    finish = finish_of(page)
    told = words_of(finish)
    order = [
        told.index(part) for part in ("1 answer to fix", "answers are needed to finish", "1 answer has no source yet", "1 answer is unknown so far")
    ]
    assert order == sorted(order)
    finish.links[0].click()
    assert page.wizard.path == "policy_year"


def test_from_the_last_page_the_next_open_question_is_the_first_one(qtbot, session, company):
    page = opened(qtbot, session, form="due_diligence", about=company)
    page.wizard.go_to("next_review")
    page.wizard.go_section(page.wizard.last)
    page.wizard.footer.next_open.click()
    assert page.wizard.path == "company_cases"


def test_in_the_middle_the_next_open_question_is_looked_for_from_here_on_and_then_from_the_beginning(qtbot, session, company):
    page = opened(qtbot, session, form="due_diligence", about=company)
    page.wizard.go_section(4)  # by its step: no question of it has had the focus
    page.wizard.footer.next_open.click()
    assert page.wizard.outline.section_of(page.wizard.path) == 4
    page.wizard.go_to("next_review")
    page.wizard.footer.next_open.click()
    assert page.wizard.path == "company_cases"


def test_the_worst_item_is_seen_beside_the_steps_while_one_works_and_on_top_of_the_result_page(qtbot, session, company):
    page = opened(qtbot, session, form="due_diligence", about=company)
    beside = page.wizard.steps.result
    assert beside.words() == ("Not checked",)
    page.wizard.go_to("policy_check")
    page.wizard.card("policy_check").field.rows["stop"].button.click()
    assert beside.words() == ("Stop",)
    page.wizard.go_section(6)
    assert "Result of the check: Stop" in words_of(page.wizard.section(6))
    assert page.wizard.steps.list.steps()[-1].title == "Finish"


def test_where_the_steps_have_no_room_the_header_says_the_result(qtbot, session, company):
    page = opened(qtbot, session, form="due_diligence", about=company)
    page.resize(700, 700)
    qtbot.waitUntil(lambda: page.wizard.header.result.isVisible())
    assert page.wizard.header.result.text() == "So far: Not checked"
    assert page.wizard.header.result.toolTip().startswith("Result of the check, so far: Not checked.")


@pytest.mark.parametrize(("percent", "width"), [(100, 700), (150, 1024), (200, 1024)])
def test_where_the_steps_have_no_room_the_header_names_the_form_the_company_and_the_section(qtbot, session, company, the_look, percent, width):
    the_look.choose(percent=percent)
    page = opened(qtbot, session, form="due_diligence", about=company)
    page.resize(width, 600)
    header = page.wizard.header
    qtbot.waitUntil(lambda: header.steps.isVisible() and header.steps.height() > 0)
    assert header.caption.text() == "Due diligence · Selan Pearl Fisheries"
    assert header.caption.geometry().bottom() < header.steps.geometry().top(), "the two lines do not lie over each other"
    assert header.rect().contains(header.steps.geometry())


def test_a_judgement_is_said_in_four_ways_and_not_checked_is_the_only_word_for_not_knowing(qtbot, session, company):
    page = opened(qtbot, session, form="due_diligence", about=company)
    page.wizard.go_to("policy_check")
    card = page.wizard.card("policy_check")
    assert list(card.field.rows) == ["clear", "watch", "stop", "not_checked"]
    assert "Unknown" not in [action.text() for action in card.state_line.menu().actions()]


def test_a_judgement_kept_as_unknown_before_reads_as_not_checked_and_is_not_written_anew(qtbot, session, company):
    made = records.create(session.workspace, "due_diligence", about=company, answers={"policy_check": Answer(None, State.UNKNOWN)}).created[0]
    page = opened(qtbot, session, record=made)
    page.wizard.go_to("policy_check")
    assert page.wizard.card("policy_check").field.rows["not_checked"].button.isChecked()
    page.wizard.go_section(0)
    assert kept(session, page, "policy_check").state is State.UNKNOWN
    assert page.wizard.steps.result.words() == ("Not checked",)


def test_going_on_in_spite_of_a_stop_asks_for_the_reason_once(qtbot, session, company):
    page = opened(qtbot, session, form="due_diligence", about=company)
    page.wizard.go_to("policy_check")
    page.wizard.card("policy_check").field.rows["stop"].button.click()
    click(qtbot, page, "decision", "go_on")
    assert page.wizard.sheet.problem("decision") is None
    assert page.wizard.sheet.required("decision_reason")
    click(qtbot, page, "decision", "not_now")
    assert not page.wizard.sheet.required("decision_reason")


def test_the_panel_explains_how_a_result_is_worked_out_and_on_the_last_page_what_finishing_means(qtbot, session, company):
    page = opened(qtbot, session, form="due_diligence", about=company)
    page.wizard.go_section(6)
    qtbot.waitUntil(lambda: "Not checked never counts as clear." in words_of(page.wizard.why.text))
    told = words_of(page.wizard.why.text)
    assert "no explanation" not in told
    assert "Our judgement: human rights policy" in told
    page.wizard.go_section(page.wizard.last)
    qtbot.waitUntil(lambda: "Finishing the form" in words_of(page.wizard.why.text))
    told = words_of(page.wizard.why.text)
    assert page.wizard.outline.places["next_review"].question.label not in told


def test_the_panel_says_a_line_of_the_stage_form_with_its_numbers_filled_in(qtbot, session, company):
    page = opened(qtbot, session, form="maturity", about=company)
    page.wizard.go_section(4)
    qtbot.waitUntil(lambda: "Shown so far: 0 of 4" in words_of(page.wizard.why.text))
    assert "${" not in words_of(page.wizard.why.text)


def test_the_numbers_have_no_gaps_and_stay_when_an_answer_opens_more_questions(qtbot, session, company):
    page = opened(qtbot, session, form="due_diligence", about=company)
    before = {name: place.number for name, place in page.wizard.outline.places.items()}
    asked = [before[path] for path in page.wizard.sheet.paths() if page.wizard.sheet.relevant(path) and before[path].startswith("7.")]
    assert asked == ["7.1", "7.2", "7.3", "7.4", "7.5"]
    click(qtbot, page, "decision", "conditions")
    page.wizard.go_to("conditions")
    assert page.wizard.card("conditions").number == "7.3a"
    assert page.wizard.card("decision_reason").number == "7.4"


def test_the_form_of_a_company_is_headed_by_its_name(qtbot, session, company):
    page = opened(qtbot, session, record=company)
    assert page.wizard.header.caption.text().startswith("Selan Pearl Fisheries · Company")
    made = workspaces.company(session.workspace, "Velora Nets")
    page.open(record=made)
    assert page.wizard.header.caption.text().startswith("Velora Nets · ")


def test_an_empty_line_of_a_list_changes_no_count(qtbot, session, company):
    page = opened(qtbot, session, form="due_diligence", about=company)
    click(qtbot, page, "company_cases", "yes")
    before = page.wizard.steps.answered.text()
    page.wizard.section(0).repeats["cases"].add.click()
    assert page.wizard.steps.answered.text() == before


def test_opening_and_closing_the_box_for_a_source_leaves_the_question_where_it_is(qtbot, session, company):
    page = opened(qtbot, session, form="desk_research", about=company)
    page.wizard.go_to("turnover")
    view, card = page.wizard.section(page.wizard.current), page.wizard.card("turnover")
    qtbot.waitUntil(lambda: view._target is None)
    view.verticalScrollBar().setValue(view.verticalScrollBar().value() + 200)  # room below for the box

    def top() -> int:
        return card.mapTo(view.viewport(), QPoint(0, 0)).y()

    before = top()
    evidence = card.make_evidence()
    evidence.add()
    qtbot.waitUntil(lambda: not evidence._seen.isActive())
    assert top() == before
    assert evidence.editor.title.hasFocus()
    qtbot.keyClick(evidence.editor.title, Qt.Key.Key_Escape)
    assert top() == before
    assert card.isAncestorOf(page.focusWidget())


def test_with_large_text_the_name_of_the_next_step_is_cut_with_its_whole_text_in_reach(qtbot, session, company):
    before = look().percent
    look().choose(scheme="light", percent=150)
    try:
        page = opened(qtbot, session, form="due_diligence", about=company)
        page.wizard.go_section(4)
        button = page.wizard.footer.next
        qtbot.waitUntil(lambda: button.geometry().right() <= page.wizard.footer.width())
        assert button.accessibleName() == "Next: Security and reputation"
        assert button.words == button.accessibleName() or (button.words.endswith("…") and button.toolTip() == button.accessibleName())
    finally:
        look().choose(scheme="light", percent=before)


def test_a_finished_form_says_so_and_does_not_offer_to_finish_again(qtbot, session, company):
    record = records.create(session.workspace, "desk_research", about=company, status="finished").created[0]
    page = opened(qtbot, session, record=record)
    page.wizard.go_section(page.wizard.last)
    assert page.wizard.footer.next.words == "Close"
    assert "This form is finished." in [label.text() for label in page.wizard.finish.findChildren(QLabel)]
    left = []
    page.back.connect(lambda: left.append(True))
    page.wizard.footer.next.click()
    assert left == [True]
    page._reopen()
    page.wizard.go_section(page.wizard.last)
    assert page.wizard.footer.next.words == "Finish"


def test_the_stage_form_has_its_result_beside_the_steps(qtbot, session, company):
    page = opened(qtbot, session, form="maturity", about=company)
    assert page.wizard.steps.result.words() == ("No stage yet",)
    for name in ("mat_01", "mat_02"):
        page._answered(name, Answer.of("yes"))
    assert page.wizard.steps.result.words() == ("Follower",)
    assert page.wizard.steps.result.isVisible()


def test_with_large_text_two_answers_stand_one_below_the_other(qtbot, session, company):
    before = look().percent
    look().choose(scheme="light", percent=150)
    try:
        versions = tuple(Version(place, "A long answer in words", who, "Laptop", None, place == 0) for place, who in enumerate(("Lina", "Joram")))
        card = ConflictCard(versions, QLocale())
        qtbot.addWidget(card)
        card.resize(520, 600)
        card.show()
        assert card.minimumSizeHint().width() <= 520
        assert card.boxes[0].geometry().bottom() < card.boxes[1].geometry().top()
    finally:
        look().choose(scheme="light", percent=before)


def test_a_finished_form_offers_no_note_to_add_and_no_other_state(qtbot, session, company):
    seen = (Source("company", "Yearly report", date="2025"),)
    given = {"mat_01": Answer.of("yes", note="Seen on site", sources=seen), "mat_02": Answer.of("no")}
    made = records.create(session.workspace, "maturity", about=company, answers=given, status="finished").created[0]
    page = opened(qtbot, session, record=made, path="mat_01")
    noted, bare = (page.wizard.card(path).state_line for path in given)
    card = page.wizard.card("mat_01")
    assert card.note.line.isReadOnly()
    assert not card.evidence.add_button.isVisible()
    assert noted.note.isVisible()
    assert not bare.note.isVisible()
    assert [action.text() for action in noted.menu().actions()] == ["Show the note", "Earlier answers", "Why we ask"]
    assert [action.text() for action in bare.menu().actions()] == ["Earlier answers", "Why we ask"]


def test_fixes_of_lines_of_a_list_stand_in_the_order_of_the_form(qtbot, session, company):
    lines = [{"case_since": Answer.of("soon")}, {"case_since": Answer.of("later")}]
    given = {"policy": Answer.of("yes"), "policy_year": Answer.of(14), "company_cases": Answer.of("yes")}
    made = records.create(session.workspace, "due_diligence", about=company, answers=given, rows={"cases": lines}).created[0]
    page = opened(qtbot, session, record=made)
    paths = list(page.wizard.sheet.paths())
    wanted = []
    finish = finish_of(page)
    finish.wanted.connect(wanted.append)
    for link in finish.links[:3]:
        link.click()
    assert len(wanted) == 3
    assert wanted == sorted(wanted, key=paths.index)


def test_how_a_result_is_worked_out_names_it_once_and_leaves_no_hole_for_a_count(session):
    rules = next(explained(session.workspace.catalogue.form("maturity"))).rules
    assert all(rule.count("Mixed profile") <= 1 for rule in rules)
    assert "Mixed profile: some of 6 Innovator actions are shown" in "\n".join(rules)
    assert all("…" not in rule for rule in rules)


def test_what_an_own_form_works_out_stands_on_the_last_page(qtbot, session, company):
    asked = "      - {name: noticed, type: text, label: What did you notice?}\n"
    worked_out = '      - {name: twice, type: calculate, label: Beds of two visits, calculation: "${beds} * 2"}\n'
    own_forms.add(session.workspace, VISIT.replace(asked, asked + worked_out), "visit.yaml")
    page = opened(qtbot, session, form="site_visit", about=company)
    page._answered("beds", Answer.of(40))
    assert "Worked out from the answers Beds of two visits: 80" in words_of(finish_of(page))


def test_counts_behind_a_result_do_not_stand_beside_it_as_numbers(qtbot, session, company):
    page = opened(qtbot, session, form="maturity", about=company)
    page._answered("mat_01", Answer.of("yes"))
    assert "Worked out" not in words_of(finish_of(page))
