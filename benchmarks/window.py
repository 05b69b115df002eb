"""The window: opening a large form, one answer in it with everything that is shown anew, and lists of rows whose cost stays flat."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from benchmarks.common import Measure, best, python_speed, seconds
from benchmarks.forms import large_form
from ctip_desktop.forms.model import Answer, Form, Source
from ctip_desktop.forms.reader import read_form
from ctip_desktop.forms.sheet import Sheet
from ui.forms.card_view import Beside
from ui.forms.fields import Found, Past
from ui.forms.repeat import RepeatCard
from ui.forms.wizard import Wizard
from ui.theme import Look

TODAY = date(2026, 10, 13)
ROWS = """
form: rows
version: "1"
title: Rows
kind: checklist
sections:
  - name: one
    label: One
    questions:
      - name: sites
        type: repeat
        label: Sites
        questions:
          - {name: place, type: text, label: Place}
          - {name: staff, type: integer, label: Staff}
          - {name: known, type: select_one yes_no, label: Known}
"""


class _Around:
    """Surroundings without a workspace."""

    def __init__(self) -> None:
        self.locale = QLocale.c()
        self.currency = ""

    def find(self, form: str, text: str) -> Sequence[Found]:
        return []

    def title(self, record: str) -> str:
        return ""

    def make(self, form: str, title: str) -> Found | None:
        return None

    def keep_file(self, file: Path) -> Found | None:
        return None

    def open_file(self, sha256: str, title: str) -> None:
        pass

    def history(self, path: str) -> Sequence[Past]:
        return []

    def add_source(self, path: str, source: Source) -> None:
        pass

    def edit_source(self, path: str, source: Source) -> None:
        pass

    def remove_source(self, path: str, source: Source) -> None:
        pass


def _opened(form: Form, sheet: Sheet) -> Wizard:
    wizard = Wizard(form, _Around())
    wizard.resize(1366, 768)
    wizard.show_sheet(sheet, Beside())
    wizard.show()
    QApplication.processEvents()
    return wizard


def _close(wizard: Wizard) -> None:
    wizard.close()
    wizard.deleteLater()
    QApplication.processEvents()


def _rows(count: int) -> float:
    """Showing a repeat with so many rows, its first row open."""
    form = read_form(ROWS, "rows.yaml")
    names = [f"row{n}" for n in range(count)]
    sheet = Sheet.of(form, {f"sites[{name}].place": Answer.of("Port") for name in names}, {"sites": names}, today=TODAY)

    def show() -> None:
        card = RepeatCard(form.sections[0].questions[0], "1.1", _Around())
        card.resize(800, 600)
        card.show_sheet(sheet, Beside())
        card.show()
        QApplication.processEvents()
        card.close()
        card.deleteLater()

    return best(show, 5)


def measures() -> list[Measure]:
    """Opening a 500-question form ≤ 0.5 s, the first page shown; an answer and its page shown anew ≤ 0.2 s; 500 rows cost what 10 do."""
    application = QApplication.instance() or QApplication([])
    look = Look(application)  # type: ignore[arg-type]  # it is a QApplication, made here or in the same process
    look.choose(scheme="light", percent=100)
    form = read_form(large_form(), "large.yaml")
    sheet = Sheet.of(form, {f"q{n}": Answer.of(n % 9) for n in range(0, 500, 2)}, today=TODAY)
    _close(_opened(form, sheet))  # imports and fonts are not what is measured
    times = []
    for _ in range(3):
        made: list[Wizard] = []
        times.append(seconds(lambda made=made: made.append(_opened(form, sheet))))  # type: ignore[misc]  # default argument binds the list
        wizard = made[0]
        _close(wizard)
    wizard = _opened(form, sheet)
    wizard.section(0).build_all()
    QApplication.processEvents()
    answering = best(lambda: (wizard.show_sheet(wizard.sheet.answer("q1", Answer.of(5))), QApplication.processEvents()), 5)
    _close(wizard)
    speed = python_speed()
    return [
        Measure("show the first page of a 500-question form", min(times), 0.5, speed, "s", 3),
        Measure("one answer, and its page shown anew", answering, 0.2, speed, "s", 5),
        Measure("a repeat with 500 rows against one with 10", _rows(500) / _rows(10), 2.0, "the same repeat with 10 rows"),
    ]
