"""Everything a keyboard reaches has a name a screen reader can say, on every page and in every dialog."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QLabel, QWidget

from ctip_desktop.forms.model import Answer
from ctip_desktop.operations import records
from ui.dialogs.registry import DIALOGS
from ui.opening import Opening
from ui.pages.company.company import PARTS
from ui.pages.first_run import FirstRun
from ui.pages.registry import pages
from ui.pages.unlock import Unlock
from ui.shell import Shell


def nameless(root: QWidget) -> list[str]:
    """Widgets that take the focus by Tab and have neither name, words nor a label of their own."""
    buddies = {label.buddy() for label in root.findChildren(QLabel) if label.buddy() is not None}
    found = []
    for widget in root.findChildren(QWidget):
        if not widget.focusPolicy() & Qt.FocusPolicy.TabFocus or not widget.isVisibleTo(root) or widget in buddies:
            continue
        words = widget.text() if isinstance(widget, QAbstractButton) else ""
        inner = isinstance(widget.parentWidget(), QAbstractScrollArea) or widget.objectName().startswith("qt_")
        if not (widget.accessibleName() or words or inner or widget.focusProxy()):
            found.append(f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}")
    return found


@pytest.mark.parametrize("name", [spec.name for spec in pages() if spec.rail])
def test_everything_on_a_page_can_be_said(shell, name):
    shell.go(name)
    assert nameless(shell) == []


@pytest.mark.parametrize("part", PARTS)
def test_everything_on_the_company_page_can_be_said(shell, company, part):
    shell.go("company", {"company": company(), "part": part})
    assert nameless(shell) == []


@pytest.mark.parametrize("name", [name for name in DIALOGS if name != "cut_line"])
def test_everything_in_a_dialog_can_be_said(shell, company, workspace, name):
    needs = {"place_stage": {"company": company().hex}}
    if name == "xray":
        idea = records.create(workspace, "opportunity", about=company(), answers={"title": Answer.of("Helpline")}).created[0]
        needs["xray"] = {"opportunity": idea.hex}
    dialog = shell.show_dialog(name, needs.get(name, {}))
    assert nameless(dialog) == []


def test_everything_in_the_dialog_of_a_scored_round_can_be_said(qtbot, scored):
    shell = Shell(scored)
    qtbot.addWidget(shell)
    shell.show()
    assert nameless(shell.show_dialog("cut_line", {"kind": "programme", "after": 2})) == []


def test_everything_in_a_form_can_be_said(shell, company, workspace):
    record = records.create(workspace, "desk_research", about=company("Okavi")).created[0]
    shell.go("wizard", {"record": record})
    assert nameless(shell.current) == []


def test_everything_before_unlocking_can_be_said(qtbot, tasks, tmp_path):
    for screen in (FirstRun(tasks, Opening(), tmp_path), Unlock(tmp_path / "x.ctip", tasks, Opening())):
        qtbot.addWidget(screen)
        screen.show()
        assert nameless(screen) == []
