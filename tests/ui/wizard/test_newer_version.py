"""A newer version of an own form: the record keeps its version until the person goes on with the newer one; nothing is lost."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton

from ctip_desktop.forms.model import Answer, State
from ctip_desktop.operations import own_forms, records
from ctip_desktop.queries.records import show
from tests.operations.test_own_forms import SECOND, VISIT
from tests.ui.wizard.filling import opened


@pytest.fixture
def visit(session, company):
    own_forms.add(session.workspace, VISIT, "visit.yaml")
    given = {"guards": Answer.of("yes"), "beds": Answer.of(40), "noticed": Answer.of("Locked windows")}
    return records.create(session.workspace, "site_visit", about=company, answers=given).created[0]


def press(bar, place: int) -> None:
    bar.findChildren(QPushButton)[place].click()


def test_nothing_is_said_while_there_is_no_newer_version(qtbot, session, visit):
    page = opened(qtbot, session, record=visit)
    assert not page.bars.newer.isVisible()
    assert not page.bars.without_place.isVisible()


def test_the_newer_version_is_offered_with_what_it_means(qtbot, session, visit):
    own_forms.add(session.workspace, SECOND, "visit.yaml")
    page = opened(qtbot, session, record=visit)
    said = page.bars.newer.text()
    assert "A newer version of this form is here (version 2)." in said
    assert "How many beds are there? 40" in said
    assert page.form.version == "1"
    press(page.bars.newer, 1)
    assert not page.bars.newer.isVisible()
    assert show(session.workspace, visit).version == "1"


def test_going_on_shows_the_newer_version_with_the_answers_and_lists_the_rest(qtbot, session, visit):
    own_forms.add(session.workspace, SECOND, "visit.yaml")
    page = opened(qtbot, session, record=visit)
    press(page.bars.newer, 0)
    assert page.form.version == "2"
    assert not page.bars.newer.isVisible()
    assert page.wizard.sheet.get("noticed").value == "Locked windows"
    assert page.wizard.card("canteen") is not None
    assert "How many beds are there? 40" in page.bars.without_place.text()
    assert show(session.workspace, visit).answers["beds"].answer.value == 40


def test_an_answer_that_does_not_fit_the_newer_version_is_named_and_asked_again(qtbot, session, visit):
    changed = VISIT.replace('version: "1"', 'version: "2"').replace("{name: beds, type: integer,", "{name: beds, type: select_one yes_no,")
    own_forms.add(session.workspace, changed, "visit.yaml")
    page = opened(qtbot, session, record=visit)
    assert "2 answers keep their place." in page.bars.newer.text()
    assert "1 answer must be given again, because the question changed: How many beds are there? 40." in page.bars.newer.text()
    press(page.bars.newer, 0)
    assert [one.path for one in page.wizard.sheet.problems()] == ["beds"]
    assert "Until now it says: “40”." in page.wizard.card("beds").message.spoken()
    page.flush()  # as when the form is left
    assert show(session.workspace, visit).answers["beds"].answer.value == 40
    page.wizard.card("beds").choose_state(State.NOT_ASKED)
    page.flush()
    assert "beds" not in show(session.workspace, visit).answers or show(session.workspace, visit).answers["beds"].answer.value is None


def test_of_several_answers_the_one_that_is_no_choice_any_more_stays_until_a_person_chooses(qtbot, session, company):
    several = VISIT.replace("{name: beds, type: integer,", "{name: beds, type: select_multiple many,")
    first = several + "lists: {many: [{name: rice, label: Rice}, {name: meat, label: Meat}]}\n"
    own_forms.add(session.workspace, first, "visit.yaml")
    record = records.create(session.workspace, "site_visit", about=company, answers={"beds": Answer.of(("rice", "meat"))}).created[0]
    own_forms.add(session.workspace, first.replace('version: "1"', 'version: "2"').replace("name: meat, label: Meat", "name: fish, label: Fish"), "2")
    own_forms.go_on(session.workspace, record)
    page = opened(qtbot, session, record=record)
    page.flush()
    assert show(session.workspace, record).answers["beds"].answer.value == ("rice", "meat")


def test_a_finished_form_stays_as_it_is_until_it_is_opened_again(qtbot, session, visit):
    records.finish(session.workspace, visit)
    own_forms.add(session.workspace, SECOND, "visit.yaml")
    page = opened(qtbot, session, record=visit)
    assert page.bars.finished.isVisible()
    assert not page.bars.newer.isVisible()
    press(page.bars.finished, 0)
    assert page.bars.newer.isVisible()


def test_an_amount_shows_the_currency_that_its_form_asks_for(qtbot, session, company):
    for form, currency in (("milestone", "payment_currency"), ("contribution", "currency")):
        page = opened(qtbot, session, form=form, about=company)
        money = next(name for name, one in page.wizard.outline.places.items() if one.question.appearance == "money")
        card = page.wizard.card(money)
        page.wizard.show_sheet(page.wizard.sheet.answer(money, Answer.of(5)).answer(currency, Answer.of("KHR")))
        page.wizard.card(money)
        assert card.field.currency.text() == "KHR", form
