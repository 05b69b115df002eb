"""What a form suggests counts when a person takes it; a fact that two forms ask is kept once."""

from __future__ import annotations

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QPushButton

from ctip_desktop.forms.model import Answer, Source
from ctip_desktop.operations import records
from ctip_desktop.queries.records import show
from tests.ui.wizard.filling import click, kept, opened


def test_a_suggested_day_is_no_answer_until_a_person_takes_it(qtbot, session, company):
    page = opened(qtbot, session, form="due_diligence", about=company)
    assert page.wizard.sheet.progress.answered == 0
    click(qtbot, page, "company_cases", "no")
    assert page.wizard.sheet.progress.answered == 1
    assert kept(session, page, "next_review") == Answer()
    page.wizard.go_to("next_review")
    card = page.wizard.card("next_review")
    assert card.suggested.isVisible()
    card.suggested.take.click()
    today = session.workspace.now().astimezone().date()
    assert kept(session, page, "next_review").value == QDate(today.year, today.month, today.day).addDays(365).toString("yyyy-MM-dd")
    assert not card.suggested.isVisible()
    assert page.wizard.sheet.progress.answered == 2


def test_the_suggested_day_follows_the_day_of_the_check(qtbot, session, company):
    page = opened(qtbot, session, form="due_diligence", about=company)
    click(qtbot, page, "company_cases", "no")
    records.answer(session.workspace, page.record, "done_on", Answer.of("2026-01-10"))
    page.refresh(None)
    assert page.wizard.sheet.suggestion("next_review") == "2027-01-10"


def test_in_every_form_begun_in_the_wizard_a_default_is_a_suggestion(qtbot, session):
    page = opened(qtbot, session, form="company")
    assert page.wizard.sheet.progress.answered == 0
    page.wizard.go_to("name")
    page.wizard.card("name").field.line.setText("Velora Nets")
    page.wizard.commit()
    assert kept(session, page, "engaging") == Answer()
    assert page.wizard.sheet.suggestion("engaging") == "yes"


# --- one fact, two forms ----------------------------------------------------------------------------------------------------------------------


def test_the_number_of_people_is_asked_once_and_kept_with_the_company(qtbot, session, company):
    records.answer(session.workspace, company, "staff", Answer.of(1400))
    page = opened(qtbot, session, form="desk_research", about=company)
    page.wizard.go_to("staff_total")
    card = page.wizard.card("staff_total")
    assert card.answer().value == 1400
    assert "It is kept with the facts about Selan Pearl Fisheries." in card.hint.text()
    card.field.line.setText("1500")
    card.commit()
    assert show(session.workspace, company).answers["staff"].answer.value == 1500
    assert kept(session, page, "staff_total").value == 1500
    card.around.add_source("staff_total", Source("company", "Yearly report", date="2025"))
    assert [source.title for source in show(session.workspace, company).answers["staff"].answer.sources] == ["Yearly report"]


def test_a_number_that_the_desk_research_had_before_stays_its_own(qtbot, session, company):
    records.answer(session.workspace, company, "staff", Answer.of(1400))
    made = records.create(session.workspace, "desk_research", about=company, answers={"staff_total": Answer.of(1350)}).created[0]
    page = opened(qtbot, session, record=made)
    assert page.wizard.card("staff_total").answer().value == 1350
    assert "kept with the facts" not in page.wizard.card("staff_total").hint.text()


def test_undo_takes_back_a_fact_that_was_changed_from_another_form(qtbot, session, company):
    records.answer(session.workspace, company, "staff", Answer.of(1400))
    page = opened(qtbot, session, form="desk_research", about=company)
    page.wizard.go_to("staff_total")
    page.wizard.card("staff_total").field.line.setText("1500")
    page.wizard.commit()
    page.wizard.undo_wanted.emit()
    page.refresh(None)
    assert page.wizard.card("staff_total").answer().value == 1400


# --- on the company page ----------------------------------------------------------------------------------------------------------------------


def test_a_wrong_number_is_told_on_the_company_page_with_a_link_to_it(qtbot, session, company):
    from ui.pages.company.company import CompanyPage

    page = opened(qtbot, session, form="desk_research", about=company)
    page.wizard.go_to("turnover")
    page.wizard.card("turnover").field.first().setText("12 abc")
    page.wizard.commit()
    page.flush()
    shown = CompanyPage(session)
    qtbot.addWidget(shown)
    shown.open(company=company)
    shown.refresh(None)
    link = next(button for button in shown.findChildren(QPushButton) if button.text().strip() == "1 answer to fix")
    with qtbot.waitSignal(shown.go) as went:
        link.click()
    assert went.args[0] == "wizard"
    assert went.args[1]["path"] == "turnover"
