"""Dialogs by the keyboard: Tab goes as one reads, no press throws typed words away, and what is wrong is in sight."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget

from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import records
from ui.dialogs.dialog import Dialog
from ui.dialogs.registry import DIALOGS

REGISTERS = ("interest", "match", "decision", "agreement", "concern", "cut_off", "relation")
BESIDE = {"make_report", "visit_pack", "quick_capture"}
"""Dialogs of several columns: Tab goes down one, then begins at the top of the next."""


def press_tab(dialog: Dialog, *, back: bool = False) -> QWidget:
    dialog.focusNextPrevChild(not back)
    return dialog.focusWidget()


def round_trip(dialog: Dialog) -> list[QWidget]:
    """Where Tab stops, from the first field on until it comes back there."""
    dialog.close_button.setFocus()
    found = [press_tab(dialog)]
    for _ in range(200):
        if (stop := press_tab(dialog)) in found:
            break
        found.append(stop)
    return found


def box(dialog: Dialog, part: QWidget) -> tuple[int, int, int]:
    corner = part.mapTo(dialog, QPoint())
    return corner.y(), corner.y() + part.height(), corner.x()


def follows(dialog: Dialog, before: QWidget, after: QWidget) -> bool:
    """Below, or in the same row and further on."""
    (top, bottom, left), (top2, bottom2, left2) = box(dialog, before), box(dialog, after)
    same_row = top2 < bottom and top < bottom2
    return left2 > left if same_row else top2 >= top


def open_dialog(shell, workspace, company, name: str) -> Dialog:
    needs = {"place_stage": {"company": company().hex}}
    if name == "xray":
        idea = records.create(workspace, "opportunity", about=company(), answers={"title": Answer.of("Helpline")}).created[0]
        needs["xray"] = {"opportunity": idea.hex}
    dialog = shell.show_dialog(name, needs.get(name, {}))
    QApplication.processEvents()
    return dialog


def check_order(dialog: Dialog) -> None:
    stops = round_trip(dialog)
    assert stops[-1] is dialog.close_button
    inside = [stop for stop in stops if dialog.scroller.isAncestorOf(stop)]
    below = [stop for stop in stops if stop not in inside and stop is not dialog.close_button]
    assert stops == [*inside, *below, dialog.close_button]
    if dialog.objectName() not in BESIDE:
        dialog.scroller.verticalScrollBar().setValue(0)
        wrong = [(a, b) for a, b in itertools.pairwise(inside) if not follows(dialog, a, b)]
        assert not wrong, [(a.accessibleName(), b.accessibleName()) for a, b in wrong]
    dialog.close_button.setFocus()
    assert [press_tab(dialog, back=True) for _ in stops[:-1]] == stops[:-1][::-1]


@pytest.mark.parametrize("name", [name for name in DIALOGS if name != "cut_line"])
def test_tab_goes_through_every_dialog_as_one_reads(shell, workspace, company, name):
    check_order(open_dialog(shell, workspace, company, name))


@pytest.mark.parametrize("form", REGISTERS)
def test_tab_goes_from_one_question_to_the_next_in_every_register(shell, form):
    dialog = shell.show_dialog("add_record", {"form": form})
    QApplication.processEvents()
    check_order(dialog)
    if dialog.more:
        dialog.show_more()
        QApplication.processEvents()
        check_order(dialog)


def test_make_new_comes_right_after_its_field_and_a_space_typed_further_on_closes_nothing(qtbot, shell):
    dialog = shell.show_dialog("add_record", {"form": "interest"})
    subject = dialog.subject.fields["company"]
    subject.line.setFocus()
    assert press_tab(dialog) is subject.new
    first = press_tab(dialog)
    assert dialog.asked[dialog.names[0]].isAncestorOf(first)
    qtbot.keyClick(first, Qt.Key.Key_Space)
    assert dialog.isVisible()
