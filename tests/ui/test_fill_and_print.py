"""Home opens any form of any company; a form is printed from where it is filled in, and a team form never for a company."""

from __future__ import annotations

import pytest
from shiboken6 import isValid

from ctip_desktop.operations import records
from ctip_desktop.queries.records import list_records
from ctip_desktop.reports.audience import Audience
from ui.dialogs.fill_form import FillForm
from ui.dialogs.make_report import MakeReport
from ui.pages.print_form import print_menu
from ui.widgets.button import Button
from ui.widgets.note_bar import NoteBar


def press(widget, words: str) -> None:
    next(one for one in widget.findChildren(Button) if one.words == words).click()


def test_home_opens_a_form_of_a_company(qtbot, shell, workspace, company):
    shell.go("home")
    press(shell.current, "Fill in a form")
    dialog = shell.findChild(FillForm)
    assert not dialog.main_button.isEnabled()
    dialog.company.choose(company("Okavi").hex)
    dialog.company.picked.emit()
    dialog.forms.setCurrentIndex(dialog.forms.findData("due_diligence"))
    dialog.main_button.click()
    assert shell.current_name == "wizard"
    assert (shell.current.form.name, shell.current.about) == ("due_diligence", company("Okavi"))
    assert list_records(workspace, "due_diligence", company("Okavi")) == ()  # looking leaves nothing behind


def test_a_form_that_was_begun_goes_on_and_what_was_chosen_survives_a_lock(qtbot, shell, session, workspace, company):
    begun = records.create(workspace, "due_diligence", about=company("Okavi")).created[0]
    first = FillForm(session, company("Okavi").hex)
    first.forms.setCurrentIndex(first.forms.findData("due_diligence"))
    again = FillForm(session)
    again.restore(first.draft())
    for one in (first, again):
        qtbot.addWidget(one)
    with qtbot.waitSignal(again.go) as gone:
        again.main_button.click()
    assert gone.args == ["wizard", {"record": begun}]


def test_the_stage_is_printed_for_the_company(qtbot, shell, company):
    shell.go("company", {"company": company(), "part": "stage"})
    press(shell.current, "Print for the company")
    dialog = shell.findChild(MakeReport)
    assert (dialog.kind, dialog.choices.about, dialog.choices.audience) == ("stage", company(), Audience.PARTNER)
    assert dialog.report is not None


@pytest.mark.parametrize("part", ["desk_research", "due_diligence", "stage"])
def test_every_form_of_a_company_is_printed_blank_or_with_answers(qtbot, shell, company, part):
    shell.go("company", {"company": company(), "part": part})
    menu = shell.current.part.prints({"stage": "maturity"}.get(part, part))
    assert [action.text() for action in menu.actions()] == ["Print blank", "Print with answers", "Print answers as a sheet"]


def test_the_wizard_prints_the_answers_of_its_record(qtbot, shell, workspace, company):
    record = list_records(workspace, "maturity", company())[0].id
    shell.go("wizard", {"record": record})
    page = shell.current
    blank, filled, sheet = print_menu(page.form, page.record, page.ask.emit, page).actions()
    filled.trigger()
    dialog = shell.findChild(MakeReport)
    assert (dialog.choices.options().form, dialog.choices.options().record) == ("maturity", record)
    dialog.reject()  # it deletes itself
    qtbot.waitUntil(lambda: not isValid(dialog))
    with qtbot.waitSignal(page.ask) as asked:
        sheet.trigger()
    assert asked.args == ["make_report", {"kind": "record", "record": record.hex}]
    with qtbot.waitSignal(page.ask) as asked:
        blank.trigger()
    assert "record" not in asked.args[1]


@pytest.mark.parametrize(
    ("name", "readers"),
    [
        ("guiding_questions", ["internal", "internal"]),
        ("listening", ["partner", "internal"]),
        ("pulse", ["partner", "internal"]),
        ("maturity", ["partner", "partner"]),
    ],
)
def test_what_stays_with_the_team_is_proposed_for_the_team(shell, workspace, company, name, readers):
    asked = []
    menu = print_menu(workspace.catalogue.form(name), company(), lambda _dialog, given: asked.append(given["audience"]), shell)
    for action in menu.actions()[:2]:
        action.trigger()
    assert asked == readers


def test_a_form_for_the_team_alone_is_refused_in_words_for_a_company(qtbot, session, workspace):
    form = workspace.catalogue.form("due_diligence")
    dialog = MakeReport(session, "blank_form", form.name, audience="partner")
    qtbot.addWidget(dialog)
    assert dialog.report is None
    assert not dialog.main_button.isEnabled()
    assert "never printed for a company" in " ".join(note.text() for note in dialog.left_out.findChildren(NoteBar))
