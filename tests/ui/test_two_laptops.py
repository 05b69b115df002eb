"""Two laptops answer the same question; the wizard shows both answers and a person chooses."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import records
from ctip_desktop.queries.records import conflicts, list_records, show
from ctip_desktop.sync import exchange
from tests.ui import workspaces
from ui.pages.wizard import WizardPage
from ui.session import Session


@pytest.fixture
def laptops(tmp_path):
    for name in ("north", "south"):
        (tmp_path / name).mkdir()
    north = workspaces.make(tmp_path / "north" / "lantern.ctip")
    south = workspaces.make(tmp_path / "south" / "lantern.ctip", person="Joram Pesk", device="Laptop South")
    exchange.trust(north, exchange.card(south).text)
    exchange.trust(south, exchange.card(north).text)
    yield north, south
    north.close()
    south.close()


def send(tmp_path, sender, receiver):
    bundle = tmp_path / f"{sender.person}.ctipbundle"
    bundle.unlink(missing_ok=True)
    exchange.make(sender, bundle, to=[receiver.device.id])
    exchange.bring_in(receiver, bundle)


@pytest.fixture
def page(qtbot, tmp_path, laptops, tasks):
    north, south = laptops
    company = workspaces.company(north, "Selan Pearl Fisheries")
    record = records.create(north, "due_diligence", about=company, answers={"policy": Answer.of("no")}).created[0]
    send(tmp_path, north, south)
    records.answer(north, record, "policy", Answer.of("yes", note="Two of three sites"))
    records.answer(south, record, "policy", Answer.of("yes", note="Seen at the landing site"))
    records.answer(north, record, "reputation", Answer.of("good"))
    records.answer(south, record, "reputation", Answer.of("poor"))
    send(tmp_path, south, north)
    session = Session(north, tasks)
    one = WizardPage(session)
    qtbot.addWidget(one)
    session.changed.connect(one.on_changes)
    one.resize(1366, 768)
    one.open(record=record, path="reputation")
    one.show()
    one.activateWindow()
    qtbot.waitUntil(one.isActiveWindow)
    return one


def test_both_answers_stand_side_by_side_with_who_and_where(page):
    card = page.wizard.card("reputation")
    versions = {version.text: (version.who, version.device, version.mine) for version in card.view.versions}
    assert versions == {"Good": ("Lina Tarvo", "Laptop North", True), "Poor": ("Joram Pesk", "Laptop South", False)}
    assert card.property("state") == "two"
    assert "1 to settle" in page.wizard.steps.list.steps()[page.wizard.outline.section_of("reputation")].line


def test_choosing_settles_on_this_laptop_and_the_other_answer_stays_in_the_history(qtbot, page):
    card = page.wizard.card("reputation")
    place = next(n for n, version in enumerate(card.view.versions) if version.text == "Poor")
    qtbot.keyClick(card.conflict, Qt.Key.Key_1 if place == 0 else Qt.Key.Key_2)
    assert show(page.session.workspace, page.record).answers["reputation"].answer.value == "poor"
    assert page.wizard.card("reputation").conflict is None
    assert "Good" in [past.text for past in page.around.history("reputation")]


def test_deciding_later_changes_nothing_and_goes_on(qtbot, page):
    before = len(page.session.ask(conflicts))
    page.wizard.card("reputation").conflict.decide_later.click()
    assert len(page.session.ask(conflicts)) == before
    assert page.wizard.path != "reputation"


def test_writing_a_new_answer_settles_both(qtbot, page):
    card = page.wizard.card("reputation")
    card.conflict.write_new.click()
    card.field.rows["mixed"].button.click()
    assert show(page.session.workspace, page.record).answers["reputation"].answer.value == "mixed"
    assert page.wizard.card("reputation").conflict is None


def test_two_notes_on_the_same_answer_are_settled_too(qtbot, page):
    card = page.wizard.card("policy")
    assert {version.text for version in card.view.versions} == {"Two of three sites", "Seen at the landing site"}
    place = next(n for n, version in enumerate(card.view.versions) if version.text.startswith("Seen"))
    page.wizard.go_to("policy")
    qtbot.keyClick(card.conflict, Qt.Key.Key_1 if place == 0 else Qt.Key.Key_2)
    answer = show(page.session.workspace, page.record).answers["policy"].answer
    assert (answer.value, answer.note) == ("yes", "Seen at the landing site")
    assert list_records(page.session.workspace, "due_diligence")[0].contested is False
