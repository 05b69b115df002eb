"""Programme, Sharing: what counts for each form in words, a change by mouse or keys, its undo, and the print that follows."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLabel

from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import records
from ctip_desktop.operations.sharing import share
from ctip_desktop.practice.sharing import AS_FORM, line_id
from ctip_desktop.queries.records import list_records, sheet
from ctip_desktop.queries.sharing import sharing
from ui.widgets.button import Button

REASON = "the programme shares this form with the team only"


def words(widget) -> str:
    """Everything a widget says and shows."""
    QCoreApplication.processEvents()
    return " | ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget) and label.text())


def button(widget, name: str) -> Button:
    return next(one for one in widget.findChildren(Button) if name in (one.text(), one.accessibleName()))


@pytest.fixture
def part(shell):
    shell.go("programme", {"part": "sharing"})
    return shell.current.part


def donor_paper(shell, company):
    dialog = shell.show_dialog("make_report", {"kind": "company", "about": company().hex})
    dialog.choices.readers.choose("donor")
    QCoreApplication.processEvents()
    return dialog


def test_at_first_every_form_is_as_it_says_and_the_page_tells_what_to_do(part):
    said = words(part)
    assert "Choose a form where you want it otherwise." in said
    assert "Of 31 answers: 3 for the partner, 12 for the donor, 3 for the public." in said
    assert "Others read what they add up to." in said
    assert "whatever is chosen" in said
    assert "That the partnership exists · Sector · Country · Kind of work · From when to when" in said


def test_a_form_kept_with_the_team_leaves_the_donors_paper_and_comes_back_with_undo(shell, part, workspace, company):
    research = next(line.id for line in list_records(workspace, "desk_research"))
    records.answer(workspace, research, "business_goals", Answer.of("Two more lines"))
    assert REASON not in words(donor_paper(shell, company).left_out)
    asked = []
    part.ask.connect(lambda name, given: asked.append((name, given)))
    button(part, "Change who reads: Desk research").click()
    assert asked == [("change_sharing", {"form": "desk_research"})]
    dialog = shell.show_dialog("change_sharing", {"form": "desk_research"})
    assert dialog.readers.value == AS_FORM
    dialog.readers.choose("team")
    dialog.main_button.click()
    assert sharing(workspace).closed("desk_research", "donor")
    part.refresh()
    assert "Our team only" in words(part)
    assert REASON in words(donor_paper(shell, company).left_out)
    shell.undo()
    assert not sharing(workspace).rules
    assert REASON not in words(donor_paper(shell, company).left_out)


def test_with_the_keyboard_alone(shell, part, workspace, qtbot):
    dialog = shell.show_dialog("change_sharing", {})
    dialog.forms.setCurrentIndex(dialog.forms.findData("goal"))
    QCoreApplication.processEvents()
    dialog.readers.take_focus()
    row = dialog.readers.rows[0].radio
    qtbot.keyClick(row, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.readers.rows[1].radio, Qt.Key.Key_Down)
    assert dialog.readers.value == "partner"
    qtbot.keyClick(dialog.main_button, Qt.Key.Key_Return)
    assert not sharing(workspace).closed("goal", "partner")
    assert sharing(workspace).closed("goal", "donor")


def test_a_form_that_cannot_be_opened_says_so(shell, part):
    dialog = shell.show_dialog("change_sharing", {"form": "milestone"})
    assert "cannot get more readers" in words(dialog)
    dialog.forms.setCurrentIndex(dialog.forms.findData("desk_research"))
    assert "21 answers of this form can get more readers." in words(dialog)


def test_keeping_what_is_there_writes_nothing(shell, part, workspace):
    share(workspace, "goal", "donor")
    before = workspace.setting("nothing", 0), list(sharing(workspace).rules)
    dialog = shell.show_dialog("change_sharing", {"form": "goal"})
    assert dialog.readers.value == "donor"
    dialog.keep()
    assert (workspace.setting("nothing", 0), list(sharing(workspace).rules)) == before


def test_what_is_not_known_here_is_said_and_settled_in_place(shell, part, workspace):
    share(workspace, "goal", "donor")
    path = f"sharing[{line_id(workspace.programme_id, 'goal').hex}].sharing_reader"
    records.answer(workspace, workspace.programme_id, path, Answer.of("everybody"))
    part.refresh()
    assert "Until you choose, the least is shared." in words(part)
    assert "to settle" in words(part)
    dialog = shell.show_dialog("change_sharing", {"form": "goal"})
    assert dialog.readers.value == "team"
    dialog.keep()
    part.refresh()
    assert "to settle" not in words(part)
    assert sharing(workspace).closed("goal", "donor")


def test_a_new_agreement_begins_with_the_list_of_the_programme(shell, part, workspace, company):
    dialog = shell.show_dialog("nda_default", {})
    dialog.asked["nda_shareable"].field.show_answer(Answer.of(("existence", "results")))
    dialog.keep()
    part.refresh()
    assert "That the partnership exists · Results against indicators" in words(part)
    made = shell.show_dialog("add_record", {"form": "nda", "about": company().hex})
    assert made.sheet.get("shareable").value == ("existence", "results")
    made.asked["shareable"].field.show_answer(Answer.of(("existence", "name")))
    made.asked["signed_on"].field.show_answer(Answer.of("2026-10-01"))
    made.keep()
    record = next(line.id for line in list_records(workspace, "nda"))
    assert sheet(workspace, record).sheet.get("shareable").value == ("existence", "name")
