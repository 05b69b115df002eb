"""What two laptops wrote at the same time is told as it was: in the preview, in the count, and beside each version."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, Qt

from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import records
from ctip_desktop.queries.records import conflicts
from ctip_desktop.sync import exchange
from tests.ui.test_exchange_page import forms, page, pair, shell, team, words
from ui.pages.exchange.import_view import PREVIEW

__all__ = ("forms", "page", "pair", "shell", "team")


@pytest.mark.parametrize("deletes", ["north", "south"])
def test_a_company_deleted_here_and_changed_there_is_to_settle_already_in_the_preview(team, page, deletes):
    here, there = (records.delete, records.answer) if deletes == "north" else (records.answer, records.delete)
    for workspace, write in ((team.north, here), (team.south, there)):
        write(workspace, team.company, *(("staff", Answer.of(1400)) if write is records.answer else ()))
    page.open(part="import", file=str(team.from_south()))
    assert page.importing.step == PREVIEW
    seen = page.importing.seen
    assert (seen.conflicts, seen.changed) == (1, 0)
    (item,) = [item for group in page.importing.seen.items for item in group.items]
    assert item.kind == "to_settle"
    assert (item.label, item.old, item.new) == (
        ("How many people work for it?", "deleted", "1400") if deletes == "north" else ("kept or deleted", "", "deleted")
    )
    page.importing.merge()
    assert len(conflicts(team.north)) == 1
    page.open(part="settle")
    assert "Answer before this" not in words(page.settling)
    assert not page.settling._third_key.isVisible()


def test_a_change_made_on_top_of_a_dispute_is_not_counted_as_another(team, page):
    records.delete(team.north, team.company)
    records.answer(team.south, team.company, "staff", Answer.of(1400))
    exchange.bring_in(team.north, team.from_south())
    records.answer(team.south, team.company, "place", Answer.of("Port Selan"))
    page.open(part="import", file=str(team.from_south("more.ctipbundle")))
    seen = page.importing.seen
    assert (seen.conflicts, seen.changed) == (0, 1)


def test_beside_each_version_stands_what_its_own_writer_wrote_over(team, page):
    records.answer(team.north, team.company, "staff", Answer.of(1100))
    records.answer(team.north, team.company, "staff", Answer.of(1200))
    records.answer(team.south, team.company, "staff", Answer.of(1400))
    page.open(part="import", file=str(team.from_south()))
    page.importing.merge()
    page.open(part="settle")
    before = {side.text: side.before.split(", ")[0] for side in page.settling.case.sides}
    assert before["1,400"] == "900"
    assert before["1,200"] != "1,400"


def test_settling_counts_on_from_the_first_to_the_last(team, page):
    for name, here, there in (("staff", 1200, 1400), ("place", "North", "South")):
        records.answer(team.north, team.company, name, Answer.of(here))
        records.answer(team.south, team.company, name, Answer.of(there))
    page.open(part="import", file=str(team.from_south()))
    page.importing.merge()
    page.open(part="settle")
    view = page.settling
    every = len(conflicts(team.north))
    for place in range(every):
        assert view.header.title.text() == f"Settle {place + 1} of {every}"
        view.form.choose(0)
        view.settle()
    assert "Nothing to settle" in words(view)


def test_an_empty_new_answer_gets_the_cursor_and_no_field_moves(team, page, qtbot):
    team.disagree()
    page.open(part="import", file=str(team.from_south()))
    page.importing.merge()
    page.open(part="settle")
    view = page.settling
    view.form.choose(-1)
    QCoreApplication.processEvents()  # the fields have their places
    reason, field = view.form.reason, view.form.field.first()
    stood = reason.mapTo(view, reason.rect().topLeft()).y()
    view.main.setFocus()
    qtbot.mouseClick(view.main, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(field.hasFocus)
    assert "Write the new answer" in words(view)
    assert abs(reason.mapTo(view, reason.rect().topLeft()).y() - stood) <= 2


def test_many_changes_that_are_not_sent_are_told_in_full_in_the_rail(shell):
    shell.rail.show_unsent(24_003)
    shell.rail._unsent.repaint()
    label = shell.rail._unsent
    assert label.fontMetrics().horizontalAdvance(label.text()) <= label.width()
    assert "24,003 changes not sent" in label.text()
